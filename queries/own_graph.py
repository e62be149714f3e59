"""The graph ``{base}/register/own``: an office's rows, each with the import that brought it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from cancu.ingest.turtle import PREFIXES
from cancu.ontology.iris import graph_iri
from cancu.ontology.load import BODY_CLASSES, CC, subjects_of
from cancu.ontology.overlay import NOTHING, Overlay
from cancu.ontology.register_faults import Fault
from cancu.queries.store import Store

_GENERATED = NamedNode(PREFIXES["prov"] + "wasGeneratedBy")
_ENDED = NamedNode(PREFIXES["prov"] + "endedAtTime")
_SOURCE = NamedNode(PREFIXES["dcterms"] + "source")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_ACTIVITY = NamedNode(PREFIXES["prov"] + "Activity")
_DATE_TIME = NamedNode(PREFIXES["xsd"] + "dateTime")
_ALL = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }"
_CLASSES = " ".join(f"<{one}>" for one in (*BODY_CLASSES, CC + "AdministrativeUnit"))
_LAID = f"""
SELECT DISTINCT ?s ?p ?o WHERE {{
  VALUES ?class {{ {_CLASSES} }}
  GRAPH ?graph {{ ?s a ?class ; ?p ?o }}
}}
"""


@dataclass(frozen=True, slots=True)
class Import:
    """Which file a row came with, and when."""

    when: str | None
    file: str | None


def own_graph(base: str) -> str:
    """Return the IRI of the graph."""
    return graph_iri(base, "register/own")


def own_triples(store: Store, query: str = _ALL) -> list[Triple]:
    """Return everything that an office's own registers hold."""
    rows = store.query(query, {"graph": NamedNode(own_graph(store.base))}).rows
    return [
        Triple(s, p, o)
        for s, p, o in rows
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None
    ]


def overlay_of(store: Store, left_out: list[Fault] | None = None) -> Overlay:
    """Return the bodies and the units of the office that a store holds.

    A row that this version cannot read is left out, and named in ``left_out``: it must not make
    the store unusable.
    """
    triples = own_triples(store, _LAID)
    if not triples:
        return NOTHING
    from cancu.ontology.issuer_graph import issuers_of_subjects
    from cancu.ontology.unit_graph import units_of_subjects

    by_iri = dict(sorted(subjects_of(triples).items()))
    wrong: list[Fault] = [] if left_out is None else left_out
    return Overlay(
        issuers_of_subjects(by_iri, left_out=wrong), units_of_subjects(by_iri, left_out=wrong)
    )


def imports(triples: Iterable[Triple]) -> Callable[[str], Import]:
    """Return which import brought the row of an IRI."""
    values: dict[tuple[str, str], str] = {
        (t.subject.value, t.predicate.value): t.object.value
        for t in triples
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal)
    }

    def of(iri: str) -> Import:
        source = values.get((iri, _GENERATED.value), "")
        return Import(values.get((source, _ENDED.value)), values.get((source, _SOURCE.value)))

    return of


def write(store: Store, new: Mapping[str, Iterable[Quad]], gone: Iterable[str], path: Path) -> None:
    """Put rows in place of those of their IRIs and take others out, in one transaction.

    ``new`` maps the IRIs of rows that ``path`` brought to what is said of them.
    """
    name = own_graph(store.base)
    graph = NamedNode(name)
    leaving = {*gone, *new}
    quads = [
        Quad(t.subject, t.predicate, t.object, graph)
        for t in own_triples(store)
        if not _is_about(t, leaving)
    ]
    for said in new.values():
        quads += said
    if new:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        source = NamedNode(f"{name}#import-{digest[:16]}-{now.replace(':', '')}")
        quads += [
            Quad(source, _TYPE, _ACTIVITY, graph),
            Quad(source, _ENDED, Literal(now, datatype=_DATE_TIME), graph),
            Quad(source, _SOURCE, Literal(path.name), graph),
        ]
        quads += [Quad(NamedNode(iri), _GENERATED, source, graph) for iri in new]
    store.replace_graph(name, quads)


def _is_about(triple: Triple, rows: set[str]) -> bool:
    subject = str(getattr(triple.subject, "value", ""))
    return subject.partition("#change-")[0] in rows
