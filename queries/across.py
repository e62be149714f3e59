"""The rules that only a store can answer, from its queries (audit/*.rq) to findings."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from cancu.ingest.targets import Target
from cancu.ontology.iris import parse_document_iri
from cancu.queries.catalog import Query, catalog
from cancu.queries.checks.register_rows import day_vi
from cancu.queries.circles import backward, circles
from cancu.queries.known_bodies import body_in_words
from cancu.queries.known_in_chain import in_chain, local_numbers
from cancu.queries.known_in_chain import printed_number as printed_number_in
from cancu.queries.late_rows import late_rows
from cancu.queries.one_body import other_deadlines, other_values, target_of
from cancu.queries.proposed_parents import orphans
from cancu.queries.store import Store
from cancu.queries.weaker_targets import bound, figure, weaker_than
from cancu.queries.witnesses import Facts, Witness, batches, facts_of, printed_number

Row = dict[str, str]
Proposed = Literal["rows", "chain"]
"""What is only proposed: that one row carries out the other, or that one document the other."""

_MINORITY = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?document ?mention ?other ?day ?start ?end
WHERE {{
  VALUES (?other ?date ?day) {{ {pairs} }}
  ?mention cc:citedDate ?date .
  ?mention oa:hasBody ?other .
  GRAPH ?source {{ ?mention cc:start ?start ; cc:end ?end }}
  ?source dcterms:isFormatOf ?document .
}}
ORDER BY ?other ?day ?document ?start
"""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Across:
    """What a rule found at one place of one document.

    ``thing`` is the IRI of the row, target or mention there; ``values`` fill the message of the
    rule's query; ``witness`` is the place of another document that is the evidence; ``proposed``
    tells what of the link between the two is stated in no text.
    """

    rule: str
    query: str
    document: str
    start: int | None
    end: int | None
    values: Mapping[str, str] = field(default_factory=dict)
    witness: Witness | None = None
    proposed: Proposed | None = None
    thing: str | None = None

    @property
    def other(self) -> str | None:
        """The IRI of the document that is the evidence."""
        return self.witness.document if self.witness else None


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


def _found(query: Query, row: Row, witness: Witness | None = None, **more: str) -> Across:
    standing = row.get("standing")
    return Across(
        rule_of(query),
        query.name,
        row["document"],
        int(row["start"]) if "start" in row else None,
        int(row["end"]) if "end" in row else None,
        {**row, **more},
        witness,
        "chain" if standing == "chain" else "rows" if standing == "proposed" else None,
        row.get("row") or row.get("target") or row.get("mention"),
    )


def _duty_above(row: Row, thing: str, task: str, deadline: str | None) -> Witness:
    """Return the row or sentence above that a row of a query names, with its deadline."""
    said = row[task]
    if deadline and deadline.casefold() not in said.casefold():
        said += f" – hạn {deadline}"
    start, end = int(row["aboveStart"]), int(row["aboveEnd"])
    return Witness(row["other"], row[thing], start, end, said, _line(row))


def _line(row: Row) -> str | None:
    """Return the ordinal of a row of a table; a sentence has none."""
    return row.get("ordinal") if row.get("origin", "table") == "table" else None


def _later(store: Store, query: Query) -> Iterator[Across]:
    for row in late_rows(store, _rows(store, query)):
        witness = _duty_above(row, "upper", "aboveTask", row["above"])
        line = f" (dòng {witness.row})" if witness.row else ""
        found = _found(query, row, witness)
        yield replace(found, values={**row, "row": line})


def _left_out(store: Store, query: Query) -> Iterator[Across]:
    for row in _rows(store, query):
        ordinal, due = row.get("ordinal"), row.get("deadline")
        more = {
            "row": f", dòng {ordinal}" if ordinal else "",
            "due": f", hạn {due}" if due else "",
        }
        found = _found(query, row, _duty_above(row, "obligation", "task", due))
        yield replace(found, values={**row, **more})


def _missed(store: Store, query: Query) -> Iterator[Across]:
    for row in _rows(store, query):
        yield _found(query, row, Witness(row["other"], row["upper"], *_span(row["upper"])))


