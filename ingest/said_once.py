"""Share what a text says once: the day of a list, the issuer and the day of an earlier mention."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cancu.ingest.amended_issuer import changes
from cancu.ingest.dates import DATE, stated_date
from cancu.ingest.own_number import symbol_of

if TYPE_CHECKING:
    from cancu.ingest.mentions import Mention

_NEXT_OF_LIST = re.compile(
    r"\W*(?:(?:ngày|năm)[\s\d/.thángnăm-]{4,34})?[\s*]*(?:[,;&]|và)\s*(?:và\s+)?(?:số\s*:?\s*)?"
)
_LIST_REACH = 60
_DAY_NEXT = re.compile(rf"\s*(?:,|;|và)?\s*(?:và\s+)?{DATE.pattern}")
_AND_DAY = re.compile(r"\s*,?\s*ngày\s*\d{1,2}[^;.()]{4,24}?\s*(?:,|và)\s*(?:và\s+)?ngày\s*\d")
_YEAR_INSIDE = re.compile(r"/(?:19|20)\d\d/")
_TYPED = ("type-number", "type-between-number")


def completed(mentions: list[Mention], own: str | None, text: str) -> list[Mention]:
    """Share what was said once: the year of a list, the issuer and number of an earlier mention."""
    _share_in_lists(mentions, text)
    issuers: dict[tuple[str | None, str | None, str | None], Mention] = {}
    for one in mentions:
        if one.issuer_stated and one.issuer:
            issuers.setdefault((one.type, one.number, one.date), one)
            issuers.setdefault((one.type, one.number, None), one)
    mentions = _of_others(mentions, text)
    shared = [
        _with_issuer(
            one,
            issuers.get((one.type, one.number, one.date))
            or issuers.get((one.type, one.number, None)),
        )
        for one in mentions
    ]
    return _of_one_place(_of_the_changing(shared, issuers, text), own)


def _share_in_lists(mentions: list[Mention], text: str) -> None:
    """Give the members of a list the day and the issuer that stand at its end or before it."""
    _date_one_by_one(mentions, text)
    one_day = False
    for i in range(len(mentions) - 2, -1, -1):
        this, following = mentions[i], mentions[i + 1]
        one_day = following.rule == "list" and _one_day(this, following, text, known=one_day)
        if one_day:
            this = mentions[i] = replace(this, date=following.date, year=following.year)
        dated = following.date or (following.number and not _YEAR_INSIDE.search(following.number))
        undated = this.year is None and this.date is None
        if following.rule == "list" and dated and undated and _listed(this, following, text):
            mentions[i] = replace(
                this, date=following.date, year=following.year,
                issuer=following.issuer if following.issuer_stated else this.issuer,
                issuer_within=following.issuer_within or this.issuer_within,
            )  # fmt: skip
        elif following.issuer_stated and not this.issuer_stated and _joined(this, following, text):
            mentions[i] = replace(this, issuer=following.issuer, issuer_stated=True,
                                  issuer_within=following.issuer_within)  # fmt: skip
    for i in range(1, len(mentions)):
        before, this = mentions[i - 1], mentions[i]
        led = before.issuer_stated and before.rule in ("type-between-number", "list")
        if led and not this.issuer_stated and _joined(before, this, text):
            mentions[i] = replace(this, issuer=before.issuer, issuer_stated=True,
                                  issuer_within=before.issuer_within)  # fmt: skip


def _of_the_changing(
    mentions: list[Mention],
    stated: dict[tuple[str | None, str | None, str | None], Mention],
    text: str,
) -> list[Mention]:
    """Give a document that another one changes the issuer of that one, where nothing states it."""
    for index in range(1, len(mentions)):
        changing, this = mentions[index - 1 : index + 1]
        if not changing.issuer_stated or this.issuer_stated or this.self_reference:
            continue
        symbol = symbol_of(this.number or "")
        if not symbol or symbol != symbol_of(changing.number or ""):
            continue
        if (this.type, this.number, this.date) in stated:
            continue
        if changes(text[changing.end : this.start]):
            mentions[index] = replace(this, issuer=changing.issuer, issuer_stated=True,
                                      issuer_within=changing.issuer_within,
                                      issuer_at_home=changing.issuer_at_home)  # fmt: skip
    return mentions


def _of_others(mentions: list[Mention], text: str) -> list[Mention]:
    """Take the own number for another body's of that number, once the text has cited that one.

    A plan 12/KH-UBND that carries out the plan 12/KH-UBND of its district, and goes on to say "theo
    Kế hoạch số 12/KH-UBND", does not speak of itself.
    """
    cited: set[tuple[str | None, str | None]] = set()
    own = next((one.issuer for one in mentions if one.self_reference and one.issuer), None)
    for index, one in enumerate(mentions):
        key = (one.type, one.number)
        if not one.self_reference:
            stated = one.issuer if one.issuer_stated else None
            if own and stated and not (own.endswith(stated) or stated.endswith(own)):
                cited.add(key)
        elif key in cited and _may_be_anothers(one, text):
            mentions[index] = replace(one, self_reference=False)
    return mentions


def _may_be_anothers(mention: Mention, text: str) -> bool:
    """Whether nothing says that the own number is meant: no "này", no "kèm theo", no day."""
    this = text[mention.end : mention.end + 8].lower().lstrip(" \n\r\t\u00a0").startswith("này")
    annexed = text[max(0, mention.start - 40) : mention.start].lower()
    unsaid = mention.date is None and not mention.issuer_stated and mention.rule in _TYPED
    return unsaid and not this and "kèm theo" not in " ".join(annexed.split())


def _date_one_by_one(mentions: list[Mention], text: str) -> None:
    """Give the members of a list their days: "số 10, 11/KH-UBND ngày 05/01 và ngày 06/01/2022".

    Where there are not as many days as members nothing tells which is whose, and none has one.
    """
    for last in range(1, len(mentions)):
        this = mentions[last]
        if this.rule != "list" or not _AND_DAY.match(text, this.end):
            continue
        days = _days_after(text, this.end)
        first = last
        while first and _listed(mentions[first - 1], mentions[first], text):
            first -= 1
        members = range(first, last + 1)
        known = days if len(days) == len(members) else [None] * len(members)
        for index, day in zip(members, known, strict=True):
            year = int(day[:4]) if day else _year_inside(mentions[index])
            mentions[index] = replace(mentions[index], date=day, year=year)


def _days_after(text: str, start: int) -> list[str | None]:
    """Return the days of a row of dates: "ngày 05/01/2023 và ngày 06/01/2022"."""
    days: list[str | None] = []
    while (found := _DAY_NEXT.match(text, start)) is not None:
        stated = stated_date(found)
        days.append(stated.day if stated else None)
        start = found.end()
    return days


def _year_inside(mention: Mention) -> int | None:
    found = _YEAR_INSIDE.search(mention.number or "")
    return int(found.group()[1:5]) if found else None


def _one_day(this: Mention, following: Mention, text: str, *, known: bool) -> bool:
    """Whether a list says at its end that all of it is of one day: "10 và 11 cùng ngày 19/7/2021".

    ``known`` says that it does, for the members before the last two.
    """
    if following.date is None or this.date is not None:
        return False
    after_it = text[following.end : following.end + 14].lstrip(" \n,")
    said = known or after_it.startswith("cùng ngày")
    between = text[this.end : following.start]
    return said and len(between) < _LIST_REACH and _NEXT_OF_LIST.fullmatch(between) is not None


def _listed(this: Mention, following: Mention, text: str) -> bool:
    """Whether nothing but a comma or an "và" stands between two numbers of one type."""
    between = text[this.end : following.start]
    near = this.type == following.type and len(between) < _LIST_REACH
    return near and _NEXT_OF_LIST.fullmatch(between) is not None


def _joined(this: Mention, following: Mention, text: str) -> bool:
    """Whether two numbers of one symbol stand in one list, whose issuer is named at its end."""
    symbols = (symbol_of(this.number or ""), symbol_of(following.number or ""))
    return symbols[0] == symbols[1] != "" and _listed(this, following, text)


def _of_one_place(mentions: list[Mention], own: str | None) -> list[Mention]:
    """Take "UBND tỉnh" for the other province that the same number and date have elsewhere.

    A province of today cites what the provinces it was made of issued: "của UBND tỉnh Kon Tum",
    and further on only "của UBND tỉnh". ``own`` names the document's own place, "Quảng Ngãi".
    """
    named: dict[tuple[str, str], set[str]] = {}
    for one in mentions:
        if one.number and one.date and one.issuer_stated and one.issuer:
            named.setdefault((one.number, one.date), set()).add(one.issuer)
    for index, one in enumerate(mentions):
        issuers = named.get((one.number or "", one.date or ""), set())
        if own is None or len(issuers) < 2 or not (one.issuer or "").endswith(own):
            continue
        others = [issuer for issuer in issuers if not issuer.endswith(own)]
        if len(others) == 1:
            mentions[index] = replace(one, issuer=others[0])
    return mentions


def _with_issuer(mention: Mention, fuller: Mention | None) -> Mention:
    if fuller is None or mention.number is None or mention.issuer_stated or mention.self_reference:
        return mention
    return replace(mention, issuer=fuller.issuer, issuer_within=fuller.issuer_within)
