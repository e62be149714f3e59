"""Tables of a plain text whose cells are marked: a bar on its own line, a tab before each cell.

Both marks lose something: an empty cell looks like the end of a row, and a merged cell is not
written again. What is lost is found back from the number of columns and from what a cell can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cancu.ingest.cell_fit import begins, fit, is_ordinal
from cancu.ingest.columns import Meaning, columns_of, meaning_of
from cancu.ingest.text import Cell, Table

_BAR = re.compile(r"^[ \t]*\|[ \t]*$", re.MULTILINE)
_PIPED = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$", re.MULTILINE)

_SHORT = 12
_PARAGRAPH = re.compile(r"\n[ ]*\n+(?=[ ]*(?![a-zà-öø-ÿđăâêôơưạ-ỹ])\S)")
_AFTER = re.compile(r"\n\s*(?:Phụ lục|PHỤ LỤC|Biểu số|BIỂU SỐ|Nơi nhận)")
"""What follows a table, so that the last cell ends before it."""

_MERGED_DOWN: frozenset[Meaning | None] = frozenset(
    ("ordinal", "task", "lead", "coordinating", "deadline", "deliverable", "reference")
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of one cell and how many marks follow it (1: a cell follows, 2: perhaps a row)."""

    start: int
    end: int
    marks: int
    text: str


def marked_tables(text: str) -> tuple[Table, ...]:
    """Find the tables that bars or tabs mark; offsets point into ``text``. Linear time."""
    tables: list[Table] = []
    if "\n|" in text or text.startswith("|"):
        for pieces in _barred(text):
            tables.extend(_table(pieces, blank_is_marked=False))
        tables.extend(_piped(text))
    if "\n\t" in text:
        for pieces in _tabbed(text):
            tables.extend(_table(pieces, blank_is_marked=True))
    return tuple(sorted(tables, key=lambda table: table.start))


def _piece(text: str, start: int, end: int, marks: int) -> _Piece:
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip())
    words = " ".join(raw.replace("*", "").split())
    return _Piece(left, max(left, start + len(raw.rstrip())), marks, words)


def _barred(text: str) -> Iterator[list[_Piece]]:
    """Yield the cells of each table whose bars stand on lines of their own."""
    bars = list(_BAR.finditer(text))
    cells: list[tuple[int, int]] = []
    marks: list[int] = []
    for bar, following in zip_longest(bars, bars[1:]):
        end = following.start() if following else len(text)
        between = text[bar.end() : end]
        words = between.strip("*_ \t\n")
        if following is None or "\n\n" in words or (words and "\n\n" in between):
            run = [_piece(text, *cell, mark) for cell, mark in zip(cells, marks, strict=True)]
            yield from _at_headers(run)
            cells, marks = [], []
        elif words:
            cells.append((bar.end(), end))
            marks.append(1)
        elif marks:
            marks[-1] += 1


