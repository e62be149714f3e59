"""The store on a SPARQL 1.1 server: Oxigraph, Jena Fuseki, GraphDB, Virtuoso, QLever and others.

Queries and updates go through SPARQLWrapper, whole graphs through the SPARQL 1.1 Graph Store HTTP
Protocol. Answers are read by pyoxigraph, so their terms are those of the embedded store.
"""

from __future__ import annotations

import base64
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat
from rdflib import Dataset
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from cancu.ontology.overlay import lift
from cancu.queries.bind import bind
from cancu.queries.serialise import dump_dataset, ntriples
from cancu.queries.store import Change, DumpFormat, Result, StoreError, Term

TIMEOUT_SECONDS = 120

_UNION_OFFERS: tuple[Mapping[str, str], ...] = (
    {},  # GraphDB, Virtuoso, QLever: the union by nature
    {"union-default-graph": "true"},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Jena
)
_FORMS = (
    # pattern of the URL's path; what is added for query, update and graph store
    (re.compile(r"/repositories/[^/]+$"), "", "/statements", "/rdf-graphs/service"),
    (re.compile(r"/sparql$"), "", "", "-graph-crud-auth"),
    (re.compile(r"."), "/query", "/update", "/data"),
    (re.compile(r"$"), "/query", "/update", "/store"),
)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The three URLs of a server."""

    query: str
    update: str
    graphs: str


def endpoints(location: str, environment: Mapping[str, str] | None = None) -> Endpoints:
    """Return the URLs of a server from the one that a user gives.

    ``http://host:7878`` is an Oxigraph server, ``…/ds`` a Fuseki dataset, ``…/repositories/x`` a
    GraphDB or RDF4J repository, ``…/sparql`` Virtuoso. ``CANCU_QUERY_URL``, ``CANCU_UPDATE_URL``
    and ``CANCU_GRAPH_URL`` say otherwise for any other server.
    """
    known = os.environ if environment is None else environment
    root = location.rstrip("/")
    path = urllib.parse.urlsplit(root).path
    query, update, graphs = next(form[1:] for form in _FORMS if form[0].search(path))
    return Endpoints(
        known.get("CANCU_QUERY_URL", root + query),
        known.get("CANCU_UPDATE_URL", root + update),
        known.get("CANCU_GRAPH_URL", root + graphs),
    )


class RemoteStore:
    """A SPARQL 1.1 server; ``CANCU_USER`` and ``CANCU_PASSWORD`` name who asks."""

    def __init__(self, location: str, base: str) -> None:
        """Take note of where the server is; nothing is asked of it yet."""
        self._location = location
        self._base = base
        self._endpoints = endpoints(location)
        self._user = os.environ.get("CANCU_USER")
        self._password = os.environ.get("CANCU_PASSWORD", "")
        self._union: Mapping[str, str] | None = None

    @property
    def location(self) -> str:
        """The URL."""
        return self._location

    @property
    def base(self) -> str:
        """The base of every IRI minted for this store."""
        return self._base

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """Answer a SPARQL query; see :meth:`cancu.queries.store.Store.query`."""
        if self._union is None:
            self._union = self._union_offer()
        return self._ask(bind(text, bindings or {}), self._union)

    def _union_offer(self) -> Mapping[str, str]:
        """Find out how this server is told to query the union of its graphs."""
        probe = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
        if not self._ask(probe, {}).rows:
            return _UNION_OFFERS[0]
        for offer in _UNION_OFFERS:
            try:
                found = self._ask("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", offer).rows
            except StoreError:
                continue
            if found:
                return offer
        raise StoreError(
            f"{self._location}: máy chủ không cho hỏi trên hợp của các đồ thị; hãy bật tuỳ chọn đó "
            "(the server does not query the union of its graphs by default: turn that on)"
        )

    def _ask(self, text: str, parameters: Mapping[str, str]) -> Result:
        wrapper = self._wrapper(self._endpoints.query)
        for name, value in parameters.items():
            wrapper.addParameter(name, value)
        wrapper.setQuery(text)
        is_graph = wrapper.queryType in {"CONSTRUCT", "DESCRIBE"}
        wrapper.setReturnFormat(TURTLE if is_graph else JSON)
        body = self._send(wrapper)
        try:
            if is_graph:
                triples = pyoxigraph.parse(body, RdfFormat.TURTLE)
                return Result(
                    ("subject", "predicate", "object"),
                    tuple((t.subject, t.predicate, t.object) for t in triples),
                )
            return Result.read(pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON))
        except SyntaxError as error:
            raise StoreError(
                f"{self._endpoints.query}: không phải câu trả lời SPARQL (not an answer): {error}"
            ) from error

    def _wrapper(self, url: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(url)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(TIMEOUT_SECONDS)
        if self._user:
            wrapper.setCredentials(self._user, self._password)
        return wrapper

    def _send(self, wrapper: SPARQLWrapper) -> bytes:
        try:
            body: bytes = wrapper.query().response.read()
        except SPARQLWrapperException as error:
            raise self._refused(wrapper.endpoint, str(error)) from error
        except OSError as error:
            raise self._unreachable(wrapper.endpoint, error) from error
        return body

    def _refused(self, url: str, why: str) -> StoreError:
        return StoreError(f"{url}: máy chủ từ chối (the server refused): {' '.join(why.split())}")

    def _unreachable(self, url: str, error: OSError) -> StoreError:
        return StoreError(
            f"{url}: không tới được máy chủ ({error}); xem --store, CANCU_USER, CANCU_PASSWORD "
            "(cannot reach the server: check --store, CANCU_USER, CANCU_PASSWORD)"
        )

    def update(self, text: str) -> None:
        """Run a SPARQL update as one request, which servers run as one transaction."""
        wrapper = self._wrapper(self._endpoints.update)
        wrapper.setQuery(text)
        self._send(wrapper)
        self._union = None

    def apply(self, change: Change) -> None:
        """Make one change in one update request."""
        if text := change.as_update():
            self.update(text)

    def load(self, changes: Iterable[Change]) -> None:
        """Make many changes that only insert, one request each."""
        for change in changes:
            self.apply(change)

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        """Put these triples in place of what ``graph`` held (HTTP PUT)."""
        self._graph_request("PUT", graph, ntriples(quads).encode())

    def remove_graph(self, graph: str) -> None:
        """Drop a graph; nothing happens if there is none."""
        self.apply(Change(drop=(graph,)))

    def _graph_request(self, method: str, graph: str, body: bytes | None = None) -> bytes:
        address = f"{self._endpoints.graphs}?{urllib.parse.urlencode({'graph': graph})}"
        request = urllib.request.Request(address, data=body, method=method)
        request.add_header("Content-Type", RdfFormat.N_TRIPLES.media_type)
        request.add_header("Accept", RdfFormat.N_TRIPLES.media_type)
        if self._user:
            pair = base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
            request.add_header("Authorization", f"Basic {pair}")
        self._union = None
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                content: bytes = answer.read()
        except urllib.error.HTTPError as error:
            raise self._refused(address, f"{error.code} {error.reason}") from error
        except OSError as error:
            raise self._unreachable(address, error) from error
        return content

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        rows = self._ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", {}).rows
        return sorted(row[0].value for row in rows if isinstance(row[0], NamedNode))

    def size(self) -> int:
        """Return the number of quads in named graphs."""
        rows = self._ask("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", {}).rows
        count = rows[0][0]
        return 0 if count is None else int(count.value)

    def _quads(self, graph: str) -> Iterable[Quad]:
        body = self._graph_request("GET", graph)
        name = NamedNode(graph)
        return (
            Quad(q.subject, q.predicate, q.object, name)
            for q in pyoxigraph.parse(body, RdfFormat.N_TRIPLES)
        )

    def dump(self, form: DumpFormat, graph: str | None = None) -> bytes:
        """Return one graph, or everything, in a serialisation (UTF-8)."""
        names = self.graphs() if graph is None else [graph]
        quads = (quad for name in names for quad in self._quads(name))
        return dump_dataset(quads, form, in_one_graph=graph is not None)

    def dataset(self) -> Dataset:
        """Return a copy of the store as an rdflib dataset whose default graph is the union."""
        dataset = Dataset(default_union=True)
        dataset.parse(data=self.dump("nquads"), format="nquads")
        return dataset

    def close(self) -> None:
        """Forget what was learnt of the server; it holds nothing for us."""
        lift(self.location)
        self._union = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
