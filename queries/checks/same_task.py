"""Whether two texts set one task: the same action on the same object, for the same people and
period. "Báo cáo quý I" is no "Báo cáo năm", nor training for communes one for districts."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from cancu.queries.checks.likeness import content_words, written_out

_PERIOD = re.compile(
    r"\b(?:(?P<kind>quý|tháng|đợt|lần|kỳ|học kỳ|giai đoạn|tuần"
    r"|ngày)\s+(?:thứ\s+)?(?P<which>\d[\d/\-– ]*|[ivx]{1,4}\b|đầu|cuối)"
    r"|(?P<months>\d{1,2})\s+tháng)"
)
_RHYTHM = re.compile(r"\b(?:hằng|hàng)\s+(ngày|tuần|tháng|quý|năm)")
_YEAR = re.compile(r"\b(20\d\d)\b")
_NUMBER = re.compile(r"\b\d+(?=[/-]\S)|(?<=số )\d+")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_IN_PASSING = frozenset(["theo", "nhiệm", "vụ", "kế", "hoạch", "công", "tác", "lớp", "hội", "nghị"])
"""Words that may be left out or put in without another task being meant."""


@cache
def _actions() -> tuple[tuple[re.Pattern[str], str], ...]:
    with Path(__file__).with_name("actions.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            (re.compile(rf"\b{row['word']}\b"), row["action"]) for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=4096)
def periods_of(text: str) -> frozenset[str]:
    """Return the parts of a year and the rounds that a text names."""
    found = set()
    for period in _PERIOD.finditer(written_out(text)):
        which = (period["which"] or "").strip()
        number = _ROMAN.get(which, which.lstrip("0"))
        found.add(f"{period['kind'] or 'tháng đầu'} {number or period['months']}")
    if "định kỳ" in written_out(text):
        found.add("định kỳ")
    return frozenset(found)


@lru_cache(maxsize=4096)
def action_words(text: str) -> frozenset[str]:
    """Return the words that say what is done, as far as others may stand for them."""
    words = written_out(text)
    return frozenset(
        part for known, _ in _actions() for found in known.findall(words) for part in found.split()
    )


@lru_cache(maxsize=4096)
def _made(text: str) -> frozenset[str]:
    words = written_out(text)
    return frozenset(action for known, action in _actions() if known.search(words))


def same_occasion(one: str, other: str) -> bool:
    """Tell whether two texts name no different periods, years or document numbers."""
    if periods_of(one) != periods_of(other):
        return False
    for named in (_YEAR, _NUMBER, _RHYTHM):
        left, right = (set(named.findall(written_out(text))) for text in (one, other))
        if left and right and not left & right:
            return False
    return True


def same_object(one: str, other: str) -> bool:
    """Tell whether at most one of two texts says more than the other.

    Where each has words of its own, what is done, for whom or about what is another.
    """
    left, right = content_words(one), content_words(other)
    own = (left - right) - _IN_PASSING, (right - left) - _IN_PASSING
    if _made(one) & _made(other):
        own = own[0] - action_words(one), own[1] - action_words(other)
    return not (own[0] and own[1])


def same_task(one: str, other: str) -> bool:
    """Tell whether nothing in two alike texts makes them two tasks."""
    return same_occasion(one, other) and same_object(one, other)
