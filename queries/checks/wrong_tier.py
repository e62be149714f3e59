"""R19: the text of another level, copied (tier_phrases.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Problem, Severity


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    level: str
    severity: Severity
    whose: str


@cache
def _phrases() -> tuple[_Phrase, ...]:
    with Path(__file__).with_name("tier_phrases.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            _Phrase(
                re.compile(row["pattern"].replace(" ", r"\s+"), re.IGNORECASE),
                row["level"],
                cast("Severity", row["severity"]),
                row["whose"],
            )
            for row in csv.DictReader(rows)
        )


def wrong_tier(examined: Examined) -> Iterator[Problem]:
    """Yield phrases of another level that stand where this body gives out work, each once.

    Only the annex is looked at: in the prose a plan tells what the levels above said.
    """
    level = examined.reading.header.level
    for phrase in _phrases():
        if phrase.level != level:
            continue
        found = next(
            (m for m in phrase.pattern.finditer(examined.text, examined.annex)
             if not _in_a_title(examined, *m.span())), None,
        )  # fmt: skip
        if found:
            yield Problem(
                *found.span(),
                f"«{examined.quote(*found.span())}» là lời của cấp khác ({phrase.whose}), "
                "chưa sửa cho cấp này",
                "Text of another level, copied unchanged",
                "Viết lại theo phạm vi và đơn vị của cơ quan ban hành",
                severity=phrase.severity,
            )


def _in_a_title(examined: Examined, at: int, end: int) -> bool:
    """Whether a cited document's subject runs up to here; a title is not followed by a colon."""
    if ":" in examined.text[end : end + 12]:
        return False
    return any(
        m.end <= at < m.end + 200
        and re.search(r"(?:về|ban\s+hành|phê\s+duyệt)\s[^;.]*$", examined.text[m.end : at])
        for m in examined.mentions
    )
