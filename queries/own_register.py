"""An office's own register of documents, beside the registers that come with the program.

Its rows stand in the graph ``{base}/register/own``, each with the import that brought it. What the
program's registers have verified is not overruled by an import: a row that disagrees is left out
and reported, unless the office says that its own is to be preferred. Blank cells say nothing; the
program's row keeps speaking there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import NamedNode, Quad

from cancu.ontology.iris import number_slug, slug
from cancu.ontology.load import CentralDocument, Change
from cancu.ontology.register import (
    Register,
    is_verified,
    register_iri,
    shipped_register,
)
from cancu.ontology.register_faults import Fault
from cancu.ontology.register_graph import document_quads, documents_of_triples
from cancu.ontology.row_degrees import degree, parts_of, with_degrees
from cancu.queries.own_graph import imports, own_graph, own_triples
from cancu.queries.own_import import Conflict, Rules
from cancu.queries.store import Store

_SINGLE = ("date", "title", "effective", "ended", "ended_how")
_LISTS = ("replaced_by", "guided_by", "aliases")
_WEAKEST = "expired"
"""How a document ended when a file names only the day: it does not deny "replaced"."""
DocumentConflict: TypeAlias = Conflict[CentralDocument]


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its IRI; ``imported`` and ``file`` tell the import, None for a shipped row."""

    document: CentralDocument
    iri: str
    imported: str | None = None
    file: str | None = None


def own_rows(store: Store, left_out: list[Fault] | None = None) -> list[Row]:
    """Return the office's rows, by IRI; those that cannot be read are named in ``left_out``."""
    triples = own_triples(store)
    brought = imports(triples)
    rows = []
    wrong: list[Fault] = [] if left_out is None else left_out
    for document in documents_of_triples(triples, left_out=wrong):
        iri = register_iri(document, store.base) or ""
        rows.append(Row(document, iri, brought(iri).when, brought(iri).file))
    return sorted(rows, key=lambda row: row.iri)


def laid_over(
    store: Store, left_out: list[Fault] | None = None
) -> tuple[tuple[CentralDocument, ...], tuple[CentralDocument, ...]]:
    """Return the office's rows over the program's, and the program's rows that they stand over."""
    laid, replaced = [], []
    for row in own_rows(store, left_out):
        shipped = counterpart(row.document)
        laid.append(over(row.document, shipped) if shipped else row.document)
        replaced += [shipped] if shipped else []
    return tuple(laid), tuple(replaced)


def counterpart(document: CentralDocument) -> CentralDocument | None:
    """Return the row of the program's registers about the same document."""
    found = shipped_register().find(
        document.number, type=document.type, year=document.year, issuer=document.issuer
    )
    return found[0] if len(found) == 1 else None


def over(own: CentralDocument, shipped: CentralDocument) -> CentralDocument:
    """Return an office's row over a shipped one: its cells where it has them, lists together."""
    given: dict[str, Any] = {
        name: getattr(own, name) if getattr(own, name) is not None else getattr(shipped, name)
        for name in _SINGLE
    }
    for name in _LISTS:
        given[name] = tuple(dict.fromkeys((*getattr(own, name), *getattr(shipped, name))))
    told = {number_slug(change.number) for change in own.amended_by}
    kept = [change for change in shipped.amended_by if number_slug(change.number) not in told]
    given["amended_by"] = tuple(sorted((*kept, *own.amended_by), key=_by_day))
    if own.ended_how in (None, _WEAKEST):
        given["ended_how"] = shipped.ended_how or own.ended_how
    return replace(
        own,
        **given,
        source=" ; ".join(one for one in (shipped.source, own.source) if one not in ("", "none")),
        verified=with_degrees(shipped.verified, _own_degrees(own, shipped)),
        note="; ".join(filter(None, (own.note, shipped.note))) or None,
        doubtful=own.doubtful or shipped.doubtful,
    )


