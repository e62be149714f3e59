"""PDF documents: text in reading order, true tables from ruled lines, page offsets, notes.

A page is a sequence of lines and tables from top to bottom, then its footnotes. The cells of a
table row are parted by tabs, its rows by line breaks; lines inside a cell stay lines. A row that
goes on over a page break stands whole on the page where it begins. Page numbers and repeated
running titles are left out. Pages without text are recognised with tesseract when it is there.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from cancu.ingest.read.errors import Corrupt, Encrypted, NoText
from cancu.ingest.read.ocr import PACKAGES, is_available
from cancu.ingest.read.pdf_glyphs import upright
from cancu.ingest.read.pdf_grid import Grid
from cancu.ingest.read.pdf_lines import Line
from cancu.ingest.read.pdf_page import PageLayout, arrange, drop_furniture, part_notes
from cancu.ingest.read.pdf_rules import rules_of
from cancu.ingest.read.pdf_scan import is_scan
from cancu.ingest.read.pdf_tables import LongTable
from cancu.ingest.read.pdf_write import Writer

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from cancu.ingest.text import SourceText

_MOSTLY = 0.5
_log = logging.getLogger(__name__)


def read_pdf(data: bytes, name: str, *, ocr: bool) -> SourceText:
    """Read a PDF. Raises ``Corrupt``, ``Encrypted`` or ``NoText``."""
    document = _open(data, name)
    try:
        pages, recognised = _layouts(document, name, ocr=ocr)
    except pypdfium2.PdfiumError as error:
        raise _corrupt(name) from error
    finally:
        document.close()
    drop_furniture(pages)
    for page in pages:
        part_notes(page)
    spaced = _prints_wrapping_spaces(pages)
    writer = Writer(pages, spaced=spaced)
    for number, part in join_tables(pages, spaced=spaced):
        writer.write(number, part)
    return writer.source(name, recognised)


def _layouts(
    document: PdfDocument, name: str, *, ocr: bool
) -> tuple[list[PageLayout], tuple[int, ...]]:
    """Return the pages, and the numbers of those whose words were recognised."""
    pages: list[PageLayout] = []
    scans: list[int] = []
    for index in range(len(document)):
        page = document[index]
        glyphs, turn = upright(page)
        if is_scan(page, glyphs):
            scans.append(index + 1)
        pages.append(arrange(index + 1, glyphs, *rules_of(page, turn)))
        page.close()
    if not scans:
        return pages, ()
    if ocr and is_available():
        from cancu.ingest.read.pdf_scan import layouts_of_scans

        for found in layouts_of_scans(document, scans):
            pages[found.number - 1] = found
        return pages, tuple(scans)
    _report_unread(name, scans, len(pages), any(page.lines or page.grids for page in pages))
    return pages, ()


def _report_unread(name: str, scans: Sequence[int], pages: int, some_text: bool) -> None:
    """Raise ``NoText`` when the scanned pages are all there is, else leave word of them."""
    missing = ", ".join(map(str, scans))
    error = NoText(
        name,
        f"trang {missing} (trên {pages}) là ảnh quét chưa có chữ; hãy cài nhận dạng chữ: "
        f"apt-get install {PACKAGES}",
        f"pages {missing} (of {pages}) are scans without text; install character recognition: "
        f"apt-get install {PACKAGES}",
    )
    if not some_text or len(scans) == pages:
        raise error
    _log.warning("%s", error)


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
        raise _corrupt(name) from error


def _corrupt(name: str) -> Corrupt:
    return Corrupt(
        name,
        "tệp PDF bị hỏng hoặc tải chưa đủ; hãy tải lại hoặc xuất lại từ bản gốc",
        "broken or truncated PDF; fetch it again or export it anew",
    )


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
