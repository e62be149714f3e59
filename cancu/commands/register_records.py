"""Rows of the registers as plain values, for tables, JSON and CSV."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from cancu.ontology import units
from cancu.ontology.load import Issuer, RegisterKind, register_sources
from cancu.ontology.units import Span, Unit
from cancu.queries.own_graph import Import
from cancu.queries.own_register import Row, rows_named
from cancu.queries.register_rows import (
    BodyRow,
    UnitRow,
    body_predecessors,
    body_rows,
    body_successors,
    parent_name,
    unit_predecessors,
    unit_rows,
    unit_successors,
)
from cancu.queries.register_search import Choice, titled
from cancu.queries.run import label
from cancu.queries.store import Store

EVERYTHING = Choice()
_FROM = ("register", "register_source", "licence", "as_of", "imported", "file")
SHOWN: dict[RegisterKind, tuple[str, ...]] = {
    "documents": ("type", "number", "date", "title", "source", "verified", "imported",
                  "file"),
    "issuers": ("body", "symbols", "aliases", "level", "valid_from", "valid_to", "successors",
                "predecessors", "imported", "file"),
    "units": ("administrative_unit", "parents", "first_day", "last_day", "successors",
              "predecessors", "imported", "file"),
}  # fmt: skip
"""The columns of a table."""
FIELDS: dict[RegisterKind, tuple[str, ...]] = {
    "documents": (
        "type", "number", "year", "date", "issuer", "title", "aliases", "effective", "amended_by",
        "ended", "ended_how", "replaced_by", "guided_by", "source", "verified", "note",
        "document", *_FROM,
    ),
    "issuers": (
        "body", "name_en", "symbols", "aliases", "level", "parent", "valid_from", "valid_to",
        "successors", "predecessors", "iri", *_FROM,
    ),
    "units": (
        "administrative_unit", "unit_kind", "code", "parents", "parent_code", "valid_from",
        "valid_to", "surely_from", "surely_to", "successors", "successor_codes", "predecessors",
        "iri", *_FROM,
    ),
}  # fmt: skip
"""The columns of CSV, and the keys of JSON."""


def records_of(
    store: Store | None,
    kind: RegisterKind,
    wanted: str | None,
    *,
    own: bool,
    choice: Choice = EVERYTHING,
    by_title: bool = False,
) -> list[dict[str, Any]]:
    """Return the rows of one register that words mean, of those in ``choice``.

    ``own`` keeps the office's; with ``by_title`` the words are those of titles of documents.
    """
    if kind == "documents":
        rows = rows_named(store, None if by_title else wanted)
        rows = [
            row for row in rows if (row.imported or not own) and choice.has_document(row.document)
        ]
        return [_document(row) for row in (titled(rows, wanted or "") if by_title else rows)]
    if kind == "issuers":
        bodies = body_rows(store, wanted)
        return [
            _body(row) for row in bodies if (row.imported or not own) and choice.has_body(row.body)
        ]
    states = unit_rows(store, wanted)
    return [_unit(row) for row in states if (row.imported or not own) and choice.has_unit(row.unit)]


def _said(kind: RegisterKind, imported: Import | None) -> dict[str, Any]:
    """Where a row is from: the register that comes with the program, or the import."""
    source = next(one for one in register_sources() if one.register == kind)
    return {
        "register": kind,
        "register_source": source.source if imported is None else None,
        "licence": source.licence if imported is None else None,
        "as_of": source.as_of if imported is None else None,
        "imported": imported.when if imported else None,
        "file": imported.file if imported else None,
    }


def _document(row: Row) -> dict[str, Any]:
    document = row.document
    amended = "; ".join(
        " ".join(
            filter(None, (c.number, c.provisions, f"({c.effective})" if c.effective else None))
        )
        for c in document.amended_by
    )
    return {
        "type": document.type,
        "number": document.number or None,
        "year": document.year,
        "date": _iso(document.date),
        "issuer": document.issuer,
        "title": document.title,
        "aliases": _listed(document.aliases),
        "effective": _iso(document.effective),
        "amended_by": amended or None,
        "ended": _iso(document.ended),
        "ended_how": document.ended_how,
        "replaced_by": _listed(document.replaced_by),
        "guided_by": _listed(document.guided_by),
        "source": document.source or None,
        "verified": document.verified,
        "note": document.note,
        "document": row.iri or None,
        **_said("documents", Import(row.imported, row.file) if row.imported else None),
    }


def _body(row: BodyRow) -> dict[str, Any]:
    body = row.body
    return {
        "body": body.name,
        "name_en": body.name_en,
        "symbols": _listed(body.symbols),
        "aliases": _listed(body.aliases),
        "level": label("level", body.level) if body.level else None,
        "parent": parent_name(body),
        "valid_from": _iso(body.valid_from),
        "valid_to": _iso(body.valid_to),
        "successors": _dated((_name(one), day) for one, day in body_successors(body)),
        "predecessors": _dated((_name(one), day) for one, day in body_predecessors(body)),
        "iri": row.iri,
        **_said("issuers", row.imported),
    }


def _unit(row: UnitRow) -> dict[str, Any]:
    unit = row.unit
    return {
        "administrative_unit": unit.full_name,
        "unit_kind": unit.kind,
        "code": unit.code,
        "parents": ", ".join(above.full_name for above in units.ancestors(unit)) or None,
        "parent_code": unit.parent,
        "valid_from": _iso(unit.valid_from),
        "valid_to": _iso(unit.valid_to),
        "surely_from": _iso(unit.surely_from),
        "surely_to": _iso(unit.surely_to),
        "first_day": _span(unit.first_days),
        "last_day": _span(unit.last_days),
        "successors": _changes((_place(one), days) for one, days in unit_successors(unit)),
        "successor_codes": _listed(unit.successors),
        "predecessors": _changes((_place(one), days) for one, days in unit_predecessors(unit)),
        "iri": row.iri,
        **_said("units", row.imported),
    }


def _name(body: Issuer | str) -> str:
    return body if isinstance(body, str) else body.name


def _place(unit: Unit) -> str:
    return units.in_full(unit)


def _dated(changes: Iterable[tuple[str, datetime.date | None]]) -> str | None:
    return _listed(f"{name} ({day.isoformat()})" if day else name for name, day in changes)


def _changes(changes: Iterable[tuple[str, Span | None]]) -> str | None:
    return _listed(f"{name} ({_span(days)})" if days else name for name, days in changes)


def _span(days: Span | None) -> str | None:
    """A day, or the days between which it lies."""
    if days is None or days.is_known:
        return _iso(days.first) if days else None
    return f"trong khoảng từ {days.first.isoformat()} đến {days.last.isoformat()}"


def _listed(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
