"""Whether two tasks are about the same, by words that tell one task of these documents from others.

"Ban hành kế hoạch kiểm soát thủ tục hành chính" and "Báo cáo công tác kiểm soát thủ tục hành chính"
share most of their words, but not those by which the rows of such a plan differ.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from cancu.queries.duty_rows import DutyRow

_FIRST_WORD = 2
"""Syllables of a word, mostly: "kiểm tra", "tập huấn"."""
_PART_OF = 0.85
_FEWEST_WORDS = 5
"""A task whose words all stand in the other is a detail of it; with fewer words it is too bare."""


class Subjects:
    """The tasks of some rows, and how much each word tells one of them from the others."""

    def __init__(self, rows: Sequence[DutyRow]) -> None:
        self._weight = weights(rows)
        self._whole = {row.obligation: self._sum(row.words) for row in rows}

    def _sum(self, words: frozenset[str]) -> float:
        weight = self._weight
        return sum(weight[word] for word in words)

    def likeness(self, one: DutyRow, other: DutyRow) -> float:
        """Return how far two of the rows are about the same, 0 to 1.

        Both must begin with the same work: who checks what another trains does something else.
        A task whose words all stand in the other is a part or a detail of it.
        """
        in_common = one.words & other.words
        if not in_common or not (_begins(one, other) or _begins(other, one)):
            return 0.0
        shared = self._sum(in_common)
        left, right = self._whole[one.obligation], self._whole[other.obligation]
        alike = shared / (left + right - shared)
        shorter, longer = sorted((one, other), key=lambda row: len(row.words))
        if len(shorter.words) >= _FEWEST_WORDS and _begins(shorter, longer):
            alike = max(alike, _PART_OF * shared / self._whole[shorter.obligation])
        return alike


def weights(rows: Sequence[DutyRow]) -> dict[str, float]:
    """Return how much each word tells one of some rows from the others."""
    counts = Counter(word for row in rows for word in row.words)
    return {word: math.log(1 + len(rows) / count) for word, count in counts.items()}


def _begins(one: DutyRow, other: DutyRow) -> bool:
    """Tell whether the work that one task names first is among the first words of the other."""
    return set(one.head[:_FIRST_WORD]) <= set(other.head)
