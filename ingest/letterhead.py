"""The letterhead: what stands above the name of the document.

Two columns by rule (body and number on the left, national motto, place and date on the right:
Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II), but files hold them as lines in any order, as table
cells, or as Markdown. So nothing here relies on order: the motto is taken out, the number, the
subject and the date are recognised by their form, and what is left in capitals is the body.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

MOTTO = re.compile(
    r"C[ỘÔ]NG\s+H[ÒO][ÀA]\s+XÃ\s+H[ỘÔ]I\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"(?:[\s|_=-]*Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc)?"
)
_OTHER_MOTTO = re.compile(
    r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc"
)

_SYMBOL = r"[A-ZĐÔƠƯÂĂÊ][\wĐ&]*(?:(?:\s?[-/.]\s?|-\s{2,3})[A-ZĐÔƠƯÂĂÊ0-9][\w&]*)*"
_OWN = rf"(?P<own>(?P<digits>\d[\d.]*[a-zA-Z]?)?[\s.…_]*(?:/\s*\d{{4}}\s*)?[/-]\s?{_SYMBOL})"
NUMBER = re.compile(rf"\b[Ss][ốỐ]\s*[:.]?[\s|]*{_OWN}")
SUBJECT = re.compile(
    r"V/v:?\s+(?P<subject>.+?)\s*(?:\||\n\s*\n|[\n\t][^\n\t,]{2,40},\s*ngày|$)",
    re.DOTALL | re.IGNORECASE,
)
_BLANK = r"[\s.…_/]*"
DATE = re.compile(
    rf"ngày\s*(?P<day>\d{{1,2}}|{_BLANK})\s*(?:tháng|/)\s*(?P<month>\d{{1,2}}|{_BLANK})\s*"
    r"(?:năm|/)\s*(?P<year>\d{4})"
)
_PLACE_BEFORE = re.compile(
    r"(?:^|[\n|:;.]|\s{3,})\s*([^\W\d_][^,\n|:;]*(?:\n[^,\n|:;]+)??)\s*,\s*$"
)
_SEGMENT = re.compile(r"[^\n|\t]+")
_SMALL = r"(?<![^\W_])(?!phúc)[a-zà-ỹđ]+"
_RUNNING = re.compile(
    rf"(?:(?:{_SMALL}|[\d;,])[ \t]*[\n ][ \t]*[A-ZĐÀ-Ỹ][^\W\d_]*(?:[ \n]{_SMALL}){{0,3}}"
    rf"|(?:^|[\n|.;:,(])[ \t]*{_SMALL}(?:[ \n]{_SMALL})*)\s*\Z"
)
"""Words of a sentence: small ones, then perhaps a type ("quy định tại Thông tư")."""
_CITED = re.compile(r"\s+ngày\s+[\d/ thángăm.-]{6,24}\s+của\s")
"""What follows a number that is cited: its day and its issuer."""
_LISTED = re.compile(r"\s*[,;]\s*(?!ngày)[^\W_]")
"""How a sentence goes on after a number in it."""
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
    subject: str | None
    date: str | None
    place: str | None

    @property
    def day(self) -> datetime.date | None:
        """The first day on which the document may have been signed."""
        return first_day(self.date)


def read_letterhead(zone: str) -> Letterhead:
    """Read the letterhead from ``zone``, the normalised text above the document's type."""
    dated, place = _date_line(zone)
    subject = SUBJECT.search(zone)
    rest = DATE.sub("\n", NUMBER.sub("\n", SUBJECT.sub("\n", zone) if subject else zone))
    rest = _OTHER_MOTTO.sub("\n", MOTTO.sub("\n", rest))
    return Letterhead(
        lines=tuple(line for line in _segments(rest) if _is_capital(line)),
        number=own_number(zone),
        subject=" ".join(subject["subject"].split()) if subject else None,
        date=iso_date(dated) if dated else None,
        place=place,
    )


def own_number(text: str) -> OwnNumber | None:
    """Return the first number of the form "Số: 15/KH-UBND" or, blank, "Số:    /KH-UBND".

    One that a sentence cites ("theo Thông tư số …") is not the document's own.
    """
    found = next((one for one in NUMBER.finditer(text) if not _in_a_sentence(text, one)), None)
    if found is None:
        return None
    start, end = found.span("own")
    own = found["own"]
    start += len(own) - len(own.lstrip(" \t\n.…_\r\xa0"))
    return OwnNumber(canonical(text[start:end]), found["digits"] is None, (start, end))


def _in_a_sentence(text: str, found: re.Match[str]) -> bool:
    """Whether running words lead to "số": a small word before the type, or right before it."""
    if text[found.start()] != "s":
        return False
    if _CITED.match(text, found.end()) or _LISTED.match(text, found.end()):
        return True
    return _RUNNING.search(text, max(0, found.start() - 60), found.start()) is not None


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


def first_day(iso: str | None) -> datetime.date | None:
    """Return the first day of an ISO date, month or year; None for a day that no calendar has."""
    if iso is None:
        return None
    try:
        return datetime.date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return None


def _segments(text: str) -> list[str]:
    """Split into cells and lines, white space collapsed and rules and bullets stripped."""
    pieces: list[str] = []
    for line in _SEGMENT.findall(text):
        for piece in _GAP.split(line.strip()):
            bare = " ".join(piece.strip(_DRESSING).split())
            if bare:
                pieces.append(bare)
    return pieces


def _date_line(zone: str) -> tuple[re.Match[str] | None, str | None]:
    """Return the date and its place; the one that a place and a comma precede is the document's."""
    first: re.Match[str] | None = None
    for found in DATE.finditer(zone):
        place = _place_before(zone, found.start())
        if place:
            return found, place
        first = first or found
    return first, None


def _place_before(zone: str, date: int) -> str | None:
    found = _PLACE_BEFORE.search(zone, max(0, date - 70), date)
    if found is None:
        return None
    place = _OTHER_MOTTO.sub(" ", found.group(1))
    return " ".join(place.split()).strip(_DRESSING) or None


def _is_capital(line: str) -> bool:
    return line.isupper() and sum(letter.isalpha() for letter in line) > 1
