"""C01: the date of a citation is not the register's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ontology.load import CentralDocument
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import as_evidence, day_vi, row_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Problem


def wrong_date(examined: Examined) -> Iterator[Problem]:
    """Yield each citation whose full date differs from the one in the register."""
    for mention in examined.mentions:
        row = row_of(examined, mention)
        if row is None or row.date is None or "date: memory" in row.verified:
            continue
        if mention.date and len(mention.date) == 10 and not _own_day(examined, mention):
            stated = datetime.date.fromisoformat(mention.date)
            if stated != row.date:
                yield _problem(mention, row, stated, row.date)


def _own_day(examined: Examined, mention: Mention) -> bool:
    """Whether the date is the document's own, printed below its title."""
    return mention.date == examined.reading.header.date


def _problem(
    mention: Mention, row: CentralDocument, stated: datetime.date, known: datetime.date
) -> Problem:
    name = f"{row.type} {row.number}"
    return Problem(
        mention.start,
        mention.end,
        f"{name} viện dẫn ngày {day_vi(stated)}, sổ đăng ký ghi ngày {day_vi(known)}",
        f"{name} is cited with the date {stated}, the register has {known}",
        full_citation(row),
        (as_evidence(row),),
    )
