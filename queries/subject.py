"""Whether two tasks are about the same, by words that tell one task of these documents from others.

"Ban hành kế hoạch kiểm soát thủ tục hành chính" and "Báo cáo công tác kiểm soát thủ tục hành chính"
share most of their words, but not those by which the rows of such a plan differ.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cancu.queries.duty_rows import DutyRow

_PART_OF = 0.85
_FEWEST_WORDS = 5
"""A task whose words all stand in the other is a detail of it; with fewer words it is too bare."""


def weights(rows: Sequence[DutyRow]) -> Mapping[str, float]:
    """Return how much each word tells one task from the others (inverse document frequency)."""
    counts = Counter(word for row in rows for word in row.words)
    return {word: math.log(1 + len(rows) / count) for word, count in counts.items()}


def subject(one: DutyRow, other: DutyRow, weight: Mapping[str, float]) -> float:
    """Return how far two tasks are about the same, 0 to 1; words that all tasks share count little.

    A task whose words all stand in the other is a part or a detail of it.
    """
    left, right = one.words, other.words
    shared = _sum(left & right, weight)
    if not shared:
        return 0.0
    alike = shared / _sum(left | right, weight)
    shorter = min(left, right, key=len)
    if len(shorter) >= _FEWEST_WORDS:
        alike = max(alike, _PART_OF * shared / _sum(shorter, weight))
    return alike


def _sum(words: Iterable[str], weight: Mapping[str, float]) -> float:
    return sum(weight.get(word, 1.0) for word in words)
