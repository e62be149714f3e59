"""ORDER BY outside the database: Oxigraph fetches both terms again for every comparison.

Eighty thousand rows took it eight seconds to sort and take Python a third of one. An ORDER BY of
plain variables at the end of a query, with or without LIMIT, is taken off and done here; any
other is left to the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from re import Match

from pyoxigraph import BlankNode, Literal, NamedNode

from cancu.queries.tokens import TOKEN

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(
    _XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")
)

Row = tuple[NamedNode | BlankNode | Literal | None, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The variables to sort by, the first counting most, each with whether it descends."""

    by: tuple[tuple[str, bool], ...]
    limit: int | None

    def within(self, variables: Sequence[str]) -> bool:
        """Tell whether an answer of these variables holds all to sort by."""
        return all(name in variables for name, _ in self.by)

    def sort(self, variables: Sequence[str], rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows in order; those that are equal stay as they came."""
        found = list(rows)
        places = {name: place for place, name in enumerate(variables)}
        for name, descending in reversed(self.by):
            found.sort(key=partial(_key_at, places[name]), reverse=descending)
        return tuple(found if self.limit is None else found[: self.limit])


def without_order(text: str) -> tuple[str, Order] | None:
    """Return a query without its ORDER BY, and the order; None where it cannot be taken off."""
    tokens = [match for match in TOKEN.finditer(text) if not match["skip"]]
    words = [match[0].upper() for match in tokens]
    last = max((place for place, word in enumerate(words) if word == "}"), default=-1)
    try:
        start = words.index("ORDER", last + 1)
    except ValueError:
        return None
    found = _read(tokens[start + 2 :])
    return (text[: tokens[start].start()], found) if found else None


def _read(tokens: Sequence[Match[str]]) -> Order | None:
    """Read what follows ORDER BY; None for anything but variables, ASC, DESC and LIMIT."""
    words = [match[0] for match in tokens]
    limit = None
    if len(words) > 2 and words[-2].upper() == "LIMIT" and words[-1].isdigit():
        limit = int(words[-1])
        words = words[:-2]
    by: list[tuple[str, bool]] = []
    while words:
        word = words[0]
        if word[0] in "?$":
            by.append((word[1:], False))
            words = words[1:]
        elif word.upper() in ("ASC", "DESC") and words[1] == "(" and words[3] == ")":
            by.append((words[2][1:], word.upper() == "DESC"))
            words = words[4:]
        else:
            return None
    return Order(tuple(by), limit) if by else None


_Key = tuple[int, Decimal, str]
_ZERO = Decimal(0)


def _key_at(place: int, row: Row) -> _Key:
    return _key(row[place])


def _key(term: NamedNode | BlankNode | Literal | None) -> _Key:
    """Unbound, blank, IRI, literal, as SPARQL 1.1 has it (15.1); numbers by value before texts."""
    if term is None:
        return 0, _ZERO, ""
    if isinstance(term, BlankNode):
        return 1, _ZERO, term.value
    if isinstance(term, NamedNode):
        return 2, _ZERO, term.value
    if term.datatype.value in _NUMBERS:
        try:
            value = Decimal(term.value)
        except InvalidOperation:
            return 4, _ZERO, term.value
        if not value.is_nan():  # which is neither less than a number nor more
            return 3, value, ""
    return 4, _ZERO, term.value
