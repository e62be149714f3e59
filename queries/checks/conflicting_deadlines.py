"""R05: one task with two deadlines: in its words, its note, its column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.deadlines import read_deadline
from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import containment
from cancu.queries.checks.periods import deadline_place, last_day, where, where_all
from cancu.queries.checks.two_deadlines import two_deadlines
from cancu.queries.findings import Evidence, Problem, Severity

_IN_TASK = re.compile(
    r"(?:hoàn thành|xong)(?: (?:chậm nhất|trước|trong|vào))*(?: là| đến)?(?: hết)?"
    r" (?:ngày |tháng |quý )[\w/ ]{1,24}?(?:20\d\d)",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:chậm nhất|trong (?:thời gian|thời hạn|vòng)|không quá|trước)(?: là)?(?: sau)? "
    r"\d+ ngày",
    re.IGNORECASE,
)
_IN_NOTE = re.compile(r"(?:trong|trước|hoàn thành)[^.;]{0,20}(?:quý|tháng) \w+ năm 20\d\d", re.I)
_NAMED = re.compile(
    r"(?:(?:xây dựng|ban hành|tham mưu)[\w, ]{0,20})?kế hoạch (?!này)([^.;]{8,120})$", re.IGNORECASE
)
_UNNAMED = re.compile(r"(?:ban hành|phê duyệt|xây dựng) kế hoạch\W*$", re.IGNORECASE)
_EVERY = re.compile(r"(?:định kỳ )?(?:hàng|hằng) (?:tuần|tháng|quý)", re.IGNORECASE)
_EVERY_STATED = re.compile(r"định kỳ (?:hàng|hằng) (?:tuần|tháng|quý)", re.IGNORECASE)
_EVERY_ANY = re.compile(r"tuần|tháng|quý|định kỳ", re.IGNORECASE)
_TWO_MONTHS = re.compile(
    r"từ\s+ngày\s+(\d{1,2})\s+(?:của\s+)?tháng\s+trước\s+đến\s+(?:hết\s+)?ngày\s+(\d{1,2})\s+"
    r"(?:của\s+)?tháng\s+sau",
    re.IGNORECASE,
)


def conflicting_deadlines(examined: Examined) -> Iterator[Problem]:
    """Yield each row whose own words contradict its deadline column."""
    open_ended: list[tuple[Obligation, tuple[int, int], str]] = []
    for row in examined.rows:
        yield from _in_task(examined, row)
        yield from _rhythm(examined, row)
        limit = _limit(row)
        if limit is None:
            continue
        if row.deadline_kind == "continuous":
            open_ended.append((row, examined.cell(row, limit), limit))
        elif row.deadline_kind == "on_event":
            yield _against_note(examined, row, limit)
    yield from _grouped(open_ended)
    yield from _one_plan(examined)
    yield from two_deadlines(examined)
    for found in _TWO_MONTHS.finditer(examined.text):
        yield Problem(
            *found.span(),
            f"Kỳ số liệu «{examined.quote(*found.span())}» dài hai tháng, chồng lên kỳ sau",
            "A data period from last month to next month covers two months",
            f"Sửa thành: từ ngày {found[1]} tháng trước đến ngày {found[2]} của tháng báo cáo",
        )


def _limit(row: Obligation) -> str | None:
    """Return a time limit in the note or in brackets behind "Thường xuyên"."""
    for words in (row.deadline if row.deadline_kind == "continuous" else None, row.note,
                  row.deliverable if row.uncertain or row.note is None else None):  # fmt: skip
        if words and (found := _LIMIT.search(words)):
            return found.group()
    if row.note and row.deadline_kind == "on_event" and (found := _IN_NOTE.search(row.note)):
        return found.group()
    return None


def _in_task(examined: Examined, row: Obligation) -> Iterator[Problem]:
    said = _IN_TASK.search(row.task)
    own = last_day(row.deadline_iso)
    if said is None or own is None:
        return
    read = read_deadline(said.group(), examined.plan_year)
    stated = last_day(read.iso)
    if stated is None or stated == own or row.deadline_parts:
        return
    place = examined.cell(row, " ".join(said.group().split()[-4:]))
    column = deadline_place(examined, row)
    yield Problem(
        *place,
        f"Nội dung ghi «{said.group()}», cột thời hạn ghi «{row.deadline}» ({where(row)})",
        f"The task says “{said.group()}”, its deadline column “{row.deadline}”",
        "Thống nhất một thời hạn",
        (Evidence(row.deadline or "", *column),),
    )


def _rhythm(examined: Examined, row: Obligation) -> Iterator[Problem]:
    """Yield a task that is to be done every month, beside a column that says "Thường xuyên"."""
    said = _EVERY.match(row.task) or _EVERY_STATED.search(row.task)
    if said is None or row.deadline_kind != "continuous" or _EVERY_ANY.search(row.deadline or ""):
        return
    yield Problem(
        *examined.place(said.group(), row.start, row.end),
        f"Nội dung ghi «{said.group()}», cột thời hạn ghi «{row.deadline}» ({where(row)})",
        f"The task says “{said.group()}”, its deadline column “{row.deadline}”",
        "Đưa chu kỳ vào cột thời hạn",
        (Evidence(row.deadline or "", *deadline_place(examined, row)),),
        "medium",
    )


def _one_plan(examined: Examined) -> Iterator[Problem]:
    """Yield a plan that one row names and another, in a section on its subject, only calls so.

    "Kế hoạch rà soát TTHC năm 2024", and under "Rà soát TTHC" a row "trình ban hành Kế hoạch".
    """
    named = [(row, found[1]) for row in examined.rows if (found := _NAMED.match(row.task))]
    for row in examined.rows:
        if not _UNNAMED.search(row.task) or exact_or_month(row) is None:
            continue
        subject = (row.section or "").rpartition(" > ")[2].rpartition(" | ")[2]
        for other, name in named:
            if other is row or other.lead != row.lead or exact_or_month(other) is None:
                continue
            if other.deadline_iso != row.deadline_iso and containment(subject, name) >= 0.7:
                yield Problem(
                    *deadline_place(examined, row),
                    f"Cùng một kế hoạch: {where(row)} hạn «{row.deadline}», "
                    f"{where(other)} («{other.task[:70]}») hạn «{other.deadline}»",
                    "One plan to be drawn up has two deadlines",
                    "Thống nhất một thời hạn",
                    (Evidence(other.task[:120], other.start, other.end),),
                )


def exact_or_month(row: Obligation) -> str | None:
    """Return the deadline where it is a day, a month or a quarter."""
    return row.deadline_iso if row.deadline_iso and len(row.deadline_iso) > 4 else None


def _against_note(examined: Examined, row: Obligation, limit: str) -> Problem:
    column = deadline_place(examined, row)
    note = examined.cell(row, limit)
    return Problem(
        *column,
        f"Cột thời hạn ghi «{row.deadline}», ghi chú ghi «{limit}» ({where(row)})",
        f"The deadline column says “{row.deadline}”, the note “{limit}”",
        "Thống nhất một thời hạn",
        (Evidence(limit, *note),),
        "medium" if "ngày" not in limit else None,
    )


def _grouped(rows: list[tuple[Obligation, tuple[int, int], str]]) -> Iterator[Problem]:
    """Yield "Thường xuyên" against a limit: once for notes, once for the column itself."""
    in_column = [r for r in rows if r[2] in (r[0].deadline or "")]
    in_note = [r for r in rows if r[2] not in (r[0].deadline or "")]
    graded: tuple[tuple[list[tuple[Obligation, tuple[int, int], str]], Severity | None], ...]
    graded = ((in_note, None), (in_column, "medium"))
    for group, severity in graded:
        if not group:
            continue
        _, place, limit = group[0]
        yield Problem(
            *place,
            f"Thời hạn «Thường xuyên» nhưng ghi «{limit}» ({where_all([r for r, _, _ in group])})",
            f"“Thường xuyên” (continuous) and yet “{limit}”",
            "Đưa thời hạn cụ thể vào cột thời hạn",
            tuple(Evidence(f"{where(r)}: «{w}»", *p) for r, p, w in group[1:]),
            severity,
        )
