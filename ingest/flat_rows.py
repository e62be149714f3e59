"""Rows of a flattened table: the lines under each number are cut into the header's columns.

Every cut of a row is scored by what a cell can be, by the cells that the table repeats, by the
width at which each column wraps, and by the blank lines and page breaks between the lines; the
best cut is found by dynamic programming. A second pass reuses the widths and repeated cells of
the first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cancu.ingest.cell_fit import begins, dated, fit, fit_beginning, unfinished
from cancu.ingest.columns import Meaning, holds_duties, holds_targets
from cancu.ingest.flat_atoms import Atom, atoms_of
from cancu.ingest.flat_lines import FlatRow, FlatTable, Line, flat_tables
from cancu.ingest.rows import CellText, Row, RowTable, heading_depth, printed

_SKIPPED: dict[Meaning | None, float] = {
    "task": -5.0,
    "metric": -5.0,
    "lead": -4.0,
    "coordinating": -1.6,
    "deadline": -2.2,
    "deliverable": -1.6,
    "unit": -4.0,
    "value": -4.0,
}
_SKIPPED_OTHER = -0.2
_LONGEST: dict[Meaning | None, int] = {
    "lead": 240,
    "coordinating": 240,
    "deadline": 180,
    "unit": 25,
    "value": 45,
}
_LONGEST_OTHER = 2500
_LONG = 80
_STRANGE = 90
_SHORT_NAME = 15
_RESTART = -7.0
_HOPELESS = -10.0
"""Lines that wrap as badly as this are not of one column."""
_SAMPLE = 40
"""So many rows of a table are enough to learn its habits."""
_HEADING_WITH_NUMBER = -4.0
_HEADING_ROMAN = -1.0


@dataclass(slots=True)
class Habits:
    """What a first pass learned: cells that recur, and the width at which columns wrap."""

    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    widths: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Width of a column in letters, and how far it is to be trusted, 0 to 1."""

    def endings(self, meaning: Meaning | None, before: str) -> list[str]:
        """Return what recurring cells of this kind go on with after ``before``."""
        shelf, head = _shelf(meaning), f"{before.lower()} "
        return [
            text[len(head) :]
            for (kind, text), count in self.cells.items()
            if count > 1 and kind == shelf and text.startswith(head)
        ]

    def shortens(self, text: str) -> bool:
        """Tell whether ``text`` is the name of a known body without its first words."""
        tail = f" {text.lower()}"
        return len(text) > _SHORT_NAME and any(
            kind == "body" and count > 1 and name.endswith(tail)
            for (kind, name), count in self.cells.items()
        )

    def seen(self, meaning: Meaning | None, text: str) -> int:
        return self.cells[_shelf(meaning), text.lower()]


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment of a row given to a column: atoms ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    column: int
    sub: int


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A row cut into cells; ``texts[sub][column]`` holds the spans of each cell's parts."""

    cells: tuple[dict[int, list[Atom]], ...]
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
        _learn_cells(shared, table, cuttings)
    found: list[RowTable] = []
    for table, cuttings in zip(tables, first, strict=True):
        habits = Habits(shared.cells, _widths(cuttings))
        again = [_cut(row, table, habits) for row in table.rows]
        rows = _to_rows(table, again)
        found.append(RowTable(table.columns, tuple(rows), table.start, table.end))
    return tuple(found)


def _shelf(meaning: Meaning | None) -> str:
    return "body" if meaning in ("lead", "coordinating") else str(meaning)


def _columns(table: FlatTable) -> list[Meaning | None]:
    return [meaning for meaning in table.columns if meaning != "ordinal"]


def _learn_cells(habits: Habits, table: FlatTable, cuttings: Sequence[_Cutting]) -> None:
    columns = _columns(table)
    for cutting in cuttings:
        for cells in () if cutting.heading or cutting.parted else cutting.cells:
            for column, atoms in cells.items():
                meaning = columns[column]
                text = _joined(atoms)
                if meaning not in ("task", "metric") and fit(meaning, text) > -0.5:
                    habits.cells[_shelf(meaning), text.lower()] += 1


