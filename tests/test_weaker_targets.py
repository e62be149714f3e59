"""Floors are held against floors, ceilings against ceilings."""

from __future__ import annotations

import pytest

from cancu.ingest.targets import Comparator, Target
from cancu.queries.weaker_targets import Bound, bound, figure, weaker_than

PHONES = "Tỷ lệ hộ gia đình chưa có điện thoại thông minh"


def _target(metric: str, comparator: Comparator, value: float) -> Target:
    return Target(metric, comparator, value, "%", None, 10, 12)


@pytest.mark.parametrize(
    ("metric", "comparator", "expected", "said"),
    [
        (f"{PHONES} giảm xuống dưới 5%", "<", "ceiling", "dưới 5%"),
        (f"{PHONES} không quá 5%", "<=", "ceiling", "tối đa 5%"),
        (f"{PHONES} giảm còn 5%", "=", "ceiling", "5%"),
        ("Hộ nghèo giảm tối thiểu 5%", ">=", "floor", "5%"),
        ("Hồ sơ nộp trực tuyến đạt 5%", "=", "floor", "5%"),
        ("Hồ sơ nộp trực tuyến đạt trên 5%", ">", "floor", "5%"),
    ],
)
def test_what_a_figure_bounds(
    metric: str, comparator: Comparator, expected: Bound, said: str
) -> None:
    target = _target(metric, comparator, 5)
    assert bound(target) == expected
    assert figure(target) == said


DOWN = f"{PHONES} giảm xuống dưới 5%"


@pytest.mark.parametrize(
    ("below", "above", "weaker"),
    [
        ((DOWN, "<", 8), (DOWN, "<", 5), True),
        ((DOWN, "<", 3), (DOWN, "<", 5), False),
        ((DOWN, "<=", 8), (DOWN, "<", 5), True),
        ((DOWN, "<", 8), (DOWN, "<=", 5), True),
        ((DOWN, "<", 5), (DOWN, "<=", 5), False),
        ((f"{PHONES} giảm còn 8%", "=", 8), (DOWN, "<", 5), True),
        # a ceiling says nothing of a floor
        ((DOWN, ">=", 3), (DOWN, "<", 5), False),
        ((DOWN, "<", 8), (DOWN, ">=", 5), False),
        (("Hồ sơ đúng hạn", ">=", 90), ("Hồ sơ đúng hạn", ">=", 95), True),
        (("Hồ sơ đúng hạn", ">=", 96), ("Hồ sơ đúng hạn", ">=", 95), False),
        (("Hồ sơ đúng hạn", "=", 90), ("Hồ sơ đúng hạn", ">", 95), True),
    ],
)
def test_a_weaker_target(
    below: tuple[str, Comparator, float], above: tuple[str, Comparator, float], weaker: bool
) -> None:
    upper = _target(*above)
    assert weaker_than(_target(*below), [upper]) == (upper if weaker else None)
