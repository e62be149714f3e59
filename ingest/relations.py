"""What a text states between two documents it cites ("107/2021 sửa đổi 61/2018")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Predicate = Literal[
    "amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"
]


@dataclass(frozen=True, slots=True)
class Relation:
    """``subject`` and ``object`` are indices into the document's mentions.

    ``subject`` is None where the document itself is the subject ("Quyết định này thay thế …").
    ``start`` and ``end`` span the words that state it.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    end: int
