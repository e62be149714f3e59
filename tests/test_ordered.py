"""Sorting outside the database gives the order that the database gives."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from cancu.queries.catalog import catalog
from cancu.queries.ordered import without_order

_TERMS = st.one_of(
    st.integers(-20, 20).map(Literal),
    st.text(alphabet="abđư/-", max_size=3).map(Literal),
    st.sampled_from("abc").map(lambda name: NamedNode(f"urn:{name}")),
    st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(_DATE))),
)
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_ALL = "SELECT ?s ?o WHERE { { ?s <urn:p> ?o } UNION { ?s <urn:q> ?x } } "


@settings(deadline=None, max_examples=40)
@given(
    st.lists(_TERMS, max_size=8),
    st.sampled_from(["?o ?s", "DESC(?o) ?s", "?s ASC(?o)", "?o ?s LIMIT 3"]),
)
def test_the_order_is_the_databases(values: list[Literal | NamedNode], order: str) -> None:
    # Literals of different kinds have no order in SPARQL: one kind at a time beside the IRIs.
    kinds = {term.datatype.value for term in values if isinstance(term, Literal)}
    kept = [
        term
        for term in values
        if not isinstance(term, Literal) or term.datatype.value == min(kinds)
    ]
    store = pyoxigraph.Store()
    for number, term in enumerate(kept):
        subject = NamedNode(f"urn:s{number % 3}")
        store.add(Quad(subject, NamedNode("urn:p"), term))
        store.add(Quad(subject, NamedNode("urn:q"), term))
    text = f"{_ALL} ORDER BY {order}"
    plain = without_order(text)
    assert plain is not None
    assert "ORDER" not in plain[0]
    asked, unsorted = store.query(text), store.query(plain[0])
    assert isinstance(asked, pyoxigraph.QuerySolutions)
    assert isinstance(unsorted, pyoxigraph.QuerySolutions)
    assert list(map(tuple, asked)) == list(plain[1].sort(("s", "o"), list(map(tuple, unsorted))))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s WHERE { ?s ?p ?o }",
        "SELECT ?s WHERE { ?s ?p ?o } ORDER BY LCASE(?s)",
        "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s OFFSET 3",
        "SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 2 } }",
        'SELECT ?s WHERE { ?s ?p "ORDER BY ?s" }',
    ],
)
def test_what_only_the_database_can_sort_is_left_to_it(text: str) -> None:
    assert without_order(text) is None


def test_every_order_of_the_audit_is_taken_off() -> None:
    ordered = [query.text for query in catalog("audit").values() if "ORDER BY" in query.text]
    assert ordered
    assert all(map(without_order, ordered))
