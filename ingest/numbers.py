"""The number of a document: serial, year, symbol ("61/2018/NĐ-CP", "57-NQ/TW", "77/2015/QH13").

Form by Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 (number and symbol) and Phụ lục III
(abbreviations); Party documents invert the separators (Hướng dẫn 36-HD/VPTW, 2018); documents from
before 1997 have shorter forms ("12/CP", "315-HĐBT", "84 TC/CĐKT").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cancu.ingest.symbols import KnownSymbols, folded, is_known, known_symbols

_SEGMENT = (
    r"(?:(?:UBTV)?QHK?\s\d{1,2}"
    r"|[A-ZĐ](?:[A-Za-zĐđ]|&\s?(?=[A-ZĐ\d])|\.(?=[A-ZĐ\d])|\d(?!\d{3}))*)"
    r"(?:(?![^\W_¹²³⁰⁴-⁹])|(?<=[A-ZĐg])(?=(?:ngày|năm|của|về|và|do)(?![^\W_])))"
)
"""One part of a symbol; a word of the sentence may be glued to it ("NĐ-CPngày")."""
_HYPHEN = r"(?:-\s{0,6}|\s-(?=\S))"
_SLASH = r"\s?/\s{0,6}"
_SERIAL_REST = r"\d{0,5}(?:\.\d{1,3}){0,2}[A-HJ-NP-Za-kmnp-zđ]?"
_APART = r"\d(?<![^\W_]\d)"
"""A first digit after no letter or digit; looking back from the digit lets a search skip to it."""
_YEAR = r"(?:19|20)\d\d"

SYMBOL = re.compile(
    rf"{_SEGMENT}(?:(?:{_HYPHEN}|\s-\s(?=(?:[A-ZĐ]{{2,}}|TTg)(?!\w))|{_SLASH}){_SEGMENT}"
    rf"(?:(?:{_HYPHEN}|{_SLASH}){_SEGMENT})*)?(?:/nb\b|/\s?(?:19|20)\d\d(?!\d))?"
)
"""The symbol that follows the last slash before it; text in its own case."""

_LOWER_SYMBOL = re.compile(
    r"(?:nđ|nd|qđ|qd|nq|tt|ttlt|ct|kh|tb|bc)\s?-\s?[a-zđ]{2,12}(?:-[a-zđ]{2,12})?(?![^\W_])"
)
"""A symbol written in small letters ("30/2020/nđ-cp"); it counts only when it is known."""

_ANCHOR = re.compile(
    rf"/\s{{0,6}}(?=[A-ZĐ]|{_YEAR}[A-ZĐ]|(?:nđ|nd|qđ|qd|nq|tt|ttlt|ct|kh|tb|bc)\s?-)"
)
_HEAD = re.compile(
    r"(?P<serial>\d(?:(?<![^\W_]\d)|(?<=[sS]ố\d)|(?<=SỐ\d)|(?<=định\d)|(?<=quyết\d)|(?<=tư\d))"
    rf"{_SERIAL_REST})(?:\s?/\s{{0,6}}(?P<year>{_YEAR}))?\s{{0,2}}\Z"
)
_INVERTED = re.compile(
    rf"(?P<serial>{_APART}{_SERIAL_REST})(?P<join>\s?-\s{{0,6}}|\s|)"
    rf"(?P<first>[A-ZĐ][A-ZĐa-z]{{0,9}}(?:-[A-ZĐ]{{1,9}}){{0,2}})\s?\Z"
)
_MISREAD = re.compile(
    r"(?<![^\W_])(?P<serial>[\dOoIl|]{1,5})(?:\s?/\s?(?P<year>[12][\dOoIl]{3}))?\s?\Z"
)
_ODD = re.compile(r"(?<![^\W_])(?P<serial>\d{1,5}[a-z]?)\s?/\s?(?P<odd>\d{1,3}|\d{5})\s{0,2}\Z")
_GLUED_YEAR = re.compile(rf"(?P<year>{_YEAR})(?=[A-ZĐ])")
_OLD = re.compile(r"(?P<serial>\d{1,5}[a-z]?)\s?-\s?(?P<symbol>[A-ZĐ]{2,7}\d?)(?![^\W_])")
_SPACE = re.compile(r"\s+")
_DIGITS_AT_END = re.compile(r"(?P<body>.*?[A-Za-zĐđ])(?P<mark>\d{1,2})\Z")
_ASSEMBLY = re.compile(
    r"(?:(?:QH|OH|0H|UBTVQH|UBTVQHK|HĐNN|PL-UBTVQH|K)\d{1,2}|UB(?!ND|MT)[A-ZĐ]{2,9}1\d)\Z"
)
"""The National Assembly, its standing and other committees, with their term."""
_MISREAD_DIGITS = str.maketrans("OoIl|", "00111")
_BROKEN = re.compile(r"\n(?P<rest>[A-ZĐ]{1,8}(?:\d{1,2})?)(?![^\W_])")
_LOST_HYPHEN = re.compile(r"\s(?P<rest>CP|TTg|TTG|UBND|HĐND|HDND|TW|TU|B[A-ZĐ]{1,8})(?![^\W_])")
"""The issuer's symbol after a lost hyphen ("61/2018/NĐ CP")."""
_MORE = re.compile(rf"(?:(?:{_HYPHEN}|{_SLASH}){_SEGMENT})+")
_SUPERSCRIPT = re.compile("[¹²³⁰⁴-⁹]{1,3}")
_LOWERED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_ONLY_YEAR = re.compile(_YEAR)
_LONGEST_TYPE = 6
_REACH, _NEAR = 30, 14
"""How many characters before a slash its number is looked for in, at most and mostly."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A canonical number. ``str()`` gives it as written in a citation.

    ``serial`` keeps leading zeros and letters ("030", "30c", "66.7"); ``symbol`` is everything
    after the serial and the year. ``joint`` joins the serial: "-" in the Party's form "57-NQ/TW",
    nothing in the old "84 TC/CĐKT".
    """

    serial: str
    year: int | None
    symbol: str
    joint: Literal["/", "-", ""] = "/"

    def __str__(self) -> str:
        if self.joint != "/":
            return f"{self.serial}{self.joint}{self.symbol}"
        year = f"/{self.year}" if self.year else ""
        return f"{self.serial}{year}/{self.symbol}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the symbol: ("NĐ", "CP"), ("VPCP", "KSTT")."""
        return _segments(self.symbol)


