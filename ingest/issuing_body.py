"""Name the body that a letterhead or a heading in capitals stands for.

"UBND TỈNH AN GIANG / SỞ KHOA HỌC VÀ CÔNG NGHỆ" is "Sở Khoa học và Công nghệ tỉnh An Giang". Which
words open the name of a body, their official spelling and level is data (``letterhead.csv``).
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal, cast

Level = Literal["central", "ministry", "province", "department", "district", "commune"]

_MUNICIPALITIES = frozenset(
    {"hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế", "đồng nai"}
)
_PLACE_KINDS: dict[str, tuple[str, Level]] = {
    "TỈNH": ("tỉnh", "province"),
    "THÀNH PHỐ": ("thành phố", "province"),
    "TP": ("thành phố", "province"),
    "HUYỆN": ("huyện", "district"),
    "QUẬN": ("quận", "district"),
    "THỊ XÃ": ("thị xã", "district"),
    "XÃ": ("xã", "commune"),
    "PHƯỜNG": ("phường", "commune"),
    "THỊ TRẤN": ("thị trấn", "commune"),
    "ĐẶC KHU": ("đặc khu", "commune"),
}
_PLACE = re.compile(
    r"(?<!\w)(TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)"
    r"(?:\s+(?!ỦY|UỶ)([^\s,(].*?))?\s*(?=$|[,;(]|(?<!\w)(?:TỈNH|HUYỆN|THÀNH PHỐ|QUẬN|THỊ XÃ)\s)"
)
_HEADS = re.compile(
    r"^(?:QUYỀN |Q\. ?)?(CHỦ TỊCH|PHÓ CHỦ TỊCH|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC|THỐNG ĐỐC|CHỦ NHIỆM"
    r"|BỘ TRƯỞNG(?:, CHỦ NHIỆM)?|TỔNG THANH TRA|(?:TỔNG |CHI )?CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH ÁN"
    r"|VIỆN TRƯỞNG|CHÁNH(?= VĂN PHÒNG| THANH TRA)|TRƯỞNG(?= BAN| PHÒNG| THUẾ)|HIỆU TRƯỞNG"
    r"|TỔNG KIỂM TOÁN|TƯ LỆNH|CHỈ HUY TRƯỞNG)(?=\s|$)"
)
_PROPER = {
    phrase.lower(): phrase
    for phrase in (
        "Việt Nam", "Nhà nước", "Chính phủ", "Trung ương", "Công Thương",
        "Ủy ban nhân dân", "Hội đồng nhân dân",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body: official name with place, level, and the place it is of ("tỉnh", "Bắc Giang")."""

    name: str
    level: Level | None
    place_kind: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Opening:
    official: str
    level: Level | None
    sits_in: str


def body_of(lines: tuple[str, ...], place: str | None = None) -> Body | None:
    """Name the lowest body in the capital ``lines`` of a letterhead.

    ``place`` is the place of the date line; it completes "UBND TỈNH" without a name.
    """
    joined = "\n".join(_one_spelling(line) for line in lines)
    if headed := _HEADS.match(joined):
        body = body_of((joined[headed.end() :].strip(),), place)
        return replace(body, name=f"{_head(headed)} {body.name}") if body else None
    starts = list(_openings()[0].finditer(joined))
    if not starts:
        return None
    above: Body | None = None
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        rest = joined[found.end() : following.start() if following else len(joined)]
        opening = _openings()[1][" ".join(found.group().split())]
        above = _compose(opening, " ".join(rest.split()).strip(" -*."), above, place)
    return above


def headed_by(line: str, body: Body | None) -> Body | None:
    """Name the head of a body ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LÊ LỢI") from a heading in capitals.

    The heading's missing place comes from ``body``. None where the line names no head.
    """
    upper = _one_spelling(line)
    found = _HEADS.match(upper)
    if found is None:
        return None
    head = _head(found)
    of = body_of((upper[found.end() :].strip(),), body.place if body else None)
    if of is None:
        return replace(body, name=f"{head} {body.name}") if body else None
    if of.place is None and body and body.place and of.level not in ("central", "ministry"):
        of = replace(body, name=f"{of.name} {place_name(body.place_kind, body.place)}")
    return replace(of, name=f"{head} {of.name}")


def _head(found: re.Match[str]) -> str:
    return found.group(1).capitalize().replace(", chủ nhiệm", ", Chủ nhiệm")


def as_spelt(body: Body, text: str) -> Body:
    """Write the body as ``text`` spells it: capitals do not tell "Du lịch" from "du lịch"."""
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


def _one_spelling(line: str) -> str:
    upper = re.sub(r"(?<!\w)UỶ(?!\w)", "ỦY", line.upper())
    return re.sub(r"(?<!\w)(TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) UỶ", r"\1 ỦY", upper)


def _compose(opening: _Opening, rest: str, above: Body | None, stated: str | None) -> Body:
    place = _place_in(rest, stated if opening.sits_in == "place" else None)
    before = rest[: place.start].strip(" -,") if place else rest
    name = f"{opening.official} {_sentence_case(before)}".strip()
    if place is None and opening.sits_in == "place" and before:
        # "TỈNH ỦY BẮC GIANG": the place stands bare.
        return Body(f"{opening.official} {_title_case(before)}", opening.level, None,
                    _title_case(before))  # fmt: skip
    if above and opening.sits_in == "body":
        return replace(above, name=f"{name} {above.name}", level=opening.level or above.level)
    if place is None and above and above.place and opening.sits_in:
        return Body(f"{name} {place_name(above.place_kind, above.place)}",
                    opening.level or above.level, above.place_kind, above.place)  # fmt: skip
    if place is None:
        level = opening.level
        if above and above.level in ("central", "ministry") and level == "department":
            level = "ministry"
        return Body(name, level)
    full = f"{name} {place_name(place.kind, place.name)}"
    return Body(full, opening.level or place.level, place.kind, place.name)


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    kind: str
    name: str
    level: Level


def _place_in(text: str, stated: str | None) -> _Place | None:
    found = _PLACE.search(text)
    if found is None or not (found.group(2) or stated):
        return None
    kind, level = _PLACE_KINDS[found.group(1).rstrip(".")]
    name = _title_case(found.group(2)) if found.group(2) else cast("str", stated)
    if kind == "thành phố" and name.lower() not in _MUNICIPALITIES:
        level = "district"
    return _Place(found.start(), kind, name, level)


def _title_case(upper: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), upper)


def _sentence_case(upper: str) -> str:
    """ "KHOA HỌC VÀ CÔNG NGHỆ" as "Khoa học và Công nghệ": capital after và, comma, hyphen."""
    lower = upper.lower()
    cased = re.sub(r"(^|\bvà |, | - )([^\W\d_])", lambda m: m.group(1) + m.group(2).upper(), lower)
    for phrase, proper in _PROPER.items():
        cased = re.sub(rf"(?i)(?<!\w){phrase}(?!\w)", proper, cased)
    return cased


@functools.cache
def _openings() -> tuple[re.Pattern[str], dict[str, _Opening]]:
    rows = csv.DictReader(
        files("cancu.ingest").joinpath("letterhead.csv").read_text(encoding="utf-8").splitlines()
    )
    table = {
        row["opening"]: _Opening(
            row["official"], cast("Level | None", row["level"] or None), row["sits_in"]
        )
        for row in rows
    }
    longest_first = sorted(table, key=len, reverse=True)
    words = "|".join(r"[ \n]".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?m)^(?:{words})(?!\w)"), table
