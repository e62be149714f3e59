"""Quads to text: N-Triples for writing, and the serialisations that users take away."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from cancu.ingest.turtle import PREFIXES
from cancu.queries.store import DumpFormat, StoreError

_NATIVE: dict[DumpFormat, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}


def ntriples(quads: Iterable[Quad]) -> str:
    """Return the triples of these quads as N-Triples, sorted, without their graphs."""
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads}))


def dump_dataset(quads: Iterable[Quad], form: DumpFormat, *, in_one_graph: bool) -> bytes:
    """Serialise quads; with ``in_one_graph``, or in Turtle, their graphs are not named.

    JSON-LD is written by rdflib, the others by Oxigraph.
    """
    statements: Iterable[Quad] | Iterable[Triple] = quads
    if form == "turtle" or (in_one_graph and form != "nquads"):
        statements = sorted({quad.triple for quad in quads}, key=str)
    if form == "jsonld":
        return _jsonld(statements)
    return _serialised(statements, _NATIVE[form])


def _serialised(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    written = pyoxigraph.serialize(statements, format=form, prefixes=PREFIXES)
    if written is None:
        raise StoreError(f"{form}: nothing was serialised")
    return written


def _jsonld(statements: Iterable[Quad] | Iterable[Triple]) -> bytes:
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=_serialised(statements, RdfFormat.N_QUADS), format="nquads")
    written: bytes = dataset.serialize(format="json-ld", context=PREFIXES, encoding="utf-8")
    return written
