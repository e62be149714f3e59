"""Administrative units as RDF and back: each state, its parent, its life, what it became."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, SKOS, XSD

from cancu.ontology import units
from cancu.ontology.iris import graph_iri, unit_iri
from cancu.ontology.iris import slug as ascii_slug
from cancu.ontology.register_cells import NEVER
from cancu.ontology.register_faults import Fault, Place, RegisterError
from cancu.ontology.terms import CC, LEVEL
from cancu.ontology.units import Unit, UnitLevel

_A = ox.NamedNode(str(RDF.type))
_UNIT = ox.NamedNode(str(CC.AdministrativeUnit))
_NAME = ox.NamedNode(str(SKOS.prefLabel))
_CODE = ox.NamedNode(str(CC.unitCode))
_LEVEL = ox.NamedNode(str(CC.level))
_PARENT = ox.NamedNode(str(CC.parentUnit))
_SUCCESSOR = ox.NamedNode(str(CC.succeededBy))
_FROM = ox.NamedNode(str(CC.validFrom))
_TO = ox.NamedNode(str(CC.validTo))
_SURELY_FROM = ox.NamedNode(str(CC.surelyFrom))
_SURELY_TO = ox.NamedNode(str(CC.surelyTo))
_SLUG = ox.NamedNode(str(DCTERMS.identifier))
_DATE = ox.NamedNode(str(XSD.date))
_NEEDED = (("cc:unitCode", _CODE.value), ("skos:prefLabel @vi", f"{_NAME.value}@vi"))
_LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")


def unit_quads(base: str) -> Iterator[ox.Quad]:
    """Every state of every unit, in the graph ``{base}/register/units``."""
    shipped = (units.of_row(row) for level in _LEVELS for row in units.shipped_rows(level).values())
    yield from quads_of(shipped, graph_iri(base, "register/units"), base)


def quads_of(states: Iterable[Unit], graph: str, base: str) -> Iterator[ox.Quad]:
    """Units as quads of one graph."""
    name = ox.NamedNode(graph)
    for unit in states:
        node = ox.NamedNode(unit_iri(base, unit.code))
        yield ox.Quad(node, _A, _UNIT, name)
        yield ox.Quad(node, _LEVEL, ox.NamedNode(LEVEL[unit.level]), name)
        for predicate, value in _properties(unit, base):
            yield ox.Quad(node, predicate, value, name)


def units_of_subjects(
    subjects: Mapping[str, Mapping[str, list[str]]],
    path: Path = Path("register"),
    left_out: list[Fault] | None = None,
) -> tuple[Unit, ...]:
    """The units among subjects as `cancu.ontology.load.subjects_of` gives them.

    Raises RegisterError naming each unit of which something needed is missing or wrong; with
    ``left_out`` those are named there and the others returned.
    """
    found: list[Unit] = []
    faults: list[Fault] = []
    for iri, values in subjects.items():
        if _UNIT.value not in values.get(_A.value, ()):
            continue
        if lacking := [name for name, key in _NEEDED if key not in values]:
            message = "thiếu (is missing)"
            faults += [Fault(Place(subject=iri), name, "", message) for name in lacking]
            continue
        try:
            found.append(_unit(values))
        except ValueError as error:
            message = f"có giá trị sai (a value is wrong): {error}"
            faults.append(Fault(Place(subject=iri), "", "", message))
    if left_out is not None:
        left_out += faults
    elif faults:
        raise RegisterError(path, tuple(faults))
    return tuple(found)


def _unit(values: Mapping[str, list[str]]) -> Unit:
    """Raises ValueError for a property that is wrong; those that are needed must be there."""
    code, named = values[_CODE.value][0], values[_NAME.value + "@vi"][0]
    kind, _ = units.split_kind(named)
    digits = len(code.partition("-")[0])
    if kind is None:
        raise ValueError(f'skos:prefLabel {named!r}: viết cả loại (write the kind), "xã Lê Lợi"')
    if digits not in (2, 3, 5):
        raise ValueError(f"cc:unitCode {code!r}: 2, 3 hoặc 5 chữ số (digits)")
    parent = [iri.rpartition("/unit/")[2] for iri in values.get(_PARENT.value, ())]
    if bool(parent) == (digits == 2):
        raise ValueError("cc:parentUnit: cấp tỉnh không có, cấp dưới cần (all but provinces)")
    if parent and len(parent[0].partition("-")[0]) >= digits:
        raise ValueError(f"cc:parentUnit {parent[0]}: phải ở cấp trên (must be of a level above)")
    days = (values.get(term.value, [None])[0] for term in (_FROM, _TO, _SURELY_FROM, _SURELY_TO))
    first, last, *surely = map(_day, days)
    if last == datetime.date.max:
        raise ValueError(f"cc:validTo {last} {NEVER}")
    name = " ".join(named.split()[len(kind.split()) :])
    after = tuple(iri.rpartition("/unit/")[2] for iri in values.get(_SUCCESSOR.value, ()))
    slugs = values.get(_SLUG.value, [ascii_slug(f"{kind} {name}")])
    above = next(iter(parent), None)
    return Unit(code, name, kind, above, first, last, after, slugs[0], *surely)


def _day(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError as error:
        raise ValueError(
            f'cc:validFrom, cc:validTo {written!r}: không phải ngày, viết "2024-12-16"^^xsd:date '
            "(is no date)"
        ) from error


def _properties(unit: Unit, base: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _CODE, ox.Literal(unit.code)
    if unit.own_slug != ascii_slug(f"{unit.kind} {unit.name}"):
        yield _SLUG, ox.Literal(unit.own_slug)
    yield _NAME, ox.Literal(unit.full_name, language="vi")
    if unit.parent:
        yield _PARENT, ox.NamedNode(unit_iri(base, unit.parent))
    for code in unit.successors:
        yield _SUCCESSOR, ox.NamedNode(unit_iri(base, code))
    for term, day in (
        (_FROM, unit.valid_from), (_TO, unit.valid_to),
        (_SURELY_FROM, unit.surely_from), (_SURELY_TO, unit.surely_to),
    ):  # fmt: skip
        if day:
            yield term, ox.Literal(day.isoformat(), datatype=_DATE)
