"""Paths of bodies and places in IRIs, in words: ubnd/tinh-cao-bang/huyen-thach-an → its name."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from cancu.ontology import units
from cancu.ontology.load import issuers
from cancu.ontology.namesakes import without_code
from cancu.ontology.units import Unit, UnitLevel

_LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")


def is_body_path(path: str) -> bool:
    """Whether the registers have the body, or its pattern and its place."""
    head, _, place = path.partition("/")
    known = _known()
    return path in known or (head in known and bool(place) and unit_at(place) is not None)


@cache
def _known() -> frozenset[str]:
    return frozenset(name for body in issuers() for name in (body.slug, body.path))


def unit_at(path: str) -> Unit | None:
    """Return the unit at a place; the last of its states where it had several."""
    found = units_at(without_code(path))
    return found[-1] if found else None


def units_at(path: str) -> tuple[Unit, ...]:
    """Return the states of the units at a place without a code, in the order of the registers."""
    named = _of_last_name().get(path.rpartition("/")[2], ())
    return tuple(unit for unit in named if units.slug(unit) == path)


@cache
def _of_last_name() -> dict[str, tuple[Unit, ...]]:
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for level in _LEVELS:
        for unit in units.units(level):
            found[unit.own_slug].append(unit)
    return {name: tuple(states) for name, states in found.items()}


def place_words(path: str) -> str:
    """Return a place by its name with those above it, the path itself where none is known."""
    unit = unit_at(path)
    return units.in_full(unit) if unit else path
