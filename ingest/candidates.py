"""Candidates for mentions: numbers with their type words, names of laws, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from cancu.ingest.context import Context, after
from cancu.ingest.designation import OF_MINISTERS
from cancu.ingest.named import NamedHit, named
from cancu.ingest.numbers import (
    DocumentNumber,
    NumberHit,
    blank_number_at,
    loose_number_at,
    numbers,
)
from cancu.ingest.programmes import programme_at
from cancu.ingest.provisions import pinpoint_before
from cancu.ingest.short import ShortHit, short_forms, stands_alone
from cancu.ingest.symbols import segments_of
from cancu.ingest.typewords import (
    TypeWord,
    is_letter,
    is_letter_symbol,
    is_other,
    list_head,
    split_type,
    type_before,
    types_of_symbol,
)
from cancu.ingest.view import View
from cancu.ontology.load import DocumentType

_Years = dict[tuple[str | None, str, int | None], DocumentNumber]
_BY_NICKNAME = frozenset({"de-an", "du-an", "chuong-trinh", "chien-luoc"})
"""Types whose number may be a nickname: "Đề án 06/CP" was approved by Quyết định 06/QĐ-TTg."""
Kind = Literal["numbered", "named", "short", "relative", "programme"]

_BESIDE_BEGINS = frozenset("0123456789nkbcdđ")
_ADDRESS = re.compile(r"\s*,?\s*(?:phố|đường|ngõ|ngách|hẻm|đại\s+lộ)\s")
_ABBREVIATION = re.compile(r"(?<![^\W_])[A-ZĐ][A-ZĐ&]{1,12}(?![^\W_])")
_LETTER = re.compile(r"văn\s+(?:bản\s+)?số\s*:?\s*")
_LIST_GAP = re.compile(
    r"[^;.]{0,4}?(?:\s*(?:ngày|năm)\s[\d/. thángăm]{4,28})?"
    r"\s*(?:,|;|và|hoặc|&|-)\s*(?:và\s+|của\s+)?(?:số\s*:?\s*)?\Z"
)

_SERIALS = re.compile(
    r"(?<![\w/.,-])(?:\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?\s*(?:,\s*và|,|;|và)\s*)+\Z"
)
"""Serials of a list whose symbol and mostly year are given once: "số 01, 02 và |03/2021/TT-BNV"."""
_PARTED = re.compile(r"(?<![^\W_])số\s*:?\s*(?P<digits>\d{1,3}) \Z")
_SERIAL = re.compile(r"(?P<serial>\d+[a-zđ]?)(?:/(?P<year>\d{4}))?")
_SERIALS_REACH = 60
_LISTED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FURTHER = re.compile(r"(?:[;,]|và)\s*(?:và\s+)?số\s*:?\s*\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in view offsets, before its surroundings are read.

    ``serial`` is the bare serial of a short form."""

    start: int
    end: int
    kind: Kind
    type: str | None
    number: NumberHit | None
    name: str | None
    rule: str
    nested: tuple[tuple[int, int], ...] = ()
    serial: str | None = None
    year: int | None = None
    """The year that stands in a number that is not whole."""
    symbol: str | None = None
    """The symbol of a number that is left blank."""


def candidates(seen: View) -> list[Candidate]:
    """Return the candidates of a view in reading order, never overlapping."""
    text, lower = seen.text, seen.lower
    unread: list[int] = []
    hits = list(numbers(text, unread))
    by_start = {hit.start: hit for hit in hits}
    laws = list(named(text, lower, by_start))
    taken = {law.number.start for law in laws if law.number}
    raw = [_named(law) for law in laws]
    raw.extend(_numbered(text, lower, [hit for hit in hits if hit.start not in taken]))
    raw.extend(_loose(text, lower))
    raw.extend(_blank(text, lower, unread))
    raw.sort(key=lambda one: (one.start, -one.end))
    raw = _apart(raw)
    full = {(one.type, one.number.number.serial) for one in raw if one.number}
    found = [hit for hit in short_forms(text, lower) if _counts(seen, hit, full)]
    years = _by_year(raw) if any(hit.year for hit in found) else {}
    short = [_short(hit, years) for hit in found]
    return _apart(sorted(raw + short, key=lambda one: (one.start, -one.end)))


def _by_year(raw: list[Candidate]) -> _Years:
    numbers_given = [(one.type, one.number.number) for one in raw if one.number]
    return {(kind, number.serial, number.year): number for kind, number in numbers_given}


