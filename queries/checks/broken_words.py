"""Words that a file holds broken: two written as one, tones on no vowel or on the wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.known_words import bare, folded, syllables, two_syllable_words
from cancu.queries.findings import Evidence, Problem

Misspelling = tuple[int, int, str, str, str]
"""Start, end, the right spelling ("" where unknown), what is wrong in Vietnamese and English."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_TOKEN = re.compile(r"(?<![\w@./:&+-])[^\W\d_][^\W\d_A-ZĐ]{4,13}(?![\w@/:&+-])")
_MISPLACED = re.compile(
    r"(?<!\w)[^\W\d_]*(?:[^gqGQ\W\d_]i|[^qQ\W\d_]u|ư)[àáảãạ](?!\w)", re.IGNORECASE
)
_ONSET = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(?=[aeiouyăâêôơư])", re.IGNORECASE
)
_LOOSE = re.compile(rf"(?:[^\W\d_][{_MARKS}]+|[\s\W\d][{_MARKS}]+)")
_SHOWN = 20


def glued_words(text: str) -> Iterator[Misspelling]:
    """Yield words run together ("đơnvị", "hoạchcủa"): two tones, or a known word without its space.

    A Vietnamese syllable has one tone mark, so two in one word are two syllables.
    """
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isascii() or folded(token) in syllables():
            continue
        twice = sum(c in _TONES for c in unicodedata.normalize("NFD", token)) > 1
        parts = _split(token, any_pair=twice)
        if parts:
            yield *match.span(), parts, "hai chữ dính liền", "two words run together"


def _split(token: str, *, any_pair: bool) -> str:
    """Return the two syllables with a space; "" where no cut gives two known ones."""
    for cut in range(2, len(token) - 1):
        one, two = token[:cut], token[cut:]
        if _ONSET.match(bare(folded(two))) is None:
            continue
        pair = f"{folded(one)} {folded(two)}"
        both = folded(one) in syllables() and folded(two) in syllables()
        if pair in two_syllable_words() or (any_pair and both):
            return f"{one} {two}"
    return ""


def misplaced_tones(text: str) -> Iterator[Misspelling]:
    """Yield a tone on a vowel that never has it there ("điạ" for "địa"), of an old typeface."""
    for match in _MISPLACED.finditer(text):
        word = match.group()
        split = unicodedata.normalize("NFD", word)
        tone = split[-1]
        right = unicodedata.normalize("NFC", word[:-2] + word[-2] + tone + split[-2])
        yield *match.span(), right, "dấu đặt sai nguyên âm", "the tone is on the wrong vowel"


def loose_marks(examined: Examined) -> Iterator[Problem]:
    """Yield, once, the tones that stand on a consonant or on nothing (broken Unicode)."""
    found = [
        match.span()
        for match in _LOOSE.finditer(examined.text)
        if any(c in _MARKS for c in unicodedata.normalize("NFC", match.group()))
    ]
    if not found:
        return
    start, end = _word(examined.text, *found[0])
    yield Problem(
        start,
        end,
        f"«{examined.quote(start, end)}»: dấu đứng ngoài nguyên âm (lỗi phông chữ, Unicode), "
        f"{len(found)} chỗ",
        f"“{examined.quote(start, end)}”: a tone that stands on no vowel, {len(found)} places",
        "Gõ lại bằng Unicode dựng sẵn (TCVN 6909:2001)",
        tuple(Evidence(examined.quote(*_word(examined.text, *s)), *s) for s in found[1:_SHOWN]),
    )


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
