"""Administrative units with dated life: provinces, districts, communes, and what became of each.

A row is one *state* of a unit: a name, a kind and a parent between two days. Its code is the code
of the General Statistics Office; where that code has several states in the register a suffix tells
them apart ("24" is tỉnh Bắc Giang until 30 June 2025, "24-2025" tỉnh Bắc Ninh formed the day after;
"407-2019" is huyện Tĩnh Gia, "407" thị xã Nghi Sơn that it became in 2020). ``valid_from`` and
``valid_to`` are the first and last day on which the state may have existed; None is "before the
sources" and "still". Where the day of a change is not known, ``surely_from`` and ``surely_to`` are
the first and last day on which it existed beyond doubt. Sources: ``units/README.md``.

Provinces and districts load apart from communes, each on first use.
"""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cancu.ontology.iris import slug as ascii_slug
from cancu.ontology.overlay import overlay

UnitLevel = Literal["province", "district", "commune"]

_KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
_ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "q": "quận", "p": "phường",
                "h": "huyện", "x": "xã", "t": "tỉnh"}  # fmt: skip
_PREFIX = re.compile(
    rf"(?:({'|'.join(_KINDS)})\s+|({'|'.join(sorted(_ABBREVIATED, key=len, reverse=True))})\s?\.\s?"
    r"|(tp|tx|tt)\s+)(?=\S)"
)
_LEVEL: dict[int, UnitLevel] = {2: "province", 3: "district", 5: "commune"}
_TABLES: dict[UnitLevel, tuple[str, ...]] = {
    "province": ("provinces.csv",),
    "district": ("districts.csv",),
    "commune": ("communes-until-2025.csv", "communes-since-2025.csv"),
}
_TONED_VOWELS = {
    first + toned: tone + bare
    for first, tones in (("o", "òóỏõọ"), ("u", "ùúủũụ"))
    for bares, bare in (("àáảãạ", "a"), ("èéẻẽẹ", "e"), ("ỳýỷỹỵ", "y"))
    if (first, bare) in {("o", "a"), ("o", "e"), ("u", "y")}
    for toned, tone in zip(bares, tones, strict=True)
}
_OLD_TONE = re.compile("(?<!q)(?:" + "|".join(_TONED_VOWELS) + r")(?!\w)")
_DAK = re.compile(r"\bđ[aăắ]k\b")
"""One word of the Central Highlands, which the lists themselves spell in three ways."""
_NOT_WORD = re.compile(r"[\W_]+")
DISTRICTS_ENDED = datetime.date(2025, 7, 1)
"""From this day there are provinces and communes only, xã, phường and đặc khu: Luật Tổ
chức chính quyền địa phương 72/2025/QH15, Điều 1."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that an event may have been on."""

    first: datetime.date
    last: datetime.date

    @property
    def is_known(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def __contains__(self, day: object) -> bool:
        return isinstance(day, datetime.date) and self.first <= day <= self.last

    def days_later(self, days: int) -> Span:
        """Return the span so many days after: a change is the day after a last day."""
        later = datetime.timedelta(days)
        return Span(self.first + later, self.last + later)


@dataclass(frozen=True, slots=True)
class Unit:
    """One state of an administrative unit; ``name`` is without its kind ("Lê Lợi", "1").

    ``parent`` is the code of the state above in which this state began; ``successors`` are the
    codes of the states that followed, empty where it still exists or where none is known.
    """

    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successors: tuple[str, ...]
    own_slug: str
    surely_from: datetime.date | None = None
    surely_to: datetime.date | None = None

    @property
    def level(self) -> UnitLevel:
        return _LEVEL[len(self.code.partition("-")[0])]

    @property
    def full_name(self) -> str:
        """Kind and name: "xã Lê Lợi"; only Thành phố Hồ Chí Minh is written with a capital."""
        kind = "Thành phố" if self.name == "Hồ Chí Minh" else self.kind
        return f"{kind} {self.name}"

    @property
    def last_days(self) -> Span | None:
        """The first and the last day that may be its last, the same one where it is known."""
        return Span(self.surely_to or self.valid_to, self.valid_to) if self.valid_to else None

    @property
    def first_days(self) -> Span | None:
        """The first and the last day that may be its first, the same one where it is known."""
        first = self.valid_from
        return Span(first, self.surely_from or first) if first else None

    def exists_on(self, day: datetime.date) -> bool:
        """Whether nothing known says that this state did not exist on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def shipped(code: str) -> Unit | None:
    """Return the state of this code in the tables that come with the program."""
    level = _LEVEL.get(len(code.partition("-")[0]))
    row = shipped_rows(level).get(code) if level else None
    return of_row(row) if row else None


def get(code: str) -> Unit:
    """Return the state with this code. Raises KeyError where the register has none."""
    level = _LEVEL.get(len(code.partition("-")[0]))
    if level is None or code not in _rows(level):
        raise KeyError(f"no administrative unit has the code {code!r}; see ontology/units/*.csv")
    return _unit(code)


def find(
    name: str,
    kind: str | None = None,
    on: datetime.date | None = None,
    within: str | None = None,
) -> tuple[Unit, ...]:
    """Return the states that ``name`` may mean; several are ambiguous and none is preferred.

    Case, Unicode form, hyphens and the place of the tone mark do not matter; where accents match
    exactly only those are returned, else the ones that differ by accents alone. ``name`` may begin
    with the kind ("TP. Hồ Chí Minh", "xã Lê Lợi"). ``on`` keeps the states of that day, ``within``
    those below the unit with that code.
    """
    wanted_kind = kind.lower() if kind else None
    readings = [(fold(name), wanted_kind)]
    stated, rest = split_kind(name)
    if stated and wanted_kind in (None, stated):
        readings.append((fold(rest), stated))
    found: dict[str, Unit] = {}
    for key, of_kind in readings:
        for level in _levels(of_kind):
            for unit in _candidates(level, key):
                if of_kind in (None, unit.kind) and (on is None or unit.exists_on(on)):
                    found[unit.code] = unit
    units = tuple(unit for unit in found.values() if within is None or _below(unit, within))
    exact = tuple(unit for unit in units if (fold(unit.name), None) in _kindless(readings))
    return exact or units


def by_accents(unit: Unit, name: str) -> bool:
    """Whether a name is the unit's but for accents: "Hồng Thử" and xã Hồng Thu."""
    names = {fold(name), fold(split_kind(name)[1])}
    key = ascii_slug(unit.name)
    return fold(unit.name) not in names and key in {ascii_slug(one) for one in names}


def one_of(found: Iterable[Unit]) -> Unit | None:
    """Return the unit that all the states in ``found`` are of; None where they are of several.

    States with one path are the same unit to those who cite it: a commune that was merged and kept
    its name has two where the day is not known. The later is returned.
    """
    states = tuple(found)
    if len({slug(state) for state in states}) != 1:
        return None
    return max(states, key=lambda state: state.valid_from or datetime.date.min)


def lay_in(unit: Unit, name: str) -> bool:
    """Whether a unit above had this name at any time of the unit's life; its kind does not matter.

    >>> lay_in(get("29392"), "Trà Vinh"), lay_in(get("29392"), "Hà Tĩnh")
    (True, False)
    """
    wanted = fold(name)
    return any(fold(get(code).name) == wanted for code in _codes_above(unit))


def ancestors(unit: Unit, on: datetime.date | None = None) -> tuple[Unit, ...]:
    """Return the units above, the nearest first, in their states of the day ``on``.

    Without ``on``, in the states that held when this state of the unit began. After a parent ended
    the one that followed it counts, so a commune of tỉnh Đồng Nai lies in thành phố Đồng Nai since
    30 April 2026.
    """
    above: list[Unit] = []
    at = unit
    while at.parent:
        at = _state_on(get(at.parent), on or at.valid_from)
        above.append(at)
    return tuple(above)


def province_of(unit: Unit, on: datetime.date | None = None) -> Unit:
    """Return the province-level unit in which ``unit`` lies; itself for a province."""
    above = ancestors(unit, on)
    return above[-1] if above else unit


def became(unit: Unit, on: datetime.date) -> tuple[Unit, ...]:
    """Return what the unit had become by the day ``on``, wholly or in part; itself if it still is.

    A district that ended with its level on 30 June 2025 became the communes formed from its
    communes. Empty where the register does not know.
    """
    if unit.exists_on(on):
        return (unit,)
    codes = unit.successors or tuple(
        after for child in _communes_below(unit.code) for after in child.successors
    )
    later: dict[str, Unit] = {}
    for code in codes:
        for state in became(get(code), on):
            later[state.code] = state
    return tuple(later.values())


def slug(unit: Unit) -> str:
    """Return the unit's path in IRIs: "tinh-hai-duong/huyen-gia-loc/xa-le-loi".

    Since 1 July 2025 communes follow their province: "tinh-phu-tho/xa-tu-vu". Siblings whose names
    differ by accents alone carry their code ("xa-van-lang-02143").
    """
    return "/".join(state.own_slug for state in (*reversed(ancestors(unit)), unit))


def in_full(unit: Unit) -> str:
    """Return the unit with those above it: "xã Lê Lợi, huyện Gia Lộc, tỉnh Hải Dương"."""
    return ", ".join(state.full_name for state in (unit, *ancestors(unit)))


def units(level: UnitLevel) -> tuple[Unit, ...]:
    """All states of one level, in the order of their codes."""
    return tuple(map(_unit, _rows(level)))


def fold(name: str) -> str:
    """Fold a name for comparing: case, composition, Đ, hyphens, tone place, noughts before digits.

    >>> fold("THUẬN HOÀ") == fold("Thuận Hòa")
    True
    """
    lower = unicodedata.normalize("NFC", name).replace("Ð", "Đ").lower().replace("ð", "đ")
    toned = _OLD_TONE.sub(lambda found: _TONED_VOWELS[found.group()], lower)
    return re.sub(r"\b0+(?=\d)", "", _NOT_WORD.sub(" ", _DAK.sub("đăk", toned)).strip())


@cache
def _kinds_without_accents() -> dict[str, str]:
    return {ascii_slug(kind).replace("-", " "): kind for kind in _KINDS}


def split_kind(name: str) -> tuple[str | None, str]:
    """Split "TP. Hồ Chí Minh" into ("thành phố", "hồ chí minh"); no kind stated is None."""
    lower = " ".join(unicodedata.normalize("NFC", name).lower().split())
    found = _PREFIX.match(lower)
    if found is None:
        if lower.isascii():
            for plain, kind in _kinds_without_accents().items():
                if lower.startswith(plain + " "):
                    return kind, lower[len(plain) + 1 :]
        return None, lower
    full, dotted, bare = found.groups()
    return full or _ABBREVIATED[dotted or bare], lower[found.end() :]


def level_of(kind: str) -> UnitLevel:
    """Return the level of a kind; of a city, which may be of two, the lower."""
    return _levels(kind)[-1]


def _kindless(readings: list[tuple[str, str | None]]) -> set[tuple[str, None]]:
    return {(key, None) for key, _ in readings}


def _levels(kind: str | None) -> tuple[UnitLevel, ...]:
    """Return the levels at which a kind occurs, so that a province never loads the communes."""
    if kind == "tỉnh":
        return ("province",)
    if kind == "thành phố":
        return ("province", "district")
    if kind in ("huyện", "quận", "thị xã"):
        return ("district",)
    if kind in ("xã", "phường", "thị trấn", "đặc khu"):
        return ("commune",)
    return ("province", "district", "commune")


def _candidates(level: UnitLevel, key: str) -> Iterator[Unit]:
    for code in _by_name(level).get(ascii_slug(key), ()):
        yield _unit(code)


def _below(unit: Unit, code: str) -> bool:
    """Whether the unit lay below ``code`` at any time of its life."""
    return code in _codes_above(unit)


def _codes_above(unit: Unit) -> Iterator[str]:
    """Yield the codes above, with the later states of a parent that the unit lived to see."""
    pending = [(unit.parent, unit.valid_to)] if unit.parent else []
    while pending:
        code, last = pending.pop()
        state = get(code)
        yield code
        if state.parent:
            pending.append((state.parent, last))
        if state.valid_to and (last is None or last > state.valid_to):
            pending.extend((after, last) for after in state.successors)


def _state_on(unit: Unit, day: datetime.date | None) -> Unit:
    """Follow a parent forward to the state of ``day``, as long as there is just one."""
    while day and unit.valid_to and day > unit.valid_to and len(unit.successors) == 1:
        unit = get(unit.successors[0])
    return unit


@cache
def _rows(level: UnitLevel) -> dict[str, list[str]]:
    own = {unit.code: as_row(unit) for unit in overlay().units if unit.level == level}
    return shipped_rows(level) | own if own else shipped_rows(level)


@cache
def shipped_rows(level: UnitLevel) -> dict[str, list[str]]:
    """The rows of the tables that come with the program, by code."""
    folder = Path(__file__).parent / "units"
    table: dict[str, list[str]] = {}
    for name in _TABLES[level]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            table.update((row[0], row) for row in rows)
    return table


@cache
def _unit(code: str) -> Unit:
    return of_row(_rows(_LEVEL[len(code.partition("-")[0])])[code])


def of_row(row: list[str]) -> Unit:
    """A unit from a row of the tables."""
    code, name, _, kind, parent, start, end, successors, own_slug, *surely = row
    return Unit(
        code, name, kind, parent or None, _day(start), _day(end),
        tuple(successors.split()), own_slug or ascii_slug(f"{kind} {name}"), *map(_day, surely),
    )  # fmt: skip


def as_row(unit: Unit) -> list[str]:
    """A unit as a row of the tables; `of_row` gives it back."""
    first, last, *surely = (
        day.isoformat() if day else ""
        for day in (unit.valid_from, unit.valid_to, unit.surely_from, unit.surely_to)
    )
    return [
        unit.code, unit.name, ascii_slug(unit.name), unit.kind, unit.parent or "", first, last,
        " ".join(unit.successors), unit.own_slug, *surely,
    ]  # fmt: skip


@cache
def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@cache
def _by_name(level: UnitLevel) -> dict[str, list[str]]:
    """Map names without accents to codes; the key stands in the tables, so nothing is folded."""
    index: dict[str, list[str]] = defaultdict(list)
    for code, row in _rows(level).items():
        index[row[2]].append(code)
    for alias, gso in _aliases(level):
        index[ascii_slug(alias)] += [c for c in _rows(level) if c.partition("-")[0] == gso]
    return index


def _aliases(level: UnitLevel) -> Iterator[tuple[str, str]]:
    text = (Path(__file__).parent / "units" / "aliases.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["level"] == level:
            yield row["alias"], row["code"]


@cache
def _below_codes() -> dict[str, list[str]]:
    children: dict[str, list[str]] = defaultdict(list)
    for code, row in _rows("commune").items():
        children[row[4]].append(code)
    return children


def _communes_below(code: str) -> Iterator[Unit]:
    """Yield the communes that began below a district or below an earlier state of it."""
    for state in (code, f"{code}-2023", f"{code}-2019"):
        for child in _below_codes().get(state, ()):
            yield _unit(child)
