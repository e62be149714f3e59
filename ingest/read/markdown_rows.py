"""Telling the rows of a table whose cells stand between pipes on lines of their own.

Between two rows stand two pipes with nothing between them, and so does an empty cell: which of the
two it is follows from the table as a whole. The best reading is the one in which most rows have
the same number of cells and rows begin as the first column does (with an ordinal).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

_COLUMNS_TRIED = 4
_MOST_COLUMNS = 40
_ORDINAL = re.compile(r"[*_\s]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[a-zđ]|[A-ZĐ])[.)]?[*_\s]*")
_ORDINAL_HEADER = re.compile(r"[*_\s]*(?:S?TT|Số\s+TT|Số\s+thứ\s+tự|S\s*T\s*T)[*_\s]*", re.I)

# What speaks against a reading, row by row.
_SHORT_ROW = 0.5
_MISSING_CELL = 0.05
_SHORT_FIRST_ROW = 3.0
_NO_ORDINAL = 1.5
_EMPTY_ROW = 2.0
_ORDINAL_INSIDE = 1.5
_OTHER_HEADER = 4.0
_WORST_MEAN = 0.9


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two pipes: a cell, or nothing."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A reading of pieces as rows of at most ``columns`` cells."""

    columns: int
    rows: tuple[tuple[Piece, ...], ...]


def begins_table(text: str) -> bool:
    """Tell whether a cell heads a column of ordinals, which stands first in a table."""
    return _ORDINAL_HEADER.fullmatch(text) is not None


def split_rows(pieces: Sequence[Piece]) -> Rows | None:
    """Return the best reading of pieces as a table, None where none is convincing."""
    if pieces and begins_table(pieces[0].text):
        pieces = _without_tail(pieces)
    fewest = max([2, *_filled_runs(pieces)])
    if fewest > _MOST_COLUMNS:
        return None
    best: Rows | None = None
    best_cost = float("inf")
    for columns in range(fewest, fewest + _COLUMNS_TRIED):
        lengths, cost = _best_lengths(pieces, columns)
        if lengths and cost < best_cost:
            best, best_cost = Rows(columns, _cut(pieces, lengths)), cost
    if best is None or best_cost > _WORST_MEAN * len(best.rows):
        return None
    return best if any(len(row) == best.columns for row in best.rows) else None


def _filled_runs(pieces: Sequence[Piece]) -> list[int]:
    """Return the lengths of the runs of filled cells; each lies in one row."""
    return [
        sum(1 for _ in run) for filled, run in groupby(pieces, lambda p: bool(p.text)) if filled
    ]


def _without_tail(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Cut off what follows the table: a run longer than its header goes on into other text."""
    header = next(iter(_filled_runs(pieces)))
    run = 0
    for index, piece in enumerate(pieces):
        run = run + 1 if piece.text else 0
        if run > header:
            return pieces[:index]
    return pieces


def _best_lengths(pieces: Sequence[Piece], columns: int) -> tuple[list[int], float]:
    """Return the lengths of the rows in the cheapest reading, from the last piece backwards."""
    count = len(pieces)
    ordinals = bool(_ORDINAL_HEADER.fullmatch(pieces[0].text))
    costs = [float("inf")] * (count + 2)
    choice = [0] * (count + 1)
    costs[count + 1] = 0.0
    for start in range(count - 1, -1, -1):
        for length in range(1, min(columns, count - start) + 1):
            after = start + length
            if after < count and pieces[after].text:
                continue
            cost = _row_cost(pieces, start, length, columns, ordinals) + costs[after + 1]
            if cost < costs[start]:
                costs[start], choice[start] = cost, length
    lengths: list[int] = []
    place = 0
    while place < count:
        if not choice[place]:
            return [], float("inf")
        lengths.append(choice[place])
        place += choice[place] + 1
    return lengths, costs[0]


def _row_cost(
    pieces: Sequence[Piece], start: int, length: int, columns: int, ordinals: bool
) -> float:
    cost = 0.0
    if length < columns:
        cost += _SHORT_ROW + _MISSING_CELL * (columns - length)
        cost += _SHORT_FIRST_ROW if start == 0 else 0.0
    first = pieces[start].text
    if ordinals and start and first and not _is_ordinal(first) and length > 1:
        cost += _NO_ORDINAL
    row = pieces[start : start + length]
    if not any(piece.text for piece in row):
        cost += _EMPTY_ROW
    # An ordinal after a gap begins a row of its own.
    cost += _ORDINAL_INSIDE * sum(
        ordinals and not before.text and _is_ordinal(piece.text) for before, piece in pairwise(row)
    )
    if start == 0 and length < len(pieces) and not all(piece.text for piece in row):
        cost += _OTHER_HEADER
    return cost


@cache
def _is_ordinal(text: str) -> bool:
    return _ORDINAL.fullmatch(text) is not None


def _cut(pieces: Sequence[Piece], lengths: Sequence[int]) -> tuple[tuple[Piece, ...], ...]:
    rows: list[tuple[Piece, ...]] = []
    place = 0
    for length in lengths:
        rows.append(tuple(pieces[place : place + length]))
        place += length + 1
    return tuple(rows)
