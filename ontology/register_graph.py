"""Vocabularies and registers as RDF, each for a named graph of its own, and back again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, XSD

from cancu.ontology.iris import (
    DEFAULT_BASE,
    body_iri,
    graph_iri,
    number_slug,
    parse_document_iri,
    slug,
)
from cancu.ontology.load import (
    CentralDocument,
    Change,
    central_documents,
    document_types,
    laws,
)
from cancu.ontology.namesakes import body_path
from cancu.ontology.register import Register, as_document, register, register_iri
from cancu.ontology.register_faults import Fault, Place, RegisterError
from cancu.ontology.terms import CC, ELI, TYPE
from cancu.ontology.unit_graph import unit_quads

_HERE = Path(__file__).parent
_DAYS = (
    ("eli:date_document", ELI.date_document),
    ("eli:first_date_entry_in_force", ELI.first_date_entry_in_force),
    ("eli:date_no_longer_in_force", ELI.date_no_longer_in_force),
    ("cc:effectiveFrom", CC.effectiveFrom),
)
_NO_DAY = 'không phải ngày: viết "2024-12-16"^^xsd:date (is no date: write it like this)'
_NO_IRI = (
    "không phải IRI của văn bản: viết …/vn/cơ-quan/loại-văn-bản/năm/số, như …/vn/chinh-phu/"
    "nghi-dinh/2018/61-2018-nd-cp, loại phải có trong sổ loại văn bản (is no IRI of a document: it "
    "needs a known body and type, the year and the number)"
)
_OTHER_NUMBER = (
    "khác số trong IRI ({number}): sửa số, hoặc viết {expected} trong IRI (is not the number in "
    "the IRI: correct it, or write the IRI with {expected})"
)
_NO_NUMBER = 'thiếu số, như "61/2018/NĐ-CP" (lacks the number of the document)'
_VOCABULARIES = ("cancu.ttl", "document_types.ttl", "levels.ttl")


@cache
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=_node(str(XSD.date)))


def register_graph(base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """All vocabularies and registers that come with the program.

    Graphs ``{base}/ontology``, ``…/register/issuers``, ``…/register/laws``,
    ``…/register/central`` and ``…/register/units``.
    """
    for name in _VOCABULARIES:
        yield from _file_quads(name, graph_iri(base, "ontology"), base)
    yield from _file_quads("issuers.ttl", graph_iri(base, "register/issuers"), base)
    yield from document_quads(map(as_document, laws()), graph_iri(base, "register/laws"), base)
    yield from document_quads(central_documents(), graph_iri(base, "register/central"), base)
    yield from unit_quads(base)


def _file_quads(name: str, graph: str, base: str) -> Iterator[ox.Quad]:
    """The triples of a file; bodies move from the default base to the store's."""
    text = (_HERE / name).read_text(encoding="utf-8")
    if base != DEFAULT_BASE:
        text = text.replace(f"<{body_iri(DEFAULT_BASE, '')}>", f"<{body_iri(base, '')}>")
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, _node(graph))


def document_quads(
    documents: Iterable[CentralDocument],
    graph: str,
    base: str = DEFAULT_BASE,
    known: Register | None = None,
) -> Iterator[ox.Quad]:
    """Documents of a register as quads of one graph.

    What a document is amended or replaced by is linked where ``known`` (default: the registers
    that come with the program) names one document of that number, and kept as a number always.
    A document whose year or issuer is unknown has no IRI and is left out.
    """
    name = _node(graph)
    known = known or register()
    for document in documents:
        iri = register_iri(document, base)
        if iri is not None:
            for s, p, o in _triples(document, iri, base, known):
                yield ox.Quad(_node(s), _node(str(p)), o, name)


_Triple = tuple[str, str, ox.NamedNode | ox.Literal]
_Values = dict[str, list[str]]


def _triples(document: CentralDocument, iri: str, base: str, known: Register) -> Iterator[_Triple]:
    yield iri, RDF.type, _node(str(ELI.LegalResource))
    yield iri, ELI.type_document, _node(TYPE[slug(document.type)])
    if document.number:
        yield iri, ELI.id_local, ox.Literal(document.number)
    if document.year:
        yield iri, CC.year, ox.Literal(str(document.year), datatype=_node(str(XSD.gYear)))
    if parsed := parse_document_iri(iri):
        yield iri, ELI.passed_by, _node(body_iri(base, body_path(parsed)))
    days = (
        (ELI.date_document, document.date),
        (ELI.first_date_entry_in_force, document.effective),
        (ELI.date_no_longer_in_force, document.ended),
        (CC.doubtfulFrom, document.doubtful),
    )
    yield from ((iri, term, _day(day)) for term, day in days if day)
    texts = (
        (CC.endedHow, document.ended_how),
        (DCTERMS.source, document.source),
        (CC.verified, document.verified),
        (CC.note, document.note),
    )
    yield from ((iri, term, ox.Literal(text)) for term, text in texts if text)
    if document.title:
        yield iri, ELI.title, ox.Literal(document.title, language="vi")
    for alias in document.aliases:
        yield iri, ELI.title_alternative, ox.Literal(alias, language="vi")
    for ordinal, change in enumerate(document.amended_by):
        yield from _change_triples(iri, ordinal, change, base, known)
    links = (
        (CC.replacedBy, CC.replacedByNumber, document.replaced_by),
        (CC.guidedBy, CC.guidedByNumber, document.guided_by),
    )
    for term, number_term, numbers in links:
        for number in numbers:
            yield iri, number_term, ox.Literal(number)
            if other := _linked(number, None, base, known):
                yield iri, term, _node(other)


