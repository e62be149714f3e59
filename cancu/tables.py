"""Tables for a terminal: short columns whole, long texts cut, a sentence below its row."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_LONGEST = 110
"""Letters of a text that a table shows."""
_SHORT = 20
"""A column whose cells are no wider is never broken."""
_NARROW = 22
"""Where a column of long texts would get less, the longest text goes below its row."""
_GAP = 3

Rows = Sequence[Sequence[str]]


def print_table(out: Console, headings: Sequence[str], rows: Rows, title: str | None) -> None:
    """Print rows of plain text under their headings."""
    if title:
        out.print(Text(title, style="bold"))
    if not rows:
        out.print("Không có dòng nào. / No rows.")
        return
    cells = [[_cut(cell) for cell in row] for row in rows]
    below = _below(headings, cells, out.width)
    kept = [i for i in range(len(headings)) if i not in below]
    widths = _widths([headings[i] for i in kept], [[row[i] for i in kept] for row in cells])
    table = _table([headings[i] for i in kept], widths, out.width)
    if not below:
        for row in cells:
            table.add_row(*map(Text, row))
        out.print(table)
        return
    out.print(table)
    for row in cells:
        line = _table([], widths, out.width)
        line.add_row(*(Text(row[i]) for i in kept))
        out.print(Padding(line, (0, 0, 0, 1)))
        for i in below:
            if row[i]:
                named = f"{headings[i]}: " if len(below) > 1 else ""
                out.print(Padding(Text(named + row[i], style="dim"), (0, 0, 0, 5)))


def _table(headings: Sequence[str], widths: Sequence[int], room: int) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD, show_header=bool(headings), show_edge=bool(headings),
        pad_edge=False, header_style="bold",
    )  # fmt: skip
    for i, width in enumerate(_fixed(widths, room)):
        table.add_column(headings[i] if headings else "", width=width, overflow="fold")
    return table


def _cut(text: str) -> str:
    line = " ".join(text.split())
    if line.startswith(("http://", "https://")) and " " not in line:
        # Of a document's IRI the issuer, type, year and number tell a person something.
        line = line.rpartition("/vn/")[2]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _widths(headings: Sequence[str], rows: Rows) -> list[int]:
    """How wide each column would like to be."""
    wanted = []
    for i, heading in enumerate(headings):
        widest = max(cell_len(row[i]) for row in rows)
        word = max(map(cell_len, heading.split() or [heading]))
        wanted.append(max(widest, word if widest > _SHORT else min(cell_len(heading), _SHORT), 1))
    return wanted


def _fixed(widths: Sequence[int], room: int) -> list[int]:
    """Share the room: short columns get what they want, long ones what is left."""
    left = room - _GAP * len(widths)
    final = list(widths)
    open_ = [i for i, width in enumerate(widths) if width > _SHORT]
    left -= sum(width for width in widths if width <= _SHORT)
    # The least greedy first: what one does not need goes to the others.
    for rank, i in enumerate(sorted(open_, key=lambda i: widths[i])):
        final[i] = max(8, min(widths[i], left // (len(open_) - rank)))
        left -= final[i]
    return final


def _below(headings: Sequence[str], rows: Rows, room: int) -> list[int]:
    """The columns of the longest texts, as many as leave the others wide enough to read."""
    below: list[int] = []
    while len(below) < len(headings) - 1:
        kept = [i for i in range(len(headings)) if i not in below]
        widths = _widths([headings[i] for i in kept], [[row[i] for i in kept] for row in rows])
        final = _fixed(widths, room)
        fits = sum(final) + _GAP * len(final) <= room
        if fits and all(final[k] >= min(width, _NARROW) for k, width in enumerate(widths)):
            break
        below.append(kept[max(range(len(widths)), key=lambda k: widths[k])])
    return sorted(below)
