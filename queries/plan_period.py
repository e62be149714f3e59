"""The months that a plan is for, as its title says: a year, a quarter, half a year, a term.

"Chuyển đổi số năm 2024" is for twelve months, "giai đoạn 2021 - 2025" for sixty. Of several the
shortest counts: "năm 2024" of a programme "giai đoạn 2021 - 2025" is a plan for 2024.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_Y = r"(?P<year>(?:19|20)\d\d)"
_OF_THE_YEAR = rf"(?:\s*(?:của\s+)?(?:năm|/|-)\s*{_Y})?"
_DAY = re.compile(
    r"\(?ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s+\d{1,2}\s+năm\s+\d{4})\)?"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
)
_OUTLOOK = re.compile(
    r",?\s*(?:và\s+)?(?:tầm nhìn|định hướng)\s+(?:đến|tới)?\s*(?:năm\s+)?(?:19|20)\d\d"
)
_SCHOOL_YEAR = re.compile(r"năm\s+học\s+(?P<first>20\d\d)\s*[-–—]\s*(?P<last>20\d\d)")
_YEARS = re.compile(
    r"(?:(?:trong\s+)?(?:giai\s+đoạn|(?:nhiệm|thời)\s+k[ỳì]|các\s+năm|(?:\d{1,2}\s+)?năm|từ\s+năm)\s+)?"
    r"(?P<first>(?:19|20)\d\d)\s*(?:[-–—]|đến(?:\s+năm)?)\s*(?P<last>(?:19|20)\d\d)"
)
_QUARTER = re.compile(rf"\bqu[ýí]\s+(?P<quarter>iv|i{{1,3}}|[1-4])\b{_OF_THE_YEAR}")
_PART = re.compile(
    rf"\b(?:0?(?P<count>[369])|(?P<few>ba|sáu|chín))\s+tháng\s+(?P<which>đầu|cuối)(?:\s+năm)?(?:\s+{_Y})?"
)
_MONTH = re.compile(rf"\btháng\s+(?P<month>1[0-2]|0?[1-9])\b{_OF_THE_YEAR}")
_UNTIL = re.compile(rf"(?:đến|tới|trước)\s+(?:hết\s+)?năm\s+{_Y}")
_YEAR = re.compile(rf"(?:\bnăm\s+)?\b{_Y}\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FEW = {"ba": 3, "sáu": 6, "chín": 9}


@dataclass(frozen=True, slots=True)
class Months:
    """The months from ``first`` to ``last``, both included, counted from the year 0."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def years(self) -> range:
        """The years in which the months lie."""
        return range(self.first // 12, self.last // 12 + 1)

    def within(self, other: Months) -> bool:
        """Tell whether at least half of these months are among the other's."""
        common = min(self.last, other.last) - max(self.first, other.first) + 1
        return 2 * common >= len(self)


def period(title: str, year: int) -> tuple[Months, str]:
    """Return the months that a plan is for and its title, in small letters, without them.

    ``year`` is that of issue, for a title that says none.
    """
    rest = _OUTLOOK.sub(" ", _DAY.sub(" ", title.lower()))
    stated = _YEAR.search(_UNTIL.sub(" ", rest))
    own = int(stated["year"]) if stated else year
    found: list[Months] = []
    for form, months, of in (
        (_SCHOOL_YEAR, _school_year, own), (_YEARS, _years, own), (_PART, _part, own),
        (_QUARTER, _quarter, own), (_MONTH, _month, own), (_UNTIL, _until, year),
        (_YEAR, _whole_year, own),
    ):  # fmt: skip
        found += [months(said, of) for said in form.finditer(rest)]
        rest = form.sub(" ", rest)
    usable = [one for one in found if one.first <= one.last]
    whole = Months(12 * own, 12 * own + 11)
    return min(usable, key=len, default=whole), rest


def _school_year(said: re.Match[str], _: int) -> Months:
    return Months(12 * int(said["first"]) + 7, 12 * int(said["last"]) + 6)


def _years(said: re.Match[str], _: int) -> Months:
    return Months(12 * int(said["first"]), 12 * int(said["last"]) + 11)


def _part(said: re.Match[str], year: int) -> Months:
    start = 12 * int(said["year"] or year)
    count = int(said["count"] or _FEW[said["few"]])
    if said["which"] == "cuối":
        return Months(start + 12 - count, start + 11)
    return Months(start, start + count - 1)


def _quarter(said: re.Match[str], year: int) -> Months:
    number = _QUARTERS.get(said["quarter"]) or int(said["quarter"])
    start = 12 * int(said["year"] or year) + 3 * (number - 1)
    return Months(start, start + 2)


def _month(said: re.Match[str], year: int) -> Months:
    only = 12 * int(said["year"] or year) + int(said["month"]) - 1
    return Months(only, only)


def _until(said: re.Match[str], year: int) -> Months:
    return Months(12 * year, 12 * int(said["year"]) + 11)


def _whole_year(said: re.Match[str], _: int) -> Months:
    return Months(12 * int(said["year"]), 12 * int(said["year"]) + 11)
