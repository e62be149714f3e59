"""Each rule on a few lines of its own: what it must find, and what it must leave alone."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit import audit_reading
from cancu.queries.checks import CHECKS
from cancu.queries.checks.working_days import free_day
from cancu.queries.findings import Finding, excerpt
from cancu.queries.rules import all_on, catalogue
from tests.plans import HEAD

_TABLE_HEAD = (
    "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Kết quả |\n|---|---|---|---|---|---|\n"
)


def audited(body: str, *, name: str = "plan.txt") -> tuple[Finding, ...]:
    reading = read_through(read_bytes((HEAD + body).encode(), name))
    return audit_reading(reading, all_on())


def rules_of(body: str, **how: str) -> set[str]:
    return {finding.rule for finding in audited(body, **how)}


PROSE = [
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 24/6/2022 của Thủ tướng Chính phủ;", True),
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ;", False),
    # 766 of another year is another document
    ("C01", "Căn cứ Quyết định số 766/QĐ-TTg ngày 24/6/2019 của Thủ tướng Chính phủ;", False),
    # the date of a paragraph of its own, below a title that ends with a number
    ("C01", "THỰC HIỆN QUYẾT ĐỊNH SỐ 766/QĐ-TTG\nNgày 28 tháng 6 năm 2022, UBND xã họp.", False),
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
    # a number whose body was none on the day written
    ("R17", "Căn cứ Quyết định số 322/QĐ-BNNMT ngày 05/5/2024 về thủy lợi;", True),
    ("R17", "Căn cứ Quyết định số 322/QĐ-BNN ngày 05/5/2024 về thủy lợi;", False),
    ("R17", "Căn cứ Chỉ thị số 10/CT-BNV ngày 05/5/1985 của Bộ Nội vụ;", False),
    ("C03", "Đánh giá theo Quyết định số 766 hằng tháng.", True),
    ("C03", "Theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ; đánh giá theo "
            "Quyết định số 766 hằng tháng.", False),
    ("C06", "Theo Kế hoạch số 17/KH-UBND ngày 22/01/2025 của UBND huyện Vũ Thư về thực hiện Nghị "
            "định số 61/2018/NĐ-CP.", False),  # the subject of another document
    ("C07", "Căn cứ Nghị định số 98/2021/NĐ-CP ngày 08/11/2021 của Chính phủ về sử dụng nguồn đóng "
            "góp tự nguyện khắc phục thiên tai, dịch bệnh, sự cố;", True),
    ("C08", "Ngày 05/02/2025, Thủ tướng Chính phủ đã có Chỉ thị số 27/CT-TTg.", False),
    ("C08", "Theo Kế hoạch số 17/KH-UBND ngày 22/01/2025 của UBND huyện Vũ Thư về thực hiện Chỉ "
            "thị số 27/CT-TTg.", False),
    ("R19", "Các cơ quan từ cấp xã đến cấp xã thực hiện.", True),
    ("R19", "Các cơ quan từ cấp huyện đến cấp xã thực hiện.", False),
    ("R19", "Văn phòng kiểm tra tại ca\u0301c cơ quan hành chính nhà nước các cấp.", True),
    ("R19", "Văn phòng kiểm tra tại các thôn.", False),
    ("R16", "Thủ tục của các cơ quan chuyên môn thuộc UBND xã được công khai.", True),
    ("R16", "Thủ tục của các cơ quan chuyên môn thuộc UBND huyện được công khai.", False),
    ("R02", "Các đơn vị xây dựng Kế hoạch năm 2024 để thực hiện nhiệm vụ được giao.", True),
    ("R02", "Các đơn vị xây dựng Kế hoạch năm 2025 để thực hiện nhiệm vụ được giao.", False),
    ("R04", "Các đơn vị xây dựng kế hoạch, hoàn thành trước ngày 01/01/2026.", False),
    ("R16", "Văn phòng HĐND và UBND theo dõi, đôn đốc.", True),
    ("R16", "Gửi Văn phòng HĐND và UBND huyện tổng hợp.", False),
    ("R23", "Các đơnvị và Văn phòng phối hợp theo Kế hoạchcủa xã.", True),
    ("R23", "Gửi về địa chỉ vanphong@minhlang.gov.vn và https://dichvucong.gov.vn.", False),
    ("R23", "Cơ quan, đơn vị, điạ phương thực hiện.", True),
    ("R23", "Các giá trị và quá trình, hoà giải, thuỷ lợi, nghĩa vụ.", False),
    ("R23", "Nghiêp\u0323 vu\u0323 và đôn\u0323 đốc.", True),
    ("R23", "Nộp bằng chu\u031b\u0303 ky\u0301 so\u0302\u0301.", False),  # decomposed, not broken
    ("R23", "Chủ tịch UBDN huyện ban hành.", True),
    ("R23", "Đảng ủy Ủy ban nhân dân xã và chi phí tuân thủ thủ tục hành chính.", False),
    ("R23", "Công khai tại các Các ngành chuyên môn.", True),
    ("R23", "Các đơn vị tiếp nhận tiếp nhận hồ sơ.", True),
    ("R23", "Rà chuột vào nội dụng văn bản để sử dụng.", False),
    ("R23", "Các đơn vị thực hiên nhiệm vụ được giao.", True),
    ("R23", "Các đơn vị thực hiện nhiệm vụ, bắt đầu từ ngày 01/3/2025.", False),
    ("R23", "Phân công công việc hợp lý.", False),
    ("R23", "Kết quả chia sẽ cho các đơn vị trên trên hệ thống.", True),
    ("R23", "Hồ sơ được rầ soát theo đúng quy định pháp luât.", True),
    ("R23", "Quý khách đẵ đăng nhập: kết quả của trang thông tin.", False),
    ("R23", "Người quỳnh, khuya, nghiêng, giếng, gì, quýt, xoong, khuỷu, ngoằn ngoèo.", False),
    ("R23", "Thực hiện cơ chế một cửa, cơ chế một cửa liên thông.", True),
    ("R23", "Trong 03 ngày kể từ ngày nhạn được hồ sơ.", True),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "body", "found"), PROSE)
def test_rule_on_prose(rule: str, body: str, found: bool) -> None:
    assert (rule in rules_of(body)) is found


CITATIONS = [
    # laws by name and day, and by name and number
    ("C01", "Căn cứ Luật Lưu trữ ngày 11 tháng 12 năm 2011;", True),
    ("C01", "Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;", False),
    ("C01", "Căn cứ Luật Đường bộ ngày 27/6/2023;", True),
    ("C01", "Căn cứ Luật Đường bộ ngày 12/3/2025;", True),  # the only one, of the year before
    ("C01", "Căn cứ Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2022 của Thủ tướng Chính phủ phê "
            "duyệt Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải "
            "quyết thủ tục hành chính;", True),
    ("C01", "Căn cứ Quyết định số 468/QĐ-TTg ngày 20 tháng 4 năm 2022 của Thủ tướng Chính phủ về "
            "việc giao dự toán ngân sách nhà nước cho các bộ;", False),
    ("C05", "Căn cứ Luật Giao dịch điện tử ngày 29 tháng 11 năm 2005;", True),
    ("C05", "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;", False),
    ("C05", "Căn cứ Luật Đất đai năm 2013;", True),
    ("C05", "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", True),  # in force since 1 July 2025
    ("C05", "Theo Luật Lưu trữ ngày 21 tháng 6 năm 2024, hồ sơ sẽ được nộp.", False),
    ("C06", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", True),
    ("C06", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 (sửa đổi, bổ "
            "sung năm 2019);", False),
    ("C06", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ "
            "sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương "
            "ngày 22 tháng 11 năm 2019;", False),
    ("C07", "Căn cứ Luật Trẻ em số 59/2020/QH14;", True),
    ("C07", "Căn cứ Luật Trẻ em số 102/2016/QH13;", False),
    ("C01", "Căn cứ Luật Trẻ em số 59/2020/QH14 ngày 05 tháng 4 năm 2016;", False),
    # two of anything
    ("C02", "Theo Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình về chuyển đổi số "
            "và Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình về cải cách hành "
            "chính.", True),
    ("C02", "Theo Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình về chuyển đổi số "
            "và Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình về chương trình "
            "chuyển đổi số năm 2024.", False),
    ("C02", "Theo Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ; Quyết định số "
            "749/QĐ-TTg ngày 03/6/2020 của Bộ trưởng Bộ Thông tin và Truyền thông.", True),
    ("C02", "Theo Quyết định số 15/QĐ-BNV ngày 03/6/2020 của Bộ Nội vụ; Quyết định số 15/QĐ-BNV "
            "ngày 03/6/2020 của Bộ trưởng Bộ Nội vụ.", False),
    # the form of a number
    ("C03", "Căn cứ Nghị định số 30/NĐ-CP ngày 05/3/2020 của Chính phủ;", True),
    ("C03", "Căn cứ Nghị định số 12/CP ngày 01/3/1995 của Chính phủ;", False),
    ("C03", "Căn cứ Nghị quyết số 202/2025/QH ngày 12/6/2025 của Quốc hội;", True),
    ("C03", "Căn cứ Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội;", False),
    ("C03", "Căn cứ Thông tư số 02/2017/VPCP ngày 31/10/2017 của Văn phòng Chính phủ;", True),
    ("C03", "Căn cứ Quyết định số 749/QĐ/TTg ngày 03/6/2020 của Thủ tướng Chính phủ;", True),
    ("C03", "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;", False),
    ("C03", "Căn cứ Nghị định số 30-2020-NĐ-CP ngày 05/3/2020 của Chính phủ;", True),
    ("C03", "Căn cứ Nghị định số 30/2020/nđ-cp ngày 05/3/2020 của Chính phủ;", True),
    ("C10", "Căn cứ Nghị định số 30-2020-NĐ-CP ngày 05/3/2020 của Chính phủ;", False),
    # symbol against issuer
    ("C04", "Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng Bộ Nội vụ;", True),
    ("C04", "Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng "
            "Chính phủ;", False),
    ("C04", "Căn cứ Nghị quyết số 35/2023/NQ-HĐND ngày 07/12/2023 của Ủy ban nhân dân tỉnh Thái "
            "Bình;", True),
    ("C04", "Căn cứ Nghị quyết số 35/2023/NQ-HĐND ngày 07/12/2023 của Hội đồng nhân dân tỉnh Thái "
            "Bình;", False),
    # other years, another subject
    ("C07", "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ phê duyệt "
            "Chương trình Chuyển đổi số quốc gia đến năm 2030, định hướng đến năm 2045;", True),
    ("C07", "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ phê duyệt "
            "Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030;", False),
    ("C07", "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về định danh và xác "
            "thực điện tử;", True),
    # what a first mention lacks
    ("C08", "Báo cáo theo Nghị định số 09/2019/NĐ-CP.", True),
    ("C08", "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ;", True),
    ("C08", "Căn cứ Kế hoạch số 31/KH-UBND ngày 12/01/2025 về công tác văn thư;", True),
    ("C08", "Căn cứ Kế hoạch số 31/KH-UBND ngày 12/01/2025 của UBND huyện Vũ Thư về công tác văn "
            "thư;", False),
    ("C08", "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020, Quyết định số 942/QĐ-TTg ngày "
            "15/6/2021 của Thủ tướng Chính phủ về chuyển đổi số;", False),
    # rank of the issuer
    ("C09", "Căn cứ Kế hoạch số 3/KH-UBND ngày 03/01/2025 của UBND xã Vũ Hội;", True),
    ("C09", "Căn cứ Kế hoạch số 3/KH-UBND ngày 03/01/2025 của UBND xã Vũ Hội (cũ);", False),
    ("C09", "Căn cứ Kế hoạch số 3/KH-UBND ngày 03/01/2025 của UBND xã Minh Lãng;", False),
    ("C09", "Căn cứ Kế hoạch số 3/KH-UBND ngày 03/01/2025 của UBND huyện Vũ Thư;", False),
    # open citations
    ("C10", "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ;", True),
    ("C10", "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;", False),
    ("C10", "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ ban hành Chương trình tổng thể cải cách "
            "hành chính nhà nước giai đoạn 2021 - 2030;", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "body", "found"), CITATIONS)
def test_rule_on_a_citation(rule: str, body: str, found: bool) -> None:
    assert (rule in rules_of(body)) is found


SUGGESTIONS = [
    # the law in force on the day of the plan, at the end of the chain
    ("C05", "Căn cứ Luật Giao dịch điện tử ngày 29/11/2005;",
     "Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023"),
    ("C01", "Căn cứ Luật Trẻ em ngày 05/5/2016;", "Luật Trẻ em ngày 05 tháng 4 năm 2016"),
    ("C03", "Căn cứ Nghị định số 30-2020-NĐ-CP của Chính phủ;",
     "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"),
    ("C03", "Căn cứ Quyết định số 749/QĐ/TTg ngày 03/6/2020;", "Quyết định số 749/QĐ-TTg"),
    ("C03", "Căn cứ Thông tư số 02/2017/VPCP năm 2017;", "Thông tư số 02/2017/TT-VPCP"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "body", "suggestion"), SUGGESTIONS)
def test_the_corrected_citation_is_ready_to_copy(rule: str, body: str, suggestion: str) -> None:
    (finding,) = [f for f in audited(body) if f.rule == rule]
    assert finding.suggestion == suggestion


def test_the_successor_is_the_one_in_force_on_the_day_of_the_plan() -> None:
    basis = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
    for day, right in (("10 tháng 4 năm 2025", "19 tháng 02 năm 2025"),
                       ("19 tháng 01 năm 2026", "16 tháng 6 năm 2025")):  # fmt: skip
        text = (HEAD + basis).replace("10 tháng 02 năm 2025", day)
        found = audit_reading(read_through(read_bytes(text.encode(), "plan.txt")), all_on())
        (finding,) = [f for f in found if f.rule == "C05"]
        assert finding.suggestion == f"Luật Tổ chức chính quyền địa phương ngày {right}"


def test_two_titles_are_told_at_both_places() -> None:
    cited = "Quyết định số 9/QĐ-UBND ngày 03/3/2024 của UBND tỉnh Thái Bình về"
    body = f"Theo {cited} chuyển đổi số.\nTheo {cited} cải cách hành chính."
    assert len([f for f in audited(body) if f.rule == "C02"]) == 2


def test_what_clerks_read_has_no_iris_and_no_english() -> None:
    body = (
        "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ;\nCăn cứ Nghị định số 61/2018/NĐ-CP ngày "
        "24/4/2018 của Chính phủ;\nCăn cứ Luật Lưu trữ ngày 11/12/2011;"
    )
    said = [text for f in audited(body) for text in (f.message, *(e.text for e in f.evidence))]
    assert said
    assert not [text for text in said if "http" in text or "memory" in text or "web" in text]


ROWS = [
    ("R01", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/12/2024", "Văn phòng", True),
    ("R01", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/12/2025", "Văn phòng", False),
    ("R01", "Niêm yết thủ tục hành chính tại trụ sở", "Định kỳ trong năm 2024", "Văn phòng", True),
    ("R03", "Niêm yết thủ tục hành chính tại trụ sở", "Trong tháng 02/2025", "Văn phòng", False),
    ("R04", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 15/3/2025", "Văn phòng", True),
    ("R04", "Niêm yết thủ tục hành chính tại trụ sở", "Trước 14/3/2025", "Văn phòng", False),
    ("R05", "Rà soát biểu mẫu, hoàn thành chậm nhất đến hết quý I năm 2025",
     "Trước 30/5/2025", "Văn phòng", True),
    ("R06", "Bảo đảm trên 60% hồ sơ nộp trực tuyến", "Thường xuyên", "Văn phòng", True),
    ("R06", "Bảo đảm 100% hồ sơ được giải quyết đúng hạn", "Thường xuyên", "Văn phòng", False),
    ("R06", "Rà soát thủ tục hành chính", "Theo kế hoạch riêng", "Văn phòng", True),
    ("R05", "Hằng tháng công khai kết quả đánh giá", "Thường xuyên", "Văn phòng", True),
    ("R05", "Hằng tháng công khai kết quả đánh giá", "Hằng tháng", "Văn phòng", False),
    ("R06", "Báo cáo kết quả rà soát thủ tục", "Theo quy định", "Văn phòng", True),
    ("R06", "Báo cáo kết quả rà soát thủ tục",
     "Theo thời gian quy định tại Kế hoạch rà soát", "Văn phòng", True),
    ("R15", "Thực hiện Kế hoạch số 86/KH-UBND ngày 04/8/2021 của UBND huyện Vũ Thư",
     "Trong năm 2025", "Văn phòng", False),
    ("R19", "Kiểm tra công tác cải cách của UBND các xã", "Tháng 9/2025", "Văn phòng", True),
    ("R19", "Tuyên truyền cải cách trên địa bàn huyện", "Tháng 9/2025", "Văn phòng", True),
    ("R19", "Tuyên truyền cải cách trên địa bàn huyện Vũ Thư", "Tháng 9/2025", "Văn phòng", False),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025",
     "Tổ chức, cá nhân có liên quan", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Trước 14/3/2025", "", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Trước 14/3/2025",
     "Công chức, viên chức được giao nhiệm vụ", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025", "Các ngành chuyên môn", True),
    ("R18", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025",
     "Văn phòng – Thống kê; Các ngành chuyên môn", True),
    ("R19", "Tập huấn nghiệp vụ một cửa cho công chức", "Tháng 9/2025",
     "Văn phòng HĐND và UBND huyện", True),
    ("R19", "Tập huấn nghiệp vụ một cửa cho công chức", "Tháng 9/2025", "Sở Nội vụ", True),
    ("R16", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025", "Phòng Nội vụ", True),
    ("R16", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025", "Phòng Nội vụ huyện", False),
    ("R16", "Tuyên truyền dịch vụ công trực tuyến", "Tháng 9/2025",
     "Phòng Tài chính - Kế hoạch huyện", False),
    ("R21", "Xây dựng, ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2025", "Tháng 9/2025",
     "Văn phòng", True),
    ("R21", "Ban hành Kế hoạch rà soát, đánh giá thủ tục hành chính năm 2025", "Tháng 9/2025",
     "Văn phòng", False),
    ("R21", "Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2025 của cấp mình", "Tháng 9/2025",
     "Văn phòng", False),
    ("R24", "Số hóa 60% hồ sơ tiếp nhận của cấp huyện, xã", "Tháng 9/2025", "Văn phòng", True),
    ("R24", "Số hóa 60% hồ sơ tiếp nhận của xã", "Tháng 9/2025", "Văn phòng", False),
    ("R19", "Tập huấn nghiệp vụ một cửa cho công chức", "Tháng 9/2025", "Văn phòng UBND xã", False),
    ("R19", "Trả kết quả tại Bộ phận Một cửa cấp huyện, cấp xã", "Tháng 9/2025", "Xã", True),
    ("R05", "Tổng hợp, báo cáo định kỳ hằng tháng về kết quả", "Thường xuyên", "Văn phòng", True),
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


def table_of(*rows: str, head: str = "") -> str:
    """Return an annex whose ten rows of custom precede the rows given."""
    custom = (
        f"| {n} | Công việc khác thứ {n} của kế hoạch | Văn phòng | Các đơn vị | Tháng 9/2025 "
        "| Báo cáo |\n"
        for n in range(1, 11)
    )
    return f"PHỤ LỤC\n\n{_TABLE_HEAD}{head}{''.join((*custom, *rows))}"


ODD_ROWS = [
    # the only row without a coordinating body
    ("R15", "| 11 | Niêm yết thủ tục hành chính | Văn phòng |  | Tháng 9/2025 | Sổ |\n", True),
    ("R15", "| 11 | Niêm yết thủ tục hành chính | Văn phòng | Xã | Tháng 9/2025 | Sổ |\n", False),
    # an ordinal with a dot among those without
    ("R14", "| 11. | Niêm yết thủ tục hành chính | Văn phòng | Xã | Tháng 9/2025 | Sổ |\n", True),
    ("R14", "| 11 | Niêm yết thủ tục hành chính | Văn phòng | Xã | Tháng 9/2025 | Sổ |\n", False),
    # the last day before is the fifth of September, a Friday, or the second, a holiday
    ("R04", "| 11 | Niêm yết thủ tục | Văn phòng | Xã | Trước ngày 03/9/2025 | Sổ |\n", True),
    ("R04", "| 11 | Niêm yết thủ tục | Văn phòng | Xã | Trước ngày 05/9/2025 | Sổ |\n", False),
    ("R04", "| 11 | Niêm yết thủ tục | Văn phòng | Xã | Chậm nhất ngày 03/9/2025 | Sổ |\n", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "row", "found"), ODD_ROWS)
def test_rule_on_a_row_unlike_the_others(rule: str, row: str, found: bool) -> None:
    assert (rule in rules_of(table_of(row), name="plan.md")) is found


@pytest.mark.parametrize(("issued", "found"), [("20 tháng 01", True), ("02 tháng 01", False)])
def test_tet_between_issue_and_deadline_leaves_few_working_days(issued: str, found: bool) -> None:
    row = "| 11 | Niêm yết thủ tục | Văn phòng | Xã | Chậm nhất ngày 07/02/2025 | Sổ |\n"
    text = (HEAD + table_of(row)).replace("10 tháng 02", issued)
    findings = audit_reading(read_through(read_bytes(text.encode(), "plan.md")), all_on())
    assert any(f.rule == "R03" and "ngày làm việc" in f.message for f in findings) is found


def test_a_misspelling_that_comes_twice_is_told_at_each_place_and_a_common_one_once() -> None:
    for times, told in ((2, 2), (4, 1)):
        body = "\n".join(f"Việc {n}: kết quả được chia sẽ cho các đơn vị." for n in range(times))
        found = [f for f in audited(body) if f.rule == "R23"]
        assert len(found) == told
        assert all(len(f.evidence) == times - 1 for f in found)


SECTIONS = [("R06", "Theo kế hoạch riêng"), ("R19", "Tháng 9/2025")]


@pytest.mark.parametrize(("rule", "deadline"), SECTIONS)
def test_what_recurs_is_told_once_in_a_section(rule: str, deadline: str) -> None:
    task = "Kiểm tra công tác cải cách của UBND các xã"
    line = f"| {{}} | {task} lần {{}} | Văn phòng | Các đơn vị | {deadline} | Báo cáo |\n"
    rows = line.format(1, "đầu") + line.format(2, "sau")
    sections = (
        f"| {roman} | Công tác {name} |  |  |  |  |\n{rows}"
        for roman, name in (("I", "chỉ đạo"), ("II", "kiểm tra"))
    )
    found = audited(f"PHỤ LỤC\n\n{_TABLE_HEAD}{''.join(sections)}", name="plan.md")
    assert sum(finding.rule == rule for finding in found) == 2


def test_the_first_name_joined_in_another_way_is_told() -> None:
    names = ("Tư pháp - Hộ tịch", "Tư pháp - Hộ tịch", "Tư pháp và Hộ tịch")
    rows = "".join(
        f"| {n} | Công việc thứ {n} của xã | Văn phòng | {name}; Công an | Tháng 9/2025 | Sổ |\n"
        for n, name in enumerate(names, 1)
    )
    (finding,) = [f for f in audited(f"PHỤ LỤC\n\n{_TABLE_HEAD}{rows}", name="plan.md")
                  if f.rule == "R16"]  # fmt: skip
    assert finding.suggestion == "Tư pháp - Hộ tịch"
    assert "«Tư pháp và Hộ tịch»" in finding.message


DELIVERABLES = [
    ("R08", "Ban hành Quy chế tổ chức của Bộ phận Một cửa", "Kế hoạch được ban hành", True),
    ("R08", "Ban hành Quy chế tổ chức của Bộ phận Một cửa", "Quy chế được ban hành", False),
    ("R22", "Triển khai tiếp nhận hồ sơ trực tuyến tại Bộ phận Một cửa của xã",
     "Văn bản chỉ đạo. Triển khai tiếp nhận hồ sơ trực tuyến tại Bộ phận Một cửa", True),
    ("R22", "Kế hoạch rà soát thủ tục hành chính của xã năm 2025",
     "Kế hoạch rà soát thủ tục hành chính của xã năm 2025", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "task", "deliverable", "found"), DELIVERABLES)
def test_rule_on_a_deliverable(rule: str, task: str, deliverable: str, found: bool) -> None:
    rows = "".join(
        f"| {n} | Công việc khác thứ {n} của kế hoạch | Văn phòng | Các đơn vị | Tháng 9/2025 "
        f"| Báo cáo {n} |\n"
        for n in range(1, 5)
    )
    table = f"{_TABLE_HEAD}{rows}| 5 | {task} | Văn phòng | Xã | Tháng 9/2025 | {deliverable} |\n"
    assert (rule in rules_of(f"PHỤ LỤC\n\n{table}", name="plan.md")) is found


LAYOUTS = [
    ("R13", "{body}\n\nPHỤ LỤC\nNHIỆM VỤ\n\n{table}", True),
    ("R13", "Nhiệm vụ theo Phụ lục kèm theo. {body}\n\nPHỤ LỤC\nNHIỆM VỤ\n\n{table}", False),
    ("R20", "{body}\n\nPHỤ LỤC\n(Kèm theo Kế hoạch số 08/KH-UBND ngày 10/02/2025 của Chủ tịch "
            "UBND xã Minh Lãng)\n\n{table}", True),
    ("R20", "{body}\n\nPHỤ LỤC\n(Kèm theo Kế hoạch số 08/KH-UBND ngày 10/02/2025 của UBND xã "
            "Minh Lãng)\n\n{table}", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "layout", "found"), LAYOUTS)
def test_rule_on_an_annex(rule: str, layout: str, found: bool) -> None:
    table = _TABLE_HEAD + "| 1 | Rà soát thủ tục | Văn phòng | Xã | Tháng 9/2025 | Báo cáo |\n"
    body = "Các ngành thực hiện nhiệm vụ được giao, báo cáo khó khăn để giải quyết. " * 30
    assert (rule in rules_of(layout.format(body=body, table=table), name="plan.md")) is found


def test_one_amendment_missing_is_one_finding_beside_the_other_amendments() -> None:
    body = (
        "Thực hiện Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ; Nghị định số "
        "20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ; Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 "
        "của Chính phủ;"
    )
    (finding,) = [f for f in audited(body) if f.rule == "C06"]
    assert "92/2017" in (HEAD + body)[finding.start : finding.end]
    assert finding.suggestion is not None
    assert "48/2013/NĐ-CP" in finding.suggestion
    assert len(finding.evidence) == 4


def test_every_rule_of_one_document_has_a_check_and_every_check_a_rule() -> None:
    across_too = {"C02", "C10", "R05", "R07"}
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
    text = HEAD + body
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
