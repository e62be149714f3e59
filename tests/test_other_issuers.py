"""A document of another body is never the citing body's: every way to state whose it is.

Each case is a sentence of a paper of the province (or of another body) and the path of its first
document; None is "left open".
"""

from __future__ import annotations

import io
from typing import Literal

import docx
import pytest

from cancu.ingest.read import read_bytes
from cancu.ingest.reading import Reading
from cancu.ingest.resolution import Resolved
from cancu.ingest.steps import read_through
from tests.test_local_issuers import PROVINCE, paper

_BASE = "http://cancu.internal/vn/"
_Paper = tuple[str, str, str, str]
VILLAGE = ("ỦY BAN NHÂN DÂN\nXÃ MINH LÃNG", "Minh Lãng", "12/KH-UBND", "12 tháng 02 năm 2025")
NORTH = ("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG BÌNH", "Quảng Bình", "41/KH-UBND", "10 tháng 11 năm 2022")
INSURANCE = ("BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH", "Hà Tĩnh", "41/KH-BHXH",
             "10 tháng 11 năm 2022")  # fmt: skip

_DECIDED = "Quyết định số 12/QĐ-UBND ngày 05/01/2022 của"
_PLANNED = "Kế hoạch số 55/KH-UBND ngày 08/02/2022"
CAN_LOC = "ubnd/tinh-ha-tinh/huyen-can-loc"
NGHI_XUAN = "ubnd/tinh-ha-tinh/huyen-nghi-xuan"
HA_TINH = "ubnd/tinh-ha-tinh"
HCM = "ubnd/thanh-pho-ho-chi-minh"

