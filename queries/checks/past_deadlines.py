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
from cancu.queries.checks.working_days import working_days_between
from cancu.queries.findings import Evidence, Problem, Severity

_TOO_CLOSE = 5
_MONTH_OVER = 10
_QUARTER_OVER = 30
"""Days that must be left for a task due on a day, within a month, within a quarter."""
_PROSE = "lời văn"
_EACH = 4
"""A date that so many rows of a section have is told at each; one that more have, or that the
prose sets, once."""
_OVER_TET, _FEW_WORKING_DAYS, _LONG_HOLIDAY = 30, 15, 3
"""A deadline so many days away, with fewer working days and no fewer holidays than these."""


def past_deadline(examined: Examined) -> Iterator[Problem]:
    """Yield each deadline before the day of issue or a few days after it.

    A date that many rows of a section have is told once.

    Where the day of issue is blank, every day of that month may already be past.
    """
    issued = examined.day
    if issued is None or examined.reports:
        return
    places: dict[tuple[str, str | None], list[tuple[int, int, str]]] = {}
    for start, end, iso in prose_deadlines(examined):
        places.setdefault((iso, None), []).append((start, end, _PROSE))
    for row in examined.duties if examined.assigns else ():
        if row.deadline_parts or is_a_citations_date(examined, row):
            continue
        if row.deadline_iso:
            place = deadline_place(examined, row)
            told = (row.deadline_iso, None)
            key = told if told in places else (row.deadline_iso, row.section)
            places.setdefault(key, []).append((*place, where(row)))
    for (iso, _), found in places.items():
        verdict = _verdict(iso, issued, dated=examined.dated)
        if verdict is None:
            continue
        vi, en, severity = verdict
        each = len(found) <= _EACH and found[0][2] != _PROSE
        for start, end, _ in found if each else found[:1]:
            others = tuple(
                Evidence(f"Cùng thời hạn ở {w}", s, e) for s, e, w in found if s != start
            )
            yield Problem(start, end, vi, en, "Lùi thời hạn hoặc xác định lại", others, severity)


def _verdict(
    iso: str, issued: datetime.date, *, dated: bool
) -> tuple[str, str, Severity | None] | None:
    """Say what is wrong with a deadline and how grave: a deadline past is of the rule's severity,
    one that is only close is less.
    """
    last, day = last_day(iso), exact_day(iso)
    if last is None or last.year < issued.year - 1:
        return None
    when = issued.strftime("%d/%m/%Y") if dated else issued.strftime("tháng %m/%Y")
    if last < issued:
        return (
            f"Thời hạn {_vi(iso)} đã qua khi ban hành ({when})",
            f"The deadline {iso} is before the date of issue ({issued})",
            None,
        )
    if not dated and day and (day.year, day.month) == (issued.year, issued.month):
        return (
            f"Thời hạn {_vi(iso)} nằm trong tháng ban hành mà ngày ban hành còn để trống: "
            "có thể đã qua khi ký",
            f"The deadline {iso} lies in the month of issue and the day of issue is blank",
            None,
        )
    left = (last - issued).days
    needed = _QUARTER_OVER if "Q" in iso else _MONTH_OVER if len(iso) == 7 else -1
    if dated and left <= needed:
        return (
            f"Thời hạn {_vi(iso)} chỉ còn {left} ngày kể từ ngày ban hành ({when})",
            f"Of the time until {iso} only {left} days are left",
            "medium",
        )
    if dated and day and _TOO_CLOSE <= left <= _OVER_TET:
        working, holidays = working_days_between(issued, day)
        if working < _FEW_WORKING_DAYS and holidays >= _LONG_HOLIDAY:
            return (
                f"Thời hạn {_vi(iso)} chỉ còn {working} ngày làm việc kể từ ngày ban hành "
                f"({when}), vì có kỳ nghỉ lễ, Tết ở giữa",
                f"Only {working} working days are left until {iso}: a long holiday lies between",
                "medium",
            )
    if dated and day and left < _TOO_CLOSE:
        return (
            f"Thời hạn {_vi(iso)} chỉ sau ngày ban hành ({when}) {left} ngày",
            f"The deadline {iso} is only {left} days after the date of issue",
            "medium",
        )
    return None


def _vi(iso: str) -> str:
    if "Q" in iso:
        return f"quý {iso[-1]}/{iso[:4]}"
    return "/".join(reversed(iso.split("-")))
