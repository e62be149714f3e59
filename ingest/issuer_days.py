"""Whether the body that a document is said to be of existed on its day, and why not.

A Bộ that was merged numbers nothing after its last day, nor one that was formed before its first.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from cancu.ingest.reasons import reason, written
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.units import Unit

_KINDS = frozenset({"ministry", "agency", "government-agency", "general-department",
                    "party-agency", "assembly-committee"})  # fmt: skip
"""Of other bodies the day may be some weeks off."""
_KNOWN_SINCE = date(2007, 8, 1)
"""Nghị quyết 01/2007/QH12: names of before were borne by other bodies too (Bộ Nội vụ)."""


@cache
def _by_path() -> dict[str, tuple[Issuer, ...]]:
    found: dict[str, tuple[Issuer, ...]] = {}
    for body in issuers():
        found[body.path] = (*found.get(body.path, ()), body)
    return found


def out_of_time(path: str, day: date) -> Issuer | None:
    """Return the central body with this path where it is known to have been none on ``day``."""
    bodies = _by_path().get(path, ())
    if day < _KNOWN_SINCE or not bodies or any(body.kind not in _KINDS for body in bodies):
        return None
    return None if any(body.exists_on(day) for body in bodies) else bodies[0]


def why_out_of_time(body: Issuer, day: date) -> str:
    """Return the reason for which such a body made no document on ``day``."""
    if body.valid_to is not None and body.valid_to < day:
        return reason("issuer_ended", issuer=body.name, last=written(body.valid_to))
    first = written(body.valid_from) if body.valid_from else ""
    return reason("issuer_later", issuer=body.name, first=first)


def why_ended(unit: Unit) -> str:
    """Return the reason for which a unit that had ended made no document, with its last day."""
    days = unit.last_days
    if days is None:
        raise ValueError(f"{unit.full_name} ({unit.code}) has not ended")
    if days.is_known:
        return reason("ended", unit=unit.full_name, last=written(days.last))
    days = days.days_later(1)
    first, last = written(days.first), written(days.last)
    return reason("ended_within", unit=unit.full_name, first=first, last=last)
