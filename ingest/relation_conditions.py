"""When words that undo a document state nothing, and when they undo only a part of it.

A wish, a task, a negation and a condition state nothing; neither does a document without a number
that somebody is to issue ("tham mưu ban hành Quyết định thay thế X"), nor the new wording that an
amendment quotes. "X hết hiệu lực …, trừ Điều 12" leaves X standing in part.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from cancu.ingest.quoted import curled
from cancu.ingest.relation_text import RelationText

_WISH = re.compile(
    r"(?<![^\W_])(?:đề\s+nghị|đề\s+xuất|kiến\s+nghị|yêu\s+cầu|cần|phải|để|nhằm|nghiên\s+cứu|xem\s+xét"
    r"|tham\s+mưu|trình|dự\s+thảo|xây\s+dựng|rà\s+soát|tiếp\s+tục|kịp\s+thời|khẩn\s+trương|chủ\s+động"
    r"|theo|(?<!về )(?<!về\n)việc|văn\s+bản|công\s+tác|sẽ|không|chưa|đang|dự\s+kiến|hoặc)\s+\Z"
)
_UNNAMED = re.compile(
    r"(?<![^\W_])(?:quyết\s+định|nghị\s+định|thông\s+tư(?:\s+liên\s+tịch)?|nghị\s+quyết|chỉ\s+thị"
    r"|kế\s+hoạch|(?<!pháp )(?<!pháp\n)luật|pháp\s+lệnh)\s+\Z"
)
_WHEN = re.compile(
    r"(?:\A|[.;:\n|])\W*(?:(?:\d{1,2}|[a-zđ])[.)]\W*)?(?:(?:trong|sau)\s+)?(?:khi|nếu|trường\s+hợp)\s+\Z"
)
_EXCEPT = re.compile(r"[^.;:|]{0,600}?(?<![^\W_])trừ\s+\S")
_EXCEPT_BEFORE = re.compile(r"(?<![^\W_])trừ\s[^.;:|]{1,80},\s*\Z")
_ONE_LINE = 4000
"""So many letters a quotation in straight marks may be long."""
_STRAIGHT = re.compile(
    r"(?::\s{0,8}|\n[^\S\n]*)\"(?=\s*(?:điều|khoản|\d{1,3}[a-zđ]?\s*\.|[a-zđ]\s*\)))"
)
_STRAIGHT_ENDS = re.compile(r"\"\s*[.;]?\s*(?:\n|\Z)")


def wished(text: RelationText, cue: int, low: int) -> bool:
    """Whether what stands before the words at ``cue`` makes of them a wish, a task, a denial."""
    if text.opens_line(cue):
        return False
    return _WISH.search(text.lower, max(low, cue - 40), cue) is not None


def of_an_unnamed(text: RelationText, cue: int, low: int) -> bool:
    """Whether a document without a number acts: "ban hành Quyết định thay thế X"."""
    if text.opens_line(cue):
        return False
    return _UNNAMED.search(text.lower, max(low, cue - 40), cue) is not None


def conditional(text: RelationText, subject: int) -> bool:
    """Whether a mention begins a condition: "Khi Nghị định A thay thế Nghị định B, …"."""
    start = text.starts[subject]
    return _WHEN.search(text.lower, max(text.floor(subject), start - 40), start) is not None


def only_a_part(text: RelationText, index: int) -> bool:
    """Whether provisions of the document undone are excepted: "X …, trừ Điều 12 và Điều 13"."""
    lower, end = text.lower, text.ends[index]
    limit = min(text.next_start(index), end + 700)
    if lower.find("trừ", end, limit) >= 0 and _EXCEPT.match(lower, end, limit):
        return True
    start = text.starts[index]
    return _EXCEPT_BEFORE.search(lower, max(text.floor(index), start - 120), start) is not None


class Quotations:
    """The spans of a text between quotation marks that open and close."""

    def __init__(self, lower: str) -> None:
        found = [*curled(lower), *_straight(lower)] if "“" in lower or '"' in lower else []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(found):
            if not self._ends or start > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, place: int) -> bool:
        """Whether a place lies in a quotation."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def _straight(lower: str) -> list[tuple[int, int]]:
    """Return what is quoted as new wording: a provision that opens a line in straight marks."""
    found: list[tuple[int, int]] = []
    at = 0
    while opening := _STRAIGHT.search(lower, at):
        closing = _STRAIGHT_ENDS.search(lower, opening.end(), opening.end() + _ONE_LINE)
        if closing:
            found.append((opening.end() - 1, closing.start()))
        at = closing.end() - 1 if closing else opening.end()
    return found
