"""The runs of a .docx paragraph: text as printed, note marks and text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cancu.ingest.read.compose import SUPERSCRIPTS
from cancu.ingest.read.docx_package import NoteKind, q
from cancu.ingest.read.docx_styles import Styles, legacy_encoding
from cancu.ingest.read.legacy import CONVERTERS, Encoding

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DROPPED = {q(t) for t in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "rt")}
_BREAKS = {q("br"): "\n", q("cr"): "\n", q("tab"): "\t", q("ptab"): "\t", q("noBreakHyphen"): "‑"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_NOTES: dict[str, NoteKind] = {
    q("footnoteReference"): "footnote",
    q("endnoteReference"): "endnote",
}
_PRIVATE_USE = range(0xE000, 0xF900)
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to a note: ``offset`` counts from the start of its paragraph's text."""

    kind: NoteKind
    identifier: str
    label: str
    offset: int


@dataclass(slots=True)
class Content:
    """What one paragraph holds."""

    text: str = ""
    marks: list[NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Runs:
    """Reads paragraphs in document order, counting notes as they are met."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[NoteKind, int] = {"footnote": 0, "endnote": 0}

    def paragraph(self, paragraph: Element) -> Content:
        """Return the text of a paragraph, legacy fonts converted."""
        style = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
        walk = _Walk(self, style.get(q("val")) if style is not None else None)
        walk.children(paragraph)
        return walk.finish()

    def font_encoding(self, run: Element, style: str | None) -> Encoding | None:
        return legacy_encoding(self._styles.font(run, style))

    def font_is_capital(self, run: Element, style: str | None) -> bool:
        """Tell the TCVN3 fonts that print small letters as capitals (.VnTimeH)."""
        return (self._styles.font(run, style) or "").upper().endswith("H")

    def next_label(self, kind: NoteKind) -> str:
        self._counts[kind] += 1
        number = self._counts[kind]
        return str(number) if kind == "footnote" else roman(number)


class _Walk:
    """The walk through one paragraph; runs of one legacy encoding are converted together."""

    def __init__(self, runs: Runs, style: str | None) -> None:
        self._runs = runs
        self._style = style
        self._content = Content()
        self._pieces: list[str] = []
        self._length = 0
        self._pending: list[str] = []
        self._pending_form: tuple[Encoding | None, bool] = (None, False)

    def children(self, parent: Element) -> None:
        for child in parent:
            if child.tag == q("r"):
                self._run(child)
            elif child.tag == _ALTERNATIVES:
                choice = child.find(_CHOICE)
                if choice is None and len(child):
                    choice = child[-1]
                if choice is not None:
                    self.children(choice)
            elif child.tag not in _DROPPED and isinstance(child.tag, str):
                self.children(child)

    def finish(self) -> Content:
        self._flush()
        self._content.text = "".join(self._pieces)
        return self._content

    def _run(self, run: Element) -> None:
        properties = run.find(q("rPr"))
        if properties is not None and _is_on(properties.find(q("vanish"))):
            return
        encoding = self._runs.font_encoding(run, self._style)
        form = (encoding, encoding == "tcvn3" and self._runs.font_is_capital(run, self._style))
        if form != self._pending_form:
            self._flush()
            self._pending_form = form
        first = len(self._pending)
        self._run_children(run)
        if properties is not None and _is_raised(properties):
            raised = "".join(self._pending[first:])
            if raised.strip().isdecimal():
                self._pending[first:] = [raised.translate(SUPERSCRIPTS)]

    def _run_children(self, run: Element) -> None:
        for child in run:
            tag = child.tag
            if tag == q("t"):
                self._pending.append(child.text or "")
            elif tag in _BREAKS:
                self._pending.append(_BREAKS[tag])
            elif tag in _NOTES:
                self._note(child, _NOTES[tag])
            elif tag == q("sym"):
                self._pending.append(_symbol(child))
            elif tag == _ALTERNATIVES:
                choice = child.find(_CHOICE)
                self._boxes(choice if choice is not None else child)
            elif tag in {q("drawing"), q("pict"), q("object")}:
                self._boxes(child)

    def _boxes(self, drawing: Element) -> None:
        self._content.boxes += drawing.iter(q("txbxContent"))

    def _note(self, reference: Element, kind: NoteKind) -> None:
        self._flush()
        label = self._runs.next_label(kind)
        identifier = reference.get(q("id"), "")
        self._content.marks.append(NoteMark(kind, identifier, label, self._length))

    def _flush(self) -> None:
        piece = "".join(self._pending)
        self._pending.clear()
        encoding, capital = self._pending_form
        if encoding:
            piece = CONVERTERS[encoding](piece)
        if capital:
            piece = piece.upper()
        self._pieces.append(piece)
        self._length += len(piece)


def roman(number: int) -> str:
    """Return ``number`` in small Roman numerals."""
    steps = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    written = ""
    for value, letters in steps:
        while number >= value:
            written += letters
            number -= value
    return written


def _is_on(toggle: Element | None) -> bool:
    return toggle is not None and toggle.get(q("val"), "1") not in _OFF


def _is_raised(properties: Element) -> bool:
    alignment = properties.find(q("vertAlign"))
    return alignment is not None and alignment.get(q("val")) == "superscript"


def _symbol(element: Element) -> str:
    """Return a symbol; those of picture fonts have no code of their own and become a bullet."""
    try:
        code = int(element.get(q("char"), ""), 16)
    except ValueError:
        return ""
    return "•" if code in _PRIVATE_USE or not 0 < code < 0x110000 else chr(code)
