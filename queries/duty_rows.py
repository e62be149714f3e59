"""The duties of a store as linking compares them, and which documents stand above which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cancu.ontology.iris import parse_document_iri
from cancu.ontology.issuer_names import issuer_paths
from cancu.queries.checks.likeness import content_words, written_out
from cancu.queries.laid_on import LaidOn, as_worded, laid_on
from cancu.queries.store import Store

_HERE = Path(__file__).parent
_REFERENCE = re.compile(
    r"(?:theo|tại|quy định tại|thực hiện)?\s*(?:(?:điểm|khoản|điều|mục)\s+\w+\s*)*"
    r"\b(?:luật|nghị định|nghị quyết|quyết định|thông tư|kế hoạch|chỉ thị|công văn)\s+(?:số\s+)?"
    r"\d+[\w/.Đđ-]*(?:\s+ngày\s+[\d/]+)?",
    re.IGNORECASE,
)
_UNIT_WORDS = content_words("cấp xã phường thị trấn huyện tỉnh thành phố đơn vị địa bàn mình")
_HEAD = 6
_QUANTITY = re.compile(r"\b(\d+)\s+([^\W\d_]+)")


@dataclass(frozen=True)
class DutyRow:
    """One duty. ``references`` maps the documents that it cites to their provisions there.

    Offsets are those of its text; ``due`` is ISO, whole or part of a date.
    """

    obligation: str
    document: str
    origin: str
    ordinal: str | None
    task: str
    lead: str | None
    coordinating: str | None
    deadline: str | None
    due: str | None
    start: int
    references: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bodies: tuple[LaidOn, ...] = ()

    @property
    def file(self) -> str:
        """The graph of the file from which it was read."""
        return _file(self.obligation)

    @cached_property
    def words(self) -> frozenset[str]:
        """What the task is about: no idle words, units or references, which count apart."""
        found = content_words(_REFERENCE.sub(" ", self.task)) - _UNIT_WORDS
        return found or content_words(self.task)

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The first of the words, in their order: what is to be done."""
        said = re.findall(r"[^\W\d_]+", written_out(self.task))
        return tuple(dict.fromkeys(word for word in said if word in self.words))[:_HEAD]

    @cached_property
    def quantities(self) -> frozenset[tuple[str, str]]:
        """Numbers with the word behind them: "03 huyện" is ("03", "huyện")."""
        return frozenset(_QUANTITY.findall(_REFERENCE.sub(" ", self.task.lower())))


@dataclass(frozen=True, slots=True)
class Above:
    """A document above another; ``order`` is its level's, 1 the highest."""

    document: str
    relation: str
    order: int


@dataclass(frozen=True, slots=True)
class Child:
    """A document and those above it, the nearest level first; ``path`` is its issuer's in IRIs."""

    document: str
    issuer: str | None
    title: str
    level: str
    parents: tuple[Above, ...]
    path: str | None = None


def duty_rows(store: Store) -> dict[str, list[DutyRow]]:
    """Return the duties of each document, in the order of its text."""
    rows: dict[str, dict[str, str | None]] = {}
    cited: dict[str, list[str]] = defaultdict(list)
    for row in _ask(store, "link_rows"):
        rows[row["obligation"] or ""] = row
        if row["reference"]:
            cited[row["obligation"] or ""].append(row["reference"])
    provisions, bodies = _provisions(store), laid_on(store)
    by_document: dict[str, list[DutyRow]] = defaultdict(list)
    for iri, row in rows.items():
        start, end = int(row["start"] or 0), int(row["end"] or 0)
        named = provisions.get(_file(iri), ())
        duty = DutyRow(
            obligation=iri,
            document=row["document"] or "",
            origin=row["origin"] or "",
            ordinal=row["ordinal"],
            task=row["task"] or "",
            lead=row["lead"],
            coordinating=row["coordinating"],
            deadline=row["deadline"],
            due=row["due"],
            start=start,
            references={
                document: frozenset(
                    p for at, to, p in named if to == document and start <= at < end
                )
                for document in cited[iri]
            },
            bodies=bodies.get(iri) or as_worded(row["lead"], row["coordinating"]),
        )
        by_document[duty.document].append(duty)
    return by_document


def _provisions(store: Store) -> dict[str, list[tuple[int, str, str]]]:
    """Return the cited provisions of each file: where, of which document, which."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in _ask(store, "link_provisions"):
        place = int(row["start"] or 0), row["cited"] or "", row["pinpoint"] or ""
        found[_file(row["mention"] or "")].append(place)
    return found


def _file(iri: str) -> str:
    return iri.partition("#")[0]


def children(store: Store) -> Iterator[Child]:
    """Yield every read document that has read documents above it."""
    rows: dict[str, list[dict[str, str | None]]] = defaultdict(list)
    for row in _ask(store, "link_parents"):
        rows[row["child"] or ""].append(row)
    for child, found in rows.items():
        parents: dict[str, Above] = {}
        for row in sorted(found, key=_rank):
            parent = row["parent"] or ""
            order = int(row["parentOrder"] or 0)
            parents.setdefault(parent, Above(parent, row["relation"] or "", order))
        yield Child(
            document=child,
            issuer=found[0]["issuer"],
            title=" ".join(sorted({row["title"] for row in found if row["title"]})),
            level=found[0]["level"] or "",
            parents=tuple(sorted(parents.values(), key=lambda above: -above.order)),
            path=_issuer_path(child, found[0]["issuer"]),
        )


def _issuer_path(document: str, issuer: str | None) -> str | None:
    """Return the issuer's path, of a document without a number the one of its issuer's name."""
    if parsed := parse_document_iri(document):
        return parsed.issuer_path
    paths = issuer_paths(issuer) if issuer else ()
    return paths[0] if len(paths) == 1 else None


def _rank(row: Mapping[str, str | None]) -> int:
    return ("implements", "under", "basis", "proposed").index(row["relation"] or "proposed")


def _ask(store: Store, name: str) -> Iterator[dict[str, str | None]]:
    return store.query((_HERE / f"{name}.rq").read_text(encoding="utf-8")).records()
