"""Which unit a name alone means, its kind left out: "UBND Can Lộc", "Nghi Xuân (Tờ trình số …)".

A province is known by its name; a district or a commune only within the own province or one that
is stated, on the day of the cited document. Where two units fit, none is preferred.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from cancu.ingest.bodies import Body
from cancu.ingest.home import Home, at_home
from cancu.ingest.phrases import fold
from cancu.ontology import units
from cancu.ontology.unit_states import made_of_on, state_on
from cancu.ontology.units import Unit


def full_name(body: Body, home: Home, on: date | None, within: str | None) -> str:
    """Return a body's full name, a place without its kind completed where one unit is meant.

    ``within`` are the units stated above it ("tỉnh Hà Tĩnh").
    """
    if body.place is None or body.place_kind or body.name.endswith(f"ủy {body.place}"):
        return at_home(body, home, on)
    unit = place_meant(body.place, home, on, within)
    if unit is None:
        return body.full_name
    head = body.full_name.removesuffix(body.place).rstrip()
    return f"{head} {unit[0]} {unit[1]}"


def place_meant(
    name: str,
    home: Home,
    on: date | None,
    within: str | None = None,
    kinds: Container[str] | None = None,
) -> tuple[str, str] | None:
    """Return kind and name of the one unit that ``name`` means; None where several or none fit.

    ``kinds`` are those that the text speaks of ("UBND các huyện: Can Lộc (…)").
    """
    day = on or home.day
    found = [
        unit
        for unit in units.find(name, on=day) or units.find(name)
        if fold(unit.name) == fold(name) and (kinds is None or unit.kind in kinds)
    ]
    provinces = {(unit.kind, unit.name) for unit in found if unit.level == "province"}
    if provinces and not within:
        return provinces.pop() if len(provinces) == 1 else None
    for own in home.units[1:]:
        if own is not None and fold(own[1]) == fold(name) and (kinds is None or own[0] in kinds):
            return own
    above = _own_provinces(home, day)
    near = {
        (unit.kind, unit.name)
        for unit in found
        if unit.level != "province"
        and (
            units.lay_in(unit, _last_name(within))
            if within
            else units.province_of(unit, day).code in above
        )
    }
    return near.pop() if len(near) == 1 else None


def _own_provinces(home: Home, day: date | None) -> set[str]:
    """Return the codes of the own province on a day, and of those that it was made of."""
    earlier: tuple[Unit, ...] = home.provinces(day)
    code = home.codes[0]
    if earlier or code is None:
        return {unit.code for unit in earlier}
    state = state_on(units.get(code), day)
    return {code, *(one.code for one in (*made_of_on(code, day or date.max), state) if one)}


def _last_name(within: str) -> str:
    """Return the name of the largest of the units stated above: "huyện A tỉnh B" is B."""
    for kind in ("tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã "):
        _, found, name = within.rpartition(kind)
        if found:
            return name
    return within
