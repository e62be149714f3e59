"""C09: "Căn cứ" a document of a lower level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.mentions import Mention
from cancu.ontology.load import document_types
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Problem

_ORDER = {"central": 0, "ministry": 1, "province": 2, "department": 3, "district": 4, "commune": 5}
_LOCAL = re.compile(
    r"(?:UBND|[ủu][ỷy] ban nhân dân|hội đồng nhân dân|đảng ủy|huyện ủy)[^,;]*?"
    r"\b(?P<kind>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh)\b",
    re.IGNORECASE,
)
_LEVELS = {"huyện": "district", "quận": "district", "thị xã": "district", "tỉnh": "province"}


def lower_as_basis(examined: Examined) -> Iterator[Problem]:
    """Yield each legal basis that a body below the issuer made."""
    own = examined.reading.header.level
    if own is None:
        return
    for mention in examined.mentions:
        level = _level(mention)
        if mention.role != "basis" or level is None or mention.type in _papers():
            continue
        if _ORDER[level] > _ORDER[own]:
            yield Problem(
                mention.start,
                mention.end,
                f"Căn cứ {mention.type or 'văn bản'} {mention.number} của {mention.issuer}: "
                "văn bản của cấp dưới không làm căn cứ ban hành",
                f"{mention.number} of {mention.issuer} is of a lower level and is no legal basis",
                "Chuyển xuống phần «Theo đề nghị của …» hoặc bỏ",
            )


@cache
def _papers() -> frozenset[str]:
    """Types that are cited for what they report, not as a rule."""
    return frozenset(
        kind.name for kind in document_types() if kind.rank >= 10 and kind.family == "letter"
    ) | {"Tờ trình", "Báo cáo", "Biên bản", "Công văn", "Thông báo", "Nghị quyết"}


def _level(mention: Mention) -> str | None:
    if mention.issuer is None or not mention.issuer_stated:
        return None
    found = _LOCAL.search(mention.issuer)
    return _LEVELS.get(found["kind"].lower(), "commune") if found else None
