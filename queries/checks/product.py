"""R08: a deliverable that says when instead of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_RHYTHM = re.compile(r"(?:hàng|hằng) (?:tuần|tháng|quý|năm)|định kỳ", re.IGNORECASE)
_BESIDE = re.compile(
    r"\([^()]*(?:(?:hàng|hằng) (?:tuần|tháng|quý|năm)|định kỳ)[^()]*\)", re.IGNORECASE
)
_REPORTS = re.compile(r"báo cáo|danh sách|kế hoạch", re.IGNORECASE)


def product_mismatch(examined: Examined) -> Iterator[Problem]:
    """Yield a deliverable with a rhythm that the deadline column does not have."""
    for row in () if examined.reports else examined.rows:
        said = _BESIDE.search(row.deliverable or "")
        if said is None or row.deadline_kind not in ("continuous", "on_event", "unspecified"):
            continue
        if _RHYTHM.search(row.deadline or "") or _REPORTS.match(row.deliverable or ""):
            continue
        place = examined.cell(row, row.deliverable)
        yield Problem(
            *place,
            f"Ô sản phẩm ghi «{said.group()}», cột thời hạn ghi «{row.deadline or 'trống'}» "
            f"({where(row)})",
            "The deliverable names a rhythm that the deadline does not have",
            "Chuyển chu kỳ sang cột thời hạn, ghi sản phẩm cụ thể",
            (Evidence(row.deadline or "", row.start, row.end),),
        )
