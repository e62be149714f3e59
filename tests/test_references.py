"""References that lean on this document, on one cited before, on a short name, on a programme."""

from __future__ import annotations

import time

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
    ("Đề án 06/CP của Chính phủ; ĐỀ ÁN SỐ 06/CP; Đề án 06 năm 2024",
     [("Đề án 06/CP", "06/QĐ-TTg", False), ("ĐỀ ÁN SỐ 06/CP", "06/QĐ-TTg", False),
      ("Đề án 06", "06/QĐ-TTg", False)]),
    # a place's own scheme of that number
    ("Đề án 06 ngày 01/3/2023; Đề án 06 của Tỉnh ủy; Đề án số 06-ĐA/TU ngày 5/3/2023", []),
    (
        "Quyết định số 468/QĐ-TTg ngày 27/3/2021 phê duyệt đề án (sau đây gọi là Đề án một cửa). "
        "Tiếp tục thực hiện Đề án một cửa.",
        [("Đề án một cửa", "468/QĐ-TTg", False)],
    ),
    ("Chương trình công tác năm; Đề án này; văn bản trên", []),
    # the one decree spoken of, after a provision, with "này", "trên", "đã dẫn"
    (f"{DECREE}. Theo Điều 7, 8 Nghị định, các sở thực hiện.",
     [("Nghị định", "61/2018/NĐ-CP", False)]),
    (f"{DECREE}. Nghị định này và Nghị định đã dẫn; theo Nghị định trên.",
     [("Nghị định này", "61/2018/NĐ-CP", False), ("Nghị định đã dẫn", "61/2018/NĐ-CP", False),
      ("Nghị định trên", "61/2018/NĐ-CP", False)]),
    # two decrees are spoken of, or more than one is pointed at
    (f"{DECREE}; Nghị định số 45/2020/NĐ-CP. Theo Điều 7 Nghị định, Nghị định này.", []),
    (f"{DECREE}; các Nghị định nêu trên; hai Nghị định nêu trên.", []),
    # a type word given as short name, and words that only begin like it
    ("Quyết định số 468/QĐ-TTg ngày 27/3/2021 (sau đây gọi là Đề án). Triển khai Đề án; Đề án số "
     "hóa; Đề án này.", [("Đề án", "468/QĐ-TTg", False)]),
    # no document of the sentence: the programme is named, the plan is this one, the law is another
    ("Căn cứ Quyết định số 468/QĐ-TTg ngày 27/3/2021;\n\nỦy ban nhân dân ban hành quy định đánh "
     "giá Chương trình số hóa (sau đây gọi tắt là Chương trình). Chi cho Chương trình.", []),
    ("Thực hiện Luật Đất đai.\n\nBan hành Kế hoạch thi hành Luật Đất đai và những văn bản hướng "
     "dẫn của Luật đó tại địa phương (sau đây gọi là Kế hoạch). Triển khai Kế hoạch.",
     [("Kế hoạch", "41/KH-UBND", True)]),
    # provisions of this document; words that only look like them
    ("theo khoản 1, 2 Điều này và tại Điều này", [("khoản 1, 2 Điều này", "41/KH-UBND", True),
                                                  ("Điều này", "41/KH-UBND", True)]),
    # words of another document, between marks or after "như sau"
    (f"Tại Điều 5 {DECREE} thì: “Hết hạn ở khoản 2 Điều này thì nộp lại theo Nghị định này”. "
     "Kế hoạch này.",
     [("khoản 2 Điều này", "61/2018/NĐ-CP", False), ("Nghị định này", "61/2018/NĐ-CP", False),
      ("Kế hoạch này", "41/KH-UBND", True)]),
    ('Tại Luật Đất đai thì: "theo khoản 1 Điều này". Nay "Kế hoạch" và Kế hoạch này.',
     [("khoản 1 Điều này", None, False), ("Kế hoạch này", "41/KH-UBND", True)]),
    ("1. Sửa đổi Điều 3 như sau:\na) Chi theo khoản 3 Điều này và Kế hoạch này.\n2. Bãi bỏ Điều 4."
     "\nKế hoạch này.", [("Kế hoạch này", "41/KH-UBND", True)]),
    ("Điều này cho thấy; đến thời điểm này; quan điểm này", []),
]  # fmt: skip


def test_what_leans_on_a_document_has_its_pinpoint() -> None:
    text = f"{DECREE}. Theo Điều 7, 8 Nghị định, và khoản 2 Mục III Kế hoạch này."
    source = SourceText("x.txt", "0" * 64, "txt", text)
    found = find_references(source, find_mentions(source, PLAN), PLAN)
    assert [m.pinpoint for m in found] == ["Điều 7, 8", "khoản 2 Mục III"]


GROWING = [
    "Quyết định số {i}/QĐ-TTg (sau đây gọi là Đề án {i}a). ",
    "Nghị định nêu trên. Kế hoạch này. ",
    "theo Điều 7 Nghị định, khoản 1 Điều này. ",
]


@pytest.mark.parametrize("unit", GROWING)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(count: int) -> float:
        text = f"{DECREE}. " + "".join(unit.format(i=i) for i in range(count))
        source = SourceText("x.txt", "0" * 64, "txt", text)
        mentions = find_mentions(source, PLAN)
        spent = []
        for _ in range(3):
            start = time.process_time()
            find_references(source, mentions, PLAN)
            spent.append(time.process_time() - start)
        return min(spent)

    assert seconds(8000) < 8 * seconds(2000) + 0.05


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reference(text: str, expected: list[tuple[str, str, bool]]) -> None:
    source = SourceText("x.txt", "0" * 64, "txt", text)
    found = find_references(source, find_mentions(source, PLAN), PLAN)
    assert [(m.surface, m.number, m.self_reference) for m in found] == expected
    assert all(text[m.start : m.end] == m.surface for m in found)
