"""What an audit keeps in the store: the findings of each file, and what was set aside and why.

The findings of a file lie in its own graph, so they come and go with it. They are kept for every
rule, on or off: an office that switches a rule on need not read its documents again.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from pyoxigraph import NamedNode

from cancu.ingest.graph import SourceGraph
from cancu.ingest.reading import Reading
from cancu.ingest.turtle import described, literal
from cancu.ontology.iris import graph_iri
from cancu.ontology.register import Register
from cancu.queries.audit import audit_reading
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
SELECT ?key ?reason
WHERE { GRAPH ?dismissals { ?set_aside dcterms:identifier ?key ; dcterms:description ?reason } }
"""
)


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


def dismiss(store: Store, finding: Finding, reason: str) -> None:
    """Set a finding aside; it stays so when the file is read again.

    Raises ValueError for a blank reason: whoever comes later must be able to judge it.
    """
    if not reason.strip():
        raise ValueError(
            f"{finding.rule} {finding.start}: nêu lý do bỏ qua (say why the finding is dismissed)"
        )
    graph = graph_iri(store.base, "dismissals")
    name = hashlib.sha256(finding.key().encode()).hexdigest()[:16]
    turtle = described(
        f"<{graph}#{name}>",
        ("dcterms:identifier", literal(finding.key())),
        ("dcterms:description", literal(reason.strip())),
        ("dcterms:created", f'"{datetime.date.today().isoformat()}"^^xsd:date'),
    )
    store.apply(Change(prologue=_CHANGE_PREFIX, insert={graph: turtle}))


_CHANGE_PREFIX = _PREFIX + "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def dismissals(store: Store) -> Mapping[str, str]:
    """Return the reason for which each finding was set aside, by :meth:`Finding.key`."""
    graph = NamedNode(graph_iri(store.base, "dismissals"))
    rows = store.query(_DISMISSED, {"dismissals": graph}).rows
    return {key.value: reason.value for key, reason in rows if key and reason}


def marked(finding: Finding, reasons: Mapping[str, str]) -> Finding:
    """Return the finding with the reason for which it was set aside, if it was."""
    reason = reasons.get(finding.key())
    return replace(finding, dismissed=reason) if reason else finding
