"""C04: type word, symbol and stated issuer of a citation disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.mentions import Mention
from cancu.ingest.typenames import type_of_number
from cancu.ontology.load import issuers
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import rows_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Problem

_SYMBOL = re.compile(r"[/-](CP|TTg|QH\d*|UBTVQH\d*)$")
_ISSUED_BY = re.compile(r"\s+do\s")
_NAMES = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
}


def type_and_issuer(examined: Examined) -> Iterator[Problem]:
    """Yield each citation in which the symbol belongs to another type or another issuer."""
    for mention in examined.mentions:
        if mention.number is None or "/" not in mention.number:
            continue
        if mention.rule == "list":
            continue
        type_ = type_of_number(mention.number)
        if type_ and mention.type and _contradict(type_, mention.type, mention.surface):
            yield _wrong_type(mention, type_)
        elif _ISSUED_BY.match(examined.text, mention.end):
            continue  # "… thực hiện Nghị định 136/2025/NĐ-CP do Cục Thuế ban hành"
        elif (issuer := _other_issuer(mention)) is not None:
            yield _wrong_issuer(examined, mention, issuer)


def _contradict(of_number: str, stated: str, surface: str) -> bool:
    """Only types that have one symbol each are compared, and only a type that is written."""
    known = {"Nghị định", "Quyết định", "Nghị quyết", "Thông tư", "Chỉ thị", "Kế hoạch"}
    return (
        of_number in known
        and stated in known
        and of_number != stated
        and surface.lower().startswith(stated.lower())
    )


@cache
def _central_names() -> frozenset[str]:
    return frozenset(i.name for i in issuers() if i.level in ("central", "ministry"))


def _other_issuer(mention: Mention) -> str | None:
    """Return the issuer that the symbol stands for where another central body is stated."""
    found = _SYMBOL.search(mention.number or "")
    if not (found and mention.issuer_stated and mention.issuer):
        return None
    own = _NAMES[found[1].rstrip("0123456789")]
    stated = mention.issuer
    if stated == own or stated not in _central_names():
        return None
    return own


def _wrong_type(mention: Mention, type_: str) -> Problem:
    return Problem(
        mention.start,
        mention.end,
        f"«{mention.type}» không khớp ký hiệu {mention.number} (ký hiệu của {type_})",
        f"“{mention.type}” does not fit {mention.number}, a number of the type {type_}",
        _rewritten(mention, type_),
    )


def _rewritten(mention: Mention, type_: str) -> str:
    """Return the citation with the half that is certain: only the Government issues decrees."""
    number, stated = mention.number or "", mention.type or ""
    symbol = {"Thông tư": "TT", "Quyết định": "QĐ", "Nghị quyết": "NQ", "Chỉ thị": "CT"}.get(stated)
    if type_ == "Nghị định" and symbol and not number.endswith("-CP"):
        return f"{stated} số {number.replace('/NĐ-', f'/{symbol}-')}"
    return f"{type_} số {number}"


def _wrong_issuer(examined: Examined, mention: Mention, issuer: str) -> Problem:
    rows = rows_of(examined, mention)
    return Problem(
        mention.start,
        mention.end,
        f"{mention.number} ghi là của {mention.issuer}; theo ký hiệu, cơ quan ban hành là {issuer}",
        f"{mention.number} is said to be of {mention.issuer}; its symbol says {issuer}",
        full_citation(rows[0])
        if len(rows) == 1
        else f"{mention.type} số {mention.number} … của {issuer}",
    )
