"""True tables to rows: header found by meaning, merged cells filled, headings kept as a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cancu.ingest.cell_fit import is_ordinal, unfinished
from cancu.ingest.columns import Meaning, columns_of, holds_duties, holds_targets
from cancu.ingest.text import SourceText, Table

_LABEL = re.compile(
    r"\s*\**\s*((?:[IVXL]+|\d{1,3}|[A-ZĐ])(?:\.(?:\d{1,3}|[IVX]+))*)\s*[.)/:-]\s*\**\s+(?=\S)"
)
_NUMBER = 7
"""The number of a row is no longer; what is longer there tells that the cells are out of place."""
_HEADER_ROWS = 6
"""A header is looked for in this many rows from the top."""


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in one cell of a row: text as printed, white space collapsed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row that may hold a duty. ``section`` pairs labels ("II", "" if none) with titles."""

    section: tuple[tuple[str, str], ...]
    ordinal: str | None
    cells: Mapping[Meaning, CellText]
    start: int
    end: int
    confidence: float = 1.0
    uncertain: tuple[Meaning, ...] = ()

    def text(self, meaning: Meaning) -> str | None:
        """Return the text of a cell, None where the cell is blank or the column absent."""
        cell = self.cells.get(meaning)
        return cell.text or None if cell else None


@dataclass(frozen=True, slots=True)
class RowTable:
    """The rows of one table and the meaning of its columns, left to right."""

    columns: tuple[Meaning | None, ...]
    rows: tuple[Row, ...]
    start: int
    end: int


def printed(text: str) -> str:
    """Collapse white space, compose letters, drop Markdown emphasis."""
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").split())


def label_of(title: str) -> tuple[str, str]:
    """Split "II. NHIỆM VỤ" into ("II", "NHIỆM VỤ"); ("", title) where there is no label."""
    match = _LABEL.match(title)
    return (match[1], title[match.end() :].strip()) if match else ("", title.strip())


def table_rows(source: SourceText) -> tuple[RowTable, ...]:
    """Read every true table that holds duties or targets; a headless table continues the last."""
    found: list[RowTable] = []
    columns: tuple[Meaning | None, ...] = ()
    for table in source.tables:
        grid = _grid(source, table)
        height, read = _header(table, grid)
        if height:
            columns = read
        elif len(columns) != table.columns or not _continues(grid, columns):
            columns = ()
        if holds_duties(columns) or holds_targets(columns):
            body = _Body(source, columns, _title_above(source.text, table.start))
            for line in grid[height:]:
                body.add(line, grid[:height])
            found.append(RowTable(columns, tuple(body.rows), table.start, table.end))
    return tuple(found)


_Line = list[CellText | None]


def _grid(source: SourceText, table: Table) -> list[_Line]:
    """Fill the grid, repeating a merged cell wherever it covers."""
    grid: list[_Line] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        content = CellText(printed(source.text[cell.start : cell.end]), cell.start, cell.end)
        for r in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for c in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[r][c] = content
    return grid


def _header(table: Table, grid: Sequence[_Line]) -> tuple[int, tuple[Meaning | None, ...]]:
    """Return how many rows come before the body and what the columns mean; 0 for no header."""
    for r in range(min(_HEADER_ROWS, len(grid))):
        deep = [cell for cell in table.cells if cell.row == r]
        wide = any(1 < cell.column_span < table.columns for cell in deep)
        height = max((cell.row_span for cell in deep), default=1) if wide else 1
        names = [
            " ".join(dict.fromkeys(cell.text for line in grid[r : r + height] if (cell := line[c])))
            for c in range(table.columns)
        ]
        columns = columns_of([name if len(name) < 120 else "" for name in names])
        if holds_duties(columns) or holds_targets(columns) or {"step", "procedure"} & set(columns):
            return r + height, columns
    return 0, ()


def _continues(grid: Sequence[_Line], columns: Sequence[Meaning | None]) -> bool:
    """Tell whether a table without a header goes on with the columns of the table before."""
    if not columns or columns[0] != "ordinal" or not grid:
        return bool(columns)
    first = [line[0].text for line in grid if line[0] and line[0].text]
    return all(is_ordinal(text) for text in first)


def _title_above(text: str, start: int) -> tuple[tuple[str, str], ...]:
    """Return the numbered title right above a table, if there is one."""
    above = [part for part in text[max(0, start - 800) : start].split("\n\n") if part.strip(" |\n")]
    for part in reversed(above[-2:]):
        label, title = label_of(printed(part))
        if label:
            return ((label, title),)
    return ()


