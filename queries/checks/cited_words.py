"""Whether words belong to a citation: the issuer and the subject of a cited document."""

from __future__ import annotations

import re

from cancu.queries.checks.examined import Examined

_LONGEST = 320
_ENDS = re.compile(r"[;|]|\.\s|\n\s*\n|\n[ \t]*\t")
_BEGINS = re.compile(r"^[\s*,(]*(?:ngày|năm|tháng|của|do|về|quy|hướng|ban|phê|sửa|tại|liên|\d)")
_SUBJECT = re.compile(
    r"(?:\bvề\b|ban\s+hành|phê\s+duyệt|sửa\s+đổi|thực\s+hiện|triển\s+khai|quy\s+định|hướng\s+dẫn"
    r"|công\s+bố)[^;.]*$",
    re.IGNORECASE,
)


def cited(examined: Examined, at: int) -> bool:
    """Tell whether the text at ``at`` still speaks of a document cited right before."""
    return any(
        _BEGINS.match(between) and not _ENDS.search(between)
        for between in _since_citations(examined, at)
    )


def in_a_title(examined: Examined, at: int) -> bool:
    """Tell whether the text at ``at`` stands in the subject of a document cited before it."""
    return any(
        _BEGINS.match(between) and not _ENDS.search(between) and _SUBJECT.search(between)
        for between in _since_citations(examined, at)
    )


def _since_citations(examined: Examined, at: int) -> list[str]:
    """Return the text between each citation that ends shortly before ``at`` and ``at``."""
    return [
        examined.text[mention.end : at]
        for mention in examined.reading.mentions
        if mention.end <= at < mention.end + _LONGEST
    ]
