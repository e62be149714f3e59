"""What a finding across documents rests on: a place of another document, told so that a person
finds it without opening anything first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import TypeVar

from cancu.ontology.iris import parse_document_iri
from cancu.queries.findings import Evidence, excerpt
from cancu.queries.sources import Source, source_texts
from cancu.queries.store import Store

_FACTS = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?document ?number ?title ?issuer ?date ?order
WHERE {
  { SELECT DISTINCT ?document WHERE { ?source dcterms:isFormatOf ?document } }
  OPTIONAL { ?document eli:id_local ?number }
  OPTIONAL { ?document eli:title ?title }
  OPTIONAL { ?document dcterms:creator ?issuer }
  OPTIONAL { ?document eli:date_document ?date }
  OPTIONAL { ?document cc:level/cc:order ?order }
}
ORDER BY ?document ?number ?title ?issuer ?date ?order
"""
_PLACES = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT DISTINCT ?thing ?page ?cell ?sentence
WHERE {{
  VALUES ?thing {{ {things} }}
  OPTIONAL {{ ?thing cc:page ?page }}
  OPTIONAL {{ ?thing cc:tableCell ?cell }}
  OPTIONAL {{ ?thing cc:sentence ?sentence }}
}}
"""
_FIRST = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT ?source ?start ?end
WHERE {{
  VALUES ?source {{ {graphs} }}
  VALUES ?role {{ "basis" "implements" "under" }}
  GRAPH ?source {{ ?mention cc:role ?role ; cc:start ?start ; cc:end ?end }}
}}
"""
_T = TypeVar("_T")
_AT_ONCE = 1000
_TEXTS_AT_ONCE = 200
_LONGEST = 300
"""Characters of a quoted row or sentence."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document that was read says of itself; ``order`` is its level's, 1 the highest."""

    number: str | None
    title: str | None = None
    issuer: str | None = None
    date: str | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A place of a document (an IRI, None for that of the thing) that proves something of another.

    ``thing`` is the IRI of the row, target or mention that stands there, ``said`` its words with
    their figure or date, where "" the sentence of the mention; ``row`` its ordinal in a table.
    """

    document: str | None
    thing: str | None = None
    start: int | None = None
    end: int | None = None
    said: str = ""
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A page and a cell ("table:row,column", from 1), None where not known.

    ``sentence`` is that of a mention.
    """

    page: int | None = None
    cell: str | None = None
    sentence: str = ""

    def __str__(self) -> str:
        """Say where, in Vietnamese."""
        said = [f"trang {self.page}"] if self.page else []
        return ", ".join([*said, f"ô {self.cell}"] if self.cell else said)


def facts_of(store: Store) -> Mapping[str, Facts]:
    """Return what each document that was read says of itself, of several files the first."""
    found: dict[str, Facts] = {}
    for row in store.query(_FACTS).records():
        order = int(row["order"]) if row["order"] else None
        facts = Facts(row["number"], row["title"], row["issuer"], row["date"], order)
        found.setdefault(row["document"] or "", facts)
    return found


def places_of(store: Store, things: Iterable[str]) -> Mapping[str, Place]:
    """Return the page and cell of rows, targets and mentions (IRIs)."""
    found: dict[str, Place] = {}
    for some in batches(dict.fromkeys(things)):
        text = _PLACES.format(things=" ".join(f"<{thing}>" for thing in some))
        for row in store.query(text).records():
            page = int(row["page"]) if row["page"] else None
            found[row["thing"] or ""] = Place(page, row["cell"], row["sentence"] or "")
    return found


def batches(things: Iterable[_T], size: int = _AT_ONCE) -> Iterator[list[_T]]:
    """Yield things in lists that fit into one query."""
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def first_places(store: Store, graphs: Iterable[str]) -> Mapping[str, tuple[int, int]]:
    """Return where each file first cites another document: what it should cite belongs there."""
    found: dict[str, tuple[int, int]] = {}
    for some in batches(sorted(graphs)):
        text = _FIRST.format(graphs=" ".join(f"<{graph}>" for graph in some))
        for row in store.query(text).records():
            place = int(row["start"] or 0), int(row["end"] or 0)
            graph = row["source"] or ""
            found[graph] = min(place, found.get(graph, place))
    return found


def excerpts(
    store: Store, spans: Iterable[tuple[str, int, int]]
) -> Mapping[tuple[str, int, int], str]:
    """Return the words around places, each given by the graph of its file, start and end.

    Texts are fetched many at once and only the words kept.
    """
    wanted: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for graph, start, end in spans:
        wanted[graph].add((start, end))
    found: dict[tuple[str, int, int], str] = {}
    for some in batches(wanted, _TEXTS_AT_ONCE):
        for graph, text in source_texts(store, some).items():
            for start, end in wanted[graph]:
                found[graph, start, end] = excerpt(text, start, end)
    return found


def file_of(thing: str) -> str:
    """Return the graph of the file in which a row, target or mention stands."""
    return thing.partition("#")[0]


class Told:
    """Turns witnesses into evidence."""

    def __init__(self, facts: Mapping[str, Facts], files: Sequence[Source]) -> None:
        self._facts = facts
        self._documents = {source.graph: source.document for source in files}
        self._files: dict[str, list[Source]] = defaultdict(list)
        for source in files:
            self._files[source.document].append(source)

    def evidence(self, one: Witness, place: Place) -> Evidence:
        """Return the evidence that a place of another document is."""
        document = one.document or self._documents.get(file_of(one.thing or ""), "")
        facts = self._facts.get(document) or Facts(None)
        file = self._file(document, one.thing)
        number = facts.number or printed_number(document)
        name = _name(number, facts, file) or document
        said = _shortened(one.said or place.sentence)
        at = ", ".join(
            part
            for part in (
                f"dòng {one.row}" if one.row else "",
                str(place),
                f"ký tự {one.start}–{one.end}" if one.start is not None else "",
            )
            if part
        )
        text = name + (f": “{said}”" if said else "") + (f" ({at})" if at else "")
        return Evidence(
            text, one.start, one.end, document, number=number, title=facts.title,
            quoted=said or None, file=file, page=place.page, cell=place.cell,
        )  # fmt: skip

    def _file(self, document: str, thing: str | None) -> str | None:
        files = self._files.get(document, [])
        graph = file_of(thing) if thing else None
        fitting = [source for source in files if graph in (None, source.graph)]
        return fitting[0].location if fitting else None


def printed_number(document: str) -> str | None:
    """Return the number that an IRI holds ("25/KH-UBND" as far as it can be told)."""
    parsed = parse_document_iri(document)
    return parsed.number if parsed else None


def _name(number: str | None, facts: Facts, file: str | None) -> str:
    """Return number, date, issuer and title as far as they are known."""
    date = facts.date or ""
    day = "/".join(reversed(date.split("-"))) if len(date) == 10 else ""
    parts = (
        number or (PurePath(file).name if file else ""),
        f"ngày {day}" if day else "",
        f"của {facts.issuer}" if facts.issuer else "",
        f"«{facts.title}»" if facts.title else "",
    )
    return " ".join(part for part in parts if part)


def _shortened(words: str) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST].rpartition(' ')[0]} …"
