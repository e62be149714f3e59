"""The bodies and the units of an office's own registers, over those that come with the program.

What the program's rows say is kept where the office's cells are blank, and not overruled: a day, a
level or a successor that differs is a conflict, as it is for documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from cancu.ontology import units
from cancu.ontology.iris import body_iri, unit_iri
from cancu.ontology.issuer_graph import issuer_quads
from cancu.ontology.load import Issuer, shipped_issuers
from cancu.ontology.unit_graph import quads_of
from cancu.ontology.units import Span, Unit, fold
from cancu.queries.own_graph import overlay_of, own_graph
from cancu.queries.own_import import Conflict, Rules


def shipped_issuer(body: Issuer) -> Issuer | None:
    """Return the program's body of the same identity."""
    return next((one for one in shipped_issuers() if one.slug == body.slug), None)


def issuer_over(own: Issuer, shipped: Issuer | None) -> Issuer:
    """Return an office's body over the program's: its cells where it has them, lists together."""
    if shipped is None:
        return own
    names = {fold(name): name for name in (own.name, *own.aliases, *shipped.aliases)}
    names.pop(fold(shipped.name), None)
    return replace(
        shipped,
        symbols=tuple(dict.fromkeys((*shipped.symbols, *own.symbols))),
        level=own.level or shipped.level,
        aliases=tuple(names.values()),
        valid_from=own.valid_from or shipped.valid_from,
        valid_to=own.valid_to or shipped.valid_to,
        successors=own.successors or shipped.successors,
        parent=own.parent or shipped.parent,
    )


def unit_over(own: Unit, shipped: Unit | None) -> Unit:
    """Return an office's unit over the program's state of the same code."""
    first, last = own.first_days, own.last_days
    if shipped is None:
        return replace(own, surely_from=_surely(first), surely_to=_surely(last, to_first=True))
    if own.surely_from is None and own.valid_from in (None, shipped.valid_from):
        first = shipped.first_days
    if own.surely_to is None and own.valid_to in (None, shipped.valid_to):
        last = shipped.last_days
    return replace(
        own,
        valid_from=first.first if first else None,
        valid_to=last.last if last else None,
        surely_from=_surely(first),
        surely_to=_surely(last, to_first=True),
        successors=own.successors or shipped.successors,
    )


def _surely(days: Span | None, *, to_first: bool = False) -> date | None:
    """The day of a span on which a unit surely was there; None where the span is one day.

    A day that only lists bound stays unknown when it is written again without its other bound; who
    knows it gives the same day twice.
    """
    if days is None or days.is_known:
        return None
    return days.first if to_first else days.last


def issuer_conflicts(own: Issuer) -> list[Conflict[Issuer]]:
    """Return where a body disagrees with the program's of the same name."""
    shipped = shipped_issuer(own)
    if shipped is None:
        return []
    pairs = (
        ("level", own.level, shipped.level),
        ("valid_from", own.valid_from, shipped.valid_from),
        ("valid_to", own.valid_to, shipped.valid_to),
        ("successors", set(own.successors), set(shipped.successors)),
    )
    return [Conflict(own, shipped, *said, verified=True) for said in _disagreeing(pairs)]


def unit_conflicts(own: Unit) -> list[Conflict[Unit]]:
    """Return where a unit disagrees with the program's of the same code."""
    shipped = units.shipped(own.code)
    if shipped is None:
        return []
    pairs = (
        ("name", fold(own.full_name), fold(shipped.full_name)),
        ("parent", own.parent, shipped.parent),
        ("valid_from", own.valid_from, _unless_within(own.valid_from, shipped.first_days)),
        ("valid_to", own.valid_to, _unless_within(own.valid_to, shipped.last_days)),
        ("successors", set(own.successors), set(shipped.successors)),
    )
    return [Conflict(own, shipped, *said, verified=True) for said in _disagreeing(pairs)]


def _unless_within(own: date | None, known: Span | None) -> date | None:
    """Return the program's day; the office's own where it lies within what the program knows."""
    return own if known is None or own in known else known.last if known.is_known else known.first


def unit_named(unit: Unit) -> str:
    """Return a unit with those above it as far as the registers have them."""
    try:
        return units.in_full(unit)
    except KeyError:
        return unit.full_name


_Value = date | str | set[str] | None


def _disagreeing(pairs: Iterable[tuple[str, _Value, _Value]]) -> list[tuple[str, str, str]]:
    """The columns whose values both say something, and not the same."""
    return [
        (column, _words(mine), _words(theirs))
        for column, mine, theirs in pairs
        if mine and theirs and mine != theirs
    ]


def _words(value: _Value) -> str:
    return "; ".join(sorted(value)) if isinstance(value, set) else str(value)


def _issuers_alike(held: Issuer, read: Issuer, path: Path) -> bool:  # noqa: ARG001 (Rules.alike)
    """Whether two bodies say the same; a graph keeps no order of lists."""
    return _in_order(held) == _in_order(issuer_over(read, shipped_issuer(read)))


def _in_order(body: Issuer) -> Issuer:
    return replace(
        body,
        symbols=(*body.symbols[:1], *sorted(body.symbols[1:])),
        aliases=tuple(sorted(body.aliases)),
        successors=tuple(sorted(body.successors)),
    )


def _units_alike(held: Unit, read: Unit, path: Path) -> bool:  # noqa: ARG001 (Rules.alike)
    one, other = held, unit_over(read, units.shipped(read.code))
    return replace(one, successors=()) == replace(other, successors=()) and set(
        one.successors
    ) == set(other.successors)


def _by_subject(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    said: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        said[quad.subject.value if isinstance(quad.subject, NamedNode) else ""].append(quad)
    return said


def _issuer_quads(
    new: Mapping[str, Issuer],
    held: Mapping[str, Issuer],  # noqa: ARG001 (Rules.quads)
    base: str,
) -> dict[str, list[Quad]]:
    bodies = [issuer_over(body, shipped_issuer(body)) for body in new.values()]
    return _by_subject(issuer_quads(bodies, own_graph(base), base))


def _unit_quads(
    new: Mapping[str, Unit],
    held: Mapping[str, Unit],  # noqa: ARG001 (Rules.quads)
    base: str,
) -> dict[str, list[Quad]]:
    states = [unit_over(unit, units.shipped(unit.code)) for unit in new.values()]
    return _by_subject(quads_of(states, own_graph(base), base))


_issuer_iri: Callable[[Issuer, str], str] = lambda body, base: body_iri(base, body.slug)  # noqa: E731
_unit_iri: Callable[[Unit, str], str] = lambda unit, base: unit_iri(base, unit.code)  # noqa: E731

ISSUERS = Rules(
    "issuers",
    iri=_issuer_iri,
    named=lambda body: body.name,
    held=lambda store: {_issuer_iri(one, store.base): one for one in overlay_of(store).issuers},
    conflicts=issuer_conflicts,
    alike=_issuers_alike,
    quads=_issuer_quads,
)
"""How bodies are taken in."""

UNITS = Rules(
    "units",
    iri=_unit_iri,
    named=unit_named,
    held=lambda store: {_unit_iri(one, store.base): one for one in overlay_of(store).units},
    conflicts=unit_conflicts,
    alike=_units_alike,
    quads=_unit_quads,
)
"""How units are taken in."""
