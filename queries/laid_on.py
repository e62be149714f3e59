"""Whether a duty is laid on the body that a person asks for: by what was tied, else by its words.

A body asked for with its place ("Sở Tư pháp tỉnh Thái Bình") is one body, so what is tied to
another is not its, however alike the words. Asked for without a place it is any body of that name,
and the words count too. What was left open when the document was read is compared by its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from cancu.ingest.body_list import Piece, pieces
from cancu.ontology.body_classes import classes_of
from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import issuer_paths
from cancu.queries.addressees import Address, addressed, classes, level_of, names, near_names
from cancu.queries.store import Store, Term

Part = Literal["lead", "coordinating", "class"]

_BODIES = """\
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?body WHERE { ?body a org:Organization }
"""
_SAMPLE_UNIT = {"tỉnh": "tinh-x", "huyện": "tinh-x/huyen-y", "quận": "tinh-x/quan-y",
                "thị xã": "tinh-x/thi-xa-y", "xã": "tinh-x/huyen-y/xa-z",
                "phường": "tinh-x/huyen-y/phuong-z",
                "thị trấn": "tinh-x/huyen-y/thi-tran-z"}  # fmt: skip
"""A unit of each kind, from whose path the kinds of classes follow that its bodies belong to."""


@dataclass(frozen=True, slots=True)
class LaidOn:
    """One addressee of a duty; ``body`` is the IRI of a body or class, None where left open."""

    part: Literal["lead", "coordinating"]
    surface: str
    body: str | None = None
    name: str | None = None
    level: str | None = None

    @property
    def path(self) -> str | None:
        """The body's part of its IRI."""
        return None if self.body is None else self.body.partition("/vn/")[2] or None

    @property
    def class_path(self) -> str | None:
        """The class's part of its IRI."""
        return None if self.body is None else self.body.partition("/bodies/")[2] or None


def laid_on(store: Store, given: Mapping[str, Term] | None = None) -> dict[str, tuple[LaidOn, ...]]:
    """Return on whom each duty is laid; ``given`` may bind ``obligation``."""
    text = Path(__file__).with_suffix(".rq").read_text(encoding="utf-8")
    found: dict[str, list[LaidOn]] = defaultdict(list)
    for row in store.query(text, given or {}).records():
        part: Literal["lead", "coordinating"] = "lead" if row["part"] == "lead" else "coordinating"
        found[row["obligation"] or ""].append(
            LaidOn(part, row["surface"] or "", row["body"], row["name"], row["level"])
        )
    return {obligation: tuple(bodies) for obligation, bodies in found.items()}


def as_worded(lead: str | None, coordinating: str | None) -> tuple[LaidOn, ...]:
    """Return the cells of a duty as addressees that nothing ties."""
    lead_only = (LaidOn("lead", lead),) if lead else ()
    return (*lead_only, LaidOn("coordinating", coordinating)) if coordinating else lead_only


def addresses(
    bodies: Iterable[LaidOn], issuer: str, level: str | None, path: str | None
) -> Address | None:
    """Return how a duty addresses a body: by name, as one of a class, or not.

    ``path`` is the body's in IRIs, None where not known; then, and for what was left open, the
    words decide.
    """
    found: set[Address | None] = set()
    for one in bodies:
        if one.body is None or path is None:
            found.add(addressed(one.surface, issuer, level))
        elif one.path == path:
            return "name"
        elif one.class_path in classes_of(path):
            found.add("class")
    return "name" if "name" in found else "class" if "class" in found else None


class Sought:
    """The body that a person asks for, against the bodies that the store speaks of."""

    def __init__(self, store: Store, body: str, *, with_classes: bool) -> None:
        self._body = body
        self._with_classes = with_classes
        found = pieces(body)
        self._piece = found[0] if found and found[0].issuer else Piece(body)
        known = (row[0].value for row in store.query(_BODIES).rows if row[0] is not None)
        paths = {iri.partition("/vn/")[2] for iri in known}
        self._paths = frozenset(issuer_paths(body)) | {p for p in paths if p and self._fits(p)}

    @property
    def placed(self) -> bool:
        """Whether the place was given, so that one body is meant."""
        issuer = self._piece.issuer
        return issuer is not None and (not issuer.is_pattern or self._piece.place is not None)

    def _fits(self, path: str) -> bool:
        issuer, kind, place = self._piece.issuer, self._piece.place_kind, self._piece.place
        head, _, unit = path.partition("/")
        if issuer is None or head != issuer.path:
            return False
        last = unit.rpartition("/")[2]
        if kind is None:
            return True
        wanted = slug(f"{kind} {place}") if place else f"{slug(kind)}-"
        return last == wanted if place else last.startswith(wanted)

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(one for path in self._paths for one in classes_of(path))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The kinds of classes to which a body of this name belongs, whatever its place."""
        issuer = self._piece.issuer
        if issuer is None:
            return frozenset()
        unit = _SAMPLE_UNIT.get(self._piece.place_kind or "", "tinh-x")
        return frozenset(one.partition("/")[0] for one in classes_of(f"{issuer.path}/{unit}"))

    def part(self, bodies: tuple[LaidOn, ...], *, near: bool) -> Part | None:
        """Return what the body does in a duty; ``near``: in a document of its own place."""
        for one in bodies:
            if self._is(one, near):
                return one.part
        if self._with_classes and any(self._in_class(one, near) for one in bodies):
            return "class"
        return None

    def _is(self, one: LaidOn, near: bool) -> bool:
        if one.path is not None and one.path in self._paths:
            return True
        if one.body is not None and self.placed:
            return False
        known = (self._body, *near_names(self._body)) if near else (self._body,)
        return any(names(one.surface, name) for name in known)

    def _in_class(self, one: LaidOn, near: bool) -> bool:
        path = one.class_path
        if path is not None:
            return path in self._classes if self.placed else path.partition("/")[0] in self._kinds
        if one.body is not None:
            return False
        level = level_of(self._body)
        return level is not None and (near or not self.placed) and level in classes(one.surface)
