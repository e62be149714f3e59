"""The lines that glyphs form on a page.

Lines are built from where glyphs stand, not from the order of the file: producers draw letters
that a font lacks after the rest of the line, which tears Vietnamese words apart in file order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cancu.ingest.read.pdf_glyphs import Glyph

# Shares of the font size.
_SAME_BASELINE = 0.18
_DOUBLE_STRIKE = 0.08
_WORD_GAP = 0.13
_SMALL = 0.85
_RISE = 0.1
_DROP = -0.3
_REACH = 0.6


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline, left to right, without white space at either end.

    ``spaced`` tells whether the file printed white space after the last glyph.
    """

    glyphs: list[Glyph]
    y: float
    size: float
    spaced: bool

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def text(self) -> str:
        return write(self.glyphs)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs form, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        if rows and rows[-1][0].y - glyph.y <= _SAME_BASELINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [line for row in rows if (line := _line(row)) is not None]
    return _take_in_small(lines)


def part_of(line: Line, start: int, end: int) -> Line:
    """Return the glyphs ``start`` to ``end`` of a line as a line."""
    glyphs = line.glyphs[start:end]
    spaced = line.spaced if end == len(line.glyphs) else True
    while glyphs[-1].char == " ":
        glyphs.pop()
    return Line(glyphs, line.y, line.size, spaced)


def _line(glyphs: list[Glyph]) -> Line | None:
    ordered = sorted(glyphs, key=lambda g: g.x0)
    spaced = False
    while ordered and ordered[-1].char == " ":
        ordered.pop()
        spaced = True
    first = next((i for i, g in enumerate(ordered) if g.char != " "), len(ordered))
    ordered = ordered[first:]
    if not ordered:
        return None
    sizes = sorted(glyph.size for glyph in ordered)
    return Line(ordered, ordered[0].y, sizes[len(sizes) // 2], spaced)


def _take_in_small(lines: list[Line]) -> list[Line]:
    """Move lines of raised or lowered small print into the lines they belong to."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        largest = max(glyph.size for glyph in line.glyphs)
        hosts = [
            other
            for other in lines[max(0, index - 2) : index + 3]
            if other is not line and largest < _SMALL * other.size and _holds(other, line)
        ]
        if hosts:
            host = min(hosts, key=lambda other: abs(other.y - line.y))
            host.glyphs = sorted(host.glyphs + line.glyphs, key=lambda g: g.x0)
            host.spaced = host.spaced and host.x1 != line.x1
        else:
            kept.append(line)
    for line in kept:
        for glyph in line.glyphs:
            small = glyph.size < _SMALL * line.size
            glyph.raised = small and glyph.y > line.y + _RISE * line.size
    return kept


def _holds(host: Line, line: Line) -> bool:
    """Tell whether ``line`` stands where the small print of ``host`` would."""
    beside = host.x0 - host.size < line.x0 and line.x1 < host.x1 + host.size
    return beside and _DROP * host.size < line.y - host.y < _REACH * host.size


def write(glyphs: Sequence[Glyph]) -> str:
    """Return the text of glyphs on one line, spaces put in where only a gap stands."""
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            if _is_struck_twice(last, glyph):
                continue
            if is_gap(last, glyph):
                pieces.append(" ")
        pieces.append(glyph.char)
        last = glyph
    return "".join(pieces)


def is_gap(first: Glyph, second: Glyph) -> bool:
    """Tell whether two words part here although no space is printed."""
    wide = second.x0 - first.x1 > _WORD_GAP * max(first.size, second.size)
    return wide and first.char != " " and second.char != " "


def _is_struck_twice(first: Glyph, second: Glyph) -> bool:
    """Tell bold print made by printing a glyph again a hair to the right."""
    return (
        first.char == second.char
        and second.char != " "
        and second.x0 - first.x0 < _DOUBLE_STRIKE * second.size
        and not unicodedata.combining(second.char)
    )
