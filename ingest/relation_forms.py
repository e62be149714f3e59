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

_DOCUMENT = (
    r"(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|chỉ\s+thị|văn\s+bản|kế\s+hoạch|quy\s+định"
    r"|quy\s+chế|hướng\s+dẫn|luật|pháp\s+lệnh)(?:\s+liên\s+tịch)?"
)
"""What a document calls itself and others of its kind."""
_PLAIN = r"[^;.:()|]"
_ODD = r"(?:(?<=\w)\.(?=\w)|:\s*(?=\d)|\([^()]{0,80}\))"
"""What ends no clause: "A.2", "số thứ tự: 3", and what stands in brackets."""
_CLAUSE = rf"{_PLAIN}{{0,240}}?(?:{_ODD}{_PLAIN}{{0,240}}?){{0,6}}?"
_OBJECT = rf"{_PLAIN}{{0,160}}?"
_PART_OBJECT = rf"\s*:?{_CLAUSE}"
_PARTS = (
    r"(?:\s*,|\s+(?:toàn\s+bộ|một\s+phần|một\s+số|các|những|nội\s+dung|quy\s+định|điều|khoản|điểm|mục"
    r"|và|biện\s+pháp|thi\s+hành|thực\s+hiện|hướng\s+dẫn|để\s+tổ\s+chức|phụ\s+lục|chương|nghị\s+định"
    r"|quyết\s+định|thông\s+tư|nghị\s+quyết|văn\s+bản|luật|của|tại|trong|số|gồm|sau|\d+[a-zđ]?"
    r"|[a-zđ]|[ivx]+))*"
)
_PART = (
    r"(?:(?:các|những|nội\s+dung|toàn\s+bộ|một\s+số|\d+|và)\s+)*(?:thủ\s+tục|tthc|quy\s+trình|danh\s+mục"
    r"|số\s+thứ\s+tự|nội\s+dung|cụm\s+từ|phụ\s+lục|mẫu|mục|phần|công\s+bố)\b"
)
"""What is of a document and not the document."""
_WITHIN = r"\s(?:của|tại|ban\s+hành\s+theo|kèm\s+theo|trong)"
SHORT_CLAUSE = re.compile(_OBJECT)
WISH = re.compile(
    r"(?:đề\s+nghị|đề\s+xuất|kiến\s+nghị|yêu\s+cầu|cần|phải|để|nhằm|nghiên\s+cứu|xem\s+xét|tham\s+mưu"
    r"|trình|dự\s+thảo|xây\s+dựng|rà\s+soát|tiếp\s+tục|kịp\s+thời|khẩn\s+trương|chủ\s+động|theo"
    r"|việc\s+nghiên\s+cứu|văn\s+bản|công\s+tác|sẽ|không|chưa|đang)\s+\Z"
)
_MARKER = r"(?:(?:\d+|[a-zđ])\s*[.)]|[-+])?"
_LISTED = rf"[^;.]{{0,260}}?(?:[:\n]\W*(?:1|a)\s*[.)]{_PARTS}|:\W*số\b)"
WHOLE_LIST = re.compile(
    rf"\W*(?:(?:toàn\s+bộ|một\s+số|các|những|\d+|\(\d+\))\s+)*{_DOCUMENT}\b|\W*(?:1|a)\W"
)
"""What a list of documents is called: "bãi bỏ các Quyết định sau: 1. …"."""
NEW_CLAUSE = re.compile(r";|\.\s|\|\s*\||căn\s+cứ")
TITLE = re.compile(
    r"\s*,?\s*(?:về|quy\s+đ[iị]nh|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|v/v|công\s+bố|thông\s+qua|của|và)\s"
)
SELF = re.compile(
    rf"(?:{_DOCUMENT}|chương\s+trình)\s+(?:này|có\s+hiệu\s+lực)"
    r"(?:(?!\.\s).)*\Z",
    re.DOTALL,
)
_THIS = rf"{_DOCUMENT}\s+này"
_EXTENT = r"(?:\s+(?:toàn\s+bộ|(?P<part>một\s+phần)))?"
_HOLDS_NO_MORE = rf"hết\s+hiệu\s+lực(?:\s+thi\s+hành)?{_EXTENT}(?:\s+thi\s+hành)?"
_WITH_THIS = rf"\s*,?\s*(?:kể\s+)?(?:từ|khi)[^.;:]{{0,40}}?{_THIS}\s+có\s+hiệu\s+lực"
LAPSES = re.compile(
    rf"(?P<title>[^.;:|]{{0,760}}?)(?:(?<!chưa\s)(?<!đã\s)\b{_HOLDS_NO_MORE}"
    rf"(?:(?P<with>{_WITH_THIS})|\s*(?:kể\s+từ\s+ngày\s+[\w\s/]{{0,40}})?[.;\n])"
    r"|(?P<rest>\bcòn\s+hiệu\s+lực\s+một\s+phần))"
)
"""What follows a document that ceases to hold: "… hết hiệu lực kể từ ngày Quyết định này …"."""
EXCEPT = re.compile(r"\btrừ\s")
FOLLOWING = re.compile(r"\bsau\s+đây\s*\Z")
PART_BEFORE = re.compile(
    rf"(?:[.;:,]|\n|\|)\W*(?:(?:\d{{1,2}}|[a-zđ])[.)]\W*)?{_PART}{_CLAUSE}{_WITHIN}{_PARTS}\s*\Z"
)
"""A part before the document that it is of: "Các thủ tục công bố tại Quyết định số X"."""
LAPSING_LIST = re.compile(
    rf"(?:các|những|\d+)\s+{_DOCUMENT}\b[^.;:|]{{0,160}}?\s(?:sau\s+đây|sau)\s*,?\s+(?:{_HOLDS_NO_MORE}"
    rf"|(?:bị|được)\s+(?P<cue>bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|thay\s+thế))(?:(?P<with>{_WITH_THIS})|[^.;:|]{{0,60}}?)"
    rf"[^.;:|]{{0,20}}:\W*{_MARKER}\W*{_PARTS}\s*\Z"
)
"""What stands before the first of them: "Các Quyết định sau đây hết hiệu lực …: a)"."""
COMES_INTO_FORCE = re.compile(rf"{_THIS}\s+có\s+hiệu\s+lực")
OPENING = re.compile(r"(?:[.:]|\*)\s+\W*(?:\d+\s*[.)]\W*)?\Z")
IN_FORCE = re.compile(r"có\s+hiệu\s+lực|điều\s+\d+\s*\W")
ARTICLE = re.compile(r"(?:\n|\A)\W*điều\s+\d+\s*\W*(?:\d+\s*[.)]\s*)?\Z")
ARTICLE_TITLE = re.compile(
    r"(?:\n|\A)\W*điều\s+\d+\W+(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|thay\s+thế|sửa\s+đổi|bổ\s+sung|hiệu\s+lực"
    r"|điều\s+khoản)[^.;:|]{0,140}\n\W*(?:\d+\s*[.)]\W*)?\Z"
)
"""An article with a title on a line of its own: "Điều 1. Bãi bỏ văn bản", below it "Bãi bỏ …"."""
NEXT_CLAUSE = re.compile(r";\s*(?:(?:và|đồng\s+thời)\s+)*\Z")
BREAKS = re.compile(r"\.[\s*_]|căn\s+cứ|\n\W*điều\s+\d|\||như\s+sau")
"""Where a sentence of a document about itself is over."""
HOLDS_ON = re.compile(r"[^;.|]{0,300}?\s(?:tiếp\s+tục|vẫn|còn\s+hiệu\s+lực)\s")
HEADING = re.compile(
    r"(?:\n|\A|ban\s+hành\s)\W*(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|luật|chỉ\s+thị|pháp\s+lệnh)"
    r"(?:\s+liên\s+tịch)?\W+(?:về\s+việc\s+|v/v\s+|quy\s+định\s+)?\Z"
)
NEXT = re.compile(
    r"\s*(?:,|và|,\s*và|hoặc|cùng\s+với|\)\s*,)?\s*(?:và\s+)?(?:các\s+|của\s+)?(?:số\s*:?\s*)?"
)
RULE = re.compile(r"(?<!kèm )(?<!hành )theo\s|\bngoài\s+(?:các|những)\s")
SOME = re.compile(r"một\s+số|một\s+phần|cụm\s+từ|phụ\s+lục|danh\s+mục|mẫu|khoản|điều\s")
OTHER_SUBJECT = re.compile(
    r"(?:liên\s+quan|trong\s+việc|tình\s+hình|kết\s+quả|khó\s+khăn|vướng\s+mắc|quá\s+trình|ban\s+chỉ\s+đạo)"
    r"|\bvà\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|nghị\s+quyết)"
)
PROCEDURES = re.compile(r"công\s+bố|danh\s+mục")
NEXT_AFTER_TITLE = re.compile(
    rf"[^;.:|]{{0,400}}?(?:(?P<new>;)|,|\bvà\b|\bcùng\s+với\b)(?:\s*(?:và|cùng\s+với)\b)?\W*"
    rf"(?P<part>{_PART}{_CLAUSE}{_WITHIN})?(?P<pieces>{_PARTS})\s*"
)
"""From one document of a list to the next, titles and all: "… về phí; Điều 3 Quyết định"."""
AMENDING_TITLE = re.compile(r"(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ)\s")
PIECES = re.compile(r"nội\s+dung|một\s+số|điều|khoản")
"""What a title amends: "sửa đổi tiêu đề và một số nội dung của" goes on to no other document."""
ITEM = re.compile(
    rf"\n\W*(?:(?P<number>\d{{1,3}})|[a-zđ])\s*[.)]\W*(?P<part>{_PART}{_CLAUSE}{_WITHIN})?{_PARTS}\s*\Z"
)
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
    active = (
        rf"(?P<passive>(?:được|bị)\s+)?{cue}(?:(?P<rest>\s*:?\s*\(?{_PARTS}(?:\s*:\s*số\b)?)|(?P<object>{_PART_OBJECT}){_WITHIN}{_PARTS}"
        rf"|(?P<list>{_LISTED}))[\s:]*{_MARKER}\W*\Z"
    )
    firsts = sorted({word.split()[0] for word in predicates} | {"được", "bị"})
    starts = re.compile(rf"(?:{'|'.join(firsts)})\s")
    return Forms(re.compile(active), re.compile(passive), starts, predicates)
