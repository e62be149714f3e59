"""What stands beside a number and belongs to it: date, year, issuer, before or after it.

The form of Nghị định 30/2020/NĐ-CP is "… số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ";
real citations change the order, leave parts out, or give them once for several numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.ingest.bodies import Body, body_at
from cancu.ingest.dates import DATE, StatedDate, odd_date_at, stated_date
from cancu.ingest.named_places import place_at
from cancu.ingest.places import bare_name_at, is_province_or_district

_GAP = re.compile(r"[\s,(]*")
_NEXT_PARAGRAPH = re.compile(r"[\s*_|]*\n[\s*_|]*Ngày\b")
"""A paragraph that begins with its own date, below a title that ends with a number."""
_DATED = re.compile(
    r"(?:(?:được\s+)?(?:ban\s+hành|ký(?:\s+ban\s+hành)?|đề)\s+|cùng\s+)?"
    r"(?=ngày\s*(?:ngày\s*)?\d|\d{1,2}\s*[/.-]\s*\d|tháng\s*\d|năm\s*\d)"
)
_PASSED = re.compile(
    r"(?:đã\s+)?được\s+quốc\s+hội[^.;()]{0,60}?thông\s+qua[^.;()]{0,40}?(?=ngày\s*\d)"
)
_OF = re.compile(r"(?:của|do|được)\s+(?:các\s+)?")
_TERM = re.compile(r"\(?\s*kho[áa]́?\s+[ivx]+\)?|\(?kh[óo][áa]\s+[ivx]+\)?")
_OF_PLACE_ENDS = re.compile(
    r"\s*(?:\Z|[,.;:)\n]|(?:về|v/v|ban\s+hành|quy\s+định|phê\s+duyệt|ngày|năm|có|đã|tại|và)(?!\w))"
)
"""What may follow "của tỉnh", which is none in "của xã hội" and "của tỉnh đoàn"."""
_ASIDE_BEFORE_OF = re.compile(
    r"\s?\((?!\s*(?:(?:ban\s+hành|ký|đề)\s+)?(?:ngày|tháng|năm|\d))[^()\n]{2,160}\)"
    r"(?=,?\s{0,3}(?:của|do)\s|\s{1,3}ngày\s{1,3}\d)"
)
_CLOSES_BEFORE_OF = re.compile(r"[^()\n]{0,160}\)(?=,?\s{0,3}(?:của|do)\s)")
"""Words in brackets between a number and its issuer: "(sau đây gọi là Kế hoạch 15) của …"."""
_DOTS = r"\s{0,20}[.…_]{0,40}\s{0,20}"
_BLANK_DAY = re.compile(
    rf"ngày{_DOTS}(?:(?:tháng|/)(?:\s*(?P<month>0?[1-9]|1[0-2])\s*|{_DOTS})"
    r"(?:,?\s*năm|/)\s*(?P<year>(?:19|20)\d\d)(?!\d)|(?=tháng|/))"
)
"""The date of a draft, its day left blank: "ngày   tháng 3 năm 2024", "ngày …/…/2024"."""
_LAW_YEAR = re.compile(
    r"\s{1,3}(?:\(sửa\s+đổi\)\s{1,3}(?:năm\s+)?|\()?"
    r"(?P<year>(?:19|20)\d\d)(?!\d|\s?[/-]\s?\d|\.\d|-)"
)
_LABEL_DATE = re.compile(
    r"[\s;,|.*-]{0,12}ngày(?:,?\s+tháng)?(?:,?\s+năm)?(?:\s+(?:ban\s+hành|ký|văn\s+bản))?\s*:\s*"
)
_LABEL_BODY = re.compile(
    r"[\s;,|.*-]{0,12}(?:cơ\s+quan|nơi|đơn\s+vị)\s+(?:ban\s+hành|ký)(?:\s*/[^:\n]{1,20})?\s*:\s*"
)
"""The lines of a block of labels: "Ngày ban hành: …", "Cơ quan ban hành: …"."""
_ISSUES = re.compile(
    r"(?P<verb>(?:đã\s+)?(?:(?:ký\s+)?ban\s+hành|ký|có)|tại|trình|theo|\()\s*(?:các\s+)?\Z"
)
_ACTING_PLACE = re.compile(
    r"(?<![^\W_])(?=(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)\s)"
)
_ASIDE = re.compile(r"\s*\([^()]{2,60}\)")
_BODY_START = re.compile(
    r"(?:chủ\s+tịch|thủ\s+tướng|chính\s+phủ|quốc\s+hội|bộ|sở|ban|ubnd|hđnd|[uủ][yỷỹ]?\s+ban|uỷ\s+ban|"
    r"ủy\s+ban|hội\s+đồng|giám\s+đốc|văn\s+phòng|tỉnh\s+[uủ][ỷy]|thành\s+[uủ][ỷy]|cục|tổng\s+cục|trung\s+tâm|thanh\s+tra"
    r"|chi\s+cục|thuế|công\s+an|kho\s+bạc|bảo\s+hiểm|phòng|đoàn|thường\s+trực|tòa\s+án|viện|ngân\s+hàng"
    r"|chi\s+nhánh|bhxh|kbnn|nhnn|nhcsxh)"
)
_EARLIER_DATE = re.compile(
    rf"(?P<date>{DATE.pattern})(?:\s*,\s*tại"
    r"|\s*,?\s*(?P<who>[^.;\d]{0,120}?)\s*(?:đã\s+)?(?:(?:ký\s+)?ban\s+hành|ký|có))"
    r"\s*(?:các\s+)?\Z"
)
_DIGIT = re.compile(r"\d")
_VERBS = ("hành", "tại", "có", "trình", "theo", "các", "ký", "(")
_REACH_BACK = 140
_DATE_BEGINS = frozenset("0123456789bđknt")
"""How a date and what leads to it begin: "ngày", "tháng", "năm", "được ký", "ban hành"."""
_OF_BEGINS = frozenset("cdđ")
_LABELS_APART = frozenset("\n\r;")


@dataclass(frozen=True, slots=True)
class Context:
    """``date`` as stated (day, month or year), ``body`` as named; ``end`` is where they end.

    ``place`` is kind and name of a place that stands for its body: "của tỉnh Nghệ An", "của huyện",
    "của Can Lộc".
    """

    date: StatedDate | None
    body: Body | None
    end: int
    place: tuple[str | None, str | None] | None = None


def after(text: str, lower: str, start: int, *, law: bool = False, inside: bool = False) -> Context:
    """Read date and issuer in whatever order they follow ``start``.

    ``law`` also takes a bare year ("Luật Đất đai 2013") and "được Quốc hội thông qua ngày …".
    ``inside`` tells that a bracket opened before: "Kế hoạch (số 5/KH-UBND) của UBND huyện".
    """
    date: StatedDate | None = None
    body: Body | None = None
    place: tuple[str | None, str | None] | None = None
    end = start
    if law and (year := _LAW_YEAR.match(lower, start)):
        date = StatedDate(year["year"], year.start("year"), year.end())
        end = year.end()
    for _ in range(4):
        mark = lower[end : end + 1]
        at, letter = end + 1, lower[end + 1 : end + 2]
        if mark != " " or not letter.isalnum():
            aside = None
            if not law and (inside or mark == "(" or letter == "("):
                # never in "dự án Luật A (sửa đổi) của Chính phủ"
                aside = (_CLOSES_BEFORE_OF if inside else _ASIDE_BEFORE_OF).match(lower, end)
            begin = aside.end() if aside else end
            at = _GAP.match(lower, begin).end()  # type: ignore[union-attr]  # it matches nothing, too
            letter = lower[at : at + 1]
            inside = aside is None and (inside or "(" in lower[begin:at])
        if mark in _LABELS_APART and ":" in lower[end : end + 40]:
            label = _labelled(text, lower, end)
            if label is not None:
                date, body, end = date or label.date, body or label.body, label.end
                continue
        if letter == "n" and at > end and _NEXT_PARAGRAPH.match(text, end):
            break
        may_begin = letter in _DATE_BEGINS or (letter == "c" and lower.startswith("cùng", at))
        if may_begin and (date is None or not date.day):
            found = _date_at(lower, at, law=law)
            if found is not None:
                date = found
                end = found.end
                continue
        if letter == "n" and date is None and (blank := _BLANK_DAY.match(lower, at)):
            end = blank.end()
            if blank["year"]:
                month = f"-{int(blank['month']):02d}" if blank["month"] else ""
                date = StatedDate(blank["year"] + month, blank.start(), end)
        elif letter == "k" and body is not None and (term := _TERM.match(lower, at)):
            end = term.end()
        elif letter in _OF_BEGINS and body is None and (of := _OF.match(lower, at)):
            body = body_at(text, lower, of.end())
            if body is not None:
                end = body.end
            elif place is None and (named := _place_of(text, lower, of)) is not None:
                place, end = named[:2], named[2]
            else:
                break
        else:
            break
    return Context(date, body, end, None if body else place)


def _place_of(
    text: str, lower: str, of: re.Match[str]
) -> tuple[str | None, str | None, int] | None:
    """Return the place after "của": kind, name, end; one without a name must stand alone."""
    if "các" in of.group():
        return None
    found = place_at(text, lower, of.end() - 1)
    if found is not None:
        return found if found[1] or _OF_PLACE_ENDS.match(lower, found[2]) else None
    alone = bare_name_at(text, of.end()) if text[of.end() : of.end() + 1].isupper() else None
    known = alone is not None and is_province_or_district(alone[0])
    return (None, *alone) if alone and known else None


def acting_place(text: str, lower: str, start: int, floor: int) -> tuple[str, str] | None:
    """Return the place that acts for its committee: "huyện Văn Yên ban hành Kế hoạch số …"."""
    low = max(floor, start - _REACH_BACK // 2)
    verb = _ISSUES.search(lower, max(low, start - 24), start)
    if verb is None or verb["verb"] in ("tại", "theo"):
        return None
    for kind in _ACTING_PLACE.finditer(lower, low, verb.start()):
        at = kind.start()
        found = place_at(f" {text[at : at + 60]}", f" {lower[at : at + 60]}", 0)
        if found and found[1] and not lower[at + found[2] - 1 : verb.start()].strip(" \n\r\t,"):
            return found[0], found[1]
    return None


def _date_at(lower: str, at: int, *, law: bool) -> StatedDate | None:
    if law and (passed := _PASSED.match(lower, at)):
        at = passed.end()
    dated = _DATED.match(lower, at)
    match = DATE.match(lower, dated.end()) if dated else None
    if match is not None:
        return stated_date(match)
    begin = dated.end() if dated else at
    return odd_date_at(lower, begin) if lower.startswith("ngày", begin) else None


def _labelled(text: str, lower: str, start: int) -> Context | None:
    """Read one line of a block of labels: "Ngày ban hành: 05/01/2024"."""
    label = _LABEL_DATE.match(lower, start)
    match = DATE.match(lower, label.end()) if label else None
    date = stated_date(match) if match else None
    if date is not None:
        return Context(date, None, date.end)
    label = _LABEL_BODY.match(lower, start)
    body = body_at(text, lower, label.end()) if label else None
    return Context(None, body, body.end) if body else None


def before(text: str, lower: str, start: int, floor: int) -> Context:
    """Read what names issuer and date before a mention: "Ngày …, UBND huyện ban hành Kế hoạch"."""
    low = max(floor, start - _REACH_BACK)
    if not lower[max(low, start - 16) : start].rstrip().endswith(_VERBS):
        return Context(None, None, start)
    verb = _ISSUES.search(lower, max(low, start - 24), start)
    if verb is None:
        return Context(None, None, start)
    body = None
    for candidate in _BODY_START.finditer(lower, low, verb.start()):
        if candidate.start() and lower[candidate.start() - 1].isalnum():
            continue
        read = body_at(text, lower, candidate.start())
        if read is None:
            continue
        aside = _ASIDE.match(lower, read.end)
        if not lower[aside.end() if aside else read.end : verb.start()].strip(" \n\r\t,"):
            body = read
            break
    date = None
    dated = verb["verb"].endswith(("hành", "ký", "có", "tại"))
    if dated and _DIGIT.search(lower, low, verb.start()) is not None:
        earlier = _EARLIER_DATE.search(lower, low, start)
        if earlier is not None:
            match = DATE.match(lower, earlier.start("date"))
            date = stated_date(match) if match else None
    return Context(date, body, start)
