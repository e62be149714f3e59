"""R19 in the prose: work given to bodies that this body does not command (tier_owners.csv).

Only who is to act counts: recipients, what is cited and what is asked of the level above are
another thing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Problem

_BEGIN = (
    r"(?m)(?:^[ \t*_]*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[-+•])[ \t*_]*)?)"
    r"(?:(?:giao|yêu cầu)\s+)?"
)
_TO_DO = (
    r"(?:[^.;:\n]{0,140}?)(?:\s|:\s*)(?:chỉ đạo|triển khai|tổ chức|thực hiện|bố trí"
    r"|căn cứ|chủ trì|xây dựng"
    r"|rà soát|báo cáo|tăng cường|chịu trách nhiệm|có trách nhiệm|phối hợp|đôn đốc)\b"
)


@cache
def _patterns(level: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    with Path(__file__).with_name("tier_owners.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            (
                re.compile(
                    _BEGIN + (f"(?P<who>{row['pattern']})" + _TO_DO).replace(" ", r"\s+"),
                    re.IGNORECASE,
                ),
                row["whose"],
            )
            for row in csv.DictReader(rows)
            if row["level"] == level
        )


def prose_tiers(examined: Examined) -> Iterator[Problem]:
    """Yield the bodies of another level to which the prose gives work."""
    if not examined.assigns or examined.reading.header.type == "Công văn":
        return
    told: set[int] = set()
    for pattern, whose in _patterns(examined.reading.header.level or ""):
        for found in pattern.finditer(examined.text, 0, examined.annex):
            at, end = found.span("who")
            line = examined.text.rfind("\n", 0, at)
            if line in told or cited(examined, at):
                continue
            told.add(line)
            yield Problem(
                at,
                end,
                f"«{examined.quote(at, end)}» không thuộc cấp ban hành ({whose}): giao việc cho cơ "
                "quan của cấp khác",
                "Work is given to bodies of another level",
                "Viết lại theo đơn vị thuộc cơ quan ban hành",
            )
