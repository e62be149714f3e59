"""Whether the document itself is the subject of words that undo, replace or guide another.

It is where it says "Quyết định này …", in its title and its enacting formula, at the head of an
article ("Điều 1. Bãi bỏ …") and in the clauses that go on from there.
"""

from __future__ import annotations

import re

from cancu.ingest.relation_forms import DOCUMENT
from cancu.ingest.relation_lists import goes_on
from cancu.ingest.relation_text import RelationText, Stated

_REACH = 260
_SELF = re.compile(rf"(?:{DOCUMENT}|chương\s+trình)\s+(?:này(?![^\W_])|(?=có\s+hiệu\s+lực))")
_CONNECTED = (
    r"(?:[,;:.\n]|(?<!\w)(?:và|đồng\s+thời|thì|cũng|sẽ)(?!\w))\W*(?:(?:\d{1,2}|[a-zđ])[.)]\W*)?\Z"
)
_ACTS = re.compile(
    r"\s*[,;]?\s*(?:(?:đồng\s+thời|cũng)\s+)?\Z"
    r"|[\s,]*(?:(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực|(?:đã\s+)?được\s[^.;]{0,120}?(?:thông\s+qua|ban\s+hành|áp\s+dụng)"
    r"|gồm\s|quy\s+định|áp\s+dụng|không\s|sửa\s+đổi|bổ\s+sung|thay\s+thế|thay\s+cho|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ)"
    rf".*?{_CONNECTED}",
    re.DOTALL,
)
"""What may stand between "Quyết định này" and what it does; "và việc sửa đổi X" is no act of it."""
_GOVERNED = re.compile(
    r"(?<![^\W_])(?:căn\s+cứ|thực\s+hiện|triển\s+khai|theo|ngoài|cùng\s+với)"
    r"(?:\s+(?:nội\s+dung|quy\s+định|các\s+nội\s+dung|nhiệm\s+vụ)(?:\s+(?:của|tại))?)?\s+\Z"
)
_SENTENCE_ENDS = re.compile(r"\.\s")
_OPENING = re.compile(r"(?:[.:]|\*)\s+\W*(?:\d+\s*[.)]\W*)?\Z")
_IN_FORCE = re.compile(r"có\s+hiệu\s+lực|điều\s+\d+\s*\W")
_ARTICLE = re.compile(r"(?:\n|\A)\W*điều\s+\d+\s*\W*(?:\d+\s*[.)]\s*)?\Z")
_ARTICLE_TITLE = re.compile(
    r"(?:\n|\A)\W*điều\s+\d+\W+(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|thay\s+thế|sửa\s+đổi|bổ\s+sung|hiệu\s+lực"
    r"|điều\s+khoản)[^.;:|]{0,140}\n\W*(?:\d+\s*[.)]\W*)?\Z"
)
"""An article with a title on a line of its own: "Điều 1. Bãi bỏ văn bản", below it "Bãi bỏ …"."""
_HEADING_ENDS = 6000
_TITLED = (
    r"(?P<type>quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|luật|chỉ\s+thị|pháp\s+lệnh|kế\s+hoạch"
    r"|chương\s+trình)(?:\s+liên\s+tịch)?"
)
_HEADING = re.compile(
    rf"(?:\n|\A)\W*{_TITLED}(?P<apart>\W+)(?:về\s+việc\s+|v/v\s+|quy\s+định\s+)?\Z"
)
_ENACTING = re.compile(
    r"(?:\n|\A)\W*(?:bộ|chính|ủy|uỷ|ubnd|hđnd|hội|quốc|thủ|chủ|tổng|thống|chánh|viện|giám)\s[^.;:]{0,120}?\s"
    rf"ban\s+hành\W+{_TITLED}\W+(?:về\s+việc\s+|quy\s+định\s+)?\Z"
)
_GROUNDS = re.compile(r"\n\W*(?:căn\s+cứ|theo\s+đề\s+nghị|xét|trên\s+cơ\s+sở)\s")
_BODY = re.compile(r"\n\W*(?:điều\s+\d|[ivx]{1,4}\s*[.)]|phần\s)")


def of_itself(text: RelationText, cue: int, low: int, own: Stated | None) -> bool:
    """Whether the citing document is the subject of the words at ``cue``; ``own`` is what it was
    last said to undo."""
    if own is not None and goes_on(text, own, cue):
        return True
    if _acts(text, cue, max(low, cue - _REACH)):
        return True
    lower = text.lower
    if text.text[cue].isupper() and _OPENING.search(lower, max(0, cue - 12), cue):
        return _IN_FORCE.search(lower, max(0, cue - 300), cue) is not None
    if in_heading(text, cue) or _ARTICLE.search(lower, max(0, cue - 60), cue):
        return True
    article = _ARTICLE_TITLE.search(lower, max(low, cue - 200), cue)
    return text.text[cue].isupper() and article is not None


def _acts(text: RelationText, cue: int, low: int) -> bool:
    """Whether "Quyết định này" is the subject of the words at ``cue``."""
    lower = text.lower
    for this in _SELF.finditer(lower, low, cue):
        if _SENTENCE_ENDS.search(lower, this.end(), cue):
            continue
        if _ACTS.match(lower[this.end() : cue]) is None:
            continue
        beside = not lower[this.end() : cue].strip()
        if beside or not _GOVERNED.search(lower, max(0, this.start() - 40), this.start()):
            return True
    return False


def in_heading(text: RelationText, cue: int) -> bool:
    """Whether words stand in the document's title or its enacting formula."""
    if cue >= _HEADING_ENDS:
        return False
    lower, low = text.lower, max(0, cue - 60)
    heading = _HEADING.search(lower, low, cue)
    if heading:
        name = text.text[slice(*heading.span("type"))]
        if name.isupper() or "\n" in heading["apart"]:
            return True
    formula = _ENACTING.search(lower, max(0, cue - 200), cue)
    if formula is None:
        return False
    grounds = list(_GROUNDS.finditer(lower, max(0, formula.start() - 3000), formula.start() + 1))
    return bool(grounds) and not _BODY.search(lower, grounds[-1].end(), formula.start() + 1)
