"""What resolving a mention ends in, and what it may ask of a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cancu.ingest.mentions import Mention


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mention means this document (an IRI), because of ``why``."""

    document: str
    why: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one document fits, or one that nothing confirms; ``candidates`` are their IRIs."""

    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """No document can be named from what is written."""

    why: str


Resolution = Resolved | Ambiguous | Unresolved


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that a store has, with its date where the store knows it."""

    iri: str
    date: date | None


class Lookup(Protocol):
    """What a store knows beyond the registers."""

    def documents(self, number: str) -> Sequence[KnownDocument]:
        """Return the documents with this canonical number."""
        ...

    def settled(self, document: str, mention: Mention, text: str) -> Resolved | None:
        """Return what a person settled for this mention of ``document``, whose text is ``text``."""
        ...
