"""R23: misspellings, words twice, words missing from names, brackets left open.

Misspellings are found in two ways: by patterns (misspellings.csv), and by compounds of official
Vietnamese (compounds.txt) that are printed with other diacritics and are no other known word.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from cancu.ontology.register import register
from cancu.ontology.units import units
from cancu.queries.checks.examined import Examined
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
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,})[ \t]+\1(?![\w-])")
_PHRASE_TWICE = re.compile(r"(?<!\w)([^\W\d_]+\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,3}),\s+\1(?=[\s,.;])")
_PAIR = re.compile(r"(?<![\w/-])(?=([^\W\d_]+)([ \t]+|[ \t]*\n[ \t]*)([^\W\d_]+)(?![\w/]))")
_TAIL = re.compile(r"(?<!\w)([A-ZĐ]{4,}?([A-ZĐ]))([a-zđ])(?!\w)")
_BRACKET = re.compile(r"[()]")
_ITEM = re.compile(r"(?:^|[\s;.:,])(?:[a-zđ]{1,2}|\d{1,2}|[ivx]{1,4})$", re.IGNORECASE)
_LONGEST_BRACKET = 400


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    with Path(__file__).with_name("misspellings.csv").open(encoding="utf-8", newline="") as rows:
        return tuple((re.compile(row["pattern"]), row) for row in csv.DictReader(rows))


_OLD_TONES = (
    "òa oà, óa oá, ỏa oả, õa oã, ọa oạ, òe oè, óe oé, ỏe oẻ, õe oẽ, ọe oẹ, "
    "ùy uỳ, úy uý, ủy uỷ, ũy uỹ, ụy uỵ"
)


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    """Compose, make small, and put the tone mark of "oa, oe, uy" where one spelling has it."""
    lower = unicodedata.normalize("NFC", text).lower()
    for pair in _OLD_TONES.split(", "):
        old, new = pair.split()
        lower = lower.replace(old, new)
    return lower


@lru_cache(maxsize=1 << 16)
def _bare(folded: str) -> str:
    """Return the letters without marks; đ becomes d."""
    split = unicodedata.normalize("NFD", folded)
    return "".join(c for c in split if not unicodedata.combining(c)).replace("đ", "d")


@cache
def _compounds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    text = Path(__file__).with_name("compounds.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        folded = _folded(line.strip())
        found[_bare(folded)].add(folded)
    return {bare: frozenset(words) for bare, words in found.items()}


def spelling(examined: Examined) -> Iterator[Problem]:
    """Yield each misspelling, once a wording, with the other places."""
    found: dict[str, list[tuple[int, int, str, str, str]]] = defaultdict(list)
    for start, end, right, vi, en in sorted(_all(examined)):
        found[" ".join(examined.text[start:end].lower().split())].append(
            (start, end, right, vi, en)
        )
    for places in found.values():
        start, end, right, vi, en = places[0]
        printed = examined.quote(start, end)
        yield Problem(
            start,
            end,
            f"«{printed}»: {vi}" + (f"; đúng là «{right}»" if right else ""),
            f"“{printed}”: {en}",
            right or None,
            tuple(Evidence(examined.quote(s, e), s, e) for s, e, *_ in places[1:]),
        )


def _all(examined: Examined) -> Iterator[tuple[int, int, str, str, str]]:
    text = examined.text
    for pattern, row in _patterns():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), row["right"], row["vi"], row["en"]
    for match in _TWICE.finditer(text):
        word = match[1]
        if word.isupper() or word.lower() in _REDUPLICATED or _two_compounds(text, match):
            continue
        yield *match.span(), word, "lặp từ", "a word twice"
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


@cache
def _whole_words() -> frozenset[str]:
    """Words of two syllables that may stand beside or look like a misspelt compound."""
    text = Path(__file__).with_name("other_words.txt").read_text(encoding="utf-8")
    others = {_folded(line.strip()) for line in text.splitlines()}
    return frozenset(others.union(*_compounds().values()))


@cache
def _official_pairs() -> frozenset[str]:
    """The pairs of words that stand in the titles of registered documents."""
    pairs: Counter[str] = Counter()
    for document in register().documents:
        words = re.findall(r"[^\W\d_]+", _folded(document.title or ""))
        pairs.update(f"{one} {following}" for one, following in pairwise(words))
    for known in _compounds().values():
        pairs.update(dict.fromkeys(known, 2))
    return frozenset(pair for pair, count in pairs.items() if count > 1)


def _word_before(text: str, at: int) -> str:
    found = re.search(r"([^\W\d_]+)\s+$", text[max(0, at - 14) : at])
    return _folded(found[1]) if found else ""


def _word_after(text: str, at: int) -> str:
    found = re.match(r"\s+([^\W\d_]+)", text[at : at + 14])
    return _folded(found[1]) if found else ""


def _two_compounds(text: str, match: re.Match[str]) -> bool:
    """Whether the first word ends one compound and the second begins another: "phân công công"."""
    word, known = _folded(match[1]), _official_pairs()
    first = f"{_word_before(text, match.start())} {word}"
    second = f"{word} {_word_after(text, match.end())}"
    return first in known and second in known


def _misspelt(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    known, official, whole = _compounds(), _official_pairs(), _whole_words()
    for match in _PAIR.finditer(text):
        first, second = match[1], match[3]
        if len(first) + len(second) > 16:
            continue
        folded = f"{_folded(first)} {_folded(second)}"
        right = known.get(_bare(folded))
        if right is None or folded in right or folded == _bare(folded) or folded in official:
            continue
        if second[:1].isupper() and not first.isupper():
            continue  # a name, or two cells
        end = match.end(3)
        before = f"{_word_before(text, match.start(1))} {_folded(first)}"
        after = f"{_folded(second)} {_word_after(text, end)}"
        if before in whole or after in whole or folded in whole:
            continue  # "bắt đầu từ": the pair belongs to two words
        meant = min(right).split()
        if meant[0] != _folded(first) and before in official:
            continue
        if meant[1] != _folded(second) and after in official:
            continue
        yield match.start(1), end, min(right), "sai chính tả", "misspelt"


@cache
def _province_names() -> re.Pattern[str]:
    names = {unit.name for unit in units("province") if " " in unit.name and "-" not in unit.name}
    half = sorted(f"{n.split()[0]} {n.split()[1].lower()}" for n in names if len(n.split()) == 2)
    return re.compile(
        r"(?:[Tt]ỉnh|[Tt]hành\s+phố|;|,)\s+(" + "|".join(map(re.escape, half)) + r")(?=[;,.\s])"
    )


def _provinces(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    for match in _province_names().finditer(text):
        right = match[1].title()
        yield *match.span(1), right, "tên riêng viết hoa sai", "a name without its capital"


def _brackets(text: str) -> Iterator[tuple[int, int, str, str, str]]:
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
        end = min(len(text), at + 3)
        if not re.match(r"\(\s*[.…_\d]|\(\s*$", text[at : at + 6]):
            yield at, end, "", "ngoặc mở mà không đóng", "a bracket that is not closed"
