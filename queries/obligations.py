"""Who owes what, by when, because of which document: duties chosen from all that was read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from cancu.ontology.iris import parse_document_iri
from cancu.queries.addressees import place_slug
from cancu.queries.catalog import catalog
from cancu.queries.documents import find_document
from cancu.queries.laid_on import LaidOn, Part, Sought, as_worded, laid_on
from cancu.queries.run import plain_rows
from cancu.queries.sources import path_of
from cancu.queries.store import Store, StoreError, Term

_OPEN_ENDED = frozenset({"continuous", "periodic"})
"""Kinds of deadline that no day ends."""
_PLACE = re.compile(r"(?:tinh|thanh-pho|huyen|quan|thi-xa|thi-tran|xa|phuong|dac-khu)-[a-z0-9-]+")
"""A segment of a document's IRI that is a place."""
_AT = """\
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?document
WHERE { ?document a eli:LegalResource . FILTER(CONTAINS(STR(?document), ?place)) }
"""
_DOCUMENT_AND_ROW = re.compile(r"(?P<document>.+)#(?P<row>[\w.-]+)")


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation and the document that imposes it; what is not known is None.

    ``part`` is what the body asked for does: lead, coordinating, or class where only a class that
    it belongs to is addressed. ``due`` is the last day that the deadline allows, ``iso`` its value
    as written (YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY). ``bodies`` are those on which it is laid, lead
    bodies first. ``through`` says why it is under the document
    asked for: 1-row, 2-above or 3-document. ``start`` is an offset into the text of ``file``.
    """

    obligation: str
    document: str
    number: str | None
    type: str | None
    level: str | None
    issuer: str | None
    year: int | None
    origin: str
    section: str | None
    ordinal: str | None
    task: str
    lead: str | None
    coordinating: str | None
    part: Part | None
    deadline: str | None
    kind: str
    iso: str | None
    due: datetime.date | None
    deliverable: str | None
    note: str | None
    cites: tuple[str, ...]
    through: str | None
    file: str | None
    start: int
    bodies: tuple[LaidOn, ...] = ()

    @property
    def name(self) -> str:
        """The document and the row: "Kế hoạch 08/KH-UBND, 3"."""
        return f"{self.called}, {self.ordinal}" if self.ordinal else self.called

    @property
    def called(self) -> str:
        """The document by type and number; where its number is blank, by its issuer."""
        said = (self.type, self.number) if self.number else (self.type, self.issuer)
        return " ".join(filter(None, said)) or self.document

    @property
    def row(self) -> str:
        """The row within its document, after the headings above it: "10.II.5"."""
        label, mark, _ = (self.section or "").partition(" | ")
        return ".".join(filter(None, (label if mark else None, self.ordinal)))

    def body_names(self, part: str) -> list[str]:
        """The official names of the same bodies and classes."""
        found = (one.name for one in self.bodies if one.part == part and one.name)
        return list(dict.fromkeys(found))

    def body_iris(self, part: str) -> list[str]:
        """The bodies and classes that lead or take part, as far as they are certain."""
        found = (one.body for one in self.bodies if one.part == part and one.body)
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties are asked for; None asks for nothing of the kind.

    ``body`` is a name or part of one, ``classes`` whether a class that it belongs to counts too
    ("các sở, ban, ngành" for a Sở). ``level`` is the document's, ``laid_on`` that of a body or
    class on which the duty is laid. ``document`` and ``under`` are numbers or IRIs. ``after`` and
    ``before`` are the first and last day of falling due, ``overdue_on`` the day on which the
    deadline is past.
    """

    body: str | None = None
    classes: bool = False
    level: str | None = None
    laid_on: str | None = None
    document: str | None = None
    under: str | None = None
    after: datetime.date | None = None
    before: datetime.date | None = None
    overdue_on: datetime.date | None = None


def obligations(store: Store, wanted: Wanted | None = None) -> list[Duty]:
    """Return the duties asked for, those with a day first, by day, document and place.

    Raises :class:`StoreError`, also for a document that the store does not know.
    """
    asked = wanted or Wanted()
    given: dict[str, Term] = {"of": Literal(asked.level)} if asked.level else {}
    if asked.document:
        given["document"] = NamedNode(find_document(store, asked.document))
    found = _once(_duties(store, given))
    if asked.under:
        why = _under(store, find_document(store, asked.under))
        found = [replace(duty, through=why[duty.obligation]) for duty in found
                 if duty.obligation in why]  # fmt: skip
    if asked.body:
        found = _of_body(store, found, asked.body, with_classes=asked.classes)
    if asked.laid_on:
        found = [d for d in found if any(one.level == asked.laid_on for one in d.bodies)]
    return [duty for duty in found if _in_time(duty, asked)]


def duties_of(store: Store, iris: Iterable[str]) -> list[Duty]:
    """Return the duties with these IRIs, in the order of their deadlines."""
    found = (_duties(store, {"obligation": NamedNode(iri)}) for iri in sorted(set(iris)))
    return sorted((duty for some in found for duty in some), key=_order)


