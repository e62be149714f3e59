"""The reading of a document as a spaCy pipeline; the steps are those of ``cancu.ingest.steps``.

A spaCy user adds the components to a pipeline of her own (``nlp.add_pipe("cancu_citations")``),
with any tokenizer, or takes ``pipeline()``, and finds the citations as spans:
``doc.spans["citations"]``, each with ``span._.citation``; ``doc._.header``; ``doc._.reading``.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from cancu.ingest.addressees import Addressee, find_addressees
from cancu.ingest.home import Home, home
from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation, find_obligations
from cancu.ingest.packing import packable
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Relation
from cancu.ingest.resolution import Ambiguous, Resolved, Unresolved
from cancu.ingest.resolve import Lookup, Resolution, document_iri_of
from cancu.ingest.steps import bare, find_all, load_registers, resolve_all
from cancu.ingest.structure import Header, read_header
from cancu.ingest.targets import Target, find_targets
from cancu.ingest.text import Cell, Note, SourceText, Table
from cancu.ingest.view import view
from cancu.ontology.iris import DEFAULT_BASE

STEPS = (
    "cancu_header", "cancu_citations", "cancu_resolution", "cancu_obligations", "cancu_addressees",
)  # fmt: skip
"""The components in the order in which they depend on each other."""

SPANS = "citations"
"""The key of the citations among ``doc.spans``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of a document: what was found, and what it means."""

    mention: Mention
    resolution: Resolution | None = None


class MentionTokenizer:
    """Cuts a text only where its citations begin and end.

    The tokens between citations are as long as the text between them: nothing downstream asks
    for words, and a token a word would cost more than all the reading. The mentions it found on
    the way are kept with the document for the component that needs them.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the document of a bare text."""
        return self.of(bare(text))

    def of(self, source: SourceText) -> Doc:
        """Return the document of a text as a reader returned it."""
        header = read_header(source)
        mentions = find_all(source, header)
        cuts = sorted({0, len(source.text), *(p for m in mentions for p in (m.start, m.end))})
        words = [source.text[a:b] for a, b in itertools.pairwise(cuts)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc._.source = source
        doc._.header = header
        doc._.mentions = mentions
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: the tokenizer has no state of its own."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> MentionTokenizer:
        """Return the tokenizer itself."""
        return self


class HeaderReader:
    """Sets ``doc._.header``."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.header is None:
            doc._.header = read_header(_source(doc))
        return doc


class CitationFinder:
    """Sets ``doc._.mentions`` and ``doc.spans["citations"]``, a labelled span a citation."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.mentions is None:
            doc._.mentions = find_all(_source(doc), doc._.header or Header())
        spans = [
            doc.char_span(one.start, one.end, label=one.type or "", alignment_mode="expand")
            for one in doc._.mentions
        ]
        found = [span for span in spans if span is not None]
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=found)
        return doc


class CitationResolver:
    """Sets ``doc._.resolutions``, one a mention, and ``doc._.relations``.

    ``base`` is the base of the IRIs; ``doc._.known`` may hold what a store knows beyond the
    registers.
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base

    def __call__(self, doc: Doc) -> Doc:
        source, header, mentions = _source(doc), doc._.header or Header(), doc._.mentions or ()
        doc._.base = self.base
        doc._.relations, doc._.resolutions = resolve_all(
            source, header, _home(doc), mentions, base=self.base, known=doc._.known
        )
        return doc


class ObligationReader:
    """Sets ``doc._.obligations`` and ``doc._.targets``."""

    def __call__(self, doc: Doc) -> Doc:
        source, header = _source(doc), doc._.header or Header()
        doc._.obligations = find_obligations(source, doc._.mentions or (), header)
        doc._.targets = find_targets(source, header)
        return doc


class AddresseeReader:
    """Sets ``doc._.addressees``: on which bodies each obligation is laid."""

    def __call__(self, doc: Doc) -> Doc:
        header, base = doc._.header or Header(), doc._.base or DEFAULT_BASE
        document = document_iri_of(header, _source(doc).sha256, base=base)
        duties = doc._.obligations or ()
        doc._.addressees = find_addressees(duties, header, _home(doc), document, base)
        return doc


