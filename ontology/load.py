"""The only reader of the vocabularies and registers that lie beside it; each is read on first use.

Sources, licences and dates of the data stand in the heads of the .ttl files and in
``register/README.md``. All of it together reads in about a tenth of a second.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, cast

import pyoxigraph as ox

from cancu.ontology.overlay import overlay

CC = "http://cancu.internal/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
BODY_CLASSES = (ORG + "FormalOrganization", ORG + "Organization")
"""What bodies are in RDF."""

Family = Literal["constitution", "legislative", "normative", "administrative", "party", "letter"]
Day: TypeAlias = date
"""`datetime.date`, under a name that a field called ``date`` does not hide."""
Level = Literal["central", "ministry", "province", "department", "district", "commune"]

RegisterKind = Literal["documents", "issuers", "units"]
"""The registers that an office can show and add to."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document (loại văn bản).

    ``symbols`` are the abbreviations in numbers, the one to write first ("NĐ"); ``rank`` is legal
    force, 1 the Constitution … 10 none of its own; ``by_name`` marks what is cited by its name.
    """

    slug: str
    name: str
    name_en: str
    symbols: tuple[str, ...]
    aliases: tuple[str, ...]
    family: Family
    rank: int
    by_name: bool
    families: tuple[Family, ...]
    """All families it occurs in, the chief one first: a Nghị quyết may be a Party's."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents, or the pattern of one that every unit has (``kind`` …-pattern).

    ``level`` is None where the place decides (Ủy ban nhân dân). ``valid_from`` and ``valid_to``
    are its first and last day, None where not known or still existing. ``path`` is the issuer's
    part of a document's IRI; bodies with one series of numbers share it.
    """

    slug: str
    name: str
    name_en: str
    symbols: tuple[str, ...]
    level: Level | None
    kind: str
    aliases: tuple[str, ...]
    valid_from: Day | None
    valid_to: Day | None
    successors: tuple[str, ...]
    path: str
    parent: str | None = None
    """The path of the body above it, as far as an office's own register says it."""

    @property
    def is_pattern(self) -> bool:
        return self.kind.endswith("-pattern")

    def exists_on(self, day: date) -> bool:
        """Whether nothing known says that the body did not exist on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An amending document's number, the day from which it holds, and what it touches, as known."""

    number: str
    effective: Day | None
    provisions: str | None


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code, ordinance or constitution. What is not known is None or empty.

    ``ended`` is the first day on which it no longer holds.
    """

    number: str | None
    name: str
    date: Day | None
    aliases: tuple[str, ...]
    type: str
    effective: Day | None
    ended: Day | None
    amended_by: tuple[Change, ...]
    replaced_by: tuple[str, ...]
    source: str
    verified: str


@dataclass(frozen=True, slots=True)
class CentralDocument:
    """A central document and its fate. ``issuer`` is an issuer's slug; unknown is None or empty.

    ``ended`` is the first day on which it no longer holds, ``ended_how`` "replaced", "repealed"
    or "expired"; from ``doubtful`` on it is not known whether it still holds; ``verified`` says how
    far the row is checked, ``source`` where it stands.
    """

    type: str
    number: str
    year: int | None
    date: Day | None
    issuer: str | None
    title: str | None
    effective: Day | None
    amended_by: tuple[Change, ...]
    ended: Day | None
    ended_how: str | None
    replaced_by: tuple[str, ...]
    guided_by: tuple[str, ...]
    source: str
    verified: str
    note: str | None = None
    aliases: tuple[str, ...] = ()
    """Other names by which it is cited."""
    doubtful: Day | None = None


_Values = dict[str, list[str]]


def _subjects(path: Path) -> dict[str, _Values]:
    return subjects_of(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def subjects_of(triples: Iterable[ox.Triple | ox.Quad]) -> dict[str, _Values]:
    """The subjects of triples in their order; values of labels are keyed "…@vi", "…@en"."""
    subjects: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        key, value = triple.predicate.value, triple.object
        if isinstance(value, ox.Literal) and value.language:
            key = f"{key}@{value.language}"
        subjects[cast("ox.NamedNode | ox.BlankNode", triple.subject).value][key].append(
            cast("ox.NamedNode | ox.Literal", value).value
        )
    return {subject: dict(values) for subject, values in subjects.items()}


def _tail(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _first_day(values: Mapping[str, list[str]], key: str) -> date | None:
    return _day(values[key][0]) if key in values else None


def _symbols(values: Mapping[str, list[str]]) -> tuple[str, ...]:
    return (*values.get(CC + "symbol", ()), *values.get(CC + "otherSymbol", ()))


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All document types, in the order of document_types.ttl."""
    types = []
    for iri, values in _subjects(_HERE / "document_types.ttl").items():
        if CC + "family" not in values:
            continue
        families = [_tail(v) for v in values[CC + "family"] + values.get(CC + "alsoFamily", [])]
        types.append(
            DocumentType(
                slug=_tail(iri),
                name=values[SKOS + "prefLabel@vi"][0],
                name_en=values[SKOS + "prefLabel@en"][0],
                symbols=_symbols(values),
                aliases=tuple(values.get(SKOS + "altLabel@vi", ())),
                family=cast("Family", families[0]),
                rank=int(values[CC + "legalForce"][0]),
                by_name=CC + "citedByName" in values,
                families=cast("tuple[Family, ...]", tuple(families)),
            )
        )
    return tuple(types)


