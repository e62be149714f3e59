"""`cancu sparql`: ask in SPARQL."""

from __future__ import annotations

from pathlib import Path

import click

from cancu.commands.options import FORMAT, STORE
from cancu.printing import OutputFormat, print_result
from cancu.queries.opening import open_store
from cancu.queries.run import run_sparql


@click.command(name="sparql")
@click.argument("text")
@FORMAT()
@STORE
def command(text: str, form: OutputFormat, store: str | None) -> None:
    """Hỏi bằng SPARQL, chữ hoặc tệp .rq / ask in SPARQL, as text or a .rq file.

    Chỉ hỏi, không sửa được kho. / Only reads: updates, SERVICE and LOAD are refused.

    \b
    cancu sparql 'SELECT * WHERE { ?s ?p ?o } LIMIT 5'
    cancu sparql cau-hoi.rq --format csv
    """
    if text.endswith(".rq"):
        text = Path(text).read_text(encoding="utf-8")
    with open_store(store, create=False) as opened:
        print_result(run_sparql(opened, text), form)
