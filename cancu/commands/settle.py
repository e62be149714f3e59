"""`cancu settle`: a person says once which document a mention means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from cancu.commands.explain import mentions_of
from cancu.commands.options import FORMAT, STORE
from cancu.ingest.reasons import written
from cancu.ontology.iris import number_slug, parse_document_iri
from cancu.printing import OutputFormat, err, out, print_records
from cancu.queries.documents import find_document, find_documents
from cancu.queries.known import Known
from cancu.queries.known_bodies import body_in_words
from cancu.queries.mentions import Explained, pick
from cancu.queries.opening import open_store
from cancu.queries.restate import restate
from cancu.queries.settle import Decision, decided, decisions, keep, keys_of, take_back
from cancu.queries.settle_fit import is_known, unlike
from cancu.queries.settle_traces import remove_traces
from cancu.queries.settle_wordings import Wording, to_settle, to_take_back, wordings
from cancu.queries.sources import sources
from cancu.queries.store import Store, StoreError

_LISTED = ("surface", "cited date", "cited issuer", "in", "chosen", "who", "when", "note")


@click.command(name="settle")
@click.argument("document", metavar="DOC", required=False)
@click.argument("mention", metavar="MENTION", required=False)
@click.argument("chosen", metavar="IRI|NUMBER|ORDINAL", required=False)
@click.option("--by", "who", metavar="WHO", help="Ai quyết định / who decides.")
@click.option("--note", help="Lý do, ghi chú / why, a note.")
@click.option("--force", is_flag=True,
              help="Vẫn ghi dù văn bản được chọn không khớp điều đã viết / keep it although the "
              "document chosen does not fit what is written.")  # fmt: skip
@click.option("--list", "listing", is_flag=True,
              help="Liệt kê mọi quyết định / list all decisions.")  # fmt: skip
@click.option("--undo", is_flag=True, help="Rút lại quyết định / take the decision back.")
@FORMAT()
@STORE
def command(
    document: str | None, mention: str | None, chosen: str | None, who: str | None,
    note: str | None, force: bool, listing: bool, undo: bool, form: OutputFormat,
    store: str | None,
) -> None:  # fmt: skip
    """Xác định viện dẫn chưa phân định, một lần / settle once which document a mention means.

    Ghi lại ai quyết định, khi nào; có hiệu lực ngay, cho mọi chỗ viết như vậy trong văn bản, và
    còn nguyên khi đọc lại tệp. DOC là văn bản trong kho, MENTION là số thứ tự, @VỊ-TRÍ hoặc số
    hiệu như 'cancu explain' nêu; văn bản được chọn là IRI, số hiệu trong kho, hoặc số thứ tự của
    khả năng mà 'cancu explain' nêu. Chọn lại thì thay quyết định cũ. Văn bản được chọn khác loại,
    số, cơ quan, năm đã viết hoặc ra sau văn bản viện dẫn thì cần --force. / The decision is kept
    with who and when, holds for every mention written so in the document, and survives reading
    the file again. DOC is a document of the store, MENTION its ordinal, @OFFSET or number as in
    'cancu explain'; the document chosen is an IRI, a number of the store, or the ordinal of a
    candidate there. Choosing again replaces the decision. A document of another type, number,
    issuer or year than is written, or later than the citing one, needs --force.

    \b
    cancu explain 08/KH-UBND 240/QĐ-TTg       trước hết xem các khả năng / see the candidates first
    cancu settle 08/KH-UBND 240/QĐ-TTg 1 --by "Nguyễn Văn An" --note "đã gọi VPCP"
    cancu settle 08/KH-UBND 5 vn/thu-tuong-chinh-phu/quyet-dinh/2024/240-qd-ttg --by "Trần B"
    cancu settle 08/KH-UBND 240/QĐ-TTg --undo
    cancu settle --list
    """
    with open_store(store, create=False) as opened:
        if listing:
            rows = [record(one) for one in decisions(opened)]
            shown = [in_words(opened, row) for row in rows] if form == "table" else rows
            print_records(shown, form, _LISTED)
            return
        if document is None or mention is None or (chosen is None and not undo):
            raise click.UsageError(
                "cần DOC MENTION và văn bản được chọn, hoặc --undo, hoặc --list / give DOC MENTION "
                "and the document chosen, or --undo, or --list"
            )
        if undo:
            done = taken_back(opened, document, mention)
        elif who is None:
            raise click.UsageError("thiếu --by TÊN người quyết định / missing --by WHO")
        else:
            every = mentions_of_stored(opened, document)
            told = pick(every, mention)
            before = {one.key: one for one in decisions(opened)}
            done = settled(opened, told, chosen or "", who, note, force=force)
            say_beside(told, done)
            say_unknown(opened, every, done)
            say_replaced([before[one.key] for one in done if one.key in before])
        places = mentions_of(opened, done[0].key.document) if done and not undo else []
        say_done("đã rút / taken back" if undo else "đã xác định / settled", done, places)


def say_done(verb: str, done: Sequence[Decision], places: Sequence[Explained]) -> None:
    """Say what was decided, for which mentions, and whose document it is."""
    for decision in done:
        said = f"{verb}: {decision.surface} → {decision.chosen}"
        out.print(f"{said}{_named(decision.chosen)}", markup=False, soft_wrap=True)
        if where := ordinals(places, decision):
            out.print(f"  cho viện dẫn / for mentions: {where}", markup=False, soft_wrap=True)


def _named(document: str) -> str:
    body = body_in_words(document)
    return f" ({body})" if body else ""


def ordinals(told: Sequence[Explained], decision: Decision) -> str:
    """Return the ordinals of the mentions for which a decision holds."""
    held = (one for one in told if decision.key in keys_of(one.document, one.mention, one.text))
    return ", ".join(str(one.ordinal) for one in held)


def say_beside(told: Sequence[Explained], done: Sequence[Decision]) -> None:
    """Say which mentions that the words fit too were not settled."""
    keys = {decision.key for decision in done}
    for other in wordings(told, done):
        if other.key not in keys:
            err.print(
                f"cách viết khác, chưa xác định ở đây / another wording, not settled: {other}",
                markup=False, soft_wrap=True,
            )  # fmt: skip


def say_unknown(store: Store, every: Sequence[Explained], done: Sequence[Decision]) -> None:
    """Say which documents chosen nobody knows of: not the document itself, store or registers."""
    known = Known(store)
    offered = {iri for one in every for iri in one.candidates}
    for document in dict.fromkeys(decision.chosen for decision in done):
        if document not in offered and not is_known(document, known):
            err.print(
                f"lưu ý: kho chưa đọc và sổ đăng ký không có {document}; hãy xem lại IRI / note: "
                "neither read by the store nor in a register, check the IRI",
                markup=False, soft_wrap=True,
            )  # fmt: skip


def say_replaced(before: Sequence[Decision]) -> None:
    """Say which decisions gave way to the new ones."""
    for one in before:
        when = written(one.when.date())
        err.print(
            f"thay quyết định cũ / replaces the decision: {one.chosen} ({one.who}, {when})",
            markup=False, soft_wrap=True,
        )  # fmt: skip


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
    store: Store, told: Sequence[Explained], chosen: str, who: str, note: str | None = None,
    *, force: bool = False,
) -> list[Decision]:  # fmt: skip
    """Keep a decision about what these mentions mean and apply it at once.

    Raises :class:`StoreError` where they are written in several ways and ``chosen`` does not tell
    which is meant, and without ``force`` where it does not fit what is written.
    """
    now = datetime.now().astimezone().replace(microsecond=0)
    found = wordings(told, decisions(store))
    if not chosen.isdecimal() or len(found) == 1:
        chosen = chosen_document(store, found[0].first, chosen)
    made = [
        _decision(store, wording, chosen, who, now, note, force=force)
        for wording in to_settle(found, chosen)
    ]
    for decision in made:
        before = decided(store, decision.key)
        keep(store, decision)
        _apply(store, decision)
        if before is not None and before.chosen != decision.chosen:
            remove_traces(store, before.chosen)
    return made


def _decision(
    store: Store, wording: Wording, chosen: str, who: str, now: datetime, note: str | None,
    *, force: bool,
) -> Decision:  # fmt: skip
    one = wording.first
    document = chosen_document(store, one, chosen)
    if not force and (differs := unlike(one, document, Known(store))):
        raise StoreError(
            f"{document}: không khớp điều văn bản viết: {'; '.join(differs)}. Nếu vẫn đúng, thêm "
            "--force (this differs from what is written: add --force if it is right all the same)"
        )
    surface = " ".join(one.mention.surface.split())
    return Decision(wording.key, surface, document, who, now, note, one.mention.issuer)


def taken_back(store: Store, document: str, mention: str) -> list[Decision]:
    """Take back the decision that words mean, also where the text no longer has them."""
    told = mentions_of_stored(store, document)
    kept = [one for one in decisions(store) if told and one.key.document == told[0].document]
    try:
        return undone(store, pick(told, mention))
    except StoreError:
        wanted = number_slug(mention)
        named = [one for one in kept if wanted in (one.key.named, number_slug(one.surface))]
        if mention.isdecimal() or len(named) != 1:
            raise
        return [_take_back(store, named[0])]


def undone(store: Store, told: Sequence[Explained]) -> list[Decision]:
    """Take back the decision about these mentions and say again what they mean without."""
    kept = decisions(store)
    found = to_take_back(wordings(told, kept), kept)
    held = [decided(store, one.key) or take_back(store, one.key) for one in found]
    return [_take_back(store, one) for one in held]


def _take_back(store: Store, decision: Decision) -> Decision:
    take_back(store, decision.key)
    _apply(store, decision)
    remove_traces(store, decision.chosen)
    return decision


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
                f"{chosen}: viện dẫn {one.ordinal} có {len(one.candidates)} khả năng; nêu IRI hoặc "
                f"số của văn bản (mention {one.ordinal} has {len(one.candidates)} candidates: give "
                "an IRI or a number)"
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
        "cited issuer": decision.issuer or decision.key.issuer or None,
        "chosen": decision.chosen,
        "who": decision.who,
        "when": decision.when.isoformat(),
        "note": decision.note,
    }


def in_words(store: Store, row: dict[str, str | None]) -> dict[str, str | None]:
    """Return a row with documents named by number, year and issuer, as a person reads them."""
    documents = {name: document_in_words(store, row[name] or "") for name in ("in", "chosen")}
    return row | documents | {"when": (row["when"] or "").replace("T", " ")[:16]}


def document_in_words(store: Store, document: str) -> str:
    """Return "Kế hoạch 12/KH-UBND (2025), Ủy ban nhân dân xã Minh Lãng", the IRI where unknown."""
    found = next(iter(find_documents(store, document)), None)
    if found is None or found.number is None:
        return document
    named = " ".join(filter(None, (found.type, found.number)))
    body = body_in_words(document) or found.issuer
    return ", ".join(filter(None, (f"{named} ({found.year})", body)))
