"""The ruled lines of a PDF page, read from its path objects."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from cancu.ingest.read.pdf_glyphs import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0
_SHORTEST = 4.0
_STRAIGHT = 1.0
_SAME_RULE = 2.0
_GAP = 3.0
_WHITE = 250
_DEEPEST_FORM = 4
# A drawing, not a table; reading its strokes would cost seconds.
_MOST_SEGMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: at ``at`` on the other axis, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


def rules_of(page: PdfPage, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright rules of a page, pieces of one rule joined."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for count, (x0, y0, x1, y1) in enumerate(_segments(page)):
        if count > _MOST_SEGMENTS:
            return [], []
        ax, ay = turn(x0, y0)
        bx, by = turn(x1, y1)
        if abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORTEST:
            level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORTEST:
            upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return join_rules(level), join_rules(upright)


def join_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that go on from one another, such as the borders of neighbouring cells."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lanes and rule.at - lanes[-1][0].at <= _SAME_RULE:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    joined: list[Rule] = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        ordered = sorted(lane, key=lambda r: r.start)
        start, end = ordered[0].start, ordered[0].end
        for rule in ordered[1:]:
            if rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        joined.append(Rule(at, start, end))
    return joined


def _segments(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    raw = page.raw
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        yield from _of_object(pdfium.FPDFPage_GetObject(raw, index), _IDENTITY, 0)


def _of_object(
    item: object, outer: Matrix, depth: int
) -> Iterator[tuple[float, float, float, float]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _of_path(item, outer)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        matrix = _product(_matrix(item), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _of_object(pdfium.FPDFFormObj_GetObject(item, index), matrix, depth + 1)


def _of_path(path: object, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(filled), ctypes.byref(stroked))
    if stroked.value and not _is_white(path, pdfium.FPDFPageObj_GetStrokeColor):
        matrix = _product(_matrix(path), outer)
        for points in _outlines(path, matrix):
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                yield x0, y0, x1, y1
    elif filled.value and not _is_white(path, pdfium.FPDFPageObj_GetFillColor):
        matrix = _product(_matrix(path), outer)
        for points in _outlines(path, matrix):
            yield from _middle_of_thin(points)


def _middle_of_thin(
    points: list[tuple[float, float]],
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the middle line of a filled shape so thin that it is a rule."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN < width:
        middle = (max(ys) + min(ys)) / 2
        yield min(xs), middle, max(xs), middle
    elif width <= _THIN < height:
        middle = (max(xs) + min(xs)) / 2
        yield middle, min(ys), middle, max(ys)


def _outlines(path: object, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corner points of each part of a path, closed parts ending where they began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _is_white(item: object, color_of: object) -> bool:
    """Tell whether the colour that ``color_of`` reads cannot be seen on paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not callable(color_of) or not color_of(
        item, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    ):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE
