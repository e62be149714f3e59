"""PDF documents: text in reading order, true tables from ruled lines, page offsets, notes.

A page is a sequence of lines and tables from top to bottom, then its footnotes. The cells of a
table row are parted by tabs, its rows by line breaks; lines inside a cell stay lines. A row that
goes on over a page break stands whole on the page where it begins. Page numbers and repeated
running titles are left out. Pages without text are recognised with tesseract when it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from cancu.ingest.read.errors import Corrupt, Encrypted
from cancu.ingest.read.pdf_grid import Grid
from cancu.ingest.read.pdf_lines import Line
from cancu.ingest.read.pdf_page import PageLayout, drop_furniture, layout, part_notes
from cancu.ingest.read.pdf_tables import LongTable
from cancu.ingest.read.pdf_write import Writer

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from cancu.ingest.text import SourceText

_MOSTLY = 0.5


def read_pdf(data: bytes, name: str, *, ocr: bool) -> SourceText:
    """Read a PDF. Raises ``Corrupt``, ``Encrypted`` or ``NoText``."""
    document = _open(data, name)
    try:
        pages = [layout(document[index], index + 1) for index in range(len(document))]
    finally:
        document.close()
    drop_furniture(pages)
    for page in pages:
        part_notes(page)
    spaced = _prints_wrapping_spaces(pages)
    writer = Writer(pages, spaced=spaced)
    for number, part in join_tables(pages, spaced=spaced):
        writer.write(number, part)
    return writer.source(name)


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


def join_tables(
    pages: Sequence[PageLayout], *, spaced: bool
) -> list[tuple[int, list[Line] | LongTable]]:
    """Return the parts of all pages with their pages, tables over page breaks joined."""
    lowest = min((grid.bottom for page in pages for grid in page.grids), default=0.0)
    joined: list[tuple[int, list[Line] | LongTable]] = []
    for page in pages:
        for index, part in enumerate(page.parts()):
            if not isinstance(part, Grid):
                joined.append((page.number, part))
                continue
            table = joined[-1][1] if joined and index == 0 else None
            taken = isinstance(table, LongTable) and table.take(
                part, page.number, lowest, spaced=spaced
            )
            if not taken:
                joined.append((page.number, LongTable.begin(part, page.number)))
    return joined


def _prints_wrapping_spaces(pages: Sequence[PageLayout]) -> bool:
    """Tell whether the producer prints the space at which a line was wrapped."""
    blocks = [page.lines for page in pages]
    blocks += [cell.lines for page in pages for grid in page.grids for cell in grid.cells]
    wrapped = sum(len(lines) - 1 for lines in blocks if lines)
    spaced = sum(line.spaced for lines in blocks for line in lines[:-1])
    return spaced > _MOSTLY * wrapped
