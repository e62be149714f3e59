"""The best cut of one page of a flattened row into the columns of its table.

Dynamic programming over the places where a cell may begin. A state is the place, the column of
the last cell, its number of lines (up to three), and which owner of the row it belongs to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cancu.ingest.cell_fit import begins, dated, fit, fit_beginning, unfinished
from cancu.ingest.columns import Meaning
from cancu.ingest.flat_atoms import Atom
from cancu.ingest.flat_habits import Cells, Habits, joined
from cancu.ingest.flat_prices import (
    HOPELESS,
    LONG,
    RESTART,
    STRANGE,
    carried,
    empty,
    longest,
    stepped,
    too_long,
    too_wide,
    wrapped,
)

_KEPT = 9.0
"""States worse than the best of their place by more than this are dropped."""
_KNOWN_EMPTY = 3.0
_HEIGHTS = 3
"""Cells of so many lines and more are alike."""
_MEMORABLE = 150
"""Longer cells do not recur."""

_Key = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment of a row given to a column: atoms ``first`` to ``last`` (exclusive).

    ``sub`` counts the owners of the row: 0 the first, 1 the second.
    """

    first: int
    last: int
    column: int
    sub: int


@dataclass(slots=True)
class Search:
    """The atoms of one page of one row and what is known of them."""

    columns: Sequence[Meaning | None]
    atoms: Sequence[Atom]
    habits: Habits
    before: Cells
    """The cells of the row above the page break."""
    spaced: bool
    goes_on: bool
    """Whether a page above holds the beginning of the row."""
    unfinished: bool
    """Whether a page below holds the rest of it."""
    last_empty: bool | None = None
    """Whether the last column is known to be empty, or known not to be."""
    wraps: list[list[float]] = field(default_factory=list)
    scores: dict[_Key, float] = field(default_factory=dict)
    back: dict[_Key, _Key] = field(default_factory=dict)
    at: dict[int, list[_Key]] = field(default_factory=dict)

    def best(self) -> tuple[float, list[Cut]]:
        """Return the best score and its cuts, left to right."""
        self.wraps = [self._wraps(column) for column in range(len(self.columns))]
        begin: _Key = (0, -1, 0, 0)
        self.scores, self.back, self.at = {begin: 0.0}, {}, {0: [begin]}
        size = len(self.atoms)
        for first in range(size):
            keys = self._promising(first)
            if not keys or not (first == 0 or self.atoms[first].may_open):
                continue
            for column in range(len(self.columns)):
                self._extend(first, column, keys)
        if size not in self.at:  # no column is as wide as these lines: cut them without widths
            return replace(self, habits=Habits(self.habits.cells)).best()
        return self._trace(self.at[size])

    def _promising(self, place: int) -> list[_Key]:
        """Return the states at one place that may still win."""
        keys = self.at.get(place, [])
        if len(keys) < 2:
            return keys
        top = max(self.scores[key] for key in keys)
        return [key for key in keys if self.scores[key] > top - _KEPT]

    def _extend(self, first: int, column: int, keys: Sequence[_Key]) -> None:
        """Let every segment from ``first`` in ``column`` follow the states ``keys``."""
        entries = [(key, self._enter(key, column, first)) for key in keys]
        for fresh in (False, True):
            own = [
                (key, self.scores[key] + gain, self._steps(key, first), key[3] + (column <= key[1]))
                for key, gain in entries
                if gain > -math.inf and (key[3] > 0 or column <= key[1]) == fresh
            ]
            for last, gain, lines in self._segments(first, column, fresh) if own else ():
                height = min(lines, _HEIGHTS)
                for key, score, steps, sub in own:
                    self._keep((last, column, height, sub), score + gain + steps[height - 1], key)

    def _keep(self, new: _Key, score: float, key: _Key) -> None:
        known = self.scores.get(new)
        if known is None:
            self.at.setdefault(new[0], []).append(new)
        elif score <= known:
            return
        self.scores[new] = score
        self.back[new] = key

    def _trace(self, ends: Sequence[_Key]) -> tuple[float, list[Cut]]:
        top, key = max((self.scores[end] + self._rest(end), end) for end in ends)
        cuts: list[Cut] = []
        while key in self.back:
            previous = self.back[key]
            cuts.append(Cut(previous[0], key[0], key[1], key[3]))
            key = previous
        return top, cuts[::-1]

    def _rest(self, key: _Key) -> float:
        """The price of the columns that stay empty after the last cell."""
        if self.unfinished:
            return 0.0
        last = len(self.columns) - 1
        price = self._skip(key[1] + 1, last + 1)
        if self.last_empty is not None:
            filled = key[1] == last or last in self.before
            price -= _KNOWN_EMPTY if filled == self.last_empty else 0.0
        return price

    def _skip(self, first: int, last: int) -> float:
        """The price of leaving columns out; above a page break they may have been complete."""
        total = 0.0
        for column in range(first, last):
            if self.goes_on and column in self.before:
                total -= 0.7 if self._height(column) == self._tallest() else 0.0
                total -= 1.5 if unfinished(joined(self.before[column])) else 0.0
            else:
                total += empty(self.columns[column])
        return total

    def _enter(self, key: _Key, column: int, first: int) -> float:
        """The price of going on from the cell of ``key`` to ``column``."""
        if column > key[1]:
            left_out = column - key[1] - 1
            blanks = self.atoms[first].blanks if self.spaced and first else 0
            if blanks and left_out == blanks:
                return 2.0 if blanks > 1 else 0.5
            return self._skip(key[1] + 1, column) - (2.0 if blanks > 1 else 0.0)
        again = self.columns[column] == "lead" and key[1] >= self._restart_from()
        if again and self.atoms[first].body:
            return RESTART + self._skip(key[1] + 1, len(self.columns)) * 0.5
        return -math.inf

    def _restart_from(self) -> int:
        """The column after which a second owner may begin: what the first one delivers."""
        for meaning in ("deliverable", "deadline"):
            if meaning in self.columns:
                return self.columns.index(meaning)
        return len(self.columns)

    def _segments(self, first: int, column: int, fresh: bool) -> list[tuple[int, float, int]]:
        """Score every segment from ``first`` in ``column``: its end, its gain, its lines.

        ``fresh``: the cell belongs to a second owner, so nothing above the page break is its.
        """
        meaning = self.columns[column]
        most = self._longest(meaning, first)
        opening = self.atoms[first]
        before = "" if fresh else joined(self.before.get(column, ()))
        offset = self._offset(column, before, opening, first)
        wraps = self.wraps[column]
        measured = self.habits.widths.get(column)
        found: list[tuple[int, float, int]] = []
        text = ""
        over = 0.0
        for last in range(first + 1, len(self.atoms) + 1):
            text = f"{text} {self.atoms[last - 1].text}".lstrip()
            if self.atoms[last - 1].line == opening.line:
                over = too_wide(len(text), measured)
            wrap = wraps[last - 1] - wraps[first] - over
            if len(text) > most or wrap < HOPELESS:
                break
            if last < len(self.atoms) and not self.atoms[last].may_open:
                continue
            whole = f"{before} {text}" if before else text
            gain = offset + wrap + self._fit(meaning, whole) + self._memory(meaning, whole, before)
            found.append((last, gain, self.atoms[last - 1].line - opening.line + 1))
        return found

    def _offset(self, column: int, before: str, opening: Atom, first: int) -> float:
        """What a segment gains or loses by where it begins."""
        if before:
            shorter = self._height(column) < self._tallest()
            return carried(before, opening, shorter=shorter) - fit_beginning(
                self.columns[column], before
            )
        return -4.0 if opening.lower and (first or self.goes_on) else 0.0

    def _longest(self, meaning: Meaning | None, first: int) -> int:
        """A cell that does not begin as its kind does is not followed far."""
        opening = self.atoms[first]
        strange = (meaning in ("lead", "coordinating") and not opening.body) or (
            meaning == "deadline" and not dated(opening.text.lower())
        )
        return STRANGE if strange and not self.goes_on else longest(meaning)

    def _fit(self, meaning: Meaning | None, text: str) -> float:
        """Score the words of a cell; the end of a long text counts little but for its length."""
        if len(text) > LONG and meaning in ("task", "metric", "deliverable", "note", "other"):
            score = fit(meaning, text[:LONG]) - too_long(meaning, len(text))
        elif self.unfinished:
            score = fit_beginning(meaning, text)
        else:
            score = fit(meaning, text)
        if unfinished(text):
            score -= 0.8 if self.unfinished else 3.5
        return score

    def _height(self, column: int) -> int:
        atoms = self.before[column]
        return atoms[-1].line - atoms[0].line + 1 if atoms else 0

    def _tallest(self) -> int:
        return max(self._height(column) for column in self.before)

    def _memory(self, meaning: Meaning | None, text: str, before: str) -> float:
        """A cell that recurs is trusted; one that was complete above does not go on."""
        complete = bool(before) and self.habits.seen(meaning, before) > 1
        if meaning in ("task", "metric") or len(text) > _MEMORABLE:
            return -4.0 if complete else 0.0
        seen = self.habits.seen(meaning, text)
        if not seen and meaning in ("lead", "coordinating") and self.habits.shortens(text):
            return 0.0 if begins("body", text.lower()) else 5.0
        gain = min(3.0, 0.8 + 0.6 * math.log2(seen)) if seen > 1 else 0.0
        return gain - (4.0 if complete and seen < 2 else 0.0)

    def _steps(self, key: _Key, first: int) -> tuple[float, ...]:
        """Score a cut by what lies between the lines, for a cell of one, two and more lines."""
        if not first:
            return (0.0,) * _HEIGHTS
        full = -0.6 if self._is_full(first, key[1]) else 0.0
        parted = self.goes_on or self.unfinished
        gap = self.atoms[first].gap
        return tuple(
            full + stepped(gap, key[2], height, spaced=self.spaced, parted=parted)
            for height in range(1, _HEIGHTS + 1)
        )

    def _is_full(self, first: int, column: int) -> bool:
        """Tell whether the line above has no room: then it rather wraps than ends a cell."""
        if self.atoms[first].gap == 0 or (self.spaced and self.atoms[first].gap == 1):
            return False
        above = self.atoms[first - 1]
        width, trust = self.habits.widths.get(column, (0.0, 0.0))
        if trust < 0.5:
            return False
        return above.width + 1 + len(self.atoms[first].text.split(" ", 1)[0]) > width

    def _wraps(self, column: int) -> list[float]:
        """Running sum over the atoms of how badly a column of this width wraps there."""
        measured = self.habits.widths.get(column)
        sums = [0.0]
        for above, below in pairwise(self.atoms):
            sums.append(sums[-1] + wrapped(above, below, measured, spaced=self.spaced))
        return sums
