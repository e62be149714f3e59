"""Which document a mention means: one of resolved, ambiguous, unresolved, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mention means this document (an IRI), because of ``why``."""

    document: str
    why: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """More than one document fits; ``candidates`` are their IRIs."""

    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """No document can be named from what is written."""

    why: str


Resolution = Resolved | Ambiguous | Unresolved
