"""Reports from a level to the one above: prose says "báo cáo UBND tỉnh trước ngày …" in many ways.

Two such sentences share few words, so they are known by whom the report goes to and for which time
it is.
"""

from __future__ import annotations

import datetime
import re

from cancu.ingest.duties import last_day
from cancu.ontology.iris import parse_document_iri
from cancu.queries.addressees import plain
from cancu.queries.duty_rows import DutyRow

_REPORT = re.compile(r"\bbáo cáo\b")
_TIMES = re.compile(
    r"\b(?:tuần|quý|hằng tháng|hàng tháng|(?:6|sáu|9|chín) tháng|sơ kết|tổng kết|đột xuất|chuyên đề"
    r"|giữa kỳ)\b"
)
_KINDS = {
    "tinh": "tỉnh", "thanh-pho": "thành phố", "huyen": "huyện", "quan": "quận",
    "thi-xa": "thị xã", "xa": "xã", "phuong": "phường", "thi-tran": "thị trấn",
    "dac-khu": "đặc khu",
}  # fmt: skip
_FARTHEST = datetime.timedelta(days=45)
"""Two reports for one time are due no farther apart."""


def reports_to(row: DutyRow, upper: DutyRow) -> bool:
    """Tell whether ``row`` is the report that the prose or table above asks this body for.

    Both have a day, for the same time of the year, and ``row`` names the body above.
    """
    ours, theirs = plain(row.task), plain(upper.task)
    if row.origin != "prose" or not (_REPORT.search(ours) and _REPORT.search(theirs)):
        return False
    if set(_TIMES.findall(ours)) != set(_TIMES.findall(theirs)):
        return False
    body = _body(upper.document)
    said = _REPORT.search(ours)
    if body is None or said is None or not re.search(rf"\b{body}\b", ours[said.end() :]):
        return False
    days = [last_day(one.due) if one.due else None for one in (row, upper)]
    if days[0] is None or days[1] is None:
        return False
    mine, asked = (datetime.date.fromisoformat(day) for day in days if day)
    return abs(mine - asked) <= _FARTHEST


def _body(document: str) -> str | None:
    """Return how those below call the issuer of a document: "ubnd tỉnh"."""
    parsed = parse_document_iri(document)
    if parsed is None:
        return None
    head, _, unit = parsed.issuer_path.partition("/")
    last = unit.rpartition("/")[2]
    kind = next((word for slug, word in _KINDS.items() if last.startswith(f"{slug}-")), None)
    return f"{head} {kind}" if head == "ubnd" and kind else None
