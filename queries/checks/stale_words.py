"""R02: an earlier year in headings, in the title of an annex, in the words that issue the plan, in
what is still to be reached. What tells of last year's results is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.headings import annex_labels, roman_headings

_RESULTS = re.compile(
    r"kết\s+quả|đánh\s+giá|tổng\s+kết|sơ\s+kết|tình\s+hình|ưu\s+điểm|hạn\s+chế|tồn\s+tại|thực\s+trạng"
    r"|giai\s+đoạn|so\s+(?:với|sánh)|số\s+liệu|báo\s+cáo|đã\s|chuyển\s+tiếp|từ\s+năm",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"nhiệm\s+vụ|chỉ\s+tiêu|mục\s+tiêu|phương\s+hướng|kế\s+hoạch|nội\s+dung|danh\s+mục",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"\b20\d\d\b")
_ISSUED = re.compile(
    r"(?:ban\s+hành|xây\s+dựng)\s+[Kk]ế\s+hoạch\b(?!\s+số)[^.;:\n]{0,160}?\bnăm\s+(?P<year>20\d\d)"
    r"(?=[^.;:\n\d]{0,60}(?:như\s+sau|sau\s+đây|nội\s+dung\s+sau|cụ\s+thể)\s*:?)"
)
_AIM = re.compile(
    r"[Pp]hấn\s+đấu\s+(?:đến\s+)?(?:hết\s+|cuối\s+|trong\s+)?năm\s+(?P<year>20\d\d)\b"
)
_DRAWN_UP = re.compile(
    r"^\W*(?:(?:tham mưu|xây dựng|ban hành|trình|lập|và|,|quyết định)\s*)+"
    r"(?P<what>danh mục|chương trình|phương án|chỉ tiêu)\b(?!.*(?:giai đoạn|kết quả"
    r"|tổng kết|từ năm))"
    r".*?\bnăm (?P<year>20\d\d)\b(?! *[-–])",
    re.IGNORECASE,
)


class Stale(NamedTuple):
    """Where an earlier year stands, and the words around it."""

    start: int
    end: int
    words: str
    year: int


def stale_words(examined: Examined, year: int) -> Iterator[Stale]:
    """Yield the earlier years that are not those of results."""
    for heading in roman_headings(examined):
        if heading.title.isupper() and _TO_DO.search(heading.title):
            yield from _in_line(examined, heading.start, heading.end, year)
    for start, end in _annex_titles(examined):
        yield from _in_line(examined, start, end, year)
    for pattern in (_ISSUED, _AIM):
        for found in pattern.finditer(examined.text, 0, examined.annex):
            sentence = examined.text[max(0, found.start() - 60) : found.end()]
            past = re.search(r"\bđã\b", sentence) or cited(examined, found.start())
            if int(found["year"]) < year and not past:
                words = examined.quote(*found.span())
                yield Stale(*found.span("year"), words, int(found["year"]))
    for row in examined.rows if examined.assigns else ():
        drawn = _DRAWN_UP.search(row.task)
        if drawn and int(drawn["year"]) < year and len(row.task) < 200 and not row.cites:
            yield Stale(*examined.cell(row, drawn["year"]), row.task, int(drawn["year"]))


def _in_line(examined: Examined, start: int, end: int, year: int) -> Iterator[Stale]:
    """Yield the year of a title that names no later one and does not tell of results."""
    line = examined.text[start:end]
    years = list(_YEAR.finditer(line))
    if not years or _RESULTS.search(line) or any(int(y) >= year for y in _ANY_YEAR.findall(line)):
        return
    if re.search(r"\d/|số\s+\d", line):
        return  # the title of another document
    at = start + years[-1].start(1)
    yield Stale(at, at + 4, " ".join(line.split()), int(years[-1][1]))


def _annex_titles(examined: Examined) -> Iterator[tuple[int, int]]:
    """Yield the lines between the caption of an annex and what it goes with, or its table."""
    for _, at in annex_labels(examined):
        begin = examined.text.find("\n", at)
        behind = re.compile(r"\(\s*(?:[Bb]an\s+hành\s+)?[Kk]èm").search(examined.text, at, at + 500)
        if behind and begin != -1 and begin < behind.start():
            yield begin, behind.start()
