"""One document, read through: the value that the steps fold into and that the graph is made of."""

from __future__ import annotations

from dataclasses import dataclass

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
