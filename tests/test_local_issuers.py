"""Whose document a citation in a local paper means: the body beside it, its place, its day.

Each case is a sentence of a paper and the path of the document it means; None is "left open".
"""

from __future__ import annotations

import pytest

from cancu.ingest.read import read_bytes
from cancu.ingest.resolution import Resolved
from cancu.ingest.steps import read_through

_BASE = "http://cancu.internal/vn/"


def paper(top: str, place: str, number: str, day: str, body: str) -> str:
    return (
        f"{top}\n\nSố: {number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\n{place}, ngày {day}\n\n"
        f"KẾ HOẠCH\nThực hiện nhiệm vụ\n\n{body}\n"
    )


PROVINCE = ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH", "Hà Tĩnh", "41/KH-UBND", "10 tháng 11 năm 2022")
DISTRICT = ("ỦY BAN NHÂN DÂN\nHUYỆN CAN LỘC", "Can Lộc", "41/KH-UBND", "10 tháng 11 năm 2022")
DEPARTMENT = ("UBND TỈNH NGHỆ AN\nSỞ NỘI VỤ", "Nghệ An", "41/SNV-VP", "10 tháng 11 năm 2022")
COMMUNE = ("ỦY BAN NHÂN DÂN\nXÃ LỤC NAM", "Lục Nam", "41/KH-UBND", "10 tháng 9 năm 2025")
MERGED = ("ỦY BAN NHÂN DÂN\nTỈNH PHÚ THỌ", "Phú Thọ", "41/KH-UBND", "10 tháng 9 năm 2025")
CITY_IN_CITY = (
    "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ THỦ ĐỨC", "Thủ Đức", "41/KH-UBND", "10 tháng 11 năm 2022",
)  # fmt: skip
OF_TWO = ("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE", "Bến Tre", "41/KH-UBND", "10 tháng 11 năm 2022")
HUE = ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ", "Huế", "41/KH-UBND", "10 tháng 9 năm 2025")

