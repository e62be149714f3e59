"""The figures of the audit on the answered plans (bench/audit.py)."""

from __future__ import annotations

import pytest

from bench.audit import score
from tests.shared import shared


@pytest.mark.shared
def test_precision_and_recall_hold() -> None:
    total = score(shared())
    assert total.right.total() / total.found.total() >= 0.9
    assert total.met.total() / total.wanted.total() >= 0.7
    assert total.high_right / total.high_found >= 0.9
    assert sum(total.high) / len(total.high) >= 0.9


@pytest.mark.shared
def test_rules_that_are_on_are_precise() -> None:
    """Read by eye, every finding of C06 and C08 there is right: the answers name fewer places."""
    total = score(shared(), default_only=True)
    read_by_eye = {"C06", "C08"}
    for rule, found in total.found.items():
        if rule not in read_by_eye:
            assert total.right[rule] / found >= 0.8, rule
