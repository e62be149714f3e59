"""Cut running text into the items it is made of: headings, numbered items, bullets, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\f]*[^\s*_|][^\n\f]*")
_DRESS = r"[\s*_]*"
_MARK = re.compile(
    rf"{_DRESS}(?:(?P<article>(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:])"
    r"|(?P<roman>[IVX]{1,5})\s*[.)]"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s*(?:[.)](?!\d)|(?<=\d\.\d)(?=\s))"
    r"|(?P<letter>[a-zđ])\s*[).](?=\s|\*)"
    rf"|(?P<bullet>[-–+•]))(?={_DRESS}\S){_DRESS}"
)
_NEW_BLOCK = re.compile(r"[.;:!?/]\s*[*_]*\s*$")
_SAMPLE = 300
"""So many lines tell how the text is spaced."""
_SIGNATURE = ("Nơi nhận", "TM.", "KT.", "TL.", "TUQ.")
_TAIL = "*_ ./;\n\t|"


@dataclass(frozen=True, slots=True)
class Block:
    """One item of the text. ``level`` is its depth (0 articles and Roman numbers, 9 no mark).

    ``text`` is its words without mark, Markdown and line ends; ``start`` is where they begin.
    """

    start: int
    end: int
    level: int
    mark: str
    text: str
    bold: bool


def blocks_of(text: str, skip: Sequence[tuple[int, int]] = ()) -> Iterator[Block]:
    """Yield the items of ``text`` in reading order, without those in the spans ``skip``."""
    lines = [m.span() for m in _LINE.finditer(text)]
    wraps = [
        text.count("\n", a[1], b[0]) > 1
        for a, b in pairwise(lines[:_SAMPLE])
        if text[b[0] : b[1]].lstrip(" *_")[:1].islower()
    ]
    spaced = sum(wraps) * 2 > len(wraps)
    at = 0
    first: int | None = None
    last = 0
    for begin, end in lines:
        while at < len(skip) and skip[at][1] <= begin:
            at += 1
        skipped = at < len(skip) and skip[at][0] <= begin
        if first is not None and (skipped or _opens(text, first, last, begin, end, spaced)):
            yield _block(text, first, last)
            first = None
        if skipped:
            continue
        first = begin if first is None else first
        last = end
    if first is not None:
        yield _block(text, first, last)


def _opens(text: str, first: int, last: int, begin: int, end: int, spaced: bool) -> bool:
    """Tell whether a new item begins at ``begin``; the lines above it are ``first:last``."""
    line = text[begin:end]
    gap = text[last:begin]
    if "|" in gap or "\f" in gap or _MARK.match(line) or line.startswith(_SIGNATURE):
        return True
    if gap.count("\n") > 1 and not spaced:
        return True
    letter = line.lstrip(' *_"“(')[:1]
    if letter.islower() or not spaced:
        return False
    above = text[first:last].rstrip(" *_")
    return above.isupper() != line.strip(" *_").isupper() or _NEW_BLOCK.search(above) is not None


def _block(text: str, begin: int, end: int) -> Block:
    match = _MARK.match(text, begin, end)
    start = match.end() if match else begin
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(" *_\t\n|"))
    stop = end
    while stop > start and text[stop - 1] in _TAIL:
        stop -= 1
    level = 9
    mark = ""
    if match:
        mark = match.group().strip(" *_\n")
        level = _level(match)
    words = " ".join(text[start:end].replace("*", "").split()).strip(" |_")
    return Block(start, stop, level, mark, words, "**" in text[begin : begin + 12])


def _level(match: re.Match[str]) -> int:
    if match["article"] or match["roman"]:
        return 0
    if number := match["number"]:
        return 1 + number.count(".")
    if match["letter"]:
        return 5
    return 7 if match["bullet"] == "+" else 6
