"""Resolve a citation by number: "Kế hoạch số 5392/KH-UBND ngày 26/10/2022 của UBND tỉnh"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cancu.ingest.citing import Citing
from cancu.ingest.designation import OF_MINISTERS, Parts, parts_of, type_slug
from cancu.ingest.issuer_days import out_of_time, why_ended, why_out_of_time
from cancu.ingest.lost_years import abbreviates, is_torn, must_bear_year, whole_number
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason, written
from cancu.ingest.resolution import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ingest.seat import Seat, ended_before, seat
from cancu.ingest.signing import body_signing
from cancu.ingest.topic import likeness, pairs
from cancu.ingest.typewords import is_type_alone
from cancu.ingest.unit_paths import merged_paths
from cancu.ontology import namesakes
from cancu.ontology.iris import document_iri, parse_document_iri
from cancu.ontology.load import CentralDocument, assembly_terms
from cancu.ontology.register import register, register_iri

_QUOTED, _BESIDE = 0.8, 90
"""How much of a title must stand beside a number, and how much longer date and issuer make it."""
_TERM = re.compile(r"QH(?P<term>\d{1,2})\Z")
_GOVERNMENT = {"chinh-phu", "thu-tuong-chinh-phu"}


def day_of_mention(mention: Mention) -> date | None:
    """Return the full date written beside a mention."""
    return date.fromisoformat(mention.date) if mention.date and len(mention.date) == 10 else None


def issuer_in_full(mention: Mention) -> str | None:
    """Return the issuer with the units above it: "UBND xã Kim Liên huyện Nam Đàn tỉnh Nghệ An"."""
    above = f" {mention.issuer_within}" if mention.issuer_within else ""
    return f"{mention.issuer}{above}" if mention.issuer else None


def seat_of(mention: Mention, parts: Parts, citing: Citing) -> Seat:
    """Return whose document the mention is, on its day as far as that is known.

    Of a day unknown within its year the bodies of its first and of its last day are returned: tỉnh
    An Giang was one body until 30 June 2025 and another after.
    """

    def on(day: date | None) -> Seat:
        return seat(issuer_in_full(mention), parts.segments, citing.latest(day), citing.home)

    year = parts.year or mention.year
    day = day_of_mention(mention)
    if day or not year:
        return on(day)
    found = on(date(year, 7, 1))
    return found if found.central else _either(found, *map(on, days_within(mention.date, year)))


def is_of_another(iri: str, mention: Mention, citing: Citing) -> bool:
    """Whether a document is of another body than the one that a mention states for it.

    Government and Prime Minister are not told apart by what plans say of them.
    """
    place = parse_document_iri(iri)
    if place is None:
        return False
    days = {citing.latest(day) for day in days_within(None, place.year)}
    seats = [seat(issuer_in_full(mention), (), day, citing.home) for day in days]
    paths = {namesakes.without_code(path) for one in seats for path in one.paths}
    if paths & _GOVERNMENT and place.issuer_path in _GOVERNMENT:
        return False
    return bool(paths) and namesakes.without_code(place.issuer_path) not in paths


def is_of_another_year(iri: str, mention: Mention) -> bool:
    """Whether a mention gives another year than a document's: "Quyết định 766 năm 2023"."""
    place = parse_document_iri(iri)
    stated = mention.year or (int(mention.date[:4]) if mention.date else None)
    return place is not None and stated is not None and place.year != stated