@dataclass(slots=True)
class _Body:
    """The rows read so far, with the headings that are open."""

    source: SourceText
    columns: tuple[Meaning | None, ...]
    title: tuple[tuple[str, str], ...]
    rows: list[Row] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    after_heading: bool = False
    doubtful: tuple[str, Mapping[Meaning, CellText]] | None = None
    """A heading with a number: it turns out to be a row without owner when its sibling follows."""

    def add(self, line: _Line, header: Sequence[_Line]) -> None:
        """Read one line of the grid: header again, heading, continuation, or row."""
        texts = [cell.text if cell else "" for cell in line]
        if not any(texts) or self._is_header(texts, header):
            return
        ordinals = [t for t, m in zip(texts, self.columns, strict=True) if m == "ordinal" and t]
        cells: dict[Meaning, CellText] = {
            meaning: cell
            for cell, meaning in zip(line, self.columns, strict=True)
            if cell and cell.text and meaning and meaning != "ordinal"
        }
        spread = [
            cell
            for cell, meaning in zip(line, self.columns, strict=True)
            if cell and cell.text and meaning != "ordinal"
        ]
        if len(spread) > 1 and all(cell is spread[0] for cell in spread):
            self._heading(
                ordinals[0] if ordinals and is_ordinal(ordinals[0]) else "", spread[0].text
            )
        elif self._is_continuation(ordinals, cells):
            self._append(cells)
        elif set(cells) == {self._subject()} and "lead" in self.columns:
            label = ordinals[0] if ordinals else ""
            self._heading(label, cells[self._subject()].text)
            self.doubtful = (label.strip(" .)"), cells) if label else None
        elif self._subject() in cells and (not ordinals or len(ordinals[0]) <= _NUMBER):
            self._row(ordinals[0] if ordinals else None, cells)

    def _subject(self) -> Meaning:
        return "task" if "task" in self.columns else "metric"

    def _is_header(self, texts: Sequence[str], header: Sequence[_Line]) -> bool:
        """A header printed again at a page break, or a line that numbers the columns."""
        folded = [re.sub(r"\W+", "", text).lower() for text in texts]
        if all(re.fullmatch(r"\d{1,2}|[a-dđ]|", text) for text in folded) and len(folded) > 3:
            return len([text for text in folded if text]) > len(folded) // 2
        return any(
            folded == [re.sub(r"\W+", "", cell.text if cell else "").lower() for cell in line]
            for line in header
        )

    def _is_continuation(self, ordinals: Sequence[str], cells: Mapping[Meaning, CellText]) -> bool:
        """A row cut by a page goes on without a number, its text in the middle of a sentence."""
        if ordinals or not self.rows or self.after_heading or not cells:
            return False
        task = cells.get(self._subject())
        if task is None:
            return not cells.get("lead") or self._new_page(cells)
        if task.text.lstrip('("“ ')[:1].islower():
            return True
        if task.text.isupper() or not self._new_page(cells) or {"lead", "deadline"} & set(cells):
            return False
        if set(cells) != {self._subject()}:
            return True
        return unfinished(self.rows[-1].text(self._subject()) or "")

    def _new_page(self, cells: Mapping[Meaning, CellText]) -> bool:
        start = min(cell.start for cell in cells.values())
        return self.source.page_at(start) != self.source.page_at(self.rows[-1].end - 1)

    def _append(self, cells: Mapping[Meaning, CellText]) -> None:
        last = self.rows[-1]
        joined = dict(last.cells)
        for meaning, cell in cells.items():
            before = joined.get(meaning)
            text = f"{before.text} {cell.text}" if before else cell.text
            joined[meaning] = CellText(text, before.start if before else cell.start, cell.end)
        end = max(cell.end for cell in joined.values())
        self.rows[-1] = Row(last.section, last.ordinal, joined, last.start, end, last.confidence)

    def _heading(self, label: str, text: str) -> None:
        """Open a heading; it closes those of its own depth and deeper."""
        own, title = label_of(text)
        label = label.strip(" .)") or own
        depth = heading_depth(label, title, nested=self.after_heading)
        self.headings = [h for h in self.headings if h[0] < depth]
        self.headings.append((depth, label, title if own else text))
        self.after_heading = True
        self.doubtful = None

    def _row(self, ordinal: str | None, cells: Mapping[Meaning, CellText]) -> None:
        if self.doubtful and ordinal and _follows(self.doubtful[0], ordinal.strip(" .)")):
            (label, owned), self.doubtful = self.doubtful, None
            self.headings.pop()
            self._row(label, owned)
        self.doubtful = None
        if ordinal:
            depth = heading_depth(ordinal.strip(" .)"), "", nested=False)
            self.headings = [h for h in self.headings if h[0] < depth or not h[1]]
        section = (*self.title, *((label, title) for _, label, title in self.headings))
        subject = cells[self._subject()]
        end = max(cell.end for cell in cells.values())
        self.rows.append(Row(section, ordinal, cells, subject.start, max(end, subject.end)))
        self.after_heading = False


def _follows(label: str, following: str) -> bool:
    """Tell whether ``following`` is the next number after ``label`` on the same level."""
    head, _, last = label.rpartition(".")
    next_head, _, next_last = following.rpartition(".")
    if head != next_head or not (last.isdigit() and next_last.isdigit()):
        return False
    return int(next_last) == int(last) + 1


def heading_depth(label: str, title: str, *, nested: bool) -> int:
    """Rank a heading: letters, Roman numbers, numbers by their parts; bare titles by capitals."""
    if not label:
        return 1 if title.isupper() and not nested else 2
    if re.fullmatch(r"[IVXL]+", label):
        return 1
    if re.fullmatch(r"[A-ZĐ]", label):
        return 0
    return 2 + label.count(".")
