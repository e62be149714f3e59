"""The body that an IRI of a document names, in words and with its time.

``ubnd/tinh-bac-ninh-27`` is "Ủy ban nhân dân tỉnh Bắc Ninh, đến 30/6/2025": the province of before
the merger of 1 July 2025, which another of the same name followed.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from cancu.ingest.reasons import written
from cancu.ontology import units
from cancu.ontology.body_classes import issuers_by_path
from cancu.ontology.body_paths import units_at
from cancu.ontology.iris import DocumentIri, parse_document_iri
from cancu.ontology.namesakes import body_path, without_code
from cancu.ontology.units import Unit

_OF_A_LEVEL = frozenset({"tỉnh", "huyện", "xã"})
"""Last words of names that the kind of the unit takes the place of: "Công an tỉnh"."""
_COMMITTEE = "ủy"
"""The last word of committees called after their unit without its kind: "Tỉnh ủy Hà Tĩnh"."""


def body_in_words(document: str) -> str | None:
    """Return who issued the document with this IRI, and until or since when there is that body.

    None where the registers do not know the body or its place.
    """
    place = parse_document_iri(document)
    return _body(place) if place else None


@lru_cache(maxsize=4096)
def _body(document: DocumentIri) -> str | None:
    head, _, path = document.issuer_path.partition("/")
    whole = issuers_by_path().get(document.issuer_path)
    if whole is not None and not whole.is_pattern:
        return whole.name + _time(None, whole.valid_to)
    pattern = issuers_by_path().get(head)
    unit = _unit(document, path) if path else None
    if pattern is None or unit is None:
        return None
    first = unit.valid_from if _has_earlier_namesake(unit) else None
    return _of_unit(pattern.name, unit) + _time(first, unit.valid_to)


def _of_unit(name: str, unit: Unit) -> str:
    words, _, last = name.rpartition(" ")
    full = units.in_full(unit)
    if last == _COMMITTEE:
        return f"{name} {full.removeprefix(unit.kind).strip()}"
    return f"{words if last in _OF_A_LEVEL else name} {full}"


def _unit(document: DocumentIri, path: str) -> Unit | None:
    """Return the state of a unit that issued a document of this year; the later of namesakes."""
    plain = without_code(path)
    code = _code(document)
    alive = [
        unit
        for unit in units_at(plain)
        if (unit.valid_from is None or unit.valid_from.year <= document.year)
        and (unit.valid_to is None or document.year <= unit.valid_to.year)
        and (code is None or units.province_of(unit, unit.valid_from).code == code)
    ]
    return max(alive, key=lambda unit: unit.valid_from or datetime.date.min, default=None)


def _code(document: DocumentIri) -> str | None:
    """Return the code of a former province, which the path of its bodies carries."""
    province = body_path(document).partition("/")[2].partition("/")[0]
    plain = without_code(province)
    return province.removeprefix(f"{plain}-") if plain != province else None


def _has_earlier_namesake(unit: Unit) -> bool:
    first = unit.valid_from
    return first is not None and any(
        other.valid_to is not None and other.valid_to < first
        for other in units_at(units.slug(unit))
    )


def _time(first: datetime.date | None, last: datetime.date | None) -> str:
    said = f", từ {written(first)}" if first else ""
    return said + (f", đến {written(last)}" if last else "")
