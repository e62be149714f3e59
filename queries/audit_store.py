"""Audit a store: what each file says by itself, and what does not fit together across files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from string import Formatter

from pyoxigraph import Literal, NamedNode

from cancu.queries.across import Across, across, first_place, rule_of
from cancu.queries.catalog import Query, catalog
from cancu.queries.findings import SEVERITIES, Evidence, Finding, excerpt
from cancu.queries.kept import dismissals, kept_findings, marked
from cancu.queries.rules import Rules, catalogue
from cancu.queries.sources import Source, source_text, sources
from cancu.queries.store import Store, Term

_PROPOSED = " (liên kết do chương trình đề xuất, chưa văn bản nào nêu)"
_PROPOSED_EN = " (the link is proposed by the program, stated by no text)"
_PLACES = frozenset({"start", "end"})
_PLACE = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT ?thing WHERE { GRAPH ?source { ?thing cc:start ?from ; cc:end ?to } } LIMIT 1
"""


def audit_store(
    store: Store, rules: Rules | None = None, documents: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the documents of a store, by document and place.

    ``documents`` are the IRIs to which the answer is limited, None for all. A finding that was set
    aside carries the reason. Raises :class:`StoreError`.
    """
    chosen = catalogue() if rules is None else rules
    reasons = dismissals(store)
    found: dict[tuple[str, str, int], Finding] = {}
    for finding in (*kept_findings(store, chosen), *_across(store, chosen)):
        if documents is None or finding.document in documents:
            key = (finding.rule, finding.document, finding.start)
            found.setdefault(key, marked(finding, reasons))
    return tuple(sorted(found.values(), key=_order))


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


def _across(store: Store, rules: Rules) -> Iterator[Finding]:
    """Yield what the queries find; a text is fetched only for a document with a finding.

    A document read from several files is spoken of in one of them, at the places of that file.
    """
    every = sources(store)
    files = Counter(source.document for source in every)
    held = {source.document: source for source in every}
    texts: dict[str, str] = {}
    for name, query in catalog("audit").items():
        if rules[rule_of(query)].on:
            read = (one for one in across(store, name) if one.document in held)
            for one in _once(store, read, held, files):
                yield _finding(store, rules, query, one, held[one.document], texts)


def _once(
    store: Store, found: Iterable[Across], held: Mapping[str, Source], files: Counter[str]
) -> Iterator[Across]:
    """Yield what is found in the held file; what only another file places stands at no place."""
    elsewhere: dict[tuple[object, ...], Across] = {}
    here: set[tuple[object, ...]] = set()
    for one in found:
        said = {k: v for k, v in one.values.items() if k not in _PLACES}
        key = (one.document, one.other, *sorted(said.items()))
        if files[one.document] < 2:
            yield one
        elif _is_of(store, one, held[one.document]):
            here.add(key)
            yield one
        else:
            elsewhere.setdefault(key, replace(one, start=None, end=None))
    yield from (one for key, one in elsewhere.items() if key not in here)


def _is_of(store: Store, one: Across, source: Source) -> bool:
    """Whether the place that a query found lies in this file and not in another of the document."""
    if one.start is None or one.end is None:
        return True
    place: dict[str, Term] = {
        "source": NamedNode(source.graph),
        "from": Literal(one.start),
        "to": Literal(one.end),
    }
    return bool(store.query(_PLACE, place).rows)


def _finding(
    store: Store,
    rules: Rules,
    query: Query,
    one: Across,
    source: Source,
    texts: dict[str, str],
) -> Finding:
    if source.graph not in texts:
        texts[source.graph] = source_text(store, source.graph) or ""
    text = texts[source.graph]
    start, end = one.start, one.end
    if start is None or end is None:
        start, end = first_place(store, one.document)
    vi, en = (_filled(query, "message", language, one.values) for language in ("vi", "en"))
    number = one.values.get("number") or one.other or ""
    return Finding(
        rule=one.rule,
        severity=rules[one.rule].severity,
        message=vi + (_PROPOSED if one.proposed else ""),
        message_en=en + (_PROPOSED_EN if one.proposed else ""),
        document=one.document,
        file=source.location or "",
        start=start,
        end=end,
        evidence=(Evidence(number, document=one.other),) if one.other else (),
        suggestion=_filled(query, "suggestion", "vi", one.values),
        excerpt=excerpt(text, start, end) if text else "",
    )


def _filled(query: Query, key: str, language: str, values: Mapping[str, str]) -> str:
    """Fill the template of a query's head; a value that the row lacks is a dash."""
    head = query.extra[key]
    assert isinstance(head, dict)
    template = str(head[language])
    names: Iterable[str | None] = (name for _, name, _, _ in Formatter().parse(template))
    known = {name: values.get(name) or "–" for name in names if name}
    return template.format_map(known)
