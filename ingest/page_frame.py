"""The frame of a web page: what a site prints above the letterhead and below the document.

An editor's summary and a site's own notices ("Thực hiện Nghị định …, chúng tôi cập nhật Quy chế")
cite documents, but no authority speaks there. Their mentions stay, with no part in what the
document stands on, and "Quyết định này" there is not the document.

The words are data (page_frame.csv): ``foot`` opens a line that only a site has, ``beside`` is a
whole line of which two near each other do; ``speaker`` makes a sentence that of the site.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cancu.ingest.letterhead import MOTTO
from cancu.ingest.structure import Header
from cancu.ingest.view import View

_SUMMARY = 600
"""What stands above a letterhead that begins earlier is part of it."""
_LETTERHEAD = 8000
_LAST = 60_000
"""So many characters from the end the foot of a page is looked for in."""
_TOGETHER = 2000
_NEAR_NUMBER = 500
_LINE = re.compile(r"[^\n|]+")
_DRESSING = " \t\r*_#>-–•[]():.;!?\u00a0"
_SMALL_LETTERS = 3
"""So many small letters make a line one of running text."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What lies before ``top`` and from ``foot`` on belongs to the page; offsets are of a view."""

    top: int
    foot: int

    def holds(self, place: int) -> bool:
        """Whether an offset lies in the frame."""
        return place < self.top or place >= self.foot


def page_frame(seen: View, header: Header) -> PageFrame:
    """Return the frame around a document; it is empty where a file holds the document alone."""
    own = seen.offset(header.number_span[1]) if header.number_span else None
    if own is None:
        return PageFrame(0, len(seen.text))
    return PageFrame(_top(seen.text, own), _foot(seen.lower, own))


def is_of_the_site(sentence: str) -> bool:
    """Whether a site speaks in a sentence, given in small letters."""
    return any(words in sentence for words in _words("speaker"))


def _top(text: str, own: int) -> int:
    """Return where the letterhead begins, whose number ends at ``own``: in capitals, above it."""
    motto = MOTTO.search(text, 0, _LETTERHEAD)
    if motto is None or motto.start() < _SUMMARY:
        return 0
    if not motto.start() - _NEAR_NUMBER < own < motto.end() + _NEAR_NUMBER:
        return 0
    at = motto.start()
    while at > 0:
        begin = text.rfind("\n", 0, at - 1) + 1
        if sum(letter.islower() for letter in text[begin:at]) >= _SMALL_LETTERS:
            return at
        at = begin
    return 0


def _foot(lower: str, own: int) -> int:
    """Return where the site's own lines begin below the document."""
    low = max(own, len(lower) - _LAST)
    foot = tuple(mark for mark in _words("foot") if lower.find(mark, low) >= 0)
    beside = {mark for mark in _words("beside") if lower.find(mark, low) >= 0}
    if not foot and len(beside) < 2:
        return len(lower)
    earlier: tuple[int, str] | None = None
    for found in _LINE.finditer(lower, low):
        line = found.group().strip(_DRESSING)
        sure = line.startswith(foot) if foot else False
        if not sure and line not in beside:
            continue
        near = earlier is not None and found.start() - earlier[0] < _TOGETHER
        if earlier is not None and near and (sure or earlier[1] != line):
            return earlier[0]
        if sure:
            return found.start()
        earlier = found.start(), line
    return len(lower)


@cache
def _words(kind: str) -> tuple[str, ...]:
    with (Path(__file__).parent / "page_frame.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["mark"] for row in csv.DictReader(file) if row["kind"] == kind)
