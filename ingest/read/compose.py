"""Composing the returned text piece by piece while keeping the offset of every piece."""

from __future__ import annotations

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits stay raised, so that none is taken for part of the number before it."""


class Composer:
    """A text under construction; ``length`` is the offset at which the next piece will stand."""

    __slots__ = ("_last", "_pieces", "length")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._last = "\n"
        self.length = 0

    def add(self, piece: str) -> tuple[int, int]:
        """Append ``piece`` and return its span."""
        start = self.length
        if piece:
            self._pieces.append(piece)
            self._last = piece[-1]
            self.length += len(piece)
        return start, self.length

    def new_line(self) -> None:
        """End the line unless the text already stands at the start of one."""
        if self._last != "\n":
            self.add("\n")

    @property
    def at_line_start(self) -> bool:
        """Whether the next piece begins a line or a cell."""
        return self._last in "\n\t"

    def text(self) -> str:
        """Return all that was added."""
        return "".join(self._pieces)
