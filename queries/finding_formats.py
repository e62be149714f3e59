"""Findings as JSON, CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cancu.queries.findings import Finding
from cancu.queries.rules import catalogue

COLUMNS = (
    ("rule", "Quy tắc"),
    ("name", "Tên"),
    ("severity", "Mức độ"),
    ("file", "Tệp"),
    ("page", "Trang"),
    ("cell", "Ô"),
    ("start", "Từ"),
    ("end", "Đến"),
    ("message", "Phát hiện"),
    ("excerpt", "Trích"),
    ("suggestion", "Đề nghị"),
    ("evidence", "Bằng chứng"),
    ("dismissed", "Lý do bỏ qua"),
    ("message_en", "In English"),
    ("document", "Văn bản"),
)
_WIDTHS = (8, 24, 9, 28, 7, 9, 8, 8, 60, 60, 40, 50, 20, 50, 40)
_FILLS = {"high": "F8D7DA", "medium": "FFF3CD", "low": "E2E3E5"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding in the shape of ``cancu audit --format json``."""
    whole = asdict(finding)
    whole["evidence"] = [
        {key: value for key, value in asdict(one).items() if value is not None}
        for one in finding.evidence
    ]
    return whole


def as_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array, one object a finding."""
    return json.dumps([as_dict(f) for f in findings], ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding) -> list[str | int]:
    values = asdict(finding)
    values["name"] = catalogue()[finding.rule].name_vi
    values["evidence"] = "; ".join(one.text for one in finding.evidence)
    return [values[key] if values[key] is not None else "" for key, _ in COLUMNS]


def as_csv(findings: Sequence[Finding]) -> str:
    """Return CSV with a byte order mark, so that a spreadsheet reads Vietnamese.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([key for key, _ in COLUMNS])
    for finding in findings:
        writer.writerow([_harmless(value) for value in _row(finding)])
    return "\ufeff" + out.getvalue()


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


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
        for column, value in enumerate(_row(finding), 1):
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
