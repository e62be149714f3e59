"""Which citations make a document stand on another, and which only speak of it."""

from __future__ import annotations

import pytest

from cancu.queries.circles import backward, carries_out_here
from cancu.queries.witnesses import Facts

CITED = "Kế hoạch số 12/KH-UBND"
OPENING = "Căn cứ Luật Giao dịch điện tử;\n\n{clause}\n\nI. MỤC ĐÍCH\n\nNội dung."
BODY = "UBND tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n1. Yêu cầu.\n\n{clause}"
CASES = [
    (OPENING, f"Thực hiện {CITED} của UBND xã;", True),
    (OPENING, f"Để triển khai thực hiện {CITED}, UBND xã ban hành Kế hoạch như sau:", True),
    (OPENING, f"UBND xã ban hành Kế hoạch triển khai thực hiện {CITED} như sau:", True),
    (OPENING, f"Sau khi xem xét kết quả thực hiện {CITED}, UBND tỉnh có ý kiến:", False),
    (BODY, f"Biểu dương kết quả thực hiện {CITED} của xã.", False),
    (BODY, f"Kiểm tra việc thực hiện {CITED} tại các xã.", False),
    (BODY, f"Thực hiện {CITED}, xã đã hoàn thành 5 nhiệm vụ.", False),
    (BODY, f"2. Thực hiện {CITED} bảo đảm tiến độ.", True),
    (BODY, f"- Báo cáo kết quả; thực hiện {CITED}.", True),
    (BODY, f"Sơ kết 6 tháng triển khai {CITED}.", False),
]


@pytest.mark.parametrize(("frame", "clause", "stands"), CASES)
def test_what_a_document_carries_out(frame: str, clause: str, stands: bool) -> None:
    text = frame.format(clause=clause)
    start = text.index(CITED)
    assert carries_out_here(text, start, start + len(CITED)) is stands


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        (Facts("1", date="2026-01-08", order=2), Facts("2", date="2026-01-19", order=4), True),
        (Facts("1", date="2026-01-19", order=4), Facts("2", date="2026-01-08", order=2), False),
        (Facts("1", date="2026-03-02", order=4), Facts("2", date="2026-03-04", order=4), True),
        (Facts("1", order=4), Facts("2", date="2026-03-04", order=4), None),
    ],
)
def test_which_citation_runs_backward(one: Facts, other: Facts, wrong: bool | None) -> None:
    assert backward("a", "b", {"a": one, "b": other}) is wrong


def test_nothing_is_known_of_a_document_that_was_not_read() -> None:
    assert backward("a", "b", {}) is None
