"""Rows and sentences that are due later than those above that they carry out (H04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cancu.queries.store import Store
from cancu.queries.witnesses import batches, facts_of

Row = dict[str, str]

_DUTIES = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT DISTINCT ?row ?document ?task ?start ?end ?deadline ?origin ?ordinal
WHERE {{
  VALUES ?row {{ {rows} }}
  ?row cc:imposedBy ?document ; cc:task ?task ; cc:start ?start ; cc:end ?end ;
    cc:origin ?origin ; cc:deadlineText ?deadline .
  OPTIONAL {{ ?row cc:ordinal ?ordinal }}
}}
"""
_PROPOSED = """
PREFIX cc: <http://cancu.internal/ns#>
SELECT DISTINCT ?document ?parent WHERE { ?document cc:proposedParent ?parent }
"""


def late_rows(store: Store, found: Sequence[Row]) -> Iterator[Row]:
    """Yield what is said of each pair of ``row`` and ``upper`` (IRIs) by document and place.

    ``standing`` becomes "chain" where the document above is only proposed as such.
    """
    told = _told(store, {row[key] for row in found for key in ("row", "upper")})
    proposed = {tuple(one.values()) for one in store.query(_PROPOSED).records()}
    numbers = {document: facts.number for document, facts in facts_of(store).items()}
    late = []
    for pair in found:
        row, upper = told.get(pair["row"]), told.get(pair["upper"])
        if row is None or upper is None:
            continue
        number = numbers.get(upper["document"])
        late.append(
            pair
            | {key: value for key, value in row.items() if key != "ordinal"}
            | {
                "upper": pair["upper"],
                "other": upper["document"],
                "above": upper["deadline"],
                "aboveTask": upper["task"],
                "aboveStart": upper["start"],
                "aboveEnd": upper["end"],
                "origin": upper["origin"],
            }
            | ({"ordinal": upper["ordinal"]} if "ordinal" in upper else {})
            | ({"number": number} if number else {})
            | ({"standing": "chain"} if (row["document"], upper["document"]) in proposed else {})
        )
    yield from sorted(late, key=lambda one: (one["document"], int(one["start"]), one["upper"]))


def _told(store: Store, rows: Iterable[str]) -> dict[str, Row]:
    """Return what is said of rows and sentences with a deadline (IRIs)."""
    found: dict[str, Row] = {}
    for some in batches(sorted(rows)):
        text = _DUTIES.format(rows=" ".join(f"<{row}>" for row in some))
        for record in store.query(text).records():
            row = {key: value for key, value in record.items() if value is not None}
            found[row["row"]] = row
    return found
