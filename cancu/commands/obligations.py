"""`cancu obligations`: who owes what, by when, because of which document."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cancu.commands.options import FORMAT, STORE
from cancu.printing import FORMATS, OutputFormat, err, out, print_records
from cancu.queries.obligations import Duty, Wanted, obligations, quarter
from cancu.queries.opening import open_store
from cancu.queries.run import label

LEVELS = ("central", "ministry", "province", "department", "district", "commune")
FIELDS = (
    "document", "number", "type", "level", "issuer", "origin", "section", "ordinal", "task",
    "lead", "coordinating", "part", "deadline", "kind", "iso", "due", "deliverable", "note",
    "cites", "through", "file", "start", "obligation", "lead_bodies", "coordinating_bodies",
)  # fmt: skip
"""The columns of CSV and JSON, in their order."""
_LISTS = ("cites", "lead_bodies", "coordinating_bodies")


def day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    """Return the day that a person wrote, 30/9/2025 or 2025-09-30."""
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise click.BadParameter(f"{value}: viết là 30/9/2025 hoặc 2025-09-30 / write 2025-09-30")


def days_of_quarter(
    _ctx: click.Context, _option: click.Parameter, value: str | None
) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a quarter, 2025-Q3."""
    try:
        return None if value is None else quarter(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="obligations")
@click.option("--body", help="Cơ quan chủ trì hoặc phối hợp / the body that leads or takes part.")
@click.option(
    "--class",
    "classes",
    is_flag=True,
    help="Kể cả nhóm chứa cơ quan ấy («các sở, ban, ngành») / count classes it belongs to.",
)
@click.option("--level", type=click.Choice(LEVELS), help="Cấp của văn bản / level of the document.")
@click.option(
    "--laid-on",
    type=click.Choice(LEVELS),
    help="Cấp của cơ quan được giao / level of a body on which the duty is laid.",
)
@click.option("--document", "-d", help="Số ký hiệu hoặc IRI / number or IRI of the document.")
@click.option("--under", help="Đặt ra vì văn bản này / imposed because of this document.")
@click.option(
    "--after", callback=day, metavar="NGÀY", help="Đến hạn từ ngày / due on this day or later."
)
@click.option(
    "--before",
    callback=day,
    metavar="NGÀY",
    help="Đến hạn chậm nhất ngày / due on this day or earlier.",
)
@click.option(
    "--quarter",
    "in_quarter",
    callback=days_of_quarter,
    metavar="QUÝ",
    help="Đến hạn trong quý, 2025-Q3 / due in a quarter.",
)
@click.option(
    "--overdue", callback=day, metavar="NGÀY", help="Đã quá hạn vào ngày / overdue on this day."
)
@FORMAT(extra=("xlsx", "ics"))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp để ghi, đuôi .xlsx hoặc .ics / file to write, .xlsx or .ics.",
)
@STORE
def command(
    body: str | None, classes: bool, level: str | None, laid_on: str | None,
    document: str | None, under: str | None, after: datetime.date | None,
    before: datetime.date | None, in_quarter: tuple[datetime.date, datetime.date] | None,
    overdue: datetime.date | None, form: str, output: Path | None, store: str | None,
) -> None:  # fmt: skip
    """Ai phải làm gì, bao giờ, theo văn bản nào / who owes what, by when, because of what.

    \b
    cancu obligations --body "Văn phòng UBND tỉnh" --quarter 2025-Q3
    cancu obligations --body "Sở Tư pháp" --class
    cancu obligations --under 61/2018/NĐ-CP --level commune
    cancu obligations --under 766/QĐ-TTg --laid-on district
    cancu obligations --overdue 1/10/2025
    cancu obligations --document 41/KH-UBND -o nhiem-vu.xlsx
    cancu obligations --body "Sở Nội vụ" -o lich.ics
    """
    if in_quarter:
        after = max(filter(None, (after, in_quarter[0])))
        before = min(filter(None, (before, in_quarter[1])))
    wanted = Wanted(body, classes, level, laid_on, document, under, after, before, overdue)
    chosen = form_of(form, output)
    with open_store(store, create=False) as opened:
        found = obligations(opened, wanted)
    if body and not found:
        err.print(
            f"{body}: không nhiệm vụ nào khớp; thử tên ngắn hơn, bỏ địa bàn hoặc thêm --class / "
            "nothing fits: try a shorter name, without its place, or --class",
            markup=False,
        )
    if chosen in ("xlsx", "ics"):
        write_file(found, chosen, output or Path(f"nhiem-vu.{chosen}"))
    else:
        print_duties(found, next(known for known in FORMATS if known == chosen))


def form_of(form: str, output: Path | None) -> str:
    """Return the form to write; the suffix of a file decides, .xlsx or .ics.

    Raises :class:`click.UsageError` for another suffix.
    """
    if output is None:
        return form
    suffix = output.suffix.lower().lstrip(".")
    if suffix not in ("xlsx", "ics") or form not in ("table", suffix):
        raise click.UsageError(
            f"{output}: tệp phải có đuôi .xlsx hoặc .ics; dạng khác thì dùng --format và > "
            "(the file must end in .xlsx or .ics: use --format and > for the others)"
        )
    return suffix


def print_duties(found: Sequence[Duty], form: OutputFormat) -> None:
    """Print duties; the table has what a person looks for first, the other forms everything."""
    if form != "table":
        rows = [record(duty) for duty in found]
        if form == "csv":
            rows = [row | {name: "; ".join(row[name]) for name in _LISTS} for row in rows]
        print_records(rows, form, FIELDS)
        return
    shown = [
        {
            "văn bản": duty.called,
            "TT": duty.ordinal,
            "nhiệm vụ": duty.task,
            "chủ trì": duty.lead,
            "phối hợp": duty.coordinating,
            "thời hạn": duty.deadline,
            "hạn cuối": f"{duty.due:%d/%m/%Y}" if duty.due else None,
            "vai": label("part", duty.part) if duty.part else None,
            "vì": label("through", duty.through) if duty.through else None,
        }
        for duty in found
    ]
    columns = [name for name in (shown[0] if shown else ()) if any(row[name] for row in shown)]
    print_records(shown, "table", columns)
    out.print(f"{len(shown)} nhiệm vụ / obligations")


def record(duty: Duty) -> dict[str, Any]:
    """Return one duty as JSON has it: the day in ISO, the numbers cited and the IRIs of bodies
    as lists."""
    lists = {
        "cites": list(duty.cites),
        "lead_bodies": duty.body_iris("lead"),
        "coordinating_bodies": duty.body_iris("coordinating"),
    }
    values = {name: lists[name] if name in lists else getattr(duty, name) for name in FIELDS}
    return values | {"due": duty.due.isoformat() if duty.due else None}


def write_file(found: Sequence[Duty], form: str, output: Path) -> None:
    """Write a workbook or a calendar and say what is in it."""
    if form == "xlsx":
        from cancu.queries.workbook import workbook

        output.write_bytes(workbook(found))
        say_written(output, f"{len(found)} dòng / rows")
        return
    from cancu.queries.calendar import calendar

    made = calendar(found, datetime.datetime.now(datetime.UTC))
    output.write_bytes(made.content)
    say_written(
        output,
        f"{made.entries} mục lịch / entries, {made.undated} nhiệm vụ không có ngày / without a day",
    )


def say_written(output: Path, what: str) -> None:
    """Say on standard error what was written."""
    err.print(f"Đã ghi / wrote {output}: {what}", markup=False)
