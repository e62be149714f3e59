"""Choose rows of the registers: by a day, the body that issued, its place, words of a title."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import body_named, issuer_paths, units_named
from cancu.ontology.load import CentralDocument, Issuer, issuers
from cancu.ontology.namesakes import without_code
from cancu.ontology.units import Unit, fold
from cancu.queries.own_register import Row
from cancu.queries.store import StoreError


@dataclass(frozen=True, slots=True)
class Choice:
    """What rows must be of: a day, and for documents bodies and places by their paths in IRIs."""

    on: datetime.date | None = None
    bodies: frozenset[str] | None = None
    places: frozenset[str] | None = None

    def has_document(self, document: CentralDocument) -> bool:
        """Whether a document was in force on the day, as far as its row says, and is of these."""
        return (
            (self.on is None or _held_on(document, self.on))
            and (self.bodies is None or _is_of(document.issuer, self.bodies))
            and (self.places is None or _lies_in(document.issuer, self.places))
        )

    def has_body(self, body: Issuer) -> bool:
        """Whether nothing says that a body was not there on the day."""
        return self.on is None or (
            (body.valid_from is None or body.valid_from <= self.on)
            and (body.valid_to is None or self.on <= body.valid_to)
        )

    def has_unit(self, unit: Unit) -> bool:
        """Whether a state of a unit is the one of the day."""
        return self.on is None or unit.exists_on(self.on)


def _held_on(document: CentralDocument, day: datetime.date) -> bool:
    if document.ended and document.ended <= day:
        return False
    begin = document.effective or document.date
    return begin <= day if begin else (document.year or 0) <= day.year


def _is_of(issuer: str | None, bodies: frozenset[str]) -> bool:
    path = without_code(issuer or "")
    return path in bodies or f"{path.partition('/')[0]}/" in bodies


def _lies_in(issuer: str | None, places: frozenset[str]) -> bool:
    steps = without_code(issuer or "").split("/")[1:]
    return any("/".join(steps[:length]) in places for length in range(1, len(steps) + 1))


def bodies_meant(words: str) -> frozenset[str]:
    """Return the paths of the body of a name or symbol; "…/" for one that every place has.

    Raises StoreError where no body is known by the words.
    """
    if paths := issuer_paths(words):
        return frozenset(map(without_code, paths))
    named = body_named(words)
    found = [named] if named else [body for body in issuers() if words in body.symbols]
    if not found:
        raise StoreError(
            f"{words}: không rõ cơ quan nào; viết đủ tên và địa phương, hoặc ký hiệu (no body is "
            "known by this name or symbol: write it in full with its place)"
        )
    return frozenset(path for body in found for path in (body.path, f"{body.path}/"))


def places_meant(words: str) -> frozenset[str]:
    """Return the paths of the units of a name or a code; raises StoreError where none is known."""
    kind, _ = units.split_kind(words)
    found = units_named(words, kind, None) or units.find(words)
    try:
        found = found or (units.get(words),)
    except KeyError as error:
        raise StoreError(
            f'{words}: không rõ đơn vị nào; viết như "xã Lê Lợi, tỉnh Hưng Yên" hoặc mã (no unit '
            "is known by this name or code)"
        ) from error
    return frozenset(map(units.slug, found))


def titled(rows: Iterable[Row], words: str) -> list[Row]:
    """Return the documents whose titles or other names have these words.

    As they stand; else without their accents; else all of them in whatever order.
    """
    named = [(row, (row.document.title or "", *row.document.aliases)) for row in rows]
    phrase, plain = f" {fold(words)} ", f"-{slug(words)}-"
    parts = set(slug(words).split("-")) - {""}
    if not parts:
        return []
    exact = [row for row, names in named if any(phrase in f" {fold(name)} " for name in names)]
    if exact:
        return exact
    folded = [row for row, names in named if any(plain in f"-{slug(name)}-" for name in names)]
    return folded or [
        row for row, names in named if any(parts <= set(slug(name).split("-")) for name in names)
    ]
