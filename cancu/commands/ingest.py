"""`cancu ingest`: read documents into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from cancu.commands.options import MAX_MB, OCR, PATHS, STORE, Said, files_read, said
from cancu.ingest.graph import SourceGraph, document_graph
from cancu.ingest.pipeline import read_into_doc
from cancu.ingest.reading import Reading
from cancu.ontology.register import register
from cancu.printing import err, out
from cancu.queries.kept import with_findings
from cancu.queries.known import Settled
from cancu.queries.links import Linked, link
from cancu.queries.open_mentions import ask_again
from cancu.queries.opening import open_store
from cancu.queries.sources import holds, put_all
from cancu.queries.store import Store


@dataclass(slots=True)
class Summary:
    """What an ingest read: counts of files, and of what stands in those that were new.

    ``linked`` counts the links of the whole store after it, None where they were not made anew.
    """

    read: int = 0
    unchanged: int = 0
    failed: list[Path] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    by_store: int = 0
    """How many open citations of the whole store its documents settle."""
    linked: Linked | None = None

    def add(self, reading: Reading) -> None:
        """Count one reading in."""
        self.read += 1
        for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True):
            if not mention.self_reference:
                self.found["citations"] += 1
                self.found[type(resolution).__name__.lower()] += 1
        self.found["obligations"] += len(reading.obligations)
        self.found["targets"] += len(reading.targets)


@click.command(name="ingest")
@PATHS
@STORE
@MAX_MB
@OCR
@click.option(
    "--link/--no-link",
    "linking",
    default=True,
    help="Nối nhiệm vụ giữa các cấp sau khi đọc / link duties across levels afterwards.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], store: str | None, max_mb: int, ocr: bool,
    linking: bool,
) -> None:  # fmt: skip
    """Đọc tài liệu vào kho / read documents into the store.

    Đọc lại một tệp không làm thay đổi gì; tệp đã sửa thay thế nội dung cũ của nó. Đọc xong, nhiệm
    vụ của cả kho được nối lại giữa các cấp; có --no-link thì chờ 'cancu link'. / Reading a file
    again changes nothing; a changed file replaces what it said before. Afterwards the duties of
    the whole store are linked anew, level by level; with --no-link that waits for 'cancu link'.

    \b
    cancu ingest ke-hoach.docx
    cancu ingest thu-muc/ --store du-lieu/
    cancu ingest thu-muc/ --store http://localhost:7878
    """
    with open_store(store) as opened:
        summary = ingest(opened, paths, said(ctx), max_mb=max_mb, ocr=ocr, linking=linking)
        print_summary(summary, opened.location)
    if summary.failed:
        ctx.exit(1)


def ingest(
    store: Store, paths: tuple[Path, ...], how: Said, *, max_mb: int = 200, ocr: bool = True,
    linking: bool = True,
) -> Summary:  # fmt: skip
    """Read files and folders into ``store``; what cannot be read is said and passed by.

    Where something was read and ``linking``, the links between duties are made anew.
    """
    summary = Summary()
    known, registers = Settled(store), register()
    texts, summary.failed = files_read(paths, how, max_mb=max_mb, ocr=ocr)

    def graphs() -> Iterator[SourceGraph]:
        for source in texts:
            if holds(store, source.sha256, source.name):
                summary.unchanged += 1
                continue
            reading = read_into_doc(source, base=store.base, known=known)
            summary.add(reading)
            yield with_findings(document_graph(reading, store.base), reading, registers)

    for written in put_all(store, graphs()):
        if how.verbose:
            err.print(f"đã ghi / wrote {written.document}", markup=False, soft_wrap=True)
    if linking and summary.read:
        summary.linked = link(store)
        summary.by_store = summary.linked.citations
    else:
        summary.by_store = ask_again(store)
    return summary


def print_summary(summary: Summary, location: str) -> None:
    """Print what was read, in words."""
    out.print(
        f"[bold]{summary.read}[/] văn bản đã đọc / documents read"
        + (f", {summary.unchanged} không đổi / unchanged" if summary.unchanged else "")
        + (f", [red]{len(summary.failed)} không đọc được / failed[/]" if summary.failed else "")
    )
    if summary.read:
        print_found(summary.found)
    if summary.by_store:
        out.print(f"  {summary.by_store} do kho xác định thêm / more settled by the whole store")
    if summary.linked:
        out.print(
            f"  {summary.linked.stated + summary.linked.proposed} nhiệm vụ nối với cấp trên / "
            "duties linked with those above"
        )
    elif summary.read:
        out.print("  chưa nối nhiệm vụ giữa các cấp: chạy 'cancu link' / not linked: run it")
    out.print(f"  kho / store: {location}", markup=False)


def print_found(found: Counter[str]) -> None:
    """Print what stands in the files that were read."""
    out.print(
        f"  {found['citations']} viện dẫn / citations: {found['resolved']} xác định / resolved, "
        f"{found['ambiguous']} chưa phân định / ambiguous, "
        f"{found['unresolved']} chưa xác định / unresolved"
    )
    out.print(
        f"  {found['obligations']} nhiệm vụ / obligations, {found['targets']} chỉ tiêu / targets"
    )
