"""Look a document up by number or name, and say what had become of it on a day.

A lookup returns candidates, never a guess: 76/NQ-CP is of 2013 and of 2021. What the register does
not say is "unknown", and every answer carries the row that it rests on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from cancu.ontology.iris import document_iri, number_slug, parse_document_iri, slug
from cancu.ontology.load import CentralDocument, Change, Law, central_documents, laws
from cancu.ontology.overlay import overlay
from cancu.ontology.row_degrees import degree, is_checked

StatusKind = Literal[
    "in_force", "not_yet", "amended", "replaced", "repealed", "expired", "unknown"
]  # fmt: skip

STATUS_WORDS: dict[StatusKind, tuple[str, str]] = {
    "in_force": ("còn hiệu lực", "in force"),
    "not_yet": ("chưa có hiệu lực", "not yet in force"),
    "amended": ("còn hiệu lực, đã được sửa đổi, bổ sung", "in force, amended"),
    "replaced": ("hết hiệu lực, đã được thay thế", "no longer in force, replaced"),
    "repealed": ("hết hiệu lực, đã bị bãi bỏ", "no longer in force, repealed"),
    "expired": ("hết hiệu lực", "no longer in force"),
    "unknown": ("không rõ hiệu lực", "unknown"),
}
"""Each kind of status in Vietnamese and English."""

UNSOURCED = "authors"
"""The source of a row that the register's authors wrote down without one."""
_NUMBER_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")
# A code is a law by another name of its kind: "Luật 91/2015/QH13" is written for the Civil Code.
_SAME_TYPE = {"bo-luat": "luat"}
_LONGEST_NAME = 80  # words


@dataclass(frozen=True, slots=True)
class Status:
    """What had become of ``document`` on ``day``.

    ``since`` is the day from which the status holds, ``by`` the amendments in force on ``day``,
    ``successors`` the numbers of what replaced it.
    """

    kind: StatusKind
    day: date
    document: CentralDocument
    since: date | None = None
    by: tuple[Change, ...] = ()
    successors: tuple[str, ...] = ()


