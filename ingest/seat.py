"""Where in the IRIs a body's documents stand: UBND tỉnh Bắc Giang under ubnd/tinh-bac-giang.

The symbol of a number names a central body; a local body is a pattern ("Sở Tài chính") and a unit.
The unit is the stated one, or the citing document's own, in its state on the day of the cited
document. Where several units fit, all paths are returned, and none is preferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from cancu.ingest.home import NOWHERE, Home
from cancu.ingest.implied import (
    bodies_of_symbol,
    branches_of,
    certain_paths,
    issuing_segment,
    signed_by_chairs_too,
)
from cancu.ingest.reasons import reason
from cancu.ingest.typewords import is_type_alone, is_typed
from cancu.ingest.unit_paths import (
    lacking,
    own_path,
    own_state_path,
    path_below,
    path_by_words,
    unit_path,
    units_meant,
)
from cancu.ontology import units
from cancu.ontology.iris import slug
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.units import DISTRICTS_ENDED, Unit, fold

_KINDS = (
    r"[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã(?!\s+hội)|[Pp]hường|[Tt]hị trấn"
    r"|[Đđ]ặc khu"
)
_KIND = rf"\s(?:{_KINDS})(?!\s+[uủ][ỷy])"
_PLACED = re.compile(
    rf"(?=\s){_KIND.replace('(?:', '(?P<kind>', 1)}(?:\s+(?P<name>\S.*?))?(?={_KIND}(?:\s|\Z)|\Z)"
)
_NAMED_AFTER = {
    "tinh-uy": "tỉnh", "thanh-uy": "thành phố", "huyen-uy": "huyện", "quan-uy": "quận",
    "thi-uy": "thị xã",
}  # fmt: skip
_OFFICES = re.compile(
    r"^(?:Phó )?(?:Chủ tịch|Ban Thường vụ|Thường trực|Bộ trưởng|Thống đốc|(?:Tổng )?Giám đốc"
    r"|(?:Tổng |Chi )?[Cc]ục trưởng|Vụ trưởng|Viện trưởng|Hiệu trưởng|Chủ nhiệm"
    r"|Trưởng(?= Ban| Phòng)|Chánh(?= Văn phòng| Thanh tra| án))\s+",
    re.IGNORECASE,
)
_TRUNG_UONG = re.compile(r"(?:^|-)trung-uong(?=-|$)")
_COMMITTEE_OF = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy$")
"""A Party body named after its committee: "Ủy ban Kiểm tra Huyện ủy"."""
_OF_THE_STATE = re.compile(r"\b(?:Trung ương|Nhà nước|[Qq]uốc gia|Chính phủ)\b")
_NATIONAL = ("cục", "tổng cục", "tổng công ty", "tập đoàn", "ngân hàng", "học viện", "viện",
             "đại học", "trường đại học", "trường cao đẳng", "trường sĩ quan", "bộ", "công ty",
             "hiệp hội", "ủy ban", "vụ", "liên minh", "cơ quan", "hội ")  # fmt: skip
_GENERIC = frozenset({
    "ban-chi-dao", "hoi-dong", "hoi-dong-quan-ly", "to-giup-viec", "to-cong-tac", "ban-quan-ly",
    "ban-quan-ly-du-an", "co-quan-thuong-truc", "ban", "phong", "trung-tam", "co-quan",
})  # fmt: skip
"""Paths of bodies of which a place has many: the name leaves out which."""
_SEVERAL = re.compile(r"\s(?:các|mỗi|từng)\s")
_UNPLACED = re.compile(
    r"(?:(?:Ủy ban|Hội đồng) nhân dân|Công an|Thuế|Kho bạc Nhà nước|Bảo hiểm xã hội)"
    r" (?!Việt Nam|Trung ương|Thành phố )(?P<next>các |[^\W\d_])"
)
"""A body of several places, or of one whose name alone does not tell which it is."""
_SERIES_OF_BODIES = frozenset({"ubnd", "hdnd"})


@dataclass(frozen=True, slots=True)
class Seat:
    """The paths that fit; one when the body is certain, none when nothing tells whose it is.

    ``central`` tells that the symbol itself named the body; ``own`` that the citing document's own
    unit completed it; ``missing`` names what was not said ("tỉnh", "huyện"); ``why`` is the reason
    where the place that was said is none.
    """

    paths: tuple[str, ...]
    central: bool = False
    own: bool = False
    missing: str | None = None
    why: str | None = None


def seat(issuer: str | None, segments: tuple[str, ...], when: date | None, home: Home) -> Seat:
    """Return where the documents of ``issuer`` with this symbol stand.

    ``segments`` are the symbol's parts ("NĐ", "CP"), ``when`` the day of the cited document as
    far as known, ``home`` the citing document's.
    """
    central = _central(segments, when)
    unnamed = issuer is None and is_typed(segments)
    if unnamed and signed_by_chairs_too(issuing_segment(segments, when), when, home):
        return Seat((), why=reason("no_body"))
    if central and issuer is None and (branches := _branches(segments, when, home)):
        return Seat((*certain_paths(central, home), *branches))
    stated = _stated(issuer) if issuer else None
    if central and issuer and stated is None and _is_branch(issuer, central):
        return _local(issuer, when, home)
    local_namesake = issuer is not None and stated is None and _local_symbol(segments)
    lettered = issuer is not None and stated is None and not is_typed(segments)
    if central and not (local_namesake or lettered) and (not stated or stated.path not in central):
        return Seat(certain_paths(central, home), central=True)
    if stated is not None:
        return Seat((stated.path,), central=True)
    if issuer:
        return _local(issuer, when, home)
    return _by_symbol_alone(segments, when, home)


def _is_branch(issuer: str, central: tuple[str, ...]) -> bool:
    """Whether a body is the branch in a place of one whose symbol the number bears."""
    local = _taken_apart(issuer)
    paths = {_TRUNG_UONG.sub("", path).strip("-") for path in central}
    return bool(local.places) and local.path.removesuffix("-tinh") in paths


def _branches(segments: tuple[str, ...], when: date | None, home: Home) -> tuple[str, ...]:
    """Return where the local bodies stand that write letters with a central symbol."""
    local = branches_of(segments, when, home)
    return tuple(path for body in local for path in _local(body.name, when, home).paths)


def _central(segments: tuple[str, ...], when: date | None) -> tuple[str, ...]:
    if not segments or is_type_alone(segments):
        return ()
    found = bodies_of_symbol(issuing_segment(segments, when), when)
    if found and found[0].is_pattern:
        return ()
    return tuple(dict.fromkeys(body.path for body in found if not body.is_pattern))


def _local_symbol(segments: tuple[str, ...]) -> bool:
    if not segments:
        return False
    return any(body.is_pattern for body in bodies_of_symbol(issuing_segment(segments, None), None))


@cache
def _bodies() -> dict[str, Issuer]:
    """Return the bodies of the ontology by folded name."""
    return {fold(name): body for body in reversed(issuers()) for name in (*body.aliases, body.name)}


@cache
def _patterns() -> dict[str, Issuer]:
    """Return the local bodies by folded name."""
    patterns = [body for body in reversed(issuers()) if body.is_pattern]
    return {fold(name): body for body in patterns for name in (*body.aliases, body.name)}


@lru_cache(maxsize=4096)
def _stated(issuer: str) -> Issuer | None:
    """Return the central body that a stated name is of."""
    name = issuer.split(", Bộ ")[0].split(" - Bộ ")[0]
    for spelling in (issuer, name, _OFFICES.sub("", name)):
        body = _bodies().get(fold(spelling))
        if body is not None and not body.is_pattern:
            return body
    return None


@dataclass(frozen=True, slots=True)
class _Local:
    """A local body's name taken apart: path of its pattern, then places from small to large."""

    path: str
    places: tuple[tuple[str, str | None], ...]
    kind: str | None
    """The kind of unit that the pattern itself tells ("phong-…": huyện)."""


