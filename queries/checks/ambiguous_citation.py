"""C10: more than one document fits a citation."""

from __future__ import annotations

from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ingest.resolve import Ambiguous
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem

_STOOD_ON = ("basis", "implements", "under")


def ambiguous_citation(examined: Examined) -> Iterator[Problem]:
    """Yield each citation that more than one known document fits, where the text stands on it.

    What is named in passing, or in a list of related documents, need not be told apart.
    """
    reading = examined.reading
    told: set[tuple[str, ...]] = set()
    for mention, meant in zip(reading.mentions, reading.resolutions, strict=True):
        if isinstance(meant, Ambiguous) and len(meant.candidates) > 1:
            named = mention.role not in _STOOD_ON or mention.self_reference
            if named or meant.candidates in told or not _bare(mention):
                continue
            told.add(meant.candidates)
            yield Problem(
                mention.start,
                mention.end,
                f"«{examined.quote(mention.start, mention.end)}» có thể là "
                f"{len(meant.candidates)} văn bản: {meant.why}",
                f"{len(meant.candidates)} documents fit this citation",
                "Ghi thêm cơ quan ban hành và ngày, tháng, năm",
                tuple(Evidence(iri, document=iri) for iri in meant.candidates[:10]),
            )


def _bare(mention: Mention) -> bool:
    """Whether a number stands without date and issuer; a law's name is settled by its day."""
    return mention.kind != "named" and mention.date is None and not mention.issuer_stated
