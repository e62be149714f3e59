"""R08: a deliverable that says when instead of what, or is another task's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.evidence import other_tasks_evidence, repeated_task
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import written_out
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_RHYTHM = re.compile(r"(?:hàng|hằng) (?:tuần|tháng|quý|năm)|định kỳ", re.IGNORECASE)
_BESIDE = re.compile(
    r"\([^()]*(?:(?:hàng|hằng) (?:tuần|tháng|quý|năm)|định kỳ)[^()]*\)", re.IGNORECASE
)
_KINDS = "Quy chế|Kế hoạch|Đề án|Báo cáo|Quyết định|Chương trình|Nghị quyết|Quy trình|Hướng dẫn"
_MADE = re.compile(
    rf"^\W*(?:(?:Xây dựng|Tham mưu|Trình|Ban hành)[,]? (?:và )?)+(?P<what>{_KINDS})\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    rf"^\W*(?P<what>{_KINDS}) (?:được|đã) (?:ban hành|phê duyệt|ký)\W*$", re.IGNORECASE
)
_LONG = 8
_REPORTS = re.compile(r"báo cáo|danh sách|kế hoạch", re.IGNORECASE)


def product_mismatch(examined: Examined) -> Iterator[Problem]:
    """Yield deliverables that cannot be the outcome of their task."""
    if examined.reports:
        return
    yield from _rhythms(examined)
    shown = Counter(" ".join((row.deliverable or "").split()) for row in examined.rows)
    for before, row in pairwise(examined.rows) if examined.assigns else ():
        twice = shown[" ".join((row.deliverable or "").split())] == 2  # not one for all rows
        if twice and _taken_over(before, row):
            yield _problem(examined, row, f"chép từ {where(before)}: «{before.task[:70]}»", before)
    for row, other in other_tasks_evidence(examined) if examined.assigns else ():
        yield _problem(examined, row, f"là của {where(other)}: «{other.task[:70]}»", other)
    yield from repeated_task(examined)
    for row in examined.rows:
        made, given = _MADE.match(row.task), _SHOWN.match(row.deliverable or "")
        if made and given and made["what"].lower() != given["what"].lower():
            what = f"nhiệm vụ làm ra «{made['what']}», sản phẩm là «{given['what']}»"
            yield _problem(examined, row, what, None)


def _taken_over(before: Obligation, row: Obligation) -> bool:
    """Whether a long deliverable is the row's above, and speaks of what only that row is about."""
    cell = " ".join((row.deliverable or "").split())
    other = " ".join((before.deliverable or "").split())
    if len(cell.split()) < _LONG or cell != other:
        return False
    said, own, above = _phrases(cell), _phrases(row.task), _phrases(before.task)
    return bool((said & above) - own) and not (said & own) - above


def _phrases(words: str) -> set[tuple[str, ...]]:
    """Return the runs of four syllables of a text."""
    parts = written_out(words).split()
    return set(zip(parts, parts[1:], parts[2:], parts[3:], strict=False))


def _problem(examined: Examined, row: Obligation, what: str, other: Obligation | None) -> Problem:
    return Problem(
        *examined.cell(row, row.deliverable),
        f"Sản phẩm «{(row.deliverable or '')[:80]}» không khớp nhiệm vụ: {what} ({where(row)})",
        "The deliverable does not evidence the task",
        "Ghi sản phẩm của chính nhiệm vụ này",
        (Evidence(other.task[:160], *examined.place(other.task, other.start, other.end)),)
        if other
        else (),
    )


def _rhythms(examined: Examined) -> Iterator[Problem]:
    """Yield a deliverable with a rhythm that the deadline column does not have."""
    for row in examined.rows:
        said = _BESIDE.search(row.deliverable or "")
        apart = row.deadline_kind not in ("continuous", "on_event", "unspecified")
        if said is None or "lồng ghép" in said.group() or apart:
            continue
        if _RHYTHM.search(row.deadline or "") or _REPORTS.match(row.deliverable or ""):
            continue
        place = examined.cell(row, row.deliverable)
        yield Problem(
            *place,
            f"Ô sản phẩm ghi «{said.group()}», cột thời hạn ghi «{row.deadline or 'trống'}» "
            f"({where(row)})",
            "The deliverable names a rhythm that the deadline does not have",
            "Chuyển chu kỳ sang cột thời hạn, ghi sản phẩm cụ thể",
            (Evidence(row.deadline or "", row.start, row.end),),
        )
