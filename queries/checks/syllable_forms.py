"""Which letters can be a syllable of Vietnamese: an onset, a rhyme (rhymes.txt), a tone.

The inventory is that of the standard orthography; a rhyme that ends in c, ch, p or t bears no tone
but sắc and nặng.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = frozenset({"\u0301", "\u0323"})
_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh"),
    *("nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_TOKEN = re.compile(r"(?<![\w@./:&'’+-])[a-zà-ỹ]{2,7}(?![\w@/:&'’+-])")
_ALONE = frozenset({"gi"})
"""An onset that is a syllable by itself: "gì"."""


@cache
def _rhymes() -> frozenset[str]:
    text = Path(__file__).with_name("rhymes.txt").read_text(encoding="utf-8")
    return frozenset(unicodedata.normalize("NFC", rhyme) for rhyme in text.split())


@lru_cache(maxsize=1 << 15)
def is_syllable(lower: str) -> bool:
    """Tell whether a word in small letters can be a syllable, whatever it means."""
    split = unicodedata.normalize("NFD", lower)
    tones = [char for char in split if char in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in split if c not in _TONES))
    if len(tones) > 1:
        return False
    stopped = plain.endswith(("c", "ch", "p", "t"))
    if stopped and not _STOPPED_TONES.issuperset(tones or "-"):
        return False
    if plain in _ALONE:
        return True
    return any(plain.startswith(onset) and plain[len(onset) :] in _rhymes() for onset in _ONSETS)


def impossible_syllables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the words in small letters, with a mark of Vietnamese, that are no syllable of it.

    Words with capitals are names, which keep spellings of other languages ("Đắk", "Krông").
    """
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.islower() and not word.isascii() and not is_syllable(word):
            yield match.span()
