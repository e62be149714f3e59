"""Moves cards of a small drawing out from under the lines that only pass by.

Lines follow vis-network's vertical cubic Bézier: out of a card straight, into the other straight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

CURVE = 0.4
"""How far the control points reach along the height of a line (vis-network's roundness)."""

_ROUNDS = 4
_STEPS = tuple(step / 4 for step in sorted(range(-8, 9), key=abs))
_HALVINGS = 12


def cleared(
    rows: Sequence[Sequence[str]],
    xs: Mapping[str, float],
    ys: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    *,
    card: tuple[float, float],
    column: float,
) -> dict[str, float]:
    """Return new places in x; order in a row and the distance ``column`` are kept.

    ``card`` is width and height of a card with the air it needs around it.
    """
    lines = list(dict.fromkeys(edges))
    ends: dict[str, list[str]] = {node: [] for row in rows for node in row}
    for source, target in lines:
        ends[source].append(target)
        ends[target].append(source)
    placed = dict(xs)
    for _ in range(_ROUNDS):
        for row in rows:
            for place, node in enumerate(row):
                low = placed[row[place - 1]] + column if place else float("-inf")
                high = placed[row[place + 1]] - column if place + 1 < len(row) else float("inf")
                passing = _passing(node, lines, placed, ys, card[1])
                near = [placed[other] for other in ends[node]]
                choices = [placed[node] + step * column for step in _STEPS]
                cost = partial(_cost, passing=passing, near=near, width=card[0], column=column)
                free = [x for x in choices if x == placed[node] or low <= x <= high]
                placed[node] = min(free, key=cost)
    return placed


def _cost(
    x: float,
    passing: Sequence[tuple[float, float]],
    near: Sequence[float],
    width: float,
    column: float,
) -> float:
    covered = sum(left < x + width / 2 and right > x - width / 2 for left, right in passing)
    stretch = sum(abs(x - other) for other in near) / (len(near) or 1)
    return 3 * covered + 1.2 * stretch / column


def _passing(
    node: str,
    lines: Sequence[tuple[str, str]],
    xs: Mapping[str, float],
    ys: Mapping[str, float],
    height: float,
) -> list[tuple[float, float]]:
    """The stretches in x that lines of other cards take in the row of ``node``."""
    top, bottom = ys[node] - height / 2, ys[node] + height / 2
    return [
        _stretch((xs[source], ys[source]), (xs[target], ys[target]), top, bottom)
        for source, target in lines
        if node not in (source, target)
        and min(ys[source], ys[target]) < top
        and max(ys[source], ys[target]) > bottom
    ]


def _stretch(
    source: tuple[float, float], target: tuple[float, float], top: float, bottom: float
) -> tuple[float, float]:
    crossings = [
        source[0] + (target[0] - source[0]) * _sideways((y - source[1]) / (target[1] - source[1]))
        for y in (top, bottom)
    ]
    return min(crossings), max(crossings)


def _sideways(height: float) -> float:
    """How far a line has gone to the side (0..1) when it has gone ``height`` (0..1) of its way."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        t = (low + high) / 2
        risen = 3 * (1 - t) ** 2 * t * CURVE + 3 * (1 - t) * t**2 * (1 - CURVE) + t**3
        low, high = (t, high) if risen < height else (low, t)
    t = (low + high) / 2
    return 3 * t**2 - 2 * t**3
