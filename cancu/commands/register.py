"""`cancu register`: the registers of documents, bodies and units, and what an office adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cancu.commands.options import FORMAT, STORE
from cancu.commands.register_records import FIELDS, SHOWN, records_of
from cancu.commands.status import day_of
from cancu.ontology.load import RegisterKind, register_sources
from cancu.ontology.register_faults import Fault, RegisterError
from cancu.ontology.register_table import KINDS
from cancu.printing import OutputFormat, err, out, print_records
from cancu.queries.opening import open_store, open_store_if_there
from cancu.queries.own_bodies import ISSUERS, UNITS
from cancu.queries.own_file import import_file
from cancu.queries.own_import import Conflict, Imported
from cancu.queries.own_register import DOCUMENTS
from cancu.queries.register_search import Choice, bodies_meant, places_meant
from cancu.queries.store import StoreError

_DONE = (
    ("added", "thêm / added"),
    ("changed", "sửa / changed"),
    ("unchanged", "không đổi / unchanged"),
    ("rejected", "không nhận / rejected"),
    ("removed", "bỏ / removed"),
)


_RULES = {one.kind: one for one in (DOCUMENTS, ISSUERS, UNITS)}


@click.group(name="register")
def command() -> None:
    """Sổ văn bản, cơ quan, đơn vị hành chính / the registers: documents, issuers, units.

    \b
    cancu register import so-van-ban.xlsx    nhập sổ của cơ quan / take an office's register in
    cancu register show 61/2018/NĐ-CP        xem một văn bản, nguồn / show a document, its source
    cancu register show "Bộ Nội vụ"          xem một cơ quan, ký hiệu / show a body, its symbols
    cancu register show "xã Lê Lợi"          mọi xã có tên này / all communes of this name
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

    Tiêu đề cột cho biết là sổ nào. Văn bản: loại, số, ngày, cơ quan (cần); năm, tên, tên khác,
    ngày hiệu lực, sửa đổi bởi, ngày hết hiệu lực, hết hiệu lực do, thay thế bởi, hướng dẫn bởi,
    nguồn, mức độ xác minh, ghi chú. Cơ quan: tên cơ quan, ký hiệu (cần); tên khác, tên tiếng Anh,
    cấp, thuộc, từ ngày, đến ngày, trở thành. Đơn vị hành chính: loại, tên, thuộc (cần); mã,
    từ ngày, đến ngày, trở thành. Nhiều giá trị cách nhau bằng ";". Dòng tiêu đề tìm trong 10 dòng
    đầu; mọi trang tính có tiêu đề ấy đều đọc, cột và trang không đọc được nêu tên. Tệp có lỗi thì
    không nhận hàng nào; nhập lại không làm thay đổi gì. Nhập được cả tệp của "show --format csv". /
    The headings, looked for in the first ten rows of each sheet, tell which register it is; those
    marked "cần" are needed, and several values are parted by ";". Sheets and columns that are not
    read are named. A file with a fault is not taken at all; importing again changes nothing. What
    "show --format csv" wrote is taken too. Bodies and units count in what is read from then on.

    \b
    cancu register import so-van-ban.xlsx
    cancu register import so-van-ban.csv --prefer-own
    cancu register import co-quan.csv
    cancu register import don-vi.ttl --replace
    """
    try:
        with open_store(store) as opened:
            done = import_file(opened, file, prefer_own=prefer_own, replace_all=replace_all)
            for one in done:
                print_imported(one, file)
            out.print(f"kho / store: {opened.location}", markup=False)
    except RegisterError as error:
        err.print(str(error), style="red", markup=False, soft_wrap=True)
        ctx.exit(1)
    if any(one.rejected for one in done):
        ctx.exit(1)


def print_imported(done: Imported[Any], file: Path) -> None:
    """Say what an import did, what it left unread, and where it disagrees with the program."""
    named = _RULES[done.kind].named
    for notice in done.notices:
        warn(f"  {file.name}: {notice}")
    counts = {name: len(getattr(done, name)) for name, _ in _DONE}
    said = ", ".join(f"{counts[name]} {words}" for name, words in _DONE if counts[name])
    out.print(f"{KINDS[done.kind]}: {said or 'không có hàng nào / no rows'}", markup=False)
    for name in ("added", "changed", "removed"):
        for row in getattr(done, name)[:20]:
            out.print(f"  {dict(_DONE)[name]}: {named(row)}", markup=False)
        if (more := counts[name] - 20) > 0:
            out.print(f"  … và {more} hàng nữa / and {more} more", markup=False)
    for conflict in done.conflicts:
        print_conflict(conflict, named(conflict.own), file, _outcome(conflict, done))
    if done.kind != "documents" and (done.added or done.changed or done.removed):
        out.print(
            "  dùng cho văn bản đọc từ nay; văn bản đã đọc: cancu forget rồi cancu ingest lại / "
            "counts for what is read from now on; forget and ingest again what was read before",
            soft_wrap=True,
        )


def _outcome(conflict: Conflict[Any], done: Imported[Any]) -> str:
    if conflict in done.kept:
        return (
            "nhận các ô khác của hàng, giữ giá trị của sổ kèm chương trình; thêm --prefer-own nếu "
            "tệp đúng / other cells are taken, the program's value stays; --prefer-own takes it"
        )
    if conflict.own in done.rejected:
        return (
            "không nhận hàng này; sửa ô, hoặc thêm --prefer-own nếu tệp đúng / row rejected; "
            "correct the cell, or --prefer-own takes it"
        )
    return "đã nhận giá trị của tệp / the file's value is taken"


def print_conflict(conflict: Conflict[Any], name: str, file: Path, outcome: str) -> None:
    """Say where a row disagrees with the program's, and what came of it."""
    checked = "" if conflict.verified else ", chưa kiểm chứng / unverified"
    told = getattr(conflict.shipped, "verified", "")
    said = f" ({told}{checked})" if told or checked else ""
    message = (
        f"{name}: sổ kèm chương trình ghi / the program's register has "
        f"{conflict.shipped_value!r}{said}: {outcome}"
    )
    warn(f"  {file.name}: {Fault(conflict.place, conflict.heading, conflict.value, message)}")


