"""Duties as a workbook (.xlsx): filters, a frozen header, wrapped cells, dates that are dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cancu.queries.obligations import Duty
from cancu.queries.run import label

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MOST_IN_A_CELL = 32_767
"""What Excel takes in one cell."""
_DAY_FORMAT = "dd/mm/yyyy"
_THIN = Side(style="thin", color="BFBFBF")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters and what it shows of a duty."""

    heading: str
    width: int
    value: Callable[[Duty], str | int | datetime.date | None]


COLUMNS = (
    Column("TT", 6, lambda duty: duty.ordinal),
    Column("Văn bản", 20, lambda duty: duty.called),
    Column("Cơ quan ban hành", 24, lambda duty: duty.issuer),
    Column("Cấp", 12, lambda duty: label("level", duty.level) if duty.level else None),
    Column("Mục", 22, lambda duty: duty.section),
    Column("Nhiệm vụ", 56, lambda duty: duty.task),
    Column("Chủ trì", 26, lambda duty: duty.lead),
    Column("Phối hợp", 26, lambda duty: duty.coordinating),
    Column("Chủ trì theo danh mục", 28, lambda duty: "; ".join(duty.body_names("lead")) or None),
    Column("Thời hạn", 22, lambda duty: duty.deadline),
    Column("Hạn cuối", 12, lambda duty: duty.due),
    Column("Dạng thời hạn", 16, lambda duty: label("kind", duty.kind)),
    Column("Sản phẩm", 28, lambda duty: duty.deliverable),
    Column("Theo văn bản", 22, lambda duty: "; ".join(duty.cites) or None),
    Column("Ghi chú", 20, lambda duty: duty.note),
    Column("Nguồn", 10, lambda duty: label("origin", duty.origin)),
    Column("Tệp", 30, lambda duty: duty.file),
)


def workbook(duties: Iterable[Duty], title: str = "Nhiệm vụ") -> bytes:
    """Return the duties as a workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for number, column in enumerate(COLUMNS, 1):
        _head(_cell(sheet, 1, number), column.heading)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = 1
    for last, duty in enumerate(duties, 2):
        for number, column in enumerate(COLUMNS, 1):
            _put(_cell(sheet, last, number), column.value(duty))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    _for_printing(sheet)
    return _bytes(book)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _head(cell: Cell, heading: str) -> None:
    cell.value = heading
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="DDE7F0")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = Border(bottom=_THIN)


def _put(cell: Cell, value: str | int | datetime.date | None) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.value = _NOT_IN_XML.sub(" ", value)[:_MOST_IN_A_CELL]
        # A text that begins with "=" is a text: what documents say must never be run.
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
    if isinstance(value, datetime.date):
        cell.number_format = _DAY_FORMAT


def _for_printing(sheet: Worksheet) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _bytes(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
