"""Find the document that a person means: by a number, a citation as plans write it, or an IRI."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from cancu.ontology.iris import body_iri, number_slug, slug
from cancu.queries.store import Result, Store, StoreError

_PREFIX = """\
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_WHAT = """
  OPTIONAL { ?document eli:id_local ?number }
  OPTIONAL { ?document eli:type_document/skos:prefLabel ?type . FILTER(LANG(?type) = "vi") }
  OPTIONAL { ?document eli:passed_by/rdfs:label ?issuer }
  OPTIONAL { ?document cc:year ?year }
  OPTIONAL { ?source dcterms:isFormatOf ?document }
  BIND(BOUND(?source) AS ?read)
}
ORDER BY ?document
"""
_SELECT = "SELECT DISTINCT ?document ?number ?type ?issuer ?year ?read WHERE {\n"
_BY_NUMBER = _PREFIX + _SELECT + "  ?document eli:id_local ?wanted ." + _WHAT
_BY_ANY_SPELLING = (
    _PREFIX
    + _SELECT
    + "  ?document eli:id_local ?spelt . FILTER(STRENDS(STR(?document), ?ending))"
    + _WHAT
)
_BY_IRI = _PREFIX + _SELECT + "  ?wanted a eli:LegalResource . BIND(?wanted AS ?document)" + _WHAT
_NUMBER = re.compile(r"(?:(?P<type>\D*?)\s+(?:số\s*:?\s*)?)?(?P<number>\d\S*)")
_IRI = re.compile(r"(?:https?|urn):\S+")
_PATH = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+){3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A document by what tells it from others; ``read`` whether one of its files was read."""

    document: str
    number: str | None
    type: str | None
    issuer: str | None
    year: str | None
    read: bool

    def __str__(self) -> str:
        said = [self.type, self.number, self.issuer, f"({self.year})" if self.year else None]
        return f"{' '.join(part for part in said if part)} <{self.document}>"


class UnknownDocumentError(StoreError):
    """No document of the store fits what was asked for."""


class AmbiguousDocumentError(StoreError):
    """Several documents fit; ``candidates`` are they."""

    def __init__(self, wanted: str, candidates: list[Found]) -> None:
        self.candidates = candidates
        listed = "\n  ".join(map(str, candidates))
        super().__init__(
            f"{wanted}: số này chỉ {len(candidates)} văn bản; hãy nêu IRI của văn bản cần hỏi "
            f"({len(candidates)} documents have this number: give the IRI of the one you mean)"
            f"\n  {listed}"
        )


def find_documents(store: Store, wanted: str) -> list[Found]:
    """Return every document that ``wanted`` may mean, the read ones first.

    ``wanted`` is an IRI or its path after "/vn/", a number in any spelling ("61/2018/NĐ-CP",
    "61/2018/ND-CP"), a type and number ("Kế hoạch 15/KH-UBND"), or a citation as plans write it
    ("Luật Đất đai năm 2013", "Nghị quyết số 76/NQ-CP ngày 15/7/2021").
    """
    text = " ".join(unicodedata.normalize("NFC", wanted).split())
    if _PATH.fullmatch(text):
        text = body_iri(store.base, text)
    if _IRI.fullmatch(text):
        return _found(store.query(_BY_IRI, {"wanted": _iri(text)}))
    return _by_number(store, text) or _cited(store, text)


def _by_number(store: Store, text: str) -> list[Found]:
    """Return the documents of a number, with the type before it where one stands there."""
    match = _NUMBER.fullmatch(text)
    number = match["number"] if match else text
    found = _found(store.query(_BY_NUMBER, {"wanted": Literal(number)}))
    if not found and number_slug(number):
        ending = Literal(f"/{number_slug(number)}")
        found = _found(store.query(_BY_ANY_SPELLING, {"ending": ending}))
    if match and match["type"]:
        found = [one for one in found if one.type and slug(one.type) == slug(match["type"])]
    return found


def _cited(store: Store, text: str) -> list[Found]:
    """Return the documents of the store that a citation means."""
    # A number is looked up without the registers and the finder, which take their time to load.
    from cancu.ontology.register import register
    from cancu.queries.known import Known
    from cancu.queries.meant import citation_in, documents_meant

    cited = citation_in(text)
    if cited is None:
        return []
    iris = documents_meant(cited, register(), base=store.base, known=Known(store))
    rows = [store.query(_BY_IRI, {"wanted": _iri(iri)}) for iri in iris]
    found = [one for result in rows for one in _found(result)]
    number = cited.mention.number
    if not iris and number is not None:  # "Kế hoạch số 15/KH-UBND ngày 5/4/2022" names no body
        year = str(cited.mention.year or "")
        named = _by_number(store, f"{cited.mention.type or ''} {number}".strip())
        found = [one for one in named if not year or one.year == year]
    return sorted(found, key=lambda one: not one.read)


def find_document(store: Store, wanted: str) -> str:
    """Return the IRI of the one document that ``wanted`` means.

    Raises :class:`UnknownDocumentError`, or :class:`AmbiguousDocumentError` with the candidates.
    """
    found = find_documents(store, wanted)
    if not found:
        raise UnknownDocumentError(
            f"{wanted}: kho không có văn bản này; 'cancu query documents' liệt kê những gì đã đọc "
            "(no such document in the store: 'cancu query documents' lists what was read)"
        )
    if len(found) > 1:
        raise AmbiguousDocumentError(wanted, found)
    return found[0].document


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise StoreError(f"{text}: không phải IRI (not an IRI): {error}") from error


def _found(result: Result) -> list[Found]:
    by_document: dict[str, Found] = {}
    for row in result.records():
        document = row["document"] or ""
        found = Found(
            document, row["number"], row["type"], row["issuer"], row["year"], row["read"] == "true"
        )
        by_document.setdefault(document, found)
    return sorted(by_document.values(), key=lambda found: (not found.read, found.document))
