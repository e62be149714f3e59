"""C09: "Căn cứ" a document of a body of lower or equal rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.mentions import Mention
from cancu.ontology.load import document_types
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Problem

_RANKS = {"central": 0, "ministry": 1, "province": 2, "department": 3, "district": 4, "commune": 5}
_COMMITTEE = re.compile(
    r"(?:UBND|[ủu][ỷy] ban nhân dân|hội đồng nhân dân|đảng ủy|huyện ủy)[^,;]*?"
    r"\b(?P<kind>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)\b",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"^(?:giám đốc\s+)?sở\s", re.IGNORECASE)
_DIVISION = re.compile(
    r"^(?:trưởng\s+|giám đốc\s+|chi cục trưởng\s+)?"
    r"(?:phòng|trung tâm|chi cục|bệnh viện|trạm|đội)\s",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?P<kind>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)\s", re.IGNORECASE)
_GONE = re.compile(r"[^;\n]{0,200}?(?:\bcũ\b|\bnay\s+là|trước\s+đây|trước\s+sắp\s+xếp)")
_LEVELS = {"tỉnh": 2, "huyện": 4, "quận": 4, "thị xã": 4}
_HALF = 0.5
"""A division stands below the body that it is part of, and above the next level."""


def lower_as_basis(examined: Examined) -> Iterator[Problem]:
    """Yield each legal basis that a body below the issuer, or another of its rank, made."""
    header = examined.reading.header
    own = _rank(header.issuer) if header.issuer else None
    if own is None:
        own = _RANKS.get(header.level or "")
    if own is None:
        return
    for mention in examined.mentions:
        if mention.role != "basis" or mention.type in _papers() or not mention.issuer_stated:
            continue
        rank = _rank(mention.issuer or "")
        if rank is None or rank < own:
            continue
        if rank > own:
            yield _problem(mention, "văn bản của cấp dưới", "of a lower level")
        elif _other_committee(header.issuer, mention.issuer) and not _former(examined, mention):
            yield _problem(
                mention, "văn bản của cơ quan cùng cấp khác", "of another body of equal level"
            )


def _problem(mention: Mention, what: str, en: str) -> Problem:
    return Problem(
        mention.start,
        mention.end,
        f"Căn cứ {mention.type or 'văn bản'} {mention.number} của {mention.issuer}: "
        f"{what} không làm căn cứ ban hành",
        f"{mention.number} of {mention.issuer} is {en} and no legal basis",
        "Chuyển xuống phần «Theo đề nghị của …» hoặc bỏ",
    )


@cache
def _papers() -> frozenset[str]:
    """Types that are cited for what they report, not as a rule."""
    return frozenset(
        kind.name for kind in document_types() if kind.rank >= 10 and kind.family == "letter"
    ) | {"Tờ trình", "Báo cáo", "Biên bản", "Công văn", "Thông báo", "Nghị quyết"}


def _rank(issuer: str) -> float | None:
    """Return the rank of a local body, 2 a province's committee to 5 a commune's.

    None for central bodies, and where the name does not tell the level.
    """
    if _DEPARTMENT.match(issuer):
        return _RANKS["department"]
    if _DIVISION.match(issuer):
        place = _AT.search(issuer)
        if place is None:
            return None
        level = _LEVELS.get(place["kind"].lower(), 5)
        return (3 if level == 2 else level) + _HALF
    found = _COMMITTEE.search(issuer)
    return _LEVELS.get(found["kind"].lower(), 5) if found else None


def _former(examined: Examined, mention: Mention) -> bool:
    """Whether the body is one whose place the citing one took: "UBND xã Hoa Thành (cũ)"."""
    return bool(_GONE.match(examined.text, mention.end))


def _other_committee(own: str | None, cited: str | None) -> bool:
    """Whether two committees of one rank are of two places."""
    one, other = (_COMMITTEE.search(name or "") for name in (own, cited))
    if one is None or other is None:
        return False
    places = [_place(found) for found in (one, other)]
    return all(places) and not (places[0].startswith(places[1]) or places[1].startswith(places[0]))


def _place(found: re.Match[str]) -> str:
    """Return the unit's name behind its kind: "Yên Thành"; "" where it is not printed."""
    return found.string[found.end() :].partition(",")[0].strip().lower()
