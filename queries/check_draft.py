"""Check a draft before it is signed: citations verified, rules applied, nothing stored."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from cancu.ingest.mentions import Mention
from cancu.ingest.read import read
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ingest.steps import read_through
from cancu.ontology.iris import DEFAULT_BASE
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import STATUS_WORDS, Register, register, status_on
from cancu.queries.audit import audit_reading, in_order
from cancu.queries.checks import Examined
from cancu.queries.checks.register_rows import day_vi, row_of, rows_of
from cancu.queries.citation_form import full_citation
from cancu.queries.dismissals import set_aside
from cancu.queries.draft_chain import along_chain
from cancu.queries.findings import Finding
from cancu.queries.kept import dismissals
from cancu.queries.known import Known
from cancu.queries.own_register import register_of
from cancu.queries.rules import Rules
from cancu.queries.store import Store


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One document that a draft cites; ``start`` and ``end`` are its first place.

    ``status`` says in words whether the document is known and what has become of it on the day of
    the draft, ``good`` whether nothing has to be done. ``form`` is the citation ready to copy.
    """

    cited: str
    date: str | None
    issuer: str | None
    times: int
    status: str
    good: bool
    form: str | None
    source: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in one file."""

    reading: Reading
    findings: tuple[Finding, ...]
    citations: tuple[CheckedCitation, ...]


def check(
    path: Path,
    *,
    store: Store | None = None,
    rules: Rules | None = None,
    max_bytes: int = 200_000_000,
) -> Checked:
    """Check one file against the registers and, where there is one, a store.

    Raises :class:`cancu.ingest.read.ReadError` and :class:`StoreError`.
    """
    source = read(path, max_bytes=max_bytes)
    base = store.base if store else DEFAULT_BASE
    reading = read_through(source, base=base, known=Known(store) if store else None)
    registers = register_of(store)
    findings = audit_reading(reading, rules, registers)
    if store is not None:
        findings = in_order((*findings, *along_chain(store, reading, rules)))
        findings = set_aside(findings, dismissals(store))
    return Checked(reading, findings, checked_citations(reading, registers))


def checked_citations(
    reading: Reading, registers: Register | None = None
) -> tuple[CheckedCitation, ...]:
    """Return every document that a reading cites, once, in the order of the first mention.

    ``registers`` are those by which they are judged, the program's own by default.
    """
    examined = Examined(reading, registers or register())
    groups: dict[str, list[tuple[Mention, Resolution]]] = {}
    for mention, meant in zip(reading.mentions, reading.resolutions, strict=True):
        if not mention.self_reference:
            key = meant.document if isinstance(meant, Resolved) else _name(mention)
            groups.setdefault(key, []).append((mention, meant))
    return tuple(_checked(examined, group) for group in groups.values())


def _name(mention: Mention) -> str:
    if mention.number:
        return f"{mention.type or 'Văn bản'} {mention.number}"
    return mention.name or " ".join(mention.surface.split())


def _checked(examined: Examined, group: list[tuple[Mention, Resolution]]) -> CheckedCitation:
    mention, meant = next(
        ((m, r) for m, r in group if m.date and isinstance(r, Resolved)), group[0]
    )
    row = row_of(examined, mention) or _only(examined, mention)
    status, good = _status(mention, meant, row, examined.day)
    return CheckedCitation(
        cited=_name(mention),
        date="/".join(reversed(mention.date.split("-"))) if mention.date else None,
        issuer=mention.issuer,
        times=len(group),
        status=status,
        good=good,
        form=full_citation(row) if row else None,
        source=row.source if row else None,
        start=group[0][0].start,
        end=group[0][0].end,
    )


def _only(examined: Examined, mention: Mention) -> CentralDocument | None:
    rows = rows_of(examined, mention)
    return rows[0] if len(rows) == 1 else None


def _status(
    mention: Mention, meant: Resolution, row: CentralDocument | None, day: datetime.date | None
) -> tuple[str, bool]:
    if isinstance(meant, Ambiguous):
        return f"chưa rõ: {meant.why.partition(' / ')[0]}", False
    if not isinstance(meant, Resolved):
        return f"chưa xác định: {meant.why.partition(' / ')[0]}", False
    if row is None:
        return "đã xác định; không có trong sổ đăng ký", True
    said, good = ["đã xác định"], True
    stated = mention.date if mention.date and len(mention.date) == 10 else None
    if stated and row.date and stated != row.date.isoformat():
        said.append(f"sai ngày, sổ đăng ký ghi {day_vi(row.date)}")
        good = False
    if day is not None:
        state = status_on(row, day)
        said.append(STATUS_WORDS[state.kind][0])
        if state.successors:
            said[-1] += f" bởi {', '.join(state.successors)}"
        good = good and state.kind in ("in_force", "amended", "unknown")
    return "; ".join(said), good
