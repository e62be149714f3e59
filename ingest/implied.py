"""The issuer that a symbol implies: "NĐ-CP" the Government, "TT-BTC" the Ministry of Finance."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from cancu.ingest.bodies import Body
from cancu.ingest.home import Home
from cancu.ingest.numbers import DocumentNumber
from cancu.ingest.structure import Header
from cancu.ingest.typewords import is_type_alone, is_typed, types_of_symbol
from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.unit_states import state_on

_SHORT_UNTIL = date(2005, 5, 31)
"""Until then ministries also signed without the "B"; Thông tư liên tịch 55/2005/TTLT-BNV-VPCP
gave symbols one form."""
_NEAREST = {
    "commune": ("commune", "district", "department"),
    "district": ("district", "department"),
}
_CONTRACT = "HĐ"
"""The letters after it tell what a contract is about: "01/2025/HĐ-XD" is of building."""
COMMITTEES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "UB": "Ủy ban nhân dân"}


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
    if len(found) < 2:
        return found
    if day is None or day > _SHORT_UNTIL:
        found = tuple(body for body in found if not _outgrew(body, symbol)) or found
    if day is None:
        return found
    return tuple(body for body in found if body.exists_on(day)) or found


def _outgrew(body: Issuer, symbol: str) -> bool:
    """Whether a ministry has dropped the symbol: "TTr-TP" is a Sở's or a Phòng's, no Bộ's."""
    return body.kind == "ministry" and symbol != body.symbols[0] and f"B{symbol}" in body.symbols


def names_body_first(segments: tuple[str, ...], day: date | None) -> bool:
    """Whether what looks like a type's symbol is a body's: "89-TC/TCT" is the ministry's.

    So are letters whose second part names no body: "5106/CT-CS" is the Cục Thuế's.
    """
    first = bodies_of_symbol(segments[0], day)
    if not first or first[0].is_pattern:
        return False
    return is_ministry_of_old(segments[0]) or not bodies_of_symbol(segments[1], None)


def is_ministry_of_old(symbol: str) -> bool:
    """Whether a ministry had this symbol before all of them got a "B": "TC" for Bộ Tài chính."""
    return any(_outgrew(body, symbol) for body in _by_symbol().get(symbol, ()))


def is_joint(segments: tuple[str, ...]) -> bool:
    """Whether a symbol is that of a joint document: TTLT, NQLT, the old TTLB and TTLN."""
    return segments[0].endswith(("LT", "LB", "LN"))


def implied_issuer(number: DocumentNumber, day: date | None, home: Home) -> str | None:
    """Return the official name of the issuer that a number's symbol implies.

    Of a joint document ("TTLT-BYT-BTC") all issuers are named. A committee's symbol means the own
    committee only where the citing document is a province's or a department's; below that a
    number alone does not tell whose it is.
    """
    return _of_segments(number.segments, day, home)


@lru_cache(maxsize=4096)
def _of_segments(segments: tuple[str, ...], day: date | None, home: Home) -> str | None:
    if segments[0] == _CONTRACT or is_type_alone(segments):
        return None
    typed = is_typed(segments)
    named = segments[1:] if typed else segments[:1]
    if typed and names_body_first(segments, day):
        typed, named = False, segments[:1]
    names = []
    for segment in named:
        name = _name(segment, day, home, typed=typed)
        if name is None:
            break
        names.append(name)
        if not is_joint(segments):
            break
    return " - ".join(names) or None


def _name(segment: str, day: date | None, home: Home, *, typed: bool) -> str | None:
    segment = _without_term(segment)
    if segment in COMMITTEES or segment == "CTUBND":
        own = _province(home, day) if home.level in ("province", "department") else None
        if own is None:
            return None
        chair = "Chủ tịch Ủy ban nhân dân" if segment == "CTUBND" else COMMITTEES[segment]
        return f"{chair} {own[0]} {own[1]}"
    found = bodies_of_symbol(segment, day)
    if not found:
        return None
    if segment == "TU":
        own = _province(home, day)
        if own is None:
            return None
        return f"{'Thành ủy' if own[0] == 'thành phố' else 'Tỉnh ủy'} {own[1]}"
    best = found[0]
    if typed and signed_by_chairs_too(segment, day, home):
        return None
    if not best.is_pattern:
        meant = certain_paths(tuple(body.path for body in found if not body.is_pattern), home)
        return next(body.name for body in found if body.path == meant[0]) if not meant[1:] else None
    near = _nearest(found, home.level)
    if len({body.name for body in near}) > 1:
        return None
    return near[0].name if typed or near[0].kind == "department-pattern" else None


