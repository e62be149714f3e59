"""The public names of the package, and that asking for none of them loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import cancu
from cancu import samples


def test_every_public_name_exists() -> None:
    assert all(getattr(cancu, name) is not None for name in cancu.__all__)


def test_the_lines_of_the_readme() -> None:
    from cancu import read, read_through

    reading = read_through(read(samples.documents()[0]))
    pairs = list(zip(reading.mentions, reading.resolutions, strict=True))
    assert {mention.name for mention, _ in pairs if mention.name}
    assert all(meaning.why for _, meaning in pairs)


def test_help_does_not_wait_for_spacy() -> None:
    code = (
        "import sys, cancu.cli, click.testing as t;"
        "t.CliRunner().invoke(cancu.cli.cli, ['--help']);"
        "print([m for m in ('spacy', 'rdflib', 'pyvis', 'pdfplumber') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
