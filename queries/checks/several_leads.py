"""R18: several bodies in the lead's cell and none of them first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.periods import where, where_all
from cancu.queries.findings import Evidence, Problem

_NAMED = re.compile(
    r"(?:Phòng|Sở|Trung tâm|Văn phòng|Công an|Chi cục|Cục|Thanh tra|Ban Quản lý"
    r"|Ban Dân tộc|Đài|Báo|Viện"
    r"|Bệnh viện|Trường)\s+\S"
)
_FIRST = re.compile(
    r"chủ\s+trì|đầu\s+mối|phối\s+hợp|theo\s+(?:chức\s+năng|lĩnh\s+vực)", re.IGNORECASE
)
_COLLECTIVE = re.compile(r"\b(?:các|những|mỗi|từng|toàn)\b", re.IGNORECASE)
_FEW = 2
_APART = re.compile(r"\s*[;,\n]\s*")


def several_leads(examined: Examined) -> Iterator[Problem]:
    """Yield each list of bodies that lead together, once, with the other rows that have it."""
    alike: dict[str, list[Obligation]] = defaultdict(list)
    for row in examined.rows:
        lead = " ".join((row.lead or "").split())
        if "lead" not in row.uncertain and _several(lead):
            alike[lead].append(row)
    if sum(map(len, alike.values())) > _FEW:
        return  # the habit of this plan: the first of a list leads
    for lead, rows in alike.items():
        yield Problem(
            *examined.cell(rows[0], rows[0].lead),
            f"Nhiều cơ quan cùng chủ trì, không rõ cơ quan chính: «{lead[:90]}» "
            f"({where_all(rows)})",
            f"Several bodies lead and none comes first: “{lead[:100]}”",
            "Giao một cơ quan chủ trì, các cơ quan khác ghi ở cột phối hợp",
            tuple(Evidence(where(r), *examined.cell(r, r.lead)) for r in rows[1:20]),
            "medium",
        )


def _several(lead: str) -> bool:
    if _FIRST.search(lead) or _COLLECTIVE.search(lead):
        return False
    parts = [part for part in _APART.split(lead) if part]
    return len([part for part in parts if _NAMED.match(part)]) > 1
