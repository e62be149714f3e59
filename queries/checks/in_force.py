"""C05 and C06: a basis that no longer held, did not yet hold, or had been amended since."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ontology.iris import slug
from cancu.ontology.load import CentralDocument, Change
from cancu.ontology.register import Register, Status, number_year
from cancu.queries.checks.cited_words import in_a_title
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.quoted_title import misnamed, misnumbered
from cancu.queries.checks.register_rows import as_evidence, day_vi, row_of, rows_of, status_on
from cancu.queries.citation_form import full_citation, name_of
from cancu.queries.findings import Evidence, Problem

_ENDED = ("replaced", "repealed", "expired")
_ROLES = ("basis", "implements", "under")
_LETTERS = ("Công văn", "Thông báo", "Báo cáo", "Biên bản", "Tờ trình")
"""Types that answer a case: they quote the provision that held on the day of the case."""
_CONSOLIDATED = "Văn bản hợp nhất"
"""It repeats the bases of the day of the text that it consolidates."""
_AS_AMENDED = re.compile(r"sửa\s+đổi[^.;]{0,40}(?:theo|bởi|tại)\s+$")
"""Before a document that is named because it amended another."""
_CLOSE_BY = 600
_AT_ONCE = frozenset(
    [
        "Kế hoạch",
        "Chương trình",
        "Công văn",
        "Chỉ thị",
        "Thông báo",
        "Hướng dẫn",
        "Phương án",
        "Đề án",
    ]
)
"""Types that hold from the day they are signed; others may wait for the day their basis does."""
_SAID = re.compile(
    r"thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực|nay\s+là|cũ\b|đã\s+được|hợp\s+nhất", re.IGNORECASE
)
_AMENDED = re.compile(
    r"(?:(?:được|đã)\s+(?:\w+\s+){0,3}|\(\s*)(?:sửa\s+đổi|bổ\s+sung)|hợp\s+nhất", re.IGNORECASE
)


def not_in_force(examined: Examined) -> Iterator[Problem]:
    """Yield each document cited as basis that did not hold on the day of issue."""
    told: set[str] = set()
    for mention, status in _bases(examined, rows=True):
        name = name_of(status.document)
        after = examined.text[mention.end : mention.end + 160]
        if name in told or _SAID.search(after):
            continue
        if status.kind in _ENDED and not _guessed(status):
            told.add(name)
            yield _ended(examined, mention, status)
        elif status.kind == "not_yet" and status.since and not _guessed(status):
            if mention.role != "basis" or _carried_out(examined, status):
                continue  # what is only spoken of may be of the time to come
            if examined.reading.header.type not in _AT_ONCE:
                continue
            told.add(name)
            yield _not_yet(examined, mention, status)


def _carried_out(examined: Examined, status: Status) -> bool:
    """Whether the document prepares for what is to come: "Kế hoạch triển khai Luật Đất đai"."""
    title = slug(examined.reading.header.title or "")
    row = status.document
    return any(name and slug(name) in title for name in (row.number, row.title, *row.aliases))


def amended_since(examined: Examined) -> Iterator[Problem]:
    """Yield each amendment in force that no basis names, once, however many bases it amended.

    It is shown where it is missing: beside another amendment of the same document that is cited,
    else at the document itself.
    """
    cited = {row.number for mention in examined.mentions for row in rows_of(examined, mention)}
    cited |= {mention.number for mention in examined.mentions if mention.number}
    amended: dict[tuple[str, ...], list[tuple[Mention, Status]]] = {}
    for mention, status in _bases(examined):
        after = examined.text[mention.end : mention.end + 400].partition(";")[0]
        if status.kind != "amended" or _AMENDED.search(after):
            continue
        row = status.document
        missing = [
            c.number
            for c in status.by
            if c.number not in cited and _meant_to_amend(examined.registers, c, row)
        ]
        if missing:
            group = amended.setdefault(tuple(missing), [])
            if all(row != known.document for _, known in group):
                group.append((mention, status))
    for missing_numbers, bases in amended.items():
        yield _amended(examined, missing_numbers, bases)


def _amended(
    examined: Examined, missing: tuple[str, ...], bases: list[tuple[Mention, Status]]
) -> Problem:
    changes = {c.number: c for _, status in bases for c in status.by}
    names = ", ".join(
        f"{number} (từ {day_vi(day)})" if (day := changes[number].effective) else number
        for number in missing
    )
    what = ", ".join(name_of(status.document) for _, status in bases)
    place = _beside(examined, bases)
    amending = "amendments" if len(missing) > 1 else "an amendment"
    return Problem(
        place.start,
        place.end,
        f"{what} đã được sửa đổi, bổ sung bởi {names} nhưng không viện dẫn",
        f"{what} cited without {', '.join(missing)}, {amending} in force",
        "; ".join(_suggest(examined.registers, number) for number in missing),
        (
            *(as_evidence(status.document) for _, status in bases),
            *(Evidence(examined.quote(m.start, m.end), m.start, m.end) for m, _ in bases),
        ),
    )


def _beside(examined: Examined, bases: list[tuple[Mention, Status]]) -> Mention:
    """Return the last amendment of these bases that is cited close by, else the first of them."""
    known = {change.number for _, status in bases for change in status.by}
    first, last = bases[0][0], bases[-1][0]
    near = [
        m
        for m in examined.mentions
        if m.number in known and first.start < m.start < last.end + _CLOSE_BY
    ]
    return near[-1] if near else first


def _meant_to_amend(registers: Register, change: Change, row: CentralDocument) -> bool:
    """Whether the amending document is about the amended one, by its title.

    Decrees on a ministry's powers and tax laws change a word in many others; nobody cites them.
    """
    rows = registers.find(change.number)
    title = (rows[0].title or "").lower() if len(rows) == 1 else ""
    if not title.startswith(("sửa đổi", "luật sửa đổi")):
        return False
    if row.type in ("Luật", "Bộ luật", "Pháp lệnh"):
        return (row.title or "").lower().removeprefix("luật ") in title and title.count("luật ") < 4
    return True


def _suggest(registers: Register, number: str) -> str:
    rows = registers.find(number)
    return full_citation(rows[0]) if len(rows) == 1 else f"số {number}"


def _named(registers: Register, number: str) -> str:
    rows = registers.find(number)
    return name_of(rows[0]) if len(rows) == 1 else number


def _bases(examined: Examined, *, rows: bool = False) -> Iterator[tuple[Mention, Status]]:
    """Yield the citations that the document stands on, with their state on its day.

    ``rows`` adds those in the annexes of a plan, by which a task is to be done.
    """
    stop = len(examined.text) if rows and examined.plan_year is not None else examined.annex
    day = examined.day
    if day is None or examined.reading.header.type == _CONSOLIDATED:
        return
    letter = examined.reading.header.type in _LETTERS or examined.reading.header.type is None
    for mention in examined.mentions:
        if mention.role in _ROLES and mention.start < stop:
            if (letter and mention.pinpoint) or _named_in_passing(examined, mention):
                continue
            row = _stood_on(examined, mention, day)
            if row is not None:
                yield mention, status_on(row, day)


def _named_in_passing(examined: Examined, mention: Mention) -> bool:
    """Whether it stands in another document's subject, or is clearly another document."""
    within = any(o.start < mention.start and mention.end < o.end for o in examined.mentions)
    nested = any(start <= mention.start < end for o in examined.mentions for start, end in o.nested)
    amends = _AS_AMENDED.search(examined.text[max(0, mention.start - 60) : mention.start])
    return (
        within
        or nested
        or bool(amends)
        or in_a_title(examined, mention.start)
        or misnumbered(examined, mention)
    )


