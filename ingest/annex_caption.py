"""The caption of an annex: "(Ban hành kèm theo Kế hoạch số 274/KH-UBND ngày … của …)".

Where a file has only the annex, or its letterhead leaves the number blank, the caption says what
the document is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cancu.ingest.issuing_body import Body, Dated, body_of, headed_by
from cancu.ingest.letterhead import DATE, OwnNumber, first_day, iso_date, own_number
from cancu.ingest.typenames import official_type, type_words

_BY = re.compile(r"(?:của|do)\s+(.+)$", re.DOTALL)
_HEADED = ("Quyết định", "Chỉ thị", "Công điện")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption states; ``start`` is where it stands, spans lie in the text read."""

    type: str
    number: OwnNumber | None
    date: str | None
    body: Body | None
    start: int


def read_caption(text: str, start: int = 0) -> Caption | None:
    """Return the first caption of an annex from ``start`` on."""
    found = _pattern().search(text, start)
    if found is None:
        return None
    rest = found["rest"]
    shift = found.start("rest") - 2
    number = own_number("Số" + rest.replace("–", "-").replace("\u2011", "-"))
    if number:
        span = (number.span[0] + shift, number.span[1] + shift)
        number = OwnNumber(number.number, number.blank, span)
    dated = DATE.search(rest)
    iso = iso_date(dated) if dated else None
    by = _BY.search(rest)
    type_ = official_type(found["type"])
    body = _stated_body(by.group(1), type_, Dated(day=first_day(iso))) if by else None
    return Caption(type_, number, iso, body, found.start())


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\(\s*(?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s+(?P<type>(?i:{type_words()}))\s+số"
        r"(?P<rest>[^()]{2,260})\)"
    )


def _stated_body(words: str, type_: str, dated: Dated) -> Body | None:
    """Name the issuer that a caption states; a plan is its body's, whoever signed the caption."""
    upper = " ".join(words.upper().split())
    body = body_of((upper.removeprefix("CHỦ TỊCH "),), dated)
    return (headed_by(upper, body, dated) if type_ in _HEADED else None) or body
