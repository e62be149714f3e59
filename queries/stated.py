"""What documents of a store state about other documents: amends, replaces, repeals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from cancu.ontology.force import legal_force
from cancu.ontology.iris import parse_document_iri
from cancu.queries.sources import path_of
from cancu.queries.store import Store

_FACTS = """\
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT DISTINCT ?number ?day ?effective
WHERE {
  OPTIONAL { ?document eli:id_local ?number }
  OPTIONAL { ?document eli:date_document ?day }
  OPTIONAL { ?document eli:first_date_entry_in_force ?effective }
}
ORDER BY ?day ?effective
"""
_IN_FORCE = """\
PREFIX cc: <http://cancu.internal/ns#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?day ?wording ?source ?file
WHERE {
  GRAPH ?source {
    ?statement a rdf:Statement ; rdf:subject ?document ; rdf:object ?day ; cc:sentence ?wording ;
      rdf:predicate eli:first_date_entry_in_force .
  }
  OPTIONAL { ?source prov:atLocation ?file }
}
ORDER BY ?source
"""


_Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Stated:
    """A change that stands in documents of the store.

    ``active`` tells that the document asked about changes ``other`` (an IRI), else the other way
    round; ``relation`` is amends, replaces or repeals; ``number``, ``day`` and ``effective``, the
    first day in force as far as it says so, are the other's. ``changed`` are the articles that are
    changed, ``changing`` those of the document that changes them, ``wordings`` the sentences that
    say so, those that name articles first; ``source`` is the file that states it.
    """

    relation: str
    active: bool
    other: str
    number: str | None
    day: date | None
    effective: date | None
    changed: tuple[str, ...]
    changing: tuple[str, ...]
    source: str
    wordings: tuple[str, ...]


@cache
def _query() -> str:
    return Path(__file__).with_name("stated_changes.rq").read_text(encoding="utf-8")


def stated_changes(store: Store, document: str) -> list[Stated]:
    """Return what documents of the store state about a document, a change for each other document.

    A title states that one amends the other, its articles which of the other's: all are kept. What
    the order of legal force forbids is left out: a plan amends no decree, so a sentence that reads
    so was misread.
    """
    told: dict[tuple[str, bool, str], list[_Row]] = defaultdict(list)
    for row in store.query(_query(), {"document": NamedNode(document)}).records():
        relation, subject, object_ = (row[k] or "" for k in ("relation", "subject", "object"))
        if _may_change(subject, object_):
            active = subject == document
            told[relation, active, object_ if active else subject].append(row)
    return [_together(store, *key, rows) for key, rows in told.items()]


def _together(store: Store, relation: str, active: bool, other: str, rows: list[_Row]) -> Stated:
    number, day, effective = _facts(store, other)
    first = rows[0]
    named = [row for row in rows if row["changed"]]
    return Stated(
        relation, active, other, number, day, effective,
        changed=_once(row["changed"] for row in rows),
        changing=_once(row["changing"] for row in rows),
        source=path_of(first["file"]) if first["file"] else first["stating"] or "",
        wordings=_once(row["wording"] for row in (*named, *rows)),
    )  # fmt: skip


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return what was said, each once: the same document may be held as several files."""
    return tuple(dict.fromkeys(value for value in values if value))


@dataclass(frozen=True, slots=True)
class StatedInForce:
    """The first day in force that a document read into the store states of itself."""

    day: date
    wording: str
    source: str


def stated_in_force(store: Store, document: str) -> StatedInForce | None:
    """Return from which day a document says that it holds; None where files of it differ."""
    rows = list(store.query(_IN_FORCE, {"document": NamedNode(document)}).records())
    days = {day for row in rows if (day := _full_day(row["day"]))}
    if len(days) != 1:
        return None
    first = rows[0]
    source = path_of(first["file"]) if first["file"] else first["source"] or ""
    return StatedInForce(days.pop(), first["wording"] or "", source)


def _facts(store: Store, document: str) -> tuple[str | None, date | None, date | None]:
    row = next(store.query(_FACTS, {"document": NamedNode(document)}).records())
    return row["number"], _full_day(row["day"]), _full_day(row["effective"])


def _full_day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso and len(iso) == 10 else None


def _may_change(changing: str, changed: str) -> bool:
    one, other = parse_document_iri(changing), parse_document_iri(changed)
    if one is None or other is None:
        return True
    higher, lower = legal_force(one), legal_force(other)
    return lower is None or (higher is not None and higher <= lower)
