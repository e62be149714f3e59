"""R16: two names for one body, and a body that this level does not have."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.office_names import office_names
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_LONGEST = 60
_JOINED = re.compile(r"\s*[-–&]\s*|\s+và\s+")
_ONE_OF_MANY = re.compile(r"[;,.\n]")
_TWO_LEVELS = datetime.date(2025, 7, 1)
_COUNCIL_OFFICE = re.compile(
    r"Văn\s+phòng\s+HĐND\s*(?:[-–&]|và)\s*UBND(?!\s+(?:cấp\s+)?(?:huyện|tỉnh|thị\s+xã|thành|quận))"
)
_OWN_DIVISIONS = re.compile(
    r"cơ\s+quan\s+chuyên\s+môn\s+(?:trực\s+)?(?:thuộc|của)\s+(?:UBND|Ủy\s+ban\s+nhân\s+dân)"
    r"\s+(?:cấp\s+)?xã\b",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"\b(Phòng (?:Văn hóa|Nội vụ|Tư pháp|Tài chính|Lao động|Kinh tế|Tài nguyên|Nông nghiệp|Y tế"
    r"|Giáo dục))(?![^;.]*\b(?:huyện|thị xã|thành phố|TP|quận|tỉnh)\b)"
)
_HEADS = ("phòng", "sở", "ban", "trung tâm", "văn phòng", "chi cục", "bộ", "cục")


def agency_naming(examined: Examined) -> Iterator[Problem]:
    """Yield leads under two names, and an office that a commune did not have."""
    yield from _without_head(examined)
    yield from _joined_otherwise(examined)
    yield from _not_of_a_commune(examined)
    yield from office_names(examined)


def _joined_otherwise(examined: Examined) -> Iterator[Problem]:
    """Yield the first name joined in another way than before: "và" against "&" or "-"."""
    spelt: dict[str, Counter[str]] = {}
    places: dict[str, tuple[Obligation, str]] = {}
    for row in examined.rows:
        for cell in (row.lead, row.coordinating):
            for part in _ONE_OF_MANY.split(cell or ""):
                name = _plain(part)
                if _JOINED.search(name) and len(name) < _LONGEST:
                    spelt.setdefault(_JOINED.sub(" ", name).lower(), Counter())[name] += 1
                    places.setdefault(name, (row, part))
    for names in spelt.values():
        first, usual = next(iter(names)), names.most_common(1)[0][0]
        odd = next((one for one in names if _joint(one) != _joint(first)), None)
        if odd is None:
            continue
        other = usual if _joint(usual) != _joint(odd) else first
        row, part = places[odd]
        yield Problem(
            *examined.cell(row, part.strip()),
            f"«{odd}» ({where(row)}); nơi khác ghi «{other}» ({names[other]} lần)",
            f"One body under two names: “{odd}” and “{other}”",
            usual,
            severity="low",
        )


def _joint(name: str) -> str:
    """Return what joins the words of a name, all dashes alike."""
    found = _JOINED.search(name)
    return found.group().strip().replace("–", "-") if found else ""


def _plain(lead: str | None) -> str:
    return " ".join((lead or "").split()).strip(" .;-")


def _not_of_a_commune(examined: Examined) -> Iterator[Problem]:
    """Yield office and divisions in a commune's plan, each once, before July 2025.

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
    for span in _divisions(examined):
        yield Problem(
            *span,
            f"«{examined.quote(*span)}»: cấp xã chưa có phòng, cơ quan chuyên môn trước 01/7/2025",
            "A commune had no specialised divisions before 1 July 2025",
            "Ghi chức danh công chức cấp xã, hoặc thêm «huyện» nếu là phòng của cấp huyện",
            (Evidence("Nghị định 33/2023/NĐ-CP; Nghị định 150/2025/NĐ-CP"),),
        )


def _divisions(examined: Examined) -> Iterator[tuple[int, int]]:
    """Yield the first mention of a commune's own divisions, and the first division with duties."""
    of_commune = next(examined.spans(_OWN_DIVISIONS), None)
    if of_commune:
        yield of_commune
    for row in examined.rows:
        for cell in (row.lead, row.coordinating):
            named = _DIVISION.search(" ".join((cell or "").split()))
            if named:
                yield examined.cell(row, named.group())
                return


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
