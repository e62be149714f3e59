"""Deadlines as they are written, against kind, last point and all points."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.deadlines import read_deadline

CASES = [
    ("", "unspecified", None, ()),
    ("Thường xuyên", "continuous", None, ()),
    ("Thường xuyên trong năm 2025", "continuous", None, ()),
    ("Trước ngày 20/01/2024", "before_date", "2024-01-20", ()),
    ("Trước ngày 30 tháng 4 năm 2025", "before_date", "2025-04-30", ()),
    ("Chậm nhất\nngày 15/9", "before_date", "2025-09-15", ()),
    ("31/12/2025", "fixed_date", "2025-12-31", ()),
    ("Từ 01/7/2025 đến 31/12/2025", "fixed_date", "2025-12-31", ("2025-07-01", "2025-12-31")),
    ("Tháng 03/2025", "month", "2025-03", ()),
    ("Trong tháng 4, hoàn thành việc rà soát", "month", "2025-04", ()),
    ("Tháng 10-11/2025", "month", "2025-11", ("2025-10", "2025-11")),
    ("06/2025", "month", "2025-06", ()),
    ("T6/2025", "month", "2025-06", ()),
    ("10/2025 - 12/2025", "month", "2025-12", ("2025-10", "2025-12")),
    ("31-12-2025", "fixed_date", "2025-12-31", ()),
    ("Q.IV/2025", "quarter", "2025-Q4", ()),
    ("Theo Nghị quyết số 12/2025/QH15", "unspecified", None, ()),
    ("Tháng 12/2025 - tháng 3/2026", "month", "2026-03", ("2025-12", "2026-03")),
    ("Tháng 3, 6, 9, 12/2024", "periodic", None, ("2024-03", "2024-06", "2024-09", "2024-12")),
    ("Quý I hoặc Quý II 2025", "quarter", "2025-Q2", ("2025-Q1", "2025-Q2")),
    ("Quí IV-2025", "quarter", "2025-Q4", ()),
    ("Quý II năm 2025 hoặc đột xuất", "quarter", "2025-Q2", ()),
    ("6 tháng đầu năm 2024", "quarter", "2024-Q2", ()),
    ("Trước 17h00 ngày 25/11/2025", "before_date", "2025-11-25", ()),
    ("Trước 16 giờ 30 phút ngày 25/11", "before_date", "2025-11-25", ()),
    ("Trước ngày 30/11 và ngày 15/12/2025", "before_date", "2025-12-15",
     ("2025-11-30", "2025-12-15")),
    ("Tuần 1 tháng 12/2025", "month", "2025-12", ()),
    ("Trước ngày 25 của tháng cuối quý", "periodic", None, ()),
    ("Hết năm 2025", "year", "2025", ()),
    ("Trong năm", "year", "2025", ()),
    ("2025 - 2035", "year", "2035", ()),
    ("Hằng tháng", "periodic", None, ()),
    ("Ngày 05 hàng tháng", "periodic", None, ()),
    ("02 lần/năm", "periodic", None, ()),
    ("Trước ngày 15/6 và 05/12 hằng năm", "periodic", None, ("2025-06-15", "2025-12-05")),
    ("Hàng quý (theo Kế hoạch số 7/KH-UBND ngày 18/11/2020)", "periodic", None, ()),
    ("07 ngày làm việc kể từ ngày nhận đủ hồ sơ", "on_event", None, ()),
    ("Khi có phát sinh", "on_event", None, ()),
    ("Ngay sau khi có kết quả", "on_event", None, ()),
    ("Theo yêu cầu", "on_event", None, ()),
    ("Theo kế hoạch riêng", "by_separate_plan", None, ()),
    ("Theo lộ trình của Bộ", "by_separate_plan", None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "iso", "parts"), CASES)
def test_deadline(text: str, kind: str, iso: str | None, parts: tuple[str, ...]) -> None:
    read = read_deadline(text, 2025)
    assert (read.kind, read.iso, read.parts) == (kind, iso, parts)


def test_without_a_plan_year_an_undated_day_is_no_point() -> None:
    assert read_deadline("Trước ngày 15/9").iso is None


@given(st.dates(min_value=datetime.date(2001, 1, 1)).filter(lambda d: d.year < 2100))
def test_every_full_date_reads_back(day: datetime.date) -> None:
    iso = day.isoformat()
    year, month, number = iso.split("-")
    assert read_deadline(f"Trước ngày {number}/{month}/{year}").iso == iso
    assert read_deadline(f"ngày {int(number)} tháng {int(month)} năm {year}").iso == iso


@given(st.text(max_size=80))
def test_any_text_has_a_kind(text: str) -> None:
    read = read_deadline(text, 2025)
    assert (read.iso is None) or read.kind in {
        "fixed_date", "before_date", "month", "quarter", "year",
    }  # fmt: skip
