"""Resolve a citation of a law, by its number or by its name and the day of the citing document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from cancu.ingest.cited_numbers import dated_reason, day_of_mention
from cancu.ingest.citing import Citing
from cancu.ingest.designation import LAWS, parts_of, type_slug
from cancu.ingest.law_names import Standing, amending_also, laws_of_name, standing
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason, written
from cancu.ingest.resolution import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ontology.iris import document_iri, slug
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import register, register_iri

_MOST = 8
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
    return None if year is None else _by_year(mention.name, kind, year, day, citing)


def _by_number(
    kind: str, number: str, year: int | None, day: date | None, citing: Citing
) -> Resolution:
    row = next((row for row in register().find(number) if slug(row.type) in LAWS), None)
    if row is not None and (iri := register_iri(row, citing.base)):
        why = dated_reason("law_number", day, row.year or 0, (row,), name=row.title or number)
        return Resolved(iri, why)
    parts = parts_of(number)
    year = (parts.year if parts else None) or year
    if year is None:
        return Unresolved(reason("no_year"))
    return Resolved(law_iri(citing.base, kind, year, number), reason("full"))


def _by_year(name: str, kind: str, year: int, day: date | None, citing: Citing) -> Resolution:
    laws = laws_of_name(name)
    fitting = _of_date(name, laws, year, day)
    iris = register_iris(fitting, citing.base)
    if len(iris) == 1:
        made = fitting[0].year or year
        return Resolved(iris[0], dated_reason("law_year", day, made, fitting))
    if iris:
        valid = standing(name, laws, citing.day).current if citing.day else ()
        current = register_iris([law for law in valid if law in fitting], citing.base)
        if len(current) == 1 and citing.day is not None:
            return Resolved(current[0], reason("in_force", day=written(citing.day)))
        return Ambiguous(iris, reason("laws_of_year", year=year))
    if laws:
        others = register_iris(laws, citing.base)
        return Ambiguous(others, reason("law_other_years", year=year))
    return Resolved(law_iri(citing.base, kind, year, name), reason("law_unknown"))


def _of_date(
    name: str, laws: Sequence[CentralDocument], year: int, day: date | None
) -> list[CentralDocument]:
    """Return the laws of a name made then; the same day of another year is a misprint."""
    fitting = [law for law in laws if law.year == year]
    if day is None:
        return fitting
    exact = [law for law in fitting if law.date == day]
    if not fitting:
        exact = [law for law in amending_also(name) if law.date == day] or [
            law
            for law in laws
            if law.date and (law.date.month, law.date.day) == (day.month, day.day)
        ]
    return exact or fitting


def by_name(mention: Mention, said: Collection[str], citing: Citing) -> Resolution:
    """Resolve a law that is named only: as the document says elsewhere, else the one in force.

    ``said`` are the documents that the citing document names in full.
    """
    name = mention.name or ""
    laws = laws_of_name(name)
    if not laws:
        return Unresolved(reason("law_no_year"))
    every = register_iris(laws, citing.base)
    repeated = tuple(iri for iri in every if iri in said)
    if len(repeated) == 1:
        return Resolved(repeated[0], reason("antecedent"))
    if citing.day is None:
        alone = len(every) == 1
        return Resolved(every[0], reason("only_law")) if alone else _several(every)
    about = mention.role in ("implements", "guides") or slug(name) in slug(citing.title)
    return _on_day(standing(name, laws, citing.day), citing.day, citing.base, about=about)


def _on_day(held: Standing, day: date, base: str, *, about: bool) -> Resolution:
    """Resolve a law by the day it is cited on.

    ``about`` says that the citing document carries the law out, as is done for a law that waits to
    take effect; then such a law comes into question too.
    """
    current, made = register_iris(held.current, base), register_iris(held.made, base)
    coming = register_iris(held.coming, base) if about else ()
    if not made:
        return Unresolved(reason("law_not_made", day=written(day)))
    if len(current) == 1 and not coming:
        return Resolved(current[0], reason("in_force", day=written(day)))
    if len(made) == 1:
        return Resolved(made[0], reason("only_law"))
    return _several(tuple(dict.fromkeys((*current, *coming))) or made)


def _several(iris: tuple[str, ...]) -> Ambiguous:
    return Ambiguous(iris, reason("laws_of_name"))


def register_iris(rows: Sequence[CentralDocument], base: str) -> tuple[str, ...]:
    """Return the IRIs of rows of the register, the last eight at most."""
    found = (register_iri(row, base) for row in rows)
    return tuple(dict.fromkeys(iri for iri in found if iri))[-_MOST:]
