"""The rules that only a store can answer, from its queries (audit/*.rq) to findings."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import cast

from pyoxigraph import Literal, NamedNode

from cancu.ingest.targets import Target
from cancu.ontology.iris import number_slug, parse_document_iri
from cancu.queries.catalog import Query, catalog
from cancu.queries.checks.likeness import containment
from cancu.queries.checks.metric_families import same_metric
from cancu.queries.checks.register_rows import day_vi
from cancu.queries.one_body import other_deadlines, other_values, target_of
from cancu.queries.store import Store, Term

Row = dict[str, str]

_SAME_SUBJECT = 0.6
_PLACE = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?start ?end
WHERE {
  ?source dcterms:isFormatOf ?document .
  GRAPH ?source { ?mention a cc:Mention ; cc:start ?start ; cc:end ?end ; cc:role ?role }
  FILTER(?role IN ("basis", "implements", "under"))
}
ORDER BY ?start LIMIT 1
"""
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
_MINORITY = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?document ?start ?end
WHERE {
  { SELECT ?mention WHERE { ?mention cc:citedDate ?date } }
  GRAPH ?source { ?mention oa:hasBody ?other ; cc:start ?start ; cc:end ?end }
  ?source dcterms:isFormatOf ?document .
}
ORDER BY ?document ?start
"""


@dataclass(frozen=True, slots=True)
class Across:
    """What a rule found at one place of one document.

    ``values`` fill the message of the rule's query; ``other`` is the IRI of the document that is
    the evidence; ``proposed`` tells that the link between the two is not stated in any text.
    """

    rule: str
    query: str
    document: str
    start: int | None
    end: int | None
    values: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None
    proposed: bool = False


def across(store: Store, name: str) -> Iterator[Across]:
    """Yield what the audit query of this name finds in a store. Raises :class:`StoreError`."""
    query = catalog("audit")[name]
    yield from _READERS.get(name, _plain)(store, query)


def _rows(store: Store, query: Query) -> list[Row]:
    records = store.query(query.text).records()
    return [{k: v for k, v in record.items() if v is not None} for record in records]


def rule_of(query: Query) -> str:
    """Return the id of the rule that an audit query is of."""
    return cast("str", query.extra["id"])


def _plain(store: Store, query: Query) -> Iterator[Across]:
    """Every row is a finding."""
    for row in _rows(store, query):
        yield _found(query, row)


def _found(query: Query, row: Row, **more: str) -> Across:
    return Across(
        rule_of(query),
        query.name,
        row["document"],
        int(row["start"]) if "start" in row else None,
        int(row["end"]) if "end" in row else None,
        {**row, **more},
        row.get("other"),
        row.get("standing") == "proposed",
    )


def _two_dates(store: Store, query: Query) -> Iterator[Across]:
    dates: dict[str, list[tuple[str, int]]] = defaultdict(list)
    cited: dict[str, str] = {}
    for row in _rows(store, query):
        dates[row["other"]].append((row["date"], int(row["times"])))
        cited[row["other"]] = row.get("cited", _number(row["other"]))
    for other, found in dates.items():
        if len(found) < 2 or found[0][1] <= found[1][1]:
            continue
        (usual, times), *rest = found
        for date, _ in rest:
            binding = {"other": NamedNode(other)}
            for document, start, end in _places(store, binding, date):
                values = {"cited": cited[other], "date": _vi(date), "usual": _vi(usual)}
                yield Across("C02", query.name, document, start, end,
                             {**values, "times": str(times)}, other)  # fmt: skip


def _places(
    store: Store, binding: Mapping[str, NamedNode], date: str
) -> Iterator[tuple[str, int, int]]:

    for literal in (Literal(date, datatype=_XSD_DATE), Literal(date)):
        bound: dict[str, Term] = {**binding, "date": literal}
        for row in store.query(_MINORITY, bound).records():
            yield str(row["document"]), int(row["start"] or 0), int(row["end"] or 0)


_XSD_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")


def _vi(iso: str) -> str:
    return day_vi(datetime.date.fromisoformat(iso))


def _number(iri: str) -> str:
    parsed = parse_document_iri(iri)
    return parsed.number if parsed else iri


def _unit(body: str) -> tuple[str, ...]:
    """Return the places of a body, the province first: ("tinh-thai-binh", "huyen-vu-thu")."""
    path = body.partition("/vn/")[2].strip("/").split("/")
    return tuple(path[1:])


def _orphans(store: Store, query: Query) -> Iterator[Across]:
    """A plan without a plan above is an orphan when the store holds one of a body above it."""
    rows = [row for row in _rows(store, query) if "body" in row]
    by_place: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row["year"], _unit(row["body"])].append(row)
    for row in rows:
        if row.get("orphan") != "true":
            continue
        above = _nearest_above(row, by_place)
        if above is not None:
            values = {"number": above.get("number", ""), "issuer": above.get("issuer", "")}
            yield Across("H01", query.name, row["document"], None, None,
                         {**values, "title": above["title"]}, above["document"])  # fmt: skip


def _nearest_above(
    row: Row, by_place: Mapping[tuple[str, tuple[str, ...]], list[Row]]
) -> Row | None:
    unit = _unit(row["body"])
    for length in range(len(unit), 0, -1):
        for other in by_place.get((row["year"], unit[:length]), ()):
            higher = int(other["order"]) < int(row["order"])
            if higher and containment(row["title"], other["title"]) >= _SAME_SUBJECT:
                return other
    return None


def _below_parent(store: Store, query: Query) -> Iterator[Across]:
    targets: dict[str, dict[tuple[str, str], Target]] = defaultdict(dict)
    parents: dict[str, dict[str, bool]] = defaultdict(dict)
    numbers: dict[str, str] = {}
    for row in _rows(store, query):
        document = row["document"]
        targets[document][row["start"], row["metric"]] = target_of(row)
        numbers[document] = row.get("number", document)
        if "parent" in row:
            proposed = row.get("standing") == "proposed"
            parents[document][row["parent"]] = proposed
    for document, above in parents.items():
        for target in targets[document].values():
            for parent in sorted(above):
                for found in _weaker(query, document, target, parent, targets, numbers):
                    yield replace(found, proposed=above[parent])


def _weaker(
    query: Query,
    document: str,
    target: Target,
    parent: str,
    targets: Mapping[str, Mapping[tuple[str, str], Target]],
    numbers: Mapping[str, str],
) -> Iterator[Across]:
    for upper in targets.get(parent, {}).values():
        if upper.unit != target.unit or upper.comparator in ("<", "<="):
            continue
        if target.value < upper.value and same_metric(target, upper):
            unit = target.unit or ""
            values = {
                "metric": target.metric[:120],
                "value": f"{target.value:g}{unit}",
                "above": f"{upper.value:g}{unit}",
                "number": numbers.get(parent, parent),
            }
            yield Across("H05", query.name, document, target.start, target.end, values, parent)
            return


def _two_targets(store: Store, query: Query) -> Iterator[Across]:
    for row, other in other_values(_rows(store, query)):
        here, there = target_of(row), target_of(other)
        more = {
            "value": f"{here.value:g}{here.unit or ''}",
            "otherValue": f"{there.value:g}{there.unit or ''}",
            "metric": here.metric[:120],
        }
        yield _beside(query, row, other, more)


def _two_deadlines(store: Store, query: Query) -> Iterator[Across]:
    for row, other in other_deadlines(_rows(store, query)):
        yield _beside(query, row, other, {"otherDeadline": other["deadline"]})


def _beside(
    query: Query, row: Mapping[str, str], other: Mapping[str, str], more: Mapping[str, str]
) -> Across:
    """Return a finding whose evidence, and ``number``, is the other document."""
    number = other.get("number", other["document"])
    return replace(_found(query, {**row, **more, "number": number}), other=other["document"])


def _cycles(store: Store, query: Query) -> Iterator[Across]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    rows = _rows(store, query)
    graph.add_edges_from((row["document"], row["other"]) for row in rows)
    printed = {row["document"]: row.get("number") for row in rows}
    for members in nx.strongly_connected_components(graph):
        if len(members) < 2:
            continue
        ring = sorted(members)
        names = " → ".join(printed.get(iri) or _number(iri) for iri in [*ring, ring[0]])
        for document in ring:
            other = next(iter(graph.successors(document)))
            yield Across("H06", query.name, document, None, None, {"cycle": names}, other)


def _ambiguous(store: Store, query: Query) -> Iterator[Across]:
    """A number without issuer and date, where bodies of the chain have each issued one."""
    rows = _rows(store, query)
    known = _numbered(store) if rows else {}
    for row in rows:
        number = _printed_number(row["surface"])
        own = parse_document_iri(row["document"])
        if number is None or own is None:
            continue
        chain = tuple(own.issuer_path.split("/")[1:])
        fitting = {
            other.iri: other
            for other in known.get(number_slug(number), ())
            if other.iri != row["document"]
            and other.unit == chain[: len(other.unit)]
            and own.year - 1 <= other.year <= own.year
        }
        if len(fitting) > 1:
            names = "; ".join(f"{number} ({o.year}) của {o.issuer}" for o in fitting.values())
            yield _found(query, row, times=str(len(fitting)), candidates=names)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A document of the store by what its IRI tells."""

    iri: str
    unit: tuple[str, ...]
    year: int
    issuer: str


