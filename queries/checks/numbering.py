"""R14: ordinals that stand twice, are missing or are of another kind than their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.headings import Heading, annex_labels, roman, roman_headings
from cancu.queries.checks.item_numbers import item_numbers
from cancu.queries.checks.ordinal_styles import ordinal_styles
from cancu.queries.checks.periods import where
from cancu.queries.checks.row_numbers import row_numbers
from cancu.queries.findings import Evidence, Problem

_WIDEST = 3
"""A wider gap is no slip: the headings are of different lists."""


def numbering(examined: Examined) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of headings and of rows."""
    yield from _headings(roman_headings(examined))
    yield from _rows(examined)
    yield from _first_sections(examined)
    yield from ordinal_styles(examined)
    yield from item_numbers(examined)
    yield from row_numbers(examined)


def _first_sections(examined: Examined) -> Iterator[Problem]:
    """Yield the section of an annex with which its Roman numbers begin, where it is not I."""
    captions = [at for _, at in annex_labels(examined)]
    told: set[int] = set()
    for row in examined.rows:
        label = (row.section or "").partition(" |")[0].strip().partition(".")[0]
        annex = max((at for at in captions if at < row.start), default=None)
        if annex is None or annex in told or not re.fullmatch("[IVX]+", label):
            continue
        told.add(annex)
        printed = re.compile(rf"(?m)^[ \t|]*({label})[ \t.|]*(?=\n|\w)").search(
            examined.text, annex, row.start
        )
        if roman(label) > 2 and printed is not None:
            yield Problem(
                *printed.span(1),
                f"Phụ lục này bắt đầu bằng mục {label}",
                f"The first section of this annex has the number {label}",
                "Đánh số lại từ mục I",
            )


def _headings(headings: tuple[Heading, ...]) -> Iterator[Problem]:
    for one, following in pairwise(headings):
        if following.number == one.number and following.title != one.title:
            for here, there in ((one, following), (following, one)):
                yield Problem(
                    here.start,
                    here.end,
                    f"Hai mục cùng số {here.label}: «{here.title[:60]}» và «{there.title[:60]}»",
                    f"Two headings have the number {here.label}",
                    f"Đánh số lại: mục sau là {_next(one.number)}" if here is following else None,
                    (Evidence(f"{there.label}. {there.title[:80]}", there.start, there.end),),
                    "high",
                )
        elif _skips(one, following, headings):
            yield Problem(
                following.start,
                following.end,
                f"Sau mục {one.label} là mục {following.label}, thiếu mục "
                + ", ".join(_next(n) for n in range(one.number, following.number - 1)),
                f"Heading {following.label} follows {one.label}",
                f"Đánh số lại thành {_next(one.number)}",
                (Evidence(f"{one.label}. {one.title[:80]}", one.start, one.end),),
            )


def _skips(one: Heading, following: Heading, headings: tuple[Heading, ...]) -> bool:
    """Whether numbers are left out between two headings, and stand nowhere else."""
    left_out = range(one.number + 1, following.number)
    elsewhere = any(heading.number in left_out for heading in headings)
    return 1 <= len(left_out) <= _WIDEST and not elsewhere and _no_twin(one, headings)


def _no_twin(one: Heading, headings: tuple[Heading, ...]) -> bool:
    """A number that stands twice already explains the gap behind it."""
    return sum(heading.number == one.number for heading in headings) == 1


def _next(number: int) -> str:
    numerals = [
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "XI",
        "XII",
        "XIII",
        "XIV",
        "XV",
        "XVI",
    ]
    return numerals[number] if number < len(numerals) else str(number + 1)


def _rows(examined: Examined) -> Iterator[Problem]:
    rows = examined.rows
    if sum(row.ordinal is not None for row in rows) < 0.8 * len(rows):
        return
    for one, following in pairwise(rows):
        if (
            one.ordinal
            and one.ordinal == following.ordinal
            and _beside(one, following)
            and not _one_cell(examined, following)
        ):
            yield Problem(
                *examined.place(following.task, following.start, following.end),
                f"Số thứ tự {one.ordinal} đứng hai lần liền nhau",
                f"The ordinal {one.ordinal} stands twice",
                "Đánh số lại",
                (Evidence(one.task[:100], *examined.place(one.task, one.start, one.end)),),
            )
    for at, row in enumerate(rows):
        around = [r for r in rows[max(0, at - 3) : at + 4] if r is not row]
        if row.ordinal is None and row.lead and row.deadline and _numbered(around):
            if not row.task[:1].islower() and row.task[:1] not in "-+•*(":
                yield Problem(
                    *examined.place(row.task, row.start, row.end),
                    f"Dòng «{row.task[:60]}» không có số thứ tự",
                    "A row without an ordinal among numbered rows",
                    "Đánh số dòng này",
                    severity="medium",
                )
        elif row.ordinal and row.lead and row.deadline and _owned_heading(row, around):
            yield Problem(
                *examined.place(row.task, row.start, row.end),
                f"Mục {row.ordinal} vừa là tiêu đề nhóm vừa là nhiệm vụ ({where(row)})",
                "A group heading that is a task itself",
                "Tách tiêu đề nhóm và nhiệm vụ",
                severity="low",
            )


def _one_cell(examined: Examined, row: Obligation) -> bool:
    """Whether the ordinal stands in a merged cell that covers several rows."""
    held = examined.reading.source.cell_at(row.start)
    if held is None:
        return False
    table, cell = held
    return not any(c.row == cell.row and c.column < cell.column for c in table.cells) or any(
        c.row_span > 1 and c.row <= cell.row < c.row + c.row_span and c.column < cell.column
        for c in table.cells
    )


def _beside(one: Obligation, following: Obligation) -> bool:
    if not (following.lead and following.deadline):
        return False
    return one.section == following.section and one.task != following.task


def _numbered(around: list[Obligation]) -> bool:
    return len(around) >= 4 and sum(r.ordinal is not None for r in around) >= len(around) - 1


def _owned_heading(row: Obligation, around: list[Obligation]) -> bool:
    """A row numbered like the groups, in capitals, among rows numbered with digits."""
    label = (row.ordinal or "").strip(" .)")
    return (
        re.fullmatch(r"[IVX]+", label) is not None
        and row.task.isupper()
        and len(around) >= 2
        and all(re.match(r"\d", r.ordinal or "1") for r in around)
    )
