"""Name the body that a letterhead or a heading in capitals stands for.

"UBND TỈNH AN GIANG / SỞ KHOA HỌC VÀ CÔNG NGHỆ" is "Sở Khoa học và Công nghệ tỉnh An Giang". Which
words open the name of a body and its level is data (``letterhead.csv``), the spelling of standing
bodies comes from the ontology's issuers, that of places from its administrative units.
"""

from __future__ import annotations

import csv
import datetime
import functools
import re
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal, cast

from cancu.ontology import units
from cancu.ontology.load import issuers

Level = Literal["central", "ministry", "province", "department", "district", "commune"]

_PLACE_LEVELS: dict[str, Level] = {
    "tỉnh": "province", "thành phố": "district", "huyện": "district", "quận": "district",
    "thị xã": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune",
}  # fmt: skip
_KIND = "TỈNH|THÀNH PHỐ|TP\\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
_PLACE = re.compile(
    rf"(?<!\w)({_KIND})(?:\s+(?!ỦY\b)([^\s,(].*?))?\s*(?=$|[,;(]|(?<!\w)(?:{_KIND})\s)"
)
_HEADS = re.compile(
    r"^(?:QUYỀN |Q\. ?)?(CHỦ TỊCH(?! NƯỚC)|PHÓ CHỦ TỊCH|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC|THỐNG ĐỐC"
    r"|BỘ TRƯỞNG(?:, CHỦ NHIỆM)?|CHỦ NHIỆM|TỔNG THANH TRA|(?:TỔNG |CHI )?CỤC TRƯỞNG|VỤ TRƯỞNG"
    r"|CHÁNH ÁN|VIỆN TRƯỞNG|CHÁNH(?= VĂN PHÒNG| THANH TRA)|TRƯỞNG(?= BAN| PHÒNG| THUẾ)"
    r"|HIỆU TRƯỞNG|TỔNG KIỂM TOÁN|TƯ LỆNH|CHỈ HUY TRƯỞNG)(?=\s|$)"
)
_OFFICE_OF = re.compile(r"(?<=VĂN PHÒNG)\n(?=HỘI ĐỒNG|ỦY BAN|ĐOÀN)|(?<= VÀ)\n(?=ỦY BAN)")
_BELOW = re.compile(
    r"(^BỘ(?: [^\W\d]+,?){1,8}?|(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ)(?: [^\W\d]+){1,4}?)"
    r" (?=(?:SỞ|CỤC|CHI CỤC|TRUNG TÂM|BAN QUẢN LÝ|VĂN PHÒNG|THANH TRA) )",
    re.MULTILINE,
)
"""Where a line names a body and one below it, as flattened text has it."""
_OF_COMMITTEES = re.compile(r"(?<!\w)(?:của )?(ủy ban nhân dân|hội đồng nhân dân)(?!\w)")


@dataclass(frozen=True, slots=True)
class Body:
    """A body: official name with its place, level, and that place ("tỉnh", "Bắc Giang").

    ``standing`` tells that the spelling comes from a register, not from guessing at capitals.
    """

    name: str
    level: Level | None
    place_kind: str | None = None
    place: str | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    official: str
    level: Level | None
    sits_in: str


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    kind: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Dated:
    """What completes a name: the place of the date line and the day the document bears."""

    place: str | None = None
    day: datetime.date | None = None


def body_of(lines: tuple[str, ...], dated: Dated) -> Body | None:
    """Name the lowest body in the capital ``lines`` of a letterhead; None where they name none."""
    joined = _OFFICE_OF.sub(" ", "\n".join(_one_spelling(line) for line in lines))
    joined = _BELOW.sub(r"\1\n", joined)
    if head := _HEADS.match(joined):
        return _with_head(head, body_of((joined[head.end() :].strip(),), dated))
    pattern, table = _openings()
    starts = list(pattern.finditer(joined))
    body: Body | None = None
    for found, following in zip(starts, [*starts[1:], None], strict=False):
        rest = joined[found.end() : following.start() if following else len(joined)]
        opening = table[" ".join(found.group().split())]
        if body is None and opening.sits_in == "place" and not rest.strip():
            # "TỈNH BẮC GIANG" may stand above "ỦY BAN NHÂN DÂN" when columns were torn apart.
            rest = joined[: found.start()]
        body = _compose(opening, " ".join(rest.split()).strip(" -*."), body, dated)
    return body


