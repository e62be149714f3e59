"""Cut the text under a flattened header into lines, and the lines into the rows they number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from cancu.ingest.columns import Meaning
from cancu.ingest.flat_header import find_headers

_ORDINAL = re.compile(
    r"(?P<label>(?:[IVXL]{1,6}|\d{1,3})(?:\.\d{1,3}){0,3})(?P<dot>[.)]?)"
    r"(?:[ \t]+(?P<second>\d{1,3})(?=[ \t]*$|[ \t]+\S))?(?=[ \t]|$)"
)
_TITLE = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})*|[IVXL]+|[A-ZĐ])[.)]\s+(?=[^\W\d_])")
_AFTER = re.compile(
    r"(?:phụ lục|phu luc|biểu số|mẫu số|nơi nhận|tm\.|kt\.|tl\.|cục chứng thực|ghi chú:)"
    r"|\*{3}|-{6}",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[ \t]*\d{1,3}[ \t]*")
_EMPTY_CELLS = re.compile(r"\n( +)\n")
_PROSE_WIDTH = 74
_PROSE_LINES = 4
_ROW_LINES = 300
"""No row is longer: what follows was numbered in a way that is not understood."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``gap`` counts the line ends before it (2 or more: a blank line)."""

    start: int
    end: int
    text: str
    gap: int
    opens_page: bool = False
    blanks: int = 0
    """How many blanks stand on a line of their own before it: some tools print one for each
    empty cell."""
    tail_blank: bool = False
    """Whether the line above ends in the blank that some tools print for an empty last cell."""
    page_number: bool = False
    """Whether it may be the number of a page: digits that stand apart."""
    indented: bool = False
    """Whether it is set in by one space without a blank line above: so some tools part pages."""


@dataclass(slots=True)
class FlatRow:
    """The lines of one row: its number is cut off. ``kind`` of its label: roman or number."""

    label: str
    second: str | None
    lines: list[Line]
    start: int
    last_empty: bool | None = None
    """Whether the last cell was printed as empty; None where nothing tells."""
    children: bool = False
    """Whether the row below it is numbered as its part."""

    @property
    def roman(self) -> bool:
        return self.label[:1] in "IVXL" and bool(self.label)


@dataclass(slots=True)
class FlatTable:
    """A table whose lines were lost: the columns its header names and its rows, still uncut."""

    columns: tuple[Meaning | None, ...]
    title: tuple[tuple[str, str], ...]
    start: int
    end: int
    rows: list[FlatRow] = field(default_factory=list)
    prints_blanks: bool = False
    """Whether some of its rows end in printed blanks, so that the others have a last cell."""
    spaced: bool = False
    """Whether lines of one cell are parted by blank lines, as some PDF tools print them."""


@lru_cache(maxsize=2)
def flat_tables(text: str) -> tuple[FlatTable, ...]:
    """Find the flattened tables of ``text`` and number their rows. Linear time.

    The last are kept: rows are read from them, and prose is read around them.
    """
    headers = find_headers(text)
    tables: list[FlatTable] = []
    lines: list[list[Line]] = []
    title: tuple[tuple[str, str], ...] = ()
    if headers:
        title = _title(_lines(text, max(0, headers[0].start - 1500), headers[0].start))[1]
    for i, header in enumerate(headers):
        last = i + 1 == len(headers)
        end = len(text) if last else headers[i + 1].start
        region = _lines(text, header.end, end)
        if not last:
            region = _without_page_number(region)
        kept, next_title = _title(region) if not last else (region, ())
        kept = _until_prose(kept)
        begins = _first_label(kept) in ("1", "I", "1.1", "A") or not tables
        same = tables and header.columns == tables[-1].columns and not title
        if same and not (begins and _restarts(lines[-1], kept)):
            if kept:
                kept[0] = replace(kept[0], opens_page=True)
            lines[-1].extend(kept)
            tables[-1].end = kept[-1].end if kept else tables[-1].end
        elif kept:
            tables.append(FlatTable(header.columns, title, header.start, kept[-1].end))
            lines.append(kept)
        title = next_title if kept or next_title else title
    for table, own in zip(tables, lines, strict=True):
        table.spaced = _is_spaced(own)
        if table.spaced:
            own = [replace(line, opens_page=True) if line.indented else line for line in own]
        table.rows = _rows(own)
        table.prints_blanks = table.spaced and any(row.last_empty for row in table.rows)
    return tuple(tables)


