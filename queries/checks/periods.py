"""First and last day of a deadline (YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY), and where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cancu.ingest.duties import last_day as last_iso
from cancu.ingest.obligations import Obligation
from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.examined import Examined


def last_day(iso: str | None) -> datetime.date | None:
    """Return the last day that an ISO date, month, quarter or year covers."""
    last = last_iso(iso) if iso else None
    try:
        return datetime.date.fromisoformat(last) if last else None
    except ValueError:
        return None


def exact_day(iso: str | None) -> datetime.date | None:
    """Return the day where a deadline names one."""
    return last_day(iso) if iso and len(iso) == 10 else None


def meet(one: str, other: str) -> bool:
    """Tell whether one ISO deadline lies in the month or quarter of the other, or is unreadable."""
    last, later = last_day(one), last_day(other)
    if last is None or later is None:
        return True
    return last == later or _holds(one, later) or _holds(other, last)


def _holds(iso: str, day: datetime.date) -> bool:
    if "Q" in iso:
        return int(iso[:4]) == day.year and int(iso[-1]) == (day.month + 2) // 3
    return (len(iso) == 7 and day.strftime("%Y-%m") == iso) or iso == str(day.year)


def deadline_place(examined: Examined, duty: Obligation) -> tuple[int, int]:
    """Return where the deadline of a duty is printed."""
    return examined.cell(duty, duty.deadline)


def is_a_citations_date(examined: Examined, duty: Obligation) -> bool:
    """Whether what was read as the deadline is the date of a document cited in the row.

    In a flattened table a citation of the task may be cut into the column of deadlines.
    """
    if not duty.deadline or not any(sign.isdigit() for sign in duty.deadline):
        return False
    if examined.reading.source.cell_at(duty.start) is not None:
        return False  # the columns of a true table are certain
    start, _ = deadline_place(examined, duty)
    return cited(examined, start)


def where(duty: Obligation) -> str:
    """Name a row by its section and number: "dòng II.3.2"."""
    label = (duty.section or "").partition(" |")[0].strip()
    label = label if len(label) < 12 and " " not in label else ""
    ordinal = (duty.ordinal or "").strip(" .)")
    if label and not ordinal.startswith(label.rpartition(".")[2] + "."):
        ordinal = f"{label}.{ordinal}" if ordinal else label
    elif label and "." in label:
        ordinal = f"{label.rpartition('.')[0]}.{ordinal}"
    return f"dòng {ordinal}" if ordinal else f"dòng «{duty.task[:40]}»"


def where_all(duties: Sequence[Obligation]) -> str:
    """Name the first of several rows and count the others: "dòng II.3 và 2 dòng khác"."""
    more = len(duties) - 1
    return where(duties[0]) + (f" và {more} dòng khác" if more else "")