def _home(doc: Doc) -> Home:
    """Return where the document is at home, read once."""
    if doc._.home is None:
        doc._.home = home(view(_source(doc).text), doc._.header or Header())
    found = doc._.home
    assert isinstance(found, Home)
    return found


def _source(doc: Doc) -> SourceText:
    """Return the text a document was made from; a document of another tokenizer has only text."""
    if doc._.source is None:
        doc._.source = bare(doc.text)
    source = doc._.source
    assert isinstance(source, SourceText)
    return source


def _reading(doc: Doc) -> Reading:
    source, header = _source(doc), doc._.header or Header()
    return Reading(
        source=source,
        header=header,
        document=document_iri_of(header, source.sha256, base=doc._.base or DEFAULT_BASE),
        mentions=tuple(doc._.mentions or ()),
        resolutions=tuple(doc._.resolutions or ()),
        relations=tuple(doc._.relations or ()),
        obligations=tuple(doc._.obligations or ()),
        targets=tuple(doc._.targets or ()),
        addressees=tuple(doc._.addressees or ()),
    )


def _citation(span: Span) -> Citation | None:
    """Return the citation that begins in a span."""
    mentions, resolutions = span.doc._.mentions or (), span.doc._.resolutions
    index = bisect_left(mentions, span.start_char, key=lambda one: one.start)
    if index == len(mentions) or mentions[index].start >= span.end_char:
        return None
    return Citation(mentions[index], resolutions[index] if resolutions else None)


def _extend() -> None:
    """Register the attributes once; spaCy keeps them for the whole process."""
    if Doc.has_extension("reading"):
        return
    for name in ("source", "header", "mentions", "resolutions", "relations", "obligations",
                 "targets", "addressees", "home", "base", "known"):  # fmt: skip
        Doc.set_extension(name, default=None)
    Doc.set_extension("reading", getter=_reading)
    Span.set_extension("citation", getter=_citation)
    packable(
        SourceText, Table, Cell, Note, Header, Mention, Resolved, Ambiguous, Unresolved,
        Relation, Obligation, Target, Addressee, Home,
    )  # fmt: skip


_extend()


@Language.factory("cancu_header")
def make_header(nlp: Language, name: str) -> HeaderReader:
    """Return the component that reads the header."""
    return HeaderReader()


@Language.factory("cancu_citations")
def make_citations(nlp: Language, name: str) -> CitationFinder:
    """Return the component that finds the citations."""
    return CitationFinder()


@Language.factory("cancu_resolution", default_config={"base": DEFAULT_BASE})
def make_resolution(nlp: Language, name: str, base: str) -> CitationResolver:
    """Return the component that tells which document each citation means."""
    return CitationResolver(base)


@Language.factory("cancu_obligations")
def make_obligations(nlp: Language, name: str) -> ObligationReader:
    """Return the component that reads obligations and targets."""
    return ObligationReader()


@Language.factory("cancu_addressees")
def make_addressees(nlp: Language, name: str) -> AddresseeReader:
    """Return the component that tells on which bodies each obligation is laid."""
    return AddresseeReader()


def pipeline(base: str = DEFAULT_BASE) -> Language:
    """Return the pipeline with its own tokenizer, made once a process for each base."""
    # Cached behind a plain argument: with and without the default it is the same pipeline.
    return _pipeline(base)


def read_into_doc(
    source: SourceText, *, base: str = DEFAULT_BASE, known: Lookup | None = None
) -> Reading:
    """Return everything that one document says, read by the pipeline; touches no store.

    The same as :func:`cancu.ingest.steps.read_through`, which does without spaCy.
    """
    nlp = pipeline(base)
    with nlp.memory_zone():
        doc = nlp.tokenizer.of(source)  # type: ignore[union-attr]
        doc._.known = known
        reading: Reading = nlp(doc)._.reading
    return reading


@cache
def _pipeline(base: str) -> Language:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = MentionTokenizer(nlp.vocab)
    nlp.max_length = 1 << 40
    # A token here is a stretch of text: its shape, prefix or stop-word flag mean nothing.
    setattr(nlp.vocab, "lex_attr_getters", {})  # noqa: B010 (no stub names the attribute)
    for step in STEPS:
        nlp.add_pipe(step, config={"base": base} if step == "cancu_resolution" else {})
    load_registers()
    return nlp
