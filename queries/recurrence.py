"""Deadlines that come again: "hằng tháng, trước ngày 05" as days of the year of its plan.

A rule is made only from what the wording says in full: a period and a day in it. "Hằng tháng"
alone has no day, and a plan without a year has no last time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_DAY = re.compile(r"ngày (?:mùng )?(?P<day>\d{1,2})(?!\d| ?[/.-] ?\d)", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?P<day>\d{1,2}) ?[/.] ?(?P<month>\d{1,2})(?! ?[/.]? ?\d)")
_LAST_MONTH = re.compile(r"tháng cuối (?:của )?quý", re.IGNORECASE)
_MONTHLY = re.compile(r"\b(?:hằng|hàng|mỗi) tháng\b", re.IGNORECASE)
_QUARTERLY = re.compile(r"\b(?:hằng|hàng|mỗi) quý\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:hằng|hàng|mỗi) năm\b", re.IGNORECASE)
_WEEKLY = re.compile(
    r"\bthứ (?P<weekday>hai|ba|tư|năm|sáu|bảy),? (?:hằng|hàng|mỗi) tuần\b", re.IGNORECASE
)
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA"}
_ENDS_OF_QUARTERS: tuple[int, ...] = (3, 6, 9, 12)

Rule = Mapping[str, str | int | Sequence[int] | datetime.date]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A first day and the parts of an RRULE (RFC 5545, 3.3.10); no parts for a day of its own."""

    first: datetime.date
    rule: Rule = field(default_factory=dict)


def recurrences(deadline: str | None, year: int | None) -> tuple[Recurrence, ...]:
    """Return the days of ``year`` on which a periodic deadline falls, () where it names none."""
    if not deadline or year is None:
        return ()
    try:
        return tuple(_found(deadline, year))
    except ValueError:
        # "ngày 31/02 hằng năm" is no day: nothing can be put into a calendar.
        return ()


def _found(deadline: str, year: int) -> Iterator[Recurrence]:
    until: Rule = {"until": datetime.date(year, 12, 31)}
    named = _DAY.search(deadline)
    if weekly := _WEEKLY.search(deadline):
        weekday = _WEEKDAYS[weekly["weekday"].lower()]
        first = datetime.date(year, 1, 1)
        days = (list(_WEEKDAYS.values()).index(weekday) - first.weekday()) % 7
        rule: Rule = {"freq": "weekly", "byday": weekday, **until}
        yield Recurrence(first + datetime.timedelta(days=days), rule)
    elif named and _QUARTERLY.search(deadline) and _LAST_MONTH.search(deadline):
        day = int(named["day"])
        months = list(_ENDS_OF_QUARTERS)
        rule = {"freq": "yearly", "bymonth": months, "bymonthday": day, **until}
        yield Recurrence(datetime.date(year, 3, day), rule)
    elif named and _MONTHLY.search(deadline):
        day = int(named["day"])
        rule = {"freq": "monthly", "bymonthday": day, **until}
        yield Recurrence(datetime.date(year, 1, day), rule)
    elif _YEARLY.search(deadline):
        for date in _DATE.finditer(deadline):
            yield Recurrence(datetime.date(year, int(date["month"]), int(date["day"])))
