"""Scanned pages of a PDF: from the page image to words and ruled lines, as on a printed page."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as pdfium
from cancu.ingest.read import ocr
from cancu.ingest.read.pdf_glyphs import Glyph
from cancu.ingest.read.pdf_page import PageLayout, arrange
from cancu.ingest.read.pdf_rules import Rule, join_rules
from PIL import Image

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
        level, upright, _ = _rules(image.rotate(-turn, expand=True), dpi)
    return arrange(number, _glyphs(words, dpi), level, upright)


def _render(page: PdfPage) -> tuple[Image.Image, int]:
    own = _own_dpi(page)
    dpi = own if own in _OWN_DPI else _DPI
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    return bitmap.to_pil().convert("L"), dpi


def _images(page: PdfPage) -> Iterator[Any]:
    return page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)


def _image_cover(page: PdfPage) -> float:
    """Return the share of the page that its largest image covers."""
    width, height = page.get_size()
    areas = [0.0]
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        areas.append((right - left) * (top - bottom))
    return max(areas) / max(width * height, 1.0)


def _own_dpi(page: PdfPage) -> int:
    width, _ = page.get_size()
    pixels = [image.get_px_size()[0] for image in _images(page)]
    return round(max(pixels, default=0) / max(width, 1.0) * 72)


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
    for word in words:
        lines.setdefault(word.line, []).append(word)
    glyphs: list[Glyph] = []
    for line in lines.values():
        bottoms = sorted(word.top + word.height for word in line)
        heights = sorted(word.height for word in line)
        baseline = -bottoms[len(bottoms) // 2] * scale
        size = heights[3 * len(heights) // 4] * scale
        for word in line:
            step = word.width / len(word.text)
            for index, char in enumerate(word.text):
                left = (word.left + index * step) * scale
                glyphs.append(Glyph(char, left, left + step * scale, baseline, size))
    return glyphs
