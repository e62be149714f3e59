"""R03: a deadline that has passed, or nearly so, when the document is issued."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import (
    deadline_place,
    exact_day,
    is_a_citations_date,
    last_day,
    where,
)
from cancu.queries.checks.prose_deadlines import prose_deadlines
from cancu.queries.findings import Evidence, Problem, Severity

_TOO_CLOSE = datetime.timedelta(days=5)
_QUARTER_OVER = datetime.timedelta(days=30)


def past_deadline(examined: Examined) -> Iterator[Problem]:
    """Yield each deadline before the day of issue or a few days after it, a date once.

    Where the day of issue is blank, every day of that month may already be past.
    """
    issued = examined.day
    if issued is None or examined.reports:
        return
    places: dict[str, list[tuple[int, int, str]]] = {}
    for start, end, iso in prose_deadlines(examined):
        places.setdefault(iso, []).append((start, end, "lời văn"))
    for row in examined.rows if examined.assigns else ():
        if row.deadline_parts or is_a_citations_date(examined, row):
            continue
        if row.deadline_iso:
            place = deadline_place(examined, row)
            places.setdefault(row.deadline_iso, []).append((*place, where(row)))
    for iso, found in places.items():
        verdict = _verdict(iso, issued, dated=examined.dated)
        if verdict is not None:
            start, end, _ = found[0]
            others = tuple(Evidence(f"Cùng thời hạn ở {w}", s, e) for s, e, w in found[1:])
            severity: Severity | None = "medium" if "Q" in iso else None
            yield Problem(start, end, *verdict, "Lùi thời hạn hoặc xác định lại", others, severity)


def _verdict(iso: str, issued: datetime.date, *, dated: bool) -> tuple[str, str] | None:
    last, day = last_day(iso), exact_day(iso)
    if last is None or last.year < issued.year - 1:
        return None
    when = issued.strftime("%d/%m/%Y") if dated else issued.strftime("tháng %m/%Y")
    if last < issued:
        return (
            f"Thời hạn {_vi(iso)} đã qua khi ban hành ({when})",
            f"The deadline {iso} is before the date of issue ({issued})",
        )
    if not dated and day and (day.year, day.month) == (issued.year, issued.month):
        return (
            f"Thời hạn {_vi(iso)} nằm trong tháng ban hành mà ngày ban hành còn để trống: "
            "có thể đã qua khi ký",
            f"The deadline {iso} lies in the month of issue and the day of issue is blank",
        )
    if dated and "Q" in iso and last - issued <= _QUARTER_OVER:
        return (
            f"Thời hạn {_vi(iso)} chỉ còn {(last - issued).days} ngày kể từ ngày ban hành ({when})",
            f"Of the quarter {iso} only {(last - issued).days} days are left",
        )
    if dated and day and day - issued < _TOO_CLOSE:
        left = (day - issued).days
        return (
            f"Thời hạn {_vi(iso)} chỉ sau ngày ban hành ({when}) {left} ngày",
            f"The deadline {iso} is only {left} days after the date of issue",
        )
    return None


def _vi(iso: str) -> str:
    if "Q" in iso:
        return f"quý {iso[-1]}/{iso[:4]}"
    return "/".join(reversed(iso.split("-")))
