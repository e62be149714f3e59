"""`cancu query`: ask a prepared question, or list those there are."""

from __future__ import annotations

import click

from cancu.commands.options import FORMAT, STORE
from cancu.printing import OutputFormat, out, print_records, print_result
from cancu.queries.catalog import catalog
from cancu.queries.opening import open_store
from cancu.queries.run import query_named, run_query


@click.command(name="query")
@click.argument("name", required=False)
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="K=V",
    help="Giá trị của một tham số / the value of a parameter.",
)
@FORMAT()
@STORE
def command(
    name: str | None, params: tuple[str, ...], form: OutputFormat, store: str | None
) -> None:
    """Hỏi một câu có sẵn; không có tên thì liệt kê / ask a prepared question, or list them.

    \b
    cancu query
    cancu query who-cites --param document=61/2018/NĐ-CP
    cancu query most-cited --format csv
    """
    if name is None:
        list_queries(form)
        return
    query = query_named(name)
    with open_store(store, create=False) as opened:
        result = run_query(opened, query, given(params))
        print_result(result, form, title=query.summary.vi)


def given(params: tuple[str, ...]) -> dict[str, str]:
    """Return ``k=v`` words as a mapping; raises :class:`click.UsageError` for other words."""
    values = {}
    for word in params:
        key, equals, value = word.partition("=")
        if not equals:
            raise click.UsageError(f"--param {word}: viết là tên=giá trị / write name=value")
        values[key.strip()] = value.strip()
    return values


def list_queries(form: OutputFormat) -> None:
    """Print the catalogue."""
    rows = [
        {
            "query": query.name,
            "tham số / parameters": ", ".join(p.name for p in query.parameters),
            "hỏi gì / summary": f"{query.summary.vi} / {query.summary.en}",
        }
        for query in catalog().values()
    ]
    print_records(rows, form)
    if form == "table":
        out.print("cancu query TÊN --param tên=giá-trị", markup=False)
