"""Provinces of one name, one after the other: tỉnh An Giang until and since 1 July 2025.

Both are legal bodies of their own, and each numbered its documents from 1. A document's IRI has the
year, which tells them apart but for the year in which one followed the other: in that year the
paths of the former carry its code (``ubnd/tinh-an-giang-89/ke-hoach/2025/15-kh-ubnd``), those of
the later are as ever (``ubnd/tinh-an-giang/ke-hoach/2025/15-kh-ubnd``). A body has no year, so the
former body always carries the code.

Below the province none shares a path with a former one of another extent, as far as the days are
known: until 2025 a commune's path had its district's name. A commune or district that was enlarged
and kept its name is the same body, and numbered on.
"""

from __future__ import annotations

from functools import cache

from cancu.ontology import units
from cancu.ontology.iris import DocumentIri
from cancu.ontology.units import Unit


@cache
def _followed() -> dict[str, int]:
    """Map codes of states that one of the same path followed within a year, to that year."""
    by_path: dict[str, list[Unit]] = {}
    for province in units.units("province"):
        by_path.setdefault(units.slug(province), []).append(province)
    return {
        before.code: before.valid_to.year
        for states in by_path.values()
        for before in states
        for after in states
        if before.valid_to and after.valid_from and before.valid_to < after.valid_from
        if before.valid_to.year == after.valid_from.year
    }


@cache
def _by_path() -> dict[str, tuple[str, int]]:
    """Map paths of provinces to the code of the former one and its last year."""
    return {units.slug(units.get(code)): (code, year) for code, year in _followed().items()}


def path_in(unit: Unit, year: int | None) -> str:
    """Return the path of a unit in IRIs of documents made in ``year``; ``units.slug`` for None."""
    path = units.slug(unit)
    province = units.province_of(unit, unit.valid_from)
    if year is None or _followed().get(province.code) != year:
        return path
    return _marked(path, province.code)


def body_path(document: DocumentIri) -> str:
    """Return the path of the body that issued a document, which a namesake does not share."""
    body, between, place = document.issuer_path.partition("/")
    code, last = _by_path().get(place.partition("/")[0], ("", 0))
    return f"{body}{between}{_marked(place, code) if document.year < last else place}"


def without_code(path: str) -> str:
    """Return the path of a place, or of a body in it, as it is where nobody else had its name."""
    return "/".join(_plain(step) for step in path.split("/"))


@cache
def _plain(step: str) -> str:
    name, _, code = step.rpartition("-")
    former = _by_path().get(name)
    return name if former and former[0] == code else step


def _marked(place: str, code: str) -> str:
    province, below, rest = place.partition("/")
    return f"{province}-{code}{below}{rest}"