def _province(home: Home, day: date | None) -> tuple[str, str] | None:
    """Return the own province as it was on a day: thành phố Huế was tỉnh Thừa Thiên Huế.

    A commune of today may have lain in another one.
    """
    earlier = home.provinces(day)
    if earlier:
        return (earlier[0].kind, earlier[0].name) if len(earlier) == 1 else None
    code = home.codes[0]
    state = state_on(units.get(code), day) if code else None
    return (state.kind, state.name) if state else home.units[0]


def branches_of(segments: tuple[str, ...], day: date | None, home: Home) -> tuple[Issuer, ...]:
    """Return the local bodies that write letters with a central one's symbol in a paper of a place.

    "33/BHXH-CSYT" is a letter of the Bảo hiểm xã hội Việt Nam, or of that of the own province.
    """
    if not segments or is_typed(segments):
        return ()
    bodies = bodies_of_symbol(issuing_segment(segments, day), day)
    if not bodies or bodies[0].is_pattern or not any(home.units):
        return ()
    return tuple(b for b in bodies if b.is_pattern and b.kind != "chairman-pattern")


def signed_by_chairs_too(segment: str, day: date | None, home: Home) -> bool:
    """Whether a central body's symbol is a chairman's too, and the paper is of a place.

    "330/QĐ-CT" is a decision of the Cục Thuế, or of the chairman of a committee.
    """
    found = bodies_of_symbol(segment, day)
    chairs = any(body.kind == "chairman-pattern" for body in found)
    return chairs and not found[0].is_pattern and any(home.units)


def certain_paths(paths: tuple[str, ...], home: Home) -> tuple[str, ...]:
    """Return whose documents a symbol means, of the bodies that bear it; several are ambiguous.

    Bodies of the whole country go before those of one place, which only an office's own register
    has; of these the ones at the citing document's own place are meant, where there are such.
    """
    national = tuple(path for path in paths if "/" not in path)
    if national or len(paths) < 2:
        return national[:1] or paths
    own = [slug(" ".join(unit)) for unit in home.units if unit]
    for depth in range(len(own), 0, -1):
        near = tuple(path for path in paths if own[depth - 1] in path.split("/")[1:])
        if near:
            return near
    return paths


def _nearest(found: tuple[Issuer, ...], level: str | None) -> tuple[Issuer, ...]:
    """Return the local bodies of a symbol that are of the citing document's level, or next above.

    "TTr-CA" in a commune's plan is of its Công an xã, in a province's of Công an tỉnh.
    """
    for wanted in _NEAREST.get(level or "", ("department",)):
        near = tuple(b for b in found if _tier(b) == wanted or b.level is None)
        if near:
            return near
    return found


def _tier(body: Issuer) -> str | None:
    return "department" if body.level == "province" else body.level


_SIGNS = {
    "UBND": "Ủy ban nhân dân", "UB": "Ủy ban nhân dân", "CTUBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân", "TU": "ủy", "HU": "Huyện ủy", "ĐU": "Đảng ủy",
}  # fmt: skip
"""What the name of a body has that signs with a committee's symbol."""


@lru_cache(maxsize=4096)
def issuing_segment(segments: tuple[str, ...], day: date | None = None) -> str:
    """Return the segment that stands for the issuer; of a joint document the presiding one."""
    typed = is_typed(segments) and segments[0] != _CONTRACT
    typed = typed and not names_body_first(segments, day)
    return _without_term(segments[1] if typed else segments[0])


def _without_term(segment: str) -> str:
    """Return a council's symbol without the number of its term: "NQ-HĐND12"."""
    return "HĐND" if segment.startswith("HĐND") and segment[4:].isdigit() else segment


def needs_a_body(number: DocumentNumber) -> bool:
    """Whether the symbol alone does not tell the issuer: a committee's, a department's, none."""
    found = bodies_of_symbol(issuing_segment(number.segments), None)
    return not found or found[0].is_pattern


