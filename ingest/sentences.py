"""Where sentences begin and end in a text whose lines may be wrapped, doubled or cut by cells."""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"[.!?:\n](?:"
    r"(?<=[.!?])(?<![A-ZĐ].)(?=\s+[\"“(]?[A-ZĐÀ-Ỹ])"
    r"|(?<=[.:])[ \t]*\n\s*(?=[A-ZĐÀ-Ỹ])"
    r"|(?<=\n)(?=\s*(?:[-+•|]|\d{1,2}(?:\.\d{1,2}){0,2}[.)]\s|[a-zđ]\)|[IVX]{1,5}\.\s"
    r"|(?:[A-ZĐÀ-Ỹ]{2,}[ \t*|]+)*[A-ZĐÀ-Ỹ]{3,}[ \t*|]*\n|(?:Số|V/v)\s*:"
    r"|(?:Điều\s+\d+\.|Căn\s+cứ|Thực\s+hiện|Xét|Theo\s+đề\s+nghị|Nơi\s+nhận)[^\w])))"
)
_SPACE = re.compile(r"\s+")
BACK, AHEAD = 2000, 500
"""How many characters before and after a mention its sentence is looked for in."""


class Sentences:
    """Finds the sentence around a place, for places asked in reading order.

    Only the text near such places is ever read, and each part of it once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = 0
        self._restart(0)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``start``; it reaches at least to ``end``."""
        low = start - BACK
        if low > self._stop:
            space = _SPACE.search(self._text, low, start)
            self._begin = space.end() if space else low
            self._restart(low)
        while self._next <= start:
            self._begin = self._next
            self._advance()
        limit = min(len(self._text), end + AHEAD)
        stop = self._stop
        if stop < end:
            later = _BREAK.search(self._text, end, limit)
            stop = later.start() + 1 if later else limit
        return min(self._begin, start), max(end, min(stop, limit))

    def _restart(self, low: int) -> None:
        self._breaks = _BREAK.finditer(self._text, low)
        self._advance()

    def _advance(self) -> None:
        """Go on to the next end of a sentence: where it stands, and where the next one begins."""
        found = next(self._breaks, None)
        self._stop = found.start() + 1 if found else len(self._text)
        self._next = found.end() if found else len(self._text) + 1
