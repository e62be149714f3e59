"""From which day a document says that it holds: "Quyết định này có hiệu lực kể từ ngày ký".

Luật Ban hành văn bản quy phạm pháp luật has every document say so; the wordings are a day, the day
of signing or issue, and so many days after it. A clause about a part, about another document ("…
hết hiệu lực kể từ ngày Quyết định này có hiệu lực") or in quotation marks tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from cancu.ingest.dates import date_at
from cancu.ingest.view import view

_OPENING = (
    r"(?:\A|[\n.;:*|])[\s*|]*(?:(?:điều|khoản)\s+\d+[a-zđ]?\s*[.:]?[\s*]*)?(?:\d+\s*[.)][\s*]*)?"
)
"""What comes before a clause at the head of a sentence: "Điều 4. 1. "; no quotation mark."""
_HOLDS = (
    r"\s+này\s+(?:[^.;:“\"]{0,250}?\s(?:và|,)\s+)?(?:bắt\s+đầu\s+)?(?P<holds>có\s+hiệu\s+lực)"
    r"(?:\s+thi\s+hành|\s+pháp\s+luật)?(?:\s+ngay)?\s*,?\s+"
    r"(?:sau\s+(?P<days>\d{1,3})\s*(?:\([^)\d]{1,30}\)\s*)?ngày\s*,?\s*)?"
    r"(?:(?:kể\s+|tính\s+)?từ\s+)?(?=ngày\s|\d{1,2}\s?[/.-]\s?\d)"
)
_CUE = re.compile(r"có\s+hiệu\s+lực")
_BEFORE, _AFTER = 330, 120
"""How much of the text around the cue a clause takes; the rest of the text is not looked at."""
_MADE = re.compile(r"ngày\s+(?:ký|được\s+ký|ban\s+hành|thông\s+qua)(?![^\W\d_])")
_ENDS = re.compile(r"[.;](?=\s|/|\Z)|\n\s*\n|\n(?=\s*(?:\d+\s*[.)]|điều\s))")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class InForce:
    """``day`` is the first day; ``text[start:end]`` of the original is the clause that says so."""

    day: date
    start: int
    end: int


def find_in_force(text: str, type_: str, made: date | None) -> InForce | None:
    """Return from which day a document of this type says that it holds.

    ``made`` is its own day, from which "kể từ ngày ký" counts. None where nothing says so, where
    no day is told ("kể từ ngày đăng Công báo") and where two clauses differ.
    """
    whole = view(text)
    found: list[InForce] = []
    for cue in _CUE.finditer(whole.lower):
        near = _clause(type_.lower()).finditer(
            whole.lower, max(0, cue.start() - _BEFORE), cue.end() + _AFTER
        )
        clause = next((one for one in near if one.start("holds") == cue.start()), None)
        if clause is None:
            continue
        day = _day(whole.lower, clause, made)
        if day is None:
            return None
        limit = min(clause.end() + _LONGEST, len(whole.lower))
        end = _ENDS.search(whole.lower, clause.end(), limit)
        found.append(InForce(day, *whole.span(clause.start("says"), end.start() if end else limit)))
    return found[0] if len({one.day for one in found}) == 1 else None


@cache
def _clause(type_: str) -> re.Pattern[str]:
    name = r"\s+".join(map(re.escape, type_.split()))
    return re.compile(rf"{_OPENING}(?P<says>(?:{name}|văn\s+bản){_HOLDS})")


def _day(lower: str, clause: re.Match[str], made: date | None) -> date | None:
    stated = date_at(lower, clause.end())
    if stated is not None:
        return date.fromisoformat(stated.day) if stated.day and not clause["days"] else None
    if made is None or _MADE.match(lower, clause.end()) is None:
        return None
    return made + timedelta(days=int(clause["days"] or 0))