EventKind = Literal[
    "issued", "effective", "amended_by", "amends", "replaces", "replaced_by", "ended"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One point in a document's life; ``other`` is how the other document is `called`."""

    kind: EventKind
    day: date | None
    other: str | None = None
    provisions: str | None = None


def as_document(law: Law) -> CentralDocument:
    """A law as a row of the register of documents."""
    assembly = "uy-ban-thuong-vu-quoc-hoi" if law.type == "Pháp lệnh" else "quoc-hoi"
    how = "replaced" if law.replaced_by else "expired"
    return CentralDocument(
        type=law.type,
        number=law.number or "",
        year=number_year(law.number or "") or (law.date.year if law.date else None),
        date=law.date,
        issuer=assembly,
        title=law.name,
        effective=law.effective,
        amended_by=law.amended_by,
        ended=law.ended,
        ended_how=how if law.ended else None,
        replaced_by=law.replaced_by,
        guided_by=(),
        source=law.source,
        verified=law.verified,
        aliases=law.aliases,
    )


def number_year(number: str) -> int | None:
    """The year written in a number, ``"61/2018/NĐ-CP"`` → 2018; None where it has none."""
    found = _NUMBER_YEAR.search(number)
    return int(found[1]) if found else None


def _type_key(name: str) -> str:
    key = slug(name)
    return _SAME_TYPE.get(key, key)


def same_type(one: str, other: str) -> bool:
    """Whether two names or slugs of types are of one kind: a code is a law."""
    return _type_key(one) == _type_key(other)


class Register:
    """Documents that can be looked up by number, by name, and by what they amend."""

    def __init__(self, documents: Iterable[CentralDocument]) -> None:
        self.documents = _with_ends(tuple(documents))
        self._by_number: dict[str, list[CentralDocument]] = defaultdict(list)
        self._by_name: dict[str, list[CentralDocument]] = defaultdict(list)
        self._changed_by: dict[str, list[tuple[CentralDocument, Change | None]]] = defaultdict(list)
        for document in self.documents:
            if document.number:
                self._by_number[number_slug(document.number)].append(document)
            for name in self._names(document):
                self._by_name[slug(name)].append(document)
            for change in document.amended_by:
                self._changed_by[number_slug(change.number)].append((document, change))
            for number in document.replaced_by:
                self._changed_by[number_slug(number)].append((document, None))

    @staticmethod
    def _names(document: CentralDocument) -> tuple[str, ...]:
        by_name = _type_key(document.type) in {"luat", "phap-lenh", "hien-phap"}
        own = (document.title,) if by_name and document.title else ()
        return (*own, *document.aliases)

    def with_documents(self, documents: Iterable[CentralDocument]) -> Register:
        """A register in which ``documents`` stand in place of rows of the same identity."""
        added = tuple(documents)
        identities = {_identity(document) for document in added}
        kept = (d for d in self.documents if _identity(d) not in identities)
        return Register((*kept, *added))

    def find(
        self,
        number: str,
        *,
        type: str | None = None,  # noqa: A002 — the word of the field
        year: int | None = None,
        date: date | None = None,
        issuer: str | None = None,
    ) -> tuple[CentralDocument, ...]:
        """All documents of a number, however it is spelt.

        ``type`` (name), ``year`` and ``issuer`` (path) leave out what contradicts them. A number
        without a year comes again every year, so there ``date`` leaves out other years; beyond
        that a date only chooses among several: a wrong one must not lose the document.
        """
        found = self._by_number.get(number_slug(number), [])
        if type is not None:
            found = [d for d in found if _type_key(d.type) == _type_key(type)]
        if issuer is not None:
            found = [d for d in found if d.issuer in (None, issuer)]
        if year is None and date is not None and number_year(number) is None:
            year = date.year
        if year is not None:
            found = [d for d in found if d.year in (None, year)]
        if date is not None and len(found) > 1:
            found = [d for d in found if d.date == date] or found
        return tuple(found)

    def named(
        self,
        text: str,
        *,
        year: int | None = None,
        on: date | None = None,
    ) -> tuple[CentralDocument, ...]:
        """The laws of the longest known name with which ``text`` begins, the newest first.

        Case, diacritics, punctuation and white space do not matter. ``year`` leaves out laws of
        other years, ``on`` those made after that day. Laws of one name in several years are all
        returned; () where no name fits.
        """
        words = slug(text[:600]).split("-")[:_LONGEST_NAME]
        for length in range(len(words), 1, -1):
            if found := self._by_name.get("-".join(words[:length])):
                fitting = [
                    d
                    for d in dict.fromkeys(found)
                    if (year is None or d.year == year)
                    and (on is None or d.date is None or d.date <= on)
                ]
                return tuple(sorted(fitting, key=lambda d: (d.year or 0, str(d.date)))[::-1])
        return ()

    def of_iri(self, iri: str) -> CentralDocument | None:
        """The document that an IRI names; None where the register does not have it."""
        place = parse_document_iri(iri)
        if place is None:
            return None
        found = (*self.find(place.number), *self._by_name.get(place.number, ()))
        return next((row for row in found if register_iri(row, place.base) == iri), None)

    def successors(self, document: CentralDocument, day: date) -> tuple[CentralDocument, ...]:
        """What stands in a document's place on ``day``: its successors, or theirs, and so on.

        () where the register does not know one of them, knows several of its number, or none of
        them holds any more.
        """
        found: dict[CentralDocument, None] = {}
        waiting, seen = [document], {document}
        while waiting:
            at = waiting.pop(0)
            for number in at.replaced_by:
                rows = [row for row in self.find(number) if (row.year or 9999) >= (at.year or 0)]
                if len(rows) != 1:
                    return ()
                if rows[0] in seen:
                    continue
                seen.add(rows[0])
                if rows[0].ended is not None and rows[0].ended <= day:
                    waiting.append(rows[0])
                else:
                    found[rows[0]] = None
        return tuple(found)

    def _is_of(self, change: Change, document: CentralDocument) -> bool:
        """Whether ``document`` is the one of its number that made a change."""
        if change.effective is None or len(self.find(change.number)) < 2:
            return True
        years = (document.year or 0, (document.year or 0) + 1)
        return change.effective.year in years

    def timeline(self, document: CentralDocument) -> tuple[Event, ...]:
        """The document's life in order of days, what is undated last: amended and amending."""
        events = [Event("issued", document.date), Event("effective", document.effective)]
        events += [
            Event("amended_by", c.effective, c.number, c.provisions) for c in document.amended_by
        ]
        for target, change in self._changed_by.get(number_slug(document.number or "-"), ()):
            if change and not self._is_of(change, document):
                continue
            if change is None:
                events.append(Event("replaces", target.ended, called(target)))
            else:
                events.append(Event("amends", change.effective, called(target), change.provisions))
        events += [Event("replaced_by", document.ended, n) for n in document.replaced_by]
        if document.ended and not document.replaced_by:
            events.append(Event("ended", document.ended))
        known = [e for e in events if e.day or e.other]
        return tuple(sorted(known, key=lambda e: (e.day is None, e.day or date.max)))


def _with_ends(documents: tuple[CentralDocument, ...]) -> tuple[CentralDocument, ...]:
    """Say when a document ended that only names its successor: when the last of them began.

    A row that names what replaced it, but not since when, would else be shown as in force.
    """
    if all(row.ended or not row.replaced_by for row in documents):
        return documents
    began: dict[str, list[date | None]] = defaultdict(list)
    for row in documents:
        began[number_slug(row.number)].append(row.effective or row.date)
    return tuple(_ended(row, began) for row in documents)


def _ended(row: CentralDocument, began: dict[str, list[date | None]]) -> CentralDocument:
    if row.ended or not row.replaced_by:
        return row
    floor = row.date or date.min
    starts = [
        [day for day in began[number_slug(number)] if day and day > floor]
        for number in row.replaced_by
    ]
    if any(len(days) != 1 for days in starts):
        return row
    return replace(row, ended=max(days[0] for days in starts), ended_how="replaced")


def called(document: CentralDocument) -> str:
    """The number of a document; of a law whose number is unknown its name and year."""
    year = f" năm {document.year}" if document.year else ""
    return document.number or f"{document.title or document.type}{year}"


def _identity(document: CentralDocument) -> tuple[str, str | None, int | None, str]:
    name = document.number or document.title or ""
    return (_type_key(document.type), document.issuer, document.year, number_slug(name))


@cache
def shipped_register() -> Register:
    """The registers that come with the program: central documents and laws."""
    return Register((*map(as_document, laws()), *central_documents()))


@cache
def register() -> Register:
    """The registers of the program with the rows of the office whose store is open over them."""
    own = overlay()
    if not own.documents:
        return shipped_register()
    replaced = set(own.replaced)
    kept = (row for row in shipped_register().documents if row not in replaced)
    return Register((*kept, *own.documents))


def find(
    number: str,
    type: str | None = None,  # noqa: A002
    year: int | None = None,
    date: date | None = None,
    issuer: str | None = None,
) -> tuple[CentralDocument, ...]:
    """`Register.find` in the registers."""
    return register().find(number, type=type, year=year, date=date, issuer=issuer)


def laws_named(
    text: str, *, year: int | None = None, on: date | None = None
) -> tuple[CentralDocument, ...]:
    """`Register.named` in the registers."""
    return register().named(text, year=year, on=on)


def status_on(document: CentralDocument, day: date) -> Status:
    """What had become of a document on ``day``, as far as its row says."""
    if document.ended and document.ended <= day:
        kind: StatusKind = "expired"
        if document.ended_how == "replaced":
            kind = "replaced"
        elif document.ended_how == "repealed":
            kind = "repealed"
        return Status(kind, day, document, document.ended, successors=document.replaced_by)
    begin = document.effective or document.date
    if begin and day < begin:
        return Status("not_yet", day, document, begin)
    if document.effective is None:
        return Status("unknown", day, document)
    if document.doubtful and document.doubtful <= day:
        return Status("unknown", day, document, document.doubtful)
    amendments = tuple(c for c in document.amended_by if c.effective and c.effective <= day)
    if amendments:
        return Status("amended", day, document, amendments[-1].effective, by=amendments)
    return Status("in_force", day, document, document.effective)


def source_of(document: CentralDocument) -> str | None:
    """Return the pages or works that a row rests on; None where it was only written down."""
    given = document.source.removeprefix(UNSOURCED).removeprefix(" ; ")
    return given if given not in ("", "none") else None


def is_verified(document: CentralDocument, column: str, number: str | None = None) -> bool:
    """Whether a row says of a field that it was checked against a source (register/README.md).

    ``number`` is the amendment asked for, of those in ``amended_by``.
    """
    return is_checked(degree(document.verified, column, number))


def register_iri(document: CentralDocument, base: str) -> str | None:
    """The IRI of a document of the register; None where its year or issuer is unknown.

    A law whose number is unknown is named by its name.
    """
    name = document.number or document.title
    if not (name and document.year and document.issuer):
        return None
    return document_iri(base, document.issuer, slug(document.type), document.year, name)
