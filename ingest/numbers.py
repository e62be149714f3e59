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

from cancu.ingest.symbols import KnownSymbols, folded, is_known, known_symbols, segments_of

_SEGMENT = (
    r"(?:(?:UBTV)?QHK?\s\d{1,2}"
    r"|[A-ZĐ](?:[A-Za-zĐđƯ]|&\s?(?=[A-ZĐ\d])|\.(?=[A-ZĐ\d])|\d(?!\d{3}))*)"
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
_OLD = re.compile(
    r"(?P<serial>\d{1,5}[a-z]?)(?P<join>\s?-\s?|\s(?=(?:TTg|CP|HĐBT|SL)(?![^\W_])))"
    r"(?P<symbol>TTg|[A-ZĐ]{2,7}\d?)(?![^\W_])"
)
"""A number of before 1997: "315-HĐBT", "25-TTg"; "832 TTg" for "832/TTg"."""
_SPACE = re.compile(r"\s+")
_DIGITS_AT_END = re.compile(r"(?P<body>.*?[A-Za-zĐđ])(?P<mark>\d{1,2})\Z")
_ASSEMBLY = re.compile(
    r"(?:(?:QH|OH|0H|UBTVQH|UBTVQHK|HĐNN|PL-UBTVQH|K)\d{1,2}|UB(?!ND|MT)[A-ZĐ]{2,9}1\d)\Z"
)
"""The National Assembly, its standing and other committees, with their term."""
_MISREAD_DIGITS = str.maketrans("OoIl|", "00111")
_BROKEN = re.compile(r"\n(?P<rest>[A-ZĐ]{1,8}(?:\d{1,2})?|T?g)(?![^\W_])")
_LOST_HYPHEN = re.compile(
    r"\s(?P<rest>CP|TTg|TTG|UBND|HĐND|HDND|TW|TU|VPCP|TTCP|B[A-ZĐ]{1,8}|S[A-ZĐ]{2,8})(?![^\W_])"
)
"""The issuer's symbol after a lost hyphen ("61/2018/NĐ CP")."""
_MORE = re.compile(rf"(?:(?:{_HYPHEN}|{_SLASH}){_SEGMENT})+")
_BLANK_ENDS = frozenset(" \t\n\u00a0.…_:ốỐ0123456789")
_BLANK = re.compile(
    rf"[sS][ốỐ][ \t]*:?[\s.…_]{{0,32}}(?:/\s?(?P<year>{_YEAR}))?(?<=[\s.…_:ốỐ\d])\Z"
)
_GLUED = re.compile(r"(?P<join>[-/])(?P<run>[A-ZĐ][^\W\d_]{2,24})")
_PAGED = re.compile(
    rf"(?P<join>[-/])\s{{0,4}}\n\s{{0,4}}\d{{1,3}}\s{{0,4}}\n\s{{0,4}}"
    rf"(?P<rest>{_SEGMENT}(?:(?:{_HYPHEN}|{_SLASH}){_SEGMENT})*)"
)
"""The rest of a symbol after the number of a page."""
_BROKEN_YEAR = re.compile(
    r"(?<![^\W_])(?P<serial>\d{1,5}[a-z]?)\s?/\s?(?P<half>(?:19|20)\d?|[12])\n\Z"
)
_BROKEN_SERIAL = re.compile(r"[sS][ốỐ][ \t]*:?[ \t]*(?P<serial>\d{1,4})\n\Z")
_UNIT = re.compile(r".*?(?:[A-ZĐ]0\d|P[ACVXK]\d\d)")
"""A unit whose name ends in digits: "PC06", "C06" of the police."""
_COUNCIL = "HĐND"
_TERMS = frozenset(map(str, range(9, 21)))
"""Terms of the councils that their symbol tells: "5/2008/NQ-HĐND12"; a lower digit is a mark."""
_SHORT_BODIES = ("CP", "TW", "TU", "UB")
_SUPERSCRIPT = re.compile("[¹²³⁰⁴-⁹]{1,3}")
_LOWERED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_ONLY_YEAR = re.compile(_YEAR)
_LONGEST_TYPE = 6
_REACH, _NEAR = 30, 14
"""How many characters before a slash its number is looked for in, at most and mostly."""


_THOUSANDS = re.compile(r"^(\d{1,2})\.(\d{3})$")
"""A serial written like a sum: "1.520/QĐ-UBND"."""
_TORN_YEAR = re.compile(r"\d{1,3}/(?=[^\W\d])")
"""What is left of a year in a number like "61/18/NĐ-CP"."""


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
        """The parts of the symbol, a torn year left out: ("NĐ", "CP"), ("VPCP", "KSTT")."""
        torn = self.symbol[:1].isdigit()
        return segments_of(_TORN_YEAR.sub("", self.symbol) if torn else self.symbol)


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
    cut: bool = False
    """Whether what follows right after it may still belong to it ("12/QĐ-" before "xyz")."""


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


@dataclass(frozen=True, slots=True)
class BlankNumber:
    """A number that a draft leaves blank: "số   /QĐ-UBND"; its sign "số" is ``text[start:]``."""

    symbol: str
    year: int | None
    start: int
    end: int


def blank_number_at(text: str, slash: int) -> BlankNumber | None:
    """Return the blank number whose symbol follows the slash at ``slash``."""
    head = _BLANK.search(text, max(0, slash - 48), slash)
    found = canonical_symbol(text, slash + 1) if head else None
    if head is None or found is None or "-" not in found[0]:
        return None
    year = int(head["year"]) if head["year"] else None
    return BlankNumber(found[0], year, head.start(), found[1])


def numbers(text: str, unread: list[int] | None = None) -> Iterator[NumberHit]:
    """Yield the numbers of a view's text in reading order, never overlapping.

    ``unread`` takes the slashes before symbols that no number precedes.
    """
    last = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < last:
            continue
        hit = _number_at(text, anchor.start(), anchor.end(), last)
        if hit is not None:
            last = hit.end
            yield hit
        elif unread is not None and text[anchor.start() - 1 : anchor.start()] in _BLANK_ENDS:
            unread.append(anchor.start())


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
    symbol, end, repaired, known, cut = _symbol(tail)
    serial, start = _THOUSANDS.sub(r"\1\2", head["serial"]), head.start()
    if tail.string[start - 1 : start] == "\n" and serial.isdigit():
        serial, year, start = _whole_head(head, year)
    number = DocumentNumber(serial, year, symbol)
    sure = known and (year is not None or len(number.segments) > 1)
    mark = tail.string[end : tail.end()] or _raised(tail.string, end)
    if mark and not mark.isdigit():
        mark = ""  # a word glued to the number
    return NumberHit(number, start, end, sure, repaired, mark, cut)


def _whole_head(head: re.Match[str], year: int | None) -> tuple[str, int | None, int]:
    """Return serial, year and start of a number, whole again where a line end broke them.

    "61/20|18/NĐ-CP" lost the half of its year, "số 7|66/QĐ-TTg" of its serial.
    """
    text, start, serial = head.string, head.start(), head["serial"]
    before = _BROKEN_YEAR.search(text, max(0, start - 16), start) if year is None else None
    if before is not None and len(before["half"] + serial) == 4:
        return before["serial"], int(before["half"] + serial), before.start("serial")
    before = _BROKEN_SERIAL.search(text, max(0, start - 16), start)
    if before is not None and len(before["serial"] + serial) < 5:
        return before["serial"] + serial, year, before.start("serial")
    return serial, year, start


def _raised(text: str, end: int) -> str:
    """Return the footnote mark that stands raised right after a number, in plain digits."""
    match = _SUPERSCRIPT.match(text, end)
    return match.group().translate(_LOWERED) if match else ""


def _inverted(head: re.Match[str], tail: re.Match[str]) -> NumberHit:
    first, rest = head["first"], tail.group()
    symbol, end, repaired, known, cut = _symbol(tail)
    table = known_symbols()
    kind = table.types.get(folded(first))
    if "-" in head["join"]:
        number = DocumentNumber(head["serial"], None, f"{kind or first}/{symbol}", "-")
        sure = kind is not None and known
        return NumberHit(number, head.start(), end, sure, repaired, cut=cut)
    number = DocumentNumber(head["serial"], None, f"{kind or first}/{_SPACE.sub('', rest)}", "")
    return NumberHit(number, head.start(), tail.end(), sure=kind is not None and known)


def _misread(head: re.Match[str], tail: re.Match[str]) -> NumberHit | None:
    """Read O for 0 and l for 1, only where serial, year and symbol all confirm a number."""
    symbol, end, _, known, _ = _symbol(tail)
    year = int(head["year"].translate(_MISREAD_DIGITS)) if head["year"] else None
    if not known or (year is not None and not 1945 <= year <= 2099):
        return None
    if year is None and not any(char.isdigit() for char in head["serial"]):
        return None
    number = DocumentNumber(head["serial"].translate(_MISREAD_DIGITS), year, symbol)
    return NumberHit(number, head.start(), end, sure=year is not None, repaired=True)


def _odd(head: re.Match[str], tail: re.Match[str]) -> NumberHit | None:
    """Read a number whose year lost or gained a digit ("22/201/QĐ-UBND") as it is printed."""
    symbol, end, _, known, _ = _symbol(tail)
    number = DocumentNumber(head["serial"], None, f"{head['odd']}/{symbol}")
    return NumberHit(number, head.start(), end, sure=False) if known else None


def old_number(match: re.Match[str]) -> NumberHit:
    """Return the hit of a match of the hyphen form without slash, "315-HĐBT"."""
    joint: Literal["-", "/"] = "-" if match["join"].strip() else "/"
    number = DocumentNumber(match["serial"], None, match["symbol"], joint)
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
    if before in "/=" or (before == "-" and start > 1 and not text[start - 2].isspace()):
        return True
    return before in ".,:" and start > 1 and (text[start - 2].isdigit() or text[start - 2] in "IVX")


def _symbol(tail: re.Match[str]) -> tuple[str, int, bool, bool, bool]:
    """Return the canonical symbol, its end, whether it was repaired, whether it is known.

    The last tells whether the symbol may go on where it was left.
    """
    surface, end, cut = tail.group(), tail.end(), False
    following = tail.string[end : end + 1]
    # Only a line end breaks a segment; only a type's symbol, which is short, loses its hyphen.
    if following == "\n" or (following.isspace() and len(surface) < _LONGEST_TYPE):
        surface, end = _rejoined(tail, known_symbols())
    elif following and following in "-/":
        surface, end, cut = _gone_on(tail)
    symbol, beyond, repaired, known = _spelt(surface)
    return symbol, end - beyond, repaired, known, cut


def _gone_on(tail: re.Match[str]) -> tuple[str, int, bool]:
    """Return a symbol's surface and end, and whether it is cut, where a separator follows it.

    What follows the separator stands after a page's number ("QĐ-|3|TTg"), or a word of the
    sentence is glued to it ("QĐ-UBNDphê duyệt", "TT-BTCQuy định").
    """
    text, surface, end = tail.string, tail.group(), tail.end()
    paged = _PAGED.match(text, end)
    if paged is not None:
        return f"{surface}{paged['join']}{paged['rest']}", paged.end(), False
    glued = _GLUED.match(text, end)
    head = _glued_head(glued["run"]) if glued else ""
    if glued is not None and head:
        return f"{surface}{glued['join']}{head}", glued.start("run") + len(head), False
    word = text[end + 1 : end + 3]  # a dash and a word: "KH-BCĐ-Kế hoạch"
    return surface, end, word[:1].isalnum() and not (word[:1].isupper() and word[1:].islower())


@lru_cache(maxsize=1 << 12)
def _glued_head(run: str) -> str:
    """Return the known symbol with which a run of letters begins, if a word is glued to it.

    The word is in small letters, or has a capital and two more letters at least.
    """
    exact = known_symbols().exact
    for cut in range(len(run) - 1, 1, -1):
        head, word = run[:cut], run[cut:]
        begun = word[0].islower() or (word[1:2].islower() and len(word) > 2)
        if begun and (head in exact or _ASSEMBLY.match(head)):
            return head
    return ""


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
            spelling, beyond = _last_segment(piece, table, first=i == 0)
        known |= spelling is not None
        repaired |= spelling is not None and spelling != piece
        pieces[i] = spelling or piece
    return "".join(pieces), beyond, repaired, known


def _last_segment(piece: str, table: KnownSymbols, *, first: bool) -> tuple[str | None, int]:
    """Return the spelling of a last segment with a mark or a word glued to it, and their length."""
    mark = _DIGITS_AT_END.match(piece)
    body = table.canonical(mark["body"]) if mark and not _ASSEMBLY.match(piece) else None
    if mark is not None and body is not None:
        if body == _COUNCIL and mark["mark"] in _TERMS:
            return body + mark["mark"], 0
        return (piece, 0) if _UNIT.fullmatch(piece) else (body, len(mark["mark"]))
    known = "" if first else _glued_head(piece)
    return (known, len(piece) - len(known)) if known else (None, 0)


def _dots_read(surface: str, table: KnownSymbols) -> str:
    """Return a symbol with hyphens for dots, where both sides are known ("NĐ.CP")."""
    if "." not in surface:
        return surface
    kind, _, rest = surface.partition(".")
    known = folded(kind) in table.types and folded(rest.partition("-")[0]) in table.issuers
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
    whole = last + broken["rest"]
    if table.canonical(last) is not None and whole not in table.exact:
        return surface, end
    if table.canonical(whole) is None:
        return surface, end
    more = _MORE.match(tail.string, broken.end())
    end = more.end() if more else broken.end()
    return surface + broken["rest"] + (more.group() if more else ""), end


def _segment(piece: str, table: KnownSymbols, *, alone: bool) -> str | None:
    """Return the canonical spelling of one segment; ``alone``, of two that lost their hyphen."""
    spelling = table.canonical(piece)
    if spelling is not None:
        return spelling
    if "." in piece:
        first, _, unit = piece.partition(".")
        spelling = table.canonical(first)
        return f"{spelling}.{unit}" if spelling else None
    if _ASSEMBLY.match(piece):
        return piece.replace("OH", "QH").replace("0H", "QH")
    bare = folded(piece) if alone else ""
    for cut in range(1, len(bare) - 1):
        kind = table.types.get(bare[:cut])
        if kind is None:
            continue
        for rest in (bare[cut:], bare[cut - 1 :]):
            body = table.issuers.get(rest)
            if body is not None and (len(body) > 2 or body in _SHORT_BODIES):
                return f"{kind}-{body}"
    return None


_LOOSE = re.compile(
    r"(?<![^\W_])(?P<serial>[\w.-]{0,20}\d[\w.-]{0,20})\s?/\s?(?P<symbol>[\w.-]{2,20}(?:/[\w.-]{2,20})?)"
)
_NO_END = ".-¹²³⁰⁴⁵⁶⁷⁸⁹"
_LETTERED = re.compile(r"(?P<serial>[A-ZĐ]{2,12})/(?P<symbol>\d{4}/\d{1,6})(?![^\W_])")


def canonical_symbol(text: str, start: int) -> tuple[str, int] | None:
    """Return the canonical symbol of known parts at ``start``, and its end; None for others."""
    tail = SYMBOL.match(text, start)
    if tail is None:
        return None
    symbol, end, _, known, cut = _symbol(tail)
    return (symbol, end) if known and not cut else None


def loose_number_at(text: str, start: int) -> NumberHit | None:
    """Return whatever a private sender wrote as a number, as in "công văn số JHDPC/2025/276".

    Only a type word and "số" before it make it one.
    """
    match = _LOOSE.match(text, start)
    if match is None:
        match = _LETTERED.match(text, start)
    if match is None:
        return None
    end = start + len(match.group().rstrip(_NO_END))
    symbol = match["symbol"].rstrip(_NO_END)
    return NumberHit(DocumentNumber(match["serial"], None, symbol), start, end, sure=False)
