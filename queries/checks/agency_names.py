"""R16: two names for one body, and a body that this level does not have."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_LONGEST = 60
_JOINED = re.compile(r"\s*[-–&]\s*|\s+và\s+")
_TWO_LEVELS = datetime.date(2025, 7, 1)
_COUNCIL_OFFICE = re.compile(
    r"Văn\s+phòng\s+HĐND\s*(?:[-–&]|và)\s*UBND(?!\s+(?:cấp\s+)?(?:huyện|tỉnh|thị\s+xã|thành|quận))"
)
_HEADS = ("phòng", "sở", "ban", "trung tâm", "văn phòng", "chi cục", "bộ", "cục")


def agency_naming(examined: Examined) -> Iterator[Problem]:
    """Yield leads under two names, and an office that a commune did not have."""
    yield from _without_head(examined)
    yield from _joined_otherwise(examined)
    yield from _not_of_a_commune(examined)


def _joined_otherwise(examined: Examined) -> Iterator[Problem]:
    """Yield a lead whose words are joined in another way elsewhere: "và" against "&" or "-"."""
    spelt: dict[str, Counter[str]] = {}
    for row in examined.rows:
        lead = _plain(row.lead)
        if _JOINED.search(lead) and not re.search("[;,]", lead) and len(lead) < _LONGEST:
            spelt.setdefault(_JOINED.sub(" ", lead).lower(), Counter())[lead] += 1
    for names in spelt.values():
        if len({_joint(name) for name in names}) < 2:
            continue
        usual = names.most_common(1)[0][0]
        for row in examined.rows:
            lead = _plain(row.lead)
            if lead in names and _joint(lead) != _joint(usual):
                yield Problem(
                    *examined.cell(row, row.lead),
                    f"«{lead}» ({where(row)}); nơi khác ghi «{usual}» ({names[usual]} lần)",
                    f"One body under two names: “{lead}” and “{usual}”",
                    usual,
                    severity="low",
                )
                break


def _joint(name: str) -> str:
    """Return what joins the words of a name, all dashes alike."""
    found = _JOINED.search(name)
    return found.group().strip().replace("–", "-") if found else ""


def _plain(lead: str | None) -> str:
    return " ".join((lead or "").split()).strip(" .;-")


def _not_of_a_commune(examined: Examined) -> Iterator[Problem]:
    """Yield the office of council and committee in a commune's plan, once, before July 2025.

    Until then a commune had an officer for office and statistics (Nghị định 33/2023/NĐ-CP); the
    office came with the two levels of local government (Nghị định 150/2025/NĐ-CP).
    """
    header, day = examined.reading.header, examined.day
    if header.level != "commune" or day is None or day >= _TWO_LEVELS:
        return
    found = _COUNCIL_OFFICE.search(examined.text)
    if found:
        yield Problem(
            *found.span(),
            f"«{examined.quote(*found.span())}»: cấp xã chưa có văn phòng này trước 01/7/2025",
            "A commune had no office of council and committee before 1 July 2025",
            "Ghi «Công chức Văn phòng - Thống kê»",
            (Evidence("Nghị định 33/2023/NĐ-CP; Nghị định 150/2025/NĐ-CP"),),
        )


def _without_head(examined: Examined) -> Iterator[Problem]:
    """Yield a lead that is another lead without its first word ("Phòng …")."""
    leads = Counter(" ".join((row.lead or "").split()) for row in examined.rows)
    names = {name.lower(): name for name in leads if name}
    for row in examined.rows:
        lead = " ".join((row.lead or "").split()).lower()
        if len(lead.split()) < 3 or lead.startswith(_HEADS):
            continue
        for head in _HEADS:
            full = names.get(f"{head} {lead}")
            if full is not None:
                yield Problem(
                    *examined.cell(row, row.lead),
                    f"«{row.lead}» ({where(row)}) thiếu «{head.capitalize()}»; "
                    f"nơi khác ghi «{full}» ({leads[full]} lần)",
                    f"One body under two names: “{row.lead}” and “{full}”",
                    full,
                )
