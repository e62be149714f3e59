"""Names of places that follow a body's name: provinces and districts of all times.

Names of provinces and cities are a closed list, so what follows "tỉnh" and is not one of them is no
name ("UBND tỉnh Kế hoạch số …"). Former provinces (merged or divided from 1976 to 2008) and other
spellings stand in place_spellings.csv.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from cancu.ingest.phrases import Phrases, fold
from cancu.ontology.units import UnitLevel, find, units

_LEVELS: dict[str | None, tuple[UnitLevel, ...]] = {
    None: ("province",),
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "huyện": ("district",),
    "quận": ("district",),
    "thị xã": ("district",),
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APART = re.compile(r"[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?|[ \u00a0]?\n[ \u00a0]?")
_GOES_ON = re.compile(r"[ \u00a0]+[^\W\d_A-ZĐ]")
_MOST_WORDS = 5


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


def bare_name_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the place that is named without its kind at ``start``: name and end.

    All its words begin with a capital. The whole run of such words counts: "Vinh Quang" is no
    "Vinh". A last word before one in small letters may begin what follows ("Can Lộc Kế hoạch").
    An unknown name of two words or more is returned as it stands.
    """
    words = _capitalised(text, start)
    if not words:
        return None
    more = len(words) > 1 and _GOES_ON.match(text, words[-1][1]) is not None
    for count in range(len(words), len(words) - 1 - more, -1):
        end = words[count - 1][1]
        name = _known(" ".join(text[start:end].split()))
        if name is not None:
            return name, end
    return (" ".join(text[start : words[-1][1]].split()), words[-1][1]) if words[1:] else None


def _capitalised(text: str, start: int) -> list[tuple[int, int]]:
    """Return where the words in capitals lie that begin at ``start``."""
    words: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, start + 60):
        apart = text[words[-1][1] if words else start : match.start()]
        if (not _APART.fullmatch(apart) if words else apart) or not match.group()[0].isupper():
            break
        words.append(match.span())
        if len(words) == _MOST_WORDS:
            break
    return words


def is_province(name: str) -> bool:
    """Whether a province bears or bore this name."""
    return fold(name) in _provinces()


def is_province_or_district(name: str) -> bool:
    """Whether a province or a district bears or bore this name."""
    return fold(name) in _provinces_and_districts()


@lru_cache(maxsize=4096)
def _known(name: str) -> str | None:
    """Return a place's official name; of communes those of two words or more count."""
    folded = fold(name.replace("–", "-"))
    official = _provinces_and_districts().get(folded)
    if official is None and " " in name:
        official = next((unit.name for unit in find(name) if fold(unit.name) == folded), None)
    return official


@cache
def _provinces_and_districts() -> dict[str, str]:
    return {**{fold(unit.name): unit.name for unit in units("district")}, **_provinces()}


@cache
def _provinces() -> dict[str, str]:
    names = {fold(unit.name): unit.name for unit in units("province")}
    return {**{fold(other): name for other, name in _spellings()}, **names}
