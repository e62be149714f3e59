"""Find every mention of a document: what was written, and exactly where.

Numbers are found first, because they are the surest sign; then names of laws; then the short
forms that lean on a number given before. Each is read together with what stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cancu.ingest.amended_issuer import changes
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
from cancu.ingest.own_number import is_own, is_own_blank, is_own_law, symbol_of
from cancu.ingest.page_frame import PageFrame, page_frame
from cancu.ingest.provisions import pinpoint_after, pinpoint_before
from cancu.ingest.roles import (
    Role,
    amends_in_list,
    body_begins,
    in_title,
    is_reasoned,
    lead,
    ruling,
)
from cancu.ingest.row_context import RowContext
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
_NEXT_OF_LIST = re.compile(
    r"\W*(?:(?:ngày|năm)[\s\d/.thángnăm-]{4,34})?[\s*]*(?:[,;&]|và)\s*(?:và\s+)?(?:số\s*:?\s*)?"
)
_LIST_REACH = 60
_DAY_NEXT = re.compile(rf"\s*(?:,|;|và)?\s*(?:và\s+)?{DATE.pattern}")
_AND_DAY = re.compile(r"\s*,?\s*ngày\s*\d{1,2}[^;.()]{4,24}?\s*(?:,|và)\s*(?:và\s+)?ngày\s*\d")
_YEAR_INSIDE = re.compile(r"/(?:19|20)\d\d/")
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
                              stop, before_this.role if itself else mention.role)  # fmt: skip
    place = own.own
    return tuple(_completed(mentions, place[1] if place else None, source.text))


_TYPED = ("type-number", "type-between-number")


def _to_fill_in(mention: Mention) -> bool:
    """Whether a number is the dots of a form: "Quyết định số …/QĐ-UBND ngày … tháng …"."""
    dotted = mention.rule == "blank-number" and ("…" in mention.surface or ".." in mention.surface)
    return dotted and mention.date is None and not mention.self_reference


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
        role = "mentions" if framed else self._role(first, begin, before_this)
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

    def _role(self, start: int, begin: int, before_this: _Before) -> Role:
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
        if own is not None and own.role in _POINTING and own.leads_to(lower, start):
            nested = last > clause and in_title(lower, before_this.stop, own)
            return "mentions" if nested else own.role
        if last > clause:
            if not lower[max(last, start - 12) : start].rstrip().endswith((",", "và")):
                return "mentions"
            return before_this.role if before_this.role in _UNDOING else "mentions"
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


def _completed(mentions: list[Mention], own: str | None, text: str) -> list[Mention]:
    """Share what was said once: the year of a list, the issuer and number of an earlier mention."""
    _date_one_by_one(mentions, text)
    one_day = False
    for i in range(len(mentions) - 2, -1, -1):
        this, following = mentions[i], mentions[i + 1]
        one_day = following.rule == "list" and _one_day(this, following, text, known=one_day)
        if one_day:
            this = mentions[i] = replace(this, date=following.date, year=following.year)
        dated = following.date or (following.number and not _YEAR_INSIDE.search(following.number))
        undated = this.year is None and this.date is None
        if following.rule == "list" and dated and undated and _listed(this, following, text):
            mentions[i] = replace(
                this, date=following.date, year=following.year,
                issuer=following.issuer if following.issuer_stated else this.issuer,
                issuer_within=following.issuer_within or this.issuer_within,
            )  # fmt: skip
        elif following.issuer_stated and not this.issuer_stated and _joined(this, following, text):
            mentions[i] = replace(this, issuer=following.issuer, issuer_stated=True,
                                  issuer_within=following.issuer_within)  # fmt: skip
    for i in range(1, len(mentions)):
        before, this = mentions[i - 1], mentions[i]
        led = before.issuer_stated and before.rule in ("type-between-number", "list")
        if led and not this.issuer_stated and _joined(before, this, text):
            mentions[i] = replace(this, issuer=before.issuer, issuer_stated=True,
                                  issuer_within=before.issuer_within)  # fmt: skip
    issuers: dict[tuple[str | None, str | None, str | None], Mention] = {}
    for one in mentions:
        if one.issuer_stated and one.issuer:
            issuers.setdefault((one.type, one.number, one.date), one)
            issuers.setdefault((one.type, one.number, None), one)
    mentions = _of_others(mentions)
    shared = [
        _with_issuer(
            one,
            issuers.get((one.type, one.number, one.date))
            or issuers.get((one.type, one.number, None)),
        )
        for one in mentions
    ]
    return _of_one_place(_of_the_changing(shared, issuers, text), own)


def _of_the_changing(
    mentions: list[Mention],
    stated: dict[tuple[str | None, str | None, str | None], Mention],
    text: str,
) -> list[Mention]:
    """Give a document that another one changes the issuer of that one, where nothing states it."""
    for index in range(1, len(mentions)):
        changing, this = mentions[index - 1 : index + 1]
        if not changing.issuer_stated or this.issuer_stated or this.self_reference:
            continue
        symbol = symbol_of(this.number or "")
        if not symbol or symbol != symbol_of(changing.number or ""):
            continue
        if (this.type, this.number, this.date) in stated:
            continue
        if changes(text[changing.end : this.start]):
            mentions[index] = replace(this, issuer=changing.issuer, issuer_stated=True,
                                      issuer_within=changing.issuer_within,
                                      issuer_at_home=changing.issuer_at_home)  # fmt: skip
    return mentions


def _of_others(mentions: list[Mention]) -> list[Mention]:
    """Take the own number for another body's of that number, once the text has cited that one.

    A plan 12/KH-UBND that carries out the plan 12/KH-UBND of its district, and goes on to say "theo
    Kế hoạch số 12/KH-UBND", does not speak of itself.
    """
    cited: set[tuple[str | None, str | None]] = set()
    own = next((one.issuer for one in mentions if one.self_reference and one.issuer), None)
    for index, one in enumerate(mentions):
        key = (one.type, one.number)
        if not one.self_reference:
            stated = one.issuer if one.issuer_stated else None
            if own and stated and not (own.endswith(stated) or stated.endswith(own)):
                cited.add(key)
        elif key in cited and one.date is None and not one.issuer_stated and one.rule in _TYPED:
            mentions[index] = replace(one, self_reference=False)
    return mentions


def _date_one_by_one(mentions: list[Mention], text: str) -> None:
    """Give the members of a list their days: "số 10, 11/KH-UBND ngày 05/01 và ngày 06/01/2022".

    Where there are not as many days as members nothing tells which is whose, and none has one.
    """
    for last in range(1, len(mentions)):
        this = mentions[last]
        if this.rule != "list" or not _AND_DAY.match(text, this.end):
            continue
        days = _days_after(text, this.end)
        first = last
        while first and _listed(mentions[first - 1], mentions[first], text):
            first -= 1
        members = range(first, last + 1)
        known = days if len(days) == len(members) else [None] * len(members)
        for index, day in zip(members, known, strict=True):
            year = int(day[:4]) if day else _year_inside(mentions[index])
            mentions[index] = replace(mentions[index], date=day, year=year)


def _days_after(text: str, start: int) -> list[str | None]:
    """Return the days of a row of dates: "ngày 05/01/2023 và ngày 06/01/2022"."""
    days: list[str | None] = []
    while (found := _DAY_NEXT.match(text, start)) is not None:
        stated = stated_date(found)
        days.append(stated.day if stated else None)
        start = found.end()
    return days


def _year_inside(mention: Mention) -> int | None:
    found = _YEAR_INSIDE.search(mention.number or "")
    return int(found.group()[1:5]) if found else None


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


def _listed(this: Mention, following: Mention, text: str) -> bool:
    """Whether nothing but a comma or an "và" stands between two numbers of one type."""
    between = text[this.end : following.start]
    near = this.type == following.type and len(between) < _LIST_REACH
    return near and _NEXT_OF_LIST.fullmatch(between) is not None


def _joined(this: Mention, following: Mention, text: str) -> bool:
    """Whether two numbers of one symbol stand in one list, whose issuer is named at its end."""
    symbols = (symbol_of(this.number or ""), symbol_of(following.number or ""))
    return symbols[0] == symbols[1] != "" and _listed(this, following, text)


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


def _with_issuer(mention: Mention, fuller: Mention | None) -> Mention:
    if fuller is None or mention.number is None or mention.issuer_stated or mention.self_reference:
        return mention
    return replace(mention, issuer=fuller.issuer, issuer_within=fuller.issuer_within)
