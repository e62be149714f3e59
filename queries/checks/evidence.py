"""R08: a deliverable that evidences another row's task, and one that only repeats its own.

evidence_words.csv says for a word of deliverables which words a task has that yields them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import content_words, written_out
from cancu.queries.checks.periods import where
from cancu.queries.findings import Evidence, Problem

_GENERAL = frozenset(
    [
        "quyết",
        "kế",
        "hoạch",
        "báo",
        "cáo",
        "văn",
        "bản",
        "thông",
        "kết",
        "quả",
        "công",
        "việc",
        "ban",
        "hành",
        "thành",
    ]
)
"""Words of deliverables of any kind, which relate no deliverable to its task."""
_ACTS = re.compile(
    r"^(?:tuyên truyền|triển khai|tổ chức|thực hiện|rà soát|kiểm tra|xây dựng"
    r"|tăng cường|hướng dẫn|cập nhật)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 5


@cache
def _words() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    with Path(__file__).with_name("evidence_words.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            (re.compile(rf"\b{row['word']}\b"), re.compile(rf"\b(?:{row['fits']})\b"))
            for row in csv.DictReader(rows)
        )


def other_tasks_evidence(examined: Examined) -> Iterator[tuple[Obligation, Obligation]]:
    """Yield each row whose deliverable is about a row nearby and not about its own task."""
    rows = examined.rows
    for at, row in enumerate(rows):
        cell = written_out(row.deliverable or "")
        if not cell or "deliverable" in row.uncertain or _related(row, row.deliverable or ""):
            continue
        for word, fits in _words():
            if not word.search(cell) or fits.search(written_out(f"{row.task} {row.section or ''}")):
                continue
            near = [r for r in rows[max(0, at - 3) : at + 4] if r is not row]
            other = next((r for r in near if word.search(written_out(r.task))), None)
            if other is not None:
                yield row, other
                break


def _related(row: Obligation, cell: str) -> bool:
    """Whether deliverable and task share a word that not every deliverable has."""
    return bool((content_words(cell) & content_words(row.task)) - _GENERAL)


def repeated_task(examined: Examined) -> Iterator[Problem]:
    """Yield a deliverable that is the beginning of its own task, verb and all."""
    for row in examined.rows:
        cell = " ".join((row.deliverable or "").split()).strip(" .;")
        words = len(cell.split())
        if words < _LEAST_WORDS or not _ACTS.match(cell) or row.uncertain:
            continue
        if row.task.lower().startswith(cell.lower()):
            yield Problem(
                *examined.cell(row, row.deliverable),
                f"Sản phẩm chỉ nhắc lại nhiệm vụ: «{cell[:80]}» ({where(row)})",
                "The deliverable repeats the task",
                "Ghi sản phẩm cụ thể: văn bản, báo cáo, số lượng",
                (Evidence(row.task[:160], *examined.place(row.task, row.start, row.end)),),
            )