CASES = [
    # the body beside the number, not the citing one
    (PROVINCE, "Xét đề nghị của UBND huyện Can Lộc tại Tờ trình số 99/TTr-UBND ngày 05/11/2022;",
     "ubnd/tinh-ha-tinh/huyen-can-loc/to-trinh/2022/99-ttr-ubnd"),
    (PROVINCE, "UBND tỉnh Quảng Ninh đã ban hành Kế hoạch số 100/KH-UBND ngày 05/5/2022.",
     "ubnd/tinh-quang-ninh/ke-hoach/2022/100-kh-ubnd"),
    (PROVINCE, "huyện Can Lộc (Kế hoạch số 78/KH-UBND ngày 06/5/2022)",
     "ubnd/tinh-ha-tinh/huyen-can-loc/ke-hoach/2022/78-kh-ubnd"),
    (PROVINCE, "theo Kế hoạch số 48/KH-UBND ngày 05/01/2022.",
     "ubnd/tinh-ha-tinh/ke-hoach/2022/48-kh-ubnd"),
    (DEPARTMENT, "Tiếp theo Công văn số 1100/SNV-CCHC ngày 03/5/2022.",
     "so-noi-vu/tinh-nghe-an/cong-van/2022/1100-snv-cchc"),
    # the units above it, as the text states them
    (OF_TWO, "Kế hoạch số 17/KH-UBND ngày 05/01/2022 của UBND huyện Châu Thành, tỉnh Long An;",
     "ubnd/tinh-long-an/huyen-chau-thanh/ke-hoach/2022/17-kh-ubnd"),
    (OF_TWO, "Kế hoạch số 17/KH-UBND ngày 05/01/2022 của UBND huyện Châu Thành về chuyển đổi số;",
     "ubnd/tinh-ben-tre/huyen-chau-thanh/ke-hoach/2022/17-kh-ubnd"),
    (PROVINCE, "Kế hoạch số 19/KH-UBND ngày 05/01/2022 của UBND xã Kim Liên, huyện Nam Đàn (tỉnh "
     "Nghệ An);", "ubnd/tinh-nghe-an/huyen-nam-dan/xa-kim-lien/ke-hoach/2022/19-kh-ubnd"),
    # a symbol of another committee: one of the two is wrong
    (PROVINCE, "Nghị quyết số 47/NQ-HĐND ngày 05/01/2022 của UBND tỉnh;", None),
    (PROVINCE, "Kế hoạch số 51/KH-UBND ngày 05/01/2022 của Sở Nội vụ tỉnh Hà Tĩnh;", None),
    (PROVINCE, "Kế hoạch số 52/KH-SYT ngày 05/01/2022 của UBND tỉnh;", None),
    # branches of national bodies
    (PROVINCE, "Quyết định số 66/QĐ-CT ngày 05/01/2022 của Cục Thuế tỉnh;",
     "cuc-thue-tinh/tinh-ha-tinh/quyet-dinh/2022/66-qd-ct"),
    (PROVINCE, "Công văn số 23/KBNN-KTNN ngày 05/01/2022 của Kho bạc Nhà nước Hà Tĩnh;",
     "kho-bac-nha-nuoc/tinh-ha-tinh/cong-van/2022/23-kbnn-ktnn"),
    (PROVINCE, "Kế hoạch số 109/KH-MTTQ ngày 05/01/2022 của Ủy ban MTTQ Việt Nam tỉnh;",
     "uy-ban-mttq/tinh-ha-tinh/ke-hoach/2022/109-kh-mttq"),
    (PROVINCE, "Quyết định số 105/QĐ-BHXH ngày 10/4/2022 của Bảo hiểm xã hội Việt Nam;",
     "bao-hiem-xa-hoi-viet-nam/quyet-dinh/2022/105-qd-bhxh"),
    (MERGED, "Công văn số 13/TK-TH ngày 10/7/2025 của Thống kê tỉnh Phú Thọ;",
     "thong-ke-tinh/tinh-phu-tho/cong-van/2025/13-tk-th"),
    (MERGED, "Công văn số 14/THADS-TH ngày 10/7/2025 của Thi hành án dân sự tỉnh Phú Thọ;",
     "thi-hanh-an-dan-su-tinh/tinh-phu-tho/cong-van/2025/14-thads-th"),
    (MERGED, "Công văn số 15/HQ-TH ngày 10/7/2025 của Chi cục Hải quan khu vực IV;",
     "chi-cuc-hai-quan-khu-vuc-iv/cong-van/2025/15-hq-th"),
    (MERGED, "Công văn số 16/TKV-TH ngày 10/4/2025 của Chi cục Thuế khu vực;", None),
    (MERGED, "Quyết định số 456/QĐ-BHXH ngày 10/6/2025 của Bảo hiểm xã hội Việt Nam;",
     "bao-hiem-xa-hoi-viet-nam/quyet-dinh/2025/456-qd-bhxh"),
    # a decision of the Cục Thuế, or of a chairman; a letter whose symbol begins with the body's
    (MERGED, "Quyết định số 330/QĐ-CT ngày 05/8/2025;", None),
    (MERGED, "Quyết định số 330/QĐ-CT ngày 05/8/2025 của Cục Thuế;",
     "cuc-thue/quyet-dinh/2025/330-qd-ct"),
    (MERGED, "Công văn số 331/CT-CS ngày 05/8/2025;", "cuc-thue/cong-van/2025/331-ct-cs"),
    # a ministry that was none on the day written; of a year alone it may be one
    (MERGED, "Quyết định số 321/QĐ-BLĐTBXH ngày 05/5/2025;", None),
    (MERGED, "Quyết định số 322/QĐ-BNNMT ngày 05/5/2024 của Bộ Nông nghiệp và Môi trường;", None),
    (MERGED, "Quyết định số 321/QĐ-BLĐTBXH năm 2025;",
     "bo-lao-dong-thuong-binh-va-xa-hoi/quyet-dinh/2025/321-qd-bldtbxh"),
    (MERGED, "Chỉ thị số 10/CT-BNV ngày 05/5/1985 của Bộ Nội vụ;",
     "bo-noi-vu/chi-thi/1985/10-ct-bnv"),
    # a bare name, a short kind, several bodies at once
    (PROVINCE, "Kế hoạch số 200/KH-SYT ngày 05/01/2022 của Sở Y tế Hà Nội;",
     "so-y-te/thanh-pho-ha-noi/ke-hoach/2022/200-kh-syt"),
    (PROVINCE, "Kế hoạch số 206/KH-UBND ngày 05/01/2022 của UBND TX. Kỳ Anh;",
     "ubnd/tinh-ha-tinh/thi-xa-ky-anh/ke-hoach/2022/206-kh-ubnd"),
    (PROVINCE, "Kế hoạch số 211/KH-UBND ngày 05/01/2022 của UBND các huyện;", None),
    # committees by what they are about; a bare one is any of many
    (PROVINCE, "Kế hoạch số 69/KH-BCĐ ngày 05/01/2022 của Ban Chỉ đạo chuyển đổi số tỉnh;",
     "ban-chi-dao-chuyen-doi-so/tinh-ha-tinh/ke-hoach/2022/69-kh-bcd"),
    (PROVINCE, "Kế hoạch số 240/KH-BCĐ ngày 05/01/2022 của Ban Chỉ đạo thực hiện Quy chế dân chủ "
     "tỉnh về kiểm tra;",
     "ban-chi-dao-thuc-hien-quy-che-dan-chu/tinh-ha-tinh/ke-hoach/2022/240-kh-bcd"),
    (PROVINCE, "Kế hoạch số 68/KH-BCĐ ngày 05/01/2022 của Ban Chỉ đạo;", None),
    (DISTRICT, "Quyết định số 16/QĐ-THCSNH ngày 30/8/2022 của Trường THCS Nguyễn Huệ;",
     "truong-thcs-nguyen-hue/tinh-ha-tinh/huyen-can-loc/quyet-dinh/2022/16-qd-thcsnh"),
    # the former province of a commune of today; the former one of the same name of a province
    (COMMUNE, "Kế hoạch số 78/KH-UBND ngày 20/5/2025 của UBND tỉnh;",
     "ubnd/tinh-bac-giang/ke-hoach/2025/78-kh-ubnd"),
    (COMMUNE, "Kế hoạch số 77/KH-UBND ngày 20/8/2025 của UBND tỉnh;",
     "ubnd/tinh-bac-ninh/ke-hoach/2025/77-kh-ubnd"),
    (COMMUNE, "Kế hoạch số 10/KH-SNV ngày 15/5/2024 của Sở Nội vụ;",
     "so-noi-vu/tinh-bac-giang/ke-hoach/2024/10-kh-snv"),
    (COMMUNE, "Kế hoạch số 9-KH/TU ngày 15/5/2024 của Tỉnh ủy;",
     "tinh-uy/tinh-bac-giang/ke-hoach/2024/09-kh-tu"),
    # what had ended by the day written; what ended within the year of the number
    (COMMUNE, "Kế hoạch số 82/KH-UBND ngày 20/8/2025 của UBND huyện Lục Nam;", None),
    (MERGED, "Quyết định số 702/QĐ-UBND ngày 15/8/2025 của UBND tỉnh Vĩnh Phúc;", None),
    (MERGED, "Bãi bỏ Quyết định số 12/2025/QĐ-UBND của UBND tỉnh Vĩnh Phúc;",
     "ubnd/tinh-vinh-phuc/quyet-dinh/2025/12-2025-qd-ubnd"),
    (HUE, "Kế hoạch số 47/KH-UBND ngày 05/02/2024 của UBND thành phố Huế;",
     "ubnd/tinh-thua-thien-hue/thanh-pho-hue/ke-hoach/2024/47-kh-ubnd"),
    # accents count; where a scan lost all of them the unit of the own province is meant
    (MERGED, "Kế hoạch số 06/KH-UBND ngày 02/8/2025 của UBND xã Hồng Thử;", None),
    (MERGED, "Kế hoạch số 05/KH-UBND ngày 02/8/2025 của UBND xã Không Đâu;", None),
    (MERGED, "Kế hoạch số 07/KH-UBND ngày 02/8/2025 của UBND xã Mường Toong;",
     "ubnd/tinh-dien-bien/xa-muong-toong/ke-hoach/2025/07-kh-ubnd"),
    (MERGED, "Kế hoạch số 08/KH-UBND ngày 02/8/2025 của UBND xã Tam Nong;",
     "ubnd/tinh-phu-tho/xa-tam-nong/ke-hoach/2025/08-kh-ubnd"),
    (MERGED, "Kế hoạch số 09/KH-UBND ngày 02/8/2025 của UBND xã Muong Toong;", None),
    # a city within a city
    (CITY_IN_CITY, "Kế hoạch số 46/KH-UBND ngày 05/02/2022 của UBND Thành phố;", None),
    (CITY_IN_CITY, "Kế hoạch số 46/KH-UBND ngày 05/02/2022 của UBND thành phố Thủ Đức;",
     "ubnd/thanh-pho-ho-chi-minh/thanh-pho-thu-duc/ke-hoach/2022/46-kh-ubnd"),
    # a day of another year beside the title that the register has under this number
    (PROVINCE, "Căn cứ Nghị quyết số 76/NQ-CP ngày 20/9/2020 của Chính phủ ban hành Chương trình "
     "tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;",
     "chinh-phu/nghi-quyet/2021/76-nq-cp"),
    (PROVINCE, "Căn cứ Nghị quyết số 76/NQ-CP ngày 20/9/2020 của Chính phủ về phiên họp;",
     "chinh-phu/nghi-quyet/2020/76-nq-cp"),
    # no document is later than the one that cites it
    (PROVINCE, "Căn cứ Nghị định số 15/2024/NĐ-CP ngày 06/02/2024 của Chính phủ;", None),
]  # fmt: skip


