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

DOCUMENT = (
    r"(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|chỉ\s+thị|văn\s+bản|kế\s+hoạch|quy\s+định"
    r"|quy\s+chế|hướng\s+dẫn|luật|pháp\s+lệnh)(?:\s+liên\s+tịch)?"
)
"""What a document calls itself and others of its kind."""
THIS = rf"{DOCUMENT}\s+này"
_PLAIN = r"[^;.:()|]"
_ODD = r"(?:(?<=\w)\.(?=\w)|:\s*(?=\d)|\([^()]{0,80}\))"
"""What ends no clause: "A.2", "số thứ tự: 3", and what stands in brackets."""
CLAUSE = rf"{_PLAIN}{{0,240}}?(?:{_ODD}{_PLAIN}{{0,240}}?){{0,6}}?"
_OBJECT = rf"{_PLAIN}{{0,160}}?"
_PART_OBJECT = rf"\s*:?{CLAUSE}"
PARTS = (
    r"(?:\s*,|\s+(?:toàn\s+bộ|một\s+phần|một\s+số|các|những|nội\s+dung|quy\s+định|điều|khoản|điểm|mục"
    r"|và|vào|sau|trước|biện\s+pháp|thi\s+hành|thực\s+hiện|hướng\s+dẫn|để\s+tổ\s+chức|phụ\s+lục|chương"
    r"|nghị\s+định|quyết\s+định|thông\s+tư|nghị\s+quyết|văn\s+bản|luật|của|tại|trong|số|gồm"
    r"|\d+[a-zđ]?|[a-zđ]|[ivx]+))*"
)
"""What leads from the words to a document: "các Quyết định", "khoản 2 Điều 5 của"."""
_THINGS = (
    r"(?:(?:các|những|nội\s+dung|toàn\s+bộ|một\s+số|\d+|và)\s+)*(?:thủ\s+tục|tthc|quy\s+trình|danh\s+mục"
    r"|số\s+thứ\s+tự|nội\s+dung|cụm\s+từ|phụ\s+lục|mẫu|mục|phần|công\s+bố)\b"
)
PART = rf"{_THINGS}{CLAUSE}"
"""What is of a document and not the document."""
WITHIN = r"\s(?:của|tại|ban\s+hành\s+theo|kèm\s+theo|trong)"
MARKER = r"(?:(?:\d+|[a-zđ])\s*[.)]|[-+])?"
_LISTED = rf"[^;.]{{0,260}}?(?:[:\n]\W*(?:1|a)\s*[.)]{PARTS}|:\W*số\b)"
_SHORT_CLAUSE = re.compile(_OBJECT)
_CUES = r"(?:(?:,|và|hoặc)?\s*(?:thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|sửa\s+đổi|bổ\s+sung)\s+)*"
_WHOLE_LIST = re.compile(
    rf"\W*{_CUES}(?:(?:toàn\s+bộ|một\s+số|các|những|\d+|\(\d+\))\s+)*{DOCUMENT}\b|\W*(?:1|a)\W"
)
"""What a list of documents is called: "bãi bỏ các Quyết định sau: 1. …"."""
_RULE = re.compile(r"(?<!kèm )(?<!hành )theo\s|\bngoài\s+(?:các|những)\s")
_SOME = re.compile(r"một\s+số|một\s+phần|cụm\s+từ|phụ\s+lục|danh\s+mục|mẫu|khoản|điều\s")
ARTICLE_BEGINS = re.compile(r"\n\W*điều\s+\d+")
TITLE = re.compile(
    r"\s*,?\s*(?:về|quy\s+đ[iị]nh|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|v/v|công\s+bố|thông\s+qua|của|và)\s"
)
"""How the title of a document goes on from its number, date and issuer."""
_PREDICATES = frozenset(
    {"amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"}
)
_UNDOING = frozenset({"amends", "replaces", "repeals"})


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
        rf"(?:(?:được|bị)\s+{cue}(?P<rest>(?:\s*,?\s*(?:{words}))?{_OBJECT})(?:\s{by}(?P<part>{PARTS}))?"
        rf"|{cue.replace('cue', 'short')}\s+(?:bởi|tại|theo){PARTS})\W*\Z"
    )
    active = (
        rf"(?P<passive>(?:được|bị)\s+)?{cue}(?:(?P<rest>\s*:?\s*\(?{PARTS}(?:\s*:\s*số\b)?)|(?P<object>{_PART_OBJECT}){WITHIN}{PARTS}"
        rf"|(?P<list>{_LISTED}))[\s:]*{MARKER}\W*\Z"
    )
    firsts = sorted({word.split()[0] for word in predicates} | {"được", "bị"})
    starts = re.compile(rf"(?:{'|'.join(firsts)})\s")
    return Forms(re.compile(active), re.compile(passive), starts, predicates)


def predicate_of(cue: str) -> Predicate:
    """Return what the words of a cue say, as they stand in the text."""
    return forms().predicates[" ".join(cue.replace(",", " ").split())]


def said_in(match: re.Match[str]) -> str:
    """Return what an active form has between its cue and the mention."""
    return match["object"] or match["list"] or match["rest"] or ""


def of_parts(match: re.Match[str]) -> bool:
    """Whether words name parts of the documents that follow; "kèm theo X" is all of X."""
    said = said_in(match)
    if "kèm theo" in match.group() and not _SOME.search(said):
        return False
    listed = match["list"] is not None and _WHOLE_LIST.match(match["list"]) is None
    return listed or match["object"] is not None or "cụm từ" in said


def far_object(match: re.Match[str]) -> bool:
    """Whether words other than those that undo a part reach over brackets and long clauses.

    In "có hiệu lực thi hành từ ngày ký và thay thế ba (03) thủ tục tại X" X is not carried out.
    """
    if predicate_of(match["cue"]) in _UNDOING or not match["object"]:
        return False
    return _SHORT_CLAUSE.fullmatch(match["object"]) is None


def broken(match: re.Match[str]) -> bool:
    """Whether what is undone is cut by a quotation mark, or only named as a rule to follow."""
    said = said_in(match)
    if said.count("“") != said.count("”") or said.count('"') % 2:
        return True
    return bool(match["object"]) and _RULE.search(match["object"]) is not None
