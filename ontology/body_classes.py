"""Bodies as a class: "các sở, ban, ngành", "UBND cấp xã", and to which classes a body belongs.

A class is a kind of bodies and the unit or body within which all of that kind are meant, nothing
for the whole country: ``so-ban-nganh/tinh-bac-giang``, ``ubnd-cap-xa/tinh-bac-giang``,
``bo-nganh``. The path of a body tells its classes, so nothing has to be looked up. The kinds and
the wordings that name them are data (body_classes.csv).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.ontology.load import Issuer, Level, issuers
from cancu.ontology.place_levels import level_of_place

_HERE = Path(__file__).parent
_LEVEL_WORDS: dict[Level, str] = {
    "province": "cap-tinh", "district": "cap-huyen", "commune": "cap-xa",
}  # fmt: skip
_OF_A_LEVEL = ("ubnd", "hdnd", "van-phong-ubnd")
"""Heads of bodies that every level has."""
_POLICE = {"cong-an-tinh": "province", "cong-an-huyen": "district", "cong-an-xa": "commune"}
_CENTRAL = ("ministry", "agency", "government-agency")
_PARTY = ("party-pattern", "front-pattern", "mass-organisation-pattern")


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of bodies that is addressed as one; ``level`` is None where the document decides.

    ``pattern`` is a regular expression over folded text, "" where the wording is a body's name and
    a level ("UBND cấp xã").
    """

    kind: str
    level: Level | None
    name: str
    name_en: str
    pattern: str


@cache
def body_kinds() -> tuple[BodyKind, ...]:
    """The kinds of bodies, in the order of body_classes.csv, in which their wordings are tried."""
    with (_HERE / "body_classes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            BodyKind(row["kind"], _level(row["level"]), row["name_vi"], row["name_en"],
                     row["pattern"])
            for row in csv.DictReader(file)
        )  # fmt: skip


def _level(text: str) -> Level | None:
    return next((body.level for body in issuers() if body.level == text), None)


def kind_path(kind: str, level: Level | None) -> str:
    """The path of a kind: "ubnd-cap-xa"; a kind that has one level only stays as it is."""
    word = _LEVEL_WORDS.get(level) if level else None
    return f"{kind}-{word}" if word else kind


@cache
def kinds_by_path() -> dict[str, BodyKind]:
    """The kinds by their path."""
    return {kind_path(one.kind, one.level): one for one in reversed(body_kinds())}


@cache
def issuers_by_path() -> dict[str, Issuer]:
    """Bodies and patterns by the head of their path; of those that share one the first."""
    return {body.path: body for body in reversed(issuers())} | {
        body.slug: body for body in reversed(issuers()) if body.slug == body.path
    }


@lru_cache(maxsize=1 << 14)
def level_of_body(path: str) -> Level | None:
    """The level of a body by its path, that of its unit where every level has such a body."""
    head, _, unit = path.partition("/")
    place = level_of_place(unit)
    body = issuers_by_path().get(path) or issuers_by_path().get(head)
    if body is None or body.level is None:
        return place
    if body.path == path:
        return body.level
    return place if body.level == "department" and place != "province" and place else body.level


@lru_cache(maxsize=1 << 14)
def classes_of(path: str) -> tuple[str, ...]:
    """The paths of the classes to which the body of this path belongs."""
    head, _, unit = path.partition("/")
    body = issuers_by_path().get(head)
    if body is None:
        return (f"phong-don-vi/{unit}",) if "/" in unit else ()
    if not body.is_pattern:
        return ("bo-nganh",) if body.kind in _CENTRAL else ()
    level = level_of_body(path)
    found: list[str] = []
    if head in _OF_A_LEVEL or head in _POLICE:
        kind = "cong-an" if head in _POLICE else head
        found += _within(kind_path(kind, level_of_place(unit)), _above(unit))
    if head == "ubnd":
        found += _within(kind_path("dia-phuong", level), _above(unit))
    elif body.kind in _PARTY:
        found.append(f"doan-the/{unit}")
    elif level == "department":
        found += _within("so-ban-nganh", ("", unit))
    elif level in ("district", "commune") and body.kind == "office-pattern":
        found.append(f"chuyen-mon/{unit}")
    if head not in _OF_A_LEVEL:
        found.append(head)
    return tuple(dict.fromkeys(found))


def _within(kind: str, scopes: tuple[str, ...]) -> list[str]:
    return [f"{kind}/{scope}".rstrip("/") for scope in scopes]


def _above(unit: str) -> tuple[str, ...]:
    """The units above one by its path, and the country as ""."""
    parts = unit.split("/")
    return tuple("/".join(parts[:length]) for length in range(len(parts)))
