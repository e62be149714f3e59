"""Read the administrative units of an office's own register from the rows of tables.

A row of a unit that the registers have already is that unit, and may add its last day and what it
became; any other row is a unit of its own, with the code that the row gives or one made of its
name: noughts stand where the statistics office's digits would.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import units_named
from cancu.ontology.register_cells import CellReader, one_of
from cancu.ontology.register_doubts import unit_doubts
from cancu.ontology.register_faults import Reading
from cancu.ontology.register_table import Table
from cancu.ontology.units import Unit, UnitLevel, fold

_DIGITS: dict[UnitLevel, int] = {"province": 2, "district": 3, "commune": 5}
_ABOVE: dict[UnitLevel, tuple[UnitLevel, ...]] = {
    "province": (), "district": ("province",), "commune": ("province", "district"),
}  # fmt: skip
_CODE = re.compile(r"(?:\d{2}|\d{3}|\d{5})(?:-[a-z0-9-]+)?")
_KINDS: dict[str, tuple[str, UnitLevel | None]] = {
    "tinh": ("tỉnh", "province"),
    "thanh-pho": ("thành phố", None),  # the unit above decides
    "huyen": ("huyện", "district"),
    "quan": ("quận", "district"),
    "thi-xa": ("thị xã", "district"),
    "xa": ("xã", "commune"),
    "phuong": ("phường", "commune"),
    "thi-tran": ("thị trấn", "commune"),
    "dac-khu": ("đặc khu", "commune"),
}

_TWIN = (
    "khác với {place} về cùng một đơn vị: giữ một dòng, hoặc ghi ngày nối tiếp nhau (differs from "
    "that row about the same unit: keep one, or give days that follow each other)"
)


def units_of_tables(tables: Sequence[Table]) -> Reading[Unit]:
    """The units of tables, with what is wrong with them."""
    readers = [_Row(table, row, cells) for table in tables for row, cells in table.rows]
    found = [reader.stated() for reader in readers]
    made: list[tuple[_Row, Unit]] = []
    beside = _Beside()
    for level in _DIGITS:
        for reader, one in zip(readers, found, strict=True):
            if one is not None and one.level == level:
                made.append((reader, reader.unit(one, beside)))
                beside.add(made[-1][1])
    reading: Reading[Unit] = Reading()
    for reader, unit in made:
        whole = replace(unit, successors=reader.successors(unit, beside))
        reading.rows.append(reader.placed(whole))
    _no_twins(made)
    for reader in readers:
        reading.faults += reader.faults
        reading.notices += reader.notices
    return reading


def _no_twins(made: Sequence[tuple[_Row, Unit]]) -> None:
    """Refuse two rows of one unit that differ about its days, unless each has a code of its own.

    Days are part of a code that is made: such rows would else be two units, and one on the next
    import of the file.
    """
    before: dict[tuple[str, str | None], list[tuple[_Row, Unit]]] = {}
    for reader, unit in made:
        seen = before.setdefault((fold(unit.full_name), unit.parent), [])
        for other, twin in seen:
            both = bool(reader.cells.get("code") and other.cells.get("code"))
            differing = [
                column
                for column in ("valid_from", "valid_to", "code")
                if getattr(unit, column) != getattr(twin, column)
            ]
            if differing and not both and not reader.faults and _overlap(unit, twin):
                reader.fault(differing[0], _TWIN.format(place=other.place))
        seen.append((reader, unit))


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether two states may have been at one time."""
    return not any(
        a.valid_to and b.valid_from and a.valid_to < b.valid_from
        for a, b in ((one, other), (other, one))
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a row says by itself."""

    name: str
    kind: str
    level: UnitLevel
    first: datetime.date | None
    last: datetime.date | None
    surely_from: datetime.date | None
    surely_to: datetime.date | None


class _Beside:
    """The units of the file, to be named by its other rows."""

    def __init__(self) -> None:
        self.of_code: dict[str, list[Unit]] = {}
        self.of_name: dict[str, list[Unit]] = {}

    def add(self, unit: Unit) -> None:
        self.of_code.setdefault(unit.code, []).append(unit)
        self.of_name.setdefault(fold(unit.full_name), []).append(unit)


class _Row(CellReader):
    """Reads one row as a unit, in three steps: its words, the unit above it, what it became."""

    def stated(self) -> _Stated | None:
        """What the row says by itself; None where that is no unit."""
        first, last = self.life()
        known = _KINDS.get(slug(self.cells.get("kind", "")))
        if known is None:
            self.fault(
                "kind",
                "phải là tỉnh, thành phố, xã, phường, đặc khu, huyện, quận, thị xã hoặc thị trấn "
                "(is no kind of unit)",
            )
            return None
        kind, level = known
        stated, _ = units.split_kind(self.cells.get("name", ""))
        name = self.cells.get("name", "")
        name = " ".join(name.split()[len(kind.split()) :]) if stated == kind else name
        if not fold(name):
            self.fault("name", "thiếu tên đơn vị (lacks the name of the unit)")
            return None
        above = self.cells.get("parent") or self.cells.get("parent_code")
        if level is None:
            level = "district" if above else "province"
        if (level == "province") == bool(above):
            self.fault(
                "parent",
                'cấp tỉnh không thuộc đơn vị nào; cấp dưới cần ghi, như "tỉnh Hà Tĩnh" (a '
                "province has none above it; others need theirs)",
            )
            return None
        return _Stated(name, kind, level, first, last, *self._surely(first, last))

    def _surely(
        self, first: datetime.date | None, last: datetime.date | None
    ) -> tuple[datetime.date | None, datetime.date | None]:
        """Read since when and until when the unit surely was there, where its days are unknown."""
        since, until = self.day("surely_from"), self.day("surely_to")
        if since and (first is None or since < first):
            self.fault(
                "surely_from",
                "phải từ ngày đầu trở đi, và cần ngày đầu (must not be before the first day, which "
                "is needed)",
            )
        if until and (last is None or until > last):
            self.fault(
                "surely_to",
                "phải đến ngày cuối trở lại, và cần ngày cuối (must not be after the last day, "
                "which is needed)",
            )
        return since, until

    def unit(self, stated: _Stated, beside: _Beside) -> Unit:
        """The unit without its successors; ``beside`` are those of the file that may be above."""
        day = stated.first or stated.last or datetime.date.today()
        parent = self._parent(stated.level, beside, day)
        code = self.cells.get("code", "")
        if code and not (_CODE.fullmatch(code) and _digits(code) == _DIGITS[stated.level]):
            self.fault(
                "code",
                f"phải có {_DIGITS[stated.level]} chữ số như mã của Tổng cục Thống kê; Excel bỏ số "
                "0 ở đầu, nên định dạng cột là chữ (must have as many digits as the codes of the "
                "statistics office for this level; a spreadsheet drops noughts at the front)",
            )
            code = ""
        own_slug = slug(f"{stated.kind} {stated.name}")
        unit = Unit(
            code,
            stated.name,
            stated.kind,
            parent.code if parent else None,
            stated.first,
            stated.last,
            (),
            own_slug,
            stated.surely_from,
            stated.surely_to,
        )
        if parent is None and stated.level != "province":
            return unit
        held = _of_code(code) if code else _held(unit, stated.level)
        if held and fold(held.full_name) == fold(unit.full_name):
            made = replace(unit, code=held.code, own_slug=held.own_slug)
            lived = replace(
                made,
                valid_from=unit.valid_from or held.valid_from,
                valid_to=unit.valid_to or held.valid_to,
            )
        else:
            made = lived = unit if code else self._coded(unit, stated.level)
        for doubt in unit_doubts(lived, parent):
            (self.fault if doubt.refused else self.notice)(doubt.column, doubt.message)
        return made

    @staticmethod
    def _coded(unit: Unit, level: UnitLevel) -> Unit:
        code = _made_code(unit, level)
        twin = any(one.own_slug == unit.own_slug for one in _siblings(unit, level))
        own_slug = f"{unit.own_slug}-{slug(code)}" if twin else unit.own_slug
        return replace(unit, code=code, own_slug=own_slug)

    def _parent(self, level: UnitLevel, beside: _Beside, day: datetime.date) -> Unit | None:
        if level == "province":
            return None
        words = self.cells.get("parent_code") or self.cells["parent"]
        found = [unit for unit in _meant(words, beside, day) if unit.level in _ABOVE[level]]
        if len(found) != 1:
            self.fault("parent", _which(found))
            return None
        return found[0]

    def successors(self, unit: Unit, beside: _Beside) -> tuple[str, ...]:
        """What the unit became; ``beside`` are all units of the file."""
        day = _day_after(unit.valid_to) if unit.valid_to else datetime.date.today()
        codes: list[str] = []
        column = "successor_codes" if self.has("successor_codes") else "successors"
        written = self.cells.get(column, "")
        for words in filter(None, map(str.strip, written.split(";"))):
            name, since = self.dated(column, words)
            meant = _meant(name, beside, since or day)
            found = [one for one in meant if one.code != unit.code]
            if len(found) != 1:
                self.fault("successors", _which(found))
            codes += [one.code for one in found[:1]]
        return tuple(dict.fromkeys(codes))


def _day_after(day: datetime.date) -> datetime.date:
    return day if day == datetime.date.max else day + datetime.timedelta(1)


def _digits(code: str) -> int:
    return len(code.partition("-")[0])


def _which(found: Sequence[Unit]) -> str:
    if not found:
        return (
            'không rõ đơn vị nào: viết đủ, như "xã Lê Lợi, tỉnh Lạng Sơn", hoặc mã (is no known '
            "unit: write it in full with the units above it, or its code)"
        )
    return one_of([f"{units.in_full(unit)} [{unit.code}]" for unit in found])


def _meant(words: str, beside: _Beside, day: datetime.date) -> list[Unit]:
    """The units that words or a code mean: of the same file first, then of the registers."""
    first, _, above = words.partition(",")
    fitting = beside.of_code.get(words) or [
        unit
        for unit in beside.of_name.get(fold(first), ())
        if not above or _lies_in(unit, above, day)
    ]
    if fitting:
        return list({unit.code: unit for unit in fitting}.values())
    if _CODE.fullmatch(words):
        return list(filter(None, [_of_code(words)]))
    found = units_named(words, None, day)
    return [unit for unit in found if unit.exists_on(day)] or list(found)


def _lies_in(unit: Unit, above: str, day: datetime.date) -> bool:
    return unit.parent is None or unit.parent in {
        state.code for state in units_named(above.strip(), None, day)
    }


def _siblings(unit: Unit, level: UnitLevel) -> list[Unit]:
    """The units of the registers at the same place whose names differ by accents at most."""
    return [
        one
        for one in units.find(unit.name, unit.kind)
        if one.level == level and one.parent == unit.parent
    ]


def _held(unit: Unit, level: UnitLevel) -> Unit | None:
    """The state of the registers that a row is about: of its name, at its place, in its time."""
    found = [
        one
        for one in _siblings(unit, level)
        if fold(one.name) == fold(unit.name)
        and (unit.valid_from is None or one.valid_to is None or unit.valid_from <= one.valid_to)
        and (unit.valid_to is None or one.valid_from is None or one.valid_from <= unit.valid_to)
    ]
    return found[-1] if found else None


def _of_code(code: str) -> Unit | None:
    try:
        return units.get(code)
    except KeyError:
        return None


def _made_code(unit: Unit, level: UnitLevel) -> str:
    parts = ("0" * _DIGITS[level], unit.own_slug, unit.parent, str(unit.valid_from or ""))
    return "-".join(filter(None, parts))
