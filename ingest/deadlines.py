"""A deadline as it is written in a cell or a sentence, read into a kind and points in time.

The kinds and the form of a point (YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY) are those of design §4: of
a range the last point counts, of "n ngày làm việc kể từ …" the event does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

DeadlineKind = Literal[
    "fixed_date",
    "before_date",
    "month",
    "quarter",
    "year",
    "continuous",
    "periodic",
    "on_event",
    "by_separate_plan",
    "unspecified",
]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

# The date of a document that the deadline refers to is not the deadline.
_CITED = re.compile(
    r"(?:số\s*)?\d+(?:/\d{4})?/[a-zđ][\w-]*"
    r"(?:\s+(?:ngày\s+)?\d{1,2}(?:/|\s+tháng\s+)\d{1,2}(?:/|\s+năm\s+)\d{4}|\s+năm\s+\d{4})?"
)
_YEAR = r"(?:\s*[/\-.]\s*|\s+năm\s+|\s+)(?P<{0}>20\d\d)(?!\d)"
_MONTHS = r"(?:0?[1-9]|1[0-2])"
_DAY = re.compile(
    r"(?<![\d/])(?<!tháng )(?<!tuần )(?P<day>0?[1-9]|[12]\d|3[01])(?:\s*[/.]\s*|\s+tháng\s+)"
    rf"(?P<month>{_MONTHS})(?![\d%])(?:{_YEAR.format('year')})?"
)
_MONTH = re.compile(
    rf"tháng\s+(?P<months>{_MONTHS}(?!\d|\s*tháng)"
    rf"(?:\s*(?:,|;|và|hoặc|-|đến|đến hết)\s*(?:tháng\s+)?{_MONTHS}(?![\d/]\d\d/)(?!\d))*)"
    rf"(?:{_YEAR.format('year')})?"
)
_BARE_MONTH = re.compile(
    rf"(?<![\w/.,])(?:t\.?\s?)?(?P<months>{_MONTHS}(?:\s*(?:,|và|-)\s*{_MONTHS})*)"
    r"\s*[/-]\s*(?P<year>20\d\d)(?![\d/])"
)
_DASHED_DAY = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-(20\d\d)(?!\d)")
_QUARTER = re.compile(
    r"(?:qu[ýí]|\bq\.?)\s*(?P<quarters>(?:iv|i{1,3}|[1-4])(?!\w)"
    r"(?:\s*(?:,|;|và|hoặc|-|đến|đến hết)\s*(?:qu[ýí]\s*)?(?:iv|i{1,3}|[1-4])(?!\w))*)"
    rf"(?:{_YEAR.format('year')})?"
)
_HALF = re.compile(r"(?:6|06|sáu) tháng (?P<half>đầu|cuối) năm(?:\s+(?P<year>20\d\d))?")
_YEARS = re.compile(r"(?<![\d/.])(?:20\d\d\s*-\s*)?(?P<year>20\d\d)(?![\d/])")
_THIS_YEAR = re.compile(r"(?:hết|cuối|trong|cả) năm(?!\s*\d)(?: nay)?")

_CONTINUOUS = re.compile(r"thường xuyên|liên tục|xuyên suốt|hằng ngày|hàng ngày")
_PERIODIC = re.compile(
    r"định kỳ|(?:hàng|hằng|mỗi|từng)\s+(?:tuần|tháng|quý|quí|năm|6 tháng)"
    r"|\d+\s*lần\s*/|lần\s*/\s*(?:tuần|tháng|quý|năm)|tháng cuối (?:của )?quý"
)
_YEARLY = re.compile(r"(?:hàng|hằng|mỗi)\s+(?:tuần|tháng|quý|quí|năm)")
_EVENT = re.compile(
    r"(?:trong (?:thời gian|thời hạn|vòng) )?(?:không quá )?\d+ (?:ngày|giờ|tháng|tuần)"
    r"(?: làm việc)?,? (?:kể|tính|sau|từ)"
    r"|trong vòng \d+ (?:ngày|giờ|tháng)|\bkhi\b|sau khi|ngay sau|sau ngày|đột xuất"
    r"|theo (?:yêu cầu|đề nghị|chỉ đạo|thực tế|tình hình)|phát sinh|\d+ ngày làm việc"
)
_ELSEWHERE = re.compile(
    r"theo (?:kế hoạch|kh\b|lộ trình|thời gian|thời hạn|tiến độ|chương trình|quy định|hướng dẫn"
    r"|lịch|quyết định|từng)|lồng ghép"
)
_BEFORE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|không quá|đến hết|hạn cuối|xong)"
    r"(?:\s+(?:là|vào|đến|trước|hết|trong|ngày|xong))*"
    r"(?:\s+\d{1,2}\s*(?:h|g|giờ)\s*(?:\d{2})?(?:\s*phút)?,?(?:\s+ngày)?)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline says. ``iso`` is its last point, ``parts`` all points when several."""

    kind: DeadlineKind
    iso: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Point:
    at: int
    end: int
    iso: str
    kind: DeadlineKind
    dated: bool


