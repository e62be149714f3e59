"""Decisions of people: which document a mention means, who says so, and when.

A decision belongs to what is written, not to where: the document, the type and number as given
there, and the date and issuer beside them. So it holds for every mention that is written so in the
document, and when the file is read again, in another format or with other offsets. A mention that
states no number or name ("Quyết định nêu trên") is known by the words around it: that it leans on a
number is a reading of the program, and what is settled may be that this reading is wrong. So is one
that was taken for the document itself, which has its own number at many places.
Decisions stand in the graph ``{base}/decisions``, which reading files never touches.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime

from cancu.ingest.designation import parts_of, type_slug
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason, written
from cancu.ingest.resolve import Resolved
from cancu.ingest.turtle import PROLOGUE, described, literal, maybe
from cancu.ontology.iris import graph_iri, number_slug, slug
from cancu.queries.store import Change, Store, StoreError

_AROUND = 40
"""Characters on either side by which a mention without a number or name is known."""
_KEY = ("document", "type", "named", "date", "issuer")
_ALL = (
    PROLOGUE
    + """
SELECT ?document ?type ?named ?date ?issuer ?surface ?chosen ?who ?when ?note ?body
WHERE {
  ?decision a cc:Decision ; cc:settles ?settled ; cc:chosen ?chosen ;
    dcterms:creator ?who ; prov:endedAtTime ?when .
  ?settled dcterms:isPartOf ?document ; dcterms:identifier ?named ; cc:surface ?surface .
  OPTIONAL { ?settled eli:type_document ?typed }
  BIND(STRAFTER(STR(?typed), "/type/") AS ?type)
  OPTIONAL { ?settled cc:citedDate ?date }
  OPTIONAL { ?settled cc:citedIssuer ?issuer }
  OPTIONAL { ?settled dcterms:creator ?body }
  OPTIONAL { ?decision cc:note ?note }
}
ORDER BY ?document ?when ?named
"""
)


@dataclass(frozen=True, slots=True)
class Key:
    """What is written, and in which document (an IRI).

    ``type`` is the slug of a type, ``named`` the folded number or name, ``date`` and ``issuer``
    (folded) what stands beside it; all "" where nothing is written.
    """

    document: str
    type: str
    named: str
    date: str
    issuer: str

    @property
    def digest(self) -> str:
        """A name for the key in IRIs."""
        parts = "\n".join(getattr(self, part.name) for part in fields(self))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Decision:
    """``who`` chose the document ``chosen`` (an IRI) for what stands as ``surface``.

    ``issuer`` is the name of the issuer given there, which the key holds folded.
    """

    key: Key
    surface: str
    chosen: str
    who: str
    when: datetime
    note: str | None = None
    issuer: str | None = None

    def resolution(self) -> Resolved:
        """Return what the mention is resolved to, with who settled it and when."""
        why = reason("settled", who=self.who, when=written(self.when.date()))
        return Resolved(self.chosen, why)


def key_of(document: str, mention: Mention, text: str) -> Key:
    """Return by what a decision about a mention of ``document`` is kept; ``text`` is its text."""
    named = mention.number or (mention.kind == "named" and mention.name)
    if not named or mention.kind == "relative" or mention.self_reference:
        return _place_key(document, mention, text)
    parts = parts_of(mention.number) if mention.number else None
    return Key(
        document,
        type_slug(mention.type, parts.segments if parts else ()) or "",
        number_slug(mention.number) if mention.number else slug(named),
        mention.date or "",
        slug(mention.issuer or ""),
    )


def keys_of(document: str, mention: Mention, text: str) -> tuple[Key, ...]:
    """Return the keys of all decisions that hold for a mention: of its very place, of its wording.

    One that was taken for the document itself has become another since it was settled.
    """
    return _place_key(document, mention, text), key_of(document, mention, text)


def _place_key(document: str, mention: Mention, text: str) -> Key:
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    return Key(document, type_slug(mention.type, ()) or "", slug(around), "", "")


def decisions(store: Store) -> list[Decision]:
    """Return every decision, by document and time."""
    found = []
    for row in store.query(_ALL).records():
        key = Key(*(row[name] or "" for name in _KEY))
        when = datetime.fromisoformat(row["when"] or "")
        said = row["surface"] or "", row["chosen"] or "", row["who"] or ""
        found.append(Decision(key, *said, when, row["note"], row["body"]))
    return found


def keep(store: Store, decision: Decision) -> None:
    """Keep a decision in place of an earlier one about the same words."""
    if not decision.who.strip():
        raise StoreError(
            "quyết định phải có tên người quyết định: --by TÊN (a decision needs a name: --by WHO)"
        )
    _replace(store, decided(store, decision.key), decision)


def take_back(store: Store, key: Key) -> Decision:
    """Remove the decision about these words and return it; raises StoreError if there is none."""
    held = decided(store, key)
    if held is None:
        raise StoreError(
            "chưa ai quyết định viện dẫn này; 'cancu settle --list' liệt kê các quyết định "
            "(nobody settled this mention: 'cancu settle --list' lists the decisions)"
        )
    _replace(store, held, None)
    return held


def decided(store: Store, key: Key) -> Decision | None:
    """Return the decision about these words, None where there is none."""
    return next((decision for decision in decisions(store) if decision.key == key), None)


def _replace(store: Store, old: Decision | None, new: Decision | None) -> None:
    graph = graph_iri(store.base, "decisions")
    delete, insert = ({graph: _turtle(store.base, one)} if one else {} for one in (old, new))
    store.apply(Change(prologue=PROLOGUE, delete=delete, insert=insert))


def _turtle(base: str, decision: Decision) -> str:
    key = decision.key
    iri = graph_iri(base, f"decision/{key.digest}")
    return described(
        f"<{iri}>",
        ("a", "cc:Decision"),
        ("cc:settles", f"<{iri}#mention>"),
        ("cc:chosen", f"<{decision.chosen}>"),
        ("dcterms:creator", literal(decision.who)),
        ("prov:endedAtTime", f"{literal(decision.when.isoformat())}^^xsd:dateTime"),
        ("cc:note", maybe(decision.note)),
    ) + described(
        f"<{iri}#mention>",
        ("dcterms:isPartOf", f"<{key.document}>"),
        ("dcterms:identifier", literal(key.named)),
        ("cc:surface", literal(decision.surface)),
        ("eli:type_document", f"type:{key.type}" if key.type else None),
        ("cc:citedDate", maybe(key.date or None)),
        ("cc:citedIssuer", maybe(key.issuer or None)),
        ("dcterms:creator", maybe(decision.issuer)),
    )
