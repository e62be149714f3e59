"""Resolve a citation of a law, by its number or by its name and the day of the citing document."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from cancu.ingest.cited_numbers import dated_reason, day_of_mention
from cancu.ingest.citing import Citing
from cancu.ingest.designation import LAWS, parts_of, type_slug
from cancu.ingest.law_names import Standing, amending_also, is_amending, laws_of_name, standing
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason, written
from cancu.ingest.resolution import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ontology.iris import document_iri, slug
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import register, register_iri

_MOST = 8
_COMPLETE = range(2017, 2026)
"""The years of which the register has every law that was made: no number of the 14th and the 15th
National Assembly is missing."""
_BEING_MADE = re.compile(
    r"(?:dự\s+án|dự\s+thảo|xây\s+dựng|soạn\s+thảo|trình)(?:\s+(?:các|bộ))?[\s*]*\Z"
)
_REVISED = re.compile(r"[\s*]*\((?:sửa\s+đổi|thay\s+thế)\)")
_ISSUERS = {"phap-lenh": "uy-ban-thuong-vu-quoc-hoi"}


def law_iri(base: str, kind: str, year: int, number: str) -> str:
    """Return the IRI of a law; ``kind`` is the slug of its type, ``number`` its number or name."""
    return document_iri(base, _ISSUERS.get(kind, "quoc-hoi"), kind, year, number)


def by_law(mention: Mention, citing: Citing) -> Resolution | None:
    """Resolve a law that its number, date or year tells; None where only its name is given."""
    kind = type_slug(mention.type, ()) or "luat"
    day = day_of_mention(mention)
    year = day.year if day else mention.year
    if mention.number is not None and parts_of(mention.number) is not None:
        return _by_number(kind, mention.number, year, day, citing)
    if mention.name is None:
        return Unresolved(reason("no_number"))
    if is_draft(mention, citing):
        return Unresolved(reason("law_draft"))
    return None if year is None else _by_year(mention.name, kind, year, day, citing)


def _by_number(
    kind: str, number: str, year: int | None, day: date | None, citing: Citing
) -> Resolution:
    row = next((row for row in register().find(number) if slug(row.type) in LAWS), None)
    parts = parts_of(number)
    numbered = (parts.year if parts else None) or (row.year if row else None)
    if numbered and citing.day and numbered > citing.day.year:
        return Unresolved(reason("later_year", year=numbered))
    misprint = _made_by_then(row, citing)
    if why := _later(None if misprint else day, numbered or year, citing):
        return Unresolved(why)
    if row is not None and (iri := register_iri(row, citing.base)):
        why = dated_reason("law_number", day, row.year or 0, (row,), name=row.title or number)
        return Resolved(iri, why)
    year = numbered or year
    if year is None:
        return Unresolved(reason("no_year"))
    return Resolved(law_iri(citing.base, kind, year, number), reason("full"))


def _later(day: date | None, year: int | None, citing: Citing) -> str | None:
    """Return the reason where what is cited is of a day or a year after the citing document's."""
    if citing.day is None:
        return None
    if day is not None and day > citing.day:
        return reason("later", day=written(day))
    return reason("later", day=year) if year is not None and year > citing.day.year else None


def _made_by_then(law: CentralDocument | None, citing: Citing) -> bool:
    """Whether a law is surely no later than the citing document: a date beside it is a misprint."""
    return law is not None and law.date is not None and citing.could_cite(law.date)


def _by_year(name: str, kind: str, year: int, day: date | None, citing: Citing) -> Resolution:
    laws = laws_of_name(name)
    fitting = _of_date(name, laws, year, day)
    if why := _later(day, year, citing):
        fitting = [law for law in fitting if _made_by_then(law, citing)]
        if not fitting:
            return Unresolved(why)
    iris = register_iris(fitting, citing.base)
    if len(iris) == 1:
        made = fitting[0].year or year
        return Resolved(iris[0], dated_reason("law_year", day, made, fitting))
    if iris:
        valid = standing(name, laws, citing.day).current if citing.day else ()
        current = [law for law in valid if law in fitting]
        if len(current) == 1 and citing.day is not None:
            made, on = current[0].year or year, written(citing.day)
            why = dated_reason("in_force", day, made, current, on=on)
            return Resolved(register_iris(current, citing.base)[0], why)
        return Ambiguous(iris, reason("laws_of_year", year=year))
    if laws:
        others = register_iris(laws, citing.base)
        return Ambiguous(others, reason("law_other_years", year=year))
    if year in _COMPLETE and kind in ("luat", "bo-luat"):
        return Unresolved(reason("law_other_years", year=year))
    return Resolved(law_iri(citing.base, kind, year, name), reason("law_unknown"))


def _of_date(
    name: str, laws: Sequence[CentralDocument], year: int, day: date | None
) -> list[CentralDocument]:
    """Return the laws of a name made then; the same day of another year may be a misprint."""
    fitting = [law for law in laws if law.year == year]
    if day is None:
        return fitting
    exact = [law for law in fitting if law.date == day]
    if exact:
        return exact
    amending = [] if fitting else [law for law in amending_also(name) if law.date == day]
    misprinted = [
        law for law in laws if law.date and (law.date.month, law.date.day) == (day.month, day.day)
    ]
    return amending or fitting + [law for law in misprinted if law not in fitting]


