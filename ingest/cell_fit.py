"""How well a piece of text fits a column: what a cell can be, told from its words alone."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from cancu.ingest.columns import Meaning
from cancu.ingest.deadlines import read_deadline

ORDINAL = re.compile(
    r"(?:[IVXL]{1,6}|\d{1,3}|[A-Za-zđĐ])(?:\.(?:\d{1,3}|[IVX]{1,4}|[a-z]))*\s*[.)]?(?:\s+\d{1,3}\.?)?"
)
"""A row's number: I, 1, 1.2, 1.2.3, a, I.1, with a second ordinal column "10  1"."""

_DEADLINE_OPENING = re.compile(
    r"[-+\s(]*(?:(?:nhiệm vụ )?thường xuyên|trước|trong|tháng|qu[ýí]|năm|ngày|hàng|hằng|định kỳ|khi"
    r"|sau|ngay|theo|chậm|hoàn thành|từ|đến|hết|cuối|đầu|giai đoạn|liên tục|kịp thời|đột xuất|\d"
    r"|thực hiện|xong|mỗi|cả|xuyên|thường\Z|tuần|[tq]\.?\s?[\div])"
)
_BARE = re.compile(
    r"(?:các |- )?(?:sở|ban|bộ|ngành|phòng|văn phòng|trung tâm|cục|chi cục|ủy ban"
    r"|ubnd|công|các|chủ tịch|tổ)"
)
"""A word that names no body without the words that follow it."""
_RUN_ON = re.compile(r"[^\W\d_][)]? (?:Các|Những) ")
"""Two cells run together: a list would part them."""
_PRODUCT_INSIDE = re.compile(
    r"(?<!theo)(?<!Theo)(?<!có)(?<!tại)(?<!của)(?<!hành)(?<!khi)(?<!các)(?<![(,;/]) "
    r"(?:Báo cáo|Kế hoạch|Quyết định|Văn bản|Công văn|Tờ trình|Hội nghị|Danh sách|Thông báo)"
)
"""A product that follows a date without a word to join them stands in the next cell."""
_DATE_DONE = re.compile(r"(?:20\d\d|^Thường xuyên|^H[ằà]ng \w+)\.? (?=[^\W\d_])")
_DATE_INSIDE = re.compile(
    r"(?:Thường xuyên|Hằng|Hàng|Trước|Tháng|Quý|Trong (?:năm|tháng|quý)|Chậm nhất|Định kỳ|Năm \d)\b"
)
_REFERENCE = re.compile(
    r"[-+•\s]*(?:[Ll]uật|[Nn]ghị (?:định|quyết)|[Tt]hông (?:tư|báo)|[Qq]uyết định|[Cc]hỉ thị"
    r"|[Cc]ông (?:văn|điện)|[Kk]ế hoạch|[Kk]ết luận|[Vv]ăn bản|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục)"
    r"(?: số| \d)"
)
"""A document that a row is under, by its number."""
_STATUS = re.compile(
    r"(?:đã|đang|chưa)(?: (?:hoàn thành|thực hiện|triển khai|đến hạn|quá hạn|trong hạn))+\.?"
)
_NAME = 40
"""A note as short as this that begins as a body does is rather the end of a body's name."""
_ITEM = re.compile(r"\s*(?:;|\n|(?:^|\s)[-+•]\s)\s*")


@cache
def _words(kind: str) -> re.Pattern[str]:
    with (files(__package__) / "cell_words.csv").open(encoding="utf-8") as rows:
        patterns = [row["pattern"] for row in csv.DictReader(rows) if row["kind"] == kind]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def is_ordinal(text: str) -> bool:
    """Tell whether ``text`` is nothing but a row's number."""
    return ORDINAL.fullmatch(text.strip()) is not None


def begins(kind: str, lower: str) -> bool:
    """Tell whether lower-cased ``lower`` begins with a word of ``kind`` (cell_words.csv)."""
    return _words(kind).match(lower.lstrip("-+•*( \t\n")) is not None


_UNFINISHED = re.compile(
    r"(?:[(/,–-]|(?:^|\s)(?:và|của|các|những|theo|tại|trên|cho|với|về|từ|đến|là|bằng|do|để|hoặc|được"
    r"|không|số|tối thiểu|ít nhất|đạt|trong|thuộc|trước|sau|ngày|tháng|năm|quý|khi|một|như|bao gồm"
    r"|gồm|đối|qua|bởi|nhằm|trong (?:thời gian|thời hạn|vòng)))\s*$"
    r"|[,;]\s(?:sở|bộ|ban|phòng)$|(?:^|\s)bộ (?:chỉ huy|tư lệnh)$",
    re.IGNORECASE,
)


def unfinished(text: str) -> bool:
    """Tell whether ``text`` ends as no cell ends: in the middle of a phrase or of brackets."""
    if "(" in text and text.count("(") > text.count(")"):
        return True
    return _breaks_off(text[-14:])


@lru_cache(maxsize=20_000)
def _breaks_off(ending: str) -> bool:
    return _UNFINISHED.search(ending) is not None


