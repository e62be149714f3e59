"""Reads the cells of one row of a register file and collects what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from cancu.ontology.body_paths import is_body_path, place_words
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.register_faults import Fault, Place, Placed
from cancu.ontology.register_table import Table, heading

Row = TypeVar("Row")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00:00)?")
_DAY_FIRST = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")
# What a spreadsheet shows of a date whose cell is formatted as a number: 1954 to 2064.
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_DATED = re.compile(r"\s*\((\d{4}-\d\d-\d\d)\)$")
_MOST_SHOWN = 6
NEVER = "là ngày không bao giờ tới: nếu còn tồn tại thì để trống (never comes: leave it blank)"
"""What is said of 31/12/9999, which other programs write where there is no last day."""
UNKNOWN_BODY = (
    'không rõ cơ quan nào: viết đủ tên và địa phương, như "Ủy ban nhân dân tỉnh Hà Tĩnh", hoặc '
    "nhập cơ quan ấy trước (is no known body: write it in full with its place, or import it first)"
)


class CellReader:
    """Reads the cells of one row; ``faults`` refuse it, ``notices`` say how it was read."""

    def __init__(self, table: Table, row: int, cells: Mapping[str, str]) -> None:
        self.place = Place(row, table.sheet)
        self.cells = cells
        self.faults: list[Fault] = []
        self.notices: list[Fault] = []
        self._table = table

    def fault(self, column: str, message: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(self._said(column, message))

    def notice(self, column: str, message: str) -> None:
        """Note how a cell was read, or what is odd in it."""
        self.notices.append(self._said(column, message))

    def has(self, column: str) -> bool:
        """Whether the table has a column, be its cell blank or not."""
        return column in self._table.heads

    def _said(self, column: str, message: str) -> Fault:
        head = self._table.heads.get(column) or heading(self._table.kind, column)
        return Fault(self.place, head, self.cells.get(column, ""), message)

    def placed(self, row: Row) -> Placed[Row]:
        """Return what the cells say together with where they stand."""
        return Placed(row, self.place, self._table.heads)

    def day(self, column: str) -> date | None:
        """Read a day, written 23/4/2018 or 2018-04-23, or as the number that a date cell holds."""
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
        if (found := _SERIAL.fullmatch(written)) and self._table.day_0:
            read = self._table.day_0 + timedelta(int(found[1]))
            if not any(one.column == self._table.heads.get(column) for one in self.notices):
                self.notice(
                    column,
                    f"là ô ngày lưu thành số của Excel, đọc là {read:%d/%m/%Y}; nên định dạng ô là "
                    f"ngày (is a date stored as a number, read as {read}; format it as a date)",
                )
            return read
        self.fault(
            column, "không phải ngày: viết 23/4/2018 hoặc 2018-04-23 (is no date: write 23/4/2018)"
        )
        return None

    def body(self, column: str, day: date | None, year: int | None = None) -> str | None:
        """Read a body by its name and place, or by its path in IRIs, as that path."""
        written = self.cells.get(column, "")
        if written.isascii() and written == written.lower() and is_body_path(written):
            return written
        paths = issuer_paths(written, day, year)
        if not paths:
            self.fault(column, UNKNOWN_BODY)
        elif len(paths) > 1:
            self.several(column, [path.partition("/")[2] for path in paths])
        return paths[0] if len(paths) == 1 else None

    def several(self, column: str, places: Sequence[str]) -> None:
        """Say that a name without its district or province may be of several places."""
        self.fault(column, one_of(list(map(place_words, places))))

    def life(self) -> tuple[date | None, date | None]:
        """Read the first and the last day of a body or a unit."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            self.fault("valid_to", f"trước ngày bắt đầu {first} (is before the first day)")
        if last == date.max:
            self.fault("valid_to", NEVER)
        return first, last

    def dated(self, column: str, words: str) -> tuple[str, date | None]:
        """Split "Bộ Nội vụ (2025-03-01)" into the name and the day."""
        found = _DATED.search(words)
        if found is None:
            return words, None
        name = words[: found.start()]
        try:
            return name, date.fromisoformat(found[1])
        except ValueError:
            self.fault(
                column,
                f"({found[1]}) không phải ngày: viết như (2025-03-01) hoặc bỏ đi (is no date: "
                "write it like this, or leave it out)",
            )
            return name, None


def one_of(names: Sequence[str]) -> str:
    """Say which things a name may mean, how many there are, and what to write instead."""
    shown = "; ".join(names[:_MOST_SHOWN])
    more = len(names) - _MOST_SHOWN
    if more > 0:
        shown += f"; và {more} nơi khác (and {more} more)"
    return (
        f"có thể là một trong {len(names)} nơi (may be one of {len(names)}): {shown}. Viết đủ cả "
        "huyện, tỉnh (write it with its district and province)"
    )
