"""R22: a cell that holds what belongs into another column, or half a phrase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.deadlines import read_deadline
from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Problem

_TIME = re.compile(
    r"^\W*(?:(?:trước|trong|đến|chậm nhất)\s+)?(?:(?:ngày|tháng|quý"
    r"|năm)\s+)?(?:\d{1,2}/)?(?:\d{1,2}|[IVX]{1,3}|20\d\d)"
    r"(?:\s*/\s*|\s+năm\s+)?(?:20\d\d)?\W*$|^\W*(?:thường xuyên|hằng (?:tháng|quý|năm|tuần))\W*$",
    re.IGNORECASE,
)
_TIME_AT_END = re.compile(
    r"\s(?P<time>(?:(?:[Tt]rước|[Tt]rong)\s+)?(?:[Nn]gày\s+\d{1,2}/\d{1,2}|Tháng\s+\d{1,2}|Quý\s+[IVX\d]{1,3})\s*/\s*20\d\d)$"
)
_BODY = re.compile(
    r"^(?:Phòng|Sở|UBND|Ủy ban nhân dân|Văn phòng|Công an|Ban|Trung tâm|Chi cục|Thanh tra)\s+\S"
)
_PRODUCT = re.compile(
    r"^\W*(?:Báo cáo|Kế hoạch|Quyết định|Công văn|Tờ trình|Danh sách|Hội nghị"
    r"|Lớp tập huấn|Thông báo)\W*$"
)
_CUT = re.compile(r"\s(?:được|và|của|các|những|để|cho|về|với|tại|bởi|hoặc|theo)$")
_PAGE = re.compile(r"(?P<left>\w+\s\w+,?)\s(?P<page>\d{1,3})\s(?P<right>[^\W\d_]+\s[^\W\d_]+)")


def shifted_cells(examined: Examined) -> Iterator[Problem]:
    """Yield cells in the wrong column, tasks cut short and page numbers inside a task."""
    if not examined.assigns:
        return
    leads = Counter(_plain(row.lead) for row in examined.rows if row.lead)
    for row in examined.rows:
        yield from _wrong_column(examined, row, leads)
        yield from _page_number(examined, row)
    for row, following in pairwise(examined.rows):
        yield from _cut(examined, row, following)


def has_time_elsewhere(row: Obligation) -> bool:
    """Tell whether the deadline of a row stands in another cell, so that none is missing."""
    return bool(_TIME.match(row.lead or "") or _TIME_AT_END.search(row.task))


def _wrong_column(examined: Examined, row: Obligation, leads: Counter[str]) -> Iterator[Problem]:
    if row.lead and _TIME.match(row.lead) and read_deadline(row.lead, None).kind != "unspecified":
        yield _shifted(examined, row, row.lead, "chủ trì", "thời hạn")
    elif row.lead and _PRODUCT.match(row.lead) and _BODY.match(row.deliverable or ""):
        yield _shifted(examined, row, row.lead, "chủ trì", "sản phẩm")
    elif row.deadline_kind == "unspecified" and _is_body(row.deadline, leads):
        yield _shifted(examined, row, row.deadline or "", "thời hạn", "chủ trì")
    elif _is_body(row.deliverable, leads):
        yield _shifted(examined, row, row.deliverable or "", "sản phẩm", "chủ trì")
    elif row.deadline is None and (late := _TIME_AT_END.search(row.task)):
        yield _shifted(examined, row, late["time"], "nội dung", "thời hạn")


def _plain(cell: str | None) -> str:
    return " ".join((cell or "").split()).strip(" .;").lower()


def _is_body(cell: str | None, leads: Counter[str]) -> bool:
    """Whether a cell is nothing but a body that leads other rows."""
    return bool(cell and _BODY.match(cell)) and leads[_plain(cell)] > 0


def _shifted(examined: Examined, row: Obligation, words: str, here: str, there: str) -> Problem:
    return Problem(
        *examined.cell(row, words),
        f"Ô {here} ghi «{words[:60]}», là nội dung của cột {there} ({where(row)})",
        f"The cell holds what belongs into another column: “{words[:60]}”",
        f"Chuyển sang cột {there}, ghi lại ô {here}",
    )


def _cut(examined: Examined, row: Obligation, following: Obligation) -> Iterator[Problem]:
    """Yield a task that ends in the middle of a phrase; only the cells of true tables are whole."""
    held = examined.reading.source.cell_at(row.start)
    if held is None or row.uncertain or len(row.task.split()) < 4:
        return
    goes_on = row.task.rstrip().endswith(",") and following.task[:1].islower()
    if _CUT.search(row.task.rstrip()) or goes_on:
        start, end = examined.place(row.task, row.start, row.end)
        yield Problem(
            max(start, end - 30),
            end,
            f"Nội dung nhiệm vụ bị cụt: «…{row.task[-40:]}» ({where(row)})",
            "The task is cut in the middle of a phrase",
            "Viết đủ câu",
        )


def _page_number(examined: Examined, row: Obligation) -> Iterator[Problem]:
    """Yield a figure inside a phrase that the document writes without it in other places."""
    for found in _PAGE.finditer(row.task):
        whole = re.compile(rf"{re.escape(found['left'])}\s+{re.escape(found['right'])}")
        if len(whole.findall(examined.text)) >= 2:
            start, end = examined.place(found.group(), row.start, row.end)
            yield Problem(
                start,
                end,
                f"Số «{found['page']}» xen giữa «{found['left']} {found['right']}» ({where(row)}): "
                "số trang hoặc số chú thích lọt vào ô",
                "A page number inside the phrase",
                f"{found['left']} {found['right']}",
                severity="low",
            )
