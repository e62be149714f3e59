"""The administrative unit whose body issued a document, where its letterhead leaves it open.

A commune's letterhead names no district, a department's often no province: the text does, in "trên
địa bàn tỉnh", "UBND huyện". There are many xã Lê Lợi; only what the text names decides.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from cancu.ingest.issuing_body import Body, place_name
from cancu.ontology import units
from cancu.ontology.units import Unit

_AREA = re.compile(
    r"(?:địa\s+bàn|UBND|nhân\s+dân)\s+(tỉnh|[Tt]hành\s+phố)\s+"
    r"((?:[A-ZĐÀ-Ý]\w+)(?:\s+[A-ZĐÀ-Ý]\w+){0,3})"
)


def placed(body: Body, text: str) -> Body:
    """Give a department without a place the province that its text names."""
    if body.place or body.level != "department":
        return body
    for area in _AREA.finditer(text):
        kind, name = area.group(1).lower(), " ".join(area.group(2).split())
        known = [unit for unit in units.find(name, kind) if unit.level == "province"]
        if known:
            name = known[0].name
            return replace(body, name=f"{body.name} {place_name(kind, name)}",
                           place_kind=kind, place=name)  # fmt: skip
    return body


def unit_of(body: Body, day: datetime.date | None, text: str) -> Unit | None:
    """Return the unit that the body belongs to; None where several fit and the text names none."""
    if body.place is None:
        return None
    found = units.find(body.place, body.place_kind, on=day)
    if body.level in ("province", "district", "commune"):
        found = tuple(unit for unit in found if unit.level == body.level)
    if len(found) < 2:
        return found[0] if found else None
    spaced = " ".join(text.lower().split())
    for depth in (0, -1):
        named = [unit for unit in found if _names(spaced, unit, day, depth)]
        if len(named) == 1:
            return named[0]
    return None


def _names(text: str, unit: Unit, day: datetime.date | None, depth: int) -> bool:
    """Whether ``text``, in lower case, names the unit above: 0 the nearest, -1 the province."""
    above = units.ancestors(unit, day)
    return bool(above) and above[depth].full_name.lower() in text
