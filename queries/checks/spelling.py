"""R23: misspellings, words twice, words missing from names, brackets left open.

Misspellings are found in two ways: by patterns (misspellings.csv), and by compounds of official
Vietnamese (compounds.txt) that are printed with other diacritics and are no other known word.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cancu.ingest.view import view
from cancu.ontology.units import units
from cancu.queries.checks.broken_words import (
    Misspelling,
    glued_words,
    loose_marks,
    misplaced_tones,
)
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.known_words import (
    bare,
    compounds,
    folded,
    official_pairs,
    two_syllable_words,
)
from cancu.queries.checks.syllable_forms import impossible_syllables
from cancu.queries.findings import Evidence, Problem

_REDUPLICATED = frozenset(
    [
        "luôn",
        "đều",
        "thường",
        "dần",
        "từ",
        "ngày",
        "sâu",
        "song",
        "rất",
        "xa",
        "mãi",
        "hay",
        "lâu",
        "hơi",
        "khăng",
        "năm",
        "đời",
        "nhà",
        "người",
        "ngành",
        "lớp",
        "tầng",
        "chuyên",
        "việc",
        "bộ",
        "đêm",
        "tháng",
        "sáng",
        "chiều",
        "sớm",
        "khuya",
        "xanh",
        "đỏ",
        "vàng",
        "lo",
        "đo",
        "đau",
        "mau",
        "nhanh",
        "chậm",
        "khe",
        "oang",
        "loanh",
        "quanh",
        "rành",
        "san",
        "sát",
        "tự",
        "ai",
        "nơi",
        "đâu",
        "gì",
        "chi",
        "số",
        "hàng",
        "hằng",
        "vn",
    ]
)
"""Words that are said twice on purpose, or that have a pattern of their own."""
_JOINS = frozenset(["các", "của", "và", "trong", "được", "theo", "cho", "những", "tại", "về", "hệ"])
"""Words that end no compound and begin none: said twice they are a slip."""
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,})[ \t]+\1(?![\w-])", re.IGNORECASE)
_PAIR_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,} [^\W\d_]{2,})[ \t]+\1(?![\w-])", re.IGNORECASE)
_POINTED = re.compile(r"\b(?:(?:[Rr]ê|[Rr]à|[Nn]hấp|[Bb]ấm|[Cc]lick)\s+chuột|Quý [Kk]hách)\b[^\n]*")
"""What a web page tells the reader of its own text, which is not the document's."""
_PHRASE_TWICE = re.compile(r"(?<!\w)([^\W\d_]+\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,3}),\s+\1(?=[\s,.;])")
_PAIR = re.compile(r"(?<![\w/-])(?=([^\W\d_]+)([ \t]+|[ \t]*\n[ \t]*)([^\W\d_]+)(?![\w/]))")
_TAIL = re.compile(r"(?<!\w)([A-ZĐ]{4,}?([A-ZĐ]))([a-zđ])(?!\w)")
_BRACKET = re.compile(r"[()]")
_ITEM = re.compile(r"(?:^|[\s;.:,])(?:[a-zđ]{1,2}|\d{1,2}|[ivx]{1,4})$", re.IGNORECASE)
_LONGEST_BRACKET = 400
_FEW = 2
"""A wording that stands in no more places than these is found fault with in each."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    with Path(__file__).with_name("misspellings.csv").open(encoding="utf-8", newline="") as rows:
        return tuple((re.compile(row["pattern"]), row) for row in csv.DictReader(rows))


def spelling(examined: Examined) -> Iterator[Problem]:
    """Yield each misspelling; a wording that comes again and again once, with its other places.

    The normalised view is read, in which decomposed letters are one; what is broken in the file
    itself is looked for in the original.
    """
    found: dict[str, list[tuple[int, int, str, str, str]]] = defaultdict(list)
    seen = view(examined.text)
    furniture = [
        (seen.text.rfind("\n", 0, match.start()) + 1, match.end())
        for match in _POINTED.finditer(seen.text)
    ]
    told: set[tuple[int, int]] = set()
    for first, last, right, vi, en in sorted(_all(seen.text)):
        if (first, last) in told or any(begin <= first < stop for begin, stop in furniture):
            continue
        told.add((first, last))
        start, end = seen.span(first, last)
        found[" ".join(examined.text[start:end].lower().split())].append(
            (start, end, right, vi, en)
        )
    for places in found.values():
        for start, end, right, vi, en in places if len(places) <= _FEW else places[:1]:
            printed = examined.quote(start, end)
            yield Problem(
                start,
                end,
                f"«{printed}»: {vi}" + (f"; đúng là «{right}»" if right else ""),
                f"“{printed}”: {en}",
                right or None,
                tuple(Evidence(examined.quote(s, e), s, e) for s, e, *_ in places if s != start),
            )
    yield from loose_marks(examined)


_OF_THE_PEOPLE = re.compile(r"(?:ban|đồng)\s+$")


def _all(text: str) -> Iterator[Misspelling]:
    for pattern, row in _patterns():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), row["right"], row["vi"], row["en"]
    for match in _TWICE.finditer(text):
        word = match[1]
        if word == "nhân" and _OF_THE_PEOPLE.search(
            text, max(0, match.start() - 12), match.start()
        ):
            continue  # "Ủy ban nhân nhân": misspellings.csv says what is meant
        if word.isupper() or word.lower() in _REDUPLICATED:
            continue
        if word.lower() in _JOINS:
            yield *match.span(), word, "lặp từ", "a word twice"
        elif text.startswith(word, match.end() - len(word)) and not _two_compounds(text, match):
            # "Đảng ủy Ủy ban", "xã Định Thành thành xã": one word ends a name or begins one
            yield *match.span(), word, "lặp từ", "a word twice"
    for match in _PAIR_TWICE.finditer(text):
        if match[1].islower() or match.group()[len(match[1]) :].strip().islower():
            yield *match.span(), match[1], "lặp cụm từ", "words twice"
    for match in _PHRASE_TWICE.finditer(text):
        if text[match.end()] not in ",.;" or match[1][:1].isupper():
            continue  # "Luật Đầu tư, Luật Đầu tư công", "Tổng Giám đốc, Giám đốc"
        yield *match.span(), match[1], "lặp cụm từ", "words twice"
    for match in _TAIL.finditer(text):
        if match[2].lower() == match[3]:
            yield *match.span(), match[1], "thừa chữ", "a letter too many"
    yield from _misspelt(text)
    yield from _provinces(text)
    yield from _brackets(text)
    yield from glued_words(text)
    yield from misplaced_tones(text)
    for start, end in impossible_syllables(text):
        yield start, end, "", "không phải âm tiết tiếng Việt", "no syllable of Vietnamese"


def _word_before(text: str, at: int) -> str:
    found = re.search(r"([^\W\d_]+)\s+$", text[max(0, at - 14) : at])
    return folded(found[1]) if found else ""


def _word_after(text: str, at: int) -> str:
    found = re.match(r"\s+([^\W\d_]+)", text[at : at + 14])
    return folded(found[1]) if found else ""


def _two_compounds(text: str, match: re.Match[str]) -> bool:
    """Whether the first word ends one compound and the second begins another: "phân công công"."""
    word, known = folded(match[1]), official_pairs() | two_syllable_words()
    first = f"{_word_before(text, match.start())} {word}"
    second = f"{word} {_word_after(text, match.end())}"
    return first in known and second in known


def _misspelt(text: str) -> Iterator[Misspelling]:
    known, official, whole = compounds(), official_pairs(), two_syllable_words()
    for match in _PAIR.finditer(text):
        first, second = match[1], match[3]
        if len(first) + len(second) > 16:
            continue
        pair = f"{folded(first)} {folded(second)}"
        right = known.get(bare(pair))
        if right is None or pair in right or pair == bare(pair) or pair in official:
            continue
        if second[:1].isupper() and not first.isupper():
            continue  # a name, or two cells
        end = match.end(3)
        before = f"{_word_before(text, match.start(1))} {folded(first)}"
        after = f"{folded(second)} {_word_after(text, end)}"
        if before in whole or after in whole or pair in whole:
            continue  # "bắt đầu từ": the pair belongs to two words
        meant = min(right).split()
        if meant[0] != folded(first) and before in official:
            continue
        if meant[1] != folded(second) and after in official:
            continue
        yield match.start(1), end, min(right), "sai chính tả", "misspelt"


@cache
def _province_names() -> re.Pattern[str]:
    names = {unit.name for unit in units("province") if " " in unit.name and "-" not in unit.name}
    half = sorted(f"{n.split()[0]} {n.split()[1].lower()}" for n in names if len(n.split()) == 2)
    return re.compile(
        r"(?:[Tt]ỉnh|[Tt]hành\s+phố|;|,)\s+(" + "|".join(map(re.escape, half)) + r")(?=[;,.\s])"
    )


def _provinces(text: str) -> Iterator[Misspelling]:
    for match in _province_names().finditer(text):
        right = match[1].title()
        yield *match.span(1), right, "tên riêng viết hoa sai", "a name without its capital"


def _brackets(text: str) -> Iterator[Misspelling]:
    """Yield brackets that the same passage does not close."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() == "(":
            opened.append(at)
        elif opened and at - opened[-1] <= _LONGEST_BRACKET:
            opened.pop()
        elif not _ITEM.search(text[max(0, at - 5) : at]):
            opened.clear()
    for at in opened:
        word = re.compile(r"\(\s*\w*").match(text, at)
        end = word.end() if word else at + 1
        if not re.match(r"\(\s*[.…_\d]|\(\s*$", text[at : at + 6]):
            yield at, end, "", "ngoặc mở mà không đóng", "a bracket that is not closed"
