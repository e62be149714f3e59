"""Numbers that lost their year, or a part of it: "118/NĐ-CP ngày 09/6/2025", "61/18/NĐ-CP".

The whole number is written again from the day beside it. It is certain only where the register has
that document of that day; a year of two figures says which one is meant where the day agrees.
"""

from __future__ import annotations

import re
from datetime import date

from cancu.ingest.designation import OF_MINISTERS, parts_of, type_slug
from cancu.ingest.typewords import types_of_symbol

_TORN = re.compile(r"(?P<serial>\d+[a-zđ]?)/(?P<year>\d{1,3})/(?P<symbol>[^\W\d].*)")
_NO_YEAR = re.compile(r"(?P<serial>\d+[a-zđ]?)/(?P<symbol>[^\W\d].*)")
_SINCE = 1997
"""The year from which normative documents bear theirs in the number: Luật ban hành văn bản quy phạm
pháp luật 1996."""


def whole_number(number: str, day: date | None, said: int | None) -> str | None:
    """Return a number with the year that it should bear; None where nothing is lost or told.

    ``day`` is the day beside the number, ``said`` the year where only that is stated.
    """
    year = day.year if day else said
    torn = _TORN.fullmatch(number)
    if torn is not None and types_of_symbol(_first(torn["symbol"])):
        rest = torn["year"]
        if year is None and len(rest) == 2:
            year = int(rest) + (1900 if int(rest) > 45 else 2000)
        agrees = year is not None and (str(year).startswith(rest) or str(year).endswith(rest))
        return f"{torn['serial']}/{year}/{torn['symbol']}" if agrees else None
    bare = _NO_YEAR.fullmatch(number)
    if bare is None or year is None or year < _SINCE or not types_of_symbol(_first(bare["symbol"])):
        return None
    return f"{bare['serial']}/{year}/{bare['symbol']}"


def is_torn(number: str) -> bool:
    """Whether a part of a year stands in a number: it means no document as it is."""
    found = _TORN.fullmatch(number)
    return found is not None and bool(types_of_symbol(_first(found["symbol"])))


def abbreviates(number: str, year: int) -> bool:
    """Whether a number has the last two figures of a year: "61/18/NĐ-CP" of 2018, not "22/201"."""
    found = _TORN.fullmatch(number)
    return found is not None and found["year"] == str(year)[2:]


def must_bear_year(type_: str | None, number: str) -> bool:
    """Whether numbers of this type always bear their year."""
    parts = parts_of(number)
    return parts is not None and type_slug(type_, parts.segments) in OF_MINISTERS


def _first(symbol: str) -> str:
    return symbol.partition("-")[0]
