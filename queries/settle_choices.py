"""The numbered documents among which a person chooses what a mention means.

They are what resolving left open, the rows of the registers that have the number (C10 names the
same), and the documents of the store that bodies of the chain gave it. A mention that was settled
keeps the choices that it had before, so that the choice can be mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cancu.ingest.mentions import Mention
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, KnownDocument, Resolution, Resolved
from cancu.ingest.steps import read_through
from cancu.queries.checks.choices import choices
from cancu.queries.checks.examined import Examined
from cancu.queries.known import Known
from cancu.queries.known_in_chain import LocalNumbers, in_chain, local_numbers
from cancu.queries.mentions import Explained
from cancu.queries.settle import Key


def with_choices(
    explained: Sequence[Explained], reading: Reading, base: str, known: Known | None
) -> list[Explained]:
    """Return the mentions of a document with their choices; ``reading`` is of the same text.

    Order and number of the choices are the same before and after a mention was settled.
    """
    finder = _Finder(reading, base, known)
    return [replace(one, choices=finder.choices(one)) for one in explained]


@dataclass
class _Finder:
    reading: Reading
    base: str
    known: Known | None

    def choices(self, one: Explained) -> tuple[str, ...]:
        key = self._settled_by(one)
        if key is None or not isinstance(one.resolution, Resolved):
            return self._choices(self.reading, one, one.mention, one.resolution)
        before = self._without(key)
        pairs = zip(before.mentions, before.resolutions, strict=True)
        place = one.mention.start, one.mention.end
        was = next(((m, r) for m, r in pairs if (m.start, m.end) == place), None)
        found = self._choices(before, one, *was) if was else ()
        return tuple(dict.fromkeys((*found, one.resolution.document)))

    def _choices(
        self, reading: Reading, one: Explained, mention: Mention, meant: Resolution
    ) -> tuple[str, ...]:
        meant = _as_resolved(reading, mention, meant)
        examined = self._examined if reading is self.reading else Examined(reading)
        found = () if mention.self_reference else choices(examined, mention, meant)
        if isinstance(meant, Resolved):
            found = found or (meant.document,)
            if not mention.self_reference:
                return found
        chain = in_chain(self._local, one.document, mention.surface)
        return tuple(dict.fromkeys((*found, *(other.iri for other in chain))))

    def _settled_by(self, one: Explained) -> Key | None:
        held = self.known.decision(one.document, one.mention, one.text) if self.known else None
        return held.key if held else None

    def _without(self, key: Key) -> Reading:
        """Read again as if nobody had settled what this key is of."""
        assert self.known is not None
        known = _Without(self.known, key)
        return read_through(self.reading.source, base=self.base, known=known, duties=False)

    @cached_property
    def _examined(self) -> Examined:
        return Examined(self.reading)

    @cached_property
    def _local(self) -> LocalNumbers:
        return local_numbers(self.known.store) if self.known else {}


def _as_resolved(reading: Reading, mention: Mention, meant: Resolution) -> Resolution:
    """Return what a mention means with its candidates in the order of resolving.

    A store keeps them without an order.
    """
    if not isinstance(meant, Ambiguous):
        return meant
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    alike = (
        found
        for one, found in pairs
        if (one.start, one.end) == (mention.start, mention.end)
        and isinstance(found, Ambiguous)
        and set(found.candidates) == set(meant.candidates)
    )
    return next(alike, meant)


@dataclass(frozen=True)
class _Without:
    """What a store knows, but for one decision."""

    known: Known
    key: Key

    def documents(self, number: str) -> Sequence[KnownDocument]:
        """Return the documents of a number."""
        return self.known.documents(number)

    def settled(self, document: str, mention: Mention, text: str) -> Resolved | None:
        """Return what a person settled by another decision."""
        held = self.known.decision(document, mention, text)
        return held.resolution() if held and held.key != self.key else None
