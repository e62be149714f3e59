"""What two documents of one body and year say of one thing: a metric, the deadline of a task."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import cast

from cancu.ingest.targets import Comparator, Target
from cancu.queries.checks.likeness import content_words, likeness
from cancu.queries.checks.metric_families import same_metric

Row = Mapping[str, str]

_ALIKE = 0.8
_WORDS = 5
_NUMBERS = re.compile(r"\d+|\b[IVX]+\b")
_LARGEST = 400
"""Rows of one body and year that are compared; beyond that only the first ones are."""


def target_of(row: Row) -> Target:
    """Read a target from the row of a query."""
    return Target(
        row["metric"],
        cast("Comparator", row["comparator"]),
        float(row["value"]),
        row.get("unit"),
        row.get("due"),
        int(row["start"]),
        int(row["end"]),
    )


def other_values(rows: list[dict[str, str]]) -> Iterator[tuple[Row, Row]]:
    """Yield each target with one of another document of its body and year that has another value.

    Both are given, in both orders: each document shows the other as evidence.
    """
    yield from _pairs(rows, _two_values)


def other_deadlines(rows: list[dict[str, str]]) -> Iterator[tuple[Row, Row]]:
    """Yield each row with one of another document of its body and year for the same task that is
    due on another day, in both orders.
    """
    yield from _pairs(rows, _two_days)


def _pairs(
    rows: list[dict[str, str]], clash: Callable[[Row, Row], bool]
) -> Iterator[tuple[Row, Row]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row["body"], row["year"]].append(row)
    for group in groups.values():
        if len({row["document"] for row in group}) < 2:
            continue
        for one, other in combinations(group[:_LARGEST], 2):
            if one["document"] != other["document"] and clash(one, other):
                yield one, other
                yield other, one


def _two_values(one: Row, other: Row) -> bool:
    left, right = target_of(one), target_of(other)
    if left.unit != right.unit or left.comparator != right.comparator:
        return False
    return left.value != right.value and same_metric(left, right)


def _two_days(one: Row, other: Row) -> bool:
    if one["day"] == other["day"] or len(content_words(one["task"])) < _WORDS:
        return False
    if set(_NUMBERS.findall(one["task"])) != set(_NUMBERS.findall(other["task"])):
        return False
    return likeness(one["task"], other["task"]) >= _ALIKE
