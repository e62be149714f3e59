"""Who owes what, by when: the rows of a plan's tables and the duties in its prose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DeadlineKind = Literal[
    "fixed_date",
    "before_date",
    "month",
    "quarter",
    "year",
    "continuous",
    "periodic",
    "on_event",
    "by_separate_plan",
    "unspecified",
]


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
