"""C10: more than one document fits a citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from cancu.ingest.mentions import Mention
from cancu.ingest.resolve import Ambiguous, Resolution
from cancu.ontology import units
from cancu.ontology.iris import parse_document_iri
from cancu.ontology.load import document_types, issuers
from cancu.ontology.namesakes import without_code
from cancu.queries.checks.choices import choices, guessed_among
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.malformed_symbol import dashed
from cancu.queries.checks.register_rows import as_evidence
from cancu.queries.findings import Evidence, Problem

_STOOD_ON = ("basis", "implements", "under", "guides", "amends", "replaces", "repeals")
_COMMITTEES = ("UBND", "HĐND")
_MOST = 10


def ambiguous_citation(examined: Examined) -> Iterator[Problem]:
    """Yield each citation that more than one known document fits, where the text stands on it.

    What is named in passing, or in a list of related documents, need not be told apart.
    """
    reading = examined.reading
    told: set[tuple[str, ...]] = set()
    for mention, meant in zip(reading.mentions, reading.resolutions, strict=True):
        if mention.role not in _STOOD_ON or mention.self_reference:
            continue
        candidates = _candidates(examined, mention, meant)
        key = tuple(one.text for one in candidates)
        if len(set(key)) < 2 or key in told or dashed(examined, mention):
            continue
        told.add(key)
        names = "; ".join(_brief(one) for one in candidates[:4])
        more = "; …" if len(candidates) > 4 else ""
        yield Problem(
            mention.start,
            mention.end,
            f"«{examined.quote(mention.start, mention.end)}» có thể là {len(candidates)} văn bản: "
            f"{names}{more}",
            f"{len(candidates)} documents fit this citation",
            "Ghi rõ ngày, tháng, năm"
            if mention.issuer_stated
            else "Ghi thêm cơ quan ban hành và ngày, tháng, năm",
            tuple(candidates[:_MOST]),
        )


def _candidates(examined: Examined, mention: Mention, meant: Resolution) -> list[Evidence]:
    """Return what a citation may mean, each with the words by which a person tells it apart."""
    rows = guessed_among(examined, mention)
    left = len(meant.candidates) if isinstance(meant, Ambiguous) else 0
    if len(rows) < left and not _open_to_a_reader(mention):
        return []
    return [
        as_evidence(rows[iri]) if iri in rows else _described(examined, iri)
        for iri in choices(examined, mention, meant)
    ]


def _open_to_a_reader(mention: Mention) -> bool:
    """Whether nothing beside a citation tells which document is meant.

    A date does, unless it may be of any committee; a law's name does where it is spoken of only.
    """
    if mention.kind == "named":
        return mention.role == "basis"
    of_committee = (mention.number or "").endswith(_COMMITTEES)
    return mention.date is None or (of_committee and not mention.issuer_stated)


def _described(examined: Examined, iri: str) -> Evidence:
    row = examined.registers.of_iri(iri)
    if row is not None:
        found = as_evidence(row)
        return Evidence(found.text, document=iri, source=found.source)
    place = parse_document_iri(iri)
    if place is None:
        return Evidence(iri, document=iri)
    types = {kind.slug: kind.name for kind in document_types()}
    bodies = {body.path: body.name for body in sorted(issuers(), key=lambda b: b.slug == b.path)}
    body, *places = place.issuer_path.split("/")
    name = " ".join((bodies.get(body, _words(body)), *map(_words, reversed(places))))
    text = f"{types.get(place.type_slug, 'Văn bản')} năm {place.year} của {name}"
    return Evidence(text, document=iri)


def _words(path: str) -> str:
    names = _unit_names().get(without_code(path), set())
    return next(iter(names)) if len(names) == 1 else path.replace("-", " ")


@cache
def _unit_names() -> dict[str, set[str]]:
    """Map the last step of a unit's path to the names that are written so."""
    names: dict[str, set[str]] = defaultdict(set)
    levels: tuple[units.UnitLevel, ...] = ("province", "district", "commune")
    for level in levels:
        for unit in units.units(level):
            names[unit.own_slug].add(f"{unit.kind} {unit.name}")
    return names


def _brief(one: Evidence) -> str:
    text = one.text.removeprefix("Sổ đăng ký: ")
    return text.rpartition(" (")[0] or text