def _at_headers(run: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Cut a run where a header begins again; one cell alone before it is the title of the next."""
    begin = 0
    for i, piece in enumerate(run):
        if i > begin and len(piece.text) < _SHORT and _numbers_rows(piece.text):
            end = i - 1 if run[i - 1].marks == 1 else i
            yield list(run[begin:end])
            begin = i
    if begin < len(run):
        yield list(run[begin:])


def _numbers_rows(text: str) -> bool:
    """Tell whether a cell is the header of the column of numbers ("STT")."""
    return not is_ordinal(text) and meaning_of(text) == "ordinal"


def _tabbed(text: str) -> Iterator[list[_Piece]]:
    """Yield the cells of each table whose cells begin with a tab at the start of a line.

    A blank line before the next tab ends a row, but may also end a paragraph of the cell.
    """
    starts = [m.end() for m in re.finditer(r"(?:^|\n) ?\t", text)]
    run: list[_Piece] = []
    for at, following in zip_longest(starts, starts[1:]):
        end = text.rindex("\t", at - 1, following) if following else len(text)
        raw = text[at:end]
        gap = raw[len(raw.rstrip("\n \t")) :]
        marks = 2 if gap.count("\n") > 1 else 1
        prose = following is None or len(_PARAGRAPH.findall(raw)) > 3
        stop = _AFTER.search(raw) or (_PARAGRAPH.search(raw) if prose else None)
        run.append(_piece(text, at, at + stop.start() if stop else end, 2 if stop else marks))
        if prose:
            yield from _at_headers(run)
            run = []


def _piped(text: str) -> Iterator[Table]:
    """Yield the tables whose rows are lines of bars ("| a | b |")."""
    rows: list[list[tuple[int, int, str]]] = []
    last = -2
    for line in _PIPED.finditer(text):
        if text.count("\n", last, line.start()) > 1 and last >= 0:
            yield from _grid(rows)
            rows = []
        last = line.end()
        at = line.start(1)
        cells: list[tuple[int, int, str]] = []
        for part in line[1].split("|"):
            piece = _piece(text, at, at + len(part), 1)
            cells.append((piece.start, piece.end, piece.text))
            at += len(part) + 1
        if not re.fullmatch(r"[\s:|-]+", line[1]):
            rows.append(cells)
    yield from _grid(rows)


def _grid(rows: Sequence[Sequence[tuple[int, int, str]]]) -> Iterator[Table]:
    if len(rows) > 1:
        cells = [
            Cell(r, c, 1, 1, start, end)
            for r, row in enumerate(rows)
            for c, (start, end, _) in enumerate(row)
        ]
        width = max(len(row) for row in rows)
        yield Table(cells[0].start, cells[-1].end, len(rows), width, tuple(cells))


def _table(pieces: Sequence[_Piece], *, blank_is_marked: bool) -> Iterator[Table]:
    """Lay the cells of one run on a grid, from the first row that names known columns.

    ``blank_is_marked``: an empty cell has a mark of its own (tabs), so two marks only ask whether
    the row ends; with bars they may also stand for one empty cell.
    """
    rest = list(pieces)
    while rest:
        head = _header(rest)
        if head is None:
            return
        at, width, columns = head
        rows, used = _rows(rest[at + width :], columns, 0 if blank_is_marked else 1)
        first = [(i, piece) for i, piece in enumerate(rest[at : at + width])]
        cells, height = _place([first, *rows], columns)
        if height > 1:
            yield Table(cells[0].start, max(c.end for c in cells), height, width, tuple(cells))
        rest = rest[at + width + used :]


def _header(pieces: Sequence[_Piece]) -> tuple[int, int, tuple[Meaning | None, ...]] | None:
    """Return where the header row begins, its width, and the meaning of its columns."""
    begin = 0
    for i, piece in enumerate(pieces):
        if piece.marks < 2:
            continue
        names = [p.text for p in pieces[begin : i + 1]]
        if len(names) > 2 and all(len(name) < 90 for name in names):
            columns = columns_of(names)
            if sum(c is not None for c in columns) * 2 > len(columns) and len(set(columns)) > 2:
                return begin, len(names), columns
        begin = i + 1
    return None


_Placed = list[tuple[int, _Piece]]


def _rows(
    pieces: Sequence[_Piece], columns: tuple[Meaning | None, ...], hidden: int
) -> tuple[list[_Placed], int]:
    """Cut the cells into rows of at most ``len(columns)`` cells, each with its column.

    ``hidden`` is the number of empty cells that two marks stand for when the row goes on.
    """
    width = len(columns)
    rows: list[_Placed] = []
    row: list[_Piece] = []
    blanks: list[int] = []  # columns of this row that were written empty
    for i, piece in enumerate(pieces):
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        row.append(piece)
        column = len(row) + len(blanks)
        if piece.marks == 1 and column < width:
            continue
        empties = piece.marks - 2
        goes_on = column + empties + hidden
        if following and column < width and _goes_on(following, columns, goes_on, hidden):
            blanks.extend(range(column, goes_on))
            continue
        written = [*range(column, min(column + empties, width))] if empties > 0 else []
        rows.append(_with_blanks(_align(row, blanks, written, columns), [*blanks, *written]))
        row, blanks = [], []
        leading = column + empties - width
        if 0 < leading < width and empties > 0 and column < width:
            blanks = list(range(leading))
    if row:
        rows.append(_align(row, blanks, [], columns))
    return rows, len(pieces)


def _goes_on(piece: _Piece, columns: Sequence[Meaning | None], column: int, hidden: int) -> bool:
    """Tell whether ``piece`` stands in the same row, in ``column``."""
    if column >= len(columns) or is_ordinal(piece.text) or columns[column] == "ordinal":
        return False
    if not hidden and not piece.text:
        return True
    if begins("verb", piece.text.lower()) or len(piece.text) > 160:
        return False
    return fit(columns[column], piece.text) > max(fit("task", piece.text), 0.5)


def _with_blanks(row: _Placed, blanks: Sequence[int]) -> _Placed:
    """Put in the cells that were written empty, so that nothing above is taken to cover them."""
    at = row[-1][1].end
    return sorted([*row, *((c, _Piece(at, at, 1, "")) for c in blanks)], key=lambda cell: cell[0])


def _align(
    row: Sequence[_Piece],
    blanks: Sequence[int],
    written: Sequence[int],
    columns: Sequence[Meaning | None],
) -> _Placed:
    """Give each cell of a row its column: all in order, those that are missing by best fit."""
    free = [c for c in range(len(columns)) if c not in blanks and c not in written]
    if len(row) >= len(free):
        return list(zip(free, row, strict=False))
    if len(row) == 1:
        return [(0 if is_ordinal(row[0].text) else max(1, free[0]), row[0])]
    if len(row) == 2 and len(columns) > 3 and is_ordinal(row[0].text):
        return [(0, row[0]), (1, row[1])]
    best: list[list[tuple[float, tuple[int, ...]]]] = []
    for i, piece in enumerate(row):
        line: list[tuple[float, tuple[int, ...]]] = []
        for j, column in enumerate(free):
            score = fit(columns[column], piece.text)
            before = best[i - 1][:j] if i else [(0.0, ())]
            top = max(before, key=lambda b: b[0], default=(-1e9, ()))
            line.append((top[0] + score - 0.1 * j, (*top[1], column)))
        best.append(line)
    choice = max(best[-1], key=lambda b: b[0])[1]
    return list(zip(choice, row, strict=True))


def _place(rows: Sequence[_Placed], columns: Sequence[Meaning | None]) -> tuple[list[Cell], int]:
    """Turn rows into cells; a cell that is not written again below covers the rows below it."""
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for r, row in enumerate(rows):
        filled = {column for column, _ in row}
        if not any(column > 1 for column, piece in row if piece.text):
            above.clear()
        elif r > 1:
            for column, index in above.items():
                if column not in filled and columns[column] in _MERGED_DOWN:
                    cells[index] = replace(cells[index], row_span=r - cells[index].row + 1)
        for column, piece in row:
            above[column] = len(cells)
            cells.append(Cell(r, column, 1, 1, piece.start, piece.end))
    return cells, len(rows)
