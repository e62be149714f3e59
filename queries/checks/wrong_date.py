"""C01: the date of a citation is not the register's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from cancu.ingest.law_names import is_amending, laws_of_name
from cancu.ingest.mentions import Mention
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import number_year
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.quotation import quoted_subject
from cancu.queries.checks.quoted_title import another_subject, misnamed, same_title
from cancu.queries.checks.register_rows import as_evidence, day_vi, row_of, rows_of
from cancu.queries.citation_form import full_citation, name_of
from cancu.queries.findings import Problem


def wrong_date(examined: Examined) -> Iterator[Problem]:
    """Yield each citation whose full date differs from the one in the register."""
    for mention in examined.mentions:
        if not (mention.date and len(mention.date) == 10) or _own_day(examined, mention):
            continue
        row = _dated_otherwise(examined, mention)
        if row is None or row.date is None or "date: memory" in row.verified:
            continue
        stated = datetime.date.fromisoformat(mention.date)
        if stated != row.date and not misnamed(examined, mention):
            yield _problem(mention, row, stated, row.date)


def _dated_otherwise(examined: Examined, mention: Mention) -> CentralDocument | None:
    """Return the row that a citation means although its date may be another.

    A number that comes again every year is the row's also in another year where its whole title
    is quoted, or where nothing but the year differs; a law is the only one of its name where the
    other is of the year before or after.
    """
    if mention.number is None:
        found = rows_of(examined, mention)
        return found[0] if found else _of_next_year(mention)
    row = row_of(examined, mention)
    if row is not None or number_year(mention.number):
        return row
    rows = rows_of(examined, mention)
    quoted = quoted_subject(examined, mention)
    if any(one.year == mention.year for one in rows):
        return None
    alike = [one for one in rows if _alike(mention, one, quoted[1] if quoted else None)]
    return alike[0] if len(alike) == 1 else None


def _alike(mention: Mention, row: CentralDocument, subject: str | None) -> bool:
    """Whether the words quoted are the row's title, or the day is its day in another year."""
    if subject and row.title and same_title(subject, row.title):
        return True
    same_day = row.date is not None and (mention.date or "")[5:] == row.date.isoformat()[5:]
    return same_day and not (subject and row.title and another_subject(subject, row.title))


def _of_next_year(mention: Mention) -> CentralDocument | None:
    if mention.name is None or mention.year is None or is_amending(mention.name):
        return None
    near = [law for law in laws_of_name(mention.name) if abs((law.year or 0) - mention.year) <= 1]
    return near[0] if len(near) == 1 else None


def _own_day(examined: Examined, mention: Mention) -> bool:
    """Whether the date is the document's own, printed below its title."""
    return mention.date == examined.reading.header.date


def _problem(
    mention: Mention, row: CentralDocument, stated: datetime.date, known: datetime.date
) -> Problem:
    name = name_of(row)
    return Problem(
        mention.start,
        mention.end,
        f"{name} viện dẫn ngày {day_vi(stated)}, sổ đăng ký ghi ngày {day_vi(known)}",
        f"{name} is cited with the date {stated}, the register has {known}",
        full_citation(row),
        (as_evidence(row),),
    )
