"""Whose field at a lower level is that of another body above, under another name.

A commune's official for justice and civil status works in the field of the district's division of
justice; the division of culture and information in the field of two departments of the province.
Which names go together is data (competences.csv), from the fields that Nghị định 33/2023/NĐ-CP
gives the officials of communes, 37/2014/NĐ-CP the divisions of districts and 150/2025/NĐ-CP those
of communes since July 2025.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path

from cancu.ontology.iris import slug
from cancu.queries.addressees import plain

_OFFICIAL = "cong-chuc-"


def shares_field(below: str | None, above: str | None) -> bool:
    """Tell whether a body below works in the field of one above, each named alone in its cell."""
    if not below or not above or any(mark in below + above for mark in ";\n"):
        return False
    pairs = _pairs()
    lower = _known(below, frozenset(one for one, _ in pairs))
    upper = _known(above, frozenset(one for _, one in pairs))
    return (lower, upper) in pairs


@lru_cache(maxsize=1 << 12)
def _known(wording: str, names: frozenset[str]) -> str | None:
    """Return the longest of the names with which a wording begins; its place may follow."""
    said = _name(wording)
    found = [name for name in names if said == name or said.startswith(f"{name}-")]
    return max(found, key=len, default=None)


def _name(wording: str) -> str:
    return slug(plain(wording)).removeprefix(_OFFICIAL)


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    path = Path(__file__).with_suffix(".csv")
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset((_name(row["below"]), _name(row["above"])) for row in csv.DictReader(file))
