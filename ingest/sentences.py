"""Where sentences begin and end in a text whose lines may be wrapped, doubled or cut by cells."""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"[.!?:\n](?:"
    r"(?<=[.!?])(?<![A-ZĐ].)(?=\s+[\"“(]?[A-ZĐÀ-Ỹ])"
    r"|(?<=[.:])[ \t]*\n\s*(?=[A-ZĐÀ-Ỹ])"
    r"|(?<=\n)(?=\s*(?:[-+•|]|\d{1,2}(?:\.\d{1,2}){0,2}[.)]\s|[a-zđ]\)|[IVX]{1,5}\.\s"
    r"|(?:[A-ZĐÀ-Ỹ]{2,}[ \t*|]+)+[A-ZĐÀ-Ỹ]{2,}[ \t*|]*\n|[A-ZĐÀ-Ỹ]{3,}[ \t*|]*\n"
    r"|Số\s*:|V/v[\s:]"
    r"|(?:Điều\s+\d+\.|Căn\s+cứ|Thực\s+hiện|Xét|Theo\s+đề\s+nghị|Nơi\s+nhận)[^\w])))"
)
_SPACE = re.compile(r"\s+")
BACK, AHEAD = 2000, 500
"""How many characters before and after a mention its sentence is looked for in."""


class Sentences:
    """Finds the sentence around a place; asked in reading order, each part is read once.

    Breaks are looked for from the place backwards, so that text far from any is never read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [mark for mark in ".\n:!?" if mark in text]
        self._asked = self._begin = 0
        self._after, self._stop = 0, -1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``start``; it reaches at least to ``end``."""
        low = max(0, start - BACK)
        near = self._begin >= low and self._asked <= start
        last = self._last_break(max(low, self._asked) if near else low, start)
        if last is not None:
            self._begin = last
        elif not near:
            space = _SPACE.search(self._text, low, start) if low else None
            self._begin = space.end() if space else low
        self._asked = start
        limit = min(len(self._text), end + AHEAD)
        if self._after <= end <= self._stop:
            stop = min(self._stop, limit)
        elif (later := _BREAK.search(self._text, end, limit)) is not None:
            self._after, self._stop = end, later.start() + 1
            stop = self._stop
        else:
            stop = limit
        return min(self._begin, start), stop

    def _last_break(self, floor: int, start: int) -> int | None:
        """Return where the sentence begins that the last break in ``floor:start`` leads to."""
        text = self._text
        marks = self._marks
        places = [text.rfind(mark, floor, start) for mark in marks]
        while (place := max(places, default=-1)) >= 0:
            mark = text[place]
            if mark != "\n" or not _goes_on(text, place + 1):
                found = _BREAK.match(text, place)
                if found is not None and found.end() <= start:
                    return found.end()
            places[marks.index(mark)] = text.rfind(mark, floor, place)
        return None


def _goes_on(text: str, start: int) -> bool:
    """Whether a line goes on with its sentence: in small letters, and not with an item's "a)"."""
    return text[start : start + 1].islower() and text[start + 1 : start + 2] != ")"
