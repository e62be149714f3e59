"""Findings as XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cancu.queries.finding_formats import COLUMNS, row_of
from cancu.queries.findings import Finding

_WIDTHS = (8, 24, 9, 28, 7, 9, 8, 8, 60, 60, 40, 70, 20, 18, 12, 50, 40, 30)
_FILLS = {"high": "F8D7DA", "medium": "FFF3CD", "low": "E2E3E5"}


def as_xlsx(findings: Sequence[Finding]) -> bytes:
    """Return a workbook with one sheet, a row a finding, coloured by severity."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Rà soát"
    sheet.append([title for _, title in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, finding in enumerate(findings, 2):
        for column, value in enumerate(row_of(finding), 1):
            text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = sheet.cell(number, column)
            cell.value = text
            if isinstance(text, str):
                cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        colour = _FILLS[finding.severity]
        sheet.cell(number, 3).fill = PatternFill("solid", start_color=colour)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
