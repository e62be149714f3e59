"""The part of a large graph that one page can show."""

from __future__ import annotations

from typing import Any

import networkx as nx


def neighbourhood(
    graph: nx.MultiDiGraph[Any], focus: str | None, max_nodes: int
) -> nx.MultiDiGraph[Any]:
    """Return at most ``max_nodes`` documents of ``graph``, nearest to ``focus`` first.

    Grows ring by ring, in a ring the most connected first. Without a focus it starts at the most
    connected document and, when nothing more hangs together with it, goes on at the next one.
    """
    if len(graph) <= max_nodes:
        return graph
    by_degree = sorted(graph, key=lambda node: (-graph.degree(node), str(node)))
    rank = {node: place for place, node in enumerate(by_degree)}
    kept: dict[str, None] = {}
    for root in by_degree if focus is None else (focus,):
        ring = [root]
        while ring and len(kept) < max_nodes:
            ring = sorted((node for node in ring if node not in kept), key=rank.__getitem__)
            kept.update(dict.fromkeys(ring[: max_nodes - len(kept)]))
            ring = list({other: None for node in ring for other in nx.all_neighbors(graph, node)})
            ring = [node for node in ring if node not in kept]
    return graph.subgraph(kept)


def most_connected(graph: nx.MultiDiGraph[Any]) -> str | None:
    """Return the document with the most relations, None in an empty graph."""
    return min(graph, key=lambda node: (-graph.degree(node), str(node)), default=None)
