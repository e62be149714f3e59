"""Writing the parts of a PDF one after the other, with where pages, cells and notes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cancu.ingest.read.compose import SUPERSCRIPTS, Composer
from cancu.ingest.read.pdf_lines import Line, is_gap, write
from cancu.ingest.read.pdf_page import PageLayout, raised_number
from cancu.ingest.read.pdf_tables import LongCell, LongTable, breaks_token
from cancu.ingest.text import Cell, Note, SourceText, Table

_DATE = re.compile(r"\D*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\D*")
# Squares and cubes: no note is marked after a unit of length.
_UNIT = re.compile(r"\b[kdcm]?m$")


class Writer:
    """Puts parts into one text; footnotes follow the last part of their page."""

    def __init__(self, pages: Sequence[PageLayout], *, spaced: bool) -> None:
        self._layouts = pages
        self._spaced = spaced
        self._out = Composer()
        self._pages: list[int] = []
        self._tables: list[Table] = []
        self._notes: list[Note] = []
        self._anchors: dict[str, int] = {}

    def write(self, page: int, part: list[Line] | LongTable) -> None:
        """Append a block of lines or a table that begins on ``page`` (from 1)."""
        self._turn_to(page)
        self._out.new_line()
        if isinstance(part, LongTable):
            self._table(part)
        else:
            right = max(line.x1 for line in part)
            self._lines(part, right, page)
            self._out.new_line()

    def source(self, name: str, recognised: tuple[int, ...]) -> SourceText:
        """Return the text with all its places."""
        self._turn_to(len(self._layouts))
        self._write_notes(len(self._layouts))
        return SourceText(
            name=name,
            sha256="",
            format="pdf",
            text=self._out.text(),
            pages=tuple(self._pages),
            tables=tuple(self._tables),
            notes=tuple(self._notes),
            ocr_pages=recognised,
        )

    def _turn_to(self, page: int) -> None:
        while len(self._pages) < page:
            self._out.new_line()
            self._write_notes(len(self._pages))
            self._pages.append(self._out.length)

    def _table(self, table: LongTable) -> None:
        cells: list[Cell] = []
        row = -1
        for cell in sorted(table.cells, key=lambda c: (c.row, c.left)):
            if cell.row != row:
                self._out.new_line()
                self._turn_to(cell.page)
                row = cell.row
            else:
                self._out.add("\t")
            start, end = self._cell(cell)
            left, right = table.column_of(cell.left), table.column_of(cell.right)
            cells.append(Cell(cell.row, left, cell.row_span, right - left, start, end))
        self._out.new_line()
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        columns = len(table.edges) - 1
        self._tables.append(Table(start, end, table.rows, columns, tuple(cells), table.page))

    def _cell(self, cell: LongCell) -> tuple[int, int]:
        start = self._out.length
        lines = cell.lines
        if lines:
            margin = max(
                0.0, min(line.x0 - part.left for part in cell.parts for line in part.lines)
            )
            self._lines(lines, cell.parts[0].right - margin, cell.page)
        return start, self._out.length

    def _lines(self, lines: Sequence[Line], right: float, page: int) -> None:
        """Write lines that end at ``right`` at the latest, parted by line breaks."""
        self._line(lines[0], page)
        for before, line in pairwise(lines):
            if not (self._spaced and _is_one_token(before, line, right)):
                self._out.add("\n")
            self._line(line, page)

    def _line(self, line: Line, page: int) -> None:
        """Write a line without the marks of its page's notes; other raised digits stay raised."""
        if not any(glyph.raised for glyph in line.glyphs):
            self._out.add(line.text)
            return
        start = index = 0
        while index < len(line.glyphs):
            digits = raised_number(line, index)
            if digits:
                before = write(line.glyphs[start:index]).rstrip(" ")
                self._out.add(before)
                if self._is_mark(digits, page) and not _UNIT.search(before):
                    self._anchors[digits] = self._out.length
                else:
                    self._out.add(digits.translate(SUPERSCRIPTS))
                start = index + len(digits)
                if start < len(line.glyphs) and is_gap(*line.glyphs[start - 1 : start + 1]):
                    self._out.add(" ")
            index += max(1, len(digits))
        self._out.add(write(line.glyphs[start:]))

    def _is_mark(self, digits: str, page: int) -> bool:
        """Tell whether raised digits are the first mark of a note on the page."""
        marks = {note.mark for note in self._layouts[page - 1].notes}
        return digits in marks and digits not in self._anchors

    def _write_notes(self, page: int) -> None:
        if page == 0:
            return
        layout = self._layouts[page - 1]
        for note in layout.notes:
            self._out.new_line()
            self._out.add(f"[{note.mark}] ")
            start, end = self._out.add("\n".join(line.text for line in note.lines))
            anchor = self._anchors.get(note.mark)
            if anchor is not None:
                self._notes.append(Note(note.mark, anchor, start, end))
        self._anchors.clear()
        for line in layout.foot:
            self._out.new_line()
            self._out.add(line.text)


def _is_one_token(before: Line, after: Line, right: float) -> bool:
    """Tell whether a number was cut by the line break, in a file that prints wrapping spaces."""
    if before.spaced:
        return False
    first = after.glyphs[0]
    if breaks_token(before):
        return first.char.isalnum()
    # Inside a date only a column too narrow for it breaks, so the date fills its line.
    tail, head = before.text.rsplit(" ", 1)[-1], after.text.split(" ", 1)[0]
    full = before.x1 + (first.x1 - first.x0) > right
    return full and not _DATE.fullmatch(tail) and bool(_DATE.fullmatch(tail + head))
