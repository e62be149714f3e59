"""A normalised view of a text that keeps the way back to the original offsets.

Searching wants one spelling; people want to see what stands in their file. The view composes
Unicode (NFC), drops characters that only dress the text (Markdown emphasis, zero-width marks,
soft hyphens), and writes look-alike letters and hyphens as one. Every span found in it maps to the
span of the original that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

_LOOK_ALIKES = {
    "Đ": "\u00d0\u0189",  # Eth and African D, typed for Đ
    "đ": "\u00f0\u0256",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d",
    "/": "\uff0f\u2044\u2215",
}
_DROPPED = "*\u00ad\u200b\u200c\u200d\u2060\ufeff\u0340\u0341"
_MARKS = "\u0300-\u036f"
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_MARK = re.compile(rf"[{_MARKS}]")
_CLUSTER = re.compile(rf"[{_DROPPED}]+|[^\W\d_]?[{_MARKS}]+")


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the normalised text; ``lower`` the same in lower case, offset for offset.

    ``starts`` and ``origins`` hold, piece by piece, where a piece begins in the view and in the
    original; ``atomic`` tells whether its characters map one to one. Empty for a text that
    normalising did not lengthen or shorten.
    """

    text: str
    original: str
    lower: str = field(repr=False)
    starts: tuple[int, ...] = ()
    origins: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the view to the original; ``start < end`` is assumed."""
        if not self.starts:
            return start, end
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, offset: int) -> tuple[int, int]:
        """Return the original span of one character of the view."""
        piece = bisect_right(self.starts, offset) - 1
        start, length = self.origins[piece]
        if length:
            return start, start + length
        shift = offset - self.starts[piece]
        return start + shift, start + shift + 1

    def offset(self, original: int) -> int:
        """Map an original offset to the view: the first character at or after it."""
        if not self.starts:
            return original
        piece = bisect_right(self.origins, (original, len(self.original))) - 1
        start, length = self.origins[piece]
        if length or not self.starts[piece:]:
            return self.starts[piece]
        limit = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + original - start, limit)


@lru_cache(maxsize=4)
def view(original: str) -> View:
    """Return the view of ``original``; linear in its length.

    The last few are kept, because several steps read the same text.
    """
    text = _one_spelling(original)
    dress = [char for char in _DROPPED if char in text]
    if not any(mark in text for mark in _VIETNAMESE_MARKS):
        return _undressed(text, original, dress) if dress else View(text, original, _lower(text))
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int]] = []
    at = last = 0
    for change in _CLUSTER.finditer(text):
        begin, end = change.span()
        if begin > last:
            starts.append(at)
            origins.append((last, 0))
            pieces.append(text[last:begin])
            at += begin - last
        composed = _compose(change.group())
        if composed:
            starts.append(at)
            origins.append((begin, end - begin))
            pieces.append(composed)
            at += len(composed)
        last = end
    if last < len(text):
        starts.append(at)
        origins.append((last, 0))
        pieces.append(text[last:])
    joined = "".join(pieces)
    return View(joined, original, _lower(joined), tuple(starts), tuple(origins))


def _undressed(text: str, original: str, dress: list[str]) -> View:
    """Return the view of a text from which characters are only dropped."""
    for other in dress[1:]:
        text = text.replace(other, dress[0])
    pieces = text.split(dress[0])
    lengths = [len(piece) for piece in pieces]
    origins = [0, *accumulate(length + 1 for length in lengths[:-1])]
    starts = [0, *accumulate(lengths[:-1])]
    joined = "".join(pieces)
    spans = tuple((origin, 0) for origin in origins)
    return View(joined, original, _lower(joined), tuple(starts), spans)


def _one_spelling(text: str) -> str:
    """Replace look-alikes, one for one; testing for each is far faster than translating all."""
    for letter, others in _LOOK_ALIKES.items():
        for other in others:
            if other in text:
                text = text.replace(other, letter)
    return text


def _compose(cluster: str) -> str:
    """Compose one base letter with its marks; marks that belong to no letter are dropped."""
    if cluster[0] in _DROPPED:
        return ""
    return _MARK.sub("", unicodedata.normalize("NFC", cluster))


def _lower(text: str) -> str:
    """Lower case without changing any offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
