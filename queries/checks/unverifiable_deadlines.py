"""R06: a deadline that nobody can check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import deadline_place, where, where_all
from cancu.queries.findings import Evidence, Problem, Severity

_FIGURE = re.compile(r"(?<![\d.,])(?!100)\d{1,2}(?:[.,]\d+)?\s*%")
_TIMES = re.compile(r"^\W*(?:ít nhất |tối thiểu )?\d+ ?lần ?/ ?(?:năm|quý)\W*$", re.IGNORECASE)
_EITHER = re.compile(
    r"(?:quý|tháng) \w{1,3}(?:[/ ](?:năm )?20\d\d)? hoặc (?:quý|tháng) \w", re.IGNORECASE
)
_RHYTHM = re.compile(r"^\W*định kỳ ?(?:/|,|và|hoặc)? ?(?:đột xuất)?\W*$", re.IGNORECASE)
_UNNAMED = re.compile(
    r"^\W*(?:thực hiện )?theo (?:từng )?(?:(?:thời (?:gian|hạn)|tiến độ)[^.;]{0,20}? )?"
    r"(?:kế hoạch|KH|lộ trình|chương trình)\b(?! này)",
    re.IGNORECASE,
)
_BY_RULE = re.compile(
    r"^\W*(?:thực hiện )?theo (?:đúng )?(?:thời (?:gian|hạn) )?quy định\W*$", re.I
)
_WOVEN = re.compile(r"lồng ghép", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+/|số \d")


_AS_IT_SUITS = re.compile(
    r"^\W*(?:khi (?:có |đủ )+(?:điều kiện|kinh phí)|khi (?:thấy )?cần(?: thiết)?"
    r"|theo (?:yêu cầu|nhu cầu|khả năng|điều kiện|tình hình)(?: (?:thực tế|công việc))?)\W*$",
    re.IGNORECASE,
)
_ONE_OFF = re.compile(
    r"^\W*(?:thành lập|kiện toàn|(?:ban hành|xây dựng) (?:quy chế|đề án|quyết định thành lập))\b",
    re.I,
)
_ON_CALL = re.compile(r"đột xuất|khi có|yêu cầu|phát sinh|nếu có", re.IGNORECASE)
_ALL = re.compile(r"(?<!\d)100\s*%")
_ONCE = re.compile(r"(?:được|hoàn thành) (?:tập huấn|bồi dưỡng|trang bị|lắp đặt|thành lập)", re.I)
"""What is kept up at 100 % has no end; what is done to all once has one."""
_EVER = re.compile(r"^\W*(?:thường xuyên|(?:hằng|hàng) (?:năm|quý|tháng)|trong năm)\W*$", re.I)
_NO_YEAR = re.compile(
    r"^\W*(?:trong |trước |hết |chậm nhất )*(?:(?:ngày )?\d{1,2}/\d{1,2}|tháng \d{1,2}"
    r"|quý (?:[IVX]{1,3}|\d))\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
_MOST, _ROWS = 0.6, 3
"""Of so many rows so large a share names the year: where one does not, it was forgotten."""


def _quantified(row: Obligation) -> bool:
    said = f"{row.task} {row.deliverable or ''}"
    reached = _FIGURE.search(said) or (_ALL.search(said) and _ONCE.search(row.task))
    return row.deadline_kind == "continuous" and bool(reached)


def _unnamed(row: Obligation) -> bool:
    words = row.deadline or ""
    return bool(_UNNAMED.search(words)) and not _NUMBERED.search(words) and not row.cites


def _woven(row: Obligation) -> bool:
    return bool(_WOVEN.search(row.deadline or "")) and not _NUMBERED.search(row.deadline or "")


_FORMS: tuple[tuple[Callable[[Obligation], bool], Severity, str, str], ...] = (
    (_quantified, "medium", "Chỉ tiêu định lượng không có ngày hoàn thành",
     "a figure to reach without an end date"),
    (_unnamed, "low", "Thời hạn theo kế hoạch khác không nêu số, ngày",
     "a deadline by an unnamed plan"),
    (lambda row: bool(_AS_IT_SUITS.search(row.deadline or "")) and not _ON_CALL.search(row.task),
     "medium",
     "Thời hạn tùy điều kiện, yêu cầu", "a deadline as it suits"),
    (lambda row: bool(_ONE_OFF.match(row.task) and _EVER.match(row.deadline or "")), "medium",
     "Việc làm một lần không có ngày hoàn thành", "a one-off task without an end date"),
    (_woven, "medium", "Thời hạn lồng ghép vào việc khác, không xác định được",
     "a deadline woven into other work"),
    (lambda row: bool(_BY_RULE.search(row.deadline or "")), "medium",
     "Thời hạn «theo quy định» không nêu quy định nào", "a deadline by an unnamed rule"),
    (lambda row: bool(_TIMES.search(row.deadline or "")), "medium",
     "Chỉ ghi số lần, không nêu tháng", "a number of times without months"),
    (lambda row: bool(_EITHER.search(row.deadline or "")), "medium",
     "Hai thời điểm nối bằng «hoặc»", "two points in time joined by “or”"),
    (lambda row: bool(_RHYTHM.search(row.deadline or "")), "low",
     "Định kỳ mà không nêu chu kỳ", "periodic without a period"),
)  # fmt: skip


def unverifiable_deadline(examined: Examined) -> Iterator[Problem]:
    """Yield each form of vague deadline once in a section, with the other rows that have it."""
    for fits, severity, vi, en in _FORMS:
        sections: dict[str | None, list[Obligation]] = {}
        for row in examined.rows:
            if fits(row):
                sections.setdefault(row.section, []).append(row)
        for rows in sections.values():
            yield _told_once(examined, rows, severity, vi, en)
    if bare := _without_year(examined):
        yield _told_once(
            examined, bare, "low", "Thời hạn không ghi năm", "a month or quarter without its year"
        )


def _without_year(examined: Examined) -> list[Obligation]:
    """Return the rows whose day, month or quarter lacks the year that most others have."""
    dated = [
        row for row in examined.rows if row.deadline and re.search(r"\d|quý", row.deadline, re.I)
    ]
    bare = [row for row in dated if _NO_YEAR.match(row.deadline or "")]
    named = sum(bool(_YEAR.search(row.deadline or "")) for row in dated)
    return bare if len(dated) > _ROWS and named >= _MOST * len(dated) else []


def _told_once(
    examined: Examined, rows: list[Obligation], severity: Severity, vi: str, en: str
) -> Problem:
    return Problem(
        *deadline_place(examined, rows[0]),
        f"{vi}: «{rows[0].deadline}» ({where_all(rows)})",
        f"{en[0].upper()}{en[1:]}: “{rows[0].deadline}”",
        "Ghi ngày, tháng hoặc quý hoàn thành, hoặc số và ngày của kế hoạch được dẫn",
        tuple(Evidence(where(r), *deadline_place(examined, r)) for r in rows[1:]),
        severity,
    )
