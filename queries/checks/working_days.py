"""R04: a deadline on a day on which nobody works.

Weekends are Saturday and Sunday (Quyết định 188/1999/QĐ-TTg); holidays those of Điều 112 Bộ luật
Lao động 2019, with Tết by the lunar calendar, from the holidays package.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

import holidays

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import deadline_place, exact_day, is_a_citations_date, where
from cancu.queries.checks.prose_deadlines import prose_deadlines
from cancu.queries.findings import Evidence, Problem

_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="vi")


def free_day(day: datetime.date) -> str | None:
    """Say why nobody works on a day ("thứ Bảy, Mùng một Tết Nguyên Đán"), None on a working day."""
    reasons = [_DAYS[day.weekday()]] if day.weekday() > 4 else []
    if name := _holidays(day.year).get(day):
        reasons.append(name)
    return ", ".join(reasons) or None


def non_working_day(examined: Examined) -> Iterator[Problem]:
    """Yield each deadline that falls on a weekend or holiday, a date once."""
    if examined.reports:
        return
    places: dict[str, list[tuple[int, int, str]]] = {}
    for row in examined.rows:
        if row.deadline_iso is None or is_a_citations_date(examined, row):
            continue
        if exact_day(row.deadline_iso):
            place = deadline_place(examined, row)
            places.setdefault(row.deadline_iso, []).append((*place, where(row)))
    for start, end, iso in prose_deadlines(examined):
        places.setdefault(iso, []).append((start, end, "lời văn"))
    for iso, found in places.items():
        day = exact_day(iso)
        why = free_day(day) if day and day.strftime("%d/%m") != "31/12" else None
        start, end, _ = found[0]
        if day is None or why is None or _until_then(examined, start, day):
            continue
        yield Problem(
            start,
            end,
            f"Thời hạn {day:%d/%m/%Y} là {why}",
            f"The deadline {day} is no working day ({why})",
            f"Chọn ngày làm việc gần nhất: {_nearest(day):%d/%m/%Y}",
            tuple(Evidence(f"Cùng thời hạn ở {w}", s, e) for s, e, w in found[1:]),
            "medium" if _holidays(day.year).get(day) else None,
        )


def _until_then(examined: Examined, start: int, day: datetime.date) -> bool:
    """Whether "trước ngày 01/01" only says until the end of the year before."""
    before = examined.text[max(0, start - 14) : start + 14].lower()
    return (day.month, day.day) == (1, 1) and "trước" in before


def _nearest(day: datetime.date) -> datetime.date:
    """Return the last working day before a free one, so that no deadline is prolonged."""
    while free_day(day):
        day -= datetime.timedelta(days=1)
    return day