def _widths(cuttings: Sequence[_Cutting]) -> dict[int, tuple[float, float]]:
    """Return the width of each column that explains most of its line ends.

    A line of n letters that wraps before a word of m says: n <= width < n + 1 + m.
    """
    bounds: dict[int, list[tuple[int, int]]] = {}
    for cutting in cuttings:
        for cells in () if cutting.heading else cutting.cells:
            for column, atoms in cells.items():
                bounds.setdefault(column, []).extend(_bounds(atoms))
    return {
        column: (float(_most_common_point(pairs)), min(1.0, len(pairs) / 8))
        for column, pairs in bounds.items()
        if len(pairs) > 2
    }


def _bounds(atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    size = 0
    for above, below in pairwise(atoms):
        size += len(above.text) + (1 if size else 0)
        if above.line != below.line:
            if below.lower:
                found.append((size, size + 1 + len(below.text.split(" ", 1)[0])))
            size = 0
    return found


def _most_common_point(pairs: Sequence[tuple[int, int]]) -> int:
    """Return the largest number that lies in most of the half-open intervals."""
    counts = Counter[int]()
    for low, high in pairs:
        counts.update(range(low, high + 1))
    top = max(counts.values())
    return max(width for width, count in counts.items() if count >= 0.97 * top)


def _joined(atoms: Sequence[Atom]) -> str:
    return " ".join(atom.text for atom in atoms)


def _cut(row: FlatRow, table: FlatTable, habits: Habits) -> _Cutting:
    """Cut one row, page by page: what a page break parted goes on in the same columns."""
    columns = _columns(table)
    pages: list[list[Line]] = [[]]
    for line in row.lines:
        if line.opens_page and pages[-1]:
            pages.append([])
        pages[-1].append(line)
    cells: list[dict[int, list[Atom]]] = [{}]
    total = 0.0
    for number, page in enumerate(pages):
        known = [
            ending
            for column, part in (cells[-1].items() if number else ())
            for ending in habits.endings(columns[column], _joined(part))
        ]
        atoms = atoms_of(page, parted=number > 0, endings=known)
        if not atoms:
            continue
        search = _Search(
            columns,
            atoms,
            habits,
            cells[-1],
            table.spaced,
            number > 0,
            number + 1 < len(pages),
            row.last_empty if table.prints_blanks and len(pages) == 1 else None,
        )
        score, cuts = search.best()
        total += score
        base = len(cells) - 1
        for cut in cuts:
            while len(cells) <= base + cut.sub:
                cells.append({})
            own = cells[base + cut.sub].setdefault(cut.column, [])
            own.extend(atoms[cut.first : cut.last])
    plain = _as_heading(row, columns, total)
    return plain or _Cutting(tuple(cells), total, parted=len(pages) > 1)


def _as_heading(row: FlatRow, columns: Sequence[Meaning | None], score: float) -> _Cutting | None:
    """Read the row as a heading when no cut of it beats having none."""
    atoms = atoms_of(row.lines, whole=True)
    ranked = row.roman or row.children
    price = _HEADING_ROMAN if ranked else _HEADING_WITH_NUMBER
    text = _joined(atoms)
    subject = next(i for i, m in enumerate(columns) if m in ("task", "metric"))
    if "lead" not in columns or not atoms or len(text) > (420 if ranked else 160):
        return None
    return _Cutting(({subject: atoms},), price, heading=True) if price >= score else None


_Key = tuple[int, int, int, int]


@dataclass(slots=True)
class _Search:
    """The best cut of the atoms of one page of one row."""

    columns: Sequence[Meaning | None]
    atoms: Sequence[Atom]
    habits: Habits
    before: dict[int, list[Atom]]
    spaced: bool
    goes_on: bool
    """Whether a page above holds the beginning of the row."""
    unfinished: bool
    """Whether a page below holds the rest of it."""
    last_empty: bool | None = None
    """Whether the last column is known to be empty, or known not to be."""
    wraps: list[list[float]] = field(default_factory=list)

    def best(self) -> tuple[float, list[Cut]]:
        """Return the best score and its cuts, left to right."""
        self.wraps = [self._wraps(column) for column in range(len(self.columns))]
        begin: _Key = (0, -1, 0, 0)
        scores: dict[_Key, float] = {begin: 0.0}
        back: dict[_Key, _Key] = {}
        at: dict[int, list[_Key]] = {0: [begin]}
        size = len(self.atoms)
        for first in range(size):
            keys = _pruned(at.get(first, []), scores)
            if not keys or not (first == 0 or self.atoms[first].may_open):
                continue
            for column in range(len(self.columns)):
                entries = [(k, self._enter(k, column, first)) for k in keys]
                for fresh in (False, True):
                    own = [
                        (k, gain)
                        for k, gain in entries
                        if gain > -50 and (k[3] > 0 or column <= k[1]) == fresh
                    ]
                    for last, gain, lines in self._segments(first, column, fresh) if own else ():
                        for key, entry in own:
                            join = self._join(key, first, lines) if first else 0.0
                            score = scores[key] + entry + gain + join
                            sub = key[3] + (1 if column <= key[1] else 0)
                            new = (last, column, min(lines, 3), sub)
                            if score > scores.get(new, -math.inf):
                                if new not in scores:
                                    at.setdefault(last, []).append(new)
                                scores[new] = score
                                back[new] = key
        if size not in at:  # no column is as wide as these lines: cut them without widths
            return replace(self, habits=Habits(self.habits.cells)).best()
        return self._trace(scores, back, at[size])

    def _trace(
        self, scores: dict[_Key, float], back: dict[_Key, _Key], ends: Sequence[_Key]
    ) -> tuple[float, list[Cut]]:
        top, key = max((scores[k] + self._rest(k), k) for k in ends)
        cuts: list[Cut] = []
        while key in back:
            previous = back[key]
            cuts.append(Cut(previous[0], key[0], key[1], key[3]))
            key = previous
        return top, cuts[::-1]

    def _rest(self, key: _Key) -> float:
        """The price of the columns that stay empty after the last cell."""
        if self.unfinished:
            return 0.0
        price = self._skip(key[1] + 1, len(self.columns))
        if self.last_empty is not None:
            filled = key[1] == len(self.columns) - 1 or len(self.columns) - 1 in self.before
            price -= 3.0 if filled == self.last_empty else 0.0
        return price

    def _skip(self, first: int, last: int) -> float:
        total = 0.0
        for c in range(first, last):
            if self.goes_on and c in self.before:
                tallest = max(self._height(other) for other in self.before)
                total -= 0.7 if self._height(c) == tallest else 0.0
                total -= 1.5 if unfinished(_joined(self.before[c])) else 0.0
            else:
                total += _SKIPPED.get(self.columns[c], _SKIPPED_OTHER)
        return total

    def _enter(self, key: _Key, column: int, first: int) -> float:
        """The price of going on from the cell of ``key`` to ``column``."""
        if column > key[1]:
            empty = column - key[1] - 1
            blanks = self.atoms[first].blanks if self.spaced and first else 0
            if blanks and empty == blanks:
                return 2.0 if blanks > 1 else 0.5
            return self._skip(key[1] + 1, column) - (2.0 if blanks > 1 else 0.0)
        again = self.columns[column] == "lead" and key[1] >= self._restart_from()
        if again and self.atoms[first].body:
            return _RESTART + self._skip(key[1] + 1, len(self.columns)) * 0.5
        return -math.inf

    def _restart_from(self) -> int:
        """The column after which a second owner may begin: what the first one delivers."""
        for meaning in ("deliverable", "deadline"):
            if meaning in self.columns:
                return self.columns.index(meaning)
        return len(self.columns)

    def _segments(self, first: int, column: int, fresh: bool) -> list[tuple[int, float, int]]:
        """Score every segment from ``first`` in ``column``: its end, its gain, its lines.

        ``fresh``: the cell belongs to a second owner, so nothing above the page break is its.
        """
        meaning = self.columns[column]
        longest = self._longest(meaning, first)
        found: list[tuple[int, float, int]] = []
        text = ""
        opening = self.atoms[first]
        before = _joined(self.before.get(column, ())) if self.goes_on and not fresh else ""
        offset = (
            -fit_beginning(meaning, before) + self._carry(column, before, opening)
            if before
            else 0.0
        )
        if opening.lower and not before and (first or self.goes_on):
            offset -= 4.0
        wraps = self.wraps[column]
        width, trust = self.habits.widths.get(column, (1e9, 0.0))
        over = 0.0
        for last in range(first + 1, len(self.atoms) + 1):
            text = f"{text} {self.atoms[last - 1].text}".lstrip()
            if self.atoms[last - 1].line == opening.line:
                over = min(6.0, 0.8 * max(0.0, len(text) - 1.1 * width - 1)) * trust
            wrap = wraps[last - 1] - wraps[first] - over
            if len(text) > longest or wrap < _HOPELESS:
                break
            if last < len(self.atoms) and not self.atoms[last].may_open:
                continue
            whole = f"{before} {text}" if before else text
            gain = offset + wrap + self._fit(meaning, whole)
            gain += self._memory(meaning, whole, before)
            found.append((last, gain, self.atoms[last - 1].line - opening.line + 1))
        return found

    def _longest(self, meaning: Meaning | None, first: int) -> int:
        """A cell that does not begin as its kind does is not followed far."""
        longest = _LONGEST.get(meaning, _LONGEST_OTHER)
        if self.goes_on:
            return longest
        opening = self.atoms[first]
        if meaning in ("lead", "coordinating") and not opening.body:
            return _STRANGE
        if meaning == "deadline" and not dated(opening.text.lower()):
            return _STRANGE
        return longest

    def _fit(self, meaning: Meaning | None, text: str) -> float:
        """Score the words of a cell; the end of a long text counts little but for its length."""
        if len(text) > _LONG and meaning not in _LONGEST:
            score = fit(meaning, text[:_LONG]) - _too_long(meaning, len(text))
        elif self.unfinished:
            score = fit_beginning(meaning, text)
        else:
            score = fit(meaning, text)
        if unfinished(text):
            score -= 0.8 if self.unfinished else 3.5
        return score

    def _carry(self, column: int, before: str, opening: Atom) -> float:
        """Score going on with the cell above the page break.

        A cell with fewer lines above the break than another one was complete there.
        """
        gain = -0.5 if opening.lower or opening.text[0].isdigit() else -2.0
        if unfinished(before):
            gain += 2.0
        if self._height(column) < max(self._height(c) for c in self.before):
            gain -= 2.5
        return gain

    def _height(self, column: int) -> int:
        atoms = self.before[column]
        return atoms[-1].line - atoms[0].line + 1 if atoms else 0

    def _memory(self, meaning: Meaning | None, text: str, before: str) -> float:
        """A cell that recurs is trusted; one that was complete above does not go on."""
        if meaning in ("task", "metric") or len(text) > 150:
            return -4.0 if before and self.habits.seen(meaning, before) > 1 else 0.0
        seen = self.habits.seen(meaning, text)
        if not seen and meaning in ("lead", "coordinating") and self.habits.shortens(text):
            return 0.0 if begins("body", text.lower()) else 5.0
        gain = min(3.0, 0.8 + 0.6 * math.log2(seen)) if seen > 1 else 0.0
        if before and self.habits.seen(meaning, before) > 1 and seen < 2:
            gain -= 4.0
        return gain

    def _join(self, key: _Key, first: int, lines: int) -> float:
        """Score a cut by what lies between the lines (see :class:`Atom`).

        Where cells are centred in their row, the step from a cell of n lines to one of m is
        (n + m - 2) / 2 lines: none is the same line, a half prints without a blank line.
        """
        gap = self.atoms[first].gap
        both = key[2] + min(lines, 3)
        full = -0.6 if self._is_full(first, key[1]) else 0.0
        if not self.spaced:
            return full + (1.6 if gap > 1 else (-0.6 if gap == 1 else -1.5))
        broken = self.goes_on or self.unfinished
        if gap == 0:
            return -1.0 if both == 2 else (-1.5 if broken else (-2.0 if key[2] == 1 else -4.0))
        if gap == 1:
            return 3.0 if both == 3 else (1.0 if broken else -1.0)
        if broken:
            return full
        return full - (2.5 if both == 2 else (1.5 if both == 3 else 0.0))

    def _is_full(self, first: int, column: int) -> bool:
        """Tell whether the line above has no room: then it rather wraps than ends a cell."""
        above = self.atoms[first - 1]
        width, trust = self.habits.widths.get(column, (0.0, 0.0))
        if trust < 0.5:
            return False
        return above.width + 1 + len(self.atoms[first].text.split(" ", 1)[0]) > width

    def _wraps(self, column: int) -> list[float]:
        """Running sum over the atoms of how badly a column of this width wraps there."""
        width = self.habits.widths.get(column)
        sums = [0.0]
        for above, below in zip(self.atoms, self.atoms[1:], strict=False):
            sums.append(sums[-1] + _wrap(above, below, width, self.spaced))
        return sums


def _too_long(meaning: Meaning | None, size: int) -> float:
    """The price of a long text beyond the first ``_LONG`` letters."""
    slope = 0.005 if meaning == "deliverable" else 0.0
    return max(0, size - _LONG) * slope + max(0, size - 250) * 0.02


def _wrap(above: Atom, below: Atom, measured: tuple[float, float] | None, spaced: bool) -> float:
    """Score the break between two lines of one cell: words wrap where the line is full."""
    if above.line == below.line:
        return 0.0
    price = -2.5 if spaced and below.gap == 1 else 0.0
    if measured is None:
        return price
    width, trust = measured
    over = above.width - width - max(1.0, 0.1 * width)
    if over > 0:
        price -= min(6.0, 0.8 * over) * trust
    room = width - above.width - len(below.text.split(" ", 1)[0]) - 1
    if room > 1 and not below.lower:
        ended = above.text[-1] in ".;:,!?" or below.bullet
        price -= min(2.5, 0.25 * room) * (0.4 if ended else 1.0) * trust
    elif room > 2:
        price -= min(4.0, 0.35 * (room - 2)) * trust
    return price


def _pruned(keys: Sequence[_Key], scores: dict[_Key, float]) -> list[_Key]:
    """Keep the promising states at one place."""
    if len(keys) < 2:
        return list(keys)
    top = max(scores[key] for key in keys)
    return [key for key in keys if scores[key] > top - 9]


def _to_rows(table: FlatTable, cuttings: Sequence[_Cutting]) -> list[Row]:
    """Give every cut row its headings, its offsets and the cells that are uncertain."""
    columns = _columns(table)
    subject = next(i for i, m in enumerate(columns) if m in ("task", "metric"))
    headings: list[tuple[int, str, str]] = []
    rows: list[Row] = []
    for row, cutting in zip(table.rows, cuttings, strict=True):
        if cutting.heading:
            depth = heading_depth(row.label, _joined(cutting.cells[0][subject]), nested=False)
            headings = [h for h in headings if h[0] < depth]
            headings.append((depth, row.label, _joined(cutting.cells[0][subject])))
            continue
        if row.label:
            depth = heading_depth(row.label, "", nested=False)
            headings = [h for h in headings if h[0] < depth]
        section = (*table.title, *((label, title) for _, label, title in headings))
        above: dict[int, list[Atom]] = {}
        for cells in cutting.cells:
            filled = {**above, **cells} if above else cells
            above = filled
            if filled.get(subject):
                rows.append(_to_row(row, filled, columns, section, subject))
    return rows


def _to_row(
    row: FlatRow,
    cells: dict[int, list[Atom]],
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
        text = printed(_joined(atoms))
        texts[meaning] = CellText(text, atoms[0].start, atoms[-1].end)
        if meaning not in ("task", "metric") and fit(meaning, text) < 0:
            doubtful.append(meaning)
    end = max(atoms[-1].end for atoms in cells.values())
    start = cells[subject][0].start
    confidence = max(0.3, 0.9 - 0.15 * len(doubtful))
    return Row(section, row.label or None, texts, start, end, confidence, tuple(doubtful))
