"""Tables on one PDF page: the grids that ruled lines form, and the cells between the lines."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cancu.ingest.read.pdf_glyphs import Glyph
from cancu.ingest.read.pdf_lines import Line, lines_of
from cancu.ingest.read.pdf_rules import Rule

_TOUCH = 3.0
_OVERHANG = 10.0
_COVERED = 0.6
_MOST_RULES = 2_000


@dataclass(slots=True)
class GridCell:
    """A cell: its place in the grid, its box in points, and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    bottom: float
    right: float
    top: float
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page; ``xs`` ascend, ``ys`` descend (row 0 is the top one)."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    _at: dict[tuple[int, int], GridCell]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """Return the cell in which a point lies."""
        column = bisect.bisect_right(self.xs, x) - 1
        row = bisect.bisect_right([-value for value in self.ys], -y) - 1
        return self._at.get((row, column))


def grids_of(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Return the grids of at least two cells that the rules of a page form, from the top."""
    if len(level) + len(upright) > _MOST_RULES:
        return []
    grids = [
        grid
        for rows, columns in _connected(level, upright)
        if (grid := _grid(rows, columns)) is not None
    ]
    outer = [grid for grid in grids if not any(_inside(grid, other) for other in grids)]
    return sorted(outer, key=lambda grid: (-grid.top, grid.xs[0]))


def fill(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Put glyphs into the cells in which they stand; return those outside every grid."""
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.25 * glyph.size
        for grid in grids:
            cell = grid.cell_at(x, y)
            if cell is not None:
                cell.glyphs.append(glyph)
                break
        else:
            outside.append(glyph)
    for grid in grids:
        for cell in grid.cells:
            cell.lines = lines_of(cell.glyphs)
    return outside


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Group rules that cross or touch."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if (
                across.start - _TOUCH <= down.at <= across.end + _TOUCH
                and down.start - _TOUCH <= across.at <= down.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(level):
            rows.append(level[index])
        else:
            columns.append(upright[index - len(level)])
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs, ys = _places(upright), _places(level)
    # A table may lack its outer lines; the rules across then reach beyond the last one.
    xs = _with_overhang(xs, min(r.start for r in level), max(r.end for r in level))
    ys = _with_overhang(ys, min(r.start for r in upright), max(r.end for r in upright))
    if len(xs) < 2 or len(ys) < 2:
        return None
    ys.reverse()
    cells = _cells(xs, ys, level, upright)
    if len(cells) < 2:
        return None
    at = {
        (cell.row + down, cell.column + across): cell
        for cell in cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    }
    return Grid(xs, ys, cells, at)


def _places(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _TOUCH:
            places.append(at)
    return places


def _with_overhang(places: list[float], start: float, end: float) -> list[float]:
    before = [start] if start < places[0] - _OVERHANG else []
    after = [end] if end > places[-1] + _OVERHANG else []
    return [*before, *places, *after]


def _cells(
    xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]
) -> list[GridCell]:
    """Merge the squares of the grid between which no rule stands."""
    rows, columns = len(ys) - 1, len(xs) - 1
    group = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(square: tuple[int, int]) -> tuple[int, int]:
        while group[square] != square:
            square = group[square]
        return square

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _ruled(upright, xs[c + 1], ys[r + 1], ys[r]):
                group[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _ruled(level, ys[r + 1], xs[c], xs[c + 1]):
                group[root((r + 1, c))] = root((r, c))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for square in group:
        members.setdefault(root(square), []).append(square)
    boxes = [box for squares in members.values() for box in _boxes(squares)]
    return [
        GridCell(r, c, rs, cs, xs[c], ys[r + rs], xs[c + cs], ys[r])
        for r, c, rs, cs in sorted(boxes)
    ]


def _boxes(squares: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Return the box of squares as row, column and spans; each on its own if they form none."""
    top, left = min(r for r, _ in squares), min(c for _, c in squares)
    height = max(r for r, _ in squares) - top + 1
    width = max(c for _, c in squares) - left + 1
    if height * width == len(squares):
        return [(top, left, height, width)]
    return [(r, c, 1, 1) for r, c in squares]


def _ruled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in rules
        if abs(rule.at - at) <= _TOUCH
    )
    return covered >= _COVERED * (end - start)


def _inside(inner: Grid, outer: Grid) -> bool:
    return (
        inner is not outer
        and inner.xs[0] >= outer.xs[0] - _TOUCH
        and inner.xs[-1] <= outer.xs[-1] + _TOUCH
        and inner.top <= outer.top + _TOUCH
        and inner.bottom >= outer.bottom - _TOUCH
        and (outer.xs[-1] - outer.xs[0]) * (outer.top - outer.bottom)
        > (inner.xs[-1] - inner.xs[0]) * (inner.top - inner.bottom)
    )