def days_within(stated: str | None, year: int) -> tuple[date, date]:
    """Return the first and the last day that a month ("2025-03") or only a year may mean."""
    if stated and len(stated) == 7:
        month = int(stated[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _either(between: Seat, first: Seat, last: Seat) -> Seat:
    paths = tuple(dict.fromkeys((*first.paths, *last.paths, *between.paths)))
    return replace(between, paths=paths, missing=None if paths else between.missing)


def by_number(mention: Mention, number: str, parts: Parts, citing: Citing) -> Resolution:
    """Resolve what stands beside the number; other mentions are not asked."""
    of_year = _with_its_year(mention, number, citing)
    if of_year is not None:
        return of_year
    kind = type_slug(mention.type, parts.segments)
    if kind is None:
        return _of_assembly(number, citing)
    if not mention.issuer_stated and is_type_alone(parts.segments):
        return Unresolved(reason("no_issuer"))
    where = seat_of(mention, parts, citing)
    if kind in OF_MINISTERS and not where.central:
        return _of_no_ministry(mention, number, citing)
    rows = register().find(number, type=mention.type) if where.central else ()
    day = day_of_mention(mention)
    year = parts.year or _year(mention, day, rows, citing)
    if year and citing.day and year > citing.day.year:
        return Unresolved(reason("later_year", year=year))
    if year is None:
        return Unresolved(reason("later", day=written(day)) if day else _no_year(parts))
    if why := _without_body(mention, where, day, any(row.year == year for row in rows), citing):
        return Unresolved(why)
    paths = _merged(where, mention, day or date(year, 1, 1), citing)
    if not paths:
        return Unresolved(
            reason("own_unit_later", issuer=mention.issuer or "", day=_said(day, year))
        )
    several = _many(where, paths, mention, day or year) if len(paths) > 1 else None
    other = None if several else _of_the_symbol(mention, parts, where, citing)
    if other is not None:
        paths, several = (*paths, other), reason("symbol_differs", issuer=mention.issuer or "")
    iris = tuple(document_iri(citing.base, path, kind, year, number) for path in paths)
    late = day is not None and citing.is_before(day) and citing.own not in iris
    if day and late and not _dated_otherwise(rows, year, citing):
        return Unresolved(reason("later", day=written(day)))
    if several is not None:
        return Ambiguous(iris, several)
    home = where.own or mention.issuer_at_home
    return Resolved(iris[0], dated_reason("own_place" if home else "full", day, year, rows))


def _of_no_ministry(mention: Mention, number: str, citing: Citing) -> Resolution:
    """Resolve a decree or circular whose symbol is of local bodies only, which make none.

    "01/2015/TT-CA" is of the Tòa án nhân dân tối cao, not of a Công an tỉnh.
    """
    rows = register().find(number, type=mention.type)
    iri = register_iri(rows[0], citing.base) if len(rows) == 1 else None
    year = rows[0].year if iri else None
    if iri is None or year is None:
        return Unresolved(reason("no_issuer"))
    return Resolved(iri, dated_reason("full", day_of_mention(mention), year, rows))


def _said(day: date | None, year: int) -> str:
    return written(day) if day else str(year)


def _without_body(
    mention: Mention, where: Seat, day: date | None, known: bool, citing: Citing
) -> str | None:
    """Say why no body of that day can be named; None where one can.

    ``known`` tells that the register has the document, whatever it says of its issuer.
    """
    if not where.paths:
        return _homeless(where, mention)
    issuer = issuer_in_full(mention)
    if day and issuer and (ended := ended_before(issuer, day, citing.home)):
        return why_ended(ended)
    if day and where.central and not known and (body := out_of_time(where.paths[0], day)):
        return why_out_of_time(body, day)
    return None


def _with_its_year(mention: Mention, number: str, citing: Citing) -> Resolution | None:
    """Resolve a number that lost its year or a part of it; None for a number that is whole."""
    day = day_of_mention(mention)
    whole = whole_number(number, day, mention.year)
    torn = is_torn(number)
    parts = parts_of(whole) if whole else None
    if whole is None or parts is None or parts.year is None:
        return Unresolved(reason("torn_year")) if torn else None
    rows = register().find(whole, type=mention.type)
    known = any(row.date == day if day else torn for row in rows)
    if not known and not torn and not must_bear_year(mention.type, whole):
        return None
    found = by_number(replace(mention, number=whole), whole, parts, citing)
    if not isinstance(found, Resolved):
        return found
    if known or (day is not None and abbreviates(number, day.year)):
        return Resolved(found.document, reason("year_lost", number=whole))
    return Ambiguous((found.document,), reason("year_lost_open", number=whole))


def _of_the_symbol(mention: Mention, parts: Parts, where: Seat, citing: Citing) -> str | None:
    """Return the path of the other body where a symbol and a stated body disagree.

    ``where`` follows one of them; the other is returned.
    """
    if not mention.issuer_stated or mention.issuer is None:
        return None
    name = body_signing(mention.issuer, parts.segments)
    if name is None:
        return None
    day = citing.latest(day_of_mention(mention))
    of_symbol = seat(name, parts.segments, day, citing.home)
    of_words = seat(mention.issuer, (), day, citing.home)
    others = [one.paths[0] for one in (of_symbol, of_words) if len(one.paths) == 1]
    return next((path for path in others if path not in where.paths), None)


def _dated_otherwise(rows: Sequence[CentralDocument], year: int, citing: Citing) -> bool:
    """Whether the register has the number of that year with another day: the one given is wrong."""
    return any(row.year == year and row.date and citing.could_cite(row.date) for row in rows)


def _no_year(parts: Parts) -> str:
    """Say that no year is given; numbers of the National Assembly run on through its term."""
    found = _TERM.search(parts.segments[-1]) if parts.segments else None
    years = assembly_terms().get(int(found["term"])) if found else None
    if found is None or years is None:
        return reason("no_year")
    return reason("no_year_of_term", term=found["term"], first=years[0], last=years[1])


def _year(
    mention: Mention, day: date | None, rows: Sequence[CentralDocument], citing: Citing
) -> int | None:
    """Return the year of a number that has none.

    The same day of another year is a misprint, and so is a day beside the title of another year's.
    """
    if day is None:
        return mention.year
    if not any(row.year == day.year for row in rows):
        for row in rows:
            alike = row.date and (row.date.month, row.date.day) == (day.month, day.day)
            if alike and row.date and citing.could_cite(row.date):
                return row.date.year
        titled = [row for row in rows if row.date and _is_quoted(row, mention, citing)]
        if len(titled) == 1 and titled[0].date:
            return titled[0].date.year
    if citing.day is not None and day.year > citing.day.year:
        return None
    return day.year


def _is_quoted(row: CentralDocument, mention: Mention, citing: Citing) -> bool:
    """Whether the words after a number are the title of this document of the register."""
    if not row.title or not citing.could_cite(row.date):
        return False
    beside = citing.text[mention.end : mention.end + len(row.title) + _BESIDE]
    return likeness(row.title, pairs(beside)) >= _QUOTED


def dated_reason(
    key: str, day: date | None, year: int, rows: Sequence[CentralDocument], **given: str | int
) -> str:
    """Return the reason, with a remark where the date written is not the register's."""
    row = next((row for row in rows if row.year == year and row.date), None)
    if day is None or row is None or row.date is None or row.date == day:
        return reason(key, year=year, **given)
    return reason(
        key, "day_differs", day=written(day), registered=written(row.date), year=year, **given
    )


def _merged(where: Seat, mention: Mention, day: date, citing: Citing) -> tuple[str, ...]:
    """Return the paths of a body, with those of all units that the own unit was before a merger."""
    if not (where.own or mention.issuer_at_home):
        return where.paths
    found = (merged_paths(path, citing.home, day) for path in where.paths)
    return tuple(dict.fromkeys(path for paths in found for path in paths))


def _many(where: Seat, merged: tuple[str, ...], mention: Mention, made: date | int) -> str:
    """Say why several bodies fit; one and its namesake of a later day fit where no day is given."""
    if len(merged) > len(where.paths):
        return (
            reason("merged", day=written(made))
            if isinstance(made, date)
            else reason("merged_in_year", year=made)
        )
    if not isinstance(made, date) and len(set(map(namesakes.without_code, where.paths))) == 1:
        return reason("before_or_after", year=made)
    return reason("many_bodies" if mention.issuer_stated else "no_body")


def _homeless(where: Seat, mention: Mention) -> str:
    if where.why:
        return where.why
    if where.missing == "cơ quan" and mention.issuer:
        return reason("no_office", issuer=mention.issuer)
    if where.missing and mention.issuer:
        return reason("no_place", issuer=mention.issuer, kind=where.missing)
    return reason("no_issuer")


def _of_assembly(number: str, citing: Citing) -> Resolution:
    """Resolve a number of the National Assembly, whose symbol tells no type, by the register."""
    rows = register().find(number)
    iri = register_iri(rows[0], citing.base) if len(rows) == 1 else None
    if iri is None:
        return Unresolved(reason("no_type"))
    return Resolved(iri, reason("law_number", name=rows[0].title or number))
