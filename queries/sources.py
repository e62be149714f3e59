"""The files that a store holds: put in, replaced, found again, forgotten.

A file's graph is named by the hash of its bytes, so the same bytes at two places are one graph
with two locations, and a graph goes when its last location goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pyoxigraph import NamedNode

from cancu.ingest.software import software_iri
from cancu.ontology.iris import graph_iri, source_iri
from cancu.queries.documents import find_document, find_documents
from cancu.queries.store import Change, Store, StoreError

if TYPE_CHECKING:
    from cancu.ingest.graph import SourceGraph

_PREFIX = """\
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_SOURCES = (
    _PREFIX
    + """
SELECT DISTINCT ?graph ?document ?sha256 ?format ?location
WHERE {
  GRAPH ?graph {
    ?graph dcterms:isFormatOf ?document ; cc:sha256 ?sha256 ; dcterms:format ?format .
  }
  OPTIONAL { GRAPH ?files { ?graph prov:atLocation ?location } }
}
ORDER BY ?location ?graph
"""
)
_AT_LOCATION = _PREFIX + "SELECT ?graph WHERE { GRAPH ?files { ?graph prov:atLocation ?location } }"
_LOCATIONS = _PREFIX + "SELECT ?at WHERE { GRAPH ?files { ?graph prov:atLocation ?at } }"
_READ_BY = "SELECT ?p WHERE { GRAPH ?graph { ?software ?p ?o } } LIMIT 1"
_ONLY_DESCRIBED = (
    _PREFIX
    + """
SELECT DISTINCT ?described
WHERE {
  GRAPH ?source { ?thing ?verb ?described }
  GRAPH ?documents { ?described a eli:LegalResource }
  FILTER NOT EXISTS {
    GRAPH ?other { ?user ?uses ?described }
    FILTER(?other != ?source && ?other != ?documents)
  }
  FILTER NOT EXISTS {
    GRAPH ?other { ?described ?says ?something }
    FILTER(?other != ?source && ?other != ?documents)
  }
}
"""
)
_DESCRIPTION = "SELECT ?verb ?value WHERE { GRAPH ?documents { ?described ?verb ?value } }"
_TEXT = _PREFIX + "SELECT ?text WHERE { GRAPH ?graph { ?part prov:value ?text } }"
_TEXTS = (
    _PREFIX
    + """
SELECT ?graph ?text
WHERE {{ VALUES ?graph {{ {graphs} }} GRAPH ?graph {{ ?part prov:value ?text }} }}
"""
)
_BATCH = 64
"""How many new files are looked up and loaded together."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file at one place; ``location`` is its path, None for a graph without one."""

    graph: str
    document: str
    sha256: str
    format: str
    location: str | None


def sources(store: Store) -> list[Source]:
    """Return every file that the store holds, by location."""
    found = []
    for row in store.query(_SOURCES).rows:
        graph, document, sha256, form, location = (term.value if term else "" for term in row)
        found.append(Source(graph, document, sha256, form, path_of(location) if location else None))
    return found


def path_of(location: str) -> str:
    """Return a ``file:`` IRI as a path of this system."""
    return url2pathname(urlsplit(location).path)


def holds(store: Store, sha256: str, name: str) -> bool:
    """Tell whether this version read these bytes from this place: then the file can be skipped."""
    location = NamedNode(Path(name).absolute().as_uri())
    graph = NamedNode(source_iri(store.base, sha256))
    if (graph,) not in store.query(_AT_LOCATION, {"location": location}).rows:
        return False
    software = NamedNode(software_iri(store.base))
    return bool(store.query(_READ_BY, {"graph": graph, "software": software}).rows)


def source_text(store: Store, graph: str) -> str | None:
    """Return the text of a file as its reader gave it."""
    rows = store.query(_TEXT, {"graph": NamedNode(graph)}).rows
    return rows[0][0].value if rows and rows[0][0] else None


def source_texts(store: Store, graphs: Iterable[str]) -> dict[str, str]:
    """Return the texts of several files by their graphs, as their readers gave them."""
    text = _TEXTS.format(graphs=" ".join(f"<{graph}>" for graph in graphs))
    rows = store.query(text).rows
    return {graph.value: found.value for graph, found in rows if graph and found}


def put(store: Store, graph: SourceGraph) -> None:
    """Put one file in; in the same transaction what this place or these bytes held goes."""
    store.apply(_change(store, graph))


