"""Cuts a text where marks begin and end, so that overlapping marks never have to nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; ``marks`` are the indices of the spans over it, the widest first."""

    start: int
    end: int
    marks: tuple[int, ...]


def segments(
    spans: Sequence[tuple[int, int]], length: int, cuts: Iterable[int] = ()
) -> list[Segment]:
    """Partition ``range(length)`` at every end of a span and at ``cuts``.

    Spans may overlap, nest, touch and repeat; what lies outside the text or is empty marks
    nothing. The segments in order give back the whole text.
    """
    inside = [(max(start, 0), min(end, length)) for start, end in spans]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(inside):
        if start < end:
            opening.setdefault(start, []).append(index)
            closing.setdefault(end, []).append(index)
    borders = {0, length, *opening, *closing, *(cut for cut in cuts if 0 < cut < length)}
    places = sorted(borders)
    found: list[Segment] = []
    active: set[int] = set()
    for start, end in pairwise(places):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        widest_first = sorted(active, key=lambda i: (inside[i][0] - inside[i][1], i))
        found.append(Segment(start, end, tuple(widest_first)))
    return found
