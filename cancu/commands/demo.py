"""`cancu demo`: the main job on the sample documents that come with the package."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click

from cancu import samples
from cancu.commands.ingest import ingest, print_summary
from cancu.commands.options import Said, said
from cancu.commands.trace import print_trace
from cancu.commands.view import write_page
from cancu.printing import out, print_result
from cancu.queries.documents import find_document
from cancu.queries.opening import open_store
from cancu.queries.run import query_named, run_query
from cancu.queries.store import Store
from cancu.queries.trace import trace

COMMUNE_PLAN = "08/KH-UBND"
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("most-cited", {}),
    ("who-cites", {"document": "766/QĐ-TTg"}),
    ("ambiguous", {}),
)


@click.command(name="demo")
@click.option(
    "-o",
    "--output",
    default="cancu-demo",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục để ghi / the folder to write to.",
)
@click.pass_context
def command(ctx: click.Context, output: Path) -> None:
    """Chạy thử trên tài liệu mẫu / run the main job on the sample documents.

    Đọc mười bốn văn bản vào một kho riêng, lần kế hoạch của một xã lên đến Chính phủ, hỏi ba câu
    và vẽ đồ thị. / Reads fourteen documents into a store of their own, traces a commune's plan up
    to the Government, asks three questions and writes the graph page.

    \b
    cancu demo
    cancu demo -o thu-muc/
    """
    start = time.monotonic()
    shutil.rmtree(output / "store", ignore_errors=True)
    output.mkdir(parents=True, exist_ok=True)
    with open_store(str(output / "store")) as store:
        run(store, output, said(ctx))
    out.print(f"\n[dim]{time.monotonic() - start:.1f} giây / seconds[/]")


def run(store: Store, output: Path, how: Said) -> None:
    """Do each step of the demo and say what it shows."""
    heading("1. Đọc tài liệu mẫu / reading the samples")
    print_summary(ingest(store, samples.documents(), how), store.location)
    heading(f"2. Kế hoạch xã {COMMUNE_PLAN} đứng trên gì / what a commune's plan stands on")
    print_trace(trace(store, find_document(store, COMMUNE_PLAN), "up"))
    heading("3. Ba câu hỏi / three questions")
    for name, values in QUESTIONS:
        query = query_named(name)
        given = "".join(f" --param {key}={value}" for key, value in values.items())
        out.print(f"[cyan]$ cancu query {name}{given}[/]")
        print_result(run_query(store, query, values), "table", title=query.summary.vi)
    heading("4. Đồ thị / the graph")
    page = output / "graph.html"
    graph = write_page(store, page, focus=find_document(store, COMMUNE_PLAN))
    out.print(
        f"{graph.number_of_nodes()} văn bản, {graph.number_of_edges()} quan hệ / "
        f"documents, relations: [bold]{page}[/] (mở bằng trình duyệt / open it in a browser)"
    )
    heading("Thử tiếp / try next")
    place = f"--store {output / 'store'}"
    for line in (
        f"cancu trace 61/2018/NĐ-CP --down {place}",
        f"cancu query {place}",
        f"cancu view 17/KH-UBND -o huyen.html {place}",
        "cancu cite THU-MUC-CUA-BAN/",
    ):
        out.print(f"  {line}", markup=False)


def heading(text: str) -> None:
    """Print the heading of a step."""
    out.print(f"\n[bold reverse] {text} [/]")
