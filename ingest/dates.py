"""Dates as administrative documents write them.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4 asks for "ngày 08 tháng 6 năm 2010"; citations also
write 08/6/2010, 8-6-2010, 8.6.2010, "tháng 6 năm 2010" and "năm 2010".
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_DAY = r"(?P<d{n}>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m{n}>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y{n}>(?:19|20)\d\d)(?!\d)"

_FULL = (
    r"(?:ngày\s*){0,2}" + _DAY.format(n=1) + r"\s*(?:tháng|năm)\s*" + _MONTH.format(n=1)
    + r"\s*(?:,?\s*n[ăá]m\s*|\s*[/.-]\s*)" + _YEAR.format(n=1)
)  # fmt: skip
_SHORT = (
    r"(?:ngày\s*){0,2}" + _DAY.format(n=2) + r"\s*(?P<sep>[/.-])\s*" + _MONTH.format(n=2)
    + r"(?:\s*(?P=sep)\s*|\s)" + _YEAR.format(n=2)
)  # fmt: skip
_MONTH_YEAR = (
    r"tháng\s*" + _MONTH.format(n=3) + r"(?:\s*năm\s*|\s*/\s*)" + _YEAR.format(n=3)
)  # fmt: skip
_YEAR_ONLY = r"năm\s*" + _YEAR.format(n=4)

_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_IN_WORDS = re.compile(
    r"(?:ngày\s*)?(?:m[ồù]ng\s+)?(?P<d>0?[1-9]|[12]\d|3[01])\s*tháng\s+(?P<m>0?[1-9]|1[0-2]|mười\s+(?:một|hai)|[^\W\d_]{2,5})\s+"
    r"năm\s+(?P<y>(?:19|20)\d\d)(?!\d)"
)
"""A day whose month is a word, or that has "mồng" before it: "30 tháng tư năm 2015"."""
_PAGE = r"\s{0,4}(?:\n\s{0,4}(?:trang\s+)?\d{1,3}(?:\s?/\s?\d{1,3})?\s{0,4}\n\s{0,4})?"
_TORN = re.compile(
    rf"(?:ngày{_PAGE})?(?P<d>0?[1-9]|[12]\d|3[01])\s?(?:[/.-]|tháng){_PAGE}(?P<m>0?[1-9]|1[0-2])"
    rf"\s?(?:[/.-]|năm){_PAGE}(?P<y>(?:19|20)\d\d)(?!\d)"
)
"""A day with a page's number between its parts."""

DATE = re.compile(f"(?:{_FULL}|{_SHORT}|{_MONTH_YEAR}|{_YEAR_ONLY})")
"""A date at a place in lower-case text; :func:`stated_date` gives its value."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """``iso`` is YYYY-MM-DD, YYYY-MM or YYYY; ``text[start:end]`` is how it is written."""

    iso: str
    start: int
    end: int

    @property
    def year(self) -> int:
        """The year, four digits."""
        return int(self.iso[:4])

    @property
    def day(self) -> str | None:
        """The full date, None when only a month or a year is stated."""
        return self.iso if len(self.iso) == 10 else None


def stated_date(match: re.Match[str]) -> StatedDate | None:
    """Return the value of a match of :data:`DATE`; None for a day that no calendar has."""
    year, month, day = match.group("y1", "m1", "d1")
    if year is None:
        year, month, day = match.group("y2", "m2", "d2")
    if year is not None:
        iso = _iso(year, month, day)
        return StatedDate(iso, match.start(), match.end()) if iso else None
    if match["y3"]:
        return StatedDate(f"{match['y3']}-{int(match['m3']):02d}", match.start(), match.end())
    return StatedDate(match["y4"], match.start(), match.end())


@lru_cache(maxsize=1 << 14)
def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def odd_date_at(lower: str, start: int) -> StatedDate | None:
    """Return the date at ``start`` whose month is a word, or which a page's number tears apart."""
    match = _IN_WORDS.match(lower, start)
    if match is not None:
        word = " ".join(match["m"].split())
        month = word if word.isdigit() else str(_MONTHS.get(word, 0))
        iso = _iso(match["y"], month, match["d"])
        return StatedDate(iso, start, match.end()) if iso else None
    match = _TORN.match(lower, start)
    iso = _iso(*match.group("y", "m", "d")) if match else None
    return StatedDate(iso, start, match.end()) if match and iso else None


def date_at(lower: str, start: int) -> StatedDate | None:
    """Return the date that begins exactly at ``start`` of a text in lower case."""
    match = DATE.match(lower, start)
    return stated_date(match) if match else None


_ISO_DAY = re.compile(
    _YEAR.format(n=5) + r"(?P<sep>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>\d\d?)"
)


def typed_day(written: str) -> datetime.date | None:
    """Return a day as people type it: 2022-04-05, 5/4/2022, "ngày 05 tháng 4 năm 2022".

    None for what is no whole day of the years 1900 to 2099: "31/7/24" may be any century's.
    """
    lower = " ".join(written.lower().split())
    if match := _ISO_DAY.fullmatch(lower):
        iso = _iso(*match.group("y5", "m", "d"))
    else:
        found = date_at(lower, 0) or odd_date_at(lower, 0)
        iso = found.day if found and found.end == len(lower) else None
    return datetime.date.fromisoformat(iso) if iso else None
