"""Duties in running text: a sentence, an owner heading, an introducing line, labels."""

from __future__ import annotations

import pytest

from cancu.ingest.obligations import find_obligations
from cancu.ingest.prose import heading_owner, named_owner
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText

PLAN = Header(type="Kế hoạch", year_of_plan=2025)


def duties(text: str) -> list[tuple[str | None, str, str | None]]:
    source = SourceText("t.txt", "0" * 64, "txt", text)
    found = find_obligations(source, (), PLAN)
    assert all(o.origin == "prose" for o in found)
    return [(o.lead, o.task, o.deadline) for o in found]


OWNERS = [
    ("Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện", "Văn phòng UBND tỉnh"),
    ("Sở Tài chính chủ trì, phối hợp với các sở bố trí kinh phí", "Sở Tài chính"),
    ("Giao Sở Y tế chủ trì, phối hợp với các sở có trách nhiệm rà soát", "Sở Y tế"),
    ("Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng kế hoạch", "các sở, ban, ngành"),
    ("Các cơ quan được giao chủ trì nhiệm vụ có trách nhiệm lập dự toán",
     "Các cơ quan được giao chủ trì nhiệm vụ"),
    ("Sở Tài chính, trên cơ sở đề xuất của các đơn vị, chủ trì tổng hợp kinh phí", "Sở Tài chính"),
    ("Sau khi Đề án được thông qua, Sở Xây dựng khẩn trương rà soát quy hoạch", "Sở Xây dựng"),
    ("Ban Quản lý khu kinh tế theo chức năng được giao kiểm tra", "Ban Quản lý khu kinh tế"),
    ("Văn phòng – Thống kê xã: Chủ trì, theo dõi việc thực hiện", "Văn phòng – Thống kê xã"),
    ("Tăng cường kiểm tra, xử lý vi phạm", None),
]  # fmt: skip
HEADINGS = [
    ("Sở Công Thương:", "Sở Công Thương"),
    ("Đài Phát thanh và Truyền hình tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
    ("Sở Nội vụ (cơ quan thường trực):", "Sở Nội vụ"),
    ("Các đơn vị cấp nước trên địa bàn có trách nhiệm", "Các đơn vị cấp nước trên địa bàn"),
    ("Sở Nội vụ rà soát quy định", None),
    ("Kinh phí thực hiện", None),
]


@pytest.mark.parametrize(("text", "owner"), OWNERS)
def test_owner_named_in_a_sentence(text: str, owner: str | None) -> None:
    assert named_owner(text)[0] == owner


@pytest.mark.parametrize(("text", "owner"), HEADINGS)
def test_owner_in_a_heading(text: str, owner: str | None) -> None:
    assert heading_owner(text) == owner


def test_headings_cover_their_bullets_and_formulas_charge_nobody() -> None:
    text = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Các sở chủ động thực hiện đúng tiến độ.
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương:
- Tham mưu ban hành quy chế, hoàn thành trước ngày 20/01/2025.
- Giao Chi cục Quản lý thị trường kiểm tra các chợ.
2. Các chủ rừng
a) Lập phương án bảo vệ rừng.
3. Đề nghị Hội Nông dân tỉnh vận động hội viên tham gia.
4. Giám đốc các sở chịu trách nhiệm thi hành Kế hoạch này.
Trong quá trình thực hiện, nếu có khó khăn, các sở phản ánh về Sở Công Thương.
Nơi nhận:
- Sở Tài chính kiểm tra;
"""
    assert duties(text) == [
        ("Sở Công Thương", "Tham mưu ban hành quy chế, hoàn thành trước ngày 20/01/2025",
         "hoàn thành trước ngày 20/01/2025"),
        ("Chi cục Quản lý thị trường", "Giao Chi cục Quản lý thị trường kiểm tra các chợ", None),
        ("Các chủ rừng", "Lập phương án bảo vệ rừng", None),
        ("Hội Nông dân tỉnh", "Đề nghị Hội Nông dân tỉnh vận động hội viên tham gia", None),
    ]  # fmt: skip


def test_labels_give_owner_helpers_and_date_to_what_stands_above() -> None:
    text = """\
II. NỘI DUNG

**1. Tập huấn nghiệp vụ**

- Nội dung: Mở lớp tập huấn cho công chức.

- Cơ quan chủ trì: Sở Nội vụ.

- Cơ quan phối hợp: Các sở, ban, ngành.

- Thời gian thực hiện: Quý II năm 2025.

**2. Biên soạn tài liệu**

- Cơ quan thực hiện: Sở Tư pháp.
"""
    source = SourceText("t.md", "0" * 64, "md", text)
    first, second = find_obligations(source, (), PLAN)
    assert (first.lead, first.coordinating) == ("Sở Nội vụ", "Các sở, ban, ngành")
    assert (first.task, first.deadline_iso) == ("Mở lớp tập huấn cho công chức", "2025-Q2")
    assert (second.lead, second.task) == ("Sở Tư pháp", "Biên soạn tài liệu")


def test_report_dates_inside_a_sentence() -> None:
    text = "III. BÁO CÁO\n1. Các sở, ban, ngành báo cáo trước ngày 15/6 và 05/12 hằng năm.\n"
    source = SourceText("t.txt", "0" * 64, "txt", text)
    (duty,) = find_obligations(source, (), PLAN)
    assert duty.deadline == "trước ngày 15/6 và 05/12 hằng năm"
    assert (duty.deadline_kind, duty.deadline_parts) == ("periodic", ("2025-06-15", "2025-12-05"))


def test_lines_parted_by_blank_lines_are_one_item() -> None:
    text = (
        "IV. TỔ CHỨC THỰC HIỆN \n\n1. Giao Sở Nội vụ theo dõi, đôn \n\nđốc việc thực hiện; "
        "tổng hợp \n\nkết quả. \n\n2. Sở Tài chính bố trí kinh phí. \n\n"
    )
    assert [(lead, task) for lead, task, _ in duties(text)] == [
        ("Sở Nội vụ", "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện; tổng hợp kết quả"),
        ("Sở Tài chính", "Sở Tài chính bố trí kinh phí"),
    ]


PART = "III. TỔ CHỨC THỰC HIỆN\n"
FORMULAS = [
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.",
    "Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức chi thực hiện nhiệm vụ khảo sát.",
    "Các nội dung thực hiện tại xã bao gồm:",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_charge_nobody(text: str) -> None:
    assert duties(f"{PART}1. {text}\n") == []


def test_communes_that_issue_a_plan_are_charged() -> None:
    found = duties(f"{PART}1. Ủy ban nhân dân các xã ban hành kế hoạch thực hiện tại địa phương.\n")
    assert [owner for owner, _, _ in found] == ["Ủy ban nhân dân các xã"]


def test_a_month_is_not_read_as_a_day() -> None:
    found = duties(
        f"{PART}1. Giao Sở Nội vụ hoàn thiện báo cáo, trình xem xét trong tháng 12/2025.\n"
    )
    assert [deadline for _, _, deadline in found] == ["trong tháng 12/2025"]


def test_the_purpose_is_no_helper() -> None:
    text = (
        f"{PART}1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính để lập dự toán hằng năm.\n"
    )
    source = SourceText("t.txt", "0" * 64, "txt", text)
    assert [o.coordinating for o in find_obligations(source, (), PLAN)] == ["Sở Tài chính"]