def read_deadline(text: str | None, plan_year: int | None = None) -> Deadline:
    """Read ``text`` (one cell); a day or month without a year falls in ``plan_year``."""
    lower = re.sub(r"\s+", " ", (text or "").replace("–", "-").lower()).strip()
    if not lower:
        return Deadline("unspecified")
    lower = _CITED.sub(lambda m: "#" * len(m.group()), lower)
    lower = _DASHED_DAY.sub(r"\1/\2/\3", lower)
    points = sorted(_points(lower, plan_year), key=lambda p: (p.at, p.end))
    first: list[tuple[int, DeadlineKind]] = []
    for kind, pattern in _WORDS:
        if match := pattern.search(lower):
            first.append((match.start(), kind))
    if points and not (_YEARLY.search(lower) and not points[0].dated):
        first.append((points[0].at, points[0].kind))
    kind = min(first, default=(0, "unspecified"))[1]
    return _of_kind(kind, points)


_WORDS: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    ("continuous", _CONTINUOUS),
    ("periodic", _PERIODIC),
    ("on_event", _EVENT),
    ("by_separate_plan", _ELSEWHERE),
)


def _of_kind(kind: DeadlineKind, points: list[_Point]) -> Deadline:
    """Settle kind and points; a list of three or more months or quarters is a rhythm."""
    if kind in ("continuous", "on_event", "by_separate_plan", "unspecified"):
        return Deadline(kind)
    isos = tuple(dict.fromkeys(p.iso for p in points))
    if kind == "periodic":
        return Deadline(kind, parts=tuple(i for i in isos if len(i) > 4))
    listed = [p for p in points if p.kind == points[0].kind and p.kind in ("month", "quarter")]
    if len(listed) > 2 and points[0].kind in ("month", "quarter"):
        return Deadline("periodic", parts=isos)
    last = max(points, key=lambda p: _last_day(p.iso))
    before = last.kind == "fixed_date" and points[0].kind == "before_date"
    return Deadline("before_date" if before else last.kind, last.iso, isos if len(isos) > 1 else ())


def _points(lower: str, plan_year: int | None) -> Iterator[_Point]:
    """Yield the points in time of ``lower``, each place read once."""
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= s or e <= start for s, e in taken)

    for match in _DAY.finditer(lower):
        iso = _day(match, plan_year)
        if iso:
            taken.append(match.span())
            before: DeadlineKind = (
                "before_date" if _BEFORE.search(lower[: match.start()]) else "fixed_date"
            )
            yield _Point(match.start(), match.end(), iso, before, bool(match["year"]))
    for pattern, read in (
        (_HALF, _half),
        (_MONTH, _months),
        (_QUARTER, _quarters),
        (_BARE_MONTH, _months),
    ):
        for match in pattern.finditer(lower):
            if free(*match.span()):
                taken.append(match.span())
                yield from read(match, _year_of(match, lower, plan_year))
    for match in _YEARS.finditer(lower):
        if free(*match.span()):
            taken.append(match.span())
            yield _Point(*match.span(), match["year"], "year", dated=True)
    if plan_year and not taken and (this := _THIS_YEAR.search(lower)):
        yield _Point(*this.span(), str(plan_year), "year", dated=True)


def _day(match: re.Match[str], plan_year: int | None) -> str | None:
    year = int(match["year"] or plan_year or 0)
    try:
        return date(year, int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def _year_of(match: re.Match[str], lower: str, plan_year: int | None) -> int | None:
    """Take the year that stands with the point, else the next one in the text, else the plan's."""
    if match["year"]:
        return int(match["year"])
    later = _YEARS.search(lower, match.end()) or re.search(r"/(?P<year>20\d\d)", lower)
    return int(later["year"]) if later else plan_year


def _half(match: re.Match[str], year: int | None) -> Iterator[_Point]:
    if year:
        quarter = 2 if match["half"] == "đầu" else 4
        yield _Point(*match.span(), f"{year}-Q{quarter}", "quarter", bool(match["year"]))


def _months(match: re.Match[str], year: int | None) -> Iterator[_Point]:
    for number in re.findall(r"\d+", match["months"]) if year else ():
        yield _Point(*match.span(), f"{year}-{int(number):02d}", "month", bool(match["year"]))


def _quarters(match: re.Match[str], year: int | None) -> Iterator[_Point]:
    for name in re.findall(r"\b(?:iv|i{1,3}|[1-4])\b", match["quarters"]) if year else ():
        yield _Point(*match.span(), f"{year}-Q{_ROMAN[name]}", "quarter", bool(match["year"]))


def _last_day(iso: str) -> str:
    """Return a key that orders points by the last day they cover."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if "Q" in iso:
        return f"{iso[:4]}-{3 * int(iso[-1]):02d}-31"
    return f"{iso}-31" if len(iso) == 7 else iso
