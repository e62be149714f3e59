"""The header and the parts of a document, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import normalize

from cancu.ingest.annex_caption import Caption, read_caption
from cancu.ingest.issuing_body import Body, Dated, Level, as_spelt, body_of, headed_by
from cancu.ingest.letterhead import (
    MOTTO,
    NUMBER,
    Letterhead,
    OwnNumber,
    first_day,
    iso_date,
    own_number,
    read_letterhead,
)
from cancu.ingest.own_unit import placed, unit_of
from cancu.ingest.signature import read_signature
from cancu.ingest.text import SourceText
from cancu.ingest.title import read_title
from cancu.ingest.typenames import official_type, type_of_number, type_words
from cancu.ingest.view import View, view
from cancu.ontology.load import issuers

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


_WINDOW = 1600
_TITLE_REACH = 2000
_BELOW = re.compile(r"[Kk]èm\s+theo|[Kk][íÍ]nh\s+g[ửƯ]i|[Cc]ăn\s+cứ|Điều\s+1\.")
_ADDRESSED = re.compile(r"[Kk][íÍ]nh\s+g[ửƯ]i|KÍNH\s+GỬI")
_MARK = re.compile("[\u0300-\u0309\u0323\u031b\u0302\u0306]")
_ADOPTED = re.compile(
    r"thông\s+qua\s+ngày\s+(?P<day>\d+)\s+tháng\s+(?P<month>\d+)\s+năm\s+(?P<year>\d{4})"
)
_YEAR = re.compile(r"(?<!đến )(?<!\d )(?<![-–] )năm (20\d\d|19\d\d)(?!\s*[-–]\s*\d|\d)")
_TYPED_FOR = {"\r": " ", "\u00a0": " ", "\u2003": " ", "\u202f": " ", "Ð": "Đ", "ð": "đ"}
"""Characters that stand for others, one for one, so that no offset moves."""
_PLANS = ("Kế hoạch", "Chương trình")


def read_header(source: SourceText) -> Header:
    """Read what the document says of itself: letterhead, title, signature, annex caption.

    Looks at the beginning, at the signature and at one annex caption, so the time needed hardly
    grows with the document.
    """
    text = source.text
    for typed, meant in _TYPED_FOR.items():
        if typed in text:
            text = text.replace(typed, meant)
    if _MARK.search(text, 0, 1500) is None:
        return _read(text)
    composed = view(text)
    header = _read(composed.text)
    span = header.number_span
    return replace(header, number_span=composed.span(*span)) if span else header


@dataclass(frozen=True, slots=True)
class _Top:
    """The beginning of a document: its view, where it starts, and the heading of the type."""

    view: View
    start: int
    heading: re.Match[str] | None
    letterhead: Letterhead
    length: int
    """How much of the view the letterhead takes."""

    @property
    def end(self) -> int:
        """Where the heading ends in the text; without one, where the letterhead does."""
        last = self.heading.end(1) if self.heading else self.length
        return self.start + self.view.span(last - 1, last)[1] if last else self.start


def _read(text: str) -> Header:
    top = _top(text)
    header, body = _of_letterhead(text, top)
    if header.number is None or header.number_blank:
        caption = read_caption(text, top.start)
        if caption and (header.type or _opens_an_annex(text, caption)):
            header, body = _with_caption(text, header, body, caption)
    if header.type is None and header.number is None:
        return Header()
    body = body or _implied(header.number)
    header = replace(header, date=_existing(header.date))
    if header.date is None and body and body.level == "central":
        header = replace(header, date=_adopted(text))
    if body:
        body = placed(as_spelt(body, text), text)
    unit = unit_of(body, first_day(header.date), text) if body else None
    signature = read_signature(text, top.end)
    return replace(
        header,
        issuer=body.name if body else None,
        level=body.level if body else None,
        issuer_unit=unit.code if unit else None,
        signer=signature.name,
        signer_title=signature.title,
        year_of_plan=_year_of_plan(header.type, header.title) or header.year_of_plan,
    )


def _existing(iso: str | None) -> str | None:
    """Return a date as far as a calendar has it: "2024-02" of 31 February, None of year 0."""
    if iso is None:
        return None
    return next((part for part in (iso, iso[:7], iso[:4]) if first_day(part)), None)


def _top(text: str) -> _Top:
    start = _letterhead_start(text)
    top = view(text[start : start + _WINDOW])
    motto = MOTTO.search(top.text)
    heading = _heading(top.text, motto.end() if motto else 0)
    zone = top.text[: heading.start() if heading else 1200]
    if below := _BELOW.search(zone):
        zone = zone[: below.start()]
    return _Top(top, start, heading, read_letterhead(zone), len(zone))


def _letterhead_start(text: str) -> int:
    """Return where to begin: a page may put a summary of its own above the document."""
    motto = MOTTO.search(text, 0, 8000)
    if motto is None or motto.start() < 600:
        return 0
    number = own_number(view(text[motto.end() : motto.end() + 300]).text)
    return max(0, motto.start() - 300) if number else 0


@cache
def _heading_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?m)^[ \t|#>]*({type_words()})[ \t.]*(?:\||$|(?=số\s*:?\s*\d))")


@cache
def _small_heading_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?mi)^[ \t|#>]*({type_words()})[ \t.]*$")


@cache
def _joined_heading_pattern() -> re.Pattern[str]:
    """A heading with the title on its line, as flattened pages have it."""
    return re.compile(rf"(?m)^[ \t|#>]*({type_words()})\s+(?=[^\W\d_]{{2}})")


def _heading(top: str, after: int) -> re.Match[str] | None:
    """Return the line that names the type; a letter has none, what looks like one is its text."""
    addressed = _ADDRESSED.search(top, after)
    stop = addressed.start() if addressed else len(top)
    found = _heading_pattern().search(top, after, stop) or _small_heading_pattern().search(
        top, after, min(stop, after + 700)
    )
    if found is None and (number := NUMBER.search(top)):
        found = _joined_heading_pattern().search(top, max(after, number.end()), stop)
    return found


def _of_letterhead(text: str, top: _Top) -> tuple[Header, Body | None]:
    """Put together what stands at the beginning."""
    letterhead, number = top.letterhead, top.letterhead.number
    dated = Dated(letterhead.place, letterhead.day)
    body = body_of(letterhead.lines, dated)
    type_ = official_type(top.heading.group(1)) if top.heading else None
    title = letterhead.subject
    if top.heading:
        below = read_title(_below(text, top.end))
        title = below.title
        if below.heading and type_ not in _PLANS:
            body = headed_by(below.heading, body, dated) or body
        if below.heading and body is None:
            body = body_of((below.heading,), dated)
    elif number:
        letter = letterhead.subject or "Kính gửi" in top.view.text
        type_ = "Công văn" if letter else type_of_number(number.number)
        if not letter:
            title = read_title(_below(text, top.start + top.view.span(*number.span)[1])).title
    if number and "VBHN" in number.number:
        type_ = "Văn bản hợp nhất"
    header = Header(type=type_, date=letterhead.date, title=title)
    if number:
        start, end = top.view.span(*number.span)
        header = _numbered(header, number, (start + top.start, end + top.start))
    return header, body


def _below(text: str, offset: int) -> str:
    """Return the text from ``offset`` on, without Markdown's emphasis."""
    return normalize("NFC", text[offset : offset + _TITLE_REACH].replace("*", ""))


