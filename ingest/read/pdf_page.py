"""What stands on one PDF page: lines, ruled tables and footnotes, parted from one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cancu.ingest.read.pdf_flow import in_reading_order
from cancu.ingest.read.pdf_glyphs import Glyph
from cancu.ingest.read.pdf_grid import Grid, fill, grids_of
from cancu.ingest.read.pdf_lines import Line, lines_of, part_of
from cancu.ingest.read.pdf_rules import Rule

_DIGITS = re.compile(r"\d{1,3}")
_SMALL_PRINT = 0.93
# A footnote separator is shorter than this share of the longest line of its page.
_SEPARATOR = 0.7
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_REPEATED_ON = 3
_SAME_PLACE = 6.0


@dataclass(slots=True)
class PageNote:
    """A footnote: its mark and its lines, the mark taken out."""

    mark: str
    lines: list[Line]


@dataclass(slots=True)
class PageLayout:
    """A page; ``lines`` are those outside the tables, from top to bottom.

    ``foot`` holds a running title at its foot where the document shows it first.
    """

    number: int
    lines: list[Line]
    grids: list[Grid]
    level: list[Rule]
    notes: list[PageNote] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)

    def parts(self) -> list[list[Line] | Grid]:
        """Return blocks of lines in reading order and tables, from top to bottom."""
        parts: list[list[Line] | Grid] = []
        rest = self.lines
        for grid in self.grids:
            above = [line for line in rest if line.y > grid.bottom]
            rest = [line for line in rest if line.y <= grid.bottom]
            if above:
                parts.append(in_reading_order(above))
            parts.append(grid)
        if rest:
            parts.append(in_reading_order(rest))
        return parts


def arrange(
    number: int, glyphs: Iterable[Glyph], level: list[Rule], upright: list[Rule]
) -> PageLayout:
    """Return what stands on page ``number``, given its glyphs and its rules."""
    grids = grids_of(level, upright)
    lines = lines_of(fill(grids, glyphs))
    used = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    return PageLayout(number, lines, used, level)


def drop_furniture(pages: Sequence[PageLayout]) -> None:
    """Take page numbers out of the pages, and running titles after their first appearance."""
    for last in (False, True):
        for _ in range(2):
            edges = [(page, line) for page in pages if (line := _edge(page, last)) is not None]
            numbers = _page_numbers(edges, len(pages))
            titles = [] if numbers else _running_titles(edges)
            for page, line in [*numbers, *titles[0 if last else 1 :]]:
                page.lines.remove(line)
            if last and titles:
                first, line = titles[0]
                first.foot.insert(0, line)


def part_notes(page: PageLayout) -> None:
    """Move the footnotes of a page from its lines to its notes."""
    floor = page.grids[-1].bottom if page.grids else float("inf")
    first = next(
        (
            index
            for index, line in enumerate(page.lines)
            if line.y < floor and _begins_notes(page, index)
        ),
        None,
    )
    if first is None:
        return
    for line in page.lines[first:]:
        mark = _mark_of(line)
        if mark and len(line.glyphs) > len(mark):
            page.notes.append(PageNote(mark, [_without_mark(line, mark)]))
        elif page.notes:
            page.notes[-1].lines.append(line)
    del page.lines[first:]


def _begins_notes(page: PageLayout, index: int) -> bool:
    """Tell whether the footnotes begin with this line.

    It starts with a number, and either a separator stands right above it, or the number is raised
    and all that follows is small print.
    """
    line = page.lines[index]
    if not _mark_of(line):
        return False
    above = page.lines[index - 1].y if index else float("inf")
    width = max(other.x1 - other.x0 for other in page.lines)
    if any(
        line.y < rule.at < above and rule.end - rule.start < _SEPARATOR * width
        for rule in page.level
    ):
        return True
    sizes = sorted(other.size for other in page.lines[:index])
    body = sizes[len(sizes) // 2] if sizes else 0.0
    return line.glyphs[0].raised and all(
        other.size <= _SMALL_PRINT * body for other in page.lines[index:]
    )


def _mark_of(line: Line) -> str:
    """Return the number at the start of a line when it is set apart as a note's mark is."""
    if line.glyphs[0].raised:
        return raised_number(line, 0)
    match = _DIGITS.match(line.text)
    if match is None or match.end() >= len(line.glyphs):
        return ""
    return match.group() if line.glyphs[match.end()].char == " " else ""


def raised_number(line: Line, start: int) -> str:
    """Return the raised digits that stand at ``start``."""
    digits = ""
    for glyph in line.glyphs[start:]:
        if not (glyph.raised and glyph.char.isdecimal()):
            break
        digits += glyph.char
    return digits


def _without_mark(line: Line, mark: str) -> Line:
    start = len(mark)
    while start < len(line.glyphs) - 1 and line.glyphs[start].char in " .":
        start += 1
    return part_of(line, start, len(line.glyphs))


def _edge(page: PageLayout, last: bool) -> Line | None:
    """Return the first or last line of a page when no table stands beyond it."""
    if not page.lines:
        return None
    line = page.lines[-1 if last else 0]
    if last:
        clear = all(line.y < grid.bottom for grid in page.grids)
    else:
        clear = all(line.y > grid.top for grid in page.grids)
    return line if clear else None


def _page_numbers(
    edges: Sequence[tuple[PageLayout, Line]], pages: int
) -> list[tuple[PageLayout, Line]]:
    """Return the lines that count with the pages: on two at least, or on all but the first."""
    by_difference: dict[int, list[tuple[PageLayout, Line]]] = {}
    for page, line in edges:
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match:
            by_difference.setdefault(int(match.group(1)) - page.number, []).append((page, line))
    longest = max(by_difference.values(), key=len, default=[])
    is_all = longest is by_difference.get(0) and len(longest) == pages - 1 > 0
    return longest if is_all or len(longest) > 1 else []


def _running_titles(edges: Sequence[tuple[PageLayout, Line]]) -> list[tuple[PageLayout, Line]]:
    """Return the lines that most pages repeat at one place."""
    by_title: dict[str, list[tuple[PageLayout, Line]]] = {}
    for page, line in edges:
        title = line.text.casefold()
        # A title may hold the number of its page.
        for form in {title, re.sub(rf"\b{page.number}\b", "#", title)}:
            by_title.setdefault(form, []).append((page, line))
    same = max(by_title.values(), key=len, default=[])
    repeated = len(same) >= _REPEATED_ON and 2 * len(same) > len(edges)
    level = repeated and all(abs(line.y - same[0][1].y) < _SAME_PLACE for _, line in same)
    return same if level else []
