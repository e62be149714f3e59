"""Who owes what, by when: the rows of a plan's tables and the duties in its prose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cancu.ingest.columns import holds_duties
from cancu.ingest.deadlines import DeadlineKind, read_deadline
from cancu.ingest.mentions import Mention
from cancu.ingest.prose import ProseDuty, prose_duties
from cancu.ingest.rows import Row
from cancu.ingest.structure import Header
from cancu.ingest.tables import table_spans, tables_of
from cancu.ingest.text import SourceText

__all__ = ["DeadlineKind", "Obligation", "find_obligations"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty. Cell texts are as printed, white space collapsed; None where blank.

    ``deadline_iso`` is YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY; of a range its last point.
    ``cites`` holds the canonical numbers that stand in the row. ``uncertain`` names the cells
    that were guessed; ``confidence`` is 0..1.
    """

    origin: Literal["table", "prose"]
    section: str | None
    ordinal: str | None
    task: str
    lead: str | None
    coordinating: str | None
    deadline: str | None
    deadline_kind: DeadlineKind
    deadline_iso: str | None
    deliverable: str | None
    note: str | None
    cites: tuple[str, ...]
    start: int
    end: int
    confidence: float = 1.0
    uncertain: tuple[str, ...] = ()
    deadline_parts: tuple[str, ...] = ()


_STEP = re.compile(r"(?<=[;\n.]) (?=(?:trong |trước |đến |hết )?(?:tháng|quý|ngày|năm) ?\w)", re.I)


def find_obligations(
    source: SourceText, mentions: Sequence[Mention], header: Header
) -> tuple[Obligation, ...]:
    """Find the duties of a document, in reading order."""
    duties: list[Obligation] = []
    for table in tables_of(source):
        if holds_duties(table.columns):
            for row in table.rows:
                duties.extend(_of_row(row, header.year_of_plan))
    duties.extend(
        _of_prose(duty, header.year_of_plan)
        for duty in prose_duties(source.text, table_spans(source))
    )
    duties.sort(key=lambda duty: duty.start)
    return tuple(_with_cites(duties, mentions))


def _of_row(row: Row, plan_year: int | None) -> Iterator[Obligation]:
    """Yield the duties of a row: one for each step with a date of its own."""
    deadline = row.text("deadline")
    for step in _steps(deadline):
        read = read_deadline(step, plan_year)
        yield Obligation(
            origin="table",
            section=_section(row),
            ordinal=row.ordinal,
            task=row.text("task") or "",
            lead=row.text("lead"),
            coordinating=row.text("coordinating"),
            deadline=step,
            deadline_kind=read.kind,
            deadline_iso=read.iso,
            deliverable=row.text("deliverable"),
            note=row.text("note"),
            cites=(),
            start=row.start,
            end=row.end,
            confidence=row.confidence,
            uncertain=row.uncertain,
            deadline_parts=read.parts,
        )


def _of_prose(duty: ProseDuty, plan_year: int | None) -> Obligation:
    read = read_deadline(duty.deadline, plan_year)
    return Obligation(
        origin="prose",
        section=duty.section,
        ordinal=duty.ordinal,
        task=duty.text,
        lead=duty.owner,
        coordinating=duty.coordinating,
        deadline=duty.deadline,
        deadline_kind=read.kind,
        deadline_iso=read.iso,
        deliverable=None,
        note=None,
        cites=(),
        start=duty.start,
        end=duty.end,
        confidence=0.85 if duty.labelled else 0.75,
        deadline_parts=read.parts,
    )


def _steps(deadline: str | None) -> list[str | None]:
    """Split "Trong tháng 4, hoàn thành a; Trong tháng 6, hoàn thành b" into its steps."""
    if not deadline or deadline.count("hoàn thành") < 2:
        return [deadline]
    steps = [part.strip() for part in _STEP.split(deadline)]
    return list(steps) if all("hoàn thành" in step for step in steps) else [deadline]


def _section(row: Row) -> str | None:
    """Write the headings above a row as "II.1 | NHIỆM VỤ > Công bố"."""
    if not row.section:
        return None
    label = ".".join(label for label, _ in row.section if label)
    titles = " > ".join(title for _, title in row.section)
    return f"{label} | {titles}" if label else titles


def _with_cites(duties: Sequence[Obligation], mentions: Sequence[Mention]) -> Iterator[Obligation]:
    """Give every duty the numbers of the mentions that lie in it."""
    numbered = [(m.start, m.number) for m in mentions if m.number and not m.self_reference]
    starts = [start for start, _ in numbered]
    for duty in duties:
        low, high = bisect_left(starts, duty.start), bisect_left(starts, duty.end)
        held = [number for _, number in numbered[low:high]]
        yield replace(duty, cites=tuple(dict.fromkeys(held))) if held else duty
