"""The rows of a register file, .csv or .xlsx, told apart by the headings that they have.

``register_columns.csv`` lists the headings of the three registers, in Vietnamese and in English.
What is wrong with a cell is collected as `Fault`, so that a file's faults are all named at once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.load import RegisterKind, register_columns

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00:00)?")
_DAY_FIRST = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")
# A sheet that claims more is damaged or no register; the built-in ones have fourteen thousand.
_MAX_ROWS = 500_000
KINDS: dict[RegisterKind, str] = {
    "documents": "văn bản / documents",
    "issuers": "cơ quan / issuers",
    "units": "đơn vị hành chính / units",
}
"""The three registers, in words."""
UNKNOWN_BODY = (
    'không rõ cơ quan nào: viết đủ tên và địa phương, như "Ủy ban nhân dân tỉnh Hà Tĩnh" '
    "(is no known body: write it in full with its place)"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; ``row`` counts the heading row as 1, ``column`` is its head."""

    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"dòng {self.row}, cột {self.column!r} (row {self.row}, column {self.column!r})"
        return f"{where}: {self.value!r} {self.message}"


class RegisterError(ValueError):
    """A register file that cannot be taken in; ``faults`` lists why, cell by cell."""

    def __init__(self, path: Path, faults: tuple[Fault, ...], message: str = "") -> None:
        self.path = path
        self.faults = faults
        shown = [str(fault) for fault in faults[:20]]
        if len(faults) > len(shown):
            shown.append(f"and {len(faults) - len(shown)} more")
        super().__init__(
            "\n".join(
                [f"{path}: {message or 'không nhập hàng nào (nothing was taken in)'}", *shown]
            )
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A file with the register that its headings are of.

    ``heads`` are the headings by column; ``rows`` yield the row's number, 1 for the headings, and
    its cells by column, blank cells and rows left out.
    """

    path: Path
    kind: RegisterKind
    heads: Mapping[str, str]
    rows: Iterator[tuple[int, dict[str, str]]]


def open_table(path: Path) -> Table:
    """Open a register file; its rows are read when they are asked for.

    Raises RegisterError where the file is no table or its headings are of no register, OSError
    where it cannot be opened.
    """
    lines = _lines(path)
    first, heads = next(lines, (0, []))
    kind, columns = _columns(path, heads, first or 1)
    named = {column: heads[i] for i, column in columns.items()}
    return Table(path, kind, named, _cells(path, lines, columns))


def _cells(
    path: Path, lines: Iterator[tuple[int, list[str]]], columns: Mapping[int, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row, values in lines:
        if row > _MAX_ROWS:
            raise RegisterError(path, (), f"quá {_MAX_ROWS} dòng: hãy tách tệp (too many rows)")
        cells = {columns[i]: value for i, value in enumerate(values) if i in columns and value}
        if cells:
            yield row, cells


def _columns(path: Path, heads: list[str], row: int) -> tuple[RegisterKind, dict[int, str]]:
    """Return the register of which the headings are, and its columns by their place."""
    best: tuple[list[str], RegisterKind, dict[int, str]] | None = None
    for kind in KINDS:
        known = {slug(one.header): one.column for one in register_columns(kind)}
        columns = {i: known[slug(head)] for i, head in enumerate(heads) if slug(head) in known}
        needed = dict.fromkeys(one.column for one in register_columns(kind) if one.needed)
        missing = [column for column in needed if column not in columns.values()]
        if not missing:
            return kind, columns
        if best is None or len(missing) < len(best[0]):
            best = missing, kind, columns
    missing, kind, _ = best or ([], "documents", {})
    raise RegisterError(
        path,
        (),
        f"dòng {row} thiếu cột (lacks the headings) {_spelt(kind, missing)}; sổ / registers: "
        + "; ".join(f"{KINDS[one]}: {_needed(one)}" for one in KINDS),
    )


def _spelt(kind: RegisterKind, columns: list[str]) -> str:
    return "; ".join(
        " or ".join(repr(one.header) for one in register_columns(kind) if one.column == column)
        for column in columns
    )


def _needed(kind: RegisterKind) -> str:
    """Return the headings without which a file is not of this register, in Vietnamese."""
    names = {one.column: one.header for one in reversed(register_columns(kind)) if one.needed}
    return ", ".join(reversed(names.values()))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of text with their numbers, the heading row first."""
    kind = path.suffix.lower()
    if kind == ".xlsx":
        yield from _sheet(path)
    elif kind in {".csv", ".tsv", ".txt"}:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise RegisterError(
                path,
                (),
                f"không phải UTF-8; lưu lại dạng CSV UTF-8 (is no UTF-8 at byte {error.start})",
            ) from error
        head = text.partition("\n")[0]
        delimiter = max(",;\t", key=head.count)
        try:
            for row, values in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
                yield row, [" ".join(value.split()) for value in values]
        except csv.Error as error:
            raise RegisterError(path, (), f"không phải CSV (is no CSV): {error}") from error
    else:
        raise RegisterError(
            path,
            (),
            f"{kind or 'không có đuôi'}: sổ đăng ký là tệp .csv, .xlsx hoặc .ttl (a register is "
            ".csv, .xlsx or .ttl)",
        )


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise RegisterError(
            path, (), f"không phải tệp .xlsx (is no .xlsx workbook): {error}"
        ) from error
    try:
        for row, values in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield row, [_cell_text(value) for value in values]
    finally:
        book.close()


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())


class CellReader:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, row: int, cells: Mapping[str, str], heads: Mapping[str, str]) -> None:
        self.row = row
        self.cells = cells
        self._heads = heads
        self.faults: list[Fault] = []

    def fault(self, column: str, message: str) -> None:
        head, value = self._heads.get(column, column), self.cells.get(column, "")
        self.faults.append(Fault(self.row, head, value, message))

    def day(self, column: str) -> date | None:
        """Read a day, written 23/4/2018 or 2018-04-23."""
        written = self.cells.get(column, "")
        if not written:
            return None
        try:
            if found := _ISO.fullmatch(written):
                return date(*(int(part) for part in found.groups()))
            if found := _DAY_FIRST.fullmatch(written):
                day, month, year = (int(part) for part in found.groups())
                return date(year, month, day)
        except ValueError:
            pass
        self.fault(
            column, "không phải ngày: viết 23/4/2018 hoặc 2018-04-23 (is no date: write 23/4/2018)"
        )
        return None

    def body(self, column: str, day: date | None, year: int | None = None) -> str | None:
        """Read a body by its name and place, as its path in IRIs."""
        paths = issuer_paths(self.cells.get(column, ""), day, year)
        if not paths:
            self.fault(column, UNKNOWN_BODY)
        elif len(paths) > 1:
            self.several(column, [path.partition("/")[2] for path in paths])
        return paths[0] if len(paths) == 1 else None

    def several(self, column: str, places: Sequence[str]) -> None:
        """Say that a name without its district or province may be of several places."""
        shown = ", ".join(places[:4])
        self.fault(
            column,
            f"có thể thuộc {shown}: thêm huyện, tỉnh (may be in {shown}: add the district and "
            "the province)",
        )

    def life(self) -> tuple[date | None, date | None]:
        """Read the first and the last day of a body or a unit."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self.fault("valid_to", f"trước ngày bắt đầu {first} (is before the first day)")
        return first, last
