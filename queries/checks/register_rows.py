"""The row of the register that a citation can only mean, and how the row is quoted."""

from __future__ import annotations

import datetime

from cancu.ingest.mentions import Mention
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import number_year, register_iri, source_of, status_on
from cancu.queries.checks.examined import Examined
from cancu.queries.citation_form import name_of
from cancu.queries.findings import Evidence
from cancu.queries.run import how_sure

_LOCAL = ("UBND", "HĐND", "/KH-", "-TU", "/KL-")


def rows_of(examined: Examined, mention: Mention) -> tuple[CentralDocument, ...]:
    """Return the rows that fit the number and type of a citation, whatever its date.

    A law cited by its name is the one that resolving found. A local number fits many documents:
    there only the row of the very document counts, which an office's own register may have.
    """
    meant = examined.meant(mention)
    if mention.number is None:
        row = examined.registers.of_iri(meant) if meant else None
        return (row,) if row else ()
    found = examined.registers.find(mention.number, type=mention.type)
    if any(part in mention.number for part in _LOCAL):
        base = (meant or "").partition("/vn/")[0]
        return tuple(row for row in found if register_iri(row, base) == meant)
    return found


def row_of(examined: Examined, mention: Mention) -> CentralDocument | None:
    """Return the row that the citation means; None where none or several fit.

    A number without a year in it ("766/QĐ-TTg") comes again every year, and the register does
    not hold every year's: the citation must itself say the year of the row.
    """
    found = rows_of(examined, mention)
    if mention.number and number_year(mention.number) is None:
        found = tuple(row for row in found if mention.year is not None and row.year == mention.year)
    return found[0] if len(found) == 1 else None


def as_evidence(row: CentralDocument, extra: str = "") -> Evidence:
    """Quote a row with where it comes from and how far it was checked."""
    when = f" ngày {day_vi(row.date)}" if row.date else ""
    name = name_of(row)
    text = f"Sổ đăng ký: {name}{when}"
    if row.title and row.title not in name:
        text += f" «{row.title}»"
    if extra:
        text += f"; {extra}"
    return Evidence(f"{text} ({how_sure(row.verified)})", source=source_of(row))


def day_vi(day: datetime.date) -> str:
    """Write a day as Nghị định 30/2020/NĐ-CP does in figures: 08/6/2010, 23/4/2018."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


__all__ = ["as_evidence", "day_vi", "row_of", "rows_of", "status_on"]
