"""R09: a target in the prose for which the annex has no row.

Off: right once on the answered plans, and in none of 23 places of plans for several years, whose
aims have no rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import containment, content_words
from cancu.queries.findings import Problem

_COVERED = 0.55


def orphan_duty(examined: Examined) -> Iterator[Problem]:
    """Yield the targets of the prose that no row takes up."""
    rows = [f"{row.task} {row.deliverable or ''} {row.note or ''}" for row in examined.rows]
    if len(rows) < 8:
        return
    for target in examined.reading.targets:
        if target.start >= examined.annex or len(content_words(target.metric)) < 3:
            continue
        best = max((containment(target.metric, row) for row in rows), default=0.0)
        if best < _COVERED:
            yield Problem(
                target.start,
                target.end,
                f"Chỉ tiêu «{target.metric[:90]}» trong lời văn không có dòng nhiệm vụ ở phụ lục",
                "A target of the prose without a row in the annex",
                "Thêm dòng nhiệm vụ (chủ trì, thời hạn, sản phẩm) hoặc bỏ chỉ tiêu",
            )
