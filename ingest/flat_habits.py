"""What the rows of a flattened table teach about the others: cells that recur, column widths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cancu.ingest.cell_fit import fit
from cancu.ingest.columns import Meaning
from cancu.ingest.flat_atoms import Atom

_SHORT_NAME = 15
"""A name as short as this is not taken for the end of a longer one."""
_ENOUGH = 8
"""So many line ends make the width of a column certain."""

Cells = dict[int, list[Atom]]
"""The atoms of each column of a row."""


@dataclass(slots=True)
class Habits:
    """What a first pass learned: cells that recur, and the width at which columns wrap."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    widths: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Width of a column in letters, and how far it is to be trusted, 0 to 1."""
    _tails: frozenset[str] | None = None
    """The last words of the bodies that recur; None when they must be gathered anew."""

    def endings(self, meaning: Meaning | None, before: str) -> list[str]:
        """Return what recurring cells of this kind go on with after ``before``."""
        shelf, head = _shelf(meaning), f"{before.lower()} "
        return [
            text[len(head) :]
            for (kind, text), count in self.cells.items()
            if count > 1 and kind == shelf and text.startswith(head)
        ]

    def shortens(self, text: str) -> bool:
        """Tell whether ``text`` is the name of a known body without its first words."""
        if len(text) <= _SHORT_NAME:
            return False
        if self._tails is None:
            self._tails = frozenset(
                name[at + 1 :]
                for (kind, name), count in self.cells.items()
                if kind == "body" and count > 1
                for at, letter in enumerate(name)
                if letter == " "
            )
        return text.lower() in self._tails

    def seen(self, meaning: Meaning | None, text: str) -> int:
        """Return how often this cell was met."""
        return self.cells[_shelf(meaning), text.lower()]

    def learn(self, columns: Sequence[Meaning | None], rows: Iterable[Cells]) -> None:
        """Remember the cells of ``rows`` that fit their columns."""
        self._tails = None
        for cells in rows:
            for column, atoms in cells.items():
                meaning = columns[column]
                text = joined(atoms)
                if meaning not in ("task", "metric") and fit(meaning, text) > -0.5:
                    self.cells[_shelf(meaning), text.lower()] += 1


def joined(atoms: Sequence[Atom]) -> str:
    """Return the words of some atoms."""
    return " ".join(atom.text for atom in atoms)


def _shelf(meaning: Meaning | None) -> str:
    """Owners and helpers are the same bodies."""
    return "body" if meaning in ("lead", "coordinating") else str(meaning)


def widths(rows: Iterable[Cells]) -> dict[int, tuple[float, float]]:
    """Return the width of each column that explains most of its line ends, and the trust in it.

    A line of n letters that wraps before a word of m says: n <= width < n + 1 + m.
    """
    bounds: dict[int, list[tuple[int, int]]] = {}
    for cells in rows:
        for column, atoms in cells.items():
            bounds.setdefault(column, []).extend(_bounds(atoms))
    return {
        column: (float(_most_common_point(pairs)), min(1.0, len(pairs) / _ENOUGH))
        for column, pairs in bounds.items()
        if len(pairs) > 2
    }


def _bounds(atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    size = 0
    for above, below in pairwise(atoms):
        size += len(above.text) + (1 if size else 0)
        if above.line != below.line:
            if below.lower or below.text[0].isdigit():
                found.append((size, size + 1 + len(below.text.split(" ", 1)[0])))
            size = 0
    return found


def _most_common_point(pairs: Sequence[tuple[int, int]]) -> int:
    """Return the largest number that lies in most of the half-open intervals."""
    counts = Counter[int]()
    for low, high in pairs:
        counts.update(range(low, high + 1))
    top = max(counts.values())
    return max(width for width, count in counts.items() if count >= 0.97 * top)
