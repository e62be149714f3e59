"""What it costs to cut a flattened row here rather than there, in points of log likelihood.

The points were set by hand on two plans whose answers are known, and checked by eye on three
others of other layouts; a point is roughly a factor of e.
"""

from __future__ import annotations

from cancu.ingest.cell_fit import unfinished
from cancu.ingest.columns import Meaning
from cancu.ingest.flat_atoms import Atom

RESTART = -7.0
"""A second owner below the first in one row."""
HOPELESS = -10.0
"""Lines that wrap as badly as this are not of one column."""
LONG = 80
"""The words beyond so many letters say no more of a text's kind."""
STRANGE = 90
"""A cell that does not begin as its kind does is not followed beyond so many letters."""
HEADING_WITH_NUMBER = -4.0
HEADING_ROMAN = -1.0
"""A row read as a heading: dear with a number of its own, cheap with a Roman one or parts."""

_EMPTY: dict[Meaning | None, float] = {
    "task": -5.0,
    "metric": -5.0,
    "lead": -4.0,
    "coordinating": -1.6,
    "deadline": -2.2,
    "deliverable": -1.6,
    "unit": -4.0,
    "value": -4.0,
}
_EMPTY_OTHER = -0.2
_LONGEST: dict[Meaning | None, int] = {
    "lead": 240,
    "coordinating": 240,
    "deadline": 180,
    "unit": 25,
    "value": 45,
}
_LONGEST_OTHER = 2500


def empty(meaning: Meaning | None) -> float:
    """The price of leaving a column empty."""
    return _EMPTY.get(meaning, _EMPTY_OTHER)


def longest(meaning: Meaning | None) -> int:
    """The number of letters that a cell of this kind does not exceed."""
    return _LONGEST.get(meaning, _LONGEST_OTHER)


def too_long(meaning: Meaning | None, size: int) -> float:
    """The price of a long text beyond its first :data:`LONG` letters."""
    slope = 0.005 if meaning == "deliverable" else 0.0
    return max(0, size - LONG) * slope + max(0, size - 250) * 0.02


def too_wide(size: int, measured: tuple[float, float] | None) -> float:
    """The price of ``size`` letters on one line of a column ``measured`` as width and trust."""
    if measured is None:
        return 0.0
    width, trust = measured
    return min(6.0, 0.8 * max(0.0, size - 1.1 * width - 1)) * trust


def carried(before: str, opening: Atom, *, shorter: bool) -> float:
    """Score going on with the cell ``before`` above a page break.

    ``shorter``: it had fewer lines there than another cell of its row, so it was complete.
    """
    gain = -0.5 if opening.lower or opening.text[0].isdigit() else -2.0
    if unfinished(before):
        gain += 2.0
    return gain - (2.5 if shorter else 0.0)


def stepped(gap: int, above: int, below: int, *, spaced: bool, parted: bool) -> float:
    """Score a cut between a cell of ``above`` lines and one of ``below`` (at most 3 each).

    ``gap`` counts the line ends between them. Where cells are centred in their row, the step
    between them is (above + below - 2) / 2 lines: none is the same line, a half is printed
    without a blank line. A row that a page break parts is not centred.
    """
    if not spaced:
        return 1.6 if gap > 1 else (-0.6 if gap == 1 else -1.5)
    both = above + below
    if gap == 0:
        return -1.0 if both == 2 else (-1.5 if parted else (-2.0 if above == 1 else -4.0))
    if gap == 1:
        return 3.0 if both == 3 else (1.0 if parted else -1.0)
    if parted:
        return 0.0
    return -2.5 if both == 2 else (-1.5 if both == 3 else 0.0)


def wrapped(
    above: Atom, below: Atom, measured: tuple[float, float] | None, *, spaced: bool
) -> float:
    """Score the break between two lines of one cell: words wrap where the line is full."""
    if above.line == below.line:
        return 0.0
    price = -2.5 if spaced and below.gap == 1 else 0.0
    if measured is None:
        return price
    width, trust = measured
    over = above.width - width - max(1.0, 0.1 * width)
    if over > 0:
        price -= min(6.0, 0.8 * over) * trust
    room = width - above.width - len(below.text.split(" ", 1)[0]) - 1
    if room > 1 and not below.lower:
        ended = above.text[-1] in ".;:,!?" or below.bullet
        price -= min(2.5, 0.25 * room) * (0.4 if ended else 1.0) * trust
    elif room > 2:
        price -= min(4.0, 0.35 * (room - 2)) * trust
    return price
