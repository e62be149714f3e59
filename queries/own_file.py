"""Take a register file in: documents, bodies or units, by its headings or its RDF classes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cancu.ontology import units
from cancu.ontology.issuer_file import issuers_of_table
from cancu.ontology.issuer_graph import issuers_of_subjects
from cancu.ontology.load import subjects_of
from cancu.ontology.register_file import documents_of_table
from cancu.ontology.register_graph import documents_of_triples
from cancu.ontology.register_table import Fault, RegisterError, open_table
from cancu.ontology.unit_file import units_of_table
from cancu.ontology.unit_graph import units_of_subjects
from cancu.ontology.units import Unit
from cancu.queries.own_bodies import ISSUERS, UNITS
from cancu.queries.own_graph import overlay_of
from cancu.queries.own_import import Imported, Rules, take_in
from cancu.queries.own_overlay import lay_own
from cancu.queries.own_register import DOCUMENTS
from cancu.queries.store import Store

_Read = list[tuple[Rules[Any], tuple[Any, ...]]]
_NOTHING = (
    "không có gì để nhập: cần chủ thể thuộc lớp eli:LegalResource (văn bản), "
    "org:FormalOrganization (cơ quan) hoặc cc:AdministrativeUnit (đơn vị hành chính) "
    "(nothing to take in: subjects must be of one of these classes)"
)
_NOWHERE = (
    "không rõ đơn vị có mã này: nhập đơn vị ấy trước (no unit has this code: import it first)"
)


def import_file(
    store: Store, path: Path, *, prefer_own: bool = False, replace_all: bool = False
) -> tuple[Imported[Any], ...]:
    """Take a register file into the store, and let the registers have its bodies and units.

    A table is of one register; Turtle may hold rows of all three. Raises RegisterError naming row
    and column, or saying that there is nothing to take in, and then nothing is changed.
    """
    lay_own(store)
    read = rows_of(path)
    for rules, rows in read:
        if rules is UNITS:
            _check_units(store, path, rows, replace_all=replace_all)
    done = [
        take_in(store, path, rows, rules, prefer_own=prefer_own, replace_all=replace_all)
        for rules, rows in read
    ]
    lay_own(store)
    return tuple(done)


def rows_of(path: Path) -> _Read:
    """Return the rows of a register file, by register.

    Raises RegisterError as `import_file` does, OSError where the file cannot be opened.
    """
    return _of_turtle(path) if path.suffix.lower() == ".ttl" else _of_table(path)


def _of_table(path: Path) -> _Read:
    table = open_table(path)
    if table.kind == "documents":
        return [(DOCUMENTS, documents_of_table(table))]
    if table.kind == "issuers":
        return [(ISSUERS, issuers_of_table(table))]
    return [(UNITS, units_of_table(table))]


def _of_turtle(path: Path) -> _Read:
    try:
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        subjects = subjects_of(triples)
        read: _Read = [
            (DOCUMENTS, documents_of_triples(triples, path)),
            (ISSUERS, issuers_of_subjects(subjects, path)),
            (UNITS, units_of_subjects(subjects, path)),
        ]
    except RegisterError:
        raise
    except SyntaxError as error:
        raise RegisterError(path, (), f"không phải Turtle (is no Turtle): {error}") from error
    except ValueError as error:
        raise RegisterError(path, (), f"có giá trị sai (a value is wrong): {error}") from error
    read = [(rules, rows) for rules, rows in read if rows]
    if not read:
        raise RegisterError(path, (), _NOTHING)
    return read


def _check_units(store: Store, path: Path, rows: tuple[Unit, ...], *, replace_all: bool) -> None:
    """Refuse rows that leave a unit without the one above it, or with an unknown successor."""
    held = () if replace_all else overlay_of(store).units
    staying = {unit.code: unit for unit in (*held, *rows)}
    faults = [
        Fault(row, "parent" if code == unit.parent else "successors", code, _NOWHERE)
        for row, unit in enumerate(staying.values(), 2)
        for code in (*filter(None, (unit.parent,)), *unit.successors)
        if code not in staying and units.shipped(code) is None
    ]
    if faults:
        raise RegisterError(path, tuple(faults))
