"""What a target is about, without the cells beside it, its scope over all and its owner."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from cancu.ingest.targets import Target
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import containment, content_words

_OVER_ALL = re.compile(
    r"\s+(?:ở|tại|trên|trong)\s+(?:tất\s+cả|toàn\s+bộ|toàn|địa\s+bàn|phạm\s+vi)\b[^;.]*$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:,\d+)?)\s*%")
_COUNT = re.compile(r"(?<![\d.,/])(\d{1,3})(?=\s+(?!năm|tháng|ngày|tuổi|quý)[^\W\d_])")
_YEAR = re.compile(r"(?<!\d )\bnăm\s+(20\d\d)\b")
"""Not the year of a date."""
_WORDS, _MORE = 5, 3
_NEW_ITEM = re.compile(r"\n[ \t*_]*(?:\d{1,2}[.)]|[a-zđ]\)|[-+•]|[A-ZĐÀ-Ỹ])")


def plain_targets(examined: Examined) -> tuple[Target, ...]:
    """Return the targets with their metric as the task or the sentence has it."""
    rows = sorted(examined.rows, key=lambda row: row.start)
    starts = [row.start for row in rows]
    owners = [
        (duty.start, duty.end, duty.lead)
        for duty in examined.reading.obligations
        if duty.origin == "prose" and duty.lead
    ]
    plain = []
    for target in examined.reading.targets:
        metric = target.metric
        at = bisect_right(starts, target.start) - 1
        if at >= 0 and target.start < rows[at].end:
            metric = _of_cell(rows[at].task, target) or metric
        owner = next((lead for start, end, lead in owners if start <= target.start < end), None)
        if owner and metric.lower().startswith(owner.lower()):
            metric = metric[len(owner) :].strip(" ,:")
        plain.append(replace(target, metric=_OVER_ALL.sub("", metric)))
    return tuple(plain)


def _of_cell(task: str, target: Target) -> str | None:
    """Return the task where the target's is its only figure, so that it says what is measured."""
    figures = (_PERCENT if target.unit == "%" else _COUNT).findall(task)
    whole = f"{target.value:g}".replace(".", ",")
    return task if len(figures) == 1 and figures[0].lstrip("0") == whole else None


def apart(examined: Examined, one: Target, other: Target) -> bool:
    """Tell whether a new item begins between two figures near each other that measure the same.

    Figures for several years or of one row are steps and parts.
    """
    first, second = sorted((one, other), key=lambda target: target.start)
    begun = _NEW_ITEM.search(examined.text, first.end, second.start)
    if begun is None or containment(one.metric, other.metric) < 1:
        return False
    sizes = len(content_words(one.metric)), len(content_words(other.metric))
    in_rows = any(row.start <= first.start and second.end <= row.end for row in examined.rows)
    return not in_rows and min(sizes) >= _WORDS and max(sizes) <= min(sizes) + _MORE


def of_another_year(examined: Examined, target: Target) -> bool:
    """Tell whether the metric is one of a year that the plan is not for, so a step of a series."""
    years = set(map(int, _YEAR.findall(target.metric)))
    return bool(years) and examined.plan_year not in years
