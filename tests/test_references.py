"""References that lean on this document, on one cited before, on a short name, on a programme."""

from __future__ import annotations

import pytest

from cancu.ingest.mentions import find_mentions
from cancu.ingest.references import find_references
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText

PLAN = Header(type="Kế hoạch", number="41/KH-UBND", date="2025-01-10", level="province",
              issuer="Ủy ban nhân dân tỉnh Thái Bình")  # fmt: skip
DECREE = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"
CASES = [
    ("Kế hoạch này có hiệu lực từ ngày ký", [("Kế hoạch này", "41/KH-UBND", True)]),
    ("Quyết định này thay thế quyết định cũ", []),
    (f"{DECREE}. Thực hiện Nghị định nêu trên,", [("Nghị định nêu trên", "61/2018/NĐ-CP", False)]),
    ("Thực hiện Nghị định nêu trên,", []),
    ("Luật Đầu tư và quy định tại văn bản pháp luật nêu trên", []),
    ("các nhiệm vụ của Đề án 06.", [("Đề án 06", "06/QĐ-TTg", False)]),
    (
        "Quyết định số 468/QĐ-TTg ngày 27/3/2021 phê duyệt đề án (sau đây gọi là Đề án một cửa). "
        "Tiếp tục thực hiện Đề án một cửa.",
        [("Đề án một cửa", "468/QĐ-TTg", False)],
    ),
    ("Chương trình công tác năm; Đề án này; văn bản trên", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reference(text: str, expected: list[tuple[str, str, bool]]) -> None:
    source = SourceText("x.txt", "0" * 64, "txt", text)
    found = find_references(source, find_mentions(source, PLAN), PLAN)
    assert [(m.surface, m.number, m.self_reference) for m in found] == expected
    assert all(text[m.start : m.end] == m.surface for m in found)
