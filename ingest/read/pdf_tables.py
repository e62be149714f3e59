"""Tables that run over pages: the grids of successive pages become one table.

Grids agree when they are equally wide and the inner column lines of one are among those of the
other. Header rows that the page repeats are dropped. The first row of a page goes on with the last
row of the page before only where that is clear (see :func:`_goes_on`): a row wrongly joined hides
a duty, a row wrongly left apart still shows all its words.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cancu.ingest.read.pdf_grid import Grid, GridCell
from cancu.ingest.read.pdf_lines import Line

_SAME_EDGE = 5.0
_MOST_HEADER_ROWS = 4
# How far above the foot of a row its last line may stand: printers keep two lines together.
_FULL_WITHIN = 1.7
_NEARLY_FULL_WITHIN = 2.6
_ROOM = 3.0
_SPACE = 0.25
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?")
_SENTENCE_ENDS = (".", ";", "!", "?", "…")


@dataclass(slots=True)
class LongCell:
    """A cell of a table over pages: for each page that holds part of it, the part there."""

    row: int
    row_span: int
    left: float
    right: float
    parts: list[GridCell]
    page: int

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]


@dataclass(slots=True)
class LongTable:
    """A table as it grows page by page; ``page`` (from 1) is where it begins."""

    page: int
    rows: int
    cells: list[LongCell]
    edges: list[float]
    bottom: float
    _headers: list[str]

    @classmethod
    def begin(cls, grid: Grid, page: int) -> LongTable:
        cells = [
            LongCell(cell.row, cell.row_span, cell.left, cell.right, [cell], page)
            for cell in grid.cells
        ]
        headers = [_row_text(grid, row) for row in range(min(_MOST_HEADER_ROWS, _rows(grid)))]
        return cls(page, _rows(grid), cells, list(grid.xs), grid.bottom, headers)

    def take(self, grid: Grid, page: int, lowest: float, *, spaced: bool) -> bool:
        """Append the grid at the top of the next page; False when its columns disagree.

        ``lowest`` is where the longest page of the document ends (in points, upwards); ``spaced``
        tells whether the lines of the document end in the space at which they were wrapped.
        """
        shift = self._shift(grid)
        if shift is None:
            return False
        skipped = self._repeated_headers(grid)
        last, first = self._last_row(), _first_row(grid, skipped)
        goes_on = _goes_on(last, first, self.bottom - lowest, shift, spaced=spaced)
        joined = 1 if goes_on and not _restarts(last, grid, skipped) else 0
        offset = self.rows - skipped - joined
        before = {self._edge(cell.left): cell for cell in last}
        for cell in grid.cells:
            if cell.row < skipped:
                continue
            left, right = cell.left + shift, cell.right + shift
            above = before.get(self._edge(left))
            opens = cell.row == skipped and above is not None
            if opens and above is not None and (joined or _merged_on(above, cell)):
                above.parts.append(cell)
                above.row_span += cell.row_span - joined
            else:
                place = cell.row + offset
                self.cells.append(LongCell(place, cell.row_span, left, right, [cell], page))
        self.rows += _rows(grid) - skipped - joined
        self.bottom = grid.bottom
        self._merge_edges([x + shift for x in grid.xs])
        return True

    def column_of(self, x: float) -> int:
        """Return the number of the column line nearest to ``x``."""
        return min(range(len(self.edges)), key=lambda i: abs(self.edges[i] - x))

    def _edge(self, x: float) -> int:
        return self.column_of(x)

    def _shift(self, grid: Grid) -> float | None:
        """Return how far to move the grid so that its columns fall on ours."""
        shift = self.edges[0] - grid.xs[0]
        theirs = [x + shift for x in grid.xs]
        if abs(theirs[-1] - self.edges[-1]) > _SAME_EDGE:
            return None
        few, many = sorted((theirs, self.edges), key=len)
        agrees = all(any(abs(x - y) <= _SAME_EDGE for y in many) for x in few)
        return shift if agrees else None

    def _merge_edges(self, xs: Sequence[float]) -> None:
        for x in xs:
            if all(abs(x - edge) > _SAME_EDGE for edge in self.edges):
                bisect.insort(self.edges, x)

    def _last_row(self) -> list[LongCell]:
        last = [cell for cell in self.cells if cell.row + cell.row_span == self.rows]
        return sorted(last, key=lambda cell: cell.left)

    def _repeated_headers(self, grid: Grid) -> int:
        """Return how many rows at the top of ``grid`` repeat the table's first rows."""
        count = 0
        for row in range(min(len(self._headers), _rows(grid) - 1)):
            if not self._headers[row] or _row_text(grid, row) != self._headers[row]:
                break
            count = row + 1
        while count and any(c.row < count < c.row + c.row_span for c in grid.cells):
            count -= 1
        return count


