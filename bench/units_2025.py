"""Between the list of April 2023 and that of June 2025: what is known of the days of a change."""

from __future__ import annotations

from bench.unit_rows import Units, Window, day_after, day_before, on_day, province_of, spelling
from bench.units_2019 import Days

OLDER_LIST: Window = ("2023-04-10", "2025-02-28")
"""Between these days the older list passed into the later one: it knows the changes in force from
10 April 2023, none of those from 1 February 2024 on; the last took effect on 1 March 2025."""
HUE: Window = ("2025-01-01", "2024-12-31")
"""Thành phố Huế from 1 January 2025 (Nghị quyết 175/2024/QH15), and its districts with it."""


def window(code: str, older: Units, later: Units, days: Days) -> Window:
    """Return when a unit changed, began or ended, as far as resolutions tell.

    A commune keeps to the life of the districts that it is in before and after.
    """
    units = older if code in older else later
    if province_of(code, units) == "46":
        return HUE
    if day := days.later.get(code):
        return on_day(day)
    if len(code) != 5:
        return OLDER_LIST
    before = older[code].parent if code in older else ""
    after = later[code].parent if code in later else ""
    for district in filter(None, (after, before)):
        if day := days.later.get(f"below {district}"):
            return on_day(day)
    first, last = OLDER_LIST
    if before and before not in later:
        ended = window(before, older, later, days)
        if after:
            return ended
        last = min(last, ended[1])
    if after and _changed(after, older, later):
        first = max(first, window(after, older, later, days)[0])
        last = max(last, day_before(first))
    day = days.mergers.get(province_of(code, units))
    if day and first <= day <= day_after(last) and _arranged(code, older, later):
        return on_day(day)
    return first, last


def _arranged(code: str, older: Units, later: Units) -> bool:
    """Whether a commune ended, came to be, moved or took another name, as mergers make them.

    A xã may have become a thị trấn or a phường by a resolution of its own.
    """
    before, after = older.get(code), later.get(code)
    if before is None or after is None:
        return True
    return before.parent != after.parent or spelling(before.name) != spelling(after.name)


def _changed(district: str, older: Units, later: Units) -> bool:
    before = older.get(district)
    return before is None or (before.kind, before.name) != (
        later[district].kind,
        later[district].name,
    )
