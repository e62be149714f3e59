"""R05 across places: two rows, a row and a sentence, or two sentences that set one task or one
report two dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from cancu.ingest.obligations import Obligation
from cancu.queries.checks.duplicate_tasks import DATED, alike, contradicting
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.likeness import containment, content_words, likeness
from cancu.queries.checks.periods import deadline_place, last_day, meet, where
from cancu.queries.checks.prose_deadlines import prose_deadlines
from cancu.queries.checks.same_task import action_words, same_occasion
from cancu.queries.findings import Evidence, Problem

_BEGINS = re.compile(r"[.;:]\s|\n\s*\n|\n(?=[ \t*_]*(?:[A-ZĐÀ-Ỹ\d+*-]|[a-zđ]\)))")
_ENDS = re.compile(r"[.;]\s|\n\s*\n|\n(?=[ \t*_]*(?:[A-ZĐÀ-Ỹ\d+*-]|[a-zđ]\)))|[.;]$")
_LED_IN = re.compile(
    r"\s*,?\s*(?:hoàn thành|xong)?\s*(?:trước|chậm nhất(?: là)?|đến hết"
    r"|muộn nhất(?: là)?)?\s*(?:ngày)?\s*$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^[\s*_]*(?:\d{1,2}(?:\.\d+)*[.)]|[a-zđ]\)|[-+•])[\s*_]*")
_WORDS, _SAME, _LARGEST = 4, 0.95, 300
_ISSUE = re.compile(r"^\W*(?:trình[^.;]{0,40})?ban hành (?P<what>.{12,})$", re.IGNORECASE)
_DRAFT = re.compile(r"^\W*(?:xây dựng|soạn thảo|dự thảo|lập) (?P<what>.{12,})$", re.IGNORECASE)
_IN_FRONT = frozenset(
    ["hoàn", "thành", "phối", "hợp", "chủ", "trì", "có", "trách", "nhiệm", "kịp", "thời"]
)
"""Words that may stand before what is to be done."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence up to its date, what follows the date, and who is to act where that is told."""

    words: str
    after: str
    owner: str | None
    day: datetime.date
    start: int
    end: int


def two_deadlines(examined: Examined) -> Iterator[Problem]:
    """Yield the later place of each pair that gives one task two dates."""
    if examined.reports or not examined.assigns:
        return
    yield from _two_rows(examined)
    said = list(_sentences(examined))
    rows = [row for row in examined.rows if row.deadline_kind in DATED][:_LARGEST]
    for one in said:
        for row in rows:
            if _row_says_otherwise(one, row):
                yield _row_problem(examined, one, row)
                break
    for one, other in combinations(said[:_LARGEST], 2):
        if one.day != other.day and _one_duty(one, other):
            yield Problem(
                other.start,
                other.end,
                f"Cùng một việc («{one.words[-90:]}») có hai hạn: {one.day:%d/%m/%Y} và "
                f"{other.day:%d/%m/%Y}",
                f"One task has two deadlines: {one.day} and {other.day}",
                "Thống nhất một thời hạn",
                (Evidence(examined.quote(one.start - 80, one.end), one.start, one.end),),
            )


def _two_rows(examined: Examined) -> Iterator[Problem]:
    """Yield the row that gives the same lead the same task for another day, month or quarter."""
    rows = [
        row
        for row in examined.rows
        if row.deadline_kind in DATED and len(content_words(row.task)) > _WORDS
    ]
    for one, other in combinations(rows[:_LARGEST], 2):
        if contradicting(one, other) and (alike(one, other) or _drafted_later(one, other)):
            yield Problem(
                *deadline_place(examined, other),
                f"Cùng một nhiệm vụ có hai hạn: {where(one)} ghi «{one.deadline}», {where(other)} "
                f"ghi «{other.deadline}»",
                f"One task has two deadlines: “{one.deadline}” and “{other.deadline}”",
                "Thống nhất một thời hạn, gộp hai dòng",
                (Evidence(one.task[:160], *deadline_place(examined, one)),),
            )


def _drafted_later(one: Obligation, other: Obligation) -> bool:
    """Whether what one row issues is drafted by another row after that."""
    for issue, draft in ((one, other), (other, one)):
        what = _ISSUE.match(issue.task), _DRAFT.match(draft.task)
        if what[0] is None or what[1] is None:
            continue
        if likeness(what[0]["what"], what[1]["what"]) >= _SAME and same_occasion(
            what[0]["what"], what[1]["what"]
        ):
            days = last_day(issue.deadline_iso), last_day(draft.deadline_iso)
            return days[0] is not None and days[1] is not None and days[0] < days[1]
    return False


def _sentences(examined: Examined) -> Iterator[_Said]:
    text = examined.text
    prose = [duty for duty in examined.reading.obligations if duty.origin == "prose"]
    for start, end, iso in prose_deadlines(examined):
        floor = max(0, start - 500)
        begin = max((m.end() for m in _BEGINS.finditer(text, floor, start)), default=floor)
        stop = _ENDS.search(text, end, end + 200)
        words = _LED_IN.sub("", _ORDINAL.sub("", text[begin:start]))
        owner = next((d.lead for d in prose if d.start <= start < d.end and d.lead), None)
        after = text[end : stop.start() if stop else end + 120]
        day = datetime.date.fromisoformat(iso)
        yield _Said(" ".join(words.split()), after, owner, day, start, end)


def _row_says_otherwise(said: _Said, row: Obligation) -> bool:
    """Whether the sentence is about the row's task, of the row's lead, and names another day."""
    task = content_words(row.task)
    if len(task) < _WORDS or row.deadline_parts or not row.deadline_iso:
        return False
    if meet(row.deadline_iso, said.day.isoformat()):
        return False
    if said.owner and containment(said.owner, row.lead or "") < _SAME:
        return False
    made = action_words(row.task) & action_words(said.words)
    if len((task - made) & content_words(said.words)) < _SAME * len(task - made):
        return False
    left = content_words(said.words[: said.words.lower().find(_first(row.task))])
    idle = content_words(said.owner or "") | _IN_FRONT | action_words(said.words)
    return not (left - idle) and same_occasion(f"{said.words} {said.after}", row.task)


def _first(task: str) -> str:
    """Return the first two words of what the task is about, behind its verb."""
    words = [w for w in task.lower().split() if w not in action_words(task)] or task.lower().split()
    return " ".join(words[:2]).strip(",;. ")


def _one_duty(one: _Said, other: _Said) -> bool:
    words = content_words(one.words), content_words(other.words)
    if min(map(len, words)) < _WORDS + 2 or containment(one.words, other.words) < 1:
        return False
    if one.owner and other.owner and containment(one.owner, other.owner) < _SAME:
        return False
    return same_occasion(f"{one.words} {one.after}", f"{other.words} {other.after}")


def _row_problem(examined: Examined, said: _Said, row: Obligation) -> Problem:
    return Problem(
        said.start,
        said.end,
        f"Lời văn ghi hạn {said.day:%d/%m/%Y}, {where(row)} («{row.task[:70]}») ghi "
        f"«{row.deadline}»",
        f"The prose says {said.day}, the row “{row.deadline}”",
        "Thống nhất một thời hạn",
        (Evidence(f"{where(row)}: {row.deadline}", *deadline_place(examined, row)),),
    )
