"""R04: a deadline on a day on which nobody works.

Weekends are Saturday and Sunday (Quyết định 188/1999/QĐ-TTg); holidays those of Điều 112 Bộ luật
Lao động 2019, with Tết by the lunar calendar, from the holidays package.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import holidays

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import deadline_place, exact_day, is_a_citations_date, where
from cancu.queries.checks.prose_deadlines import prose_deadlines
from cancu.queries.findings import Evidence, Problem

_BEFORE = re.compile(r"trước\s+(?:ngày\s+)?(?=\d)")
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language="vi")


@cache
def _weekend_events() -> re.Pattern[str]:
    lines = Path(__file__).with_name("weekend_events.txt").read_text(encoding="utf-8").split("\n")
    return re.compile(r"\b(?:" + "|".join(re.escape(line) for line in lines if line) + r")\b")


def free_day(day: datetime.date) -> str | None:
    """Say why nobody works on a day ("thứ Bảy, Mùng một Tết Nguyên Đán"), None on a working day.

    A Saturday on which all work for another day's leave is a working day.
    """
    made_up = day in getattr(_holidays(day.year), "weekend_workdays", ())
    reasons = [_DAYS[day.weekday()]] if day.weekday() > 4 and not made_up else []
    if name := _holidays(day.year).get(day):
        reasons.append(name)
    return ", ".join(reasons) or None


def non_working_day(examined: Examined) -> Iterator[Problem]:
    """Yield each deadline that falls on a weekend or holiday, a date once a part of the document.

    A deadline "before" the first working day after a holiday is over when the holiday begins.
    """
    if examined.reports:
        return
    for (iso, _), found in _deadlines(examined).items():
        day, (start, _, _) = exact_day(iso), found[0]
        if day is None or _until_then(examined, start, day):
            continue
        others = tuple(Evidence(f"Cùng thời hạn ở {w}", s, e) for s, e, w in found[1:])
        why = free_day(day) if day.strftime("%d/%m") != "31/12" else None
        if why is not None:
            yield _on_free_day(found[0], day, why, others)
        elif (eve := _holiday_before(examined, found[0], day)) is not None:
            yield _after_holiday(found[0], day, eve, others)


_Place = tuple[int, int, str]
"""Start and end of a deadline, and the row it stands in."""


def _deadlines(examined: Examined) -> dict[tuple[str, str], list[_Place]]:
    """Return the places of each dated deadline by part of the document: "III", or the prose."""
    places: dict[tuple[str, str], list[_Place]] = {}
    for duty in examined.duties:
        iso = duty.deadline_iso
        if iso is None or exact_day(iso) is None or is_a_citations_date(examined, duty):
            continue
        if _weekend_events().search(
            f"{duty.task} {duty.deadline} {duty.deliverable or ''}".lower()
        ):
            continue  # meant for a day on which people are free
        part = (duty.section or "").partition(" |")[0].partition(".")[0]
        places.setdefault((iso, part), []).append((*deadline_place(examined, duty), where(duty)))
    first = {iso: (iso, part) for iso, part in reversed(places)}
    for start, end, iso in prose_deadlines(examined):
        places.setdefault(first.get(iso, (iso, "")), []).append((start, end, "lời văn"))
    return places


def _on_free_day(
    place: _Place, day: datetime.date, why: str, others: tuple[Evidence, ...]
) -> Problem:
    return Problem(
        *place[:2],
        f"Thời hạn {day:%d/%m/%Y} là {why}",
        f"The deadline {day} is no working day ({why})",
        f"Chọn ngày làm việc gần nhất: {_nearest(day):%d/%m/%Y}",
        others,
        "medium" if _holidays(day.year).get(day) else None,
    )


def _after_holiday(
    place: _Place, day: datetime.date, eve: datetime.date, others: tuple[Evidence, ...]
) -> Problem:
    last = _nearest(eve)
    return Problem(
        *place[:2],
        f"Hạn trước ngày {day:%d/%m/%Y}: ngày cuối là {eve:%d/%m/%Y} ({free_day(eve)}), "
        f"phải xong chậm nhất {last:%d/%m/%Y}",
        f"Before {day}: the last day, {eve}, is a holiday, so the work must be done by {last}",
        f"Ghi thẳng ngày làm việc: chậm nhất {last:%d/%m/%Y}",
        others,
    )


def _holiday_before(examined: Examined, place: _Place, day: datetime.date) -> datetime.date | None:
    """Return the day before ``day`` where it is a holiday and the deadline ends with it."""
    eve = day - datetime.timedelta(days=1)
    start, end, _ = place
    before = _BEFORE.search(examined.lower, max(0, start - 14), end)
    return eve if before and _holidays(eve.year).get(eve) else None


def _until_then(examined: Examined, start: int, day: datetime.date) -> bool:
    """Whether "trước ngày 01/01" only says until the end of the year before."""
    before = examined.text[max(0, start - 14) : start + 14].lower()
    return (day.month, day.day) == (1, 1) and "trước" in before


def _nearest(day: datetime.date) -> datetime.date:
    """Return the last working day before a free one, so that no deadline is prolonged."""
    while free_day(day):
        day -= datetime.timedelta(days=1)
    return day


def working_days_between(first: datetime.date, last: datetime.date) -> tuple[int, int]:
    """Return how many days after ``first``, up to and with ``last``, are worked on, and how many
    holidays take a day of work between.
    """
    days = [first + datetime.timedelta(days=n) for n in range(1, (last - first).days + 1)]
    working = sum(free_day(day) is None for day in days)
    return working, sum(day.weekday() < 5 for day in days) - working