def obligation(store: Store, wanted: str) -> str:
    """Return the IRI of the one duty that ``wanted`` means: its IRI or "08/KH-UBND#3".

    After ``#`` stands the ordinal of a table's row, with the headings above it where rows of
    several have the same ("16/KH-SNV#10.II.5"). Raises :class:`StoreError` when there is no
    such duty, or several, and says which there are.
    """
    if re.match(r"https?:|urn:", wanted) and "#obligation-" in wanted:
        return wanted
    match = _DOCUMENT_AND_ROW.fullmatch(wanted)
    if match is None:
        raise StoreError(
            f"{wanted}: viết là SỐ-HIỆU#TT, như 08/KH-UBND#3 (write NUMBER#ROW, as 08/KH-UBND#3)"
        )
    duties = obligations(store, Wanted(document=match["document"]))
    rows = [d for d in duties if d.origin == "table"]
    found = (
        [d for d in rows if d.row == match["row"]]
        or [d for d in rows if d.ordinal == match["row"]]
        or [d for d in duties if d.ordinal == match["row"]]
    )
    if len(found) == 1:
        return found[0].obligation
    listed = "".join(
        f"\n  {match['document']}#{d.row} ({d.obligation}) {d.task[:80]}"
        for d in sorted(found or duties, key=lambda duty: duty.start)
    )
    raise StoreError(
        f"{wanted}: có {len(found)} nhiệm vụ như vậy; hãy chọn một trong số sau "
        f"({len(found)} such duties: choose one of these){listed}"
    )


def quarter(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of "2025-Q3" or "Q3/2025"; raises ValueError."""
    match = re.fullmatch(r"(\d{4})-?[QqIi]([1-4])|[Qq]([1-4])/(\d{4})", text.strip())
    if match is None:
        raise ValueError(f"{text!r}: viết là 2025-Q3 (write 2025-Q3)")
    year, number = int(match[1] or match[4]), int(match[2] or match[3])
    first = datetime.date(year, 3 * number - 2, 1)
    after = datetime.date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, after - datetime.timedelta(days=1)


def overdue(duty: Duty, day: datetime.date) -> bool:
    """Tell whether a duty's deadline is past on ``day``.

    A day before the document's year is no deadline of it: "nhà ở xây dựng trước ngày 01/7/2004"
    in a decision of 2025 dates houses, not the duty.
    """
    if duty.due is None or duty.due >= day or duty.kind in _OPEN_ENDED:
        return False
    document = parse_document_iri(duty.document)
    return document is None or duty.due.year >= document.year


def _duties(store: Store, given: Mapping[str, Term]) -> list[Duty]:
    result = store.query(catalog()["obligations"].text, given)
    about = {name: term for name, term in given.items() if name == "obligation"}
    bodies = laid_on(store, about)
    found = [_duty(row, bodies) for row in plain_rows(result)]
    return sorted(found, key=_order)


def _order(duty: Duty) -> tuple[datetime.date, str, int]:
    return duty.due or datetime.date.max, duty.document, duty.start


def _once(duties: Sequence[Duty]) -> list[Duty]:
    """Leave out the duties of a document's other files: the same plan as .docx and .pdf."""
    files: dict[str, str] = {}
    for duty in duties:
        file = duty.obligation.partition("#")[0]
        files[duty.document] = min(file, files.get(duty.document, file))
    return [d for d in duties if d.obligation.startswith(f"{files[d.document]}#")]


def _duty(row: Mapping[str, object], bodies: Mapping[str, tuple[LaidOn, ...]]) -> Duty:
    said = {name: None if value is None else str(value) for name, value in row.items()}
    due, cites, year = said["due"], said["cites"], said["year"]
    return Duty(
        obligation=said["obligation"] or "",
        document=said["document"] or "",
        number=said["number"],
        type=said["type"],
        level=said["level"] or None,
        issuer=said["issuer"],
        year=int(year) if year else None,
        origin=said["origin"] or "",
        section=said["section"],
        ordinal=said["ordinal"],
        task=said["task"] or "",
        lead=said["lead"],
        coordinating=said["coordinating"],
        part=None,
        deadline=said["deadline"],
        kind=said["kind"] or "",
        iso=said["iso"],
        due=datetime.date.fromisoformat(due) if due else None,
        deliverable=said["deliverable"],
        note=said["note"],
        cites=tuple(cites.split("; ")) if cites else (),
        through=None,
        file=_path(said["file"]),
        start=int(said["start"] or 0),
        bodies=bodies.get(said["obligation"] or "")
        or as_worded(said["lead"], said["coordinating"]),
    )


def _path(location: str | None) -> str | None:
    return path_of(location) if location else None


def _under(store: Store, document: str) -> dict[str, str]:
    """Return why each duty under a document is there."""
    query = catalog()["obligations-under"].text
    rows = store.query(query, {"under": NamedNode(document)}).records()
    return {row["obligation"] or "": row["through"] or "" for row in rows}


def _of_body(store: Store, duties: Iterable[Duty], body: str, *, with_classes: bool) -> list[Duty]:
    sought = Sought(store, body, with_classes=with_classes)
    home = _home(store, body)
    found = []
    for duty in duties:
        places = _places(duty.document)
        part = sought.part(duty.bodies, near=bool(places) and home.issuperset(places))
        if part is not None:
            found.append(replace(duty, part=part))
    return found


def _home(store: Store, body: str) -> frozenset[str]:
    """Return the places in which a body lies; empty where no document of the store tells."""
    place = place_slug(body)
    if place is None:
        return frozenset()
    documents = store.query(_AT, {"place": Literal(f"/{place}/")}).rows
    places = (_places(row[0].value) for row in documents if row[0] is not None)
    around = frozenset().union(*(found for found in places if place in found[-1:]))
    return around or (frozenset({place}) if place.startswith("tinh-") else frozenset())


def _places(document: str) -> tuple[str, ...]:
    """Return the places in a document's IRI, the widest first."""
    return tuple(part for part in document.split("/") if _PLACE.fullmatch(part))


def _in_time(duty: Duty, asked: Wanted) -> bool:
    if asked.after is None and asked.before is None and asked.overdue_on is None:
        return True
    if duty.due is None:
        return False
    if asked.overdue_on is not None and not overdue(duty, asked.overdue_on):
        return False
    return (asked.after is None or duty.due >= asked.after) and (
        asked.before is None or duty.due <= asked.before
    )
