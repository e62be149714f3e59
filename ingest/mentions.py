"""Find every mention of a document: what was written, and exactly where.

Numbers are found first, because they are the surest sign; then names of laws; then the short
forms that lean on a number given before. Each is read together with what stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from cancu.ingest.bodies import Body, body_at
from cancu.ingest.candidates import Candidate, Kind, candidates
from cancu.ingest.confidence import confidence
from cancu.ingest.context import Context, acting_place, after, before
from cancu.ingest.dates import DATE, stated_date
from cancu.ingest.home import Home, at_home, home
from cancu.ingest.implied import (
    committee_of,
    implied_issuer,
    is_joint,
    may_sign,
    needs_a_body,
    own_office,
)
from cancu.ingest.notes import note_at, note_context
from cancu.ingest.numbers import DocumentNumber
from cancu.ingest.phrases import fold
from cancu.ingest.provisions import pinpoint_after, pinpoint_before
from cancu.ingest.roles import Role, lead, ruling
from cancu.ingest.row_context import RowContext
from cancu.ingest.sentences import Sentences
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.typewords import types_of_symbol
from cancu.ingest.view import View, view


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that denotes a document.

    The span runs from the type word to the end of the number (a law by name: the whole name);
    date and issuer lie outside it. ``type`` is the official Vietnamese name ("Nghị định"),
    ``number`` canonical ("61/2018/NĐ-CP"), ``date`` ISO, ``issuer`` as stated or as the symbol
    implies it, ``pinpoint`` as written with white space collapsed ("khoản 2 Điều 32").
    ``self_reference`` marks the document's own number and "Kế hoạch này".
    ``sentence`` is the span of the sentence or cell it stands in.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    type: str | None
    number: str | None
    date: str | None
    year: int | None
    issuer: str | None
    pinpoint: str | None
    role: Role
    rule: str
    confidence: float
    self_reference: bool = False
    name: str | None = None
    """A law's or a programme's name, white space collapsed ("Luật Đầu tư")."""
    issuer_stated: bool = False
    """Whether the issuer was written beside the number (else the symbol implies it)."""
    sentence: tuple[int, int] = (0, 0)
    nested: tuple[tuple[int, int], ...] = ()
    """Names inside an amending law's name."""


