"""R16: two names for one body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where
from cancu.queries.findings import Problem

_HEADS = ("phòng", "sở", "ban", "trung tâm", "văn phòng", "chi cục", "bộ", "cục")


def agency_naming(examined: Examined) -> Iterator[Problem]:
    """Yield a lead that is another lead without its first word ("Phòng …")."""
    leads = Counter(" ".join((row.lead or "").split()) for row in examined.rows)
    names = {name.lower(): name for name in leads if name}
    for row in examined.rows:
        lead = " ".join((row.lead or "").split()).lower()
        if len(lead.split()) < 3 or lead.startswith(_HEADS):
            continue
        for head in _HEADS:
            full = names.get(f"{head} {lead}")
            if full is not None:
                yield Problem(
                    *examined.cell(row, row.lead),
                    f"«{row.lead}» ({where(row)}) thiếu «{head.capitalize()}»; "
                    f"nơi khác ghi «{full}» ({leads[full]} lần)",
                    f"One body under two names: “{row.lead}” and “{full}”",
                    full,
                )
