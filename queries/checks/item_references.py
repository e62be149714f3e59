"""R13: references to an item of a section, or to a form, that the document does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.headings import Heading, annex_labels, roman, roman_headings
from cancu.queries.findings import Evidence, Problem

_THIS = r"\s*,?\s*(?:của\s+)?(?:Kế\s+hoạch|Quyết\s+định|Chương\s+trình|Phương\s+án|Chỉ\s+thị)\s+này"
_ITEM = re.compile(
    r"(?:[Kk]hoản|[Đđ]iểm|[Mm]ục)\s+(?P<item>\d{1,2})\s*,?\s*(?:[Mm]ục|[Pp]hần)\s+(?P<part>[IVX]{1,5})"
    rf"(?![\w/.]){_THIS}"
)
_NUMBERED = re.compile(r"(?m)^[ \t*_]*(\d{1,2})(?:\.(?!\d)|[)/])[ \t*_]*\S")
_FORM = re.compile(
    rf"(?P<form>(?:[Bb]iểu|[Mm]ẫu)(?:\s+(?:mẫu|biểu))?\s+(?:số\s+)?(?P<label>\d{{1,2}}))(?![\w/.])"
    rf"\s*,?\s*(?:ban\s+hành\s+)?(?:đính\s+kèm|kèm\s+theo)(?:{_THIS})"
)


def broken_item_references(examined: Examined) -> Iterator[Problem]:
    """Yield references to items and forms of this very document that are not there."""
    yield from _items(examined)
    yield from _forms(examined)


def _items(examined: Examined) -> Iterator[Problem]:
    referred = list(_ITEM.finditer(examined.text))
    if not referred:
        return
    headings = roman_headings(examined)
    parts = {heading.number: heading for heading in headings}
    below = {heading.start: _items_of(examined, heading, headings) for heading in headings}
    for found in referred:
        part = parts.get(roman(found["part"]))
        items = below[part.start] if part else ()
        if part is None or int(found["item"]) in items:
            continue
        if not items and not any(below.values()):
            continue  # items are not written as "1." here
        span = found.start(), found.end("part")
        yield Problem(
            *span,
            f"Dẫn «{examined.quote(*span)}» nhưng mục {part.label} "
            + (f"chỉ có đến số {max(items)}" if items else "không chia thành các số"),
            f"Section {part.label} has no item {found['item']}",
            "Sửa số khoản, điểm theo đúng bố cục của văn bản",
            (Evidence(f"{part.label}. {part.title[:80]}", part.start, part.end),),
        )


def _items_of(examined: Examined, part: Heading, headings: tuple[Heading, ...]) -> tuple[int, ...]:
    """Return the numbers of the items below a heading."""
    after = min((h.start for h in headings if h.start > part.start), default=examined.annex)
    found = _NUMBERED.finditer(examined.text, part.end, min(after, examined.annex))
    return tuple(int(item[1]) for item in found)


def _forms(examined: Examined) -> Iterator[Problem]:
    """Yield a form said to go with this document, where annexes are there and it is not."""
    if not annex_labels(examined):
        return
    captions: dict[int, bool] = {}
    for found in _FORM.finditer(examined.text):
        number = int(found["label"])
        if number not in captions:
            captions[number] = _has_caption(examined, number)
        if not captions[number]:
            span = found.span("form")
            yield Problem(
                *span,
                f"Dẫn «{examined.quote(*span)}» kèm theo văn bản này nhưng không có biểu, mẫu đó",
                f"A form said to go with this document is not there: {examined.quote(*span)}",
                "Bổ sung biểu, mẫu hoặc sửa số",
            )


def _has_caption(examined: Examined, number: int) -> bool:
    caption = rf"(?im)^[ \t|#*_(]*(?:biểu|mẫu|phụ[ \t]+lục)\b[^\n]{{0,30}}?\b0?{number}\b"
    return re.search(caption, examined.text) is not None