CASES: list[tuple[_Paper, str, str | None]] = [
    # a place without its kind, or with a short one
    (PROVINCE, f"{_DECIDED} UBND Quảng Ninh;", "ubnd/tinh-quang-ninh"),
    (PROVINCE, f"{_DECIDED} Chủ tịch UBND Quảng Ninh về mức chi;", "ubnd/tinh-quang-ninh"),
    (PROVINCE, f"{_DECIDED} Ủy ban nhân dân Nghệ An ban hành Quy chế;", "ubnd/tinh-nghe-an"),
    (PROVINCE, f"{_DECIDED} UBND TPHCM;", HCM),
    (PROVINCE, f"{_DECIDED} UBND TP.HCM;", HCM),
    (PROVINCE, f"{_DECIDED} UBND TP. HCM;", HCM),
    (PROVINCE, f"{_DECIDED} UBND Tp HCM về mức chi;", HCM),
    (PROVINCE, f"{_DECIDED} UBND T.P Hà Tĩnh;", "ubnd/tinh-ha-tinh/thanh-pho-ha-tinh"),
    (PROVINCE, f"{_DECIDED} UBND TP.Hà Tĩnh;", "ubnd/tinh-ha-tinh/thanh-pho-ha-tinh"),
    (PROVINCE, f"{_DECIDED} UBND H.Can Lộc;", CAN_LOC),
    (PROVINCE, f"{_DECIDED} UBND Can Lộc;", CAN_LOC),
    (PROVINCE, f"{_DECIDED} UBND Can Lộc phê duyệt dự toán;", CAN_LOC),
    (PROVINCE, f"UBND Can Lộc đã ban hành {_PLANNED};", CAN_LOC),
    (PROVINCE, "Nghị quyết số 5/NQ-HĐND ngày 05/01/2022 của HĐND Can Lộc;",
     "hdnd/tinh-ha-tinh/huyen-can-loc"),
    (NORTH, f"{_DECIDED} UBND Can Lộc, tỉnh Hà Tĩnh;", CAN_LOC),
    (VILLAGE, f"{_DECIDED} UBND Vũ Thư;", "ubnd/tinh-thai-binh/huyen-vu-thu"),
    (PROVINCE, f"{_DECIDED} UBND Kỳ Anh;", None),  # a district and a town
    (PROVINCE, f"{_DECIDED} UBND Diễn Châu;", None),  # of another province
    (PROVINCE, f"{_DECIDED} UBND Vinh Quang;", None),
    (PROVINCE, "Kế hoạch số 7/KH-SYT ngày 05/01/2022 của Sở Y tế Quảng Ninh;",
     "so-y-te/tinh-quang-ninh"),
    # a place that stands for its body
    (PROVINCE, f"{_DECIDED} tỉnh Nghệ An;", "ubnd/tinh-nghe-an"),
    (PROVINCE, f"{_PLANNED} của huyện Can Lộc về chuyển đổi số;", CAN_LOC),
    (PROVINCE, f"{_PLANNED} của Can Lộc;", CAN_LOC),
    (PROVINCE, "Nghị quyết số 9/NQ-HĐND ngày 05/01/2022 của thành phố Đà Nẵng;",
     "hdnd/thanh-pho-da-nang"),
    (PROVINCE, "Nghị quyết số 15-NQ/TU ngày 05/01/2022 của tỉnh Nghệ An;",
     "tinh-uy/tinh-nghe-an"),
    (PROVINCE, "Kế hoạch số 7/KH-SYT ngày 05/01/2022 của tỉnh Nghệ An;", "so-y-te/tinh-nghe-an"),
    (PROVINCE, f"{_PLANNED} của tỉnh;", HA_TINH),
    (PROVINCE, f"{_PLANNED} của huyện;", None),
    (VILLAGE, f"{_PLANNED} của huyện;", "ubnd/tinh-thai-binh/huyen-vu-thu"),
    (PROVINCE, f"{_PLANNED} của xã hội;", HA_TINH),
    # a heading before a colon
    (PROVINCE, f"UBND huyện Can Lộc: {_PLANNED};", CAN_LOC),
    (PROVINCE, f"- UBND huyện Can Lộc:\n- {_PLANNED};", CAN_LOC),
    (PROVINCE, f"Các văn bản của UBND huyện Can Lộc: {_PLANNED}.", CAN_LOC),
    (PROVINCE, f"Thực hiện các kế hoạch của UBND huyện Can Lộc: {_PLANNED}.", CAN_LOC),
    (PROVINCE, f"Huyện Can Lộc: {_PLANNED}.", CAN_LOC),
    (PROVINCE, f"a) Can Lộc: {_PLANNED}.", CAN_LOC),
    # brackets around the number, or between it and the issuer
    (PROVINCE, "Kế hoạch của UBND huyện Can Lộc (số 55/KH-UBND ngày 08/02/2022).", CAN_LOC),
    (PROVINCE, "Quyết định của UBND huyện Can Lộc (số 55/QĐ-UBND ngày 08/02/2022).", CAN_LOC),
    (PROVINCE, "Kế hoạch (số 55/KH-UBND ngày 08/02/2022) của UBND huyện Can Lộc.", CAN_LOC),
    (PROVINCE, "Kế hoạch số 55/KH-UBND (ngày 08/02/2022) của UBND huyện Can Lộc;", CAN_LOC),
    (PROVINCE, "Kế hoạch số 55/KH-UBND (ban hành ngày 08/02/2022) của huyện Can Lộc;", CAN_LOC),
    (PROVINCE, f"{_PLANNED} (sau đây gọi là Kế hoạch 55) của UBND huyện Can Lộc;", CAN_LOC),
    (PROVINCE, f"{_PLANNED} (viết tắt là KH55), do UBND huyện Can Lộc ban hành;", CAN_LOC),
    (PROVINCE, "Kế hoạch số 55/KH-UBND (ngày 08/02/2022, gọi tắt là KH55) của UBND huyện Can Lộc;",
     CAN_LOC),
    (PROVINCE, "Kế hoạch số 55/KH-UBND (Kế hoạch chuyển đổi số) ngày 08/02/2022 của UBND huyện Can "
     "Lộc;", CAN_LOC),
    # units listed below their kind
    (PROVINCE, "UBND các huyện: Can Lộc (Tờ trình số 90/TTr-UBND ngày 04/3/2022);", CAN_LOC),
    (PROVINCE, f"Đã có kế hoạch: Can Lộc ({_PLANNED}), Nghi Xuân (…);", CAN_LOC),
    (PROVINCE, f"Can Lộc ({_PLANNED})", CAN_LOC),
    (NORTH, f"UBND các huyện, thị xã: Quảng Ninh ({_PLANNED});",
     "ubnd/tinh-quang-binh/huyen-quang-ninh"),
    (NORTH, f"Kinh nghiệm các tỉnh: Quảng Ninh ({_PLANNED});", "ubnd/tinh-quang-ninh"),
    (PROVINCE, f"{_DECIDED} UBND các tỉnh Hà Tĩnh, Quảng Bình;", None),
    (PROVINCE, f"{_DECIDED} UBND các huyện Can Lộc, Nghi Xuân;", None),
    # a table in plain text
    (PROVINCE, f"Đơn vị | Kế hoạch\nUBND huyện Can Lộc | {_PLANNED}", CAN_LOC),
    (PROVINCE, f"TT\tĐịa phương\tVăn bản\n1\tCan Lộc\t{_PLANNED}", CAN_LOC),
    (PROVINCE, f"Đơn vị thực hiện | Căn cứ\nUBND huyện Can Lộc | {_PLANNED}", HA_TINH),
    # the words before a number that stand in another paragraph
    (PROVINCE, "Thực hiện các văn bản của UBND huyện Can Lộc số 55/KH-UBND ngày 08/02/2022;",
     CAN_LOC),
    # branches
    (PROVINCE, "Công văn số 3/BHXH-GĐ ngày 05/01/2022 của BHXH tỉnh;",
     "bao-hiem-xa-hoi-tinh/tinh-ha-tinh"),
    (PROVINCE, "Công văn số 3/BHXH-GĐ ngày 05/01/2022 của BHXH huyện Can Lộc;",
     "bao-hiem-xa-hoi/tinh-ha-tinh/huyen-can-loc"),
    (INSURANCE, "Công văn số 3/BHXH-GĐ ngày 05/01/2022 của BHXH tỉnh;",
     "bao-hiem-xa-hoi-tinh/tinh-ha-tinh"),
    (PROVINCE, "Công văn số 3/BHXH-GĐ ngày 05/01/2022 của BHXH Việt Nam;",
     "bao-hiem-xa-hoi-viet-nam"),
    (PROVINCE, "Kế hoạch số 6/KH-NHCS ngày 05/01/2022 của Ngân hàng CSXH tỉnh;",
     "ngan-hang-chinh-sach-xa-hoi/tinh-ha-tinh"),
    (PROVINCE, "Kế hoạch số 6/KH-NHCS ngày 05/01/2022 của NHCSXH huyện Can Lộc;",
     "ngan-hang-chinh-sach-xa-hoi/tinh-ha-tinh/huyen-can-loc"),
    (PROVINCE, "Kế hoạch số 6/KH-NHCS ngày 05/01/2022 của Ngân hàng CSXH huyện;", None),
    (PROVINCE, "Kế hoạch số 6/KH-NHCS ngày 05/01/2022 của Chi nhánh Ngân hàng Chính sách xã hội "
     "tỉnh;", "ngan-hang-chinh-sach-xa-hoi/tinh-ha-tinh"),
    (PROVINCE, "Quyết định số 8/QĐ-NHNN ngày 05/01/2022 của Ngân hàng Nhà nước chi nhánh tỉnh Hà "
     "Tĩnh;", "ngan-hang-nha-nuoc-viet-nam/tinh-ha-tinh"),
    (PROVINCE, "Quyết định số 8/QĐ-NHNN ngày 05/01/2022 của NHNN - Chi nhánh Hà Tĩnh;",
     "ngan-hang-nha-nuoc-viet-nam/tinh-ha-tinh"),
    (PROVINCE, "Quyết định số 8/QĐ-NHNN ngày 05/01/2022 của Ngân hàng Nhà nước Việt Nam;",
     "ngan-hang-nha-nuoc-viet-nam"),
    (PROVINCE, "Theo đề nghị của BHXH tỉnh tại Công văn số 3/BHXH-GĐ ngày 05/01/2022;",
     "bao-hiem-xa-hoi-tinh/tinh-ha-tinh"),
    (PROVINCE, "Kho bạc Nhà nước Hà Tĩnh có Công văn số 3/KBNN-KT ngày 05/01/2022;",
     "kho-bac-nha-nuoc/tinh-ha-tinh"),
    # the symbol is of the national body and of its branch: who carries a letter out does not tell
    (PROVINCE, "BHXH tỉnh thực hiện Công văn số 3/BHXH-GĐ ngày 05/01/2022;", None),
    (PROVINCE, "Công văn số 3/BHXH-GĐ ngày 05/01/2022 của BHXH Việt Nam;",
     "bao-hiem-xa-hoi-viet-nam"),
    (PROVINCE, "Công văn số 9/KBNN-KT ngày 05/01/2022 của Kho bạc Nhà nước khu vực IV;",
     "kho-bac-nha-nuoc-khu-vuc-iv"),
    (PROVINCE, "UBND các huyện, thị xã: Kế hoạch số 13/KH-UBND ngày 05/9/2022;", None),
    # those who only act near a number issued nothing
    (PROVINCE, f"Đề nghị UBND huyện Can Lộc thực hiện {_PLANNED};", HA_TINH),
    (PROVINCE, f"UBND huyện Can Lộc triển khai {_PLANNED};", HA_TINH),
    (PROVINCE, f"Giao UBND huyện Can Lộc: thực hiện {_PLANNED};", HA_TINH),
    (PROVINCE, f"Giao Sở Tài chính hướng dẫn {_PLANNED};", HA_TINH),
    (PROVINCE, f"Kính gửi: UBND huyện Can Lộc; {_PLANNED};", HA_TINH),
    (PROVINCE, f"Theo ý kiến của UBND huyện Can Lộc: {_PLANNED} còn chậm;", HA_TINH),
    (PROVINCE, f"Hội nghị tại Can Lộc ({_PLANNED});", HA_TINH),
    (PROVINCE, f"Làm việc tại: Can Lộc ({_PLANNED});", HA_TINH),
    (PROVINCE, f"Học tập tại Hà Nội, Bắc Ninh ({_PLANNED});", HA_TINH),
    (PROVINCE, f"Sở Tài chính: {_PLANNED};", HA_TINH),
]  # fmt: skip


