"""What a colour, a line and a band of the drawing stand for, read from the tables in web/."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

OTHER_FAMILY = "other"
UNKNOWN_BAND = "unknown"


@dataclass(frozen=True, slots=True)
class DocumentFamily:
    """Document types that share a colour; ``colour_dark`` is for a dark background."""

    key: str
    vi: str
    en: str
    colour: str
    colour_dark: str
    band: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """How a relation is drawn and what it is called, read along the arrow and against it.

    ``dash`` holds the lengths of strokes and gaps, empty for a continuous line; ``arrow`` is a
    vis-network arrow type.
    """

    key: str
    vi: str
    en: str
    vi_inverse: str
    en_inverse: str
    colour: str
    colour_dark: str
    dash: tuple[int, ...]
    arrow: str
    width: float


@dataclass(frozen=True, slots=True)
class Band:
    """A level of the administration, drawn as a horizontal band; the first is the highest."""

    key: str
    vi: str
    en: str
    issuers: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("cancu.viz") / "web" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def document_families() -> tuple[DocumentFamily, ...]:
    """Return the families in the order of the legend; the last one takes unlisted types."""
    return tuple(
        DocumentFamily(
            key=row["family"],
            vi=row["vi"],
            en=row["en"],
            colour=row["colour"],
            colour_dark=row["colour_dark"],
            band=row["band"],
            types=_parts(row["types"]),
        )
        for row in _rows("document_types.csv")
    )


@cache
def _families_by_type() -> Mapping[str, DocumentFamily]:
    return {name.casefold(): family for family in document_families() for name in family.types} | {
        OTHER_FAMILY: document_families()[-1]
    }


def family_of(document_type: str | None) -> DocumentFamily:
    """Return the family of an official type name ("Nghị định"), in any letter case."""
    families = _families_by_type()
    return families.get((document_type or OTHER_FAMILY).casefold(), families[OTHER_FAMILY])


@cache
def relation_styles() -> tuple[RelationStyle, ...]:
    """Return the relations in the order of the legend."""
    return tuple(
        RelationStyle(
            key=row["relation"],
            vi=row["vi"],
            en=row["en"],
            vi_inverse=row["vi_inverse"],
            en_inverse=row["en_inverse"],
            colour=row["colour"],
            colour_dark=row["colour_dark"],
            dash=tuple(int(length) for length in row["dash"].split()),
            arrow=row["arrow"],
            width=float(row["width"]),
        )
        for row in _rows("relations.csv")
    )


@cache
def bands() -> tuple[Band, ...]:
    """Return the bands from the laws down to the communes, then the documents of no known level."""
    return tuple(
        Band(row["band"], row["vi"], row["en"], _parts(row["issuers"]))
        for row in _rows("bands.csv")
    )


@cache
def _band_keys() -> frozenset[str]:
    return frozenset(band.key for band in bands())


@cache
def _band_of_issuer() -> Mapping[str, str]:
    return {issuer.casefold(): band.key for band in bands() for issuer in band.issuers}


def band_of(level: str | None, document_type: str | None, issuer: str | None) -> str:
    """Return the band of a document: a law stands above the level of whoever signed it."""
    by_issuer = _band_of_issuer().get((issuer or "").casefold())
    if by_issuer:
        return by_issuer
    own = family_of(document_type).band
    if own:
        return own
    return level if level in _band_keys() else UNKNOWN_BAND


@dataclass(frozen=True, slots=True)
class Words:
    """What a key of the data is called on a page."""

    vi: str
    en: str


@cache
def words(kind: str) -> Mapping[str, Words]:
    """Return the names of all keys of ``kind``: role, status, level or predicate."""
    return {
        row["key"]: Words(row["vi"], row["en"]) for row in _rows("words.csv") if row["kind"] == kind
    }
