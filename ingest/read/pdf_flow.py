"""Reading order of the lines outside tables: side by side blocks one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cancu.ingest.read.pdf_lines import Line, part_of

# In font sizes: the gap that parts two blocks, and the space that ends a block.
_CORRIDOR = 1.5
_BLOCK_SPACE = 4.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line cut at its wide gaps."""

    parts: tuple[Line, ...]
    line: Line


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines in the order a reader takes them.

    The letterhead and the signature block stand in two columns: where a white corridor parts at
    least two lines, what is left of it comes before what is right of it.
    """
    rows = [_Row(_cut(line), line) for line in lines]
    ordered: list[Line] = []
    index = 0
    while index < len(rows):
        end = _block_end(rows, index) if len(rows[index].parts) == 2 else index
        if end - index >= 2:
            ordered += _columns(rows[index:end])
            index = end
        else:
            ordered.append(rows[index].line)
            index += 1
    return ordered


def _cut(line: Line) -> tuple[Line, ...]:
    parts: list[Line] = []
    start = 0
    last = line.glyphs[0]
    for index, glyph in enumerate(line.glyphs):
        if glyph.char == " ":
            continue
        if glyph.x0 - last.x1 > _CORRIDOR * line.size:
            parts.append(part_of(line, start, index))
            start = index
        last = glyph
    parts.append(part_of(line, start, len(line.glyphs)))
    return tuple(parts)


def _block_end(rows: Sequence[_Row], start: int) -> int:
    """Return the index after the last row of the two-column block that begins at ``start``."""
    left, right = rows[start].parts[0].x1, rows[start].parts[1].x0
    end = start + 1
    for index in range(start + 1, len(rows)):
        row = rows[index]
        space = rows[index - 1].line.y - row.line.y
        if space > _BLOCK_SPACE * row.line.size:
            break
        before = [part for part in row.parts if part.x0 < (left + right) / 2]
        after = [part for part in row.parts if part.x0 >= (left + right) / 2]
        new_left = max([left, *(part.x1 for part in before)])
        new_right = min([right, *(part.x0 for part in after)])
        if new_right - new_left < _CORRIDOR * row.line.size * 0.6:
            break
        left, right = new_left, new_right
        if after:
            end = index + 1
    return end


def _columns(rows: Sequence[_Row]) -> list[Line]:
    middle = _middle(rows)
    left = [part for row in rows for part in row.parts if part.x0 < middle]
    right = [part for row in rows for part in row.parts if part.x0 >= middle]
    return left + right


def _middle(rows: Sequence[_Row]) -> float:
    left, right = rows[0].parts[0].x1, rows[0].parts[1].x0
    return (left + right) / 2
