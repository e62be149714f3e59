"""Whether a row may be the work that another asks for, said in other words: by what it is done to.

"Mở lớp bồi dưỡng kỹ năng số cho tổ công nghệ số cộng đồng" begins unlike "Tập huấn kỹ năng số cho
tổ công nghệ số cộng đồng", and is the same work. This is for silence only: that the objects are the
same does not show that the work is, but where they are, nobody can say that it is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from cancu.queries.duty_rows import DutyRow
from cancu.queries.subject import weights

_FIRST_WORD = 2
"""Syllables of a word, mostly: the work itself, "tập huấn"."""
_FREE = 0.6
"""The least share of the objects in a row of the table that carries out nothing else."""
_TAKEN = 0.85
"""The least share in a row that carries out another one too, or in the prose."""


class Objects:
    """How much each word tells the rows of some documents from each other."""

    def __init__(self, rows: Sequence[DutyRow]) -> None:
        self._weight = weights(rows)

    def may_be_done(self, upper: DutyRow, own: Iterable[DutyRow], taken: Collection[str]) -> bool:
        """Tell whether one of ``own`` may be what ``upper`` asks for.

        ``taken`` are the obligations among them that carry out another row.
        """
        for row in own:
            free = row.origin == "table" and row.obligation not in taken
            if self._share(upper, row) >= (_FREE if free else _TAKEN):
                return True
        return False

    def _share(self, upper: DutyRow, row: DutyRow) -> float:
        """Return how much of the objects of ``upper`` ``row`` names, 0 to 1."""
        objects = upper.words - set(upper.head[:_FIRST_WORD]) or upper.words
        whole = sum(self._weight[word] for word in objects)
        return sum(self._weight[word] for word in objects & row.words) / whole if whole else 0.0
