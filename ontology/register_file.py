"""Read an office's own register of documents from .csv, .xlsx or .ttl.

The tables have one heading row; ``register_columns.csv`` lists the headings, in Vietnamese and in
English. Turtle is read as `cancu.ontology.register_graph` writes it. A file is read whole or
refused whole, with every fault named by row and column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.load import (
    CentralDocument,
    Change,
    document_types,
    read_changes,
    read_list,
    register_columns,
)
from cancu.ontology.register import number_year

_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00:00)?")
_DAY_FIRST = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")
_HAS_SYMBOL = re.compile(r"\d+[^/\s]*\s*[/-]\s*\S*[^\W\d_]")
_ENDED_HOW = {
    "replaced": "replaced",
    "thay-the": "replaced",
    "repealed": "repealed",
    "bai-bo": "repealed",
    "expired": "expired",
    "het-thoi-han": "expired",
}
# A sheet that claims more is damaged or no register; the built-in one has four thousand.
_MAX_ROWS = 500_000


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


def read_register(path: Path) -> tuple[CentralDocument, ...]:
    """Read a register file.

    Raises RegisterError with every fault, OSError where the file cannot be opened.
    """
    if path.suffix.lower() == ".ttl":
        from cancu.ontology.register_graph import documents_of_turtle

        return documents_of_turtle(path)
    rows = _table(path)
    first, cells = next(rows, (0, []))
    columns = _columns(path, cells, first)
    documents: list[CentralDocument] = []
    faults: list[Fault] = []
    for row, values in rows:
        if row > _MAX_ROWS:
            raise RegisterError(path, (), f"quá {_MAX_ROWS} dòng: hãy tách tệp (too many rows)")
        cell = {columns[i]: value for i, value in enumerate(values) if i in columns and value}
        if not cell:
            continue
        reader = _Row(row, cell, {column: cells[i] for i, column in columns.items()})
        documents.append(reader.document(default_source=path.name))
        faults += reader.faults
    if faults:
        raise RegisterError(path, tuple(faults))
    return tuple(documents)


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
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


def _columns(path: Path, heads: list[str], row: int) -> dict[int, str]:
    """Which column of the file is which column of the register."""
    known = {slug(spec.header): spec.column for spec in register_columns()}
    columns = {i: known[slug(head)] for i, head in enumerate(heads) if slug(head) in known}
    needed = dict.fromkeys(spec.column for spec in register_columns() if spec.needed)
    if missing := [column for column in needed if column not in columns.values()]:
        spellings = "; ".join(
            " or ".join(repr(s.header) for s in register_columns() if s.column == column)
            for column in missing
        )
        raise RegisterError(path, (), f"dòng {row or 1} thiếu cột (lacks the headings) {spellings}")
    return columns


class _Row:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, row: int, cells: Mapping[str, str], heads: Mapping[str, str]) -> None:
        self._row = row
        self._cells = cells
        self._heads = heads
        self.faults: list[Fault] = []

    def document(self, default_source: str) -> CentralDocument:
        """The row as a document; not to be used where ``faults`` is not empty afterwards."""
        kind, number, day = self._type(), self._number(), self._day("date")
        written = self._year() or number_year(number)
        ended = self._day("ended")
        replaced_by = read_list(self._cells.get("replaced_by", ""))
        how = self._ended_how() or ("replaced" if replaced_by else "expired")
        if written is None and not self._cells.get("date"):
            self._fault(
                "date",
                "cần có khi số không ghi năm: năm nào cũng có thể có 15/KH-UBND "
                "(is needed where the number has no year: 15/KH-UBND has one a year)",
            )
        return CentralDocument(
            type=kind,
            number=number,
            year=written or (day.year if day else None),
            date=day,
            issuer=self._issuer(day, written),
            title=self._cells.get("title"),
            effective=self._day("effective"),
            amended_by=self._changes(),
            ended=ended,
            ended_how=how if ended else None,
            replaced_by=replaced_by,
            guided_by=read_list(self._cells.get("guided_by", "")),
            source=self._cells.get("source", default_source),
            verified=self._cells.get("verified", "own register"),
            note=self._cells.get("note"),
            aliases=read_list(self._cells.get("aliases", "")),
        )

    def _fault(self, column: str, message: str) -> None:
        head, value = self._heads.get(column, column), self._cells.get(column, "")
        self.faults.append(Fault(self._row, head, value, message))

    def _type(self) -> str:
        written = self._cells.get("type", "")
        name = _type_names().get(slug(written))
        if name is None:
            self._fault(
                "type",
                'không phải loại văn bản: viết đủ, như "Quyết định" '
                "(is no type of document: write it in full)",
            )
        return name or written

    def _number(self) -> str:
        number = re.sub(r"\s+", "", self._cells.get("number", ""))
        if not _HAS_SYMBOL.match(number):
            self._fault(
                "number",
                'không phải số và ký hiệu, như "61/2018/NĐ-CP" (is no number with a symbol)',
            )
        return number

    def _year(self) -> int | None:
        year = self._cells.get("year", "")
        if year and not re.fullmatch(r"(?:19|20)\d\d(?:\.0)?", year):
            self._fault("year", "không phải năm bốn chữ số (is no year of four digits)")
            return None
        return int(year[:4]) if year else None

    def _issuer(self, day: date | None, year: int | None) -> str | None:
        paths = issuer_paths(self._cells.get("issuer", ""), day, year)
        if not paths:
            self._fault(
                "issuer",
                'không rõ cơ quan nào: viết đủ tên và địa phương, như "Ủy ban nhân dân tỉnh Hà '
                'Tĩnh" (is no known body: write it in full with its place)',
            )
        elif len(paths) > 1:
            shown = ", ".join(path.partition("/")[2] for path in paths[:4])
            self._fault(
                "issuer",
                f"có thể thuộc {shown}: thêm huyện, tỉnh (may be in {shown}: add the district and "
                "the province)",
            )
        return paths[0] if len(paths) == 1 else None

    def _day(self, column: str) -> date | None:
        written = self._cells.get(column, "")
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
        self._fault(
            column, "không phải ngày: viết 23/4/2018 hoặc 2018-04-23 (is no date: write 23/4/2018)"
        )
        return None

    def _ended_how(self) -> str | None:
        written = self._cells.get("ended_how", "")
        if written and slug(written) not in _ENDED_HOW:
            self._fault(
                "ended_how", 'phải là "thay thế", "bãi bỏ" hoặc "hết thời hạn" (is none of these)'
            )
        return _ENDED_HOW.get(slug(written))

    def _changes(self) -> tuple[Change, ...]:
        written = self._cells.get("amended_by", "")
        try:
            return read_changes(written)
        except ValueError:
            self._fault(
                "amended_by",
                'phải viết như "107/2021/NĐ-CP (2021-12-06); …" (is not written like this)',
            )
            return ()


@cache
def _type_names() -> dict[str, str]:
    return {
        slug(name): kind.name for kind in document_types() for name in (kind.name, *kind.aliases)
    }
