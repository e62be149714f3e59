"""What the IRI of a document says of it and of its issuer, as Turtle.

The same for every file that cites the document, so it is made once and kept. What a citation calls
the document is said of it only where it fits the IRI: a person may have settled that "76/NQ-CP" is
a misprint of another number, or erred.
"""

from __future__ import annotations

from functools import cache, lru_cache

from cancu.ingest.addressees import Addressee
from cancu.ingest.law_names import laws_of_name
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolved
from cancu.ingest.turtle import described, literal
from cancu.ontology.body_classes import classes_of, level_of_body
from cancu.ontology.iris import (
    DocumentIri,
    body_class_iri,
    body_iri,
    number_slug,
    parse_document_iri,
    slug,
)
from cancu.ontology.issuer_names import body_named
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.namesakes import body_path, without_code
from cancu.ontology.register import register_iri


def described_turtle(reading: Reading) -> str:
    """Return what the IRIs of this document and of those it cites say of them."""
    header = reading.header
    number = None if header.number_blank else header.number
    lines = {
        _document(reading.document, number, None),
        _issuer(reading.document, header.issuer),
        _blank(reading) if parse_document_iri(reading.document) is None else "",
    }
    for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True):
        if isinstance(resolution, Resolved) and resolution.document != reading.document:
            lines.add(_document(resolution.document, mention.number, mention.name))
            lines.add(_issuer(resolution.document, mention.issuer))
    lines.update(_addressee(one) for bodies in reading.addressees for one in bodies if one.body)
    return "".join(sorted(lines))


def _blank(reading: Reading) -> str:
    """Describe a document whose IRI says nothing, from its header."""
    header = reading.header
    return described(
        f"<{reading.document}>",
        ("eli:type_document", f"type:{slug(header.type)}" if header.type else None),
        ("cc:level", f"level:{header.level}" if header.level else None),
    )


@lru_cache(maxsize=65536)
def _document(document: str, number: str | None, name: str | None) -> str:
    parsed = parse_document_iri(document)
    if parsed is not None:
        name = name if name and not number and _is_named(parsed, name) else None
        number = number if number and number_slug(number) == parsed.number else None
    said = described(
        f"<{document}>",
        ("a", "eli:LegalResource"),
        ("eli:id_local", literal(number) if number else None),
        ("rdfs:label", f"{literal(name)}@vi" if name and not number else None),
    )
    if parsed is None:
        return said
    level = level_of_body(parsed.issuer_path)
    return said + described(
        f"<{document}>",
        ("eli:type_document", f"type:{parsed.type_slug}"),
        ("eli:passed_by", f"<{body_iri(parsed.base, body_path(parsed))}>"),
        ("cc:year", f'"{parsed.year}"^^xsd:gYear'),
        ("cc:level", f"level:{level}" if level else None),
    )


def _is_named(document: DocumentIri, name: str) -> bool:
    """Whether a law has this name; one without a number has it in its IRI."""
    laws = laws_of_name(name)
    return number_slug(name) == document.number or any(
        register_iri(law, document.base) == str(document) for law in laws
    )


@lru_cache(maxsize=65536)
def _issuer(document: str, stated: str | None) -> str:
    """Describe who issued a document; ``stated`` is a name that may lack the place."""
    parsed = parse_document_iri(document)
    if parsed is None:
        return ""
    unit = parsed.issuer_path.partition("/")[2]
    whole = _issuers_by_slug().get(parsed.issuer_path)
    name = whole.name if whole else None
    if (
        name is None
        and unit
        and stated
        and slug(stated).endswith(without_code(unit).rpartition("/")[2])
        and _is_body(parsed.issuer_path.partition("/")[0], stated)
    ):
        name = stated
    level = level_of_body(parsed.issuer_path)
    return described(
        f"<{body_iri(parsed.base, body_path(parsed))}>",
        ("a", "org:Organization"),
        ("rdfs:label", f"{literal(name)}@vi" if name else None),
        ("cc:level", f"level:{level}" if level else None),
        ("odrl:partOf", _memberships(parsed.base, parsed.issuer_path)),
    )


def _is_body(head: str, stated: str) -> bool:
    """Whether a name with its place may be of the bodies whose paths begin with ``head``.

    "Sở Tư pháp tỉnh Hà Tĩnh" is not the name of ubnd/tinh-ha-tinh.
    """
    words = stated.split()
    bodies = (body_named(" ".join(words[:length])) for length in range(len(words), 0, -1))
    known = next((body for body in bodies if body is not None), None)
    return known is None or known.path == head or slug(stated).startswith(head)


@cache
def _issuers_by_slug() -> dict[str, Issuer]:
    return {issuer.slug: issuer for issuer in issuers()}


def _addressee(one: Addressee) -> str:
    return _laid_on(one.body or "", one.name, one.level, one.unit, one.is_class)


@lru_cache(maxsize=65536)
def _laid_on(
    body: str, name: str | None, level: str | None, unit: str | None, is_class: bool
) -> str:
    """Describe a body, or a class of bodies, on which a duty is laid."""
    base, _, path = body.partition("/vn/")
    return described(
        f"<{body}>",
        ("a", "cc:BodyClass" if is_class else "org:Organization"),
        ("rdfs:label", f"{literal(name)}@vi" if name else None),
        ("cc:level", f"level:{level}" if level else None),
        ("eli:relevant_for", f"<{unit}>" if unit else None),
        ("odrl:partOf", None if is_class else _memberships(base, path)),
    )


def _memberships(base: str, path: str) -> str | None:
    return ", ".join(f"<{body_class_iri(base, one)}>" for one in classes_of(path)) or None
