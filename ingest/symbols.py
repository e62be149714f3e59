"""The symbols of types and issuers that the ontology knows, whatever their spelling.

"QD" stands for "QĐ", "TTG" for "TTg": a symbol that is spelt as the ontology has it counts as it
is, another one by its letters in capitals without the stroke of Đ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ontology.load import document_types, issuers


@dataclass(frozen=True, slots=True)
class KnownSymbols:
    """Symbols of the ontology, by their folded spelling."""

    types: dict[str, str]
    issuers: dict[str, str]
    """Canonical symbol by folded symbol."""
    exact: frozenset[str]
    """All symbols as they are spelt: "HĐ" is Hợp đồng and no misspelt "HD"."""

    def canonical(self, segment: str) -> str | None:
        """Return the spelling of the ontology, None for a symbol that it does not know."""
        if segment in self.exact:
            return segment
        bare = folded(segment)
        found = self.types.get(bare) or self.issuers.get(bare)
        # "QD" lost the stroke of its Đ, but "QLĐ" (land) is no "QLD" (medicines) written wrongly.
        gained = found and any(a in "Đđ" and b == "D" for a, b in zip(segment, found, strict=False))
        return None if gained else found


@cache
def known_symbols() -> KnownSymbols:
    """Return the symbols of document types and issuers that the ontology knows."""
    types = {folded(s): s for kind in reversed(document_types()) for s in reversed(kind.symbols)}
    bodies = {folded(s): s for body in reversed(issuers()) for s in reversed(body.symbols)}
    exact = {symbol for kind in document_types() for symbol in kind.symbols}
    exact.update(symbol for body in issuers() for symbol in body.symbols)
    return KnownSymbols(types, bodies, frozenset(exact))


def is_known(symbol: str) -> bool:
    """Whether all parts of a symbol are known ("nđ-cp")."""
    table = known_symbols()
    return all(table.canonical(part.strip()) is not None for part in symbol.split("-"))


@lru_cache(maxsize=1 << 14)
def segments_of(symbol: str) -> tuple[str, ...]:
    """Return the parts of a symbol: ("KH", "UBND", "VX") of "KH-UBND.VX".

    A dot parts a unit from its body unless the two are one symbol ("TT.HĐND").
    """
    parts = symbol.replace("/", "-").replace("CT.UBND", "CTUBND").split("-")
    if "." not in symbol:
        return tuple(parts)
    exact = known_symbols().exact
    whole = ((part,) if part in exact else part.split(".") for part in parts)
    return tuple(piece for pieces in whole for piece in pieces)


def is_issuer_symbol(segment: str) -> bool:
    """Whether a segment is the symbol of a body that the ontology knows."""
    return folded(segment.rstrip("0123456789")) in known_symbols().issuers


def folded(segment: str) -> str:
    """Return a symbol in capitals, without the stroke of Đ."""
    return segment.upper().replace("Đ", "D")