def _apart(raw: list[Candidate]) -> list[Candidate]:
    """Keep the first of overlapping mentions."""
    kept: list[Candidate] = []
    for one in raw:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _named(law: NamedHit) -> Candidate:
    rule = "law-number" if law.number else "law-name" if law.known else "law-unknown"
    # an abbreviation that no register explains names no law
    open_name = not law.known and _ABBREVIATION.search(law.name) is not None
    name = None if open_name and not law.name.isupper() else law.name
    return Candidate(law.start, law.end, "named", law.type.capitalize(), law.number, name, rule,
                law.nested)  # fmt: skip


def _short(hit: ShortHit, years: _Years) -> Candidate:
    if hit.old is not None:
        return Candidate(hit.start, hit.end, "numbered", hit.type.name, hit.old, None, "old-number")
    number = _of_year(hit, years) if hit.year else None
    if number is not None:
        found = NumberHit(number, hit.end - len(hit.serial), hit.end, sure=True, repaired=True)
        return Candidate(hit.start, hit.end, "numbered", hit.type.name, found, None, "no-symbol")
    return Candidate(hit.start, hit.end, "short", hit.type.name, None, None, "short",
                serial=hit.serial, year=hit.year)  # fmt: skip


def _of_year(hit: ShortHit, years: _Years) -> DocumentNumber | None:
    """Complete "Nghị định 45/2020": from elsewhere in the text, or where one symbol is possible."""
    serial = hit.serial.partition("/")[0]
    known = years.get((hit.type.name, serial, hit.year))
    if known is not None:
        return known
    if hit.type.slug == "nghi-dinh":
        return DocumentNumber(serial, hit.year, "NĐ-CP")
    return None


def _counts(seen: View, hit: ShortHit, full: set[tuple[str | None, str]]) -> bool:
    """Whether a short form means a document: its number is given, or nothing else is possible."""
    if hit.old is not None or (hit.type.name, hit.serial) in full:
        return True
    beside = _beside(seen, hit.end)
    dated = beside.date is not None and beside.date.day is not None
    if beside.body is not None and (dated or hit.signed or hit.type.family != "letter"):
        named = hit.type.slug in _BY_NICKNAME and not dated
        return hit.signed or (seen.text[hit.start].isupper() and not named)
    normative = hit.type.family in ("normative", "legislative")
    if hit.signed:
        return dated or ((normative or "normative" in hit.type.families) and hit.serial != "1")
    if not normative or hit.serial == "1":
        return False
    plain = hit.type.slug in OF_MINISTERS and len(hit.serial) > 1
    if plain and stands_alone(seen.lower, hit.end):
        return True
    return pinpoint_before(seen.text, seen.lower, hit.start) is not None


def _beside(seen: View, end: int) -> Context:
    """Read the date and the issuer after a short form; most have neither."""
    following = seen.lower[end : end + 4].lstrip(" \n\t\r\u00a0,(")[:1]
    if following and following in _BESIDE_BEGINS:
        return after(seen.text, seen.lower, end)
    return Context(None, None, end)


def _numbered(text: str, lower: str, hits: list[NumberHit]) -> Iterator[Candidate]:
    """Give each number its type word, or tell from its symbol and its neighbours what it is."""
    previous: Candidate | None = None
    head: DocumentType | None = None
    for found in hits:
        floor = previous.end if previous else 0
        symbol = found.number.segments[0]
        hit = _without_gap(lower, found, floor)
        word = type_before(lower, hit.start, floor, symbol)
        if word is not None:
            if word.type.slug in _BY_NICKNAME and _is_programme(lower, word.start, hit.end):
                continue
            one = _typed(hit, word)
        elif serials := list(_serials(text, lower, hit, floor)):
            yield from serials
            one = Candidate(hit.start, hit.end, "numbered", serials[0].type, hit, None, "list")
        else:
            listed = previous is not None and _list_gap(lower, previous.end, hit.start)
            head = list_head(lower, hit.start, floor) or (head if _goes_on(lower, hit) else None)
            bare = _bare(lower, hit, symbol, previous if listed else None, head)
            if bare is None:
                continue
            one = bare
        yield one
        previous = one


def _without_gap(lower: str, hit: NumberHit, floor: int) -> NumberHit:
    """Return a number with the digits that a gap parted from it: "Nghị định số 1 07/2021/NĐ-CP".

    Only right after a type word and "số", where no other number can stand.
    """
    parted = _PARTED.search(lower, max(floor, hit.start - 12), hit.start)
    if parted is None or not hit.number.serial.isdigit():
        return hit
    whole = parted["digits"] + hit.number.serial
    if len(whole) > 5 or type_before(lower, parted.start("digits"), floor, "") is None:
        return hit
    number = replace(hit.number, serial=whole)
    return replace(hit, number=number, start=parted.start("digits"), repaired=True)