@lru_cache(maxsize=1 << 14)
def _segments(symbol: str) -> tuple[str, ...]:
    return tuple(symbol.replace("/", "-").split("-"))


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number in a text: ``text[start:end]``; ``repaired`` when it was not written in full form.

    ``sure`` is false for the loose forms (no year, no known symbol) that need a type word before
    them to count.
    """

    number: DocumentNumber
    start: int
    end: int
    sure: bool
    repaired: bool = False
    mark: str = ""
    """The footnote mark glued to the number ("402/KH-UBND2": "2"), outside its span."""


def canonical(surface: str) -> str | None:
    """Return the canonical spelling of a number, None when ``surface`` is no number.

    Accepts NFD, lost hyphens, QD for QĐ, white space and line ends inside:
    ``canonical("61/2018/NÐCP") == "61/2018/NĐ-CP"``.
    """
    text = unicodedata.normalize("NFC", surface).replace("\u00d0", "Đ").strip()
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    hit = next(numbers(text), None) or _old_at(text)
    return str(hit.number) if hit and hit.start == 0 and hit.end == len(text) else None


def _old_at(text: str) -> NumberHit | None:
    match = _OLD.match(text)
    return old_number(match) if match else None


def numbers(text: str) -> Iterator[NumberHit]:
    """Yield the numbers of a view's text in reading order, never overlapping."""
    last = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < last:
            continue
        hit = _number_at(text, anchor.start(), anchor.end(), last)
        if hit is not None:
            last = hit.end
            yield hit


def _number_at(text: str, slash: int, after: int, floor: int) -> NumberHit | None:
    """Read the number around the slash before its symbol."""
    glued = _GLUED_YEAR.match(text, after) if text[after].isdigit() else None
    tail = SYMBOL.match(text, glued.end() if glued else after)
    if tail is None:
        tail = _LOWER_SYMBOL.match(text, after)
        if tail is None or not is_known(tail.group()):
            return None
    start = max(floor, slash - _REACH)
    head = _head(text, start, slash)
    if head is not None and not _inside_other(text, head.start()):
        year = glued or (head if head["year"] else None)
        return _plain(head, int(year["year"]) if year else None, tail)
    if glued:
        return None
    head = _INVERTED.search(text, start, slash) if head is None else None
    if head is not None and not _inside_other(text, head.start()):
        return _inverted(head, tail)
    head = _ODD.search(text, start, slash)
    if head is not None and not _inside_other(text, head.start()):
        return _odd(head, tail)
    head = _MISREAD.search(text, start, slash)
    return _misread(head, tail) if head and not _inside_other(text, head.start()) else None


