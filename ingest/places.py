"""Names of places that follow a body's name."""

from __future__ import annotations

from functools import cache

from cancu.ingest.phrases import Phrases


@cache
def place_names(kind: str | None) -> Phrases[str]:
    return Phrases([])
