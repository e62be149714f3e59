"""Where an offset stands as people look for it: page, paragraph, table cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from cancu.ingest.text import SourceText

_LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
_BLOCK = re.compile(r"[^\n\f]*\S[^\n\f]*(?:\n[^\n\f]*\S[^\n\f]*)*")
_LINE_IS_PARAGRAPH = ("docx", "html")
"""Formats whose readers end a paragraph with one line end."""


class Whereabouts:
    """Answers many look-ups in one text; each table is gone through once."""

    def __init__(self, source: SourceText) -> None:
        self._source = source

    def page(self, offset: int) -> int | None:
        """Return the page, from 1; None in formats without pages."""
        return self._source.page_at(offset)

    def paragraph(self, offset: int) -> int:
        """Return the paragraph, from 1: a line of a Word file, else a block between blank lines."""
        return max(bisect_right(self._paragraphs, offset), 1)

    def cell(self, offset: int) -> str | None:
        """Return the table cell: ``"2:5,1"`` is table 2, row 5, column 1, from 1."""
        found = bisect_right(self._cells, (offset, 1 << 60, "")) - 1
        if found >= 0 and offset < self._cells[found][1]:
            return self._cells[found][2]
        return None

    @cached_property
    def _paragraphs(self) -> list[int]:
        form = _LINE if self._source.format in _LINE_IS_PARAGRAPH else _BLOCK
        return [match.start() for match in form.finditer(self._source.text)]

    @cached_property
    def _cells(self) -> list[tuple[int, int, str]]:
        return sorted(
            (cell.start, cell.end, f"{number}:{cell.row + 1},{cell.column + 1}")
            for number, table in enumerate(self._source.tables, 1)
            for cell in table.cells
        )
