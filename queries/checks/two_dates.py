"""C02: one document cited with two dates or two issuers."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ontology.register import number_year
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import day_vi, row_of
from cancu.queries.findings import Evidence, Problem


def two_dates(examined: Examined) -> Iterator[Problem]:
    """Yield the citations that disagree with the date that most of them, or the register, give.

    Without a year in the number, another year is another document, so only dates of one year
    contradict each other.
    """
    groups: dict[tuple[str | None, ...], list[Mention]] = defaultdict(list)
    for mention in examined.mentions:
        if mention.number and mention.date and len(mention.date) == 10:
            year = None if number_year(mention.number) else mention.date[:4]
            issuer = mention.issuer if "UBND" in mention.number else None
            groups[mention.number, mention.type, year, issuer].append(mention)
    for group in groups.values():
        if len({mention.date for mention in group}) > 1:
            yield from _minority(examined, group)


def _minority(examined: Examined, group: list[Mention]) -> Iterator[Problem]:
    usual = _right_date(examined, group)
    other = next(mention for mention in group if mention.date == usual)
    for mention in group:
        if mention.date != usual:
            yield Problem(
                mention.start,
                mention.end,
                f"{mention.type or 'Văn bản'} {mention.number} ghi ngày {_vi(mention.date)} ở đây, "
                f"nơi khác trong văn bản ghi ngày {_vi(usual)}",
                f"{mention.number} has the date {mention.date} here and {usual} elsewhere",
                "Kiểm tra bản gốc rồi thống nhất ngày ở mọi nơi viện dẫn",
                (Evidence(examined.quote(*other.sentence), other.start, other.end),),
            )


def _right_date(examined: Examined, group: list[Mention]) -> str | None:
    """Return the register's date if one of them has it, else the most frequent, then the first."""
    row = row_of(examined, group[0])
    known = row.date.isoformat() if row and row.date else None
    if any(mention.date == known for mention in group):
        return known
    return Counter(mention.date for mention in group).most_common(1)[0][0]


def _vi(iso: str | None) -> str:
    return day_vi(datetime.date.fromisoformat(iso)) if iso else ""
