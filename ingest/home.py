"""Where a document is at home: the province, district and commune that "tỉnh", "huyện" mean in it.

A plan of a commune says "UBND huyện" and means the district it lay in on that day; a Sở says "UBND
tỉnh" and means its own province; "HĐND tỉnh" in a paper of thành phố Huế means tỉnh Thừa Thiên
Huế, which the city was until 2024.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from cancu.ingest.bodies import Body
from cancu.ingest.named_places import place_at
from cancu.ingest.own_unit import OF_THE_AREA
from cancu.ingest.structure import Header
from cancu.ingest.view import View
from cancu.ontology import units
from cancu.ontology.unit_states import districts_before, predecessors, provinces_on
from cancu.ontology.units import DISTRICTS_ENDED, Unit

TIERS = {
    "tỉnh": 0, "thành phố": 0, "huyện": 1, "quận": 1, "thị xã": 1,
    "xã": 2, "phường": 2, "thị trấn": 2, "đặc khu": 2,
}  # fmt: skip
"""Province, district or commune by kind; a city is a province unless it lies in one."""

_PLACE = re.compile(
    r"(?<![^\W_])(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)\s+(?=\w)"
)
_READ = 8000
_PARTY = ("Tỉnh ủy", "Thành ủy")


@dataclass(frozen=True, slots=True)
class Home:
    """Own province, district and commune as (kind, name), None where the document does not say.

    ``codes`` are the same as codes of ``ontology/units``. ``predecessor`` is the province of the
    other kind that the own one was made of; ``districts`` are the districts that the own commune
    lay in until the level ended.
    """

    units: tuple[tuple[str, str] | None, tuple[str, str] | None, tuple[str, str] | None]
    level: str | None
    codes: tuple[str | None, str | None, str | None] = (None, None, None)
    predecessor: Unit | None = None
    day: date | None = None
    """The day of the document, the last on which what it cites can have been made."""

    def named(self, kind: str, on: date | None = None) -> tuple[str, str] | None:
        """Return the own unit that "UBND {kind}" of the day ``on`` means here."""
        tier = self._tier(kind)
        earlier = self.provinces(on) if tier == 0 else ()
        if earlier:
            return _pair(earlier[0]) if len(earlier) == 1 and earlier[0].kind == kind else None
        unit = self.units[tier] if tier is not None else None
        if unit is not None and unit[0] == kind:
            return unit
        before = self.predecessor
        return (before.kind, before.name) if tier == 0 and before and before.kind == kind else None

    def code(self, kind: str, on: date | None = None) -> str | None:
        """Return the code of the unit that :meth:`named` returns, where the register has it."""
        tier = self._tier(kind)
        if tier is None:
            return None
        earlier = self.provinces(on) if tier == 0 else ()
        if earlier:
            return earlier[0].code if len(earlier) == 1 and earlier[0].kind == kind else None
        unit = self.units[tier]
        if unit is not None and unit[0] == kind:
            return self.codes[tier]
        before = self.predecessor
        return before.code if tier == 0 and before and before.kind == kind else None

    def provinces(self, on: date | None) -> tuple[Unit, ...]:
        """Return where the own commune lay before provinces were merged; () where nothing changed.

        A commune of today's tỉnh Bắc Ninh that says "UBND tỉnh" of May 2025 means tỉnh Bắc Giang.
        """
        commune = self.codes[2]
        if on is None or commune is None or on >= DISTRICTS_ENDED:
            return ()
        if self.day is None or self.day < DISTRICTS_ENDED:
            return ()
        return provinces_on(commune, on)

    def _tier(self, kind: str) -> int | None:
        """Return the tier of a kind; None where a city within a city leaves it open."""
        tier = TIERS.get(kind)
        own = self.units[1] if self.level in ("district", "commune") else None
        if kind != "thành phố" or own is None or own[0] != kind:
            return tier
        return None if self.units[0] and self.units[0][0] == kind else 1

    @property
    def own(self) -> tuple[str, str] | None:
        """The smallest own unit, whose committee this document's is or belongs to."""
        return self.units[self.own_tier]

    @property
    def own_tier(self) -> int:
        """0 province, 1 district, 2 commune."""
        return {"commune": 2, "district": 1}.get(self.level or "", 0)


NOWHERE = Home((None, None, None), None)
"""The home of a document that belongs to no place."""


def home(view: View, header: Header) -> Home:
    """Read a document's home from its issuer and, for what that leaves open, from its text."""
    day = day_of(header)
    if header.issuer_unit is not None:
        return _home_of(units.get(header.issuer_unit), header.level, day)
    return replace(_stated(view, header), day=day)


def day_of(header: Header) -> date | None:
    """Return the day of a document; the last of the month where the day is blank."""
    stated = header.date
    if not stated:
        return None
    year, _, rest = stated.partition("-")
    try:
        if len(stated) == 10:
            return date.fromisoformat(stated)
        return date(int(year), int(rest or 12), 28)
    except ValueError:
        return date(int(year), 12, 31)


