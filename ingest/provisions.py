"""Pinpoints: the point, clause, article, chapter or annex of a document that is meant.

Order and names follow Nghị định 34/2016/NĐ-CP and 78/2025/NĐ-CP: phần, chương, mục, tiểu mục,
điều, khoản, điểm; annexes have their own parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINAL = {
    "điểm": r"[a-zđ]\)?(?:\.\d+)?|\d+(?:\.\d+)*",
    "tiết": r"[a-zđ]|\d+(?:\.\d+)*",
    "khoản": r"\d{1,3}[a-zđ]?",
    "điều": r"\d{1,4}[a-zđ]?",
    "tiểu mục": r"[ivxlc]+|\d{1,3}(?:\.\d+)*|[a-z]",
    "mục": r"[ivxlc]+(?:\.\d+)*|\d{1,3}(?:\.\d+)*|[a-z]",
    "chương": r"[ivxlc]+|\d{1,3}",
    "phần": r"[ivxlc]+|\d{1,3}|[a-z]|thứ\s+\w+",
    "phụ lục": r"(?:số\s+)?(?:(?:[ivxlc]+|\d{1,3})[a-z]?|[a-z])(?:\.\d+)*",
}
_MORE = r"(?:\s*(?:,|;|và|hoặc|đến|-)\s*(?:{ordinal})(?![\w/]))*"


def _unit(name: str, ordinal: str) -> str:
    words = name.replace(" ", r"\s+")
    return rf"{words}\s+(?:từ\s+)?(?:{ordinal})(?![\w/]){_MORE.format(ordinal=ordinal)}"


_UNIT = "|".join(_unit(name, ordinal) for name, ordinal in _ORDINAL.items())
_UNIT += r"|phụ\s+lục(?!\s+(?!(?:ban\s+hành\s+)?kèm)\w)"
_CHAIN = rf"(?:{_UNIT})(?:\s*(?:,|và|;|của|tại|đến)?\s*(?:các\s+)?(?:{_UNIT}))*"


_ISSUED_WITH = r"(?:ban\s+hành\s+)?kèm(?:\s+theo)?"
_LEADS_ON = (
    rf"(?:của|tại|thuộc|trong|vào|{_ISSUED_WITH}"
    r"|(?:của|tại|trong)\s+(?:quy\s+(?:chế|định|trình|chuẩn)|điều\s+lệ|nội\s+quy|đề\s+án|kế\s+hoạch"
    rf"|chương\s+trình|định\s+mức|danh\s+mục)[^.;:\d]{{0,60}}?\s{_ISSUED_WITH}|)"
)
"""What may lead from a provision to its document."""
_BEFORE = re.compile(
    rf"(?<!\w)(?P<chain>{_CHAIN})"
    rf"\s*,?\s*{_LEADS_ON}\s*(?:các\s+)?\Z"
)
_LAST = re.compile(
    r"(?:(?:điểm|khoản|điều|mục|chương|phần|phụ\s+lục|tiết)\s+(?:số\s+|từ\s+|thứ\s+)?[\w.)]+"
    r"(?:\s*(?:,|;|và|hoặc|đến|-)\s*[\w.]{1,4}){0,12}|phụ\s+lục)"
    rf"\s*,?\s*{_LEADS_ON}\s*(?:các\s+)?\Z"
)
_AFTER = re.compile(
    rf"(?:\s*[,(]\s*(?:tại\s+|cụ\s+thể\s+là\s+)?|\s+tại\s+)(?P<chain>{_CHAIN})(?=\s*[);,.])"
)
_WORD = re.compile(r"điều|khoản|mục|điểm|chương|phần|phụ|tiết")
_LAST_WORDS = ("của", "tại", "thuộc", "trong", "vào", "kèm", "theo", "các", "lục")
_APART = " \n\r\t\u00a0,"
_SPACE = re.compile(r"\s+")
_PART = re.compile(
    r"(điểm|tiết|khoản|điều|tiểu\s+mục|mục|chương|phần|phụ\s+lục)"
    r"(?:\s+(?:từ\s+)?((?:số\s+|thứ\s+)?[\w.]+))?((?:\s*(?:,|;|và|hoặc)\s*[a-zđ\d]{1,4}(?!\w))*)"
)
_NEAR = 110
REACH = 320
"""How many characters before a document its pinpoint is looked for in."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """``surface`` is what stands there, white space collapsed; the span is of the searched text."""

    surface: str
    start: int
    end: int


def pinpoint_before(text: str, lower: str, end: int) -> Pinpoint | None:
    """Return the pinpoint that ends right before ``end``, as in "khoản 2 Điều 32 Nghị định …"."""
    if not _may_end(lower[max(0, end - 24) : end].rstrip(_APART)):
        return None
    start = max(0, end - REACH)
    near = max(start, end - _NEAR)
    word = _WORD.search(lower, near, end)
    if word is None or _LAST.search(lower, word.start(), end) is None:
        return None
    match = _BEFORE.search(lower, start, end)
    return _pinpoint(text, match) if match else None


_ORDINAL_LETTERS = frozenset("ivxlabcdđeghk0123456789.-")
"""What Roman numbers, points and annexes are made of ("IIa", "III.1")."""


def _may_end(before: str) -> bool:
    """Whether the last word is one that a pinpoint ends with: few mentions need a closer look."""
    if before.endswith(_LAST_WORDS):
        return True
    if "thứ" in before:
        return True
    word = before.rsplit(None, 1)[-1].strip("()[].,;:*\"'“”") if before else ""
    return len(word) < 2 or word[0].isdigit() or _ORDINAL_LETTERS.issuperset(word)


def pinpoint_after(text: str, lower: str, start: int) -> Pinpoint | None:
    """Return the pinpoint set off right after ``start``, as in "Nghị định … (Điều 5)"."""
    match = _AFTER.match(lower, start, start + REACH)
    return _pinpoint(text, match) if match else None


def _pinpoint(text: str, match: re.Match[str]) -> Pinpoint:
    start, end = match.span("chain")
    return Pinpoint(_SPACE.sub(" ", text[start:end]).strip(), start, end)


def parts(surface: str) -> tuple[tuple[str, str], ...]:
    """Return one provision as (name, ordinal) pairs from the largest part to the smallest.

    Of a list only the first member counts: "điểm a, b khoản 2 Điều 5" is điều 5, khoản 2, điểm a.
    """
    found = [
        (_SPACE.sub(" ", name), _SPACE.sub(" ", ordinal or ""))
        for name, ordinal, _ in _PART.findall(_SPACE.sub(" ", surface.lower()))
    ]
    order = ["phụ lục", "phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm", "tiết"]
    firsts = dict(reversed(found))
    return tuple((name, firsts[name]) for name in order if name in firsts)
