"""Date and issuer of a number that stand in other cells of its row.

A list of documents has a column each for number, day and issuer; the heads of the columns tell
which is which. A day of another kind ("hạn hoàn thành") is none of the document's.
"""

from __future__ import annotations

import re
from functools import cached_property

from cancu.ingest.bodies import Body, body_at
from cancu.ingest.context import Context
from cancu.ingest.dates import DATE, StatedDate, stated_date
from cancu.ingest.listed_under import Heading, lists_papers, named_whole
from cancu.ingest.text import Cell, SourceText
from cancu.ingest.view import View

_DAY_COLUMN = re.compile(r"ngày|năm\s+ban\s+hành|thời\s+gian\s+ban\s+hành")
_OTHER_DAY = re.compile(r"hoàn\s+thành|hạn|tiến\s+độ|hiệu\s+lực|nhận|trả|sinh|thực\s+hiện")
_BODY_COLUMN = re.compile(r"(?:cơ\s+quan|nơi|đơn\s+vị|cấp)\s+ban\s+hành|\A\s*cơ\s+quan\s*\Z")
_ANOTHER = re.compile(r"\d\s?/\s?(?:\d{4}/)?[A-ZĐ]")
_MARKS = " \t\r\n*_`'\"|.,;:()[]"


class RowContext:
    """Looks up what the other cells of a row say about the number in one of them."""

    def __init__(self, source: SourceText, seen: View) -> None:
        self._source = source
        self._seen = seen

    def at(self, start: int, end: int) -> Context | None:
        """Return date and issuer for the mention at ``start`` … ``end`` of the original text."""
        found = self._source.cell_at(start)
        if found is None or end > found[1].end or not self._alone(found[1], start, end):
            return None
        table, cell = found
        date: StatedDate | None = None
        body: Body | None = None
        for other in self._rows[id(table)].get(cell.row, ()):
            if other is cell:
                continue
            head = self._heads[id(table)].get(other.column, "")
            date = date or self._date(other, head)
            if body is None and _BODY_COLUMN.search(head):
                body = self._body(other)
        return Context(date, body, start) if date or body else None

    def issuing(self, start: int, end: int) -> Heading | None:
        """Return the body or place in the cell before, where the heads tell that it issued this.

        "UBND huyện Can Lộc | Kế hoạch số 21/KH-UBND ngày …" below "Đơn vị | Kế hoạch": the cell
        holds this document only.
        """
        found = self._source.cell_at(start)
        if found is None or end > found[1].end or not self._only(found[1], start, end):
            return None
        table, cell = found
        heads = self._heads[id(table)]
        for other in self._rows[id(table)].get(cell.row, ()):
            head = heads.get(other.column, "")
            if other is not cell and lists_papers(head, heads.get(cell.column, "")):
                return self._issuer(other)
        return None

    def _issuer(self, cell: Cell) -> Heading | None:
        begin, stop = self._inside(cell)
        return named_whole(self._seen.text, self._seen.lower, begin, stop)

    def _only(self, cell: Cell, start: int, end: int) -> bool:
        """Whether a cell begins with a document and names no other one."""
        text = self._source.text
        return not text[cell.start : start].strip(_MARKS + "-+0123456789") and not (
            _ANOTHER.search(text, end, cell.end)
        )

    @cached_property
    def _rows(self) -> dict[int, dict[int, list[Cell]]]:
        rows: dict[int, dict[int, list[Cell]]] = {}
        for table in self._source.tables:
            for cell in table.cells:
                rows.setdefault(id(table), {}).setdefault(cell.row, []).append(cell)
        return rows

    @cached_property
    def _heads(self) -> dict[int, dict[int, str]]:
        return {
            id(table): {
                cell.column: self._source.text[cell.start : cell.end].lower()
                for cell in self._rows[id(table)].get(0, ())
            }
            for table in self._source.tables
            if id(table) in self._rows
        }

    def _alone(self, cell: Cell, start: int, end: int) -> bool:
        """Whether the cell holds the number of this one document only."""
        text = self._source.text
        return "/" not in text[cell.start : start] and "/" not in text[end : cell.end]

    def _date(self, cell: Cell, head: str) -> StatedDate | None:
        if _OTHER_DAY.search(head) or not (_DAY_COLUMN.search(head) or DATE.search(head)):
            return None
        begin, stop = self._inside(cell)
        match = DATE.match(self._seen.lower, begin)
        return stated_date(match) if match and match.end() == stop else None

    def _body(self, cell: Cell) -> Body | None:
        begin, stop = self._inside(cell)
        body = body_at(self._seen.text, self._seen.lower, begin)
        return body if body is not None and body.end == stop else None

    def _inside(self, cell: Cell) -> tuple[int, int]:
        """Return what a cell holds, in the view, without marks around it."""
        begin, stop = self._seen.offset(cell.start), self._seen.offset(cell.end)
        content = self._seen.text[begin:stop]
        begin += len(content) - len(content.lstrip(_MARKS))
        return begin, begin + len(content.strip(_MARKS))