def headed_by(line: str, body: Body | None, dated: Dated) -> Body | None:
    """Name the head of a body ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LÊ LỢI") from a heading in capitals.

    What the heading leaves out comes from ``body``. None where the line names no head.
    """
    upper = _one_spelling(line)
    head = _HEADS.match(upper)
    if head is None:
        return None
    of = body_of((upper[head.end() :].strip(),), dated)
    if of and body and not of.place and body.place and of.level not in ("central", "ministry"):
        place = place_name(body.place_kind, body.place)
        of = replace(body, name=f"{of.name} {place}", level=of.level or body.level)
    return _with_head(head, of or body)


def as_spelt(body: Body, text: str) -> Body:
    """Write the body as ``text`` spells it: capitals do not tell "Du lịch" from "du lịch"."""
    if body.standing:
        return body
    suffix = f" {place_name(body.place_kind, body.place)}" if body.place else ""
    bare = body.name.removesuffix(suffix)
    lower, wanted = text.lower(), bare.lower()
    at = lower.find(wanted) if len(lower) == len(text) else -1
    while at >= 0:
        spelt = text[at : at + len(bare)]
        if not spelt.isupper():
            return replace(body, name=spelt[0].upper() + spelt[1:] + body.name[len(bare) :])
        at = lower.find(wanted, at + 1)
    return body


def place_name(kind: str | None, name: str) -> str:
    """Write a place: "tỉnh Bắc Giang", "Thành phố Hồ Chí Minh"."""
    if name == "Hồ Chí Minh":
        return "Thành phố Hồ Chí Minh"
    return f"{kind} {name}" if kind else name


def _with_head(head: re.Match[str], body: Body | None) -> Body | None:
    office = head.group(1).capitalize().replace(", chủ nhiệm", ", Chủ nhiệm")
    return replace(body, name=f"{office} {body.name}") if body else None


def _one_spelling(line: str) -> str:
    upper = re.sub(r"(?<!\w)UỶ(?!\w)", "ỦY", line.upper())
    upper = re.sub(r"(?<!\w)UB(?:ND|DN)(?!\w)", "ỦY BAN NHÂN DÂN", upper)
    return re.sub(r"(?<!\w)HĐND(?!\w)", "HỘI ĐỒNG NHÂN DÂN", upper)


def _compose(opening: _Opening, rest: str, above: Body | None, dated: Dated) -> Body:
    if opening.sits_in in _PLACE_LEVELS:
        return _party_committee(opening, rest, dated)
    place = _place_in(rest, dated, completes=opening.sits_in == "place")
    before = rest[: place.start].strip(" -,") if place else rest
    if place is None and opening.sits_in == "place" and before:
        bare = _title_case(before)
        return Body(f"{opening.official} {bare}", opening.level, None, bare, standing=True)
    name, level, standing = _official(f"{opening.official} {before.lower()}".strip(), opening)
    if above and opening.sits_in == "body" and not _OF_COMMITTEES.search(before.lower()):
        return replace(above, name=f"{name} {above.name}", level=level or above.level)
    if place is None and above and above.place and opening.sits_in:
        if above.level == "district" and level == "department":
            level = "district"
        name = name.removesuffix(f" {above.place_kind}")
        place_of = place_name(above.place_kind, above.place)
        return replace(above, name=f"{name} {place_of}", level=level or above.level,
                       standing=standing)  # fmt: skip
    if place is None:
        central = above is not None and above.level in ("central", "ministry")
        return Body(name, "ministry" if central and level == "department" else level,
                    standing=standing)  # fmt: skip
    full = f"{name} {place_name(place.kind, place.name)}"
    return Body(full, level or place.level, place.kind, place.name, standing)


def _party_committee(opening: _Opening, rest: str, dated: Dated) -> Body:
    """Name "TỈNH ỦY BẮC GIANG", whose place stands bare: the word before it tells the kind."""
    kind = opening.sits_in
    stated = _title_case(rest) if rest else _place_stated(dated.place or "")
    name, level = _levelled(stated, kind, dated.day)
    return Body(f"{opening.official} {name}".strip(), level, kind, name or None, standing=True)


