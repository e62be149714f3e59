"""The tables of a register file, told apart by the headings that they have.

``register_columns.csv`` lists the headings of the three registers, in Vietnamese and in English;
its column "-" are headings that tell nothing of a row ("STT") and that the program itself writes.
A title may stand above the headings. A file with a column "register", as ``cancu register show``
writes it, holds rows of several registers.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from cancu.ontology.iris import slug
from cancu.ontology.load import RegisterKind, register_columns
from cancu.ontology.register_faults import Fault, Place, RegisterError
from cancu.ontology.register_lines import Sheet, sheets_of

KINDS: dict[RegisterKind, str] = {
    "documents": "văn bản / documents",
    "issuers": "cơ quan / issuers",
    "units": "đơn vị hành chính / units",
}
"""The three registers, in words."""
_HEADINGS_WITHIN = 10  # lines
_SILENT = "-"
_REGISTER = "register"
_TOO_LONG = (
    "nằm ngoài các cột có tiêu đề: ô có dấu phân cách phải đặt trong ngoặc kép "
    "(stand beyond the headings: put a cell that has the delimiter in it between quotes)"
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one register in a sheet.

    ``heads`` are the headings by column; ``rows`` are the row's number and its cells by column,
    blank cells and rows left out.
    """

    path: Path
    kind: RegisterKind
    sheet: str | None
    heads: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    day_0: date | None


