"""What documents of a store state about other documents: amends, replaces, repeals."""

from __future__ import annotations

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
SELECT DISTINCT ?number ?day
WHERE {
  OPTIONAL { ?document eli:id_local ?number }
  OPTIONAL { ?document eli:date_document ?day }
}
ORDER BY ?day
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A change that stands in a document of the store.

    ``active`` tells that the document asked about changes ``other`` (an IRI), else the other way
    round; ``relation`` is amends, replaces or repeals; ``day`` and ``number`` are the other's;
    ``source`` is the file that states it.
    """

    relation: str
    active: bool
    other: str
    number: str | None
    day: date | None
    provisions: str | None
    source: str
    wording: str


@cache
def _query() -> str:
    return Path(__file__).with_name("stated_changes.rq").read_text(encoding="utf-8")


def stated_changes(store: Store, document: str) -> list[Stated]:
    """Return what documents of the store state about a document, each change once.

    What the order of legal force forbids is left out: a plan amends no decree, so a sentence that
    reads so was misread.
    """
    found: dict[tuple[str, bool, str], Stated] = {}
    for row in store.query(_query(), {"document": NamedNode(document)}).records():
        relation, subject, object_ = (row[k] or "" for k in ("relation", "subject", "object"))
        active = subject == document
        other = object_ if active else subject
        if (relation, active, other) not in found and _may_change(subject, object_):
            number, day = _facts(store, other)
            found[relation, active, other] = Stated(
                relation, active, other, number, day, row["pinpoint"],
                path_of(row["file"]) if row["file"] else row["stating"] or "",
                row["wording"] or "",
            )  # fmt: skip
    return list(found.values())


def _facts(store: Store, document: str) -> tuple[str | None, date | None]:
    row = next(store.query(_FACTS, {"document": NamedNode(document)}).records())
    day = row["day"]
    return row["number"], date.fromisoformat(day) if day and len(day) == 10 else None


def _may_change(changing: str, changed: str) -> bool:
    one, other = parse_document_iri(changing), parse_document_iri(changed)
    if one is None or other is None:
        return True
    higher, lower = legal_force(one), legal_force(other)
    return lower is None or (higher is not None and higher <= lower)
