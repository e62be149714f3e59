"""Names of document types as headings write them, and what a symbol stands for."""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.load import document_types
from cancu.ontology.units import fold

_NO_HEADING = frozenset({"van-ban", "cong-van", "giay-chung-nhan", "giay-phep", "hop-dong"})
"""Types that carry no heading of their own, or whose word heads forms rather than documents."""


@cache
def type_words() -> str:
    """Return an alternation of all headings, longest first, in capitals."""
    names = {
        name.upper()
        for kind in document_types()
        if kind.slug not in _NO_HEADING
        for name in (kind.name, *kind.aliases)
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)


@cache
def _by_name() -> dict[str, str]:
    return {
        fold(name): kind.name for kind in document_types() for name in (*kind.aliases, kind.name)
    }


def official_type(heading: str) -> str:
    """Return the official name of a heading that :func:`type_words` matches."""
    return _by_name()[fold(heading)]


@cache
def _by_symbol() -> dict[str, str]:
    symbols: dict[str, str] = {}
    for kind in document_types():
        for symbol in kind.symbols[:1]:
            symbols.setdefault(symbol, kind.name)
    return symbols


def type_of_number(number: str) -> str | None:
    """Return the type that a number's symbol states ("15/KH-UBND" is a Kế hoạch)."""
    for part in re.split(r"[/-]", number):
        if part in _by_symbol():
            return _by_symbol()[part]
    return None
