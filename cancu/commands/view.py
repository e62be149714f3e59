"""`cancu view`: write a page to look at: the graph of documents, or one document marked up."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from cancu.commands.options import STORE
from cancu.printing import out
from cancu.queries.documents import find_document
from cancu.queries.network import Network, neighbours, network, with_citations
from cancu.queries.opening import open_store
from cancu.queries.store import Store


@click.command(name="view")
@click.argument("document", required=False)
@click.option(
    "-o",
    "--output",
    default="cancu-graph.html",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Trang HTML để ghi / the page to write.",
)
@click.option("--hops", default=0, help="Chỉ vẽ trong chừng này bước / only within so many steps.")
@click.option(
    "--max-nodes",
    default=1000,
    show_default=True,
    help="Vẽ nhiều nhất chừng này văn bản / draw at most so many documents.",
)
@click.option("--open", "show", is_flag=True, help="Mở trong trình duyệt / open in the browser.")
@STORE
def command(
    document: str | None, output: Path, hops: int, max_nodes: int, show: bool, store: str | None
) -> None:
    """Vẽ đồ thị văn bản thành một trang mở được không cần mạng / draw the graph as one page.

    \b
    cancu view -o do-thi.html
    cancu view 08/KH-UBND -o xa.html --open
    cancu view 61/2018/NĐ-CP --hops 2
    """
    with open_store(store, create=False) as opened:
        focus = find_document(opened, document) if document else None
        write_page(opened, output, focus=focus, hops=hops, max_nodes=max_nodes)
    out.print(f"đã ghi / wrote {output}", markup=False)
    if show:
        webbrowser.open(output.absolute().as_uri())


def write_page(
    store: Store, output: Path, *, focus: str | None = None, hops: int = 0, max_nodes: int = 1000
) -> Network:
    """Write the page of a store's graph; return what was drawn."""
    from cancu.viz.network_page import network_page

    graph = network(store)
    if focus is not None and hops:
        graph = neighbours(graph, focus, hops, max_nodes)
    with_citations(store, graph)
    title = f"Căn Cứ: {graph.nodes[focus]['label']}" if focus else "Căn Cứ"
    page = network_page(graph, title=title, focus=focus, max_nodes=max_nodes)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page, encoding="utf-8")
    return graph