@lru_cache(maxsize=4096)
def _taken_apart(issuer: str) -> _Local:
    found = list(_PLACED.finditer(" " + issuer))
    head = (" " + issuer)[: found[0].start()].strip() if found else issuer
    places = tuple((m["kind"].lower(), m["name"]) for m in found)
    if found:
        with_kind = _bodies().get(fold(f"{head} {places[0][0]}"))
        if with_kind is not None and with_kind.is_pattern:
            return _Local(with_kind.path, places, None)
    whole = _patterns().get(fold(head)) or _patterns().get(fold(_OFFICES.sub("", head)))
    if whole is not None:
        return _Local(whole.path, places or _implied_place(whole), _kind_of(whole))
    party = re.match(r"(?P<body>.*?(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy)\s+(?P<name>\S.*)", head)
    if party and (body := _bodies().get(fold(_OFFICES.sub("", party["body"])))):
        kind = _NAMED_AFTER.get(slug(" ".join(party["body"].split()[-2:])), "tỉnh")
        return _Local(body.path, ((kind, party["name"]),), None)
    bare = _OFFICES.sub("", head)
    central = _bodies().get(fold(bare)) if places else None
    if central is not None:  # the branch of a national body: "Kho bạc Nhà nước tỉnh"
        return _Local(_TRUNG_UONG.sub("", central.path).strip("-"), places, None)
    committee = _COMMITTEE_OF.search(bare)
    if committee is not None and not places:
        return _Local(slug(bare), (), _NAMED_AFTER[slug(committee.group())])
    kind = "" if bare.lower().startswith(_NATIONAL) else _kind_of_head(bare)
    return _Local(slug(bare), places, kind)


def _implied_place(body: Issuer) -> tuple[tuple[str, str | None], ...]:
    kind = _NAMED_AFTER.get(body.path)
    return ((kind, None),) if kind else ()


def _kind_of(body: Issuer) -> str:
    levels = {"department": "tỉnh", "province": "tỉnh", "district": "huyện", "commune": "xã"}
    if body.path.startswith("phong-"):
        return "huyện"
    return levels.get(body.level or "", "own")


def _kind_of_head(name: str) -> str:
    if " khu vực " in name:
        return ""
    return "tỉnh" if name.startswith(("Sở", "Chi cục")) else "own"


