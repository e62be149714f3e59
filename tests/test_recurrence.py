"""Deadlines that come again, as days of a year."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.queries.recurrence import recurrences

END = datetime.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("deadline", "first", "rule"),
    [
        ("Hằng tháng, trước ngày 05", "2025-01-05", {"freq": "monthly", "bymonthday": 5}),
        ("Trước ngày 25 hàng tháng", "2025-01-25", {"freq": "monthly", "bymonthday": 25}),
        (
            "Hằng quý, trước ngày 15 của tháng cuối quý",
            "2025-03-15",
            {"freq": "yearly", "bymonth": [3, 6, 9, 12], "bymonthday": 15},
        ),
        ("Thứ hai hằng tuần", "2025-01-06", {"freq": "weekly", "byday": "MO"}),
        ("Thứ tư, hàng tuần", "2025-01-01", {"freq": "weekly", "byday": "WE"}),
    ],
)
def test_a_period_with_a_day(deadline: str, first: str, rule: dict[str, object]) -> None:
    (found,) = recurrences(deadline, 2025)
    assert found.first == datetime.date.fromisoformat(first)
    assert dict(found.rule) == rule | {"until": END}


def test_several_days_a_year() -> None:
    found = recurrences("trước ngày 15/6 và 05/12 hằng năm", 2025)
    assert [one.first.isoformat() for one in found] == ["2025-06-15", "2025-12-05"]
    assert not any(one.rule for one in found)


@pytest.mark.parametrize(
    "deadline",
    ["Hằng tháng", "Thường xuyên", "Hằng quý", "Trước 30/9/2025", "ngày 31/02 hằng năm",
     "Trong 05 ngày làm việc", "", None],
)  # fmt: skip
def test_no_day_no_entry(deadline: str | None) -> None:
    assert recurrences(deadline, 2025) == ()


def test_no_year_no_entry() -> None:
    assert recurrences("Hằng tháng, trước ngày 05", None) == ()


@given(st.text(alphabet="hằngtháquýnămàytuầcối 0123456789/,.", max_size=60))
def test_any_wording_stays_in_its_year(deadline: str) -> None:
    assert all(one.first.year == 2025 for one in recurrences(deadline, 2025))
