"""R21: the same task twice, with another owner or deadline.

Two dates for one owner are a contradiction, which R05 tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from cancu.ingest.deadlines import DeadlineKind
from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import containment, content_words, head_words, likeness
from cancu.queries.checks.periods import meet, where
from cancu.queries.checks.same_task import same_task
from cancu.queries.findings import Evidence, Problem

_ALIKE = 0.68
_ALIKE_SHORT = 0.8
_SHORT = 11
"""Content words of a task whose object is one or two words: "Hệ thống …" of this or of that."""
_HEAD = 5
_DEFINITE: dict[DeadlineKind, int] = {
    "fixed_date": 0,
    "before_date": 0,
    "month": 1,
    "quarter": 2,
    "year": 3,
    "periodic": 4,
    "on_event": 5,
    "by_separate_plan": 6,
    "continuous": 7,
    "unspecified": 8,
}
DATED = ("fixed_date", "before_date", "month", "quarter")
_STEP = re.compile(r"hoàn thành\s+\w+\s+\w+", re.IGNORECASE)
"""A deadline that says what is done by then: rows with such are steps of one task."""
_PLAN = re.compile(
    r"^\W*(?:(?:tham mưu|xây dựng|ban hành|trình|lập|soạn thảo|và|,|UBND|Chủ tịch|xã|huyện|tỉnh|Sở)"
    r"\s*)*kế hoạch\s+(?!này|triển khai|phối hợp)([^.;()]{12,220}?)(?:\s+năm\s+20\d\d[^.;]*)?$",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bcác\b|cơ quan, đơn vị|UBND cấp|thủ trưởng", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\bmình\b|\b(?:của|tại|ở)\s+(?:các\s+|từng\s+|mỗi\s+)?"
    r"(?:cấp|cơ quan|đơn vị|địa phương|ngành)\b",
    re.IGNORECASE,
)
_FIRST_ROWS = 6
_CAPTION = 900
_NAMED = 5
_SAME = 0.95
"""Where in a plan it is given out itself, and how much of the name must be the plan's."""
_LARGEST = 600
"""Rows compared; a longer table is compared within a window of rows."""


def duplicate_task(examined: Examined) -> Iterator[Problem]:
    """Yield the row to change of each pair: the one whose deadline is less definite."""
    if examined.reports:
        return
    told: set[int] = set()
    rows = [row for row in examined.rows if len(content_words(row.task)) >= 5][:_LARGEST]
    for one, other in combinations(rows, 2):
        if not _differ(one, other) or contradicting(one, other) or not alike(one, other):
            continue
        kept, changed = sorted((one, other), key=lambda r: (_DEFINITE[r.deadline_kind], r.start))
        if changed.start in told:
            continue
        told.add(changed.start)
        yield _problem(examined, kept, changed)
    yield from _this_plan(examined)


def _this_plan(examined: Examined) -> Iterator[Problem]:
    """Yield the row that gives out the drawing up of this very plan, once.

    The units of a province or a district draw up plans of the same name, those of a commune none.
    """
    header = examined.reading.header
    first = min((row.start for row in examined.rows), default=0)
    subject = header.title or examined.text[max(0, first - _CAPTION) : first]
    if header.year_of_plan is None or not examined.assigns:
        return
    for row in examined.rows[:_FIRST_ROWS]:
        named = _PLAN.match(row.task)
        each = header.level != "commune" and _EACH.search(row.lead or "")
        if (
            named is None
            or each
            or _OF_OTHERS.search(row.task)
            or len(content_words(named[1])) < _NAMED
        ):
            continue
        if containment(named[1], subject) >= _SAME:
            product = _PLAN.match(row.deliverable or "")
            repeats = product is not None and containment(product[1], subject) >= _SAME
            yield Problem(
                *examined.cell(row, row.deliverable if repeats else None),
                f"{where(row)[0].upper()}{where(row)[1:]} giao xây dựng, ban hành chính kế hoạch "
                f"này: «{row.task[:90]}»",
                "The row gives out the drawing up of this very plan",
                "Bỏ dòng này, hoặc ghi rõ kế hoạch của đơn vị nào",
            )
            return


def _differ(one: Obligation, other: Obligation) -> bool:
    if one.start < other.end and other.start < one.end:
        return False  # steps of one row
    if any(_STEP.search(row.deadline or "") for row in (one, other)):
        return False
    if one.cites and other.cites and not set(one.cites) & set(other.cites):
        return False
    return one.deadline != other.deadline or one.lead != other.lead


def contradicting(one: Obligation, other: Obligation) -> bool:
    """Tell whether two rows of one lead have definite deadlines that do not meet."""
    if one.deadline_kind not in DATED or other.deadline_kind not in DATED:
        return False
    if any(_STEP.search(row.deadline or "") for row in (one, other)):
        return False
    same_lead = " ".join((one.lead or "").split()) == " ".join((other.lead or "").split())
    apart = one.end <= other.start or other.end <= one.start
    if not (one.deadline_iso and other.deadline_iso and same_lead and apart):
        return False
    return (
        not one.deadline_parts
        and not other.deadline_parts
        and not meet(one.deadline_iso, other.deadline_iso)
    )


def alike(one: Obligation, other: Obligation) -> bool:
    """Tell whether two rows set one task.

    Steps of one procedure share all words but the first: what is done must be the same too.
    """
    left, right = head_words(one.task), head_words(other.task)
    if left[:1] != right[:1] and len(set(left) & set(right)) < _HEAD - 1:
        return False
    words, others = content_words(one.task), content_words(other.task)
    short = min(len(words), len(others)) <= _SHORT and words - others and others - words
    alike = likeness(one.task, other.task) >= (_ALIKE_SHORT if short else _ALIKE)
    return alike and same_task(one.task, other.task)


def _problem(examined: Examined, kept: Obligation, changed: Obligation) -> Problem:
    place = examined.place(changed.task, changed.start, changed.end)
    clash = bool(
        kept.deadline_iso
        and changed.deadline_kind in ("continuous", "fixed_date", "before_date", "month", "quarter")
        and kept.deadline != changed.deadline
    )
    return Problem(
        *place,
        f"Nhiệm vụ ở {where(changed)} trùng {where(kept)}: "
        f"{changed.lead or '(trống)'} – {changed.deadline or '(trống)'}; "
        f"{kept.lead or '(trống)'} – {kept.deadline or '(trống)'}",
        "The same task stands in another row with another owner or deadline",
        "Gộp hai dòng hoặc phân biệt rõ nội dung",
        (Evidence(kept.task[:160], *examined.place(kept.task, kept.start, kept.end)),),
        "high" if clash else None,
    )
