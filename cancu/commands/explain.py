"""`cancu explain`: why a mention was resolved to what it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from cancu.commands.options import FORMAT, STORE, only_meant
from cancu.ingest.read import read
from cancu.ingest.resolve import Resolved
from cancu.ingest.steps import read_through
from cancu.ingest.text import SourceText
from cancu.ontology.iris import DEFAULT_BASE, parse_document_iri
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import Register, register, register_iri, source_of
from cancu.printing import OutputFormat, out, print_records
from cancu.queries.documents import find_document, find_documents
from cancu.queries.known import Known
from cancu.queries.known_bodies import body_in_words
from cancu.queries.mentions import Explained, of_reading, of_source, pick
from cancu.queries.opening import open_store_if_there
from cancu.queries.run import how_sure, label, named_source
from cancu.queries.settle_choices import with_choices
from cancu.queries.sources import source_text, sources
from cancu.queries.store import Store, StoreError

_LISTED = ("ordinal", "start", "surface", "date", "issuer", "status", "why")
_COLORS = {"resolved": "green", "ambiguous": "yellow", "unresolved": "red"}


@click.command(name="explain")
@click.argument("document", metavar="DOC")
@click.argument("mention", metavar="[MENTION]", required=False)
@FORMAT()
@STORE
@click.pass_context
def command(
    ctx: click.Context, document: str, mention: str | None, form: OutputFormat, store: str | None
) -> None:
    """Vì sao một viện dẫn được hiểu như vậy / why a mention means what it does.

    DOC là tệp hoặc văn bản trong kho; MENTION là số thứ tự (như trong bảng của 'cancu cite'),
    @VỊ-TRÍ, hoặc số hiệu; không nêu thì liệt kê tất cả, theo thứ tự trong văn bản, kể cả chỗ nói về
    chính văn bản này. Nêu điều được viết, ở đâu, vì sao hiểu như vậy, các khả năng và dòng của sổ
    đăng ký. / DOC is a file or a document of the store; MENTION its ordinal (as in the table of
    'cancu cite'), @OFFSET, or a number; without it all are listed in reading order, those of the
    document itself too. Shows what was written and where, the reason, the candidates and the rows
    of the registers.

    \b
    cancu explain ke-hoach.docx
    cancu explain ke-hoach.docx 3
    cancu explain 08/KH-UBND 240/QĐ-TTg
    cancu explain 08/KH-UBND @1520 --format json
    """
    if store is not None and only_meant(ctx, store):
        show(None, document, mention, form)
        return
    with open_store_if_there(store) as opened:
        show(opened, document, mention, form)


def show(store: Store | None, document: str, mention: str | None, form: OutputFormat) -> None:
    """Print why mentions of a document mean what they do; the office's registers count meanwhile.

    Raises :class:`StoreError` where there is no such document or mention.
    """
    known, registers = mentions_of(store, document), register()
    base = store.base if store else DEFAULT_BASE
    chosen = pick(known, mention) if mention else known
    if form != "table":
        print_records([record(one, registers, base) for one in chosen], form)
    elif mention is None:
        print_records([listed(one) for one in chosen], form, _LISTED)
    else:
        if len(chosen) > 1:
            where = ", ".join(str(one.ordinal) for one in chosen)
            out.print(f"{len(chosen)} viện dẫn được viết như vậy: số {where} / mentions are "
                      "written so", style="bold", soft_wrap=True)  # fmt: skip
        for one in chosen:
            print_explained(one, registers, base)


def mentions_of(store: Store | None, document: str) -> list[Explained]:
    """Return the mentions of a file that is read now, or of a document that the store holds.

    Raises :class:`StoreError` where there is neither.
    """
    path = Path(document)
    known = Known(store) if store else None
    base = store.base if store else DEFAULT_BASE
    if path.is_file():
        reading = read_through(read(path), base=base, known=known)
        return with_choices(of_reading(reading), reading, base, known)
    if store is None:
        raise StoreError(
            f"{document}: không có tệp này, và chưa có kho (no such file, and no store yet)"
        )
    read_ones = [one.document for one in find_documents(store, document) if one.read]
    iri = read_ones[0] if len(read_ones) == 1 else find_document(store, document)
    held = [source for source in sources(store) if source.document == iri]
    if not held:
        raise StoreError(
            f"{document}: kho biết nhưng chưa đọc văn bản này; hãy chạy 'cancu ingest' "
            "(the store knows this document but has not read it: ingest its file)"
        )
    text = SourceText("", held[0].sha256, "txt", source_text(store, held[0].graph) or "")
    reading = read_through(text, base=base, known=known, duties=False)
    return with_choices(of_source(store, held[0]), reading, base, known)


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
    out.print(f"  [{_COLORS[status]}]{status_word(one)} / {status}[/]: "
              f"{escape(one.resolution.why)}", soft_wrap=True)  # fmt: skip
    for ordinal, iri in enumerate(one.candidates, 1):
        print_candidate(one, ordinal, iri, registers, base)
    if len(one.candidates) > 1:
        by_number = f"cancu settle DOC {one.ordinal} SỐ --by TÊN (SỐ / ORDINAL: 1-"
        out.print(f"  xác định / settle: {by_number}{len(one.candidates)})", style="dim",
                  markup=False, soft_wrap=True)  # fmt: skip
    elif status != "resolved":
        out.print(f"  xác định / settle: cancu settle DOC {one.ordinal} IRI --by TÊN", style="dim",
                  markup=False, soft_wrap=True)  # fmt: skip


def print_candidate(one: Explained, ordinal: int, iri: str, registers: Register, base: str) -> None:
    """Print a document that a mention may mean, an arrow before the one that it means."""
    meant = isinstance(one.resolution, Resolved) and one.resolution.document == iri
    number = f"{ordinal}) " if len(one.candidates) > 1 or not meant else ""
    out.print(f"  {'→ ' if meant else ''}{number}{iri}", soft_wrap=True, markup=False)
    if body := body_in_words(iri):
        out.print(f"     {body}", style="dim", soft_wrap=True, markup=False)
    for row in rows_of(iri, registers, base):
        out.print(f"     {described(row)}", style="dim", soft_wrap=True, markup=False)


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


def status_word(one: Explained) -> str:
    """Return the status in Vietnamese, apart where the document speaks of itself."""
    return label("status", "self" if one.mention.self_reference else status_of(one))


def listed(one: Explained) -> dict[str, Any]:
    """Return one mention as a line of the list."""
    return {
        "ordinal": one.ordinal,
        "start": one.mention.start,
        "surface": " ".join(one.mention.surface.split()),
        "date": one.mention.date,
        "issuer": one.mention.issuer,
        "status": status_word(one),
        "why": one.resolution.why.partition(" / ")[0],
    }


def record(one: Explained, registers: Register, base: str) -> dict[str, Any]:
    """Return everything about one mention as plain values."""
    mention, found = one.mention, one.resolution
    resolved = isinstance(found, Resolved)
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
        "issued_by": body_in_words(found.document) if isinstance(found, Resolved) else None,
        "candidates": list(one.candidates) if len(one.candidates) > 1 or not resolved else [],
        "self": mention.self_reference,
        "why": found.why,
        "register": [described(row) for row in rows],
    }
