"""How results are printed: a table for people, JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console

from cancu.tables import print_table

if TYPE_CHECKING:
    from cancu.queries.store import Result

OutputFormat = Literal["table", "json", "jsonl", "csv"]
FORMATS: tuple[OutputFormat, ...] = ("table", "json", "jsonl", "csv")

out = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
"""What was asked for, on standard output."""

err = Console(stderr=True, highlight=False)
"""Progress, warnings and errors."""


def print_records(
    records: Sequence[Mapping[str, Any]],
    form: OutputFormat,
    columns: Sequence[str] | None = None,
    *,
    title: str | None = None,
) -> None:
    """Print records in one of the formats; ``columns`` chooses and orders the table's columns."""
    names = list(columns or (records[0] if records else ()))
    if form == "json":
        write(json.dumps([dict(r) for r in records], ensure_ascii=False, indent=2))
    elif form == "jsonl":
        for record in records:
            write(json.dumps(dict(record), ensure_ascii=False))
    elif form == "csv":
        write(_csv(records, names), end="")
    else:
        _print_table(records, names, title)


def print_result(result: Result, form: OutputFormat, *, title: str | None = None) -> None:
    """Print a query's answer; in a table codes are spelt out and IRIs give way to numbers."""
    from cancu.queries.run import as_csv, as_json, as_jsonl, as_table

    if form == "json":
        write(as_json(result))
    elif form == "jsonl":
        write(as_jsonl(result), end="")
    elif form == "csv":
        write(as_csv(result), end="")
    else:
        headings, rows = as_table(result)
        shown = [i for i in range(len(headings)) if _worth_a_column(result.variables, rows, i)]
        cells = [[row[i] for i in shown] for row in rows]
        print_table(out, [headings[i] for i in shown], cells, title)
        if rows:
            out.print(f"{len(rows)} dòng / rows")


def _worth_a_column(names: Sequence[str], rows: Sequence[Sequence[str]], i: int) -> bool:
    """Whether a column tells a person something: not all empty, no IRI beside its number."""
    cells = [row[i] for row in rows]
    if not rows:
        return True
    iris = all(cell.startswith(("http://", "https://")) for cell in cells if cell)
    return any(cells) and not (iris and "number" in names) and names[i] not in _FOR_PROGRAMS


_FOR_PROGRAMS = frozenset(("start", "end", "file", "kind", "iso", "origin", "obligation"))
"""Columns that a table leaves out; JSON and CSV have them."""


def write(text: str, end: str = "\n") -> None:
    """Write to standard output in UTF-8, whatever the console of the machine is set to."""
    sys.stdout.buffer.write((text + end).encode("utf-8"))
    sys.stdout.buffer.flush()


def _csv(records: Iterable[Mapping[str, Any]], names: Sequence[str]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: _safe(v) for k, v in record.items()} for record in records)
    return buffer.getvalue()


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from running a cell that begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+@") else value


def _print_table(
    records: Sequence[Mapping[str, Any]], names: Sequence[str], title: str | None
) -> None:
    from cancu.queries.run import label

    rows = [["" if r.get(n) is None else str(r[n]) for n in names] for r in records]
    print_table(out, [label("column", name) for name in names], rows, title)
