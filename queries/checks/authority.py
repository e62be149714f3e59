"""R20: header, body, annex caption and signature disagree on who issues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem

_CHAIRMAN = re.compile(
    r"Chủ\s+tịch\s+(?:UBND|[ỦU][ỷy]\s+ban\s+nhân\s+dân)\s+(?P<level>tỉnh|thành\s+phố|huyện|xã|phường)"
    r"[^.;:\n]{0,30}?\s+(?:ban\s+hành|xây\s+dựng)\s+[Kk]ế\s+hoạch"
)
_CAPTION = re.compile(
    r"[Kk]èm\s+theo[^()]{0,160}?của\s+(Chủ\s+tịch\s+(?:UBND|[ỦU]ỷ?y?\s+ban)[^()]{0,40})"
)
_FOR_COMMITTEE = re.compile(r"TM\.\s*[ỦU][ỶY]\s+BAN\s+NHÂN\s+DÂN")


def _of_itself(examined: Examined, said: re.Match[str], issuer: str) -> bool:
    """Whether these are the words by which the document itself is issued, at its own level."""
    before = examined.text[max(0, said.start() - 12) : said.start()].split()
    own_level = " ".join(said["level"].split()) in issuer
    return own_level and before[-1:] != ["của"] and "," not in said.group()


def authority_mismatch(examined: Examined) -> Iterator[Problem]:
    """Yield a plan of a committee that its body says the chairman issues."""
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
