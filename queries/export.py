"""Take the store, or an answer, away in a form that other programs read."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Literal as OneOf

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cancu.queries.network import graphml, network
from cancu.queries.run import Language, as_csv, as_table, plain_rows, query_named
from cancu.queries.store import DumpFormat, Result, Store, StoreError

GraphFormat = OneOf["turtle", "trig", "nquads", "jsonld", "graphml"]
TableFormat = OneOf["csv", "xlsx"]

SUFFIXES: dict[str, GraphFormat | TableFormat] = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
"""The format that a file's name asks for."""

TABLES = ("documents", "relations", "obligations", "targets", "citations")
"""The sheets of a workbook of the whole store, each the query ``all-…`` or one of its own."""

_QUERY_OF_TABLE = {
    "documents": "known-documents",
    "relations": "relations",
    "obligations": "all-obligations",
    "targets": "all-targets",
    "citations": "all-citations",
}
_WHOLE_STORE = ("graphml", "csv", "xlsx")
_GRAPHS_SHOWN = 12
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60
_LONGEST_CELL = 32_767  # the limit of a cell in .xlsx


def format_of(path: Path) -> GraphFormat | TableFormat:
    """Return the format for a file's suffix; raises :class:`StoreError` for any other."""
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise StoreError(
            f"{path}: không rõ định dạng (unknown format); có / there are: {', '.join(SUFFIXES)}"
        )
    return form


def export_store(store: Store, form: GraphFormat | TableFormat, graph: str | None = None) -> bytes:
    """Return the store, or one of its graphs, in a format.

    ``xlsx`` is a workbook with a sheet for each of :data:`TABLES`, ``csv`` the relations.
    """
    if form == "graphml":
        return graphml(network(store))
    if form == "csv":
        return csv_bytes(table(store, "relations"))
    if form == "xlsx":
        return workbook({name: table(store, name) for name in TABLES})
    dumped: DumpFormat = form
    return store.dump(dumped, graph)


def table(store: Store, name: str) -> Result:
    """Return one of :data:`TABLES`; raises :class:`StoreError` for another name."""
    if name not in _QUERY_OF_TABLE:
        raise StoreError(f"{name}: không có bảng này (no such table); có / there are: {TABLES}")
    return store.query(query_named(_QUERY_OF_TABLE[name]).text)


def csv_bytes(result: Result) -> bytes:
    """Return an answer as CSV in UTF-8 with a byte order mark, without which Excel misreads it."""
    return b"\xef\xbb\xbf" + as_csv(result).encode()


def workbook(tables: dict[str, Result], language: Language = "vi") -> bytes:
    """Return answers as the sheets of an .xlsx workbook, with filters and a fixed heading row."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for name, result in tables.items():
        _sheet(book, name, result, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, result: Result, language: Language) -> None:
    sheet = book.create_sheet(name[:31])
    headings, labelled = as_table(result, language)
    sheet.append(headings)
    for plain, cells in zip(plain_rows(result), labelled, strict=True):
        sheet.append(
            value if type(value) in {int, float} else _clean(cell)
            for value, cell in zip(plain.values(), cells, strict=True)
        )
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":  # a text that begins with "=" is no formula
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, heading in enumerate(headings):
        longest = max((len(row[column]) for row in labelled[:200]), default=0)
        width = min(_WIDEST, max(len(heading), longest) + 2)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _clean(text: str) -> str | None:
    """A cell's text without the control characters that .xlsx cannot hold."""
    return _ILLEGAL.sub(" ", text)[:_LONGEST_CELL] or None


def graph_named(store: Store, name: str) -> str:
    """Return the IRI of a graph of the store, named whole or as below its base ("register/own").

    Raises :class:`StoreError`, listing the graphs that there are, for any other name.
    """
    there = store.graphs()
    found = next((iri for iri in (name, f"{store.base}/{name.strip('/')}") if iri in there), None)
    if found is not None:
        return found
    short = [iri.removeprefix(f"{store.base}/") for iri in there]
    short.sort(key=lambda one: (not one.startswith("register/"), one))
    shown = ", ".join(short[:_GRAPHS_SHOWN]) or "không có đồ thị nào / none"
    if (more := len(short) - _GRAPHS_SHOWN) > 0:
        shown += f", và {more} đồ thị nữa / and {more} more"
    raise StoreError(
        f"--graph {name}: kho không có đồ thị này, không ghi tệp nào; có: {shown} (no such graph, "
        "nothing was written)"
    )


def write_export(store: Store, path: Path, graph: str | None = None) -> None:
    """Write the store, or one of its graphs, to a file in the format of its suffix."""
    form = format_of(path)
    if graph is not None:
        if form in _WHOLE_STORE:
            raise StoreError(
                f"--graph: {path.suffix} luôn có cả kho; một đồ thị thì xuất ra .ttl, .trig, .nq, "
                f".jsonld ({path.suffix} has the whole store: write a graph to one of these)"
            )
        graph = graph_named(store, graph)
    path.write_bytes(export_store(store, form, graph))
