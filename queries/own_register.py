"""An office's own register: what it imports, beside the registers that come with the program.

Its rows stand in the graph ``{base}/register/own``, each with the import that brought it. What the
program's registers have verified is not overruled by an import: a row that disagrees is left out
and reported, unless the office says that its own is to be preferred. Blank cells say nothing; the
program's row keeps speaking there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from cancu.ingest.turtle import PREFIXES
from cancu.ontology.iris import graph_iri, number_slug, slug
from cancu.ontology.load import CentralDocument, Change
from cancu.ontology.register import Register, register, register_iri
from cancu.ontology.register_file import RegisterError, read_register
from cancu.ontology.register_graph import document_quads, documents_of_triples
from cancu.queries.store import Store

_SINGLE = ("date", "title", "effective", "ended", "ended_how")
_LISTS = ("replaced_by", "guided_by", "aliases")
_WEAKEST = "expired"
"""How a document ended when a file names only the day: it does not deny "replaced"."""
_PARTS = {
    "ended": {"end", "replacement"},
    "ended_how": {"end", "replacement"},
    "amended_by": {"amendment"},
}
"""What the column ``verified`` calls the part of a row to which a field belongs."""
_TWICE = (
    "hai hàng khác nhau về {document}: giữ một hàng "
    "(two rows that differ about this document: keep one)"
)
_TRIPLES = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which an imported row and one of the program's registers disagree.

    ``verified`` is how far the program's own row is checked there; False where it is from memory.
    """

    own: CentralDocument
    shipped: CentralDocument
    column: str
    value: str
    shipped_value: str
    verified: bool


@dataclass(slots=True)
class Imported:
    """What an import did; ``rejected`` rows were left out because of their conflicts."""

    added: list[CentralDocument] = field(default_factory=list)
    changed: list[CentralDocument] = field(default_factory=list)
    unchanged: list[CentralDocument] = field(default_factory=list)
    rejected: list[CentralDocument] = field(default_factory=list)
    removed: list[CentralDocument] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its IRI; ``imported`` and ``file`` tell the import, None for a shipped row."""

    document: CentralDocument
    iri: str
    imported: str | None = None
    file: str | None = None


def own_rows(store: Store) -> list[Row]:
    """Return the office's rows, by IRI."""
    triples = _triples(store)
    values: dict[tuple[str, str], str] = {
        (t.subject.value, t.predicate.value): t.object.value
        for t in triples
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal)
    }
    rows = []
    for document in documents_of_triples(triples):
        iri = register_iri(document, store.base) or ""
        source = values.get((iri, _GENERATED.value), "")
        rows.append(
            Row(
                document,
                iri,
                values.get((source, _ENDED.value)),
                values.get((source, _TITLE.value)),
            )
        )
    return sorted(rows, key=lambda row: row.iri)


_GENERATED = NamedNode(PREFIXES["prov"] + "wasGeneratedBy")
_ENDED = NamedNode(PREFIXES["prov"] + "endedAtTime")
_TITLE = NamedNode(PREFIXES["dcterms"] + "source")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_ACTIVITY = NamedNode(PREFIXES["prov"] + "Activity")
_DATE_TIME = NamedNode(PREFIXES["xsd"] + "dateTime")


def _triples(store: Store) -> list[Triple]:
    rows = store.query(_TRIPLES, {"graph": NamedNode(graph_iri(store.base, "register/own"))}).rows
    return [
        Triple(s, p, o)
        for s, p, o in rows
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None
    ]


def register_of(store: Store | None) -> Register:
    """Return the registers of the program with the office's rows over them."""
    own = [row.document for row in own_rows(store)] if store else []
    if not own:
        return register()
    merged, gone = [], set()
    for document in own:
        shipped = counterpart(document)
        merged.append(over(document, shipped) if shipped else document)
        gone.add(shipped)
    return Register((*(d for d in register().documents if d not in gone), *merged))


def counterpart(document: CentralDocument) -> CentralDocument | None:
    """Return the row of the program's registers about the same document."""
    found = register().find(
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
        source=f"{own.source}; {shipped.source}",
        verified=f"{own.verified}; {shipped.verified}",
        note="; ".join(filter(None, (own.note, shipped.note))) or None,
    )


def _by_day(change: Change) -> tuple[bool, str]:
    return change.effective is None, str(change.effective)


