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
from cancu.queries.checks.periods import where
from cancu.queries.checks.prose_tiers import prose_tiers
from cancu.queries.findings import Problem, Severity

_SAME_LEVEL = re.compile(r"từ\s+cấp\s+(xã|huyện|tỉnh)\s+đến\s+cấp\s+\1\b", re.IGNORECASE)
"""From a level to the same level: the levels above, replaced by this one."""
_OVER_ALL = re.compile(
    r"(?:kiểm\s+tra|thanh\s+tra)\s[^.;:]{0,160}\s(?P<whom>các\s+cơ\s+quan\s+hành\s+chính"
    r"(?:\s+nhà\s+nước)?\s+các\s+cấp)",
    re.IGNORECASE,
)
"""Bodies of all levels, which a commune does not inspect."""
_ABOVE = {
    "commune": re.compile(
        r"^\W*(?:(?:Văn phòng|Phòng)\b[^;,.]{0,40}\b|UBND |HĐND )(?:cấp )?(?:huyện|tỉnh)\b"
        r"|^\W*(?:các )?sở\b",
        re.IGNORECASE,
    ),
    "district": re.compile(
        r"^\W*(?:Văn phòng\b[^;,.]{0,40}\b|UBND |HĐND )(?:cấp )?tỉnh\b|^\W*(?:các )?sở\b",
        re.IGNORECASE,
    ),
}
"""The body first named as lead, where it is one of a level above."""


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
    """Yield phrases of another level where this body gives out work, each once in a section, and
    leads that are bodies of a level above.

    Only the annex is looked at: in the prose a plan tells what the levels above said.
    """
    level = examined.reading.header.level
    for phrase in _phrases():
        if phrase.level != level:
            continue
        told: set[str | None] = set()
        for span in examined.spans(phrase.pattern, examined.annex):
            section = examined.section_at(span[0])
            if section in told or _in_a_title(examined, *span):
                continue
            told.add(section)
            yield _copied(examined, span, phrase.whose, phrase.severity)
    for span in examined.spans(_SAME_LEVEL):
        yield _copied(examined, span, "thay tên cấp hàng loạt", "medium")
    for span in examined.spans(_OVER_ALL, group="whom") if level == "commune" else ():
        yield _copied(examined, span, "kế hoạch của cấp trên", "medium")
    yield from _led_from_above(examined, level)
    yield from prose_tiers(examined)


def _copied(
    examined: Examined, span: tuple[int, int], whose: str, severity: Severity | None
) -> Problem:
    return Problem(
        *span,
        f"«{examined.quote(*span)}» là lời của cấp khác ({whose}), chưa sửa cho cấp này",
        "Text of another level, copied unchanged",
        "Viết lại theo phạm vi và đơn vị của cơ quan ban hành",
        severity=severity,
    )


def _led_from_above(examined: Examined, level: str | None) -> Iterator[Problem]:
    """Yield each body above that is to lead a row of this plan, once."""
    above = _ABOVE.get(level or "")
    told: set[str] = set()
    for row in examined.rows if above and examined.assigns else ():
        lead = " ".join((row.lead or "").split())
        found = above.search(lead) if above else None
        if found is None or "lead" in row.uncertain or found.group().lower() in told:
            continue
        told.add(found.group().lower())
        yield Problem(
            *examined.cell(row, row.lead),
            f"Chủ trì là cơ quan cấp trên: «{lead[:80]}» ({where(row)})",
            f"The lead is a body of a level above: “{lead[:80]}”",
            "Giao cho cơ quan, đơn vị của cấp này; cấp trên thì ghi ở cột phối hợp",
            severity="medium",
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
