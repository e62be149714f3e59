"""Find every mention of a document: what was written, and exactly where.

Numbers are found first, because they are the surest sign; then names of laws; then the short
forms that lean on a number given before. Each is read together with what stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cancu.ingest.bodies import Body, body_at
from cancu.ingest.candidates import Candidate, Kind, candidates
from cancu.ingest.cited_issuer import IssuerReader
from cancu.ingest.confidence import confidence
from cancu.ingest.context import Context, after, before
from cancu.ingest.dates import DATE, stated_date
from cancu.ingest.home import Home, home
from cancu.ingest.implied import body_of_place, may_be_a_branch, may_sign, needs_a_body
from cancu.ingest.listed_under import listed_under
from cancu.ingest.notes import note_at, note_context
from cancu.ingest.numbers import DocumentNumber
from cancu.ingest.own_number import is_own, is_own_blank, is_own_law
from cancu.ingest.page_frame import PageFrame, page_frame
from cancu.ingest.provisions import pinpoint_after, pinpoint_before
from cancu.ingest.roles import (
    Role,
    amended_by,
    amends_in_list,
    body_begins,
    in_title,
    is_reasoned,
    lead,
    ruling,
)
from cancu.ingest.row_context import RowContext
from cancu.ingest.said_once import completed
from cancu.ingest.sentences import Sentences
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
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
    issuer_within: str | None = None
    """The units stated above the issuer's own, from small to large ("huyện A tỉnh B")."""
    issuer_at_home: bool = False
    """Whether the citing document's own place completed it: "UBND tỉnh", a bare "QĐ-UBND"."""
    sentence: tuple[int, int] = (0, 0)
    nested: tuple[tuple[int, int], ...] = ()
    """Names inside an amending law's name."""
    framed: bool = False
    """Whether it stands in the frame of a web page, where no authority speaks."""


_JOINED = re.compile(r"(?:,|và|,\s*và|hoặc)?\s*(?:các|của)?\s*(?:số\s*:?)?")
"""What may stand between two citations of one list."""
_MARK = re.compile(r"\s?\[\^?(?P<mark>\d{1,3})\](?:\([^)\s]*\))?|\((?P<round>\d{1,2})\)")
"""A footnote mark in brackets: "402/KH-UBND[3] ngày …", "402/KH-UBND[^3]", "402/KH-UBND(3)"."""
_BRACKET = re.compile(r"\(\s*số\s*:?\s*\Z")
_MARK_BEGINS = frozenset("[( ")
_ISSUED_BY = re.compile(r"\s(?:của|do)\s+")
_POINTING: frozenset[Role] = frozenset(("basis", "implements", "under"))
_UNDOING: frozenset[Role] = frozenset(("amends", "replaces", "repeals"))
"""Roles that go on over semicolons: "bãi bỏ A; B; C"."""


def find_mentions(source: SourceText, header: Header) -> tuple[Mention, ...]:
    """Return every mention in reading order; offsets are of ``source.text``."""
    seen = view(source.text)
    found = candidates(seen)
    own = home(seen, header)
    reader = _Surroundings(seen, source, header, own, Sentences(seen.text),
                           RowContext(source, seen), IssuerReader(seen, header, own),
                           page_frame(seen, header))  # fmt: skip
    mentions: list[Mention] = []
    before_this = _Before()
    for candidate in found:
        mention, stop = reader.read(candidate, before_this)
        if _to_fill_in(mention):
            continue
        mentions.append(mention)
        itself = mention.self_reference
        before_this = _Before(candidate.end, before_this.other if itself else candidate.end,
                              stop, before_this.role if itself else mention.role,
                              before_this.type if itself else mention.type)  # fmt: skip
    place = own.own
    return tuple(completed(mentions, place[1] if place else None, source.text))


def _to_fill_in(mention: Mention) -> bool:
    """Whether a number is the dots of a form: "Quyết định số …/QĐ-UBND ngày … tháng …"."""
    dotted = mention.rule == "blank-number" and ("…" in mention.surface or ".." in mention.surface)
    return dotted and mention.date is None and not mention.self_reference


