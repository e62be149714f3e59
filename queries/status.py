"""What has become of a document on a day: what the registers say, and what documents state.

The register's row speaks first. What documents of the store state is added, each with the sentence
that states it: a document that one of them replaces or repeals is no longer in force from the day
on which that one holds. Where nothing is known the answer is "unknown", never "in force".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pyoxigraph import NamedNode

from cancu.ontology.iris import (
    DEFAULT_BASE,
    DocumentIri,
    number_slug,
    parse_document_iri,
)
from cancu.ontology.load import CentralDocument, document_types
from cancu.ontology.register import (
    Event,
    Register,
    StatusKind,
    called,
    is_verified,
    register,
    register_iri,
    status_on,
)
from cancu.queries.documents import UnknownDocumentError, find_documents
from cancu.queries.known import Known
from cancu.queries.meant import citation_in, documents_meant
from cancu.queries.run import query_named
from cancu.queries.sources import path_of
from cancu.queries.stated import Stated, StatedInForce, stated_changes, stated_in_force
from cancu.queries.store import Store

PointKind = Literal[
    "issued", "effective", "amends", "amended_by", "replaces", "replaced_by", "repeals",
    "repealed_by", "ended",
]  # fmt: skip
_OURS: dict[str, PointKind] = {"amends": "amends", "replaces": "replaces", "repeals": "repeals"}
_THEIRS: dict[str, PointKind] = {
    "amends": "amended_by", "replaces": "replaced_by", "repeals": "repealed_by",
}  # fmt: skip
_ENDS: dict[PointKind, StatusKind] = {"replaced_by": "replaced", "repealed_by": "repealed"}
_ENDED: frozenset[StatusKind] = frozenset(("replaced", "repealed", "expired"))
_NAMED = re.compile(r"(?:(?P<type>\D*?)\s+(?:số\s*:?\s*)?)?(?P<number>\d\S*)")
_LONGEST_CHAIN = 20
_MOST = 50


@dataclass(frozen=True, slots=True)
class Point:
    """One point in a document's life. ``other`` is the number of the other document, ``iri`` its
    IRI where it is known; ``changed`` are the articles that were changed, ``changing`` those of the
    document that changed them; ``source`` is a register's row or the file that states it in
    ``wordings``.
    """

    kind: PointKind
    day: date | None
    other: str | None
    iri: str | None
    changed: tuple[str, ...]
    changing: tuple[str, ...]
    source: str
    verified: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What had become of a document on ``day``, and its life so far as it is known.

    ``by`` are the amendments in force on that day, or what ended it; ``chain`` the numbers of what
    replaced what, oldest first; ``source`` and ``verified`` tell what the answer rests on. It is
    ``certain`` where that was checked: a day written down from memory makes it only possible.
    """

    document: str | None
    row: CentralDocument
    day: date
    kind: StatusKind
    certain: bool
    since: date | None
    by: tuple[Point, ...]
    source: str
    verified: str
    timeline: tuple[Point, ...]
    chain: tuple[str, ...]


def standings(store: Store | None, wanted: str, day: date) -> list[Standing]:
    """Return the standing of each document that ``wanted`` may mean: IRI, number, or citation.

    Raises :class:`UnknownDocumentError` where neither registers nor store have one, and
    :class:`StoreError` where a number means more than fifty.
    """
    registers = register()
    base = store.base if store else DEFAULT_BASE
    rows = _rows(registers, wanted, base, Known(store) if store else None)
    if store is not None:
        for found in find_documents(store, wanted):
            if found.document not in rows:
                rows[found.document] = _row_of_store(store, found.document)
    if not rows:
        raise UnknownDocumentError(
            f"{wanted}: sổ đăng ký và kho không có văn bản này; xem 'cancu register show' "
            "(neither the registers nor the store have this document)"
        )
    return [_standing(store, registers, base, iri, row, day) for iri, row in rows.items()][:_MOST]


