"""The level of an administrative unit by its path: ``"tinh-ha-tinh/thanh-pho-ha-tinh"`` → district.

The word before a unit's name tells its level (Luật Tổ chức chính quyền địa phương, Điều 1); a city
is of the province level where no province stands above it in the path.
"""

from __future__ import annotations

from cancu.ontology.load import Level

_LEVELS: tuple[tuple[str, Level], ...] = (
    ("tinh-", "province"),
    ("huyen-", "district"),
    ("quan-", "district"),
    ("thi-xa-", "district"),
    ("thanh-pho-", "district"),
    ("xa-", "commune"),
    ("phuong-", "commune"),
    ("thi-tran-", "commune"),
    ("dac-khu-", "commune"),
)


def level_of_place(path: str) -> Level | None:
    """Return the level of the unit with this path, None where its word is none of a unit's."""
    above, _, unit = path.rpartition("/")
    if not above and unit.startswith("thanh-pho-"):
        return "province"
    return next((level for start, level in _LEVELS if unit.startswith(start)), None)
