"""Which document a mention means: one of resolved, ambiguous, unresolved, each with its reason.

A fold over the mentions in reading order, a function a kind. A link is made only where one document
remains; a wrong link is worse than an open one. Evidence, in this order: what stands beside the
number, the citing document's own place and day, other mentions of the same document in it, the
registers, and what a store knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cancu.ingest.antecedents import Antecedents
from cancu.ingest.cited_before import in_store, likeliest, of_number, of_serial
from cancu.ingest.cited_laws import by_law, by_name, law_iri
from cancu.ingest.cited_numbers import (
    by_number,
    day_of_mention,
    days_within,
    is_of_another,
    is_of_another_year,
    seat_of,
)
from cancu.ingest.citing import Citing
from cancu.ingest.designation import LAWS, parts_of, type_slug
from cancu.ingest.home import Home, day_of, home
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason
from cancu.ingest.relations import Relation
from cancu.ingest.resolution import (
    Ambiguous,
    KnownDocument,
    Lookup,
    Resolution,
    Resolved,
    Unresolved,
)
from cancu.ingest.seat import seat
from cancu.ingest.structure import Header
from cancu.ingest.view import view
from cancu.ontology.iris import DEFAULT_BASE, blank_number_iri, document_iri, parse_document_iri

__all__ = [
    "Ambiguous",
    "KnownDocument",
    "Lookup",
    "Resolution",
    "Resolved",
    "Unresolved",
    "document_iri_of",
    "resolve",
]


def resolve(
    mentions: Sequence[Mention],
    header: Header,
    home: Home,
    *,
    base: str = DEFAULT_BASE,
    known: Lookup | None = None,
    document: str | None = None,
    text: str = "",
    relations: Sequence[Relation] = (),
) -> tuple[Resolution, ...]:
    """Tell for each mention which document it means; ``result[i]`` belongs to ``mentions[i]``.

    ``home`` is the citing document's place, ``document`` its own IRI (else made from the header),
    ``text`` its text, whose words around a number decide between documents of the register that
    bear it. ``known`` asks a store; without it nothing but the registers is read. ``relations`` are
    what the text states between its mentions: the law that a decree of 2006 guides is of then.
    """
    own = document or _own_iri(header, home, base)
    known_day = len(header.date or "")
    citing = Citing(home, base, own, header.title or "", text, known_day == 10, known_day >= 7)
    fold = _Fold(citing, known)
    first = [fold.by_itself(mention) for mention in mentions]
    for mention, found in zip(mentions, first, strict=True):
        if isinstance(found, Resolved) and not (mention.self_reference or mention.kind in _LEANING):
            fold.said.add(mention, found.document)
    carriers = {
        one.object: _made(mentions[one.subject])
        for one in relations
        if one.subject is not None and one.predicate in ("guides", "implements")
    }
    return tuple(
        found
        if isinstance(found, Resolved)
        else fold.in_context(mention, found, carriers.get(index))
        for index, (mention, found) in enumerate(zip(mentions, first, strict=True))
    )


def document_iri_of(header: Header, source_sha256: str, base: str = DEFAULT_BASE) -> str:
    """Return a document's own IRI; while its number is blank, one from the hash of its file."""
    found = None if header.number_blank else _own_iri(header, home(view(""), header), base)
    return found or blank_number_iri(base, source_sha256)


def _own_iri(header: Header, at: Home, base: str) -> str | None:
    if header.number is None or header.number_blank:
        return None
    parts = parts_of(header.number)
    day = day_of(header)
    kind = type_slug(header.type, parts.segments) if parts else None
    year = (parts.year if parts else None) or (day.year if day else None)
    if parts is None or kind is None or year is None:
        return None
    if kind in LAWS:
        return law_iri(base, kind, year, header.number)
    days = {day} if day and len(header.date or "") == 10 else {*days_within(header.date, year)}
    paths = {path for on in days for path in seat(header.issuer, parts.segments, on, at).paths}
    return document_iri(base, paths.pop(), kind, year, header.number) if len(paths) == 1 else None


_LEANING = ("relative", "programme")
"""Kinds that carry the number of what they lean on: "Nghị định nêu trên", "Đề án 06"."""


