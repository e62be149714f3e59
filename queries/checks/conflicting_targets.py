"""R07: one metric with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from cancu.ingest.targets import Target
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import content_words
from cancu.queries.checks.metric_families import near, same_metric
from cancu.queries.checks.plain_metrics import apart, of_another_year, plain_targets
from cancu.queries.findings import Evidence, Problem

_SAME_ROW = 500
_WORDED = {">=": "từ {} trở lên", ">": "trên {}", "<=": "không quá {}", "<": "dưới {}"}
_BOTH_ENDS = re.compile(
    r"tối\s+thiểu\s+(?:từ\s+)?(\d+)\s*%?\s+đến\s+dưới\s+(\d+)(?:\s*(?:%|điểm))?", re.IGNORECASE
)


def conflicting_targets(examined: Examined) -> Iterator[Problem]:
    """Yield each place at which a metric has another value than at another place."""
    if examined.plan_year is None:
        return  # a programme sets a value for each period, a rule one for each case
    targets = [
        target
        for target in plain_targets(examined)
        if len(content_words(target.metric)) > 2 and not of_another_year(examined, target)
    ]
    against: dict[Target, list[Target]] = {}
    for one, other in combinations(targets, 2):
        if one.value == other.value or _unit(one) != _unit(other):
            continue
        if near(one, other) and not apart(examined, one, other):
            continue
        if same_metric(one, other):
            against.setdefault(one, []).append(other)
            against.setdefault(other, []).append(one)
    told: list[Target] = []
    for target, others in sorted(against.items(), key=lambda item: item[0].start):
        if not any(_printed_again(target, before) for before in told):
            told.append(target)
            yield _problem(examined, target, others)
    for found in _BOTH_ENDS.finditer(examined.text):
        yield Problem(
            *found.span(),
            f"«{examined.quote(*found.span())}» vừa là mức tối thiểu vừa chặn trên",
            "“At least … to under …” sets a minimum and a cap at once",
            f"Ghi «tối thiểu {found[1]}» hoặc «từ {found[1]} đến dưới {found[2]}»",
            severity="medium",
        )


_SHOWN = 20
"""Places shown as evidence; a figure that stands in more is seen to."""


def _printed_again(target: Target, before: Target) -> bool:
    """The deliverable of a row often repeats the figure of its task."""
    return (
        target.value == before.value
        and target.start - before.start < _SAME_ROW
        and same_metric(target, before)
    )


def _problem(examined: Examined, target: Target, others: list[Target]) -> Problem:
    values = ", ".join(dict.fromkeys(_value(other) for other in others))
    place = _value_place(examined, target)
    return Problem(
        *place,
        f"Chỉ tiêu «{target.metric[:90]}» ở đây là {_value(target)}, nơi khác là {values}",
        f"The metric is {_value(target)} here and {values} elsewhere",
        "Thống nhất một mức, hoặc nêu rõ hai chỉ tiêu khác nhau ở đâu",
        tuple(
            Evidence(f"{_value(o)}: {o.metric[:120]}", *_value_place(examined, o))
            for o in others[:_SHOWN]
        ),
    )


def _unit(target: Target) -> str:
    """Return the unit without a comparator that the column of a table put into it."""
    return (target.unit or "").split(" ")[0]


def _value(target: Target) -> str:
    number = f"{target.value:g}".replace(".", ",")
    return _WORDED.get(target.comparator, "{}").format(f"{number}{target.unit or ''}")


def _value_place(examined: Examined, target: Target) -> tuple[int, int]:
    """Return where the figure is printed, near the metric."""
    number = f"{target.value:g}".replace(".", "[.,]")
    pattern = re.compile(rf"(?<![\d.,]){number}(?![\d])\s*%?")
    stop = max(target.end, target.start + 40) + 60
    found = pattern.search(examined.text, target.start, stop)
    return found.span() if found else (target.start, target.end)
