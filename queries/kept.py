"""What an audit keeps in the store: the findings of each file, and what was set aside and why.

The findings of a file lie in its own graph, so they come and go with it. They are kept for every
rule, on or off: an office that switches a rule on need not read its documents again.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from pyoxigraph import NamedNode

from cancu.ingest.graph import SourceGraph
from cancu.ingest.reading import Reading
from cancu.ingest.turtle import described, literal, maybe
from cancu.ontology.iris import graph_iri
from cancu.ontology.register import Register
from cancu.queries.audit import audit_reading
from cancu.queries.dismissals import Dismissal, dismissal
from cancu.queries.findings import Evidence, Finding
from cancu.queries.rules import Rules, all_on, catalogue
from cancu.queries.sources import path_of
from cancu.queries.store import Change, Store

_PREFIX = """\
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
_KEPT = (
    _PREFIX
    + """
SELECT ?value ?source
WHERE { GRAPH ?source { ?finding a cc:Finding ; rdf:value ?value } }
"""
)
_PLACES = _PREFIX + "SELECT ?source ?at WHERE { GRAPH ?files { ?source prov:atLocation ?at } }"
_DISMISSED = (
    _PREFIX
    + """
SELECT ?key ?reason ?whole
WHERE {
  GRAPH ?dismissals {
    ?set_aside dcterms:identifier ?key ; dcterms:description ?reason .
    OPTIONAL { ?set_aside rdf:value ?whole }
  }
}
ORDER BY ?key
"""
)
_ONE_DISMISSAL = "SELECT ?verb ?value WHERE { GRAPH ?dismissals { ?set_aside ?verb ?value } }"


def with_findings(
    graph: SourceGraph, reading: Reading, registers: Register | None = None
) -> SourceGraph:
    """Return what a file adds to a store, together with what the rules find in it.

    ``registers`` are those of the store, the office's own over the program's.
    """
    found = audit_reading(reading, all_on(), registers)
    if not found:
        return graph
    turtle = "".join(_turtle(number, finding) for number, finding in enumerate(found, 1))
    own = graph.triples[graph.graph] + turtle
    return replace(graph, triples={**graph.triples, graph.graph: own})


def _turtle(number: int, finding: Finding) -> str:
    whole = {**asdict(finding), "file": ""}
    return described(
        f"<#finding-{number}>",
        ("a", "cc:Finding"),
        ("cc:rule", literal(finding.rule)),
        ("cc:severity", literal(finding.severity)),
        ("cc:message", f"{literal(finding.message)}@vi, {literal(finding.message_en)}@en"),
        ("cc:start", str(finding.start)),
        ("cc:end", str(finding.end)),
        ("rdf:value", literal(json.dumps(whole, ensure_ascii=False))),
    )


def kept_findings(store: Store, rules: Rules) -> Iterator[Finding]:
    """Yield the findings of every file under the rules that are on, with where the file lies."""
    files = graph_iri(store.base, "files")
    rows = store.query(_PLACES, {"files": NamedNode(files)}).rows
    places = {source.value: path_of(at.value) for source, at in rows if source and at}
    for value, source in store.query(_KEPT).rows:
        if value is None or source is None:
            continue
        finding = _finding(json.loads(value.value))
        rule = rules[finding.rule]
        if rule.on:
            changed = rule.severity != catalogue()[rule.id].severity
            yield replace(
                finding,
                file=places.get(source.value, ""),
                severity=rule.severity if changed else finding.severity,
            )


def _finding(kept: dict[str, object]) -> Finding:
    evidence = kept.pop("evidence")
    assert isinstance(evidence, list)
    return Finding(**kept, evidence=tuple(Evidence(**one) for one in evidence))  # type: ignore[arg-type]


def dismiss(
    store: Store,
    finding: Finding,
    reason: str,
    *,
    by: str | None = None,
    among: Sequence[Finding] = (),
) -> None:
    """Set a finding aside; it stays so when the file is read again.

    ``among`` are the findings from which it must be told apart. Raises ValueError for a blank
    reason: whoever comes later must be able to judge it.
    """
    one = dismissal(finding, among or (finding,), reason, by, datetime.date.today().isoformat())
    graph = graph_iri(store.base, "dismissals")
    undismiss(store, one)
    turtle = described(
        _node(store, one),
        ("dcterms:identifier", literal(one.id)),
        ("dcterms:description", literal(one.reason)),
        ("dcterms:creator", maybe(one.by)),
        ("dcterms:created", f'"{one.date}"^^xsd:date'),
        ("rdf:value", literal(json.dumps(asdict(one), ensure_ascii=False))),
    )
    store.apply(Change(prologue=_CHANGE_PREFIX, insert={graph: turtle}))


def undismiss(store: Store, one: Dismissal) -> None:
    """Take a dismissal back; without effect where the store does not hold it."""
    graph = graph_iri(store.base, "dismissals")
    node = _node(store, one)
    given = {"set_aside": NamedNode(node.strip("<>")), "dismissals": NamedNode(graph)}
    rows = store.query(_ONE_DISMISSAL, given).rows
    lines = "".join(f"{node} {verb} {value} .\n" for verb, value in rows)
    if lines:
        store.apply(Change(delete={graph: lines}))


def _node(store: Store, one: Dismissal) -> str:
    return f"<{graph_iri(store.base, 'dismissals')}#{one.id}>"


_CHANGE_PREFIX = _PREFIX + "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def dismissals(store: Store) -> tuple[Dismissal, ...]:
    """Return what was set aside in a store."""
    graph = NamedNode(graph_iri(store.base, "dismissals"))
    found = []
    for key, reason, whole in store.query(_DISMISSED, {"dismissals": graph}).rows:
        if whole is not None:
            found.append(Dismissal(**json.loads(whole.value)))
        elif key is not None and reason is not None:
            found.append(_of_before(key.value, reason.value))
    return tuple(found)


def _of_before(key: str, reason: str) -> Dismissal:
    """Read a dismissal of the first version, whose key was rule, document and marked words."""
    rule, _, rest = key.partition("|")
    document, _, words = rest.partition("|")
    return Dismissal(rule, reason, document, words=words)
