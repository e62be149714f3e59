"""The words of official Vietnamese that the spelling rule knows, however their tones are put."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from cancu.ontology.register import register

_OLD_TONES = (
    "òa oà, óa oá, ỏa oả, õa oã, ọa oạ, òe oè, óe oé, ỏe oẻ, õe oẽ, ọe oẹ, "
    "ùy uỳ, úy uý, ủy uỷ, ũy uỹ, ụy uỵ"
)


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Compose, make small, and put the tone mark of "oa, oe, uy" where one spelling has it."""
    lower = unicodedata.normalize("NFC", text).lower()
    for pair in _OLD_TONES.split(", "):
        old, new = pair.split()
        lower = lower.replace(old, new)
    return lower


@lru_cache(maxsize=1 << 16)
def bare(lower: str) -> str:
    """Return the letters of a folded text without marks; đ becomes d."""
    split = unicodedata.normalize("NFD", lower)
    return "".join(c for c in split if not unicodedata.combining(c)).replace("đ", "d")


@cache
def compounds() -> dict[str, frozenset[str]]:
    """Map the bare letters of each compound (compounds.txt) to how it is spelt."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in _lines("compounds.txt"):
        found[bare(word)].add(word)
    return {letters: frozenset(words) for letters, words in found.items()}


@cache
def two_syllable_words() -> frozenset[str]:
    """Return the compounds, and the words that stand beside or look like a misspelt one."""
    return frozenset(_lines("other_words.txt")).union(*compounds().values())


@cache
def official_pairs() -> frozenset[str]:
    """Return the pairs of words that stand in the titles of registered documents."""
    pairs: Counter[str] = Counter()
    for title in _titles():
        pairs.update(f"{one} {following}" for one, following in pairwise(title))
    for known in compounds().values():
        pairs.update(dict.fromkeys(known, 2))
    return frozenset(pair for pair, count in pairs.items() if count > 1)


@cache
def syllables() -> frozenset[str]:
    """Return the syllables of all those words."""
    known = {word for title in _titles() for word in title}
    return frozenset(known.union(*(word.split() for word in two_syllable_words())))


@cache
def _titles() -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(re.findall(r"[^\W\d_]+", folded(document.title or "")))
        for document in register().documents
    )


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [folded(line.strip()) for line in text.splitlines() if line.strip()]
