"""Setting findings aside and taking that back, in the store or in cancu.toml."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from cancu.printing import err, out, print_records
from cancu.queries.configuration import Configuration, keep, take_back
from cancu.queries.dismissals import Dismissal, dismissal, matched
from cancu.queries.findings import Finding
from cancu.queries.kept import dismiss, dismissals, undismiss
from cancu.queries.store import Store
from cancu.queries.witnesses import Facts, facts_of


def who(by: str | None) -> str | None:
    """Return who sets aside: as given, else ``CANCU_BY``, else the user of the machine."""
    if by or os.environ.get("CANCU_BY"):
        return by or os.environ["CANCU_BY"]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def set_aside_here(
    findings: Sequence[Finding],
    rule: str,
    at: int | None,
    reason: str | None,
    by: str | None,
    *,
    store: Store | None,
    file: Path,
) -> None:
    """Dismiss the findings of a rule, or the one that starts at ``at``: in the store, where there
    is one, else in the cancu.toml.

    Raises :class:`click.UsageError` where it would have no effect.
    """
    if not (reason or "").strip():
        raise click.UsageError("--dismiss cần --reason (needs --reason)")
    chosen = [one for one in _chosen(findings, rule, at) if one.dismissed is None]
    if not chosen:
        raise click.UsageError(_none(rule, at, "chưa bỏ qua", "to dismiss"))
    for one in chosen:
        if store is not None:
            dismiss(store, one, reason or "", by=who(by), among=findings)
        else:
            today = datetime.date.today().isoformat()
            keep(file, dismissal(one, findings, reason or "", who(by), today))
    where = "kho / the store" if store is not None else str(file)
    err.print(f"đã bỏ qua {len(chosen)} / dismissed, ghi vào / kept in {where}", markup=False)


def bring_back(
    findings: Sequence[Finding], what: str, at: int | None, store: Store | None,
    settings: Configuration,
) -> None:  # fmt: skip
    """Take dismissals back: of a rule, of the finding that starts at ``at``, or one by its id.

    Raises :class:`click.UsageError` where nothing was dismissed so.
    """
    held = every(store, settings)
    gone = [one for one in held if one.id == what.lower()]
    if not gone:
        chosen = {id(one) for one in _chosen(findings, what, at)}
        pairs = zip(findings, matched(findings, held), strict=True)
        gone = [one for finding, one in pairs if one is not None and id(finding) in chosen]
    if not gone:
        raise click.UsageError(_none(what, at, "đã bỏ qua", "dismissed"))
    for one in {one.id: one for one in gone}.values():
        if one.kept_in:
            take_back(Path(one.kept_in), one)
        elif store is not None:
            undismiss(store, one)
    err.print(f"đã lấy lại {len(gone)} / taken back", markup=False)


def every(store: Store | None, settings: Configuration) -> tuple[Dismissal, ...]:
    """Return what was set aside in the store and in the cancu.toml."""
    return (*(dismissals(store) if store is not None else ()), *settings.dismissed)


def print_dismissed(held: Iterable[Dismissal], form: str | None, store: Store | None) -> None:
    """List what was set aside, by whom, when and why."""
    facts = facts_of(store) if store is not None else {}
    records = [_record(one, facts.get(one.document or "")) for one in held]
    if form in ("json", "csv"):
        print_records(records, "json" if form == "json" else "csv")
    elif form not in (None, "table"):
        raise click.UsageError("--dismissed: --format table, json, csv")
    elif not records:
        out.print("chưa bỏ qua phát hiện nào / nothing was dismissed")
    else:
        for line in _lines(records):
            out.print(line, markup=False, soft_wrap=True)


def _lines(records: Iterable[dict[str, str | None]]) -> Iterator[str]:
    for one in records:
        words = f" «{one['words']}»" if one["words"] else ""
        yield f"{one['id']}  {one['rule']}  {one['document']}{words}"
        who_when = ", ".join(part for part in (one["by"], one["date"]) if part)
        yield f"          {one['reason']}{f' ({who_when})' if who_when else ''}; {one['kept']}"


def _record(one: Dismissal, facts: Facts | None) -> dict[str, str | None]:
    name = (facts.number if facts else None) or one.file or one.document
    return {
        "id": one.id, "rule": one.rule, "document": name, "iri": one.document, "file": one.file,
        "words": one.words, "reason": one.reason, "by": one.by, "date": one.date,
        "kept": one.kept_in or "kho / store",
    }  # fmt: skip


def _chosen(findings: Iterable[Finding], rule: str, at: int | None) -> list[Finding]:
    return [one for one in findings if one.rule == rule.upper() and at in (None, one.start)]


def _none(rule: str, at: int | None, state_vi: str, state_en: str) -> str:
    where = "" if at is None else f" ở ký tự {at}"
    return (
        f"{rule}: không có phát hiện {state_vi} nào của quy tắc này{where} "
        f"(no finding of this rule {state_en} here; see --rules and --dismissed)"
    )
