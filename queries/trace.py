"""The chain of obligation as a tree: what a document stands on, or what stands on it.

The edges come from ``trace_up.rq`` and ``trace_down.rq``; here they are only put in order. A chain
of plans comes before the laws beside it, the nearest level first, so that a commune's plan shows
its district's, that its province's, and so on to the Government. Each document's own branches are
shown once; where it comes again it is marked, and a document that stands on itself is a cycle.
What cannot be followed is a node too: a citation that was not tied to one document, a document that
was cited but not read, a parent that is only proposed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from cancu.queries.run import Language, label, query_named
from cancu.queries.store import Result, Store

Direction = OneOf["up", "down"]
Standing = OneOf["stated", "proposed"]
State = OneOf["read", "not_read", "seen", "cycle", "ambiguous", "unresolved"]

MOST_NODES = 2_000
"""A tree is cut here; ``Trace.cut`` tells."""

LONGEST_WORDING = 160
"""Characters of a step's wording; longer sentences are cut around the document's number."""

_STATED = "eli:ensures_implementation_of|cc:under|eli:based_on"
"""The path of the catalogue's queries of a chain."""
_LEVELS = ("central", "ministry", "province", "department", "district", "commune")
_RELATIONS = ("implements", "under", "basis", "proposed")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document; None where nothing is."""

    document: str
    number: str | None = None
    type: str | None = None
    level: str | None = None
    date: str | None = None
    title: str | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One document of a tree and how it hangs on the one above it in the tree.

    ``relation`` is implements, under, basis or proposed, None at the root; ``standing`` is proposed
    from a proposal on, also for what documents beyond it state; ``wording`` the
    words around the citation that states it, or why it is proposed. For a citation without a
    document ``facts`` is None, ``surface`` what was written and ``wording`` where; ``why`` is the
    reason.
    """

    facts: Facts | None
    relation: str | None
    wording: str | None
    standing: Standing
    state: State
    branches: tuple[Step, ...] = ()
    surface: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A tree and which way it was followed; ``cut`` when it had more than ``MOST_NODES`` nodes."""

    root: Step
    direction: Direction
    cut: bool


_Seen = set[tuple[str, Standing]]


@dataclass(frozen=True, slots=True)
class _Edge:
    to: str
    relation: str
    wording: str | None
    standing: Standing


class _Tree:
    """Edges by the document they start from, and the facts of every document."""

    def __init__(self, store: Store, document: str, direction: Direction) -> None:
        self.direction = direction
        self.edges: dict[str, dict[tuple[str, str], _Edge]] = defaultdict(dict)
        self.open: dict[str, list[Step]] = defaultdict(list)
        self.facts: dict[str, Facts] = {}
        node = {"document": NamedNode(document)}

        def ask(name: str) -> Result:
            return store.query(_beyond_proposals(query_named(name).text), node)

        self._root(document, store.query(query_named("document").text, node))
        self._stated(ask(f"trace-{direction}"))
        self._proposed(ask("trace-proposed" if direction == "up" else "trace-proposed-down"))
        if direction == "up":
            self._open_ends(ask("trace-open"))

    def _root(self, document: str, result: Result) -> None:
        for row in result.records():
            self.facts.setdefault(document, _facts(document, row))

    def _stated(self, result: Result) -> None:
        for row in result.records():
            start, to, relation = (row[k] or "" for k in (*self._ends, "relation"))
            self.facts.setdefault(to, _facts(to, row))
            known = self.edges[start].get((to, relation))
            if known is None or known.wording is None:
                edge = _Edge(to, relation, row["wording"] or None, "stated")
                self.edges[start][to, relation] = edge

    @property
    def _ends(self) -> tuple[str, str]:
        """The columns of the queries in which a step begins and ends."""
        return ("child", "parent") if self.direction == "up" else ("parent", "child")

    def _proposed(self, result: Result) -> None:
        for row in result.records():
            start, to = (row[k] or "" for k in self._ends)
            self.facts.setdefault(to, _facts(to, row))
            if not any(other == to for other, _ in self.edges[start]):
                edge = _Edge(to, "proposed", row["wording"], "proposed")
                self.edges[start][to, "proposed"] = edge

    def _open_ends(self, result: Result) -> None:
        for row in result.records():
            self.open[row["child"] or ""].append(
                Step(
                    facts=None,
                    relation=row["relation"],
                    wording=row["wording"],
                    standing="stated",
                    state="ambiguous" if row["status"] == "ambiguous" else "unresolved",
                    surface=row["surface"],
                    why=row["why"],
                )
            )

    def onward(self, document: str) -> list[_Edge]:
        """Return the edges from a document in the order in which they are shown, a target once."""
        best: dict[str, _Edge] = {}
        for edge in sorted(self.edges[document].values(), key=lambda edge: _rank(edge.relation)):
            best.setdefault(edge.to, edge)
        return sorted(best.values(), key=lambda edge: self._order(document, edge))

    def _order(self, document: str, edge: _Edge) -> tuple[int, int, str, str]:
        here, there = self.facts.get(document), self.facts[edge.to]
        distance = abs(_level(here) - _level(there))
        return _rank(edge.relation), distance, there.date or "", edge.to


def _beyond_proposals(query: str) -> str:
    """Return a query that follows what texts state, following proposals as well.

    Raises :class:`ValueError` where the query of the catalogue has no such path any more.
    """
    path = f"({_STATED})*"
    if path not in query:
        raise ValueError(f"a query of a chain has no path {path}: change it in trace.py too")
    return query.replace(path, f"({_STATED}|cc:proposedParent)*")


def _facts(document: str, row: dict[str, str | None]) -> Facts:
    return Facts(
        document=document,
        number=row["number"],
        type=row["type"],
        level=row["level"] or None,
        date=row["date"],
        title=row["title"],
        read=row["read"] == "true",
    )


def _rank(relation: str) -> int:
    return _RELATIONS.index(relation) if relation in _RELATIONS else len(_RELATIONS)


def _level(facts: Facts | None) -> int:
    if facts is None or facts.level not in _LEVELS:
        return len(_LEVELS)
    return _LEVELS.index(facts.level)


def trace(store: Store, document: str, direction: Direction = "up") -> Trace:
    """Follow a document (an IRI) upwards or downwards over the stated relations."""
    tree = _Tree(store, document, direction)
    tree.facts.setdefault(document, Facts(document))
    seen: _Seen = set()
    root = _step(tree, document, None, seen, (), "stated")
    return Trace(root, direction, len(seen) >= MOST_NODES)


def _step(
    tree: _Tree,
    document: str,
    edge: _Edge | None,
    seen: _Seen,
    path: tuple[str, ...],
    standing: Standing,
) -> Step:
    """Return a document with its branches; beyond a proposal nothing is stated of the root."""
    if edge is not None and edge.standing == "proposed":
        standing = "proposed"
    facts = tree.facts[document]
    state: State = "read" if facts.read else "not_read"
    branches: tuple[Step, ...] = ()
    if document in path:
        state = "cycle"
    elif (document, "stated") in seen or (document, standing) in seen:
        # What was only shown beyond a proposal is shown again where texts lead to it.
        if tree.edges[document] or tree.open[document]:
            state = "seen"
    elif len(seen) < MOST_NODES:
        seen.add((document, standing))
        below = (*path, document)
        branches = (
            *(_step(tree, on.to, on, seen, below, standing) for on in tree.onward(document)),
            *(replace(one, standing=standing) for one in tree.open[document]),
        )
    return Step(
        facts=facts,
        relation=edge.relation if edge else None,
        wording=excerpt(edge.wording, facts.number) if edge and edge.wording else None,
        standing=standing,
        state=state,
        branches=branches,
    )


def excerpt(wording: str, around: str | None, longest: int = LONGEST_WORDING) -> str:
    """Cut a long sentence to whole words around a number that stands in it, else to its head."""
    if len(wording) <= longest:
        return wording
    found = max(wording.find(around), 0) if around else 0
    start = max(0, min(found - longest // 2, len(wording) - longest))
    cut = wording[start : start + longest]
    if start + longest < len(wording):
        cut = f"{cut[:-2].rpartition(' ')[0]} …"
    return f"… {cut[2:].partition(' ')[2]}" if start else cut


def describe(step: Step, language: Language = "vi") -> str:
    """Return one step as a line: relation, type, number, date, level, and what state it is in."""
    relation = f"{label('relation', step.relation, language)}: " if step.relation else ""
    if step.standing == "proposed" and step.relation != "proposed":
        relation = f"({label('standing', 'proposed', language)}) {relation}"
    if step.facts is None:
        return f"{relation}{step.surface} [{label('state', step.state, language)}: {step.why}]"
    facts = step.facts
    name = " ".join(part for part in (facts.type, facts.number) if part) or facts.document
    about = [facts.date, facts.level and label("level", facts.level, language)]
    said = ", ".join(part for part in about if part)
    state = "" if step.state == "read" else f" [{label('state', step.state, language)}]"
    return f"{relation}{name}{f' ({said})' if said else ''}{state}"


def render(trace: Trace, language: Language = "vi", *, wording: bool = True) -> str:
    """Return the tree as text, two spaces a level, each step's wording below it."""
    lines: list[str] = []

    def write(step: Step, depth: int) -> None:
        indent = "  " * depth
        lines.append(f"{indent}{describe(step, language)}")
        if wording and step.wording:
            lines.append(f"{indent}  “{step.wording}”")
        for branch in step.branches:
            write(branch, depth + 1)

    write(trace.root, 0)
    if trace.cut:
        lines.append(label("state", "cut", language))
    return "\n".join(lines)
