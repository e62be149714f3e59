"""The second pass over mentions: what a document alone leaves open, and another one settles.

"Kế hoạch số 15/KH-UBND của UBND tỉnh" names no year. While a file is read nothing but the file, the
registers and what people settled are asked, so that its graph is the same whatever was read before
it. When all were read, the store is asked: for every mention that is open and whose number it has,
and for every one that it settled before, since it may hold more now, or less.

What the store settles is said in the file's own graph, where queries find it, and is recorded in
``{base}/links/citations``: the mention, the document, and why.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from cancu.ingest.reasons import reason
from cancu.ingest.resolution import Ambiguous, Resolution, Resolved
from cancu.ingest.software import software_iri
from cancu.ingest.steps import read_through
from cancu.ingest.text import SourceText
from cancu.ingest.turtle import PROLOGUE, described, literal
from cancu.ontology.iris import graph_iri, mention_iri
from cancu.queries.known import Known
from cancu.queries.restate import restate_at
from cancu.queries.sources import Source, source_text, sources
from cancu.queries.store import Change, Store

RULE = "store"
_BY_STORE = tuple(reason(key) for key in ("store_date", "store_one", "store"))
_ASKED = (
    PROLOGUE
    + f"""
SELECT ?graph ?start ?surface ?why ?document (GROUP_CONCAT(STR(?candidate); SEPARATOR=" ") AS ?fit)
WHERE {{
  {{
    VALUES ?status {{ "ambiguous" "unresolved" }}
    GRAPH ?graph {{ ?mention cc:status ?status }}
  }} UNION {{
    VALUES ?told {{ {" ".join(f"{literal(why)}@vi" for why in _BY_STORE)} }}
    GRAPH ?graph {{ ?mention cc:why ?told ; cc:status "resolved" }}
  }}
  GRAPH ?graph {{
    ?mention a cc:Mention ; cc:why ?why ; cc:start ?start ; cc:surface ?surface .
    OPTIONAL {{ ?mention oa:hasBody ?document }}
    OPTIONAL {{ ?mention cc:candidate ?candidate }}
  }}
}}
GROUP BY ?graph ?start ?surface ?why ?document
"""
)
_NUMBER = re.compile(r"\d\S*(?:\s*[-/]\s*\S+)*")
_Said = tuple[str, frozenset[str]]
"""Why, and the documents that are meant or may be."""


def ask_again(store: Store) -> int:
    """Ask the store for every mention left open and record what it settles; return how many.

    Asking again gives the same; so does reading the same files in another order.
    """
    known = Known(store)
    by_graph: dict[str, dict[int, _Said]] = defaultdict(dict)
    for row in store.query(_ASKED).records():
        why = row["why"] or ""
        if why in _BY_STORE or known.documents(_number(row["surface"] or "")):
            named = row["document"] or row["fit"] or ""
            by_graph[row["graph"] or ""][int(row["start"] or 0)] = why, frozenset(named.split())
    files: dict[str, list[Source]] = defaultdict(list)
    for source in sources(store) if by_graph else ():
        files[source.graph].append(source)
    settled: dict[str, Resolved] = {}
    for graph, held in by_graph.items():
        settled |= _of_file(store, known, files[graph], held)
    _record(store, settled)
    return len(settled)


def _number(surface: str) -> str:
    found = _NUMBER.search(surface)
    return found.group() if found else ""


def _of_file(
    store: Store, known: Known, places: list[Source], held: Mapping[int, _Said]
) -> Iterator[tuple[str, Resolved]]:
    """Ask for the mentions of one file; yield those that the store settles."""
    graph = places[0].graph
    text = SourceText("", places[0].sha256, "txt", source_text(store, graph) or "")
    reading = read_through(text, base=store.base, known=known)
    changed = set()
    for mention, found in zip(reading.mentions, reading.resolutions, strict=True):
        if mention.start in held and not mention.self_reference:
            if _said(found) != held[mention.start]:
                changed.add(mention.start)
            if isinstance(found, Resolved) and found.why in _BY_STORE:
                yield mention_iri(graph, mention.start, mention.end), found
    if changed:
        restate_at(store, places, changed, known)


def _said(found: Resolution) -> _Said:
    if isinstance(found, Resolved):
        return found.why, frozenset({found.document})
    return found.why, frozenset(found.candidates if isinstance(found, Ambiguous) else ())


def _record(store: Store, settled: Mapping[str, Resolved]) -> None:
    """Replace the record of what the store settled."""
    graph = graph_iri(store.base, "links/citations")
    turtle = "".join(_statement(graph, mention, found) for mention, found in settled.items())
    if turtle:
        turtle += described(
            f"<{graph}#rule={RULE}>",
            ("a", "prov:Activity"),
            ("cc:rule", literal(RULE)),
            ("prov:wasAssociatedWith", f"<{software_iri(store.base)}>"),
        )
    store.apply(
        Change(
            prologue=f"BASE <{graph}>\n{PROLOGUE}",
            drop=(graph,),
            insert={graph: turtle} if turtle else {},
        )
    )


def _statement(graph: str, mention: str, found: Resolved) -> str:
    name = hashlib.sha256(f"{mention} {found.document}".encode()).hexdigest()[:16]
    return described(
        f"<{graph}#{name}>",
        ("a", "rdf:Statement"),
        ("rdf:subject", f"<{mention}>"),
        ("rdf:predicate", "oa:hasBody"),
        ("rdf:object", f"<{found.document}>"),
        ("cc:stated", "true"),
        ("prov:wasGeneratedBy", f"<{graph}#rule={RULE}>"),
        ("cc:why", f"{literal(found.why)}@vi"),
    )