_JOINED = re.compile(r"(?:,|và|,\s*và|hoặc)?\s*(?:các|của)?\s*(?:số\s*:?)?")
"""What may stand between two citations of one list."""
_MARK = re.compile(r"\s?\[\^?(?P<mark>\d{1,3})\](?:\([^)\s]*\))?|\((?P<round>\d{1,2})\)")
"""A footnote mark in brackets: "402/KH-UBND[3] ngày …", "402/KH-UBND[^3]", "402/KH-UBND(3)"."""
_MARK_BEGINS = frozenset("[( ")
_ISSUED_BY = re.compile(r"\s(?:của|do)\s+")
_SEPARATOR = re.compile(r"[/-]")
_OFFICE = re.compile(
    r"^(?:(?:bộ trưởng,? )?chủ nhiệm|bộ trưởng|chủ tịch|thống đốc|giám đốc|tổng giám đốc"
    r"|(?:tổng )?cục trưởng|chi cục trưởng|tổng thanh tra|viện trưởng|chánh án) "
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_OF_LIST = re.compile(
    r"\W*(?:(?:ngày|năm)[\s\d/.thángnăm-]{4,34})?[\s*]*(?:[,;&]|và)\s*(?:và\s+)?(?:số\s*:?\s*)?"
)
_LIST_REACH = 60
_YEAR_INSIDE = re.compile(r"/(?:19|20)\d\d/")
_BARE_OFFICES = frozenset(("Văn phòng", "Văn phòng Sở", "Văn phòng Bộ"))
_POINTING: frozenset[Role] = frozenset(("basis", "implements", "under"))
_UNDOING: frozenset[Role] = frozenset(("amends", "replaces", "repeals"))
"""Roles that go on over semicolons: "bãi bỏ A; B; C"."""


def find_mentions(source: SourceText, header: Header) -> tuple[Mention, ...]:
    """Return every mention in reading order; offsets are of ``source.text``."""
    seen = view(source.text)
    found = candidates(seen)
    reader = _Surroundings(seen, source, header, home(seen, header), Sentences(seen.text),
                           RowContext(source, seen))  # fmt: skip
    mentions: list[Mention] = []
    before_this = _Before()
    for candidate in found:
        mention, stop = reader.read(candidate, before_this)
        mentions.append(mention)
        own = mention.self_reference
        before_this = _Before(candidate.end, before_this.other if own else candidate.end,
                              stop, before_this.role if own else mention.role)  # fmt: skip
    place = reader.home.own
    return tuple(_completed(mentions, place[1] if place else None, source.text))


@dataclass(frozen=True, slots=True)
class _Before:
    """What the mention before has taken: ``end`` of the last, ``other`` of the last that is not
    the document itself, ``stop`` where its date and issuer end, and its ``role``."""

    end: int = 0
    other: int = 0
    stop: int = 0
    role: Role = "mentions"


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Reads what stands beside the candidates of one document."""

    seen: View
    source: SourceText
    header: Header
    home: Home
    sentences: Sentences
    rows: RowContext

    def read(self, one: Candidate, before_this: _Before) -> tuple[Mention, int]:
        """Return the mention, and where what belongs to it ends in the view."""
        text, lower = self.seen.text, self.seen.lower
        start, end = self.seen.span(one.start, one.end)
        beside = self._beside(one, before_this.end, (start, end))
        pin = pinpoint_before(text, lower, one.start) or pinpoint_after(text, lower, beside.end)
        begin, stop = self._sentence(one, start)
        first = pin.start if pin and pin.end <= one.start else one.start
        role = self._role(first, begin, before_this)
        number = str(one.number.number) if one.number else None
        day = beside.date.day if beside.date else None
        year = beside.date.year if beside.date else None
        if year is None and one.number is not None:
            year = one.number.number.year
        if year is None:
            year = one.year
        if one.symbol is not None:
            own = self._is_own_blank(one, role, day)
        else:
            own = self._is_own(number, day, beside) if one.number else self._is_own_law(one)
        issuer = self._issuer(one, beside, before_this.end, day, year)
        rule = "cut-number" if one.number is not None and one.number.cut else one.rule
        mention = Mention(
            start=start,
            end=end,
            surface=self.source.text[start:end],
            kind=one.kind,
            type=one.type,
            number=number or one.serial,
            date=day,
            year=year,
            issuer=self.header.issuer or issuer if own else issuer,
            pinpoint=pin.surface if pin else None,
            role=role,
            rule=rule,
            confidence=confidence(rule),
            self_reference=own,
            name=one.name,
            issuer_stated=beside.body is not None,
            sentence=(self.seen.span(begin, stop) if stop > begin else (start, end)),
            nested=tuple(self.seen.span(*inner) for inner in one.nested) if one.nested else (),
        )
        return mention, max(beside.end, one.end)

    def _beside(self, one: Candidate, floor: int, span: tuple[int, int]) -> Context:
        text, lower = self.seen.text, self.seen.lower
        beside = after(text, lower, _past_mark(lower, one), law=one.kind == "named")
        far = one.rule == "type-between-number" or one.kind == "named"
        if far and beside.date is None and one.number is not None:
            inside = DATE.search(lower, one.start, one.number.start)
            beside = Context(stated_date(inside) if inside else None, beside.body, beside.end)
        if one.rule == "type-between-number" and beside.body is None:
            beside = Context(beside.date, self._body_inside(one), beside.end)
        if beside.date is None and (note := self._note(one)) is not None:
            beside = Context(note.date, beside.body or note.body, beside.end)
        if self.source.tables and one.number and self._wanting(one.number.number, beside):
            row = self.rows.at(*span)
            if row is not None:
                beside = Context(beside.date or row.date, beside.body or row.body, beside.end)
        if beside.date is None:
            earlier = before(text, lower, one.start, floor)
            beside = Context(earlier.date, beside.body, beside.end)
        return beside

    def _wanting(self, number: DocumentNumber, beside: Context) -> bool:
        """Whether date or issuer are still to be found."""
        return beside.date is None or (beside.body is None and needs_a_body(number))

    def _body_inside(self, one: Candidate) -> Body | None:
        """Return who issued it where that stands before the number: "Báo cáo của UBND xã số …"."""
        if one.number is None:
            return None
        text, lower = self.seen.text, self.seen.lower
        of = _ISSUED_BY.search(lower, one.start, one.number.start)
        body = body_at(text, lower, of.end()) if of else None
        if body is None or body.end > one.number.start:
            return None
        return body if may_sign(body.name, one.number.number) else None

    def _note(self, one: Candidate) -> Context | None:
        """Read the footnote whose mark stands right after a number."""
        text, lower = self.seen.text, self.seen.lower
        if self.source.notes:
            end = self.seen.span(one.start, one.end)[1]
            for note in self.source.notes:
                if end <= note.anchor <= end + 3:
                    return note_at(text, lower, self.seen.offset(note.start))
        if one.number is None:
            return None
        mark = one.number.mark
        if not mark and lower[one.end : one.end + 1] in _MARK_BEGINS:
            bracketed = _MARK.match(lower, one.end)
            mark = (bracketed["mark"] or bracketed["round"]) if bracketed else ""
        return note_context(text, lower, one.end, mark) if mark else None

    def _issuer(
        self, one: Candidate, beside: Context, floor: int, day: str | None, year: int | None
    ) -> str | None:
        when = date.fromisoformat(day) if day else date(year, 7, 1) if year else None
        stated = self._named(beside.body, when) if beside.body else None
        if stated and not (one.number and is_joint(one.number.number.segments)):
            return stated
        implied = implied_issuer(one.number.number, when, self.home) if one.number else None
        if stated:
            return implied if implied and implied.startswith(f"{stated} - ") else stated
        if one.number is not None and not needs_a_body(one.number.number):
            return implied
        earlier = before(self.seen.text, self.seen.lower, one.start, floor).body
        if one.number is None:
            return self._named(earlier, when) if earlier is not None else None
        if earlier is not None and may_sign(earlier.name, one.number.number):
            # "của Sở Nông nghiệp tại Tờ trình số …/TTr-SNN": departments change their names.
            given = self.seen.lower[max(floor, one.start - 4) : one.start].rstrip().endswith("(")
            # "giao UBND huyện A (Quyết định số …/QĐ-UBND)" may be a decision about the district
            return None if given and one.type == "Quyết định" else self._named(earlier, when)
        acting = acting_place(self.seen.text, self.seen.lower, one.start, floor)
        if acting is not None:
            return committee_of(one.number.number, *acting)
        segments = one.number.number.segments
        office = segments[1:] == ("VP",) and bool(types_of_symbol(segments[0]))
        return own_office(self.header, self.home) if office else implied

    def _named(self, body: Body, when: date | None) -> str:
        """Return a body's full name; a bare office is the citing body's own."""
        full = at_home(body, self.home, when)
        return (own_office(self.header, self.home) or full) if full in _BARE_OFFICES else full

    def _sentence(self, one: Candidate, original: int) -> tuple[int, int]:
        begin, stop = self.sentences.around(one.start, one.end)
        if self.source.tables:
            cell = self.rows.cell_at(original)
            if cell is not None:
                begin = max(begin, self.seen.offset(cell[1].start))
                stop = min(stop, self.seen.offset(cell[1].end))
        return begin, max(stop, one.end)

    def _role(self, start: int, begin: int, before_this: _Before) -> Role:
        """Tell what the mention is for; a word after an earlier mention speaks of that one."""
        lower = self.seen.lower
        last = before_this.other
        gap = lower[before_this.stop : start].strip() if start - before_this.stop < 40 else ";;"
        joined = _JOINED.fullmatch(gap) or (gap == ";" and before_this.role in _UNDOING)
        if last and joined:
            return before_this.role
        clause = max(begin, lower.rfind(";", begin, start) + 1)
        own = lead(lower, max(clause, last), start)
        if own is not None and own.role in _POINTING and own.leads_to(lower, start):
            return own.role
        if last > clause:
            if not lower[max(last, start - 12) : start].rstrip().endswith((",", "và")):
                return "mentions"
            return before_this.role if before_this.role in _UNDOING else "mentions"
        if own is not None:
            return "mentions" if own.passive or own.role == "under" else own.role
        rule = ruling(lower, begin, start)
        return rule.role if rule else "mentions"

    def _is_own(self, number: str | None, day: str | None, beside: Context) -> bool:
        """Whether the number is the document's own: same number, no other day, no other issuer."""
        own = self.header
        if number is None or own.number is None or not _same_number(number, own.number, day):
            return False
        if beside.body is not None and own.issuer is not None:
            stated = _without_office(at_home(beside.body, self.home))
            issuer = _without_office(own.issuer)
            if not (issuer.startswith(stated) or stated.startswith(issuer)):
                return False
        return day is None or own.date is None or day.startswith(own.date)

    def _is_own_blank(self, one: Candidate, role: Role, day: str | None) -> bool:
        """Whether a number left blank is the document's own, of which an annex speaks."""
        own = self.header
        if own.type != one.type or _symbol(own.number or "") != one.symbol:
            return False
        dated = day is None or own.date is None or day.startswith(own.date)
        lead = self.seen.lower[max(0, one.start - 12) : one.start]
        return dated and (role == "issued_with" or own.number_blank or "kèm theo" in lead)

    def _is_own_law(self, one: Candidate) -> bool:
        """Whether a law names itself, in its title or in its articles."""
        own = self.header
        if one.name is None or own.title is None or own.type != one.type:
            return False
        return fold(one.name) == fold(f"{own.type} {own.title}")


def _past_mark(lower: str, one: Candidate) -> int:
    """Return where the text goes on after a number and the footnote mark that stands on it."""
    glued = len(one.number.mark) if one.number else 0
    mark = _MARK.match(lower, one.end + glued)
    return mark.end() if mark else one.end + glued


def _same_number(number: str, own: str, day: str | None) -> bool:
    """Whether two numbers are one; with the day given, misplaced separators do not matter."""
    if number == own or day is None or number[0] != own[0]:
        return number == own
    return _SEPARATOR.sub("", number) == _SEPARATOR.sub("", own)


def _without_office(name: str) -> str:
    return _OFFICE.sub("", name.lower())


def _completed(mentions: list[Mention], own: str | None, text: str) -> list[Mention]:
    """Share what was said once: the year of a list, the issuer and number of an earlier mention."""
    one_day = False
    for i in range(len(mentions) - 2, -1, -1):
        this, following = mentions[i], mentions[i + 1]
        one_day = following.rule == "list" and _one_day(this, following, text, known=one_day)
        if one_day:
            this = mentions[i] = replace(this, date=following.date, year=following.year)
        dated = following.date or (following.number and not _YEAR_INSIDE.search(following.number))
        if following.rule == "list" and dated and this.year is None and this.date is None:
            mentions[i] = replace(
                this, date=following.date, year=following.year,
                issuer=following.issuer if following.issuer_stated else this.issuer,
            )  # fmt: skip
        elif following.issuer_stated and not this.issuer_stated and _joined(this, following, text):
            mentions[i] = replace(this, issuer=following.issuer, issuer_stated=True)
    issuers: dict[tuple[str | None, str | None, str | None], str] = {}
    for one in mentions:
        if one.issuer_stated and one.issuer:
            issuers.setdefault((one.type, one.number, one.date), one.issuer)
            issuers.setdefault((one.type, one.number, None), one.issuer)
    shared = [
        _with_issuer(
            one,
            issuers.get((one.type, one.number, one.date))
            or issuers.get((one.type, one.number, None)),
        )
        for one in mentions
    ]
    return _of_one_place(shared, own)


def _one_day(this: Mention, following: Mention, text: str, *, known: bool) -> bool:
    """Whether a list says at its end that all of it is of one day: "10 và 11 cùng ngày 19/7/2021".

    ``known`` says that it does, for the members before the last two.
    """
    if following.date is None or this.date is not None:
        return False
    after_it = text[following.end : following.end + 14].lstrip(" \n,")
    said = known or after_it.startswith("cùng ngày")
    between = text[this.end : following.start]
    return said and len(between) < _LIST_REACH and _NEXT_OF_LIST.fullmatch(between) is not None


def _joined(this: Mention, following: Mention, text: str) -> bool:
    """Whether two numbers of one symbol stand in one list, whose issuer is named at its end."""
    symbols = (_symbol(this.number or ""), _symbol(following.number or ""))
    alike = this.type == following.type and symbols[0] == symbols[1] != ""
    between = text[this.end : following.start]
    return alike and len(between) < _LIST_REACH and _NEXT_OF_LIST.fullmatch(between) is not None


def _symbol(number: str) -> str:
    """Return a number's symbol, which tells the kind of body but not which: "QĐ-UBND"."""
    return "/".join(part for part in number.split("/")[1:] if not _YEAR.fullmatch(part))


def _of_one_place(mentions: list[Mention], own: str | None) -> list[Mention]:
    """Take "UBND tỉnh" for the other province that the same number and date have elsewhere.

    A province of today cites what the provinces it was made of issued: "của UBND tỉnh Kon Tum",
    and further on only "của UBND tỉnh". ``own`` names the document's own place, "Quảng Ngãi".
    """
    named: dict[tuple[str, str], set[str]] = {}
    for one in mentions:
        if one.number and one.date and one.issuer_stated and one.issuer:
            named.setdefault((one.number, one.date), set()).add(one.issuer)
    for index, one in enumerate(mentions):
        issuers = named.get((one.number or "", one.date or ""), set())
        if own is None or len(issuers) < 2 or not (one.issuer or "").endswith(own):
            continue
        others = [issuer for issuer in issuers if not issuer.endswith(own)]
        if len(others) == 1:
            mentions[index] = replace(one, issuer=others[0])
    return mentions


def _with_issuer(mention: Mention, issuer: str | None) -> Mention:
    same = issuer is None or issuer == mention.issuer
    if same or mention.issuer_stated or mention.number is None:
        return mention
    return replace(mention, issuer=issuer)
