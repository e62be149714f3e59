"""Which of two documents has the higher legal force (thứ bậc hiệu lực).

The order is that of Luật 64/2025/QH15, Điều 4 (before: Luật 80/2015/QH13, Điều 4), in
``legal_force.csv``. What stands in no row, a plan or a Party document, has no place in the order.
"""

from __future__ import annotations

from functools import cache

from cancu.ontology.iris import DocumentIri
from cancu.ontology.load import ForceRow, Level, force_rows, issuers
from cancu.ontology.place_levels import level_of_place


@cache
def _body_levels() -> dict[str, Level | None]:
    return {body.path: body.level for body in issuers()}


def level_of(issuer_path: str) -> Level | None:
    """The level of a body: its own, or that of its unit: ``"ubnd/tinh-ha-tinh"`` → province."""
    body, _, place = issuer_path.partition("/")
    own = _body_levels().get(body)
    if own or not place:
        return own
    return level_of_place(place)


@cache
def _rows_by_type() -> dict[str, tuple[ForceRow, ...]]:
    by_type: dict[str, tuple[ForceRow, ...]] = {}
    for row in force_rows():
        by_type[row.type] = (*by_type.get(row.type, ()), row)
    return by_type


def legal_force(document: DocumentIri) -> int | None:
    """The document's place in the order, 1 the highest; None where it has none.

    An individual decision of a people's committee has the place of its form: the number does not
    always tell it from a normative one.
    """
    body = document.issuer_path.partition("/")[0]
    for row in _rows_by_type().get(document.type_slug, ()):
        if row.issuer in ("", body) and row.level in ("", level_of(document.issuer_path)):
            return row.force
    return None
