"""The numbered headings of a document's prose and the captions of its annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.queries.checks.examined import Examined

_ROMAN = re.compile(
    r"(?m)^[ \t#*_]*(?P<label>X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
    r"\s*[.\-/:)][ \t*_]*(?P<title>[^\n]{3,200})"
)
_ANNEX = re.compile(
    r"(?m)^[ \t#*_|]*(?:PHỤ\s+LỤC|Phụ\s+lục)"
    r"(?:[ \t]+(?:số[ \t]+)?(?P<label>\d{1,2}|[IVX]{1,5}|[A-Z]))?"
    r"[ \t.:*_|]*(?:\([^\n]*\))?[^\n]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading "II. NHIỆM VỤ"; ``label`` is "II", ``number`` 2."""

    label: str
    number: int
    title: str
    start: int
    end: int


def roman(label: str) -> int:
    """Read a Roman number up to XXXIX."""
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for one, following in zip(label, [*label[1:], ""], strict=True):
        value = values[one]
        total += -value if following and values[following] > value else value
    return total


def roman_headings(examined: Examined) -> tuple[Heading, ...]:
    """Return the Roman headings of the prose, before the annex."""
    found = []
    for match in _ROMAN.finditer(examined.text, 0, examined.annex):
        label, title = match["label"], match["title"].strip(" *_#|")
        if title[:1].isupper() or title[:1] == "“":
            start, end = match.span("label")
            found.append(Heading(label, roman(label), title, start, max(end, match.end())))
    return tuple(found)


def annex_labels(examined: Examined) -> tuple[tuple[str, int], ...]:
    """Return the label ("" where it has none) and the offset of each annex's caption."""
    return tuple(
        (match["label"] or "", match.start())
        for match in _ANNEX.finditer(examined.text)
        if _is_caption(match.group(), examined.text[match.end() : match.end() + 160])
    )


def _is_caption(line: str, below: str) -> bool:
    """A caption is a line in capitals, or one below which the title or "Kèm theo" stands."""
    words = line.strip(" #*_|\t")
    if words.endswith((";", ",", ".")) and not words.isupper():
        return False
    return words.isupper() or len(words) < 16 or "èm theo" in below
