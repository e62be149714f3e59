"""The tables of a document that hold duties or targets, whatever the file still says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cancu.ingest.flat_rows import flat_row_tables
from cancu.ingest.layouts import marked_tables
from cancu.ingest.rows import RowTable, table_rows
from cancu.ingest.text import SourceText

_TABLE_WORD = re.compile(
    r"chủ\s+trì|phối\s+hợp|thực\s+hiện|thời\s+(?:gian|hạn)|tham\s+mưu|tiến\s+độ", re.I
)


@lru_cache(maxsize=2)
def tables_of(source: SourceText) -> tuple[RowTable, ...]:
    """Read the tables that hold duties or targets: true ones, else those the text marks."""
    if source.tables and (found := table_rows(source)):
        return found
    if not _TABLE_WORD.search(source.text):
        return ()
    if source.tables:
        return flat_row_tables(source.text)
    marked = table_rows(replace(source, tables=marked_tables(source.text)))
    return marked or flat_row_tables(source.text)
