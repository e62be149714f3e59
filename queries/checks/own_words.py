"""R20: an annex, a signature or the opening words that are another document's or body's.

The caption of an annex repeats number, date and issuer of the document it belongs to; what differs
was left from the document that was copied.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import content_words
from cancu.queries.findings import Evidence, Problem

_CAPTION = re.compile(
    r"\(\s*(?:[Bb]an\s+hành\s+)?[Kk]èm\s+theo\s+(?P<type>[A-ZĐ]\w+\s+\w+)\s+số:?\s*"
    r"(?P<number>\d+\s*/[^\s,()]+)\s*,?\s*(?:,\s*)?ngày\s+(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})"
    r"\s*(?:/|năm)\s*(?P<year>\d{4})(?:\s+của\s+(?P<who>[^()]{4,110}?))?\s*\)"
)
_BEHIND_TITLE = 400
"""A caption stands below the title of an annex, within so many characters."""
_TITLE = re.compile(r"(?im)^[ \t|#*_]*(?:phụ\s+lục|biểu|bảng|danh\s+mục|đề\s+cương|mẫu)\b")
_SIGNED_FOR = re.compile(r"(?m)(?:^|[\t|])[ \t|*]*(?P<sign>T/?M\.?[ \t]*(?P<who>[^\n\t|*]{6,60}))")
_DELEGATED = re.compile(r"\b(?:T/?M|TL|TUQ|T/L)\b")
_OF_A_DIVISION = re.compile(r"\b(?:TRƯỞNG PHÒNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|CHI CỤC TRƯỞNG)\b")
_OPENING = re.compile(
    r"(?m)^[ \t*_]*(?P<who>(?:Ủy ban nhân dân|UBND|Sở|Phòng|Ban|Văn phòng|Trung tâm|Chi cục|"
    r"Hội đồng nhân dân|HĐND|Công an|Đảng ủy)\b[^\n.;:]{2,60}?)\s+(?:ban\s+hành|xây\s+dựng)\s+"
    r"(?:[Kk]ế\s+hoạch|[Cc]hương\s+trình|[Pp]hương\s+án)\b[^\n;]{0,260}?"
    r"(?:như\s+sau|sau\s+đây|sau|cụ\s+thể)\s*:?\s*$"
)
_LEVELS = frozenset(
    [
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "quận",
        "thị",
        "xã",
        "phường",
        "trấn",
        "chủ",
        "tịch",
        "giám",
        "đốc",
    ]
)
_KINDS = (
    "ủy ban",
    "hội đồng",
    "sở",
    "phòng",
    "văn phòng",
    "trung tâm",
    "chi cục",
    "công an",
    "ban",
)
_MENDED = "Thống nhất số, ngày, cơ quan ở tên cơ quan, lời ban hành, chữ ký và phụ lục"


def another_documents_words(examined: Examined) -> Iterator[Problem]:
    """Yield captions, signature and opening words that do not fit the letterhead."""
    header = examined.reading.header
    if header.issuer is None:
        return
    yield from _captions(examined)
    yield from _signature(examined)
    yield from _opening(examined)


def _captions(examined: Examined) -> Iterator[Problem]:
    header = examined.reading.header
    told: set[str] = set()
    for found in _CAPTION.finditer(examined.text):
        if " ".join(found["type"].split()).lower() != (header.type or "").lower():
            continue
        above = examined.text[max(0, found.start() - _BEHIND_TITLE) : found.start()]
        if _TITLE.search(above) is None:
            continue
        number = re.sub(r"\s+", "", found["number"])
        words = " ".join(found.group().split())
        if words in told:
            continue
        told.add(words)
        if header.number and not header.number_blank and number.upper() != header.number.upper():
            yield _differs(examined, found.span("number"), number, header.number)
            continue  # another document's caption: one finding is enough
        day = _day(found)
        if examined.dated and examined.day and day and day != examined.day:
            span = found.start("day"), found.end("year")
            yield _differs(examined, span, f"ngày {day:%d/%m/%Y}", f"ngày {examined.day:%d/%m/%Y}")
        elif found["who"] and header.issuer and not _may_be_one(found["who"], header.issuer):
            yield _differs(examined, found.span("who"), found["who"], header.issuer)


def _day(found: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _differs(examined: Examined, span: tuple[int, int], said: str, own: str) -> Problem:
    there = examined.reading.header.number_span
    return Problem(
        *span,
        f"Phụ lục ghi «{' '.join(said.split())}», văn bản này là «{own}»",
        f"The annex says “{' '.join(said.split())}”, the document itself “{own}”",
        _MENDED,
        (Evidence(examined.quote(*there), *there),) if there else (),
    )


def _signature(examined: Examined) -> Iterator[Problem]:
    """Yield a signature for another kind of body than the letterhead's."""
    header = examined.reading.header
    issuer = (header.issuer or "").lower()
    named = list(_SIGNED_FOR.finditer(examined.text, 0, examined.annex))
    if len(named) == 1:
        kind, own = _kind(named[0]["who"].lower()), _kind(issuer)
        if {kind, own} == {"ủy ban", "hội đồng"}:
            yield Problem(
                *named[0].span("sign"),
                f"Ký «{named[0]['sign']}», cơ quan ban hành là {header.issuer}",
                f"Signed for another body than the letterhead's, {header.issuer}",
                _MENDED,
            )
        return
    title = header.signer_title or ""
    at = examined.text.rfind(title.split()[0], 0, examined.annex) if title else -1
    if (
        not named
        and at > 0
        and issuer.startswith("ủy ban nhân dân")
        and _OF_A_DIVISION.search(title)
    ):
        before = examined.text[max(0, at - 120) : at + len(title)]
        if not _DELEGATED.search(before):
            yield Problem(
                at,
                at + len(title.split()[0]),
                f"Người ký là «{title}», cơ quan ban hành là {header.issuer}",
                f"The signer is the head of a division, the letterhead says {header.issuer}",
                _MENDED,
            )


def _opening(examined: Examined) -> Iterator[Problem]:
    """Yield the words that issue the document where they name a body that is not its issuer."""
    issuer = examined.reading.header.issuer or ""
    for said in _OPENING.finditer(examined.text, 0, examined.annex):
        who = " ".join(said["who"].split())
        if _may_be_one(who, issuer) or "," in who or _kind(who.lower()) is None:
            continue
        yield Problem(
            *said.span("who"),
            f"Thân bài ghi «{who}» ban hành, tên cơ quan ban hành là {issuer}",
            f"The body says that “{who}” issues the document, the letterhead {issuer}",
            _MENDED,
        )
        return


def _kind(name: str) -> str | None:
    """Return what kind of body a name begins with."""
    plain = name.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân")
    plain = re.sub(r"^\W*(?:chủ tịch|giám đốc|trưởng)\s+", "", plain.replace("uỷ", "ủy"))
    return next(
        (kind for kind in sorted(_KINDS, key=len, reverse=True) if plain.startswith(kind)), None
    )


def _may_be_one(said: str, own: str) -> bool:
    """Whether two names may mean one body: kind and place do not contradict each other."""
    kinds = _kind(said.lower()), _kind(own.lower())
    if None not in kinds and kinds[0] != kinds[1]:
        return False
    words = [
        content_words(name.replace("HĐND", "Hội đồng nhân dân")) - _LEVELS for name in (said, own)
    ]
    return not (words[0] - words[1]) or not (words[1] - words[0])
