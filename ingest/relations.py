"""What a text states between documents: "107/2021 sửa đổi 61/2018", "Quyết định này bãi bỏ …".

Three forms: active ("X sửa đổi, bổ sung một số điều của Y"), passive ("Y được thay thế bằng X"),
and the document of itself ("Quyết định này thay thế Y", "Điều 1. Bãi bỏ Y", its own title). A task
to amend something ("nghiên cứu sửa đổi Y") states no relation. What undoes or replaces only a part
of a document amends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cancu.ingest.context import after
from cancu.ingest.mentions import Mention
from cancu.ingest.notes import note_at
from cancu.ingest.relation_forms import (
    AMENDING_TITLE,
    ARTICLE,
    ARTICLE_BEGINS,
    ARTICLE_TITLE,
    BREAKS,
    COMES_INTO_FORCE,
    EXCEPT,
    FOLLOWING,
    HEADING,
    HOLDS_ON,
    IN_FORCE,
    ITEM,
    LAPSES,
    LAPSING_LIST,
    NEW_CLAUSE,
    NEXT,
    NEXT_AFTER_TITLE,
    NEXT_CLAUSE,
    OPENING,
    OTHER_SUBJECT,
    PART_BEFORE,
    PIECES,
    PROCEDURES,
    RULE,
    SELF,
    SHORT_CLAUSE,
    SOME,
    TITLE,
    WHOLE_LIST,
    WISH,
    Predicate,
    forms,
)
from cancu.ingest.text import Note, SourceText
from cancu.ingest.view import View, view
from cancu.ontology.load import document_types

__all__ = ["Predicate", "Relation", "find_relations"]


@dataclass(frozen=True, slots=True)
class Relation:
    """``subject`` and ``object`` are indices into the document's mentions.

    ``subject`` is None where the document itself is the subject ("Quyết định này thay thế …").
    ``start`` and ``end`` span the words that state it.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    end: int


_LEANING = ("relative", "programme")
_REACH = 300
_ARTICLE = 3000
"""How many letters an article may go on after the document last undone in it."""
_LAPSE = 920
"""Letters from a number over a title to the end of "hết hiệu lực kể từ ngày Quyết định này …"."""
_HEADING_ENDS = 6000
_PARTIAL = frozenset({"replaces", "repeals"})
_UNDONE = _PARTIAL | {"amends"}


@cache
def _ranks() -> dict[str, int]:
    return {kind.name: kind.rank for kind in document_types()}


def _rank(mention: Mention) -> int:
    """Return the legal force of what a mention's type is, 1 the highest; 99 where unknown."""
    if mention.kind == "named" and mention.type != "Hiến pháp":
        return _ranks()["Luật"]
    return _ranks().get(mention.type or "", 99)


def _may_undo(this: Mention, other: Mention) -> bool:
    """Whether one document has the force to amend or repeal another; a submission has none."""
    assembly = this.number is not None and "QH" in this.number
    return assembly or _rank(this) <= _rank(other)


def _symbol(mention: Mention) -> str | None:
    """Return what follows number and year: "QĐ-UBND" of "10/2016/QĐ-UBND"."""
    return mention.number and mention.number.rpartition("/")[2]


def _younger(one: Mention, other: Mention) -> bool:
    """Whether one document is of a later year than another, which then cannot speak of it."""
    years = [mention.year or (mention.date or "")[:4] for mention in (one, other)]
    return all(years) and str(years[0]) > str(years[1])


def _of_parts(match: re.Match[str], said: str) -> bool:
    """Whether words name parts of the documents that follow; "kèm theo X" is all of X."""
    if "kèm theo" in match.group() and not SOME.search(said):
        return False
    listed = match["list"] is not None and WHOLE_LIST.match(match["list"]) is None
    return listed or match["object"] is not None or "cụm từ" in said


