"""The clause in which a document says from which day it holds."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from cancu.ingest.in_force import find_in_force

MADE = date(2024, 6, 10)
SAID = [
    ("Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2024-06-10"),
    ("Điều 3. Quyết định này có hiệu lực kể từ ngày ký ban hành./.", "2024-06-10"),
    ("Quyết định này có hiệu lực thi hành từ ngày 20 tháng 6 năm 2024.", "2024-06-20"),
    ("Điều 2. Quyết định này có hiệu lực kể từ ngày 20/6/2024 và thay thế Quyết định số 5/QĐ-UBND.",
     "2024-06-20"),
    ("Điều 3.\n1. Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký.", "2024-06-20"),
    ("Quyết định này có hiệu lực sau 10 (mười) ngày, kể từ ngày ký ban hành", "2024-06-20"),
    ("Quyết định\nnày có hiệu lực\nthi hành kể từ ngày\n01 tháng 7 năm 2024.", "2024-07-01"),
    ("**Điều 4.** Quyết định này có hiệu lực kể từ ngày ký", "2024-06-10"),
    ("Điều 2. Quyết định này thay thế Quyết định số 5/QĐ-UBND và có hiệu lực kể từ ngày ký.",
     "2024-06-10"),
    ("Quyết định này có hiệu lực từ 01/8/2024 và thay thế Quyết định số 5/QĐ-UBND.", "2024-08-01"),
    ("Quyết định này có hiệu lực từ ngày 1/7/2024. Văn bản này có hiệu lực từ ngày 1/7/2024.",
     "2024-07-01"),
    # none of these tells the day
    ("Quyết định này có hiệu lực kể từ ngày đăng Công báo.", None),
    ("Khoản 3 Điều 2 Quyết định này có hiệu lực từ ngày 01/01/2025.", None),
    ("Quyết định số 5 hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.", None),
    ("Sửa Điều 4: “Quyết định này có hiệu lực từ ngày 01/01/2025”", None),
    ("Quy chế này có hiệu lực từ ngày 01/01/2025.", None),
    ("Quyết định này có hiệu lực từ ngày 1/7/2024. Quyết định này có hiệu lực từ ngày 1/8/2024.",
     None),
    ("Quyết định này có hiệu lực từ ngày 31/6/2024.", None),
    ("Quyết định này có hiệu lực từ năm 2025.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), SAID)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_day(text: str, day: str | None, form: str) -> None:
    written = unicodedata.normalize(form, f"Lời đầu.\n{text}\n\nNơi nhận:\n")  # type: ignore[arg-type]
    found = find_in_force(written, "Quyết định", MADE)
    assert (found.day.isoformat() if found else None) == day
    if found:
        clause = unicodedata.normalize("NFC", written[found.start : found.end])
        assert clause.startswith(("Quyết định", "Văn bản"))
        assert "Nơi nhận" not in clause


def test_without_its_own_day() -> None:
    assert find_in_force("Quyết định này có hiệu lực kể từ ngày ký.", "Quyết định", None) is None
    found = find_in_force("Luật này có hiệu lực thi hành từ ngày 1/8/2024.", "Luật", None)
    assert found
    assert found.day == date(2024, 8, 1)
