"""Rows of a flattened table: the lines under each number are cut into the header's columns.

Every cut of a row is scored by what a cell can be, by the cells that the table repeats, by the
width at which each column wraps, and by the blank lines and page breaks between the lines. A
second pass reuses the widths and repeated cells of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cancu.ingest.cell_fit import fit
from cancu.ingest.columns import Meaning, holds_duties, holds_targets
from cancu.ingest.flat_atoms import atoms_of
from cancu.ingest.flat_habits import Cells, Habits, joined, widths
from cancu.ingest.flat_lines import FlatRow, FlatTable, Line, flat_tables
from cancu.ingest.flat_prices import HEADING_ROMAN, HEADING_WITH_NUMBER
from cancu.ingest.flat_search import Search
from cancu.ingest.rows import CellText, Row, RowTable, heading_depth, printed

_SAMPLE = 40
"""So many rows of a table are enough to learn its habits."""
_LONGEST_TITLE, _LONGEST_NUMBERED_TITLE = 420, 160
"""A heading is no longer, with a Roman number or parts below it, and with a plain number."""


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A row cut into cells; one entry of ``cells`` for each owner the row has."""

    cells: tuple[Cells, ...]
    score: float
    heading: bool = False
    parted: bool = False
    """Whether a page break runs through the row."""


def flat_row_tables(text: str) -> tuple[RowTable, ...]:
    """Read the flattened tables of ``text`` that hold duties or targets."""
    tables = [
        table
        for table in flat_tables(text)
        if holds_duties(table.columns) or holds_targets(table.columns)
    ]
    shared = Habits()
    first: list[list[_Cutting]] = []
    for table in tables:
        cuttings = [_cut(row, table, Habits()) for row in table.rows[:_SAMPLE]]
        first.append(cuttings)
        shared.learn(_columns(table), _cells(cuttings, parted=False))
    found: list[RowTable] = []
    for table, cuttings in zip(tables, first, strict=True):
        habits = Habits(shared.cells, widths(_cells(cuttings, parted=True)))
        rows = _to_rows(table, [_cut(row, table, habits) for row in table.rows])
        found.append(RowTable(table.columns, tuple(rows), table.start, table.end))
    return tuple(found)


def _columns(table: FlatTable) -> list[Meaning | None]:
    return [meaning for meaning in table.columns if meaning != "ordinal"]


def _subject(columns: Sequence[Meaning | None]) -> int:
    return next(i for i, meaning in enumerate(columns) if meaning in ("task", "metric"))


def _cells(cuttings: Sequence[_Cutting], *, parted: bool) -> Iterator[Cells]:
    """Yield the cells of the rows, without headings; with those that pages part if ``parted``."""
    for cutting in cuttings:
        if not cutting.heading and (parted or not cutting.parted):
            yield from cutting.cells


def _cut(row: FlatRow, table: FlatTable, habits: Habits) -> _Cutting:
    """Cut one row, page by page: what a page break parted goes on in the same columns."""
    columns = _columns(table)
    pages = _pages(row)
    cells: list[Cells] = [{}]
    total = 0.0
    for number, page in enumerate(pages):
        atoms = atoms_of(
            page, parted=number > 0, endings=_endings(columns, cells[-1], habits) if number else ()
        )
        if not atoms:
            continue
        search = Search(
            columns,
            atoms,
            habits,
            cells[-1],
            spaced=table.spaced,
            goes_on=number > 0,
            unfinished=number + 1 < len(pages),
            last_empty=row.last_empty if table.prints_blanks and len(pages) == 1 else None,
        )
        score, cuts = search.best()
        total += score
        base = len(cells) - 1
        for cut in cuts:
            while len(cells) <= base + cut.sub:
                cells.append({})
            own = cells[base + cut.sub].setdefault(cut.column, [])
            own.extend(atoms[cut.first : cut.last])
    heading = _as_heading(row, columns, total)
    return heading or _Cutting(tuple(cells), total, parted=len(pages) > 1)


def _pages(row: FlatRow) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in row.lines:
        if line.opens_page and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    return pages


def _endings(columns: Sequence[Meaning | None], above: Cells, habits: Habits) -> list[str]:
    """Return how the cells above a page break may end, as the table writes them elsewhere."""
    return [
        ending
        for column, atoms in above.items()
        for ending in habits.endings(columns[column], joined(atoms))
    ]


def _as_heading(row: FlatRow, columns: Sequence[Meaning | None], score: float) -> _Cutting | None:
    """Read the row as a heading when no cut of it beats having none."""
    atoms = atoms_of(row.lines, whole=True)
    ranked = row.roman or row.children
    price = HEADING_ROMAN if ranked else HEADING_WITH_NUMBER
    most = _LONGEST_TITLE if ranked else _LONGEST_NUMBERED_TITLE
    if "lead" not in columns or not atoms or len(joined(atoms)) > most or price < score:
        return None
    return _Cutting(({_subject(columns): atoms},), price, heading=True)


def _to_rows(table: FlatTable, cuttings: Sequence[_Cutting]) -> list[Row]:
    """Give every cut row its headings, its offsets and the cells that are uncertain."""
    columns = _columns(table)
    subject = _subject(columns)
    headings: list[tuple[int, str, str]] = []
    rows: list[Row] = []
    for row, cutting in zip(table.rows, cuttings, strict=True):
        if cutting.heading:
            words = joined(cutting.cells[0][subject])
            depth = heading_depth(row.label, words, nested=False)
            headings = [h for h in headings if h[0] < depth]
            headings.append((depth, row.label, words))
            continue
        if row.label:
            depth = heading_depth(row.label, "", nested=False)
            headings = [h for h in headings if h[0] < depth]
        section = (*table.title, *((label, title) for _, label, title in headings))
        above: Cells = {}
        for cells in cutting.cells:
            filled = {**above, **cells} if above else cells
            above = filled
            if filled.get(subject):
                rows.append(_to_row(row, filled, columns, section, subject))
    return rows


def _to_row(
    row: FlatRow,
    cells: Cells,
    columns: Sequence[Meaning | None],
    section: tuple[tuple[str, str], ...],
    subject: int,
) -> Row:
    texts: dict[Meaning, CellText] = {}
    doubtful: list[Meaning] = []
    for column, atoms in cells.items():
        meaning = columns[column]
        if meaning is None:
            continue
        text = printed(joined(atoms))
        texts[meaning] = CellText(text, atoms[0].start, atoms[-1].end)
        if meaning not in ("task", "metric") and fit(meaning, text) < 0:
            doubtful.append(meaning)
    end = max(atoms[-1].end for atoms in cells.values())
    start = cells[subject][0].start
    confidence = max(0.3, 0.9 - 0.15 * len(doubtful))
    return Row(section, row.label or None, texts, start, end, confidence, tuple(doubtful))