def _head(text: str, start: int, slash: int) -> re.Match[str] | None:
    """Return the serial and year that end at a slash; most are short, so look near it first."""
    near = _HEAD.search(text, max(start, slash - _NEAR), slash)
    if near is not None and (near["year"] or not _ONLY_YEAR.fullmatch(near["serial"])):
        return near
    return _HEAD.search(text, start, slash)


def _plain(head: re.Match[str], year: int | None, tail: re.Match[str]) -> NumberHit:
    symbol, end, repaired, known = _symbol(tail)
    number = DocumentNumber(head["serial"], year, symbol)
    sure = known and (year is not None or len(number.segments) > 1)
    mark = tail.string[end : tail.end()] or _raised(tail.string, end)
    return NumberHit(number, head.start(), end, sure, repaired, mark)


def _raised(text: str, end: int) -> str:
    """Return the footnote mark that stands raised right after a number, in plain digits."""
    match = _SUPERSCRIPT.match(text, end)
    return match.group().translate(_LOWERED) if match else ""


def _inverted(head: re.Match[str], tail: re.Match[str]) -> NumberHit:
    first, rest = head["first"], tail.group()
    symbol, end, repaired, known = _symbol(tail)
    table = known_symbols()
    kind = table.types.get(folded(first))
    if "-" in head["join"]:
        number = DocumentNumber(head["serial"], None, f"{kind or first}/{symbol}", "-")
        return NumberHit(number, head.start(), end, kind is not None and known, repaired)
    number = DocumentNumber(head["serial"], None, f"{kind or first}/{_SPACE.sub('', rest)}", "")
    return NumberHit(number, head.start(), tail.end(), sure=kind is not None and known)


def _misread(head: re.Match[str], tail: re.Match[str]) -> NumberHit | None:
    """Read O for 0 and l for 1, only where serial, year and symbol all confirm a number."""
    symbol, end, _, known = _symbol(tail)
    year = int(head["year"].translate(_MISREAD_DIGITS)) if head["year"] else None
    if not known or (year is not None and not 1945 <= year <= 2099):
        return None
    if year is None and not any(char.isdigit() for char in head["serial"]):
        return None
    number = DocumentNumber(head["serial"].translate(_MISREAD_DIGITS), year, symbol)
    return NumberHit(number, head.start(), end, sure=year is not None, repaired=True)


def _odd(head: re.Match[str], tail: re.Match[str]) -> NumberHit | None:
    """Read a number whose year lost or gained a digit ("22/201/QĐ-UBND") as it is printed."""
    symbol, end, _, known = _symbol(tail)
    number = DocumentNumber(head["serial"], None, f"{head['odd']}/{symbol}")
    return NumberHit(number, head.start(), end, sure=False) if known else None


def old_number(match: re.Match[str]) -> NumberHit:
    """Return the hit of a match of the hyphen form without slash, "315-HĐBT"."""
    number = DocumentNumber(match["serial"], None, match["symbol"], "-")
    return NumberHit(number, match.start(), match.end(), sure=False)


def old_number_at(text: str, start: int) -> NumberHit | None:
    """Return the number of the form "315-HĐBT" that begins at ``start``."""
    match = _OLD.match(text, start)
    return old_number(match) if match else None


def _inside_other(text: str, start: int) -> bool:
    """Whether the digits at ``start`` continue something that is no document number."""
    if start == 0:
        return False
    before = text[start - 1]
    if before == "/" or (before == "-" and start > 1 and not text[start - 2].isspace()):
        return True
    return before in ".,:" and start > 1 and text[start - 2].isdigit()


