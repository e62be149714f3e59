"""Dates in all the forms in which citations write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.dates import date_at

CASES = [
    ("ngày 08 tháng 6 năm 2010", "2010-06-08"),
    ("ngày 08/6/2010", "2010-06-08"),
    ("08/6/2010", "2010-06-08"),
    ("8-6-2010", "2010-06-08"),
    ("24.5.2025", "2025-05-24"),
    ("ngày 16/6 2025", "2025-06-16"),
    ("ngày 05 \n\ntháng 3\nnăm 2025", "2025-03-05"),
    ("ngày 22/07/ 2021", "2021-07-22"),
    ("ngày 26 tháng 02 năm1998", "1998-02-26"),
    ("tháng 6 năm 2010", "2010-06"),
    ("tháng 03/2025", "2025-03"),
    ("năm 2022", "2022"),
    # misprints
    ("ngày 27 năm 12 năm 2019", "2019-12-27"),
    ("ngày 22 tháng 12 nám 2024", "2024-12-22"),
    ("ngày 31/11/2020", None),
    ("ngày tháng năm", None),
    ("năm 20301", None),
]


@pytest.mark.parametrize(("text", "iso"), CASES)
def test_written_date(text: str, iso: str | None) -> None:
    found = date_at(text, 0)
    assert (found.iso if found else None) == iso
    if found:
        assert found.end == len(text)


FORMS = ["ngày {d} tháng {m} năm {y}", "ngày {d:02}/{m}/{y}", "{d}-{m:02}-{y}", "{d}.{m}.{y}"]


@given(st.dates(datetime.date(1945, 9, 2), datetime.date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_form_of_a_date_is_the_same_date(day: datetime.date, form: str) -> None:
    found = date_at(form.format(d=day.day, m=day.month, y=day.year), 0)
    assert found is not None
    assert found.iso == day.isoformat()
