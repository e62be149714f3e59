"""Scanned pages of a PDF: from the page image to words and ruled lines, as on a printed page."""

from __future__ import annotations

import bisect
import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as pdfium
from PIL import Image

from cancu.ingest.read import ocr
from cancu.ingest.read.pdf_glyphs import Glyph
from cancu.ingest.read.pdf_page import PageLayout, arrange
from cancu.ingest.read.pdf_rules import Rule, join_rules

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    Pixels = np.ndarray[Any, np.dtype[np.bool_]]

# Signatures and stamps put some letters over a scan.
_FEW_GLYPHS = 300
_COVERS = 0.6
_MARKED_LETTERS = 0.08
_DPI = 300
_OWN_DPI = range(250, 401)
_DARK = 140
# Inches: the shortest stroke taken for a ruled line, and what is wiped on either side of one.
_SHORTEST_RULE = 0.3
_WIPE = 0.01
# Inches: the height of a line of print at most, and the space between cells put in a column.
_LONE_LINE = 0.4
_COLUMN_GAP = 0.12
_LEAST_INK = 20
_NEAR = 200
_HAIR = 0.01
_SKEW_RANGE = 3.0
_SKEW_STEP = 0.25
_SKEW_FINE = 0.05
_SKEW_WORTH = 0.1
_SKEW_PIXELS = 700


def is_scan(page: PdfPage, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a page is an image whose words its text does not hold.

    So it is when an image covers the page and the text is short, or lacks the marks of Vietnamese
    letters as text layers do that were recognised in another language.
    """
    printed = [glyph.char for glyph in glyphs if glyph.char != " "]
    if len(printed) >= _FEW_GLYPHS:
        marked = sum(not char.isascii() and char.isalpha() for char in printed)
        if marked >= _MARKED_LETTERS * len(printed):
            return False
    return _image_cover(page) >= _COVERS


def layouts_of_scans(document: PdfDocument, numbers: Sequence[int]) -> Iterator[PageLayout]:
    """Recognise the pages ``numbers`` (from 1), as many beside one another as there are cores."""
    workers = os.cpu_count() or 1
    waiting = iter(numbers)
    with ThreadPoolExecutor(workers) as pool:
        # Page images are large: only those being worked on are held.
        while batch := list(islice(waiting, 2 * workers)):
            images = [(number, *_render(document[number - 1])) for number in batch]
            yield from pool.map(lambda image: _layout(*image), images)


def _layout(number: int, image: Image.Image, dpi: int) -> PageLayout:
    image = _straightened(image)
    level, upright, wiped = _rules(image, dpi)
    words, turn = ocr.words_of(wiped, dpi)
    if turn:
        level, upright, wiped = _rules(image.rotate(-turn, expand=True), dpi)
    page = arrange(number, _glyphs(words, dpi), level, upright)
    missed = _missed(page, wiped, dpi)
    return arrange(number, _glyphs(words + missed, dpi), level, upright) if missed else page


def _missed(page: PageLayout, image: Image.Image, dpi: int) -> list[ocr.Word]:
    """Recognise the cells that hold ink but no words, such as lone ordinals, as one column."""
    scale = dpi / 72
    dark: Pixels = np.asarray(image) < _DARK
    boxes: list[tuple[int, int, int, int]] = []
    for cell in (cell for grid in page.grids for cell in grid.cells if not cell.lines):
        left, right = round(cell.left * scale), round(cell.right * scale)
        top, bottom = round(-cell.top * scale), round(-cell.bottom * scale)
        ink = _ink_box(dark[top:bottom, left:right])
        if ink is not None and ink[3] - ink[1] <= _LONE_LINE * dpi:
            boxes.append((left + ink[0], top + ink[1], left + ink[2], top + ink[3]))
    if not boxes:
        return []
    gap = round(_COLUMN_GAP * dpi)
    height = sum(bottom - top + gap for _, top, _, bottom in boxes) + gap
    width = max(right - left for left, _, right, _ in boxes) + 2 * gap
    column = Image.new("L", (width, height), 255)
    places: list[int] = []
    at = gap
    for left, top, right, bottom in boxes:
        column.paste(image.crop((left, top, right, bottom)), (gap, at))
        places.append(at)
        at += bottom - top + gap
    words = ocr.column_words(column, dpi)
    return [_moved(word, boxes, places, gap) for word in words]


def _moved(
    word: ocr.Word, boxes: Sequence[tuple[int, int, int, int]], places: Sequence[int], gap: int
) -> ocr.Word:
    """Return a word of the column at the place on the page from which it was cut."""
    index = max(0, bisect.bisect_right(places, word.top + word.height // 2) - 1)
    left, top, _, _ = boxes[index]
    return replace(
        word,
        left=word.left - gap + left,
        top=word.top - places[index] + top,
        line=("missed", str(index), word.line[2]),
    )


def _ink_box(dark: Pixels) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of the ink in a cell, None where there is none."""
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if dark.sum() < _LEAST_INK or not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _render(page: PdfPage) -> tuple[Image.Image, int]:
    own = _own_dpi(page)
    dpi = own if own in _OWN_DPI else _DPI
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return bitmap.to_pil().convert("L"), dpi


def _images(page: PdfPage) -> Iterator[Any]:
    yield from page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)


