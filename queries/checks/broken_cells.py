"""R22: glued footnote marks and page numbers, cells cut in the middle of a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.checks.shifted_cells import shifted_cells
from cancu.queries.findings import Problem

_GLUED_YEAR = re.compile(r"(?<![\d/.,])(?:\d{4}\s*[-–]\s*)?((?:19|20)\d\d[1-9])(?![\d/.,%])")
_GLUED_SYMBOL = re.compile(
    r"\d+(?:/\d{4})?/(?:[A-ZĐa-z]{2,}-)?(?:UBND|HĐND|TTg|CP|TU|TW|BTC|BNV|VPCP)([1-9]\d?)(?![\w/-])"
)
"""Only behind symbols that end so: "QLDN1" is a division's own symbol."""
_CUT = re.compile(r"\b(?:được|và|của|các|những|để|cho|về|với|tại|bởi|hoặc)$")
_INSERTED = re.compile(r"\((?:theo|do|của|và)\s+(?:Chủ\s+trì|Phối\s+hợp|Ban\s+hành|Thực\s+hiện)")
_LONG_TASK = 7
_VERB = re.compile(
    r"(?:Triển khai|Tăng cường|Thực hiện|Xây dựng|Rà soát|Tổ chức|Nâng cao|Đẩy mạnh|Tiếp tục|"
    r"Phối hợp|Hoàn thành|Kiểm tra|Cập nhật|Bảo đảm|Đảm bảo)\b"
)
_QH = re.compile(r"QH\d+$|TVQH\d+$")


def broken_cell(examined: Examined) -> Iterator[Problem]:
    """Yield what layout broke: marks glued to figures, cells cut short, words put in."""
    yield from shifted_cells(examined)
    notes = {note.mark for note in examined.reading.source.notes}
    for found in _GLUED_YEAR.finditer(examined.text):
        of_a_range = found.start() < found.start(1)  # "2021 - 20252" is no other figure
        if of_a_range or _is_note(examined, found[1][-1], notes):
            yield _glued(found.span(1), found[1], found[1][:-1])
    for found in _GLUED_SYMBOL.finditer(examined.text):
        central = re.search(r"/(?:NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg)[1-9]$", found.group())
        if not _QH.search(found.group()) and (central or _is_note(examined, found[1], notes)):
            printed = found.group()
            yield _glued(found.span(), printed, printed[: -len(found[1])])
    for row in examined.rows:
        cell = row.deliverable or ""
        if examined.assigns and _repeats(row.task, cell):
            yield Problem(
                *examined.place(" ".join(row.task.split()[:6]), *_behind_task(examined, row)),
                f"Ô sản phẩm chép lại nội dung nhiệm vụ: «{row.task[:60]}…» ({where(row)})",
                "The deliverable repeats the task",
                "Ghi sản phẩm cụ thể",
            )
            continue
        if len(cell.split()) > 3 and _CUT.search(cell) and row.note is None:
            yield Problem(
                *examined.cell(row, cell),
                f"Ô sản phẩm bị cụt: «…{cell[-40:]}» ({where(row)})",
                "The deliverable is cut in the middle of a phrase",
                "Viết đủ câu",
                severity="low",
            )
    for found in _INSERTED.finditer(examined.text):
        yield Problem(
            *found.span(),
            f"Câu ghép lỗi «{examined.quote(found.start(), found.end() + 40)}»",
            "Words of another sentence put in",
            "Viết lại câu",
        )


def _repeats(task: str, cell: str) -> bool:
    """Whether a deliverable holds the task again: behind a deliverable, or verb and all.

    A task named by its outcome ("Kế hoạch …") has that outcome as its deliverable.
    """
    words, printed = task.split(), " ".join(cell.split())
    if len(words) < _LONG_TASK:
        return False
    at = printed.find(" ".join(words[:_LONG_TASK]))
    return at > 0 or (at == 0 and bool(_VERB.match(task)))


def _behind_task(examined: Examined, row: Obligation) -> tuple[int, int]:
    start, _ = examined.place(row.task, row.start, row.end)
    return min(start + len(row.task) // 2, row.end - 1), row.end


def _is_note(examined: Examined, mark: str, notes: set[str]) -> bool:
    """Whether the document has a footnote of that mark."""
    return mark in notes or bool(re.search(rf"(?m)^\s*{mark}[ \t]+\S", examined.text))


def _glued(span: tuple[int, int], printed: str, meant: str) -> Problem:
    return Problem(
        *span,
        f"Số chú thích dính vào «{printed}» (đọc nhầm); đúng là «{meant}»",
        f"A footnote mark is glued to “{meant}”",
        f"Đặt số chú thích ở chỉ số trên, sau «{meant}»",
        severity="low",
    )
