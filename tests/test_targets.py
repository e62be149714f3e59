"""Figures to reach: comparator, value and unit, and what is no target."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.structure import Header
from cancu.ingest.targets import find_targets
from cancu.ingest.text import SourceText

PLAN = Header(type="Kế hoạch", year_of_plan=2025)
DECISION = Header(type="Quyết định", title="Quy định mức thu phí")


def found(text: str, header: Header = PLAN) -> list[tuple[str, float, str | None]]:
    source = SourceText("t.txt", "0" * 64, "txt", text)
    return [(t.comparator, t.value, t.unit) for t in find_targets(source, header)]


CASES = [
    ("Bảo đảm 100% hồ sơ được số hóa.", [("=", 100, "%")]),
    ("Mức độ hài lòng đạt tối thiểu\n\n90%.", [(">=", 90, "%")]),
    ("Trên 50% người dân dùng dịch vụ, trong đó có ít nhất 20% ở xã.",
     [(">", 50, "%"), (">=", 20, "%")]),
    ("Tỷ lệ thanh toán đạt từ 40% trở lên.", [(">=", 40, "%")]),
    ("Tỷ lệ trễ hạn không quá 2,5%.", [("<=", 2.5, "%")]),
    ("Đạt loại tốt (tối thiểu từ 80 đến dưới 90 điểm).", [(">=", 80, "điểm"), ("<", 90, "điểm")]),
    ("Mỗi công chức ít nhất 2 tin, bài/tháng.", [(">=", 2, "tin, bài/tháng")]),
    ("Mỗi cán bộ là 01 tuyên truyền viên.", [("=", 1, "tuyên truyền viên")]),
]  # fmt: skip
NO_TARGETS = [
    "Hoàn thành trong tối thiểu 05 ngày làm việc.",
    "Kiểm tra ít nhất 02 lần/năm.",
    "Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.",
    "Năm 2024 đã đạt 85% so với cùng kỳ.",
    "Lãi suất 5,5%/năm.",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_target(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NO_TARGETS)
def test_no_target(text: str) -> None:
    assert found(text) == []


def test_prices_and_classes_of_a_decision_are_no_targets() -> None:
    text = "Mức thu bằng 70% giá dịch vụ. Xã có tỷ lệ hộ dùng nước sạch dưới 30%."
    assert found(text, DECISION) == []


def test_a_table_of_figures() -> None:
    rows = [
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2025", "Cơ quan chủ trì"),
        ("1", "Tỷ lệ hồ sơ trực tuyến", "%", "60", "Văn phòng"),
        ("2", "Tỷ lệ tái sử dụng dữ liệu", "%", "Tối thiểu 50", "Sở Nội vụ"),
    ]
    text = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    source = SourceText("t.md", "0" * 64, "md", text)
    targets = find_targets(source, PLAN)
    assert [(t.metric, t.comparator, t.value, t.unit, t.due) for t in targets] == [
        ("Tỷ lệ hồ sơ trực tuyến", "=", 60.0, "%", "năm 2025"),
        ("Tỷ lệ tái sử dụng dữ liệu", ">=", 50.0, "%", "năm 2025"),
    ]
    assert text[targets[0].start : targets[0].end] == "60"
    assert text[targets[0].metric_start :].startswith("Tỷ lệ hồ sơ")


def test_the_deadline_of_a_row_is_when_its_target_is_due() -> None:
    text = (
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n"
        "| 1 | Số hóa 80% hồ sơ | Sở Y tế | Trước 15/12/2025 |\n"
    )
    (target,) = find_targets(SourceText("t.md", "0" * 64, "md", text), PLAN)
    assert target.due == "Trước 15/12/2025"


@settings(deadline=None)
@given(st.text(alphabet="012, %.\n|đạt tối thiểu trên mỗi là có điểm", max_size=120))
def test_spans_slice_back(text: str) -> None:
    for target in find_targets(SourceText("t.txt", "0" * 64, "txt", text), PLAN):
        assert any(letter.isdigit() for letter in text[target.start : target.end])
        assert target.value >= 0
