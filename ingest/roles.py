"""What a citation is for: the word that leads to it says so ("Căn cứ", "Thực hiện", "theo").

A word that stands after another citation in the same clause speaks of that one: in "Căn cứ Nghị
định 107/2021/NĐ-CP sửa đổi Nghị định 61/2018/NĐ-CP" the plan is based on the first, and the first
amends the second (see :mod:`cancu.ingest.relations`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Role = Literal[
    "basis",  # Căn cứ
    "implements",  # Thực hiện, triển khai
    "under",  # theo, quy định tại
    "amends",
    "replaces",
    "repeals",
    "guides",
    "corrects",
    "issued_with",  # ban hành kèm theo
    "mentions",
]

_REACH, _NEAR = 420, 90
_PASSIVE = re.compile(r"(?<![^\W_])(?:được|bị|đã)\s+\Z")
_LEADING = frozenset({"basis", "implements"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that lead to a mention: ``text[start:end]``; ``passive`` as in "được sửa đổi"."""

    role: Role
    start: int
    end: int
    passive: bool

    def leads_to(self, lower: str, start: int) -> bool:
        """Whether nothing but a few words, no comma, stands between these words and ``start``."""
        gap = lower[self.end : start]
        return len(gap) < 40 and "," not in gap and ";" not in gap


@dataclass(frozen=True, slots=True)
class _Cues:
    """``pattern`` finds a cue anywhere, ``plain`` matches one at its place, ``firsts`` their first
    words."""

    pattern: re.Pattern[str]
    plain: re.Pattern[str]
    firsts: re.Pattern[str]
    longest: int
    roles: dict[str, Role]


@cache
def role_words() -> dict[str, Role]:
    """Return the words of roles.csv, in small letters and without commas, each with its role."""
    with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as file:
        return {row["cue"]: cast("Role", row["role"]) for row in csv.DictReader(file)}


@cache
def _cues() -> _Cues:
    roles = role_words()
    words = "|".join(
        r",?\s+".join(map(re.escape, cue.split())) for cue in sorted(roles, key=len, reverse=True)
    )
    cue = rf"(?P<cue>{words})(?![^\W_])"
    pattern = rf"(?<![^\W_])(?P<passive>(?:được|bị|đã)\s+)?{cue}"
    firsts = re.compile("|".join(sorted({one.split()[0] for one in roles}, key=len, reverse=True)))
    longest = max(map(len, roles)) + 12
    return _Cues(re.compile(pattern), re.compile(cue), firsts, longest, roles)


def lead(lower: str, floor: int, start: int) -> Lead | None:
    """Return the last leading words between ``floor`` and ``start`` of a text in lower case.

    Their first words are looked for from the end, which is far faster than matching all the way;
    of words inside others ("kèm theo") the longer count.
    """
    cues = _cues()
    low = max(floor, start - _REACH)
    near = max(low, start - _NEAR)
    best = _last_cue(cues, lower, near, start)
    if near > low and (best is None or best.start() - near <= cues.longest):
        best = _last_cue(cues, lower, low, start)
    if best is None:
        return None
    passive = _PASSIVE.search(lower, max(low, best.start() - 8), best.start()) is not None
    return Lead(_role(cues, best), best.start(), best.end(), passive)


def _last_cue(cues: _Cues, lower: str, low: int, start: int) -> re.Match[str] | None:
    """Return the last cue between ``low`` and ``start``; of two that overlap the longer."""
    best: re.Match[str] | None = None
    for first in reversed(list(cues.firsts.finditer(lower, low, start))):
        place = first.start()
        if best is not None and best.start() - place > cues.longest:
            break
        if place > low and lower[place - 1].isalnum():
            continue
        match = cues.plain.match(lower, place, start)
        if match is not None and (best is None or match.end() >= best.end()):
            best = match
    return best


def ruling(lower: str, begin: int, start: int) -> Lead | None:
    """Return the words that rule a list of grounds: "Căn cứ A; B và C", "Thực hiện A; căn cứ B; C".

    They open the sentence or, after a semicolon, one of its clauses; the last before ``start``
    counts.
    """
    cues = _cues()
    at = start
    while at > begin:
        at = lower.rfind(";", begin, at)
        clause, reach = (at + 1, 14) if at >= 0 else (begin, 60)
        first = cues.pattern.search(lower, clause, min(start, clause + reach))
        found = _lead(cues, first) if first else None
        if found and found.role in _LEADING and not found.passive:
            return found
        if at < 0:
            break
    return None


def _lead(cues: _Cues, match: re.Match[str]) -> Lead:
    return Lead(_role(cues, match), match.start("cue"), match.end("cue"), bool(match["passive"]))


def _role(cues: _Cues, match: re.Match[str]) -> Role:
    return cues.roles[" ".join(match["cue"].replace(",", " ").split())]