@lru_cache(maxsize=50_000)
def fit(meaning: Meaning | None, text: str) -> float:
    """Score how well ``text`` (white space collapsed) fits a column; 0 says nothing either way."""
    if not text:
        return -0.5 if meaning in ("task", "metric") else 0.0
    scorer = _SCORERS.get(meaning or "other")
    return scorer(text, text.lower()) if scorer else -0.5


def dated(lower: str) -> bool:
    """Tell whether lower-cased ``lower`` begins as deadlines do."""
    return _DEADLINE_OPENING.match(lower) is not None


@lru_cache(maxsize=20_000)
def fit_beginning(meaning: Meaning | None, text: str) -> float:
    """Score ``text`` as the beginning of a cell that a page break cuts off."""
    lower = text.lower()
    if meaning in ("lead", "coordinating"):
        return fit(meaning, text.rstrip(" ,-") or text)
    if meaning == "deadline":
        opens = _DEADLINE_OPENING.match(lower)
        return max(fit(meaning, text), 2.0 if opens and len(text) < 60 else -4.0)
    return fit(meaning, text)


def _ordinal(text: str, _lower: str) -> float:
    return 5.0 if is_ordinal(text) else -8.0


def _body(text: str, lower: str) -> float:
    """A cell of bodies begins with one, is short, and holds no figures and no dates."""
    score = 3.0 if begins("body", lower) else -3.0
    if begins("verb", lower) and not begins("body", lower):
        score -= 2.0
    if "%" in text or re.search(r"\b20\d\d\b", text):
        score -= 3.0
    if lower.rstrip().endswith((",", " và", " của", " và các", " -")):
        score -= 2.0
    if text.startswith("("):  # what explains a body stands in the body's own cell
        score -= 3.0
    if _BARE.fullmatch(lower) or _RUN_ON.search(text):
        score -= 3.0
    if _DATE_INSIDE.search(text):
        score -= 3.0
    if _PRODUCT_INSIDE.search(text):
        score -= 2.0
    items = [item for item in _ITEM.split(lower) if item.strip(" .,-")]
    if len(items) > 1:
        score += 1.0 if all(begins("body", item) for item in items) else -1.0
    return score - max(0, len(text) - 90) * 0.04


def _deadline(text: str, lower: str) -> float:
    kind = read_deadline(text, 2000).kind
    if kind == "unspecified":
        return -4.0
    opening = _DEADLINE_OPENING.match(lower)
    score = 4.0 if opening else -1.0
    if opening and lower.startswith("thực hiện") and "lồng ghép" not in lower:
        score -= 3.0
    if _PRODUCT_INSIDE.search(text) or _goes_on_with_a_capital(text):
        score -= 2.5
    return score - max(0, len(text) - 45) * 0.05


def _goes_on_with_a_capital(text: str) -> bool:
    """Tell whether a word with a capital follows a date that is complete."""
    done = _DATE_DONE.search(text)
    return done is not None and text[done.end()].isupper() and text[done.end()] not in "IVX"


def _product(text: str, lower: str) -> float:
    score = 2.0 if begins("product", lower) else 0.0
    if read_deadline(text, 2000).kind != "unspecified" and len(text) < 40:
        score -= 3.0
    if begins("body", lower) and len(text) < 60:
        score -= 2.0
    return score - max(0, len(text) - 60) * 0.005 - max(0, len(text) - 200) * 0.02


def _note(text: str, lower: str) -> float:
    return _remark(text, lower) - (1.0 if begins("body", lower) and len(text) < _NAME else 0.0)


def _remark(text: str, lower: str) -> float:
    return 0.2 - (0.4 if begins("body", lower) else 0.0) - max(0, len(text) - 250) * 0.02


def _aside(text: str, lower: str) -> float:
    return _remark(text, lower) - 0.5


def _reference(text: str, lower: str) -> float:
    return _aside(text, lower) + (3.0 if _REFERENCE.match(text) else 0.0)


def _status(text: str, lower: str) -> float:
    """A column without a meaning of its own often says how far a duty has come."""
    return _aside(text, lower) + (3.0 if _STATUS.fullmatch(lower) else 0.0)


def _task(text: str, lower: str) -> float:
    score = 2.0 if begins("verb", lower) else 0.5
    if begins("body", lower) and len(text) < 45:
        score -= 3.0
    if len(text) < 40 and read_deadline(text, 2000).kind != "unspecified":
        score -= 2.0
    return score + min(len(text), 60) * 0.02


def _unit(text: str, _lower: str) -> float:
    return 3.0 if len(text) <= 25 and not text[0].isdigit() else -4.0


def _value(_text: str, lower: str) -> float:
    figure = re.fullmatch(
        r"(?:đạt|tối thiểu|ít nhất|trên|từ|dưới|không quá|khoảng|≥|≤|>|<|\s)*"
        r"\d[\d.,]*\s*(?:%|[^\W\d]+)?(?: trở lên)?\.?",
        lower,
    )
    return 4.0 if figure else -4.0


_SCORERS = {
    "ordinal": _ordinal,
    "lead": _body,
    "coordinating": _body,
    "deadline": _deadline,
    "deliverable": _product,
    "note": _note,
    "reference": _reference,
    "other": _status,
    "task": _task,
    "metric": _task,
    "unit": _unit,
    "value": _value,
}
