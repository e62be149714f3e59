"""Footnotes that hold what belongs to a citation: "402/KH-UBND²" with the date in note 2."""

from __future__ import annotations

import re
from functools import lru_cache

from cancu.ingest.context import Context, after

_LEAD_IN = re.compile(r"[\s.:)\]]*\d{0,2}[\]).:]?\s*(?:số\s+\S+\s+)?")
_FAR = 6000
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_context(text: str, lower: str, start: int, mark: str) -> Context:
    """Return what the note with this mark, after ``start``, begins with.

    A note begins a line with its mark: "2 ngày 21/8/2021 của Chủ tịch UBND tỉnh …", "[^2]: ngày …".
    """
    pattern = _note_begin(mark)
    found = pattern.search(lower, start, min(len(lower), start + _FAR))
    if found is None:
        return Context(None, None, start)
    return note_at(text, lower, found.end())


@lru_cache(maxsize=256)
def _note_begin(mark: str) -> re.Pattern[str]:
    spelt = f"(?:{re.escape(mark)}|{mark.translate(_RAISED)})"
    return re.compile(
        rf"\n\s*(?:\[\^?|\()?{spelt}[\])]?(?:\([^()\s]*\))?[.:)]?\s+(?=ngày|của|ban\s+hành|kèm)"
    )


def note_at(text: str, lower: str, start: int) -> Context:
    """Return the date and issuer with which the note that begins at ``start`` begins."""
    lead_in = _LEAD_IN.match(lower, start)
    return after(text, lower, lead_in.end() if lead_in else start)
