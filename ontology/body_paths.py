"""Paths of bodies and places in IRIs, in words: ubnd/tinh-cao-bang/huyen-thach-an → its name."""

from __future__ import annotations

from cancu.ontology import units
from cancu.ontology.load import issuers
from cancu.ontology.namesakes import without_code
from cancu.ontology.units import Unit, UnitLevel

_LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")


def is_body_path(path: str) -> bool:
    """Whether the registers have the body, or its pattern and its place."""
    head, _, place = path.partition("/")
    known = {name for body in issuers() for name in (body.slug, body.path)}
    return path in known or (head in known and bool(place) and unit_at(place) is not None)


def unit_at(path: str) -> Unit | None:
    """Return the unit at a place; the last of its states where it had several."""
    plain = without_code(path)
    named = units.find(plain.rpartition("/")[2].replace("-", " "))
    found = [unit for unit in named if units.slug(unit) == plain]
    if not found:  # a name that only its code tells from another: xa-van-lang-02143
        last = plain.rpartition("/")[2]
        found = [
            unit
            for level in _LEVELS
            for unit in units.units(level)
            if unit.own_slug == last and units.slug(unit) == plain
        ]
    return found[-1] if found else None


def place_words(path: str) -> str:
    """Return a place by its name with those above it, the path itself where none is known."""
    unit = unit_at(path)
    return units.in_full(unit) if unit else path
