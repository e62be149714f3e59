"""The encodings of Vietnamese fonts before Unicode: TCVN 5712:1993 VN3 ("ABC") and VNI.

Both give Latin-1 code points the look of Vietnamese letters, so their text survives in Unicode
files as "Céng hoµ" or "Coäng hoøa". It is recognised by whether converting turns its words into
Vietnamese syllables; text with one true Vietnamese letter is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

Encoding = Literal["tcvn3", "vni"]

# TCVN 5712:1993, third set (VN3), which is what fonts named .Vn… hold, from 0xA1 on.
_VN3_CODES = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
TCVN3: dict[str, str] = {
    chr(first + offset): letter
    for first, letters in _VN3_CODES
    for offset, letter in enumerate(letters)
}

# VNI writes the letter and then its marks; the accents are named by their combining characters.
_TONES = {"ø": "\u0300", "ù": "\u0301", "õ": "\u0303", "û": "\u0309", "ï": "\u0323"}
_CIRCUMFLEX = {
    "â": "\u0302",
    "à": "\u0302\u0300",
    "á": "\u0302\u0301",
    "ã": "\u0302\u0303",
    "å": "\u0302\u0309",
    "ä": "\u0302\u0323",
}
_BREVE = {
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "é": "\u0306\u0301",
    "ü": "\u0306\u0303",
    "ú": "\u0306\u0309",
    "ë": "\u0306\u0323",
}
_VNI_SINGLE = {"ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKED = {
    "a": _TONES | _CIRCUMFLEX | _BREVE,
    "e": _TONES | _CIRCUMFLEX,
    "o": _TONES | _CIRCUMFLEX,
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}
_VNI_BARE = {"ô": "ơ", "ö": "ư"}

_TRUE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")
_TONE_MARKS = {ord(mark): None for mark in _TONES.values()}
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?"
    r"(?:o?a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|o?ă(?:c|m|ng?|p|t)|u?â(?:c|m|ng?|p|t|u|y)"
    r"|o?e(?:c|m|ng?|o|p|t)?|u?ê(?:ch|m|nh?|p|t|u)?|i(?:a|ch|m|nh?|p|t|u)?"
    r"|[iy]ê(?:c|m|ng?|p|t|u)|oo?(?:c|i|m|ng?|p|t)?|ô(?:c|i|m|ng?|p|t)?|u?ơ(?:i|m|n|p|t)?"
    r"|u(?:a|c|i|m|ng?|p|t)?|uô(?:c|i|m|ng?|p|t)|u?y(?:a|ch|nh?|p|t|u)?|uyê(?:n|t)"
    r"|ư(?:a|c|i|m|ng?|t|u)?|ươ(?:c|i|m|ng?|p|t|u))"
)
_WORDS_JUDGED = 400
_WORDS_NEEDED = 4
_SHARE_NEEDED = 0.85


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text (as Latin-1 code points) in Unicode, one letter for one."""
    return text.translate(_tcvn3_codes())


def from_vni(text: str) -> str:
    """Return VNI text (as Latin-1 code points) in Unicode, marks joined to their letters."""
    table = vni_sequences()
    return _vni_pattern().sub(lambda match: table[match.group()], text)


def from_legacy(text: str) -> str:
    """Return ``text`` converted when it is TCVN3 or VNI, else ``text`` itself."""
    encoding = recognise(text)
    return CONVERTERS[encoding](text) if encoding else text


def recognise(text: str) -> Encoding | None:
    """Tell whether ``text`` is TCVN3 or VNI text read as Latin-1."""
    if text.isascii() or _TRUE_LETTER.search(text):
        return None
    raw = syllable_share(text)
    best: Encoding | None = None
    best_share = max(_SHARE_NEEDED, raw + 0.1)
    for encoding, convert in CONVERTERS.items():
        share = syllable_share(convert(text))
        if share >= best_share:
            best, best_share = encoding, share
    return best


def syllable_share(text: str) -> float:
    """Return which share of the words with letters beyond ASCII are Vietnamese syllables.

    0 when there are fewer than four such words; the first 400 are judged.
    """
    judged = good = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        judged += 1
        good += _is_syllable(word)
        if judged >= _WORDS_JUDGED:
            break
    return good / judged if judged >= _WORDS_NEEDED else 0.0


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFD", word.lower()).translate(_TONE_MARKS)
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


@cache
def vni_sequences() -> dict[str, str]:
    """Return every VNI sequence with its letter, in small and capital."""
    table = dict(_VNI_SINGLE) | _VNI_BARE
    for base, marks in _VNI_MARKED.items():
        letter = _VNI_BARE.get(base, base)
        for code, accents in marks.items():
            table[base + code] = unicodedata.normalize("NFC", letter + accents)
    capitals = {
        case: letter.upper()
        for sequence, letter in table.items()
        for case in (sequence.upper(), sequence[0].upper() + sequence[1:])
    }
    return table | capitals


@cache
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(vni_sequences(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _tcvn3_codes() -> dict[int, str]:
    return {ord(code): letter for code, letter in TCVN3.items()}


CONVERTERS: dict[Encoding, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}
