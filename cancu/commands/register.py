"""`cancu register`: an office's own register of documents, beside those that come along."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from cancu.commands.options import FORMAT, STORE
from cancu.ontology.load import CentralDocument
from cancu.ontology.register_file import RegisterError
from cancu.printing import OutputFormat, err, out, print_records
from cancu.queries.opening import open_store, open_store_if_there
from cancu.queries.own_register import Conflict, Imported, Row, import_register, rows_named
from cancu.queries.store import StoreError

_SHOWN = ("type", "number", "date", "title", "source", "verified", "imported")
_ALL = (
    "type", "number", "year", "date", "issuer", "title", "aliases", "effective", "amended_by",
    "ended", "ended_how", "replaced_by", "guided_by", "source", "verified", "note", "imported",
    "file", "document",
)  # fmt: skip
_DONE = (
    ("added", "thêm / added"),
    ("changed", "sửa / changed"),
    ("unchanged", "không đổi / unchanged"),
    ("rejected", "không nhận / rejected"),
    ("removed", "bỏ / removed"),
)


@click.group(name="register")
def command() -> None:
    """Sổ đăng ký văn bản / the register of documents.

    \b
    cancu register import so-van-ban.xlsx    nhập sổ của cơ quan / take an office's register in
    cancu register show 61/2018/NĐ-CP        xem một văn bản, nguồn / show a document, its source
    """


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--prefer-own",
    is_flag=True,
    help="Tin hàng của cơ quan khi trái sổ kèm chương trình / let the office's row win.",
)
@click.option(
    "--replace",
    "replace_all",
    is_flag=True,
    help="Bỏ các hàng đã nhập mà tệp này không có / drop rows that this file does not have.",
)
@STORE
@click.pass_context
def import_(
    ctx: click.Context, file: Path, prefer_own: bool, replace_all: bool, store: str | None
) -> None:
    """Nhập sổ của cơ quan từ .csv, .xlsx, .ttl / take an office's register in.

    Các cột: loại, số, ngày, cơ quan (bắt buộc); năm, tên, tên khác, ngày hiệu lực, sửa đổi bởi,
    ngày hết hiệu lực, hết hiệu lực do, thay thế bởi, hướng dẫn bởi, nguồn, mức độ xác minh, ghi
    chú. Tệp có lỗi thì không nhận hàng nào; nhập lại không làm thay đổi gì. / The first four
    columns are needed. A file with a fault is not taken at all; importing again changes nothing.

    \b
    cancu register import so-van-ban.xlsx
    cancu register import so-van-ban.csv --prefer-own
    """
    try:
        with open_store(store) as opened:
            done = import_register(opened, file, prefer_own=prefer_own, replace_all=replace_all)
            print_imported(done, opened.location)
    except RegisterError as error:
        err.print(str(error), style="red", markup=False, soft_wrap=True)
        ctx.exit(1)
    if done.rejected:
        ctx.exit(1)


def print_imported(done: Imported, location: str) -> None:
    """Say what an import did, and each disagreement with the registers that come along."""
    counts = {name: len(getattr(done, name)) for name, _ in _DONE}
    said = ", ".join(f"{counts[name]} {words}" for name, words in _DONE if counts[name])
    out.print(f"{said or 'không có hàng nào / no rows'}", markup=False)
    for name in ("added", "changed", "removed"):
        for document in getattr(done, name)[:20]:
            words = dict(_DONE)[name]
            out.print(f"  {words}: {named(document)}", markup=False)
    for conflict in done.conflicts:
        print_conflict(conflict, rejected=conflict.own in done.rejected)
    for document, times in Counter(done.rejected).items():
        if not any(conflict.own == document for conflict in done.conflicts):
            err.print(
                f"  không nhận / rejected ({times}): {named(document)}: thiếu năm hoặc cơ quan "
                "(year or issuer is missing)",
                markup=False,
            )
    out.print(f"kho / store: {location}", markup=False)


def print_conflict(conflict: Conflict, *, rejected: bool) -> None:
    """Say where a row disagrees with the program's, and what came of it."""
    shipped = conflict.shipped
    end = (
        "không nhận; thêm --prefer-own nếu hàng này đúng / rejected; --prefer-own takes it"
        if rejected
        else "đã nhận / taken"
    )
    checked = "" if conflict.verified else ", chưa kiểm chứng / unverified"
    err.print(
        f"  {named(conflict.own)}: {conflict.column}: {conflict.value}; sổ kèm chương trình / the "
        f"program's register: {conflict.shipped_value} ({shipped.verified}{checked}): {end}",
        style="yellow",
        markup=False,
        soft_wrap=True,
    )


def named(document: CentralDocument) -> str:
    """Return a document by its type and number, or its name."""
    return f"{document.type} {document.number or document.title or ''}".strip()


@command.command(name="show")
@click.argument("wanted", metavar="[NUMBER|NAME]", required=False)
@click.option("--own", is_flag=True, help="Chỉ hàng của cơ quan / only the office's own rows.")
@FORMAT()
@STORE
@click.pass_context
def show(
    ctx: click.Context, wanted: str | None, own: bool, form: OutputFormat, store: str | None
) -> None:
    """Xem sổ: văn bản, nguồn, mức độ kiểm chứng / show the registers, with their sources.

    \b
    cancu register show 61/2018/NĐ-CP
    cancu register show "Luật Đất đai"
    cancu register show --own --format csv
    """
    with open_store_if_there(store) as opened:
        rows = rows_named(opened, wanted)
    if own:
        rows = [row for row in rows if row.imported]
    print_rows(rows, form)
    if wanted and not rows:
        raise StoreError(
            f"{wanted}: sổ đăng ký không có văn bản này (the registers do not have this document)"
        )
    ctx.exit(0)


def print_rows(rows: list[Row], form: OutputFormat) -> None:
    """Print rows of the registers; a table has what a person looks for first."""
    records = [record(row) for row in rows]
    print_records(records, form, _SHOWN if form == "table" else _ALL)


def record(row: Row) -> dict[str, Any]:
    """Return a row as plain values; lists are joined by "; "."""
    document = row.document
    amended = "; ".join(
        " ".join(
            filter(None, (c.number, c.provisions, f"({c.effective})" if c.effective else None))
        )
        for c in document.amended_by
    )
    return {
        "type": document.type,
        "number": document.number or None,
        "year": document.year,
        "date": _iso(document.date),
        "issuer": document.issuer,
        "title": document.title,
        "aliases": "; ".join(document.aliases) or None,
        "effective": _iso(document.effective),
        "amended_by": amended or None,
        "ended": _iso(document.ended),
        "ended_how": document.ended_how,
        "replaced_by": "; ".join(document.replaced_by) or None,
        "guided_by": "; ".join(document.guided_by) or None,
        "source": document.source or None,
        "verified": document.verified,
        "note": document.note,
        "imported": row.imported,
        "file": row.file,
        "document": row.iri or None,
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None
