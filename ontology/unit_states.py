"""The states of a unit before and after: what it was made of, and what it was on a day."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.ontology import units
from cancu.ontology.iris import slug as ascii_slug
from cancu.ontology.units import Unit, UnitLevel, fold

_MADE_KNOWN = datetime.date(2025, 7, 1)
"""The day from which it is known of every commune what it was made of."""


@dataclass(frozen=True, slots=True)
class _Coverage:
    """From when all units of a level are known, or some of a province are not (``lacks``)."""

    level: str
    kind: str
    province: str
    since: datetime.date
    lacks: bool


@cache
def _coverage() -> tuple[_Coverage, ...]:
    path = Path(__file__).parent / "units" / "coverage.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Coverage(
                row["level"], row["kind"], row["province"],
                datetime.date.fromisoformat(row["since"]), bool(row["lacks"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@lru_cache(maxsize=4096)
def all_known(level: UnitLevel, kind: str, day: datetime.date, province: str | None) -> bool:
    """Whether the register has every unit of this level and kind that there was on ``day``.

    ``province`` is the code of the one in which the unit is said to lie; None asks of the country
    but for the provinces of which units are known to be missing.
    """
    gso = province.partition("-")[0] if province else None
    told = [one for one in _coverage() if one.level == level and one.since <= day]
    return any(not one.lacks for one in told) and not any(
        one.lacks and one.province == gso and one.kind in ("", kind) for one in told
    )


def alike(name: str, level: UnitLevel, day: datetime.date) -> tuple[Unit, ...]:
    """Return the units of a day whose names are spelt much like this one: "Ea Hleo", Ea H'Leo."""
    codes = _by_likeness(level).get(_likeness(ascii_slug(name)), ())
    return tuple(unit for unit in map(units.get, codes) if unit.exists_on(day))


@cache
def _by_likeness(level: UnitLevel) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit in units.units(level):
        key = _likeness(ascii_slug(unit.name))
        found[key] = (*found.get(key, ()), unit.code)
    return found


def _likeness(slug: str) -> str:
    return slug.replace("-", "").replace("y", "i")


@cache
def _before(level: UnitLevel) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.units(level):
        for code in unit.successors:
            found[code].append(unit)
    return {code: tuple(states) for code, states in found.items()}


def predecessors(unit: Unit) -> tuple[Unit, ...]:
    """Return the states that a unit was made of, wholly or in part."""
    return _before(unit.level).get(unit.code, ())


def districts_before(commune: Unit) -> tuple[Unit, ...]:
    """Return the districts in which the communes lay that a commune of today was made of."""
    found: dict[str, Unit] = {}
    for state in predecessors(commune):
        for above in units.ancestors(state, state.valid_to):
            if above.level == "district":
                found[above.code] = above
    return tuple(found.values())


@lru_cache(maxsize=4096)
def provinces_on(code: str, day: datetime.date) -> tuple[Unit, ...]:
    """Return the provinces in which a commune, or what it was made of, lay on ``day``."""
    unit = units.get(code)
    if unit.exists_on(day):
        return (units.province_of(unit, day),)
    if unit.valid_from is None or day >= unit.valid_from:
        return ()
    found = (
        province for before in predecessors(unit) for province in provinces_on(before.code, day)
    )
    return tuple({province.code: province for province in found}.values())


@lru_cache(maxsize=4096)
def made_of_on(code: str, day: datetime.date) -> tuple[Unit, ...]:
    """Return all units of ``day`` of which a unit was made; () where it is not known."""
    unit = units.get(code)
    if unit.exists_on(day):
        return (unit,)
    if unit.valid_from is None or day >= unit.valid_from:
        return ()
    found = (state for before in predecessors(unit) for state in made_of_on(before.code, day))
    return tuple({state.code: state for state in found}.values())


def state_on(unit: Unit, day: datetime.date | None) -> Unit | None:
    """Return what the unit was or had become on ``day``; None where that is not just one unit.

    Before its time a unit is the one of its name that it was made of, or the only one. What a
    commune was made of before 2025 is known in part only, so one of another name says nothing.
    """
    if day is None or unit.exists_on(day):
        return unit
    if unit.valid_to is not None and day > unit.valid_to:
        later = units.became(unit, day)
        return later[0] if len(later) == 1 else None
    made_of = predecessors(unit)
    same = [state for state in made_of if fold(state.name) == fold(unit.name)]
    if not same and (unit.level != "commune" or unit.valid_from == _MADE_KNOWN):
        same = list(made_of)
    return state_on(same[0], day) if len(same) == 1 else None
