"""Web pages: the text as a browser lays it out, with the tables and notes of the page.

Block elements stand on lines of their own; cells of a table row are parted by tabs, its rows by
line breaks. A table that holds other tables only lays out the page; the innermost are true tables.
White space is collapsed as browsers do, so offsets are into the returned text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from cancu.ingest.read.compose import SUPERSCRIPTS, Composer
from cancu.ingest.read.errors import Corrupt, UnknownFormat
from cancu.ingest.read.html_grid import placed_cells
from cancu.ingest.read.legacy import CONVERTERS, recognise
from cancu.ingest.read.txt import decode
from cancu.ingest.text import Cell, Note, SourceText, Table

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_DROPPED = {
    "script", "style", "head", "template", "noscript", "select", "option", "svg", "iframe",
    "object",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)=[\"']?\s*([\w.:-]+)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_MARK = re.compile(r"\W*(\w{1,4}|\*+)\W*")
_LEADING_MARK = re.compile(r"[\W_]*(?:\d{1,4}|\*+)?[\]).:\s]*")


def read_html(data: bytes, name: str) -> SourceText:
    """Read a web page. Raises ``Corrupt`` or ``UnknownFormat``."""
    text = _decode(data)
    if text is None:
        raise UnknownFormat(
            name,
            "không nhận ra bảng mã của trang web; hãy lưu lại với UTF-8",
            "the web page is in no known encoding; save it as UTF-8",
        )
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Corrupt(
            name,
            "trang web hỏng, không có nội dung; hãy tải lại",
            "broken web page without content; fetch it again",
        ) from error
    page = _Page(root)
    page.children(root)
    return SourceText(
        name=name,
        sha256="",
        format="html",
        text=page.out.text(),
        tables=tuple(page.tables),
        notes=page.notes(),
    )


def _decode(data: bytes) -> str | None:
    stated = _CHARSET.search(data[:4096])
    if stated and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(stated.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        # Legacy fonts are converted later, once entities have become letters.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)


class _Page:
    """One walk through a page, appending to one text."""

    def __init__(self, root: Element) -> None:
        self.out = Composer()
        self.tables: list[Table] = []
        self._marks: list[tuple[str, str, int]] = []
        self._spans: dict[str, tuple[int, int]] = {}
        self._targets = _note_targets(root)
        self._identifiers = {name for names in self._targets.values() for name in names}
        self._pending = ""
        encoding = recognise(" ".join(root.itertext()))
        self._convert = CONVERTERS[encoding] if encoding else None

    def children(self, element: Element, *, keep: bool = False) -> None:
        self._text(element.text, keep=keep)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, keep=keep)
            self._text(child.tail, keep=keep)

    def notes(self) -> tuple[Note, ...]:
        """Return the notes whose mark and body the page both holds."""
        text = self.out.text()
        found = []
        for mark, target, anchor in self._marks:
            span = self._spans.get(target)
            if span is not None:
                start, end = span
                lead = _LEADING_MARK.match(text, start, end)
                found.append(Note(mark, anchor, lead.end() if lead else start, end))
        return tuple(found)

    def _element(self, element: Element, *, keep: bool) -> None:
        tag = element.tag
        if tag in _DROPPED or _is_hidden(element):
            return
        if tag == "br":
            self._break()
        elif tag == "table" and _is_true_table(element):
            self._table(element)
        elif tag in _BLOCKS:
            self._block(element, keep=keep or tag == "pre")
        elif tag in {"sup", "a"} and self._is_mark(element):
            pass
        elif tag == "sup" and element.text_content().strip().isdecimal():
            self._inline(element.text_content().strip().translate(SUPERSCRIPTS))
        else:
            self.children(element, keep=keep)

    def _block(self, element: Element, *, keep: bool) -> None:
        self._pending = "\n"
        if element in self._targets:
            self._settle()
        start = self.out.length
        self.children(element, keep=keep)
        for identifier in self._targets.get(element, ()):
            self._spans[identifier] = (start, self.out.length)
        self._pending = "\n"

    def _text(self, text: str | None, *, keep: bool) -> None:
        if not text:
            return
        if self._convert is not None:
            text = self._convert(text)
        if keep:
            self._inline(text)
            return
        collapsed = _SPACE.sub(" ", text)
        if collapsed.startswith(" ") and not self._pending:
            self._pending = " "
        body = collapsed.strip(" ")
        if body:
            self._inline(body)
            self._pending = " " if collapsed.endswith(" ") else ""

    def _inline(self, text: str) -> None:
        self._settle()
        self.out.add(text)

    def _settle(self) -> None:
        """Write the white space that what follows makes visible."""
        if self._pending and not self.out.at_line_start:
            self.out.add(self._pending)
        self._pending = ""

    def _break(self) -> None:
        self._pending = ""
        self.out.add("\n")

    def _is_mark(self, element: Element) -> bool:
        """Take in the mark of a note; False when the element is none."""
        link = element if element.tag == "a" else next(element.iter("a"), None)
        href = (link.get("href") or "") if link is not None else ""
        match = _MARK.fullmatch(element.text_content())
        # A mark at the start of a line stands before the note itself and leads back.
        begins = self.out.at_line_start or self._pending == "\n"
        if begins or not match or not href.startswith("#") or href[1:] not in self._identifiers:
            return False
        self._marks.append((match.group(1), href[1:], self.out.length))
        return True

    def _table(self, table: Element) -> None:
        self._pending = "\n"
        self._settle()
        cells: list[Cell] = []
        row = 0
        start = self.out.length
        for place in placed_cells(table):
            if cells:
                self.out.add("\n" if place.row != row else "\t")
            row = place.row
            begin = self.out.length
            self._pending = ""
            self.children(place.element)
            self._pending = ""
            spans = (place.row_span, place.column_span)
            cells.append(Cell(row, place.column, *spans, begin, self.out.length))
        self.out.new_line()
        if cells:
            rows = max(cell.row + cell.row_span for cell in cells)
            columns = max(cell.column + cell.column_span for cell in cells)
            self.tables.append(Table(start, cells[-1].end, rows, columns, tuple(cells)))


def _is_true_table(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is None


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _note_targets(root: Element) -> dict[Element, tuple[str, ...]]:
    """Return the blocks that links within the page lead to, with the identifiers they carry."""
    wanted = {href[1:] for link in root.iter("a") if (href := link.get("href") or "")[:1] == "#"}
    targets: dict[Element, tuple[str, ...]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for identifier in {element.get("id"), element.get("name")} & wanted:
            block = element
            while block.tag not in _BLOCKS and block.getparent() is not None:
                block = block.getparent()
            if identifier:
                targets[block] = (*targets.get(block, ()), identifier)
    return targets
