"""Obligations and targets as Turtle."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolved
from cancu.ingest.targets import Target
from cancu.ingest.turtle import dated, decimal, described, literal, maybe

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def obligation_turtle(reading: Reading) -> Iterator[str]:
    """Yield each obligation and the documents it stands under."""
    under = _Under(reading)
    for ordinal, obligation in enumerate(reading.obligations, 1):
        yield _obligation(reading.document, obligation, ordinal, under.of(obligation))


def _obligation(document: str, duty: Obligation, ordinal: int, under: list[str]) -> str:
    last = last_day(duty.deadline_iso) if duty.deadline_iso else None
    return described(
        f"<#obligation-{ordinal}>",
        ("a", "cc:Obligation, odrl:Duty"),
        ("cc:imposedBy", f"<{document}>"),
        ("cc:task", literal(duty.task)),
        ("cc:section", maybe(duty.section)),
        ("cc:ordinal", maybe(duty.ordinal)),
        ("cc:lead", maybe(duty.lead)),
        ("cc:coordinating", maybe(duty.coordinating)),
        ("cc:deadlineText", maybe(duty.deadline)),
        ("cc:deadlineKind", literal(duty.deadline_kind)),
        ("cc:deadline", dated(duty.deadline_iso) if duty.deadline_iso else None),
        ("cc:deadlineDay", dated(last) if last else None),
        ("cc:deliverable", maybe(duty.deliverable)),
        ("cc:note", maybe(duty.note)),
        ("cc:underReference", ", ".join(f"<{iri}>" for iri in under) or None),
        ("cc:referenceNumber", ", ".join(map(literal, duty.cites)) or None),
        ("cc:uncertain", ", ".join(map(literal, duty.uncertain)) or None),
        ("cc:confidence", decimal(duty.confidence)),
        ("cc:origin", literal(duty.origin)),
        ("cc:start", str(duty.start)),
        ("cc:end", str(duty.end)),
        ("prov:wasGeneratedBy", "<#rule=obligations>"),
    )


def last_day(iso: str) -> str | None:
    """Return the last day of an ISO date, month, quarter or year, as an ISO date."""
    if _DAY.fullmatch(iso):
        return iso
    if match := _YEAR.fullmatch(iso):
        return f"{match[1]}-12-31"
    if match := _MONTH.fullmatch(iso):
        month = int(match[2])
    elif match := _QUARTER.fullmatch(iso):
        month = 3 * int(match[2])
    else:
        return None
    if not 1 <= month <= 12:
        return None
    return f"{match[1]}-{month:02d}-{calendar.monthrange(int(match[1]), month)[1]:02d}"


class _Under:
    """The documents that a row names, by place, or by number where they are cited elsewhere."""

    def __init__(self, reading: Reading) -> None:
        self._places: list[tuple[int, str]] = []
        self._by_number: dict[str, str] = {}
        for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True):
            if isinstance(resolution, Resolved) and not mention.self_reference:
                self._places.append((mention.start, resolution.document))
                if mention.number:
                    self._by_number.setdefault(mention.number, resolution.document)
        self._places.sort()

    def of(self, duty: Obligation) -> list[str]:
        """Return the documents, in the order of the text, each once."""
        inside = [iri for start, iri in self._places if duty.start <= start < duty.end]
        named = [self._by_number[n] for n in duty.cites if n in self._by_number]
        return list(dict.fromkeys(inside + named))


def target_turtle(reading: Reading) -> Iterator[str]:
    """Yield each quantified target."""
    for ordinal, target in enumerate(reading.targets, 1):
        yield _target(reading.document, target, ordinal)


def _target(document: str, target: Target, ordinal: int) -> str:
    return described(
        f"<#target-{ordinal}>",
        ("a", "cc:Target"),
        ("cc:imposedBy", f"<{document}>"),
        ("cc:metric", literal(target.metric)),
        ("cc:comparator", literal(target.comparator)),
        ("cc:value", decimal(target.value)),
        ("cc:unit", maybe(target.unit)),
        ("cc:due", dated(target.due) if target.due else None),
        ("cc:start", str(target.start)),
        ("cc:end", str(target.end)),
        ("prov:wasGeneratedBy", "<#rule=targets>"),
    )
