"""The reasons for what a mention was resolved to, in words a clerk understands (reasons.csv)."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache, lru_cache
from pathlib import Path


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    with (Path(__file__).parent / "reasons.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["vi"], row["en"]) for row in csv.DictReader(file)}


@lru_cache(maxsize=4096)
def reason(key: str, note: str = "", /, **given: str | int) -> str:
    """Return the sentence of reasons.csv with this key: Vietnamese, then English after " / ".

    ``note`` is the key of a remark to add ("day_differs"). Raises KeyError for an unknown key.
    """
    vi, en = _sentences()[key]
    if note:
        vi, en = (a + b for a, b in zip((vi, en), _sentences()[note], strict=True))
    if given:
        vi, en = vi.format_map(given), en.format_map(given)
    return f"{vi}. / {en}."


def written(day: date) -> str:
    """Return a day as documents write it, "23/6/2022"."""
    return f"{day.day}/{day.month}/{day.year}"
