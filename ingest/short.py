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

from cancu.ingest.numbers import NumberHit, old_number_at
from cancu.ingest.phrases import alternatives, fold
from cancu.ontology.load import DocumentType, document_types

_SERIAL = r"(?P<serial>\d{1,5}[a-zđ]?)(?![^\W_])(?!\s?[/.,]\s?\d|\s?/|\s?-\s?[a-zđ]|\s*%)"


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
def _types() -> tuple[re.Pattern[str], dict[str, DocumentType]]:
    """Return the pattern of the type words that short forms use, and their types."""
    by_word: dict[str, DocumentType] = {}
    for kind in document_types():
        if kind.by_name or not kind.symbols:
            continue
        by_word.setdefault(fold(kind.name), kind)
        for symbol in kind.symbols:
            if symbol.isupper() or len(symbol) > 2:
                by_word.setdefault(fold(symbol), kind)
    words = alternatives(by_word)
    old = r"(?P<old>\d{1,5}[a-z]?\s?-\s?[a-zđ]{2,7}\d?)(?![^\W_])"
    pattern = rf"(?<![^\W_])(?P<type>{words})\s+(?P<sign>số\s*:?\s*)?(?:{_SERIAL}|{old})"
    return re.compile(pattern), by_word


def short_forms(text: str, lower: str) -> Iterator[ShortHit]:
    """Yield type words followed by a bare serial or an old number, in reading order."""
    pattern, by_word = _types()
    for match in pattern.finditer(lower):
        kind = by_word[" ".join(fold(match["type"]).split())]
        start = match.start()
        signed = match["sign"] is not None
        if text[start].islower() and not signed:
            continue
        if match["old"] is not None:
            old = old_number_at(text, match.start("old"))
            if old is not None and signed:
                yield ShortHit(kind, start, old.end, str(old.number), signed, old)
            continue
        yield ShortHit(kind, start, match.end("serial"), match["serial"], signed)