def _goes_on(
    last: Sequence[LongCell],
    first: Sequence[GridCell],
    room: float,
    shift: float,
    *,
    spaced: bool,
) -> bool:
    """Tell whether a row cut by the page break goes on in the first row of the next page.

    Needed: the same cells; an empty first cell (the ordinal was printed before the break); no room
    left on the page; every cell with words stands under one whose words reach its end. Then one of
    those cells must show that its sentence goes on (see :func:`_shows_more`).
    """
    if not last or len(last) != len(first) or first[0].lines:
        return False
    pairs = list(zip(last, first, strict=True))
    if any(
        abs(above.left - below.left - shift) > _SAME_EDGE
        or abs(above.right - below.right - shift) > _SAME_EDGE
        for above, below in pairs
    ):
        return False
    words = [(above, below) for above, below in pairs if below.lines]
    if not words or room > _ROOM * words[0][1].lines[0].size:
        return False
    return all(_is_full(above, _NEARLY_FULL_WITHIN) for above, _ in words) and any(
        _shows_more(above, below, spaced=spaced) for above, below in words
    )


def _is_full(cell: LongCell, within: float) -> bool:
    """Tell whether the words of a cell end within so many font sizes of its foot."""
    part = cell.parts[-1]
    if not part.lines:
        return False
    line = part.lines[-1]
    return line.y - part.bottom <= within * line.size


def _shows_more(above: LongCell, below: GridCell, *, spaced: bool) -> bool:
    """Tell whether the words of a cell go on over the page break.

    A small letter tells. Before a capital, files that print the space at which a line was wrapped
    tell by it (``spaced``: this file does); in others the first word must not have had room on
    the line above, which must not end a sentence.
    """
    part = above.parts[-1]
    line, start = part.lines[-1], below.lines[0]
    if start.text[0].islower() or start.text[0] in ",;.:)/–" or breaks_token(line):
        return True
    if not _is_full(above, _FULL_WITHIN):
        return False
    if spaced and (line.spaced or _fits(part, line, line.size * _SPACE)):
        # On a line filled to the brim the space may be lost over the edge.
        return line.spaced
    capitals = " ".join(other.text for other in below.lines)
    heading = capitals.isupper() and " " in capitals and not line.text.isupper()
    if heading or line.text.endswith(_SENTENCE_ENDS):
        return False
    word = next((i for i, g in enumerate(start.glyphs) if g.char == " "), len(start.glyphs))
    width = start.glyphs[word - 1].x1 - start.x0
    return not _fits(part, line, line.size * _SPACE + width)


def _fits(cell: GridCell, line: Line, width: float) -> bool:
    """Tell whether ``width`` points more would have fitted on a line of a cell."""
    margin = max(0.0, min(other.x0 for other in cell.lines) - cell.left)
    return line.x1 + width <= cell.right - margin


def breaks_token(line: Line) -> bool:
    """Tell whether a line ends inside a number such as "240/QĐ-" or "61/2018/"."""
    tail = line.text.rsplit(" ", 1)[-1]
    return not line.spaced and len(tail) > 1 and tail[-1] in "-/"


def _restarts(last: Sequence[LongCell], grid: Grid, row: int) -> bool:
    """Tell whether the count of rows starts anew after ``row``, which then is a heading."""
    lines = last[0].lines if last else []
    above = _NUMBER.fullmatch(lines[0].text) if lines else None
    for cell in grid.cells:
        if cell.row == row + 1 and not cell.column and cell.lines:
            below = _NUMBER.fullmatch(cell.lines[0].text)
            if above is None or below is None:
                return False
            inside = below.group(1).startswith(f"{above.group(1)}.")
            return below.group(1).split(".")[-1] == "1" and not inside
    return False


def _merged_on(above: LongCell, below: GridCell) -> bool:
    """Tell whether a merged cell goes on empty over the page break."""
    return not below.lines and above.row_span > 1 and below.row_span > 1


def _rows(grid: Grid) -> int:
    return len(grid.ys) - 1


def _row_text(grid: Grid, row: int) -> str:
    cells = (cell for cell in grid.cells if cell.row == row)
    return " | ".join(" ".join(line.text for line in cell.lines) for cell in cells).casefold()


def _first_row(grid: Grid, row: int) -> list[GridCell]:
    return sorted((cell for cell in grid.cells if cell.row == row), key=lambda cell: cell.left)
