"""What a site prints around a document on its page is not the document's."""

from __future__ import annotations

import pytest

from cancu.ingest.steps import bare, read_through

LETTERHEAD = (
    "|\n**ỦY BAN NHÂN DÂN**\nTỈNH HÀ TĨNH\n|\n**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n"
    "Độc lập - Tự do - Hạnh phúc\n|\nSố: 25/2025/QĐ-UBND\n|\nHà Tĩnh, ngày 10 tháng 9 năm 2025\n|\n"
)
DECISION = (
    "**QUYẾT ĐỊNH**\nBan hành mức thu phí chợ\n\nCăn cứ Luật Giá số 16/2023/QH15;\n\n"
    "Điều 1. Thực hiện Nghị định số 85/2024/NĐ-CP.\nĐiều 2. Quyết định này thay thế Quyết định số "
    "10/2018/QĐ-UBND.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n"
)
SUMMARY = (
    "Mức thu mới\n" + "Bài tóm tắt của biên tập viên về các mức thu.\n" * 20
    + "Theo Nghị định 60/2024/NĐ-CP thì mức thu nêu tại Quyết định này tăng. Thực hiện Nghị định "
    "61/2024/NĐ-CP là bắt buộc. Nghị định 60/2024/NĐ-CP thay thế Nghị định 2/2003/NĐ-CP.\n"
)  # fmt: skip
FEET = [
    "Quý Thành viên,\nThực hiện Nghị định số 13/2023/NĐ-CP, xin cập nhật điều khoản.\n",
    "## Văn bản liên quan\nTheo Nghị định số 13/2023/NĐ-CP\n## Bình luận\nQuyết định này hay.\n",
]
EDGES = {"basis", "implements", "under"}


def roles(text: str) -> dict[str, str]:
    """The role of each document cited, by its number."""
    reading = read_through(bare(text))
    return {one.number or "": one.role for one in reading.mentions if not one.self_reference}


@pytest.mark.parametrize("foot", FEET)
def test_only_the_document_stands_on_others(foot: str) -> None:
    found = roles(SUMMARY + LETTERHEAD + DECISION + foot)
    assert {number for number, role in found.items() if role in EDGES} == {
        "16/2023/QH15",
        "85/2024/NĐ-CP",
    }
    assert found["13/2023/NĐ-CP"] == found["61/2024/NĐ-CP"] == "mentions"


@pytest.mark.parametrize("foot", FEET)
def test_the_frame_states_nothing_and_names_no_document_of_its_own(foot: str) -> None:
    text = SUMMARY + LETTERHEAD + DECISION + foot
    reading = read_through(bare(text))
    begins, ends = len(SUMMARY), len(text) - len(foot)
    assert len(reading.relations) == 1
    places = [one.start for one in reading.mentions if one.self_reference]
    assert places
    assert all(begins <= place < ends for place in places)


def test_a_document_alone_has_no_frame() -> None:
    """A line that a site may have, too, makes none without another one."""
    text = LETTERHEAD + DECISION + "\nVăn bản liên quan\nThực hiện Nghị định số 13/2023/NĐ-CP.\n"
    assert roles(text)["13/2023/NĐ-CP"] == "implements"
