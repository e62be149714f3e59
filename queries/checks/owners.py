"""R18 and R24: a row that nobody owns, or whose owners are not those it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where, where_all
from cancu.queries.checks.several_leads import several_leads
from cancu.queries.findings import Evidence, Problem

_GENERIC = re.compile(
    r"^\W*(?:(?:các\s+)?(?:cán bộ|công chức|viên chức|cá nhân)(?:,|\s+và|;)?\s+(?:công chức|viên"
    r" chức|người lao động|cán bộ|cá nhân)"
    r"|(?:các )?(?:cơ quan|đơn vị|tổ chức|cá nhân|ngành)"
    r"(?:(?:,| và|;)? (?:các )?(?:cơ quan|tổ chức|đơn vị|địa phương|cá nhân))*"
    r"(?: có)? liên quan\b\W*$"
    r"|.{3,60}[;,] (?:và )?(?:các )?(?:tổ chức,? )?cá nhân có liên quan\W*$"
    r"|.{0,40}được (?:giao nhiệm vụ|phân công)\b|theo (?:sự )?phân công\W*$)",
    re.IGNORECASE,
)
_ALL_STAFF = re.compile(
    r"^\W*(?P<also>[^;]{4,60};\s*)?các\s+(?:ngành|phòng|ban|đơn vị|bộ phận)\s+chuyên\s+môn\W*$",
    re.IGNORECASE,
)
"""All that there are, alone or beside one with a name: told once each, as a plan repeats them."""
_PROVINCE_ONLY = re.compile(r"đối với cấp tỉnh|của cấp tỉnh|tại cấp tỉnh", re.IGNORECASE)
_ALL_LEVELS = re.compile(
    r"(?:một cửa|chính quyền|cơ quan hành chính(?: nhà nước)?)(?: ở)? các cấp|3 cấp|ba cấp",
    re.IGNORECASE,
)
_WIDER = re.compile(
    r"(?:một cửa|trả kết quả|chính quyền) các cấp|(?:3|ba) cấp"
    r"|của\s+cấp\s+huyện,?\s+(?:và\s+)?(?:cấp\s+)?xã",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"UBND (?:các )?(?:huyện|xã|phường)|(?:huyện|xã), (?:TP|thành phố|phường)", re.I
)
_PROVINCE = re.compile(r"\bsở\b|ban, ngành|UBND tỉnh|cấp tỉnh", re.IGNORECASE)
_FIGURE = re.compile(r"\d\s*%")


def no_owner(examined: Examined) -> Iterator[Problem]:
    """Yield the rows whose lead is blank or anybody."""
    if examined.reports or not examined.assigns:
        return
    rows = [row for row in examined.rows if "lead" not in row.uncertain]
    owned = sum(row.lead is not None for row in rows)
    for row in rows:
        if row.lead is None:
            if (
                row.deadline_kind != "unspecified"
                and row.task[0] != "["
                and owned >= 0.6 * len(rows)
                and owned >= 2
            ):
                yield Problem(
                    *examined.place(row.task, row.start, row.end),
                    f"Không có cơ quan chủ trì ({where(row)}): «{row.task[:70]}»",
                    "The row has no lead",
                    "Giao một cơ quan chủ trì",
                )
        elif _GENERIC.search(row.lead):
            yield Problem(
                *examined.cell(row, row.lead),
                f"Chủ trì là «{row.lead[:80]}», không phải một cơ quan, đơn vị ({where(row)})",
                "The lead is nobody in particular",
                "Giao một cơ quan, đơn vị cụ thể chủ trì",
                severity="medium",
            )
    yield from _all_staff(examined, rows)
    yield from several_leads(examined)


def _all_staff(examined: Examined, rows: list[Obligation]) -> Iterator[Problem]:
    """Yield the first row led by all divisions together, and by them beside a named body."""
    told: set[bool] = set()
    for row in rows:
        found = _ALL_STAFF.match(row.lead or "")
        if found is None or bool(found["also"]) in told:
            continue
        told.add(bool(found["also"]))
        alike = [r for r in rows if r is not row and r.lead == row.lead]
        yield Problem(
            *examined.cell(row, row.lead),
            f"Chủ trì là «{row.lead}»: không rõ ai chịu trách nhiệm chính "
            f"({where_all([row, *alike])})",
            f"“{row.lead}” names no one body that leads",
            "Giao một cơ quan, đơn vị cụ thể chủ trì",
            tuple(Evidence(where(r), *examined.cell(r, r.lead)) for r in alike[:20]),
            "medium",
        )


def scope_mismatch(examined: Examined) -> Iterator[Problem]:
    """Yield figures for one level whose leads are of another."""
    level = examined.reading.header.level
    if level == "commune":
        yield from _beyond_the_commune(examined)
    if level != "province":
        return
    for row in examined.rows:
        lead = row.lead or ""
        if not _FIGURE.search(row.task) or not lead:
            continue
        found = _PROVINCE_ONLY.search(row.task)
        if found and _BELOW.search(lead):
            yield _mismatch(examined, row, found.group(), "chủ trì có cả cấp dưới")
        elif (wide := _ALL_LEVELS.search(row.task)) and _only_below(lead):
            yield _mismatch(examined, row, wide.group(), "chủ trì thiếu cơ quan cấp tỉnh", lead)


def _beyond_the_commune(examined: Examined) -> Iterator[Problem]:
    """Yield the figures of a commune's plan that speak of the district or of all levels."""
    for row in examined.rows:
        if row.lead and _FIGURE.search(row.task):
            for wide in _WIDER.finditer(row.task):
                yield _mismatch(examined, row, wide.group(), "chủ trì chỉ là của xã")


def _only_below(lead: str) -> bool:
    return bool(_BELOW.search(lead)) and not _PROVINCE.search(lead)


def _mismatch(
    examined: Examined, row: Obligation, words: str, why: str, at: str | None = None
) -> Problem:
    place = examined.cell(row, at) if at else examined.place(words, row.start, row.end)
    return Problem(
        *place,
        f"Chỉ tiêu «{words}» nhưng {why}: {row.lead} ({where(row)})",
        "The scope of the target is not that of its leads",
        "Sửa phạm vi chỉ tiêu hoặc cơ quan chủ trì",
        (Evidence(row.task[:160], row.start, row.end),),
    )
