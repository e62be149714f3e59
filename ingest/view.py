"""A normalised view of a text that keeps the way back to the original offsets.

Searching wants one spelling; people want to see what stands in their file. The view composes
Unicode (NFC), drops characters that only dress the text (Markdown emphasis, zero-width marks,
soft hyphens), and writes look-alike letters and hyphens as one. Every span found in it maps to the
span of the original that it came from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_LOOK_ALIKES = {
    "Đ": "\u00d0\u0189",  # Eth and African D, typed for Đ
    "đ": "\u00f0\u0256",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d",
    "/": "\uff0f\u2044\u2215",
    "A": "\u0410", "B": "\u0412", "C": "\u0421", "E": "\u0415", "H": "\u041d", "K": "\u041a",
    "M": "\u041c", "O": "\u041e", "P": "\u0420", "T": "\u0422", "X": "\u0425",
}  # fmt: skip
"""The letters are Cyrillic ones, which symbols get from a keyboard set wrongly ("NĐ-СР")."""
_DROPPED = "\\*\u00ad\u200b\u200c\u200d\u2060\ufeff\u0340\u0341"
_MARKS = "\u0300-\u036f"
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_MARK = re.compile(rf"[{_MARKS}]")
_MISPLACED = "\u1e6d\u1e47\u0144\u0107\u1e25\u1e45"
"""Consonants that bear the mark of the vowel before them."""
_WRITTEN = r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|amp);|<br\s?/?>"
"""Characters that HTML writes in letters, also inside Markdown."""
_WRITTEN_AT = re.compile("&(?:#|nbsp;|amp;)")
_BREAK_AT = re.compile("<(?:br|BR)")
_SPELT_APART = (*_VIETNAMESE_MARKS, *_MISPLACED)
_CLUSTER = re.compile(
    rf"[{re.escape(_DROPPED)}]+|[^\W\d_]?[{_MARKS}]+|[{_MISPLACED}]|{_WRITTEN}", re.IGNORECASE
)
_VOWEL = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_LINK = re.compile(r"\[(?P<words>[^\[\]]{4,200})\](?P<target>\([^()\s]{1,500}\))")
"""A link of Markdown, of which only the words are text."""


BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
"""What parts paragraphs: no name runs over it."""


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the normalised text; ``lower`` the same in lower case, offset for offset.

    ``starts`` and ``origins`` hold, piece by piece, where a piece begins in the view and in the
    original; the characters of a piece map one to one, but for the pieces that ``composed`` lists
    with the length that they have in the original. Empty for a text that normalising did not
    lengthen or shorten.
    """

    text: str
    original: str
    lower: str = field(repr=False)
    starts: Sequence[int] = ()
    origins: Sequence[int] = ()
    composed: Mapping[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the view to the original; ``start < end`` is assumed."""
        if not self.starts:
            return start, end
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, first) - 1
        begin = self.origins[first]
        if first not in self.composed:
            begin += start - self.starts[first]
        return begin, self.origins[last] + self.composed.get(last, end - self.starts[last])

    def offset(self, original: int) -> int:
        """Map an original offset to the view: the first character at or after it."""
        if not self.starts:
            return original
        piece = max(bisect_right(self.origins, original) - 1, 0)
        if piece in self.composed:
            return self.starts[piece]
        limit = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + max(original - self.origins[piece], 0), limit)


@lru_cache(maxsize=4)
def view(original: str) -> View:
    """Return the view of ``original``; linear in its length.

    The last few are kept, because several steps read the same text.
    """
    codes = code_points(original)
    present = _present(codes)
    text = _one_spelling(original, present)
    dropped = [char for char in _DROPPED if present[ord(char)]]
    if present[ord("]")] and "](" in text:
        text = _LINK.sub(_unlinked, text)
        dropped = [char for char in _DROPPED if char in text]
    dress = dropped
    written = present[ord(";")] and present[ord("&")] and _WRITTEN_AT.search(text)
    broken = present[ord("<")] and _BREAK_AT.search(text)
    if not (written or broken or any(present[ord(mark)] for mark in _SPELT_APART)):
        if not dress:
            return View(text, original, _lower(text))
        codes = codes if text is original else code_points(text)
        return _undressed(text, original, dress, codes)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    lengths: dict[int, int] = {}
    at = last = 0
    for change in _CLUSTER.finditer(text):
        begin, end = change.span()
        if begin > last:
            starts.append(at)
            origins.append(last)
            pieces.append(text[last:begin])
            at += begin - last
        composed = _compose(change.group())
        if len(change.group()) <= 2 and pieces and (moved := _moved(pieces[-1], change.group())):
            pieces[-1], composed = moved
        if composed:
            starts.append(at)
            lengths[len(origins)] = end - begin
            origins.append(begin)
            pieces.append(composed)
            at += len(composed)
        last = end
    if last < len(text):
        starts.append(at)
        origins.append(last)
        pieces.append(text[last:])
    joined = "".join(pieces)
    return View(joined, original, _lower(joined), starts, origins, lengths)


def _undressed(
    text: str, original: str, dress: list[str], codes: NDArray[np.unsignedinteger]
) -> View:
    """Return the view of a text from which characters are only dropped; ``codes`` are its own."""
    gone = codes == ord(dress[0])
    joined = text.replace(dress[0], "")
    for other in dress[1:]:
        gone |= codes == ord(other)
        joined = joined.replace(other, "")
    dropped = np.flatnonzero(gone)
    origins = np.append(0, dropped + 1)
    starts = origins - np.arange(len(origins))
    return View(joined, original, _lower(joined), starts.tolist(), origins.tolist())


def _unlinked(link: re.Match[str]) -> str:
    """Return a link's words, with characters that are dropped for the rest of it."""
    return f"\u200b{link['words']}{chr(0x200B) * (len(link['target']) + 1)}"


def code_points(text: str) -> NDArray[np.unsignedinteger]:
    """Return the code points of a text, two bytes each where that is enough."""
    codes = text.encode("utf-16-le", "surrogatepass")
    if len(codes) == 2 * len(text):
        return np.frombuffer(codes, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _present(codes: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """Return which code points a text has: one pass instead of a search for each of many."""
    present = np.zeros(0x10000 if codes.itemsize == 2 else 0x110000, np.bool_)
    present[codes] = True
    return present


def _one_spelling(text: str, present: NDArray[np.bool_]) -> str:
    """Replace look-alikes, one for one."""
    for letter, others in _LOOK_ALIKES.items():
        for other in others:
            if present[ord(other)]:
                text = text.replace(other, letter)
    return text


def _compose(cluster: str) -> str:
    """Compose one base letter with its marks; marks that belong to no letter are dropped."""
    if cluster[0] in _DROPPED:
        return ""
    if cluster[0] in "&<":
        return html.unescape(cluster) if cluster[0] == "&" else "\n"
    return _MARK.sub("", unicodedata.normalize("NFC", cluster))


def _moved(before: str, cluster: str) -> tuple[str, str] | None:
    """Return what stands before a consonant with a tone on it, and the consonant, put right.

    "Quyêt́" has the tone of its "ê" on the letter after it.
    """
    letters = unicodedata.normalize("NFD", cluster)
    letter, marks = letters[0], letters[1:]
    if len(marks) != 1 or marks not in _TONES or not letter.isalpha() or _VOWEL.match(letter):
        return None
    vowel = unicodedata.normalize("NFC", before[-1:] + marks)
    return (before[:-1] + vowel, letter) if _VOWEL.match(before[-1:]) and len(vowel) == 1 else None


def _lower(text: str) -> str:
    """Lower case without changing any offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
