"""The only place that mints and parses IRIs of documents, provisions, bodies and sources.

A document is issuer + type + year + number: ``{base}/vn/{issuer}/{type}/{year}/{number}``, every
part an ASCII slug. What is below a document (``/dieu-11/khoan-2``) and the body above it
(``{base}/vn/{issuer}``) follow from the same path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ontology.load import document_types, shipped_issuers

DEFAULT_BASE = "http://cancu.internal"

_LOOKALIKE_D = str.maketrans("đĐÐð", "dddd")  # U+0111, U+0110, and Eth typed in their place
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_GLUED_SERIAL = re.compile(r"^(\d+)([a-z]{2,})(?=-)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")

# Outermost first. An article's number runs through the whole document, so the part, chapter and
# section around it add nothing; an annex begins to count anew.
_PROVISION_ORDER = (
    "phu-luc",
    "phan",
    "chuong",
    "muc",
    "tieu-muc",
    "dieu",
    "khoan",
    "diem",
    "tiet",
)
_AROUND_ARTICLES = frozenset({"phan", "chuong", "muc", "tieu-muc"})
_PROVISION = re.compile(f"(?:{'|'.join(_PROVISION_ORDER)})(?:-[a-z0-9-]+)?")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Fold a name to its ASCII part of an IRI: ``"Thủ tướng Chính phủ"`` → ``"thu-tuong-…"``.

    NFC, NFD, Đ, Ð and D of one text give one slug.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOKALIKE_D).lower())
    ascii_text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", ascii_text).strip("-")


@cache
def _symbol_slugs() -> tuple[tuple[str, ...], frozenset[str]]:
    """Slugs of the types' symbols, longest first, and of the issuers' symbols.

    Those of the program alone: what an office adds must not give a document another IRI.
    """
    types = {slug(s) for kind in document_types() for s in kind.symbols}
    bodies = {slug(s) for body in shipped_issuers() for s in body.symbols if "-" not in slug(s)}
    return tuple(sorted(types, key=lambda s: (-len(s), s))), frozenset(bodies)


def _split_symbol(token: str) -> str:
    """``"ndcp"`` → ``"nd-cp"``: the hyphen lost between the symbols of type and issuer."""
    types, bodies = _symbol_slugs()
    if token in bodies or token in types or not token.isalnum() or token.isdigit():
        return token
    for kind in types:
        rest = token.removeprefix(kind)
        if rest != token and (rest in bodies or rest.rstrip("0123456789") in bodies):
            return f"{kind}-{rest}"
    return token


@lru_cache(maxsize=65536)
def number_slug(number: str) -> str:
    """``"61/2018/NĐ-CP"`` → ``"61-2018-nd-cp"``; lost hyphens, Ð, NFD and "1" for "01" are undone.

    So is the gap of "89 TC/TCT", which is also written "89-TC/TCT".

    Numbers below 10 have a nought in front (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    first, _, rest = _GLUED_SERIAL.sub(r"\1-\2", slug(number)).partition("-")
    if first.isdigit():
        first = f"{int(first):02d}"
    return "-".join([first, *(_split_symbol(token) for token in rest.split("-") if token)])


def document_iri(base: str, issuer_path: str, type_slug: str, year: int, number: str) -> str:
    """The IRI of a document.

    ``issuer_path`` is an issuer's path, a local one with its unit: ``"chinh-phu"``,
    ``"ubnd/tinh-bac-giang"``; a law whose number is unknown has its name for ``number``.
    Raises ValueError where a part is empty or the year is not one.
    """
    named = number_slug(number)
    if not (issuer_path and type_slug and named) or not _YEAR.fullmatch(str(year)):
        raise ValueError(
            f"no IRI for issuer {issuer_path!r}, type {type_slug!r}, year {year!r}, "
            f"number {number!r}: all four are needed, the year as YYYY"
        )
    return f"{base}/vn/{issuer_path}/{type_slug}/{year}/{named}"


@dataclass(frozen=True, slots=True)
class DocumentIri:
    """What a document's or a provision's IRI says; ``provision`` is ``("dieu-11", "khoan-2")``."""

    base: str
    issuer_path: str
    type_slug: str
    year: int
    number: str
    provision: tuple[str, ...] = ()

    def __str__(self) -> str:
        document = f"{self.base}/vn/{self.issuer_path}/{self.type_slug}/{self.year}/{self.number}"
        return "/".join([document, *self.provision])


@cache
def _type_slugs() -> frozenset[str]:
    return frozenset(kind.slug for kind in document_types())


def parse_document_iri(iri: str) -> DocumentIri | None:
    """The parts of an IRI that `document_iri` or `provision_iri` made; None for any other."""
    base, found, path = iri.partition("/vn/")
    parts = path.split("/")
    for at in range(1, len(parts) - 2):
        if parts[at] in _type_slugs() and _YEAR.fullmatch(parts[at + 1]):
            provision = tuple(parts[at + 3 :])
            if not (found and all(parts) and all(_PROVISION.fullmatch(p) for p in provision)):
                return None
            issuer_path = "/".join(parts[:at])
            return DocumentIri(
                base, issuer_path, parts[at], int(parts[at + 1]), parts[at + 2], provision
            )
    return None


def provision_iri(document: str, parts: Sequence[tuple[str, str]]) -> str:
    """Append provisions to a document's IRI.

    ``parts`` are pairs of word and number in any order, ``[("khoản", "2"), ("Điều", "11")]`` →
    ``…/dieu-11/khoan-2``; điểm đ is ``diem-dd``, so that it is not điểm d. Raises ValueError for
    a word that is no provision.
    """
    named = {slug(word): slug(re.sub("[đĐÐ]", "dd", number)) for word, number in parts}
    if unknown := named.keys() - set(_PROVISION_ORDER):
        raise ValueError(
            f"{sorted(unknown)} in {list(parts)!r} are no provisions: use phụ lục, phần, chương, "
            "mục, tiểu mục, Điều, khoản, điểm or tiết"
        )
    if "dieu" in named and "phu-luc" not in named:
        named = {word: number for word, number in named.items() if word not in _AROUND_ARTICLES}
    steps = [f"{w}-{named[w]}".rstrip("-") for w in _PROVISION_ORDER if w in named]
    return "/".join([document, *steps])


def body_iri(base: str, issuer_path: str) -> str:
    """The IRI of a body: that of its documents without type, year and number."""
    return f"{base}/vn/{issuer_path}"


def body_class_iri(base: str, path: str) -> str:
    """The IRI of a class of bodies by its path ("ubnd-cap-xa/tinh-bac-giang")."""
    return f"{base}/bodies/{path}"


def unit_iri(base: str, code: str) -> str:
    """The IRI of an administrative unit by its code in ``ontology/units``."""
    return f"{base}/unit/{code}"


def _checked(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256 in lower-case hexadecimal")
    return sha256


def source_iri(base: str, sha256: str) -> str:
    """The named graph of one source file."""
    return f"{base}/source/{_checked(sha256)}"


def blank_number_iri(base: str, sha256: str) -> str:
    """The IRI of a document whose own number is blank, until it has one."""
    return f"{base}/document/{_checked(sha256)}"


def mention_iri(source: str, start: int, end: int) -> str:
    """The annotation of one mention in a source, after RFC 5147 (``#char=0,12``)."""
    return f"{source}#char={start},{end}"


def part_iri(source: str, kind: str, ordinal: int) -> str:
    """Something else read from a source: ``part_iri(s, "obligation", 3)`` → ``…#obligation-3``."""
    return f"{source}#{kind}-{ordinal}"


def graph_iri(base: str, name: str) -> str:
    """A graph that is no source: ``"ontology"``, ``"register/central"``, ``"link"``."""
    return f"{base}/{name}"
