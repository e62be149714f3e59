"""R14 in the prose: items 1, 2, 4; 2, 2; a, b, d; 2.1, 2.3. Numbering begins anew below each
heading and wherever a list begins with 1 or a.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cancu.ingest.text import Table
from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Evidence, Problem

_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[*]{0,2}[.)/]))[*]{0,2}(?P<close>[.)/]?)"
_LETTER = r"(?P<letter>[a-zđ])[*]{0,2}(?P<end>[).])"
_ITEM = re.compile(
    rf"(?m)^[ \t*_]*(?P<label>{_NUMBER}|{_LETTER})[ \t*_]+(?=[^\W\d_]|“|\d{{1,3}}\s*%)"
)
_HEADING = re.compile(
    r"(?m)^[ \t#*_]*(?:(?:Điều|Chương|Mục|Phần|PHẦN|CHƯƠNG|PHỤ\s+LỤC|Phụ\s+lục)\b"
    r"|[IVX]{1,5}\s*[.\-/:)]"
    r"|[A-H]\.\s|#{1,6}\s|\|)"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_WIDEST = 3
"""A gap of more numbers is another list."""
_FAR = 6000


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str
    number: int
    label: str
    start: int
    end: int


def item_numbers(examined: Examined) -> Iterator[Problem]:
    """Yield items of the prose whose number stands twice or leaves one out."""
    if not examined.assigns:
        return
    for block in _blocks(examined):
        printed = {(item.kind, item.label) for item in block}
        open_lists: list[_Item] = []
        for item in block:
            at = next((n for n, one in enumerate(open_lists) if one.kind == item.kind), None)
            before = open_lists[at] if at is not None else None
            del open_lists[at if at is not None else len(open_lists) :]
            open_lists.append(item)
            if before is not None and item.start - before.start < _FAR:
                yield from _compared(examined, before, item, printed)


def _blocks(examined: Examined) -> Iterator[list[_Item]]:
    """Yield the items between two headings, outside tables and before the annex."""
    text, stop = examined.text, examined.annex
    tables = examined.reading.source.tables
    heads = [m.start() for m in _HEADING.finditer(text, 0, stop)]
    bounds = sorted({0, *heads, stop})
    for start, end in itertools.pairwise(bounds):
        found = [
            _item(match)
            for match in _ITEM.finditer(text, start, end)
            if not _in_table(tables, match.start())
        ]
        if len(found) > 1 and "“" not in text[start:end].replace("“.", ""):
            yield found


def _in_table(tables: Sequence[Table], offset: int) -> bool:
    at = bisect_right(tables, offset, key=lambda table: table.start) - 1
    return at >= 0 and offset < tables[at].end


def _item(match: re.Match[str]) -> _Item:
    span = match.span("label")
    if match["letter"]:
        return _Item(f"a{match['end']}", ord(match["letter"]), match["letter"], *span)
    above, _, last = match["number"].rpartition(".")
    kind = f"{above}.1" if above else f"1{match['close']}"
    return _Item(kind, int(last), match["number"], *span)


def _compared(
    examined: Examined, before: _Item, item: _Item, printed: set[tuple[str, str]]
) -> Iterator[Problem]:
    if item.kind.startswith("a"):
        missing = _letters_between(before.label, item.label)
    else:
        missing = _numbers_between(before, item)
    if missing is None or any((item.kind, label) in printed for label in missing):
        return
    if missing:
        vi = f"Sau {before.label} là {item.label}, thiếu {', '.join(missing)}"
        en = f"{item.label} follows {before.label}"
    else:
        vi, en = f"Số {item.label} đứng hai lần liền nhau", f"{item.label} stands twice"
    there = before.start, min(before.end + 80, item.start)
    yield Problem(
        item.start, item.end, vi, en, "Đánh số lại", (Evidence(examined.quote(*there), *there),)
    )


def _numbers_between(before: _Item, item: _Item) -> list[str] | None:
    """Return the labels left out; [] where the number stands twice, None where all is right."""
    left_out = item.number - before.number - 1
    if left_out == -1 and item.number > 1:
        return []
    above = item.label.rpartition(".")[0]
    named = [f"{above}.{n}" if above else str(n) for n in range(before.number + 1, item.number)]
    return named if 1 <= left_out <= _WIDEST else None


def _letters_between(before: str, item: str) -> list[str] | None:
    """As with numbers; the Vietnamese order has đ and no f, j, w, z, which some put in."""
    if before == item:
        return [] if item != "a" else None
    gaps = []
    for order in (_LETTERS, _LATIN):
        if before in order and item in order:
            gaps.append(list(order[order.index(before) + 1 : order.index(item)]))
            if order.index(item) < order.index(before):
                return None
    if not gaps or not all(gaps) or min(map(len, gaps)) > _WIDEST:
        return None
    return min(gaps, key=len)
