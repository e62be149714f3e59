"""One document, read through: the value that the steps fold into and that the graph is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cancu.ingest.addressees import Addressee
from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation
from cancu.ingest.relations import Relation
from cancu.ingest.resolve import Resolution
from cancu.ingest.structure import Header
from cancu.ingest.targets import Target
from cancu.ingest.text import SourceText


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file. ``resolutions[i]`` belongs to ``mentions[i]``.

    ``addressees[i]`` are the bodies on which ``obligations[i]`` is laid, () before they are told.

    ``document`` is the IRI of the document itself.
    """

    source: SourceText
    header: Header
    document: str
    mentions: tuple[Mention, ...]
    resolutions: tuple[Resolution, ...]
    relations: tuple[Relation, ...]
    obligations: tuple[Obligation, ...]
    targets: tuple[Target, ...]
    addressees: tuple[tuple[Addressee, ...], ...] = ()

    def duties(self) -> Iterator[tuple[Obligation, tuple[Addressee, ...]]]:
        """Yield each obligation with the bodies on which it is laid."""
        told = self.addressees or ((),) * len(self.obligations)
        return zip(self.obligations, told, strict=True)
