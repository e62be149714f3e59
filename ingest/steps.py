"""A document read through: the only place that orders the steps from a text to a reading.

Plain functions, so that a command reads a file without loading spaCy;
:mod:`cancu.ingest.pipeline` is the same steps for who works in spaCy.
"""

from __future__ import annotations

import gc
import hashlib
from dataclasses import replace
from functools import cache

from cancu.ingest.addressees import find_addressees
from cancu.ingest.home import Home, home
from cancu.ingest.mentions import Mention, find_mentions
from cancu.ingest.obligations import find_obligations
from cancu.ingest.reading import Reading
from cancu.ingest.references import find_references
from cancu.ingest.relations import Relation, find_relations
from cancu.ingest.resolve import Lookup, Resolution, document_iri_of, resolve
from cancu.ingest.structure import Header, read_header
from cancu.ingest.targets import find_targets
from cancu.ingest.text import SourceText
from cancu.ingest.view import view
from cancu.ontology.iris import DEFAULT_BASE


def find_all(source: SourceText, header: Header) -> tuple[Mention, ...]:
    """Return the citations of a text and the references that lean on them, in reading order."""
    mentions = find_mentions(source, header)
    references = find_references(source, mentions, header)
    return tuple(sorted((*mentions, *references), key=lambda one: one.start))


def _but_settled(
    mentions: tuple[Mention, ...], document: str, text: str, known: Lookup
) -> tuple[Mention, ...]:
    """Return the mentions; one of which a person settled that it is of another is no own one."""
    return tuple(
        replace(one, self_reference=False)
        if one.self_reference
        and (settled := known.settled(document, one, text))
        and settled.document != document
        else one
        for one in mentions
    )


def resolve_all(
    source: SourceText,
    header: Header,
    at_home: Home,
    mentions: tuple[Mention, ...],
    *,
    base: str,
    known: Lookup | None,
) -> tuple[tuple[Relation, ...], tuple[Resolution, ...]]:
    """Return how the cited documents relate to each other, and what each mention means."""
    relations = find_relations(source, mentions)
    resolutions = resolve(
        mentions, header, at_home, base=base, known=known,
        document=document_iri_of(header, source.sha256, base=base), text=source.text,
        relations=relations,
    )  # fmt: skip
    return relations, resolutions


def bare(text: str) -> SourceText:
    """Return a text that comes from no file."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceText("", digest, "txt", text)


def read_through(
    source: SourceText,
    *,
    base: str = DEFAULT_BASE,
    known: Lookup | None = None,
    duties: bool = True,
) -> Reading:
    """Return everything that one document says; touches no store.

    ``known`` lets resolving ask a store for documents that no register has. Without ``duties``
    obligations and targets are left out, for who asks for citations only.
    """
    load_registers()
    return _read(source, base, known, duties=duties)


def _read(source: SourceText, base: str, known: Lookup | None, *, duties: bool) -> Reading:
    header = read_header(source)
    document = document_iri_of(header, source.sha256, base=base)
    mentions = find_all(source, header)
    if known is not None:
        mentions = _but_settled(mentions, document, source.text, known)
    at_home = home(view(source.text), header)
    relations, resolutions = resolve_all(source, header, at_home, mentions, base=base, known=known)
    obligations = find_obligations(source, mentions, header) if duties else ()
    return Reading(
        source=source,
        header=header,
        document=document,
        mentions=mentions,
        resolutions=resolutions,
        relations=relations,
        obligations=obligations,
        targets=find_targets(source, header) if duties else (),
        addressees=find_addressees(obligations, header, at_home, document, base),
    )


@cache
def load_registers() -> None:
    """Read once, which loads the registers; frozen, the collector no longer goes through them."""
    words = "Căn cứ Nghị định số 1/2020/NĐ-CP của Ủy ban nhân dân tỉnh; Luật Đất đai."
    _read(bare(words), DEFAULT_BASE, None, duties=True)
    gc.freeze()
