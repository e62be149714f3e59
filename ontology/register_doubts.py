"""What cannot be true of a document or of a unit, and what is odd enough to be asked about.

Of the four thousand documents of the program's registers none is of another year than its number
says or ended before it was made; one took effect before it was made, so that is only odd.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cancu.ontology.load import CentralDocument
from cancu.ontology.register import number_year
from cancu.ontology.units import DISTRICTS_ENDED, Unit


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is said against the value of a column; ``refused`` where it cannot be true."""

    column: str
    value: str
    message: str
    refused: bool


def document_doubts(document: CentralDocument, today: date) -> list[Doubt]:
    """Return what is wrong or odd in the days of a document."""
    found: list[Doubt] = []
    day, said = document.date, number_year(document.number)

    def doubt(column: str, value: object, message: str, *, refused: bool) -> None:
        found.append(Doubt(column, str(value), message, refused))

    if said and day and day.year != said:
        doubt("date", day, f"số ghi năm {said}: sửa ngày hoặc số (the number is of {said}: correct "
              "the date or the number)", refused=True)  # fmt: skip
    elif said and document.year not in (None, said):
        doubt("year", document.year, f"số ghi năm {said}: sửa năm hoặc số (the number is of "
              f"{said})", refused=True)  # fmt: skip
    elif day and document.year not in (None, day.year):
        doubt("year", document.year, f"ngày ban hành là năm {day.year}: sửa một trong hai (the "
              f"date is of {day.year})", refused=True)  # fmt: skip
    if day and day > today:
        doubt("date", day, "ngày chưa tới: hãy kiểm tra (is in the future: check it)",
              refused=False)  # fmt: skip
    if day and document.effective and document.effective < day:
        doubt("effective", document.effective, f"trước ngày ban hành {day}: hãy kiểm tra (is "
              "before the day it was made: check it)", refused=False)  # fmt: skip
    floor = document.effective or day
    if day and document.ended and document.ended < day:
        doubt("ended", document.ended, f"trước ngày ban hành {day}: sửa một trong hai (is before "
              "the day it was made: correct one of them)", refused=True)  # fmt: skip
    elif floor and document.ended and document.ended < floor:
        doubt("ended", document.ended, f"trước ngày hiệu lực {floor}: hãy kiểm tra (is before it "
              "took effect: check it)", refused=False)  # fmt: skip
    return found


def unit_doubts(unit: Unit, parent: Unit | None) -> list[Doubt]:
    """Return what is wrong or odd in the life of a unit, with the unit above it."""
    found: list[Doubt] = []
    ended = unit.level == "district" or unit.kind == "thị trấn"
    if ended and unit.valid_from and unit.valid_from >= DISTRICTS_ENDED:
        message = (
            "từ 1/7/2025 không còn huyện, quận, thị xã, thành phố thuộc tỉnh, thị trấn: sửa loại "
            "hoặc ngày (since 1 July 2025 there are only xã, phường, đặc khu below a province)"
        )
        found.append(Doubt("valid_from", str(unit.valid_from), message, refused=True))
    elif ended and (unit.valid_to is None or unit.valid_to >= DISTRICTS_ENDED):
        message = (
            "từ 1/7/2025 không còn đơn vị loại này: ghi ngày cuối, chậm nhất 30/6/2025 (no such "
            "unit exists since 1 July 2025: give its last day)"
        )
        found.append(
            Doubt("valid_to", str(unit.valid_to or ""), message, refused=bool(unit.valid_to))
        )
    first = unit.valid_from
    if first and parent and parent.valid_to and parent.valid_to < first:
        message = (
            f"không còn từ sau {parent.valid_to:%d/%m/%Y}, trước ngày đầu của đơn vị này: ghi đơn "
            f"vị cấp trên vào ngày ấy (ended before this unit began on {first})"
        )
        found.append(Doubt("parent", parent.full_name, message, refused=True))
    return found
