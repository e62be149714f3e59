"""Findings as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from cancu.queries.findings import Evidence, Finding
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
    ("dismissed_by", "Ai bỏ qua"),
    ("dismissed_on", "Ngày bỏ qua"),
    ("message_en", "In English"),
    ("document", "Văn bản"),
    ("issuer", "Cơ quan ban hành"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_dict(finding: Finding) -> dict[str, Any]:
    """Return a finding in the shape of ``cancu audit --format json``."""
    whole = _flat(finding)
    whole["evidence"] = [
        {key: value for key, value in _flat(one).items() if value is not None}
        for one in finding.evidence
    ]
    return whole


def _flat(value: Finding | Evidence) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def as_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array, one object a finding."""
    return json.dumps([as_dict(f) for f in findings], ensure_ascii=False, indent=2) + "\n"


def row_of(finding: Finding) -> list[str | int]:
    """Return the cells of a finding under ``COLUMNS``."""
    values = _flat(finding)
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
        writer.writerow([_harmless(value) for value in row_of(finding)])
    return "\ufeff" + out.getvalue()


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
