"""The table of a draft's citations: what was compared of each, and what a rule found there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cancu.ingest.mentions import Mention
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ontology.load import CentralDocument, issuers
from cancu.ontology.register import STATUS_WORDS, Register, register, source_of, status_on
from cancu.queries.checks import Examined
from cancu.queries.checks.quotation import quoted_subject
from cancu.queries.checks.quoted_title import agrees
from cancu.queries.checks.register_rows import row_of, rows_of
from cancu.queries.checks.type_and_issuer import without_office
from cancu.queries.citation_form import full_citation, is_law, name_of
from cancu.queries.findings import Finding
from cancu.queries.rules import catalogue

State = Literal["right", "finding", "unverified"]

STATE_WORDS: dict[State, tuple[str, str]] = {
    "right": ("đúng", "right"),
    "finding": ("có phát hiện", "has a finding"),
    "unverified": ("chưa kiểm chứng được", "not verified"),
}
"""Each state in Vietnamese and English."""

STATE_MARKS: dict[State, str] = {"right": "✓", "finding": "⚠", "unverified": "?"}

_ABOUT_CITATIONS = ("C", "H06")


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One document that a draft cites; ``start`` and ``end`` are its first place.

    ``state`` is "right" where everything stated of it was compared with the register and agrees
    and it is in force, "finding" where a rule found something at one of its places, else
    "unverified"; ``status`` says in words why, ``rules`` which rules found something. ``date`` has
    all dates stated. ``form`` is the citation ready to copy, of the successor where there is one.
    """

    cited: str
    number: str | None
    date: str | None
    issuer: str | None
    times: int
    state: State
    rules: tuple[str, ...]
    status: str
    document: str | None
    form: str | None
    source: str | None
    start: int
    end: int

    @property
    def words(self) -> str:
        """The state and why, as a person reads it."""
        said = STATE_WORDS[self.state][0]
        return f"{said}: {self.status}" if self.status else said


def checked_citations(
    reading: Reading, findings: Sequence[Finding] = (), registers: Register | None = None
) -> tuple[CheckedCitation, ...]:
    """Return every document that a reading cites, once, in the order of the first mention.

    ``findings`` are those of the reading, of which dismissed ones do not count; ``registers`` those
    by which citations are judged, the program's own by default.
    """
    examined = Examined(reading, registers or register())
    about = [
        one for one in findings if one.dismissed is None and one.rule.startswith(_ABOUT_CITATIONS)
    ]
    groups: dict[str, list[tuple[Mention, Resolution]]] = {}
    for mention, meant in zip(reading.mentions, reading.resolutions, strict=True):
        if not mention.self_reference:
            key = meant.document if isinstance(meant, Resolved) else _name(mention)
            groups.setdefault(key, []).append((mention, meant))
    places = _places(about, reading.mentions)
    return tuple(_checked(examined, group, places) for group in groups.values())


def _places(findings: Sequence[Finding], mentions: Sequence[Mention]) -> dict[int, list[Finding]]:
    """Return the findings by the start of the mention that each is about.

    That is the first in its words: a title may name other documents. A finding of two that
    disagree stands at both.
    """
    places: dict[int, list[Finding]] = {}
    for one in findings:
        held = [m.start for m in mentions if one.start < m.end and m.start < one.end][:1]
        if one.rule == "C02":
            held += [
                shown.start
                for shown in one.evidence
                if shown.start is not None and shown.file is None
            ]
        for start in held:
            places.setdefault(start, []).append(one)
    return places


def _name(mention: Mention) -> str:
    if mention.number and not (mention.kind == "named" and mention.name):
        return f"{mention.type or 'Văn bản'} {mention.number}"
    name = mention.name or " ".join(mention.surface.split())
    return f"{name} ({mention.number})" if mention.number else name