@cache
def issuers() -> tuple[Issuer, ...]:
    """All issuing bodies and patterns of bodies, in the order of issuers.ttl, then the office's."""
    own = {body.slug: body for body in overlay().issuers}
    shipped = tuple(own.pop(body.slug, body) for body in shipped_issuers())
    return (*shipped, *own.values())


@cache
def shipped_issuers() -> tuple[Issuer, ...]:
    """The bodies that come with the program."""
    subjects = _subjects(_HERE / "issuers.ttl")
    return tuple(issuer_of(_tail(iri), values) for iri, values in subjects.items())


def issuer_of(slug: str, values: Mapping[str, list[str]]) -> Issuer:
    """A body from its values, keyed as `subjects_of` keys them.

    Raises KeyError naming a property that is missing, ValueError for a day that is none.
    """
    level = _tail(values[CC + "level"][0])
    name = values[SKOS + "prefLabel@vi"][0]
    return Issuer(
        slug=slug,
        name=name,
        name_en=values.get(SKOS + "prefLabel@en", [name])[0],
        symbols=_symbols(values),
        level=None if level == "local" else cast("Level", level),
        kind=values[CC + "bodyKind"][0],
        aliases=tuple(values.get(SKOS + "altLabel@vi", ())),
        valid_from=_first_day(values, CC + "validFrom"),
        valid_to=_first_day(values, CC + "validTo"),
        successors=tuple(_path(iri) for iri in values.get(CC + "succeededBy", ())),
        path=values.get(CC + "documentsUnder", [slug])[0],
        parent=next(map(_path, values.get(ORG + "subOrganizationOf", ())), None),
    )


def _path(iri: str) -> str:
    return iri.partition("/vn/")[2]


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / "register" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_list(text: str) -> tuple[str, ...]:
    """Read "a; b"."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def read_changes(text: str) -> tuple[Change, ...]:
    """Read "48/2013/NĐ-CP Điều 1 (2013-07-01); 92/2017/NĐ-CP"; place and day may be missing.

    Raises ValueError for a day that is no ISO date.
    """
    changes = []
    for part in read_list(text):
        rest, _, day = part.rstrip(")").partition(" (")
        number, _, provisions = rest.partition(" ")
        changes.append(Change(number, _day(day), provisions or None))
    return tuple(changes)


@cache
def law_aliases() -> dict[str, str]:
    """The names of laws by the abbreviations that are used for them ("Luật HTX", "BLDS")."""
    with (_HERE / "law_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {row["alias"]: row["name"] for row in csv.DictReader(file)}


@cache
def assembly_terms() -> dict[int, tuple[int, int]]:
    """The first and the last year of each term of the National Assembly (khóa Quốc hội)."""
    with (_HERE / "assembly_terms.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["term"]): (int(row["first"]), int(row["last"])) for row in csv.DictReader(file)
        }


@cache
def laws() -> tuple[Law, ...]:
    """The register of laws, codes, ordinances and constitutions, by date."""
    abbreviated: dict[str, list[str]] = defaultdict(list)
    for alias, name in law_aliases().items():
        abbreviated[name.casefold()].append(alias)
    return tuple(
        Law(
            number=row["number"] or None,
            name=row["name"],
            date=_day(row["date"]),
            aliases=tuple(
                dict.fromkeys((*read_list(row["aliases"]), *abbreviated[row["name"].casefold()]))
            ),
            type=row["type"],
            effective=_day(row["effective"]),
            ended=_day(row["ended"]),
            amended_by=read_changes(row["amended_by"]),
            replaced_by=read_list(row["replaced_by"]),
            source=row["source"],
            verified=row["verified"],
        )
        for row in _rows("laws.csv")
    )


@cache
def central_documents() -> tuple[CentralDocument, ...]:
    """The register of central documents and what became of them."""
    doubtful = {
        (row["type"], row["number"], row["year"], row["issuer"]): _day(row["from"])
        for row in _rows("doubtful.csv")
    }
    return tuple(
        CentralDocument(
            type=row["type"],
            number=row["number"],
            year=int(row["year"]) if row["year"] else None,
            date=_day(row["date"]),
            issuer=row["issuer"] or None,
            title=row["title"] or None,
            effective=_day(row["effective"]),
            amended_by=read_changes(row["amended_by"]),
            ended=_day(row["ended"]),
            ended_how=row["ended_how"] or None,
            replaced_by=read_list(row["replaced_by"]),
            guided_by=read_list(row["guided_by"]),
            source=row["source"],
            verified=row["verified"],
            note=row["note"] or None,
            doubtful=doubtful.get((row["type"], row["number"], row["year"], row["issuer"])),
        )
        for row in _rows("central.csv")
    )


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word of body names: ``role`` is office, local, head, place or stop."""

    role: str
    word: str
    meaning: str