def _home_of(unit: Unit, level: str | None, day: date | None) -> Home:
    """Return the home of a document of this unit's bodies on ``day``."""
    found: list[Unit | None] = [None, None, None]
    for state in (unit, *units.ancestors(unit, day)):
        found[("province", "district", "commune").index(state.level)] = state
    if found[1] is None and found[2] is not None and (day is None or day >= DISTRICTS_ENDED):
        before = districts_before(found[2])
        found[1] = before[0] if len(before) == 1 else None
    return Home(
        units=(_pair(found[0]), _pair(found[1]), _pair(found[2])),
        level=level,
        codes=(_code(found[0]), _code(found[1]), _code(found[2])),
        predecessor=_other_kind(found[0]),
        day=day,
    )


def _pair(unit: Unit | None) -> tuple[str, str] | None:
    return (unit.kind, unit.name) if unit else None


def _code(unit: Unit | None) -> str | None:
    return unit.code if unit else None


def _other_kind(province: Unit | None) -> Unit | None:
    """Return the one province of the other kind that this one was made of: a city's "tỉnh"."""
    before = [state for state in _lineage(province) if province and state.kind != province.kind]
    return before[0] if len(before) == 1 else None


def _lineage(province: Unit | None) -> tuple[Unit, ...]:
    if province is None:
        return ()
    return tuple(
        state for before in predecessors(province) for state in (before, *_lineage(before))
    )


def _stated(view: View, header: Header) -> Home:
    """Read the home of a document whose unit the register does not tell."""
    found: list[tuple[str, str] | None] = [None, None, None]
    issuer = header.issuer or ""
    for _, kind, name in _places(issuer, issuer.lower(), 0, len(issuer)):
        tier = _tier(kind, header.level)
        found[tier] = found[tier] or (kind, name)
    own = next((f"{unit[0]} {unit[1]}".lower() for unit in reversed(found) if unit), None)
    if header.level in ("commune", "district", "department") and None in found[: _depth(header)]:
        counts: list[Counter[tuple[str, str]]] = [Counter(), Counter(), Counter()]
        for at, kind, name in _places(view.text, view.lower, 0, _READ):
            before = view.lower[max(0, at - 60) : at]
            beside = own is not None and before.rstrip(" \n\t,-–").endswith(own)
            if beside or OF_THE_AREA.search(before):
                counts[_tier(kind, None)][(kind, name)] += 1
        for tier in range(_depth(header)):
            if found[tier] is None and len(counts[tier]) == 1:
                found[tier] = next(iter(counts[tier]))
    return _coded(Home((found[0], found[1], found[2]), header.level), day_of(header))


def _coded(home_: Home, day: date | None) -> Home:
    """Add the codes of the units that the register knows beyond doubt."""
    codes: list[str | None] = [None, None, None]
    within: str | None = None
    for tier, level in enumerate(("province", "district", "commune")):
        unit = home_.units[tier]
        if unit is None or (tier and within is None):
            continue
        found = [
            state
            for state in units.find(unit[1], unit[0], on=day, within=within)
            if state.level == level
        ]
        if (only := units.one_of(found)) is not None:
            codes[tier] = within = only.code
    province = units.get(codes[0]) if codes[0] else None
    return replace(home_, codes=(codes[0], codes[1], codes[2]), predecessor=_other_kind(province))


def _depth(header: Header) -> int:
    return {"commune": 2, "district": 1, "department": 1}.get(header.level or "", 0)


def _tier(kind: str, level: str | None) -> int:
    if kind == "thành phố" and level == "district":
        return 1
    return TIERS[kind]


def _places(text: str, lower: str, start: int, stop: int) -> list[tuple[int, str, str]]:
    """Return where places are named, each with its kind and name."""
    places = []
    for match in _PLACE.finditer(lower, start, min(stop, len(lower))):
        found = place_at(" " + text[match.start() : match.start() + 60],
                         " " + lower[match.start() : match.start() + 60], 0)  # fmt: skip
        if found is not None and found[1] is not None:
            places.append((match.start(), found[0], found[1]))
    return places


def at_home(body: Body, home_: Home, on: date | None = None) -> str:
    """Return a body's full name, "UBND tỉnh" completed by the document's own province ``on``."""
    if body.name in _PARTY:
        own = home_.named("tỉnh" if body.name == "Tỉnh ủy" else "thành phố", on)
        return replace(body, name=f"{body.name} {own[1]}").full_name if own else body.full_name
    if body.place_kind is None or body.place is not None:
        return body.full_name
    own = home_.named(body.place_kind, on)
    if own is None:
        return body.full_name
    name = body.name[: -len(body.place_kind)].rstrip()
    full = f"{name} {own[0]} {own[1]}"
    return replace(body, name=full).full_name