_SPAN = re.compile(r"#char=(\d+),(\d+)")


def _span(mention: str) -> tuple[int | None, int | None]:
    """Return the offsets that the IRI of a mention holds."""
    found = _SPAN.search(mention)
    return (int(found[1]), int(found[2])) if found else (None, None)


def _two_dates(store: Store, query: Query) -> Iterator[Across]:
    dates: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(store, query):
        dates[row["other"]].append(row)
    disputed = {
        other: found
        for other, found in dates.items()
        if len(found) > 1 and int(found[0]["times"]) > int(found[1]["times"])
    }
    odd = [(other, row["date"]) for other, found in disputed.items() for row in found[1:]]
    for place in _minority(store, odd):
        usual = disputed[place["other"]][0]
        values = {
            "cited": usual.get("cited") or _number(place["other"]),
            "date": _vi(place["day"]),
            "usual": _vi(usual["date"]),
            "times": usual["times"],
        }
        witness = Witness(None, usual["first"], *_span(usual["first"]))
        yield _found(query, {**place, **values}, witness)


def _minority(store: Store, odd: list[tuple[str, str]]) -> Iterator[Row]:
    """Yield the places that give a document (IRI) a date that few give it."""
    for some in batches(odd, _AT_ONCE):
        pairs = " ".join(
            f'(<{other}> "{date}"{kind} "{date}")'
            for other, date in some
            for kind in ("", "^^xsd:date")
        )
        for record in store.query(_MINORITY.format(pairs=pairs)).records():
            yield {key: value for key, value in record.items() if value is not None}


def _vi(iso: str) -> str:
    return day_vi(datetime.date.fromisoformat(iso))


def _number(iri: str) -> str:
    return printed_number(iri) or iri


def _orphans(store: Store, query: Query) -> Iterator[Across]:
    """A plan that names no plan above is an orphan when the store holds one that may be its parent.

    Which one that would be is proposed, as linking proposes it.
    """
    parents = orphans(store)
    rows = {row["document"]: row for row in reversed(_rows(store, query))} if parents else {}
    for document, row in rows.items():
        above = rows.get(parents.get(document, ""))
        if above is not None and row["kind"].endswith("/ke-hoach"):
            values = {"number": above.get("number", ""), "issuer": above.get("issuer", "")}
            yield Across("H01", query.name, document, None, None,
                         {**values, "title": above["title"]}, Witness(above["document"]),
                         "chain")  # fmt: skip


def _below_parent(store: Store, query: Query) -> Iterator[Across]:
    targets: dict[str, dict[tuple[str, str], tuple[Row, Target]]] = defaultdict(dict)
    parents: dict[str, dict[str, Proposed | None]] = defaultdict(dict)
    numbers: dict[str, str] = {}
    for row in _rows(store, query):
        document = row["document"]
        targets[document][row["start"], row["metric"]] = row, target_of(row)
        numbers[document] = row.get("number", document)
        if "parent" in row:
            proposed: Proposed | None = "chain" if row.get("standing") == "proposed" else None
            parents[document][row["parent"]] = proposed
    for document, above in parents.items():
        for row, target in targets[document].values():
            for parent in sorted(above):
                uppers = {id(one): its for its, one in targets.get(parent, {}).values()}
                upper = weaker_than(target, (one for _, one in targets.get(parent, {}).values()))
                if upper is not None:
                    its = uppers[id(upper)]
                    number = numbers.get(parent, parent)
                    found = _weaker(query, row, target, its, upper, number)
                    yield replace(found, proposed=above[parent])


def _weaker(query: Query, row: Row, target: Target, its: Row, upper: Target, number: str) -> Across:
    floor = bound(target) == "floor"
    more = {
        "metric": target.metric[:120],
        "value": figure(target),
        "above": figure(upper),
        "number": number,
        "weaker": "thấp hơn" if floor else "vượt mức",
        "mend": "Nâng" if floor else "Hạ",
    }
    return _found(query, {**row, "standing": ""}, _target_at(its, upper), **more)


def _target_at(row: Mapping[str, str], target: Target) -> Witness:
    said = target.metric
    if figure(target) not in said:
        said += f" – {figure(target)}"
    return Witness(row["document"], row["target"], target.start, target.end, said)


