"""Whom a cell addresses: a body by its name, or the bodies of a level as a class.

"Các sở, ban, ngành; UBND huyện, thành phố" names no body and yet lays the duty on every department
and every district. Which wordings name a class, and of which level a body's name is, is data
(body_classes.csv). Nothing here is sure of more than the words say: "UBND thành phố" alone may be
a province's or a district's, and is both.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from cancu.ingest.phrases import fold
from cancu.ontology.iris import slug

Address = Literal["name", "class"]

_WRITTEN_OUT = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("hđnd và ubnd", "hđnd&ubnd"),
    ("hđnd - ubnd", "hđnd&ubnd"),
    ("hđnd-ubnd", "hđnd&ubnd"),
)
_BRACKETS = re.compile(r"\([^()]*\)?")
_ABBREVIATED = re.compile(r"\b(?:vp|tp)\b\.?")
_SPELT = {"vp": "văn phòng", "tp": "thành phố"}
_OFFICE = re.compile(r"\A(?:phó )?(?:chủ tịch|giám đốc|thủ trưởng|chánh văn phòng|lãnh đạo) ")
_COMMITTEE = re.compile(r"\A(?:ubnd|hđnd|hđnd&ubnd)\b")
_STARTS_A_BODY = r"(?:\A|[;,:.+\n] *|[-–] |\bvà |\bcác |\bchủ tịch |\blãnh đạo )"
_KINDS = r"tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu"
_PLACE = re.compile(rf"\b(?P<kind>{_KINDS}) (?P<name>(?!{_KINDS})[^\s,;]+(?: [^\s,;]+){{0,3}})\Z")
_UNIT = rf"(?:các |cấp )*(?:{_KINDS})"
_UNITS = re.compile(
    rf"(?P<office>văn phòng (?:đoàn đbqh (?:và|,) )?)?\b(?:hđnd&)?ubnd "
    rf"(?P<units>{_UNIT}(?:(?:,|;| và|/| -|,? hoặc) ?{_UNIT})*)(?P<after> [^\s,;.]+)?"
)
_LEVEL_OF_UNIT = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_OF_A_LEVEL = re.compile(rf"\b(?:{_KINDS}|sở|phòng|ban|hđnd&ubnd|hđnd|ubnd|và|của|thuộc|cấp)\b")
_NEXT_BODY = re.compile(
    r" (?:và|sở|ban|phòng|văn|công|các|trung|bộ|chi|cục|ubnd|thanh|có|chủ|phối)"
)


@lru_cache(maxsize=1 << 14)
def plain(wording: str) -> str:
    """Return a wording in the one form in which bodies are compared.

    Small letters, tone marks in their new places, committees abbreviated, brackets dropped.
    """
    text = " ".join(_BRACKETS.sub(" ", fold(wording)).split())
    text = _ABBREVIATED.sub(lambda found: _SPELT[found.group().rstrip(".")], text)
    for written, short in _WRITTEN_OUT:
        text = text.replace(written, short)
    return text


def addressed(wording: str | None, body: str, level: str | None) -> Address | None:
    """Return how ``wording`` addresses a body of a level: by name, as one of a class, or not."""
    if not wording:
        return None
    if names(wording, body) or any(names(wording, near) for near in near_names(body)):
        return "name"
    return "class" if level in classes(wording) else None


@lru_cache(maxsize=1 << 15)
def names(wording: str, body: str) -> bool:
    """Tell whether ``wording`` names a body, blind to case, tone places and abbreviations.

    "UBND tỉnh" is not in "Văn phòng UBND tỉnh", which is another body.
    """
    sought = _OFFICE.sub("", plain(body))
    if not sought:
        return False
    before = _STARTS_A_BODY if _COMMITTEE.match(sought) else r"(?<!\w)"
    return re.search(rf"{before}{re.escape(sought)}(?!\w)", plain(wording)) is not None


@lru_cache(maxsize=1 << 12)
def near_names(body: str) -> tuple[str, ...]:
    """Return how documents of the same place name a body: "Sở Tư pháp" for "… tỉnh Thái Bình"."""
    sought = _OFFICE.sub("", plain(body))
    place = _PLACE.search(sought)
    if place is None:
        return ()
    if re.search(r"\b(?:ubnd|hđnd|hđnd&ubnd) \Z", sought[: place.start()]):
        shorter = sought[: place.end("kind")]
        return () if _COMMITTEE.match(sought) else (shorter,)
    return (sought[: place.start()].strip(),)


@lru_cache(maxsize=1 << 12)
def place_slug(body: str) -> str | None:
    """Return the place that a body's name ends with as it stands in IRIs ("tinh-thai-binh")."""
    place = _PLACE.search(plain(body))
    return slug(place.group()) if place else None


@lru_cache(maxsize=1 << 14)
def classes(wording: str) -> frozenset[str]:
    """Return the levels whose bodies are addressed as a class, and "unit" for rooms of a body."""
    text = plain(wording)
    found = {level for level, pattern in _patterns("class") if pattern.search(text)}
    for units in _UNITS.finditer(text):
        after = units["after"]
        named = after is not None and _NEXT_BODY.match(after) is None
        if not units["office"] and not named:
            found |= _levels(units["units"])
    return frozenset(found)


def _levels(units: str) -> set[str]:
    kinds = re.findall(_KINDS, units)
    levels = {_LEVEL_OF_UNIT[kind] for kind in kinds if kind in _LEVEL_OF_UNIT}
    if "thành phố" in kinds and not levels & {"province", "district"}:
        levels |= {"province", "district"}
    return levels


@lru_cache(maxsize=1 << 12)
def level_of(body: str) -> str | None:
    """Return the level, or "unit", that a body's name tells; None where it does not."""
    text = _OFFICE.sub("", plain(body))
    units = _UNITS.match(text)
    if units and not units["office"]:
        levels = _levels(units["units"])
        return min(levels) if levels else None
    return next((level for level, pattern in _patterns("kind") if pattern.match(text)), None)


@lru_cache(maxsize=1 << 14)
def counterparts(one: str | None, other: str | None) -> bool:
    """Tell whether two bodies do the same at two levels: Sở Nội vụ and Phòng Nội vụ huyện."""
    if not one or not other or re.search("[;,]", one + other):
        return False
    mine, yours = (" ".join(_OF_A_LEVEL.sub(" ", plain(body)).split()) for body in (one, other))
    return bool(mine) and mine == yours and plain(one) != plain(other)


@cache
def _patterns(role: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = Path(__file__).with_name("body_classes.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["role"] == role]
    return tuple((row["level"], re.compile(rf"\b(?:{row['pattern']})\b")) for row in rows)
