#!/usr/bin/env python3
"""How fast the store takes documents in and answers, on documents made up for the purpose.

usage: python bench/store.py [DOCUMENTS] [CITATIONS]

Makes DOCUMENTS (default 10,000) plans of four levels under 400 decrees, each with CITATIONS
(default 40) citations and 10 obligations, writes them to a new store in a temporary directory by
the way that ``cancu ingest`` takes, and asks. A few decrees are cited by most plans, most decrees
by few. Seconds are processor time of all threads, since other work may share the machine; each
question is asked three times and the best counts.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import least_seconds
from cancu.ingest.graph import SourceGraph, document_graph
from cancu.ingest.reading import Reading
from cancu.ingest.structure import Level
from cancu.ontology.iris import document_iri
from cancu.queries.network import most_relied_on, network
from cancu.queries.opening import open_store
from cancu.queries.run import query_named, run_query
from cancu.queries.sources import put_all
from cancu.queries.store import Store
from cancu.queries.trace import trace
from tests.chain import BASE, Cite, header, reading

DECREES = [
    document_iri(BASE, "chinh-phu", "nghi-dinh", 2000 + n % 25, f"{n}/{2000 + n % 25}/NĐ-CP")
    for n in range(1, 401)
]
LEVELS: tuple[tuple[Level, str, int], ...] = (
    ("province", "tinh", 34),
    ("district", "huyen", 500),
    ("commune", "xa", 3_000),
)


def made_up(documents: int, citations: int) -> Iterator[Reading]:
    """Yield decrees that cite each other and three levels of plans that carry out those above."""
    chance = random.Random(20)
    for place, decree in enumerate(DECREES):
        cited = chance.sample(DECREES[:place], min(place, 5))
        head = header("Nghị định", _number(decree), "Chính phủ", "central", "2020-01-01")
        yield reading(decree, head, tuple(Cite(_number(c), c, "basis") for c in cited))
    above = DECREES
    for (level, kind, units), share in zip(LEVELS, (20, 5, 1), strict=True):
        count = documents // share - (documents // 5 if share == 1 else 0)
        own = [_plan(kind, n, units) for n in range(1, count + 1)]
        for plan in own:
            parents = chance.sample(above, 2)
            cites = [Cite(_number(p), p, "implements", "Kế hoạch") for p in parents]
            for _ in range(citations - 2):
                decree = DECREES[int(chance.paretovariate(0.3)) % len(DECREES)]
                pinpoint = f"Điều {chance.randint(1, 40)}" if chance.random() < 0.3 else None
                cites.append(Cite(_number(decree), decree, "basis", pinpoint=pinpoint))
            head = header("Kế hoạch", _number(plan), f"UBND {kind}", level, "2022-03-01")
            tasks = tuple(f"Nhiệm vụ {n} của {plan.rpartition('/vn/')[2]}" for n in range(10))
            yield reading(plan, head, tuple(cites), tasks=tasks)
        above = own


def _plan(kind: str, number: int, units: int) -> str:
    year = 2020 + number // units % 6
    return document_iri(
        BASE, f"ubnd/{kind}-{number % units}", "ke-hoach", year, f"{number}/KH-UBND"
    )


def _number(document: str) -> str:
    return document.rpartition("/")[2].upper()


def fill(store: Store, documents: int, citations: int) -> None:
    """Write the documents and print how long making and writing them took."""
    made = 0.0
    count = quads = 0

    def graphs() -> Iterator[SourceGraph]:
        nonlocal made, count
        for one in made_up(documents, citations):
            start = time.process_time()
            graph = document_graph(one, BASE)
            made += time.process_time() - start
            count += 1
            yield graph

    before = store.size()
    start = time.process_time()
    for _ in put_all(store, graphs()):
        pass
    taken = time.process_time() - start
    quads = store.size() - before
    print(f"{count} documents, {quads} quads")
    each = made / count * 1e3
    print(f"document_graph: {each:.2f} ms a document, {quads / made:,.0f} quads a second")
    print(f"load: {taken:.1f} s, {quads / taken:,.0f} quads a second")


def ask(store: Store) -> None:
    """Print how long the chief questions take."""
    cited = run_query(store, query_named("most-cited"))
    hot = str(cited.rows[0][0].value if cited.rows[0][0] else "")
    rare = str(cited.rows[-1][0].value if cited.rows[-1][0] else "")
    plans = run_query(store, query_named("documents"), {"only": "commune"})
    commune = str(plans.rows[0][0].value if plans.rows[0][0] else "")
    for name, document in (("most cited", hot), ("100th", rare), ("a commune's plan", commune)):
        for query in ("who-cites", "stands-on", "document", "amendments"):
            given = {"document": document}
            rows = len(run_query(store, query_named(query), given).rows)
            taken = least_seconds(partial(run_query, store, query_named(query), given))
            print(f"{query} ({name}): {rows} rows, {taken * 1e3:.1f} ms")
    print(
        f"trace up of a commune's plan: {least_seconds(lambda: trace(store, commune)) * 1e3:.1f} ms"
    )
    for query in ("documents", "most-cited", "missing", "plans-without-parent", "unresolved"):
        taken = least_seconds(partial(run_query, store, query_named(query)), 1)
        print(f"{query}: {taken * 1e3:.1f} ms")
    start = time.process_time()
    graph = network(store)
    print(f"network: {len(graph)} nodes, {graph.number_of_edges()} edges, "
          f"{time.process_time() - start:.1f} s")  # fmt: skip
    print(f"most relied on: {least_seconds(lambda: most_relied_on(graph), 1):.2f} s")


def main() -> None:
    documents, citations = (
        (*map(int, sys.argv[1:]), 10_000, 40)[:2] if sys.argv[1:] else (10_000, 40)
    )
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        with open_store(f"{folder}/store", base=BASE) as store:
            print(f"new store with its registers: {time.process_time() - start:.1f} s")
            fill(store, documents, citations)
        start = time.process_time()
        with open_store(f"{folder}/store") as store:
            print(f"open again: {time.process_time() - start:.2f} s")
            size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
            print(f"on disk: {size / 1e6:.0f} MB")
            ask(store)


if __name__ == "__main__":
    main()
