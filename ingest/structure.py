"""The header and the parts of a document, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cancu.ingest.issuing_body import Body, Level, body_of, headed_by
from cancu.ingest.letterhead import DATE, MOTTO, Letterhead, iso_date, own_number, read_letterhead
from cancu.ingest.signature import read_signature
from cancu.ingest.text import SourceText
from cancu.ingest.title import read_title
from cancu.ingest.view import View, view

__all__ = ["Header", "Level", "read_header"]


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself.

    ``number`` is canonical; with a blank number it is "/KH-UBND" and ``number_blank`` is true.
    ``date`` is ISO, "YYYY-MM" where the day is blank. ``issuer`` is the official name with its
    place ("Ủy ban nhân dân tỉnh Hà Tĩnh"). None where the document does not say.
    """

    type: str | None = None
    number: str | None = None
    number_blank: bool = False
    issuer: str | None = None
    level: Level | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    year_of_plan: int | None = None
    number_span: tuple[int, int] | None = None
    """Where the document's own number stands."""
    issuer_unit: str | None = None
    """Code of the administrative unit whose body issued it (ontology/units)."""


_TYPES = {
    "LUẬT": "Luật", "BỘ LUẬT": "Bộ luật", "PHÁP LỆNH": "Pháp lệnh", "NGHỊ ĐỊNH": "Nghị định",
    "NGHỊ QUYẾT": "Nghị quyết", "NGHỊ QUYẾT LIÊN TỊCH": "Nghị quyết liên tịch",
    "QUYẾT ĐỊNH": "Quyết định", "THÔNG TƯ": "Thông tư", "THÔNG TƯ LIÊN TỊCH": "Thông tư liên tịch",
    "CHỈ THỊ": "Chỉ thị", "KẾ HOẠCH": "Kế hoạch", "CHƯƠNG TRÌNH": "Chương trình",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG": "Chương trình hành động", "THÔNG BÁO": "Thông báo",
    "HƯỚNG DẪN": "Hướng dẫn", "BÁO CÁO": "Báo cáo", "TỜ TRÌNH": "Tờ trình", "ĐỀ ÁN": "Đề án",
    "DỰ ÁN": "Dự án", "PHƯƠNG ÁN": "Phương án", "CÔNG ĐIỆN": "Công điện", "KẾT LUẬN": "Kết luận",
    "LỆNH": "Lệnh", "QUY ĐỊNH": "Quy định", "QUY CHẾ": "Quy chế", "BIÊN BẢN": "Biên bản",
    "THÔNG CÁO": "Thông cáo", "GIẤY MỜI": "Giấy mời", "HIẾN PHÁP": "Hiến pháp",
    "KẾ HOẠCH HÀNH ĐỘNG": "Kế hoạch hành động", "VĂN BẢN HỢP NHẤT": "Văn bản hợp nhất",
    "CÔNG VĂN": "Công văn",
}  # fmt: skip
_ABBREVIATIONS = {
    "NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "TT": "Thông tư", "CT": "Chỉ thị",
    "KH": "Kế hoạch", "CTr": "Chương trình", "TB": "Thông báo", "HD": "Hướng dẫn", "BC": "Báo cáo",
    "TTr": "Tờ trình", "CĐ": "Công điện", "VBHN": "Văn bản hợp nhất", "KL": "Kết luận",
    "TTLT": "Thông tư liên tịch",
}  # fmt: skip
_FROM_SYMBOL = {
    "QH": Body("Quốc hội", "central"), "UBTVQH": Body("Ủy ban Thường vụ Quốc hội", "central"),
    "CP": Body("Chính phủ", "central"), "TTg": Body("Thủ tướng Chính phủ", "central"),
    "CTN": Body("Chủ tịch nước", "central"),
}  # fmt: skip
_WORDS = "|".join(name.replace(" ", r"\s+") for name in sorted(_TYPES, key=len, reverse=True))
_HEADING = re.compile(rf"(?m)^[ \t|#>]*({_WORDS})[ \t.]*(?:\||$|(?=số\s*:?\s*\d))")
_HEADING_SMALL = re.compile(rf"(?mi)^[ \t|#>]*({_WORDS})[ \t.]*$")
_CAPTION = re.compile(
    rf"\(?(?:ban\s+hành\s+)?kèm\s+theo\s+({_WORDS})\s+số(?P<rest>[^)]{{2,260}})\)", re.IGNORECASE
)
_BELOW = re.compile(r"kèm\s+theo|kính\s+gửi|căn\s+cứ", re.IGNORECASE)
_BY = re.compile(r"(?:của|do)\s+(.+)$", re.DOTALL)
_ADOPTED = re.compile(
    r"thông\s+qua\s+ngày\s+(?P<day>\d+)\s+tháng\s+(?P<month>\d+)\s+năm\s+(?P<year>\d{4})"
)
_YEAR = re.compile(
    r"(?<!đến )(?<!\d )(?<![-–] )năm\s+(20\d\d|19\d\d)(?!\s*[-–]\s*\d|\d)", re.IGNORECASE
)
_IN_PROVINCE = re.compile(
    r"(?<!\w)(?:địa\s+bàn|UBND|nhân\s+dân)\s+(tỉnh|[Tt]hành\s+phố)\s+"
    r"((?:[A-ZĐÀ-Ý]\w+)(?:\s[A-ZĐÀ-Ý]\w+){0,3})"
)
_HAS_PROVINCE = re.compile(r"(?:tỉnh|[Tt]hành phố) [A-ZĐ]")
_WINDOW = 3200
_SUBJECT = re.compile(
    r"(?:V/v|Về\s+việc)\s*:?\s+(.+?)\s*(?:\||\n\s*\n|\n[^\n,]{2,40},\s*ngày|$)", re.DOTALL
)