def _read(text: str, name: str = "x.txt") -> Reading:
    return read_through(read_bytes(text.encode(), name))


def _issuers(reading: Reading, at: int) -> list[str | None]:
    return [
        found.document.removeprefix(_BASE).rsplit("/", 3)[0]
        if isinstance(found, Resolved)
        else None
        for mention, found in zip(reading.mentions, reading.resolutions, strict=True)
        if mention.start >= at
    ]


@pytest.mark.parametrize(("top", "sentence", "issuer"), CASES)
def test_whose_document_is_stated(top: _Paper, sentence: str, issuer: str | None) -> None:
    text = paper(*top, sentence)
    assert _issuers(_read(text), text.index(sentence))[0] == issuer


LISTS = [
    ("UBND huyện Can Lộc: Kế hoạch số 73/KH-UBND ngày 08/02/2022; Kế hoạch số 74/KH-UBND ngày "
     "09/02/2022; UBND huyện Nghi Xuân: Kế hoạch số 75/KH-UBND ngày 10/02/2022",
     [CAN_LOC, CAN_LOC, NGHI_XUAN]),
    ("Văn bản của UBND huyện Can Lộc:\n\n- Kế hoạch số 73/KH-UBND ngày 08/02/2022 về số hóa;\n\n"
     "- Kế hoạch số 74/KH-UBND ngày 09/02/2022.\n\nTheo Kế hoạch số 75/KH-UBND ngày 10/02/2022.",
     [CAN_LOC, CAN_LOC, HA_TINH]),
    ("UBND huyện Can Lộc: Kế hoạch số 73/KH-UBND ngày 08/02/2022. Kế hoạch số 74/KH-UBND ngày "
     "09/02/2022", [CAN_LOC, HA_TINH]),
    ("Theo đề nghị của UBND các huyện: Can Lộc (Tờ trình số 90/TTr-UBND ngày 04/3/2022), Nghi Xuân "
     "(Tờ trình số 91/TTr-UBND ngày 04/3/2022)", [CAN_LOC, NGHI_XUAN]),
    # what another changes is of the one that changes it
    ("Quyết định số 15/QĐ-UBND ngày 08/02/2022 của UBND tỉnh Nghệ An sửa đổi, bổ sung Quyết định "
     "số 16/QĐ-UBND ngày 09/02/2021", ["ubnd/tinh-nghe-an", "ubnd/tinh-nghe-an"]),
    ("Quyết định số 15/QĐ-UBND ngày 08/02/2022 của UBND huyện Can Lộc về việc điều chỉnh một số "
     "nội dung tại Quyết định số 16/QĐ-UBND ngày 09/02/2021", [CAN_LOC, CAN_LOC]),
    ("Quyết định số 15/QĐ-UBND ngày 08/02/2022 của UBND huyện Can Lộc thay thế Quyết định số "
     "16/QĐ-UBND ngày 09/02/2021 của UBND tỉnh", [CAN_LOC, HA_TINH]),
    ("Quyết định số 15/QĐ-UBND ngày 08/02/2022 của UBND huyện Can Lộc phê duyệt dự án điều chỉnh "
     "theo Quyết định số 16/QĐ-UBND ngày 09/02/2021", [CAN_LOC, HA_TINH]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "issuers"), LISTS)
