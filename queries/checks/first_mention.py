"""C08: a first mention from which nobody can tell the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ontology.register import number_year
from cancu.queries.checks.cited_words import in_a_title
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import rows_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Evidence, Problem

_TYPES = frozenset(
    [
        "Nghị quyết",
        "Quyết định",
        "Chỉ thị",
        "Kế hoạch",
        "Chương trình",
        "Kết luận",
        "Công điện",
        "Đề án",
    ]
)
_DATED_BEFORE = re.compile(
    r"ngày\s+\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*\d{4}[^.;]{0,60}?"
    r"(?:\bcó|ban\s+hành|\bký)\s*$",
    re.IGNORECASE,
)
"""The date of a letter told before it: "Ngày 01/7/2025, Cục Thuế đã có công điện số 102/CĐ-CT"."""
_DATED_BEHIND = re.compile(r"[^.;|]{0,300}?\(\s*ngày\s+\d{1,2}\s*[/.-]")
_TOGETHER = re.compile(r"[\s,;*]*(?:và|,|;)?[\s*]*(?:số\s*)?$")


def _dated_with_next(examined: Examined, at: int) -> bool:
    """Whether the next citation gives the date of both: "số 363 … và Đề án số 364 … ngày …"."""
    mentions = examined.mentions
    if at + 1 >= len(mentions) or not mentions[at + 1].date:
        return False
    between = examined.text[mentions[at].end : mentions[at + 1].start]
    return len(between) < 20 and bool(_TOGETHER.match(between))


def _dated_apart(examined: Examined, mention: Mention) -> bool:
    """Whether its date stands before it, or in brackets behind its subject."""
    before = examined.text[max(0, mention.start - 110) : mention.start]
    return bool(_DATED_BEFORE.search(before) or _DATED_BEHIND.match(examined.text, mention.end))


def incomplete_first_mention(examined: Examined) -> Iterator[Problem]:
    """Yield each first mention of a number that comes again every year, without date or year."""
    told: set[str] = set()
    for at, mention in enumerate(examined.mentions):
        number = mention.number
        if number is None or number in told or "/" not in number:
            continue
        told.add(number)
        if number_year(number) or mention.date or mention.year:
            continue
        if number.startswith("/") or mention.type not in _TYPES or _dated_with_next(examined, at):
            continue
        if in_a_title(examined, mention.start) or _dated_apart(examined, mention):
            continue
        if number in (examined.reading.header.title or ""):
            continue  # the subject of a letter names it, the letter gives it in full
        later = next((m for m in examined.mentions if m.number == number and m.date), None)
        rows = rows_of(examined, mention)
        yield Problem(
            mention.start,
            mention.end,
            f"Lần đầu viện dẫn {mention.type} {number} không có ngày, tháng, năm"
            + ("" if mention.issuer_stated else " và cơ quan ban hành"),
            f"First mention of {number} without its date"
            + ("" if mention.issuer_stated else " and issuer"),
            full_citation(rows[0])
            if len(rows) == 1
            else "Ghi đủ số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
            (Evidence(examined.quote(*later.sentence), later.start, later.end),) if later else (),
        )
