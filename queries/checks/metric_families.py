"""Which metric a target is about: the indicators that plans share (metrics.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.ingest.targets import Target
from cancu.queries.checks.likeness import likeness, written_out

_QUALIFIERS = (
    "đất đai", "cấp tỉnh", "cấp huyện", "cấp xã", "nội bộ", "bưu chính", "doanh nghiệp nhà nước",
    "thành phần hồ sơ tồn", "lĩnh vực", "trước hạn", "năm 2030", "năm 2026", "năm 2027",
    "6 tháng đầu", "nông thôn", "đô thị", "phụ nữ",
)  # fmt: skip
_YEAR = re.compile(r"20\d\d")
_ALIKE = 0.75
_NEAR = 150
"""Two figures so near each other stand in one sentence and mean two things."""


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    needs: tuple[re.Pattern[str], ...]
    lacks: re.Pattern[str]


@cache
def _families() -> Sequence[_Family]:
    with Path(__file__).with_name("metrics.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            _Family(
                row["metric"],
                tuple(map(re.compile, row["needs"].split("&"))),
                re.compile(row["lacks"]),
            )
            for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=1 << 14)
def family_of(metric: str) -> str | None:
    """Return the indicator that the words of a metric belong to, None where none fits."""
    words = written_out(metric)
    for family in _families():
        if all(need.search(words) for need in family.needs) and not family.lacks.search(words):
            return family.name
    return None


def same_metric(one: Target, other: Target) -> bool:
    """Tell whether two targets set the same metric for the same scope."""
    left, right = written_out(one.metric), written_out(other.metric)
    if any((word in left) != (word in right) for word in _QUALIFIERS):
        return False
    years = [set(_YEAR.findall(target.due or "")) for target in (one, other)]
    if all(years) and not years[0] & years[1]:
        return False
    family = family_of(one.metric)
    if family is not None or family_of(other.metric) is not None:
        return family == family_of(other.metric)
    return likeness(one.metric, other.metric) >= _ALIKE


def near(one: Target, other: Target) -> bool:
    """Tell whether two figures stand in one sentence."""
    return abs(one.start - other.start) < _NEAR
