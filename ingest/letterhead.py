"""The letterhead: what stands above the name of the document.

Two columns by rule (body and number on the left, national motto, place and date on the right:
Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II), but files hold them as lines in any order, as table
cells, or as Markdown. So nothing here relies on order: the motto is taken out, the number and the
date are recognised by their form, and what is left in capitals is the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOTTO = re.compile(
    r"C[ỘÔO]NG\s+H[ÒO][ÀA]\s+XÃ\s+H[ỘÔ]I\s+CH[ỦU]\s+NGH[ĨI]A\s+VI[ỆÊ]T\s+NAM"
    r"(?:[\s|_=-]*Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc)?",
    re.IGNORECASE,
)
PARTY_MOTTO = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")

_SYMBOL = r"[A-ZĐÔƠƯÂĂÊ][\wĐ&]*(?:\s?[-/.]\s?[A-ZĐÔƠƯÂĂÊ0-9][\w&]*)*"
NUMBER = re.compile(
    r"\b[Ss][ốỐ]\s*[:.]?[\s|]*"
    rf"(?P<own>(?P<digits>\d[\d.]*[a-zA-Z]?)?[\s.…_]*(?:/\s*\d{{4}}\s*)?[/-]\s?{_SYMBOL})",
)
_BLANK = r"[\s.…_]*"
DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,\n|:;]{1,40}(?:\n[^,\n|:;]{1,30})?)\s*,\s*)?"
    rf"\bngày\s*(?P<day>\d{{1,2}}|{_BLANK})\s*tháng\s*(?P<month>\d{{1,2}}|{_BLANK})\s*"
    r"năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"[^\n|\t]+")
_GAP = re.compile(r"\s{3,}")
_DRESSING = " _#=+~><.:;-\u00a0\r\f\v"


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A document's number as it gives it itself; ``span`` lies in the text searched."""

    number: str
    blank: bool
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """``lines`` are the capital lines that name the body, in order of appearance."""

    lines: tuple[str, ...]
    number: OwnNumber | None
    date: str | None
    place: str | None


def read_letterhead(zone: str) -> Letterhead:
    """Read the letterhead from ``zone``, the normalised text above the document's type."""
    number = own_number(zone)
    dated = DATE.search(zone)
    rest = MOTTO.sub("\n", PARTY_MOTTO.sub("\n", DATE.sub("\n", NUMBER.sub("\n", zone))))
    return Letterhead(
        lines=tuple(line for line in segments(rest) if _names_a_body(line)),
        number=number,
        date=iso_date(dated) if dated else None,
        place=_place(dated) if dated else None,
    )


def own_number(text: str) -> OwnNumber | None:
    """Return the first number of the form "Số: 15/KH-UBND" or, blank, "Số:    /KH-UBND"."""
    found = NUMBER.search(text)
    if found is None:
        return None
    start, end = found.span("own")
    own = found["own"]
    start += len(own) - len(own.lstrip(" \t\n.…_\r\xa0"))
    return OwnNumber(canonical(text[start:end]), found["digits"] is None, (start, end))


def canonical(number: str) -> str:
    """Write a number without white space, "QD-TTg" as "QĐ-TTg"."""
    bare = re.sub(r"[\s…_]+|\.{2,}", "", number)
    return re.sub(r"(?<![^\W_])QD(?=-)", "QĐ", bare)


def iso_date(found: re.Match[str]) -> str | None:
    """Return the date as ISO, "YYYY-MM" where the day is blank, "YYYY" where the month is too."""
    year, month, day = found["year"], found["month"].strip(), found["day"].strip()
    if not month.isdigit():
        return year
    if not 1 <= int(month) <= 12:
        return None
    if not day.isdigit():
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(day) <= 31 else None


def segments(text: str) -> list[str]:
    """Split into cells and lines, white space collapsed and rules and bullets stripped."""
    pieces: list[str] = []
    for line in _SEGMENT.findall(text):
        for piece in _GAP.split(line.strip()):
            bare = " ".join(piece.strip(_DRESSING).split())
            if bare:
                pieces.append(bare)
    return pieces


def _place(found: re.Match[str]) -> str | None:
    place = found["place"]
    if not place:
        return None
    return " ".join(place.rsplit("  ", 1)[-1].split()).strip(_DRESSING) or None


def _names_a_body(line: str) -> bool:
    return line.isupper() and sum(letter.isalpha() for letter in line) > 1
