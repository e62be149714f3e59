"""Further forms of citations, beside those of test_mentions.py."""

from __future__ import annotations

import pytest

from cancu.ingest.mentions import find_mentions
from cancu.ingest.read.markdown import read_markdown
from cancu.ingest.structure import Header
from tests.citations import Case, assert_found, assert_linear, case, mentions_in

PROVINCE = Header(
    type="Kế hoạch", number="991/KH-UBND", level="province", date="2025-01-15",
    issuer="Ủy ban nhân dân tỉnh Bắc Giang",
)  # fmt: skip


YEARS = [
    case("theo Luật Đất đai 2013.", ("Luật Đất đai", {"year": 2013})),
    case("theo Hiến pháp 1992. Điều 5", ("Hiến pháp", {"year": 1992})),
    case("Luật Đất đai (2013) quy định", ("Luật Đất đai", {"year": 2013})),
    case("theo luật doanh nghiệp 2020.", ("luật doanh nghiệp", {"year": 2020})),
    case("Luật Di sản văn hóa (sửa đổi) năm 2024", ("Luật Di sản văn hóa", {"year": 2024})),
    case("Luật Đất đai 2013-2024", ("Luật Đất đai", {"year": None})),
    case("Bộ luật Hình sự năm 2015 (sửa đổi, bổ sung năm 2017)",
         ("Bộ luật Hình sự", {"year": 2015})),
]  # fmt: skip
ISSUERS_BETWEEN = [
    case("Báo cáo của UBND xã Tân Thanh số 14/BC-UBND",
         ("Báo cáo của UBND xã Tân Thanh số 14/BC-UBND",
          {"issuer": "Ủy ban nhân dân xã Tân Thanh", "issuer_stated": True})),
    case("Quyết định của Chủ tịch UBND huyện Yên Dũng số 555/QĐ-UBND",
         ("Quyết định của Chủ tịch UBND huyện Yên Dũng số 555/QĐ-UBND",
          {"issuer": "Chủ tịch Ủy ban nhân dân huyện Yên Dũng"})),
    case("Công văn của UBND thành phố Bắc Giang số 12/UBND-TH",
         ("Công văn của UBND thành phố Bắc Giang số 12/UBND-TH",
          {"issuer": "Ủy ban nhân dân thành phố Bắc Giang"})),
    case("Nghị quyết của Quốc hội số 142/2024/QH15",
         ("Nghị quyết của Quốc hội số 142/2024/QH15", {"type": "Nghị quyết"})),
    case("Nghị quyết của Ủy ban Thường vụ Quốc hội số 595/2022/UBTVQH15",
         ("Nghị quyết của Ủy ban Thường vụ Quốc hội số 595/2022/UBTVQH15",
          {"type": "Nghị quyết", "issuer": "Ủy ban Thường vụ Quốc hội"})),
    case("Luật của Quốc hội số 24/1999/QH10",
         ("Luật của Quốc hội số 24/1999/QH10", {"type": "Luật"})),
    case("Công văn số 789/SGD&ĐT-VP", ("Công văn số 789/SGD&ĐT-VP",
         {"issuer": "Sở Giáo dục và Đào tạo"})),
    case("Thông báo số 45/TB-VP", ("Thông báo số 45/TB-VP",
         {"issuer": "Văn phòng Ủy ban nhân dân tỉnh Bắc Giang"})),
    case("Kế hoạch số 12/KH-UBND.VX", ("Kế hoạch số 12/KH-UBND.VX",
         {"issuer": "Ủy ban nhân dân tỉnh Bắc Giang"})),
    case("Công văn số 234/UBND.TH", ("Công văn số 234/UBND.TH",
         {"issuer": "Ủy ban nhân dân tỉnh Bắc Giang"})),
    case("Hợp đồng số 01/2025/HĐ-XD", ("Hợp đồng số 01/2025/HĐ-XD", {"issuer": None})),
]  # fmt: skip
WHOLE_NUMBERS = [
    case("Kế hoạch số 101/KH-CAT-PC06 ngày 5/6/2024", ("Kế hoạch số 101/KH-CAT-PC06", {})),
    case("Công văn số 567/CAT-PC06", ("Công văn số 567/CAT-PC06", {})),
    case("Kế hoạch số 402/KH-UBND2 về", ("Kế hoạch số 402/KH-UBND", {})),
    case("Nghị quyết số 12/NQ-HĐND9", ("Nghị quyết số 12/NQ-HĐND9", {})),
    case("Nghị quyết số 5/2008/NQ-HĐND12", ("Nghị quyết số 5/2008/NQ-HĐND12", {})),
    case("Quyết định số 12/QĐ-UBNDphê duyệt", ("Quyết định số 12/QĐ-UBND",
         {"rule": "type-number"})),
    case("Nghị định số 61/2018/NĐ-CPđược", ("Nghị định số 61/2018/NĐ-CP", {})),
    case("Thông tư số 03/2020/TT-BTCQuy định", ("Thông tư số 03/2020/TT-BTC", {})),
    case("Kế hoạch số 05/KH-BCĐ-Kế hoạch", ("Kế hoạch số 05/KH-BCĐ", {"rule": "type-number"})),
    case("Quyết định số 12/QĐ-UBND-xyz", ("Quyết định số 12/QĐ-UBND",
         {"rule": "cut-number", "confidence": 0.5})),
    case("Công văn số 476/VPCP-KSTT³ và\n\n³ ngày 16/01/2025.",
         ("Công văn số 476/VPCP-KSTT", {"date": "2025-01-16"})),
    case("Nghị định số 61/2018/NĐ-CP[1] và\n\n[1] Ngày 23/4/2018.",
         ("Nghị định số 61/2018/NĐ-CP", {"date": "2018-04-23"})),
    case("Thông tư số 01/2018/TT-VPCP(2), và\n\n(2) ngày 23/11/2018.",
         ("Thông tư số 01/2018/TT-VPCP", {"date": "2018-11-23"})),
    case("Nghị định số 61/2018/NĐ-CP[^1] và\n\n[^1]: Ngày 23/4/2018 của Chính phủ.",
         ("Nghị định số 61/2018/NĐ-CP", {"date": "2018-04-23"})),
]  # fmt: skip
BROKEN = [
    case("Nghị định số 61/20\n18/NĐ-CP", ("Nghị định số 61/20 18/NĐ-CP",
         {"number": "61/2018/NĐ-CP"})),
    case("Quyết định số 7\n66/QĐ-TTg", ("Quyết định số 7 66/QĐ-TTg", {"number": "766/QĐ-TTg"})),
    case("Kế hoạch số 45/KH-UB\nND ngày 12/2/2024", ("Kế hoạch số 45/KH-UB ND",
         {"number": "45/KH-UBND", "date": "2024-02-12"})),
    case("Quyết định số 766/QĐ-T\nTg ngày 23/6/2022", ("Quyết định số 766/QĐ-T Tg",
         {"number": "766/QĐ-TTg"})),
    case("Thông tư số 01/2018/TT\nVPCP;", ("Thông tư số 01/2018/TT VPCP",
         {"number": "01/2018/TT-VPCP"})),
    case("Quyết định số 766/QĐ-\n\n3\n\nTTg ngày 23/6/2022", ("Quyết định số 766/QĐ- 3 TTg",
         {"number": "766/QĐ-TTg", "date": "2022-06-23"})),
    case("Quyết định số 766/QĐ-TTg ngày 23/6/\n\n5\n\n2022 của Thủ tướng",
         ("Quyết định số 766/QĐ-TTg", {"date": "2022-06-23"})),
    case("Quyết định số 766/QĐ-TTg ngày\n\nTrang 5/12\n\n23/6/2022",
         ("Quyết định số 766/QĐ-TTg", {"date": "2022-06-23"})),
    # the rows of a list are no halves of a number
    case("7\n66/QĐ-TTg", ("66/QĐ-TTg", {"number": "66/QĐ-TTg"})),
]  # fmt: skip
DATES = [
    case("Quyết định số 21/2015/QĐ-UBND ngày 30 tháng tư năm 2015 của UBND tỉnh Quảng Ngãi",
         ("Quyết định số 21/2015/QĐ-UBND", {"date": "2015-04-30",
          "issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi"})),
    case("Kế hoạch số 8/KH-UBND ngày mồng 3 tháng 4 năm 2022",
         ("Kế hoạch số 8/KH-UBND", {"date": "2022-04-03"})),
    case("Quyết định số 15/QĐ-UBND ngày    tháng 3 năm 2024 của UBND huyện Yên Thế",
         ("Quyết định số 15/QĐ-UBND", {"date": None, "year": 2024,
          "issuer": "Ủy ban nhân dân huyện Yên Thế"})),
    case("Quyết định số 14/QĐ-UBND ngày …/…/2024", ("Quyết định số 14/QĐ-UBND", {"year": 2024})),
    case("Quyết định số 91/QĐ-UBND đề ngày 24/01/2024",
         ("Quyết định số 91/QĐ-UBND", {"date": "2024-01-24"})),
    case("Số ký hiệu: 45/QĐ-UBND\nNgày ban hành: 05/01/2024\n"
         "Cơ quan ban hành: UBND huyện Lạng Giang",
         ("45/QĐ-UBND", {"date": "2024-01-05", "issuer": "Ủy ban nhân dân huyện Lạng Giang"})),
]  # fmt: skip
MISSPELT = [
    case("Quyêt́ định số 766/QĐ-TTg", ("Quyêt́ định số 766/QĐ-TTg", {"rule": "type-number"})),
    case("Nghị đinh số 61/2018/NĐ-CP", ("Nghị đinh số 61/2018/NĐ-CP", {"type": "Nghị định"})),
    case("Quyêt định số 766/QĐ-TTg", ("Quyêt định số 766/QĐ-TTg", {"type": "Quyết định"})),
    case("Luâṭ Đất đai 2024", ("Luâṭ Đất đai", {"year": 2024})),
    case("Qu yết định số 45/QĐ-UBND", ("Qu yết định số 45/QĐ-UBND", {})),
    case("Nghị định số 137/2020/NĐ-СР ngày 27/11/2020", ("Nghị định số 137/2020/NĐ-СР",
         {"number": "137/2020/NĐ-CP", "date": "2020-11-27"})),
    case("Nghị định 61/2018/NĐ\\-CP", ("Nghị định 61/2018/NĐ\\-CP", {"number": "61/2018/NĐ-CP"})),
    case("Nghị định 61/2018/N&#272;-CP", ("Nghị định 61/2018/N&#272;-CP",
         {"number": "61/2018/NĐ-CP"})),
    # the symbol does not confirm the word before it
    case("quy trình 766/QĐ-TTg", ("766/QĐ-TTg", {"rule": "number"})),
]  # fmt: skip
MISSPELT = [
    case("Quyêt\u0301 định số 766/QĐ-TTg", ("Quyêt\u0301 định số 766/QĐ-TTg",
         {"rule": "type-number"})),
    case("Nghị đinh số 61/2018/NĐ-CP", ("Nghị đinh số 61/2018/NĐ-CP", {"type": "Nghị định"})),
    case("Quyêt định số 766/QĐ-TTg", ("Quyêt định số 766/QĐ-TTg", {"type": "Quyết định"})),
    case("Luâ\u1e6d Đất đai 2024", ("Luâ\u1e6d Đất đai", {"year": 2024})),
    case("Qu yết định số 45/QĐ-UBND", ("Qu yết định số 45/QĐ-UBND", {})),
    case("Nghị định số 137/2020/NĐ-\u0421\u0420 ngày 27/11/2020",
         ("Nghị định số 137/2020/NĐ-\u0421\u0420",
          {"number": "137/2020/NĐ-CP", "date": "2020-11-27"})),
    case("Nghị định 61/2018/NĐ\\-CP", ("Nghị định 61/2018/NĐ\\-CP", {"number": "61/2018/NĐ-CP"})),
    case("Nghị định 61/2018/N&#272;-CP", ("Nghị định 61/2018/N&#272;-CP",
         {"number": "61/2018/NĐ-CP"})),
    # the symbol does not confirm the word before it
    case("quy trình 766/QĐ-TTg", ("766/QĐ-TTg", {"rule": "number"})),
]  # fmt: skip
KINDS = ("Công văn", "Văn bản", "Kế hoạch", "Thông báo", "Chỉ thị", "Tờ trình", "Báo cáo",
         "Kết luận", "Công điện", "Hướng dẫn", "Quy định", "CV", "KH")  # fmt: skip
