"""The issuer that a symbol implies: "NĐ-CP" the Government, "TT-BTC" the Ministry of Finance."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from cancu.ingest.home import Home
from cancu.ingest.numbers import DocumentNumber
from cancu.ingest.typewords import types_of_symbol
from cancu.ontology.load import Issuer, issuers

_COMMITTEES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "UB": "Ủy ban nhân dân"}


@cache
def _by_symbol() -> dict[str, tuple[Issuer, ...]]:
    table: dict[str, tuple[Issuer, ...]] = {}
    for issuer in issuers():
        for symbol in issuer.symbols:
            table[symbol] = (*table.get(symbol, ()), issuer)
    return table


def bodies_of_symbol(symbol: str, day: date | None) -> tuple[Issuer, ...]:
    """Return the issuers that used this symbol, on ``day`` where it is known."""
    found = _by_symbol().get(symbol.rstrip("0123456789"), ()) or _by_symbol().get(symbol, ())
    if day is None or len(found) < 2:
        return found
    return tuple(body for body in found if body.exists_on(day)) or found


def implied_issuer(number: DocumentNumber, day: date | None, home: Home) -> str | None:
    """Return the official name of the issuer that a number's symbol implies.

    Of a joint document ("TTLT-BYT-BTC") all issuers are named. A committee's symbol means the own
    committee only where the citing document is a province's or a department's; below that a
    number alone does not tell whose it is.
    """
    return _of_segments(number.segments, day, home)


@lru_cache(maxsize=4096)
def _of_segments(segments: tuple[str, ...], day: date | None, home: Home) -> str | None:
    typed = len(segments) > 1 and bool(types_of_symbol(segments[0]))
    named = segments[1:] if typed else segments[:1]
    names = []
    for segment in named:
        name = _name(segment, day, home, typed=typed)
        if name is None:
            break
        names.append(name)
        if not segments[0].endswith(("LT", "LB", "LN")):
            break
    return " - ".join(names) or None


def _name(segment: str, day: date | None, home: Home, *, typed: bool) -> str | None:
    if segment in _COMMITTEES or segment == "CTUBND":
        own = home.units[0] if home.level in ("province", "department") else None
        if own is None:
            return None
        chair = "Chủ tịch Ủy ban nhân dân" if segment == "CTUBND" else _COMMITTEES[segment]
        return f"{chair} {own[0]} {own[1]}"
    found = bodies_of_symbol(segment, day)
    if not found:
        return None
    if segment == "TU":
        own = home.units[0]
        if own is None:
            return None
        return f"{'Thành ủy' if own[0] == 'thành phố' else 'Tỉnh ủy'} {own[1]}"
    best = found[0]
    if best.kind == "party" and best.symbols[0] == "TW":
        return best.name
    if best.is_pattern and best.kind != "department-pattern":
        return best.name if typed else None
    departments = [body for body in found if body.kind == "department-pattern"]
    if len({body.name for body in departments}) > 1:
        return None
    return best.name
