"""Automatic numbering of a .docx: "Điều 1.", "a)", the TT column — printed, yet not in the runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cancu.ingest.read.docx_package import q
from cancu.ingest.read.docx_runs import roman
from cancu.ingest.read.docx_styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")
_AFTER = {"space": " ", "nothing": "", "tab": "\t"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    after: str


class Numbering:
    """The counters of every list, advanced paragraph by paragraph in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._index(root)

    def label(self, paragraph: Element) -> str:
        """Return the printed label of the next paragraph with what parts it from the text."""
        if not self._lists:
            return ""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        abstract, levels = self._lists[list_id]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._write(level, levels, counts)

    def _write(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        if level.format == "none":
            return ""
        if level.format == "bullet":
            return f"-{level.after}"

        def number(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            outer = levels.get(depth)
            if outer is None:
                return ""
            return _written(counts.get(depth, outer.start), outer.format)

        text = _PLACE.sub(number, level.text)
        return text + level.after if text else ""

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        style = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
        inherited = self._styles.numbering(style.get(q("val")) if style is not None else None)
        direct = paragraph.find(f"{q('pPr')}/{q('numPr')}")
        list_id = _value(direct, "numId") or _value(inherited, "numId")
        depth = _value(direct, "ilvl") or _value(inherited, "ilvl")
        if list_id is None or list_id not in self._lists:
            return None
        return list_id, _whole(depth, 0)

    def _index(self, root: Element) -> None:
        abstracts = {
            abstract.get(q("abstractNumId"), ""): _levels(abstract)
            for abstract in root.iter(q("abstractNum"))
        }
        for entry in root.iter(q("num")):
            identifier = entry.get(q("numId"), "")
            abstract = _value(entry, "abstractNumId") or ""
            levels = dict(abstracts.get(abstract, {}))
            counter = abstract
            for override in entry.iter(q("lvlOverride")):
                depth = _whole(override.get(q("ilvl")), 0)
                start = _value(override, "startOverride")
                # An override begins a count of its own.
                counter = f"{abstract}/{identifier}"
                if start and depth in levels:
                    old = levels[depth]
                    first = _whole(start, old.start)
                    levels[depth] = _Level(first, old.format, old.text, old.after)
            self._lists[identifier] = (counter, levels)


def _levels(abstract: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in abstract.iter(q("lvl")):
        levels[_whole(level.get(q("ilvl")), 0)] = _Level(
            start=_whole(_value(level, "start"), 1),
            format=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText") or "",
            after=_AFTER.get(_value(level, "suff") or "tab", "\t"),
        )
    return levels


def _written(number: int, form: str) -> str:
    if form in {"lowerRoman", "upperRoman"}:
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _whole(written: str | None, default: int) -> int:
    return int(written) if written and written.isdecimal() else default


def _value(parent: Element | None, tag: str) -> str | None:
    found = parent.find(q(tag)) if parent is not None else None
    return found.get(q("val")) if found is not None else None