SHORT = [
    *(case(f"Theo {kind}{sign} 877 ngày 12/3/2024 của UBND huyện Lạng Giang",
           (f"{kind}{sign} 877", {"number": "877", "date": "2024-03-12",
            "issuer": "Ủy ban nhân dân huyện Lạng Giang"}))
      for kind in KINDS for sign in (" số", "")),
    case("Nghị định 61 giao Văn phòng Chính phủ hướng dẫn.", ("Nghị định 61", {"kind": "short"})),
    case("Thông tư 01, Nghị định 30 và Nghị định 61 cần phổ biến",
         ("Thông tư 01", {}), ("Nghị định 30", {}), ("Nghị định 61", {})),
    case("học tập Nghị quyết 57 của Bộ Chính trị.", ("Nghị quyết 57", {"issuer": "Bộ Chính trị"})),
    case("Quyết định 1719 của Thủ tướng Chính phủ", ("Quyết định 1719",
         {"issuer": "Thủ tướng Chính phủ"})),
    case("Nghị định 45/2020 của Chính phủ", ("Nghị định 45/2020",
         {"number": "45/2020/NĐ-CP", "year": 2020, "rule": "no-symbol"})),
    case("Thông tư số 22/2021 của Bộ Giáo dục và Đào tạo", ("Thông tư số 22/2021",
         {"number": "22/2021", "year": 2021, "issuer": "Bộ Giáo dục và Đào tạo"})),
    case("Thông tư số 22/2021/TT-BGDĐT. Theo Thông tư 22/2021, học sinh",
         ("Thông tư số 22/2021/TT-BGDĐT", {}), ("Thông tư 22/2021",
          {"number": "22/2021/TT-BGDĐT"})),
    case("Quyết định 832 TTg ngày 24/10/1995", ("Quyết định 832 TTg",
         {"number": "832/TTg", "date": "1995-10-24", "issuer": "Thủ tướng Chính phủ"})),
    case("Nghị định 92 CP; Quyết định số 25-TTg", ("Nghị định 92 CP", {"number": "92/CP"}),
         ("Quyết định số 25-TTg", {"number": "25-TTg"})),
    case("Nghị quyết 388-HĐBT; sắc lệnh 254-SL", ("Nghị quyết 388-HĐBT", {}),
         ("sắc lệnh 254-SL", {"number": "254-SL"})),
    case("Nghị định số 61/2018 NĐ-CP; Quyết định 766QĐ-TTg",
         ("Nghị định số 61/2018 NĐ-CP", {"number": "61/2018/NĐ-CP"}),
         ("Quyết định 766QĐ-TTg", {"number": "766/QĐ-TTg"})),
]  # fmt: skip
LISTS = [
    case("Nghị quyết số 10/2021/NQ-HĐND, 11/2021/NQ-HĐND và 12/2021/NQ-HĐND cùng ngày 19/7/2021",
         ("Nghị quyết số 10/2021/NQ-HĐND", {"date": "2021-07-19"}),
         ("11/2021/NQ-HĐND", {"date": "2021-07-19"}), ("12/2021/NQ-HĐND", {"date": "2021-07-19"})),
    case("các Kế hoạch 47, 48/KH-UBND", ("Kế hoạch 47", {"number": "47/KH-UBND"}),
         ("48/KH-UBND", {})),
    case("trong kế hoạch 2024, 48/KH-UBND", ("48/KH-UBND", {})),
]  # fmt: skip
LAWS = [
    case("Luật HTX năm 2023; Luật Tổ chức CQĐP năm 2025; Bộ luật TTDS 2015",
         ("Luật HTX", {"rule": "law-name", "year": 2023}),
         ("Luật Tổ chức CQĐP", {"rule": "law-name"}), ("Bộ luật TTDS", {"rule": "law-name"})),
    case("theo BLDS 2015; BLHS. BLTTHS, BLLĐ năm 2019",
         ("BLDS", {"type": "Bộ luật", "name": "Bộ luật Dân sự", "year": 2015}),
         ("BLHS", {"name": "Bộ luật Hình sự"}), ("BLTTHS", {}), ("BLLĐ", {"year": 2019})),
    # what no register explains stays open
    case("Luật XYZ năm 2023", ("Luật XYZ", {"name": None})),
    case("Luật Đầu tư nước ngoài tại Việt Nam năm 1996; Luật Khuyến khích đầu tư trong nước;",
         ("Luật Đầu tư nước ngoài tại Việt Nam", {"year": 1996}),
         ("Luật Khuyến khích đầu tư trong nước", {})),
    case("Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn; Pháp lệnh Thực hiện tiết kiệm",
         ("Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn", {}),
         ("Pháp lệnh Thực hiện tiết kiệm", {})),
    case("Luật Ban hành văn bản QPPL và các văn bản", ("Luật Ban hành văn bản QPPL", {})),
]  # fmt: skip
BLANK = [
    case("Thông tư số /2025/TT-BKHCN ngày /11/2025 của Bộ trưởng Bộ Khoa học và Công nghệ",
         ("Thông tư số /2025/TT-BKHCN", {"number": None, "year": 2025, "rule": "blank-number",
          "issuer": "Bộ Khoa học và Công nghệ"})),
    case("theo Quyết định số .../2025/QĐ-TTg ngày 05/3/2025", ("Quyết định số .../2025/QĐ-TTg",
         {"number": None, "year": 2025, "self_reference": False})),
    case("theo Quyết định số …/QĐ-TTg ngày … tháng … năm …"),
    case("sửa đổi Quyết định số      /QĐ-UBND ngày   tháng   năm 2024 của UBND tỉnh",
         ("Quyết định số /QĐ-UBND", {"number": None, "year": 2024,
          "issuer": "Ủy ban nhân dân tỉnh Bắc Giang"})),
    # in its own annex a draft speaks of itself
    case("(Kèm theo Kế hoạch số     /KH-UBND ngày   tháng   năm 2025)",
         ("Kế hoạch số /KH-UBND", {"number": None, "self_reference": True})),
    case("Số:     /KH-UBND"),
]  # fmt: skip
NONE = [
    "Công ước Liên hợp quốc về Luật Biển năm 1982; Luật chơi; Tạp chí Luật học",
    "số 82/TT-HN phố Hoàng Văn Thụ; Chứng chỉ số 12/CC-SXD; Giấy phép xây dựng số 45/GPXD",
    "Quyết định 12 trường hợp; Kế hoạch 5 năm; Chương trình 30 ngày; Nghị định 3 chương",
    "Thông tư 10 điều; Nghị định 20 năm; Nghị quyết 3 bên; Báo cáo 6 tháng của UBND tỉnh",
    "Đoàn kiểm tra số 2; Thông báo số 1; văn bản số: 123; Kế hoạch số 2 của Đội",
    "Thông tư 5/2024-2025; Quyết định 12/2023 trường hợp",
    "Biểu số II.05a/VPCP/KSTT và Biểu số II.06b/VPCP/KSTT",
    "Mẫu số 12/XN-UBND",
    "http://vanban.chinhphu.vn/?pageid=27160&docid=123/QĐ-TTg",
]


