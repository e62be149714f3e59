"""Short forms that name a document by type and serial alone: "Nghị định 61", "QĐ số 468".

They count when the text has given the full number before or after, or when the type word, "số" and
the serial leave nothing else that could be meant. Old numbers without a slash ("315-HĐBT") are
found here too, because only the type word before them makes them numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cancu.ingest.numbers import DocumentNumber, NumberHit, canonical_symbol, old_number_at
from cancu.ingest.phrases import alternatives, fold, spellings
from cancu.ingest.symbols import is_issuer_symbol
from cancu.ingest.typewords import type_before, types_of_symbol
from cancu.ingest.view import code_points
from cancu.ontology.load import DocumentType, document_types

_YEAR = r"/(?:19|20)\d\d"
_SYMBOLS = r"(?:nđ|nd|qđ|qd|nq|ttlt|tt|ct|kh|tb|bc|cđ)\s?[-/]\s?[a-zđ]{2,}"
_BARE = re.compile(
    r"(?P<serial>\d{1,5}[a-zđ]?)"
    r"(?:(?P<old>\s?-\s?[a-zđ]{2,7}\d?|\s(?:ttg|cp|hđbt|sl)(?![-/]))(?![^\W_])"
    rf"|(?:{_YEAR})?\s?(?={_SYMBOLS})(?P<lost>)"
    rf"|(?P<year>{_YEAR})(?![^\W_]|\s?[/.,-]\s?\d|\s?/|\s?-\s?[a-zđ])"
    r"|(?![^\W_]|\s?[/.,]\s?\d|\s?/|\s?-\s?[a-zđ]|\s*%))"
)
"""A bare serial; an old number without a slash; a number that lost its last slash or its symbol."""
_LINK = re.compile(r"(?P<last>[^\W_]+)\s+(?P<sign>số\s*:?\s*)?\Z")


_DOCUMENT = "van-ban"


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
    year: int | None = None
    """The year after the serial: "Nghị định 45/2020"."""


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


@cache
def _types() -> dict[str, DocumentType]:
    """Return the types that short forms name, by folded word or abbreviation."""
    by_word: dict[str, DocumentType] = {}
    for kind in document_types():
        if kind.by_name or not (kind.symbols or kind.slug == _DOCUMENT):
            continue
        by_word.setdefault(fold(kind.name), kind)
        if kind.slug == _DOCUMENT:
            by_word.setdefault("vb", kind)
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
        tight = (match["old"] or " ")[0] == "-" or match["lost"] is not None
        if text[word.start].islower() and not signed and not tight:
            continue
        if match["lost"] is not None:
            lost = _without_slash(text, at, match, word.type)
            if lost is not None:
                yield ShortHit(word.type, word.start, lost.end, str(lost.number), signed, lost)
            continue
        if match["old"] is None:
            year = int(match["year"][1:]) if match["year"] else None
            serial = match["serial"] + (match["year"] or "")
            yield ShortHit(word.type, word.start, match.end(), serial, signed, year=year)
            continue
        old = old_number_at(text, at)
        if old is None:
            continue
        symbol = old.number.symbol
        if signed or types_of_symbol(symbol) or is_issuer_symbol(symbol):
            yield ShortHit(word.type, word.start, old.end, str(old.number), signed, old)


def _without_slash(text: str, at: int, bare: re.Match[str], kind: DocumentType) -> NumberHit | None:
    """Return a number that lost the slash before its symbol: "766QĐ-TTg", "61/2018 NĐ-CP"."""
    found = canonical_symbol(text, bare.end())
    if found is None:
        return None
    symbol, end = found
    serial, _, year = text[at : bare.end()].strip().partition("/")
    number = DocumentNumber(serial, int(year) if year else None, symbol)
    if number.segments[0] not in kind.symbols or len(number.segments) < 2:
        return None
    return NumberHit(number, at, end, sure=True, repaired=True)


@cache
def _follows() -> re.Pattern[str]:
    """Return what may follow "Nghị định 61": a mark, or a word that speaks of a document."""
    with (Path(__file__).parent / "short_words.csv").open(encoding="utf-8", newline="") as file:
        words = alternatives(row["word"] for row in csv.DictReader(file))
    return re.compile(
        rf"[*_]*(?:\s*(?:[.,;:)\]\"”]|\Z)|\s+(?:(?:{words})(?![^\W_])|ngày\s*\d|năm\s*\d))"
    )


def stands_alone(lower: str, end: int) -> bool:
    """Whether what follows a short form without "số" speaks of a document, and counts nothing."""
    return _follows().match(lower, end) is not None
