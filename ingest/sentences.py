"""Where sentences end in a text whose lines may be wrapped, doubled or cut by cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_BREAK = re.compile(
    r"(?<![A-ZĐ])[.!?](?=\s+[\"“(]?[A-ZĐÀ-Ỹ])"
    r"|\n(?=\s*(?:[-+•–]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|\|"
    r"|(?:Điều\s+\d+\.|Căn\s+cứ|Thực\s+hiện|Xét|Theo\s+đề\s+nghị|Nơi\s+nhận)[^\w]))"
    r"|[.:][ \t]*\n\s*(?=[A-ZĐÀ-Ỹ])"
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence ends of a text, by offset, in order."""

    ends: tuple[int, ...]
    length: int

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``start``; it reaches at least to ``end``."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.ends, end)
        begin = self.ends[first - 1] if first else 0
        stop = self.ends[last] if last < len(self.ends) else self.length
        return begin, max(stop, end)


def sentences(text: str) -> Sentences:
    """Return the sentences of ``text`` in its own case; linear in its length."""
    return Sentences(tuple(match.end() for match in _BREAK.finditer(text)), len(text))
