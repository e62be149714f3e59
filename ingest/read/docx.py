"""Word documents (.docx): the text as printed, with its tables, notes and paragraph offsets.

The text is, in order: the header of the first page, the body, headers and footers not yet shown
(each distinct one once), footnotes and endnotes. A paragraph is a line; the cells of a table row
are parted by tabs and its rows by line breaks. Insertions are kept, deletions and hidden text
dropped. The mark of a note is no part of the text: :class:`~cancu.ingest.text.Note` holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.ingest.read.compose import Composer
from cancu.ingest.read.docx_numbering import Numbering
from cancu.ingest.read.docx_package import Package, q
from cancu.ingest.read.docx_runs import NoteMark, Runs
from cancu.ingest.text import Cell, Note, SourceText, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_CONTAINERS = {q("sdt"), q("sdtContent"), q("customXml"), q("ins"), q("moveTo"), q("smartTag")}


def read_docx(data: bytes, name: str, *, max_bytes: int) -> SourceText:
    """Read a .docx. Raises ``Corrupt``, ``Encrypted`` or ``TooLarge``."""
    package = Package(data, name, max_bytes)
    reader = _Reader(package)
    reader.read()
    return SourceText(
        name=name,
        sha256="",
        format="docx",
        text=reader.out.text(),
        paragraphs=tuple(reader.paragraphs),
        tables=tuple(reader.tables),
        notes=tuple(reader.notes),
    )


class _Reader:
    """One pass over the parts of a package, appending to one text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.out = Composer()
        self.paragraphs: list[int] = []
        self.tables: list[Table] = []
        self.notes: list[Note] = []
        self._runs = Runs(package.styles)
        self._numbering = Numbering(package.numbering, package.styles)
        self._marks: list[tuple[NoteMark, int]] = []
        self._joining = False

    def read(self) -> None:
        first, others = self.package.headers_and_footers()
        for part in first:
            self._blocks(part)
        self._blocks(self.package.body)
        for part in others:
            self._blocks(part)
        self._write_notes()

    def _blocks(self, parent: Element) -> None:
        for child in block_elements(parent):
            if child.tag == q("p"):
                self._paragraph(child)
                if not self._joining:
                    self.out.add("\n")
            else:
                self._table(child)

    def _paragraph(self, paragraph: Element) -> None:
        """Write a paragraph without its final line break, then the text boxes anchored in it."""
        content = self._runs.paragraph(paragraph)
        if not self._joining:
            self.paragraphs.append(self.out.length)
            self.out.add(self._numbering.label(paragraph))
        start, _ = self.out.add(content.text)
        self._marks += [(mark, start + mark.offset) for mark in content.marks]
        # A deleted paragraph mark joins the paragraph with the next one.
        self._joining = paragraph.find(f"{q('pPr')}/{q('rPr')}/{q('del')}") is not None
        for box in content.boxes:
            self.out.new_line()
            self._blocks(box)

    def _table(self, table: Element) -> None:
        self._joining = False
        self.out.new_line()
        grid = _Grid()
        start = self.out.length
        for row in rows_of(table):
            self._row(row, grid)
        self.out.new_line()
        cells = grid.cells()
        if cells:
            end = max(cell.end for cell in cells)
            self.tables.append(Table(start, end, grid.rows, grid.columns, cells))

    def _row(self, row: Element, grid: _Grid) -> None:
        column = _number(row, "trPr/gridBefore")
        first = True
        for cell in cells_of(row):
            span = max(1, _number(cell, "tcPr/gridSpan", 1))
            merge = cell.find(f"{q('tcPr')}/{q('vMerge')}")
            continued = merge is not None and merge.get(q("val"), "continue") == "continue"
            if continued and grid.extend(column, span):
                column += span
                continue
            if not first:
                self.out.add("\t")
            first = False
            start, end = self._cell(cell)
            grid.place(column, span, start, end)
            column += span
        grid.end_row(column + _number(row, "trPr/gridAfter"))
        self.out.add("\n")

    def _cell(self, cell: Element) -> tuple[int, int]:
        """Write the paragraphs of a cell, those of tables nested in it too, a line each."""
        start = self.out.length
        for index, paragraph in enumerate(_cell_paragraphs(cell)):
            if index and not self._joining:
                self.out.add("\n")
            self._paragraph(paragraph)
        self._joining = False
        return start, self.out.length

    def _write_notes(self) -> None:
        # Notes may themselves hold marks only by error; those are not followed.
        for mark, anchor in list(self._marks):
            body = self.package.note(mark.kind, mark.identifier)
            if body is None:
                continue
            self.out.new_line()
            self.out.add(f"[{mark.label}] ")
            start = self.out.length
            for index, paragraph in enumerate(body.iter(q("p"))):
                if index:
                    self.out.add("\n")
                self.paragraphs.append(self.out.length)
                self.out.add(self._runs.paragraph(paragraph).text.strip())
            self.notes.append(Note(mark.label, anchor, start, self.out.length))


class _Grid:
    """The cells of one table as they are met, spans over rows growing while they continue."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._cells: list[list[int]] = []
        self._above: dict[tuple[int, int], list[int]] = {}
        self._current: dict[tuple[int, int], list[int]] = {}

    def place(self, column: int, span: int, start: int, end: int) -> None:
        cell = [self.rows, column, 1, span, start, end]
        self._cells.append(cell)
        self._current[column, span] = cell

    def extend(self, column: int, span: int) -> bool:
        """Let the cell above go on over this row; False when none stands there."""
        cell = self._above.get((column, span))
        if cell is None:
            return False
        cell[2] += 1
        self._current[column, span] = cell
        return True

    def end_row(self, columns: int) -> None:
        self.rows += 1
        self.columns = max(self.columns, columns)
        self._above, self._current = self._current, {}

    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(*values) for values in self._cells)


def block_elements(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables under ``parent``, looking through wrappers."""
    for child in parent:
        if child.tag in {q("p"), q("tbl")}:
            yield child
        elif child.tag in _CONTAINERS:
            yield from block_elements(child)


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows that were not deleted under tracked changes."""
    for child in table:
        if child.tag == q("tr"):
            if child.find(f"{q('trPr')}/{q('del')}") is None:
                yield child
        elif child.tag in _CONTAINERS:
            yield from rows_of(child)


def cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == q("tc"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from cells_of(child)


def _cell_paragraphs(cell: Element) -> Iterator[Element]:
    for block in block_elements(cell):
        if block.tag == q("p"):
            yield block
        else:
            for row in rows_of(block):
                for inner in cells_of(row):
                    yield from _cell_paragraphs(inner)


def _number(element: Element, path: str, default: int = 0) -> int:
    found = element.find("/".join(q(step) for step in path.split("/")))
    if found is None:
        return default
    value = found.get(q("val"), "")
    return int(value) if value.isdecimal() else default