FORMS = [
    *YEARS,
    *ISSUERS_BETWEEN,
    *WHOLE_NUMBERS,
    *BROKEN,
    *DATES,
    *MISSPELT,
    *SHORT,
    *BLANK,
    *LISTS,
    *LAWS,
]


@pytest.mark.parametrize("given", FORMS)
def test_form(given: Case) -> None:
    assert_found(given, PROVINCE)


@pytest.mark.parametrize("text", NONE)
def test_no_citation(text: str) -> None:
    assert not mentions_in(text, PROVINCE)


ROWS = [
    (
        "| TT | Tên văn bản | Số, ký hiệu | Ngày, tháng, năm |\n|---|---|---|---|\n"
        "| 1 | Quyết định | 1085/QĐ-TTg | 15/9/2022 |\n",
        ("1085/QĐ-TTg", "2022-09-15", "Thủ tướng Chính phủ"),
    ),
    (
        "| Số ký hiệu | Ngày ban hành | Cơ quan ban hành |\n|---|---|---|\n"
        "| 1012/QĐ-UBND | 05/8/2023 | UBND huyện Lạng Giang |\n",
        ("1012/QĐ-UBND", "2023-08-05", "Ủy ban nhân dân huyện Lạng Giang"),
    ),
    (
        "| Nhiệm vụ | Căn cứ |\n|---|---|\n"
        "| Rà soát | Nghị định số<br>63/2010/NĐ-CP<br>ngày 08/6/2010 |\n",
        ("63/2010/NĐ-CP", "2010-06-08", "Chính phủ"),
    ),
    # a day by which the work is to be done is not the document's
    (
        "| Nhiệm vụ | Thời hạn |\n|---|---|\n| Kế hoạch số 12/KH-UBND | 30/6/2025 |\n",
        ("12/KH-UBND", None, "Ủy ban nhân dân tỉnh Bắc Giang"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_cells_beside(text: str, expected: tuple[str, str | None, str]) -> None:
    (found,) = find_mentions(read_markdown(text, "x.md"), PROVINCE)
    assert (found.number, found.date, found.issuer) == expected


ADVERSARIAL = {
    "short forms": "Nghị định 61, ",
    "short forms and days": "Công văn số 877 ngày 12/3/2024 của ",
    "blank numbers": "Quyết định số     /QĐ-UBND ngày    tháng    năm 2024 ",
    "dots": "số ....../ngày ......",
    "glued words": "12/QĐ-UBNDphêduyệt",
    "broken numbers": "số 7\n66/20\n18/QĐ-T\n",
    "pages": "ngày\n\n5\n\n",
    "marks": "61/2018/NĐ-CP(2) [^1] ",
    "entities": "&#272;&amp;<br>",
    "misplaced marks": "êt\u0301\u1e6d",
    "labels": "12/QĐ-UBND\nNgày ban hành: ",
    "abbreviations": "BLDS BLHS Luật XYZ ",
    "treaties": "công ước về Luật ",
    "misspelt types": "Quyêt đ ịnh số 1/QĐ-X ",
}


@pytest.mark.parametrize("unit", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_time_grows_with_the_text_not_faster(unit: str) -> None:
    def find(size: int) -> object:
        return mentions_in(unit * (size // len(unit)), Header())

    assert_linear(find, 10_000, tries=2)


def test_time_grows_with_the_rows_of_a_table() -> None:
    def find(rows: int) -> None:
        head = "| Số ký hiệu | Ngày ban hành |\n|---|---|\n"
        source = read_markdown(head + "| 12/QĐ-UBND | 05/8/2023 |\n" * rows, "x.md")
        assert len(find_mentions(source, Header())) == rows

    assert_linear(find, 1_000, tries=1)