def _stood_on(examined: Examined, mention: Mention, day: datetime.date) -> CentralDocument | None:
    if mention.kind == "named" and mention.year is None and mention.number is None:
        return None
    if misnamed(examined, mention):
        return None
    row = row_of(examined, mention)
    if row is None and mention.number and number_year(mention.number):
        rows = examined.registers.find(mention.number, type=mention.type)
        row = rows[0] if len(rows) == 1 else None
    return row if row is None or row.date is None or row.date <= day else None


def _guessed(status: Status) -> bool:
    """Whether the register itself says that its last day was not checked."""
    return "low" in status.document.verified


def _of_day(examined: Examined) -> str:
    """Write the day of the document as far as it states one: "ngày 05/3/2026", "tháng 3/2026"."""
    if examined.dated and examined.day:
        return f"ngày {day_vi(examined.day)}"
    year, *month = (examined.reading.header.date or "").split("-")
    return f"tháng {month[0]}/{year}" if month else f"năm {year}"


def _ended(examined: Examined, mention: Mention, status: Status) -> Problem:
    registers = examined.registers
    row, how = status.document, "được thay thế" if status.successors else "hết hiệu lực"
    since = f" từ ngày {day_vi(status.since)}" if status.since else ""
    by = ""
    if status.successors:
        by = f" bởi {', '.join(_named(registers, number) for number in status.successors)}"
    now = registers.successors(row, status.day)
    later = [one for one in now if one.number not in status.successors]
    nowadays = f", nay là {', '.join(map(name_of, later))}" if later else ""
    what = ", ".join(name_of(one) for one in now) or ", ".join(status.successors)
    return Problem(
        mention.start,
        mention.end,
        f"{name_of(row)} đã {how}{by}{since}{nowadays}; văn bản này {_of_day(examined)}",
        f"{name_of(row)} no longer held on {examined.reading.header.date}"
        + (f"; now {what}" if what else ""),
        "; ".join(map(full_citation, now))
        or "; ".join(f"số {n}" for n in status.successors if len(registers.find(n)) != 1)
        or "Bỏ viện dẫn này hoặc nêu văn bản thay thế",
        (as_evidence(row, f"{how}{by}{since}"), *map(as_evidence, later)),
    )


def _not_yet(examined: Examined, mention: Mention, status: Status) -> Problem:
    row = status.document
    since = f" {day_vi(status.since)}" if status.since else ""
    held = _held_before(examined.registers, row, status.day)
    instead = f"; đang có hiệu lực: {name_of(held)}" if held else ""
    return Problem(
        mention.start,
        mention.end,
        f"{name_of(row)} có hiệu lực từ ngày{since}, "
        f"sau ngày văn bản này ({_of_day(examined)}){instead}",
        f"{name_of(row)} comes into force on {status.since}, after this document "
        f"({examined.reading.header.date})",
        full_citation(held) if held else "Nêu văn bản đang có hiệu lực hoặc lùi ngày thi hành",
        (as_evidence(row), *((as_evidence(held),) if held else ())),
    )


def _held_before(
    registers: Register, row: CentralDocument, day: datetime.date
) -> CentralDocument | None:
    """Return the document in force on ``day`` that one still to come will replace."""
    others = {event.other for event in registers.timeline(row) if event.kind == "replaces"}
    found = [one for number in others if number for one in registers.find(number)]
    held = [one for one in found if status_on(one, day).kind in ("in_force", "amended")]
    return held[0] if len(held) == 1 else None
