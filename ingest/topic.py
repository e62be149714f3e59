"""How much a known document's title has in common with a text: the rarer the words, the more.

"Quyết định số 766" in a plan on administrative procedures is the one on measuring how citizens are
served, not one of the many others of that number. Vietnamese words are pairs of syllables, so pairs
are compared, weighed by how rare they are among the titles of the register.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Set
from functools import cache
from itertools import pairwise

from cancu.ingest.phrases import fold
from cancu.ontology.load import central_documents

_WORD = re.compile(r"[^\W\d_]+")


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring syllables of a text, folded."""
    words = [fold(word) for word in _WORD.findall(text)]
    return {f"{a} {b}" for a, b in pairwise(words)}


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """Return the weight of each pair of the register's titles, and of one that no title has."""
    counts: Counter[str] = Counter()
    titles = [document.title for document in central_documents() if document.title]
    for title in titles:
        counts.update(pairs(title))
    total = len(titles)
    return {pair: math.log(total / n) for pair, n in counts.items()}, math.log(total)


def likeness(title: str, said: Set[str]) -> float:
    """Return the weight of what ``title`` shares with a text's pairs, from 0 (nothing) to 1."""
    rarity, highest = _rarity()
    weights = {pair: rarity.get(pair, highest) for pair in pairs(title)}
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in said) / total if total else 0.0
