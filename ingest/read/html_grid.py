"""Where the cells of an HTML table stand in its grid, spans taken into account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement as Element

# The limits that the HTML standard sets for the two attributes.
_MOST_COLUMNS = 1000
_MOST_ROWS = 65534


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell element with the grid position of its upper left corner and its spans."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int


def placed_cells(table: Element) -> list[PlacedCell]:
    """Return the cells of a table in reading order."""
    rows = list(_rows(table))
    placed: list[PlacedCell] = []
    # For each column, the first row in which it is free again.
    free_from: dict[int, int] = {}
    for row, element in enumerate(rows):
        column = 0
        for cell in element:
            if cell.tag not in {"td", "th"}:
                continue
            while free_from.get(column, 0) > row:
                column += 1
            across = _span(cell, "colspan", _MOST_COLUMNS)
            down = min(_span(cell, "rowspan", _MOST_ROWS), len(rows) - row)
            placed.append(PlacedCell(cell, row, column, down, across))
            for covered in range(column, column + across):
                free_from[covered] = row + down
            column += across
    return placed


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _span(cell: Element, attribute: str, most: int) -> int:
    value = (cell.get(attribute) or "").strip()
    if not value.isdecimal():
        return 1
    # A row span of 0 means "to the end of the table".
    number = int(value)
    return most if number == 0 and attribute == "rowspan" else min(max(number, 1), most)
