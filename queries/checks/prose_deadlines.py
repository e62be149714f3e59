"""Deadlines that the prose of a document sets: "hoàn thành trước ngày 20/01/2024"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined

_BEFORE = re.compile(
    r"(?:hoàn\s+thành|xong|gửi|báo\s+cáo|ban\s+hành|trình|thực\s+hiện|nộp)[^.;\n]{0,80}?"
    r"(?:trước|chậm\s+nhất(?:\s+là)?|đến\s+hết|muộn\s+nhất(?:\s+là)?)\s+(?:ngày\s+)?"
    r"(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>20\d\d)",
    re.IGNORECASE,
)


def prose_deadlines(examined: Examined) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and ISO date of each dated deadline before the annex."""
    for found in _BEFORE.finditer(examined.text, 0, examined.annex):
        try:
            day = datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        yield found.start("day"), found.end("year"), day.isoformat()
