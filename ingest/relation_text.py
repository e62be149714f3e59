"""The words around the citations of one text, as the reading of relations asks for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cancu.ingest.context import after
from cancu.ingest.mentions import Mention
from cancu.ingest.relation_forms import ARTICLE_BEGINS, PART, PARTS, WITHIN, Predicate
from cancu.ingest.text import Note
from cancu.ingest.view import View
from cancu.ontology.load import document_types

REACH = 300
"""Letters before a mention in which the words that lead to it are looked for."""
PARTIAL: frozenset[Predicate] = frozenset({"replaces", "repeals"})
UNDONE: frozenset[Predicate] = PARTIAL | {"amends"}
_ITEM = re.compile(
    rf"\n\W*(?:(?P<number>\d{{1,3}})|[a-zđ])\s*[.)]\W*(?P<part>{PART}{WITHIN})?{PARTS}\s*\Z"
)
_CLAUSE_OPENS = ".;:)|"


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation read before one mention, from which the rest of a list goes on.

    ``subject`` is None where the document itself acts. ``start`` is where the words begin in the
    view. ``said`` is what the words themselves say, where ``predicate`` is "amends" because only a
    part is undone; ``parts`` tells whether the words name parts of all documents that follow ("bãi
    bỏ các thủ tục tại X; Y").
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
        return (self.said or self.predicate) in PARTIAL


class RelationText:
    """Offsets are of the view; ``starts`` and ``ends`` are those of the mentions."""

    def __init__(self, seen: View, mentions: Sequence[Mention], notes: Sequence[Note]) -> None:
        self.text, self.lower = seen.text, seen.lower
        self.seen = seen
        self.mentions = mentions
        self.notes = notes
        self.starts = [seen.offset(mention.start) for mention in mentions]
        self.ends = [seen.offset(mention.end) for mention in mentions]
        self._stops: dict[int, int] = {}

    def floor(self, index: int) -> int:
        """Return how far back the words before a mention are read: to the mention before it."""
        return max(self.ends[index - 1] if index else 0, self.starts[index] - REACH)

    def next_start(self, index: int) -> int:
        """Return where the mention after this one begins; the end of the text after the last."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self.lower)

    def stop(self, index: int) -> int:
        """Return where the date and issuer of a mention end."""
        if index not in self._stops:
            law = self.mentions[index].kind == "named"
            self._stops[index] = after(self.text, self.lower, self.ends[index], law=law).end
        return self._stops[index]

    def one_sentence(self, index: int) -> bool:
        """Whether a mention stands in one sentence with the one before it."""
        return self.mentions[index - 1].start >= self.mentions[index].sentence[0]

    def opens_clause(self, place: int) -> bool:
        """Whether nothing but white space parts a place from the end of a clause."""
        begun = self.lower[max(0, place - 30) : place].rstrip(" \n\t*_")
        return bool(begun) and begun[-1] in _CLAUSE_OPENS

    def opens_line(self, place: int) -> bool:
        """Whether a paragraph begins at a place: a capital after the end of a line."""
        before = self.lower[max(0, place - 8) : place].rstrip(" *_")
        return self.text[place].isupper() and before.endswith("\n")

    def item(self, index: int) -> re.Match[str] | None:
        """Return the mark of the line that a mention begins: "1. ", "b) "."""
        return _ITEM.search(self.lower, self.floor(index), self.starts[index])

    def article(self, since: int, place: int) -> bool:
        """Whether an article begins between two places."""
        return ARTICLE_BEGINS.search(self.lower, since, place) is not None

    def one_kind(self, one: int, other: int) -> bool:
        """Whether two mentions are of one type and symbol: QĐ-UBND."""
        this, that = self.mentions[one], self.mentions[other]
        alike = (this.type or that.type) == (that.type or this.type)
        return alike and _symbol(this) == _symbol(that)

    def same(self, index: int) -> bool:
        """Whether a mention repeats the one before it."""
        this, before = self.mentions[index], self.mentions[index - 1]
        return (this.number, this.name) == (before.number, before.name)

    def is_self(self, index: int | None) -> bool:
        """Whether one end of a relation is the document itself."""
        return index is None or self.mentions[index].self_reference


def may_undo(this: Mention, other: Mention) -> bool:
    """Whether one document has the force to amend or repeal another; a submission has none."""
    assembly = this.number is not None and "QH" in this.number
    return assembly or rank(this) <= rank(other)


def younger(one: Mention, other: Mention) -> bool:
    """Whether one document is of a later year than another, which then cannot speak of it."""
    years = [mention.year or (mention.date or "")[:4] for mention in (one, other)]
    return all(years) and str(years[0]) > str(years[1])


def rank(mention: Mention) -> int:
    """Return the legal force of what a mention's type is, 1 the highest; 99 where unknown."""
    if mention.kind == "named" and mention.type != "Hiến pháp":
        return _ranks()["Luật"]
    return _ranks().get(mention.type or "", 99)


@cache
def _ranks() -> dict[str, int]:
    return {kind.name: kind.rank for kind in document_types()}


def _symbol(mention: Mention) -> str | None:
    """Return what follows number and year: "QĐ-UBND" of "10/2016/QĐ-UBND"."""
    return mention.number and mention.number.rpartition("/")[2]