def _checked(
    examined: Examined, group: list[tuple[Mention, Resolution]], places: dict[int, list[Finding]]
) -> CheckedCitation:
    mention, meant = next(
        ((m, r) for m, r in group if m.date and isinstance(r, Resolved)), group[0]
    )
    row = row_of(examined, mention) or _only(examined, mention)
    rules = tuple(dict.fromkeys(one.rule for m, _ in group for one in places.get(m.start, ())))
    doubts = tuple(dict.fromkeys(_doubts(examined, group, row, rules)))
    state: State = "finding" if rules else "unverified" if doubts else "right"
    told = [f"{rule} {catalogue()[rule].name_vi.lower()}" for rule in rules]
    dates = dict.fromkeys(_day(m.date) for m, _ in group if m.date)
    return CheckedCitation(
        cited=_name(mention),
        number=mention.number or (row.number if row else None) or None,
        date=", ".join(dates) or None,
        issuer=next((m.issuer for m, _ in group if m.issuer_stated), mention.issuer),
        times=len(group),
        state=state,
        rules=rules,
        status="; ".join([*told, *doubts] if state != "right" else _standing(row, examined.day)),
        document=meant.document if isinstance(meant, Resolved) else None,
        form=_form(examined, row) if row else None,
        source=source_of(row) if row else None,
        start=group[0][0].start,
        end=group[0][0].end,
    )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _only(examined: Examined, mention: Mention) -> CentralDocument | None:
    rows = rows_of(examined, mention)
    return rows[0] if len(rows) == 1 else None


def _doubts(
    examined: Examined,
    group: list[tuple[Mention, Resolution]],
    row: CentralDocument | None,
    rules: tuple[str, ...],
) -> Iterator[str]:
    """Say what keeps a citation from being verified; nothing where all that is stated agrees.

    What one of the ``rules`` that found something has compared is no doubt.
    """
    for _, meant in group:
        if isinstance(meant, Ambiguous):
            yield f"chưa phân định được là văn bản nào: {_first(meant.why)}"
        elif not isinstance(meant, Resolved):
            yield f"chưa xác định được văn bản: {_first(meant.why)}"
    if row is None:
        yield "không có trong sổ đăng ký"
        return
    for mention, _ in group:
        yield from _unlike(examined, mention, row, rules)
    yield from _not_held(examined, row)


def _first(why: str) -> str:
    words = why.partition(" / ")[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _unlike(
    examined: Examined, mention: Mention, row: CentralDocument, rules: tuple[str, ...]
) -> Iterator[str]:
    """Say which of the facts stated at one place the register does not confirm."""
    if mention.date and mention.kind != "programme":
        known = row.date.isoformat() if row.date else None
        if known is None:
            yield "sổ đăng ký không có ngày ban hành"
        elif not known.startswith(mention.date):
            yield f"sổ đăng ký ghi ngày {_day(known)}"
    elif mention.year and row.year and mention.year != row.year:
        yield f"sổ đăng ký chỉ có văn bản năm {row.year}"
    stated = mention.issuer if mention.issuer_stated and "C04" not in rules else None
    if stated and not _is_issuer(stated, row):
        yield "cơ quan ban hành chưa đối chiếu được"
    quoted = None if is_law(row) or "C07" in rules else quoted_subject(examined, mention)
    if quoted and not (row.title and agrees(quoted[1], row.title)):
        yield "trích yếu chưa đối chiếu được" if row.title else "sổ đăng ký không có trích yếu"


def _is_issuer(stated: str, row: CentralDocument) -> bool:
    known = next((one.name for one in issuers() if row.issuer in (one.slug, one.path)), None)
    return known is not None and without_office(stated).lower() == known.lower()


def _not_held(examined: Examined, row: CentralDocument) -> Iterator[str]:
    """Say why it is not known to be in force on the day of the draft."""
    if examined.day is None:
        yield "dự thảo chưa ghi ngày nên chưa xét hiệu lực"
        return
    state = status_on(row, examined.day)
    if state.kind in ("in_force", "amended"):
        return
    words = STATUS_WORDS[state.kind][0]
    if state.successors:
        words += f" bởi {', '.join(state.successors)}"
        now = examined.registers.successors(row, examined.day)
        later = [name_of(one) for one in now if one.number not in state.successors]
        words += f", nay là {', '.join(later)}" if later else ""
    yield words


def _form(examined: Examined, row: CentralDocument) -> str:
    """Return the citation ready to copy: of what stands in its place, where it no longer holds."""
    ended = examined.day is not None and row.ended is not None and row.ended <= examined.day
    now = examined.registers.successors(row, examined.day) if ended and examined.day else ()
    return "; ".join(map(full_citation, now or (row,)))


def _standing(row: CentralDocument | None, day: datetime.date | None) -> list[str]:
    return [STATUS_WORDS[status_on(row, day).kind][0]] if row and day else []
