"""The words of another document that a text repeats: between quotation marks, or after "như sau:".

What such words say of "Điều này" or "Nghị định này" they say of the document they stand in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_BEFORE_WORD = frozenset("(*_")
_AFTER_WORD = frozenset(".,;:)*_")
_LONGEST = 20_000
_ARTICLE = re.compile(r"\n(?:[^\S\n]|\*)*điều\s+(?P<number>\d{1,3})(?!\w)")
_AS_FOLLOWS = re.compile(r"như\s+sau\s*:")
_REWORDS = re.compile(
    r"(?<![^\W_])(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|đính\s+chính)(?![^\W_])[^.;:]*\Z"
)
"""What an amendment says before its new words, which stand in quotation marks or not."""
_REACH = 300
_NEXT_AMENDMENT = re.compile(
    r"\n[\s*_]*(?:điều\s+\d+\s*\.|(?:\d{1,3}|[a-zđ])[.)]\s[\s*_]*"
    r"(?:sửa\s+đổi|bổ\s+sung|thay|bãi\s+bỏ|bỏ|đính\s+chính|điều\s+chỉnh)(?![^\W_]))"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Spans of a text that are another document's words, in reading order, none in another."""

    spans: tuple[tuple[int, int], ...]

    def around(self, at: int) -> tuple[int, int] | None:
        """Return the span that holds an offset."""
        last = bisect_right(self.spans, (at, _LONGEST + at)) - 1
        if last < 0 or self.spans[last][1] <= at:
            return None
        return self.spans[last]


def quoted(lower: str) -> Quoted:
    """Read the quoted parts of a text in lower case."""
    found = sorted((*curled(lower), *_straight(lower), *_new_words(lower)))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return Quoted(tuple(spans))


def _straight(text: str) -> list[tuple[int, int]]:
    """Return what stands between straight marks: one opens before a word and closes after one."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for at in _places(text, '"'):
        opens = _opens(text, at)
        if opens:
            opened = at
        elif opens is False and opened is not None:
            if at - opened <= _LONGEST:
                spans.append((opened, at + 1))
            opened = None
    return spans


def curled(lower: str) -> list[tuple[int, int]]:
    """Return the outermost pairs of curled marks; a mark without its other half means nothing.

    Nor does a pair over which the document's own articles go on, from "Điều 1" to "Điều 2": the
    first of its marks was never closed.
    """
    marks = [(at, True) for at in _places(lower, "“")] + [(at, False) for at in _places(lower, "”")]
    if not marks:
        return []
    articles = _Articles(lower)
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for at, opens in sorted(marks):
        if opens:
            opened.append(at)
        elif opened:
            start, end = opened.pop(), at + 1
            if articles.go_on(start, end):
                continue
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, end))
    return found


class _Articles:
    """Where the lines of a text begin that open an article, and which number each has."""

    def __init__(self, lower: str) -> None:
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._of_number: defaultdict[int, list[int]] = defaultdict(list)
        for article in _ARTICLE.finditer(lower):
            self._of_number[int(article["number"])].append(len(self._starts))
            self._starts.append(article.start())
            self._numbers.append(int(article["number"]))

    def go_on(self, start: int, end: int) -> bool:
        """Whether the article after the one that holds ``start`` begins before ``end``."""
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, end)
        if first == 0 or first == last:
            return False
        following = self._of_number.get(self._numbers[first - 1] + 1, [])
        at = bisect_left(following, first)
        return at < len(following) and following[at] < last


def _places(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _opens(text: str, at: int) -> bool | None:
    """Whether a straight mark opens or closes; None where it does neither."""
    before, following = text[at - 1 : at], text[at + 1 : at + 2]
    if (not before.strip() or before in _BEFORE_WORD) and following.strip():
        return True
    closes = before.strip() and (not following.strip() or following in _AFTER_WORD)
    return False if closes else None


def _new_words(lower: str) -> list[tuple[int, int]]:
    """Return what follows "sửa đổi … như sau:", up to the next amendment or article."""
    begins = [
        match.end()
        for match in _AS_FOLLOWS.finditer(lower)
        if _REWORDS.search(lower, max(0, match.start() - _REACH), match.start())
    ]
    if not begins:
        return []
    ends = [match.start() for match in _NEXT_AMENDMENT.finditer(lower)]
    spans: list[tuple[int, int]] = []
    for start in begins:
        following = bisect_left(ends, start)
        if following < len(ends) and ends[following] <= start + _LONGEST:
            spans.append((start, ends[following]))
    return spans
