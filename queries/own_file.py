"""Take a register file in: documents, bodies or units, by its headings or its RDF classes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from cancu.ontology import units
from cancu.ontology.body_paths import is_body_path
from cancu.ontology.issuer_file import issuers_of_tables
from cancu.ontology.issuer_graph import issuers_of_subjects
from cancu.ontology.load import CentralDocument, Issuer, RegisterKind, subjects_of
from cancu.ontology.overlay import Overlay, lay
from cancu.ontology.register_doubts import Doubt, document_doubts, unit_doubts
from cancu.ontology.register_faults import Fault, Place, Placed, Reading, RegisterError
from cancu.ontology.register_file import documents_of_tables
from cancu.ontology.register_graph import documents_of_triples
from cancu.ontology.register_table import Table, open_tables
from cancu.ontology.unit_file import units_of_tables
from cancu.ontology.unit_graph import units_of_subjects
from cancu.ontology.units import Unit
from cancu.queries.own_bodies import ISSUERS, UNITS, issuer_over, shipped_issuer, unit_over
from cancu.queries.own_graph import overlay_of
from cancu.queries.own_import import Imported, Rules, refuse_twins, take_in
from cancu.queries.own_overlay import lay_own
from cancu.queries.own_register import DOCUMENTS
from cancu.queries.own_successors import circular, without_circles
from cancu.queries.store import Store

_TERMS = {
    "date": "eli:date_document",
    "effective": "eli:first_date_entry_in_force",
    "ended": "eli:date_no_longer_in_force",
    "year": "cc:year",
    "valid_from": "cc:validFrom",
    "valid_to": "cc:validTo",
    "parent": "cc:parentUnit",
}
"""The properties that say in RDF what a column says in a table."""
_NOTHING = (
    "không có gì để nhập: cần chủ thể thuộc lớp eli:LegalResource (văn bản), "
    "org:FormalOrganization (cơ quan) hoặc cc:AdministrativeUnit (đơn vị hành chính) "
    "(nothing to take in: subjects must be of one of these classes)"
)
_NOWHERE = (
    "không rõ đơn vị có mã này: nhập đơn vị ấy trước (no unit has this code: import it first)"
)


_NO_BODY = (
    "cơ quan ban hành trong IRI chưa có trong sổ: sửa IRI, hoặc nhập cơ quan ấy trước hay cùng tệp "
    "(the registers have no such issuer: correct the IRI, or import the body first or with it)"
)


@dataclass(slots=True)
class _Read:
    """What a file has, by register; units come first, since bodies and documents name them."""

    units: Reading[Unit] = field(default_factory=Reading[Unit])
    issuers: Reading[Issuer] = field(default_factory=Reading[Issuer])
    documents: Reading[CentralDocument] = field(default_factory=Reading[CentralDocument])
    kinds: set[RegisterKind] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    def by_rules(self) -> list[tuple[Rules[Any], list[Placed[Any]]]]:
        """The rows of each register that the file has, with how they are taken in."""
        everything: list[tuple[Rules[Any], list[Placed[Any]]]] = [
            (DOCUMENTS, self.documents.rows),
            (ISSUERS, self.issuers.rows),
            (UNITS, self.units.rows),
        ]
        return [(rules, rows) for rules, rows in everything if rules.kind in self.kinds]

    def all_faults(self) -> tuple[Fault, ...]:
        """Everything that refuses the file."""
        readings = (self.documents, self.issuers, self.units)
        return (*self.faults, *(fault for one in readings for fault in one.faults))

    def all_notices(self) -> list[Fault]:
        """Everything that was left unread, or read otherwise than it stands there."""
        readings = (self.documents, self.issuers, self.units)
        return [*self.notices, *(fault for one in readings for fault in one.notices)]


def import_file(
    store: Store, path: Path, *, prefer_own: bool = False, replace_all: bool = False
) -> tuple[Imported[Any], ...]:
    """Take a register file into the store, and let the registers have its bodies and units.

    A workbook and Turtle may hold rows of all three registers. Raises RegisterError naming row and
    column, or saying that there is nothing to take in, and then nothing is changed.
    """
    lay_own(store)
    try:
        read = _of_turtle(store, path) if path.suffix.lower() == ".ttl" else _of_tables(store, path)
        read.faults += _unplaced(store, read.units.rows, replace_all=replace_all)
        if not read.units.faults:
            read.faults += _circular(store, read.units.rows, replace_all=replace_all)
        if faults := read.all_faults():
            raise RegisterError(path, faults)
        for rules, rows in read.by_rules():
            refuse_twins(path, rows, rules, store.base)
        done = [
            take_in(store, path, rows, rules, prefer_own=prefer_own, replace_all=replace_all)
            for rules, rows in read.by_rules()
        ]
    finally:
        lay_own(store)
    done[0].notices[:0] = read.all_notices()
    return tuple(done)


def _of_tables(store: Store, path: Path) -> _Read:
    opened = open_tables(path)
    by_kind: dict[RegisterKind, list[Table]] = {"units": [], "issuers": [], "documents": []}
    for table in opened.tables:
        by_kind[table.kind].append(table)
    read = _Read(faults=opened.faults, notices=opened.notices)
    read.kinds = {kind for kind, tables in by_kind.items() if tables}
    read.units = units_of_tables(by_kind["units"])
    _lay_with(store, read, "issuers", "documents")
    read.issuers = issuers_of_tables(by_kind["issuers"])
    _lay_with(store, read, "documents")
    read.documents = documents_of_tables(by_kind["documents"])
    return read


def _lay_with(store: Store, read: _Read, *following: RegisterKind) -> None:
    """Let what follows in the file name the units and the bodies that stand before it."""
    if not read.kinds.intersection(following) or not (read.units.rows or read.issuers.rows):
        return
    if read.units.faults or read.issuers.faults:
        return
    held = overlay_of(store)
    of_unit = {unit.code: unit for unit in held.units}
    of_body = {body.slug: body for body in held.issuers}
    for placed in read.units.rows:
        of_unit[placed.row.code] = unit_over(placed.row, units.shipped(placed.row.code))
    for one in read.issuers.rows:
        of_body[one.row.slug] = issuer_over(one.row, shipped_issuer(one.row))
    laid = Overlay(tuple(of_body.values()), without_circles(tuple(of_unit.values())))
    lay(laid, store.location)


def _of_turtle(store: Store, path: Path) -> _Read:
    try:
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise RegisterError(
            path,
            (),
            f"không phải Turtle: sửa chỗ được nêu (is no Turtle: correct what is named): {error}",
        ) from error
    subjects = subjects_of(triples)
    read = _Read()
    read.units = _reading(read, lambda: units_of_subjects(subjects, path), UNITS, store.base)
    read.issuers = _reading(read, lambda: issuers_of_subjects(subjects, path), ISSUERS, store.base)
    read.documents = _reading(
        read, lambda: documents_of_triples(triples, path), DOCUMENTS, store.base
    )
    if not (read.kinds or read.faults):
        raise RegisterError(path, (), _NOTHING)
    _lay_with(store, read, "issuers", "documents")
    if not read.faults:
        _doubt(read)
    return read


Row = TypeVar("Row")


def _reading(
    read: _Read, rows: Callable[[], tuple[Row, ...]], rules: Rules[Row], base: str
) -> Reading[Row]:
    """The rows of one register in RDF, each placed by its IRI."""
    reading: Reading[Row] = Reading()
    try:
        found = rows()
    except RegisterError as error:
        read.faults += error.faults
        return reading
    reading.rows = [Placed(row, Place(subject=rules.iri(row, base))) for row in found]
    if found:
        read.kinds.add(rules.kind)
    return reading


def _doubt(read: _Read) -> None:
    """Say what cannot be, or is odd, in the rows of RDF; a table's readers say it themselves."""
    beside = {placed.row.code: placed.row for placed in read.units.rows}
    for unit in read.units.rows:
        parent = unit.row.parent and (beside.get(unit.row.parent) or units.shipped(unit.row.parent))
        _add(read, unit.place, unit_doubts(unit.row, parent or None))
    for document in read.documents.rows:
        _add(read, document.place, document_doubts(document.row, datetime.date.today()))
        issuer = document.row.issuer or ""
        if not is_body_path(issuer):
            read.faults.append(Fault(document.place, "IRI", issuer, _NO_BODY))


def _add(read: _Read, place: Place, doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        column = _TERMS.get(doubt.column, doubt.column)
        fault = Fault(place, column, doubt.value, doubt.message)
        (read.faults if doubt.refused else read.notices).append(fault)


def _circular(store: Store, rows: list[Placed[Unit]], *, replace_all: bool) -> list[Fault]:
    return circular(rows, () if replace_all else overlay_of(store).units) if rows else []


def _unplaced(store: Store, rows: list[Placed[Unit]], *, replace_all: bool) -> list[Fault]:
    """What refuses rows that leave a unit without the one above it, or with no known successor."""
    held = () if replace_all else overlay_of(store).units
    staying = {unit.code for unit in (*held, *(placed.row for placed in rows))}
    return [
        Fault(
            placed.place,
            placed.heads.get(column)
            or (_TERMS.get(column, "cc:succeededBy") if placed.place.subject else column),
            code,
            _NOWHERE,
        )
        for placed in rows
        for column, code in (
            *((("parent", placed.row.parent),) if placed.row.parent else ()),
            *(("successors", one) for one in placed.row.successors),
        )
        if code not in staying and units.shipped(code) is None
    ]
