"""What ceases to hold with a document: "Quyết định số X hết hiệu lực kể từ ngày Quyết định này …".

Such words name what is undone first. They count where the document itself is said to come into
force, be it in the same sentence or before in the article.
"""

from __future__ import annotations

import re

from cancu.ingest.relation_conditions import only_a_part
from cancu.ingest.relation_forms import (
    ARTICLE_BEGINS,
    DOCUMENT,
    MARKER,
    PART,
    PARTS,
    THIS,
    WITHIN,
    Predicate,
    predicate_of,
)
from cancu.ingest.relation_text import REACH, RelationText, Stated

_LAPSE = 920
"""Letters from a number over a title to the end of "hết hiệu lực kể từ ngày Quyết định này …"."""
_EXTENT = r"(?:\s+(?:toàn\s+bộ|(?P<part>một\s+phần)))?"
_HOLDS_NO_MORE = rf"hết\s+hiệu\s+lực(?:\s+thi\s+hành)?{_EXTENT}(?:\s+thi\s+hành)?"
_WITH_THIS = rf"\s*,?\s*(?:kể\s+)?(?:từ|khi)[^.;:]{{0,40}}?{THIS}\s+có\s+hiệu\s+lực"
_CUE = r"(?P<cue>bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|thay\s+thế)"
_LAPSES = re.compile(
    rf"(?P<title>[^.;:|]{{0,760}}?)(?:(?<!chưa\s)(?<!đã\s)\b{_HOLDS_NO_MORE}"
    rf"(?:(?P<with>{_WITH_THIS})|\s*(?:kể\s+từ\s+ngày\s+[\w\s/]{{0,40}})?(?:[.;\n]|,\s+trừ\s))"
    rf"|(?<!chưa\s)(?<!đã\s)\b(?:bị|được)\s+{_CUE}(?P<undone>{_WITH_THIS})"
    r"|(?P<rest>\bcòn\s+hiệu\s+lực\s+một\s+phần))"
)
_FOLLOWING = re.compile(r"\bsau\s+đây\s*\Z")
_OPENS = r"(?:[.;:]|\n|\|)\W*(?:(?:\d{1,2}|[a-zđ])[.)]\W*)?"
_PART_BEFORE = re.compile(
    rf"(?:[.;:,]|\n|\|)\W*(?:(?:\d{{1,2}}|[a-zđ])[.)]\W*)?{PART}{WITHIN}{PARTS}\s*\Z"
)
"""A part before the document that it is of: "Các thủ tục công bố tại Quyết định số X"."""
_PROVISIONS_BEFORE = re.compile(
    rf"{_OPENS}(?:(?:các|những|toàn\s+bộ)\s+)?(?:(?:điểm|khoản|điều|mục|chương|phụ\s+lục|mẫu)\s[^.;:|]{{0,120}}?"
    rf"|(?:nội\s+dung|quy\s+định)\s[^.;:|]{{0,120}}?\s(?:tại|của)\s+{PARTS})\s*\Z"
)
""" "Các Điều 3, 4, 5 Nghị định số X", "Quy định về báo cáo tại Nghị định số X"."""
_ANNEXED_BEFORE = re.compile(
    rf"{_OPENS}(?:quy\s+chế|quy\s+định|điều\s+lệ|nội\s+quy|kế\s+hoạch|đề\s+án|chương\s+trình)\s"
    r"[^.;:|]{0,160}?kèm\s+theo\s*\Z"
)
""" "Quy chế … ban hành kèm theo Quyết định số X": without it the decision says nothing."""
_EXCEPTED_BEFORE = re.compile(rf"{_OPENS}trừ\s[^.;:|]{{1,80}},\s*\Z")
_LAPSING_LIST = re.compile(
    rf"(?:các|những|\d+)\s+{DOCUMENT}\b[^.;:|]{{0,160}}?\s(?:sau\s+đây|sau)\s*,?\s+(?:{_HOLDS_NO_MORE}"
    rf"|(?:bị|được)\s+{_CUE})(?:(?P<with>{_WITH_THIS})|[^.;:|]{{0,60}}?)"
    rf"[^.;:|]{{0,20}}:\W*{MARKER}\W*{PARTS}\s*\Z"
)
"""What stands before the first of them: "Các Quyết định sau đây hết hiệu lực …: a)"."""
_COMES_INTO_FORCE = re.compile(rf"{THIS}\s+có\s+hiệu\s+lực")


def lapsed(text: RelationText, index: int) -> Stated | None:
    """Return what the words after a mention, or a list that it opens, say of its end."""
    return _in_list(text, index) or _lapses(text, index)


def _lapses(text: RelationText, index: int) -> Stated | None:
    lower, start, end = text.lower, text.starts[index], text.ends[index]
    if lower.find("hiệu", end, end + _LAPSE) < 0:
        return None
    match = _LAPSES.match(lower, end, end + _LAPSE)
    if match is None:
        return None
    told = match["with"] or match["undone"]
    if text.next_start(index) < match.end("title") and not told:
        return None
    if not told and not _into_force(text, index):
        return None
    part = _part_before(text, index, match, told=bool(told))
    if part is None:
        return None
    part = part or bool(match["part"] or match["rest"]) or only_a_part(text, index)
    part = part or text.mentions[index].pinpoint is not None
    said = predicate_of(match["cue"]) if match["cue"] else "repeals"
    return Stated(None, "amends" if part else said, index, start, said=said)


def _part_before(
    text: RelationText, index: int, match: re.Match[str], *, told: bool
) -> bool | None:
    """Tell whether the words before name a part; None where they are of another sentence."""
    lower, start, low = text.lower, text.starts[index], text.floor(index)
    if text.opens_clause(start) or _ANNEXED_BEFORE.search(lower, low, start):
        return False
    if _EXCEPTED_BEFORE.search(lower, low, start):
        return True
    following = _FOLLOWING.search(match["title"]) is not None
    if not (told or following):
        return None
    if _PART_BEFORE.search(lower, low, start) or _PROVISIONS_BEFORE.search(lower, low, start):
        return True
    return None


def _in_list(text: RelationText, index: int) -> Stated | None:
    """ "Các Quyết định sau đây hết hiệu lực kể từ ngày …: a) Quyết định số X"."""
    lower, start, low = text.lower, text.starts[index], text.floor(index)
    colon = lower.rfind(":", low, start)
    match = _LAPSING_LIST.search(lower, low, start) if colon >= 0 else None
    if match is None or not (match["with"] or match["cue"] or _into_force(text, index)):
        return None
    said = predicate_of(match["cue"]) if match["cue"] else "repeals"
    part = match["part"] or text.mentions[index].pinpoint
    predicate: Predicate = "amends" if part else said
    return Stated(None, predicate, index, match.start(), said=said, parts=match["part"] is not None)


def _into_force(text: RelationText, index: int) -> bool:
    """Whether the article has said before that the document comes into force."""
    lower, start = text.lower, text.starts[index]
    article = ARTICLE_BEGINS.search(lower, max(0, start - REACH), start)
    begins = article.start() if article else max(0, start - REACH)
    return _COMES_INTO_FORCE.search(lower, begins, start) is not None
