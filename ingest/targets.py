"""Quantified targets (chỉ tiêu): metric, comparator, value, unit, due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Comparator = Literal["=", ">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Target:
    """A metric and the value to reach; ``start`` is the offset at which the metric begins."""

    metric: str
    comparator: Comparator
    value: float
    unit: str | None
    due: str | None
    start: int
    end: int