def _lines(text: str, start: int, end: int) -> list[Line]:
    """Return the non-blank lines of ``text[start:end]``."""
    lines: list[Line] = []
    before = start
    for match in re.finditer(r"[^\n\f]*\S[^\n\f]*", text[start:end]):
        raw = match.group()
        left = start + match.start() + len(raw) - len(raw.lstrip())
        right = start + match.start() + len(raw.rstrip())
        gap = text[before:left]
        new_page = "\f" in gap or ("\n\n\n" in gap and bool(lines))
        lines.append(
            Line(
                left,
                right,
                text[left:right],
                gap.count("\n"),
                new_page,
                len(blank[1]) if (blank := _EMPTY_CELLS.search(gap)) else 0,
                blank is not None or gap.startswith("  "),
                new_page and _PAGE_NUMBER.fullmatch(raw) is not None,
                gap.count("\n") == 1 and raw[0] == " " and raw[1:2] != " ",
            )
        )
        before = right
    return lines


def _without_page_number(lines: list[Line]) -> list[Line]:
    """Drop a number that stands alone before the header of the next page."""
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].text) and lines[-1].gap > 1:
        return lines[:-1]
    return lines


def _title(lines: list[Line]) -> tuple[list[Line], tuple[tuple[str, str], ...]]:
    """Split off the numbered title that stands right before the next header."""
    for back in range(1, min(8, len(lines)) + 1):
        line = lines[-back]
        match = _TITLE.match(line.text)
        if match and (len(line.text) > 60 or back > 1 or len(line.text) > 25):
            if match["label"][0].isdigit() and back > 1 and len(line.text) < 60:
                continue
            words = " ".join(" ".join(part.text for part in lines[-back:]).split())
            above, titles = _title(lines[:-back]) if "." in match["label"] else (lines[:-back], ())
            return above, (*titles, (match["label"], words[match.end() :].strip()))
        if _AFTER.match(line.text):
            return lines[:-back], ()
    return lines, ()


def _until_prose(lines: list[Line]) -> list[Line]:
    """Cut where the table ends: at what follows a table, or at wide lines of running text."""
    wide = 0
    for i, line in enumerate(lines):
        if _AFTER.match(line.text) and i:
            return lines[:i]
        numbered = (label := _ORDINAL.match(line.text)) and not label["dot"]
        wide = wide + 1 if len(line.text) > _PROSE_WIDTH and not numbered else 0
        if wide == _PROSE_LINES:
            first = i - wide + 1
            while first and _TITLE.match(lines[first - 1].text):
                first -= 1
            return lines[:first]
    return lines


def _first_label(lines: Sequence[Line]) -> str | None:
    match = _ORDINAL.match(lines[0].text) if lines else None
    return match["label"] if match else None