def _two_targets(store: Store, query: Query) -> Iterator[Across]:
    for row, other in other_values(_rows(store, query)):
        here, there = target_of(row), target_of(other)
        more = {
            "value": figure(here),
            "otherValue": figure(there),
            "metric": here.metric[:120],
        }
        yield _beside(query, row, other, _target_at(other, there), more)


def _two_deadlines(store: Store, query: Query) -> Iterator[Across]:
    for row, other in other_deadlines(_rows(store, query)):
        said = f"{other['task']} – hạn {other['deadline']}"
        place = int(other["start"]), int(other["end"])
        witness = Witness(other["document"], other["row"], *place, said)
        yield _beside(query, row, other, witness, {"otherDeadline": other["deadline"]})


def _beside(
    query: Query,
    row: Mapping[str, str],
    other: Mapping[str, str],
    witness: Witness,
    more: Mapping[str, str],
) -> Across:
    """Return a finding whose evidence, and ``number``, is the other document."""
    number = other.get("number", other["document"])
    return _found(query, {**row, **more, "number": number}, witness)


def _cycles(store: Store, query: Query) -> Iterator[Across]:
    edges = [(row["document"], row["other"]) for row in _rows(store, query)]
    facts = facts_of(store) if edges else {}
    for circle in circles(store, edges):
        ring = circle.ring
        names = " → ".join(_called(one, facts) for one in (*ring, ring[0]))
        there, ground = circle.next_ground, circle.ground
        witness = Witness(ring[1], there.mention, there.start, there.end, there.sentence)
        values = {"cycle": names, "where": _where(ring, facts)}
        yield Across("H06", query.name, circle.document, ground.start, ground.end, values,
                     witness, None, ground.mention)  # fmt: skip


def _called(document: str, facts: Mapping[str, Facts]) -> str:
    known = facts.get(document)
    return (known.number if known else None) or _number(document)


def _where(ring: tuple[str, ...], facts: Mapping[str, Facts]) -> str:
    """Say which of the citations runs from an earlier or higher document to a later or lower."""
    steps = [(one, (*ring, ring[0])[place + 1]) for place, one in enumerate(ring)]
    wrong = [step for step in steps if backward(*step, facts)]
    if len(wrong) != 1:
        return ""
    (document, other), *_ = wrong
    here = "ở đây" if document == ring[0] else f"ở {_called(document, facts)}"
    return f": viện dẫn {_called(other, facts)} {here} là chiều ngược"


def _ambiguous(store: Store, query: Query) -> Iterator[Across]:
    """A number without issuer and date, where bodies of the chain have each issued one.

    All are named among which a person may choose, in the order of `cancu settle`.
    """
    rows = _rows(store, query)
    known = local_numbers(store) if rows else {}
    for row in rows:
        number = printed_number_in(row["surface"])
        chain = {one.iri: one for one in in_chain(known, row["document"], row["surface"])}
        if len(chain) > 1:
            fitting = dict.fromkeys((*row.get("fit", "").split(), *chain))
            issuers = {iri: one.issuer for iri, one in chain.items()}
            names = "; ".join(_of_issuer(number, iri, issuers.get(iri)) for iri in fitting)
            yield _found(query, row, times=str(len(fitting)), candidates=names)


def _of_issuer(number: str | None, iri: str, issuer: str | None) -> str:
    place = parse_document_iri(iri)
    year = f" ({place.year})" if place else ""
    return f"{number or iri}{year} của {issuer or body_in_words(iri) or iri}"


_READERS: Mapping[str, Callable[[Store, Query], Iterator[Across]]] = {
    "two-dates": _two_dates,
    "orphan-plan": _orphans,
    "targets-along-chain": _below_parent,
    "cycle": _cycles,
    "later-than-parent": _later,
    "not-carried-out": _left_out,
    "missed-reference": _missed,
    "targets-of-one-body": _two_targets,
    "deadlines-of-one-body": _two_deadlines,
    "ambiguous-in-chain": _ambiguous,
}
"""Queries whose rows must be compared with each other before they are findings."""
