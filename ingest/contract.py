"""The JSON that `cancu cite --format jsonl` prints: one object a file, the project's contract."""

from __future__ import annotations

from typing import Any

from cancu.ingest.addressees import Addressee
from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Relation
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ingest.targets import Target
from cancu.ingest.text import SourceText

_LEANING = ("relative", "programme")
"""Kinds of mentions that name no document by themselves; they stand under ``references``."""


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as the contract has it.

    ``start`` and ``end`` are code-point offsets into the text that ``cancu cite --text`` prints.
    ``ordinal`` counts all that is cited from 1 in reading order, the references too: the number
    that the table, ``cancu explain`` and ``cancu settle`` use. Beyond the contract, ``references``
    holds what leans on a citation ("Nghị định này", "Đề án 06"), in the same shape.
    """
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    source = reading.source
    cited = [
        (mention, {"ordinal": ordinal} | _citation(source, mention, found))
        for ordinal, (mention, found) in enumerate(pairs, 1)
    ]
    return {
        "file": source.name,
        "sha256": source.sha256,
        "document": reading.document,
        "header": _header(reading),
        "citations": [one for mention, one in cited if not _leans(mention)],
        "references": [one for mention, one in cited if _leans(mention)],
        "relations": [_relation(reading, relation) for relation in reading.relations],
        "obligations": [
            _obligation(one) | {"bodies": [_body(body) for body in bodies]}
            for one, bodies in reading.duties()
        ],
        "targets": [_target(one) for one in reading.targets],
    }


def _leans(mention: Mention) -> bool:
    return mention.kind in _LEANING and not mention.self_reference


def _header(reading: Reading) -> dict[str, Any]:
    header = reading.header
    return {
        "type": header.type,
        "number": header.number,
        "number_blank": header.number_blank,
        "issuer": header.issuer,
        "level": header.level,
        "date": header.date,
        "title": header.title,
        "signer": header.signer,
        "signer_title": header.signer_title,
        "year_of_plan": header.year_of_plan,
    }


def _citation(source: SourceText, mention: Mention, resolution: Resolution) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "type": mention.type,
        "number": mention.number,
        "name": mention.name,
        "date": mention.date,
        "year": mention.year,
        "issuer": mention.issuer,
        "pinpoint": mention.pinpoint,
        "role": mention.role,
        "status": type(resolution).__name__.lower(),
        "document": resolution.document if isinstance(resolution, Resolved) else None,
        "candidates": list(resolution.candidates) if isinstance(resolution, Ambiguous) else [],
        "why": resolution.why,
        "self": mention.self_reference,
        "confidence": mention.confidence,
        "rule": mention.rule,
        "page": source.page_at(mention.start),
        "paragraph": source.paragraph_at(mention.start),
        "cell": source.cell_name(mention.start),
        "sentence": list(mention.sentence),
    }


def _relation(reading: Reading, relation: Relation) -> dict[str, Any]:
    subject = None if relation.subject is None else relation.subject
    return {
        "subject": reading.document if subject is None else _end(reading, subject),
        "predicate": relation.predicate,
        "object": _end(reading, relation.object),
        "start": relation.start,
        "end": relation.end,
    }


def _end(reading: Reading, index: int) -> str | None:
    """Return the number of one end of a relation, its name or IRI where it has none."""
    mention, resolution = reading.mentions[index], reading.resolutions[index]
    document = resolution.document if isinstance(resolution, Resolved) else None
    return mention.number or document or mention.name


def _obligation(one: Obligation) -> dict[str, Any]:
    return {
        "origin": one.origin,
        "section": one.section,
        "ordinal": one.ordinal,
        "task": one.task,
        "lead": one.lead,
        "coordinating": one.coordinating,
        "deadline": one.deadline,
        "deadline_kind": one.deadline_kind,
        "deadline_iso": one.deadline_iso,
        "deliverable": one.deliverable,
        "note": one.note,
        "cites": list(one.cites),
        "start": one.start,
        "end": one.end,
        "confidence": one.confidence,
        "uncertain": list(one.uncertain),
    }


def _body(one: Addressee) -> dict[str, Any]:
    """Return a body on which a duty is laid: ``body`` is null where the words leave it open."""
    return {
        "part": one.part,
        "surface": one.surface,
        "body": one.body,
        "name": one.name,
        "level": one.level,
        "class": one.is_class,
        "why": one.why,
    }


def _target(one: Target) -> dict[str, Any]:
    return {
        "metric": one.metric,
        "comparator": one.comparator,
        "value": one.value,
        "unit": one.unit,
        "due": one.due,
        "start": one.start,
        "end": one.end,
    }
