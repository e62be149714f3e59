"""Where a document is at home: the province, district and commune that "tỉnh", "huyện" mean in it.

A plan of a commune says "UBND huyện" and means its own district; a Sở says "UBND tỉnh" and means
the province it belongs to.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from cancu.ingest.bodies import Body, place_at
from cancu.ingest.structure import Header
from cancu.ingest.view import View

_TIERS = {
    "tỉnh": 0,
    "thành phố": 0,
    "huyện": 1,
    "quận": 1,
    "thị xã": 1,
    "xã": 2,
    "phường": 2,
    "thị trấn": 2,
    "đặc khu": 2,
}
_PLACE = re.compile(
    r"(?<![^\W_])(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)\s+(?=\w)"
)
_READ = 8000
_PARTY = ("Tỉnh ủy", "Thành ủy")


@dataclass(frozen=True, slots=True)
class Home:
    """Own province, district and commune as (kind, name), None where the document does not say."""

    units: tuple[tuple[str, str] | None, tuple[str, str] | None, tuple[str, str] | None]
    level: str | None

    def named(self, kind: str) -> tuple[str, str] | None:
        """Return the own unit that "UBND {kind}" means here."""
        tier = _TIERS.get(kind)
        if tier is None:
            return None
        if kind == "thành phố" and self.level in ("district", "commune"):
            tier = 1 if self.units[1] and self.units[1][0] == "thành phố" else 0
        unit = self.units[tier]
        return unit if unit is not None and unit[0] == kind else None

    @property
    def own(self) -> tuple[str, str] | None:
        """The smallest own unit, whose committee this document's is or belongs to."""
        tiers = {"commune": 2, "district": 1}
        return self.units[tiers.get(self.level or "", 0)]


def home(view: View, header: Header) -> Home:
    """Read a document's home from its issuer and, for what that leaves open, from its text."""
    found: list[tuple[str, str] | None] = [None, None, None]
    issuer = header.issuer or ""
    for kind, name in _places(issuer, issuer.lower(), 0, len(issuer)):
        tier = _tier(kind, header.level)
        found[tier] = found[tier] or (kind, name)
    if header.level in ("commune", "district", "department") and None in found[: _depth(header)]:
        counts: list[Counter[tuple[str, str]]] = [Counter(), Counter(), Counter()]
        for kind, name in _places(view.text, view.lower, 0, _READ):
            counts[_tier(kind, None)][(kind, name)] += 1
        for tier in range(_depth(header)):
            if found[tier] is None and len(counts[tier]) == 1:
                found[tier] = next(iter(counts[tier]))
    return Home((found[0], found[1], found[2]), header.level)


def _depth(header: Header) -> int:
    return {"commune": 2, "district": 1, "department": 1}.get(header.level or "", 0)


def _tier(kind: str, level: str | None) -> int:
    if kind == "thành phố" and level == "district":
        return 1
    return _TIERS[kind]


def _places(text: str, lower: str, start: int, stop: int) -> list[tuple[str, str]]:
    places = []
    for match in _PLACE.finditer(lower, start, min(stop, len(lower))):
        found = place_at(" " + text[match.start() : match.start() + 60],
                         " " + lower[match.start() : match.start() + 60], 0)  # fmt: skip
        if found is not None and found[1] is not None:
            places.append((found[0], found[1]))
    return places


def at_home(body: Body, home_: Home) -> str:
    """Return a body's full name, "UBND tỉnh" completed by the document's own province."""
    if body.name in _PARTY and home_.units[0] is not None:
        return replace(body, name=f"{body.name} {home_.units[0][1]}").full_name
    if body.place_kind is None or body.place is not None:
        return body.full_name
    own = home_.named(body.place_kind)
    if own is None:
        return body.full_name
    name = body.name[: -len(body.place_kind)].rstrip()
    full = f"{name} {own[0]} {own[1]}"
    return replace(body, name=full).full_name