@dataclass(slots=True)
class _Fold:
    """Carries what the mentions of one document have established so far."""

    citing: Citing
    known: Lookup | None
    said: Antecedents = field(default_factory=Antecedents)
    seen: dict[tuple[str | int | None, ...], Resolution | None] = field(default_factory=dict)

    def by_itself(self, mention: Mention) -> Resolution | None:
        """Resolve by what stands there; None where only another mention can help.

        The same words are resolved once. What a person settled comes before all else.
        """
        if self.known and self.citing.own and not mention.self_reference:
            settled = self.known.settled(self.citing.own, mention, self.citing.text)
            if settled is not None:
                return settled
        key = (mention.type, mention.number, mention.name, mention.date, mention.year,
               mention.issuer, mention.self_reference, mention.kind)  # fmt: skip
        if key not in self.seen:
            self.seen[key] = self._of_kind(mention)
        return self.seen[key]

    def _of_kind(self, mention: Mention) -> Resolution | None:
        if mention.self_reference:
            own = self.citing.own
            return Resolved(own, reason("self")) if own else Unresolved(reason("own_unknown"))
        if mention.kind == "short":
            return None
        parts = parts_of(mention.number) if mention.number else None
        if mention.kind == "named" or type_slug(mention.type, ()) in LAWS:
            return by_law(mention, self.citing)
        if parts is None or mention.number is None:
            return Unresolved(reason("no_number"))
        found = by_number(mention, mention.number, parts, self.citing)
        if mention.kind in _LEANING and isinstance(found, Resolved):
            return Resolved(found.document, reason(mention.kind))
        return found

    def in_context(
        self, mention: Mention, found: Resolution | None, carrier: date | None
    ) -> Resolution:
        """Resolve by what the document says elsewhere, then by registers and store.

        ``carrier`` is the day of the cited document that carries this one out.
        """
        if mention.self_reference and found is not None:
            return found
        if mention.kind == "short":
            return self._short(mention)
        if found is None:
            return by_name(mention, self.said.documents, self.citing, carrier)
        if mention.kind == "named":
            return found
        return self._unfinished(mention, found)

    def _short(self, mention: Mention) -> Resolution:
        """ "Nghị định 61": the only one of that serial here, else the likeliest of the register."""
        kind = type_slug(mention.type, ())
        said = tuple(
            iri for iri in self.said.of_serial(kind, mention.number or "")
            if not (mention.issuer_stated and is_of_another(iri, mention, self.citing))
            and not is_of_another_year(iri, mention)
        )  # fmt: skip
        if said:
            return _one_of(said)
        rows = [
            row for row in of_serial(mention, self.citing)
            if mention.year is None or row.year == mention.year
        ]  # fmt: skip
        found = likeliest(mention, rows, self.citing) if rows else None
        return found or Unresolved(reason("leans"))

    def _unfinished(self, mention: Mention, found: Resolution) -> Resolution:
        """A number whose year or issuer is missing."""
        parts = parts_of(mention.number) if mention.number else None
        if parts is None or mention.number is None:
            return found
        candidates = found.candidates if isinstance(found, Ambiguous) else ()
        said = self.said.of_number(type_slug(mention.type, parts.segments), mention.number)
        paths = seat_of(mention, parts, self.citing).paths if mention.issuer_stated else ()
        fitting = tuple(
            iri
            for iri in said
            if (iri in candidates if candidates else not paths or _path(iri) in paths)
        )
        if fitting:
            return _one_of(fitting)
        rows = [] if candidates else of_number(mention, parts, self.citing)
        better = likeliest(mention, rows, self.citing) if rows else None
        if better is None and self.known is not None:
            better = in_store(mention, parts, candidates, self.citing, self.known)
        return better or found


def _made(mention: Mention) -> date | None:
    """Return the day of a cited document, the last of its year where only that is known."""
    return day_of_mention(mention) or (date(mention.year, 12, 31) if mention.year else None)


def _one_of(documents: tuple[str, ...]) -> Resolution:
    if len(documents) == 1:
        return Resolved(documents[0], reason("antecedent"))
    return Ambiguous(documents, reason("antecedents"))


def _path(iri: str) -> str | None:
    place = parse_document_iri(iri)
    return place.issuer_path if place else None
