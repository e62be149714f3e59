"""R20: header, body, annex caption and signature disagree on who issues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.own_words import another_documents_words
from cancu.queries.findings import Evidence, Problem

_CHAIRMAN = re.compile(
    r"Chủ\s+tịch\s+(?:UBND|[ỦU][ỷy]\s+ban\s+nhân\s+dân)\s+(?P<level>tỉnh|thành\s+phố|huyện|xã|phường)"
    r"[^.;:\n]{0,30}?\s+(?:ban\s+hành|xây\s+dựng)\s+[Kk]ế\s+hoạch"
)
_CAPTION = re.compile(
    r"[Kk]èm\s+theo[^()]{0,160}?của\s+(Chủ\s+tịch\s+(?:UBND|[ỦU]ỷ?y?\s+ban)[^()]{0,40})"
)
_OWN_CAPTION = re.compile(
    r"[Kk]èm\s+theo\s+\w+\s+\w+\s+số:?[\s.…]*(?P<number>\d*\s*/[A-ZĐ]{2,4}\s?-[A-ZĐ]+)[^()]{0,90}?của\s+"
    r"(?P<who>(?P<chair>Chủ\s+tịch\s+)?(?:UBND|[ỦU][ỷy]\s+ban\s+[Nn]hân\s+dân))"
)
_FOR_COMMITTEE = re.compile(r"TM\.\s*[ỦU][ỶY]\s+BAN\s+NHÂN\s+DÂN")


def _of_itself(examined: Examined, said: re.Match[str], issuer: str) -> bool:
    """Whether these are the words by which the document itself is issued, at its own level."""
    before = examined.text[max(0, said.start() - 12) : said.start()].split()
    own_level = " ".join(said["level"].split()) in issuer
    return own_level and before[-1:] != ["của"] and "," not in said.group()


def authority_mismatch(examined: Examined) -> Iterator[Problem]:
    """Yield a plan of a committee that its body says the chairman issues."""
    said = list(_body(examined))
    yield from said
    if not said:
        yield from _captions(examined)
    yield from another_documents_words(examined)


def _captions(examined: Examined) -> Iterator[Problem]:
    """Yield an annex caption that names the committee where another names its chairman."""
    header = examined.reading.header
    held = {
        "chairman" if found["chair"] else "committee": found
        for found in reversed(list(_OWN_CAPTION.finditer(examined.text)))
        if header.number and re.sub(r"\s", "", found["number"]).strip("/") in header.number
    }
    issuer = (header.issuer or "").lower()
    who = "chairman" if issuer.startswith("chủ tịch") else "committee"
    if "ủy ban nhân dân" not in issuer:
        return
    other = held.get("committee" if who == "chairman" else "chairman")
    if other is None and len(held) == 2:
        other = held[who]
    if other is not None:
        yield Problem(
            *other.span("who"),
            f"Ghi «{examined.quote(*other.span('who'))}», cơ quan ban hành là {header.issuer}",
            "The caption names another issuer than the letterhead",
            "Thống nhất thẩm quyền: tên cơ quan, lời ban hành, chữ ký và phụ lục",
            severity="low",
        )


def _body(examined: Examined) -> Iterator[Problem]:
    header = examined.reading.header
    if header.issuer is None or not header.issuer.lower().startswith("ủy ban nhân dân"):
        return
    said = next(
        (m for m in _CHAIRMAN.finditer(examined.text, 0, min(examined.annex, 6000))
         if _of_itself(examined, m, header.issuer)), None,
    )  # fmt: skip
    if said is None:
        return
    places = []
    if caption := _CAPTION.search(examined.text, examined.annex):
        places.append(Evidence(f"Phụ lục: «{examined.quote(*caption.span(1))}»", *caption.span(1)))
    if signed := _FOR_COMMITTEE.search(examined.text):
        places.append(Evidence(f"Ký: «{examined.quote(*signed.span())}»", *signed.span()))
    yield Problem(
        *said.span(),
        f"Thân bài ghi «{examined.quote(*said.span())}», tên cơ quan ban hành là {header.issuer}",
        f"The body names the chairman, the letterhead {header.issuer}",
        "Thống nhất thẩm quyền: tên cơ quan, lời ban hành, chữ ký và phụ lục",
        tuple(places),
        "low",
    )