def _rows(
    registers: Register, wanted: str, base: str, known: Known | None
) -> dict[str, CentralDocument]:
    """The rows of the registers that ``wanted`` may mean, by IRI; without one by a name."""
    text = " ".join(unicodedata.normalize("NFC", wanted).split())
    place = parse_document_iri(text)
    match = _NAMED.fullmatch(text)
    if place is not None:
        found = [
            row for row in registers.find(place.number) if register_iri(row, base) == _whole(place)
        ]
    else:
        number = match["number"] if match else text
        found = list(registers.find(number, type=match["type"] if match else None))
        found = found or _cited(registers, text, base, known)
    return {register_iri(row, base) or f"{row.type} {row.number}": row for row in found}


def _cited(registers: Register, text: str, base: str, known: Known | None) -> list[CentralDocument]:
    """The rows that a citation means; a law's name means each law of that name."""
    typed = citation_in(text)
    meant = documents_meant(typed, registers, base=base, known=known) if typed else ()
    rows = (registers.of_iri(iri) for iri in meant)
    return [row for row in rows if row is not None]


def _whole(place: DocumentIri) -> str:
    return str(replace(place, provision=()))


def _row_of_store(store: Store, document: str) -> CentralDocument:
    """A document that no register has, as a row: what it says of itself, or its IRI says of it."""
    answer = store.query(query_named("document").text, {"document": NamedNode(document)})
    held = next(iter(answer.records()), {})
    place = parse_document_iri(document)
    names = {kind.slug: kind.name for kind in document_types()}
    day, file, read = held.get("date"), held.get("file"), held.get("read") == "true"
    return CentralDocument(
        type=held.get("type") or (names[place.type_slug] if place else "Văn bản"),
        number=held.get("number") or (place.number if place else ""),
        year=place.year if place else None,
        date=date.fromisoformat(day) if day and len(day) == 10 else None,
        issuer=place.issuer_path if place else None,
        title=held.get("title"),
        effective=None,
        amended_by=(),
        ended=None,
        ended_how=None,
        replaced_by=(),
        guided_by=(),
        source=path_of(file) if read and file else document,
        verified="read" if read else "cited",
    )


def _standing(
    store: Store | None,
    registers: Register,
    base: str,
    iri: str,
    row: CentralDocument,
    day: date,
) -> Standing:
    stated = stated_changes(store, iri) if store is not None else []
    clause = stated_in_force(store, iri) if store is not None else None
    own_words = clause is not None and row.effective in (None, clause.day)
    told = replace(row, effective=row.effective or clause.day) if clause else row
    timeline = _timeline(registers, base, told, stated)
    if clause is not None and own_words:
        timeline = tuple(_in_its_words(point, row, clause) for point in timeline)
    found = status_on(told, day)
    kind, since, source, verified = found.kind, found.since, row.source, row.verified
    if clause is not None and row.effective is None and kind in ("in_force", "not_yet", "amended"):
        source, verified = clause.source, "stated"
    past = [point for point in timeline if _is_past(point, day)]
    ends = [point for point in past if point.kind in _ENDS]
    amendments = tuple(point for point in past if point.kind == "amended_by")
    by = amendments
    if kind in _ENDED:
        by = tuple(point for point in timeline if point.kind in _ENDS)
    elif kind != "not_yet" and ends:
        last = ends[0]
        kind, since, by = _ENDS[last.kind], last.day, (last,)
        source, verified = last.source, last.verified
    elif kind == "in_force" and amendments:
        kind, since = "amended", amendments[-1].day
    shown = iri if parse_document_iri(iri) else None
    chain = _chain(registers, row)
    certain = verified == "stated" or _is_certain(row, kind, by)
    told_by = [point for point in by if point.verified == "stated"]
    if not certain and told_by and kind != "not_yet":
        certain, source, verified = True, told_by[-1].source, "stated"
    return Standing(shown, row, day, kind, certain, since, by, source, verified, timeline, chain)


def _is_certain(row: CentralDocument, kind: StatusKind, by: Sequence[Point]) -> bool:
    """Whether what the register says of a document's status was checked against a source."""
    if kind == "unknown":
        return True
    if kind == "amended":
        return any(is_verified(row, "amended_by", point.other) for point in by)
    if kind in _ENDED:
        return is_verified(row, "ended")
    return is_verified(row, "effective" if row.effective else "date")


