"""R12: a term that a later document replaced (outdated_terms.csv)."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem


@dataclass(frozen=True, slots=True)
class Term:
    """An old term, what is said now, and from which day."""

    pattern: re.Pattern[str]
    now: str
    since: datetime.date
    source: str


@cache
def _terms() -> tuple[Term, ...]:
    with Path(__file__).with_name("outdated_terms.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Term(
                re.compile(row["pattern"]),
                row["now"],
                datetime.date.fromisoformat(row["since"]),
                row["source"],
            )
            for row in csv.DictReader(rows)
        )


def outdated_term(examined: Examined) -> Iterator[Problem]:
    """Yield each old term used after the day from which another is used."""
    day = examined.day
    if day is None:
        return
    for term in _terms():
        found = [m.span() for m in term.pattern.finditer(examined.text) if day >= term.since]
        found = [span for span in found if not cited(examined, span[0])]
        if not found:
            continue
        yield Problem(
            *found[0],
            f"«{examined.quote(*found[0])}» là thuật ngữ cũ; nay dùng «{term.now}»",
            f"An outdated term since {term.since}",
            term.now,
            (
                Evidence(term.source),
                *(Evidence(examined.quote(*span), *span) for span in found[1:]),
            ),
        )
