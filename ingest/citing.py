"""The document that cites: what its own place, day and words tell about what it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cancu.ingest.home import Home
from cancu.ingest.topic import pairs


@dataclass(frozen=True)
class Citing:
    """``own`` is the document's own IRI, None while it has none; ``text`` what it says."""

    home: Home
    base: str
    own: str | None
    title: str
    text: str
    dated: bool = True
    """Whether the day of the document is known, not only its month or year."""
    month: bool = True
    """Whether its month is known."""

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of syllables of the whole text, read when first asked for."""
        return frozenset(pairs(f"{self.title}\n{self.text}"))

    @property
    def day(self) -> date | None:
        """The day of the document; what it cites cannot be later."""
        return self.home.day

    @property
    def days(self) -> tuple[date, ...]:
        """The day of the document; the first and the last that it may be where it is blank."""
        if self.day is None:
            return ()
        if self.dated:
            return (self.day,)
        month = self.day.month if self.month else 1
        return (self.day.replace(month=month, day=1), self.day)

    def could_cite(self, day: date | None) -> bool:
        """Whether nothing known says that a document of ``day`` is later than this one."""
        return day is None or self.day is None or day <= self.day

    def is_before(self, day: date) -> bool:
        """Whether this document is surely older than ``day``, which it then cannot cite."""
        if self.day is None or self.day >= day:
            return False
        return self.dated or (self.day.year, self.day.month) < (day.year, day.month)

    def latest(self, day: date | None) -> date | None:
        """Return ``day``, but never a day after this document's; this document's for None."""
        if day is None or self.day is None:
            return day or self.day
        return min(day, self.day)
