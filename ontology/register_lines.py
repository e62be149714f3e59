"""The lines of a register file: one sheet of a .csv, all sheets of an .xlsx."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cancu.ontology.register_faults import RegisterError

# A sheet that claims more is damaged or no register; the built-in ones have sixteen thousand.
_MAX_ROWS = 500_000
_DELIMITERS = ",;\t"
EXCEL_DAY_0 = date(1899, 12, 30)
"""The day from which spreadsheets count; those made on old Macs count from another."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Lines = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a sheet, each with its cells; ``name`` is None where the file has no sheets.

    ``day_0`` is the day from which its numbers count days; None where they do not.
    """

    name: str | None
    lines: Lines
    day_0: date | None = EXCEL_DAY_0


def sheets_of(path: Path, fits: Callable[[Sequence[list[str]]], int]) -> list[Sheet]:
    """Return the sheets of a file.

    ``fits`` says of lines how well a table's headings stand in them; it chooses the delimiter of a
    .csv. Raises RegisterError where the file is no table, OSError where it cannot be opened.
    """
    kind = path.suffix.lower()
    if kind in {".xlsx", ".xlsm"}:
        return _workbook(path)
    if kind in {".csv", ".tsv", ".txt"}:
        return [Sheet(None, _delimited(path, fits))]
    raise RegisterError(
        path,
        (),
        f"{kind or 'không có đuôi'}: sổ đăng ký là tệp .csv, .xlsx hoặc .ttl (a register is "
        ".csv, .xlsx or .ttl)",
    )


def _delimited(path: Path, fits: Callable[[Sequence[list[str]]], int]) -> Lines:
    text = _decoded(path)
    first = "\n".join(text[:20_000].splitlines()[:10])
    try:
        delimiter = max(_DELIMITERS, key=lambda one: (fits(_parsed(first, one)), first.count(one)))
        return _checked(path, None, _parsed(text, delimiter))
    except csv.Error as error:
        raise RegisterError(path, (), f"không phải CSV (is no CSV): {error}") from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegisterError(
            path,
            (),
            'không phải UTF-8; trong Excel chọn Lưu dưới dạng, "CSV UTF-8" (is no UTF-8 at byte '
            f"{error.start}; save it as CSV UTF-8)",
        ) from error


def _parsed(text: str, delimiter: str) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [[_clean(value) for value in values] for values in reader]


def _checked(path: Path, sheet: str | None, lines: Iterable[list[str]]) -> Lines:
    kept: Lines = []
    for line in lines:
        if len(kept) == _MAX_ROWS:
            where = f"trang / sheet {sheet!r}: " if sheet else ""
            raise RegisterError(
                path, (), f"{where}quá {_MAX_ROWS} dòng: hãy tách tệp (too many rows)"
            )
        kept.append(line)
    return kept


def _workbook(path: Path) -> list[Sheet]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise RegisterError(
            path, (), f"không phải tệp .xlsx (is no .xlsx workbook): {error}"
        ) from error
    try:
        day_0 = EXCEL_DAY_0 if book.epoch == CALENDAR_WINDOWS_1900 else None
        return [
            Sheet(
                sheet.title,
                _checked(
                    path,
                    sheet.title,
                    (
                        [_cell_text(v) for v in values]
                        for values in sheet.iter_rows(values_only=True)
                    ),
                ),
                day_0,
            )
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return _clean(str(value))


def _clean(value: str) -> str:
    """One line in composed letters, without the mark that keeps a spreadsheet from computing it."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+@") else text
