"""Ordinals of a table that are written in two ways: "1", "2", then "3." with a dot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem

_ORDINAL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\.?")
_ALONE = re.compile(rf"(?m)^[ \t|]*({_ORDINAL.pattern})[ \t|]*$")
_BEFORE_TITLE = re.compile(r"(?m)^[ \t|]*([IVX]{1,5}\.?)[ \t|]+(?=[^\W\d_])")
_FEW = 0.34
"""The other way is a slip when no more than this share of the ordinals of a kind has it."""
_LEAST = 4

_Spans = list[tuple[int, int]]


def ordinal_styles(examined: Examined) -> Iterator[Problem]:
    """Yield, once a kind of ordinal, those that have a dot where most have none, or the reverse."""
    kinds: dict[str, dict[bool, _Spans]] = defaultdict(lambda: defaultdict(list))
    for start, end in _printed(examined):
        label = examined.text[start:end]
        kinds[_kind(label.rstrip("."))][label.endswith(".")].append((start, end))
    for styles in kinds.values():
        few, many = sorted((styles[True], styles[False]), key=len)
        if few and len(few) + len(many) >= _LEAST and len(few) <= _FEW * (len(few) + len(many)):
            odd, usual = (examined.text[slice(*spans[0])] for spans in (few, many))
            yield Problem(
                *few[0],
                f"Số thứ tự viết không thống nhất: «{odd}» ({len(few)} chỗ), "
                f"nơi khác không {'có ' if odd.endswith('.') else 'thiếu '}dấu chấm: «{usual}»",
                f"Ordinals in two styles: “{odd}” and “{usual}”",
                "Viết số thứ tự theo một kiểu",
                tuple(Evidence(examined.text[slice(*span)], *span) for span in few[1:]),
                "low",
            )


def _kind(label: str) -> str:
    """Return I for Roman numbers, else the depth: "1" of one part, "1.1" of two."""
    return "I" if label[0] in "IVX" else str(label.count(".") + 1)


def _printed(examined: Examined) -> Iterator[tuple[int, int]]:
    """Yield where the ordinals of the tables with duties stand alone, in cells or on lines."""
    rows = examined.rows
    if not rows:
        return
    first, last = rows[0].start, max(row.end for row in rows)
    tables = examined.reading.source.tables
    if tables:
        for table in tables:
            if table.start < last and table.end > first:
                for cell in table.cells:
                    if _ORDINAL.fullmatch(examined.text, cell.start, cell.end):
                        yield cell.start, cell.end
        return
    begin = max(0, first - 400)
    for pattern in (_ALONE, _BEFORE_TITLE):
        for match in pattern.finditer(examined.text, begin, last):
            yield match.span(1)
