"""The store as a graph of documents, for what SPARQL cannot ask: depth, rank, cycles, chains.

Nodes are keyed by a document's IRI and have the attributes iri, label, number, type, level, title,
date, issuer (None where unknown) and ingested. Edges run from the citing document to the cited one
and have relation (based_on, implements, under, amends, replaces, repeals, corrects, guides,
issued_with, cites), wording, count and proposed.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyoxigraph import NamedNode

from cancu.queries.run import plain_rows, query_named
from cancu.queries.store import Store, StoreError

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

UPWARD = frozenset({"based_on", "implements", "under"})
"""Relations by which one document stands on another."""

_RELATION_OF_ROLE = {"basis": "based_on", "mentions": "cites"}


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain between documents; ``forward`` when ``source`` is the citing one.

    ``proposed`` when no text states it: ``wording`` is then why it is proposed.
    """

    source: str
    target: str
    relation: str
    wording: str | None
    forward: bool
    proposed: bool = False


def network(store: Store) -> Network:
    """Return the whole store as a graph of documents."""
    graph: Network = nx.MultiDiGraph()
    for row in plain_rows(store.query(query_named("known-documents").text)):
        name = " ".join(str(row[key]) for key in ("type", "number") if row[key])
        graph.add_node(
            str(row["document"]),
            iri=row["document"],
            label=name or row["title"] or str(row["document"]).rpartition("/")[2],
            number=row["number"],
            type=row["type"],
            level=row["level"] or None,
            title=row["title"],
            date=row["date"],
            issuer=row["issuer"],
            ingested=row["read"],
        )
    for row in plain_rows(store.query(query_named("relations").text)):
        relation = str(row["relation"])
        graph.add_edge(
            str(row["from"]),
            str(row["to"]),
            relation=_RELATION_OF_ROLE.get(relation, relation),
            wording=row["wording"] or None,
            count=row["times"],
            proposed=row["proposed"] is True,
        )
    return graph


def with_citations(store: Store, graph: Network) -> Network:
    """Add to each read document its citations, a list of dicts in the order of the text.

    Each has document (IRI or None), type, number, date, pinpoint, role, status, page, sentence.
    """
    query = query_named("citations-of")
    for node, attributes in graph.nodes(data=True):
        if attributes.get("ingested"):
            result = store.query(query.text, {"document": NamedNode(node)})
            rows = plain_rows(result)
            attributes["citations"] = [{"document": row.pop("cited"), **row} for row in rows]
    return graph


def standing(graph: Network, *, proposed: bool = False) -> nx.DiGraph[str]:
    """Return only what stands on what, one edge a pair; proposed edges only when asked for."""
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(graph)
    simple.add_edges_from(
        (source, target)
        for source, target, edge in graph.edges(data=True)
        if edge["relation"] in UPWARD and (proposed or not edge["proposed"])
    )
    return simple


def depth(graph: Network, document: str) -> int:
    """Return how many steps the longest chain upwards from a document has; cycles count once."""
    upward = standing(graph)
    _known(graph, document)
    above = upward.subgraph({document, *nx.descendants(upward, document)})
    return int(nx.dag_longest_path_length(nx.condensation(above)))


def cycles(graph: Network, longest: int = 8) -> list[list[str]]:
    """Return the cycles of documents that stand on each other, the shortest first.

    Cycles of more than ``longest`` documents are left out: their number may grow without bound.
    """
    found = nx.simple_cycles(standing(graph), length_bound=longest)
    return sorted((_from_least(cycle) for cycle in found), key=lambda c: (len(c), c))


def _from_least(cycle: list[str]) -> list[str]:
    least = cycle.index(min(cycle))
    return cycle[least:] + cycle[:least]


def most_relied_on(graph: Network, count: int = 20) -> list[tuple[str, float]]:
    """Return the documents on which most stands, directly or through others (PageRank, sum 1)."""
    ranks = pagerank(standing(graph))
    return sorted(ranks.items(), key=lambda item: (-item[1], item[0]))[:count]


def pagerank(graph: nx.DiGraph[str], damping: float = 0.85, steps: int = 100) -> dict[str, float]:
    """Return PageRank by power iteration (networkx asks for SciPy, which nothing else needs)."""
    nodes = list(graph)
    if not nodes:
        return {}
    place = {node: number for number, node in enumerate(nodes)}
    out = [[place[target] for target in graph.successors(node)] for node in nodes]
    ranks = [1 / len(nodes)] * len(nodes)
    for _ in range(steps):
        lost = sum(rank for rank, targets in zip(ranks, out, strict=True) if not targets)
        fresh = [(1 - damping + damping * lost) / len(nodes)] * len(nodes)
        for rank, targets in zip(ranks, out, strict=True):
            for target in targets:
                fresh[target] += damping * rank / len(targets)
        moved = sum(abs(a - b) for a, b in zip(ranks, fresh, strict=True))
        ranks = fresh
        if moved < 1e-9:
            break
    return dict(zip(nodes, ranks, strict=True))


def shortest_chain(graph: Network, start: str, end: str) -> list[Link]:
    """Return the shortest chain of relations between two documents, whichever way each runs.

    Raises :class:`StoreError` when one of them is unknown or nothing links them.
    """
    for document in (start, end):
        _known(graph, document)
    try:
        paths = nx.all_shortest_paths(graph.to_undirected(as_view=True), start, end)
        # Of equally short chains always the same one, however the store orders its answers.
        nodes: list[str] = min(itertools.islice(paths, _PATHS))
    except nx.NetworkXNoPath as error:
        raise StoreError(
            f"{start} – {end}: không có chuỗi quan hệ nào nối hai văn bản "
            "(no chain of relations links these two)"
        ) from error
    return [_link(graph, a, b) for a, b in itertools.pairwise(nodes)]


_PATHS = 500
"""How many equally short chains are compared at the most."""


def _link(graph: Network, source: str, target: str) -> Link:
    forward = graph.has_edge(source, target)
    edges: Iterable[dict[str, Any]] = (
        graph[source][target] if forward else graph[target][source]
    ).values()
    edge = min(edges, key=lambda e: (e["relation"] == "cites", e["proposed"], e["relation"]))
    return Link(source, target, edge["relation"], edge["wording"], forward, edge["proposed"])


def neighbours(graph: Network, document: str, hops: int = 2, most: int = 1000) -> Network:
    """Return the part of the graph within ``hops`` relations, the nearest ``most`` documents."""
    _known(graph, document)
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), document, hops)
    order = sorted(near, key=lambda node: (near[node], -graph.degree(node), node))
    return graph.subgraph(order[:most]).copy()


def _known(graph: Network, document: str) -> None:
    if document not in graph:
        raise StoreError(
            f"{document}: không có trong kho ({len(graph)} văn bản) "
            f"(not among the {len(graph)} documents of the store)"
        )


def graphml(graph: Network) -> bytes:
    """Return the graph as GraphML (UTF-8); unknown attributes are left out."""
    plain: Network = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        plain.add_node(node, **_scalars(attributes))
    for source, target, attributes in graph.edges(data=True):
        plain.add_edge(source, target, **_scalars(attributes))
    out = io.BytesIO()
    nx.write_graphml(plain, out, encoding="utf-8")
    return out.getvalue()


def write_graphml(graph: Network, path: Path) -> None:
    """Write the graph as GraphML, for Gephi, yEd and the like."""
    path.write_bytes(graphml(graph))


def _scalars(attributes: dict[str, Any]) -> dict[str, str | int | float | bool]:
    return {k: v for k, v in attributes.items() if isinstance(v, str | int | float | bool)}
