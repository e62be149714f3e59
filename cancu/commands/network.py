"""`cancu network`: the graph of documents as a whole, or the chain between two of them."""

from __future__ import annotations

from typing import Any

import click

from cancu.commands.options import FORMAT, STORE
from cancu.printing import OutputFormat, out, print_records
from cancu.queries.documents import find_document
from cancu.queries.network import Network, cycles, depth, most_relied_on, network, shortest_chain
from cancu.queries.opening import open_store
from cancu.queries.run import label


@click.command(name="network")
@click.argument("start", required=False)
@click.argument("end", required=False)
@click.option(
    "--most", default=20, show_default=True, help="Bao nhiêu văn bản / how many documents."
)
@FORMAT()
@STORE
def command(
    start: str | None, end: str | None, most: int, form: OutputFormat, store: str | None
) -> None:  # fmt: skip
    """Văn bản nào được dựa vào nhiều nhất; chuỗi nối hai văn bản / the whole, or a chain.

    Không nêu văn bản: những văn bản được dựa vào nhiều nhất (PageRank), số bậc ở trên, vòng lặp.
    Nêu hai văn bản: chuỗi quan hệ ngắn nhất nối chúng. / Without documents: those on which most
    stands, the depth of the longest chain above each, and cycles. With two: the shortest chain.

    \b
    cancu network
    cancu network 08/KH-UBND 61/2018/NĐ-CP
    """
    with open_store(store, create=False) as opened:
        graph = network(opened)
        if start and end:
            first, last = (find_document(opened, one) for one in (start, end))
            print_records(chain_rows(graph, first, last), form)
            return
        print_records(relied_on_rows(graph, most), form)
    if form == "table":
        for cycle in cycles(graph):
            names = " → ".join(graph.nodes[one]["label"] for one in (*cycle, cycle[0]))
            out.print(f"[yellow]vòng lặp / cycle:[/] {names}")


def relied_on_rows(graph: Network, most: int) -> list[dict[str, Any]]:
    """Return the documents on which most stands, with their weight and their depth."""
    return [
        {
            "văn bản": graph.nodes[document]["label"],
            "cấp": label("level", graph.nodes[document]["level"] or ""),
            "mức dựa vào": round(weight, 4),
            "số bậc ở trên": depth(graph, document),
        }
        for document, weight in most_relied_on(graph, most)
    ]


def chain_rows(graph: Network, start: str, end: str) -> list[dict[str, Any]]:
    """Return the shortest chain of relations between two documents, a row a step."""
    rows = []
    for link in shortest_chain(graph, start, end):
        citing, cited = (link.source, link.target) if link.forward else (link.target, link.source)
        rows.append(
            {
                "văn bản": graph.nodes[citing]["label"],
                "quan hệ": label("relation", link.relation),
                "với": graph.nodes[cited]["label"],
                "nêu hay gợi ý": label("standing", "proposed" if link.proposed else "stated"),
                "câu dẫn": link.wording,
            }
        )
    return rows