@pytest.mark.parametrize(("top", "sentence", "document"), CASES)
def test_a_local_citation(
    top: tuple[str, str, str, str], sentence: str, document: str | None
) -> None:
    text = paper(*top, sentence)
    reading = read_through(read_bytes(text.encode(), "x.txt"))
    at = text.index(sentence)
    found = next(
        resolution
        for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True)
        if mention.start >= at
    )
    got = found.document.removeprefix(_BASE) if isinstance(found, Resolved) else None
    assert got == document, found.why


def test_the_reason_says_whose_place_completed_the_issuer() -> None:
    text = paper(*PROVINCE, "Kế hoạch số 48/KH-UBND ngày 05/01/2022 của UBND tỉnh;")
    reading = read_through(read_bytes(text.encode(), "x.txt"))
    assert "của chính văn bản này" in reading.resolutions[-1].why


def test_a_commune_of_many_is_not_where_a_paper_tells_of_a_visit() -> None:
    top = ("ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP", "Tân Lập", "41/KH-UBND", "10 tháng 5 năm 2022")
    for words, known in (
        ("Học tập tại tỉnh Quảng Ninh", False),
        ("Địa bàn huyện Đan Phượng", True),
    ):
        text = paper(*top, f"{words}; theo Kế hoạch số 8/KH-UBND ngày 05/01/2022 của UBND tỉnh;")
        reading = read_through(read_bytes(text.encode(), "x.txt"))
        assert (reading.header.issuer_unit is not None) is known, words


def test_places_that_a_paper_only_speaks_of_are_not_its_home() -> None:
    top = ("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH", "Châu Thành", "41/KH-UBND", "10 tháng 5 năm 2022")
    sentence = "Học tập kinh nghiệm tại tỉnh Bình Dương; thực hiện Kế hoạch số 8/KH-UBND ngày "
    text = paper(*top, f"{sentence}05/01/2022 của UBND tỉnh;")
    reading = read_through(read_bytes(text.encode(), "x.txt"))
    assert not isinstance(reading.resolutions[-1], Resolved)
