"""What a citation is for: the word that leads to it says so ("Căn cứ", "Thực hiện", "theo").

A word that stands after another citation in the same clause speaks of that one: in "Căn cứ Nghị
định 107/2021/NĐ-CP sửa đổi Nghị định 61/2018/NĐ-CP" the plan is based on the first, and the first
amends the second (see :mod:`cancu.ingest.relations`). A word that is denied, or of a report of what
was done, leads to nothing (role_denials.csv): "chưa thực hiện", "kết quả thực hiện".
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
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
_CAPTION = re.compile(r"(?:\A|\n)[\W_]*\(\s*(?:ban\s+hành\s+)?\Z")
"""Before "kèm theo" where an annex says of itself whose it is: "(Kèm theo Quyết định số …)"."""
_FOLLOWED = re.compile(
    r"\s+(?:(?:nghiêm|đúng|đầy\s+đủ|các|nội\s+dung|quy\s+định|hướng\s+dẫn|chỉ\s+đạo|nhiệm\s+vụ|yêu\s+cầu)"
    r"[\s,]+)*(?:theo|tại)(?![^\W_])"
)
"""What makes of "thực hiện" no more than to follow: "thực hiện theo hướng dẫn tại X; Y"."""
_TITLED = re.compile(r"\s+(?:về|v/v|ban\s+hành|phê\s+duyệt|của)(?![^\W_])")
_BARE_LAW = r"luật\s+số\s*:?\s*[\w/]+"
_AMENDING_LAWS = re.compile(
    rf"(?:sửa\s+đổi|bổ\s+sung)[^;.]{{0,80}}?\s(?:bởi|tại|theo|bằng)\s+(?:các\s+)?{_BARE_LAW}"
    rf"(?:\s*[,;]\s*{_BARE_LAW}){{0,12}}\s*;\s*\Z"
)
_AMENDED = re.compile(
    r"(?<![^\W_])(?:được|đã|bị)\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ)[^;.()]*\s\Z"
)
_PROVISIONS = ("điều", "khoản", "điểm", "mục", "chương", "phụ lục")
_LAW_OF_LIST = re.compile(rf"{_BARE_LAW}\s*(?:và\s|[;,)])")
_BODY = re.compile(
    r"\n[\W_]*(?:điều\s+1\s*[.:]|i\s*[.)]\s|1\s*[.)]\s|chương\s+(?:i|1)\s|phần\s+(?:i|1|thứ\s+nhất)\s)"
)
_BODY_WITHIN = 30_000
_PARAGRAPH = re.compile(r"\n[\W_]{0,24}(?=[^\W\d_])")


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


_BETWEEN = r"(?:việc|(?:\d+|một|hai|ba|năm|mười)\s+năm|triển\s+khai|tổ\s+chức|phải)"
"""What may stand between a denial and its cue: "tổng kết 5 năm triển khai thực hiện"."""


@cache
def _denied() -> tuple[re.Pattern[str], frozenset[str]]:
    """What stands before a cue that leads to nothing, and the last words of that."""
    with (Path(__file__).parent / "role_denials.csv").open(encoding="utf-8", newline="") as file:
        words = [row["words"] for row in csv.DictReader(file)]
    denials = "|".join(r"\s+".join(map(re.escape, one.split())) for one in words)
    lasts = {one.split()[-1] for one in words} | {"việc", "năm", "khai", "chức", "phải"}
    return re.compile(rf"(?<![^\W_])(?:{denials})\s+(?:{_BETWEEN}\s+)*\Z"), frozenset(lasts)


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
    role, cue = _role(cues, best), best.start()
    if role == "issued_with" and _CAPTION.search(lower, max(0, cue - 12), cue) is None:
        role = "mentions"
    if _is_denied(lower, low, cue):
        role = "mentions"
    return Lead(role, best.start(), best.end(), passive)


def _is_denied(lower: str, low: int, cue: int) -> bool:
    pattern, lasts = _denied()
    before = lower[max(low, cue - 8) : cue].split()
    if not before or before[-1] not in lasts:
        return False
    return pattern.search(lower, max(low, cue - 50), cue) is not None


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


@lru_cache(maxsize=4)
def body_begins(lower: str) -> int:
    """Return where the grounds of a document are over: at its first article or section."""
    found = _BODY.search(lower, 0, _BODY_WITHIN)
    return found.start() if found else len(lower)


def is_reasoned(lower: str, stop: int) -> bool:
    """Whether a sentence that ends at ``stop`` reasons from a provision: "Căn cứ Điều 5 X, tỉnh …".

    A ground of a document stands in a list and ends with a semicolon.
    """
    return not lower[max(0, stop - 12) : stop].rstrip(" \n\t*_/").endswith(";")


def amends_in_list(lower: str, start: int) -> bool:
    """Whether a law goes on a list of amending ones: "bởi Luật số A; Luật số B và Luật số C".

    A law that is a ground of its own has its name between "Luật" and "số".
    """
    if _LAW_OF_LIST.match(lower, start, start + 60) is None:
        return False
    return _AMENDING_LAWS.search(lower, max(0, start - _REACH), start) is not None


def amended_by(lower: str, cue: int, start: int) -> bool:
    """Whether "theo", "tại" at ``cue`` name what amended: "đã được sửa đổi … theo Luật số X".

    Of a provision ("được sửa đổi tại khoản 3 Điều 1 Nghị định X") the words are applied as well.
    """
    if lower.startswith(_PROVISIONS, start):
        return False
    return _AMENDED.search(lower, max(0, cue - _NEAR), cue) is not None


def in_title(lower: str, stop: int, lead_here: Lead) -> bool:
    """Whether words carry out in the title of the citation whose issuer ends at ``stop``.

    In "Thực hiện Kế hoạch A về thực hiện Nghị quyết B" it is A that carries out B.
    """
    if lead_here.role != "implements":
        return False
    between = lower[stop : lead_here.start]
    if between.rstrip().endswith((",", "và", "để", "nhằm", ":", "(")) or ";" in between:
        return False
    return _TITLED.match(between) is not None


def ruling(text: str, lower: str, begin: int, start: int) -> Lead | None:
    """Return the words that rule a list of grounds: "Căn cứ A; B và C", "Thực hiện A; căn cứ B; C".

    They open the sentence, a paragraph in it below a title in capitals, or, after a semicolon, one
    of its clauses; the last before ``start`` counts.
    """
    cues = _cues()
    at = start
    while at > begin:
        at = lower.rfind(";", begin, at)
        clause, reach = (at + 1, 14) if at >= 0 else (begin, 60)
        first = cues.pattern.search(lower, clause, min(start, clause + reach))
        found = _lead(cues, lower, first) if first else None
        if first and found and _role(cues, first) in _LEADING and not found.passive:
            return found
        if at < 0:
            return _ruling_paragraph(cues, text, lower, begin, start)
    return None


def _ruling_paragraph(cues: _Cues, text: str, lower: str, begin: int, start: int) -> Lead | None:
    """Return the words that open a paragraph of a sentence which holds the title above it, too."""
    found = None
    for opening in _PARAGRAPH.finditer(lower, begin, start):
        at = opening.end()
        if not text[at].isupper() or not text[at + 1].islower():
            continue
        line = text.rfind("\n", begin, opening.start()) + 1
        above = text[max(line, begin) : opening.start()]
        match = cues.pattern.match(lower, at, start) if above.isupper() else None
        if match and _role(cues, match) in _LEADING and not match["passive"]:
            found = _lead(cues, lower, match)
    return found


def _lead(cues: _Cues, lower: str, match: re.Match[str]) -> Lead:
    role = _role(cues, match)
    if role == "implements" and _FOLLOWED.match(lower, match.end("cue")):
        role = "under"
    if _is_denied(lower, max(0, match.start() - 50), match.start("cue")):
        role = "mentions"
    return Lead(role, match.start("cue"), match.end("cue"), bool(match["passive"]))


def _role(cues: _Cues, match: re.Match[str]) -> Role:
    return cues.roles[" ".join(match["cue"].replace(",", " ").split())]
