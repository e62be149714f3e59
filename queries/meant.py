"""Which documents a person means by a citation typed as plans write it, or by a law's name.

The words are read as the words of a document are, by the same finder and the same registers:
"Luật Đất đai năm 1993", "số 61/2018/NĐ-CP", "Nghị quyết số 76/NQ-CP ngày 15/7/2021".
"""

from __future__ import annotations

from dataclasses import dataclass

from cancu.ingest.home import home
from cancu.ingest.mentions import Mention, find_mentions
from cancu.ingest.resolve import Ambiguous, Lookup, Resolved, resolve
from cancu.ingest.steps import bare
from cancu.ingest.structure import Header
from cancu.ingest.view import view
from cancu.ontology.iris import parse_document_iri, slug
from cancu.ontology.register import Register, register_iri, same_type

_BEFORE = frozenset(("", "so", "van-ban", "van-ban-so"))
"""What may stand before a citation and says nothing of it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A citation that a person typed: ``text`` with all that was found in it, ``mention`` first."""

    text: str
    found: tuple[Mention, ...]

    @property
    def mention(self) -> Mention:
        """The citation; what follows it is its own title."""
        return self.found[0]


def citation_in(text: str) -> Typed | None:
    """Return the citation that ``text`` is; None where it is none, or only contains one."""
    written = text[:1].upper() + text[1:]
    mentions = find_mentions(bare(written), Header())
    found = tuple(one for one in mentions if not one.self_reference)
    return Typed(written, found) if found and _begins(written, found[0]) else None


def documents_meant(
    typed: Typed, registers: Register, *, base: str, known: Lookup | None = None
) -> tuple[str, ...]:
    """Return the IRIs that a typed citation may mean; () where nothing tells.

    A law's name alone means every law of that name. ``known`` asks a store besides the registers.
    """
    mention = typed.mention
    dated = mention.number or mention.year or mention.date
    if mention.kind == "named" and not dated:
        return _named(registers, mention, base)
    at_home = home(view(typed.text), Header())
    resolution = resolve(typed.found, Header(), at_home, base=base, known=known, text=typed.text)[0]
    if isinstance(resolution, Resolved):
        iris: tuple[str, ...] = (resolution.document,)
    elif isinstance(resolution, Ambiguous):
        iris = resolution.candidates
    else:
        iris = _named(registers, mention, base) if mention.kind == "named" else ()
    return tuple(iri for iri in iris if _is_of_type(iri, mention))


def _begins(text: str, mention: Mention) -> bool:
    """Whether a text is a citation, perhaps of a provision, and does not only contain one."""
    return mention.pinpoint is not None or slug(text[: mention.start]) in _BEFORE


def _named(registers: Register, mention: Mention, base: str) -> tuple[str, ...]:
    rows = registers.named(mention.name or "", year=mention.year)
    return tuple(iri for row in rows if (iri := register_iri(row, base)))


def _is_of_type(iri: str, mention: Mention) -> bool:
    """Whether a document is of the type that was typed: "Quyết định 61/2018/NĐ-CP" is none."""
    place = parse_document_iri(iri)
    if place is None or mention.type is None or mention.kind == "programme":
        return True
    return same_type(place.type_slug, mention.type)
