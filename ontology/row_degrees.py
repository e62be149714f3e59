"""How far each field of a register's row was checked: "web; effective: memory" (README.md)."""

from __future__ import annotations

from collections.abc import Mapping

_PARTS = {
    "ended": ("end", "replacement"),
    "ended_how": ("end", "replacement"),
    "replaced_by": ("replacement",),
    "amended_by": ("amendment",),
}
"""What the column ``verified`` calls the part of a row to which a field belongs."""


def parts_of(column: str) -> tuple[str, ...]:
    """Return what the column ``verified`` calls a field, the name for itself first."""
    return _PARTS.get(column, (column,))


def degree(verified: str, column: str, number: str | None = None) -> str:
    """Return how a field was checked; ``number`` is one amendment of those in ``amended_by``."""
    row, *parts = verified.split(";")
    how = row
    asked = {*parts_of(column), *([number] if number else ())}
    for part in parts:
        names, _, said = part.partition(":")
        if {name.strip() for name in names.split(",")} & asked:
            how = said
    return how.strip()


def is_checked(how: str) -> bool:
    """Whether a degree is that of something read at a source."""
    return not how.startswith(("memory", "unknown"))


def with_degrees(verified: str, others: Mapping[str, str]) -> str:
    """Return the degrees of a row in which some parts are checked in another way."""
    row, *parts = (part.strip() for part in verified.split(";"))
    said: list[str] = []
    for part in parts:
        names, colon, how = part.partition(":")
        if not colon:
            said.append(part)
        elif kept := [one for one in map(str.strip, names.split(",")) if one not in others]:
            said.append(f"{', '.join(kept)}: {how.strip()}")
    said += [
        f"{', '.join(name for name in others if others[name] == how)}: {how}"
        for how in dict.fromkeys(others.values())
    ]
    return "; ".join((row, *said))
