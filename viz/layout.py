"""Places for the documents of a graph: one band a level, few crossings, nothing on top of another.

A layered drawing after Sugiyama, Tagawa and Toda (1981): layers from the levels and, inside a
level, from who cites whom; barycentres order each layer; an isotonic regression then moves each
card as near to its neighbours as the cards beside it allow. Lengths are canvas units, which are
pixels at a zoom of 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from cancu.viz.clearance import cleared

CARD_WIDTH = 176.0
CARD_HEIGHT = 50.0
COLUMN = 200.0
"""Distance between the centres of two cards of a row."""
ROW = 74.0
"""Distance between two rows of one wrapped layer."""
LAYER = 104.0
"""Distance between two layers, with room for the lines between them."""
BAND_PADDING = 29.0

_ASPECT = 1.7
_CLEARED = 150
"""Up to this many cards, lines that pass by are given way; above, nothing would be won."""
_MIN_COLUMNS = 7
_MAX_LAYERS_IN_BAND = 5
_ORDER_SWEEPS = 12
_PLACE_SWEEPS = 8

Row = list[str]


@dataclass(frozen=True, slots=True)
class BandExtent:
    """The strip of the drawing that belongs to one band."""

    band: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """``positions`` are centres; ``layers`` number the layers from the top, before wrapping."""

    positions: Mapping[str, tuple[float, float]]
    layers: Mapping[str, int]
    bands: tuple[BandExtent, ...]


def layered_layout(graph: nx.MultiDiGraph[Any], bands: Mapping[str, int]) -> Layout:
    """Lay out ``graph``, whose edges run from the citing to the cited document.

    ``bands`` gives each node's band, 0 at the top. The same graph always gets the same places.
    """
    neighbours = _neighbours(graph)
    layers = _ordered_layers(_layers(graph, bands), neighbours)
    columns = _columns(len(graph))
    rows: list[tuple[int, int, Row]] = []
    for number, (band, layer) in enumerate(layers):
        rows.extend((band, number, row) for row in _wrapped(layer, columns))
    lines = [row for _, _, row in rows]
    xs = _columns_placed(lines, neighbours)
    drawn = _stacked(rows, xs)
    if len(graph) > _CLEARED:
        return drawn
    ys = {node: y for node, (_, y) in drawn.positions.items()}
    air = (CARD_WIDTH + 24, CARD_HEIGHT)
    edges = [(source, target) for source, target in graph.edges() if source != target]
    return _stacked(rows, cleared(lines, xs, ys, edges, card=air, column=COLUMN))


def _neighbours(graph: nx.MultiDiGraph[Any]) -> dict[str, list[str]]:
    return {
        node: sorted({*graph.successors(node), *graph.predecessors(node)} - {node})
        for node in graph
    }


def _layers(graph: nx.MultiDiGraph[Any], bands: Mapping[str, int]) -> list[tuple[int, list[str]]]:
    """Split each band into layers in which a document stands below what it cites."""
    layers: dict[tuple[int, int], list[str]] = {}
    for band in sorted(set(bands.values())):
        members = [node for node in graph if bands[node] == band]
        for node, depth in _depths(graph, members).items():
            layers.setdefault((band, depth), []).append(node)
    return [(band, layers[band, depth]) for band, depth in sorted(layers)]


def _depths(graph: nx.MultiDiGraph[Any], members: Sequence[str]) -> dict[str, int]:
    """Longest chain of citations above each member, cycles taken as one step."""
    inside: nx.DiGraph[Any] = nx.DiGraph()
    inside.add_nodes_from(members)
    inside.add_edges_from(graph.subgraph(members).edges())
    condensed = nx.condensation(inside)
    depths: dict[str, int] = {}
    deepest: dict[int, int] = {}
    for component in reversed(list(nx.topological_sort(condensed))):
        above = (deepest[cited] + 1 for cited in condensed.successors(component))
        deepest[component] = min(max(above, default=0), _MAX_LAYERS_IN_BAND - 1)
        for node in condensed.nodes[component]["members"]:
            depths[node] = deepest[component]
    return {node: depths[node] for node in members}


def _columns(count: int) -> int:
    return max(_MIN_COLUMNS, math.ceil(math.sqrt(count * _ASPECT * ROW / COLUMN)))


def _walk_order(neighbours: Mapping[str, list[str]]) -> dict[str, int]:
    """Number the nodes depth first from the most connected, so that kin start side by side."""
    order: dict[str, int] = {}
    by_degree = sorted(neighbours, key=lambda node: (-len(neighbours[node]), node))
    for root in by_degree:
        stack = [root]
        while stack:
            node = stack.pop()
            if node not in order:
                order[node] = len(order)
                stack.extend(reversed(neighbours[node]))
    return order


def _ordered_layers(
    layers: list[tuple[int, list[str]]], neighbours: Mapping[str, list[str]]
) -> list[tuple[int, list[str]]]:
    start = _walk_order(neighbours)
    ordered = [(band, sorted(layer, key=start.__getitem__)) for band, layer in layers]
    layer_of = {node: n for n, (_, layer) in enumerate(ordered) for node in layer}
    place = {node: (i + 0.5) / len(layer) for _, layer in ordered for i, node in enumerate(layer)}
    for sweep in range(_ORDER_SWEEPS):
        downward = sweep % 2 == 0
        for n in range(len(ordered)) if downward else reversed(range(len(ordered))):
            band, layer = ordered[n]
            wanted = {
                node: _mean(
                    [
                        place[other]
                        for other in neighbours[node]
                        if (layer_of[other] < n if downward else layer_of[other] > n)
                    ],
                    place[node],
                )
                for node in layer
            }
            layer = sorted(layer, key=wanted.__getitem__)
            ordered[n] = (band, layer)
            place.update({node: (i + 0.5) / len(layer) for i, node in enumerate(layer)})
    return ordered


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _wrapped(layer: list[str], columns: int) -> list[Row]:
    """Cut a long layer into rows column by column, which keeps its order from left to right."""
    rows = math.ceil(len(layer) / columns)
    return [layer[first::rows] for first in range(rows)]


def _columns_placed(rows: Sequence[Row], neighbours: Mapping[str, list[str]]) -> dict[str, float]:
    xs = {node: (i - (len(row) - 1) / 2) * COLUMN for row in rows for i, node in enumerate(row)}
    for sweep in range(_PLACE_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = [_mean([xs[n] for n in neighbours[node]], xs[node]) for node in row]
            xs.update(zip(row, spaced(wanted, COLUMN), strict=True))
    return xs


def spaced(wanted: Sequence[float], distance: float) -> list[float]:
    """Return the places nearest to ``wanted`` (least squares) that keep order and ``distance``.

    Pool adjacent violators on ``wanted[i] - i * distance``.
    """
    blocks: list[tuple[float, int]] = []
    for i, place in enumerate(wanted):
        total, size = place - i * distance, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / size:
            before, length = blocks.pop()
            total, size = total + before, size + length
        blocks.append((total, size))
    means = [total / size for total, size in blocks for _ in range(size)]
    return [mean + i * distance for i, mean in enumerate(means)]


def _stacked(rows: Sequence[tuple[int, int, Row]], xs: Mapping[str, float]) -> Layout:
    positions: dict[str, tuple[float, float]] = {}
    layers: dict[str, int] = {}
    extents: list[BandExtent] = []
    y = 0.0
    last: tuple[int, int] | None = None
    for band, layer, row in rows:
        if last is None or band != last[0]:
            top = extents[-1].bottom if extents else y
            y = top + BAND_PADDING + CARD_HEIGHT / 2
            extents.append(BandExtent(band, top, y))
        else:
            y += ROW if layer == last[1] else LAYER
        last = (band, layer)
        extents[-1] = BandExtent(band, extents[-1].top, y + CARD_HEIGHT / 2 + BAND_PADDING)
        for node in row:
            positions[node] = (round(xs[node], 1), round(y, 1))
            layers[node] = layer
    return Layout(positions, layers, tuple(extents))
