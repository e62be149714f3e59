"""The body or the place that a list of documents stands under, before their numbers.

"UBND huyện Can Lộc: Kế hoạch số …; Kế hoạch số …", "Các văn bản của UBND huyện: …", "Kế hoạch của
UBND huyện (số …)", "UBND các huyện: Can Lộc (Tờ trình số …), Nghi Xuân (…)", the first cell of a
line of a table in plain text. What is named must begin its clause or follow "văn bản của": a body
that is asked, told or spoken of issued nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.ingest.bodies import Body, body_at
from cancu.ingest.named_places import place_at
from cancu.ingest.places import bare_name_at

_OPENS = re.compile(
    r"(?:(?P<colon>:)[\s*_]*(?:[-+•]\s*)?|(?P<serial>\(\s*số|(?<=\s)số)\s*:?\s*"
    r"|(?P<bracket>\()\s*|(?P<cell>[|\t])[ \t]*)\Z"
)
_GOES_ON = re.compile(r"(?:[,;]\s*(?:và\s+)?|\svà\s+|[;.,]?\s*\n\s*[-+•*]\s*)\Z")
_LEADS = " \r\n*_-+•"
_JOINTS = (":", "(", "|", ",", ";", "số", "và", ".")
_REACH, _LINE = 120, 600
_CLAUSE = re.compile(r"[\n;|:\t]|(?<!\Wtp)(?<!\Wtx)\.(?=\s)|\)\s*(?:,|và(?=\s))")
_BULLET = re.compile(r"[\s*_|]*(?:(?:[-+•]|\d{1,2}[.)]|[a-zđ]\)|và\s)[\s*_]*)?(?:của\s+)?")
_BODY = re.compile(
    r"(?<![^\W_])(?:chủ\s+tịch|ubnd|hđnd|[uủ][yỷỹ]\s+ban|uỷ\s+ban|ủy\s+ban|hội\s+đồng|sở|phòng|ban"
    r"|tỉnh\s+[uủ][ỷy]|thành\s+[uủ][ỷy]|huyện\s+[uủ][ỷy]|đảng\s+[uủ][ỷy]|công\s+an|chi\s+cục)(?!\w)"
)
_OF = re.compile(r"(?<![^\W_])(?P<words>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})\s+của\s+(?:các\s+)?\Z")
_WHERE = ("tại:", "ở:", "đến:")
_PAPERS = ("văn bản", "tài liệu")
_MANY = re.compile(
    r"(?<![^\W_])các\s+(?P<kinds>(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn"
    r"|đặc\s+khu)(?:(?:,|\s+và|/)?\s*(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường"
    r"|thị\s+trấn|đặc\s+khu)(?!\w))*)"
)
_KIND = re.compile(r"tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu")
_OTHER_BODY = re.compile(
    r"(?<![\w/-])(?:ubnd|hđnd|[uủ][ỷy]\s+ban\s+nhân|uỷ\s+ban\s+nhân|hội\s+đồng\s+nhân)(?!\w)"
)
_SENTENCE_END = re.compile(r"(?<!\Wtp)(?<!\Wtx)\.\s")
_NUMBER = re.compile(r"\d/")
_MARKS = r"[\s*_|]*"
_UNIT_HEAD = re.compile(
    rf"{_MARKS}(?:tên\s+)?(?:đơn\s+vị|địa\s+phương|cơ\s+quan|ubnd(?:\s+các)?|tỉnh|thành\s+phố|huyện"
    rf"|thị\s+xã|xã|phường|thị\s+trấn|sở|ngành|ban|[,/]|\s|-|và)+(?:\s+ban\s+hành)?{_MARKS}"
)
_PAPER_HEAD = re.compile(
    rf"{_MARKS}(?:số,?\s+(?:và\s+)?(?:ký\s+|kí\s+)?hiệu|(?:số\s+|tên\s+)?(?:văn\s+bản"
    r"|kế\s+hoạch|quyết\s+định|báo\s+cáo|tờ\s+trình|công\s+văn|nghị\s+quyết|chỉ\s+thị|thông\s+báo"
    rf"|chương\s+trình|đề\s+án))(?:\s+(?:đã\s+)?(?:ban\s+hành|triển\s+khai|số))?{_MARKS}"
)
_MOST_ROWS = 40
_PLAIN_LINE = re.compile(r"\n(?!\s*(?:[-+•*]|\Z))")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands before numbers: a body, or the name of a place.

    ``kind`` is that of the place, None for a name alone, which is one of ``kinds`` where the text
    says so ("các huyện: Can Lộc"). ``start`` … ``end`` is where it stands.
    """

    start: int
    end: int
    body: Body | None = None
    kind: str | None = None
    place: str | None = None
    kinds: frozenset[str] | None = None


