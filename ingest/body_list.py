"""Cut the wording of a cell into the bodies that it names: "Sở Nội vụ; UBND huyện, thành phố".

What is found here are words: a body of the register with the place that follows it, bodies of a
level or a kind as a class, or words that no register knows. Which body it is depends on the
document and is told by ``addressees``. A name counts only where it ends with a mark, a
conjunction or a verb, and where what a comma or "và" joins to it begins a body of its own: "Sở Văn
hóa và Gia đình" is no "Sở Văn hóa".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ingest.named_places import place_at, place_name_at
from cancu.ingest.phrases import Phrases, fold
from cancu.ontology.body_classes import BodyKind, body_kinds
from cancu.ontology.load import Issuer, Level, issuers

_KINDS = r"tỉnh|thành phố|tp\b\.?|thị xã|tx\b\.?|thị trấn|huyện|quận|xã|phường|đặc khu"
_LEVEL_OF: dict[str, Level] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "tx": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune",
}  # fmt: skip
_VERBS = (
    "chủ trì|phối hợp|thực hiện|triển khai|tổ chức thực hiện|hướng dẫn|theo dõi|tham mưu|báo cáo"
    "|tổng hợp|trong việc|định kỳ|đề xuất|rà soát|cập nhật|được giao|có trách nhiệm|căn cứ|chịu"
    "|quyết định|phê duyệt|ban hành|yêu cầu|tiếp nhận|cấp giấy|chỉ đạo|xem xét|bố trí|nghiêm túc"
)
_ENDS = rf"\s*(?=\Z|[;,.:/+]|[-–—]\s|\s(?:và|hoặc|cùng|với|{_VERBS})\b)"
_HEADS = (
    "sở|bộ|ban|ngành|phòng|văn phòng|vp|ubnd|ủy ban|hđnd|hội|đoàn|mặt trận|công an|thanh tra|cục"
    "|chi cục|trung tâm|viện|trường|đài|báo|cổng|bảo hiểm|kho bạc|ngân hàng|thuế|tòa|cơ quan"
    "|đơn vị|tổ|cá nhân|địa phương|doanh nghiệp|liên|tỉnh|huyện|xã|phường|công ty|tập đoàn"
    "|hiệp hội|chính phủ|thủ tướng|đảng|bộ phận|công chức|cán bộ|các|những|một số|hải quan|quỹ"
    "|thành phố|quân|bộ đội|chủ tịch|giám đốc|thủ trưởng|chánh|lãnh đạo|người|vụ|tổng cục|huyện"
    "|tỉnh ủy|thành ủy|đảng ủy|phát thanh|học viện|đại học|tòa án|kiểm"
)
_JOINED = re.compile(
    rf"(?:,|/|[-–—]|(?:và|hoặc|cùng|với)\b|\s)++(?!(?:{_HEADS}|đồng chí)\b)[^\W\d_]"
)
_BETWEEN = re.compile(r"(?:[\s;,.:/+•*]|[-–—](?=\s|\w)|(?:và|hoặc|cùng|với)\b)*")
_NEXT = re.compile(r"[;,.:/+]|\s[-–—](?=\s)|\s(?=(?:và|hoặc|cùng)\s)")
_COUNCIL_AND = re.compile(r"(?<=hđnd)\s?[&–—-]\s?(?=ubnd)")
_CONTINUES = re.compile(r"(?:địa phương|đơn vị|cơ quan|tổ chức|(?:ban, )?ngành)\b")
"""Words that, bare, go on with a name that was not understood: "Hội đồng các cơ quan, đơn vị"."""
_BRACKETS = re.compile(r"\([^()]*\)?")
_OFFICE = re.compile(
    r"(?:(?:đồng chí|quyền|phó) )*(?:chủ tịch|(?:tổng )?giám đốc|chánh(?= văn phòng| thanh tra)"
    r"|bộ trưởng|thống đốc|thủ trưởng|lãnh đạo|trưởng(?= phòng| ban)"
    r"|(?:tổng |chi )?cục trưởng|vụ trưởng) (?=\S)"
)
_ROOM = re.compile(
    r"(?:Trưởng |Vụ trưởng |Chánh )?(?:Phòng|Vụ|(?:Văn phòng|Thanh tra)(?= (?:Sở|Bộ)\Z))"
    r"(?: [^\W\d]+,?| [-–]){1,12}"
)
_NO_NAME = re.compile(
    r"\b(?:được|nhận|cho|để|này|theo|trong|trên|khi|là|thuộc|do|đã|tại|gửi|về|của|hoặc)\b"
)
_HEADED = {
    "ubnd": "ubnd", "ủy ban nhân dân": "ubnd", "hđnd": "hdnd", "hội đồng nhân dân": "hdnd",
    "công an": "cong-an",
}  # fmt: skip
_OFFICE_OF_COMMITTEE = (
    r"(?:văn phòng|vp\b\.?) ?(?:(?:hđnd|hội đồng nhân dân)\s?(?:,|và|&|[-–])?\s?)?"
    r"(?:ubnd|ủy ban nhân dân)"
)
_UNITS = re.compile(
    rf"(?:chủ tịch |lãnh đạo )?(?P<head>{_OFFICE_OF_COMMITTEE}|{'|'.join(_HEADED)})"
    rf" (?P<many>các |cấp )?(?P<units>(?:{_KINDS})(?:(?:,|/| và| hoặc| -|, hoặc)? ?"
    rf"(?:các |cấp )?(?:{_KINDS}))*)"
    rf"(?: (?:trực )?thuộc (?:trung ương|tỉnh|thành phố))?(?: (?:có )?liên quan)?"
    rf"(?: trên địa bàn(?: (?:toàn )?(?:tỉnh|thành phố|huyện|xã))?)?{_ENDS}"
)
_UNIT = re.compile(_KINDS)
_SOME = re.compile(rf"\s*(?:,|và)\s*(?:{_KINDS})\s(?:từ|nêu|có|thuộc|trong|nơi|như|theo|được)\b")
"""What makes of all units some: "các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording. Nothing but ``surface`` is set where no register knows it.

    ``issuer`` is a body or pattern of the register with the place that follows ("tỉnh", "Hà
    Tĩnh"), ``kind`` a class with its ``level`` where the words tell it. ``room`` marks the name of
    a room, which only its body makes unique.
    """

    surface: str
    issuer: Issuer | None = None
    place_kind: str | None = None
    place: str | None = None
    kind: str | None = None
    level: Level | None = None
    room: bool = False


@lru_cache(maxsize=1 << 15)
def pieces(wording: str) -> tuple[Piece, ...]:
    """Return what a wording names, in its order, each piece with its own words."""
    return tuple(_pieces(wording))


def _pieces(wording: str) -> Iterator[Piece]:
    text = _BRACKETS.sub(lambda found: " " * len(found.group()), wording)
    text = re.sub(r"\s", " ", text)
    folded = _COUNCIL_AND.sub(lambda found: "-" * len(found.group()), fold(text))
    at, unknown = 0, -1
    while (at := _skip(folded, at)) < len(text):
        found = _units(folded, at) or _class(folded, at) or _body(text, folded, at)
        if unknown >= 0 and _CONTINUES.match(folded, at):
            found = None
        if found is None:
            unknown = at if unknown < 0 else unknown
            following = _NEXT.search(folded, at)
            at = following.end() if following else len(text)
            continue
        if unknown >= 0:
            yield _unknown(wording, unknown, at)
            unknown = -1
        end, named = found
        for piece in named:
            yield _with_surface(piece, wording[at:end])
        at = end
        if re.match(rf"\s*(?:{_VERBS})\b", folded[at:]):
            return
    if unknown >= 0:
        yield _unknown(wording, unknown, len(text))


def _skip(folded: str, at: int) -> int:
    found = _BETWEEN.match(folded, at)
    return found.end() if found else at


def _with_surface(piece: Piece, surface: str) -> Piece:
    return Piece(" ".join(surface.split()), piece.issuer, piece.place_kind, piece.place,
                 piece.kind, piece.level, piece.room)  # fmt: skip


def _unknown(wording: str, start: int, end: int) -> Piece:
    surface = re.sub(r"(?:[\s;,.:/+–—-]|\b(?:và|hoặc|cùng|với)\b)+\Z", "", wording[start:end])
    surface = " ".join(surface.split())
    return Piece(surface, room=_ROOM.fullmatch(surface) is not None and not _stops(surface))


def _stops(surface: str) -> bool:
    """Tell whether words stand in it that no name holds."""
    return _NO_NAME.search(fold(surface)) is not None


_Found = tuple[int, tuple[Piece, ...]]


def _units(folded: str, at: int) -> _Found | None:
    """Read "UBND các xã, phường", "UBND cấp huyện"; one kind alone may be the document's own."""
    found = _UNITS.match(folded, at)
    if found is None or _SOME.match(folded, found.end()):
        return None
    kinds = [kind.rstrip(".").replace("tp", "thành phố") for kind in _UNIT.findall(found["units"])]
    if not found["many"] and len(kinds) == 1:
        return None
    head = _HEADED.get(found["head"], "van-phong-ubnd")
    levels: list[Level] = [_LEVEL_OF[kind] for kind in kinds if kind in _LEVEL_OF]
    if not levels:
        return None
    named = (Piece("", kind=head, level=level) for level in dict.fromkeys(levels))
    return found.end(), tuple(named)


def _class(folded: str, at: int) -> _Found | None:
    best: tuple[int, BodyKind] | None = None
    for kind, pattern in _patterns():
        found = pattern.match(folded, at)
        if found and (best is None or found.end() > best[0]) and not _goes_on(folded, found.end()):
            best = found.end(), kind
    return None if best is None else (best[0], (Piece("", kind=best[1].kind, level=best[1].level),))


def _goes_on(folded: str, end: int) -> bool:
    """Tell whether a mark or "và" joins words that begin no body: the name is longer than known."""
    return _JOINED.match(folded, end) is not None and not re.match(rf"\s*(?:{_VERBS})\b",
                                                                   folded[end:])  # fmt: skip


def _body(text: str, folded: str, at: int) -> _Found | None:
    office = _OFFICE.match(folded, at)
    starts = (at, office.end()) if office else (at,)
    for start in starts:
        found = _names().longest_at(folded, start)
        if found is None or found.start != start:
            continue
        end, place_kind, place = _place(text, folded, found.value, found.end)
        ended = re.compile(_ENDS).match(folded, end)
        if ended and not _goes_on(folded, end):
            return end, (Piece("", found.value, place_kind, place),)
    return None


def _place(text: str, folded: str, issuer: Issuer, end: int) -> tuple[int, str | None, str | None]:
    """Return where a body's name ends with its place, the kind of the place and its name."""
    if not issuer.is_pattern:
        return end, None, None
    kind = re.search(rf"\b({_KINDS})\Z", folded[:end])
    if kind is not None:
        stated = kind[1].rstrip(".").replace("tp", "thành phố")
        named = place_name_at(text, folded, end, stated)
        return (named[1], stated, named[0]) if named else (end, stated, None)
    of = re.match(r"\s(?:của|thuộc)(?=\s)", folded[end:])
    after = place_at(text, folded, end + (of.end() if of else 0))
    if after is None:
        return end, None, None
    return after[2], after[0], after[1]


@cache
def _names() -> Phrases[Issuer]:
    """Every name of the register's bodies that is more than one word, patterns before others."""
    bodies = sorted(issuers(), key=lambda body: not body.is_pattern)
    return Phrases(
        [
            *((body.name, body) for body in bodies),
            *((alias, body) for body in bodies for alias in body.aliases
              if len(alias.split()) > 1 or alias in ("UBND", "HĐND")),
        ]
    )  # fmt: skip


@cache
def _patterns() -> tuple[tuple[BodyKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?:{fold(kind.pattern)}){_ENDS}"))
        for kind in body_kinds()
        if kind.pattern
    )
