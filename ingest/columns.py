"""What the columns of a table mean, read from their header words (columns.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

Meaning = Literal[
    "ordinal",
    "task",
    "lead",
    "coordinating",
    "deadline",
    "deliverable",
    "note",
    "reference",
    "metric",
    "unit",
    "value",
    "subject",
    "step",
    "procedure",
    "other",
]
"""``reference`` is the document a row is under; ``subject`` stands for the task where no column
is one; ``step`` and ``procedure`` mark tables that hold no duties."""


_LONGEST = 120
"""No name of a column is longer."""


@cache
def _patterns() -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    with (files(__package__) / "columns.csv").open(encoding="utf-8") as rows:
        return tuple(
            (cast("Meaning", row["meaning"]), re.compile(row["pattern"]))
            for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=20_000)
def meaning_of(header: str) -> Meaning | None:
    """Return what a header cell announces, None where its words say nothing known."""
    if len(header) > _LONGEST:
        return None
    words = re.sub(r"\s+", " ", header.lower()).strip(" .:*")
    words = re.sub(r"\s*\(.*\)$", "", words) or words
    return next((meaning for meaning, pattern in _patterns() if pattern.search(words)), None)


def columns_of(headers: Sequence[str]) -> tuple[Meaning | None, ...]:
    """Give every column of a table its meaning, each meaning to one column only.

    Of two dates the one of completion counts, and progress ("tiến độ") is a date only where no
    other column is; ``subject`` becomes the task where none is, if somebody owes
    it or it is to be completed.
    """
    found = [meaning_of(header) for header in headers]
    owed = bool({"lead", "coordinating"} & set(found)) or any(
        meaning == "deadline" and re.search("hoàn thành|thực hiện", header.lower())
        for meaning, header in zip(found, headers, strict=True)
    )
    if owed and "subject" in found and not {"task", "metric"} & set(found):
        found[found.index("subject")] = "task"
    if "task" not in found and "metric" in found and not {"unit", "value"} & set(found):
        found[found.index("metric")] = "task"
    for meaning in set(found) - {None, "ordinal", "other"}:
        places = [i for i, m in enumerate(found) if m == meaning]
        kept = _preferred(cast("Meaning", meaning), places, headers)
        for place in places:
            if place != kept:
                found[place] = "other"
    return tuple(found)


def _preferred(meaning: Meaning, places: list[int], headers: Sequence[str]) -> int:
    """Choose among several columns of one meaning."""
    if meaning == "deadline":
        due = [i for i in places if "tiến độ" not in headers[i].lower()] or places
        done = [i for i in due if re.search(r"hoàn thành|kết thúc", headers[i].lower())]
        return (done or due)[-1]
    if meaning == "lead":
        return next((i for i in places if "chủ trì" in headers[i].lower()), places[0])
    return places[0]


def holds_duties(columns: Sequence[Meaning | None]) -> bool:
    """Tell whether a table with these columns says who owes what by when."""
    known = set(columns)
    if "task" not in known or known & {"step", "procedure", "unit", "value"}:
        return False
    return "lead" in known or "coordinating" in known or "deadline" in known


def holds_targets(columns: Sequence[Meaning | None]) -> bool:
    """Tell whether a table with these columns sets figures to reach."""
    known = set(columns)
    return (
        bool(known & {"metric", "task"})
        and bool(known & {"value", "unit", "deliverable"})
        and ("unit" in known or "value" in known)
    )