def _is_programme(lower: str, start: int, end: int) -> bool:
    """Whether a number is a part of a programme's name: "Đề án 06/CP"."""
    found = programme_at(lower, start)
    return found is not None and found.end == end


def _loose(text: str, lower: str) -> Iterator[Candidate]:
    """Letters of senders who number as they like: "công văn số JHDPC/2025/276"."""
    for match in _LETTER.finditer(lower):
        hit = loose_number_at(text, match.end())
        word = type_before(lower, match.end(), 0, "") if hit else None
        if hit is not None and word is not None and is_letter(word.type):
            yield Candidate(word.start, hit.end, "numbered", word.type.name, hit, None,
                            "private-letter")  # fmt: skip


def _blank(text: str, lower: str, slashes: list[int]) -> Iterator[Candidate]:
    """Numbers that a draft leaves blank, after a type that the symbol confirms."""
    for slash in slashes:
        hit = blank_number_at(text, slash)
        kinds = types_of_symbol(segments_of(hit.symbol)[0]) if hit else ()
        word = type_before(lower, hit.start, 0, "") if hit and kinds else None
        if hit is not None and word is not None and word.type in kinds:
            yield Candidate(word.start, hit.end, "numbered", word.type.name, None, None,
                            "blank-number", year=hit.year, symbol=hit.symbol)  # fmt: skip


def _serials(text: str, lower: str, hit: NumberHit, floor: int) -> Iterator[Candidate]:
    """Yield the members before a number of a list: "Thông tư số 01, 02, 03/2021/TT-BNV"."""
    low = max(floor, hit.start - _SERIALS_REACH)
    if lower[low : hit.start].rstrip()[-1:] not in (",", ";", "à"):
        return
    listed = _SERIALS.search(lower, low, hit.start)
    if listed is None:
        return
    word = type_before(lower, listed.start(), floor, hit.number.segments[0])
    if word is None:
        return
    if not lower[low : listed.start()].rstrip(" :\n").endswith("số"):
        # "Kế hoạch 47, 48/KH-UBND", but not "kế hoạch 2024, 48/KH-UBND"
        agrees = word.type in types_of_symbol(hit.number.segments[0])
        if not agrees or word.between or _LISTED_YEAR.search(lower, *listed.span()):
            return
    start: int | None = word.start
    for serial in _SERIAL.finditer(text, *listed.span()):
        year = int(serial["year"]) if serial["year"] else hit.number.year
        number = replace(hit.number, serial=serial["serial"], year=year)
        found = NumberHit(number, serial.start(), serial.end(), sure=False)
        first = serial.start() if start is None else start
        yield Candidate(first, serial.end(), "numbered", word.type.name, found, None, "list")
        start = None


def _typed(hit: NumberHit, word: TypeWord) -> Candidate:
    rule = "type-between-number" if word.between else "type-number"
    return Candidate(word.start, hit.end, "numbered", word.type.name, hit, None, rule)


def _bare(
    lower: str, hit: NumberHit, symbol: str, listed: Candidate | None, head: DocumentType | None
) -> Candidate | None:
    """A number without a type word: of a list, torn from its word, or standing alone.

    ``listed`` is the member of its list before it, ``head`` the type that rules the list.
    """
    kinds = types_of_symbol(symbol)
    named = listed is not None and (listed.rule != "number" or head is not None)
    if listed is not None and (
        listed.type in {kind.name for kind in kinds} or (not kinds and named)
    ):
        return Candidate(hit.start, hit.end, "numbered", listed.type, hit, None, "list")
    if not hit.sure or is_other(lower, hit.start) or _ADDRESS.match(lower, hit.end):
        return None
    torn = split_type(lower, hit.start, symbol)
    if torn is not None:
        return Candidate(hit.start, hit.end, "numbered", torn.name, hit, None, "torn")
    letter = is_letter_symbol(hit.number.segments) and not symbol.startswith(("QH", "UBTVQH"))
    kind = "Công văn" if letter else kinds[0].name if kinds else head.name if head else None
    if letter and not lower[max(0, hit.start - 16) : hit.start].rstrip(" \n\t:").endswith("số"):
        return Candidate(hit.start, hit.end, "numbered", kind, hit, None, "letter")
    return Candidate(hit.start, hit.end, "numbered", kind, hit, None, "number")


def _goes_on(lower: str, hit: NumberHit) -> bool:
    """Whether a number goes on with a list whose members are set apart: "…; số 28/2016/QH14"."""
    return _FURTHER.search(lower, max(0, hit.start - 12), hit.start) is not None


def _list_gap(lower: str, end: int, start: int) -> bool:
    """Whether only a list's separator, and at most a date, stands between two numbers."""
    return start - end < 48 and _LIST_GAP.match(lower, end, start) is not None
