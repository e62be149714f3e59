"""The part of an IRI that a place has: "tỉnh" of a plan, "xã Lê Lợi" of a citation, on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cancu.ingest.home import TIERS, Home
from cancu.ingest.reasons import reason, written
from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.namesakes import path_in
from cancu.ontology.unit_states import alike, all_known, made_of_on, state_on
from cancu.ontology.units import Unit, fold

_SHOWN = 3
"""How many units of a like name a reason tells."""


def units_meant(
    kind: str, name: str, above: tuple[tuple[str, str | None], ...], when: date | None, home: Home
) -> tuple[Unit, ...]:
    """Return the units that a stated place may be; the citing document's own decide among many.

    None where no unit has that name, or the only one never lay in what is stated to be above.
    """
    stated = tuple(upper for _, upper in above if upper)
    own = home.named(kind, when)
    code = home.code(kind, when)
    if own is not None and code is not None and fold(own[1]) == fold(name):
        unit = units.get(code)
        if _lay_in_all(unit, stated):
            if when is None or unit.exists_on(when):
                return (unit,)
            # thành phố Huế of today was a province; the city of that name lay in it
            return units.find(name, kind, on=when) or (unit,)
    found = _of_name(kind, name, stated, when, home)
    ended = () if stated else _ended_at_home(kind, name, found, when, home)
    if ended:
        return ended
    for state in found:
        if state.level == "province":
            return (state,)
    if stated and not all(_lay_in_all(state, stated) for state in found):
        there = tuple(state for state in found if _lay_in_all(state, stated))
        found = there or tuple(s for s in _exact(kind, name, None) if _lay_in_all(s, stated))
    for tier in (1, 0):
        within = home.codes[tier]
        if within is not None and len(found) > 1:
            found = tuple(s for s in found if _in_line(s, within, when)) or found
    return found


def _ended_at_home(
    kind: str, name: str, found: tuple[Unit, ...], when: date | None, home: Home
) -> tuple[Unit, ...]:
    """Return the unit of the own province that had ended, where only others have its name.

    "UBND huyện Kỳ Sơn" of 2021 in a paper of tỉnh Hòa Bình does not mean that of Nghệ An.
    """
    province = home.codes[0]
    if province is None or not found or any(s.level == "province" for s in found):
        return ()
    if any(_in_line(state, province, when) for state in found):
        return ()
    before = (s for s in _exact(kind, name, None) if s.valid_to and when and s.valid_to < when)
    return tuple(state for state in before if _in_line(state, province, state.valid_to))


def _exact(kind: str, name: str, when: date | None) -> tuple[Unit, ...]:
    """Return the units of a name, accents and all; of a province accents do not matter.

    No two provinces differ by accents alone, as communes do: xã Hồng Thu is not xã Hồng Thử.
    """
    found = units.find(name, kind, on=when)
    return tuple(s for s in found if s.level == "province" or not units.by_accents(s, name))


def _of_name(
    kind: str, name: str, stated: tuple[str, ...], when: date | None, home: Home
) -> tuple[Unit, ...]:
    """Return the units of a name; of one that lost its accents the one there in its place.

    A scan loses all accents of a name. Where not every unit of the day is known, a name that
    differs by some may be another spelling ("Đăk", "Đắk") of the only one like it there.
    """
    if found := _exact(kind, name, when) or _exact(kind, name, None):
        return found
    near = units.find(name, kind, on=when)
    if not (name.isascii() or _may_be_unknown(near, kind, when)):
        return ()
    own = home.codes[0]
    if stated:
        near = tuple(state for state in near if _lay_in_all(state, stated))
    else:
        near = tuple(state for state in near if own is not None and _in_line(state, own, when))
    return near if units.one_of(near) else ()


def _may_be_unknown(near: tuple[Unit, ...], kind: str, when: date | None) -> bool:
    return when is None or not all(all_known(state.level, kind, when, None) for state in near)


def lacking(
    kind: str, name: str, above: tuple[tuple[str, str | None], ...], when: date | None, home: Home
) -> str | None:
    """Return why a place is no unit of the day, as a reason; None where the register may lack it.

    Asked where `units_meant` found none.
    """
    places = [f"{upper} {named}" for upper, named in ((kind, name), *above) if named]
    level = units.level_of(kind)
    if when is None or not all_known(level, kind, when, _province_meant(above, when, home)):
        return None
    like = alike(name, level, when)
    shown = "; ".join(map(units.in_full, like[:_SHOWN]))
    note = "like_named" if shown else ""
    return reason("no_unit", note, unit=", ".join(places), day=written(when), like=shown)


def _province_meant(
    above: tuple[tuple[str, str | None], ...], when: date | None, home: Home
) -> str | None:
    for kind, name in above:
        found = units.find(name, kind, on=when) if name else ()
        if found and found[0].level == "province":
            return found[0].code
    return home.codes[0]


def _lay_in_all(unit: Unit, names: tuple[str, ...]) -> bool:
    return all(units.lay_in(unit, name) for name in names)


def _in_line(unit: Unit, code: str, when: date | None) -> bool:
    """Whether the unit lies, or came to lie, below the one with this code."""
    wanted = units.get(code)
    names = {(above.kind, above.name) for above in units.ancestors(unit, when)}
    later = state_on(wanted, when)
    return (wanted.kind, wanted.name) in names or (
        later is not None and (later.kind, later.name) in names
    )


def own_path(home: Home, tier: int, when: date | None) -> str | None:
    """Return the path of the own province (0), district (1) or commune (2) on a day."""
    if tier == 0 and (earlier := home.provinces(when)):
        return own_state_path(earlier[0], when) if len(earlier) == 1 else None
    code = home.codes[tier]
    if code is not None:
        return own_state_path(units.get(code), when)
    pair = home.units[tier]
    return path_by_words(pair, home, when) if pair else None


def own_state_path(unit: Unit, when: date | None) -> str | None:
    """Return the path of what the own unit was on a day; None where it was made of several."""
    state = state_on(unit, when)
    return _path(state.code, when.year if when else None) if state else None


def merged_paths(path: str, home: Home, when: date) -> tuple[str, ...]:
    """Return the paths that "UBND tỉnh" of before a merger may have, ``path`` first.

    Tỉnh Bắc Ninh of today was made of two provinces, and each of them said "UBND tỉnh". Those of
    another kind are not meant: a city's "UBND thành phố" is of the one city among them. A commune
    whose name is of 2025 made nothing before: what it was made of is meant, none where that is not
    known.
    """
    code = home.codes[home.own_tier]
    body, _, place = path.partition("/")
    if code is None or place not in _own_places(code, when):
        return (path,)
    unit = units.get(code)
    states = () if unit.exists_on(when) else made_of_on(code, when)
    there = {unit_path(state, when): state for state in states}
    if place in there:
        kind = there[place].kind
        alike = (other for other, state in there.items() if state.kind == kind)
        return tuple(dict.fromkeys((path, *(f"{body}/{other}" for other in alike))))
    begun = unit.valid_from is None or unit.valid_from <= when
    return (path,) if begun else tuple(f"{body}/{other}" for other in there)


def _own_places(code: str, when: date) -> set[str]:
    states = made_of_on(code, when)
    return {unit_path(state, when) for state in (units.get(code), *states)}


def unit_path(unit: Unit, when: date | None) -> str:
    """Return the path of what a stated unit was on a day, its own where that is not one unit.

    A unit that was merged into one of another name keeps its own: its documents are not of that.
    """
    state = state_on(unit, when)
    if state is None or fold(state.name) != fold(unit.name):
        state = unit
    return _path(state.code, when.year if when else None)


@lru_cache(maxsize=8192)
def _path(code: str, year: int | None) -> str:
    return path_in(units.get(code), year)


def path_below(
    pair: tuple[str, str], above: tuple[tuple[str, str | None], ...], home: Home, when: date | None
) -> str | None:
    """Return the path of a unit that the register lacks, below what is stated to be above it."""
    for depth, (kind, name) in enumerate(above):
        if name is None:
            continue
        states = units_meant(kind, name, above[depth + 1 :], when, home)
        paths = {unit_path(state, when) for state in states}
        return f"{paths.pop()}/{slug(' '.join(pair))}" if len(paths) == 1 else None
    return path_by_words(pair, home, when)


def path_by_words(pair: tuple[str, str] | None, home: Home, when: date | None) -> str | None:
    """Return the path of a unit that the register lacks, below the document's own province."""
    if pair is None:
        return None
    words = slug(f"{pair[0]} {pair[1]}")
    tier = TIERS[pair[0]]
    if tier == 0:
        return words
    above = [own_path(home, upper, when) for upper in range(tier - 1, -1, -1)]
    nearest = next((path for path in above if path), None)
    return f"{nearest}/{words}" if nearest else None
