"""Targets weaker than those of the level above (H05): a floor below a floor, a ceiling above a
ceiling.

"Đạt tối thiểu 60%" is a floor: more is better. "Giảm xuống dưới 5%" is a ceiling: less is better.
One is never held against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from cancu.ingest.targets import Target
from cancu.queries.checks.metric_families import same_metric

Bound = Literal["floor", "ceiling"]

_DOWN_TO = re.compile(
    r"(?:giảm|hạ|kéo\s+giảm)\b[^.;]{0,40}?\b(?:xuống|còn|về)\b|\bxuống\s+(?:còn|mức|dưới)\b|\bchỉ\s+còn\b",
    re.IGNORECASE,
)
_WORDS = {">=": "tối thiểu ", ">": "trên ", "<": "dưới ", "<=": "tối đa ", "=": ""}


def bound(target: Target) -> Bound:
    """Return whether a target says how much is needed at least, or how much may be at most."""
    if target.comparator in ("<", "<="):
        return "ceiling"
    if target.comparator == "=" and _DOWN_TO.search(target.metric):
        return "ceiling"
    return "floor"


def weaker_than(target: Target, upper: Iterable[Target]) -> Target | None:
    """Return the first target above for the same metric that asks for more than this one."""
    for above in upper:
        if above.unit != target.unit or bound(above) != bound(target):
            continue
        if bound(target) == "floor":
            weaker = target.value < above.value
        else:
            weaker = target.value > above.value
        if weaker and same_metric(target, above):
            return above
    return None


def figure(target: Target) -> str:
    """Return the figure with what is said of it: "dưới 5%"."""
    unit = target.unit or ""
    space = "" if unit in ("", "%") else " "
    said = _WORDS[target.comparator] if bound(target) == "ceiling" else ""
    return f"{said}{target.value:g}{space}{unit}"
