"""Each rule on a few lines of its own: what it must find, and what it must leave alone."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.pipeline import read_through
from cancu.ingest.read import read_bytes
from cancu.queries.audit import audit_reading
from cancu.queries.checks import CHECKS
from cancu.queries.checks.working_days import free_day
from cancu.queries.findings import Finding, excerpt
from cancu.queries.rules import all_on, catalogue

_HEAD = """ỦY BAN NHÂN DÂN
XÃ MINH LÃNG

Số: 08/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Minh Lãng, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2025

"""
_TABLE_HEAD = (
    "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Kết quả |\n|---|---|---|---|---|---|\n"
)


def audited(body: str, *, name: str = "plan.txt") -> tuple[Finding, ...]:
    reading = read_through(read_bytes((_HEAD + body).encode(), name))
    return audit_reading(reading, all_on())


def rules_of(body: str, **how: str) -> set[str]:
    return {finding.rule for finding in audited(body, **how)}


PROSE = [
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 24/6/2022 của Thủ tướng Chính phủ;", True),
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ;", False),
    # 766 of another year is another document
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 24/6/2019 của Thủ tướng Chính phủ;", False),
    ("C02", "Theo Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình và Quyết định "
            "số 9/QĐ-UBND ngày 04/3/2024 của UBND tỉnh Thái Bình.", True),
    ("C03", "Theo Quyết định số 240/QD-TTg năm 2025.", True),
    ("C03", "Theo Quyết định số 240/QĐ-TTg năm 2025.", False),
    ("C04", "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Thủ tướng Chính phủ;", True),
    ("C04", "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", False),
    ("C05", "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ;", True),
    ("C05", "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ;", False),
    ("C06", "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", True),
    ("C06", "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ; Nghị định số "
            "107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ;", False),
    ("C07", "Theo Thông tư số 167/2012/TT-BTC ngày 10/10/2012 của Bộ trưởng Bộ Tài chính quy định "
            "việc lập dự toán, quản lý và kinh phí thực hiện các hoạt động kiểm soát thủ tục hành "
            "chính.", True),
    ("C07", "Theo Thông tư số 167/2012/TT-BTC ngày 10/10/2012 của Bộ trưởng Bộ Tài chính quy định "
            "việc lập dự toán, quản lý và sử dụng kinh phí thực hiện các hoạt động kiểm soát TTHC.",
     False),
    ("C08", "Thực hiện Chỉ thị số 27/CT-TTg của Thủ tướng Chính phủ.", True),
    ("C08", "Thực hiện Chỉ thị số 27/CT-TTg ngày 27/10/2023 của Thủ tướng Chính phủ.", False),
    ("R12", "Nộp hồ sơ qua dịch vụ công trực tuyến mức độ 3, mức độ 4.", True),
    ("R12", "Nộp hồ sơ qua dịch vụ công trực tuyến toàn trình.", False),
    ("R13", "I. MỤC ĐÍCH\nMột.\nII. NHIỆM VỤ\nCác việc nêu tại Mục IV của Kế hoạch này.\n"
            "III. TỔ CHỨC\nHai.", True),
    ("R13", "I. MỤC ĐÍCH\nMột.\nII. NHIỆM VỤ\nCác việc nêu tại Mục III của Kế hoạch này.\n"
            "III. TỔ CHỨC\nHai.", False),
    ("R14", "I. MỤC ĐÍCH\nMột.\nI. NHIỆM VỤ\nHai.\nIII. TỔ CHỨC\nBa.", True),
    ("R14", "I. MỤC ĐÍCH\nMột.\nII. NHIỆM VỤ\nHai.\nIII. TỔ CHỨC\nBa.", False),
    ("R03", "Các đơn vị xây dựng kế hoạch, hoàn thành trước ngày 05/02/2025.", True),
    ("R03", "Các đơn vị xây dựng kế hoạch, hoàn thành trước ngày 05/3/2025.", False),
    ("R04", "Các đơn vị xây dựng kế hoạch, hoàn thành trước ngày 30/4/2025.", True),
    ("R17", "Sở Thông tin và Truyền thông theo dõi, đôn đốc.", False),
    ("R23", "Các đơn vị thực hiên nhiệm vụ được giao.", True),
    ("R23", "Các đơn vị thực hiện nhiệm vụ, bắt đầu từ ngày 01/3/2025.", False),
    ("R23", "Phân công công việc hợp lý.", False),
    ("R23", "Kết quả chia sẽ cho các đơn vị trên trên hệ thống.", True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "body", "found"), PROSE)
def test_rule_on_prose(rule: str, body: str, found: bool) -> None:
    assert (rule in rules_of(body)) is found


ROWS = [
    ("R01", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/12/2024", "Văn phòng", True),
    ("R01", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/12/2025", "Văn phòng", False),
    ("R04", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/3/2025", "Văn phòng", True),
    ("R04", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 14/3/2025", "Văn phòng", False),
    ("R05", "Rà soát biểu mẫu, hoàn thành chậm nhất đến hết quý I năm 2025",
     "Trước 30/5/2025", "Văn phòng", True),
    ("R06", "Bảo đảm trên 60% hồ sơ nộp trực tuyến", "Thường xuyên", "Văn phòng", True),
    ("R06", "Bảo đảm 100% hồ sơ được giải quyết đúng hạn", "Thường xuyên", "Văn phòng", False),
    ("R06", "Rà soát thủ tục hành chính", "Theo kế hoạch riêng", "Văn phòng", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Trước 14/3/2025", "", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Trước 14/3/2025",
     "Công chức, viên chức được giao nhiệm vụ", True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "task", "deadline", "lead", "found"), ROWS)
def test_rule_on_a_row(rule: str, task: str, deadline: str, lead: str, found: bool) -> None:
    rows = "".join(
        f"| {n} | Công việc khác thứ {n} của kế hoạch | Văn phòng | Các đơn vị | Tháng 9/2025 "
        "| Báo cáo |\n"
        for n in range(1, 5)
    )
    table = _TABLE_HEAD + rows + f"| 5 | {task} | {lead} | Các đơn vị | {deadline} | Báo cáo |\n"
    assert (rule in rules_of(f"PHỤ LỤC\n\n{table}", name="plan.md")) is found


def test_every_rule_of_one_document_has_a_check_and_every_check_a_rule() -> None:
    across_too = {"C02", "C10"}
    one = {rule.id for rule in catalogue().values() if rule.scope == "document"}
    assert set(CHECKS) == one
    assert across_too <= one


def test_rules_say_why_and_what_to_do_in_both_languages() -> None:
    for rule in catalogue().values():
        assert all((rule.name_vi, rule.name, rule.why_vi, rule.why_en, rule.do_vi, rule.do_en))
        assert not rule.on or rule.precision is None or rule.precision >= 0.7


def test_a_finding_stands_where_it_says() -> None:
    body = "Căn cứ Quyết định số 766/QĐ-TTg ngày 24/6/2022 của Thủ tướng Chính phủ;"
    (finding,) = [f for f in audited(body) if f.rule == "C01"]
    text = _HEAD + body
    assert text[finding.start : finding.end] == "Quyết định số 766/QĐ-TTg"
    assert "⟦Quyết định số 766/QĐ-TTg⟧" in finding.excerpt
    assert finding.suggestion is not None
    assert finding.suggestion.startswith("Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022")


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (datetime.date(2024, 2, 10), True),  # first day of Tết Giáp Thìn, a Saturday
        (datetime.date(2025, 1, 29), True),  # first day of Tết Ất Tỵ, a Wednesday
        (datetime.date(2026, 2, 17), True),  # first day of Tết Bính Ngọ, a Tuesday
        (datetime.date(2025, 4, 7), True),  # Giỗ Tổ Hùng Vương, 10 March of the lunar calendar
        (datetime.date(2025, 9, 2), True),
        (datetime.date(2025, 9, 5), False),
        (datetime.date(2025, 3, 30), True),  # a Sunday
    ],
)
def test_working_days_follow_the_lunar_calendar(day: datetime.date, free: bool) -> None:
    assert (free_day(day) is not None) is free


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 60))
def test_an_excerpt_marks_one_place(text: str, start: int, length: int) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    start = min(start, len(clean))
    marked = excerpt(clean, start, min(start + length, len(clean)))
    assert marked.count("⟦") == marked.count("⟧") == 1
    inside = marked.partition("⟦")[2].partition("⟧")[0]
    assert inside == " ".join(clean[start : start + length].split())
