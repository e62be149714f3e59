"""PDF documents: text in reading order, true tables from ruled lines, page offsets, notes.

A page is a sequence of lines and tables from top to bottom. The cells of a table row are parted by
tabs, its rows by line breaks; lines inside a cell stay lines. Pages without text are recognised
with tesseract when it is installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from cancu.ingest.read.compose import Composer
from cancu.ingest.read.errors import Corrupt, Encrypted
from cancu.ingest.read.pdf_flow import in_reading_order
from cancu.ingest.read.pdf_glyphs import Line, lines_of, upright
from cancu.ingest.read.pdf_grid import Grid, fill, grids_of
from cancu.ingest.read.pdf_rules import rules_of
from cancu.ingest.read.pdf_tables import LongTable
from cancu.ingest.text import Cell, SourceText, Table

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


@dataclass(slots=True)
class PageLayout:
    """What stands on a page, from top to bottom."""

    number: int
    parts: list[list[Line] | Grid]


def read_pdf(data: bytes, name: str, *, ocr: bool) -> SourceText:
    """Read a PDF. Raises ``Corrupt``, ``Encrypted`` or ``NoText``."""
    document = _open(data, name)
    try:
        pages = [layout(document[index], index + 1) for index in range(len(document))]
    finally:
        document.close()
    writer = _Writer()
    for part in join_tables(pages):
        writer.write(part)
    return writer.source(name, len(pages))


def _open(data: bytes, name: str) -> PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Encrypted(
                name,
                "tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi đọc lại",
                "the PDF has a password; remove it and read the file again",
            ) from error
        raise Corrupt(
            name,
            "tệp PDF bị hỏng hoặc tải chưa đủ; hãy tải lại hoặc xuất lại từ bản gốc",
            "broken or truncated PDF; fetch it again or export it anew",
        ) from error


def layout(page: PdfPage, number: int) -> PageLayout:
    """Return the parts of a page."""
    glyphs, turn = upright(page)
    grids = grids_of(*rules_of(page, turn))
    lines = lines_of(fill(grids, glyphs))
    parts: list[list[Line] | Grid] = []
    rest = lines
    for grid in grids:
        above = [line for line in rest if line.y > grid.bottom]
        rest = [line for line in rest if line.y <= grid.bottom]
        if above:
            parts.append(in_reading_order(above))
        parts.append(grid)
    if rest:
        parts.append(in_reading_order(rest))
    return PageLayout(number, parts)


def join_tables(pages: list[PageLayout]) -> list[tuple[int, list[Line] | LongTable]]:
    """Return the parts of all pages with their pages, tables over page breaks joined."""
    bottoms = [part.bottom for page in pages for part in page.parts if isinstance(part, Grid)]
    lowest = min(bottoms, default=0.0)
    joined: list[tuple[int, list[Line] | LongTable]] = []
    for page in pages:
        for index, part in enumerate(page.parts):
            if not isinstance(part, Grid):
                joined.append((page.number, part))
                continue
            table = joined[-1][1] if joined and index == 0 else None
            if not (isinstance(table, LongTable) and table.take(part, page.number, lowest)):
                joined.append((page.number, LongTable.begin(part, page.number)))
    return joined


class _Writer:
    """Puts parts one after the other and notes where pages and cells begin."""

    def __init__(self) -> None:
        self._out = Composer()
        self._pages: list[int] = []
        self._tables: list[Table] = []

    def write(self, placed: tuple[int, list[Line] | LongTable]) -> None:
        page, part = placed
        self._turn_to(page)
        self._out.new_line()
        if isinstance(part, LongTable):
            self._table(part)
        else:
            self._out.add("".join(f"{line.text}\n" for line in part))

    def source(self, name: str, pages: int) -> SourceText:
        self._turn_to(pages)
        return SourceText(
            name=name,
            sha256="",
            format="pdf",
            text=self._out.text(),
            pages=tuple(self._pages),
            tables=tuple(self._tables),
        )

    def _turn_to(self, page: int) -> None:
        while len(self._pages) < page:
            self._out.new_line()
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
            start, end = self._out.add("\n".join(line.text for line in cell.lines))
            left, right = table.column_of(cell.left), table.column_of(cell.right)
            cells.append(Cell(cell.row, left, cell.row_span, right - left, start, end))
        self._out.new_line()
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        columns = len(table.edges) - 1
        self._tables.append(Table(start, end, table.rows, columns, tuple(cells), table.page))
