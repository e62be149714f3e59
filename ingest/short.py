"""Short forms that name a document by type and serial alone: "Nghị định 61", "QĐ số 468".

They count when the text has given the full number before or after, or when the type word, "số" and
the serial leave nothing else that could be meant. Old numbers without a slash ("315-HĐBT") are
found here too, because only the type word before them makes them numbers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cancu.ingest.numbers import NumberHit, old_number_at
from cancu.ingest.phrases import fold, spellings
from cancu.ingest.typewords import type_before, types_of_symbol
from cancu.ontology.load import DocumentType, document_types

_BARE = (
    r"{before}(?<=[{finals}:]{before})(?P<serial>\d{{1,5}}[a-zđ]?)"
    r"(?:(?P<old>\s?-\s?[a-zđ]{{2,7}}\d?)(?![^\W_])"
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
def _serials() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a serial after a space, a line end, a colon: literals come first."""
    finals = "".join(sorted({ending[-1] for ending in _endings()})) + " "
    return tuple(
        re.compile(_BARE.format(before=before, finals=finals)) for before in (" ", "\n", ":")
    )


@cache
def _endings() -> frozenset[str]:
    """Return the last letters, three or two, of the words that stand before a serial."""
    words = {spelling for word in (*_last_words(), "số") for spelling in spellings(word)}
    return frozenset(word[-3:] for word in words)


@cache
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
    endings = _endings()
    found = itertools.chain.from_iterable(one.finditer(lower) for one in _serials())
    for match in sorted(found, key=re.Match.start):
        at = match.start("serial")
        tail = lower[at - 4 : at - 1]
        if tail not in endings and tail[1:] not in endings and tail[2:] != ":":
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
