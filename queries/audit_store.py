"""Audit a store: what each file says by itself, and what does not fit together across files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from string import Formatter

from pyoxigraph import NamedNode

from cancu.ontology.iris import mention_iri
from cancu.queries.across import Across, Proposed, across, rule_of
from cancu.queries.catalog import Query, catalog
from cancu.queries.dismissals import set_aside
from cancu.queries.findings import SEVERITIES, Evidence, Finding
from cancu.queries.kept import dismissals, kept_findings
from cancu.queries.rules import Rules, catalogue
from cancu.queries.sources import Source, sources
from cancu.queries.store import Store
from cancu.queries.witnesses import (
    Place,
    Told,
    excerpts,
    facts_of,
    file_of,
    first_places,
    places_of,
)

_UNSURE: Mapping[Proposed, tuple[str, str]] = {
    "rows": (
        " (liên kết do chương trình đề xuất, chưa văn bản nào nêu)",
        " (the link is proposed by the program, stated by no text)",
    ),
    "chain": (
        " (quan hệ giữa hai văn bản do chương trình đề xuất, chưa văn bản nào nêu)",
        " (that one document carries out the other is proposed by the program, stated by no text)",
    ),
}
_PLACES = frozenset({"start", "end", "row", "target", "mention", "upper", "obligation",
                     "aboveStart", "aboveEnd"})  # fmt: skip


def audit_store(
    store: Store, rules: Rules | None = None, documents: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the documents of a store, by document and place.

    ``documents`` are the IRIs to which the answer is limited, None for all. A finding that was set
    aside carries the reason. Raises :class:`StoreError`.
    """
    chosen = catalogue() if rules is None else rules
    found: dict[tuple[object, ...], Finding] = {}
    for finding in (*kept_findings(store, chosen), *_across(store, chosen, documents)):
        if documents is None or finding.document in documents:
            found.setdefault((finding.document, *finding.same_place()), finding)
    return set_aside(sorted(found.values(), key=_order), dismissals(store))


_BELOW = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?below
WHERE {
  ?below (eli:ensures_implementation_of|cc:under|eli:based_on)* ?document .
  ?source dcterms:isFormatOf ?below .
}
"""


def documents_below(store: Store, document: str) -> frozenset[str]:
    """Return a document and every read one that stands on it or carries it out, at any depth."""
    rows = store.query(_BELOW, {"document": NamedNode(document)}).rows
    return frozenset({document, *(row[0].value for row in rows if row[0] is not None)})


def _order(finding: Finding) -> tuple[str, str, int, int, str]:
    severity = SEVERITIES.index(finding.severity)
    return finding.file, finding.document, finding.start, severity, finding.rule


def _across(store: Store, rules: Rules, documents: Collection[str] | None) -> Iterator[Finding]:
    """Yield what the queries find; texts are fetched only of documents with a finding.

    A document read from several files is spoken of in one of them, at the places of that file.
    """
    every = sources(store)
    files = Counter(source.document for source in every)
    held = {source.document: source for source in every}
    found: list[tuple[Query, Across]] = []
    for name, query in catalog("audit").items():
        if rules[rule_of(query)].on:
            read = (one for one in across(store, name) if one.document in held)
            wanted = (one for one in read if documents is None or one.document in documents)
            found += ((query, one) for one in _once(wanted, held, files))
    if found:
        facts = facts_of(store)
        told = Told(facts, every)
        for query, one, evidence, place, words in _placed(store, found, held, told):
            found_here = _finding(rules, query, one, held[one.document], evidence, place, words)
            known = facts.get(one.document)
            yield replace(found_here, issuer=known.issuer if known else None)


def _once(
    found: Iterable[Across], held: Mapping[str, Source], files: Counter[str]
) -> Iterator[Across]:
    """Yield what is found in the held file; what only another file places stands at no place."""
    elsewhere: dict[tuple[object, ...], Across] = {}
    here: set[tuple[object, ...]] = set()
    for one in found:
        said = {k: v for k, v in one.values.items() if k not in _PLACES}
        key = (one.document, one.other, *sorted(said.items()))
        if files[one.document] < 2:
            yield one
        elif one.thing is None or file_of(one.thing) == held[one.document].graph:
            here.add(key)
            yield one
        else:
            elsewhere.setdefault(key, replace(one, start=None, end=None, thing=None))
    yield from (one for key, one in elsewhere.items() if key not in here)


_Placed = tuple[Query, Across, tuple[Evidence, ...], Place, str]
"""A finding with its evidence, its own page and cell, and the words around it."""


def _placed(
    store: Store, found: list[tuple[Query, Across]], held: Mapping[str, Source], told: Told
) -> Iterator[_Placed]:
    """Yield every finding where it stands; what has no place stands at the first basis."""
    unplaced = {held[one.document].graph for _, one in found if one.start is None}
    first = first_places(store, unplaced)
    whole: list[tuple[Query, Across]] = []
    for query, one in found:
        graph = held[one.document].graph
        start, end = one.start, one.end
        if start is None or end is None:
            start, end = first.get(graph, (0, 0))
        thing = one.thing or mention_iri(graph, start, end)
        whole.append((query, replace(one, start=start, end=end, thing=thing)))
    seen = [one.witness.thing for _, one in whole if one.witness and one.witness.thing]
    places = places_of(store, [*seen, *(one.thing for _, one in whole if one.thing)])
    spans = [(held[one.document].graph, one.start or 0, one.end or 0) for _, one in whole]
    words = excerpts(store, spans)
    for (query, one), span in zip(whole, spans, strict=True):
        proof = one.witness
        evidence = (told.evidence(proof, places.get(proof.thing or "", Place())),) if proof else ()
        yield query, one, evidence, places.get(one.thing or "", Place()), words.get(span, "")


def _finding(
    rules: Rules,
    query: Query,
    one: Across,
    source: Source,
    evidence: tuple[Evidence, ...],
    place: Place,
    words: str,
) -> Finding:
    vi, en = (_filled(query, "message", language, one.values) for language in ("vi", "en"))
    unsure_vi, unsure_en = _UNSURE[one.proposed] if one.proposed else ("", "")
    return Finding(
        rule=one.rule,
        severity=rules[one.rule].severity,
        message=vi + unsure_vi,
        message_en=en + unsure_en,
        document=one.document,
        file=source.location or "",
        start=one.start or 0,
        end=one.end or 0,
        evidence=evidence,
        suggestion=_filled(query, "suggestion", "vi", one.values),
        page=place.page,
        cell=place.cell,
        excerpt=words,
    )


def _filled(query: Query, key: str, language: str, values: Mapping[str, str]) -> str:
    """Fill the template of a query's head; a value that the row lacks is a dash."""
    head = query.extra[key]
    assert isinstance(head, dict)
    template = str(head[language])
    names: Iterable[str | None] = (name for _, name, _, _ in Formatter().parse(template))
    known = {name: values.get(name, "–") for name in names if name}
    return template.format_map(known)