def _own_degrees(own: CentralDocument, shipped: CentralDocument) -> dict[str, str]:
    """How far the office's row is checked in the parts that it gives; the rest is the program's.

    A row that only names a document does not check its days.
    """
    given = [name for name in ("date", "title", "effective", "ended") if getattr(own, name)]
    if own.replaced_by and (own.ended or not shipped.ended):
        given.append("replaced_by")
    found = {
        parts_of(name)[0]: degree(own.verified, name)
        for name in given
        if getattr(own, name) != getattr(shipped, name) or not is_verified(shipped, name)
    }
    known = set(shipped.amended_by)
    for change in own.amended_by:
        if change not in known or not is_verified(shipped, "amended_by", change.number):
            found[change.number] = degree(own.verified, "amended_by", change.number)
    return found


def _by_day(change: Change) -> tuple[bool, str]:
    return change.effective is None, str(change.effective)


def conflicts(own: CentralDocument) -> list[DocumentConflict]:
    """Return where a row disagrees with the program's row about the same document."""
    shipped = counterpart(own)
    if shipped is None:
        return []
    pairs = [(name, getattr(own, name), getattr(shipped, name)) for name in _SINGLE]
    days = {number_slug(change.number): change.effective for change in shipped.amended_by}
    pairs += [
        ("amended_by", change.effective, days.get(number_slug(change.number)))
        for change in own.amended_by
    ]
    return [
        Conflict(own, shipped, name, str(mine), str(theirs), is_verified(shipped, name))
        for name, mine, theirs in pairs
        if mine is not None and theirs is not None and not _agree(mine, theirs)
    ]


def _agree(mine: object, theirs: object) -> bool:
    """Whether two values say the same; a title may be shortened."""
    if isinstance(mine, str) and isinstance(theirs, str):
        one, other = slug(mine), slug(theirs)
        return mine == _WEAKEST or one in other or other in one
    return mine == theirs


def _alike(held: CentralDocument, read: CentralDocument, path: Path) -> bool:
    """Whether two rows say the same.

    A graph keeps no order of lists, and a file of another name is no other source.
    """
    lists = (*_LISTS, "amended_by")

    def ordered(row: CentralDocument) -> CentralDocument:
        given: dict[str, Any] = {name: tuple(sorted(getattr(row, name), key=str)) for name in lists}
        return replace(row, **given)

    if read.source == path.name:
        read = replace(read, source=held.source)
    return ordered(held) == ordered(read)


def _quads(
    new: Mapping[str, CentralDocument], held: Mapping[str, CentralDocument], base: str
) -> dict[str, list[Quad]]:
    """The quads of new rows by their IRIs; what they name is linked where a register has it."""
    known = shipped_register().with_documents([*held.values(), *new.values()])
    said: dict[str, list[Quad]] = {iri: [] for iri in new}
    for quad in document_quads(new.values(), own_graph(base), base, known):
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        said[subject.partition("#change-")[0]].append(quad)
    return said


def named(document: CentralDocument) -> str:
    """Return a document by its type and number, or its name."""
    return f"{document.type} {document.number or document.title or ''}".strip()


DOCUMENTS = Rules(
    "documents",
    iri=register_iri,
    named=named,
    held=lambda store: {row.iri: row.document for row in own_rows(store)},
    conflicts=conflicts,
    alike=_alike,
    quads=_quads,
    tolerated=frozenset({"title"}),
    without=lambda row, columns: replace(row, title=None) if "title" in columns else row,
)
"""How documents are taken in."""


def rows_named(store: Store | None, wanted: str | None) -> list[Row]:
    """Return the rows of a number or a law's name, the office's first; all of them for None.

    A row of the program's registers that the office's row stands over is shown as well.
    """
    own = own_rows(store) if store else []
    base = store.base if store else "http://cancu.internal"
    imports = {row.document: row for row in own}
    everything: Sequence[CentralDocument] = [*imports, *shipped_register().documents]
    if wanted is not None:
        both = Register(everything)
        everything = both.find(wanted) or both.named(wanted)
    rows = [imports.get(d) or Row(d, register_iri(d, base) or "") for d in everything]
    return sorted(rows, key=lambda row: row.imported is None)
