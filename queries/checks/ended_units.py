"""R17: a body of an administrative unit that had ended: UBND tỉnh Hà Giang, Công an huyện …

The register of units says when each unit ended; bodies_of_units.csv which bodies bear a unit's
name, and which of them ended before the unit did.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cancu.ontology.units import DISTRICTS_ENDED, Span, Unit, find, get
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem

_LEVELS = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "thành phố": "city", "thị trấn": "commune", "xã": "commune", "phường": "commune",
}  # fmt: skip
_DISTRICTS_END = DISTRICTS_ENDED - datetime.timedelta(days=1)
_DISTRICTS_ENDED = Span(_DISTRICTS_END, _DISTRICTS_END)
_ENDED_KINDS = ("huyện", "quận", "thị xã", "thị trấn")
"""Kinds of unit of which none is left since then."""
_SPACE = r"[ \xa0]+"
_ANY_NAME = r"[A-ZĐ][^\n\t.;:,|()]{2,45}?"


@dataclass(frozen=True, slots=True)
class Gone:
    """Where a body of an ended unit is named, the unit, its last day and what it is now."""

    start: int
    end: int
    body: str
    unit: str
    ended: Span
    successors: tuple[str, ...]


@cache
def _early_ends() -> dict[tuple[str, str], datetime.date]:
    return {
        (row["body"].lower(), row["of"]): datetime.date.fromisoformat(row["ended"])
        for row in _rows()
        if row["ended"]
    }


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("bodies_of_units.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows))


@cache
def _pattern() -> re.Pattern[str]:
    bodies = sorted({row["body"] for row in _rows()}, key=len, reverse=True)
    spelt = "|".join(
        _SPACE.join(_ANY_NAME if part == "*" else re.escape(part) for part in body.split())
        for body in bodies
    )
    kinds = "|".join(kind.replace(" ", _SPACE) for kind in _LEVELS)
    name = rf"[A-ZĐÀ-Ỹ][\w'’-]*(?:{_SPACE}[A-ZĐÀ-Ỹ][\w'’-]*){{0,3}}"
    several = rf"(?:các{_SPACE})?"
    return re.compile(
        rf"(?<!\w)(?P<body>{spelt}){_SPACE}{several}(?P<kind>{kinds})(?!\w)"
        rf"(?:{_SPACE}(?P<name>{name}))?"
    )


def bodies_of_ended_units(examined: Examined, day: datetime.date) -> Iterator[Gone]:
    """Yield each body whose unit, or which itself, was gone on ``day``."""
    for found in _pattern().finditer(examined.text):
        kind = " ".join(found["kind"].split())
        level = _LEVELS[kind]
        early = _early_ends().get((" ".join(found["body"].split()).lower(), level))
        if level == "district" and early and early < day:
            yield Gone(
                *found.span(),
                found["body"],
                f"{kind} {found['name'] or ''}".strip(),
                Span(early, early),
                (),
            )
        elif (
            kind in _ENDED_KINDS and day > _DISTRICTS_END and (found["name"] or level == "district")
        ):
            unit = f"{kind} {found['name'] or ''}".strip()
            yield Gone(*found.span(), found["body"], unit, _DISTRICTS_ENDED, ())
        elif found["name"] and (gone := _ended(kind, found["name"], day)):
            name, state, last = gone
            later = tuple(dict.fromkeys(get(code).full_name for code in state.successors))
            end = found.start("name") + len(name)
            yield Gone(found.start(), end, found["body"], state.full_name, last, later)


def _ended(kind: str, name: str, day: datetime.date) -> tuple[str, Unit, Span] | None:
    """Return the printed name, the last state and the last days of a unit that was gone on ``day``.

    The capitals behind a name may be other words: a shorter name that lives is the one meant.
    """
    words = name.split(" ")
    for size in range(len(words), 0, -1):
        said = " ".join(words[:size])
        states = find(said, kind)
        if any(state.exists_on(day) for state in states):
            return None
        gone = [(state.last_days, state) for state in states if state.last_days is not None]
        if gone:
            last, state = max(gone, key=lambda pair: pair[0].last)
            return said, state, last
    return None


def problem(examined: Examined, gone: Gone) -> Problem:
    """Say that a body went with its unit, and what the unit is now."""
    vi, en, until = _told(gone.ended)
    now = f"; nay là {', '.join(gone.successors)}" if gone.successors else ""
    level = " (không còn cấp huyện)" if gone.unit.split()[0] in ("huyện", "quận") else ""
    return Problem(
        gone.start,
        gone.end,
        f"«{examined.quote(gone.start, gone.end)}» không còn {vi}{level}{now}",
        f"The body was gone on the day of issue: it ended {en}",
        gone.successors[0] if len(gone.successors) == 1 else "Giao cho cơ quan kế tiếp",
        (Evidence(f"Danh mục đơn vị hành chính: {gone.unit} {until}"),),
    )


def _told(ended: Span) -> tuple[str, str, str]:
    """Say when a unit ended, in Vietnamese and English, and until when it was."""
    if ended.is_known:
        since = ended.days_later(1).first
        return f"từ {since:%d/%m/%Y}", f"on {ended.first}", f"đến {ended.first:%d/%m/%Y}"
    days = ended.days_later(1)
    within = f"trong khoảng từ {days.first:%d/%m/%Y} đến {days.last:%d/%m/%Y}"
    return f"(kết thúc {within})", f"between {days.first} and {days.last}", f"kết thúc {within}"
