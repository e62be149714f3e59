"""What a reading says of each citation, and the distinct documents that it cites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cancu.ingest.mentions import Mention
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved

Status = Literal["resolved", "ambiguous", "unresolved", "self"]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document and the indices of the mentions that mean it, in reading order."""

    name: str
    title: str | None
    date: str | None
    issuer: str | None
    status: Status
    mentions: tuple[int, ...]


def status_of(mention: Mention, resolution: Resolution) -> Status:
    """Return how a mention ended; a self reference is never a citation."""
    if mention.self_reference:
        return "self"
    if isinstance(resolution, Resolved):
        return "resolved"
    return "ambiguous" if isinstance(resolution, Ambiguous) else "unresolved"


def name_of(mention: Mention) -> str:
    """Return the name by which a person knows the document: type and number, else its name."""
    if mention.number:
        return " ".join(part for part in (mention.type, mention.number) if part)
    return mention.name or " ".join(mention.surface.split())


def cited_documents(reading: Reading) -> tuple[CitedDocument, ...]:
    """Group the mentions by the document they mean, the most cited first, self references last.

    Mentions that were not resolved are one document when they read the same.
    """
    groups: dict[tuple[Status, str], list[int]] = {}
    for index, (mention, resolution) in enumerate(
        zip(reading.mentions, reading.resolutions, strict=True)
    ):
        status = status_of(mention, resolution)
        same = resolution.document if isinstance(resolution, Resolved) else name_of(mention)
        groups.setdefault((status, "" if status == "self" else same), []).append(index)
    documents = [_described(reading, status, found) for (status, _), found in groups.items()]
    return tuple(
        sorted(documents, key=lambda d: (d.status == "self", -len(d.mentions), d.mentions[0]))
    )


def _described(reading: Reading, status: Status, found: list[int]) -> CitedDocument:
    mentions = [reading.mentions[index] for index in found]
    fullest = max(mentions, key=lambda m: (bool(m.number), bool(m.date), bool(m.type)))
    return CitedDocument(
        name=name_of(fullest),
        title=fullest.name if fullest.number else None,
        date=next((m.date for m in mentions if m.date), None),
        issuer=next((m.issuer for m in mentions if m.issuer), None),
        status=status,
        mentions=tuple(found),
    )
