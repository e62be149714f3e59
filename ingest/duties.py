"""Obligations, the bodies on which they are laid, and targets as Turtle."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from cancu.ingest.addressees import Addressee
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolved
from cancu.ingest.targets import Target
from cancu.ingest.text import SourceText
from cancu.ingest.turtle import dated, decimal, described, literal, maybe

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})")
_BODY_AS = {"lead": "odrl:assignee", "coordinating": "cc:coordinatingBody"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def obligation_turtle(reading: Reading) -> Iterator[str]:
    """Yield each obligation, the documents it stands under and the bodies that it names."""
    under, bodies = _Under(reading), _Bodies()
    for ordinal, (duty, named) in enumerate(reading.duties(), 1):
        laid_on = bodies.of(named)
        said = [*_place(reading.source, duty.start), *laid_on]
        yield _obligation(reading.document, duty, ordinal, under.of(duty), said)
    yield from bodies.turtle()


class _Bodies:
    """The addressees of a document, each wording once: "Sở Tài chính" leads thirty rows."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], str] = {}
        self._turtle: list[str] = []

    def of(self, named: tuple[Addressee, ...]) -> list[tuple[str, str]]:
        """Return the verbs and objects by which an obligation names its bodies."""
        said: dict[str, dict[str, None]] = {}
        for one in named:
            said.setdefault(f"cc:{one.part}Addressee", {})[self._node(one)] = None
            if one.body:
                said.setdefault(_BODY_AS[one.part], {})[f"<{one.body}>"] = None
        return [(verb, ", ".join(objects)) for verb, objects in said.items()]

    def _node(self, one: Addressee) -> str:
        known = self._known.get((one.surface, one.body))
        if known is None:
            known = self._known[one.surface, one.body] = f"<#body-{len(self._known) + 1}>"
            self._turtle.append(
                described(
                    known,
                    ("a", "cc:Addressee"),
                    ("cc:surface", literal(one.surface)),
                    ("cc:denotes", f"<{one.body}>" if one.body else None),
                    ("cc:why", f"{literal(one.why)}@vi"),
                )
            )
        return known

    def turtle(self) -> Iterator[str]:
        """Yield what is said of each wording."""
        yield from self._turtle


def _obligation(
    document: str,
    duty: Obligation,
    ordinal: int,
    under: list[str],
    more: list[tuple[str, str]],
) -> str:
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
        *more,
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


def _place(source: SourceText, offset: int) -> list[tuple[str, str]]:
    """Return the verbs and objects that say where: page and cell, where the format has them."""
    page, cell = source.page_at(offset), source.cell_name(offset)
    said = [("cc:page", str(page))] if page else []
    return [*said, ("cc:tableCell", literal(cell))] if cell else said


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
        yield _target(reading.document, target, ordinal, _place(reading.source, target.start))


def _target(document: str, target: Target, ordinal: int, place: list[tuple[str, str]]) -> str:
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
        *place,
    )
