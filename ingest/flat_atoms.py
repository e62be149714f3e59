"""The smallest pieces a flattened row may be cut into, with what is known of the place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cancu.ingest.cell_fit import begins
from cancu.ingest.flat_lines import Line

_INNER = re.compile(r"\s+(?=\S)")
_OPENERS = "0123456789%-–+…"
_DATED = re.compile(
    r"(?:(?:nhiệm vụ )?thường xuyên|trước|trong|tháng|qu[ýí]|năm|ngày \d|hàng|hằng|định kỳ|khi"
    r"|sau khi|ngay sau|theo|chậm nhất|hết|giai đoạn|thường$|từ (?:tháng|ngày|quý|năm)|đến|cuối|đầu"
    r"|liên tục|cả năm|ngay|mỗi|kịp thời|đột xuất|hoàn thành trước|[tq]\.?\s?[\div]+/20\d\d"
    r"|(?:đã|đang|chưa) (?:hoàn thành|thực hiện)|\d{1,2}(?:[/.-]\d{1,2})?[/.-]20\d\d)(?!\w)"
)
_FIGURE = re.compile(r"(?:%|\d[\d.,]*%?|tối thiểu \d|trên \d)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line that is never cut. ``gap`` counts the line ends before it (0: none)."""

    start: int
    end: int
    text: str
    line: int
    gap: int
    width: int
    """How long its whole line is."""
    lower: bool
    """Whether it begins in the middle of a sentence."""
    bullet: bool
    body: bool
    may_open: bool
    """Whether a cell may begin here."""
    blanks: int
    """How many empty cells were printed before it, 0 where nothing tells."""


def atoms_of(
    lines: Sequence[Line],
    *,
    whole: bool = False,
    parted: bool = False,
    endings: Sequence[str] = (),
) -> list[Atom]:
    """Cut lines into atoms: at line starts, and inside where another cell may begin.

    ``whole`` keeps every line in one piece; ``parted`` says that a page break came before, so
    that a cell may go on here with any word. ``endings`` (lower case) are known to end cells
    that the page above began.
    """
    atoms: list[Atom] = []
    for number, line in enumerate(lines):
        cuts = [0] if whole else sorted({0, *_cuts(line.text), *_around(line.text, endings)})
        for first, last in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
            raw = line.text[first:last]
            if raw.strip():
                start = line.start + first + len(raw) - len(raw.lstrip())
                gap = 0 if first else max(1, line.gap)
                atoms.append(
                    _atom(
                        raw.strip(),
                        start,
                        number,
                        gap,
                        len(line.text),
                        parted,
                        0 if first else line.blanks,
                    )
                )
    return atoms


def _cuts(text: str) -> Iterator[int]:
    """Yield where a cell may begin inside a line that holds several."""
    for match in _INNER.finditer(text):
        first = text[match.end()]
        if not first.isupper() and first not in _OPENERS:
            continue
        rest = text[match.end() :].lower()
        if (
            begins("body", rest)
            or begins("product", rest)
            or begins("verb", rest)
            or _DATED.match(rest)
            or _FIGURE.match(rest)
        ):
            yield match.end()


def _around(text: str, endings: Sequence[str]) -> Iterator[int]:
    """Yield where a known ending of a cell begins and ends inside a line."""
    lower = f" {text.lower()} "
    for ending in endings:
        at = lower.find(f" {ending} ")
        if at >= 0:
            for place in (at, at + len(ending) + 1):
                if 0 < place < len(text):
                    yield place


def _atom(raw: str, start: int, line: int, gap: int, width: int, parted: bool, blanks: int) -> Atom:
    letter = raw.lstrip("(\"“'")[:1]
    lower = letter.islower() or letter in ",;.)"
    body = begins("body", raw.lower())
    return Atom(
        start=start,
        end=start + len(raw),
        text=" ".join(raw.split()),
        line=line,
        gap=gap,
        width=width,
        lower=lower,
        bullet=raw[0] in "-+•*",
        body=body,
        may_open=not lower or parted or body,
        blanks=blanks,
    )
