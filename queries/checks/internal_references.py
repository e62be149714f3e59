"""R13: a reference to a part that is not there, and an annex that nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.headings import annex_labels, roman, roman_headings
from cancu.queries.checks.item_references import broken_item_references
from cancu.queries.findings import Evidence, Problem

_OWN = (
    r"(?:\s+(?:nêu\s+trên|nói\s+trên|trên\s+đây|dưới\s+đây)"
    r"|\s*,?\s*(?:của\s+)?(?:Kế\s+hoạch|Quyết\s+định|Chương\s+trình|Phương\s+án|Văn\s+bản)"
    r"(?!\s+số)(?!\s+\d)(?!\s+(?:của|hành\s+động)))"
)
_SECTION = re.compile(
    rf"(?:[Mm]ục|[Pp]hần|[Đđ]iểm\s+\d+,?\s+[Mm]ục)\s+(?P<label>[IVX]{{1,5}})(?![\w/])(?P<own>{_OWN})"
)
_ANNEX = re.compile(
    r"[Pp]hụ\s+lục\s+(?:số\s+)?(?P<label>\d{1,2}|[IVX]{1,5})(?![\w/.])"
    r"(?=(?P<after>[^.;\n]{0,60}))"
)
_OWN_ANNEX = re.compile(
    r"\s*(?:$|[.;,)]|và\s|(?:ban\s+hành\s+)?kèm\s+theo|(?:của\s+)?(?:Kế\s+hoạch|Quyết\s+định|Chương\s+trình|"
    r"Phương\s+án|Văn\s+bản)\s+này)"
)
_BODY, _LONG_BODY = 600, 2000
"""An annex that begins before has no body in front of it, one with sections or a long one: the
file is the annex."""
_WORD = re.compile(r"phụ\s+lục", re.IGNORECASE)
_TABLE_TOLD = re.compile(
    r"(?:danh\s+mục|biểu|bảng|phương\s+án|danh\s+sách)[^.;]{0,90}(?:kèm\s+theo|đính\s+kèm)|đính\s+kèm",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(
    r"kèm\s+theo\s+\w+\s+\w+\s+này[*_\s:,]+(?!(?:[Kk]ế\s+hoạch|[Qq]uy\s+chế|[Đđ]ề\s+án|[Cc]hương\s+trình)\b)"
    r"|Điều\s+1\.[*_\s]*(?:Nay\s+)?[Cc]ông\s+bố\b",
)
"""What the document issues or announces is the annex itself."""
_ELSEWHERE = re.compile(r"(?:số\s+)?\d+[/-]|Nghị\s+định|Thông\s+tư|Luật|Quyết\s+định\s+số")


def broken_reference(examined: Examined) -> Iterator[Problem]:
    """Yield each reference to a section or annex that the document does not have."""
    yield from _sections(examined)
    yield from _annexes(examined)
    yield from _unused_annex(examined)
    yield from broken_item_references(examined)


def _sections(examined: Examined) -> Iterator[Problem]:
    headings = roman_headings(examined)
    numbers = {heading.number for heading in headings}
    if len(headings) < 2:
        return
    for found in _SECTION.finditer(examined.text):
        label = found["label"]
        if roman(label) in numbers or _other_document(examined, found.end()):
            continue
        there = ", ".join(f"{h.label}. {h.title[:30]}" for h in headings)
        yield Problem(
            found.start(),
            found.end("label"),
            f"Dẫn «{examined.quote(found.start(), found.end('label'))}» nhưng văn bản không có "
            f"mục {label}",
            f"Section {label} is referred to and does not exist",
            "Sửa số mục theo đúng bố cục của văn bản",
            (Evidence(f"Các mục hiện có: {there}"),),
        )


def _other_document(examined: Examined, end: int) -> bool:
    """Whether a citation right behind says that the section is another document's."""
    return any(end - 12 <= m.start <= end + 25 for m in examined.mentions) or bool(
        re.match(r"\s*(?:của\s+)?\w+\s+\w+\s+số\s+\d", examined.text[end - 12 : end + 30])
    )


def _annexes(examined: Examined) -> Iterator[Problem]:
    captions = annex_labels(examined)
    labels = {_number(label) for label, _ in captions if label}
    if not captions:
        return
    told: set[str] = set()
    for found in _ANNEX.finditer(examined.text):
        label = found["label"]
        if _number(label) in labels or label in told or _ELSEWHERE.search(found["after"]):
            continue
        if any(abs(found.start() - at) < 25 for _, at in captions) or _other_document(
            examined, found.end("label")
        ):
            continue
        if not labels and _number(label) == 1:
            continue
        before = examined.text[max(0, found.start() - 14) : found.start()].lower()
        if not _OWN_ANNEX.match(found["after"]) or "tiểu" in before or "mẫu" in before:
            continue
        told.add(label)
        there = ", ".join(f"Phụ lục {name}".strip() for name, _ in captions)
        yield Problem(
            found.start(),
            found.end("label"),
            f"Dẫn «Phụ lục {label}» nhưng văn bản chỉ có: {there}",
            f"Annex {label} is referred to and does not exist",
            "Sửa số phụ lục hoặc bổ sung phụ lục",
            tuple(Evidence(f"Phụ lục {name}".strip(), at, at + 8) for name, at in captions),
        )


def _unused_annex(examined: Examined) -> Iterator[Problem]:
    """Yield an annex that nothing refers to: the word stands in its own caption alone."""
    captions = [at for _, at in annex_labels(examined)]
    body = _BODY if len(roman_headings(examined)) > 1 else _LONG_BODY
    if len(captions) != 1 or captions[0] < body:
        return
    at = captions[0]
    named = [m.start() for m in _WORD.finditer(examined.text) if not at <= m.start() < at + 25]
    if (
        named
        or _TABLE_TOLD.search(examined.text, 0, at)
        or _ISSUED_WITH.search(examined.text, 0, at)
    ):
        return
    yield Problem(
        at + len(examined.text[at:]) - len(examined.text[at:].lstrip(" \t#*_|")),
        at + 25,
        "Phụ lục không được dẫn ở chỗ nào trong văn bản",
        "Nothing in the document refers to this annex",
        "Dẫn phụ lục ở phần nội dung, hoặc bỏ phụ lục",
        severity="medium",
    )


def _number(label: str) -> int:
    return int(label) if label.isdigit() else roman(label) if set(label) <= set("IVX") else -1
