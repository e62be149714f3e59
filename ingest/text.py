"""The text of a document as a reader returned it, with the places that only the format knows.

Every offset in the project is a code-point offset into :attr:`SourceText.text`. Readers never
normalise: what they return is what :func:`SourceText.text` shows and what offsets point into.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Format = Literal["txt", "docx", "pdf", "html", "md"]
_LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
_BLOCK = re.compile(r"[^\n\f]*\S[^\n\f]*(?:\n[^\n\f]*\S[^\n\f]*)*")
_LINE_IS_PARAGRAPH = ("docx", "html")
"""Formats whose readers end a paragraph with one line end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a true table; ``text[start:end]`` is its content, white space as it came.

    ``row`` and ``column`` are the grid position of its upper left corner, from 0; a merged cell
    stands once, with the spans it covers.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A true table (from .docx, .html, .md, or the ruled lines of a .pdf).

    A table that runs over several pages of a PDF is one table when its columns agree; ``page`` is
    the page it begins on (from 1), None where the format has no pages.
    """

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: ``anchor`` is the offset in the body at which its mark stands."""

    mark: str
    anchor: int
    start: int
    end: int


@dataclass(frozen=True)
class SourceText:
    """One file, read.

    ``name`` is the path as the user gave it, ``sha256`` the hash of the file's bytes. ``pages``
    holds the offset at which each page starts, empty where the format has no pages.
    ``paragraphs`` holds the offset at which each paragraph of a .docx starts.
    ``ocr_pages`` are the pages (from 1) whose text was recognised from an image.
    """

    name: str
    sha256: str
    format: Format
    text: str
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    ocr_pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the page (from 1) on which ``offset`` lies, None where there are no pages."""
        return bisect_right(self.pages, offset) or None

    def cell_at(self, offset: int) -> tuple[Table, Cell] | None:
        """Return the table cell that holds ``offset``; no cell lies in another."""
        held = self._held(offset)
        return held[1:] if held else None

    def cell_name(self, offset: int) -> str | None:
        """Return the cell that holds ``offset``: "2:5,1" is table 2, row 5, column 1, from 1."""
        held = self._held(offset)
        return f"{held[0]}:{held[2].row + 1},{held[2].column + 1}" if held else None

    def paragraph_at(self, offset: int) -> int:
        """Return the paragraph, from 1: a line of a Word file, else a block between blank lines."""
        return max(bisect_right(self._blocks, offset), 1)

    def _held(self, offset: int) -> tuple[int, Table, Cell] | None:
        at = bisect_right(self._cells, offset, key=lambda held: held[2].start) - 1
        return self._cells[at] if at >= 0 and offset < self._cells[at][2].end else None

    @cached_property
    def _cells(self) -> list[tuple[int, Table, Cell]]:
        """Every cell in reading order, with the number of its table, from 1."""
        numbered = enumerate(self.tables, 1)
        cells = [(number, table, cell) for number, table in numbered for cell in table.cells]
        return sorted(cells, key=lambda held: held[2].start)

    @cached_property
    def _blocks(self) -> list[int]:
        form = _LINE if self.format in _LINE_IS_PARAGRAPH else _BLOCK
        return [match.start() for match in form.finditer(self.text)]
