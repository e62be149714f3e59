"""A reading as the checks look at it: what several of them need is worked out once."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Resolution, Resolved
from cancu.ingest.view import view
from cancu.ontology.register import Register, register

_ANNEX = re.compile(r"(?m)^[ \t|#>*]*(?:PHỤ LỤC|Phụ lục|BIỂU|DANH MỤC NHIỆM VỤ)[^\n]{0,40}$")
_RELATIVE = re.compile(r"\s+")


@dataclass(frozen=True)
class Examined:
    """One document under examination, and the registers by which its citations are judged."""

    reading: Reading
    registers: Register = field(default_factory=register)

    @property
    def text(self) -> str:
        """The text into which all offsets point."""
        return self.reading.source.text

    @cached_property
    def lower(self) -> str:
        """The text in small letters, of the same length."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else self.text

    @cached_property
    def day(self) -> datetime.date | None:
        """The day of issue; the first of the month where the day is blank."""
        stated = self.reading.header.date
        if stated is None:
            return None
        parts = [int(part) for part in stated.split("-")]
        return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, (*parts, 1, 1)[2])

    @property
    def dated(self) -> bool:
        """Whether the day of issue is written in full."""
        return len(self.reading.header.date or "") == 10

    @property
    def reports(self) -> bool:
        """Whether the document tells of deadlines that others set, and how they were kept."""
        return self.reading.header.type in ("Thông báo", "Báo cáo", "Biên bản", "Tờ trình")

    @property
    def assigns(self) -> bool:
        """Whether its tables give out work: a plan, or a letter or directive with a list of duties.

        The dates in other tables, of statistics or of cases, are no deadlines.
        """
        orders = ("Kế hoạch", "Chương trình", "Công văn", "Chỉ thị", "Phương án", "Đề án")
        return self.plan_year is not None or self.reading.header.type in orders

    @cached_property
    def plan_year(self) -> int | None:
        """The year that the document plans for."""
        return self.reading.header.year_of_plan

    @cached_property
    def rows(self) -> tuple[Obligation, ...]:
        """The rows of tables, a row once although it may hold several duties."""
        seen: dict[tuple[int, str], Obligation] = {}
        for duty in self.duties:
            seen.setdefault((duty.start, duty.task), duty)
        return tuple(seen.values())

    @cached_property
    def duties(self) -> tuple[Obligation, ...]:
        """The duties in tables, each pair of owner and deadline of a row on its own."""
        found = self.reading.obligations
        return tuple(duty for duty in found if duty.origin == "table" and duty.task)

    @cached_property
    def annex(self) -> int:
        """Where the first annex begins; the end of the text where there is none."""
        floor = min((row.start for row in self.rows), default=len(self.text))
        found = [m.start() for m in _ANNEX.finditer(self.text) if m.start() > 600]
        return min([*found, floor])

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of other documents, in reading order."""
        return tuple(m for m in self.reading.mentions if not m.self_reference)

    def meant(self, mention: Mention) -> str | None:
        """Return the IRI of the document that a mention was resolved to."""
        found = self._meant.get((mention.start, mention.end))
        return found.document if isinstance(found, Resolved) else None

    @cached_property
    def _meant(self) -> dict[tuple[int, int], Resolution]:
        pairs = zip(self.reading.mentions, self.reading.resolutions, strict=True)
        return {(mention.start, mention.end): found for mention, found in pairs}

    def spans(
        self, pattern: re.Pattern[str], start: int = 0, group: str | int = 0
    ) -> Iterator[tuple[int, int]]:
        """Yield where a pattern stands from an offset on, its letters composed or decomposed."""
        seen = view(self.text)
        for found in pattern.finditer(seen.text, seen.offset(start)):
            yield seen.span(*found.span(group))

    def section_at(self, offset: int) -> str | None:
        """Return the section of the row at an offset, or of the next one below a heading."""
        at = bisect_left(self._row_ends, offset)
        return self._by_end[at].section if at < len(self._by_end) else None

    @cached_property
    def _by_end(self) -> list[Obligation]:
        return sorted(self.rows, key=lambda row: row.end)

    @cached_property
    def _row_ends(self) -> list[int]:
        return [row.end for row in self._by_end]

    def place(self, words: str, start: int, end: int) -> tuple[int, int]:
        """Find printed ``words`` between two offsets, whatever white space parts them.

        In a flattened table the cells of a row may be interleaved: then the first words count;
        where not even these are found the whole stretch is returned.
        """
        parts = words.split()
        figures = [part for part in parts if part[0].isdigit() and len(part) > 4][:1]
        for wanted in (parts, figures, parts[:3], parts[:2], parts[:1]):
            pattern = r"\s*".join(map(re.escape, wanted))
            if wanted and (found := re.compile(pattern).search(self.text, start, end)):
                return found.span()
        return start, min(end, start + 80)

    def cell(self, duty: Obligation, words: str | None) -> tuple[int, int]:
        """Find the text of a cell in its row; the last place counts where it stands twice."""
        task = self.place(duty.task, duty.start, duty.end)
        if not words:
            return task
        after = self.place(words, task[0] + min(len(duty.task), 40), duty.end)
        return after if after[0] >= task[0] else self.place(words, duty.start, duty.end)

    def quote(self, start: int, end: int, limit: int = 90) -> str:
        """Return a stretch of the text on one line."""
        words = _RELATIVE.sub(" ", self.text[start:end]).strip()
        return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
