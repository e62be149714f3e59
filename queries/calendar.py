"""Deadlines as calendar entries (.ics, RFC 5545), for any calendar that people keep.

An entry is a whole day: the last one that the deadline allows. A deadline that comes again with a
day ("hằng tháng, trước ngày 05") repeats through the year of its plan. What has no day stays out
and is counted.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from cancu import __version__
from cancu.queries.obligations import Duty
from cancu.queries.recurrence import Recurrence, recurrences

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar as bytes, how many entries it has and how many duties have no day."""

    content: bytes
    entries: int
    undated: int


def calendar(duties: Iterable[Duty], stamp: datetime.datetime) -> Written:
    """Return the duties as a calendar; ``stamp`` (with a time zone) is when it was made."""
    whole = Calendar()
    whole.add("prodid", f"-//Căn Cứ//cancu {__version__}//VI")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", "Nhiệm vụ theo kế hoạch")
    entries = undated = 0
    for duty in duties:
        days = _days(duty)
        for number, day in enumerate(days):
            whole.add_component(_entry(duty, day, number, stamp))
        entries += len(days)
        undated += not days
    return Written(whole.to_ical(), entries, undated)


def _days(duty: Duty) -> tuple[Recurrence, ...]:
    if duty.due is not None:
        return (Recurrence(duty.due),)
    return recurrences(duty.deadline, duty.year)


def _entry(duty: Duty, day: Recurrence, number: int, stamp: datetime.datetime) -> Event:
    event = Event()
    name = hashlib.sha256(f"{duty.obligation} {number}".encode()).hexdigest()[:32]
    event.add("uid", f"{name}@cancu")
    event.add("dtstamp", stamp)
    event.add("dtstart", day.first)
    event.add("dtend", day.first + datetime.timedelta(days=1))
    event.add("summary", _summary(duty))
    event.add("description", _description(duty))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [" ".join(filter(None, (duty.type, duty.number))) or "Nhiệm vụ"])
    event.add("url", duty.document)
    if day.rule:
        event.add("rrule", dict(day.rule))
    return event


def _summary(duty: Duty) -> str:
    task = " ".join(duty.task.split())
    short = task if len(task) <= _LONGEST else f"{task[: _LONGEST - 1]}…"
    return f"{duty.lead}: {short}" if duty.lead and duty.origin == "table" else short


def _description(duty: Duty) -> str:
    said = (
        ("Nhiệm vụ", duty.task),
        ("Chủ trì", duty.lead),
        ("Phối hợp", duty.coordinating),
        ("Thời hạn", duty.deadline),
        ("Sản phẩm", duty.deliverable),
        ("Văn bản", f"{duty.name} ({duty.issuer})" if duty.issuer else duty.name),
        ("Theo", ", ".join(duty.cites)),
        ("Ghi chú", duty.note),
    )
    return "\n".join(f"{heading}: {value}" for heading, value in said if value)
