"""Markdown: the file's own text, with the tables that its pipes draw.

The text is the file decoded and nothing else, so offsets are offsets into the file. Two layouts of
tables are known: pipe tables with a delimiter row, and the layout of converted web pages, in which
a pipe alone on its line stands before a row and after each of its cells. Letterheads and signature
blocks are drawn with the same pipes; they are no tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.read.markdown_rows import Piece, begins_table, split_rows
from cancu.ingest.text import Cell, SourceText, Table

_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_LONE_PIPE = re.compile(r"^[ \t]*\|[ \t]*$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LAYOUT = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)|Nơi\s+nhận\s*:|Số\s+hiệu\s*:|Loại\s+văn\s+bản\s*:|Tình\s+trạng\s*:",
    re.IGNORECASE,
)
# Where a file keeps no blank lines, these open the text that follows a table.
_OUTSIDE = re.compile(
    r"^[*_#\s]*(?:PHỤ\s+LỤC|QUYẾT\s+ĐỊNH|NGHỊ\s+QUYẾT|KẾ\s+HOẠCH|CÔNG\s+ĐIỆN|CHỈ\s+THỊ|THÔNG\s+BÁO"
    r"|Căn\s+cứ\s+(?:Hiến|Luật|Bộ|Nghị|Quyết|Thông|Chỉ|Kế|Công)|Điều\s+\d+\s*\.|Chương\s+[IVX\d]+|Mẫu\s+số|[*(_\s]*(?:Ban\s+hành\s+)?[Kk]èm\s+theo"
    r"|Ghi\s+chú\s*:|FILE\s+ĐƯỢC|Bản\s+dịch\s+này|Đang\s+tải\s+văn\s+bản)"
)
_FEWEST_ROWS = 2
_HEADING_CELLS = 2


def read_markdown(text: str, name: str) -> SourceText:
    """Return ``text`` with its tables."""
    tables = [*_pipe_tables(text), *_lone_pipe_tables(text)]
    tables.sort(key=lambda table: table.start)
    return SourceText(name=name, sha256="", format="md", text=text, tables=tuple(tables))


def _pipe_tables(text: str) -> Iterator[Table]:
    """Yield the tables with a delimiter row."""
    lines = list(_lines(text))
    index = 1
    while index < len(lines):
        start, end = lines[index]
        above = text[slice(*lines[index - 1])]
        if "|" not in text[start:end] or "|" not in above or not _is_delimiter(text[start:end]):
            index += 1
            continue
        last = index + 1
        while last < len(lines) and "|" in text[slice(*lines[last])]:
            last += 1
        yield _pipe_table(text, [lines[index - 1], *lines[index + 1 : last]])
        index = last + 1


def _is_delimiter(line: str) -> bool:
    return "-" in line and _DELIMITER.fullmatch(line.rstrip("\r")) is not None


def _pipe_table(text: str, lines: list[tuple[int, int]]) -> Table:
    cells: list[Cell] = []
    columns = 0
    for row, (start, end) in enumerate(lines):
        spans = list(_cells_of_line(text, start, end))
        columns = max(columns, len(spans))
        cells += [Cell(row, column, 1, 1, *span) for column, span in enumerate(spans)]
    return Table(lines[0][0], lines[-1][1], len(lines), columns, tuple(cells))


def _cells_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    marks = [match.start() for match in _PIPE.finditer(text, start, end)]
    edges = [start - 1, *marks, end]
    for left, right in pairwise(edges):
        span = _stripped(text, left + 1, right)
        # What stands before a first pipe or after a last one is no cell when it is blank.
        if span[0] < span[1] or (left >= start and right < end):
            yield span


def _lone_pipe_tables(text: str) -> Iterator[Table]:
    """Yield the tables whose pipes stand on lines of their own."""
    pipes = [match.span() for match in _LONE_PIPE.finditer(text)]
    keeps_blank_lines = any(_BLANK_LINE.match(text, end) for _, end in pipes)
    pieces: list[Piece] = []
    for (_, start), (end, _) in pairwise(pipes):
        inner = _stripped(text, start, end)
        content = text[slice(*inner)]
        if keeps_blank_lines:
            outside = bool(_BLANK_LINE.match(text, start)) and bool(content)
        else:
            outside = bool(_OUTSIDE.match(content) or _LAYOUT.search(content))
        if outside or begins_table(content):
            yield from _table_of(text, pieces)
            pieces = []
        if not outside:
            pieces.append(Piece(content, *inner))
    yield from _table_of(text, pieces)


def _table_of(text: str, pieces: list[Piece]) -> Iterator[Table]:
    if not pieces or _LAYOUT.search(text, pieces[0].start, pieces[-1].end):
        return
    found = split_rows(pieces)
    if found is None or len(found.rows) < _FEWEST_ROWS:
        return
    cells = [
        Cell(row, column, 1, _reach(len(pieces_of_row), column, found.columns), *span)
        for row, pieces_of_row in enumerate(found.rows)
        for column, span in enumerate((piece.start, piece.end) for piece in pieces_of_row)
    ]
    yield Table(cells[0].start, cells[-1].end, len(found.rows), found.columns, tuple(cells))


def _reach(cells: int, column: int, columns: int) -> int:
    """Return the columns that a cell covers: the last one of a heading reaches to the edge."""
    return columns - column if cells <= _HEADING_CELLS and column == cells - 1 else 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends; a blank one becomes empty at its start."""
    content = text[start:end]
    body = content.strip()
    if not body:
        return start, start
    begin = start + len(content) - len(content.lstrip())
    return begin, begin + len(body)
