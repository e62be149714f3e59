"""R01 and R02: a year that belongs to another plan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import deadline_place, is_a_citations_date, last_day, where
from cancu.queries.checks.prose_deadlines import prose_deadlines
from cancu.queries.checks.stale_words import stale_words
from cancu.queries.findings import Evidence, Problem

_SEVERAL = re.compile(r"giai\s+đoạn|đến\s+năm|20\d\d\s*[-–]\s*20\d\d", re.IGNORECASE)
_LONG_TERM = re.compile(r"giai\s+đoạn|đến\s+năm|20[3-9]\d", re.IGNORECASE)
_DATED = ("fixed_date", "before_date", "month", "quarter")
_HEADING = re.compile(r"(?m)^[^\n]*NĂM\s+(20\d\d)[^\n]{0,80}$")
_TO_DO = re.compile(
    r"(?:xây\s+dựng|ban\s+hành|triển\s+khai)\s+(?:các\s+)?[Kk]ế\s+hoạch\s+(?:công\s+tác\s+)?"
    r"năm\s+(?P<year>20\d\d)(?=\s*(?:để|nhằm|[.;,]|của\s+(?:đơn|cơ|ngành|mình)))",
)
"""A plan that the prose asks to be drawn up now: "xây dựng Kế hoạch năm 2023 để thực hiện"."""
_DRAWS_UP = re.compile(
    r"^(?:xây dựng|ban hành|tham mưu (?:ban hành|xây dựng))?(?:,? ?(?:và )?ban hành)?,? ?"
    r"(?:các )?kế hoạch\b(?!.*(?:giai đoạn|báo cáo|tổng kết|kết quả)).*?năm (20\d\d)",
    re.IGNORECASE,
)


def deadline_year(examined: Examined) -> Iterator[Problem]:
    """Yield each deadline of a year before the one that the plan is for, or years after it."""
    year, issued = examined.plan_year, examined.day
    if year is None:
        return
    yield from _in_prose(examined, year)
    years = _SEVERAL.search(examined.reading.header.title or "")
    for row in examined.rows:
        last = last_day(row.deadline_iso) or _only_year(row.deadline)
        far = row.deadline_kind in _DATED and not years and not _LONG_TERM.search(row.task)
        if last is None or is_a_citations_date(examined, row):
            continue
        if last.year >= year and not (far and last.year > year + 1):
            continue
        if str(year) in (row.deadline or ""):
            continue
        if issued is not None and issued <= last and last.year < year:
            continue  # a plan of next year may begin in this one
        yield Problem(
            *deadline_place(examined, row),
            f"Thời hạn «{row.deadline}» ({where(row)}) thuộc năm {last.year}, "
            f"kế hoạch là của năm {year}",
            f"The deadline “{row.deadline}” is in {last.year}, the plan is for {year}",
            f"Kiểm tra năm của thời hạn; có thể là {year}",
        )


def _in_prose(examined: Examined, year: int) -> Iterator[Problem]:
    """Yield the dates of an earlier year that the prose sets, once past when it is issued."""
    for start, end, iso in prose_deadlines(examined):
        day = datetime.date.fromisoformat(iso)
        before = examined.text[max(0, start - 120) : start]
        if day.year >= year or examined.day is None or day >= examined.day or examined.reports:
            continue
        if cited(examined, start) or re.search(r"\bđã\b|số\s+liệu|tính\s+(?:đến|từ)", before):
            continue
        yield Problem(
            start,
            end,
            f"Thời hạn «{examined.quote(start, end)}» thuộc năm {day.year}, "
            f"kế hoạch là của năm {year}",
            f"A deadline of {day.year} in a plan for {year}",
            f"Kiểm tra năm của thời hạn; có thể là {year}",
        )


def _only_year(deadline: str | None) -> datetime.date | None:
    """Return the end of the year where a rhythm names one: "định kỳ trong năm 2023"."""
    years = re.findall(r"\bnăm\s+(20\d\d)\b", deadline or "")
    return datetime.date(int(years[0]), 12, 31) if len(years) == 1 else None


def stale_year(examined: Examined) -> Iterator[Problem]:
    """Yield annex titles and plans to be drawn up that name an earlier year than the plan's."""
    year = examined.plan_year
    if year is None:
        return
    title = examined.reading.header.title or ""
    for found in _HEADING.finditer(examined.text, examined.annex):
        if int(found[1]) < year and _is_title(found.group()):
            yield _stale(found.span(1), found.group().strip(" |#*"), int(found[1]), year, title)
    for row in examined.rows:
        drawn = _DRAWS_UP.search(row.task)
        if drawn and int(drawn[1]) < year and len(row.task) < 200:
            place = examined.cell(row, drawn[1])
            yield _stale(place, row.task, int(drawn[1]), year, title)
    if examined.reports:
        return
    for stale in stale_words(examined, year):
        yield _stale((stale.start, stale.end), stale.words, stale.year, year, title)
    for found in _TO_DO.finditer(examined.text, 0, examined.annex):
        if int(found["year"]) < year and not cited(examined, found.start()):
            words = examined.quote(*found.span())
            yield _stale(found.span("year"), words, int(found["year"]), year, title)


def _is_title(line: str) -> bool:
    """Whether a line in capitals is a title, and not of a period of several years."""
    return line.isupper() and "GIAI ĐOẠN" not in line and "/" not in line


def _stale(place: tuple[int, int], words: str, stale: int, year: int, title: str) -> Problem:
    return Problem(
        *place,
        f"«{' '.join(words.split())[:100]}» ghi năm {stale}, kế hoạch là của năm {year}",
        f"The year {stale} stands in a plan for {year}",
        f"Sửa thành năm {year} nếu chép từ kế hoạch cũ",
        (Evidence(title),) if title else (),
    )
