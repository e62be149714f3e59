"""A draft along its chain: the rules across documents, without putting the draft into the store.

What the rules must see is copied into a store in memory: the documents that the draft stands on, up
to the top, those of the bodies above it and of its own body for its year, and those that stand on
it. There the draft is put in and linked as an ingested document would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad

from cancu.ingest.graph import document_graph
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolved
from cancu.ingest.turtle import PREFIXES
from cancu.ontology.iris import graph_iri, parse_document_iri
from cancu.queries.audit import placed
from cancu.queries.audit_store import audit_store
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.findings import Finding
from cancu.queries.links import link
from cancu.queries.rules import Rules, catalogue
from cancu.queries.sources import Source, put, sources
from cancu.queries.store import Store

_DEEPEST = 12
_AT = NamedNode(PREFIXES["prov"] + "atLocation")
_STANDS_ON = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?other
WHERE { ?document eli:ensures_implementation_of|cc:under|eli:based_on ?other }
"""
_STANDING_ON_IT = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?other
WHERE { ?other eli:ensures_implementation_of|cc:under|eli:based_on ?document }
"""
_DESCRIPTION = "SELECT DISTINCT ?predicate ?value WHERE { ?thing ?predicate ?value }"
_GRAPH = "SELECT ?thing ?predicate ?value WHERE { GRAPH ?graph { ?thing ?predicate ?value } }"
_NAMED = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?thing
WHERE {
  { ?thing a eli:LegalResource } UNION { ?document eli:passed_by ?thing } UNION
  { ?document eli:cites ?thing }
}
"""


def along_chain(store: Store, reading: Reading, rules: Rules | None = None) -> tuple[Finding, ...]:
    """Return what the rules across documents find in a draft, checked against a store.

    A finding says when the chain, or the link between two rows, is only proposed. The store is not
    written to. Raises :class:`cancu.queries.store.StoreError`.
    """
    chosen = catalogue() if rules is None else rules
    held: dict[str, list[Source]] = defaultdict(list)
    for source in sources(store):
        if source.document != reading.document and source.sha256 != reading.source.sha256:
            held[source.document].append(source)
    near = set(_near(store, reading, held))
    if not near:
        return ()
    with EmbeddedStore(None, store.base) as scratch:
        _copy(store, scratch, (source for one in sorted(near) for source in held[one]))
        put(scratch, document_graph(reading, store.base))
        _describe(store, scratch)
        link(scratch)
        found = audit_store(scratch, chosen, {reading.document})
    return tuple(placed(replace(one, file=reading.source.name), reading) for one in found)


def _near(store: Store, reading: Reading, held: dict[str, list[Source]]) -> Iterator[str]:
    """Yield the read documents that a rule may compare the draft with."""
    waiting = {r.document for r in reading.resolutions if isinstance(r, Resolved)}
    waiting |= set(_others(store, _STANDING_ON_IT, reading.document))
    waiting |= set(_of_its_place(reading, held))
    seen: set[str] = set()
    for _ in range(_DEEPEST):
        waiting = {one for one in waiting if one in held} - seen
        if not waiting:
            break
        seen |= waiting
        yield from waiting
        waiting = {other for one in waiting for other in _others(store, _STANDS_ON, one)}


def _of_its_place(reading: Reading, held: Iterable[str]) -> Iterator[str]:
    """Yield the documents of the draft's year, and of the year before, of its own body and of those
    that govern the places above it: a plan for a year is often made before that year begins."""
    own = parse_document_iri(reading.document)
    if own is None:
        return
    body, *places = own.issuer_path.split("/")
    for document in held:
        other = parse_document_iri(document)
        if other is None or not own.year - 1 <= other.year <= own.year:
            continue
        its_body, *its = other.issuer_path.split("/")
        above = its == places[: len(its)] and bool(its) and its_body in (body, "ubnd")
        if above or other.issuer_path == own.issuer_path:
            yield document


def _others(store: Store, query: str, document: str) -> Iterator[str]:
    for (other,) in store.query(query, {"document": NamedNode(document)}).rows:
        if isinstance(other, NamedNode):
            yield other.value


def _copy(store: Store, scratch: EmbeddedStore, files: Iterable[Source]) -> None:
    """Copy the graphs of files with where they lie, and the vocabulary with its levels."""
    held = list(files)
    for graph in (graph_iri(store.base, "ontology"), *(source.graph for source in held)):
        scratch.replace_graph(graph, _triples(store, NamedNode(graph)))
    places = NamedNode(graph_iri(store.base, "files"))
    scratch.replace_graph(
        places.value,
        [
            Quad(NamedNode(one.graph), _AT, NamedNode(Path(one.location).as_uri()), places)
            for one in held
            if one.location
        ],
    )


def _describe(store: Store, scratch: EmbeddedStore) -> None:
    """Copy what the store says of the documents and bodies that the copied graphs name."""
    documents = NamedNode(graph_iri(store.base, "documents"))
    quads = list(_triples(scratch, documents))
    described: set[NamedNode] = set()
    for _ in ("documents", "the bodies that issued them"):
        for (thing,) in list(scratch.query(_NAMED).rows):
            if isinstance(thing, NamedNode) and thing not in described:
                described.add(thing)
                for predicate, value in store.query(_DESCRIPTION, {"thing": thing}).rows:
                    if isinstance(predicate, NamedNode) and value is not None:
                        quads.append(Quad(thing, predicate, value, documents))
        scratch.replace_graph(documents.value, quads)


def _triples(store: Store, graph: NamedNode) -> Iterator[Quad]:
    for thing, predicate, value in store.query(_GRAPH, {"graph": graph}).rows:
        subject = thing if isinstance(thing, NamedNode | BlankNode) else None
        if subject is not None and isinstance(predicate, NamedNode) and value is not None:
            yield Quad(subject, predicate, value, graph)
