"""The frame of a web page: what a site prints above the letterhead and below the document.

An editor's summary and a site's own notices ("Thực hiện Nghị định …, chúng tôi cập nhật Quy chế")
cite documents, but no authority speaks there. Their mentions stay, with no part in what the
document stands on, and "Quyết định này" there is not the document.

The words are data (page_frame.csv): ``foot`` opens a line that only a site has, ``beside`` is a
whole line of which two near each other do; ``speaker`` makes a sentence that of the site.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.ingest.letterhead import MOTTO
from cancu.ingest.structure import Header
from cancu.ingest.view import View, view

_SUMMARY = 600
"""What stands above a letterhead that begins earlier is part of it."""
_LETTERHEAD = 8000
_LAST = 12_000
"""So many characters from the end the foot of a page is looked for in."""
_TOGETHER = 2000
_NEAR_NUMBER = 500
_DRESSING = " \t\r*_#>-–•[]():.;!?\u00a0"
_SMALL_LETTERS = 3
"""So many small letters make a line one of running text."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What lies before ``top`` and from ``foot`` on belongs to the page; offsets are of a view."""

    top: int
    foot: int
    speakers: tuple[str, ...]
    """The words in the text by which a site names itself."""

    def holds(self, place: int) -> bool:
        """Whether an offset lies in the frame."""
        return place < self.top or place >= self.foot

    def speaks(self, lower: str, begin: int, end: int) -> bool:
        """Whether a site speaks in a sentence of a text in small letters."""
        return any(lower.find(one, begin, end) >= 0 for one in self.speakers)


def page_frame(seen: View, header: Header) -> PageFrame:
    """Return the frame around a document; it is empty where a file holds the document alone."""
    own = seen.offset(header.number_span[1]) if header.number_span else -1
    return _frame(seen.original, own)


@lru_cache(maxsize=4)
def _frame(original: str, own: int) -> PageFrame:
    """Read the frame once for the several steps that ask for it."""
    text, lower = view(original).text, view(original).lower
    speakers = tuple(one for one in _words("speaker") if one in lower)
    if own < 0:
        return PageFrame(0, len(text), speakers)
    return PageFrame(_top(text, own), _foot(lower, own), speakers)


def _top(text: str, own: int) -> int:
    """Return where the letterhead begins, whose number ends at ``own``: in capitals, above it."""
    motto = MOTTO.search(text, 0, _LETTERHEAD) if own > _SUMMARY else None
    if motto is None or motto.start() < _SUMMARY:
        return 0
    if not motto.start() - _NEAR_NUMBER < own < motto.end() + _NEAR_NUMBER:
        return 0
    at = min(motto.start(), own)
    while at > 0:
        begin = text.rfind("\n", 0, at - 1) + 1
        if sum(letter.islower() for letter in text[begin:at]) >= _SMALL_LETTERS:
            return at
        at = begin
    return 0


def _foot(lower: str, own: int) -> int:
    """Return where the site's own lines begin below the document."""
    low = max(own, len(lower) - _LAST)
    earlier: tuple[int, str] | None = None
    for at, mark, sure in _marked_lines(lower, low):
        near = earlier is not None and at - earlier[0] < _TOGETHER
        if earlier is not None and near and (sure or earlier[1] != mark):
            return earlier[0]
        if sure:
            return at
        earlier = at, mark
    return len(lower)


def _marked_lines(lower: str, low: int) -> list[tuple[int, str, bool]]:
    """Return the lines from ``low`` on that are a site's, in order: where, which mark, if sure.

    The marks are searched as literals, which is far faster than going through all lines.
    """
    found = []
    for kind in ("foot", "beside"):
        for mark in _words(kind):
            place = lower.find(mark, low)
            while place >= 0:
                line = max(lower.rfind("\n", low, place), lower.rfind("|", low, place), low - 1) + 1
                ends = [
                    end for end in (lower.find("\n", place), lower.find("|", place)) if end >= 0
                ]
                whole = lower[line : min(ends, default=len(lower))].strip(_DRESSING)
                if whole == mark or (kind == "foot" and whole.startswith(mark)):
                    found.append((line, mark, kind == "foot"))
                place = lower.find(mark, place + len(mark))
    return sorted(found)


@cache
def _words(kind: str) -> tuple[str, ...]:
    with (Path(__file__).parent / "page_frame.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["mark"] for row in csv.DictReader(file) if row["kind"] == kind)