def _image_cover(page: PdfPage) -> float:
    """Return the share of the page that its largest image covers."""
    width, height = page.get_size()
    areas = [0.0]
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        areas.append((right - left) * (top - bottom))
    return float(max(areas) / max(width * height, 1.0))


def _own_dpi(page: PdfPage) -> int:
    width, _ = page.get_size()
    pixels = [image.get_px_size()[0] for image in _images(page)]
    return int(max(pixels, default=0) / max(width, 1.0) * 72 + 0.5)


def _straightened(image: Image.Image) -> Image.Image:
    angle = _skew(image)
    if abs(angle) < _SKEW_WORTH:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _skew(image: Image.Image) -> float:
    """Return the degrees by which to turn the page so that its lines run level."""
    small = image.copy()
    small.thumbnail((_SKEW_PIXELS, _SKEW_PIXELS))
    dark = Image.eval(small, lambda value: 255 - value)

    def sharpness(angle: float) -> float:
        rows = np.asarray(dark.rotate(angle), dtype=np.float64).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    def sharpest(around: float, reach: float, step: float) -> float:
        steps = round(reach / step)
        angles = [around + step * index for index in range(-steps, steps + 1)]
        return max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))

    return sharpest(sharpest(0.0, _SKEW_RANGE, _SKEW_STEP), _SKEW_STEP, _SKEW_FINE)


def _rules(image: Image.Image, dpi: int) -> tuple[list[Rule], list[Rule], Image.Image]:
    """Return the level and upright rules in points, and the image without them."""
    dark: Pixels = np.asarray(image) < _DARK
    length = round(_SHORTEST_RULE * dpi)
    level, upright = _long_runs(dark, length), _long_runs(dark.T, length).T
    scale = 72 / dpi
    across = [Rule(-at * scale, start * scale, end * scale) for at, start, end in _runs(level)]
    down = [Rule(at * scale, -end * scale, -start * scale) for at, start, end in _runs(upright.T)]
    wiped = np.asarray(image).copy()
    wiped[_widened(level | upright, math.ceil(_WIPE * dpi))] = 255
    return join_rules(across), join_rules(down), Image.fromarray(wiped)


def _long_runs(dark: Pixels, length: int) -> Pixels:
    """Return the pixels of ``dark`` that lie in a level run of at least ``length``."""
    if dark.shape[1] < length:
        return np.zeros_like(dark)
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    starts = (sums[:, length:] - sums[:, :-length]) == length
    # A pixel is in a run when one of the last ``length`` places starts one.
    padded = np.pad(starts, ((0, 0), (length, length - 1)))
    counts = np.cumsum(padded, axis=1, dtype=np.int32)
    found: Pixels = (counts[:, length:] - counts[:, :-length]) > 0
    return found


def _runs(pixels: Pixels) -> Iterator[tuple[int, int, int]]:
    """Yield the level runs as row, first and last column."""
    for row in np.flatnonzero(pixels.any(axis=1)):
        edges = np.diff(np.pad(pixels[row].astype(np.int8), 1))
        begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        for begin, end in zip(begins, ends, strict=True):
            yield int(row), int(begin), int(end)


def _widened(pixels: Pixels, by: int) -> Pixels:
    wide = pixels.copy()
    for shift in range(1, by + 1):
        wide[shift:] |= pixels[:-shift]
        wide[:-shift] |= pixels[shift:]
    tall = wide.copy()
    for shift in range(1, by + 1):
        tall[:, shift:] |= wide[:, :-shift]
        tall[:, :-shift] |= wide[:, shift:]
    return tall


def _glyphs(words: Sequence[ocr.Word], dpi: int) -> list[Glyph]:
    """Return the letters of words, evenly spread over their boxes, on the baselines of lines."""
    scale = 72 / dpi
    lines: dict[tuple[str, str, str], list[ocr.Word]] = {}
    for word in _side_by_side(words):
        lines.setdefault(word.line, []).append(word)
    glyphs: list[Glyph] = []
    for line in lines.values():
        bottoms = sorted(word.top + word.height for word in line)
        heights = sorted(word.height for word in line)
        baseline = -bottoms[len(bottoms) // 2] * scale
        size = heights[3 * len(heights) // 4] * scale
        for word in line:
            # The space stands before the word: at the end of a line none is known to be.
            start = word.left * scale
            glyphs.append(Glyph(" ", start - _HAIR, start, baseline, size))
            step = word.width / len(word.text)
            for index, char in enumerate(word.text):
                left = (word.left + index * step) * scale
                glyphs.append(Glyph(char, left, left + step * scale, baseline, size))
    return glyphs


def _side_by_side(words: Sequence[ocr.Word]) -> list[ocr.Word]:
    """Return the words with overlaps on one line undone, so that letters keep their order."""
    placed: list[ocr.Word] = []
    for word in sorted(words, key=lambda w: w.left):
        ends = [
            other.left + other.width
            for other in placed[-_NEAR:]
            if abs(other.top + other.height - word.top - word.height) < word.height / 2
        ]
        left = max([word.left, *(end + 1 for end in ends)])
        right = max(word.left + word.width, left + 1)
        placed.append(replace(word, left=left, width=right - left))
    return placed
