"""Who issued a cited document: as stated beside it, as its symbol implies, or the citing body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cancu.ingest.bodies import Body
from cancu.ingest.candidates import Candidate
from cancu.ingest.context import Context, acting_place
from cancu.ingest.home import TIERS, Home
from cancu.ingest.implied import (
    body_of_place,
    branches_of,
    committee_of,
    implied_issuer,
    is_branch,
    is_joint,
    may_sign,
    needs_a_body,
    own_office,
    signs_as_before,
)
from cancu.ingest.listed_under import Heading
from cancu.ingest.named_places import place_at
from cancu.ingest.numbers import DocumentNumber
from cancu.ingest.place_meant import full_name, place_meant
from cancu.ingest.structure import Header
from cancu.ingest.typewords import types_of_symbol
from cancu.ingest.view import View
from cancu.ontology import units

_BARE_OFFICES = frozenset(("Văn phòng", "Văn phòng Sở", "Văn phòng Bộ"))
_REACH = 60


@dataclass(frozen=True, slots=True)
class CitedIssuer:
    """A mention's issuer: whether it stands beside it, whether the own place completed it.

    ``within`` are the units that the text says lie above the issuer's, from small to large:
    "huyện Nam Đàn tỉnh Nghệ An" after "UBND xã Kim Liên".
    """

    name: str | None
    stated: bool = False
    at_home: bool = False
    within: str | None = None


@dataclass(frozen=True, slots=True)
class IssuerReader:
    """Reads the issuers of the documents that one document cites."""

    seen: View
    header: Header
    home: Home

    def read(
        self,
        one: Candidate,
        beside: Context,
        earlier: Body | None,
        floor: int,
        day: str | None,
        year: int | None,
    ) -> CitedIssuer:
        """Return the issuer as stated after or before the mention, else as the symbol implies.

        ``earlier`` is the body before it, ``floor`` where the mention before ends.
        """
        when = date.fromisoformat(day) if day else date(year, 7, 1) if year else None
        number = one.number.number if one.number else None
        implied = implied_issuer(number, when, self.home) if number else None
        if beside.body is not None:
            stated = self._stated(beside.body, when)
            joint = number and is_joint(number.segments) and implied
            if joint and implied and implied.startswith(f"{stated.name} - "):
                return replace(stated, name=implied)
            return stated
        if number is not None and not needs_a_body(number):
            branch = earlier is not None and earlier.place_kind and is_branch(earlier.name, implied)
            if earlier and branch:
                return self._stated(earlier, when)
            below = branches_of(number.segments, when, self.home)
            return CitedIssuer(None if below else implied)
        if number is None:
            return self._stated(earlier, when) if earlier is not None else CitedIssuer(None)
        if earlier is not None and may_sign(earlier.name, number):
            # "của Sở Nông nghiệp tại Tờ trình số …/TTr-SNN": departments change their names.
            given = self.seen.lower[max(floor, one.start - 4) : one.start].rstrip().endswith("(")
            # "giao UBND huyện A (Quyết định số …/QĐ-UBND)" may be a decision about the district
            unsure = given and one.type == "Quyết định"
            return CitedIssuer(None) if unsure else self._stated(earlier, when)
        return self._unnamed(one, number, floor, implied)

    def of_place(self, heading: Heading, number: DocumentNumber) -> Body | None:
        """Return the body of a place that a list stands under: "Các huyện: Can Lộc (…)"."""
        kind, name = heading.kind, heading.place
        if kind is None and name is not None and heading.kinds is not None:
            found = place_meant(name, self.home, None, kinds=heading.kinds)
            kind, name = found or (None, name)
        return body_of_place(number, kind, name, heading.start, heading.end)

    def _unnamed(
        self, one: Candidate, number: DocumentNumber, floor: int, implied: str | None
    ) -> CitedIssuer:
        """Return the committee of a place that acts, the citing body, or what a symbol implies."""
        acting = acting_place(self.seen.text, self.seen.lower, one.start, floor)
        if acting is not None:
            return CitedIssuer(committee_of(number, *acting), stated=True)
        if signs_as_before(number, self.header):
            return CitedIssuer(self.header.issuer, at_home=True)
        office = number.segments[1:] == ("VP",) and bool(types_of_symbol(number.segments[0]))
        name = own_office(self.header, self.home) if office else implied
        return CitedIssuer(name, at_home=True)

    def _stated(self, body: Body, when: date | None) -> CitedIssuer:
        """Return a body by its full name; a bare office is the citing body's own."""
        within = places_above(self.seen.text, self.seen.lower, body)
        full = full_name(body, self.home, when, within)
        if full in _BARE_OFFICES:
            full = own_office(self.header, self.home) or full
        own = full != body.full_name and not (body.place and body.place_kind is None)
        return CitedIssuer(full, stated=True, at_home=own, within=within)


def places_above(text: str, lower: str, body: Body) -> str | None:
    """Return the units that stand after a body's own: "UBND xã A" + ", huyện B, tỉnh C"."""
    if body.place is None:
        return None
    tier = _tier(body.place_kind, body.place) if body.place_kind else 3
    at = body.end
    above: list[str] = []
    while tier:
        start = at + len(text[at : at + 4]) - len(text[at : at + 4].lstrip(" \n\r\t,("))
        reach = slice(start, start + _REACH)
        found = place_at(f" {text[reach]}", f" {lower[reach]}", 0) if start > at else None
        if found is None or found[1] is None or _tier(found[0], found[1]) >= tier:
            break
        kind, name, length = found
        tier = _tier(kind, name or "")
        above.append(f"{kind} {name}")
        at = start + length - 1
    return " ".join(above) or None


def _tier(kind: str, name: str) -> int:
    """Return 0 for a province, 1 for a district, 2 for a commune; a city may be either."""
    if kind != "thành phố":
        return TIERS[kind]
    cities = units.find(name, kind)
    return 0 if any(city.level == "province" for city in cities) or not cities else 1
