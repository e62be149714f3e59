"""C03: a number that is not written as its form demands.

By Nghị định 30/2020/NĐ-CP and the law on legal documents a decree, a circular and what the National
Assembly makes have the year in their number, others the symbol of their type, and a hyphen before
the issuer's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cancu.ingest.designation import parts_of
from cancu.ingest.implied import bodies_of_symbol
from cancu.ingest.mentions import Mention
from cancu.ontology.load import document_types
from cancu.ontology.register import number_year
from cancu.queries.checks.examined import Examined
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Problem

_NUMBER = re.compile(r"\d[^\s]*(?:\s*[-/–]\s*[^\s]+)*$")
_ENGLISH = re.compile(r"\b(?:Nos?\.?|and|or)\s*$")
_DASHED = re.compile(
    r"\s?[-–]\s?(?P<year>(?:19|20)\d\d)\s?[-–/]\s?"
    r"(?P<symbol>[A-ZĐÐ]{1,6}(?:\s?[-–]\s?[A-Za-zĐÐ]{2,10})*)"
)
"""How a number goes on whose slashes were typed as hyphens: "30-2020-NĐ-CP"."""
_SLASHED = re.compile(r"(?P<before>\d[^/]*(?:/\d{4})?/(?P<type>[A-ZĐ]+))/(?P<body>[A-Za-zĐ]+)")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d*")
_WITH_YEAR_SINCE = 1997
"""Before, decrees and circulars were numbered "12/CP", "84 TC/CĐKT"."""
_TYPED_SINCE = 2005
_TYPED = ("Nghị định", "Quyết định", "Nghị quyết", "Thông tư", "Chỉ thị", "Kế hoạch")
_WHY = (
    ("D", "Đ", "chữ «D» thay cho «Đ»", "D for Đ"),
    ("Ð", "Đ", "ký tự «Ð» (Eth) thay cho «Đ»", "the letter Eth for Đ"),
    ("O", "0", "chữ «O» thay cho số 0", "the letter O for nought"),
)


def malformed_symbol(examined: Examined) -> Iterator[Problem]:
    """Yield each citation whose printed number had to be mended to be read."""
    yield from _without_symbol(examined)
    for mention in examined.mentions:
        number = mention.number
        if number is None or "/" not in number:
            continue
        if _ENGLISH.search(examined.text[max(0, mention.start - 8) : mention.start]):
            continue
        printed = _printed(mention.surface)
        vi, en, right = "", "", number
        if printed is not None and printed != number:
            vi, en = _difference(printed, number)
        if not vi and mention.kind != "programme":
            vi, en, right = _against_form(mention, number)
        if vi:
            shown = printed if printed else number
            yield Problem(
                mention.start,
                mention.end,
                f"Ký hiệu viết sai «{shown}»: {vi}",
                f"Malformed number “{shown}”: {en}",
                _in_form(examined, mention, right),
            )


def dashed(examined: Examined, mention: Mention) -> re.Match[str] | None:
    """Return how a number goes on that was read as its serial only: "30-2020-NĐ-CP"."""
    bare = mention.kind == "short" and (mention.number or "").isdigit()
    return _DASHED.match(examined.text, mention.end) if bare else None


def _in_form(examined: Examined, mention: Mention, number: str) -> str:
    """Return the citation with the number as it should be, in full where the register has it."""
    rows = examined.registers.find(number, type=mention.type)
    day = mention.date if mention.date and len(mention.date) == 10 else None
    known = [row for row in rows if row.date and row.date.isoformat() == day]
    if known and number_year(number):
        return full_citation(known[0])
    return f"{mention.type} số {number}" if mention.type else number


def _against_form(mention: Mention, number: str) -> tuple[str, str, str]:
    """Say what a number that is spelt well lacks, and how it should read; "" where nothing."""
    parts = parts_of(number)
    written = mention.surface.lower().startswith((mention.type or "-").lower())
    if parts is None or not parts.segments or not written or mention.rule == "list":
        return "", "", number
    slashed = _SLASHED.fullmatch(number)
    if slashed and _is_type(slashed["type"]) and _is_state_body(slashed["body"]):
        right = f"{slashed['before']}-{slashed['body']}"
        return "dấu gạch chéo thay cho dấu gạch nối", "a slash for the hyphen", right
    head, _, symbol = number.rpartition("/")
    made = mention.year or parts.year
    if parts.year is None and _demands_year(mention, parts.segments):
        if made is not None and made < _WITH_YEAR_SINCE:
            return "", "", number
        right = f"{head}/{made or '…'}/{symbol}"
        return "thiếu năm ban hành", "the year is missing", right
    if parts.segments in (("QH",), ("UBTVQH",)) and parts.year:
        right = f"{number}{_term(parts.year)}"
        return "thiếu khóa của Quốc hội", "the term of the Assembly is missing", right
    lately = made is not None and made >= _TYPED_SINCE
    short = _symbol_of(mention.type) if mention.type in _TYPED else None
    if len(parts.segments) == 1 and short and lately and _is_state_body(symbol):
        right = f"{head}/{short}-{symbol}"
        return f"thiếu ký hiệu loại văn bản «{short}»", "the type's symbol is missing", right
    return "", "", number


def _demands_year(mention: Mention, segments: tuple[str, ...]) -> bool:
    """Whether a document of this symbol always has the year in its number."""
    if len(segments) == 1:
        return bool(_ASSEMBLY.fullmatch(segments[0])) and segments[0] not in ("QH", "UBTVQH")
    if segments == ("NĐ", "CP"):
        return mention.type == "Nghị định"
    return mention.type == "Thông tư" and segments[0] == "TT" and _is_ministry(segments[-1])


def _is_type(symbol: str) -> bool:
    return any(symbol in kind.symbols for kind in document_types() if kind.family != "party")


def _symbol_of(type_: str | None) -> str | None:
    return next((k.symbols[0] for k in document_types() if k.name == type_ and k.symbols), None)


def _is_state_body(symbol: str) -> bool:
    if _ASSEMBLY.fullmatch(symbol):
        return False
    return symbol in ("UBND", "HĐND", "CP", "TTg") or _is_ministry(symbol)


def _is_ministry(symbol: str) -> bool:
    found = bodies_of_symbol(symbol, None)
    return (
        bool(found)
        and all(body.level in ("central", "ministry") for body in found)
        and all(not body.kind.startswith("party") for body in found)
    )


def _term(year: int) -> int:
    """Return the term of the National Assembly: the 15th from 2021, five years each."""
    return 15 + (year - 2021) // 5


def _without_symbol(examined: Examined) -> Iterator[Problem]:
    """Yield "Quyết định số 766" where nothing has told which Decision 766 it is."""
    told = {m.number.partition("/")[0].lstrip("0") for m in examined.mentions if m.number
            and "/" in m.number}  # fmt: skip
    for mention in examined.mentions:
        number = (mention.number or "").lstrip("0")
        if (rest := dashed(examined, mention)) is not None:
            yield _hyphens(examined, mention, rest)
            continue
        bare = mention.kind == "short" and number.isdigit() and " số " in _one_line(mention.surface)
        if not bare or number in told or mention.date or mention.issuer_stated:
            continue
        told.add(number)
        yield Problem(
            mention.start,
            mention.end,
            f"«{_one_line(mention.surface)}» thiếu ký hiệu, ngày và cơ quan ban hành",
            f"“{_one_line(mention.surface)}” lacks its symbol, date and issuer",
            "Ghi đủ số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
        )


def _hyphens(examined: Examined, mention: Mention, rest: re.Match[str]) -> Problem:
    symbol = re.sub(r"\s?[-–]\s?", "-", rest["symbol"]).replace("Ð", "Đ")
    right = f"{mention.number}/{rest['year']}/{symbol}"
    rows = examined.registers.find(right, type=mention.type)
    return Problem(
        mention.start,
        rest.end(),
        f"Ký hiệu viết sai «{mention.number}{_one_line(rest.group())}»: "
        "dấu gạch nối thay cho dấu gạch chéo",
        f"Malformed number “{mention.number}{_one_line(rest.group())}”: hyphens for slashes",
        full_citation(rows[0]) if len(rows) == 1 else f"{mention.type} số {right}",
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _printed(surface: str) -> str | None:
    """Return the number as printed, without the white space that a line break puts into it."""
    found = _NUMBER.search(surface.strip())
    return re.sub(r"\s+", "", found.group()) if found else None


def _difference(printed: str, number: str) -> tuple[str, str]:
    """Say what is wrong; nothing where only dashes, noughts or capitals were made equal."""
    if unicodedata.normalize("NFC", printed) == number:
        return "dấu tách rời khỏi chữ (Unicode tổ hợp)", "decomposed Unicode"
    for wrong, right, vi, en in _WHY:
        if printed.replace(wrong, right) == number.replace(wrong, right) and wrong in printed:
            return vi, en
    lower, upper = (text.rpartition("/")[2] for text in (printed, number))
    if lower.islower() and lower.upper() == upper.upper():
        return "ký hiệu viết chữ thường", "small letters in the symbol"
    bare, wanted = (re.sub(r"[-–/]", "", text) for text in (printed, number))
    if bare == wanted and printed.count("-") + printed.count("–") < number.count("-"):
        return "thiếu dấu gạch nối", "a hyphen is missing"
    return "", ""
