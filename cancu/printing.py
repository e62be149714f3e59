"""How results are printed: a table for people, JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

OutputFormat = Literal["table", "json", "jsonl", "csv"]
FORMATS: tuple[OutputFormat, ...] = ("table", "json", "jsonl", "csv")

out = Console(highlight=False, soft_wrap=False)
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
    table = Table(title=title, header_style="bold", title_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    for record in records:
        table.add_row(*("" if record.get(n) is None else _plain(record[n]) for n in names))
    out.print(table)


def _plain(value: Any) -> str:
    return str(value).replace("[", "\\[")