def _symbol(tail: re.Match[str]) -> tuple[str, int, bool, bool]:
    """Return the canonical symbol, its end, whether it was repaired, whether it is known."""
    surface, end = tail.group(), tail.end()
    following = tail.string[end : end + 1]
    # Only a line end breaks a segment; only a type's symbol, which is short, loses its hyphen.
    if following == "\n" or (following.isspace() and len(surface) < _LONGEST_TYPE):
        surface, end = _rejoined(tail, known_symbols())
    symbol, beyond, repaired, known = _spelt(surface)
    return symbol, end - beyond, repaired, known


@lru_cache(maxsize=1 << 14)
def _spelt(surface: str) -> tuple[str, int, bool, bool]:
    """Return the canonical symbol, how much of the surface is a footnote's mark, and as above."""
    table = known_symbols()
    beyond = 0
    pieces = re.split(r"([-/])", _SPACE.sub("", _dots_read(surface, table)))
    repaired = known = False
    for i in range(0, len(pieces), 2):
        piece = pieces[i]
        spelling = _segment(piece, table, alone=len(pieces) == 1)
        if spelling is None and i == len(pieces) - 1:
            mark = _DIGITS_AT_END.match(piece)
            if mark and not _ASSEMBLY.match(piece) and table.canonical(mark["body"]):
                spelling = table.canonical(mark["body"])
                beyond = len(mark["mark"])
        known |= spelling is not None
        repaired |= spelling is not None and spelling != piece
        pieces[i] = spelling or piece
    return "".join(pieces), beyond, repaired, known


def _dots_read(surface: str, table: KnownSymbols) -> str:
    """Return a symbol with hyphens for dots, where both sides are known ("NĐ.CP")."""
    if "." not in surface:
        return surface
    kind, _, rest = surface.partition(".")
    known = folded(kind) in table.types and folded(rest) in table.issuers
    return f"{kind}-{rest}" if known else surface


def _rejoined(tail: re.Match[str], table: KnownSymbols) -> tuple[str, int]:
    """Return the symbol's surface and end; a segment that a narrow cell broke is made whole.

    "02/2017/T|T- VPCP" is broken where neither half, but both together, is a known symbol.
    """
    surface, end = tail.group(), tail.end()
    apart = _LOST_HYPHEN.match(tail.string, end) if table.types.get(folded(surface)) else None
    if apart is not None and folded(apart["rest"]) in table.issuers:
        return f"{surface}-{apart['rest']}", apart.end()
    broken = _BROKEN.match(tail.string, end)
    if broken is None:
        return surface, end
    last = re.split(r"[-/]", surface)[-1].strip()
    if table.canonical(last) is not None or table.canonical(last + broken["rest"]) is None:
        return surface, end
    more = _MORE.match(tail.string, broken.end())
    end = more.end() if more else broken.end()
    return surface + broken["rest"] + (more.group() if more else ""), end


def _segment(piece: str, table: KnownSymbols, *, alone: bool) -> str | None:
    """Return the canonical spelling of one segment; ``alone``, of two that lost their hyphen."""
    spelling = table.canonical(piece)
    if spelling is not None:
        return spelling
    if _ASSEMBLY.match(piece):
        return piece.replace("OH", "QH").replace("0H", "QH")
    bare = folded(piece) if alone else ""
    for cut in range(1, len(bare) - 1):
        kind = table.types.get(bare[:cut])
        if kind is None:
            continue
        for rest in (bare[cut:], bare[cut - 1 :]):
            body = table.issuers.get(rest)
            if body is not None and len(body) > 1:
                return f"{kind}-{body}"
    return None


_LOOSE = re.compile(
    r"(?<![^\W_])(?P<serial>[\w.-]{0,20}\d[\w.-]{0,20})\s?/\s?(?P<symbol>[\w.-]{2,20}(?:/[\w.-]{2,20})?)"
)
_LETTERED = re.compile(r"(?P<serial>[A-ZĐ]{2,12})/(?P<symbol>\d{4}/\d{1,6})(?![^\W_])")


def loose_number_at(text: str, start: int) -> NumberHit | None:
    """Return whatever a private sender wrote as a number, as in "công văn số JHDPC/2025/276".

    Only a type word and "số" before it make it one.
    """
    match = _LOOSE.match(text, start)
    if match is None:
        match = _LETTERED.match(text, start)
    if match is None:
        return None
    end = start + len(match.group().rstrip("."))
    symbol = match["symbol"].rstrip(".")
    return NumberHit(DocumentNumber(match["serial"], None, symbol), start, end, sure=False)