def by_name(
    mention: Mention, said: Collection[str], citing: Citing, carrier: date | None
) -> Resolution:
    """Resolve a law that is named only: as the document says elsewhere, else the one in force.

    ``said`` are the documents that the citing document names in full. ``carrier`` is the day of
    the document whose title names the law ("Nghị định 152/2006/NĐ-CP hướng dẫn Luật …"): the law
    is then the newest made by that day.
    """
    if is_draft(mention, citing):
        return Unresolved(reason("law_draft"))
    name = mention.name or ""
    laws = laws_of_name(name)
    if not laws:
        return Unresolved(reason("law_no_year"))
    if carrier is not None:
        return _carried(name, laws, carrier, citing.base)
    every = register_iris(laws, citing.base)
    repeated = tuple(iri for iri in every if iri in said)
    if citing.day is None:
        if len(repeated) == 1:
            return Resolved(repeated[0], reason("antecedent"))
        alone = len(every) == 1
        return Resolved(every[0], reason("only_law")) if alone else _several(every)
    titled = slug(name) in slug(citing.title)
    found = _by_day(mention, name, laws, titled, citing)
    if len(repeated) == 1:
        return _repeated(repeated[0], found, titled, citing)
    return found


def _repeated(said: str, by_day: Resolution, titled: bool, citing: Citing) -> Resolution:
    """Take a bare name for the law of that name which the document names in full elsewhere.

    Where that one is not in force and another is, the bare name may mean either, unless the title
    says which law it is all about.
    """
    if titled or not citing.dated or not isinstance(by_day, Resolved):
        return Resolved(said, reason("antecedent"))
    if by_day.document != said:
        return Ambiguous((by_day.document, said), reason("said_or_current"))
    return Resolved(said, reason("antecedent"))


def _by_day(
    mention: Mention, name: str, laws: tuple[CentralDocument, ...], titled: bool, citing: Citing
) -> Resolution:
    """Resolve a bare name by the days that the citing document may have.

    A draft whose day is blank is of a month or of a year; the law must be the same throughout.
    """
    found = []
    changed = (law.effective for law in laws)
    between = (day for day in changed if day and citing.days[0] < day < citing.days[-1])
    for day in sorted({*citing.days, *between}):
        held, unsure = _held(name, laws, day)
        coming = held.coming if titled or mention.role in ("implements", "guides") else ()
        waiting = (*coming, *unsure, *(held.perhaps if titled else ()))
        found.append(_on_day(held, waiting, day, citing.base))
    last = found[-1]
    if len(found) == 1 or not isinstance(last, Resolved):
        return last
    meant = tuple(dict.fromkeys(one.document for one in found if isinstance(one, Resolved)))
    if len(meant) == 1 and all(isinstance(one, Resolved) for one in found):
        return Resolved(last.document, reason("in_force_throughout"))
    return Ambiguous(meant, reason("day_blank"))


def _held(
    name: str, laws: tuple[CentralDocument, ...], day: date
) -> tuple[Standing, tuple[CentralDocument, ...]]:
    """Tell how the laws of a name stood, and which may have taken the place of the one in force.

    The latter were made by ``day``, in its year or the year before, and the register does not know
    when they took effect.
    """
    held = standing(name, laws, day)
    unsure = tuple(
        law for law in held.made if law.effective is None and day.year <= (law.year or 0) + 1
    )
    if unsure and not is_amending(name):
        sure = standing(name, tuple(law for law in laws if law not in unsure), day)
        if sure.current:
            return sure, unsure
    return held, ()


def is_draft(mention: Mention, citing: Citing) -> bool:
    """Whether the words around say that a law is still being made: "dự án Luật … (sửa đổi)"."""
    before = citing.text[max(0, mention.start - 40) : mention.start].lower()
    after = citing.text[mention.end : mention.end + 14].lower()
    return _BEING_MADE.search(before) is not None or _REVISED.match(after) is not None


def _carried(name: str, laws: tuple[CentralDocument, ...], day: date, base: str) -> Resolution:
    held = standing(name, laws, day)
    if not held.made:
        return Unresolved(reason("law_not_made", on=written(day)))
    newest = register_iris((held.coming or held.current or held.made)[-1:], base)
    return Resolved(newest[0], reason("law_carried", on=written(day)))


def _on_day(held: Standing, coming: Sequence[CentralDocument], day: date, base: str) -> Resolution:
    """Resolve a law by the day it is cited on.

    ``coming`` are laws that wait to take effect and come into question, because the citing
    document carries a law of that name out.
    """
    current, made = register_iris(held.current, base), register_iris(held.made, base)
    waiting = register_iris(coming, base)
    if not made:
        return Unresolved(reason("law_not_made", on=written(day)))
    if len(current) == 1 and not waiting:
        return Resolved(current[0], reason("in_force", on=written(day)))
    if len(made) == 1 and made[0] not in current:
        why = reason("law_waiting", on=written(day))
        return Ambiguous(made, why) if _gone(held.made[0], day) else Resolved(made[0], why)
    return _several(tuple(dict.fromkeys((*current, *waiting))) or made)


def _gone(law: CentralDocument, day: date) -> bool:
    """Whether a law had ended by ``day`` without the register knowing what took its place."""
    ended = law.ended is not None and law.ended <= day
    return ended and not law.replaced_by and not is_amending(law.title or "")


def _several(iris: tuple[str, ...]) -> Ambiguous:
    return Ambiguous(iris, reason("laws_of_name"))


def register_iris(rows: Sequence[CentralDocument], base: str) -> tuple[str, ...]:
    """Return the IRIs of rows of the register, the last eight at most."""
    found = (register_iri(row, base) for row in rows)
    return tuple(dict.fromkeys(iri for iri in found if iri))[-_MOST:]