def _in_its_words(point: Point, row: CentralDocument, clause: StatedInForce) -> Point:
    """The first day in force with the sentence of the document that says so."""
    if point.kind != "effective":
        return point
    if row.effective is None:
        point = replace(point, source=clause.source, verified="stated")
    return replace(point, wordings=(clause.wording,))


def _is_past(point: Point, day: date) -> bool:
    """Whether something has happened by a day; an undated one when its year is over."""
    if point.day is not None:
        return point.day <= day
    place = parse_document_iri(point.iri) if point.iri else None
    return place is not None and place.year < day.year


def _timeline(
    registers: Register, base: str, row: CentralDocument, stated: Iterable[Stated]
) -> tuple[Point, ...]:
    """What the registers say of a document and what documents state, by day, the undated last."""
    points: dict[tuple[PointKind, str], Point] = {}
    for event in registers.timeline(row):
        point = _of_register(registers, base, row, event)
        points.setdefault((point.kind, number_slug(point.other or "")), point)
    for change in stated:
        point = _of_statement(registers, row, change)
        key = (point.kind, number_slug(point.other or ""))
        held = points.get(key)
        points[key] = point if held is None else _together(held, point)
    return tuple(sorted(points.values(), key=lambda p: (p.day is None, p.day or date.max)))


def _together(held: Point, stated: Point) -> Point:
    """A register's point with what a document adds to it: what is read in a document is surest."""
    return replace(
        held,
        source=stated.source,
        verified=stated.verified,
        day=held.day or stated.day,
        iri=held.iri or stated.iri,
        changed=held.changed or stated.changed,
        changing=held.changing or stated.changing,
        wordings=held.wordings or stated.wordings,
    )


def _of_register(registers: Register, base: str, row: CentralDocument, event: Event) -> Point:
    kind: PointKind = event.kind
    if kind == "replaced_by" and row.ended_how == "repealed":
        kind = "repealed_by"
    found = registers.find(event.other, date=event.day) if event.other else ()
    teller = found[0] if len(found) == 1 and kind in ("amends", "replaces") else row
    iri = register_iri(found[0], base) if len(found) == 1 else None
    # A register names the article of the document that amends, not the one that it amends.
    changing = (event.provisions,) if event.provisions else ()
    return Point(kind, event.day, event.other, iri, (), changing, teller.source, teller.verified)


def _of_statement(registers: Register, row: CentralDocument, change: Stated) -> Point:
    """A change that a document states, from the day on which the changing document holds."""
    kind = (_OURS if change.active else _THEIRS)[change.relation]
    place = parse_document_iri(change.other)
    known = [
        one
        for one in (registers.find(place.number) if place else ())
        if place and (one.issuer, one.year) == (place.issuer_path, place.year)
    ]
    changing = row if change.active else known[0] if len(known) == 1 else None
    day = changing.effective if changing else None
    if not change.active:
        day = day or change.effective
    day = day or (changing.date if changing else None)
    if day is None and not change.active:
        day = change.day
    number = change.number or (known[0].number if known else None) or change.other
    return Point(kind, day, number, change.other, change.changed, change.changing, change.source,
                 "stated", change.wordings)  # fmt: skip


def _chain(registers: Register, row: CentralDocument) -> tuple[str, ...]:
    """The numbers of what replaced what, oldest first; () where nothing did."""
    before = _follow(registers, row, "replaces")
    after = _follow(registers, row, "replaced_by")
    return (*reversed(before), called(row), *after) if before or after else ()


def _follow(registers: Register, row: CentralDocument, kind: str) -> list[str]:
    """Go from document to document while the registers name exactly one."""
    numbers: list[str] = []
    at: CentralDocument | None = row
    while at is not None and len(numbers) < _LONGEST_CHAIN:
        others = {e.other for e in registers.timeline(at) if e.kind == kind and e.other}
        if len(others) != 1 or (number := others.pop()) in numbers:
            break
        numbers.append(number)
        found = registers.find(number)
        at = found[0] if len(found) == 1 else None
    return numbers
