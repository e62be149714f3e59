"""The words by which a text states a relation between documents, and what stands around them.

A form reaches from its first word to the mention that follows; the cues are data (roles.csv).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from cancu.ingest.roles import role_words

Predicate = Literal[
    "amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"
]

_OBJECT = r"[^;.:()|]{0,160}?"
_PARTS = (
    r"(?:\s*,|\s+(?:toàn\s+bộ|một\s+phần|một\s+số|các|những|nội\s+dung|quy\s+định|điều|khoản|điểm|mục"
    r"|và|biện\s+pháp|thi\s+hành|thực\s+hiện|hướng\s+dẫn|để\s+tổ\s+chức|phụ\s+lục|chương|nghị\s+định"
    r"|quyết\s+định|thông\s+tư|nghị\s+quyết|văn\s+bản|luật|của|tại|trong|số|gồm|sau|\d+[a-zđ]?"
    r"|[a-zđ]|[ivx]+))*"
)
WISH = re.compile(
    r"(?:đề\s+nghị|đề\s+xuất|kiến\s+nghị|yêu\s+cầu|cần|phải|để|nhằm|nghiên\s+cứu|xem\s+xét|tham\s+mưu"
    r"|trình|dự\s+thảo|xây\s+dựng|rà\s+soát|tiếp\s+tục|kịp\s+thời|khẩn\s+trương|chủ\s+động|theo"
    r"|việc\s+nghiên\s+cứu|văn\s+bản|công\s+tác|sẽ|không|chưa|đang)\s+\Z"
)
_MARKER = r"(?:(?:\d+|[a-zđ])\s*[.)]|[-+])?"
_LISTED = r"[^;.]{0,260}?[:\n]\W*(?:1|a)\s*[.)]"
NEW_CLAUSE = re.compile(r";|\.\s|\|\s*\||căn\s+cứ")
TITLE = re.compile(
    r"\s*,?\s*(?:về|quy\s+đ[iị]nh|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|v/v|công\s+bố|thông\s+qua|của|và)\s"
)
SELF = re.compile(
    r"(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|kế\s+hoạch|luật|chỉ\s+thị|quy\s+định"
    r"|quy\s+chế|văn\s+bản|hướng\s+dẫn|chương\s+trình|pháp\s+lệnh)(?:\s+liên\s+tịch)?\s+(?:này|có\s+hiệu\s+lực)"
    r"(?:(?!\.\s).)*\Z",
    re.DOTALL,
)
_THIS = (
    r"(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|chỉ\s+thị|văn\s+bản|quy\s+định|luật)"
    r"(?:\s+liên\s+tịch)?\s+này"
)
LAPSES = re.compile(
    r"(?P<title>[^.;:|]{0,400}?)(?<!chưa\s)(?<!đã\s)\bhết\s+hiệu\s+lực(?:\s+thi\s+hành)?"
    rf"(?:(?P<with>\s*,?\s*(?:kể\s+)?(?:từ|khi)[^.;:]{{0,40}}?{_THIS}\s+có\s+hiệu\s+lực)"
    r"|\s*(?:kể\s+từ\s+ngày\s+[\w\s/]{0,40})?[.;\n])"
)
"""What follows a document that ceases to hold: "… hết hiệu lực kể từ ngày Quyết định này …"."""
COMES_INTO_FORCE = re.compile(rf"{_THIS}\s+có\s+hiệu\s+lực")
OPENING = re.compile(r"(?:[.:]|\*)\s+\W*(?:\d+\s*[.)]\W*)?\Z")
IN_FORCE = re.compile(r"có\s+hiệu\s+lực|điều\s+\d+\s*\W")
ARTICLE = re.compile(r"(?:\n|\A)\W*điều\s+\d+\s*\W*(?:\d+\s*[.)]\s*)?\Z")
HEADING = re.compile(
    r"(?:\n|\A|ban\s+hành\s)\W*(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|luật|chỉ\s+thị|pháp\s+lệnh)"
    r"(?:\s+liên\s+tịch)?\W+(?:về\s+việc\s+|v/v\s+|quy\s+định\s+)?\Z"
)
NEXT = re.compile(r"\s*(?:,|và|,\s*và|hoặc|\)\s*,)?\s*(?:và\s+)?(?:các\s+|của\s+)?(?:số\s*:?\s*)?")
RULE = re.compile(r"(?<!kèm )(?<!hành )theo\s")
SOME = re.compile(r"một\s+số|một\s+phần|cụm\s+từ|phụ\s+lục|danh\s+mục|mẫu|khoản|điều\s")
OTHER_SUBJECT = re.compile(
    r"(?:liên\s+quan|trong\s+việc|tình\s+hình|kết\s+quả|khó\s+khăn|vướng\s+mắc|quá\s+trình|ban\s+chỉ\s+đạo)"
    r"|\bvà\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|nghị\s+quyết)"
)
PROCEDURES = re.compile(r"công\s+bố|danh\s+mục")
NEXT_AFTER_TITLE = re.compile(rf"[^;.]{{1,260}}\svà\s+|[^;.]{{0,400}};(?:\s*và)?{_PARTS}\s*")
ITEM = re.compile(r"\n\W*(?:\d{1,3}|[a-zđ])\s*[.)]\W*\Z")
ARTICLE_BEGINS = re.compile(r"\n\W*điều\s+\d+")
_PREDICATES = frozenset(
    {"amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"}
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The patterns of what stands between two mentions, in small letters."""

    active: re.Pattern[str]
    passive: re.Pattern[str]
    starts: re.Pattern[str]
    """The words that begin a form; scanning for them is far faster than trying the forms."""
    predicates: dict[str, Predicate]


@cache
def forms() -> Forms:
    """Return the forms made of the words in roles.csv, compiled once."""
    predicates: dict[str, Predicate] = {
        word: cast("Predicate", role) for word, role in role_words().items() if role in _PREDICATES
    }
    words = "|".join(
        r",?\s+".join(map(re.escape, word.split()))
        for word in sorted(predicates, key=len, reverse=True)
    )
    cue = rf"(?<![^\W_])(?P<cue>{words})(?![^\W_])"
    by = r"(?:bởi|tại|theo|bằng|trong)"
    passive = (
        rf"(?:(?:được|bị)\s+{cue}(?P<rest>(?:\s*,?\s*(?:{words}))?{_OBJECT})(?:\s{by}(?P<part>{_PARTS}))?"
        rf"|{cue.replace('cue', 'short')}\s+(?:bởi|tại|theo){_PARTS})\W*\Z"
    )
    of = r"(?:của|tại|ban\s+hành\s+theo|kèm\s+theo|trong)"
    active = (
        rf"(?P<passive>(?:được|bị)\s+)?{cue}(?:(?P<rest>\s*:?\s*\(?{_PARTS})|(?P<object>{_OBJECT})\s{of}{_PARTS}"
        rf"|(?P<list>{_LISTED}))[\s:]*{_MARKER}\W*\Z"
    )
    firsts = sorted({word.split()[0] for word in predicates} | {"được", "bị"})
    starts = re.compile(rf"(?:{'|'.join(firsts)})\s")
    return Forms(re.compile(active), re.compile(passive), starts, predicates)
