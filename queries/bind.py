"""Values into a query: SPARQL 1.1 has no parameters, so they come as data.

A VALUES block with the typed terms is put at the head of every group in which a filter or pattern
may use them. Terms are serialised by Oxigraph, which escapes them and has validated each IRI, so
nothing of a value is ever read as SPARQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode

from cancu.queries.store import StoreError, Term
from cancu.queries.tokens import TOKEN

_BEFORE_GROUP = frozenset({"WHERE", "UNION", "OPTIONAL", "EXISTS", "{", "}", "."})
"""What stands before the brace of a group; a brace after anything else opens data, a template,
a graph or a MINUS, which a value must not enter or need not."""


def bind(text: str, bindings: Mapping[str, Term]) -> str:
    """Return the query with ``bindings`` (variable name → term) as VALUES.

    Raises :class:`StoreError` for a blank node, which has no meaning outside its own graph.
    """
    if not bindings:
        return text
    for name, term in bindings.items():
        if isinstance(term, BlankNode) or not name.isidentifier():
            raise StoreError(f"{name}={term}: không gắn được giá trị này (cannot bind this value)")
    names = " ".join(f"?{name}" for name in bindings)
    values = f" VALUES ({names}) {{ ({' '.join(map(str, bindings.values()))}) }}"
    return "".join(_with_values(text, values))


def _with_values(text: str, values: str) -> Iterator[str]:
    previous = ""
    for match in TOKEN.finditer(text):
        token = match[0]
        yield token
        if match["skip"]:
            continue
        if token == "{" and previous.upper() in _BEFORE_GROUP:
            yield values
        previous = token
