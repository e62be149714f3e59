"""What a document that a person chooses has otherwise than the mention says.

A choice is kept for good and holds at every place written so, so a slip of the hand must be told:
another type, number, issuer or year than what is written, or a day after the citing document.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cancu.ingest.cited_laws import register_iris
from cancu.ingest.designation import LAWS, parts_of, type_slug
from cancu.ingest.law_names import laws_of_name
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import written
from cancu.ontology.iris import DocumentIri, number_slug, parse_document_iri, slug
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.load import document_types
from cancu.ontology.namesakes import without_code
from cancu.ontology.register import register
from cancu.queries.known import Known
from cancu.queries.known_bodies import body_in_words
from cancu.queries.mentions import Explained

_YEAR = re.compile(r"(?<=-)(?:19|20)\d\d-")
_UNSURE = frozenset({"cut-number", "blank-number", "stored"})
"""Rules that read a number of which a part is missing."""
_ANY = frozenset({"van-ban", "cong-van"})
"""Types whose word is said of other documents too."""


def unlike(one: Explained, chosen: str, known: Known) -> list[str]:
    """Return in Vietnamese what differs between a mention and the document chosen for it.

    What the program itself offers for the mention differs in nothing.
    """
    place = parse_document_iri(chosen)
    if place is None or chosen in one.candidates:
        return []
    return [*_type(one.mention, place), *_number(one.mention, place, chosen),
            *_issuer(one.mention, place), *_year(one.mention, place),
            *_later(one.document, chosen, place, known)]  # fmt: skip


def is_known(chosen: str, known: Known) -> bool:
    """Whether the store has read the document, or a register has it."""
    place = parse_document_iri(chosen)
    held = known.documents(place.number) if place else ()
    return any(one.iri == chosen for one in held) or register().of_iri(chosen) is not None


def _type(mention: Mention, place: DocumentIri) -> Iterator[str]:
    parts = parts_of(mention.number) if mention.number else None
    written_so = mention.kind not in ("relative", "programme") or slug(mention.surface).startswith(
        slug(mention.type or "-")
    )
    meant = type_slug(mention.type, parts.segments if parts else ()) if written_so else None
    alike = meant == place.type_slug or {meant, place.type_slug} <= LAWS
    if meant and meant not in _ANY and not alike:
        yield f"loại: viết {_type_name(meant)}, văn bản được chọn là {_type_name(place.type_slug)}"


def _type_name(kind: str) -> str:
    return next((one.name for one in document_types() if one.slug == kind), kind)


def _number(mention: Mention, place: DocumentIri, chosen: str) -> Iterator[str]:
    if mention.rule in _UNSURE or mention.kind in ("relative", "programme"):
        return
    if mention.number is not None:
        said = number_slug(mention.number)
        if mention.kind == "short":
            alike = said.partition("-")[0] == place.number.partition("-")[0]
        else:
            alike = _same_number(said, place.number)
        if not alike:
            yield f"số: viết {mention.number}, văn bản được chọn là {place.number}"
    elif mention.name:
        laws = register_iris(laws_of_name(mention.name), place.base)
        if laws and chosen not in laws:
            yield f"tên: «{mention.name}» không phải tên của văn bản được chọn ({place.number})"


def _same_number(said: str, number: str) -> bool:
    """Whether two numbers are one; a year may be missing in one of them."""
    years = _YEAR.search(said), _YEAR.search(number)
    return said == number or (
        None in years and _YEAR.sub("", said, count=1) == _YEAR.sub("", number, count=1)
    )


def _issuer(mention: Mention, place: DocumentIri) -> Iterator[str]:
    """Say that another body issued the document than is written, where both are known."""
    stated = mention.issuer if mention.issuer_stated else None
    paths = {without_code(path) for path in issuer_paths(stated, year=place.year)} if stated else ()
    chosen = without_code(place.issuer_path)
    if paths and chosen not in paths:
        body = body_in_words(str(place)) or chosen
        yield f"cơ quan: viết {stated}, văn bản được chọn là của {body}"


def _year(mention: Mention, place: DocumentIri) -> Iterator[str]:
    if mention.kind in ("relative", "programme"):
        return
    said = int(mention.date[:4]) if mention.date else mention.year
    if said and said != place.year:
        yield f"năm: viết {said}, văn bản được chọn là của năm {place.year}"


def _later(document: str, chosen: str, place: DocumentIri, known: Known) -> Iterator[str]:
    """Say that the document chosen is of a day or year after the citing one, or to come."""
    citing = parse_document_iri(document)
    year = citing.year if citing else datetime.date.today().year
    if place.year > year:
        when = f"văn bản viện dẫn là của năm {year}" if citing else f"nay là năm {year}"
        yield f"năm {place.year} của văn bản được chọn là sau: {when}"
        return
    made, day = _day(chosen, known), _day(document, known)
    if made and day and made > day:
        yield f"văn bản được chọn ngày {written(made)}, sau văn bản viện dẫn ngày {written(day)}"


def _day(document: str, known: Known) -> datetime.date | None:
    place = parse_document_iri(document)
    held = known.documents(place.number) if place else ()
    day = next((one.date for one in held if one.iri == document), None)
    row = register().of_iri(document) if day is None else None
    return row.date if row else day