def _official(name: str, opening: _Opening) -> tuple[str, Level | None, bool]:
    """Return the register's spelling and level of a standing body, else capitals by rule."""
    known = _standing().get(units.fold(name))
    if known:
        return known[0], opening.level or known[1], True
    bare = name[len(opening.official) :].strip()
    if not bare:
        return opening.official, opening.level, True
    cased = re.sub(r"(^|\bvà |, | - )([^\W\d_])", lambda m: m.group(1) + m.group(2).upper(), bare)
    cased = _OF_COMMITTEES.sub(lambda m: m.group().capitalize(), cased)
    if bare.startswith("về "):
        cased = bare[:3] + cased[3:]
    return f"{opening.official} {cased}", opening.level, False


def _place_in(text: str, dated: Dated, *, completes: bool) -> _Place | None:
    """Return the smallest place named: "QUẬN 1 PHƯỜNG BẾN NGHÉ" is of the phường."""
    found = list(_PLACE.finditer(text))
    if not found:
        return None
    named = [place for place in found if place.group(2)]
    last = named[-1] if named else found[-1]
    if not (named or (completes and dated.place)):
        return None
    kind = last.group(1).rstrip(".").replace("TP", "THÀNH PHỐ").lower()
    stated = last.group(2)
    name = _title_case(stated) if stated else _place_stated(dated.place or "")
    name, level = _levelled(name, kind, dated.day)
    return _Place(found[0].start(), kind, name, level)


@functools.lru_cache(maxsize=4096)
def _levelled(name: str, kind: str, day: datetime.date | None) -> tuple[str, Level]:
    """Return the register's spelling of a place and its level on that day.

    A thành phố may lie under the central government or under a province; Huế and Bắc Ninh have
    been both, one after the other.
    """
    level = _PLACE_LEVELS[kind]
    if kind not in ("tỉnh", "thành phố"):
        return name, level
    found = units.find(name, kind, on=day)
    levels = {unit.level for unit in found}
    if "province" in levels and (len(levels) == 1 or day is None):
        level = "province"
    return (found[0].name if found else name), level


def _place_stated(place: str) -> str:
    """Return the bare name of a date line's place ("Thành phố Huế" is "Huế")."""
    kind, _ = units.split_kind(place)
    return " ".join(place.split()[len(kind.split()) :]) if kind else place


def _title_case(upper: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), upper)


@functools.cache
def _standing() -> dict[str, tuple[str, Level | None]]:
    """Map folded names of the ontology's bodies to their official spelling and level."""
    return {
        units.fold(name): (issuer.name if name == issuer.name else name, issuer.level)
        for issuer in reversed(issuers())
        for name in (*issuer.aliases, issuer.name)
        if not name.isupper()
    }


@functools.cache
def _openings() -> tuple[re.Pattern[str], dict[str, _Opening]]:
    """Return the words that open the name of a body at the beginning of a line.

    A word that is the second half of another, cut off by a line wrap ("MÔI / TRƯỜNG"), opens none;
    whole names of standing bodies go before single words ("BỘ / CÔNG AN").
    """
    table: dict[str, _Opening] = {}
    words: dict[str, str] = {}
    for issuer in issuers():
        if not issuer.is_pattern and issuer.level in ("central", "ministry"):
            name = issuer.name.upper()
            table[name] = _Opening(issuer.name, issuer.level, "")
            words[name] = _words(name)
    text = files("cancu.ingest").joinpath("letterhead.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        name, level = row["opening"], cast("Level | None", row["level"] or None)
        table[name] = _Opening(row["official"], level, row["sits_in"])
        wrapped = "".join(rf"(?<!{before}\n)" for before in row["not_after"].split())
        words[name] = wrapped + _words(name)
    longest_first = sorted(words, key=lambda name: (-len(name), name))
    alternation = "|".join(words[name] for name in longest_first)
    return re.compile(rf"(?m)^(?:{alternation})(?!\w)"), table


def _words(name: str) -> str:
    return r"[ \n]".join(map(re.escape, name.split()))
