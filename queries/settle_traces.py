"""What is left in a store of a document that a mention was settled to, when it no longer is.

A description stands once for all in ``{base}/documents``; that of a document which nothing else in
the store speaks of goes with the decision. A number that does not fit the IRI was never its own.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from cancu.ontology.iris import body_iri, graph_iri, number_slug, parse_document_iri
from cancu.ontology.namesakes import body_path
from cancu.queries.store import Change, Store, Term

_USED = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT ?graph
WHERE {
  { GRAPH ?graph { ?user ?uses ?described } FILTER(?uses != cc:candidate) }
  UNION { GRAPH ?graph { ?described ?says ?something } }
  FILTER(STRSTARTS(STR(?graph), ?files) || STRSTARTS(STR(?graph), ?links))
}
LIMIT 1
"""
_NAMED = "SELECT ?user WHERE { GRAPH ?documents { ?user ?uses ?described } } LIMIT 1"
_DESCRIPTION = "SELECT ?verb ?value WHERE { GRAPH ?documents { ?described ?verb ?value } }"
_NUMBER = NamedNode("http://data.europa.eu/eli/ontology#id_local")


def remove_traces(store: Store, document: str) -> None:
    """Remove what is said of ``document`` and its issuer where nothing else speaks of them."""
    place = parse_document_iri(document)
    if _is_used(store, document):
        if place is not None:
            _delete(store, document, [
                (verb, value) for verb, value in _said_of(store, document)
                if verb == _NUMBER and isinstance(value, Literal)
                and number_slug(value.value) != place.number
            ])  # fmt: skip
        return
    _delete(store, document, _said_of(store, document))
    if place is not None:
        body = body_iri(place.base, body_path(place))
        named = store.query(_NAMED, _given(store, body)).rows
        if not named and not _is_used(store, body):
            _delete(store, body, _said_of(store, body))


def _is_used(store: Store, iri: str) -> bool:
    """Whether a file, or a link between files, speaks of it other than as one of several."""
    given: dict[str, Term] = {
        "described": NamedNode(iri),
        "files": Literal(graph_iri(store.base, "source/")),
        "links": Literal(graph_iri(store.base, "links/")),
    }
    return bool(store.query(_USED, given).rows)


def _said_of(store: Store, iri: str) -> list[tuple[Term, Term]]:
    rows = store.query(_DESCRIPTION, _given(store, iri)).rows
    return [(verb, value) for verb, value in rows if verb is not None and value is not None]


def _given(store: Store, iri: str) -> dict[str, Term]:
    documents = NamedNode(graph_iri(store.base, "documents"))
    return {"described": NamedNode(iri), "documents": documents}


def _delete(store: Store, iri: str, said: list[tuple[Term, Term]]) -> None:
    lines = "".join(f"<{iri}> {verb} {value} .\n" for verb, value in said)
    if lines:
        store.apply(Change(delete={graph_iri(store.base, "documents"): lines}))
