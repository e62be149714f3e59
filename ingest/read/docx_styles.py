"""What the styles of a .docx say about text: the font of a run and the list of a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.ingest.read.legacy import Encoding

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT_SLOTS = (f"{_W}ascii", f"{_W}hAnsi")


class Styles:
    """The style sheet: look-ups follow ``basedOn`` up to the document's defaults."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default_font: str | None = None
        self._default_style: dict[str, str] = {}
        if root is not None:
            self._index(root)

    def font(self, run: Element, paragraph_style: str | None) -> str | None:
        """Return the name of the Latin font of a run."""
        properties = run.find(f"{_W}rPr")
        direct = font_of(properties)
        if direct:
            return direct
        style = properties.find(f"{_W}rStyle") if properties is not None else None
        return (
            self._inherited_font(style.get(f"{_W}val") if style is not None else None)
            or self._inherited_font(paragraph_style or self._default_style.get("paragraph"))
            or self._default_font
        )

    def numbering(self, paragraph_style: str | None) -> Element | None:
        """Return the ``w:numPr`` that a paragraph style gives."""
        for style in self._chain(paragraph_style or self._default_style.get("paragraph")):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                return found
        return None

    def _index(self, root: Element) -> None:
        for style in root.iter(f"{_W}style"):
            identifier = style.get(f"{_W}styleId", "")
            self._styles[identifier] = style
            if style.get(f"{_W}default") in {"1", "true"}:
                self._default_style[style.get(f"{_W}type", "")] = identifier
        self._default_font = font_of(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))

    def _inherited_font(self, style: str | None) -> str | None:
        for element in self._chain(style):
            font = font_of(element.find(f"{_W}rPr"))
            if font:
                return font
        return None

    def _chain(self, style: str | None) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            chain.append(element)
            base = element.find(f"{_W}basedOn")
            style = base.get(f"{_W}val") if base is not None else None
        return chain


def font_of(properties: Element | None) -> str | None:
    """Return the Latin font that ``w:rPr`` names."""
    fonts = properties.find(f"{_W}rFonts") if properties is not None else None
    if fonts is None:
        return None
    return next((name for slot in _FONT_SLOTS if (name := fonts.get(slot))), None)


def legacy_encoding(font: str | None) -> Encoding | None:
    """Tell which encoding a font name implies: .VnTime is TCVN3, VNI-Times is VNI."""
    if font is None:
        return None
    lowered = font.lower()
    if lowered.startswith(".vn"):
        return "tcvn3"
    return "vni" if lowered.startswith("vni") else None