def _numbered(store: Store) -> Mapping[str, list[_Numbered]]:
    """Map numbers to the local documents that have them."""
    found: dict[str, list[_Numbered]] = defaultdict(list)
    for row in store.query(_NUMBERED).records():
        iri = str(row["document"])
        parsed = parse_document_iri(iri)
        unit = tuple(parsed.issuer_path.split("/")[1:]) if parsed else ()
        if parsed and unit:
            issuer = row["issuer"] or parsed.issuer_path
            found[number_slug(str(row["number"]))].append(_Numbered(iri, unit, parsed.year, issuer))
    return found


_DIGITS = re.compile(r"\d[\w.]*(?:/[\w.&-]+)+")


@cache
def _printed_number(surface: str) -> str | None:
    found = _DIGITS.search(re.sub(r"\s+", "", surface))
    return found.group() if found else None


def first_place(store: Store, document: str) -> tuple[int, int]:
    """Return where a document first cites another: what it should cite belongs there."""
    rows = list(store.query(_PLACE, {"document": NamedNode(document)}).records())
    if not rows:
        return 0, 0
    return int(rows[0]["start"] or 0), int(rows[0]["end"] or 0)


_READERS: Mapping[str, Callable[[Store, Query], Iterator[Across]]] = {
    "two-dates": _two_dates,
    "orphan-plan": _orphans,
    "targets-along-chain": _below_parent,
    "cycle": _cycles,
    "targets-of-one-body": _two_targets,
    "deadlines-of-one-body": _two_deadlines,
    "ambiguous-in-chain": _ambiguous,
}
"""Queries whose rows must be compared with each other before they are findings."""
