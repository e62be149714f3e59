"""Laws by name: which law "Luật Tổ chức chính quyền địa phương" is depends on when it is cited."""

from __future__ import annotations

import re
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


def in_force(laws: tuple[CentralDocument, ...], day: date) -> tuple[CentralDocument, ...]:
    """Return those of several laws of one name that held on ``day``, as far as the register says.

    A law with no known day of effect holds from the day after it was made.
    """
    return tuple(
        law
        for law in laws
        if _began(law) is not None
        and str(_began(law)) <= day.isoformat()
        and (law.ended is None or day < law.ended)
    )


def _began(law: CentralDocument) -> date | None:
    return law.effective or law.date or (date(law.year, 12, 31) if law.year else None)
