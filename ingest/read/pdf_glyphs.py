"""The glyphs of a PDF page and the lines they form.

Lines are built from where glyphs stand, not from the order of the file: producers draw letters
that a font lacks after the rest of the line, which tears Vietnamese words apart in file order.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Turn = Callable[[float, float], tuple[float, float]]
"""Maps a point of the page to where it stands once the text runs from left to right."""

# What pdfium reports for a hyphen at the end of a line.
_LINE_END_HYPHENS = {0x02, 0xFFFE}
_SPACES = {0x09, 0x20, 0xA0}
_NOT_PRINTED = {0x00, 0x0A, 0x0D, 0xFFFF}
_PAIRS_JUDGED = 200

# Shares of the height of a line.
_SAME_BASELINE = 0.2
_DOUBLE_STRIKE = 0.08
_WORD_GAP = 0.17
_SMALL = 0.8
_RISE = 0.1
_REACH = 0.75


@dataclass(slots=True)
class Glyph:
    """One printed character; lengths in points, y upwards, ``y`` the baseline.

    The box is that of the font, not of the ink, so its height grows with the font size whatever
    way the file states the size. ``raised`` marks small characters above the baseline of a line.
    """

    char: str
    x0: float
    x1: float
    y: float
    bottom: float
    top: float
    raised: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline, left to right, without white space at either end."""

    glyphs: list[Glyph]
    y: float
    height: float

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def text(self) -> str:
        return write(self.glyphs)


def upright(page: PdfPage) -> tuple[list[Glyph], Turn]:
    """Return the glyphs of a page, turned so that its text runs left to right, and the turn.

    Pages on their side are turned whether the file says so or only its text runs that way.
    """
    text_page = page.get_textpage()
    glyphs = _file_order(text_page.raw, text_page.count_chars())
    text_page.close()
    turn = _turn_of(glyphs)
    if turn is not _stay:
        glyphs = [_turned(glyph, turn) for glyph in glyphs]
    previous: Glyph | None = None
    for glyph in glyphs:
        if previous is not None and unicodedata.combining(glyph.char):
            # A mark stands with its letter wherever the font draws it.
            glyph.x0 = glyph.x1 = previous.x1
            glyph.y, glyph.bottom, glyph.top = previous.y, previous.bottom, previous.top
        previous = glyph
    return glyphs, turn


def _file_order(text_page: object, count: int) -> list[Glyph]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    glyphs: list[Glyph] = []
    for index in range(count):
        code: int = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _NOT_PRINTED:
            continue
        if code == 0x20 and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box_at)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x_at, y_at)
        char = "-" if code in _LINE_END_HYPHENS else " " if code in _SPACES else chr(code)
        glyphs.append(Glyph(char, box.left, box.right, y.value, box.bottom, box.top))
    return glyphs


def _stay(x: float, y: float) -> tuple[float, float]:
    return x, y


def _turn_of(glyphs: Sequence[Glyph]) -> Turn:
    """Judge by successive glyphs which way the text runs."""
    votes = [0, 0, 0, 0]
    for first, second in zip(glyphs, glyphs[1:_PAIRS_JUDGED], strict=False):
        across = (second.x0 + second.x1) - (first.x0 + first.x1)
        along = (second.bottom + second.top) - (first.bottom + first.top)
        if abs(across) >= abs(along):
            votes[0 if across > 0 else 1] += 1
        else:
            votes[2 if along > 0 else 3] += 1
    turns: tuple[Turn, ...] = (
        _stay,
        lambda x, y: (-x, -y),
        lambda x, y: (y, -x),
        lambda x, y: (-y, x),
    )
    return turns[votes.index(max(votes))]


def _turned(glyph: Glyph, turn: Turn) -> Glyph:
    ax, ay = turn(glyph.x0, glyph.bottom)
    bx, by = turn(glyph.x1, glyph.top)
    bottom, top = min(ay, by), max(ay, by)
    # The baseline of a font lies about a fifth of its box above the bottom.
    return Glyph(glyph.char, min(ax, bx), max(ax, bx), bottom + (top - bottom) * 0.2, bottom, top)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs form, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        if rows and rows[-1][0].y - glyph.y <= _SAME_BASELINE * min(
            glyph.height, rows[-1][0].height
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [line for row in rows if (line := _line(row)) is not None]
    return _take_in_small(lines)


def _line(glyphs: list[Glyph]) -> Line | None:
    ordered = sorted(glyphs, key=lambda g: g.x0)
    while ordered and ordered[-1].char == " ":
        ordered.pop()
    first = next((i for i, g in enumerate(ordered) if g.char != " "), len(ordered))
    ordered = ordered[first:]
    if not ordered:
        return None
    heights = sorted(glyph.height for glyph in ordered)
    return Line(ordered, ordered[0].y, heights[len(heights) // 2])


def _take_in_small(lines: list[Line]) -> list[Line]:
    """Move lines of raised or lowered small print into the lines they belong to."""
    kept: list[Line] = []
    small: list[Line] = []
    tallest = [max(g.height for g in line.glyphs) for line in lines]
    for index, line in enumerate(lines):
        near = [
            other
            for other in lines[max(0, index - 2) : index + 3]
            if other is not line and _holds(other, line)
        ]
        if near and tallest[index] < _SMALL * max(n.height for n in near):
            host = max(near, key=lambda n: n.height)
            for glyph in line.glyphs:
                glyph.raised = glyph.y > host.y + _RISE * host.height
            host.glyphs = sorted(host.glyphs + line.glyphs, key=lambda g: g.x0)
            small.append(line)
        else:
            kept.append(line)
    for line in kept:
        _raise_small(line)
    return kept


def _holds(host: Line, line: Line) -> bool:
    inside = host.x0 - host.height < line.x0 and line.x1 < host.x1 + 2 * host.height
    return inside and -0.4 * host.height < line.y - host.y < _REACH * host.height


def _raise_small(line: Line) -> None:
    for glyph in line.glyphs:
        if glyph.height < _SMALL * line.height and glyph.y > line.y + _RISE * line.height:
            glyph.raised = True


def write(glyphs: Sequence[Glyph]) -> str:
    """Return the text of glyphs on one line, spaces put in where only a gap stands."""
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            if (
                glyph.char == last.char
                and glyph.char != " "
                and glyph.x0 - last.x0 < _DOUBLE_STRIKE * glyph.height
                and not unicodedata.combining(glyph.char)
            ):
                continue
            gap = glyph.x0 - last.x1
            if gap > _WORD_GAP * max(glyph.height, last.height) and " " not in (
                glyph.char,
                last.char,
            ):
                pieces.append(" ")
        pieces.append(glyph.char)
        last = glyph
    return "".join(pieces)
