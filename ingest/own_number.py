"""Tell whether a mention is the document itself: its own number, blank or not, its own name."""

from __future__ import annotations

import re

from cancu.ingest.candidates import Candidate
from cancu.ingest.context import Context
from cancu.ingest.home import Home, at_home
from cancu.ingest.phrases import fold
from cancu.ingest.roles import Role
from cancu.ingest.structure import Header

_SEPARATOR = re.compile(r"[/-]")
_OFFICE = re.compile(
    r"^(?:(?:bộ trưởng,? )?chủ nhiệm|bộ trưởng|chủ tịch|thống đốc|giám đốc|tổng giám đốc"
    r"|(?:tổng )?cục trưởng|chi cục trưởng|tổng thanh tra|viện trưởng|chánh án) "
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_own(own: Header, at: Home, number: str | None, day: str | None, beside: Context) -> bool:
    """Whether the number is the document's own: same number, no other day, no other issuer."""
    if number is None or own.number is None or not _same_number(number, own.number, day):
        return False
    if beside.body is not None and own.issuer is not None:
        stated = _without_office(at_home(beside.body, at))
        issuer = _without_office(own.issuer)
        if not (issuer.startswith(stated) or stated.startswith(issuer)):
            return False
    return day is None or own.date is None or day.startswith(own.date)


def is_own_blank(own: Header, one: Candidate, role: Role, day: str | None, lead: str) -> bool:
    """Whether a number left blank is the document's own, of which an annex speaks.

    ``lead`` is the dozen letters before it, in lower case.
    """
    if own.type != one.type or symbol_of(own.number or "") != one.symbol:
        return False
    dated = day is None or own.date is None or day.startswith(own.date)
    return dated and (role == "issued_with" or own.number_blank or "kèm theo" in lead)


def is_own_law(own: Header, one: Candidate) -> bool:
    """Whether a law names itself, in its title or in its articles."""
    if one.name is None or own.title is None or own.type != one.type:
        return False
    return fold(one.name) == fold(f"{own.type} {own.title}")


def symbol_of(number: str) -> str:
    """Return a number's symbol, which tells the kind of body but not which: "QĐ-UBND"."""
    return "/".join(part for part in number.split("/")[1:] if not _YEAR.fullmatch(part))


def _same_number(number: str, own: str, day: str | None) -> bool:
    """Whether two numbers are one; with the day given, misplaced separators do not matter."""
    if number == own or day is None or number[0] != own[0]:
        return number == own
    return _SEPARATOR.sub("", number) == _SEPARATOR.sub("", own)


def _without_office(name: str) -> str:
    return _OFFICE.sub("", name.lower())
