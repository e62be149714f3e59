"""The administrative unit whose body issued a document, where its letterhead leaves it open.

A commune's letterhead names no district, a department's often no province: the text does, in "trên
địa bàn tỉnh", "UBND huyện". There are many xã Lê Lợi; only what the text names decides.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from cancu.ingest.issuing_body import Body, place_name
from cancu.ontology import units
from cancu.ontology.units import Unit

_AREA = re.compile(
    r"(?:địa\s+bàn|UBND|nhân\s+dân)\s+(tỉnh|[Tt]hành\s+phố)\s+"
    r"((?:[A-ZĐÀ-Ý]\w+)(?:\s+[A-ZĐÀ-Ý]\w+){0,3})"
)
OF_THE_AREA = re.compile(
    r"(?:địa\s+bàn|nhân\s+dân|ubnd|hđnd|công\s+an|đảng\s+bộ|tòa\s+án|sở\s[^,;.\n]{3,40}?)\s+\Z"
)
"""What stands before the place a document is of, in lower case; "học tập tại tỉnh …" tells of
another."""
_UPPER = r"(?:tỉnh|thành phố|thị xã|huyện|quận)"
_READ = 8000
_NAMED_ABOVE = re.compile(rf"(?<!\w)({_UPPER})\s+")


def placed(body: Body, text: str) -> Body:
    """Give a department without a place the province that its text names."""
    if body.place or body.level != "department":
        return body
    for area in _AREA.finditer(text):
        kind, name = area.group(1).lower(), " ".join(area.group(2).split())
        known = [unit for unit in units.find(name, kind) if unit.level == "province"]
        if known:
            name = known[0].name
            return replace(body, name=f"{body.name} {place_name(kind, name)}",
                           place_kind=kind, place=name)  # fmt: skip
    return body


def unit_of(body: Body, day: datetime.date | None, text: str) -> Unit | None:
    """Return the unit that the body belongs to; None where the text does not tell which.

    A name that only one unit has is not enough: what the text says to lie above must be above that
    unit. The only xã Song Lộc of today lies in Trà Vinh, and a paper of 2018 may be of another.
    """
    if body.place is None:
        return None
    found = units.find(body.place, body.place_kind, on=day)
    if body.level in ("province", "district", "commune"):
        found = tuple(unit for unit in found if unit.level == body.level)
    if not found or (len(found) == 1 and found[0].level == "province"):
        return found[0] if found else None
    spaced = " ".join(text.lower().split())
    said = _said_above(spaced, found[0])
    possible = [u for u in found if not said or any(_is_above(u, names) for names in said)]
    for depth in (0, -1):
        if chosen := units.one_of(u for u in found if _names(spaced, u, day, depth)):
            return chosen if chosen in possible else None
    only = units.one_of(found)
    return only if only in possible and not _names_others(spaced, only) else None


def _names(text: str, unit: Unit, day: datetime.date | None, depth: int) -> bool:
    """Whether ``text``, in lower case, is of the unit above: 0 the nearest, -1 the province.

    A paper that tells of a visit to tỉnh Quảng Ninh is not of that province.
    """
    above = units.ancestors(unit, day)
    if not above:
        return False
    own, upper = unit.full_name.lower(), above[depth].full_name.lower()
    at = text.find(upper)
    while at >= 0:
        before = text[max(0, at - 60) : at]
        beside = before.rstrip(" ,-–").endswith((own, unit.name.lower()))
        if beside or OF_THE_AREA.search(before):
            return True
        at = text.find(upper, at + 1)
    return False


def _said_above(text: str, unit: Unit) -> frozenset[tuple[str, ...]]:
    """Return what ``text`` says to lie above a unit, as the names that each saying may mean.

    "xã Song Lộc, huyện Can Lộc, tỉnh" gives ("can", "can lộc"); what follows in a list of units of
    one level ("huyện Can Lộc, huyện Đức Thọ") says nothing.
    """
    own = unit.full_name.lower()
    below = re.compile(rf"{re.escape(own)}(?!\w)[\s,;–-]*(?:thuộc\s+)?({_UPPER})\s+")
    found = {
        (m.group(1), _openings(text, m.end()))
        for m in below.finditer(text)
        if not text[max(m.start() - 1, 0) : m.start()].isalnum()
    }
    return frozenset(
        names for kind, names in found if any(_known_above(name, kind, unit) for name in names)
    )


def _is_above(unit: Unit, names: tuple[str, ...]) -> bool:
    return any(units.lay_in(unit, name) for name in names)


def _openings(text: str, at: int) -> tuple[str, ...]:
    """Return what a name that begins at ``at`` may be: its first one to five words."""
    words = re.split(r"[,;.:()/–\"]", text[at : at + 60], maxsplit=1)[0].split()[:5]
    return tuple(" ".join(words[:count]) for count in range(1, len(words) + 1))


def _names_others(text: str, unit: Unit | None) -> bool:
    """Whether ``text`` opens with names of districts or provinces, and none above the unit."""
    if unit is None:
        return False
    above = {(m.group(1), _openings(text, m.end())) for m in _NAMED_ABOVE.finditer(text, 0, _READ)}
    if any(_is_above(unit, names) for _, names in above):
        return False
    return any(
        _known_above(name, kind, unit)
        for kind, names in above
        if f"{kind} {unit.name.lower()}" not in {f"{kind} {name}" for name in names}
        for name in names
    )


def _known_above(name: str, kind: str, unit: Unit) -> bool:
    """Whether there is or was a unit of this name and kind, of a level above that of ``unit``."""
    levels = {"commune": ("province", "district"), "district": ("province",)}.get(unit.level, ())
    return any(other.level in levels for other in units.find(name, kind))
