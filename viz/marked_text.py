"""The text of a document as HTML: citations marked, tables as tables, nothing added or lost.

Stripping the tags and undoing the character references gives back the text, white space and all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from cancu.ingest.text import Cell, SourceText, Table
from cancu.viz.segments import Segment, segments

_HTML_SPACE = " \t\n\r\f"
_BLANK_LINES = re.compile(r"\n[ \t\r\f\v]*(?:\n[ \t\r\f\v]*)+")

Attributes = Callable[[int], Mapping[str, str]]
"""Gives the attributes, class among them, of the mark of one span."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An empty element at an offset: the target of a link or the border of a page."""

    offset: int
    html: Markup


def marked_text(
    source: SourceText,
    spans: Sequence[tuple[int, int]],
    attributes: Attributes,
    anchors: Iterable[Anchor] = (),
) -> Markup:
    """Return ``source.text`` as HTML with a ``mark`` for each stretch of each span.

    A mark's ``data-m`` names all spans over it, the widest first; an empty element with the id
    ``m{index}`` stands where each span begins. Tables that overlap or whose cells do not stand in
    reading order are written as the plain text they came from. Runs of blank lines are wrapped, so
    that a page can draw them as one gap.
    """
    tables = _sound_tables(source)
    placed = sorted(anchors, key=lambda anchor: anchor.offset)
    cuts = [anchor.offset for anchor in placed]
    cuts.extend(border for blank in _BLANK_LINES.finditer(source.text) for border in blank.span())
    for table in tables:
        cuts.extend((table.start, table.end))
        cuts.extend(border for cell in table.cells for border in (cell.start, cell.end))
    writer = _Writer(source.text, spans, attributes, placed, cuts)
    for table in tables:
        _write_table(writer, table)
    writer.flow(len(source.text))
    return writer.written()


def _sound_tables(source: SourceText) -> list[Table]:
    tables: list[Table] = []
    last = 0
    for table in sorted(source.tables, key=lambda table: (table.start, -table.end)):
        if last <= table.start and _reads_in_order(table) and table.end <= len(source.text):
            tables.append(table)
            last = table.end
    return tables


def _reads_in_order(table: Table) -> bool:
    cells = table.cells
    return (
        bool(cells)
        and table.start < table.end
        and table.start <= cells[0].start
        and cells[-1].end <= table.end
        and all(cell.start <= cell.end for cell in cells)
        and all(a.end <= b.start and a.row <= b.row for a, b in pairwise(cells))
    )


def _write_table(writer: _Writer, table: Table) -> None:
    writer.flow(table.cells[0].start)
    writer.tag("<table>")
    taken: set[tuple[int, int]] = set()
    for place, cell in enumerate(table.cells):
        if place == 0 or cell.row != table.cells[place - 1].row:
            first = table.cells[place - 1].row + 1 if place else cell.row
            writer.tag("</tr><tr>" * (cell.row - first))
            writer.tag("</tr><tr>" if place else "<tr>")
        _write_cell(writer, cell, taken)
        following = table.cells[place + 1].start if place + 1 < len(table.cells) else None
        writer.close_cell(following)
    writer.tag("</tr></table>")


def _write_cell(writer: _Writer, cell: Cell, taken: set[tuple[int, int]]) -> None:
    """Open and fill a cell; grid positions that no cell covers become empty cells before it."""
    column = cell.column - 1
    gaps = 0
    while column >= 0 and (cell.row, column) not in taken:
        gaps += 1
        column -= 1
    writer.tag("<td></td>" * gaps)
    taken.update(
        (row, column)
        for row in range(cell.row, cell.row + max(cell.row_span, 1))
        for column in range(cell.column - gaps, cell.column + max(cell.column_span, 1))
        if row == cell.row or column >= cell.column
    )
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    writer.tag(f"<td{rows}{columns}>")
    writer.flow(cell.end)


class _Writer:
    """Writes the segments of a text one after the other; what it is given goes in escaped."""

    def __init__(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        attributes: Attributes,
        anchors: Sequence[Anchor],
        cuts: Iterable[int],
    ) -> None:
        self._text = text
        self._spans = spans
        self._attributes = attributes
        self._anchors = anchors
        self._segments = segments(spans, len(text), cuts)
        self._begun: set[int] = set()
        self._segment = 0
        self._anchor = 0
        self._parts: list[str] = []

    def written(self) -> Markup:
        return Markup("".join(self._parts))

    def tag(self, tag: str) -> None:
        self._parts.append(tag)

    def flow(self, end: int) -> None:
        """Write the text up to ``end``, with its marks and anchors."""
        for segment in self._upto(end):
            while (
                self._anchor < len(self._anchors)
                and self._anchors[self._anchor].offset <= segment.start
            ):
                self._parts.append(self._anchors[self._anchor].html)
                self._anchor += 1
            self._write(segment)

    def close_cell(self, following: int | None) -> None:
        """Close a cell and write what stands before the ``following`` one.

        A browser moves text out of a table unless it is blank, so other text stays in the cell:
        hidden, for it is a column rule, a page number or a repeated heading, unless cited in.
        """
        if following is None:
            self._parts.append("</td>")
            return
        between = self._upto(following)
        if all(not s.marks and not self._text[s.start : s.end].strip(_HTML_SPACE) for s in between):
            self._parts.append("</td>")
            self._parts.extend(_escaped(self._text[s.start : s.end]) for s in between)
            return
        hidden = "" if any(segment.marks for segment in between) else " hidden"
        self._parts.append(f'<span class="between"{hidden}>')
        for segment in between:
            self._write(segment)
        self._parts.append("</span></td>")

    def _upto(self, end: int) -> list[Segment]:
        first = self._segment
        while self._segment < len(self._segments) and self._segments[self._segment].start < end:
            self._segment += 1
        return self._segments[first : self._segment]

    def _write(self, segment: Segment) -> None:
        text = _escaped(self._text[segment.start : segment.end])
        fresh = [mark for mark in segment.marks if mark not in self._begun]
        if not fresh and _BLANK_LINES.fullmatch(self._text, segment.start, segment.end):
            self._parts.append(f'<span class="blank">{text}</span>')
            return
        if not segment.marks:
            self._parts.append(text)
            return
        self._begun.update(fresh)
        self._parts.extend(f'<span id="m{mark}"></span>' for mark in fresh)
        attributes = self._mark_attributes(segment) | ({"tabindex": "0"} if fresh else {})
        written = "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())
        self._parts.append(f"<mark{written}>{text}</mark>")

    def _mark_attributes(self, segment: Segment) -> dict[str, str]:
        """The narrowest span gives the look; its first and last stretch get the round ends."""
        mark = segment.marks[-1]
        attributes = dict(self._attributes(mark))
        start, end = self._spans[mark]
        classes = [attributes.get("class", "")]
        classes += ["first"] if start == segment.start else []
        classes += ["last"] if end == segment.end else []
        attributes["class"] = " ".join(classes)
        attributes["data-m"] = " ".join(map(str, segment.marks))
        return attributes


def _escaped(text: str) -> str:
    """Escape ``text``; an HTML parser would turn a carriage return into a line feed."""
    return html.escape(text).replace("\r", "&#13;")
