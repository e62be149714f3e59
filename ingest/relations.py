"""What a text states between documents: "107/2021 sửa đổi 61/2018", "Quyết định này bãi bỏ …".

Three forms: active ("X sửa đổi, bổ sung một số điều của Y"), passive ("Y được thay thế bằng X"),
and the document of itself ("Quyết định này thay thế Y", "Điều 1. Bãi bỏ Y", its own title). A task
to amend something ("nghiên cứu sửa đổi Y") states no relation. What undoes or replaces only a part
of a document amends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cancu.ingest.context import after
from cancu.ingest.mentions import Mention
from cancu.ingest.notes import note_at
from cancu.ingest.relation_forms import (
    ARTICLE,
    ARTICLE_BEGINS,
    COMES_INTO_FORCE,
    HEADING,
    IN_FORCE,
    ITEM,
    LAPSES,
    NEW_CLAUSE,
    NEXT,
    NEXT_AFTER_TITLE,
    OPENING,
    OTHER_SUBJECT,
    PROCEDURES,
    RULE,
    SELF,
    SOME,
    TITLE,
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

    ``start`` is where its words begin in the view.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    passive: bool = False
    undoes: bool = False
    """Whether the words replace or repeal, be it only a part."""


class _Reader:
    def __init__(self, seen: View, mentions: Sequence[Mention], notes: Sequence[Note] = ()) -> None:
        self.seen = seen
        self.mentions = mentions
        self.notes = notes
        self.starts = [seen.offset(mention.start) for mention in mentions]
        self.ends = [seen.offset(mention.end) for mention in mentions]
        self.subject_of: dict[int, int] = {}

    def relations(self) -> Iterator[Relation]:
        last: _Stated | None = None
        listed: _Stated | None = None
        for index, mention in enumerate(self.mentions):
            last = (
                self._stated(index)
                or self._lapsed(index)
                or (self._listed(index, listed) if listed else None)
                or (self._continued(index, last) if last else None)
            )
            if last is None:
                continue
            if last.subject is None and last.predicate in _PARTIAL:
                listed = last
            if last.subject is not None and not last.passive:
                self.subject_of[last.object] = last.subject
            if self._is_self(last.subject) and self._is_self(last.object):
                continue
            start = self.seen.span(last.start, last.start + 1)[0]
            yield Relation(last.subject, last.predicate, last.object, start, mention.end)

    def _is_self(self, index: int | None) -> bool:
        return index is None or self.mentions[index].self_reference

    def _stated(self, index: int) -> _Stated | None:
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
        return found or self._active(index, low, begins, follows=follows)

    def _lapsed(self, index: int) -> _Stated | None:
        """ "Quyết định số X … hết hiệu lực kể từ ngày Quyết định này có hiệu lực": X is undone."""
        lower, start = self.seen.lower, self.starts[index]
        match = LAPSES.match(lower, self.ends[index], self.ends[index] + 560)
        begun = lower[max(0, start - 30) : start].rstrip(" \n\t*_")
        if match is None or not begun or begun[-1] not in ".;:)|":
            return None
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(lower)
        if following < match.end("title"):
            return None
        article = ARTICLE_BEGINS.search(lower, max(0, start - _REACH), start)
        begins = article.start() if article else max(0, start - _REACH)
        if not match["with"] and COMES_INTO_FORCE.search(lower, begins, start) is None:
            return None
        partial = self.mentions[index].pinpoint is not None
        return _Stated(None, "amends" if partial else "repeals", index, start)

    def _first(
        self, form: re.Pattern[str], begins: Sequence[int], index: int
    ) -> re.Match[str] | None:
        """Return the first match of a form that reaches the mention at ``index``."""
        matches = (form.match(self.seen.lower, at, self.starts[index]) for at in begins)
        return next((match for match in matches if match), None)

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
        self, index: int, low: int, begins: Sequence[int], *, follows: bool
    ) -> _Stated | None:
        lower = self.seen.lower
        match = self._first(forms().active, begins, index)
        if match is None or match["passive"]:
            return None
        said = match["object"] or match["list"] or match["rest"]
        quoted = said.count("“") != said.count("”") or said.count('"') % 2
        if quoted or (match["object"] and RULE.search(match["object"])):
            return None
        if WISH.search(lower, max(low, match.start() - 40), match.start()):
            return None
        predicate = self._predicate(match["cue"])
        undoes = predicate in _PARTIAL
        partial = self.mentions[index].pinpoint or "cụm từ" in said or match["object"]
        whole = "kèm theo" in match.group() and not SOME.search(said)
        if partial and predicate in _PARTIAL and not whole:
            predicate = "amends"
        if predicate != "implements" and self._of_itself(match.start(), low):
            return _Stated(None, predicate, index, match.start(), undoes=undoes)
        carrier = self._carrier(index, match.start())
        if carrier is not None and not match["list"]:
            return _Stated(carrier, predicate, index, match.start())
        if match["list"] or not follows or not self._is_subject(index, match.start(), predicate):
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

    def _of_itself(self, cue: int, low: int) -> bool:
        """Whether the citing document is the subject of the words at ``cue``."""
        lower = self.seen.lower
        if SELF.search(lower, max(low, cue - 260), cue):
            return True
        if self.seen.text[cue].isupper() and OPENING.search(lower, max(0, cue - 12), cue):
            return IN_FORCE.search(lower, max(0, cue - 300), cue) is not None
        opening = lower[max(0, cue - 60) : cue]
        heading = cue < _HEADING_ENDS and HEADING.search(opening) is not None
        return heading or ARTICLE.search(opening) is not None

    def _listed(self, index: int, last: _Stated) -> _Stated | None:
        """Carry "Bãi bỏ các văn bản sau: 1. …" on to a numbered line of the same article."""
        lower, start = self.seen.lower, self.starts[index]
        if ITEM.search(lower, max(0, start - 20), start) is None:
            return None
        if ARTICLE_BEGINS.search(lower, self.ends[last.object], start):
            return None
        return replace(last, object=index, start=start)

    def _continued(self, index: int, last: _Stated) -> _Stated | None:
        """Carry a relation on to the next mention of a sentence: "sửa đổi X, Y và Z"."""
        between = self.seen.lower[self._stop(index - 1) : self.starts[index]]
        alike = self.mentions[index].type == self.mentions[index - 1].type
        single = last.predicate in ("issued_with", "implements")
        joined = len(between) < 40 and NEXT.fullmatch(between) is not None
        undone = last.subject is None and (last.undoes or last.predicate in _PARTIAL)
        joined = joined or (undone and NEXT_AFTER_TITLE.fullmatch(between) is not None)
        if single or not alike or not joined:
            return None
        if last.passive:
            return replace(last, subject=index)
        return replace(last, object=index)

    def _predicate(self, cue: str) -> Predicate:
        return forms().predicates[" ".join(cue.replace(",", " ").split())]

    def _stop(self, index: int) -> int:
        """Return where the date and issuer of a mention end, in the view."""
        law = self.mentions[index].kind == "named"
        return after(self.seen.text, self.seen.lower, self.ends[index], law=law).end
