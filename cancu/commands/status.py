"""`cancu status`: what has become of a document on a day."""

from __future__ import annotations

import datetime
from typing import Any

import click
from rich.markup import escape

from cancu.commands.options import FORMAT, STORE
from cancu.commands.trace import shortened
from cancu.ingest.dates import typed_day
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import STATUS_WORDS
from cancu.printing import OutputFormat, out, print_records
from cancu.queries.opening import open_store_if_there
from cancu.queries.run import how_sure, label, named_source
from cancu.queries.status import Point, Standing, standings

_COLORS = {"in_force": "green", "amended": "yellow", "not_yet": "yellow", "unknown": "dim"}

_VERBS = ("amends", "replaces", "repeals")
_PASSIVE = {"amended_by": "amends", "replaced_by": "replaces", "repealed_by": "repeals"}
_WORDINGS = 3
"""How many sentences that state one change are printed."""


@click.command(name="status")
@click.argument("document", metavar="DOC")
@click.option(
    "--on",
    "day",
    metavar="DATE",
    help="Vào ngày nào, mặc định hôm nay: 2022-04-05 hoặc 5/4/2022 / on which day.",
)
@FORMAT()
@STORE
def command(document: str, day: str | None, form: OutputFormat, store: str | None) -> None:
    """Văn bản còn hiệu lực không / what has become of a document on a day.

    Còn hiệu lực, chưa có hiệu lực, được sửa đổi, thay thế, bãi bỏ (bởi văn bản nào), hết hiệu lực
    hay chưa rõ, kèm nguồn và các mốc thời gian. / In force, not yet, amended, replaced or repealed
    (by what), expired or unknown, with the row or the sentence that says so, and a timeline. A
    number that several documents bear is answered for each.

    \b
    cancu status 61/2018/NĐ-CP --on 2022-04-05
    cancu status "Luật Tổ chức chính quyền địa phương" --on 1/4/2025
    cancu status 76/NQ-CP --format json
    """
    when = day_of(day) if day else datetime.date.today()
    with open_store_if_there(store) as opened:
        found = standings(opened, document, when)
    if form == "table":
        for standing in found:
            print_standing(standing)
    else:
        print_records([record(standing, nested=form != "csv") for standing in found], form)


def day_of(written: str) -> datetime.date:
    """Return a day written as 2022-04-05 or 5/4/2022; raises :class:`click.UsageError`."""
    day = typed_day(written)
    if day is None:
        raise click.UsageError(
            f"--on {written}: không phải ngày có đủ bốn chữ số của năm; viết là 2022-04-05 hoặc "
            "5/4/2022 / no day with a year of four digits: write 2022-04-05 or 5/4/2022"
        )
    return day


def print_standing(standing: Standing) -> None:
    """Print one answer: the document, its status with its source, and its timeline."""
    row = standing.row
    about = f"{row.type} {row.number}" if row.number else _called(row)
    said = ", ".join(filter(None, (_vi(row.date), row.title if row.number else None)))
    out.print(f"[bold]{escape(about)}[/]{escape(f' ({said})' if said else '')}", soft_wrap=True)
    vi, en = status_words(standing)
    color = _COLORS.get(standing.kind, "red") if standing.certain else "dim"
    out.print(f"  {_vi(standing.day)}: [{color}]{vi} / {en}[/]{_since(standing)}", soft_wrap=True)
    for point in standing.by:
        out.print(f"    {escape(described(point, row))}", soft_wrap=True)
    out.print(f"  nguồn / source: {escape(sourced(standing))}", style="dim", soft_wrap=True)
    if row.note:
        out.print(f"  ghi chú / note: {escape(row.note)}", style="dim", soft_wrap=True)
    if standing.chain:
        out.print(f"  {escape(' → '.join(n or '?' for n in standing.chain))}", soft_wrap=True)
    for point in standing.timeline:
        out.print(f"  {_vi(point.day) or '—':>10}  {escape(described(point, row))}", soft_wrap=True)
        for wording in point.wordings[:_WORDINGS]:
            out.print(f"              [dim]“{escape(shortened(wording))}”[/]", soft_wrap=True)
        more = len(point.wordings) - _WORDINGS
        if more > 0:
            out.print(f"              [dim]… {more} câu nữa / more (--format json)[/]")
    out.print()


def status_words(standing: Standing) -> tuple[str, str]:
    """Return a status in Vietnamese and English; what was not checked is only possible."""
    vi, en = STATUS_WORDS[standing.kind]
    return (vi, en) if standing.certain else (f"có thể {vi} (chưa kiểm chứng)",
                                              f"possibly {en} (not checked)")  # fmt: skip


def _called(row: CentralDocument) -> str:
    """Return a document without a number by its name, which begins with its type as a rule."""
    title = row.title or ""
    if title.lower().startswith(row.type.lower()):
        return title
    return f"{row.type} {title}".strip()


def _since(standing: Standing) -> str:
    """Return from which day a status holds, or until which day it holds not."""
    day = _vi(standing.since)
    if not day:
        return ""
    if standing.kind != "not_yet":
        return f", từ / since {day}"
    if any(point.kind == "effective" for point in standing.timeline):
        return f"; có hiệu lực từ / in force from {day}"
    return f"; ban hành / issued {day}"


def described(point: Point, row: CentralDocument) -> str:
    """Return a point of a life as a line: what happened, by which document, in which articles.

    ``row`` is the document whose life it is.
    """
    what = label("event", point.kind)
    told = f" [{point.source}]" if point.verified == "stated" and not point.wordings else ""
    return " ".join(filter(None, (what, point.other))) + _articles(point, row) + told


def _articles(point: Point, row: CentralDocument) -> str:
    """Return which articles were changed, and which of the other document changed them."""
    active = point.kind in _VERBS
    verb = point.kind if active else _PASSIVE.get(point.kind, "")
    changed = f"{label('relation', verb)} {'; '.join(point.changed)}" if point.changed else ""
    changing = "; ".join(point.changing)
    if changing:
        changing = f"theo {changing} của {(row.number if active else point.other) or 'văn bản ấy'}"
    said = "; ".join(filter(None, (changed, changing)))
    return f" ({said})" if said else ""


def sourced(standing: Standing) -> str:
    """Return what an answer rests on and how far it is verified."""
    source = named_source(standing.source) or "không ghi / not noted"
    return f"{source} ({how_sure(standing.verified)})"


def record(standing: Standing, *, nested: bool) -> dict[str, Any]:
    """Return an answer as plain values; ``nested`` with its timeline."""
    row = standing.row
    plain: dict[str, Any] = {
        "document": standing.document,
        "type": row.type,
        "number": row.number or None,
        "date": _iso(row.date),
        "title": row.title,
        "on": _iso(standing.day),
        "status": standing.kind,
        "certain": standing.certain,
        "since": _iso(standing.since),
        "by": [point.other for point in standing.by],
        "source": standing.source,
        "verified": standing.verified,
        "note": row.note,
    }
    if not nested:
        return {**plain, "by": "; ".join(filter(None, plain["by"])) or None}
    points = [
        {
            "kind": p.kind, "day": _iso(p.day), "other": p.other, "document": p.iri,
            "changed_provisions": list(p.changed), "changing_provisions": list(p.changing),
            "source": p.source, "verified": p.verified, "wordings": list(p.wordings),
        }
        for p in standing.timeline
    ]  # fmt: skip
    return {**plain, "chain": list(standing.chain), "timeline": points}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _vi(day: datetime.date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""
