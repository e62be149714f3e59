"""Read the text of a sample: a TOML head between two ``+++`` lines, then one block a paragraph.

Blocks, each set off by a blank line::

    > text          a basis (italic)
    # text          a part (I.), chapter or article heading: bold
    ## text         a section (1.): bold
    ^ text          centred, bold            ~ text      centred, italic
    @ text          centred, plain
    | a | b |       a table, one line a row; cells may hold <br>
    :sign:          where recipients and signature stand
    :annex:         a new page                :annex wide: a new page, landscape
    [^1]: text      the footnote that [^1] in a paragraph calls
    text            a paragraph; **bold** and *italic* inside

The first line of a table gives the widths of its columns ("| 1 | 5 | 3 |"), rows above the line
"| --- |" are its head. A cell "<" belongs to the cell on its left, "^" to the cell above.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Style = Literal["basis", "part", "section", "heading", "caption", "centred", "body"]

PREFIXES: dict[str, Style] = {
    "> ": "basis",
    "# ": "part",
    "## ": "section",
    "^ ": "heading",
    "~ ": "caption",
    "@ ": "centred",
}
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\d+)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; ``note`` is the number of the footnote it calls."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    style: Style
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell at its upper left corner; ``lines`` are its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """``widths`` are shares of the line, ``head`` the number of heading rows."""

    widths: tuple[int, ...]
    head: int
    rows: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    pass


@dataclass(frozen=True, slots=True)
class Annex:
    wide: bool


Block = Paragraph | Grid | Signature | Annex


@dataclass(frozen=True, slots=True)
class Sample:
    """One document. ``issuer`` holds the lines of the issuing body, the last its own name.

    ``kind`` is empty for an official letter, whose ``title`` then stands under the number ("V/v").
    ``signature`` holds the lines above the name. ``day`` is None where it is left blank.
    """

    stem: str
    formats: tuple[str, ...]
    folder: str
    issuer: tuple[str, ...]
    symbol: str
    place: str
    day: date | None
    month: str
    kind: str
    title: str
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    mark: str
    blocks: tuple[Block, ...]
    notes: dict[int, tuple[Run, ...]]

    @property
    def dateline(self) -> str:
        """Place and date as Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4 has them written."""
        if self.day is None:
            return f"{self.place}, ngày      tháng {self.month}"
        month = f"{self.day.month:02d}" if self.day.month < 3 else str(self.day.month)
        return f"{self.place}, ngày {self.day.day:02d} tháng {month} năm {self.day.year}"


def read(path: Path) -> Sample:
    """Read one text of samples/content.

    Raises ValueError where the head or a table is malformed; names the file and the line.
    """
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    fields = tomllib.loads(head)
    notes: dict[int, tuple[Run, ...]] = {}
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        if called := re.match(r"\[\^(\d+)\]: ", chunk):
            notes[int(called[1])] = runs(chunk[called.end() :])
        else:
            blocks.append(_block(chunk, path))
    day = fields.get("date")
    return Sample(
        stem=path.stem,
        formats=tuple(fields["formats"]),
        folder=fields.get("folder", "documents"),
        issuer=tuple(fields["issuer"]),
        symbol=fields["symbol"],
        place=fields["place"],
        day=day,
        month=fields.get("month", ""),
        kind=fields.get("kind", ""),
        title=fields["title"],
        recipients=tuple(fields["recipients"]),
        signature=tuple(fields["signature"]),
        signer=fields["signer"],
        mark=fields["mark"],
        blocks=tuple(blocks),
        notes=notes,
    )


def runs(text: str) -> tuple[Run, ...]:
    """Split a paragraph into runs of one weight; a line break in the source is a space."""
    text = " ".join(text.split())
    found: list[Run] = []
    position = 0
    for match in INLINE.finditer(text):
        if match.start() > position:
            found.append(Run(text[position : match.start()]))
        if match["note"]:
            found.append(Run(match["note"], note=int(match["note"])))
        else:
            inner = match["bold"] or match["italic"]
            found.append(Run(inner, bold=bool(match["bold"]), italic=bool(match["italic"])))
        position = match.end()
    if position < len(text):
        found.append(Run(text[position:]))
    return tuple(found)


def _block(chunk: str, path: Path) -> Block:
    if chunk.startswith(":sign:"):
        return Signature()
    if chunk.startswith(":annex"):
        return Annex(wide="wide" in chunk)
    if chunk.startswith("|"):
        return _grid(chunk, path)
    for prefix, style in PREFIXES.items():
        if chunk.startswith(prefix):
            return Paragraph(style, runs(chunk.removeprefix(prefix)))
    return Paragraph("body", runs(chunk))


def _grid(chunk: str, path: Path) -> Grid:
    lines = [line.strip() for line in chunk.splitlines()]
    split = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    widths = tuple(int(width) for width in split[0])
    head = next(i for i, row in enumerate(split) if row[0].startswith("---")) - 1
    rows = [row for row in split[1:] if not row[0].startswith("---")]
    for row, line in zip(rows, lines[1:], strict=False):
        if len(row) != len(widths):
            raise ValueError(f"{path.name}: {len(row)} cells, expected {len(widths)}: {line}")
    return Grid(widths, head, len(rows), tuple(_cells(rows)))


def _cells(rows: list[list[str]]) -> list[TableCell]:
    found = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = 1
            while c + across < len(row) and row[c + across] == "<":
                across += 1
            down = 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            found.append(TableCell(r, c, down, across, tuple(text.split("<br>"))))
    return found
