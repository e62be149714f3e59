"""`cancu settle`: a person says once which document a mention means."""

from __future__ import annotations

from datetime import datetime

import click

from cancu.commands.explain import mentions_of
from cancu.commands.options import FORMAT, STORE
from cancu.ontology.iris import parse_document_iri
from cancu.printing import OutputFormat, out, print_records
from cancu.queries.documents import find_document
from cancu.queries.mentions import Explained, pick
from cancu.queries.opening import open_store
from cancu.queries.restate import restate
from cancu.queries.settle import Decision, decisions, keep, key_of, take_back
from cancu.queries.sources import sources
from cancu.queries.store import Store, StoreError


@click.command(name="settle")
@click.argument("document", metavar="DOC", required=False)
@click.argument("mention", metavar="MENTION", required=False)
@click.argument("chosen", metavar="IRI|NUMBER|ORDINAL", required=False)
@click.option("--by", "who", metavar="WHO", help="Ai quyết định / who decides.")
@click.option("--note", help="Lý do, ghi chú / why, a note.")
@click.option("--list", "listing", is_flag=True, help="Liệt kê / list the decisions.")
@click.option("--undo", is_flag=True, help="Rút lại quyết định / take the decision back.")
@FORMAT()
@STORE
def command(
    document: str | None, mention: str | None, chosen: str | None, who: str | None,
    note: str | None, listing: bool, undo: bool, form: OutputFormat, store: str | None,
) -> None:  # fmt: skip
    """Xác định viện dẫn chưa rõ, một lần / settle once which document a mention means.

    Ghi lại ai quyết định, khi nào; có hiệu lực ngay, cho mọi chỗ viết như vậy trong văn bản, và
    còn nguyên khi đọc lại tệp. Văn bản được chọn: IRI, số hiệu trong kho, hoặc số thứ tự của khả
    năng mà `cancu explain` nêu. / The decision is kept with who and when, holds for every mention
    written so in the document, and survives reading the file again. The document chosen is an IRI,
    a number of the store, or the ordinal of a candidate that `cancu explain` shows.

    \b
    cancu settle 08/KH-UBND 240/QĐ-TTg 1 --by "Nguyễn Văn An" --note "đã gọi VPCP"
    cancu settle 08/KH-UBND 240/QĐ-TTg --undo
    cancu settle --list
    """
    with open_store(store, create=False) as opened:
        if listing:
            print_records([record(one) for one in decisions(opened)], form)
            return
        if document is None or mention is None or (chosen is None and not undo):
            raise click.UsageError(
                "cần DOC MENTION và văn bản được chọn, hoặc --undo, hoặc --list / give DOC MENTION "
                "and the document chosen, or --undo, or --list"
            )
        told = pick(mentions_of_stored(opened, document), mention)
        if undo:
            done = undone(opened, told)
        elif who is None:
            raise click.UsageError("thiếu --by TÊN người quyết định / missing --by WHO")
        else:
            done = settled(opened, told, chosen or "", who, note)
    verb = "đã rút / taken back" if undo else "đã xác định / settled"
    for decision in done:
        said = f"{verb}: {decision.surface} → {decision.chosen}"
        out.print(said, markup=False, soft_wrap=True)


def mentions_of_stored(store: Store, document: str) -> list[Explained]:
    """Return the mentions of a document of the store, which a file's path may name too."""
    told = mentions_of(store, document)
    if told and not any(source.document == told[0].document for source in sources(store)):
        raise StoreError(
            f"{document}: chưa có trong kho; hãy chạy 'cancu ingest' trước "
            "(not in the store yet: run 'cancu ingest' first)"
        )
    return told


def settled(
    store: Store, told: list[Explained], chosen: str, who: str, note: str | None = None
) -> list[Decision]:
    """Keep a decision for each different wording among these mentions and apply it at once."""
    now = datetime.now().astimezone().replace(microsecond=0)
    made: dict[object, Decision] = {}
    for one in told:
        key = key_of(one.document, one.mention, one.text)
        if key not in made:
            document = chosen_document(store, one, chosen)
            surface = " ".join(one.mention.surface.split())
            made[key] = Decision(key, surface, document, who, now, note)
    for decision in made.values():
        keep(store, decision)
        _apply(store, decision)
    return list(made.values())


def undone(store: Store, told: list[Explained]) -> list[Decision]:
    """Take back the decisions about these mentions and say again what they mean without."""
    keys = dict.fromkeys(key_of(one.document, one.mention, one.text) for one in told)
    gone = [take_back(store, key) for key in keys]
    for decision in gone:
        _apply(store, decision)
    return gone


def _apply(store: Store, decision: Decision) -> None:
    files = [source for source in sources(store) if source.document == decision.key.document]
    restate(store, files, decision.key)


def chosen_document(store: Store, one: Explained, chosen: str) -> str:
    """Return the IRI of the document that a person chose for a mention.

    Raises :class:`StoreError` for an ordinal without a candidate, and for what is no document.
    """
    if chosen.isdecimal():
        if not 1 <= int(chosen) <= len(one.candidates):
            raise StoreError(
                f"{chosen}: viện dẫn này có {len(one.candidates)} khả năng; nêu IRI hoặc số của "
                f"văn bản (there are {len(one.candidates)} candidates: give an IRI or a number)"
            )
        return one.candidates[int(chosen) - 1]
    path = chosen.removeprefix("vn/")
    if parse_document_iri(f"{store.base}/vn/{path}") and ":" not in path:
        chosen = f"{store.base}/vn/{path}"
    place = parse_document_iri(chosen)
    if place is not None and place.base == store.base and not place.provision:
        return chosen
    if place is not None:
        raise StoreError(
            f"{chosen}: IRI của văn bản trong kho này bắt đầu bằng {store.base}/vn/ và không có "
            f"điều khoản (a document of this store begins with {store.base}/vn/)"
        )
    return find_document(store, chosen)


def record(decision: Decision) -> dict[str, str | None]:
    """Return a decision as a row."""
    return {
        "in": decision.key.document,
        "surface": decision.surface,
        "cited date": decision.key.date or None,
        "cited issuer": decision.key.issuer or None,
        "chosen": decision.chosen,
        "who": decision.who,
        "when": decision.when.isoformat(),
        "note": decision.note,
    }
