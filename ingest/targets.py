"""Quantified targets (chỉ tiêu): metric, comparator, value, unit, due.

Read from prose, from the rows of task tables and from tables of figures to reach. A time limit or
a frequency is no target, nor is a rate of money or a result already reached.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cancu.ingest.columns import holds_targets
from cancu.ingest.rows import Row, RowTable, printed
from cancu.ingest.structure import Header
from cancu.ingest.tables import tables_of
from cancu.ingest.text import SourceText

Comparator = Literal["=", ">", ">=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Target:
    """A metric and the value to reach.

    ``start`` and ``end`` span the value as printed ("100%"); ``metric_start`` is where the words
    of the metric begin.
    """

    metric: str
    comparator: Comparator
    value: float
    unit: str | None
    due: str | None
    start: int
    end: int
    metric_start: int = -1


_FIGURE = re.compile(
    r"(?P<value>\d(?<![\d.,/]\d)\d{0,2}(?:[.,]\d{1,2})?)(?:\s*(?P<unit>%|điểm(?!\w)|phần trăm)"
    r"|(?=\s+đến\s+(?:dưới\s+)?\d+\s*(?:điểm|%)))"
)
_COUNT = re.compile(
    r"(?:tối\s+thiểu|ít\s+nhất|là(?<=\slà)|có(?<=\scó))\s+(?P<value>\d{1,3})(?P<unit>)(?=\s+[^\W\d_])"
)
_COMPARED: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (">=", re.compile(r"(?:tối\s+thiểu|ít\s+nhất|không\s+dưới|≥|từ)(?:\s+(?:là|đạt|từ))*\s*$")),
    ("<=", re.compile(r"(?:tối\s+đa|không\s+quá|không\s+vượt\s+quá|≤)(?:\s+(?:là|đạt))*\s*$")),
    (">", re.compile(r"(?:trên|hơn|vượt|quá|>)\s*$")),
    ("<", re.compile(r"(?:dưới|thấp\s+hơn|<)\s*$")),
)
_AND_MORE = re.compile(r"\s*(?:%|điểm)?\s*trở\s+lên")
_EACH = re.compile(r"mỗi\s[^.;]{3,120}\s(?:là|có)\s*$", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\s+(?:ngày|giờ|phút|tháng|năm|tuần|quý|lần|lượt|kỳ|buổi|đồng|triệu|tỷ|nghìn|khoản|điều|điểm|mục"
    r"|chương|phụ|và|đến|hoặc|của|theo|cấp|bước|mức|%)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s+(?P<unit>[^\W\d_]+(?:,?\s+[^\W\d_/]+){0,2}(?:/[^\W\d_]+)?)")
_MONEY = re.compile(
    r"lãi\s+suất|thuế\s+suất|mức\s+(?:thu|chi|đóng|hưởng|hỗ\s+trợ|phạt)|hỗ\s+trợ\s+(?:thêm\s+)?(?:tối\s+đa\s+)?$"
    r"|\bgiá\b|vốn\s+đối\s+ứng|tính\s+bằng|phí\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(r"\s*/\s*(?:năm|tháng)|\s*(?:x|×|\*)\s|\s+(?:giá|kinh\s+phí|chi\s+phí\s+thẩm)")
_REACHED = re.compile(
    r"đã\s+(?:đạt|hoàn\s+thành|giải\s+quyết|có)|so\s+(?:với|cùng)|cùng\s+kỳ|chiếm|ước\s+(?:đạt|thực)"
    r"|(?:tăng|giảm)\s*$",
    re.IGNORECASE,
)
_COMPARED_AFTER = re.compile(
    r"\s*(?:%|\))?\s*(?:so\s+(?:với|cùng|dự)|dự\s+toán|kế\s+hoạch|vốn\s+điều)"
)
_AIMED = re.compile(
    r"phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|đạt|tối\s+thiểu|ít\s+nhất|100\s*%|t[ỷỉ]\s+lệ|mức\s+độ|hoàn\s+thành"
    r"|chỉ\s+tiêu|mục\s+tiêu|trên\s+\d",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.;:!?]\s|[|]|\n[ ]*[-+•*]\s|[(]|,?\s+trong\s+đó\s"
    r"|\svà\s(?=tối\s+thiểu|trên\s|ít\s+nhất|\d+\s*%)"
    r"|\n\s*\d+(?:\.\d+)*[.)]?\s"
)
_CLAUSE_END = re.compile(r"[.;!?](?:\s|$)|[|]|[)]|\n\s*\n\s*\d+\.|,\s+trong\s+đó\s")
_SIGNS = ("%", "điểm", "hỉ tiêu", "HỈ TIÊU")
_PLANS = ("Kế hoạch", "Chương trình", "Đề án", "Chỉ thị", "Phương án", "Chiến lược")
_BACK, _AHEAD = 320, 220
_MAX_METRIC = 320


def find_targets(source: SourceText, header: Header) -> tuple[Target, ...]:
    """Find the figures to reach, in reading order. Linear in the text."""
    if not any(word in source.text for word in _SIGNS) and not _COUNT.search(source.text):
        return ()
    tables = tables_of(source)
    rows = sorted(
        (row for table in tables for row in table.rows), key=lambda row: (row.start, row.end)
    )
    found = [target for table in tables for target in _of_table(table, source, header)]
    taken = {target.start for target in found}
    prose = _of_text(source.text, rows, is_plan=_is_plan(source, header))
    found.extend(target for target in prose if target.start not in taken)
    return tuple(sorted(found, key=lambda target: target.start))


def _is_plan(source: SourceText, header: Header) -> bool:
    """Tell whether the document plans: there a bare percentage is a figure to reach."""
    named = f"{header.type or ''} {header.title or ''}".lower()
    if header.type:
        return any(word.lower() in named for word in _PLANS)
    return re.search(r"KẾ\s+HOẠCH|CHƯƠNG\s+TRÌNH", source.text[:4000]) is not None


def _of_text(text: str, rows: Sequence[Row], *, is_plan: bool) -> Iterator[Target]:
    starts = [row.start for row in rows]
    for figure in (*_FIGURE.finditer(text), *_COUNT.finditer(text)):
        at = figure.start("value")
        before = text[max(0, at - _BACK) : at]
        stop = figure.end("value")
        comparator = _comparator(before, text[stop : stop + 24])
        unit, end = _unit(figure, text, before, comparator)
        if unit is None:
            continue
        opening = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
        clause = before[opening:]
        after = text[figure.end() : figure.end() + _AHEAD]
        if not _is_aimed(clause, text[at : figure.end()], after, is_plan=is_plan):
            continue
        if comparator == "<" and not is_plan:
            continue  # "dưới 30%" outside a plan tells a class from another
        stopped = _CLAUSE_END.search(text[end : end + _AHEAD])
        close = end + (stopped.start() if stopped else min(_AHEAD, len(text) - end))
        row = _row_at(rows, starts, at)
        yield Target(
            metric=printed(f"{clause}{text[at:close]}")[:_MAX_METRIC].strip(" ,;:-+"),
            comparator=comparator,
            value=float(figure["value"].replace(",", ".")),
            unit=unit,
            due=(row.text("deadline") if row else None) or _due(clause, after),
            start=at,
            end=end,
            metric_start=at - len(clause.lstrip()),
        )


def _unit(
    figure: re.Match[str], text: str, before: str, comparator: Comparator
) -> tuple[str | None, int]:
    """Return the unit of a figure and where it ends; None where the figure sets no target."""
    unit = figure["unit"]
    if unit:
        plain = unit == "điểm" and comparator == "="
        return (None if plain else ("%" if unit == "phần trăm" else unit)), figure.end("unit")
    value = figure.end("value")
    if figure.re is _FIGURE:
        ahead = re.match(r"\s+đến\s+(?:dưới\s+)?\d+\s*(điểm|%)", text[value : value + 40])
        return (ahead[1] if ahead else None), value
    rest = text[value : value + 60]
    asked = comparator == ">=" and re.search(r"(?:tối\s+thiểu|ít\s+nhất)\s*$", before)
    if _NO_COUNT.match(rest) or not (asked or _EACH.search(before)):
        return None, value
    counted = _COUNTED.match(rest)
    return (" ".join(counted["unit"].split()) if counted else None), value


def _comparator(before: str, after: str) -> Comparator:
    """Return what the words before a figure, or "trở lên" after it, ask for."""
    if _AND_MORE.match(after):
        return ">="
    lower = before[-40:].lower()
    for comparator, pattern in _COMPARED:
        if pattern.search(lower):
            if lower.rstrip().endswith("từ") and "đến" not in after and "tối thiểu" not in lower:
                continue
            return comparator
    return "="


def _is_aimed(clause: str, figure: str, after: str, *, is_plan: bool) -> bool:
    """Tell a figure to reach from a rate, a price or a result."""
    if _MONEY.search(clause[-60:]) or _RATE.match(after) or _COMPARED_AFTER.match(after):
        return False
    if _REACHED.search(clause) and not re.search(r"phấn\s+đấu", clause, re.IGNORECASE):
        return False
    return is_plan or _AIMED.search(f"{clause} {figure} {after[:40]}") is not None


def _due(clause: str, after: str) -> str | None:
    match = re.search(r"(?:đến|hết|trong|cuối)?\s*năm\s+20\d\d", f"{clause} {after[:60]}")
    return " ".join(match.group().split()) if match else None


def _row_at(rows: Sequence[Row], starts: Sequence[int], at: int) -> Row | None:
    """Return the row that ``at`` lies in."""
    place = bisect_right(starts, at) - 1
    return rows[place] if place >= 0 and at < rows[place].end else None


def _of_table(table: RowTable, source: SourceText, header: Header) -> Iterator[Target]:
    """Read a table of figures: the unit stands in a column of its own."""
    columns = table.columns
    if not holds_targets(columns) or columns.count("other") > _FEW or "metric" not in columns:
        return
    due = f"năm {header.year_of_plan}" if header.year_of_plan else None
    for row in table.rows:
        cell = row.cells.get("value") or row.cells.get("deliverable")
        metric = row.cells.get("metric")
        if cell is None or metric is None:
            continue
        number = re.search(r"\d{1,3}(?:[.,]\d+)?", source.text[cell.start : cell.end])
        if number is None or not re.fullmatch(r"\D{0,25}\d[\d.,]*\s*\D{0,15}", cell.text):
            continue
        start = cell.start + number.start()
        stop = start + len(number[0])
        before, after = source.text[cell.start : start], source.text[stop : stop + 20]
        yield Target(
            metric=metric.text,
            comparator=_comparator(before, after),
            value=float(number[0].replace(",", ".")),
            unit=row.text("unit"),
            due=row.text("deadline") or due,
            start=start,
            end=stop,
            metric_start=metric.start,
        )


_FEW = 2
"""A table with more columns of other figures is a table of data."""
