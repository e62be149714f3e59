"""R16: one office under two names (office_names.csv), a name with a wrong capital, a department
of a level that has none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cancu.ingest.obligations import Obligation
from cancu.ontology.load import issuers
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_PART = re.compile(r"\s*[;,\n]\s*")
_NO_DEPARTMENT = re.compile(r"^Sở\s[^,;()]{3,45}?\s(?:huyện|quận|thị xã|xã|phường|thị trấn)\b")
_KINDS = ("department-pattern", "ministry", "office-pattern")


@cache
def _two_names() -> tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...]:
    with Path(__file__).with_name("office_names.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            (
                re.compile(row["name"].replace(" ", r"\s+")),
                re.compile(row["also"]),
                tuple(row["levels"].split()),
            )
            for row in csv.DictReader(rows)
        )


@cache
def _spelt() -> dict[str, str]:
    """Map the names of ministries, departments and divisions in small letters to their spelling."""
    names = (issuer.name for issuer in issuers() if issuer.kind in _KINDS)
    return {name.lower(): name for name in names}


def office_names(examined: Examined) -> Iterator[Problem]:
    """Yield names of bodies in the rows that are not the one name of a body that may exist."""
    parts = list(_parts(examined))
    level = examined.reading.header.level or ""
    for name, also, levels in _two_names():
        known = name.search(examined.text)
        usual = " ".join(known.group().split()) if known else None
        odd = next(((row, part) for row, part in parts if also.search(part)), None)
        if usual and odd and level in levels:
            yield _problem(
                examined, *odd, f"nơi khác ghi «{usual}»", usual, "One office under two names"
            )
    told: set[str] = set()
    for row, part in parts:
        if part in told:
            continue
        told.add(part)
        if _NO_DEPARTMENT.match(part):
            yield _problem(
                examined, row, part, "cấp này không có sở", part.replace("Sở", "Phòng", 1),
                "There are departments (Sở) at the level of the province only",
            )  # fmt: skip
        elif (right := _capitals(part)) is not None:
            yield _problem(
                examined, row, part, f"viết hoa không đúng; đúng là «{right}»", right,
                "A capital where the name has none",
            )  # fmt: skip


def _parts(examined: Examined) -> Iterator[tuple[Obligation, str]]:
    for row in examined.rows:
        for cell in (row.lead, row.coordinating):
            for part in _PART.split(cell or ""):
                if part.strip():
                    yield row, " ".join(part.split()).strip(" .")


def _capitals(part: str) -> str | None:
    """Return the name as it is spelt, where the part begins with it but for its capitals."""
    if part.isupper() or not part.startswith(("Sở ", "Phòng ", "Bộ ")):
        return None
    words = part.split()
    for size in range(len(words), 1, -1):
        printed = " ".join(words[:size])
        right = _spelt().get(printed.lower())
        if right is not None:
            return right if right != printed and printed.lower() == right.lower() else None
    return None


def _problem(
    examined: Examined, row: Obligation, part: str, why: str, right: str, en: str
) -> Problem:
    return Problem(
        *examined.cell(row, part),
        f"«{part}» ({where(row)}): {why}",
        f"{en}: “{part}”",
        right,
        (Evidence(right),),
        severity="low",
    )