@cache
def body_words() -> tuple[BodyWord, ...]:
    """The words from which the names of bodies are read, in the order of body_words.csv."""
    with (_HERE / "body_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(BodyWord(**row) for row in csv.DictReader(file))


@cache
def not_documents() -> tuple[str, ...]:
    """Words before a number that say that it is no document's: "mẫu số", "QCVN"."""
    with (_HERE / "not_documents.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["word"] for row in csv.DictReader(file))


@cache
def law_words(role: str) -> frozenset[str]:
    """Words that end a law's name ("stop") or cannot begin one ("not-first"), and whole names.

    The names ("name") are those of laws that no register has, with a word in them that would end
    them.
    """
    with (_HERE / "law_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["role"] == role)


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A heading under which a register file may give a column of one of the registers."""

    register: RegisterKind
    column: str
    needed: bool
    header: str


@cache
def register_columns(kind: RegisterKind) -> tuple[RegisterColumn, ...]:
    """The headings that a file of this register may have, in Vietnamese and English."""
    with (_HERE / "register_columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RegisterColumn(kind, row["column"], row["needed"] == "1", row["header"])
            for row in csv.DictReader(file)
            if row["register"] == kind
        )


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """Where a register that comes with the program is from, its licence, and its state."""

    register: RegisterKind
    source: str
    licence: str
    as_of: str
    more: str


@cache
def register_sources() -> tuple[RegisterSource, ...]:
    """The sources of the registers, in the order of register_sources.csv."""
    with (_HERE / "register_sources.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RegisterSource(
                cast("RegisterKind", row["register"]),
                row["source"],
                row["licence"],
                row["as_of"],
                row["more"],
            )
            for row in csv.DictReader(file)
        )


@dataclass(frozen=True, slots=True)
class ForceRow:
    """A place in the order of legal force; an empty ``issuer`` or ``level`` fits any."""

    force: int
    type: str
    issuer: str
    level: str


@cache
def force_rows() -> tuple[ForceRow, ...]:
    """The order of legal force, the highest first."""
    with (_HERE / "legal_force.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ForceRow(int(row["force"]), row["type"], row["issuer"], row["level"])
            for row in csv.DictReader(file)
        )


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme or scheme known by its name, and the document that approved it."""

    name: str
    type: str
    number: str
    date: date
    issuer: str
    aliases: tuple[str, ...] = ()


@cache
def programmes() -> tuple[Programme, ...]:
    """The programmes that plans name without a number, in the order of programmes.csv."""
    return tuple(
        Programme(
            row["name"],
            row["type"],
            row["number"],
            date.fromisoformat(row["date"]),
            row["issuer"],
            tuple(alias for alias in row["aliases"].split(";") if alias),
        )
        for row in _rows("programmes.csv")
    )
