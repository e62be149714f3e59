"""Citations in every form: what was written, exactly where, and what stands beside it."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.mentions import Mention
from cancu.ingest.structure import Header
from tests.citations import Case, assert_found, assert_linear, case, mentions_in

PROVINCE = Header(
    type="Kế hoạch", number="41/KH-UBND", level="province", date="2025-01-10",
    issuer="Ủy ban nhân dân tỉnh Thái Bình",
)  # fmt: skip


def mentions(text: str, header: Header = PROVINCE) -> tuple[Mention, ...]:
    return mentions_in(text, header)


NUMBERED = [
    case("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;",
         ("Nghị định số 61/2018/NĐ-CP", {"type": "Nghị định", "date": "2018-04-23",
          "issuer": "Chính phủ", "issuer_stated": True, "role": "basis"})),
    case("theo Nghị\n\nđịnh số \n\n61/2018/NĐ-CP",
         ("Nghị định số 61/2018/NĐ-CP", {"issuer": "Chính phủ", "role": "under"})),
    case("Quyết định số 27/QĐ-TTg của Thủ tướng Chính phủ ngày 24-5-2025",
         ("Quyết định số 27/QĐ-TTg", {"date": "2025-05-24", "issuer": "Thủ tướng Chính phủ"})),
    case("Nghị định của Chính phủ số 132/2008/NĐ-CP ngày 31/12/2008",
         ("Nghị định của Chính phủ số 132/2008/NĐ-CP", {"date": "2008-12-31"})),
    case("QUYẾT ĐỊNH SỐ\n06/QĐ-TTG NGÀY 02/01/2025",
         ("QUYẾT ĐỊNH SỐ 06/QĐ-TTG", {"number": "06/QĐ-TTg", "date": "2025-01-02"})),
    case("Báo cáo giải trình, tiếp thu số\n490/BC-UBND ngày 25 tháng 11 năm 2025",
         ("Báo cáo giải trình, tiếp thu số 490/BC-UBND", {"type": "Báo cáo"})),
    case("Kế hoạch hành động số 328-KH/TU, ngày\n24/4/2025 của Tỉnh ủy",
         ("Kế hoạch hành động số 328-KH/TU", {"date": "2025-04-24",
          "issuer": "Tỉnh ủy Thái Bình"})),
    case("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
         ("Nghị quyết số 57-NQ/TW", {"issuer": "Bộ Chính trị"})),
    case("tại Công văn số 5990/VPCP-KSTT ngày 22/8/2024",
         ("Công văn số 5990/VPCP-KSTT", {"issuer": "Văn phòng Chính phủ"})),
    case("của Sở Tài chính tại Tờ trình số 252/TTr-STC ngày 17/11/2025",
         ("Tờ trình số 252/TTr-STC", {"issuer": "Sở Tài chính"})),
    case("Trả lời công văn số JHDPC/2025/276 ngày 5/9/2025 của Công ty",
         ("công văn số JHDPC/2025/276", {"type": "Công văn", "date": "2025-09-05"})),
    case("Nghị định số 315-HĐBT ngày 01/9/1990 của Hội đồng Bộ trưởng",
         ("Nghị định số 315-HĐBT", {"number": "315-HĐBT", "date": "1990-09-01"})),
    case("ngày 15/7/2021, Chính phủ ban hành Nghị quyết số 76/NQ-CP",
         ("Nghị quyết số 76/NQ-CP", {"date": "2021-07-15", "issuer": "Chính phủ"})),
    case("Nghị định số142/2018/NĐ-CP ngày 09 tháng 10 năm 2018",
         ("Nghị định số142/2018/NĐ-CP", {"date": "2018-10-09"})),
    case("Nghị định số **61/2018/NĐ-CP**", ("Nghị định số **61/2018/NĐ-CP", {})),
    case("của Chủ tịch UBND tỉnh tại Quyết định số 12/QĐ-UBND",
         ("Quyết định số 12/QĐ-UBND", {"issuer": "Chủ tịch Ủy ban nhân dân tỉnh Thái Bình"})),
    # a committee's symbol is not the citing committee's own where another is named before it
    case("Xét đề nghị của UBND huyện Vũ Thư tại Tờ trình số 99/TTr-UBND ngày 05/11/2024",
         ("Tờ trình số 99/TTr-UBND", {"issuer": "Ủy ban nhân dân huyện Vũ Thư"})),
    case("Sở Nội vụ có ý kiến về Kế hoạch số 12/KH-UBND của tỉnh",
         ("Kế hoạch số 12/KH-UBND", {"issuer": "Ủy ban nhân dân tỉnh Thái Bình"})),
    case("UBND huyện Vũ Thư (Báo cáo số 103/BC-UBND ngày 05/11/2024)",
         ("Báo cáo số 103/BC-UBND", {"issuer": "Ủy ban nhân dân huyện Vũ Thư"})),
    case("Tỉnh Quảng Ninh đã ban hành Kế hoạch số 1000/KH-UBND ngày 05/5/2022",
         ("Kế hoạch số 1000/KH-UBND", {"issuer": "Ủy ban nhân dân tỉnh Quảng Ninh"})),
    case("giao UBND huyện Vũ Thư (Quyết định số 5/QĐ-UBND)",
         ("Quyết định số 5/QĐ-UBND", {"issuer": None})),
    case("Quyết định số 10/QĐ-UBND ngày 01/02/2024, Quyết định số 11/QĐ-UBND ngày 02/02/2024 của "
         "UBND tỉnh Nam Định",
         ("Quyết định số 10/QĐ-UBND", {"issuer": "Ủy ban nhân dân tỉnh Nam Định"}),
         ("Quyết định số 11/QĐ-UBND", {"issuer": "Ủy ban nhân dân tỉnh Nam Định"})),
    case("Kế hoạch số 9/KH-UBND ngày 01/02/2025 của UBND tỉnh Kế hoạch ban hành",
         ("Kế hoạch số 9/KH-UBND", {"issuer": "Ủy ban nhân dân tỉnh Thái Bình"})),
    case("Nghị định ngày 23/4/2018 số 61/2018/NĐ-CP của Chính phủ",
         ("Nghị định ngày 23/4/2018 số 61/2018/NĐ-CP", {"date": "2018-04-23"})),
    case("VB số 10781/VPCP-CN gửi các bộ", ("VB số 10781/VPCP-CN", {"type": "Văn bản"})),
    case("Phiếu lấy ý kiến Thành viên Chính phủ số 12/PLYK/2025 ngày 03/11/2025",
         ("Phiếu lấy ý kiến Thành viên Chính phủ số 12/PLYK/2025", {"date": "2025-11-03"})),
    case("Nghị định số 61/2018/NĐ-CPngày 23/4/2018của Chính phủ",
         ("Nghị định số 61/2018/NĐ-CP", {"date": "2018-04-23", "issuer_stated": True})),
    case("Nghị định số 61/2018/NĐ-CP được Chính phủ ban hành ngày 23/4/2018",
         ("Nghị định số 61/2018/NĐ-CP", {"date": "2018-04-23", "issuer_stated": True})),
    case("Kế hoạch số 402/KH-UBND1 ngày 01/02/2021; Kế hoạch số 403/KH-UBND[2] ngày 02/02/2021",
         ("Kế hoạch số 402/KH-UBND", {"date": "2021-02-01"}),
         ("Kế hoạch số 403/KH-UBND", {"date": "2021-02-02"})),
    case("Nghị định số [61/2018/NĐ-CP](https://vi.du/61) ngày 23/4/2018",
         ("Nghị định số [61/2018/NĐ-CP", {"number": "61/2018/NĐ-CP", "date": "2018-04-23"})),
]  # fmt: skip
DATED_BEFORE = [
    case("Thông tư số 49/2025/TT-BCT ngày ngày 09 tháng 9 năm 2025 của Bộ Công Thương",
         ("Thông tư số 49/2025/TT-BCT", {"date": "2025-09-09"})),
    case("Quyết định số 03-QĐ/BCĐ ngày 13/8/2025 của Ban Chỉ đạo về khoa học, công nghệ và chuyển "
         "đổi số tỉnh ban hành Chương trình công tác",
         ("Quyết định số 03-QĐ/BCĐ",
          {"issuer": "Ban Chỉ đạo về khoa học, công nghệ và chuyển đổi số tỉnh Thái Bình"})),
    case("Quyết định số 4/QĐ-BCĐ của Ban Chỉ đạo về việc ban hành Quy chế của tỉnh",
         ("Quyết định số 4/QĐ-BCĐ", {"issuer": "Ban Chỉ đạo"})),
    case("Ngày 10/10/2024, tại Công văn số 22/UBND-NC của UBND tỉnh",
         ("Công văn số 22/UBND-NC", {"date": "2024-10-10"})),
    case("Ngày 26/02/2025, Cục Thuế tỉnh Vĩnh Phúc (nay là Thuế tỉnh Phú Thọ) có Thông báo số "
         "56/TB-CTVPH về giá", ("Thông báo số 56/TB-CTVPH", {"date": "2025-02-26",
                             "issuer": "Cục Thuế tỉnh Vĩnh Phúc"})),
    case("ngày 12/5/2025, Thủ tướng Chính phủ đã ký Quyết định số 9/QĐ-TTg",
         ("Quyết định số 9/QĐ-TTg", {"date": "2025-05-12", "issuer": "Thủ tướng Chính phủ"})),
    # the day of receipt, of approval: not the document's
    case("Ngày 02/6/2025, Cục Thuế nhận được công văn số 5/STC-NS",
         ("công văn số 5/STC-NS", {"date": None})),
    case("Ngày 12/5/2025, UBND tỉnh phê duyệt Kế hoạch số 90/KH-UBND",
         ("Kế hoạch số 90/KH-UBND", {"date": None})),
]  # fmt: skip
LISTS = [
    case("các Thông tư số 01, 02 và 03/2021/TT-BNV ngày 11/6/2021 của Bộ Nội vụ",
         ("Thông tư số 01", {"number": "01/2021/TT-BNV", "type": "Thông tư", "date": None}),
         ("02", {"number": "02/2021/TT-BNV", "issuer": "Bộ Nội vụ"}),
         ("03/2021/TT-BNV", {"date": "2021-06-11", "type": "Thông tư"})),
    case("Nghị quyết số 45 và 46/2023/NQ-HĐND của HĐND tỉnh",
         ("Nghị quyết số 45", {"number": "45/2023/NQ-HĐND",
                               "issuer": "Hội đồng nhân dân tỉnh Thái Bình"}),
         ("46/2023/NQ-HĐND", {"issuer": "Hội đồng nhân dân tỉnh Thái Bình"})),
    # articles before the type are no serials
    case("theo Điều 5, 7 Thông tư số 12/2020/TT-BNV", ("Thông tư số 12/2020/TT-BNV",
         {"pinpoint": "Điều 5, 7"})),
    case("Nghị quyết số 01/NQ-CP, 02/NQ-CP năm 2025 của Chính phủ",
         ("Nghị quyết số 01/NQ-CP", {"year": 2025}), ("02/NQ-CP", {"year": 2025,
          "type": "Nghị quyết"})),
    case("các Nghị định: số 78/2025/NĐ-CP ngày 01/4/2025 quy định chi tiết; số "
         "187/2025/NĐ-CP ngày 01/7/2025",
         ("78/2025/NĐ-CP", {"type": "Nghị định", "date": "2025-04-01"}),
         ("187/2025/NĐ-CP", {"type": "Nghị định", "date": "2025-07-01"})),
    case("số 02/2017/TT-VPCP, số 01/2018/TT-VPCP và số 01/2020/TT-VPCP",
         ("02/2017/TT-VPCP", {"type": "Thông tư"}), ("01/2018/TT-VPCP", {}),
         ("01/2020/TT-VPCP", {})),
    case("các Nghị quyết của Quốc hội: số 55/2010/QH12 ngày 24/11/2010 về thuế; số 28/2016/QH14",
         ("55/2010/QH12", {"type": "Nghị quyết", "date": "2010-11-24"}),
         ("28/2016/QH14", {"type": "Nghị quyết"})),
    case("ý kiến của Sở Tư pháp: Số 294/BC-STP ngày 12/9/2025, số 1890/STP-VB ngày 24/10/2025",
         ("294/BC-STP", {"type": "Báo cáo"}), ("1890/STP-VB", {"type": "Công văn"})),
    case("sửa đổi một số điều của Luật: Chứng khoán, Kế toán, Đầu tư",
         ("Luật: Chứng khoán", {"name": "Luật Chứng khoán"}), ("Kế toán", {"name": "Luật Kế toán"}),
         ("Đầu tư", {"name": "Luật Đầu tư"})),
]  # fmt: skip
NAMED = [
    case("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
         ("Luật Tổ chức chính quyền địa phương", {"date": "2015-06-19", "number": None})),
    case("Luật Tổ chức\nchính quyền địa phương số 72/2025/QH15",
         ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
          {"number": "72/2025/QH15", "issuer": "Quốc hội"})),
    case("Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính "
         "quyền địa phương ngày 22 tháng 11 năm 2019;",
         ("Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính "
          "quyền địa phương", {"date": "2019-11-22"})),
    case("Luật Ngân sách nhà nước\n2015, Bộ luật Lao động năm 2019",
         ("Luật Ngân sách nhà nước", {"year": 2015}), ("Bộ luật Lao động", {"year": 2019})),
    case("tại Điều 5 Luật giao thông đường bộ", ("Luật giao thông đường bộ",
         {"pinpoint": "Điều 5"})),
    case("theo Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013",
         ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", {"year": 2013})),
    case("Luật Bảo tồn mây trời hải đảo số 99/2031/QH18",
         ("Luật Bảo tồn mây trời hải đảo số 99/2031/QH18", {"number": "99/2031/QH18"})),
    case("các văn bản quy phạm pháp luật có liên quan; Luật này; kỷ luật; luật sư"),
    case("Luật ban Ban hành văn bản quy phạm pháp luật năm 2025",
         ("Luật ban Ban hành văn bản quy phạm pháp luật", {"year": 2025})),
    case("Luật sửa đổi, bổ sung một số điều và Phụ lục Danh mục chỉ tiêu của Luật Thống kê ngày "
         "12/11/2021", ("Luật sửa đổi, bổ sung một số điều và Phụ lục Danh mục chỉ tiêu của Luật "
                        "Thống kê", {"date": "2021-11-12"})),
    case("Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người "
         "(HIV/AIDS) ngày 29/6/2006",
         ("Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người "
          "(HIV/AIDS)", {"date": "2006-06-29"})),
    case("Luật Đất đai (số 31/2024/QH15), Luật Các tổ chức tín dụng 2024 số 32/2024/QH15",
         ("Luật Đất đai (số 31/2024/QH15", {"number": "31/2024/QH15"}),
         ("Luật Các tổ chức tín dụng 2024 số 32/2024/QH15", {"number": "32/2024/QH15"})),
    case("Luật Quy hoạch (số 37/2019/NĐ-CP ngày 07/5/2019)",
         ("Luật Quy hoạch", {"number": None}), ("37/2019/NĐ-CP", {"date": "2019-05-07"})),
    case("THI HÀNH PHÁP LỆNH DÂN QUÂN TỰ VỆ Căn cứ Luật Tổ chức Chính phủ ngày 25/12/2001",
         ("PHÁP LỆNH DÂN QUÂN TỰ VỆ", {"date": None}),
         ("Luật Tổ chức Chính phủ", {"date": "2001-12-25"})),
    case("SỬA ĐỔI LUẬT ĐẤT ĐAI THUỘC THẨM QUYỀN CỦA TỈNH; LUẬT SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA "
         "LUẬT ĐẦU TƯ VÀ LUẬT ĐẤU THẦU", ("LUẬT ĐẤT ĐAI", {}),
         ("LUẬT SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐẦU TƯ VÀ LUẬT ĐẤU THẦU", {})),
    case("Pháp lệnh về lực lượng dự bị động viên ngày 27/8/1996",
         ("Pháp lệnh về lực lượng dự bị động viên", {"date": "1996-08-27"})),
]  # fmt: skip
PINPOINTS_AND_ROLES = [
    case("theo Nghị định số 61/2018/NĐ-CP tại khoản 1 Điều 5;",
         ("Nghị định số 61/2018/NĐ-CP", {"pinpoint": "khoản 1 Điều 5"})),
    case("Điều 15 của Quy chế ban hành kèm theo Quyết định số 45/2016/QĐ-UBND",
         ("Quyết định số 45/2016/QĐ-UBND", {"pinpoint": "Điều 15"})),
    case("điểm a), b) khoản 1 Điều 5 Nghị định số 61/2018/NĐ-CP; các khoản từ 1 đến 5 Điều 3 Nghị "
         "định số 45/2020/NĐ-CP; Mục I Phần thứ nhất Nghị định số 107/2021/NĐ-CP",
         ("Nghị định số 61/2018/NĐ-CP", {"pinpoint": "điểm a), b) khoản 1 Điều 5"}),
         ("Nghị định số 45/2020/NĐ-CP", {"pinpoint": "khoản từ 1 đến 5 Điều 3"}),
         ("Nghị định số 107/2021/NĐ-CP", {"pinpoint": "Mục I Phần thứ nhất"})),
    # the article is of the document after it
    case("Thông tư số 02/2017/TT-VPCP tại Điều 5 Nghị định số 61/2018/NĐ-CP",
         ("Thông tư số 02/2017/TT-VPCP", {"pinpoint": None}),
         ("Nghị định số 61/2018/NĐ-CP", {"pinpoint": "Điều 5"})),
    case("theo khoản 2 Điều 32 Nghị định \n\nsố 61/2018/NĐ-CP",
         ("Nghị định số 61/2018/NĐ-CP", {"pinpoint": "khoản 2 Điều 32", "role": "under"})),
    case("Thực hiện Nghị định số 63/2010/NĐ-CP về kiểm soát thủ tục; Nghị định số 20/2008/NĐ-CP "
         "về phản ánh, kiến nghị",
         ("Nghị định số 63/2010/NĐ-CP", {"role": "implements"}),
         ("Nghị định số 20/2008/NĐ-CP", {"role": "implements"})),
    case("Căn cứ Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một "
         "số điều của Nghị định số 61/2018/NĐ-CP;",
         ("Nghị định số 107/2021/NĐ-CP", {"role": "basis"}),
         ("Nghị định số 61/2018/NĐ-CP", {"role": "mentions"})),
    case("Quyết định này bãi bỏ Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND",
         ("Quyết định số 12/QĐ-UBND", {"role": "repeals"}),
         ("Quyết định số 13/QĐ-UBND", {"role": "repeals"})),
]  # fmt: skip
_A, _B = "Nghị định số 107/2021/NĐ-CP", "Nghị định số 61/2018/NĐ-CP"
ROLES = [
    case(f"{words} {_A}", (_A, {"role": "mentions"}))
    for words in (
        "Chấm dứt thực hiện", "Chưa triển khai thực hiện", "Kết quả thực hiện", "Không căn cứ",
        "Không bãi bỏ", "Sở Nội vụ tham mưu sửa đổi", "Tổng kết 5 năm thực hiện",
        "Sửa đổi Quy định ban hành kèm theo", "Thủ tục được công bố kèm theo",
    )
] + [
    case(f"\n(Ban hành kèm theo {_A})", (_A, {"role": "issued_with"})),
    # a second ground after the title of the first; what amended is not acted under
    case("Căn cứ Nghị định số 123/2020/NĐ-CP quy định về hóa đơn và Nghị định số 70/2025/NĐ-CP;",
         ("Nghị định số 123/2020/NĐ-CP", {"role": "basis"}),
         ("Nghị định số 70/2025/NĐ-CP", {"role": "basis"})),
    case("Nghị định số 63/2010/NĐ-CP đã được sửa đổi một số điều theo Nghị định số 92/2017/NĐ-CP;",
         ("Nghị định số 63/2010/NĐ-CP", {"role": "mentions"}),
         ("Nghị định số 92/2017/NĐ-CP", {"role": "mentions"})),
    # brackets and marks right before a type word
    case("(Sắc lệnh số 254/SL ngày 14/01/1956); “Pháp lệnh số 03/2012/UBTVQH13”",
         ("Sắc lệnh số 254/SL", {"type": "Sắc lệnh"}),
         ("Pháp lệnh số 03/2012/UBTVQH13", {"type": "Pháp lệnh"})),
    # what another citation's title carries out is not carried out by this document
    case(f"Thực hiện Kế hoạch số 139/KH-UBND ngày 5/5/2025 của UBND tỉnh về thực hiện {_A}",
         ("Kế hoạch số 139/KH-UBND", {"role": "implements"}), (_A, {"role": "mentions"})),
    # all of a list are followed or carried out as its first is
    case(f"Thực hiện theo hướng dẫn tại {_A}; {_B}",
         (_A, {"role": "under"}), (_B, {"role": "under"})),
    case(f"Chưa thực hiện {_A}; {_B}", (_A, {"role": "mentions"}), (_B, {"role": "mentions"})),
    case(f"KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026 CỦA TOÀN TỈNH VÀ CÁC XÃ, PHƯỜNG, ĐẶC KHU\n"
         f"Triển khai thực hiện {_A} về một cửa; {_B}",
         (_A, {"role": "implements"}), (_B, {"role": "implements"})),
    # a ground stands in a list above the body, with a semicolon
    case(f"Căn cứ Điều 54 {_A};\nĐiều 1. Mức chi. Căn cứ Điều 5 {_B}, các xã chi trả.",
         (_A, {"role": "basis"}), (_B, {"role": "under"})),
    case("Căn cứ Luật Sở hữu trí tuệ số 50/2005/QH11 được sửa đổi, bổ sung bởi Luật số "
         "36/2009/QH12; "
         "Luật số 42/2019/QH14 và Luật số 07/2022/QH15; Luật Đất đai số 31/2024/QH15;",
         ("Luật Sở hữu trí tuệ số 50/2005/QH11", {"role": "basis"}), ("Luật số 36/2009/QH12", {}),
         ("Luật số 42/2019/QH14", {"role": "mentions"}),
         ("Luật số 07/2022/QH15", {"role": "mentions"}),
         ("Luật Đất đai số 31/2024/QH15", {"role": "basis"})),
    case(f"Thực hiện {_A}, chúng tôi cập nhật điều khoản sử dụng.", (_A, {"role": "mentions"})),
]  # fmt: skip
SHORT = [
    case(
        "Quyết định số 766/QĐ-TTg ngày 23/6/2022. Việc đánh giá theo Quyết định số 766 là bắt buộc",
        ("Quyết định số 766/QĐ-TTg", {}),
        ("Quyết định số 766", {"kind": "short"}),
    ),
    case("khoản 4 Điều 8 Nghị định 54", ("Nghị định 54", {"kind": "short"})),
    case(
        "Nghị định số  315-HĐBT; Nghị định\u00a0số\u00a0316-HĐBT; Nghị định số \r\n317-HĐBT",
        ("Nghị định số 315-HĐBT", {}),
        ("Nghị định số 316-HĐBT", {}),
        ("Nghị định số 317-HĐBT", {}),
    ),
    case("Chương trình 30 ngày đêm; Kế hoạch 5 năm; quyết định 12 trường hợp; báo cáo 6 tháng"),
]
SELF = [
    case("(Kèm theo Kế hoạch số 41/KH-UBND ngày 10 tháng 01 năm 2025 của UBND tỉnh)",
         ("Kế hoạch số 41/KH-UBND", {"self_reference": True})),
    case("Kế hoạch số 41/KH-UBND ngày 03/02/2024",
         ("Kế hoạch số 41/KH-UBND", {"self_reference": False})),
    case("(Kèm theo Kế hoạch số 41KH/UBND ngày 10/01/2025 của Chủ tịch UBND tỉnh)",
         ("Kế hoạch số 41KH/UBND", {"self_reference": True})),
]  # fmt: skip


@pytest.mark.parametrize(
    "one", [*NUMBERED, *DATED_BEFORE, *LISTS, *NAMED, *PINPOINTS_AND_ROLES, *ROLES, *SHORT, *SELF]
)
def test_form(one: Case) -> None:
    assert_found(one, PROVINCE)


def test_date_in_a_footnote() -> None:
    text = (
        "theo Kế hoạch số\n\n402/KH-UBND2, trọng tâm là số hóa.\n\n"
        "2 ngày 21/8/2021 của Chủ tịch UBND tỉnh ban hành Kế hoạch\n"
    )
    (found,) = mentions(text)
    assert (found.number, found.date) == ("402/KH-UBND", "2021-08-21")
    assert found.issuer == "Chủ tịch Ủy ban nhân dân tỉnh Thái Bình"


SENTENCE = (
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ; "
    "Luật Tổ chức chính quyền địa phương số 72/2025/QH15."
)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_unicode_forms_give_the_same_citations(form: Literal["NFC", "NFD", "NFKD"]) -> None:
    text = unicodedata.normalize(form, SENTENCE)
    found = mentions(text)
    assert [m.number for m in found] == ["61/2018/NĐ-CP", "72/2025/QH15"]
    assert all(text[m.start : m.end] == m.surface for m in found)


@settings(max_examples=60)
@given(st.lists(st.sampled_from([
    "năm 2020", "Nghị định", "số", "61/2018/NĐ-CP", "Luật", "Đầu tư", "ngày", "08/6/2010", "của",
    "Chính phủ", "khoản 1", "Điều 2", ";", ".", "\n\n", "và", "57-NQ/TW", "UBND", "(", ")", "*",
]), max_size=40))  # fmt: skip
def test_every_mention_slices_back_and_none_overlap(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.surface
        assert last <= mention.start < mention.end
        assert mention.sentence[0] <= mention.start
        assert mention.end <= mention.sentence[1]
        last = mention.end


ADVERSARIAL = {
    "digits and slashes": "12/34/56/",
    "provisions": "Điều 1 khoản 1 ",
    "one unbroken line": "số61/2018/NĐ-CPLuật",
    "numbers": "Nghị định số 61/2018/NĐ-CP, ",
    "laws": "Luật Luật Luật luật ",
    "stars": "**a*",
    "marks": "e\u0323\u0302",
    "hyphens": "QĐ-",
    "serials": "số 1 số 2 ",
}


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_time_grows_with_the_text_not_faster(unit: str) -> None:
    def find(size: int) -> object:
        return mentions(unit * (size // len(unit)), Header())

    assert_linear(find, 60_000, tries=3)
