"""Whether words belong to a citation: the issuer and the subject of a cited document."""

from __future__ import annotations

import re

from cancu.queries.checks.examined import Examined

_LONGEST = 320
_ENDS = re.compile(r"[;|]|\.\s|\n\s*\n")
_BEGINS = re.compile(r"^[\s*,(]*(?:ngày|năm|tháng|của|do|về|quy|hướng|ban|phê|sửa|tại|liên|\d)")


def cited(examined: Examined, at: int) -> bool:
    """Tell whether the text at ``at`` still speaks of a document cited right before."""
    for mention in examined.reading.mentions:
        if mention.end <= at < mention.end + _LONGEST:
            between = examined.text[mention.end : at]
            if _BEGINS.match(between) and not _ENDS.search(between):
                return True
    return False
