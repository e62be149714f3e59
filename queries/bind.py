"""Values into a query: SPARQL 1.1 has no parameters, so they come as data.

A VALUES block with the typed terms is put at the head of the query's own group, of every group
within it that names one of them, and of the group of a graph that is one. In an OPTIONAL that names
none, Oxigraph would no longer look up what is asked for but go through everything there is: 3 ms
became 140 ms on the sample store. An OPTIONAL in a graph that is known outside alone is looked for
in every graph: 2 ms became 270 ms in a store of 500 plans. Terms
are serialised by Oxigraph, which escapes them and has validated each IRI, so nothing of a value is
ever read as SPARQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from re import Match

from pyoxigraph import BlankNode

from cancu.queries.store import StoreError, Term
from cancu.queries.tokens import TOKEN

_BEFORE_GROUP = frozenset({"WHERE", "UNION", "OPTIONAL", "EXISTS", "{", "}", "."})
"""What stands before the brace of a group; a brace after anything else opens data, a template or a
MINUS, which a value must not enter, or a graph, which only its own name need."""


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
    return "".join(_with_values(text, values, bindings.keys()))


def _with_values(text: str, values: str, names: Set[str]) -> Iterator[str]:
    tokens = list(TOKEN.finditer(text))
    wanted = _groups_that_name(tokens, names)
    before = previous = ""
    due = False
    for place, match in enumerate(tokens):
        token = match[0]
        if match["skip"]:
            yield token
            continue
        if due and token.upper() != "SELECT":  # a subquery takes them in its own WHERE
            yield values
        yield token
        graph = before.upper() == "GRAPH" and previous[1:] in names
        group = previous.upper() in _BEFORE_GROUP and place in wanted
        due = token == "{" and (graph or group)
        before, previous = previous, token


def _groups_that_name(tokens: Sequence[Match[str]], names: Set[str]) -> set[int]:
    """Return the places of the braces that open the outermost groups or hold a variable."""
    found: set[int] = set()
    open_braces: list[int] = []
    for place, match in enumerate(tokens):
        token = match[0]
        if token == "{":
            if not open_braces:
                found.add(place)
            open_braces.append(place)
        elif token == "}" and open_braces:
            open_braces.pop()
        elif token[0] in "?$" and token[1:] in names:
            found.update(open_braces)
    return found
