"""What two documents of one body and year say of one thing: a metric, the deadline of a task."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar, cast

from cancu.ingest.targets import Comparator, Target
from cancu.queries.checks.likeness import content_words, likeness
from cancu.queries.checks.metric_families import same_metric

Row = Mapping[str, str]
Value = TypeVar("Value")

_ALIKE = 0.8
_WORDS = 5
_NUMBERS = re.compile(r"\d+|\b[IVX]+\b")
_LARGEST = 400
"""Rows that may clash are compared with each other; of more only the first ones are."""


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
    groups: dict[tuple[str | None, ...], list[tuple[Row, Target]]] = defaultdict(list)
    for row in rows:
        target = target_of(row)
        key = (row["body"], row["year"], target.unit, target.comparator)
        groups[key].append((row, target))
    yield from _pairs(groups.values(), _two_values)


def other_deadlines(rows: list[dict[str, str]]) -> Iterator[tuple[Row, Row]]:
    """Yield each row with one of another document of its body and year for the same task that is
    due on another day, in both orders.
    """
    groups: dict[tuple[str, str, frozenset[str]], list[tuple[Row, str]]] = defaultdict(list)
    for row in rows:
        task = row["task"]
        if len(content_words(task)) >= _WORDS:
            numbers = frozenset(_NUMBERS.findall(task))
            groups[row["body"], row["year"], numbers].append((row, task))
    yield from _pairs(groups.values(), _two_days)


_Read = tuple[Row, Value]
_Clash = Callable[[_Read[Value], _Read[Value]], bool]


def _pairs(
    groups: Iterable[Sequence[_Read[Value]]], clash: _Clash[Value]
) -> Iterator[tuple[Row, Row]]:
    for group in groups:
        if len({row["document"] for row, _ in group}) < 2:
            continue
        for one, other in combinations(group[:_LARGEST], 2):
            if one[0]["document"] != other[0]["document"] and clash(one, other):
                yield one[0], other[0]
                yield other[0], one[0]


def _two_values(one: _Read[Target], other: _Read[Target]) -> bool:
    return one[1].value != other[1].value and same_metric(one[1], other[1])


def _two_days(one: _Read[str], other: _Read[str]) -> bool:
    return one[0]["day"] != other[0]["day"] and likeness(one[1], other[1]) >= _ALIKE
