"""On whom a duty is laid: the words of a cell as bodies of the register, from where they stand.

"Văn phòng UBND tỉnh" in a plan of tỉnh Bắc Giang is that province's office, "UBND các xã" all its
communes, "Các phòng và đơn vị trực thuộc" in a plan of a Sở the Sở's own. What the words and the
document leave open stays open, with the reason: a wrong body is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cancu.ingest.body_list import Piece, pieces
from cancu.ingest.home import Home, day_of
from cancu.ingest.obligations import Obligation
from cancu.ingest.seat import seat, seat_of_body
from cancu.ingest.structure import Header
from cancu.ingest.unit_paths import own_path
from cancu.ontology.body_classes import (
    issuers_by_path,
    kind_path,
    kinds_by_path,
    level_of_body,
)
from cancu.ontology.iris import body_class_iri, body_iri, parse_document_iri, slug, unit_iri
from cancu.ontology.load import Issuer, Level
from cancu.ontology.place_levels import level_of_place
from cancu.ontology.units import DISTRICTS_ENDED

Part = Literal["lead", "coordinating"]

_TIERS: dict[Level, int] = {"province": 0, "department": 0, "district": 1, "commune": 2}
_TIER_OF_KIND: dict[str, Level] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_MANY_ALIKE = frozenset(
    {"ban-chi-dao", "to-giup-viec", "ban-quan-ly-du-an", "chi-bo", "dang-doan", "ban-can-su-dang"}
)
"""Bodies of which one unit has several."""
_HAVE_BRANCHES = frozenset({"front", "mass-organisation", "general-department", "unit", "court",
                            "procuracy", "party-agency", "enterprise", "party"})  # fmt: skip
"""Kinds of central bodies whose bare name in a local document means the local branch."""
_CENTRAL_MARKS = ("trung ương", "tối cao", "tổng cục")
_COMMITTEES = frozenset({"ubnd", "hdnd", "van-phong-ubnd"})

_HEAD_OF_ROOM = re.compile(r"\A(?:Trưởng(?= Phòng)|Vụ trưởng|Chánh) ", re.IGNORECASE)

UNKNOWN = "danh mục cơ quan không có tên này / no register has this name"
PLACELESS = "không nêu địa bàn / the place is not said"
SEVERAL = "nhiều cơ quan cùng tên / several bodies have this name"
BRANCH = "có thể là cơ quan ở địa phương / it may be a local branch"
MANY_ALIKE = "một địa phương có nhiều tổ chức loại này / a place has several of the kind"
OWN = "theo địa bàn của văn bản / by the document's own place"
NAMED = "theo tên nêu rõ / by its full name"
CLASS = "nhóm cơ quan / a class of bodies"


@dataclass(frozen=True, slots=True)
class Addressee:
    """One body, or class of bodies, in a cell; ``surface`` are its words there.

    ``body`` is the IRI of the body or class, None where it is left open; ``why`` says by what it
    was tied, or why not. ``unit`` is the IRI of the unit within which a class is meant.
    """

    part: Part
    surface: str
    why: str
    body: str | None = None
    name: str | None = None
    level: Level | None = None
    is_class: bool = False
    unit: str | None = None


class Register:
    """The register as one document sees it, from its home and its issuer."""

    def __init__(self, header: Header, at: Home, document: str, base: str) -> None:
        self._home = at
        self._base = base
        self._day = day_of(header)
        self._level: Level | None = header.level
        parsed = parse_document_iri(document)
        paths = seat(header.issuer, (), self._day, at).paths if header.issuer else ()
        self._issuer = parsed.issuer_path if parsed else paths[0] if len(paths) == 1 else None
        self._known: dict[tuple[Part, str], tuple[Addressee, ...]] = {}

    def addressees(self, duty: Obligation) -> tuple[Addressee, ...]:
        """Return on whom a duty is laid, lead bodies first."""
        return (*self.named("lead", duty.lead), *self.named("coordinating", duty.coordinating))

    def named(self, part: Part, wording: str | None) -> tuple[Addressee, ...]:
        """Return the bodies that a cell names."""
        if not wording:
            return ()
        found = self._known.get((part, wording))
        if found is None:
            found = tuple(one for piece in pieces(wording) for one in self._meant(part, piece))
            self._known[part, wording] = found
        return found

    def _meant(self, part: Part, piece: Piece) -> Iterator[Addressee]:
        if piece.kind is not None:
            yield self._class(part, piece, piece.kind, piece.level)
        elif piece.issuer is not None:
            yield self._body(part, piece, piece.issuer)
        elif piece.room and self._has_rooms:
            yield self._room(part, piece)
        else:
            yield Addressee(part, piece.surface, UNKNOWN)

    @property
    def _has_rooms(self) -> bool:
        """Whether rooms in the document are its issuer's: a Sở's or a ministry's."""
        return self._issuer is not None and self._level in ("department", "ministry")

    @property
    def _own_rooms(self) -> bool:
        """Whether "các phòng" are the document's own: a province has departments instead, and a
        commune had none before 1 July 2025, so its plans mean the district's."""
        tier = self._home.own_tier
        return self._has_rooms or tier == 1 or (tier == 2 and not self._early)

    @property
    def _central(self) -> bool:
        return self._home.units[0] is None and self._level in ("central", "ministry")

    def _room(self, part: Part, piece: Piece) -> Addressee:
        name = _HEAD_OF_ROOM.sub("", piece.surface)
        path = f"{slug(name)}/{self._issuer}"
        return Addressee(part, piece.surface, OWN, body_iri(self._base, path), name, self._level)

    def _body(self, part: Part, piece: Piece, body: Issuer) -> Addressee:
        if not body.is_pattern:
            return self._standing(part, piece, body)
        if body.slug in _MANY_ALIKE:
            return Addressee(part, piece.surface, MANY_ALIKE)
        if piece.place is None and self._central:
            return self._every(part, piece, body)
        if piece.place_kind is None and (open_ := self._placeless(part, piece, body)):
            return open_
        if piece.place_kind and piece.place is None and self._below(piece.place_kind):
            return self._every(part, piece, body)
        kind, place = piece.place_kind, piece.place
        if kind is None and body.path == "van-phong-ubnd":
            kind, place = self._own(self._home.own_tier)
        name = _written(body, kind, place)
        found = seat_of_body(body, kind, place, self._day, self._home)
        if len(found.paths) != 1:
            return Addressee(part, piece.surface, SEVERAL if found.paths else PLACELESS)
        return Addressee(
            part, piece.surface, OWN if piece.place is None else NAMED,
            body_iri(self._base, found.paths[0]), self._named(name, piece),
            level_of_body(found.paths[0]),
        )  # fmt: skip

    def _standing(self, part: Part, piece: Piece, body: Issuer) -> Addressee:
        """Tie a central body; in a local document not by a name that its branches share."""
        words = piece.surface.lower()
        branch = body.kind in _HAVE_BRANCHES and not any(mark in words for mark in _CENTRAL_MARKS)
        if body.level == "province" or (branch and not self._central):
            return Addressee(part, piece.surface, BRANCH)
        return Addressee(part, piece.surface, NAMED, body_iri(self._base, body.path), body.name,
                         body.level)  # fmt: skip

    def _placeless(self, part: Part, piece: Piece, body: Issuer) -> Addressee | None:
        """Return the answer for a name that neither its words nor the document place."""
        if body.path.startswith("phong-") and self._has_rooms:
            return self._room(part, piece)
        if body.path == "van-phong-ubnd":
            # A commune had no such office before 1 July 2025: its plans mean the district's too.
            unsure = self._commune and self._early
            return Addressee(part, piece.surface, SEVERAL) if unsure else None
        if body.level is None or body.path == "dang-uy":
            return Addressee(part, piece.surface, PLACELESS)
        return None

    @property
    def _early(self) -> bool:
        """Whether there may still have been districts."""
        return self._day is None or self._day < DISTRICTS_ENDED

    @property
    def _commune(self) -> bool:
        return self._home.own_tier == 2

    def _own(self, tier: int) -> tuple[str | None, str | None]:
        return self._home.units[tier] or (None, None)

    def _named(self, name: str, piece: Piece) -> str:
        """Return a body's name with the place that the document gives it."""
        if piece.place is not None:
            return name
        own = self._home.named(piece.place_kind) if piece.place_kind else self._own(0)
        if own is None or own[1] is None:
            return name
        if piece.place_kind is None:
            return name if name.endswith(own[1]) else f"{name} {own[0]} {own[1]}"
        return f"{name} {own[1]}"

    def _below(self, kind: str) -> bool:
        """Tell whether "UBND xã" means each commune: the document is of a body above them."""
        level = _TIER_OF_KIND.get(kind)
        return level is not None and _TIERS[level] > self._home.own_tier

    def _every(self, part: Part, piece: Piece, body: Issuer) -> Addressee:
        """Return all bodies of a pattern: "Sở Tư pháp" in a circular, "UBND xã" in a province's."""
        level = _TIER_OF_KIND.get(piece.place_kind or "")
        if body.path in _COMMITTEES or body.path.startswith("cong-an"):
            head = "cong-an" if body.path.startswith("cong-an") else body.path
            if level is None:
                return Addressee(part, piece.surface, PLACELESS)
            return self._class(part, piece, head, level)
        if not self._central or body.level != "department":
            return Addressee(part, piece.surface, PLACELESS)
        return Addressee(part, piece.surface, CLASS, body_class_iri(self._base, body.path),
                         body.name, body.level, is_class=True)  # fmt: skip

    def _class(self, part: Part, piece: Piece, kind: str, level: Level | None) -> Addressee:
        if kind == "chuyen-mon" and "phòng" in piece.surface.lower() and not self._own_rooms:
            return Addressee(part, piece.surface, SEVERAL)
        kind, level = self._levelled(kind, level)
        scope = self._scope(kind, level)
        known = kinds_by_path().get(kind_path(kind, level)) or kinds_by_path().get(kind)
        if scope is None or known is None:
            return Addressee(part, piece.surface, PLACELESS)
        path = "/".join(filter(None, (kind_path(kind, known.level), scope)))
        unit, name = self._unit_of(scope)
        return Addressee(
            part, piece.surface, CLASS, body_class_iri(self._base, path),
            f"{known.name}, {name}" if name else known.name, level, is_class=True, unit=unit,
        )  # fmt: skip

    def _levelled(self, kind: str, level: Level | None) -> tuple[str, Level | None]:
        """Return the kind and level that a wording without a level means in this document."""
        if kind == "dia-phuong" and level is None:
            own = self._home.own_tier
            below: Level = "commune" if own == 1 or not self._early else "district"
            return kind, "province" if self._central else below if own < 2 else None
        if kind == "chuyen-mon" and self._home.own_tier == 0:
            rooms = self._level == "department"
            return ("phong-don-vi" if rooms else "so-ban-nganh"), "department"
        if kind == "chuyen-mon" or (kind == "phong-don-vi" and self._home.own_tier > 0):
            return "chuyen-mon", "commune" if self._commune else "district"
        return kind, level

    def _scope(self, kind: str, level: Level | None) -> str | None:
        """Return the path within which a class is meant; "" is the country, None not known."""
        if kind == "dia-phuong" and level is None:
            return None
        if level in ("central", "ministry", "province"):
            return ""
        if kind == "phong-don-vi":
            return self._issuer if self._has_rooms else None
        if self._central:
            return "" if level or kind == "co-quan" else None
        if kind in ("chuyen-mon", "co-quan", "doan-the"):
            return own_path(self._home, self._home.own_tier, self._day)
        tier = 0
        if level == "commune" and self._home.own_tier > 0:
            tier = 1 if self._early else 0
        return own_path(self._home, tier, self._day)

    def _unit_of(self, scope: str) -> tuple[str | None, str | None]:
        """Return IRI and name of the unit whose path a scope is; of a body nothing."""
        level = level_of_place(scope) if scope.split("/")[0] not in issuers_by_path() else None
        if level is None:
            return None, None
        tier = _TIERS[level]
        code, own = self._home.codes[tier], self._home.units[tier]
        return unit_iri(self._base, code) if code else None, " ".join(own) if own else None


def _written(body: Issuer, kind: str | None, place: str | None) -> str:
    """Return a body's name with its place; "Công an tỉnh" of a city is "Công an thành phố"."""
    words = body.name.split()
    if (
        kind is not None
        and words[-1] in ("tỉnh", "huyện", "xã")
        and body.path.endswith(slug(words[-1]))
    ):
        words.pop()
    return " ".join(filter(None, (" ".join(words), kind, place)))


def find_addressees(
    duties: Sequence[Obligation], header: Header, at: Home, document: str, base: str
) -> tuple[tuple[Addressee, ...], ...]:
    """Return on whom each duty is laid, in the order of ``duties``."""
    if not duties:
        return ()
    register = Register(header, at, document, base)
    return tuple(register.addressees(duty) for duty in duties)
