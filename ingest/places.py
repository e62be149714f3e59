"""Names of places that follow a body's name: provinces and districts of all times.

Names of provinces and cities are a closed list, so what follows "tỉnh" and is not one of them is no
name ("UBND tỉnh Kế hoạch số …"). Former provinces (merged or divided from 1976 to 2008) and other
spellings stand in place_spellings.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from cancu.ingest.phrases import Phrases
from cancu.ontology.units import UnitLevel, units

_LEVELS: dict[str | None, tuple[UnitLevel, ...]] = {
    None: ("province",),
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "huyện": ("district",),
    "quận": ("district",),
    "thị xã": ("district",),
}


@cache
def place_names(kind: str | None) -> Phrases[str]:
    """Return the known names of the units of this kind ("tỉnh"), of provinces for None.

    Empty for communes, whose ten thousand names are as good as any capitalised words.
    """
    levels = _LEVELS.get(kind, ())
    names = [
        (unit.name, unit.name)
        for level in levels
        for unit in units(level)
        if level == "province" or unit.kind == kind
    ]
    if "province" in levels:
        names.extend(_spellings())
    return Phrases(names)


def is_closed(kind: str | None) -> bool:
    """Whether every name that may follow this kind is known."""
    return kind in ("tỉnh", "thành phố")


def _spellings() -> list[tuple[str, str]]:
    with (Path(__file__).parent / "place_spellings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["spelling"], row["name"]) for row in csv.DictReader(file)]
