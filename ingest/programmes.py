"""Programmes and schemes by their names: "Đề án 06", "Đề án số 06/CP".

A nickname looks like a number, but the document meant is the decision that approved the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from cancu.ingest.phrases import Found, Phrases
from cancu.ontology.load import Programme, programmes


def programmes_named(lower: str) -> Iterator[Found[Programme]]:
    """Yield the names of programmes in a text of lower case."""
    for match in chain.from_iterable(one.finditer(lower) for one in _beginnings()):
        found = programme_at(lower, match.start())
        if found is not None:
            yield found


def programme_at(lower: str, start: int) -> Found[Programme] | None:
    """Return the programme whose name begins right at ``start``."""
    found = _names().longest_at(lower, start)
    return found if found is not None and found.start == start else None


@cache
def _names() -> Phrases[Programme]:
    names = ((name, one) for one in programmes() for name in (one.name, *one.aliases))
    return Phrases(names, slashed=True)


@cache
def _beginnings() -> tuple[re.Pattern[str], ...]:
    """Return a pattern a pair of first words; one by one they are searched as literals."""
    names = [name for one in programmes() for name in (one.name, *one.aliases)]
    pairs = {tuple(name.lower().split()[:2]) for name in names}
    return tuple(re.compile(r"\s+".join(map(re.escape, pair))) for pair in sorted(pairs))
