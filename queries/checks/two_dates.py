"""C02: one document cited with two dates, two issuers or two titles."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from cancu.ingest.mentions import Mention
from cancu.ontology.load import CentralDocument, issuers
from cancu.ontology.register import number_year
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.quotation import quoted_subject, stated_body, telling_words
from cancu.queries.checks.quoted_title import same_title
from cancu.queries.checks.register_rows import as_evidence, day_vi, row_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Evidence, Problem

_FEW = 2
"""Words that a subject has at least, to be told from another one."""
_PLACE = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)"
    r"(?:\s+[A-ZĐÁÀẢÃẠĂÂÉÈẺẼẸÊÍÌỈĨỊÓÒỎÕỌÔƠÚÙỦŨỤƯÝỲỶỸỴ]\w*)+"
)
_OFFICE = re.compile(
    r"^(?:bộ trưởng,? chủ nhiệm|chủ nhiệm|bộ trưởng|chủ tịch|thống đốc|giám đốc|tổng giám đốc"
    r"|(?:tổng |chi )?cục trưởng|tổng thanh tra|viện trưởng|chánh án|trưởng ban|thường trực"
    r"|ban thường vụ|ban chấp hành)\s+"
)
_LOCAL = ("UBND", "HĐND")


def two_dates(examined: Examined) -> Iterator[Problem]:
    """Yield the citations of one document that contradict each other, each at its place.

    Without a year in the number, another year is another document, so only dates of one year
    contradict each other. Of two dates the one that most citations, or the register, give is taken
    to be right, and only the others are told.
    """
    groups: dict[tuple[str | None, ...], list[Mention]] = defaultdict(list)
    days: dict[tuple[str | None, ...], list[Mention]] = defaultdict(list)
    for mention in examined.mentions:
        if mention.number and mention.date and len(mention.date) == 10:
            year = None if number_year(mention.number) else mention.date[:4]
            issuer = mention.issuer if "UBND" in mention.number else None
            groups[mention.number, mention.type, year, issuer].append(mention)
            days[mention.number, mention.type, mention.date].append(mention)
    for group in groups.values():
        if len({mention.date for mention in group}) > 1:
            yield from _minority(examined, group)
    for group in days.values():
        if len(group) > 1:
            yield from _two_issuers(examined, group)
            yield from _two_titles(examined, group)


def _minority(examined: Examined, group: list[Mention]) -> Iterator[Problem]:
    row = row_of(examined, group[0])
    usual, known = _right_date(row, group)
    other = next(mention for mention in group if mention.date == usual)
    which = f"; sổ đăng ký ghi ngày {_vi(usual)}" if known else ""
    for mention in group:
        if mention.date != usual:
            yield Problem(
                mention.start,
                mention.end,
                f"{_name(mention)} ghi ngày {_vi(mention.date)} ở đây, "
                f"nơi khác trong văn bản ghi ngày {_vi(usual)}{which}",
                f"{mention.number} has the date {mention.date} here and {usual} elsewhere",
                full_citation(row)
                if row and known
                else "Kiểm tra bản gốc rồi thống nhất ngày ở mọi nơi viện dẫn",
                (_place(examined, other), *((as_evidence(row),) if row and known else ())),
            )


def _right_date(row: CentralDocument | None, group: list[Mention]) -> tuple[str | None, bool]:
    """Return the register's date if one of them has it, else the most frequent, then the first.

    The second value tells whether the register says so.
    """
    known = row.date.isoformat() if row and row.date else None
    if any(mention.date == known for mention in group):
        return known, True
    return Counter(mention.date for mention in group).most_common(1)[0][0], False


def _two_issuers(examined: Examined, group: list[Mention]) -> Iterator[Problem]:
    """Yield both of two citations that name different issuers of what else is one document.

    Committees number alike: there the subject, too, must be one.
    """
    named: dict[tuple[str, str], Mention] = {}
    for mention in group:
        body = stated_body(examined, mention)
        if body:
            named.setdefault((body, _subject(examined, mention)), mention)
    for ((first, subject), one), ((second, others), other) in combinations(named.items(), 2):
        bodies = (first, second)
        if _same_body(*bodies):
            continue
        if (one.number or "").endswith(_LOCAL):
            if not (subject and others and same_title(subject, others)):
                continue
        elif not all(_OFFICE.sub("", name.lower()) in _central_names() for name in bodies):
            continue
        row = row_of(examined, one)
        for here, there, mine, theirs in ((one, other, *bodies), (other, one, second, first)):
            yield Problem(
                here.start,
                here.end,
                f"{_name(here)} ngày {_vi(here.date)} ghi là của {mine} ở đây, "
                f"nơi khác ghi là của {theirs}{_registered(row)}",
                f"{here.number} is of {mine} here and of {theirs} elsewhere",
                full_citation(row) if row else "Kiểm tra bản gốc rồi thống nhất cơ quan ban hành",
                (_place(examined, there), *((as_evidence(row),) if row else ())),
            )
        return


def _two_titles(examined: Examined, group: list[Mention]) -> Iterator[Problem]:
    """Yield both of two citations that quote different subjects of what else is one document."""
    told: dict[tuple[str, str], Mention] = {}
    for mention in group:
        words = _subject(examined, mention)
        if words and not mention.pinpoint:
            told.setdefault((words, mention.issuer or ""), mention)
    telling = {words: telling_words(_PLACE.sub(" ", words)) for words, _ in told}
    for ((first, issuer), one), ((second, others), other) in combinations(told.items(), 2):
        if not _same_body(issuer, others) or not _apart(telling[first], telling[second]):
            continue
        row = row_of(examined, one)
        for here, said, there in ((one, first, other), (other, second, one)):
            yield Problem(
                here.start,
                here.end,
                f"{_name(here)} ngày {_vi(here.date)} ghi trích yếu «{said[:90]}» ở đây, "
                f"nơi khác ghi khác{_registered(row)}",
                f"{here.number} has another subject here than elsewhere",
                full_citation(row) if row else "Kiểm tra bản gốc rồi thống nhất trích yếu",
                (_place(examined, there), *((as_evidence(row),) if row else ())),
            )
        return


def _registered(row: CentralDocument | None) -> str:
    return f"; sổ đăng ký: {full_citation(row)}" if row else ""


def _subject(examined: Examined, mention: Mention) -> str:
    quoted = quoted_subject(examined, mention)
    return quoted[1] if quoted else ""


def _apart(first: set[str], second: set[str]) -> bool:
    """Whether two subjects have no telling word in common; places and years tell nothing."""
    return min(len(first), len(second)) >= _FEW and not first & second


@cache
def _central_names() -> frozenset[str]:
    return frozenset(
        body.name.lower() for body in issuers() if body.level in ("central", "ministry")
    )


def _same_body(one: str, other: str) -> bool:
    """Whether two names may be of one body: its head, or the body without its place."""
    first, second = (_OFFICE.sub("", name.lower()) for name in (one, other))
    return first.startswith(second) or second.startswith(first)


def _name(mention: Mention) -> str:
    return f"{mention.type or 'Văn bản'} {mention.number}"


def _place(examined: Examined, other: Mention) -> Evidence:
    return Evidence(examined.quote(*other.sentence), other.start, other.end)


def _vi(iso: str | None) -> str:
    return day_vi(datetime.date.fromisoformat(iso)) if iso else ""
