"""R15: a number, date or cell that was left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.dotted_blanks import dotted_blanks
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import is_a_citations_date, where, where_all
from cancu.queries.checks.shifted_cells import has_time_elsewhere
from cancu.queries.findings import Evidence, Problem

_NUMBER = re.compile(r"[Ss]ố\s*:?[\s.…_]*(?=/[A-ZĐ])")
_DAY = re.compile(r"ngày[\s.…_]*tháng(?:[\s.…_]*|\s+\d{1,2}\s+)năm\s*[\d.…_]{2,6}")
_CAPTION = re.compile(r"[Kk]èm\s+theo\s+\w+\s+\w+\s+(?P<blank>số\s*:?[\s.…_]*/[A-ZĐ]+\s?-?[\w-]*)")
_HEADING_FAR = 3000
_MANY, _RARE = 10, 0.15
"""Of so many rows no more than this share may be blank for the others to be the custom."""
_TALL = 40
"""Characters of a deadline that fill several lines of a narrow column."""


def blank_field(examined: Examined) -> Iterator[Problem]:
    """Yield blank numbers and dates of the header and blank cells of the rows."""
    yield from _header(examined)
    yield from _far_number(examined)
    yield from _rows(examined)
    yield from _nobody_beside(examined)
    yield from dotted_blanks(examined)


def _header(examined: Examined) -> Iterator[Problem]:
    header = examined.reading.header
    top = min(_HEADING_FAR, examined.annex)
    if header.number_blank:
        found = _NUMBER.search(examined.text, 0, top)
        if found:
            yield Problem(
                *found.span(),
                "Số văn bản bỏ trống",
                "The number is blank",
                "Ghi số khi đăng ký văn bản",
                severity="high",
            )
        for found in _CAPTION.finditer(examined.text):
            yield Problem(
                *found.span("blank"),
                "Phụ lục nhắc lại số văn bản còn trống",
                "The annex repeats the blank number",
                "Ghi số khi đăng ký văn bản",
            )
    if header.date is None or len(header.date) < 10:
        found = _DAY.search(examined.text, 0, top)
        if found:
            yield Problem(
                *found.span(),
                f"Ngày ban hành bỏ trống: «{examined.quote(*found.span())}»",
                "The day of issue is blank",
                "Ghi ngày khi ký ban hành",
                severity="high",
            )


def _far_number(examined: Examined) -> Iterator[Problem]:
    """Yield a first page without issuer and number, when an annex alone tells them."""
    header = examined.reading.header
    span = header.number_span
    if span is None or header.number_blank or span[0] < _HEADING_FAR or header.type is None:
        return
    if not re.search(r"èm\s+theo", examined.text[max(0, span[0] - 200) : span[0]]):
        return
    heading = re.search(rf"(?mi)^[ \t]*{re.escape(header.type)}\s*$", examined.text[:_HEADING_FAR])
    if heading is None:
        return
    start = heading.start() + len(heading.group()) - len(heading.group().lstrip())
    yield Problem(
        start,
        heading.end(),
        f"Trang đầu không có cơ quan ban hành, số, ngày; số {header.number} chỉ có ở phụ lục",
        f"Issuer, number and date are missing on the first page; {header.number} stands "
        "only in the annex",
        "Bổ sung phần đầu văn bản theo thể thức",
        (Evidence(examined.quote(*span), *span),),
        "medium",
    )


def _rows(examined: Examined) -> Iterator[Problem]:
    """Yield the rows without a deadline, once, where nearly all the others have one."""
    rows = [row for row in examined.rows if not row.uncertain and _is_task(row)]
    blank = [
        row
        for row in rows
        if row.lead
        and (row.deadline is None or is_a_citations_date(examined, row))
        and not has_time_elsewhere(row)
    ]
    if not blank or len(blank) > 0.25 * len(rows) or len(rows) < 4:
        return
    if all(_merged(examined, rows, row) for row in blank):
        return
    first = blank[0]
    yield Problem(
        *examined.place(first.task, first.start, first.end),
        f"Ô thời hạn trống ({where_all(blank)})",
        "A blank deadline",
        "Ghi thời hạn",
        tuple(Evidence(where(r), *examined.place(r.task, r.start, r.end)) for r in blank[1:]),
        "medium",
    )


def _nobody_beside(examined: Examined) -> Iterator[Problem]:
    """Yield the rows without a coordinating body where nearly all the others have one."""
    rows = [row for row in examined.rows if row.lead and not row.uncertain and _is_task(row)]
    blank = [row for row in rows if not row.coordinating]
    if len(rows) < _MANY or len(blank) > _RARE * len(rows):
        return
    for row in blank:
        yield Problem(
            *examined.cell(row, row.lead),
            f"Ô cơ quan phối hợp trống ({where(row)}); {len(rows) - len(blank)} dòng khác đều ghi",
            "A blank cell for the coordinating bodies",
            "Ghi cơ quan phối hợp, hoặc ghi rõ là không có",
            severity="low",
        )


def _merged(examined: Examined, rows: list[Obligation], row: Obligation) -> bool:
    """Whether a flattened table may have had one deadline cell for this row and those above.

    Such a cell is tall, so its text is long.
    """
    if examined.reading.source.cell_at(row.start) is not None:
        return False
    above = [r for r in rows if r.start < row.start and r.section == row.section and r.deadline]
    return bool(above) and len(above[-1].deadline or "") > _TALL


def _is_task(row: Obligation) -> bool:
    return not row.task.isupper() and len(row.task) > 15