def find_relations(source: SourceText, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the stated relations in the order in which their words stand."""
    places = [index for index, one in enumerate(mentions) if one.kind not in _LEANING]
    reader = _Reader(view(source.text), [mentions[index] for index in places], source.notes)
    return tuple(
        replace(
            found,
            subject=None if found.subject is None else places[found.subject],
            object=places[found.object],
        )
        for found in reader.relations()
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """A relation read before one mention, from which the rest of a list goes on.

    ``start`` is where its words begin in the view. ``said`` is what the words themselves say, where
    ``predicate`` is "amends" because only a part is undone; ``parts`` tells whether the words name
    parts of all documents that follow ("bãi bỏ các thủ tục tại X; Y").
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    passive: bool = False
    said: Predicate | None = None
    parts: bool = False

    @property
    def undoes(self) -> bool:
        """Whether the words replace or repeal, be it only a part."""
        return (self.said or self.predicate) in _PARTIAL


class _Reader:
    def __init__(self, seen: View, mentions: Sequence[Mention], notes: Sequence[Note] = ()) -> None:
        self.seen = seen
        self.mentions = mentions
        self.notes = notes
        self.starts = [seen.offset(mention.start) for mention in mentions]
        self.ends = [seen.offset(mention.end) for mention in mentions]
        self.subject_of: dict[int, int] = {}
        self.stops: dict[int, int] = {}

    def relations(self) -> Iterator[Relation]:
        last: _Stated | None = None
        own: _Stated | None = None
        for index in range(len(self.mentions)):
            last = (
                self._stated(index, own)
                or self._lapsed(index)
                or (self._listed(index, own) if own else None)
                or (self._continued(index, last) if last else None)
                or (self._joined(index, own) if own else None)
            )
            if last is None:
                continue
            if last.subject is None and last.predicate in _UNDONE:
                own = last
            if last.subject is not None and not last.passive:
                self.subject_of[last.object] = last.subject
            if self._is_self(last.subject) and self._is_self(last.object):
                continue
            start = self.seen.span(last.start, last.start + 1)[0]
            yield Relation(
                last.subject, last.predicate, last.object, start, self.mentions[index].end
            )

    def _is_self(self, index: int | None) -> bool:
        return index is None or self.mentions[index].self_reference

    def _stated(self, index: int, own: _Stated | None) -> _Stated | None:
        """Read the words before a mention, back to the mention before it."""
        start = self.starts[index]
        floor = self.ends[index - 1] if index else 0
        low = max(floor, start - _REACH)
        lower = self.seen.lower
        begins = [
            at.start()
            for at in forms().starts.finditer(lower, low, start)
            if at.start() == 0 or not lower[at.start() - 1].isalnum()
        ]
        if not begins:
            return None
        follows = index > 0 and low == floor
        found = self._passive(index, begins) if follows else None
        return found or self._active(index, low, begins, own, follows=follows)

    def _lapsed(self, index: int) -> _Stated | None:
        """ "Quyết định số X … hết hiệu lực kể từ ngày Quyết định này có hiệu lực": X is undone."""
        return self._in_lapsing_list(index) or self._lapses(index)

    def _lapses(self, index: int) -> _Stated | None:
        lower, start, end = self.seen.lower, self.starts[index], self.ends[index]
        if lower.find("hiệu", end, end + _LAPSE) < 0:
            return None
        match = LAPSES.match(lower, end, end + _LAPSE)
        if match is None:
            return None
        part = match["part"] or match["rest"] or EXCEPT.search(match["title"])
        part = part or self.mentions[index].pinpoint is not None
        if not self._opens_clause(index):
            told = match["with"] or FOLLOWING.search(match["title"])
            part = told and PART_BEFORE.search(lower, self._floor(index), start)
            if not part:
                return None
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(lower)
        if following < match.end("title") and not match["with"]:
            return None
        if not match["with"] and not self._into_force(index):
            return None
        return _Stated(None, "amends" if part else "repeals", index, start, said="repeals")

    def _in_lapsing_list(self, index: int) -> _Stated | None:
        """ "Các Quyết định sau đây hết hiệu lực kể từ ngày …: a) Quyết định số X"."""
        lower, start, low = self.seen.lower, self.starts[index], self._floor(index)
        colon = lower.rfind(":", low, start)
        match = LAPSING_LIST.search(lower, low, start) if colon >= 0 else None
        if match is None or not (match["with"] or match["cue"] or self._into_force(index)):
            return None
        said = self._predicate(match["cue"]) if match["cue"] else "repeals"
        part = match["part"] or self.mentions[index].pinpoint
        predicate: Predicate = "amends" if part else said
        parts = match["part"] is not None
        return _Stated(None, predicate, index, match.start(), said=said, parts=parts)

    def _floor(self, index: int) -> int:
        """Return how far back the words before a mention are read: to the mention before it."""
        return max(self.ends[index - 1] if index else 0, self.starts[index] - _REACH)

    def _opens_clause(self, index: int) -> bool:
        start = self.starts[index]
        begun = self.seen.lower[max(0, start - 30) : start].rstrip(" \n\t*_")
        return bool(begun) and begun[-1] in ".;:)|"

    def _into_force(self, index: int) -> bool:
        """Whether the article has said before that the document comes into force."""
        lower, start = self.seen.lower, self.starts[index]
        article = ARTICLE_BEGINS.search(lower, max(0, start - _REACH), start)
        begins = article.start() if article else max(0, start - _REACH)
        return COMES_INTO_FORCE.search(lower, begins, start) is not None

    def _first(
        self,
        form: re.Pattern[str],
        begins: Sequence[int],
        index: int,
        but: Callable[[re.Match[str]], bool] = lambda _: False,
    ) -> re.Match[str] | None:
        """Return the first match of a form that reaches the mention at ``index``."""
        matches = (form.match(self.seen.lower, at, self.starts[index]) for at in begins)
        return next((match for match in matches if match and not but(match)), None)

    def _far_object(self, match: re.Match[str]) -> bool:
        """Whether words other than those that undo a part reach over brackets and long clauses.

        In "có hiệu lực thi hành từ ngày ký và thay thế ba (03) thủ tục tại X" X is not carried out.
        """
        undoes = self._predicate(match["cue"]) in _UNDONE
        return (
            not undoes and bool(match["object"]) and SHORT_CLAUSE.fullmatch(match["object"]) is None
        )

    def _passive(self, index: int, begins: Sequence[int]) -> _Stated | None:
        """ "Y … được sửa đổi, bổ sung bởi X": the mention at ``index`` is X."""
        match = self._first(forms().passive, begins, index)
        listed = match is not None and match.group().rstrip().endswith(":")
        if match is None or not (listed or self._one_sentence(index)):
            return None
        between = self.seen.lower[self._stop(index - 1) : match.start()].rstrip()
        between = between.removesuffix("đã").rstrip()
        attached = not between or between.endswith((",", "(", ";"))
        if not attached and (match["short"] or (match["rest"] or "").strip()):
            return None
        if not attached and not (TITLE.match(between) and not PROCEDURES.search(between)):
            return None
        if NEW_CLAUSE.search(between[:-1]):
            return None
        predicate = self._predicate(match["cue"] or match["short"])
        if predicate in ("guides", "implements", "issued_with"):
            return None
        undone = self._undone(index)
        if undone is None:
            return None
        return _Stated(index, predicate, undone, self.starts[undone], passive=True)

    def _undone(self, index: int) -> int | None:
        """Return the mention that the one at ``index`` can undo; a decree amends no law.

        In "Nghị định A hướng dẫn Luật B được sửa đổi bởi Nghị định C" that is A.
        """
        if _may_undo(self.mentions[index], self.mentions[index - 1]):
            return index - 1
        return self.subject_of.get(index - 1)

    def _one_sentence(self, index: int) -> bool:
        """Whether a mention stands in one sentence with the one before it."""
        return self.mentions[index - 1].start >= self.mentions[index].sentence[0]

    def _active(
        self, index: int, low: int, begins: Sequence[int], own: _Stated | None, *, follows: bool
    ) -> _Stated | None:
        lower = self.seen.lower
        match = self._first(forms().active, begins, index, self._far_object)
        if match is None or match["passive"]:
            return None
        said = match["object"] or match["list"] or match["rest"]
        quoted = said.count("“") != said.count("”") or said.count('"') % 2
        if quoted or (match["object"] and RULE.search(match["object"])):
            return None
        cue = match.start()
        if not self._opens_line(cue) and WISH.search(lower, max(low, cue - 40), cue):
            return None
        predicate = self._predicate(match["cue"])
        said_so = predicate
        parts = _of_parts(match, said)
        if predicate in _PARTIAL and (parts or self.mentions[index].pinpoint):
            predicate = "amends"
        if predicate != "implements" and self._of_itself(cue, low, own):
            return _Stated(None, predicate, index, cue, said=said_so, parts=parts)
        carrier = self._carrier(index, cue)
        if carrier is not None and not match["list"]:
            return _Stated(carrier, predicate, index, cue)
        if match["list"] or not follows or not self._is_subject(index, cue, predicate):
            return None
        return _Stated(index - 1, predicate, index, self.starts[index - 1])

    def _carrier(self, index: int, cue: int) -> int | None:
        """Return the mention whose footnote says what stands at ``cue``: "107/2021/NĐ-CP⁵"."""
        mention = self.mentions[index]
        note = next((one for one in self.notes if one.start <= mention.start < one.end), None)
        if note is None:
            return None
        begins = note_at(self.seen.text, self.seen.lower, self.seen.offset(note.start)).end
        between = self.seen.lower[begins:cue]
        if begins > cue or (between.strip(" \n,") and not TITLE.match(between)):
            return None
        near = (i for i, one in enumerate(self.mentions) if 0 <= note.anchor - one.end <= 3)
        return next(near, None)

    def _is_subject(self, index: int, cue: int, predicate: Predicate) -> bool:
        """Whether only date, issuer and title part the mention before from the words at ``cue``."""
        between = self.seen.lower[self._stop(index - 1) : cue]
        if NEW_CLAUSE.search(between) or not self._one_sentence(index):
            return False
        bare = not between.strip(" \n\r\t,()")
        if predicate == "issued_with":
            return bare and "(" not in between
        if predicate in _UNDONE and not _may_undo(self.mentions[index - 1], self.mentions[index]):
            return False
        if predicate == "implements":
            titled = "," not in between and not bare and TITLE.match(between) is not None
            return titled and OTHER_SUBJECT.search(between) is None
        return (bare or TITLE.match(between) is not None) and not self._same(index)

    def _same(self, index: int) -> bool:
        """Whether a mention repeats the one before it."""
        this, before = self.mentions[index], self.mentions[index - 1]
        return (this.number, this.name) == (before.number, before.name)

    def _of_itself(self, cue: int, low: int, own: _Stated | None) -> bool:
        """Whether the citing document is the subject of the words at ``cue``."""
        lower = self.seen.lower
        if own is not None and self._goes_on(own, cue):
            return True
        if SELF.search(lower, max(low, cue - 260), cue):
            return True
        if self.seen.text[cue].isupper() and OPENING.search(lower, max(0, cue - 12), cue):
            return IN_FORCE.search(lower, max(0, cue - 300), cue) is not None
        opening = lower[max(0, cue - 60) : cue]
        heading = cue < _HEADING_ENDS and HEADING.search(opening) is not None
        if heading or ARTICLE.search(opening) is not None:
            return True
        article = ARTICLE_TITLE.search(lower, max(low, cue - 200), cue)
        return self.seen.text[cue].isupper() and article is not None

    def _opens_line(self, place: int) -> bool:
        """Whether a paragraph begins at a place: a capital after the end of a line."""
        before = self.seen.lower[max(0, place - 8) : place].rstrip(" *_")
        return self.seen.text[place].isupper() and before.endswith("\n")

    def _goes_on(self, own: _Stated, cue: int) -> bool:
        """Whether the words at ``cue`` are the next clause of what the document undoes.

        "Quyết định này thay thế X …; bãi bỏ Y", or a line of the same article: "3. Bãi bỏ Y".
        """
        lower, since = self.seen.lower, self.ends[own.object]
        if NEXT_CLAUSE.search(lower, since, cue):
            return BREAKS.search(lower, since, cue) is None
        line = self.seen.text[cue].isupper() and ITEM.search(lower, max(since, cue - 20), cue)
        return bool(line) and self._one_article(own, cue)

    def _one_article(self, own: _Stated, place: int) -> bool:
        """Whether a place lies in the article in which something was undone before it."""
        lower, since = self.seen.lower, self.ends[own.object]
        if place - since > _ARTICLE or ARTICLE_BEGINS.search(lower, since, place):
            return False
        return ARTICLE_BEGINS.search(lower, max(0, since - _ARTICLE), since) is not None

    def _listed(self, index: int, own: _Stated) -> _Stated | None:
        """Carry "Bãi bỏ các văn bản sau: 1. …" on to a numbered line of the same article."""
        lower, start = self.seen.lower, self.starts[index]
        item = self._item(index)
        if item is None or not own.undoes or HOLDS_ON.match(lower, self._stop(index)):
            return None
        first = self._item(own.object)
        if first is None or bool(first["number"]) != bool(item["number"]):
            return None
        if ARTICLE_BEGINS.search(lower, self.ends[own.object], start):
            return None
        return self._next_undone(index, own, part=bool(item["part"]), new=True)

    def _item(self, index: int) -> re.Match[str] | None:
        """Return the mark of the line that a mention begins: "1. ", "b) "."""
        return ITEM.search(self.seen.lower, self._floor(index), self.starts[index])

    def _next_undone(self, index: int, own: _Stated, *, part: bool, new: bool) -> _Stated:
        """Carry what undoes one document on to the next, whole or a part of it.

        A ``new`` item is whole unless it names a part; in "khoản 2 Điều 3 X và Y" both are parts.
        """
        said = own.said or own.predicate
        part = part or own.parts or self.mentions[index].pinpoint is not None
        part = part or (not new and own.predicate == "amends")
        predicate: Predicate = "amends" if part and said in _PARTIAL else said
        return replace(own, object=index, predicate=predicate)

    def _joined(self, index: int, own: _Stated) -> _Stated | None:
        """Carry what the document undoes on: "thay thế X về …; Y về …", with titles between them.

        A citation within a title ("X sửa đổi Y và Z") leaves open to what "và" adds, unless only
        the document undone and the next one are of one kind and symbol.
        """
        lower, start = self.seen.lower, self.starts[index]
        if start - self.ends[own.object] > _ARTICLE or not self._one_kind(index, own.object):
            return None
        if BREAKS.search(lower, self._stop(own.object), start):
            return None
        after_title = NEXT_AFTER_TITLE.fullmatch(lower, self._stop(index - 1), start)
        if after_title is None or HOLDS_ON.match(lower, self._stop(index)):
            return None
        new = after_title["new"] is not None
        if not new and self._in_title(index, own, after_title):
            return None
        return self._next_undone(index, own, part=bool(after_title["part"]), new=new)

    def _in_title(self, index: int, own: _Stated, between: re.Match[str]) -> bool:
        """Whether a mention may belong to the title of what was undone before it."""
        if own.object == index - 1:
            amends = AMENDING_TITLE.search(between.group()) and PIECES.search(between["pieces"])
            return bool(amends)
        this, undone = self.mentions[index], self.mentions[own.object]
        return self._one_kind(index - 1, own.object) and not _younger(this, undone)

    def _one_kind(self, one: int, other: int) -> bool:
        """Whether two mentions are of one type and symbol: QĐ-UBND."""
        this, that = self.mentions[one], self.mentions[other]
        return _symbol(this) == _symbol(that) and (this.type or that.type) == (
            that.type or this.type
        )

    def _continued(self, index: int, last: _Stated) -> _Stated | None:
        """Carry a relation on to the next mention of a sentence: "sửa đổi X, Y và Z"."""
        between = self.seen.lower[self._stop(index - 1) : self.starts[index]]
        alike = self.mentions[index].type == self.mentions[index - 1].type
        if last.subject is not None and last.predicate in _UNDONE:
            first, second = (index, last.object) if last.passive else (last.subject, index)
            if _younger(self.mentions[second], self.mentions[first]):
                return None
        single = last.predicate in ("issued_with", "implements")
        joined = len(between) < 40 and NEXT.fullmatch(between) is not None
        if single or not alike or not joined:
            return None
        if last.subject is None and last.predicate in _UNDONE:
            return self._next_undone(index, last, part=False, new=False)
        if last.passive:
            return replace(last, subject=index)
        return replace(last, object=index)

    def _predicate(self, cue: str) -> Predicate:
        return forms().predicates[" ".join(cue.replace(",", " ").split())]

    def _stop(self, index: int) -> int:
        """Return where the date and issuer of a mention end, in the view."""
        if index not in self.stops:
            law = self.mentions[index].kind == "named"
            read = after(self.seen.text, self.seen.lower, self.ends[index], law=law)
            self.stops[index] = read.end
        return self.stops[index]
