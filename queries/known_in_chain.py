"""The documents of a number that the bodies above a document, and its own, have issued lately.

"Quyết định số 06/QĐ-UBND" without a year or issuer may be any of them: C10 names them, and a person
chooses among them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cancu.ontology.iris import number_slug, parse_document_iri
from cancu.queries.store import Store

_NUMBERED = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?document ?number ?issuer
WHERE {
  ?document a eli:LegalResource ; eli:id_local ?number .
  OPTIONAL { ?document eli:passed_by/rdfs:label ?issuer }
}
ORDER BY ?document
"""
_DIGITS = re.compile(r"\d[\w.]*(?:/[\w.&-]+)+")


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document of the store by what its IRI tells; ``unit`` is the path of its place."""

    iri: str
    unit: tuple[str, ...]
    year: int
    issuer: str


LocalNumbers = Mapping[str, Sequence[LocalDocument]]


def local_numbers(store: Store) -> LocalNumbers:
    """Map numbers to the local documents that have them."""
    found: dict[str, list[LocalDocument]] = defaultdict(list)
    for row in store.query(_NUMBERED).records():
        iri = str(row["document"])
        parsed = parse_document_iri(iri)
        unit = tuple(parsed.issuer_path.split("/")[1:]) if parsed else ()
        if parsed and unit:
            issuer = row["issuer"] or parsed.issuer_path
            one = LocalDocument(iri, unit, parsed.year, issuer)
            found[number_slug(str(row["number"]))].append(one)
    return found


def in_chain(known: LocalNumbers, document: str, surface: str) -> tuple[LocalDocument, ...]:
    """Return the documents that ``surface`` may name in ``document``: of its place or above it.

    Of its year or the year before. () where the surface has no number.
    """
    number = printed_number(surface)
    own = parse_document_iri(document)
    if number is None or own is None:
        return ()
    chain = tuple(own.issuer_path.split("/")[1:])
    fitting = {
        other.iri: other
        for other in known.get(number_slug(number), ())
        if other.iri != document
        and other.unit == chain[: len(other.unit)]
        and own.year - 1 <= other.year <= own.year
    }
    return tuple(fitting.values())


@cache
def printed_number(surface: str) -> str | None:
    """Return the number that stands in the words of a citation, without white space."""
    found = _DIGITS.search(re.sub(r"\s+", "", surface))
    return found.group() if found else None