@dataclass(slots=True)
class Tables:
    """What a file has: its tables, what is wrong with their lines, and what was left unread."""

    tables: list[Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heads:
    """A line as headings of one register: its columns by their place, and those that it lacks."""

    kind: RegisterKind
    columns: Mapping[int, str]
    missing: tuple[str, ...]


def open_tables(path: Path) -> Tables:
    """Read a register file.

    Raises RegisterError where the file is no table or no sheet has the headings of a register,
    OSError where it cannot be opened.
    """
    found = Tables()
    left: list[Fault] = []
    for sheet in sheets_of(path, _fit):
        why = _read(path, sheet, found)
        left += [Fault(Place(sheet=sheet.name), "", "", why)] if why else []
    if not found.tables:
        if len(left) == 1:
            raise RegisterError(
                path, (), ": ".join(filter(None, (str(left[0].place), left[0].message)))
            )
        raise RegisterError(path, tuple(left))
    found.notices += left
    return found


def _read(path: Path, sheet: Sheet, found: Tables) -> str:
    """Add the tables of a sheet; return why there are none, "" where there are."""
    if not any(map(any, sheet.lines)):
        return "trống, không có gì để đọc (is empty)"
    at, heads = _headings(sheet.lines)
    if any(one.missing for one in heads):
        return _lacking(at, sheet.lines[at], heads[0])
    _note_unread(sheet, at, heads, found)
    by_kind = _rows(sheet, at, heads, found)
    for one in heads:
        named = {column: sheet.lines[at][i] for i, column in one.columns.items()}
        found.tables.append(
            Table(path, one.kind, sheet.name, named, by_kind[one.kind], sheet.day_0)
        )
    return ""


def _headings(lines: Sequence[list[str]]) -> tuple[int, list[_Heads]]:
    """Return the first line that has the headings of a register, else the one that is nearest."""
    read = [(at, _heads_of(line)) for at, line in enumerate(lines[:_HEADINGS_WITHIN])]
    for at, heads in read:
        if not heads[0].missing:
            return at, heads
    return max(read, key=lambda one: len(one[1][0].columns))


def _heads_of(line: list[str]) -> list[_Heads]:
    """Read a line as the headings of the register that it fits best, or of all that it names."""
    read = [_heads(line, kind) for kind in KINDS]
    whole = [one for one in read if not one.missing]
    if whole and _REGISTER in map(slug, line):
        return whole
    return [max(whole or read, key=lambda one: (len(one.columns), -len(one.missing)))]


def _heads(line: list[str], kind: RegisterKind) -> _Heads:
    known = _known(kind)
    columns: dict[int, str] = {}
    of_several = _REGISTER in map(slug, line)  # there a column may be another register's
    for i, head in enumerate(line):
        column = known.get(slug(head), _SILENT)
        if column != _SILENT and (of_several or column not in columns.values()):
            columns[i] = column
    needed = dict.fromkeys(one.column for one in register_columns(kind) if one.needed)
    return _Heads(kind, columns, tuple(one for one in needed if one not in columns.values()))


@cache
def _known(kind: RegisterKind) -> Mapping[str, str]:
    return {slug(one.header): one.column for one in register_columns(kind)}


def _fit(lines: Sequence[list[str]]) -> int:
    """How many headings of a register the best of the first lines has."""
    return max((len(_heads_of(line)[0].columns) for line in lines[:_HEADINGS_WITHIN]), default=0)


def _note_unread(sheet: Sheet, at: int, heads: Sequence[_Heads], found: Tables) -> None:
    """Say which lines above the headings and which columns are not read."""
    if any(map(any, sheet.lines[:at])):
        message = (
            f"tiêu đề cột ở dòng {at + 1}; các dòng trên đó không đọc (the headings are row "
            f"{at + 1}; the rows above are not read)"
        )
        found.notices.append(Fault(Place(sheet=sheet.name), "", "", message))
    for i, head in enumerate(sheet.lines[at]):
        if any(i in one.columns for one in heads) or slug(head) == _REGISTER:
            continue
        known = {_known(one.kind).get(slug(head)) for one in heads} - {None}
        if known == {_SILENT} or not any(
            i < len(line) and line[i] for line in sheet.lines[at + 1 :]
        ):
            continue
        place = Place(at + 1, sheet.name)
        found.notices.append(Fault(place, head or f"thứ {i + 1}", head, _unread(head, heads)))


def _unread(head: str, heads: Sequence[_Heads]) -> str:
    known = {_known(one.kind).get(slug(head)) for one in heads} - {None, _SILENT}
    if known:
        return (
            "không đọc cột này: đã có cột cùng nghĩa trước nó; giữ một cột (not read: a column "
            "before it means the same)"
        )
    if not head:
        return "không đọc cột này: không có tiêu đề (not read: it has no heading)"
    headers = [
        one.header for kind in heads for one in register_columns(kind.kind) if one.column != _SILENT
    ]
    near = difflib.get_close_matches(head.lower(), headers, 1, 0.7)
    asked = f"có phải {near[0]!r}? " if near else ""
    return f"không đọc cột này: {asked}tiêu đề đọc được / read are: " + ", ".join(
        dict.fromkeys(name for kind in heads for name in _names(kind.kind).values())
    )


def _rows(
    sheet: Sheet, at: int, heads: Sequence[_Heads], found: Tables
) -> dict[RegisterKind, list[tuple[int, Mapping[str, str]]]]:
    """The rows below the headings, by register; what cannot be a row becomes a fault."""
    rows: dict[RegisterKind, list[tuple[int, Mapping[str, str]]]] = {one.kind: [] for one in heads}
    names = [slug(head) for head in sheet.lines[at]]
    told = names.index(_REGISTER) if _REGISTER in names else None
    for row, line in enumerate(sheet.lines[at + 1 :], at + 2):
        place = Place(row, sheet.name)
        if beyond := "; ".join(filter(None, line[len(names) :])):
            found.faults.append(
                Fault(place, f"sau cột {names and sheet.lines[at][-1]}", beyond, _TOO_LONG)
            )
            continue
        of = line[told] if told is not None and told < len(line) else ""
        fitting = [one for one in heads if told is None or one.kind == of]
        cells = {
            column: line[i]
            for one in fitting
            for i, column in one.columns.items()
            if i < len(line) and line[i]
        }
        if cells:
            rows[fitting[0].kind].append((row, cells))
        elif any(line) and told is not None:
            message = f"phải là một trong (must be one of) {', '.join(one.kind for one in heads)}"
            found.faults.append(Fault(place, sheet.lines[at][told], of, message))
    return rows


def _lacking(at: int, line: Sequence[str], heads: _Heads) -> str:
    """Say which headings were looked for, and what the line nearest to them lacks."""
    needed = "; ".join(f"{KINDS[one]}: {_needed(one)}" for one in KINDS)
    start = (
        f"không thấy dòng tiêu đề trong {_HEADINGS_WITHIN} dòng đầu (no row of headings in the "
        f"first {_HEADINGS_WITHIN})"
    )
    if heads.columns:
        has = ", ".join(repr(line[i]) for i in heads.columns)
        start += (
            f"; gần nhất là dòng {at + 1} (nearest is row {at + 1}): có {has}, thiếu cột (it lacks "
            "the headings) " + "; ".join(_spelt(heads.kind, column) for column in heads.missing)
        )
    return f"{start}. Cột cần có / needed headings: {needed}"


def _spelt(kind: RegisterKind, column: str) -> str:
    names = [one.header for one in register_columns(kind) if one.column == column]
    return f"{names[0]!r} (hoặc / or {', '.join(map(repr, names[1:4]))})"


def _needed(kind: RegisterKind) -> str:
    """Return the headings without which a file is not of this register, in Vietnamese."""
    needed = {one.column for one in register_columns(kind) if one.needed}
    return ", ".join(name for column, name in _names(kind).items() if column in needed)


@cache
def _names(kind: RegisterKind) -> Mapping[str, str]:
    """Columns of a register by the first heading that is listed for each, a Vietnamese one."""
    names: dict[str, str] = {}
    for one in register_columns(kind):
        if one.column != _SILENT:
            names.setdefault(one.column, one.header)
    return names


def heading(kind: RegisterKind, column: str) -> str:
    """Return the Vietnamese heading of a column, for where a file has none."""
    return _names(kind).get(column, column)
