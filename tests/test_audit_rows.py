"""One right plan, and what is found when one thing in it is changed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.queries import checks
from cancu.queries.audit import audit_reading
from cancu.queries.checks.same_task import same_object, same_occasion
from cancu.queries.findings import Finding
from cancu.queries.rules import catalogue

_PLAN = """ỦY BAN NHÂN DÂN
HUYỆN VŨ THƯ

Số: 21/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Vũ Thư, ngày 22 tháng 01 năm 2024

KẾ HOẠCH
Công tác văn thư, lưu trữ năm 2024 trên địa bàn huyện Vũ Thư

Ủy ban nhân dân huyện Vũ Thư ban hành Kế hoạch công tác văn thư, lưu trữ năm 2024 như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị.

2. Các nhiệm vụ bảo đảm đúng thời hạn, có sản phẩm cụ thể.

II. NỘI DUNG

1. Tổ chức quán triệt các quy định của pháp luật về văn thư, lưu trữ.

2. Văn bản đi của các cơ quan, đơn vị được ký số đạt tối thiểu 95%.

III. TỔ CHỨC THỰC HIỆN

1. Phòng Nội vụ hướng dẫn, đôn đốc thực hiện nhiệm vụ nêu tại Phụ lục kèm theo Kế hoạch này.

2. Ủy ban nhân dân các xã, thị trấn báo cáo kết quả về Ủy ban nhân dân huyện (qua Phòng Nội vụ) \
trước ngày 02 tháng 12 năm 2024.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Phan Văn Minh

PHỤ LỤC

NHIỆM VỤ CÔNG TÁC VĂN THƯ, LƯU TRỮ NĂM 2024

(Kèm theo Kế hoạch số 21/KH-UBND ngày 22 tháng 01 năm 2024 của Ủy ban nhân dân huyện Vũ Thư)

| TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |
|---|---|---|---|---|---|
| 1 | Ban hành Danh mục hồ sơ năm 2024 của huyện | Thanh tra huyện | Phòng Nội vụ | \
Trước 29/02/2024 | Quyết định ban hành Danh mục hồ sơ |
| 2 | Tập huấn nghiệp vụ lập hồ sơ điện tử cho công chức cấp xã | Phòng Nội vụ | \
Thanh tra huyện | Quý II/2024 | Lớp tập huấn |
| 3 | Kiểm tra công tác văn thư, lưu trữ tại các cơ quan, đơn vị | Phòng Nội vụ | \
Thanh tra huyện | Quý III/2024 | Thông báo kết quả kiểm tra |
| 4 | Báo cáo công tác văn thư, lưu trữ năm 2024 | Phòng Nội vụ | Thanh tra huyện | \
Trước 13/12/2024 | Báo cáo |
"""
_END = "| Trước 13/12/2024 | Báo cáo |\n"
_BODY = "1. Tổ chức quán triệt"

Change = tuple[str, str]


def _row(task: str, lead: str, when: str, product: str = "Báo cáo") -> Change:
    return _END, f"{_END}| 5 | {task} | {lead} | Thanh tra huyện | {when} | {product} |\n"


def _prose(words: str, number: int = 3) -> Change:
    """Put an item behind the second of section II."""
    return "ký số đạt tối thiểu 95%.", f"ký số đạt tối thiểu 95%.\n\n{number}. {words}"


WRONG: list[tuple[str, Change]] = [
    ("R01", ("Quý III/2024", "Quý III/2034")),
    ("R01", ("02 tháng 12 năm 2024", "02 tháng 12 năm 2023")),
    ("R02", ("II. NỘI DUNG", "II. NHIỆM VỤ TRỌNG TÂM NĂM 2023")),
    ("R02", ("lưu trữ năm 2024 như sau", "lưu trữ năm 2023 như sau")),
    ("R02", ("Danh mục hồ sơ năm 2024", "Danh mục hồ sơ năm 2023")),
    ("R02", _prose("Phấn đấu đến hết năm 2023, các đơn vị lập hồ sơ điện tử.")),
    ("R05", _row("Báo cáo công tác văn thư, lưu trữ năm 2024", "Phòng Nội vụ", "Trước 20/11/2024")),
    ("R05", _prose("Phòng Nội vụ tham mưu Báo cáo công tác văn thư, lưu trữ năm 2024, trình huyện "
                   "trước ngày 22 tháng 11 năm 2024.")),
    ("R05", _prose("Ủy ban nhân dân các xã, thị trấn báo cáo kết quả về Ủy ban nhân dân huyện "
                   "(qua Phòng Nội vụ) trước ngày 22 tháng 11 năm 2024.")),
    ("R06", ("Trước 29/02/2024", "Khi có điều kiện")),
    ("R06", ("Trước 29/02/2024", "Theo quy định")),
    ("R06", ("Quý III/2024", "Quý III")),
    ("R07", _prose("Phấn đấu văn bản đi của các cơ quan, đơn vị được ký số đạt tối thiểu 90%.")),
    ("R07", _row("Văn bản đi của các cơ quan, đơn vị được ký số đạt 90%", "Phòng Nội vụ",
                 "Quý IV/2024")),
    ("R08", ("Quý II/2024 | Lớp tập huấn", "Quý II/2024 | Biên bản kiểm tra")),
    ("R08", _row("Tuyên truyền về văn thư, lưu trữ trên hệ thống truyền thanh", "Phòng Nội vụ",
                 "Quý IV/2024", "Tuyên truyền về văn thư, lưu trữ")),
    ("R12", _prose("Xuất trình sổ hộ khẩu khi nộp hồ sơ.")),
    ("R13", ("nêu tại Phụ lục kèm theo", "nêu tại Phụ lục I và Phụ lục II kèm theo")),
    ("R13", ("nêu tại Phụ lục kèm theo Kế hoạch này", "được giao")),
    ("R13", _prose("Kinh phí thực hiện theo khoản 5 Mục I Kế hoạch này.")),
    ("R13", _prose("Báo cáo theo Biểu số 03 kèm theo Kế hoạch này.")),
    ("R14", _prose("Lập hồ sơ công việc.", 4)),
    ("R14", _prose("Lập hồ sơ công việc.", 2)),
    ("R14", _prose("Lập hồ sơ:\n\na) Mở hồ sơ;\n\nb) Thu thập;\n\nd) Nộp lưu.")),
    ("R14", ("III. TỔ CHỨC", "VI. TỔ CHỨC")),
    ("R14", ("| 4 | Báo cáo", "| 5 | Báo cáo")),
    ("R15", _prose("Giao đồng chí ……………… làm đầu mối.")),
    ("R15", ("trước ngày 02 tháng 12", "trước ngày ... tháng 12")),
    ("R15", ("Thông báo kết quả kiểm tra", "…")),
    ("R15", ("Thông báo kết quả kiểm tra", "")),
    ("R16", ("| Phòng Nội vụ | Thanh tra huyện | Quý III", "| Phòng Nội Vụ | Thanh tra | Quý III")),
    ("R16", ("| Phòng Nội vụ | Thanh tra huyện | Quý III",
             "| Sở Nội vụ huyện | Thanh tra | Quý III")),
    ("R18", ("| Phòng Nội vụ | Thanh tra huyện | Quý III",
             "| Phòng Nội vụ; Phòng Tư pháp | Thanh tra | Quý III")),
    ("R19", _prose("Giám đốc các sở chỉ đạo đơn vị trực thuộc triển khai Kế hoạch này.")),
    ("R20", ("ngày 22 tháng 01 năm 2024 của", "ngày 22 tháng 01 năm 2023 của")),
    ("R20", ("(Kèm theo Kế hoạch số 21/", "(Kèm theo Kế hoạch số 12/")),
    ("R20", ("2024 của Ủy ban nhân dân huyện Vũ Thư)", "2024 của UBND huyện Kiến Xương)")),
    ("R20", ("TM. ỦY BAN", "TM. HỘI ĐỒNG")),
    ("R20", ("Ủy ban nhân dân huyện Vũ Thư ban hành", "Phòng Nội vụ huyện Vũ Thư ban hành")),
    ("R21", _row("Tập huấn nghiệp vụ lập hồ sơ điện tử cho công chức cấp xã", "Thanh tra huyện",
                 "Quý II/2024")),
    ("R22", ("| Phòng Nội vụ | Thanh tra huyện | Quý III/2024",
             "| Quý III/2024 | Thanh tra huyện | Phòng Nội vụ")),
    ("R22", ("tại các cơ quan, đơn vị |", "tại các |")),
    ("R22", ("Kiểm tra công tác văn thư, lưu trữ", "Kiểm tra công tác văn thư, 3 lưu trữ")),
    ("R23", _prose("Báo cáo Ủy ban nhân nhân huyện.")),
]  # fmt: skip

RIGHT: list[tuple[str, Change]] = [
    ("R01", ("Trước 13/12/2024", "Trước 10/01/2025")),
    ("R02", _row("Tổng kết công tác văn thư, lưu trữ năm 2023", "Phòng Nội vụ", "Quý I/2024")),
    ("R02", ("II. NỘI DUNG", "II. KẾT QUẢ NĂM 2023 VÀ NHIỆM VỤ NĂM 2024")),
    ("R04", _row("Tổ chức giải chạy hưởng ứng", "Phòng Nội vụ", "Ngày 17/3/2024", "Giải chạy")),
    ("R04", ("Quý II/2024", "Ngày 04/5/2024")),  # a Saturday worked for 29 April 2024
    ("R05", _row("Báo cáo công tác văn thư, lưu trữ quý I", "Phòng Nội vụ", "Trước 15/3/2024")),
    ("R07", _prose("Năm 2030 văn bản đi của các cơ quan, đơn vị được ký số đạt 100%.")),
    ("R13", _prose("Thực hiện theo khoản 2 Mục I Kế hoạch này.")),
    ("R14", _prose("Lập hồ sơ:\n\na) Mở;\n\nb) Thu thập;\n\nc) Lưu;\n\nd) Nộp;\n\nđ) Kết thúc.")),
    ("R17", _prose("Kế thừa dữ liệu của Ủy ban nhân dân tỉnh Hà Tây (cũ).")),
    ("R18", ("| Phòng Nội vụ | Thanh tra huyện | Quý III",
             "| Phòng Nội vụ (chủ trì), Phòng Tư pháp | Thanh tra | Quý III")),
    ("R19", _prose("Báo cáo các sở, ban, ngành theo quy định.")),
    ("R21", _row("Tập huấn nghiệp vụ lập hồ sơ điện tử cho công chức các phòng, ban cấp huyện",
                 "Thanh tra huyện", "Quý III/2024")),
    ("R21", _row("Báo cáo công tác văn thư, lưu trữ quý I năm 2024", "Thanh tra huyện",
                 "Trước 15/3/2024")),
]  # fmt: skip


def _audited(change: Change | None = None) -> tuple[Finding, ...]:
    text = _PLAN
    if change is not None:
        assert change[0] in text
        text = text.replace(*change, 1)
    return audit_reading(read_through(read_bytes(text.encode(), "plan.md")))


def test_the_right_plan_has_no_finding() -> None:
    assert _audited() == ()


@pytest.mark.parametrize(("rule", "change"), WRONG)
def test_a_mistake_is_found(rule: str, change: Change) -> None:
    assert rule in {finding.rule for finding in _audited(change)}


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_what_is_right_is_left_alone(rule: str, change: Change) -> None:
    assert rule not in {finding.rule for finding in _audited(change)}


def test_a_date_past_is_told_at_each_of_a_few_rows_and_once_for_many() -> None:
    for count, told in ((2, 2), (6, 1)):
        rows = "".join(
            f"| {number} | Rà soát hồ sơ nhóm {number} của các đơn vị | Phòng Nội vụ | "
            "Thanh tra huyện | Trước 05/01/2024 | Báo cáo |\n"
            for number in range(5, 5 + count)
        )
        found = _audited((_END, _END + rows))
        assert sum(finding.rule == "R03" for finding in found) == told


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("Phối hợp với Ủy ban nhân dân tỉnh Hà Giang.", True),
        ("Phối hợp với Sở Nội vụ tỉnh Bắc Giang.", True),
        ("Phối hợp với Công an huyện Vũ Thư.", True),
        ("Phối hợp với Ủy ban nhân dân thị trấn Vũ Thư.", True),
        ("Phối hợp với Tổng cục Thuế.", True),
        ("Phối hợp với Phòng Lao động - Thương binh và Xã hội.", True),
        ("Phối hợp với Ủy ban nhân dân tỉnh Tuyên Quang.", False),
        ("Kế thừa dữ liệu của Ủy ban nhân dân huyện Vũ Thư (cũ).", False),
        ("Theo Quyết định số 12/QĐ-UBND ngày 20/5/2025 của Ủy ban nhân dân huyện Vũ Thư.", False),
        ("Các Quyết định của Chủ tịch Ủy ban nhân dân tỉnh Hà Giang còn hiệu lực.", False),
    ],
)
def test_bodies_of_units_that_ended(words: str, gone: bool) -> None:
    text = _PLAN.replace("HUYỆN VŨ THƯ", "TỈNH HƯNG YÊN").replace("huyện Vũ Thư", "tỉnh Hưng Yên")
    text = (
        text.replace("2024", "2026").replace("Phòng Nội vụ", "Sở Nội vụ").replace("huyện", "tỉnh")
    )
    text = text.replace("thị trấn", "phường").replace("ký số đạt tối thiểu 95%.", words)
    found = audit_reading(read_through(read_bytes(text.encode(), "plan.md")))
    assert ("R17" in {finding.rule for finding in found}) is gone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Báo cáo quý I năm 2024", "Báo cáo năm 2024", False),
        ("Báo cáo 6 tháng đầu năm", "Báo cáo 9 tháng", False),
        ("Phổ biến Luật Lưu trữ cho cán bộ", "Phổ biến Luật Đất đai cho cán bộ", False),
        ("Ban hành Quy chế chữ ký số", "Xây dựng Quy chế chữ ký số", True),
        ("Tập huấn kỹ năng số cho các xóm", "Tổ chức tập huấn kỹ năng số cho xóm", True),
    ],
)
def test_two_texts_set_one_task(one: str, other: str, same: bool) -> None:
    assert (same_occasion(one, other) and same_object(one, other)) is same


def test_tables_of_knowledge_are_whole() -> None:
    for path in Path(checks.__file__).parent.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name


def test_every_rule_here_is_on() -> None:
    assert all(catalogue()[rule].on for rule, _ in (*WRONG, *RIGHT))
