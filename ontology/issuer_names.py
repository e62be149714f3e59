"""From a body's full name to its path in IRIs: "Sở Tư pháp tỉnh Hà Tĩnh" → so-tu-phap/tinh-ha-tinh.

A local body is a pattern and a unit: the unit may be followed by those above it, from small to
large ("Ủy ban nhân dân xã Lê Lợi, huyện Thạch An, tỉnh Cao Bằng").
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.namesakes import path_in
from cancu.ontology.units import Unit

_WORD = re.compile(r"[^\W_]+")
_KIND = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|TP\b\.?|TX\b\.?|TT\b\.?)\s",
    re.IGNORECASE,
)
# Party committees are called after their unit without its kind: "Tỉnh ủy Hà Tĩnh".
_UNIT_KINDS = {
    "tinh-uy": "tỉnh",
    "thanh-uy": "thành phố",
    "huyen-uy": "huyện",
    "quan-uy": "quận",
    "thi-uy": "thị xã",
}


@cache
def _by_name() -> dict[str, Issuer]:
    """Bodies by folded name; a body's own name comes before another's alias."""
    known: dict[str, Issuer] = {}
    for body in issuers():
        for name in (*body.aliases, body.slug):
            known.setdefault(slug(name), body)
    return known | {slug(body.name): body for body in issuers()}


def body_named(name: str) -> Issuer | None:
    """The body, or the pattern of one, of which this is a whole name, without a place."""
    return _by_name().get(slug(name))


def placed_name(name: str, on: date | None) -> tuple[str, tuple[Unit, ...]]:
    """Split "Trung tâm Y tế tỉnh Hà Tĩnh" into the body's words and the units that follow them.

    Without a place that is known the whole name and () are returned.
    """
    written = unicodedata.normalize("NFC", name)
    for found in _KIND.finditer(written):
        if found.start() and (place := units_named(written[found.start() :], None, on)):
            return written[: found.start()].strip(" ,;-–"), place
    return written, ()


def issuer_paths(name: str, on: date | None = None, year: int | None = None) -> tuple[str, ...]:
    """The paths that the body of this name may have on a day; () where none is known.

    A local body without its place has none: every province has an "Ủy ban nhân dân tỉnh". ``year``
    is that of its document where the day is not known.
    """
    written = unicodedata.normalize("NFC", name)
    words = list(_WORD.finditer(written))
    for length in range(len(words), 0, -1):
        body = body_named(" ".join(word[0] for word in words[:length]))
        if body is None:
            continue
        rest = written[words[length].start() :] if length < len(words) else ""
        if not body.is_pattern:
            return () if rest else (body.path,)
        made = on.year if on else year
        found = units_named(rest, _implied_kind(body, words[length - 1][0]), on)
        possible = [unit for unit in found if on or _lived_in(unit, year)] or found
        return tuple(dict.fromkeys(f"{body.path}/{path_in(unit, made)}" for unit in possible))
    return ()


def _lived_in(unit: Unit, year: int | None) -> bool:
    """Whether nothing known says that this state did not exist at some time of a year."""
    return year is None or (
        (unit.valid_from is None or unit.valid_from.year <= year)
        and (unit.valid_to is None or year <= unit.valid_to.year)
    )


def _implied_kind(body: Issuer, last_word: str) -> str | None:
    """The kind of unit that the body's own name tells: "Công an tỉnh", "Huyện ủy"."""
    kind = last_word.lower()
    return _UNIT_KINDS.get(body.slug) or {"phố": "thành phố"}.get(
        kind, kind if kind in ("tỉnh", "huyện", "xã", "phường") else None
    )


def units_named(places: str, kind: str | None, on: date | None) -> tuple[Unit, ...]:
    """The units that "xã Lê Lợi, huyện Thạch An, tỉnh Cao Bằng" may mean, of ``on`` if there are.

    ``kind`` is that of the first place where it is not written; () where nothing fits.
    """
    starts = [found.start() for found in _KIND.finditer(places)]
    if kind and 0 not in starts:
        places, starts = f"{kind} {places}", [0, *(s + len(kind) + 1 for s in starts)]
    if not starts or starts[0] != 0:
        return ()
    names = [places[a:b].strip(" ,;-–") for a, b in zip(starts, [*starts[1:], None], strict=True)]
    found: tuple[Unit, ...] = ()
    within: list[str | None] = [None]
    for place in reversed(names):
        found = tuple(
            unit
            for code in within
            for unit in units.find(place, on=on, within=code)
            or (units.find(place, within=code) if on else ())
        )
        within = [unit.code for unit in found]
    return tuple(dict.fromkeys(found))
