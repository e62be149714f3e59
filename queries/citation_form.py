"""A citation in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.6, ready to copy.

At its first mention a document is given by type, number, date, issuer and title; afterwards by
type and number. Laws and ordinances have neither number nor issuer: "Luật Trẻ em ngày 05 tháng 4
năm 2016".
"""

from __future__ import annotations

import datetime
from functools import cache

from cancu.ontology.load import CentralDocument, issuers


@cache
def _issuer_names() -> dict[str, str]:
    return {issuer.slug: issuer.name for issuer in issuers()}


def long_date(day: datetime.date) -> str:
    """Write "ngày 08 tháng 6 năm 2010": noughts before days below 10 and months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def is_law(row: CentralDocument) -> bool:
    """Whether a document is cited by its name, not by its number."""
    return row.type in _BY_NAME and bool(row.title)


def name_of(row: CentralDocument) -> str:
    """Return the short form: "Nghị định 30/2020/NĐ-CP", "Luật Trẻ em (102/2016/QH13)"."""
    if not is_law(row):
        return f"{row.type} {row.number}"
    return f"{_law_name(row)} ({row.number})" if row.number else _law_name(row)


def _law_name(row: CentralDocument) -> str:
    title = row.title or ""
    return title if title.lower().startswith(row.type.lower()) else f"{row.type} {title}"


def full_citation(row: CentralDocument) -> str:
    """Return the citation of a first mention; what the register does not know is left out."""
    if is_law(row):
        when = long_date(row.date) if row.date else f"năm {row.year}" if row.year else ""
        return f"{_law_name(row)} {when}".rstrip()
    parts = [f"{row.type} số {row.number}"]
    if row.date:
        parts.append(long_date(row.date))
    if row.issuer and (name := _issuer_names().get(row.issuer)):
        parts.append(f"của {_signing(name, row.type)}")
    if row.title:
        parts.append(_subject(row.title))
    return " ".join(parts)


def _signing(name: str, kind: str) -> str:
    """A circular is its minister's: "Bộ trưởng Bộ Tài chính"."""
    if kind != "Thông tư":
        return name
    if name == "Văn phòng Chính phủ":
        return "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"
    return f"Bộ trưởng {name}" if name.startswith("Bộ ") else name


def _subject(title: str) -> str:
    lower = title[:1].lower() + title[1:]
    verbs = (
        "về ",
        "quy định",
        "hướng dẫn",
        "sửa đổi",
        "ban hành",
        "phê duyệt",
        "bãi bỏ",
        "công bố",
    )
    return lower if lower.startswith(verbs) else f"về {title}"