def read_header(source: SourceText) -> Header:
    """Read what the document says of itself: letterhead, title, signature, annex caption.

    Looks at the beginning, at the signature and at one annex caption, so the time needed hardly
    grows with the document.
    """
    text = source.text
    start = _letterhead_start(text)
    top = view(text[start : start + _WINDOW])
    motto = MOTTO.search(top.text)
    heading = _heading(top.text, motto.end() if motto else 0)
    zone = top.text[: heading.start() if heading else min(len(top.text), 1200)]
    if below := _BELOW.search(zone):
        zone = zone[: below.start()]
    letterhead = read_letterhead(zone)
    header = _of_letterhead(top, letterhead, heading, start)
    if letterhead.number is None or letterhead.number.blank:
        header = _of_caption(text, header)
    if header.type is None and header.number is None:
        return Header()
    header = _completed(text, header)
    signature = read_signature(text, start + (heading.end() if heading else len(zone)))
    return replace(header, signer=signature.name, signer_title=signature.title)


def _letterhead_start(text: str) -> int:
    """Return where to begin: a page may put a summary of its own above the document."""
    motto = MOTTO.search(text, 0, 6000)
    if motto is None or motto.start() < 600:
        return 0
    number = own_number(text[motto.end() : motto.end() + 300])
    return max(0, motto.start() - 300) if number else 0


def _heading(top: str, after: int) -> re.Match[str] | None:
    return _HEADING.search(top, after) or _HEADING_SMALL.search(top, after, after + 700)


def _of_letterhead(
    top: View, letterhead: Letterhead, heading: re.Match[str] | None, start: int
) -> Header:
    """Put together what stands at the beginning."""
    number = letterhead.number
    span = top.span(*number.span) if number else None
    body = body_of(letterhead.lines, letterhead.place)
    type_ = _TYPES[" ".join(heading.group(1).upper().split())] if heading else None
    title: str | None = None
    if heading:
        below = read_title(top.text[heading.end() :])
        title = below.title
        if below.heading:
            head = headed_by(below.heading, body) if type_ != "Kế hoạch" else None
            body = head or body or body_of((below.heading,), letterhead.place)
    elif number:
        subject = _SUBJECT.search(top.text)
        title = " ".join(subject.group(1).split()) if subject else None
        type_ = "Công văn" if subject or "Kính gửi" in top.text else _type_of(number.number)
    if number and "VBHN" in number.number:
        type_ = "Văn bản hợp nhất"
    return Header(
        type=type_,
        number=number.number if number else None,
        number_blank=number.blank if number else False,
        issuer=body.name if body else None,
        level=body.level if body else None,
        date=letterhead.date,
        title=title,
        number_span=(span[0] + start, span[1] + start) if span else None,
    )


def _of_caption(text: str, header: Header) -> Header:
    """Complete the header from "(Ban hành kèm theo Kế hoạch số … ngày … của …)" of an annex."""
    caption = _CAPTION.search(text)
    if caption is None or (header.type is None and caption.start() > 2000):
        return header
    type_ = _TYPES[" ".join(caption.group(1).upper().split())]
    if header.number and header.type != type_:
        return header
    number = own_number("số" + caption["rest"])
    dated = DATE.search(caption["rest"])
    by = _BY.search(caption["rest"])
    body = _issuer_stated(" ".join(by.group(1).split()), type_) if by else None
    if number is None:
        return header
    shift = caption.start("rest") - 2
    full = number if not number.blank or header.number is None else None
    return replace(
        header,
        type=type_,
        number=full.number if full else header.number,
        number_blank=full.blank if full else header.number_blank,
        number_span=(full.span[0] + shift, full.span[1] + shift) if full else header.number_span,
        issuer=header.issuer or (body.name if body else None),
        level=header.level or (body.level if body else None),
        date=header.date or (iso_date(dated) if dated else None),
    )


def _issuer_stated(words: str, type_: str) -> Body | None:
    """Name the issuer that a caption states in running text."""
    upper = words.upper()
    body = body_of((upper.removeprefix("CHỦ TỊCH "),))
    return (headed_by(upper, body) if type_ == "Quyết định" else None) or body


def _type_of(number: str) -> str | None:
    for part in re.split(r"[/-]", number):
        if part in _ABBREVIATIONS:
            return _ABBREVIATIONS[part]
    return None


def _completed(text: str, header: Header) -> Header:
    """Fill what the symbol, the title or the body of the text tell."""
    issuer, level = header.issuer, header.level
    if issuer is None and header.number:
        symbol = re.split(r"[/-]", header.number)[-1].rstrip("0123456789")
        body = _FROM_SYMBOL.get(symbol)
        issuer, level = (body.name, body.level) if body else (None, None)
    if issuer and level == "department" and not _HAS_PROVINCE.search(issuer):
        where = _IN_PROVINCE.search(text)
        if where:
            issuer = f"{issuer} {where.group(1)} {' '.join(where.group(2).split())}"
    date = header.date
    if date is None and level == "central":
        adopted = _ADOPTED.search(text, max(0, len(text) - 3000))
        date = iso_date(adopted) if adopted else None
    year = _YEAR.search(header.title) if header.title else None
    plan = header.type in ("Kế hoạch", "Chương trình") or "kế hoạch" in (header.title or "").lower()
    return replace(
        header, issuer=issuer, level=level, date=date,
        year_of_plan=int(year.group(1)) if year and plan else None,
    )  # fmt: skip
