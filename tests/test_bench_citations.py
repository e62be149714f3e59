"""The figures of citation finding hold; CI fails when one drops."""

from __future__ import annotations

import pytest

from tests.shared import shared


@pytest.mark.shared
@pytest.mark.slow
def test_figures_of_citation_finding() -> None:
    shared("measure")
    from bench.citations import figures

    short = [f"{f.set}: {f.name} {f.value:.4f} < {f.least}" for f in figures() if not f.reached]
    assert short == []
