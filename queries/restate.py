"""Say again what a document's mentions mean: a person settled one, or the store has learnt more.

A file that still lies where it was read from is read again, so that everything follows that
follows from a mention. Of another the mentions concerned, the relations and the references of
duties are made anew from the text that the store keeps; its tables are no longer at hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode

from cancu.ingest.described import described_turtle
from cancu.ingest.graph import document_graph
from cancu.ingest.mentions import Mention
from cancu.ingest.provisions import parts
from cancu.ingest.read import ReadError, read
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ingest.statements import BY_ROLE, role_turtle, statement_turtle
from cancu.ingest.steps import read_through
from cancu.ingest.text import SourceText
from cancu.ingest.turtle import PROLOGUE, described, literal
from cancu.ontology.iris import graph_iri, mention_iri, provision_iri
from cancu.ontology.register import register
from cancu.queries.kept import with_findings
from cancu.queries.known import Known
from cancu.queries.mentions import Explained, of_source
from cancu.queries.settle import Key, decided, keys_of
from cancu.queries.sources import Source, put, source_text
from cancu.queries.store import Change, Store, Term

_VERBS = " ".join(sorted({"eli:cites", *chain.from_iterable(BY_ROLE.values())}))
_RELATIONS = (
    PROLOGUE
    + f"""
SELECT DISTINCT ?s ?p ?o
WHERE {{
  {{ VALUES ?p {{ {_VERBS} }} GRAPH ?graph {{ ?s ?p ?o }} }}
  UNION {{ GRAPH ?graph {{ ?s a cc:RelationStatement ; ?p ?o }} }}
}}
"""
)
_MEANING = (
    PROLOGUE
    + """
SELECT DISTINCT ?s ?p ?o
WHERE {
  VALUES ?p { cc:status cc:why cc:candidate cc:selfReference oa:hasBody dcterms:references }
  GRAPH ?graph { ?s a cc:Mention ; ?p ?o }
}
"""
)
_DUTIES = (
    PROLOGUE
    + """
