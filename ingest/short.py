"""Short forms that name a document by type and serial alone: "Nghị định 61", "QĐ số 468".

They count when the text has given the full number before or after, or when the type word, "số" and
the serial leave nothing else that could be meant. Old numbers without a slash ("315-HĐBT") are
found here too, because only the type word before them makes them numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cancu.ingest.numbers import NumberHit, old_number_at
from cancu.ingest.phrases import fold, spellings
from cancu.ingest.typewords import type_before, types_of_symbol
from cancu.ingest.view import code_points
from cancu.ontology.load import DocumentType, document_types

_BARE = re.compile(
    r"(?P<serial>\d{1,5}[a-zđ]?)"
    r"(?:(?P<old>\s?-\s?[a-zđ]{2,7}\d?)(?![^\W_])"
    r"|(?![^\W_]|\s?[/.,]\s?\d|\s?/|\s?-\s?[a-zđ]|\s*%))"
)
_LINK = re.compile(r"(?P<last>[^\W_]+)\s+(?P<sign>số\s*:?\s*)?\Z")


@dataclass(frozen=True, slots=True)
class ShortHit:
    """``text[start:end]`` from the type word to the serial; ``old`` a number of the old form."""

    type: DocumentType
    start: int
    end: int
    serial: str
    signed: bool
    """Whether "số" stands before the serial."""
    old: NumberHit | None = None


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of the types' names, and their abbreviations."""
    return frozenset(fold(word.split()[-1]) for word in _types())


@cache
def _endings() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the last three letters, or all two, of the words before a serial, as one integer."""
    words = {spelling for word in (*_last_words(), "số") for spelling in spellings(word)}
    tails = [np.array([ord(c) for c in word[-3:]], np.uint64) for word in sorted(words)]
    three, two = (
        np.unique([_packed(*tail) for tail in tails if len(tail) == length]) for length in (3, 2)
    )
    return three, two


def _packed(*letters: NDArray[np.uint64] | np.uint64) -> NDArray[np.uint64]:
    """Return code points, below 2²¹ each, as one integer."""
    packed = np.zeros_like(letters[0])
    for letter in letters:
        packed = (packed << np.uint64(21)) | letter
    return packed


def _serial_places(lower: str) -> list[int]:
    """Return where a digit follows a word that may name a type, or a colon.

    Up to four spaces, a line end or a colon lie between. Arrays tell it ten times faster than a
    search does.
    """
    codes = code_points(lower)
    digit = (codes[4:] - np.uint16(48)) < 10  # what lies below "0" wraps around
    places = np.flatnonzero(digit) + 4
    apart = codes[places - 1]
    places = places[(apart <= 32) | (apart == ord(":")) | (apart == 160)]
    ends = places - 2
    for _ in range(3):
        letters = codes[ends]
        ends = np.maximum(ends - ((letters <= 32) | (letters == 160)), 2)
    last, second, third = (codes[ends - back].astype(np.uint64) for back in (0, 1, 2))
    three, two = _endings()
    named = _among(_packed(third, second, last), three) | _among(_packed(second, last), two)
    found: list[int] = places[named | (last == ord(":"))].tolist()
    return found


def _among(values: NDArray[np.uint64], ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which values are in an ordered array: for few values far faster than numpy's isin."""
    return np.equal(ordered[np.searchsorted(ordered[:-1], values)], values)


def _types() -> dict[str, DocumentType]:
    """Return the types that short forms name, by folded word or abbreviation."""
    by_word: dict[str, DocumentType] = {}
    for kind in document_types():
        if kind.by_name or not kind.symbols:
            continue
        by_word.setdefault(fold(kind.name), kind)
        for symbol in kind.symbols:
            if symbol.isupper() and len(symbol) > 1:
                by_word.setdefault(fold(symbol), kind)
    return by_word


def short_forms(text: str, lower: str) -> Iterator[ShortHit]:
    """Yield type words followed by a bare serial or an old number, in reading order."""
    for at in _serial_places(lower):
        match = _BARE.match(lower, at)
        if match is None:
            continue
        link = _LINK.search(lower, max(0, at - 24), at)
        if link is None or fold(link["last"]) not in _last_words():
            continue
        word = type_before(lower, at, max(0, at - 40), "")
        if word is None or fold(" ".join(lower[word.start : word.end].split())) not in _types():
            continue
        signed = link["sign"] is not None
        if text[word.start].islower() and not signed:
            continue
        if match["old"] is None:
            yield ShortHit(word.type, word.start, match.end("serial"), match["serial"], signed)
            continue
        old = old_number_at(text, at)
        if old is not None and (signed or types_of_symbol(old.number.symbol)):
            yield ShortHit(word.type, word.start, old.end, str(old.number), signed, old)
