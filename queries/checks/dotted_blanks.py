"""R15: places that were left to be filled in: dots in the prose and in cells, blank products."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where, where_all
from cancu.queries.findings import Evidence, Problem

_DOTS = r"(?:[.…_][ \t]?){3,}|…+"
_PROSE = re.compile(
    rf"(?P<day>ngày\s*(?:{_DOTS})\s*(?:/|tháng)[^.;\n]{{0,20}})"
    rf"|(?P<number>số\s*:?\s*(?:{_DOTS}|\s{{2,}})/[A-ZĐ]{{2,}}(?:-[A-ZĐ]+)?)"
    r"|(?P<words>(?<![.…])(?:[.…][ \t]?){5,}|…[ \t]?…+)"
)
_FORM = re.compile(r"(?im)^[ \t|*#_]*(?:mẫu|biểu mẫu|đề cương)\b|kính gửi:\s*[.…]")
_ALONE = re.compile(r"\W*[.…_]{1,}\W*")
_TO_THE_PAGE = re.compile(r"\s*\d{1,3}\s*$", re.MULTILINE)
_OPEN_END = re.compile(r"(?:v\.?v|vân\s+vân|,)\s*$")
_LEAST_ROWS, _SHARE, _SHARE_FLAT = 4, 0.5, 0.25
"""Of so many rows no more than this share may be blank; in a flattened table cells may be lost."""


def dotted_blanks(examined: Examined) -> Iterator[Problem]:
    """Yield dots where words are missing, and the blank products of a table whose rows have one."""
    if not examined.assigns:
        return
    yield from _prose(examined)
    yield from _dotted_cells(examined)
    yield from _products(examined)


def _prose(examined: Examined) -> Iterator[Problem]:
    start, stop = _body(examined), examined.annex
    form = _FORM.search(examined.text, start, stop)
    for found in _PROSE.finditer(examined.text, start, form.start() if form else stop):
        before = examined.text[max(0, found.start() - 12) : found.start()]
        if found["words"] and (
            _TO_THE_PAGE.match(examined.text, found.end()) or _OPEN_END.search(before)
        ):
            continue
        around = examined.quote(max(0, found.start() - 30), min(found.end() + 30, stop))
        kind = "Ngày" if found["day"] else "Số văn bản" if found["number"] else "Chỗ cần điền"
        yield Problem(
            *found.span(),
            f"{kind} bỏ trống: «{around}»",
            f"A blank that was not filled in: “{around}”",
            "Điền đủ trước khi ký",
        )


def _body(examined: Examined) -> int:
    """Return where the text below number, date and title begins."""
    header = examined.reading.header
    begin = header.number_span[1] if header.number_span else 0
    if header.type:
        heading = re.compile(rf"(?mi)^[ \t|#*_]*{re.escape(header.type)}[ \t|#*_]*$")
        titled = heading.search(examined.text, 0, min(3000, examined.annex))
        begin = max(begin, titled.end()) if titled else begin
    dated = re.compile(r"ngày[^\n]{0,40}năm[^\n]{0,8}\n").search(examined.text, begin, begin + 400)
    return dated.end() if dated else begin


def _dotted_cells(examined: Examined) -> Iterator[Problem]:
    for row in examined.rows:
        cells = (("chủ trì", row.lead), ("thời hạn", row.deadline), ("sản phẩm", row.deliverable))
        for name, cell in cells:
            if cell and _ALONE.fullmatch(cell):
                yield Problem(
                    *examined.cell(row, cell),
                    f"Ô {name} chưa điền: «{cell}» ({where(row)})",
                    f"A cell that was not filled in: “{cell}”",
                    "Điền đủ",
                )


def _products(examined: Examined) -> Iterator[Problem]:
    """Yield the rows without a product, once, where most of the others name one."""
    rows = [r for r in examined.rows if r.lead and r.deadline and not r.uncertain]
    blank = [row for row in rows if not row.deliverable and not _merged(examined, row)]
    flat = any(examined.reading.source.cell_at(row.start) is None for row in blank)
    share = _SHARE_FLAT if flat else _SHARE
    if not blank or len(rows) < _LEAST_ROWS or len(blank) > share * len(rows):
        return
    first = blank[0]
    yield Problem(
        *examined.place(first.task, first.start, first.end),
        f"Ô sản phẩm trống ({where_all(blank)})",
        "A blank deliverable where the other rows have one",
        "Ghi sản phẩm",
        tuple(Evidence(where(r), *examined.place(r.task, r.start, r.end)) for r in blank[1:]),
    )


def _merged(examined: Examined, row: Obligation) -> bool:
    """Whether a cell of another row reaches down over this one."""
    held = examined.reading.source.cell_at(row.start)
    if held is None:
        return False
    table, cell = held
    return any(c.row_span > 1 and c.row < cell.row < c.row + c.row_span for c in table.cells)
