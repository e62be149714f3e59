"""A reading as RDF: one named graph for the file, and what IRIs of documents say by themselves.

The graph of a file is ``{base}/source/{sha256}``. What follows from an IRI alone — the number,
type, year and issuer of a cited document — stands once for all in ``{base}/documents`` instead of
in the graph of every file that cites it: ten thousand plans cite the same decree, and a store
whose union of graphs keeps repeated triples would answer ten thousand times. The place of the
file on disk stands in ``{base}/files``, so that the file's graph depends on its bytes only.

Statements are written in the Turtle that SPARQL shares: the same text is loaded in bulk, put into
an INSERT DATA, or parsed to quads. Nothing has a blank node, so reading again gives the same graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from cancu import __version__
from cancu.ingest.annotations import mention_turtle, rule_slug
from cancu.ingest.described import described_turtle
from cancu.ingest.duties import obligation_turtle, target_turtle
from cancu.ingest.reading import Reading
from cancu.ingest.software import software_iri
from cancu.ingest.statements import in_force_turtle, role_turtle, statement_turtle
from cancu.ingest.turtle import PROLOGUE, collapsed, dated, described, literal, maybe
from cancu.ontology.iris import graph_iri, source_iri


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """What one file adds to a store.

    ``graph`` is the IRI of the file's own graph, ``location`` the ``file:`` IRI of its place, and
    ``triples`` maps each graph that it adds to, to Turtle; IRIs like ``<#char=0,12>`` in it are
    relative to ``graph``.
    """

    graph: str
    document: str
    location: str
    triples: Mapping[str, str]

    @property
    def prologue(self) -> str:
        """Return BASE and PREFIX lines under which ``triples`` are read."""
        return f"BASE <{self.graph}>\n{PROLOGUE}"

    def quads(self) -> Iterator[Quad]:
        """Yield the quads."""
        blocks = "".join(f"GRAPH <{g}> {{\n{body}}}\n" for g, body in self.triples.items())
        return pyoxigraph.parse(self.prologue + blocks, RdfFormat.TRIG)


def document_graph(reading: Reading, base: str) -> SourceGraph:
    """Return the graph of one reading; the same bytes give the same graph wherever they lie."""
    source = source_iri(base, reading.source.sha256)
    own = [
        _document(reading),
        in_force_turtle(reading),
        _source(reading),
        *mention_turtle(reading),
        *role_turtle(reading),
        *statement_turtle(reading),
        *obligation_turtle(reading),
        *target_turtle(reading),
        _activities(reading, base),
    ]
    location = Path(reading.source.name).absolute().as_uri()
    return SourceGraph(
        graph=source,
        document=reading.document,
        location=location,
        triples={
            source: "".join(own),
            graph_iri(base, "documents"): described_turtle(reading),
            graph_iri(base, "files"): f"<{source}> prov:atLocation <{location}> .\n",
        },
    )


def _document(reading: Reading) -> str:
    """What the document says of itself."""
    header = reading.header
    year = header.year_of_plan
    return described(
        f"<{reading.document}>",
        ("a", "eli:LegalResource"),
        ("eli:title", f"{literal(collapsed(header.title))}@vi" if header.title else None),
        ("eli:date_document", dated(header.date) if header.date else None),
        ("cc:numberBlank", "true" if header.number_blank else None),
        ("dcterms:creator", maybe(header.issuer)),
        ("cc:signer", maybe(header.signer)),
        ("cc:signerTitle", maybe(header.signer_title)),
        ("cc:yearOfPlan", f'"{year}"^^xsd:gYear' if year else None),
    )


def _source(reading: Reading) -> str:
    """The file, its text, and which document it holds."""
    source = reading.source
    text_hash = hashlib.sha256(source.text.encode()).hexdigest()
    return described(
        "<>",
        ("a", "prov:Entity"),
        ("dcterms:isFormatOf", f"<{reading.document}>"),
        ("dcterms:format", literal(source.format)),
        ("cc:sha256", literal(source.sha256)),
    ) + described(
        "<#text>",
        ("a", "prov:Entity"),
        ("prov:wasDerivedFrom", "<>"),
        ("cc:sha256", literal(text_hash)),
        ("prov:value", literal(source.text)),
    )


def _activities(reading: Reading, base: str) -> str:
    """The rules that spoke, and the software they belong to."""
    rules = {rule_slug(mention.rule) for mention in reading.mentions}
    rules |= {"obligations"} if reading.obligations else set()
    rules |= {"relations"} if reading.relations else set()
    rules |= {"targets"} if reading.targets else set()
    software = software_iri(base)
    return "".join(
        described(
            f"<#rule={rule}>",
            ("a", "prov:Activity"),
            ("cc:rule", literal(rule)),
            ("prov:used", "<#text>"),
            ("prov:wasAssociatedWith", f"<{software}>"),
        )
        for rule in sorted(rules)
    ) + described(
        f"<{software}>",
        ("a", "prov:SoftwareAgent"),
        ("owl:versionInfo", literal(__version__)),
    )
