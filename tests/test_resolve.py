"""Which document a citation means: full, unfinished, short, by name, of one's own place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.home import home
from cancu.ingest.mentions import Mention, find_mentions
from cancu.ingest.relations import find_relations
from cancu.ingest.resolve import (
    Ambiguous,
    KnownDocument,
    Lookup,
    Resolution,
    Resolved,
    Unresolved,
    document_iri_of,
    resolve,
)
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.view import view
from cancu.ontology.iris import DEFAULT_BASE

VN = f"{DEFAULT_BASE}/vn/"
PROVINCE = Header(
    type="Kế hoạch", number="41/KH-UBND", level="province", date="2025-01-10",
    issuer="Ủy ban nhân dân tỉnh Thái Bình", issuer_unit="34",
)  # fmt: skip
COMMUNE = Header(
    type="Kế hoạch", number="15/KH-UBND", level="commune", date="2023-03-10",
    issuer="Ủy ban nhân dân xã Thạch Châu", issuer_unit="18583-2023",
)  # fmt: skip
MINISTRY = Header(
    type="Thông tư", number="09/2025/TT-BTC", level="ministry", date="2025-02-11",
    issuer="Bộ Tài chính",
)  # fmt: skip
CITY = Header(
    type="Nghị quyết", number="34/2025/NQ-HĐND", level="province", date="2025-11-18",
    issuer="Hội đồng nhân dân thành phố Huế", issuer_unit="46",
)  # fmt: skip
SINCE_2025 = Header(
    type="Kế hoạch", number="20/KH-UBND", level="province", date="2025-11-20",
    issuer="Ủy ban nhân dân tỉnh Bắc Ninh", issuer_unit="24-2025",
)  # fmt: skip


def read(
    text: str, header: Header = PROVINCE, known: Lookup | None = None
) -> list[tuple[Mention, Resolution]]:
    """Find and resolve the citations of a text."""
    source = SourceText("x.txt", "0" * 64, "txt", text)
    mentions = find_mentions(source, header)
    found = resolve(
        mentions, header, home(view(text), header), known=known, text=text,
        relations=find_relations(source, mentions),
    )  # fmt: skip
    return list(zip(mentions, found, strict=True))


def tails(iris: Sequence[str]) -> list[str]:
    return [iri.removeprefix(VN) for iri in iris]


def last(text: str, header: Header = PROVINCE) -> str | list[str] | None:
    """What the last citation means: an IRI's tail, candidates' tails, or None."""
    found = read(text, header)[-1][1]
    if isinstance(found, Resolved):
        return found.document.removeprefix(VN)
    return tails(found.candidates) if isinstance(found, Ambiguous) else None


BASED_ON_ITS_NUMBER = [
    ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", PROVINCE,
     "chinh-phu/nghi-dinh/2018/61-2018-nd-cp"),
    ("Nghị quyết số 76/NQ-CP ngày 13/6/2013", PROVINCE, "chinh-phu/nghi-quyet/2013/76-nq-cp"),
    ("Nghị quyết số 76/NQ-CP ngày 15/7/2021", PROVINCE, "chinh-phu/nghi-quyet/2021/76-nq-cp"),
    ("Công văn số 5990/VPCP-KSTT ngày 22/8/2024", PROVINCE,
     "van-phong-chinh-phu/cong-van/2024/5990-vpcp-kstt"),
    ("Văn bản số 2319/VPCP-KSTT ngày 14/4/2022", PROVINCE,
     "van-phong-chinh-phu/cong-van/2022/2319-vpcp-kstt"),
    ("Công văn số 5106/CT-CS ngày 12/11/2025", SINCE_2025, "cuc-thue/cong-van/2025/5106-ct-cs"),
    ("Thông tư số 89-TC/TCT ngày 09/11/1993 của Bộ Tài chính", SINCE_2025,
     "bo-tai-chinh/thong-tu/1993/89-tc-tct"),
    ("Thông tư số 89 TC/TCT ngày 09/11/1993", SINCE_2025, "bo-tai-chinh/thong-tu/1993/89-tc-tct"),
    ("của Thuế thành phố Hà Nội tại Tờ trình số 30610/TTr-HAN-QLĐ ngày 13/11/2025", SINCE_2025,
     "thue-tinh/thanh-pho-ha-noi/to-trinh/2025/30610-ttr-han-qld"),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", PROVINCE,
     "trung-uong-dang/nghi-quyet/2024/57-nq-tw"),
    ("Thông tư liên tịch số 07/2016/TTLT-BYT-BTC-BLĐTBXH ngày 15/4/2016", PROVINCE,
     "bo-y-te/thong-tu-lien-tich/2016/07-2016-ttlt-byt-btc-bldtbxh"),
    ("Công văn số JHDPC/2025/276 ngày 5/9/2025 của Công ty TNHH Điện lực Sông Xanh", SINCE_2025,
     "cong-ty-tnhh-dien-luc-song-xanh/cong-van/2025/jhdpc-2025-276"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "header", "wanted"), BASED_ON_ITS_NUMBER)
def test_a_number_with_its_year_is_one_document(text: str, header: Header, wanted: str) -> None:
    assert last(text, header) == wanted


REPEATED_LAWS = [
    # the law named in full has ended, or does not hold yet: the bare name may be another's
    (
        "Luật Đất đai năm 2013; theo Luật Đất đai",
        "2025-03-15",
        ["luat/2024/31-2024-qh15", "luat/2013/45-2013-qh13"],
    ),
    (
        "Luật Đất đai năm 2024; theo Luật Đất đai",
        "2024-03-15",
        ["luat/2013/45-2013-qh13", "luat/2024/31-2024-qh15"],
    ),
    ("Luật Cư trú năm 2020; theo Luật Cư trú", "2025-03-15", "luat/2020/68-2020-qh14"),
    # a draft whose day is blank
    (
        "Luật Tổ chức chính quyền địa phương",
        "2025",
        ["luat/2015/77-2015-qh13", "luat/2025/65-2025-qh15", "luat/2025/72-2025-qh15"],
    ),
    ("Luật Lưu trữ", "2025-06", "luat/2011/01-2011-qh13"),
    ("Luật Lưu trữ", "2025", ["luat/2011/01-2011-qh13", "luat/2024/33-2024-qh15"]),
    ("Luật Cư trú", "2025", "luat/2020/68-2020-qh14"),
]


@pytest.mark.parametrize(("text", "day", "wanted"), REPEATED_LAWS)
def test_a_bare_name_is_of_the_law_in_force(text: str, day: str, wanted: str | list[str]) -> None:
    paths = wanted if isinstance(wanted, str) else list(wanted)
    found = last(text, replace(PROVINCE, date=day))
    assert found == (f"quoc-hoi/{paths}" if isinstance(paths, str)
                     else [f"quoc-hoi/{path}" for path in paths])  # fmt: skip


OTHERS_NUMBER = "Thực hiện Kế hoạch số 41/KH-UBND ngày 02/01/2025 của UBND tỉnh Nam Định"
ADVERSE = [
    # the own number is another body's too
    (
        f"{OTHERS_NUMBER}. Theo Kế hoạch số 41/KH-UBND,",
        "ubnd/tinh-nam-dinh/ke-hoach/2025/41-kh-ubnd",
    ),
    (
        f"{OTHERS_NUMBER}. Theo Kế hoạch số 41/KH-UBND này,",
        "ubnd/tinh-thai-binh/ke-hoach/2025/41-kh-ubnd",
    ),
    (
        f"{OTHERS_NUMBER}.\n(Kèm theo Kế hoạch số 41/KH-UBND)",
        "ubnd/tinh-thai-binh/ke-hoach/2025/41-kh-ubnd",
    ),
    # a gap or a point in the serial
    ("Nghị định số 1 07/2021/NĐ-CP ngày 06/12/2021", "chinh-phu/nghi-dinh/2021/107-2021-nd-cp"),
    (
        "Kế hoạch số 1.520/KH-UBND ngày 03/3/2024 của UBND tỉnh",
        "ubnd/tinh-thai-binh/ke-hoach/2024/1520-kh-ubnd",
    ),
    # the symbol is of another body of that kind
    ("Quyết định số 31/QĐ-SNV ngày 03/3/2024 của Sở Tài chính", None),
    ("Quyết định số 100/QĐ-BNV ngày 03/3/2024 của Bộ Tài chính", None),
    (
        "Quyết định số 100/QĐ-BLĐTBXH ngày 03/3/2024 của Bộ Nội vụ",
        "bo-lao-dong-thuong-binh-va-xa-hoi/quyet-dinh/2024/100-qd-bldtbxh",
    ),
    (
        "Thông tư số 10/2024/TT-BTC ngày 03/3/2024 của Bộ trưởng Bộ Tài chính",
        "bo-tai-chinh/thong-tu/2024/10-2024-tt-btc",
    ),
    # a day beside a list is of its own members, one each where there are as many
    (
        "Nghị quyết số 1314/NQ-UBTVQH15; các Kế hoạch số 10, 11/KH-UBND ngày 05/01/2023 và "
        "ngày 06/01/2022 của UBND tỉnh",
        "ubnd/tinh-thai-binh/ke-hoach/2022/11-kh-ubnd",
    ),
    ("các Kế hoạch số 9, 10, 11/KH-UBND ngày 05/01/2023 và ngày 06/01/2022 của UBND tỉnh", None),
    ("Nghị định số 107/2021, 61/2018/NĐ-CP", "chinh-phu/nghi-dinh/2018/61-2018-nd-cp"),
    # of a later day of the same year
    ("Quyết định số 51/QĐ-TTg ngày 15/12/2025", None),
    ("Quyết định 766/QĐ-TTg ngày 23/6/2022; Quyết định 766 năm 2023 của Thủ tướng Chính phủ", None),
    ("Thông tư số 09/2022/TT", None),
    ("Thông tư số 01/2015/TT-CA", "toa-an-nhan-dan-toi-cao/thong-tu/2015/01-2015-tt-ca"),
    ("Thông tư số 77/2015/TT-CA", None),
    # words of every amending document's title
    (
        "Nghị quyết số 76/NQ-CP của Chính phủ; việc sửa đổi, bổ sung một số điều của Nghị quyết",
        None,
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ADVERSE)
def test_what_misleads_is_not_followed(text: str, wanted: str | None) -> None:
    (*_, (_, found)) = read(text)
    assert (found.document.removeprefix(VN) if isinstance(found, Resolved) else None) == wanted


LOST_YEARS = [
    ("Nghị định số 118/NĐ-CP ngày 09/6/2025", "chinh-phu/nghi-dinh/2025/118-2025-nd-cp"),
    ("Quyết định số 09/QĐ-TTg ngày 25/3/2015",
     "thu-tuong-chinh-phu/quyet-dinh/2015/09-2015-qd-ttg"),
    ("Quyết định số 766/QĐ-TTg ngày 23/6/2022", "thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg"),
    ("Nghị định số 61/18/NĐ-CP ngày 23/4/2018", "chinh-phu/nghi-dinh/2018/61-2018-nd-cp"),
    ("Nghị định số 61/18/NĐ-CP", "chinh-phu/nghi-dinh/2018/61-2018-nd-cp"),
    ("Quyết định số 3/20/QĐ-UBND ngày 13/9/2020 của UBND tỉnh",
     "ubnd/tinh-thai-binh/quyet-dinh/2020/03-2020-qd-ubnd"),
    # no register knows it, or a figure is lost and not left out
    ("Nghị định số 999/NĐ-CP ngày 20/4/2018", ["chinh-phu/nghi-dinh/2018/999-2018-nd-cp"]),
    ("Quyết định số 22/201 /QĐ-UBND ngày 13/9/2019 của UBND tỉnh",
     ["ubnd/tinh-thai-binh/quyet-dinh/2019/22-2019-qd-ubnd"]),
    ("Quyết định số 22/201 /QĐ-UBND của UBND tỉnh", None),
    # before 1997 no year stood in the number
    ("Thông tư số 33/TT-LĐTBXH ngày 8/11/1995",
     "bo-lao-dong-thuong-binh-va-xa-hoi/thong-tu/1995/33-tt-ldtbxh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LOST_YEARS)
def test_a_year_lost_from_a_number_is_read_from_the_day(
    text: str, wanted: str | list[str] | None
) -> None:
    assert last(text, replace(PROVINCE, date="2026-03-05")) == wanted


NEW_COMMUNE = Header(
    type="Kế hoạch", number="15/KH-UBND", level="commune", date="2025-09-15",
    issuer="Ủy ban nhân dân xã Thư Trì", issuer_unit="13222-2025",
)  # fmt: skip
HOA_BINH = replace(
    PROVINCE, date="2021-09-15", issuer="Ủy ban nhân dân tỉnh Hòa Bình", issuer_unit="17"
)

OF_WHICH_PLACE = [
    # a commune formed of others made nothing before; a huyện that had ended has a namesake
    ("Quyết định số 5/QĐ-UBND ngày 10/3/2024 của UBND xã", NEW_COMMUNE,
     ["ubnd/tinh-thai-binh/huyen-vu-thu/xa-hiep-hoa/quyet-dinh/2024/05-qd-ubnd",
      "ubnd/tinh-thai-binh/huyen-vu-thu/xa-song-lang/quyet-dinh/2024/05-qd-ubnd",
      "ubnd/tinh-thai-binh/huyen-vu-thu/xa-minh-lang/quyet-dinh/2024/05-qd-ubnd"]),
    ("Quyết định số 5/QĐ-UBND ngày 10/8/2025 của UBND xã", NEW_COMMUNE,
     "ubnd/tinh-hung-yen/xa-thu-tri/quyet-dinh/2025/05-qd-ubnd"),
    ("Nghị quyết số 11-NQ/TU ngày 05/01/2023", NEW_COMMUNE,
     "tinh-uy/tinh-thai-binh/nghi-quyet/2023/11-nq-tu"),
    ("Tờ trình số 13/TTr-UBND ngày 10/5/2021 của UBND huyện Kỳ Sơn", HOA_BINH, None),
    ("Tờ trình số 13/TTr-UBND ngày 10/5/2021 của UBND huyện Kỳ Sơn", PROVINCE,
     "ubnd/tinh-nghe-an/huyen-ky-son/to-trinh/2021/13-ttr-ubnd"),
    ("Kế hoạch số 5392/KH-UBND ngày 26/10/2022 của UBND tỉnh", PROVINCE,
     "ubnd/tinh-thai-binh/ke-hoach/2022/5392-kh-ubnd"),
    ("Quyết định số 139/QĐ-UBND ngày 17/01/2024 của Chủ tịch UBND tỉnh", PROVINCE,
     "ubnd/tinh-thai-binh/quyet-dinh/2024/139-qd-ubnd"),
    ("Quyết định số 139/QĐ-UBND ngày 17/01/2024 của UBND tỉnh Hải Dương", PROVINCE,
     "ubnd/tinh-hai-duong/quyet-dinh/2024/139-qd-ubnd"),
    ("Kế hoạch số 86/KH-UBND ngày 04/8/2021 của UBND huyện", COMMUNE,
     "ubnd/tinh-ha-tinh/huyen-loc-ha/ke-hoach/2021/86-kh-ubnd"),
    ("Quyết định số 10/2014/QĐ-UBND ngày 24/3/2014 của UBND tỉnh", COMMUNE,
     "ubnd/tinh-ha-tinh/quyet-dinh/2014/10-2014-qd-ubnd"),
    ("Tờ trình số 252/TTr-STC ngày 07/01/2025 của Sở Tài chính", PROVINCE,
     "so-tai-chinh/tinh-thai-binh/to-trinh/2025/252-ttr-stc"),
    ("Chương trình hành động số 10-CTr/TU ngày 13/8/2024 của Ban Thường vụ Tỉnh ủy", PROVINCE,
     "tinh-uy/tinh-thai-binh/chuong-trinh-hanh-dong/2024/10-ctr-tu"),
    ("Nghị quyết số 10/2022/NQ-HĐND ngày 14/7/2022 của HĐND tỉnh (nay là thành phố Huế)", CITY,
     "hdnd/tinh-thua-thien-hue/nghi-quyet/2022/10-2022-nq-hdnd"),
    ("Quyết định số 20/2021/QĐ-UBND ngày 14/7/2021", CITY,
     "ubnd/tinh-thua-thien-hue/quyet-dinh/2021/20-2021-qd-ubnd"),
    ("Nghị quyết số 12-NQ/TU ngày 14/7/2021", CITY,
     "tinh-uy/tinh-thua-thien-hue/nghi-quyet/2021/12-nq-tu"),
    ("Quyết định số 12/QĐ-UBND ngày 04/3/2020 của UBND tỉnh Bắc Giang", SINCE_2025,
     "ubnd/tinh-bac-giang/quyet-dinh/2020/12-qd-ubnd"),
    ("Quyết định số 12/QĐ-UBND ngày 04/3/2020 của UBND thành phố Hồ Chí Minh", PROVINCE,
     "ubnd/thanh-pho-ho-chi-minh/quyet-dinh/2020/12-qd-ubnd"),
    ("Quyết định số 178/QĐ-UBND ngày 22/01/2022 của UBND huyện Gia Lộc", COMMUNE,
     "ubnd/tinh-hai-duong/huyen-gia-loc/quyet-dinh/2022/178-qd-ubnd"),
    ("Kế hoạch số 12/KH-BHXH ngày 04/3/2020 của Bảo hiểm xã hội tỉnh Nghệ An", PROVINCE,
     "bao-hiem-xa-hoi-tinh/tinh-nghe-an/ke-hoach/2020/12-kh-bhxh"),
    ("Báo cáo số 9/BC-BVHXH ngày 04/3/2020 của Ban Văn hóa - Xã hội HĐND tỉnh Nghệ An", PROVINCE,
     "ban-van-hoa-xa-hoi/tinh-nghe-an/bao-cao/2020/09-bc-bvhxh"),
    ("Quyết định số 12/QĐ-UBND ngày 04/3/2020 của UBND Quận 7, Thành phố Hồ Chí Minh", PROVINCE,
     "ubnd/thanh-pho-ho-chi-minh/quan-7/quyet-dinh/2020/12-qd-ubnd"),
    # each of the provinces merged in 2025 had a "UBND tỉnh", a "Tỉnh ủy"
    ("Quyết định số 12/QĐ-UBND ngày 04/3/2020 của UBND tỉnh", SINCE_2025,
     ["ubnd/tinh-bac-ninh/quyet-dinh/2020/12-qd-ubnd",
      "ubnd/tinh-bac-giang/quyet-dinh/2020/12-qd-ubnd"]),
    ("Chỉ thị số 12-CT/TU ngày 04/3/2020 của Tỉnh ủy", SINCE_2025,
     ["tinh-uy/tinh-bac-ninh/chi-thi/2020/12-ct-tu",
      "tinh-uy/tinh-bac-giang/chi-thi/2020/12-ct-tu"]),
    ("Quyết định số 12/QĐ-UBND ngày 04/9/2025 của UBND tỉnh", SINCE_2025,
     "ubnd/tinh-bac-ninh/quyet-dinh/2025/12-qd-ubnd"),
    ("Quyết định số 12/QĐ-UBND ngày 04/3/2020 của UBND tỉnh", MINISTRY, None),
    ("Tờ trình số 252/TTr-STC ngày 07/01/2025 của Sở Tài chính", MINISTRY, None),
    ("Quyết định số 15/QĐ-UBND ngày 19/01/2023", COMMUNE,
     ["ubnd/tinh-ha-tinh/huyen-loc-ha/xa-thach-chau/quyet-dinh/2023/15-qd-ubnd",
      "ubnd/tinh-ha-tinh/huyen-loc-ha/quyet-dinh/2023/15-qd-ubnd",
      "ubnd/tinh-ha-tinh/quyet-dinh/2023/15-qd-ubnd"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "header", "wanted"), OF_WHICH_PLACE)
def test_a_local_document_is_of_one_place(
    text: str, header: Header, wanted: str | list[str] | None
) -> None:
    assert last(text, header) == wanted


SHORT_OF_A_BODY = [
    ("Nghị quyết 10 của Tỉnh ủy", "tinh-uy/tinh-thai-binh/nghi-quyet/2023/10-nq-tu"),
    ("Nghị quyết 10 của Ban Thường vụ Tỉnh ủy", "tinh-uy/tinh-thai-binh/nghi-quyet/2023/10-nq-tu"),
    ("Nghị quyết 10", "tinh-uy/tinh-thai-binh/nghi-quyet/2023/10-nq-tu"),
    ("Nghị quyết 10 của HĐND tỉnh", None),
    ("Nghị quyết 10 của Tỉnh ủy Nam Định", None),
]


@pytest.mark.parametrize(("text", "wanted"), SHORT_OF_A_BODY)
def test_a_short_form_is_of_the_body_it_names(text: str, wanted: str | None) -> None:
    full = "Nghị quyết số 10-NQ/TU ngày 5/3/2023 của Tỉnh ủy"
    assert last(f"{full}. Thực hiện {text};", PROVINCE) == wanted


OFFICE = "Tờ trình số 88/TTr-VP ngày 20/5/2024"
COUNCIL = replace(PROVINCE, issuer="Hội đồng nhân dân tỉnh Thái Bình", type="Nghị quyết")
DEPARTMENT = replace(PROVINCE, issuer="Sở Tài chính tỉnh Thái Bình", level="department")
PARTY = replace(PROVINCE, issuer="Tỉnh ủy Thái Bình")
WHOSE_OFFICE = [
    (OFFICE, PROVINCE, "van-phong-ubnd/tinh-thai-binh"),
    (f"theo đề nghị của Chánh Văn phòng tại {OFFICE}", PROVINCE, "van-phong-ubnd/tinh-thai-binh"),
    (f"đề nghị của Chánh Văn phòng UBND tỉnh tại {OFFICE}", DEPARTMENT,
     "van-phong-ubnd/tinh-thai-binh"),
    (f"đề nghị của Chánh Văn phòng HĐND và UBND huyện Vũ Thư tại {OFFICE}", PROVINCE,
     "van-phong-ubnd/tinh-thai-binh/huyen-vu-thu"),
    (OFFICE, COMMUNE, "van-phong-ubnd/tinh-ha-tinh/huyen-loc-ha/xa-thach-chau"),
    (OFFICE, COUNCIL, "van-phong-doan-dai-bieu-quoc-hoi-va-hoi-dong-nhan-dan/tinh-thai-binh"),
    (f"{OFFICE} của Văn phòng Đoàn ĐBQH và HĐND tỉnh", PROVINCE,
     "van-phong-doan-dai-bieu-quoc-hoi-va-hoi-dong-nhan-dan/tinh-thai-binh"),
    (OFFICE, DEPARTMENT, "van-phong-so-tai-chinh/tinh-thai-binh"),
    (f"{OFFICE} của Văn phòng Sở", DEPARTMENT, "van-phong-so-tai-chinh/tinh-thai-binh"),
    (OFFICE, MINISTRY, "van-phong-bo-tai-chinh"),
    (OFFICE, PARTY, "van-phong-tinh-uy/tinh-thai-binh"),
    # a ministry's symbols have had their "B" for long: without it they are of a local body
    (OFFICE.replace("VP", "TP"), COMMUNE, "phong-tu-phap/tinh-ha-tinh/huyen-loc-ha"),
    (OFFICE.replace("VP", "CA"), COMMUNE, "cong-an-xa/tinh-ha-tinh/huyen-loc-ha/xa-thach-chau"),
    (OFFICE.replace("VP", "CA"), PROVINCE, "cong-an-tinh/tinh-thai-binh"),
    (OFFICE.replace("VP", "BCA"), PROVINCE, "bo-cong-an"),
    ("Thông tư số 33/TT-LĐTBXH ngày 8/11/1995", PROVINCE, "bo-lao-dong-thuong-binh-va-xa-hoi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "header", "wanted"), WHOSE_OFFICE)
def test_a_short_symbol_is_of_a_body_near_by(text: str, header: Header, wanted: str) -> None:
    header = replace(header, date="2024-12-01")
    found = last(text, header)
    assert isinstance(found, str)
    assert re.split("/(?:to-trinh|thong-tu)/", found)[0] == wanted


def test_a_name_of_many_places_stays_open() -> None:
    found = last("Báo cáo số 12/BC-UBND ngày 22/01/2022 của UBND xã Lê Lợi", COMMUNE)
    assert isinstance(found, list)
    assert "ubnd/tinh-hai-duong/huyen-gia-loc/xa-le-loi/bao-cao/2022/12-bc-ubnd" in found


UNFINISHED = [
    # the same number in full before or after
    ("Quyết định số 766/QĐ-TTg ngày 23/6/2022; theo Quyết định số 766/QĐ-TTg",
     "thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg"),
    ("Quyết định số 45/2016/QĐ-TTg ngày 19/10/2016; theo Quyết định 45",
     "thu-tuong-chinh-phu/quyet-dinh/2016/45-2016-qd-ttg"),
    ("Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh; theo Kế hoạch số 12/KH-UBND",
     "ubnd/tinh-thai-binh/ke-hoach/2024/12-kh-ubnd"),
    # two of that number: open
    ("Nghị quyết số 76/NQ-CP ngày 13/6/2013 và Nghị quyết số 76/NQ-CP ngày 15/7/2021; "
     "theo Nghị quyết số 76/NQ-CP",
     ["chinh-phu/nghi-quyet/2013/76-nq-cp", "chinh-phu/nghi-quyet/2021/76-nq-cp"]),
    # nothing confirms the year
    ("theo Quyết định số 4711/QĐ-TTg", None),
    ("theo Kế hoạch số 33/KH-UBND của UBND tỉnh", None),
    # the subject spoken of is the title of the register's document of that number
    ("công bố Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp"
     " trong thực hiện thủ tục hành chính theo Quyết định số 766/QĐ-TTg",
     "thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg"),
    ("gặt lúa đúng vụ theo Quyết định số 766/QĐ-TTg",
     ["thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), UNFINISHED)
def test_what_is_left_out_comes_from_elsewhere_or_stays_open(
    text: str, wanted: str | list[str] | None
) -> None:
    assert last(text) == wanted


DATES = [
    # another day of the same year, and the same day of another year, are misprints
    ("Quyết định số 766/QĐ-TTg ngày 24/6/2022", "2022/766-qd-ttg", "24/6/2022 khác ngày 23/6/2022"),
    ("Quyết định số 766/QĐ-TTg ngày 23/6/2023", "2022/766-qd-ttg", "23/6/2023 khác ngày 23/6/2022"),
    ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2019", "2018/61-2018-nd-cp", "khác ngày 23/4/2018"),
    # another year altogether is another document
    ("Quyết định số 766/QĐ-TTg ngày 11/5/2019", "2019/766-qd-ttg", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tail", "remark"), DATES)
def test_a_wrong_date_makes_no_new_document(text: str, tail: str, remark: str) -> None:
    ((_, found),) = read(text)
    assert isinstance(found, Resolved)
    assert found.document.endswith(tail)
    assert remark in found.why


def test_a_document_of_a_later_year_is_not_cited() -> None:
    ((_, found),) = read("Kế hoạch số 12/KH-UBND ngày 04/8/2028 của UBND tỉnh")
    assert isinstance(found, Unresolved)
    assert "4/8/2028" in found.why


LAWS = [
    ("Luật Tổ chức chính quyền địa phương ngày 19/6/2015", "2023-01-05", "luat/2015/77-2015-qh13"),
    ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15", "2025-12-05", "luat/2025/72-2025-qh15"),
    ("Luật Tổ chức chính quyền địa phương", "2024-05-01", "luat/2015/77-2015-qh13"),
    ("Luật Tổ chức chính quyền địa phương", "2025-05-01", "luat/2025/65-2025-qh15"),
    ("Luật Tổ chức chính quyền địa phương", "2025-08-01", "luat/2025/72-2025-qh15"),
    ("Luật Tổ chức chính quyền địa phương năm 2025", "2025-08-01", "luat/2025/72-2025-qh15"),
    ("Hiến pháp", "2020-01-01", "hien-phap/2013/hien-phap-nuoc-cong-hoa-xa-hoi-chu-nghia-viet-nam"),
    ("Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền "
     "địa phương ngày 22/11/2019", "2024-01-23", "luat/2019/47-2019-qh14"),
    ("Bộ luật Lao động", "2016-01-01", "bo-luat/2012/10-2012-qh13"),
    ("Luật số 45/2019/QH14", "2022-01-01", "bo-luat/2019/45-2019-qh14"),
    ("Luật Đất đai năm 1957", "2022-01-01", None),
    # the register has every law of 2017 to 2025
    ("Luật Nuôi rồng trên mây năm 2021", "2022-01-01", None),
    ("Luật Nuôi rồng trên mây năm 1998", "2022-01-01", "luat/1998/luat-nuoi-rong-tren-may"),
    ("Luật Các tổ chức tín dụng sửa đổi 2025 số 96/2025/QH15", "2026-01-05",
     "luat/2025/96-2025-qh15"),
    ("Luật Các tổ chức tín dụng (sửa đổi) số 96/2025/QH15", "2026-01-05", "luat/2025/96-2025-qh15"),
    ("Luật Thuế giá trị gia tăng sửa đổi năm 2025", "2026-01-05", "luat/2025/149-2025-qh15"),
    ("Luật Cảnh vệ sửa đổi, bổ sung năm 2024", "2025-01-05", "luat/2024/40-2024-qh15"),
    ("Luật Đất đai sửa đổi 2018", "2025-01-05", None),
    ("Luật Nuôi rồng trên mây", "2022-01-01", None),
    ("Luật Trí tuệ nhân tạo", "2024-01-01", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "wanted"), LAWS)
def test_a_law_by_name_is_the_one_of_its_time(text: str, day: str, wanted: str | None) -> None:
    found = read(text, replace(PROVINCE, date=day))[-1][1]
    if wanted is None:
        assert not isinstance(found, Resolved)
    else:
        assert isinstance(found, Resolved), found
        assert found.document == f"{VN}quoc-hoi/{wanted}"


RENEWED = [
    # name, the law on 1/2/2026, the law on 15/9/2026
    ("Luật Xây dựng", "2014/50-2014-qh13", "2025/135-2025-qh15"),
    ("Luật Đầu tư", "2020/61-2020-qh14", "2025/143-2025-qh15"),
    ("Luật Quy hoạch", "2017/21-2017-qh14", "2025/112-2025-qh15"),
    ("Luật Phá sản", "2014/51-2014-qh13", "2025/142-2025-qh15"),
    ("Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân", "2015/87-2015-qh13",
     "2025/121-2025-qh15"),
    ("Luật Giám định tư pháp", "2012/13-2012-qh13", "2025/105-2025-qh15"),
    ("Luật Công nghệ cao", "2008/21-2008-qh12", "2025/133-2025-qh15"),
    ("Luật Dự trữ quốc gia", "2012/22-2012-qh13", "2025/145-2025-qh15"),
    ("Luật Thuế TNCN", "2007/04-2007-qh12", "2025/109-2025-qh15"),
    ("Luật Quản lý thuế", "2019/38-2019-qh14", "2025/108-2025-qh15"),
    ("Luật Báo chí", "2016/103-2016-qh13", "2025/126-2025-qh15"),
    ("Luật Tiết kiệm, chống lãng phí", "2013/44-2013-qh13", "2025/110-2025-qh15"),
    ("Luật An ninh mạng", "2018/24-2018-qh14", "2025/116-2025-qh15"),
    ("Luật Giáo dục đại học", "2025/125-2025-qh15", "2025/125-2025-qh15"),
    # made in 2026, in force from 1 March 2027
    ("Luật Hộ tịch", "2014/60-2014-qh13", "2014/60-2014-qh13"),
    # made in 2026, and from when it holds is not known
    ("Luật Thủ đô", "2024/39-2024-qh15", ["2024/39-2024-qh15", "2026/02-2026-qh16"]),
    # replaced by a law of another name: two of this name, none of them in force
    ("Luật Thực hành tiết kiệm, chống lãng phí", "2013/44-2013-qh13",
     ["2005/48-2005-qh11", "2013/44-2013-qh13"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), RENEWED)
def test_a_bare_name_is_the_law_in_force_that_day(
    name: str, before: str, after: str | list[str]
) -> None:
    for day, wanted in (("2026-02-01", before), ("2026-09-15", after)):
        found = last(f"theo quy định của {name}", replace(PROVINCE, date=day))
        path = "quoc-hoi/luat/"
        assert found == (
            path + wanted if isinstance(wanted, str) else [path + law for law in wanted]
        )


def test_a_law_that_ended_without_a_known_successor_is_open() -> None:
    text = "theo quy định của Luật Doanh nghiệp nhà nước"
    assert isinstance(last(text, replace(PROVINCE, date="2008-03-01")), str)
    assert isinstance(last(text, replace(PROVINCE, date="2012-03-01")), list)


LATER = [
    ("Luật Xây dựng số 135/2025/QH15 ngày 10/12/2025", "2025-06-01", "(10/12/2025)"),
    ("Luật số 300/2027/QH16", "2026-09-15", "năm 2027"),
    ("Luật Đất đai ngày 18/02/2027", "2026-09-15", "(18/2/2027)"),
    ("Luật Đất đai năm 2027", "2026-09-15", "(2027)"),
    ("Luật Nuôi rồng trên mây ngày 02/10/2026", "2026-09-15", "(2/10/2026)"),
]


@pytest.mark.parametrize(("text", "day", "said"), LATER)
def test_a_law_of_a_later_day_is_not_cited(text: str, day: str, said: str) -> None:
    ((_, found),) = read(text, replace(PROVINCE, date=day))
    assert isinstance(found, Unresolved)
    assert said in found.why


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("Luật số 77/2015/QH13 ngày 19/6/2025", "77-2015-qh13"),
        ("Luật Tổ chức chính quyền địa phương ngày 19/6/2026", "77-2015-qh13"),
    ],
)
def test_a_later_date_beside_an_earlier_law_is_a_misprint(text: str, tail: str) -> None:
    ((_, found),) = read(text, replace(PROVINCE, date="2025-01-10"))
    assert isinstance(found, Resolved)
    assert found.document.endswith(tail)
    assert "khác ngày 19/6/2015" in found.why


def test_a_law_that_waits_to_take_effect_leaves_its_plan_open() -> None:
    header = replace(PROVINCE, date="2025-11-20", title="Triển khai thi hành Luật Việc làm")
    ((_, found),) = read("thi hành Luật Việc làm", header)
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) == 2


CARRIED = [
    ("Nghị định số 152/2006/NĐ-CP ngày 22/12/2006 hướng dẫn một số điều của Luật Bảo hiểm xã hội",
     "2006"),
    ("Luật Bảo hiểm xã hội số 41/2024/QH15; Nghị định số 115/2015/NĐ-CP ngày 11/11/2015 quy định "
     "chi tiết một số điều của Luật Bảo hiểm xã hội", "2014"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "year"), CARRIED)
def test_the_law_that_a_decree_carries_out_is_of_its_time(text: str, year: str) -> None:
    assert str(last(text, replace(PROVINCE, date="2025-11-20"))).split("/")[2] == year


@pytest.mark.parametrize(
    "text",
    ["dự án Luật Viên chức", "Luật Viên chức (sửa đổi)", "VỀ DỰ ÁN\nLUẬT VIÊN CHỨC (SỬA ĐỔI)",
     "xây dựng Luật Viên chức", "dự án Pháp lệnh Cảnh sát môi trường năm 2026"],
)  # fmt: skip
def test_a_draft_is_no_law_yet(text: str) -> None:
    ((_, found),) = read(text, replace(PROVINCE, date="2025-12-02"))
    assert isinstance(found, Unresolved)
    assert "dự thảo" in found.why


def test_of_two_laws_that_a_misprint_may_mean_the_one_in_force_is_meant() -> None:
    text = "Luật Ban hành văn bản quy phạm pháp luật ngày 19/02/2015"
    ((_, found),) = read(text, replace(PROVINCE, date="2025-12-02"))
    assert isinstance(found, Resolved)
    assert found.document.endswith("64-2025-qh15")
    assert "19/2/2015 khác ngày 19/2/2025" in found.why


def test_its_own_number_is_the_document_itself() -> None:
    text = "(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/3/2023 của UBND xã Thạch Châu)"
    ((mention, found),) = read(text, COMMUNE)
    assert mention.self_reference
    assert isinstance(found, Resolved)
    assert found.document == document_iri_of(COMMUNE, "0" * 64)


def test_the_same_number_of_another_body_is_not_the_document_itself() -> None:
    text = "Thực hiện Kế hoạch số 15/KH-UBND của UBND huyện Lộc Hà"
    ((mention, found),) = read(text, COMMUNE)
    assert not mention.self_reference
    assert isinstance(found, Unresolved)


def test_a_blank_number_has_the_file_for_its_name() -> None:
    blank = replace(COMMUNE, number="/KH-UBND", number_blank=True)
    assert document_iri_of(blank, "ab" * 32) == f"{DEFAULT_BASE}/document/{'ab' * 32}"


class Store:
    """A store with two documents of the number 15/QĐ-UBND."""

    def documents(self, number: str) -> list[KnownDocument]:
        place = f"{VN}ubnd/tinh-ha-tinh"
        return [
            KnownDocument(f"{place}/quyet-dinh/2023/15-qd-ubnd", date(2023, 1, 5)),
            KnownDocument(f"{place}/huyen-loc-ha/quyet-dinh/2023/15-qd-ubnd", date(2023, 1, 19)),
        ] if number == "15/QĐ-UBND" else []  # fmt: skip

    def settled(self, document: str, mention: Mention, text: str) -> None:
        """Nobody settled anything."""


def test_a_store_settles_a_number_by_its_day() -> None:
    ((_, found),) = read("Quyết định số 15/QĐ-UBND ngày 19/01/2023", COMMUNE, Store())
    assert isinstance(found, Resolved)
    assert "huyen-loc-ha" in found.document


def test_every_mention_has_a_reason_in_two_languages() -> None:
    texts = [text for text, *_ in (*BASED_ON_ITS_NUMBER, *OF_WHICH_PLACE)]
    texts += [text for text, _ in UNFINISHED]
    for _, found in read("\n\n".join(texts)):
        vietnamese, _, english = found.why.partition(" / ")
        assert vietnamese.endswith(".")
        assert english.endswith(".")


Form = Literal["NFC", "NFD"]
FORMS: list[Form] = ["NFC", "NFD"]
DAYS = ["ngày 23 tháng 4 năm 2018", "ngày 23/4/2018", "ngày 23-4-2018", "23.4.2018"]
NUMBERS = ["61/2018/NĐ-CP", "61/2018/NÐ-CP", "61/2018/ND-CP", "61/2018/NĐCP", "61/2018/NĐ - CP",
           "61/2018/NĐ\N{NON-BREAKING HYPHEN}CP", "61/2018/NĐ-\nCP"]  # fmt: skip


@given(
    st.sampled_from(NUMBERS), st.sampled_from(DAYS), st.sampled_from(FORMS),
    st.sampled_from([" ", "\n", "\n\n", " \n"]), st.booleans(),
)  # fmt: skip
def test_one_document_from_every_spelling(
    number: str, day: str, form: Form, space: str, of: bool
) -> None:
    issuer = " của Chính phủ" if of else ""
    text = f"Căn cứ Nghị{space}định số {number} {day}{issuer} về thực hiện cơ chế một cửa;"
    found = read(unicodedata.normalize(form, text))
    assert [r.document for _, r in found if isinstance(r, Resolved)] == [
        f"{VN}chinh-phu/nghi-dinh/2018/61-2018-nd-cp"
    ]


@given(
    st.sampled_from(["UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân", "Chủ tịch UBND"]),
    st.sampled_from(["tỉnh", "tỉnh Thái Bình", "tỉnh\nThái Bình"]),
    st.sampled_from(FORMS),
)
def test_one_local_document_from_every_spelling(body: str, place: str, form: Form) -> None:
    text = f"Thực hiện Kế hoạch số 05/KH-UBND ngày 05/01/2024 của {body} {place}, Sở báo cáo."
    found = read(unicodedata.normalize(form, text))
    assert [r.document for _, r in found if isinstance(r, Resolved)] == [
        f"{VN}ubnd/tinh-thai-binh/ke-hoach/2024/05-kh-ubnd"
    ]
