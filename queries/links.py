"""The second pass: what only the whole store can tell, written to a graph of its own.

``{base}/links`` is replaced as a whole, so that linking again after more documents were read, or
fewer, gives the same as linking once. Of every link the graph says whether a text states it or the
program proposes it, why, and how sure that is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cancu.ingest.software import software_iri
from cancu.ingest.turtle import PROLOGUE, decimal, described, literal
from cancu.ontology.iris import graph_iri
from cancu.queries.carries_out import Link, Missing, carries_out
from cancu.queries.open_mentions import ask_again
from cancu.queries.proposed_parents import Proposal, proposed_parents
from cancu.queries.store import Change, Store

RULE = "carries-out"


@dataclass(frozen=True, slots=True)
class Linked:
    """How many rows carry out a row above, by standing, how many rows above lack one below, how
    many plans that name no parent have one proposed, and how many citations that their document
    leaves open the store settles."""

    stated: int
    proposed: int
    missing: int
    parents: int
    citations: int


def link(store: Store) -> Linked:
    """Find the links between all documents and their rows and put them in place of those before.

    Citations first, then the parents that are proposed: what carries out what follows from both.
    Raises :class:`StoreError`.
    """
    citations = ask_again(store)
    graph = graph_iri(store.base, "links")
    prologue = f"BASE <{graph}>\n{PROLOGUE}"
    software = software_iri(store.base)
    store.apply(Change(prologue=prologue, drop=(graph,)))
    parents = list(proposed_parents(store))
    if parents:
        turtle = "".join(_proposal(one, graph) for one in parents)
        store.apply(Change(prologue=prologue, insert={graph: turtle}))
    found = list(carries_out(store))
    if found:
        turtle = "".join(_turtle(found, graph, software))
        store.apply(Change(prologue=prologue, insert={graph: turtle}))
    links = [one for one in found if isinstance(one, Link)]
    stated = sum(one.standing == "stated" for one in links)
    return Linked(stated, len(links) - stated, len(found) - len(links), len(parents), citations)


def _proposal(one: Proposal, graph: str) -> str:
    name = hashlib.sha256(f"{one.child} {one.parent}".encode()).hexdigest()[:16]
    return f"<{one.child}> cc:proposedParent <{one.parent}> .\n" + described(
        f"<{graph}#{name}>",
        ("a", "rdf:Statement"),
        ("rdf:subject", f"<{one.child}>"),
        ("rdf:predicate", "cc:proposedParent"),
        ("rdf:object", f"<{one.parent}>"),
        ("cc:proposed", "true"),
        ("cc:why", literal(one.why)),
        ("cc:confidence", decimal(one.confidence)),
    )


def _turtle(found: Iterable[Link | Missing], graph: str, software: str) -> Iterator[str]:
    yield described(
        f"<{graph}#rule={RULE}>",
        ("a", "prov:Activity"),
        ("cc:rule", literal(RULE)),
        ("prov:wasAssociatedWith", f"<{software}>"),
    )
    for one in found:
        if isinstance(one, Missing):
            yield f"<{one.obligation}> cc:withoutRowIn <{one.document}> .\n"
        else:
            yield _statement(one, graph)


def _statement(one: Link, graph: str) -> str:
    name = hashlib.sha256(f"{one.below} {one.above}".encode()).hexdigest()[:16]
    return f"<{one.below}> cc:carriesOut <{one.above}> .\n" + described(
        f"<{graph}#{name}>",
        ("a", "rdf:Statement"),
        ("rdf:subject", f"<{one.below}>"),
        ("rdf:predicate", "cc:carriesOut"),
        ("rdf:object", f"<{one.above}>"),
        (f"cc:{one.standing}", "true"),
        ("cc:why", literal(one.why)),
        ("cc:confidence", decimal(one.confidence)),
        ("prov:wasGeneratedBy", f"<{graph}#rule={RULE}>"),
    )
