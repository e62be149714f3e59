"""One duty from the decree because of which it exists, down to the row of the commune.

At the top stand the documents that the highest row cites (where it cites none, those on which its
document stands); below it the rows that carry it out, each with the link that leads to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from cancu.queries.obligations import Duty, duties_of
from cancu.queries.run import Language, label
from cancu.queries.store import Store, StoreError
from cancu.queries.trace import Facts

Standing = OneOf["stated", "proposed"]

_RELATIONS = ("row", "implements", "under", "basis")


@dataclass(frozen=True, slots=True)
class Ground:
    """A document because of which a duty exists.

    ``relation`` is row where the duty itself cites it (``pinpoint`` the provision), else what the
    duty's document is to it: implements, under or basis.
    """

    facts: Facts
    relation: str
    pinpoint: str | None


@dataclass(frozen=True, slots=True)
class DutyStep:
    """One duty, how it hangs on the one above it, and those that carry it out.

    ``standing``, ``why`` and ``confidence`` (0..1) are of the link upwards, None at the top.
    """

    duty: Duty
    grounds: tuple[Ground, ...]
    standing: Standing | None
    why: str | None
    confidence: float | None
    branches: tuple[DutyStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ObligationTrace:
    """The chains that lead through a duty, from the highest; ``asked`` is its IRI."""

    asked: str
    tops: tuple[DutyStep, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    below: str
    standing: Standing | None
    why: str | None
    confidence: float | None


def trace_obligation(store: Store, iri: str) -> ObligationTrace:
    """Follow a duty (its IRI) up to what it stands on and down to the last row.

    Raises :class:`StoreError` when the store has no such duty.
    """
    edges, above = _edges(store, iri)
    involved = {iri, *above, *(edge.below for found in edges.values() for edge in found)}
    duties = {duty.obligation: duty for duty in duties_of(store, involved)}
    if iri not in duties:
        raise StoreError(
            f"{iri}: kho không có nhiệm vụ này; xem 'cancu obligations' "
            "(no such duty in the store: see 'cancu obligations')"
        )
    up: dict[str, set[str]] = defaultdict(set)
    for upper, found in edges.items():
        for edge in found:
            up[edge.below].add(upper)
    tops = sorted(one for one in _above(iri, up) if not up[one]) or [iri]
    return ObligationTrace(
        iri,
        tuple(
            _step(store, duties, edges, _Edge(top, None, None, None), frozenset())
            for top in tops
            if top in duties
        ),
    )


def _edges(store: Store, iri: str) -> tuple[dict[str, list[_Edge]], set[str]]:
    """Return the links around a duty by the duty above, and all duties above one."""
    edges: dict[str, list[_Edge]] = defaultdict(list)
    for row in store.query(_text("obligation_chain"), {"duty": NamedNode(iri)}).records():
        sure = row["confidence"]
        standing: Standing | None = None
        if row["why"]:
            standing = "stated" if row["stated"] == "true" else "proposed"
        edges[row["above"] or ""].append(
            _Edge(row["below"] or "", standing, row["why"], float(sure) if sure else None)
        )
    return edges, set(edges)


def _above(iri: str, up: dict[str, set[str]]) -> set[str]:
    """Return a duty and all above it."""
    found = {iri}
    waiting = [iri]
    while waiting:
        new = up[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _step(
    store: Store,
    duties: dict[str, Duty],
    edges: dict[str, list[_Edge]],
    edge: _Edge,
    path: frozenset[str],
) -> DutyStep:
    here = path | {edge.below}
    below = [one for one in edges.get(edge.below, ()) if one.below in duties.keys() - here]
    ordered = _once(duties, sorted(below, key=lambda one: _place(duties[one.below])))
    return DutyStep(
        duty=duties[edge.below],
        grounds=() if path else _grounds(store, edge.below),
        standing=edge.standing,
        why=edge.why,
        confidence=edge.confidence,
        branches=tuple(_step(store, duties, edges, one, here) for one in ordered),
    )


def _place(duty: Duty) -> tuple[str, int, str]:
    return duty.document, duty.start, duty.obligation


def _once(duties: dict[str, Duty], edges: list[_Edge]) -> list[_Edge]:
    """Leave out copies of a row from other files of its document."""
    rows: dict[tuple[str, str | None, str], _Edge] = {}
    for edge in edges:
        duty = duties[edge.below]
        rows.setdefault((duty.document, duty.ordinal, " ".join(duty.task.split())), edge)
    return list(rows.values())


def _grounds(store: Store, iri: str) -> tuple[Ground, ...]:
    found = [
        Ground(
            facts=Facts(
                document=row["ground"] or "",
                number=row["number"],
                type=row["type"],
                level=row["level"] or None,
                date=row["date"],
                title=row["title"],
                read=row["read"] == "true",
            ),
            relation=row["relation"] or "",
            pinpoint=row["pinpoint"],
        )
        for row in store.query(_text("obligation_grounds"), {"duty": NamedNode(iri)}).records()
    ]
    cited = [ground for ground in found if ground.relation == "row"]
    best: dict[str, Ground] = {}
    for ground in sorted(cited or found, key=lambda one: _RELATIONS.index(one.relation)):
        best.setdefault(ground.facts.document, ground)
    return tuple(best.values())


def describe_ground(ground: Ground, language: Language = "vi") -> str:
    """Return a document above on one line: relation, provision, type, number, date."""
    facts = ground.facts
    name = " ".join(filter(None, (facts.type, facts.number))) or facts.document
    where = ", ".join(filter(None, (ground.pinpoint, name)))
    date = f" ({facts.date})" if facts.date else ""
    return f"{label('ground', ground.relation, language)}: {where}{date}"


def describe_duty(step: DutyStep, language: Language = "vi") -> str:
    """Return a duty on one line: document and row, level, task, lead, deadline."""
    duty = step.duty
    level = f" ({label('level', duty.level, language)})" if duty.level else ""
    said = "; ".join(filter(None, (" ".join(duty.task.split()), duty.lead, duty.deadline)))
    return f"{duty.name}{level}: {said}"


def describe_link(step: DutyStep, language: Language = "vi") -> str | None:
    """Return how a duty hangs on the one above it: stated or proposed, how sure, and why."""
    if step.standing is None or step.why is None:
        return None
    vi, _, en = step.why.partition(" / ")
    why = vi if language == "vi" or not en else en
    sure = f" {step.confidence:.2f}" if step.confidence is not None else ""
    return f"{label('standing', step.standing, language)}{sure}: {why}"


def render_obligation(found: ObligationTrace, language: Language = "vi") -> str:
    """Return the chains as text, two spaces a level; the duty asked for is marked with →."""
    lines: list[str] = []

    def write(step: DutyStep, depth: int) -> None:
        indent = "  " * depth
        mark = "→ " if step.duty.obligation == found.asked else ""
        lines.append(f"{indent}{mark}{describe_duty(step, language)}")
        if said := describe_link(step, language):
            lines.append(f"{indent}  [{said}]")
        for branch in step.branches:
            write(branch, depth + 1)

    for top in found.tops:
        lines.extend(describe_ground(ground, language) for ground in top.grounds)
        write(top, 1 if top.grounds else 0)
    return "\n".join(lines)


@cache
def _text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.rq").read_text(encoding="utf-8")
