"""`cancu export`: write the graph to a file."""

from __future__ import annotations

from pathlib import Path

import click

from cancu.commands.options import STORE
from cancu.printing import out
from cancu.queries.export import write_export
from cancu.queries.opening import open_store

_GRAPH = "Chỉ một đồ thị, như register/own / only one named graph, such as register/own."


@click.command(name="export")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--graph", metavar="IRI|NAME", help=_GRAPH)
@STORE
def command(output: Path, graph: str | None, store: str | None) -> None:
    """Xuất kho ra tệp, định dạng theo đuôi tệp / write the store to a file, by its suffix.

    \b
    cancu export do-thi.ttl          Turtle, cũng / also .trig .nq .jsonld
    cancu export do-thi.graphml      Gephi, yEd, networkx
    cancu export so.ttl --graph register/own   sổ của cơ quan / the office's own register
    cancu export bang.xlsx           bảng tính / a workbook, also .csv
    """
    with open_store(store, create=False) as opened:
        write_export(opened, output, graph)
    out.print(f"đã ghi / wrote {output} ({output.stat().st_size:,} byte)", markup=False)
