"""The glyphs of a PDF page, in file order, turned so that the text runs from left to right."""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from cancu.ingest.read.legacy import TCVN3, recognise, vni_sequences

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Turn = Callable[[float, float], tuple[float, float]]
"""Maps a point of the page to where it stands once the text runs from left to right."""

# What pdfium reports for a hyphen at the end of a line.
_LINE_END_HYPHENS = {0x02, 0xFFFE}
_SPACES = {0x09, 0x20, 0xA0}
_NOT_PRINTED = {0x00, 0x0A, 0x0D, 0xFFFF}
_GLYPHS_JUDGED = 400


@dataclass(slots=True)
class Glyph:
    """One printed character; lengths in points, y upwards.

    ``x0`` to ``x1`` is its advance, ``y`` its baseline, ``size`` the font size as printed.
    ``raised`` marks small characters above the baseline of their line.
    """

    char: str
    x0: float
    x1: float
    y: float
    size: float
    raised: bool = False


def upright(page: PdfPage) -> tuple[list[Glyph], Turn]:
    """Return the glyphs of a page and the turn that was applied to them.

    Pages on their side are turned whether the file says so or only its text runs that way.
    """
    text_page = page.get_textpage()
    glyphs, lows = _file_order(text_page.raw, text_page.count_chars())
    text_page.close()
    turn = _turn_of(glyphs)
    if turn is not stay:
        glyphs = [
            _turned(glyph, low, high, turn) for glyph, (low, high) in zip(glyphs, lows, strict=True)
        ]
    glyphs = _in_unicode(glyphs)
    previous: Glyph | None = None
    for glyph in glyphs:
        if previous is not None and unicodedata.combining(glyph.char):
            # A mark stands with its letter wherever the font draws it.
            glyph.x0 = glyph.x1 = previous.x1
            glyph.y, glyph.size = previous.y, previous.size
        previous = glyph
    return glyphs, turn


def _file_order(
    text_page: object, count: int
) -> tuple[list[Glyph], list[tuple[tuple[float, float], tuple[float, float]]]]:
    """Return the printed glyphs, and for each the corners of its box as the file has them."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    scales: dict[tuple[float, float], float] = {}
    glyphs: list[Glyph] = []
    corners: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for index in range(count):
        code: int = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _NOT_PRINTED:
            continue
        if code == 0x20 and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box_at)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x_at, y_at)
        stated: float = pdfium.FPDFText_GetFontSize(text_page, index)
        # Files state sizes in the font, in the matrix or in both; one baseline has one matrix.
        scale = scales.get((stated, y.value))
        if scale is None:
            scale = scales[stated, y.value] = _scale(text_page, index)
        char = "-" if code in _LINE_END_HYPHENS else " " if code in _SPACES else chr(code)
        glyphs.append(Glyph(char, box.left, box.right, y.value, max(stated * scale, 0.1)))
        corners.append(((box.left, box.bottom), (box.right, box.top)))
    return glyphs, corners


def _scale(text_page: object, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        return 1.0
    return math.hypot(matrix.c, matrix.d)


def _in_unicode(glyphs: list[Glyph]) -> list[Glyph]:
    """Convert the letters of a page set in TCVN3 or VNI fonts, marks joined to their letters."""
    encoding = recognise("".join(glyph.char for glyph in glyphs))
    if encoding is None:
        return glyphs
    sequences = TCVN3 if encoding == "tcvn3" else vni_sequences()
    converted: list[Glyph] = []
    index = 0
    while index < len(glyphs):
        glyph = glyphs[index]
        pair = "".join(other.char for other in glyphs[index : index + 2])
        if len(pair) == 2 and pair in sequences:
            converted.append(replace(glyph, char=sequences[pair], x1=glyphs[index + 1].x1))
            index += 2
        else:
            converted.append(replace(glyph, char=sequences.get(glyph.char, glyph.char)))
            index += 1
    return converted


def stay(x: float, y: float) -> tuple[float, float]:
    """The turn of a page whose text already runs from left to right."""
    return x, y


def _turn_of(glyphs: Sequence[Glyph]) -> Turn:
    """Judge by successive glyphs which way the text runs."""
    votes = {"right": 0, "left": 0, "up": 0, "down": 0}
    for first, second in itertools.pairwise(glyphs[:_GLYPHS_JUDGED]):
        across = (second.x0 + second.x1) - (first.x0 + first.x1)
        along = second.y - first.y
        if abs(across) >= abs(along):
            votes["right" if across > 0 else "left"] += 1
        else:
            votes["up" if along > 0 else "down"] += 1
    turns: dict[str, Turn] = {
        "right": stay,
        "left": lambda x, y: (-x, -y),
        "up": lambda x, y: (y, -x),
        "down": lambda x, y: (-y, x),
    }
    return turns[max(votes, key=lambda way: votes[way])]


def _turned(glyph: Glyph, low: tuple[float, float], high: tuple[float, float], turn: Turn) -> Glyph:
    ax, ay = turn(*low)
    bx, by = turn(*high)
    # The origin is not kept apart; the baseline lies about a fifth of the box above its bottom.
    baseline = min(ay, by) + 0.2 * abs(by - ay)
    return Glyph(glyph.char, min(ax, bx), max(ax, bx), baseline, glyph.size)
