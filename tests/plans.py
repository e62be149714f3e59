"""Small plans in the form of Nghị định 30/2020/NĐ-CP, written to files for tests."""

from __future__ import annotations

from pathlib import Path


def plan(number: str, body: str, place: str, day: str, *lines: str) -> str:
    """Return the text of a plan of ``body``, several lines in capitals, made on "5/4/2022"."""
    date, month, year = day.split("/")
    head = (
        f"{body}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number}\n{place}, ngày {int(date):02d} tháng {int(month):02d} năm {year}\n\n"
        "KẾ HOẠCH\nRà soát thủ tục hành chính\n\n"
    )
    return head + "\n".join(lines) + "\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n"


PROVINCE = ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH", "Hà Tĩnh")
DISTRICT = ("ỦY BAN NHÂN DÂN\nHUYỆN NGHI XUÂN", "Nghi Xuân")
OPEN = "Thực hiện Kế hoạch số 15/KH-UBND của UBND tỉnh Hà Tĩnh về rà soát thủ tục hành chính;"
LOST = "Xét đề nghị tại Quyết định số 99/QĐ-TTg của Thủ tướng Chính phủ;"


def province(folder: Path, day: str = "5/4/2022", number: str = "15/KH-UBND") -> Path:
    """Write the plan of a province."""
    path = folder / "a-tinh.txt"
    line = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;"
    path.write_text(plan(number, *PROVINCE, day, line), encoding="utf-8")
    return path


def district(folder: Path, *lines: str, day: str = "4/5/2022") -> Path:
    """Write the plan of a district below it, with these lines."""
    path = folder / "b-huyen.txt"
    path.write_text(plan("27/KH-UBND", *DISTRICT, day, *lines), encoding="utf-8")
    return path


HEAD = """ỦY BAN NHÂN DÂN
XÃ MINH LÃNG

Số: 08/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Minh Lãng, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2025

"""
"""The head of a commune's plan of 2025, up to its grounds."""
