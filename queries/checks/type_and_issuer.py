"""C04: type word, symbol and stated issuer of a citation disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cancu.ingest.cited_numbers import day_of_mention
from cancu.ingest.designation import parts_of
from cancu.ingest.implied import bodies_of_symbol, is_joint
from cancu.ingest.mentions import Mention
from cancu.ingest.typenames import type_of_number
from cancu.ontology.load import issuers
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import as_evidence, rows_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Problem

_SYMBOL = re.compile(r"[/-](CP|TTg|QH\d*|UBTVQH\d*)$")
_COMMITTEES = {"HĐND": "Hội đồng nhân dân", "UBND": "Ủy ban nhân dân"}
_MINISTRIES = ("ministry", "agency", "government-agency", "audit")
_OFFICE = re.compile(
    r"^(?:Bộ trưởng,? Chủ nhiệm|Chủ nhiệm|Bộ trưởng|Tổng Thanh tra|Thống đốc|Chủ tịch)\s+",
    re.IGNORECASE,
)
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
    """Return the issuer that the symbol stands for where another body is stated."""
    if not (mention.issuer_stated and mention.issuer and mention.number):
        return None
    found = _SYMBOL.search(mention.number)
    stated = mention.issuer
    if found is None:
        return _other_committee(mention.number, stated) or _other_ministry(mention, stated)
    own = _NAMES[found[1].rstrip("0123456789")]
    return own if stated != own and stated in _central_names() else None


def _other_committee(number: str, stated: str) -> str | None:
    """Tell a council's number from a committee's: "NQ-HĐND" is not "của Ủy ban nhân dân tỉnh"."""
    last = re.split(r"[-/]", number)[-1]
    for symbol, name in _COMMITTEES.items():
        other = next(one for one in _COMMITTEES.values() if one != name)
        plain = stated.removeprefix("Chủ tịch ").removeprefix("Thường trực ")
        if last == symbol and plain.startswith(other) and name not in stated:
            return plain.replace(other, name, 1)
    return None


def _other_ministry(mention: Mention, stated: str) -> str | None:
    """Return the ministry of a circular's or decision's symbol where another one is stated.

    What followed a ministry may be named in its place, and so may any body whose symbol is in the
    number, or which the ministry is a part of.
    """
    parts = parts_of(mention.number or "")
    if parts is None or len(parts.segments) != 2 or is_joint(parts.segments):
        return None
    day = day_of_mention(mention)
    own = [body for body in bodies_of_symbol(parts.segments[1], day) if body.kind in _MINISTRIES]
    named = [body for body in issuers() if body.name == without_office(stated)]
    if len(own) != 1 or len(named) != 1 or named[0].kind not in _MINISTRIES:
        return None
    one, other = own[0], named[0]
    kin = (one.slug in other.successors, other.slug in one.successors, one.path == other.path)
    if one.slug == other.slug or any(kin) or parts.segments[1] in other.symbols:
        return None
    return one.name


def without_office(name: str) -> str:
    """Return a body without the head who signs for it: "Bộ trưởng Bộ Y tế" is Bộ Y tế."""
    return _OFFICE.sub("", name)


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
        tuple(map(as_evidence, rows)) if len(rows) == 1 else (),
    )
