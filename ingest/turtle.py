"""Literals and prefixes in the Turtle that SPARQL shares with it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring

PREFIXES = {
    "cc": "http://cancu.internal/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "level": "http://cancu.internal/ns/level/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": "http://cancu.internal/ns/type/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

_DATED = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
)


def literal(value: str) -> str:
    """Return a string as a quoted literal.

    JSON escapes in a string what Turtle must have escaped, in the same way.
    """
    return encode_basestring(value)


def dated(iso: str) -> str:
    """Return an ISO date, month or year as a typed literal, anything else as a string.

    A quarter ("2025-Q2") has no XSD type.
    """
    kind = next((kind for form, kind in _DATED if form.fullmatch(iso)), None)
    return f"{literal(iso)}^^{kind}" if kind else literal(iso)


@lru_cache(maxsize=4096)
def decimal(value: float) -> str:
    """Return a number as xsd:decimal in canonical form (0.990 → "0.99", 80.0 → "80")."""
    digits = format(Decimal(repr(round(value, 6))).normalize(), "f")
    return f"{literal(digits)}^^xsd:decimal"


def collapsed(value: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(value.split())


def described(subject: str, *pairs: tuple[str, str | None]) -> str:
    """Return one Turtle statement about ``subject``; pairs whose object is None are left out."""
    said = " ; ".join(f"{verb} {value}" for verb, value in pairs if value is not None)
    return f"{subject} {said} .\n" if said else ""


def maybe(value: str | None) -> str | None:
    """Return a string as a literal, None as None."""
    return None if value is None else literal(value)
