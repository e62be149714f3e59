"""`cancu cite`: find the citations of documents; a store is only asked where one is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from cancu.commands.options import MAX_MB, OCR, PATHS, STORE, files_read, only_meant, said
from cancu.ingest.contract import as_json
from cancu.ingest.reading import Reading
from cancu.ingest.steps import read_through
from cancu.printing import FORMATS, err, out, print_records, write
from cancu.queries.run import label

COLUMNS = ("file", "ordinal", "type", "number", "date", "year", "issuer", "pinpoint", "role",
           "status", "document", "page", "paragraph", "cell", "start", "end", "surface",
           "confidence", "rule")  # fmt: skip


@click.command(name="cite")
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "text", "html"]),
    help="Dạng kết quả: một tệp thì văn bản tô màu và bảng, nhiều tệp thì bảng / the form of the "
    "output: the marked text and a table for one file, tables for several.",
)
@click.option(
    "--text",
    "as_text",
    is_flag=True,
    help="In văn bản mà vị trí trỏ vào / print the text that offsets point into.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp HTML để ghi / the HTML file to write.",
)
@STORE
@MAX_MB
@OCR
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], form: str | None, as_text: bool,
    output: Path | None, store: str | None, max_mb: int, ocr: bool,
) -> None:  # fmt: skip
    """Tìm mọi viện dẫn trong tài liệu / find every citation in documents.

    \b
    cancu cite ke-hoach.docx                      văn bản tô màu và bảng / marked text, table
    cancu cite ke-hoach.pdf --format table        bảng / a table
    cancu cite ke-hoach.pdf --format html -o a.html
    cancu cite thu-muc/ --format jsonl > tat-ca.jsonl
    """
    if output is not None and any(same_file(output, path) for path in paths):
        raise click.UsageError(
            f"{output}: là tệp được đọc, không ghi đè; chọn tên khác sau -o "
            "/ this is the file that is read; choose another name",
            ctx,
        )
    texts, failures = files_read(paths, said(ctx), max_mb=max_mb, ocr=ocr)
    if form is None:
        form = "marked" if len(paths) == 1 and paths[0].is_file() else "table"
    if as_text:
        for source in texts:
            write(source.text, end="")
    elif store is None or only_meant(ctx, store):
        show((read_through(source) for source in texts), form, output)
    else:
        from cancu.queries.known import Known
        from cancu.queries.opening import open_store

        with open_store(store, create=False) as opened:
            known = Known(opened)
            show((read_through(s, base=opened.base, known=known) for s in texts), form, output)
    if failures:
        ctx.exit(1)


def show(readings: Iterable[Reading], form: str, output: Path | None) -> None:
    """Print or write readings in one of the forms of the command."""
    if form == "html":
        write_html(readings, output)
    elif form == "text":
        print_marked(readings)
    elif form == "marked":
        for reading in readings:
            print_marked([reading])
            print_tables([reading])
    elif form in ("json", "jsonl"):
        print_contract(readings, lines=form == "jsonl")
    elif form == "table":
        print_tables(readings)
    else:
        print_records(list(citation_rows(readings)), "csv", COLUMNS)


def print_tables(readings: Iterable[Reading]) -> None:
    """Print one table a document, with its header above it."""
    for reading in readings:
        header = reading.header
        name = " ".join(filter(None, (header.type, header.number)))
        about = ", ".join(filter(None, (name, header.date, header.issuer)))
        rows = [
            {
                "TT": row["ordinal"],
                "văn bản": typed(row["type"], row["number"]),
                "ngày": row["date"] or row["year"],
                "cơ quan": row["issuer"],
                "điều khoản": row["pinpoint"],
                "vai trò": label("role", row["role"]),
                "kết quả": label("status", row["status"]),
            }
            for row in citation_rows([reading])
        ]
        out.print(f"[bold]{Path(reading.source.name).name}[/]: {about}")
        print_records(rows, "table")


def typed(kind: str | None, number: str | None) -> str:
    """Return a document as its type and number; a law's name has its type already."""
    shown = number or ""
    named = kind is not None and shown.lower().startswith(kind.lower())
    return shown if named or kind is None else f"{kind} {shown}".strip()


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file."""
    return one.exists() and other.exists() and one.samefile(other)


def citation_rows(readings: Iterable[Reading]) -> Iterator[dict[str, Any]]:
    """Yield one row a citation that is not the document's own number."""
    for reading in readings:
        contract = as_json(reading)
        for citation in contract["citations"]:
            if not citation["self"]:
                name = Path(contract["file"]).name
                shown = citation["number"] or citation["name"]
                yield {**citation, "file": name, "number": shown}


def print_contract(readings: Iterable[Reading], *, lines: bool) -> None:
    """Print the contract of the JSON: an object a line, or one array."""
    if lines:
        for reading in readings:
            write(json.dumps(as_json(reading), ensure_ascii=False))
    else:
        write(json.dumps([as_json(one) for one in readings], ensure_ascii=False, indent=1))


def print_marked(readings: Iterable[Reading]) -> None:
    """Print texts with their citations highlighted, and the legend."""
    from cancu.viz.highlight import highlight_terminal, terminal_legend

    for reading in readings:
        out.rule(Path(reading.source.name).name)
        out.print(highlight_terminal(reading))
    out.print(terminal_legend())


def write_html(readings: Iterable[Reading], output: Path | None) -> None:
    """Write the highlighted page of each document; several get a number in their name.

    Without ``output`` it is named after the document, apart from what it was read from.
    """
    from cancu.viz.highlight import highlight_html

    for i, reading in enumerate(readings):
        target = output or Path(f"{Path(reading.source.name).stem}-vien-dan.html")
        if i:
            target = target.with_stem(f"{target.stem}-{i + 1}")
        target.write_text(highlight_html(reading), encoding="utf-8")
        err.print(f"Đã ghi / wrote {target}")
