"""What the registers say of a body or a unit: the program's rows, and the office's over them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cancu.ontology import units
from cancu.ontology.iris import DEFAULT_BASE, body_iri, unit_iri
from cancu.ontology.issuer_names import units_named
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.unit_states import predecessors
from cancu.ontology.units import Span, Unit, UnitLevel, fold
from cancu.queries.own_graph import Import, imports, own_triples
from cancu.queries.store import Store

_LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its IRI; ``imported`` tells the import, None for one of the program's."""

    body: Issuer
    iri: str
    imported: Import | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A state of a unit with its IRI; ``imported`` as in `BodyRow`."""

    unit: Unit
    iri: str
    imported: Import | None


def body_rows(store: Store | None, wanted: str | None) -> list[BodyRow]:
    """Return the bodies of a name, an alias or a symbol; else those whose names have the words.

    All bodies for None.
    """
    base = store.base if store else DEFAULT_BASE
    brought = _brought(store)
    found = issuers() if wanted is None else _bodies(wanted)
    rows = []
    for body in found:
        iri = body_iri(base, body.slug)
        rows.append(BodyRow(body, iri, brought.get(iri)))
    return rows


def _bodies(wanted: str) -> tuple[Issuer, ...]:
    words = fold(wanted)
    exact = tuple(
        body
        for body in issuers()
        if wanted in body.symbols or words in map(fold, (body.name, *body.aliases))
    )
    if exact or not words:
        return exact
    by_symbol = tuple(
        body for body in issuers() if wanted.upper() in (one.upper() for one in body.symbols)
    )
    return by_symbol or tuple(body for body in issuers() if f" {words} " in f" {fold(body.name)} ")


def unit_rows(store: Store | None, wanted: str | None) -> list[UnitRow]:
    """Return the states of units that a name ("xã Lê Lợi, tỉnh Lạng Sơn") or a code means."""
    base = store.base if store else DEFAULT_BASE
    brought = _brought(store)
    rows = []
    for unit in _all_units() if wanted is None else _units(wanted):
        iri = unit_iri(base, unit.code)
        rows.append(UnitRow(unit, iri, brought.get(iri)))
    return rows


def _all_units() -> Iterable[Unit]:
    return (unit for level in _LEVELS for unit in units.units(level))


def _units(wanted: str) -> tuple[Unit, ...]:
    try:
        return (units.get(wanted),)
    except KeyError:
        pass
    kind, _ = units.split_kind(wanted)
    if "," in wanted and (found := units_named(wanted, kind, None)):
        return found
    return units.find(wanted)


def _brought(store: Store | None) -> dict[str, Import]:
    """Return which import brought the row of an IRI, for all rows of the office."""
    if store is None:
        return {}
    triples = own_triples(store)
    of = imports(triples)
    found = {str(getattr(one.subject, "value", "")): None for one in triples}
    return {iri: brought for iri in found if (brought := of(iri)).when}


def body_successors(body: Issuer) -> list[tuple[Issuer | str, datetime.date | None]]:
    """Return what a body became, each with the first day of the change as far as known."""
    after = _next_day(body.valid_to)
    return [(_by_slug().get(one, one), after) for one in body.successors]


def body_predecessors(body: Issuer) -> list[tuple[Issuer | str, datetime.date | None]]:
    """Return the bodies that became this one, with the first day of the change."""
    return [(one, _next_day(one.valid_to)) for one in issuers() if body.slug in one.successors]


@cache
def _by_slug() -> dict[str, Issuer]:
    return {body.slug: body for body in issuers()}


def parent_name(body: Issuer) -> str | None:
    """Return the name of the body above, its path where the registers have no name for it."""
    if body.parent is None:
        return None
    head, _, place = body.parent.partition("/")
    above = _by_slug().get(body.parent) or _by_slug().get(head)
    known = [
        unit for unit in (units.find(place.rpartition("/")[2].replace("-", " ")) if place else ())
        if units.slug(unit) == place
    ]  # fmt: skip
    if above is None or (place and not known):
        return body.parent
    return f"{above.name} {units.in_full(known[0])}" if known else above.name


def unit_successors(unit: Unit) -> list[tuple[Unit, Span | None]]:
    """Return the states that followed a unit, each with the day of the change as far as known."""
    after = changed_on(unit)
    if after is None:
        return []
    return [(state, after) for state in units.became(unit, after.last)]


def unit_predecessors(unit: Unit) -> list[tuple[Unit, Span | None]]:
    """Return the states that a unit was made of, each with the day of the change."""
    return [(state, changed_on(state)) for state in predecessors(unit)]


def changed_on(unit: Unit) -> Span | None:
    """Return the day after a unit's last, the first day of what it became."""
    return unit.last_days.days_later(1) if unit.last_days else None


def _next_day(day: datetime.date | None) -> datetime.date | None:
    return day + datetime.timedelta(1) if day else None
