"""What is wrong or doubtful in a register file, and where: a cell of a table, a subject of RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

Row = TypeVar("Row")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is said; ``row`` counts as the program that shows it does, from 1.

    A subject of RDF has no row: parsers do not tell its line.
    """

    row: int | None = None
    sheet: str | None = None
    subject: str | None = None

    def __str__(self) -> str:
        if self.subject is not None:
            return f"chủ thể / subject <{self.subject}>"
        parts = (
            f"trang / sheet {self.sheet!r}" if self.sheet is not None else "",
            f"dòng {self.row}" if self.row is not None else "",
        )
        return ", ".join(filter(None, parts))


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value; ``column`` is the heading that the file has, or a property."""

    place: Place
    column: str
    value: str
    message: str

    @property
    def row(self) -> int | None:
        """The row of a table; None in RDF."""
        return self.place.row

    def __str__(self) -> str:
        of_rdf = self.place.subject is not None
        column = f"{'thuộc tính' if of_rdf else 'cột'} {self.column!r}" if self.column else ""
        english = f"(row {self.row})" if self.row is not None else ""
        where = " ".join(
            filter(None, (", ".join(filter(None, (str(self.place), column))), english))
        )
        value = repr(self.value) if self.value else "(trống / blank)" if self.column else ""
        return ": ".join(filter(None, (where, " ".join(filter(None, (value, self.message))))))


@dataclass(frozen=True, slots=True)
class Placed(Generic[Row]):
    """A row with where it stands and the headings of its columns, to name them as the file does."""

    row: Row
    place: Place
    heads: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading(Generic[Row]):
    """The rows of one register in a file; they count only where there are no ``faults``.

    ``notices`` say what was left unread, or read otherwise than it stands there.
    """

    rows: list[Placed[Row]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


class RegisterError(ValueError):
    """A register file that cannot be taken in; ``faults`` lists why, cell by cell."""

    def __init__(self, path: Path, faults: tuple[Fault, ...], message: str = "") -> None:
        self.path = path
        self.faults = faults
        shown = [str(fault) for fault in faults[:_SHOWN]]
        if more := len(faults) - len(shown):
            shown.append(f"và {more} lỗi nữa (and {more} more)")
        super().__init__(
            "\n".join(
                [f"{path}: {message or 'không nhập hàng nào (nothing was taken in)'}", *shown]
            )
        )