def _opens_an_annex(text: str, caption: Caption) -> bool:
    """Whether the file begins with an annex: its name in capitals, then the caption."""
    above = text[: caption.start].split("\n")
    return caption.start < 2000 and any(line.strip(" *#|").isupper() for line in above[-6:])


def _numbered(header: Header, number: OwnNumber, span: tuple[int, int]) -> Header:
    return replace(header, number=number.number, number_blank=number.blank, number_span=span)


def _with_caption(
    text: str, header: Header, body: Body | None, caption: Caption
) -> tuple[Header, Body | None]:
    """Complete the header from the caption of an annex that was issued with the document."""
    number = caption.number
    if number is None or (header.number and header.type != caption.type):
        return header, body
    if header.number is None or not number.blank:
        header = _numbered(header, number, number.span)
    above = " ".join(text[max(0, caption.start - 300) : caption.start].split())
    return (
        replace(
            header,
            type=caption.type,
            date=caption.date if header.date is None or len(header.date) < 10 else header.date,
            year_of_plan=_year_of_plan(caption.type, above),
        ),
        body or caption.body,
    )


@cache
def _by_symbol() -> dict[str, Body]:
    return {
        symbol: Body(issuer.name, issuer.level, standing=True)
        for issuer in reversed(issuers())
        if issuer.level in ("central", "ministry") and not issuer.is_pattern
        for symbol in issuer.symbols
    }


def _implied(number: str | None) -> Body | None:
    """Return the central body that a number's symbol stands for ("1668/NQ-UBTVQH15")."""
    symbol = re.split(r"[/-]", number)[-1].rstrip("0123456789") if number else ""
    return _by_symbol().get(symbol)


def _adopted(text: str) -> str | None:
    """Return the day on which a law or resolution was passed, as its last line states it."""
    found = _ADOPTED.search(text, max(0, len(text) - 4000))
    return iso_date(found) if found else None


def _year_of_plan(type_: str | None, title: str | None) -> int | None:
    if title is None or not (type_ in _PLANS or "kế hoạch" in title.lower()):
        return None
    found = _YEAR.search(title.lower())
    return int(found.group(1)) if found else None