_BRANCHED = frozenset(("BHXH", "KBNN", "NHNN", "NHCS", "NHCSXH"))
"""Symbols of national bodies whose branches sign with them, too."""


def may_be_a_branch(number: DocumentNumber) -> bool:
    """Whether a number of a national body's symbol may be of its branch in a place."""
    return not _BRANCHED.isdisjoint(number.segments)


def is_branch(name: str, of: str | None) -> bool:
    """Whether a body with a place is the branch of a national one: "Bảo hiểm xã hội tỉnh"."""
    national = (of or "").removesuffix(" Việt Nam")
    return bool(national) and name.startswith(f"{national} ")


def may_sign(name: str, number: DocumentNumber) -> bool:
    """Whether a body of this name can have issued a number: "TTr-UBND" is no department's."""
    wanted = _SIGNS.get(issuing_segment(number.segments))
    if wanted is None:
        return True
    if wanted == "ủy":
        return wanted in name or "Đảng bộ" in name
    return wanted in name and not name.startswith("Văn phòng")


_OWN_SYMBOL = re.compile(r"/(?P<symbol>[^/-]+)-[^/]*$")


def signs_as_before(number: DocumentNumber, header: Header) -> bool:
    """Whether a number has the symbol of the citing department's own: "1100/SNV-CCHC" in a Sở's."""
    own = _OWN_SYMBOL.search(header.number or "")
    return (
        header.level == "department"
        and own is not None
        and own["symbol"] == issuing_segment(number.segments)
        and not types_of_symbol(own["symbol"])
    )


def committee_of(number: DocumentNumber, kind: str, place: str) -> str | None:
    """Return the committee of a place that signs with this symbol; None for other symbols."""
    committee = COMMITTEES.get(issuing_segment(number.segments))
    return f"{committee} {kind} {place}" if committee else None


_PARTY_OF = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy",
             "thị xã": "Thị ủy"}  # fmt: skip


def body_of_place(
    number: DocumentNumber, kind: str | None, name: str | None, start: int, end: int
) -> Body | None:
    """Return the body of a place that signs with this symbol: "15-NQ/TU" of "tỉnh Nghệ An".

    ``kind`` None is a name alone, ``name`` None the own unit of a kind. None for symbols that tell
    no body of such a place.
    """
    segment = issuing_segment(number.segments)
    if segment in ("TU", "HU"):
        party = _PARTY_OF.get(kind or "")
        fits = party in ("Huyện ủy", "Quận ủy", "Thị ủy") if segment == "HU" else party
        if not party or not fits:
            return None
        return Body(f"{party} {name}" if name else party, start, end, None, kind, name)
    committee = COMMITTEES.get(segment)
    if committee is None and name and kind in ("tỉnh", "thành phố"):
        found = {body.name for body in bodies_of_symbol(segment, None) if _of_a_province(body)}
        committee = found.pop() if len(found) == 1 else None
    if committee is None:
        return None
    stated = " ".join(filter(None, (committee, kind, name)))
    return Body(stated, start, end, None, kind, name)


def _of_a_province(body: Issuer) -> bool:
    return body.kind == "department-pattern" and body.name.startswith("Sở ")


def own_office(header: Header, home: Home) -> str | None:
    """Return the office of the citing body itself: "Văn phòng" in its own papers.

    In a province the deputies and the council have one and the committee another; below, council
    and committee have one together.
    """
    issuer, own = header.issuer or "", home.own
    if issuer.startswith(("Bộ ", "Sở ", "Tỉnh ủy", "Thành ủy")):
        return f"Văn phòng {issuer}"
    if issuer.startswith(("Bộ trưởng ", "Giám đốc Sở ")):
        return f"Văn phòng {issuer.partition(' ')[2].partition(' ')[2]}"
    if own is None or not any(word in issuer for word in COMMITTEES.values()):
        return None
    place = " ".join(own)
    if header.level in ("district", "commune"):
        return f"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {place}"
    if COMMITTEES["HĐND"] in issuer:
        return f"Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân {place}"
    return f"Văn phòng Ủy ban nhân dân {place}"
