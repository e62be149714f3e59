"""The tables of a document that hold duties or targets, whatever the file still says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cancu.ingest.flat_lines import flat_tables
from cancu.ingest.flat_rows import flat_row_tables
from cancu.ingest.layouts import marked_tables
from cancu.ingest.rows import RowTable, table_rows
from cancu.ingest.text import SourceText

_TABLE_WORD = re.compile(
    r"chủ\s+trì|phối\s+hợp|thực\s+hiện|thời\s+(?:gian|hạn)|tham\s+mưu|tiến\s+độ", re.I
)


_LINED = ("txt", "pdf")
"""Formats in which a table may have lost its lines."""


@lru_cache(maxsize=2)
def tables_of(source: SourceText) -> tuple[RowTable, ...]:
    """Read the tables that hold duties or targets: true ones, marked ones, flattened ones."""
    marked = _marked(source)
    if marked.tables and (found := table_rows(marked)):
        return found
    if source.format not in _LINED or (marked.tables and not source.tables):
        return ()
    return flat_row_tables(source.text) if _TABLE_WORD.search(source.text) else ()


@lru_cache(maxsize=2)
def table_spans(source: SourceText) -> tuple[tuple[int, int], ...]:
    """Return where the tables of a document stand, those without duties too, in order."""
    marked = _marked(source)
    if marked.tables:
        return tuple((table.start, table.end) for table in marked.tables)
    if source.format not in _LINED or not _TABLE_WORD.search(source.text):
        return ()
    return tuple((table.start, table.end) for table in flat_tables(source.text))


@lru_cache(maxsize=2)
def _marked(source: SourceText) -> SourceText:
    """Add the tables that bars or tabs mark, where the format kept none.

    Bars in Markdown leave merged cells out; only the meaning of the columns puts the others back
    in place, so they are read again here.
    """
    if (source.tables and source.format != "md") or not _TABLE_WORD.search(source.text):
        return source
    return replace(source, tables=marked_tables(source.text) or source.tables)
