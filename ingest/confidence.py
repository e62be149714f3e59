"""How often each rule was right, counted on answered documents.

A mention was right when its span and its number were those of the answer. The confidence is the
mean of the Beta distribution that the counts leave after a uniform prior (Laplace's rule of
succession): a rule never measured has 0.5, one right once 0.67.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def _by_rule() -> dict[str, float]:
    with (Path(__file__).parent / "confidence.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["rule"]: round((int(row["right"]) + 1) / (int(row["found"]) + 2), 3)
            for row in csv.DictReader(file)
        }


def confidence(rule: str) -> float:
    """Return the confidence of a rule, 0 to 1; raises KeyError for a rule that is not listed."""
    return _by_rule()[rule]
