"""What a store knows that helps to resolve: its documents by number, and what people settled.

Asked of the store once, at the first question: a bulk reading of ten thousand files must not ask
ten thousand times.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pyoxigraph import NamedNode

from cancu.ingest.mentions import Mention
from cancu.ingest.resolve import KnownDocument, Resolved
from cancu.ontology.iris import graph_iri, number_slug, parse_document_iri
from cancu.queries.settle import Decision, Key, decisions, keys_of
from cancu.queries.store import Store

_PREFIX = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?document ?day
"""
_READ = (
    _PREFIX
    + """\
WHERE {
  GRAPH ?source {
    ?source dcterms:isFormatOf ?document .
    OPTIONAL { ?document eli:date_document ?day }
  }
}
"""
)
_OWN = (
    _PREFIX
    + """\
WHERE {
  GRAPH ?own {
    ?document a eli:LegalResource .
    OPTIONAL { ?document eli:date_document ?day }
  }
}
"""
)
_Index = dict[str, dict[str, KnownDocument]]


@dataclass
class Known:
    """A `cancu.ingest.resolve.Lookup` over ``store``: documents read, and of its own register."""

    store: Store

    def documents(self, number: str) -> tuple[KnownDocument, ...]:
        """Return the documents of a number, however it is spelt."""
        found = self._by_number.get(number_slug(number), {})
        return tuple(found[document] for document in sorted(found))

    def settled(self, document: str, mention: Mention, text: str) -> Resolved | None:
        """Return what a person settled for a mention of ``document``."""
        decision = self.decision(document, mention, text)
        return decision.resolution() if decision else None

    def decision(self, document: str, mention: Mention, text: str) -> Decision | None:
        """Return the decision that holds for a mention of ``document``."""
        if document not in self._with_decisions:
            return None
        held = map(self._decided.get, keys_of(document, mention, text))
        return next((decision for decision in held if decision), None)

    @cached_property
    def _with_decisions(self) -> frozenset[str]:
        return frozenset(key.document for key in self._decided)

    @cached_property
    def _decided(self) -> dict[Key, Decision]:
        return {decision.key: decision for decision in decisions(self.store)}

    @cached_property
    def _by_number(self) -> _Index:
        index: _Index = defaultdict(dict)
        own = {"own": NamedNode(graph_iri(self.store.base, "register/own"))}
        for answer in (self.store.query(_READ), self.store.query(_OWN, own)):
            for row in answer.records():
                _add(index, row["document"] or "", _day(row["day"]))
        return index


@dataclass
class Settled(Known):
    """What people settled, and nothing else: a file's graph does not tell what was read before it.

    What the documents of the store tell, `cancu.queries.open_mentions` asks after all were read.
    """

    def documents(self, number: str) -> tuple[KnownDocument, ...]:  # noqa: ARG002 (the protocol's)
        """Return nothing."""
        return ()


def _add(index: _Index, document: str, day: date | None) -> None:
    parsed = parse_document_iri(document)
    if parsed is not None and not parsed.provision:
        index[parsed.number][document] = KnownDocument(document, day)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso and len(iso) == 10 else None