def _local(issuer: str, when: date | None, home: Home) -> Seat:
    local = _taken_apart(issuer)
    regional = local.path in _regional_paths() and not local.places
    if (
        local.path in _GENERIC
        or regional
        or (local.path in _SERIES_OF_BODIES and _SEVERAL.search(issuer))
    ):
        return Seat((), missing="cơ quan")
    unplaced = _UNPLACED.search(issuer)
    if unplaced is not None and (unplaced["next"].isupper() or unplaced["next"] == "các "):
        return Seat((), missing="cơ quan")
    if local.places:
        return _placed(local, when, home)
    if local.kind == "" or _OF_THE_STATE.search(issuer):
        return Seat((local.path,))
    if local.kind == "own" and home.units == NOWHERE.units:
        named = home.level in ("central", "ministry") and local.path not in _pattern_paths()
        return Seat((local.path,)) if named else Seat((), missing="cơ quan")
    return _of_tier(local.path, local.kind, when, home)


def seat_of_body(
    body: Issuer, kind: str | None, place: str | None, when: date | None, home: Home
) -> Seat:
    """Return where a local body stands: a pattern of the register and the place that follows it.

    ``kind`` and ``place`` are "tỉnh" and "Hà Tĩnh"; without a place the citing document's own unit
    of that kind is meant, without a kind the one that the pattern itself tells.
    """
    places = ((kind, place),) if kind else _implied_place(body)
    if places:
        return _placed(_Local(body.path, places, None), when, home)
    return _of_tier(body.path, _kind_of(body), when, home)


def _of_tier(path: str, kind: str | None, when: date | None, home: Home) -> Seat:
    """Return the seat of a body without a place, in the own unit of a kind or the own one."""
    tier = {"tỉnh": 0, "huyện": 1, "xã": 2}.get(kind or "", home.own_tier)
    if tier == 1 and when is not None and when >= DISTRICTS_ENDED:
        tier = 2  # "Phòng Kinh tế" is a commune's since the districts ended
    place = own_path(home, tier, when)
    if place is None:
        return Seat((), missing=("tỉnh", "huyện", "xã")[tier])
    return Seat((f"{path}/{place}",), own=True)


@cache
def _regional_paths() -> frozenset[str]:
    """The paths of bodies of several provinces, where the name leaves out which region."""
    return frozenset(body.path for body in issuers() if body.kind == "regional-pattern")


@cache
def _pattern_paths() -> frozenset[str]:
    return frozenset(body.path for body in issuers() if body.is_pattern)


def _placed(local: _Local, when: date | None, home: Home) -> Seat:
    kind, name = local.places[0]
    if name is None:
        own = home.code(kind, when)
        if own is None:
            pair = home.named(kind, when)
            path = path_by_words(pair, home, when) if pair else None
        else:
            path = own_state_path(units.get(own), when)
        return Seat((f"{local.path}/{path}",), own=True) if path else Seat((), missing=kind)
    states = units_meant(kind, name, local.places[1:], when, home)
    if not states:
        if why := lacking(kind, name, local.places[1:], when, home):
            return Seat((), missing=kind, why=why)
        path = path_below((kind, name), local.places[1:], home, when)
        return Seat((f"{local.path}/{path}",) if path else (), missing=None if path else kind)
    paths = dict.fromkeys(unit_path(state, when) for state in states)
    return Seat(tuple(f"{local.path}/{path}" for path in paths))


def ended_before(issuer: str, day: date, home: Home) -> Unit | None:
    """Return the stated unit of a local body that no longer existed on ``day``.

    None where one of its name went on, as a commune that became a ward does.
    """
    if _stated(issuer) is not None:
        return None
    places = _taken_apart(issuer).places
    kind, name = places[0] if places else ("", None)
    if name is None:
        return None
    states = units_meant(kind, name, places[1:], day, home)
    for state in states:
        later = units.became(state, day)
        if any(fold(one.name) == fold(state.name) and one.level == state.level for one in later):
            return None
        if state.valid_to is None or state.valid_to >= day:
            return None
    return states[0] if states else None


def _by_symbol_alone(segments: tuple[str, ...], when: date | None, home: Home) -> Seat:
    """Return the committees a bare "UBND" may mean: of the own unit and of those above it."""
    named = issuing_segment(segments, when) if segments else ""
    patterns = tuple(dict.fromkeys(b.path for b in bodies_of_symbol(named, when) if b.is_pattern))
    if not patterns:
        return Seat(())
    if patterns[0] in _SERIES_OF_BODIES:
        places = (own_path(home, tier, when) for tier in range(home.own_tier, -1, -1))
        paths = tuple(f"{patterns[0]}/{place}" for place in places if place)
        return Seat(paths, own=True, missing=None if paths else "tỉnh")
    bodies = [b for b in bodies_of_symbol(named, when) if b.is_pattern]
    seats = [_local(body.name, when, home) for body in bodies]
    paths = tuple(dict.fromkeys(path for one in seats for path in one.paths))
    return Seat(paths, own=True, missing=None if paths else seats[0].missing)
