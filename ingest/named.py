"""Laws, codes, ordinances and the Constitution, which are cited by name.

A known name is found whatever its capitals, commas and line ends; an unknown one is read word by
word until a word that no law's name holds. An amending law is one mention, its inner names kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cancu.ingest.dates import DATE
from cancu.ingest.numbers import NumberHit
from cancu.ingest.phrases import Phrases, fold
from cancu.ontology.load import law_aliases, law_words
from cancu.ontology.register import register

_ORDINANCE = re.compile(r"pháp\s+\Z")
_CONSTITUTION = re.compile(r"hiến\s+pháp")
_STATE = re.compile(
    r"\s+(?:của\s+)?nước\s+(?:cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa|chxhcn)\s+việt\s+nam"
)
_CODE = re.compile(r"bộ\s+\Z")
_NOT_A_LAW = re.compile(r"(?<![^\W_])(?:pháp|kỷ|quy|dân|ngành|khoa|cử\s+nhân|đại\s+học)\s+\Z")
_TREATY = re.compile(r"(?:công\s+ước|hiệp\s+định|nghị\s+định\s+thư)[^.;:()]{0,60}?\s+về\s\Z")
"""A treaty about a law: "Công ước Liên hợp quốc về Luật Biển"."""
_TYPE_WORD = re.compile(r"\A(?:Bộ luật|Luật|Pháp lệnh)\s")
_ABBREVIATED = re.compile(r"BL[A-ZĐ]{2,4}(?![^\W_])")
_AMENDING = re.compile(
    r"\s+(?:sửa\s+đổi,?\s*b[ổố]\s+sung|sửa\s+đổi|bổ\s+sung)"
    r"(?:\s+(?:một\s+số\s+điều|(?:khoản\s+[\d,\s]+(?:và\s+khoản\s+\d+\s+)?)?điều\s+[\d,\s]+(?:và\s+điều\s+\d+)?))?"
    r"(?:\s+(?:của|trong))?\s+(?:các\s+)?"
)
_AMENDED = re.compile(
    r"\s+(?:sửa\s+đổi,?\s*bổ\s+sung|sửa\s+đổi)(?=\s+(?:năm\s+|\(?s[ốô]\s*)?(?:19|20)?\d\d)"
)
"""What turns a law's name into that of a law amending it: "Luật Đất đai sửa đổi năm 2018"."""
_INNER = re.compile(r"(?P<type>bộ\s+luật|luật|pháp\s+lệnh)(?![^\W_])")
_NEXT_INNER = re.compile(r"\s*(?:,|;|và)\s+(?=(?:bộ\s+luật|luật|pháp\s+lệnh)(?![^\W_]))")
_NUMBER_LINK = re.compile(r"\s*,?\s*(?:s[ốô]\s*[:.]?\s*)?")
_FAR_LINK = re.compile(
    rf"(?:\s*\(sửa\s+đổi\))?\s*[,(]?\s*(?:(?:{DATE.pattern}|(?:19|20)\d\d(?!\d))\s*,?\s*)?\(?(?:s[ốô]\s*[:.]?\s*)?"
)
"""A bracket, a date or a year before the number: "Luật Đất đai (số …", "Luật Đất đai 2024 số …"."""
_AND_ANNEX = re.compile(
    r"(?:và|,)\s+phụ\s+lục[^.;:()\d]{0,90}?\s+của\s+(?=(?:bộ\s+luật|luật|pháp\s+lệnh)\s)"
)
_DOUBLED = re.compile(r"\s+(?P<word>[^\W\d_]+)(?=\s+(?P=word)(?![^\W_]))")
_BRACKETED = re.compile(r"\s*\((?P<short>[^()]+)\)\Z")
_LIST = re.compile(r"\s*:\s*")
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_DATED = re.compile(
    r"\s*,?\s*(?:năm\s*(?:19|20)\d\d|(?:19|20)\d\d(?![\d/])|ngày\s*\d|s[ốô]\s*:?\s*\d|\((?:năm|số|ngày))"
)
_OTHER = re.compile(
    r"(?:bộ\s+luật|nghị\s+(?:định|quyết)|thông\s+tư|pháp\s+l(?:ệnh|uật)|quyết\s+định|quy\s+định"
    r"|ban\s+hành|bảo\s+đảm|căn\s+cứ)(?![^\W_])"
)
_NUMBERED = re.compile(r"s[ốô]\s*[:.]?\s*\d")
_SEVERAL = re.compile(
    r"(?:\d{1,3}|các)\s+luật(?![^\W_])(?:\s+(?:có\s+)?liên\s+quan(?:\s+(?:đến|về|trong)\s+[^;.,:\d()]{3,70}?)?)?"
    r"(?=\s*(?:ngày\s*\d|năm\s*\d|s[ốô]\s*\d|[;.,:()]|\n|\Z))"
)
_TO_NUMBER = re.compile(
    r"\s+(?P<name>[^\d.;:()\"“”|]{3,140}?)"
    r"(?=\s*,?\s*(?:s[ốô]\s*:?\s*\d|ngày\s*\d|năm\s*(?:19|20)\d\d))"
)
_ABOUT = re.compile(r"\s+(?:về|quy\s+định)(?=\s)")
"""Names that begin as a sentence goes on ("Pháp lệnh về …") count with a date or a number."""
_DATED_ONLY = re.compile(r"(?=\s+(?:ngày\s+\d|năm\s+(?:19|20)\d\d))")
_MAX_WORDS = 14
_NAMED_TYPES = ("Luật", "Bộ luật", "Pháp lệnh")


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A law found by name: ``text[start:end]``; ``name`` without its number.

    ``number`` is the number printed right after the name. ``known`` tells whether the register
    has the name; ``nested`` are the spans of the names inside an amending law's.
    """

    type: str
    name: str
    start: int
    end: int
    number: NumberHit | None
    known: bool
    nested: tuple[tuple[int, int], ...] = ()


@cache
def _names() -> dict[str, Phrases[str]]:
    """Return the known names without their type word, by type.

    The value is what stands in brackets after a name and belongs to it ("(HIV/AIDS)").
    """
    by_type: dict[str, list[tuple[str, str]]] = {"luật": [], "bộ luật": [], "pháp lệnh": []}
    registered = (
        name
        for row in register().documents
        if row.title and row.type in _NAMED_TYPES
        for name in (row.title, *row.aliases)
    )
    for name in (*registered, *sorted(law_words("name"))):
        folded = " ".join(fold(name).split())
        for kind in ("bộ luật", "luật", "pháp lệnh"):
            if folded.startswith(kind + " "):
                rest = folded.removeprefix(kind)
                tail = _BRACKETED.search(rest)
                plain = rest[: tail.start()] if tail else rest
                by_type[kind].append((plain, tail["short"] if tail else ""))
                break
    return {kind: Phrases(names) for kind, names in by_type.items()}


def named(text: str, lower: str, by_start: Mapping[int, NumberHit]) -> Iterator[NamedHit]:
    """Yield the laws cited by name in a view, in reading order.

    ``by_start`` holds the numbers found in the same view by their start, so that "Luật Dữ liệu số
    60/2024/QH15" becomes one mention.
    """
    last = 0
    for start, end in _type_words(text, lower):
        if start < last:
            continue
        for hit in _hits(text, lower, start, end, by_start):
            last = hit.end
            yield hit


def _type_words(text: str, lower: str) -> list[tuple[int, int]]:
    """Return the spans of the type words; one rare literal at a time is far faster than one of.

    A code's abbreviation ("BLDS") is type word and name in one.
    """
    spans = []
    for start in _places(text, "BL"):
        code = _ABBREVIATED.match(text, start)
        if code is not None and code.group() in law_aliases():
            spans.append((start, start, code.end()))
    for start in _places(lower, "luật"):
        if lower.endswith("pháp ", 0, start):
            continue
        code = _CODE.search(lower, max(0, start - 8), start)
        spans.append((start, code.start() if code else start, start + len("luật")))
    for start in _places(lower, "lệnh"):
        first = _ORDINANCE.search(lower, max(0, start - 12), start)
        if first is not None:
            spans.append((first.start(), first.start(), start + len("lệnh")))
    for start in _places(lower, "hiến"):
        match = _CONSTITUTION.match(lower, start)
        if match is not None:
            spans.append((start, start, match.end()))
    return sorted(
        (begin, end)
        for start, begin, end in spans
        if not (lower[end : end + 1].isalnum() or (start and lower[start - 1].isalnum()))
    )


def _places(lower: str, word: str) -> Iterator[int]:
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + len(word))


def _hits(
    text: str, lower: str, start: int, end: int, by_start: Mapping[int, NumberHit]
) -> Iterator[NamedHit]:
    kind = " ".join(lower[start:end].split())
    if kind == "luật" and _NOT_A_LAW.search(lower, max(0, start - 14), start):
        return
    if lower.startswith("bl", start):
        name = law_aliases()[text[start:end]]
        if text[start - 1 : start] not in ("/", "-", "."):
            yield _numbered(
                lower, NamedHit("bộ luật", name, start, end, None, known=True), by_start
            )
        return
    about = kind == "luật" and lower.endswith("về ", max(0, start - 3), start)
    if about and _TREATY.search(lower, max(0, start - 80), start):
        return
    if kind == "hiến pháp":
        if text[start] == "H":
            yield _constitution(lower, start, end)
        return
    listed = _LIST.match(lower, end)
    if listed is not None:
        yield from _list(text, lower, kind, start, listed.end())
        return
    hit = _law(text, lower, kind, start, end)
    if hit is not None:
        yield _numbered(lower, hit, by_start)


def _constitution(lower: str, start: int, end: int) -> NamedHit:
    state = _STATE.match(lower, end)
    stop = state.end() if state else end
    return NamedHit("hiến pháp", "Hiến pháp", start, stop, None, known=True)


def _law(text: str, lower: str, kind: str, start: int, end: int) -> NamedHit | None:
    amending = _AMENDING.match(lower, end)
    if amending is not None:
        annex = _AND_ANNEX.match(lower, amending.end())
        inner = _inner_names(text, lower, annex.end() if annex else amending.end())
        if inner:
            stop = inner[-1][1]
            return NamedHit(kind, _collapse(text[start:stop]), start, stop, None, known=True,
                            nested=inner)  # fmt: skip
        several = _SEVERAL.match(lower, amending.end()) or _SEVERAL.match(
            lower, lower.rfind("các", end, amending.end())
        )
        stop = several.end() if several else start + len(lower[start : amending.end()].rstrip())
        return NamedHit(kind, _collapse(text[start:stop]), start, stop, None, known=False)
    found = _name_end(text, lower, kind, end, sure=text[start].isupper())
    if found is None:
        return None
    stop, known = found
    amended = _AMENDED.match(lower, stop) if known else None
    if amended is not None:
        name = f"{kind.capitalize()} sửa đổi {_collapse(text[start:stop])}"
        return NamedHit(kind, name, start, amended.end(), None,
                        known=True, nested=((start, stop),))  # fmt: skip
    return NamedHit(kind, _collapse(text[start:stop]), start, stop, None, known)


def _inner_names(text: str, lower: str, start: int) -> tuple[tuple[int, int], ...]:
    """Read "Luật A, Luật B và Luật C"."""
    names: list[tuple[int, int]] = []
    at = start
    while (match := _INNER.match(lower, at)) is not None:
        kind = " ".join(match["type"].split())
        found = _name_end(text, lower, kind, match.end(), sure=True)
        if found is None:
            break
        names.append((match.start(), found[0]))
        joined = _NEXT_INNER.match(lower, found[0])
        if joined is None:
            break
        at = joined.end()
    return tuple(names)


def _name_end(
    text: str, lower: str, kind: str, start: int, *, sure: bool
) -> tuple[int, bool] | None:
    """Return where the name that follows a type word ends, and whether it is a known one."""
    doubled = _DOUBLED.match(lower, start)
    first = doubled.end() if doubled else start
    known = _names()[kind].longest_at(lower, first)
    if known is not None and not _spelt_as_known(text[known.start : known.end]):
        known = None
    if known is not None and _adjacent(lower, first, known.start):
        if known.value:
            return _with_brackets(lower, known.end, known.value), True
        if text[start : known.end].isupper():  # a line in capitals: they tell nothing
            return known.end, True
        further = _unknown_end(text, lower, known.end, first=False)
        longer = further is not None and text[_first_letter(text, known.end)].isupper()
        if longer and further is not None and "\n\n" not in text[known.end : further]:
            return further, True
        return known.end, True
    if not sure:
        return None
    if _DATED_ONLY.match(lower, start):
        return start, False
    end = _unknown_end(text, lower, start)
    about = _ABOUT.match(lower, start) if end is None else None
    if end is None and about is None:
        return None
    begin = about.end() if about else start
    reached = _TO_NUMBER.match(lower, begin)
    if reached and reached.end() > (end or 0) and not _OTHER.search(lower, begin, reached.end()):
        return reached.end(), False
    return None if end is None else (end, False)


def _spelt_as_known(surface: str) -> bool:
    """Whether an abbreviated name has the capitals it is known with, which tell it from words."""
    name = _collapse(surface)
    return name.casefold() not in _abbreviated() or name in _abbreviated().values()


@cache
def _abbreviated() -> dict[str, str]:
    """Return the abbreviated names without their type word, by their small letters."""
    names = (_TYPE_WORD.sub("", alias) for alias in law_aliases())
    return {name.casefold(): name for name in names}


def _with_brackets(lower: str, end: int, short: str) -> int:
    """Return the end of a name together with the short form in brackets that belongs to it."""
    bracketed = re.compile(rf"\s*\(\s*{re.escape(short)}\s*\)").match(lower, end)
    return bracketed.end() if bracketed else end


def _adjacent(lower: str, end: int, start: int) -> bool:
    return not lower[end:start].strip()


def _first_letter(text: str, start: int) -> int:
    match = _WORD.search(text, start)
    return match.start() if match else len(text) - 1


def _unknown_end(text: str, lower: str, start: int, *, first: bool = True) -> int | None:
    """Read an unknown name word by word; None when not even one word can belong to it."""
    end = start
    count = 0
    for match in _WORD.finditer(text, start, min(len(text), start + 140)):
        between = text[end : match.start()]
        word = lower[match.start() : match.end()]
        plain = text[match.start()].islower()
        mark = between.strip()
        if mark not in ("", ",", "-") or (mark == "" and between.count("\n") > 2):
            break
        leads = first and count == 0
        if leads and (mark or (plain and (word in law_words("not-first") or len(word) == 1))):
            break
        listed = len(between) > 1 and mark == "," and (not plain or count > 6)
        stops = word in law_words("stop") and not (leads and not plain)
        one_word = word == "hiện" and text.endswith("Thực ", 0, match.start())
        if listed or word[0].isdigit() or (stops and not one_word):
            break
        if _OTHER.match(lower, match.start()) or _NUMBERED.match(lower, match.start()):
            break
        if count == _MAX_WORDS:
            break
        end = match.end()
        count += 1
    return _without_tail(text, lower, start, end) if count else None


def _without_tail(text: str, lower: str, start: int, end: int) -> int:
    """Drop a dangling "và", "các" at the end of a name."""
    while True:
        words = lower[start:end].split()
        if len(words) > 1 and words[-1] in ("và", "các", "những", "một"):
            end = start + len(text[start:end].rstrip()) - len(words[-1])
            end = start + len(text[start:end].rstrip(" \n\r\t,"))
        else:
            return end


def _list(text: str, lower: str, kind: str, start: int, at: int) -> Iterator[NamedHit]:
    """Read "Luật: Chứng khoán, Kế toán, Kiểm toán độc lập, …": known names only.

    The type word at ``start`` belongs to the first of them.
    """
    while True:
        found = _names()[kind].longest_at(lower, at)
        if found is None or not _adjacent(lower, at, found.start):
            return
        name = f"{kind.capitalize()} {_collapse(text[found.start : found.end])}"
        yield NamedHit(kind, name, start, found.end, None, known=True)
        comma = re.compile(r"\s*(?:,|và)\s*").match(lower, found.end)
        if comma is None:
            return
        start = at = comma.end()


def _numbered(lower: str, hit: NamedHit, by_start: Mapping[int, NumberHit]) -> NamedHit:
    """Take in the number that stands right after the name."""
    link = _NUMBER_LINK.match(lower, hit.end)
    number = by_start.get(link.end()) if link else None
    if number is None:
        far = _FAR_LINK.match(lower, hit.end)
        number = by_start.get(far.end()) if far else None
        if number is None or not number.number.segments[-1].startswith(("QH", "UBTVQH")):
            return hit
    return NamedHit(hit.type, hit.name, hit.start, number.end, number, hit.known, hit.nested)


def _collapse(text: str) -> str:
    return " ".join(text.split())