SELECT DISTINCT ?duty ?start ?end ?number ?under
WHERE {
  GRAPH ?graph {
    ?duty a cc:Obligation ; cc:start ?start ; cc:end ?end .
    OPTIONAL { ?duty cc:referenceNumber ?number }
    OPTIONAL { ?duty cc:underReference ?under }
  }
}
"""
)
_SAID_OF = "SELECT ?verb ?value WHERE { GRAPH ?graph { ?provision ?verb ?value } }"
_REFERENCES = NamedNode("http://purl.org/dc/terms/references")
_Triple = tuple[Term | None, ...]

_Meaning = Callable[[Explained, Resolution], Resolution | None]
"""What a stored mention means now, given what reading again says; None for as before."""


def restate(store: Store, files: Iterable[Source], key: Key) -> int:
    """Apply what is decided about ``key`` now to these files; return how many were read again."""
    decision = decided(store, key)

    def meaning(one: Explained, found: Resolution) -> Resolution | None:
        if key not in keys_of(one.document, one.mention, one.text):
            return None
        return decision.resolution() if decision else found

    return _restate(store, files, meaning, Known(store))


def restate_at(store: Store, files: Iterable[Source], starts: Container[int], known: Known) -> int:
    """Say what the mentions that begin there mean by what the store holds, as ``known`` has it."""
    return _restate(
        store, files, lambda one, found: found if one.mention.start in starts else None, known
    )


def _restate(store: Store, files: Iterable[Source], meaning: _Meaning, known: Known) -> int:
    held = list(files)
    again = 0
    for graph in dict.fromkeys(source.graph for source in held):
        places = [source for source in held if source.graph == graph]
        text = next((text for text in map(_unchanged, places) if text is not None), None)
        if text is None:
            _restate_from_text(store, places[0], meaning, known)
        else:
            reading = read_through(text, base=store.base, known=known)
            made = document_graph(reading, store.base)
            put(store, with_findings(made, reading, register()))
            again += 1
    return again


def _unchanged(source: Source) -> SourceText | None:
    """Read the file, if it lies there with the bytes that the store has read."""
    path = Path(source.location) if source.location else None
    if path is None or not path.is_file():
        return None
    if hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
        return None
    try:
        return read(path)
    except ReadError:
        return None


def _restate_from_text(store: Store, source: Source, meaning: _Meaning, known: Known) -> None:
    text = SourceText("", source.sha256, "txt", source_text(store, source.graph) or "")
    fresh = read_through(text, base=store.base, known=known)
    held = {(one.mention.start, one.mention.end): one for one in of_source(store, source)}
    pairs: list[tuple[Mention, Resolution]] = []
    changed: list[tuple[Mention, Resolution]] = []
    for mention, found in zip(fresh.mentions, fresh.resolutions, strict=True):
        one = held.get((mention.start, mention.end))
        if one is None:
            pairs.append((mention, found))
        elif (now := meaning(one, found)) is not None:
            mine = replace(one.mention, self_reference=mention.self_reference)
            changed.append((mine, now))
            pairs.append(changed[-1])
        else:
            pairs.append((one.mention, one.resolution))
    reading = replace(
        fresh,
        document=source.document,
        mentions=tuple(mention for mention, _ in pairs),
        resolutions=tuple(found for _, found in pairs),
    )
    store.apply(_change(store, source.graph, reading, changed))


def _change(
    store: Store, graph: str, reading: Reading, changed: list[tuple[Mention, Resolution]]
) -> Change:
    """Return what puts the relations and the ``changed`` mentions of ``reading`` into a graph."""
    mentions = {mention_iri(graph, m.start, m.end) for m, _ in changed}
    bound = {"graph": NamedNode(graph)}
    meanings = store.query(_MEANING, bound).rows
    gone = [row for row in meanings if row[0] is not None and row[0].value in mentions]
    gone += _provisions(store, graph, gone, meanings)
    gone += store.query(_RELATIONS, bound).rows
    no_longer, now = _duties(store, graph, reading)
    said = [_meaning(mention, found) for mention, found in changed]
    said += [*role_turtle(reading), *statement_turtle(reading), *now]
    delete = [" ".join(map(str, row)) + " .\n" for row in gone]
    return Change(
        prologue=f"BASE <{graph}>\n{PROLOGUE}",
        delete={graph: "".join([*delete, *no_longer])},
        insert={
            graph: "".join(said),
            graph_iri(store.base, "documents"): described_turtle(reading),
        },
    )


def _provisions(
    store: Store, graph: str, gone: Iterable[_Triple], meanings: Iterable[_Triple]
) -> list[_Triple]:
    """What is said of the provisions that only the meanings which go refer to."""
    going = list(gone)
    kept = {row[2] for row in meanings if row[1] == _REFERENCES and row not in going}
    alone = {row[2] for row in going if row[1] == _REFERENCES} - kept
    return [
        (iri, verb, value)
        for iri in alone
        if isinstance(iri, NamedNode)
        for verb, value in store.query(_SAID_OF, {"graph": NamedNode(graph), "provision": iri}).rows
    ]


def _meaning(mention: Mention, resolution: Resolution) -> str:
    """What an annotation says of what its mention means, as `ingest.annotations` writes it."""
    provision = ""
    candidates: tuple[str, ...] = ()
    references = body = None
    if isinstance(resolution, Resolved):
        body = f"<{resolution.document}>"
        named = parts(mention.pinpoint) if mention.pinpoint else []
        if named:
            iri = provision_iri(resolution.document, named)
            references = f"<{iri}>"
            label = ", ".join(" ".join(pair).strip() for pair in reversed(named))
            provision = described(
                references,
                ("a", "eli:LegalResourceSubdivision"),
                ("eli:is_part_of", body),
                ("rdfs:label", f"{literal(label)}@vi"),
            )
    elif isinstance(resolution, Ambiguous):
        candidates = resolution.candidates
    return provision + described(
        f"<#char={mention.start},{mention.end}>",
        ("cc:status", literal(type(resolution).__name__.lower())),
        ("cc:why", f"{literal(resolution.why)}@vi"),
        ("cc:candidate", ", ".join(f"<{iri}>" for iri in candidates) or None),
        ("cc:selfReference", "true" if mention.self_reference else None),
        ("oa:hasBody", body),
        ("dcterms:references", references),
    )


def _duties(store: Store, graph: str, reading: Reading) -> tuple[Iterator[str], Iterator[str]]:
    """The references of duties to documents as they are, and as they are to be."""
    rows = list(store.query(_DUTIES, {"graph": NamedNode(graph)}).records())
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    cited = [
        (mention, found.document)
        for mention, found in pairs
        if isinstance(found, Resolved) and not mention.self_reference
    ]
    by_number: dict[str | None, str] = {}
    for mention, document in cited:
        if mention.number:
            by_number.setdefault(mention.number, document)
    to_be: dict[tuple[str | None, str], None] = {}
    for row in rows:
        start, end = int(row["start"] or 0), int(row["end"] or 0)
        inside = [document for mention, document in cited if start <= mention.start < end]
        named = [by_number[row["number"]]] if row["number"] in by_number else []
        to_be.update(((row["duty"], document), None) for document in inside + named)
    held = dict.fromkeys((row["duty"], row["under"]) for row in rows if row["under"])
    return _under(held), _under(to_be)


def _under(edges: Iterable[tuple[str | None, str | None]]) -> Iterator[str]:
    return (f"<{duty}> cc:underReference <{document}> .\n" for duty, document in edges)