def conflicts(own: CentralDocument) -> list[Conflict]:
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
        Conflict(own, shipped, name, str(mine), str(theirs), _is_verified(shipped, name))
        for name, mine, theirs in pairs
        if mine is not None and theirs is not None and not _agree(mine, theirs)
    ]


def _agree(mine: object, theirs: object) -> bool:
    """Whether two values say the same; a title may be shortened."""
    if isinstance(mine, str) and isinstance(theirs, str):
        one, other = slug(mine), slug(theirs)
        return mine == _WEAKEST or one in other or other in one
    return mine == theirs


def _is_verified(document: CentralDocument, column: str) -> bool:
    """Whether a row says of a field that it was checked against a source (register/README.md)."""
    row, *parts = document.verified.split(";")
    how = row
    for part in parts:
        names, _, said = part.partition(":")
        if {name.strip() for name in names.split(",")} & _PARTS.get(column, {column}):
            how = said
    return not how.strip().startswith(("memory", "unknown"))


def import_register(
    store: Store, path: Path, *, prefer_own: bool = False, replace_all: bool = False
) -> Imported:
    """Take a register file into the store, whole and in one transaction.

    Rows of documents that are there already are replaced; with ``replace_all`` those that the
    file does not have go. A row that disagrees with something verified is rejected unless
    ``prefer_own``. Raises RegisterError naming row and column, or a document that has two rows,
    and then nothing is changed.
    """
    documents = read_register(path)
    done = Imported()
    held = {row.iri: row.document for row in own_rows(store)}
    new: dict[str, CentralDocument] = {}
    for document in documents:
        iri = register_iri(document, store.base)
        found = conflicts(document)
        done.conflicts += found
        if iri is None or (not prefer_own and any(one.verified for one in found)):
            done.rejected.append(document)
        elif iri in new:
            if not _alike(new[iri], document, path):
                raise RegisterError(path, (), _TWICE.format(document=f"{document.number} <{iri}>"))
        elif iri in held and _alike(held[iri], document, path):
            done.unchanged.append(document)
        else:
            (done.changed if iri in held else done.added).append(document)
            new[iri] = document
    named = {register_iri(document, store.base) for document in documents}
    gone = {iri for iri in held if replace_all and iri not in named}
    done.removed = [held[iri] for iri in sorted(gone)]
    if new or gone:
        _write(store, held, new, gone, path)
    return done


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


def _write(
    store: Store,
    held: dict[str, CentralDocument],
    new: dict[str, CentralDocument],
    gone: Iterable[str],
    path: Path,
) -> None:
    name = graph_iri(store.base, "register/own")
    graph = NamedNode(name)
    leaving = {*gone, *new}
    kept = [triple for triple in _triples(store) if not _is_about(triple, leaving)]
    known = register().with_documents([*held.values(), *new.values()])
    quads = [Quad(t.subject, t.predicate, t.object, graph) for t in kept]
    quads += document_quads(new.values(), name, store.base, known)
    if new:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        source = NamedNode(f"{name}#import-{digest[:16]}-{now.replace(':', '')}")
        quads += [
            Quad(source, _TYPE, _ACTIVITY, graph),
            Quad(source, _ENDED, Literal(now, datatype=_DATE_TIME), graph),
            Quad(source, _TITLE, Literal(path.name), graph),
        ]
        quads += [Quad(NamedNode(iri), _GENERATED, source, graph) for iri in new]
    store.replace_graph(name, quads)


def _is_about(triple: Triple, documents: set[str]) -> bool:
    subject = str(getattr(triple.subject, "value", ""))
    return subject.partition("#change-")[0] in documents


def rows_named(store: Store | None, wanted: str | None) -> list[Row]:
    """Return the rows of a number or a law's name, the office's first; all of them for None.

    A row of the program's registers that the office's row stands over is shown as well.
    """
    own = own_rows(store) if store else []
    base = store.base if store else "http://cancu.internal"
    imports = {row.document: row for row in own}
    everything: Sequence[CentralDocument] = [*imports, *register().documents]
    if wanted is not None:
        both = Register(everything)
        everything = both.find(wanted) or both.named(wanted)
    rows = [imports.get(d) or Row(d, register_iri(d, base) or "") for d in everything]
    return sorted(rows, key=lambda row: row.imported is None)