def test_whose_documents_a_list_states(sentence: str, issuers: list[str]) -> None:
    text = paper(*PROVINCE, sentence)
    assert _issuers(_read(text), text.index(sentence)) == issuers


_ROWS = [
    (("Đơn vị", "Kế hoạch"), ("UBND huyện Can Lộc", _PLANNED), CAN_LOC),
    (("Địa phương", "Văn bản đã ban hành"), ("Huyện Can Lộc", _PLANNED), CAN_LOC),
    (("Huyện", "Số, ký hiệu"), ("Can Lộc", "55/KH-UBND ngày 08/02/2022"), CAN_LOC),
    (("Đơn vị", "Căn cứ"), ("UBND huyện Can Lộc", _PLANNED), HA_TINH),
    (("Đơn vị chủ trì", "Văn bản"), ("UBND huyện Can Lộc", _PLANNED), HA_TINH),
    (("Đơn vị", "Văn bản"), ("UBND huyện Can Lộc", f"Thực hiện {_PLANNED}"), HA_TINH),
]


@pytest.mark.parametrize("form", ["docx", "html", "md"])
@pytest.mark.parametrize(("heads", "cells", "issuer"), _ROWS)
def test_whose_document_a_row_states(
    heads: tuple[str, str], cells: tuple[str, str], issuer: str, form: Literal["docx", "html", "md"]
) -> None:
    top = paper(*PROVINCE, "Danh mục kèm theo")
    if form == "docx":
        document = docx.Document()
        for line in top.split("\n"):
            document.add_paragraph(line)
        table = document.add_table(2, 2)
        for row, texts in enumerate((heads, cells)):
            for column, one in enumerate(texts):
                table.cell(row, column).text = one
        written = io.BytesIO()
        document.save(written)
        reading = read_through(read_bytes(written.getvalue(), "x.docx"))
    elif form == "html":
        lines = "".join(f"<p>{line}</p>" for line in top.split("\n") if line)
        rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in (heads, cells))
        reading = _read(f"<html><body>{lines}<table>{rows}</table></body></html>", "x.html")
    else:
        rows = "\n".join(f"| {one} | {other} |" for one, other in (heads, ("---", "---"), cells))
        reading = _read(f"{top}\n{rows}\n", "x.md")
    assert _issuers(reading, 0)[-1] == issuer


def test_a_body_never_runs_into_the_next_paragraph() -> None:
    text = paper(*VILLAGE, "Thực hiện chỉ đạo của UBND tỉnh tại Công văn số 15/UBND-NC ngày "
                 "03/01/2025.").replace("Thực hiện nhiệm vụ", "Về Ban Chỉ đạo cải cách hành chính "
                                        "xã")  # fmt: skip
    assert _issuers(_read(text), text.index("Công văn")) == ["ubnd/tinh-thai-binh"]


def test_the_heading_of_a_paper_is_not_the_type_of_a_number_below() -> None:
    sentence = "Thực hiện các văn bản của UBND huyện Can Lộc số 55/KH-UBND ngày 08/02/2022;"
    text = paper(*PROVINCE, sentence)
    mention = _read(text).mentions[-1]
    assert mention.surface == "55/KH-UBND"