def _restarts(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Tell whether numbering begins anew below a header: then it is another table."""
    first = _first_label(below)
    labels = [
        m["label"]
        for line in above
        if (m := _ORDINAL.match(line.text)) and _may_open(m, line, dotted_alone=True)
    ]
    if first == "I":
        return "I" in labels
    return first == "1" and not (labels and labels[-1][0] in "IVXL")


def _alone(match: re.Match[str]) -> bool:
    return match.end() == len(match.string.rstrip())


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Tell whether a wrapped line is parted from the one above by a blank line."""
    wraps = [line.gap for line in lines if line.text[0].islower() and not line.opens_page]
    return sum(gap > 1 for gap in wraps) * 2 > len(wraps)


def _rows(lines: Sequence[Line]) -> list[FlatRow]:
    """Find the lines that begin with the next number, and give each the lines up to it."""
    dotted_alone = any(
        "." in m["label"] and _alone(m) for line in lines if (m := _ORDINAL.match(line.text))
    )
    any_alone = any(_alone(m) for line in lines if (m := _ORDINAL.match(line.text)))
    rows: list[FlatRow] = []
    open_labels = _Numbering()
    for line, following in zip_longest(lines, lines[1:]):
        match = _ORDINAL.match(line.text)
        if line.page_number and following and _ORDINAL.match(following.text):
            continue
        if match and _may_open(match, line, dotted_alone=dotted_alone or not any_alone):
            label = match["label"]
            if open_labels.accepts(label, match["second"], alone=_alone(match)):
                if rows and label.startswith(f"{rows[-1].label}."):
                    rows[-1].children = True
                if rows and not line.opens_page:
                    rows[-1].last_empty = line.tail_blank
                rows.append(FlatRow(label, match["second"], [], line.start))
                rest = line.text[match.end() :]
                left = line.start + match.end() + len(rest) - len(rest.lstrip())
                if rest.strip():
                    rows[-1].lines.append(Line(left, line.end, rest.strip(), 0, line.opens_page))
                continue
        if line.page_number:
            continue
        if line.blanks > 2 and rows and rows[-1].lines and line.text[0].isupper():
            rows.append(FlatRow("", None, [], line.start))
        if rows and len(rows[-1].lines) < _ROW_LINES:
            rows[-1].lines.append(line)
    return rows


def _may_open(match: re.Match[str], line: Line, *, dotted_alone: bool) -> bool:
    """A number opens a row when it stands alone or before a capital, a figure or a quote."""
    rest = line.text[match.end() :].strip()
    if not rest:
        return True
    label = match["label"]
    if "." in label and label[0].isdigit() and not dotted_alone:
        return False
    return not rest[0].islower() and rest[0] not in "/%-–,;"


class _Numbering:
    """The numbers seen so far, one for each depth."""

    def __init__(self) -> None:
        self.roman = 0
        self.parts: tuple[int, ...] = ()
        self.last: tuple[int, ...] = ()
        self.fresh = True
        self.second = 0

    def accepts(self, label: str, second: str | None, *, alone: bool) -> bool:
        """Tell whether ``label`` is the next number, and remember it when it is."""
        if label[0] in "IVXL":
            return self._accepts_roman(label, alone=alone)
        number = tuple(int(part) for part in label.split("."))
        if second and int(second) == self.second + 1 and len(number) == 1:
            good = not self.last or number[0] in (self.last[0] + 1, 1)
        else:
            good = self._is_next(number, alone=alone)
        if good:
            self.last, self.fresh = number, False
            self.second = int(second) if second else 0
        return good

    def _accepts_roman(self, label: str, *, alone: bool) -> bool:
        """Accept the next Roman number, or the next part of the open one ("III.1.2")."""
        head, _, rest = label.partition(".")
        value = _roman(head)
        if rest:
            parts = tuple(int(part) for part in rest.split("."))
            good = value == self.roman and _follows(self.parts, parts)
        else:
            parts = ()
            good = value == self.roman + 1 or (alone and 0 < value - self.roman < 3)
        if good:
            self.roman, self.parts, self.fresh, self.second = value, parts, True, 0
        return good

    def _is_next(self, number: tuple[int, ...], *, alone: bool) -> bool:
        if self.fresh and set(number) == {1}:
            return True
        if not self.last:
            return number[0] == 1
        if len(number) > len(self.last):
            return number[:-1] == self.last and number[-1] == 1
        shared = len(number) - 1
        step = number[-1] - self.last[shared]
        return number[:-1] == self.last[:shared] and (step == 1 or (alone and step in (2, 3)))


def _follows(above: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell whether ``number`` comes next after ``above`` on its own level or begins one below."""
    if len(number) > len(above):
        return number == (*above, 1)
    shared = len(number) - 1
    return number[:-1] == above[:shared] and number[-1] == above[shared] + 1


def _roman(label: str) -> int:
    value = 0
    for letter, following in zip(label, [*label[1:], " "], strict=True):
        size = {"I": 1, "V": 5, "X": 10, "L": 50}[letter]
        larger = {"I": 1, "V": 5, "X": 10, "L": 50}.get(following, 0)
        value += -size if larger > size else size
    return value
