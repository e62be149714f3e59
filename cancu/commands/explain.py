"""`cancu explain`: why a mention was resolved to what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from cancu.commands.options import FORMAT, STORE
from cancu.ingest.read import read
from cancu.ingest.resolve import Resolved
from cancu.ingest.steps import read_through
from cancu.ontology.iris import DEFAULT_BASE, parse_document_iri
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import Register, register, register_iri, source_of
from cancu.printing import OutputFormat, out, print_records
from cancu.queries.documents import find_document
from cancu.queries.known import Known
from cancu.queries.mentions import Explained, of_reading, of_source, pick
from cancu.queries.opening import open_store_if_there
from cancu.queries.run import how_sure, label, named_source
from cancu.queries.sources import sources
from cancu.queries.store import Store, StoreError

_LISTED = ("ordinal", "start", "surface", "date", "issuer", "status", "why")
_COLORS = {"resolved": "green", "ambiguous": "yellow", "unresolved": "red"}


@click.command(name="explain")
@click.argument("document", metavar="DOC")
@click.argument("mention", metavar="[MENTION]", required=False)
@FORMAT()
@STORE
def command(document: str, mention: str | None, form: OutputFormat, store: str | None) -> None:
    """Vì sao một viện dẫn được hiểu như vậy / why a mention means what it does.

    DOC là tệp hoặc văn bản trong kho; MENTION là số thứ tự trong danh sách, @VỊ-TRÍ, hoặc số hiệu;
    không nêu thì liệt kê tất cả. / DOC is a file or a document of the store; MENTION its ordinal,
    @OFFSET, or a number; without it all are listed. Shows what was written and where, the reason,
    the candidates and the rows of the registers.

    \b
    cancu explain ke-hoach.docx
    cancu explain ke-hoach.docx 3
    cancu explain 08/KH-UBND 240/QĐ-TTg
    cancu explain 08/KH-UBND @1520 --format json
    """
    with open_store_if_there(store) as opened:
        known = mentions_of(opened, document)
        registers = register()
        base = opened.base if opened else DEFAULT_BASE
    chosen = pick(known, mention) if mention else known
    if form != "table":
        print_records([record(one, registers, base) for one in chosen], form)
    elif mention is None:
        print_records([listed(one) for one in chosen], form, _LISTED)
    else:
        for one in chosen:
            print_explained(one, registers, base)


def mentions_of(store: Store | None, document: str) -> list[Explained]:
    """Return the mentions of a file that is read now, or of a document that the store holds.

    Raises :class:`StoreError` where there is neither.
    """
    path = Path(document)
    if path.is_file():
        known = Known(store) if store else None
        base = store.base if store else DEFAULT_BASE
        return of_reading(read_through(read(path), base=base, known=known))
    if store is None:
        raise StoreError(
            f"{document}: không có tệp này, và chưa có kho (no such file, and no store yet)"
        )
    iri = find_document(store, document)
    held = [source for source in sources(store) if source.document == iri]
    if not held:
        raise StoreError(
            f"{document}: kho biết nhưng chưa đọc văn bản này; hãy chạy 'cancu ingest' "
            "(the store knows this document but has not read it: ingest its file)"
        )
    return of_source(store, held[0])


def print_explained(one: Explained, registers: Register, base: str) -> None:
    """Print one mention in words: as written, where, what it means and why."""
    mention, status = one.mention, status_of(one)
    place = [f"ký tự / characters {mention.start}-{mention.end}"]
    place += [f"trang / page {one.page}"] if one.page else []
    place += [f"bảng, ô / table, cell {one.cell}"] if one.cell else []
    stated = " · ".join(filter(None, (mention.type, mention.number or mention.name, mention.date,
                                      mention.issuer, mention.pinpoint)))  # fmt: skip
    out.print(f"[bold]{one.ordinal}. {escape(' '.join(mention.surface.split()))}[/]")
    out.print(f"  “{escape(one.sentence)}”", style="dim", soft_wrap=True)
    out.print(f"  ở / at: {', '.join(place)}", soft_wrap=True)
    out.print(f"  hiểu là / read as: {escape(stated)}", soft_wrap=True)
    out.print(f"  [{_COLORS[status]}]{label('status', status)} / {status}[/]: "
              f"{escape(one.resolution.why)}", soft_wrap=True)  # fmt: skip
    for ordinal, iri in enumerate(one.candidates, 1):
        sign = "→" if status == "resolved" else f"{ordinal})"
        out.print(f"  {sign} {iri}", soft_wrap=True, markup=False)
        for row in rows_of(iri, registers, base):
            out.print(f"     {described(row)}", style="dim", soft_wrap=True, markup=False)
    if status != "resolved":
        out.print(
            "  xác định / settle: cancu settle DOC MENTION IRI --by TÊN", style="dim", markup=False
        )


def rows_of(iri: str, registers: Register, base: str) -> list[CentralDocument]:
    """Return the rows of the registers about a document."""
    place = parse_document_iri(iri)
    if place is None:
        return []
    return [row for row in registers.find(place.number) if register_iri(row, base) == iri]


def described(row: CentralDocument) -> str:
    """Return a row of the register with its source and how far it is verified."""
    day = f"{row.date.day:02d}/{row.date.month:02d}/{row.date.year}" if row.date else None
    said = ", ".join(filter(None, (f"{row.type} {row.number}".strip(), day, row.title)))
    source = f": {named_source(given)}" if (given := source_of(row)) else ""
    return f"sổ đăng ký / register: {said} ({how_sure(row.verified)}{source})"


def status_of(one: Explained) -> str:
    """Return resolved, ambiguous or unresolved."""
    return type(one.resolution).__name__.lower()


def listed(one: Explained) -> dict[str, Any]:
    """Return one mention as a line of the list."""
    return {
        "ordinal": one.ordinal,
        "start": one.mention.start,
        "surface": " ".join(one.mention.surface.split()),
        "date": one.mention.date,
        "issuer": one.mention.issuer,
        "status": label("status", status_of(one)),
        "why": one.resolution.why.partition(" / ")[0],
    }


def record(one: Explained, registers: Register, base: str) -> dict[str, Any]:
    """Return everything about one mention as plain values."""
    mention, found = one.mention, one.resolution
    rows = [row for iri in one.candidates for row in rows_of(iri, registers, base)]
    return {
        "ordinal": one.ordinal,
        "in": one.document,
        "surface": mention.surface,
        "start": mention.start,
        "end": mention.end,
        "page": one.page,
        "cell": one.cell,
        "sentence": one.sentence,
        "type": mention.type,
        "number": mention.number,
        "name": mention.name,
        "date": mention.date,
        "issuer": mention.issuer,
        "issuer_stated": mention.issuer_stated,
        "pinpoint": mention.pinpoint,
        "role": mention.role,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "status": status_of(one),
        "document": found.document if isinstance(found, Resolved) else None,
        "candidates": [] if isinstance(found, Resolved) else list(one.candidates),
        "why": found.why,
        "register": [described(row) for row in rows],
    }
