"""The store as a graph of documents."""

from __future__ import annotations

import io
import random

import networkx as nx
import pytest

from cancu.commands.network import chain_rows
from cancu.ingest.graph import document_graph
from cancu.queries.network import (
    Network,
    cycles,
    depth,
    graphml,
    most_relied_on,
    neighbours,
    network,
    pagerank,
    shortest_chain,
    with_citations,
)
from cancu.queries.run import plain_rows, query_named, run_query
from cancu.queries.sources import put
from cancu.queries.store import Store, StoreError
from tests.chain import (
    AMENDING,
    BASE,
    COMMUNE,
    DECREE,
    DISTRICT,
    OTHER_DISTRICT,
    PROGRAMME,
    PROVINCE,
    Cite,
    of,
    reading,
)
from tests.stores import propose

RELATIONS = {
    (AMENDING, DECREE, "amends", 2),
    (PROGRAMME, DECREE, "based_on", 1),
    (PROVINCE, DECREE, "based_on", 1),
    (PROVINCE, AMENDING, "based_on", 1),
    (PROVINCE, PROGRAMME, "implements", 1),
    (DISTRICT, PROVINCE, "implements", 1),
    (DISTRICT, PROGRAMME, "under", 1),
    (OTHER_DISTRICT, DECREE, "under", 1),
    (COMMUNE, DISTRICT, "implements", 1),
    (COMMUNE, DECREE, "based_on", 1),
}


def test_nodes_and_edges(plans: Store) -> None:
    graph = network(plans)
    found = {(a, b, e["relation"], e["count"]) for a, b, e in graph.edges(data=True)}
    assert found == RELATIONS
    assert all(edge["wording"] for _, _, edge in graph.edges(data=True))
    assert graph.nodes[PROVINCE] == {
        "iri": PROVINCE,
        "label": "Kế hoạch 15/KH-UBND",
        "number": "15/KH-UBND",
        "type": "Kế hoạch",
        "level": "province",
        "title": "Cải cách thủ tục hành chính năm 2022",
        "date": "2022-04-05",
        "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "ingested": True,
    }
    assert graph.nodes[DECREE]["ingested"] is False


def test_citations_of_a_node(plans: Store) -> None:
    graph = with_citations(plans, network(plans))
    cited = graph.nodes[COMMUNE]["citations"]
    assert [one["status"] for one in cited] == ["resolved", "resolved", "ambiguous", "unresolved"]
    assert [one["document"] for one in cited] == [DISTRICT, DECREE, None, None]
    assert cited[1]["pinpoint"] == "Điều 14"
    assert "citations" not in graph.nodes[DECREE]


def test_depth(plans: Store) -> None:
    graph = network(plans)
    steps = [depth(graph, one) for one in (COMMUNE, DISTRICT, PROVINCE, PROGRAMME, DECREE)]
    assert steps == [4, 3, 2, 1, 0]


def test_cycles(plans: Store) -> None:
    assert cycles(network(plans)) == []
    cite = Cite("9/KH-UBND", COMMUNE, "implements", "Kế hoạch")
    put(plans, document_graph(reading(PROVINCE, of(PROVINCE).header, (cite,)), BASE))
    graph = network(plans)
    assert cycles(graph) == [[DISTRICT, PROVINCE, COMMUNE]]
    assert depth(graph, COMMUNE) == 2  # the cycle counts once, then the programme and the decree


def test_most_relied_on(plans: Store) -> None:
    ranks = most_relied_on(network(plans))
    assert ranks[0][0] == DECREE
    assert sum(rank for _, rank in ranks) == pytest.approx(1)


def test_pagerank_is_that_of_the_formula() -> None:
    """Power iteration agrees with the fixed point; a graph without edges is even."""
    chance = random.Random(7)
    graph: nx.DiGraph[str] = nx.gnp_random_graph(30, 0.1, seed=7, directed=True)
    graph = nx.relabel_nodes(graph, {n: str(n) for n in graph})
    ranks = pagerank(graph)
    lost = sum(ranks[n] for n in graph if graph.out_degree(n) == 0)
    for node in chance.sample(sorted(graph), 10):
        given = sum(ranks[p] / graph.out_degree(p) for p in graph.predecessors(node))
        assert ranks[node] == pytest.approx((0.15 + 0.85 * lost) / 30 + 0.85 * given, abs=1e-7)
    empty: nx.DiGraph[str] = nx.DiGraph()
    assert pagerank(empty) == {}
    empty.add_nodes_from("ab")
    assert pagerank(empty) == {"a": 0.5, "b": 0.5}


def test_shortest_chain(plans: Store) -> None:
    graph = network(plans)
    chain = shortest_chain(graph, OTHER_DISTRICT, DISTRICT)
    assert [(link.source, link.forward) for link in chain] == [
        (OTHER_DISTRICT, True),
        (DECREE, False),
        (chain[2].source, False),
    ]
    assert chain[-1].target == DISTRICT
    assert shortest_chain(graph, DECREE, DECREE) == []
    with pytest.raises(StoreError, match="nowhere"):
        shortest_chain(graph, DECREE, "nowhere")


def test_what_is_only_proposed_is_marked(plans: Store) -> None:
    propose(plans, OTHER_DISTRICT, PROVINCE)
    graph = network(plans)
    (edge,) = graph[OTHER_DISTRICT][PROVINCE].values()
    assert (edge["relation"], edge["proposed"]) == ("implements", True)
    assert edge["wording"] == "cùng chủ đề, cùng năm"
    (row,) = chain_rows(graph, OTHER_DISTRICT, PROVINCE)
    assert row["nêu hay gợi ý"] == "gợi ý"
    (stated,) = chain_rows(graph, DISTRICT, PROVINCE)
    assert stated["nêu hay gợi ý"] == "văn bản nêu"
    back = nx.read_graphml(io.BytesIO(graphml(graph)), force_multigraph=True)
    assert [e["proposed"] for *_, e in back.edges(OTHER_DISTRICT, data=True)].count(True) == 1
    rows = plain_rows(run_query(plans, query_named("plans-without-parent"), {"of": "district"}))
    assert [row["proposedPlan"] for row in rows] == ["Kế hoạch 15/KH-UBND"]


def test_no_chain() -> None:
    graph: Network = nx.MultiDiGraph()
    graph.add_nodes_from(["a", "b"])
    with pytest.raises(StoreError, match="no chain"):
        shortest_chain(graph, "a", "b")


def test_neighbours(plans: Store) -> None:
    graph = network(plans)
    assert set(neighbours(graph, COMMUNE, hops=1)) == {COMMUNE, DISTRICT, DECREE}
    assert set(neighbours(graph, COMMUNE, hops=9)) == set(graph)
    assert len(neighbours(graph, COMMUNE, hops=9, most=3)) == 3
    assert COMMUNE in neighbours(graph, COMMUNE, hops=9, most=1)


def test_graphml_comes_back(plans: Store) -> None:
    graph = network(plans)
    back = nx.read_graphml(io.BytesIO(graphml(graph)), force_multigraph=True)
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()
    assert back.nodes[COMMUNE]["label"] == graph.nodes[COMMUNE]["label"]
    assert back.nodes[COMMUNE]["ingested"] is True
