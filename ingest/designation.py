"""What a mention's number and type say by themselves: serial, year, symbol, and the type meant.

"Văn bản số 15/KH-UBND" is a Kế hoạch: the symbol tells the type, the word decides only where the
symbol leaves a choice ("QĐ" is Quyết định or Quy định) or tells nothing (an official letter).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ingest.implied import bodies_of_symbol, is_ministry_of_old
from cancu.ingest.symbols import segments_of
from cancu.ingest.typewords import types_of_symbol
from cancu.ontology.iris import slug
from cancu.ontology.load import document_types

_NUMBER = re.compile(
    r"(?P<serial>\d[\w.]*?)(?:/(?P<year>(?:19|20)\d\d))?(?:[/-]|(?=[A-ZĐ]))(?P<symbol>[^\W\d].*)"
)
_LETTER = "cong-van"
_LETTERS = frozenset({_LETTER, "van-ban"})
LAWS = frozenset({"luat", "bo-luat", "hien-phap", "phap-lenh"})
"""Slugs of the types that are cited by name."""
OF_MINISTERS = frozenset({"nghi-dinh", "thong-tu", "thong-tu-lien-tich"})
"""Slugs of the types that only the Government and ministries make."""


@dataclass(frozen=True, slots=True)
class Parts:
    """``serial`` without leading noughts, in lower case; ``segments`` are the symbol's."""

    serial: str
    year: int | None
    segments: tuple[str, ...]


@lru_cache(maxsize=65536)
def parts_of(number: str) -> Parts | None:
    """Take a canonical number apart; None for what is none ("766", a law's name).

    A number of no official form ("JHDPC/2025/276") has a serial only.
    """
    match = _NUMBER.fullmatch(number)
    if match is None:
        return Parts(number.lower(), None, ()) if "/" in number else None
    year = match["year"]
    segments = segments_of(match["symbol"].replace(" ", "-"))
    return Parts(match["serial"].lstrip("0").lower(), int(year) if year else None, segments)


@cache
def _slugs() -> dict[str, str]:
    return {kind.name: kind.slug for kind in document_types()}


@lru_cache(maxsize=4096)
def type_slug(type_: str | None, segments: tuple[str, ...]) -> str | None:
    """Return the slug of the type that a type word and a symbol mean together; None for neither."""
    word = (_slugs().get(type_) or slug(type_)) if type_ else None
    if not segments or word in LAWS:
        return word
    first, *rest = segments
    kinds = [kind.slug for kind in types_of_symbol(first)] if rest else []
    if rest and word not in kinds and not bodies_of_symbol(rest[0], None):
        kinds = []  # "5662/CT-CS" of the Cục Thuế is no Chỉ thị
    if word not in (None, *_LETTERS) and is_ministry_of_old(first):
        kinds = []  # Thông tư "89-TC/TCT" of the Bộ Tài chính is no Thông cáo
    if word in kinds or not kinds:
        letter = word in _LETTERS or (word is None and not _assembly(segments))
        return _LETTER if letter else word
    return kinds[0]


def _assembly(segments: tuple[str, ...]) -> bool:
    return segments[0].startswith(("QH", "UBTVQH"))
