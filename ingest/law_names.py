"""Laws by name: which law "Luật Tổ chức chính quyền địa phương" is depends on when it is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from cancu.ontology.iris import slug
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import register

_INNER = re.compile(r"(?:^|-)(?:va-)?(?:cac-)?(?<!phap-)(?<!ky-)(?:bo-luat|luat|phap-lenh)-(?=.)")
_AMENDING = re.compile(r"(?:bo-luat|luat|phap-lenh)-(?:sua-doi|bo-sung)")
_CONSTITUTION = "Hiến pháp"


@lru_cache(maxsize=4096)
def laws_of_name(name: str) -> tuple[CentralDocument, ...]:
    """Return the laws that bear exactly this name, or amend exactly these laws; by date."""
    if name.startswith(_CONSTITUTION):
        return tuple(d for d in register().documents if d.type == _CONSTITUTION)
    wanted = slug(name)
    if _AMENDING.match(wanted):
        return _amending().get(_inner_names(wanted), ())
    found = [
        law
        for law in register().named(name)
        if wanted in (slug(law.title or ""), *map(slug, law.aliases))
    ]
    return tuple(sorted(found, key=_made))


def is_amending(name: str) -> bool:
    """Whether a law's name says that it amends others."""
    return _AMENDING.match(slug(name)) is not None


@lru_cache(maxsize=1024)
def amending_also(name: str) -> tuple[CentralDocument, ...]:
    """Return the laws that amend, among others, the laws that an amending law's name lists."""
    inner = _inner_names(slug(name))
    return tuple(
        law for names, laws in _amending().items() if inner and inner < names for law in laws
    )


def _inner_names(name: str) -> frozenset[str]:
    return frozenset(part.strip("-") for part in _INNER.split(name)[2:] if part.strip("-"))


@cache
def _amending() -> dict[frozenset[str], tuple[CentralDocument, ...]]:
    table: dict[frozenset[str], list[CentralDocument]] = {}
    for law in register().documents:
        if law.title and _AMENDING.match(slug(law.title)):
            table.setdefault(_inner_names(slug(law.title)), []).append(law)
    return {names: tuple(sorted(found, key=_made)) for names, found in table.items()}


def _made(law: CentralDocument) -> tuple[int, str]:
    return law.year or 0, str(law.date or "")


@dataclass(frozen=True, slots=True)
class Standing:
    """The laws of one name on a day: made by then; in force; made, but not yet in force.

    ``perhaps`` are laws of that year of which the day is not known.
    """

    made: tuple[CentralDocument, ...]
    current: tuple[CentralDocument, ...]
    coming: tuple[CentralDocument, ...]
    perhaps: tuple[CentralDocument, ...]


def standing(name: str, laws: tuple[CentralDocument, ...], day: date) -> Standing:
    """Tell how the laws of one name stood on ``day``.

    A later law of the same name takes the place of the earlier one on the day it takes effect; laws
    that amend one law stand side by side.
    """
    made = tuple(law for law in laws if law.date and law.date <= day)
    made += tuple(law for law in laws if not law.date and (law.year or 9999) < day.year)
    begun = sorted((law for law in made if _began(law) <= day), key=_began)
    coming = tuple(law for law in made if law not in begun)
    perhaps = tuple(law for law in laws if law.date is None and law.year == day.year)
    last = begun if is_amending(name) else begun[-1:]
    current = tuple(law for law in last if law.ended is None or day < law.ended)
    return Standing(made, current, coming, perhaps)


def _began(law: CentralDocument) -> date:
    return law.effective or law.date or date(law.year or 9999, 12, 31)