def listed_under(text: str, lower: str, start: int, type_: str | None) -> Heading | None:
    """Return what the mention at ``start`` stands under; ``type_`` is the mention's."""
    near = max(0, start - 40)
    if not lower[near:start].rstrip(_LEADS).endswith(_JOINTS) and "\t" not in lower[near:start]:
        return None
    opens = _OPENS.search(lower, near, start)
    if opens is None:
        return _further(text, lower, start, type_)
    return _before(text, lower, opens, type_)


def _further(text: str, lower: str, start: int, type_: str | None) -> Heading | None:
    """Return what an earlier member of the list, after whose separator this one is, stands under.

    Between the colon and the mention nothing but documents: no sentence, no other body.
    """
    joins = _GOES_ON.search(lower, max(0, start - 12), start)
    if joins is None:
        return None
    colon = lower.rfind(":", max(0, start - _LINE), joins.start() + 1)
    between = lower[colon + 1 : joins.start()] if colon >= 0 else ""
    if not _NUMBER.search(between) or _SENTENCE_END.search(between):
        return None
    if _OTHER_BODY.search(between) or _PLAIN_LINE.search(between.strip()):
        return None
    opens = _OPENS.search(lower, colon, colon + 1)
    return _before(text, lower, opens, type_) if opens else None


def _before(text: str, lower: str, opens: re.Match[str], type_: str | None) -> Heading | None:
    """Return the body or place that ends where ``opens`` begins."""
    end = opens.start()
    while end and lower[end - 1] in " \t\r\n*_":
        end -= 1
    low = max(0, end - _REACH)
    clause = low
    for mark in _CLAUSE.finditer(lower, low, end):
        clause = mark.end()
    bullet = _BULLET.match(lower, clause, end)
    first = bullet.end() if bullet else clause
    if lower[max(0, clause - 8) : clause].endswith(_WHERE):
        return None
    if opens["cell"] and not _is_first_cell(lower, first, opens):
        return None
    found = _body_before(text, lower, first, end, type_, only_of=opens["serial"] is not None)
    if found is not None or opens["serial"]:
        return Heading(found.start, end, body=found) if found else None
    return _place_before(text, lower, first, end, clause)


def named_whole(text: str, lower: str, begin: int, end: int) -> Heading | None:
    """Return the body or place whose name is all that stands at ``begin`` … ``end``."""
    body = body_at(text, lower, begin)
    if body is not None and body.end == end:
        return Heading(begin, end, body=body)
    return _place_before(text, lower, begin, end, begin)


def _body_before(
    text: str, lower: str, first: int, end: int, type_: str | None, *, only_of: bool
) -> Body | None:
    for begin in _BODY.finditer(lower, first, end):
        body = body_at(text, lower, begin.start())
        if body is None or body.end != end:
            continue
        if begin.start() == first and not only_of:
            return body
        of = _OF.search(lower, first, begin.start())
        words = " ".join(of["words"].split()) if of else ""
        if words.endswith((*_PAPERS, type_.lower() if type_ else _PAPERS[0])):
            return body
    return None


def _place_before(text: str, lower: str, first: int, end: int, clause: int) -> Heading | None:
    stated = place_at(f" {text[first:end]}", f" {lower[first:end]}", 0)
    if stated is not None:
        whole = stated[1] is not None and first + stated[2] - 1 == end
        return Heading(first, end, kind=stated[0], place=stated[1]) if whole else None
    alone = bare_name_at(text, first) if text[first : first + 1].isupper() else None
    if alone is None or alone[1] != end:
        return None
    return Heading(first, end, place=alone[0], kinds=_kinds_said(lower, clause))


def _kinds_said(lower: str, before: int) -> frozenset[str] | None:
    """Return the kinds of the units that are listed: "UBND các huyện, thị xã: Can Lộc"."""
    said = [many["kinds"] for many in _MANY.finditer(lower, max(0, before - _LINE), before)]
    return frozenset(" ".join(kind.split()) for kind in _KIND.findall(said[-1])) if said else None


def _is_first_cell(lower: str, first: int, opens: re.Match[str]) -> bool:
    """Whether a cell in plain text is its line's first but for a serial, below fitting heads."""
    line = lower.rfind("\n", max(0, first - 40), first) + 1
    if lower[line:first].strip(" \t|0123456789."):
        return False
    mark = opens["cell"]
    top = line
    for _ in range(_MOST_ROWS):
        above = lower.rfind("\n", max(0, top - 1 - _LINE), max(0, top - 1)) + 1
        if above >= top or mark not in lower[above : top - 1]:
            break
        top = above
    heads = lower[top : lower.find("\n", top)].split(mark)
    column = lower.count(mark, line, opens.start() + 1)
    return top < line and column < len(heads) and lists_papers(heads[column - 1], heads[column])


def lists_papers(unit: str, paper: str) -> bool:
    """Whether two heads of a table are of bodies and of the documents that those issued.

    A body that is to carry something out ("Đơn vị thực hiện", "Căn cứ") issued nothing.
    """
    return _UNIT_HEAD.fullmatch(unit) is not None and _PAPER_HEAD.fullmatch(paper) is not None
