"""The text of a document as a reader returned it, with the places that only the format knows.

Every offset in the project is a code-point offset into :attr:`SourceText.text`. Readers never
normalise: what they return is what :func:`SourceText.text` shows and what offsets point into.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import Literal

Format = Literal["txt", "docx", "pdf", "html", "md"]


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


@dataclass(frozen=True, slots=True)
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
        return bisect.bisect_right(self.pages, offset) or None

    def cell_at(self, offset: int) -> tuple[Table, Cell] | None:
        """Return the table cell that holds ``offset``."""
        for table in self.tables:
            if table.start <= offset < table.end:
                for cell in table.cells:
                    if cell.start <= offset < cell.end:
                        return table, cell
        return None
