"""Bodies of an office's own register as RDF, of the form of issuers.ttl, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS, XSD

from cancu.ontology.iris import body_iri
from cancu.ontology.load import BODY_CLASSES, ORG, Issuer, issuer_of, shipped_issuers
from cancu.ontology.register_cells import NEVER
from cancu.ontology.register_faults import Fault, Place, RegisterError
from cancu.ontology.terms import CC, LEVEL

_NO_DAY = 'không phải ngày: viết "2024-12-16"^^xsd:date (is no date)'
_LEVEL_NAMES = ("central", "ministry", "province", "department", "district", "commune", "local")


def issuer_quads(bodies: Iterable[Issuer], graph: str, base: str) -> Iterator[ox.Quad]:
    """The bodies as quads of one graph; what they became is a body of the same base."""
    name = ox.NamedNode(graph)
    for body in bodies:
        subject = ox.NamedNode(body_iri(base, body.slug))
        for predicate, value in _properties(body, base):
            yield ox.Quad(subject, ox.NamedNode(predicate), value, name)


def _properties(body: Issuer, base: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield str(RDF.type), ox.NamedNode(BODY_CLASSES[0])
    yield str(SKOS.prefLabel), ox.Literal(body.name, language="vi")
    if body.name_en != body.name:
        yield str(SKOS.prefLabel), ox.Literal(body.name_en, language="en")
    for alias in body.aliases:
        yield str(SKOS.altLabel), ox.Literal(alias, language="vi")
    for symbol in body.symbols[:1]:
        yield str(CC.symbol), ox.Literal(symbol)
    for symbol in body.symbols[1:]:
        yield str(CC.otherSymbol), ox.Literal(symbol)
    yield str(CC.level), ox.NamedNode(LEVEL[body.level or "local"])
    yield str(CC.bodyKind), ox.Literal(body.kind)
    if body.path != body.slug:
        yield str(CC.documentsUnder), ox.Literal(body.path)
    if body.parent:
        yield ORG + "subOrganizationOf", ox.NamedNode(body_iri(base, body.parent))
    for day, term in ((body.valid_from, CC.validFrom), (body.valid_to, CC.validTo)):
        if day:
            yield str(term), ox.Literal(day.isoformat(), datatype=ox.NamedNode(str(XSD.date)))
    for successor in body.successors:
        yield str(CC.succeededBy), ox.NamedNode(body_iri(base, successor))


def issuers_of_subjects(
    subjects: Mapping[str, Mapping[str, list[str]]],
    path: Path = Path("register"),
    left_out: list[Fault] | None = None,
) -> tuple[Issuer, ...]:
    """The bodies among subjects as `cancu.ontology.load.subjects_of` gives them.

    Raises RegisterError naming each body of which something needed is missing or wrong; with
    ``left_out`` those are named there and the others returned.
    """
    bodies: list[Issuer] = []
    faults: list[Fault] = []
    for iri, values in subjects.items():
        if not set(BODY_CLASSES) & set(values.get(str(RDF.type), ())):
            continue
        slug = iri.partition("/vn/")[2]
        wrong = _wrong(slug, values)
        if wrong is None:
            try:
                bodies.append(issuer_of(slug, {str(CC.bodyKind): ["own"], **values}))
            except ValueError as error:
                wrong = "cc:validFrom, cc:validTo", _days(values), f"{_NO_DAY} ({error})"
        if wrong is not None:
            faults.append(Fault(Place(subject=iri), *wrong))
    if left_out is not None:
        left_out += faults
    elif faults:
        raise RegisterError(path, tuple(faults))
    return tuple(bodies)


def _days(values: Mapping[str, list[str]]) -> str:
    return ", ".join(
        day for term in (CC.validFrom, CC.validTo) for day in values.get(str(term), ())
    )


def _wrong(slug: str, values: Mapping[str, list[str]]) -> tuple[str, str, str] | None:
    """Return the property of a body that is missing or wrong, its value, and what to write."""
    if not slug:
        return "IRI", "", "phải là …/vn/ten-co-quan (must be …/vn/name-of-the-body)"
    if f"{SKOS.prefLabel}@vi" not in values:
        return "skos:prefLabel", "", 'thiếu tên tiếng Việt, như "Bộ Nội vụ"@vi (lacks its name)'
    if str(CC.symbol) not in values and not _has_none(slug):
        return "cc:symbol", "", 'thiếu ký hiệu, như "BNV" (lacks its symbol)'
    if (last := next(iter(values.get(str(CC.validTo), ())), "")) == str(date.max):
        return "cc:validTo", last, NEVER
    level = values.get(str(CC.level), [""])[0].rpartition("/")[2]
    if level not in _LEVEL_NAMES:
        return "cc:level", level, f"phải là một trong (must be one of) {', '.join(_LEVEL_NAMES)}"
    return None


def _has_none(slug: str) -> bool:
    """Whether a body of the program's has no symbol: each of its branches numbers by its own."""
    return any(body.slug == slug and not body.symbols for body in shipped_issuers())
