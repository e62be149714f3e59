"""R14 in tables: a row whose ordinal leaves one out (1, 2, 3, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_ORDINAL = re.compile(r"(?P<above>(?:\d{1,2}\.)*)(?P<last>\d{1,2})\.?")
_WIDEST = 2


def row_numbers(examined: Examined) -> Iterator[Problem]:
    """Yield each row before which an ordinal is missing that stands nowhere between the rows."""
    if not examined.assigns:
        return
    for one, following in pairwise(examined.rows):
        missing = _left_out(one, following)
        if not missing or any(_printed(examined, one, following, label) for label in missing):
            continue
        yield Problem(
            *_ordinal_place(examined, one, following),
            f"Sau số thứ tự {one.ordinal} là {following.ordinal}, thiếu {', '.join(missing)}",
            f"The ordinal {following.ordinal} follows {one.ordinal}",
            "Đánh số lại, hoặc bổ sung dòng còn thiếu",
            (Evidence(where(one), *examined.place(one.task, one.start, one.end)),),
        )


def _left_out(one: Obligation, following: Obligation) -> list[str]:
    first = _ORDINAL.fullmatch((one.ordinal or "").strip())
    second = _ORDINAL.fullmatch((following.ordinal or "").strip())
    if first is None or second is None or one.section != following.section:
        return []
    if first["above"] != second["above"] or not (one.lead and following.lead):
        return []
    begin, end = int(first["last"]), int(second["last"])
    return (
        [f"{first['above']}{n}" for n in range(begin + 1, end)]
        if end - begin <= _WIDEST + 1
        else []
    )


def _printed(examined: Examined, one: Obligation, following: Obligation, label: str) -> bool:
    """Whether the ordinal, or one below it, stands between: its row was not read as a duty."""
    begins = re.compile(rf"(?m)(?:^|[|\t])[ \t*|]*{re.escape(label)}(?:\.\d+)*\.?(?=[\s|*.)])")
    return begins.search(examined.text, one.start, following.end) is not None


def _ordinal_place(examined: Examined, one: Obligation, following: Obligation) -> tuple[int, int]:
    """Return where the ordinal is printed, before or at the beginning of its row."""
    printed = re.escape((following.ordinal or "").strip())
    pattern = re.compile(rf"(?m)(?:^|[|\t])[ \t*|]*({printed})(?=[\s|*.])")
    begin = max(one.start, following.start - 20)
    found = pattern.search(examined.text, begin, following.end)
    return (
        found.span(1) if found else examined.place(following.task, following.start, following.end)
    )
