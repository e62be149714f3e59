"""What the documents for users say can be typed, can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from cancu.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.vi.md", "CONTRIBUTING.md")
_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(
    r"^(?:\$ )?(?:\.venv[/\\](?:bin|Scripts)[/\\])?cancu +([^#\n]+)", re.MULTILINE
)


def typed(page: str) -> list[str]:
    """Return the cancu commands in the fenced blocks of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [line.strip() for block in _FENCE.findall(text) for line in _COMMAND.findall(block)]


LINES = [(page, line) for page in PAGES for line in typed(page)]


@pytest.mark.parametrize(("page", "line"), LINES)
def test_a_command_of_the_documents_can_be_typed(page: str, line: str) -> None:
    words = shlex.split(line, posix=True)
    while words and words[0].startswith("-"):
        words.pop(0)
    if words[0].isupper():
        return
    assert words[0] in COMMANDS
    group = click.Context(cli)
    command = cli.get_command(group, words[0])
    assert command is not None
    command.make_context(words[0], words[1:], parent=group, resilient_parsing=True)


def test_there_are_commands_to_type() -> None:
    assert {page for page, _ in LINES} >= {"README.md", "README.vi.md"}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)\s#]+)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_to_fill(page: str) -> None:
    assert "<!-- FILL" not in (ROOT / page).read_text(encoding="utf-8")