@dataclass(frozen=True, slots=True)
class _Before:
    """What the mention before has taken: ``end`` of the last, ``other`` of the last that is not
    the document itself, ``stop`` where its date and issuer end, its ``role`` and its ``type``."""

    end: int = 0
    other: int = 0
    stop: int = 0
    role: Role = "mentions"
    type: str | None = None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """Reads what stands beside the candidates of one document."""

    seen: View
    source: SourceText
    header: Header
    home: Home
    sentences: Sentences
    rows: RowContext
    issuers: IssuerReader
    frame: PageFrame

    def read(self, one: Candidate, before_this: _Before) -> tuple[Mention, int]:
        """Return the mention, and where what belongs to it ends in the view."""
        text, lower = self.seen.text, self.seen.lower
        start, end = self.seen.span(one.start, one.end)
        beside, earlier = self._beside(one, before_this.end, (start, end))
        pin = pinpoint_before(text, lower, one.start) or pinpoint_after(text, lower, beside.end)
        begin, stop = self._sentence(one, start)
        first = pin.start if pin and pin.end <= one.start else one.start
        framed = self.frame.holds(one.start)
        role = "mentions" if framed else self._role(first, begin, before_this, one.type)
        if role == "basis" and pin and is_reasoned(lower, stop) and self._in_body(one):
            role = "under"
        if role != "mentions" and self.frame.speaks(lower, begin, stop):
            role = "mentions"
        number = str(one.number.number) if one.number else None
        day = beside.date.day if beside.date else None
        year = beside.date.year if beside.date else None
        if year is None and one.number is not None:
            year = one.number.number.year
        if year is None:
            year = one.year
        own = self._is_own(one, number, day, role, beside)
        issuer = self.issuers.read(one, beside, earlier, before_this.end, day, year)
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
            issuer=self.header.issuer or issuer.name if own else issuer.name,
            pinpoint=pin.surface if pin else None,
            role=role,
            rule=rule,
            confidence=confidence(rule),
            self_reference=own,
            name=one.name,
            issuer_stated=issuer.stated,
            issuer_within=issuer.within,
            issuer_at_home=issuer.at_home,
            sentence=(self.seen.span(begin, stop) if stop > begin else (start, end)),
            nested=tuple(self.seen.span(*inner) for inner in one.nested) if one.nested else (),
            framed=framed,
        )
        return mention, max(beside.end, one.end)

    def _beside(
        self, one: Candidate, floor: int, span: tuple[int, int]
    ) -> tuple[Context, Body | None]:
        """Return date and issuer of a mention, and the body that stands before it, if asked for."""
        text, lower = self.seen.text, self.seen.lower
        inside = one.rule == "number" and _BRACKET.search(lower, max(0, one.start - 8), one.start)
        beside = after(text, lower, _past_mark(lower, one), law=one.kind == "named",
                       inside=bool(inside))  # fmt: skip
        if beside.place is not None and one.number is not None:
            body = body_of_place(one.number.number, *beside.place, one.end, beside.end)
            beside = Context(beside.date, body, beside.end)
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
        if not self._wanting(one.number.number if one.number else None, beside):
            return beside, None
        earlier = before(text, lower, one.start, floor)
        body = earlier.body
        if body is None and beside.body is None and one.number is not None:
            body = self._listing(one, span)
        return Context(beside.date or earlier.date, beside.body, beside.end), body

    def _listing(self, one: Candidate, span: tuple[int, int]) -> Body | None:
        """Return the body that the list or the row of a number says issued it."""
        if one.number is None or not needs_a_body(one.number.number):
            return None
        found = self.rows.issuing(*span) if self.source.tables else None
        if found is None:
            found = listed_under(self.seen.text, self.seen.lower, one.start, one.type)
        if found is None or found.body is not None:
            return found.body if found else None
        return self.issuers.of_place(found, one.number.number)

    def _wanting(self, number: DocumentNumber | None, beside: Context) -> bool:
        """Whether date or issuer are still to be found."""
        if beside.date is None:
            return True
        if beside.body is not None:
            return False
        return number is None or needs_a_body(number) or may_be_a_branch(number)

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

    def _sentence(self, one: Candidate, original: int) -> tuple[int, int]:
        begin, stop = self.sentences.around(one.start, one.end)
        if self.source.tables:
            cell = self.source.cell_at(original)
            if cell is not None:
                begin = max(begin, self.seen.offset(cell[1].start))
                stop = min(stop, self.seen.offset(cell[1].end))
        return begin, max(stop, one.end)

    def _in_body(self, one: Candidate) -> bool:
        """Whether a document's own grounds are over; a page that is no document has none."""
        return self.header.type is None or one.start > body_begins(self.seen.lower)

    def _role(self, start: int, begin: int, before_this: _Before, type_: str | None) -> Role:
        """Tell what the mention is for; a word after an earlier mention speaks of that one."""
        lower = self.seen.lower
        last = before_this.other
        gap = lower[before_this.stop : start].strip() if start - before_this.stop < 40 else ";;"
        joined = _JOINED.fullmatch(gap) or (gap == ";" and before_this.role in _UNDOING)
        if last and joined:
            return before_this.role
        if gap == ";" and amends_in_list(lower, start):
            return "mentions"
        clause = max(begin, lower.rfind(";", begin, start) + 1)
        own = lead(lower, max(clause, last), start)
        if own is not None and own.role == "under" and amended_by(lower, own.start, start):
            return "mentions"
        if own is not None and own.role in _POINTING and own.leads_to(lower, start):
            nested = last > clause and in_title(lower, before_this.stop, own)
            return "mentions" if nested else own.role
        if last > clause:
            last_words = lower[max(last, start - 12) : start].rstrip()
            if not last_words.endswith((",", "và")):
                return "mentions"
            # "Căn cứ Nghị định A … quy định về hóa đơn và Nghị định B": a ground as well
            second = before_this.role == "basis" and type_ == before_this.type
            both = second and own is None and last_words.endswith("và")
            return before_this.role if both or before_this.role in _UNDOING else "mentions"
        if own is not None:
            return "mentions" if own.passive or own.role == "under" else own.role
        rule = ruling(self.seen.text, lower, begin, start)
        return rule.role if rule else "mentions"

    def _is_own(
        self, one: Candidate, number: str | None, day: str | None, role: Role, beside: Context
    ) -> bool:
        if one.symbol is not None:
            before_it = self.seen.lower[max(0, one.start - 12) : one.start]
            return is_own_blank(self.header, one, role, day, before_it)
        if one.number is None:
            return is_own_law(self.header, one)
        return is_own(self.header, self.home, number, day, beside)


def _past_mark(lower: str, one: Candidate) -> int:
    """Return where the text goes on after a number and the footnote mark that stands on it."""
    glued = len(one.number.mark) if one.number else 0
    mark = _MARK.match(lower, one.end + glued)
    return mark.end() if mark else one.end + glued