def _change_triples(
    iri: str, ordinal: int, change: Change, base: str, known: Register
) -> Iterator[_Triple]:
    node = f"{iri}#change-{ordinal + 1}-{number_slug(change.number)}"
    yield node, RDF.type, _node(str(CC.Change))
    yield node, CC.changes, _node(iri)
    yield node, CC.number, ox.Literal(change.number)
    if change.effective:
        yield node, CC.effectiveFrom, _day(change.effective)
    if change.provisions:
        yield node, CC.changedProvisions, ox.Literal(change.provisions)
    if other := _linked(change.number, change.effective, base, known):
        yield node, CC.changedBy, _node(other)
        yield iri, ELI.amended_by, _node(other)


def _linked(number: str, day: date | None, base: str, known: Register) -> str | None:
    """The IRI of the one document of this number that ``known`` has."""
    found = known.find(number, date=day)
    return register_iri(found[0], base) if len(found) == 1 else None


def documents_of_triples(
    triples: Iterable[ox.Triple | ox.Quad],
    path: Path = Path("register"),
    left_out: list[Fault] | None = None,
) -> tuple[CentralDocument, ...]:
    """The documents that triples of the form of `document_quads` describe.

    Raises RegisterError naming each IRI, number and day that is wrong; ``path`` is only named in
    it. With ``left_out`` what is wrong is named there and the other documents are returned.
    """
    values: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            subject = str(getattr(triple.subject, "value", triple.subject))
            values[subject][triple.predicate.value].append(triple.object.value)
    resource = str(ELI.LegalResource)
    subjects = [s for s, v in values.items() if resource in v[str(RDF.type)]]
    changing = [s for s, v in values.items() if v[str(CC.changes)]]
    faults = [fault for s in subjects for fault in _document_faults(s, values[s])]
    faults += [fault for s in changing for fault in _day_faults(s, values[s])]
    if left_out is not None:
        left_out += faults
        wrong = {fault.place.subject for fault in faults}
        subjects = [s for s in subjects if s not in wrong]
        changing = [s for s in changing if s not in wrong]
    elif faults:
        raise RegisterError(path, tuple(faults))
    changes: dict[str, list[Change]] = defaultdict(list)
    for subject in sorted(changing):
        for changed in values[subject][str(CC.changes)]:
            changes[changed].append(_change(values[subject]))
    return tuple(_document(s, values[s], tuple(changes[s])) for s in subjects)


def _document_faults(iri: str, values: _Values) -> Iterator[Fault]:
    """What is wrong with a document's IRI, its number and its days."""
    place = Place(subject=iri)
    parsed = parse_document_iri(iri)
    if parsed is None:
        yield Fault(place, "IRI", iri, _NO_IRI)
        return
    if names := values[str(ELI.id_local)] or values[str(ELI.title)]:
        if number_slug(names[0]) != parsed.number:
            message = _OTHER_NUMBER.format(number=parsed.number, expected=number_slug(names[0]))
            yield Fault(place, "eli:id_local", names[0], message)
    else:
        yield Fault(place, "eli:id_local", "", _NO_NUMBER)
    yield from _day_faults(iri, values)


def _day_faults(iri: str, values: _Values) -> Iterator[Fault]:
    for name, term in _DAYS:
        for written in values[str(term)]:
            try:
                date.fromisoformat(written)
            except ValueError:
                yield Fault(Place(subject=iri), name, written, _NO_DAY)


def _one(values: _Values, term: str) -> str | None:
    found = values[str(term)]
    return found[0] if found else None


def _one_day(values: _Values, term: str) -> date | None:
    found = _one(values, term)
    return date.fromisoformat(found) if found else None


def _change(values: _Values) -> Change:
    return Change(
        number=_one(values, CC.number) or "",
        effective=_one_day(values, CC.effectiveFrom),
        provisions=_one(values, CC.changedProvisions),
    )


def _document(iri: str, values: _Values, changes: tuple[Change, ...]) -> CentralDocument:
    parsed = parse_document_iri(iri)
    if parsed is None:
        raise ValueError(f"{iri} is no document's IRI")
    names = {kind.slug: kind.name for kind in document_types()}
    return CentralDocument(
        type=names[parsed.type_slug],
        number=_one(values, ELI.id_local) or "",
        year=parsed.year,
        date=_one_day(values, ELI.date_document),
        issuer=parsed.issuer_path,
        title=_one(values, ELI.title),
        effective=_one_day(values, ELI.first_date_entry_in_force),
        amended_by=changes,
        ended=_one_day(values, ELI.date_no_longer_in_force),
        ended_how=_one(values, CC.endedHow),
        replaced_by=tuple(values[str(CC.replacedByNumber)]),
        guided_by=tuple(values[str(CC.guidedByNumber)]),
        source=_one(values, DCTERMS.source) or "",
        verified=_one(values, CC.verified) or "own register",
        note=_one(values, CC.note),
        aliases=tuple(values[str(ELI.title_alternative)]),
        doubtful=_one_day(values, CC.doubtfulFrom),
    )