def put_all(store: Store, graphs: Iterable[SourceGraph]) -> Iterator[SourceGraph]:
    """Put many files in and yield each when it is written; new ones are loaded in bulk.

    An interrupt leaves every file that was read, whole.
    """
    waiting: dict[str, tuple[SourceGraph, Change]] = {}
    places: set[str] = set()
    for graph in _until_interrupted(graphs, lambda: list(_flush(store, waiting, places))):
        if graph.graph in waiting or graph.location in places:
            yield from _flush(store, waiting, places)
        change = _change(store, graph)
        if change.drop or change.delete:
            yield from _flush(store, waiting, places)
            store.apply(change)
            yield graph
            continue
        waiting[graph.graph] = graph, change
        places.add(graph.location)
        if len(waiting) >= _BATCH:
            yield from _flush(store, waiting, places)
    yield from _flush(store, waiting, places)


def _until_interrupted(
    graphs: Iterable[SourceGraph], finish: Callable[[], object]
) -> Iterator[SourceGraph]:
    """Yield what is read; what waits to be written is written before an interrupt goes on."""
    try:
        yield from graphs
    except KeyboardInterrupt:
        finish()
        raise


def _flush(
    store: Store, waiting: dict[str, tuple[SourceGraph, Change]], places: set[str]
) -> Iterator[SourceGraph]:
    store.load(change for _, change in waiting.values())
    written = [graph for graph, _ in waiting.values()]
    waiting.clear()
    places.clear()
    yield from written


def _change(store: Store, graph: SourceGraph) -> Change:
    """What must happen so that ``graph`` is what its place holds."""
    drop: list[str] = []
    delete = ""
    here = NamedNode(graph.location)
    for (old,) in store.query(_AT_LOCATION, {"location": here}).rows:
        if old is not None and old.value != graph.graph:
            delete += f"{old} {_AT} {here} .\n"
            if _locations(store, old.value) == {graph.location}:
                drop.append(old.value)
    if _is_held(store, graph.graph):
        drop.append(graph.graph)
    files = graph_iri(store.base, "files")
    return Change(
        prologue=graph.prologue,
        drop=tuple(drop),
        delete={files: delete} if delete else {},
        insert=graph.triples,
    )


_AT = NamedNode("http://www.w3.org/ns/prov#atLocation")


def _locations(store: Store, graph: str) -> set[str]:
    rows = store.query(_LOCATIONS, {"graph": NamedNode(graph)}).rows
    return {row[0].value for row in rows if row[0] is not None}


def _is_held(store: Store, graph: str) -> bool:
    text = "SELECT ?s WHERE { GRAPH ?graph { ?s ?p ?o } } LIMIT 1"
    return bool(store.query(text, {"graph": NamedNode(graph)}).rows)


def forget(store: Store, what: str) -> list[Source]:
    """Remove a file (by its path) or every file of a document (by number or IRI).

    Returns what went. Descriptions of documents that nothing else cites go with it. Raises
    :class:`StoreError` when the store holds no such file, or a number means several documents.
    """
    path = str(Path(what).absolute())
    held = sources(store)
    gone = [source for source in held if source.location == path]
    if not gone:
        named = {found.document for found in find_documents(store, what) if found.read}
        if len(named) > 1:
            find_document(store, what)
        gone = [source for source in held if source.document in named]
    if not gone:
        raise StoreError(
            f"{what}: kho không có tệp hay văn bản này; xem 'cancu query documents' "
            "(the store holds no such file or document: see 'cancu query documents')"
        )
    for graph in dict.fromkeys(source.graph for source in gone):
        places = {source.location for source in gone if source.graph == graph and source.location}
        _forget_graph(store, graph, places)
    return gone


def _forget_graph(store: Store, graph: str, paths: set[str]) -> None:
    locations = _locations(store, graph)
    leaving = {location for location in locations if path_of(location) in paths}
    files, documents = (graph_iri(store.base, name) for name in ("files", "documents"))
    delete = {files: "".join(f"<{graph}> {_AT} <{place}> .\n" for place in sorted(leaving))}
    drop: tuple[str, ...] = ()
    if leaving == locations:
        drop = (graph,)
        delete[documents] = _only_described(store, graph, documents)
    store.apply(Change(drop=drop, delete={g: lines for g, lines in delete.items() if lines}))


def _only_described(store: Store, graph: str, documents: str) -> str:
    """N-Triples that describe documents which only this file speaks of."""
    named = {"source": NamedNode(graph), "documents": NamedNode(documents)}
    lines = []
    for (iri,) in store.query(_ONLY_DESCRIBED, named).rows:
        if isinstance(iri, NamedNode):
            about = {"described": iri, "documents": NamedNode(documents)}
            rows = store.query(_DESCRIPTION, about).rows
            lines += [f"{iri} {verb} {value} .\n" for verb, value in rows]
    return "".join(lines)