def warn(text: str) -> None:
    """Print a line on the error output that is no error of the command."""
    err.print(text, style="yellow", markup=False, soft_wrap=True)


@command.command(name="show")
@click.argument("wanted", metavar="[WORDS]", required=False)
@click.option("--own", is_flag=True, help="Chỉ hàng của cơ quan / only the office's own rows.")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS)),
    help="Chỉ một sổ; mặc định sổ nào có thì xem / one register; by default all that match.",
)
@click.option(
    "--on",
    "day",
    metavar="DATE",
    help="Chỉ văn bản có hiệu lực, cơ quan, đơn vị có vào ngày này / only what held on this day.",
)
@click.option(
    "--issuer",
    metavar="BODY",
    help="Chỉ văn bản của cơ quan này / only documents of this body, by name or symbol.",
)
@click.option(
    "--unit",
    metavar="UNIT",
    help="Chỉ văn bản của cơ quan trong đơn vị này / only documents of bodies in this unit.",
)
@FORMAT()
@STORE
def show(
    wanted: str | None,
    own: bool,
    kind: RegisterKind | None,
    day: str | None,
    issuer: str | None,
    unit: str | None,
    form: OutputFormat,
    store: str | None,
) -> None:
    """Xem sổ: văn bản, cơ quan, đơn vị, nguồn / show the registers, with their sources.

    Không có từ nào thì xem cả sổ văn bản, hoặc sổ ghi ở --kind. Từ không phải số, tên riêng nào
    thì tìm trong tên, trích yếu văn bản, có dấu hoặc không dấu. / Without words the whole register
    of documents is shown, or the one of --kind. Words that are no number and no name are looked for
    in the titles of documents, with or without accents.

    \b
    cancu register show 61/2018/NĐ-CP
    cancu register show "Luật Đất đai"
    cancu register show "một cửa liên thông"
    cancu register show BNV
    cancu register show --kind units "xã Lê Lợi" --on 1/6/2025
    cancu register show --issuer "Bộ Nội vụ" --on 2025-01-01
    cancu register show --own --format csv
    """
    if "" in {one if one is None else one.strip() for one in (issuer, unit)}:
        raise click.UsageError(
            "--issuer, --unit: để trống; viết tên hoặc bỏ tùy chọn / is blank: write a name or "
            "leave the option out"
        )
    if (issuer or unit) and kind not in (None, "documents"):
        raise click.UsageError(
            "--issuer, --unit: chỉ dùng cho sổ văn bản; bỏ --kind / only for documents: drop --kind"
        )
    kinds: tuple[RegisterKind, ...] = (kind,) if kind else tuple(KINDS)
    if issuer or unit or not (kind or wanted or own):
        kinds = ("documents",)
    with open_store_if_there(store) as opened:
        choice = Choice(
            on=day_of(day) if day else None,
            bodies=bodies_meant(issuer) if issuer else None,
            places=places_meant(unit) if unit else None,
        )
        found: dict[RegisterKind, list[dict[str, Any]]] = {
            one: records_of(opened, one, wanted, own=own, choice=choice) for one in kinds
        }
        if wanted and not any(found.values()) and "documents" in kinds:
            found["documents"] = records_of(
                opened, "documents", wanted, own=own, choice=choice, by_title=True
            )
    print_registers({one: rows for one, rows in found.items() if rows}, form)
    if wanted and not any(found.values()):
        names = ", ".join(KINDS[one] for one in kinds)
        but = ", với các điều kiện đã cho / under these conditions" if choice != Choice() else ""
        raise StoreError(
            f"{wanted}: sổ không có{but}; viết số ký hiệu, từ trong trích yếu, tên hoặc ký hiệu cơ "
            f"quan, tên đơn vị (not in the registers: {names}; write a number, words of a title, a "
            "body's name or symbol, a unit's name)"
        )


def print_registers(found: dict[RegisterKind, list[dict[str, Any]]], form: OutputFormat) -> None:
    """Print rows of the registers; a table has what a person looks for first, and the sources."""
    if form != "table":
        columns = list(dict.fromkeys(name for kind in found for name in FIELDS[kind]))
        print_records(
            [row for rows in found.values() for row in rows], form, columns or FIELDS["documents"]
        )
        return
    for kind, rows in found.items():
        imported = any(row["imported"] for row in rows)
        columns = [name for name in SHOWN[kind] if imported or name not in ("imported", "file")]
        days = [{**row, "imported": (row["imported"] or "")[:10]} for row in rows]
        print_records(days, form, columns, title=KINDS[kind])
        if all(row["imported"] for row in rows):
            continue
        for source in register_sources():
            if source.register == kind:
                out.print(
                    f"nguồn / source: {source.source}; giấy phép / licence: {source.licence}; "
                    f"tính đến / as of {source.as_of}; {source.more}",
                    style="dim",
                    markup=False,
                    soft_wrap=True,
                )
    if not found:
        out.print("không có hàng nào / no rows")
