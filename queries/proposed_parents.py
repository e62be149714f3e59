"""Propose the plan above for a plan that names none: same subject, same year, the unit above.

A proposal is never a statement: it stands in the graph of links as ``cc:proposedParent`` with its
reason, and a plan that cites anything of the unit above gets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cancu.ingest.phrases import fold
from cancu.ontology.iris import parse_document_iri
from cancu.queries.checks.likeness import written_out
from cancu.queries.store import Store
from cancu.queries.title_places import without_places

_ALIKE = 0.6
"""The least share of title words that two plans of one subject have in common (Jaccard).

Names of places do not count: each level's title has its own.
"""
_SUREST = 0.95
"""How sure a proposal is at most: titles that are alike are no statement."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``parent`` may be what ``child`` carries out (IRIs), because of ``why``."""

    child: str
    parent: str
    why: str
    confidence: float


@dataclass(slots=True)
class _Plan:
    document: str
    unit: tuple[str, ...]
    year: str
    order: int
    words: frozenset[str]
    cited_units: set[tuple[str, ...]] = field(default_factory=set)


def proposed_parents(store: Store) -> Iterator[Proposal]:
    """Yield the proposals of a store, in the order of the plans' IRIs."""
    plans = _plans(store)
    by_unit: dict[tuple[tuple[str, ...], str], list[_Plan]] = {}
    for plan in plans:
        by_unit.setdefault((plan.unit, plan.year), []).append(plan)
    for child in plans:
        for unit in _units_above(child.unit):
            if unit in child.cited_units:
                break
            found = [p for p in by_unit.get((unit, child.year), ()) if _fits(child, p)]
            for parent in found:
                alike = _likeness(child.words, parent.words)
                yield Proposal(
                    child.document, parent.document, _why(alike), round(min(alike, _SUREST), 2)
                )
            if found:
                break


def _plans(store: Store) -> list[_Plan]:
    query = (Path(__file__).parent / "link_plans.rq").read_text(encoding="utf-8")
    plans: dict[str, _Plan] = {}
    for row in store.query(query).records():
        document, title, order = row["plan"] or "", row["title"] or "", row["order"] or "0"
        plan = plans.get(document)
        if plan is None:
            unit, year = _unit_and_year(document)
            if unit is None:
                continue
            plan = _Plan(document, unit, row["year"] or year, int(order), _words(title, unit))
            plans[document] = plan
        cited = _unit_and_year(row["cited"] or "")[0]
        if cited is not None:
            plan.cited_units.add(cited)
    return list(plans.values())


def _unit_and_year(document: str) -> tuple[tuple[str, ...] | None, str]:
    """Return the unit's path that an issuer belongs to: ("tinh-thai-binh", "huyen-vu-thu")."""
    parsed = parse_document_iri(document)
    if parsed is None or "/" not in parsed.issuer_path:
        return None, ""
    body, *unit = parsed.issuer_path.split("/")
    own = (*unit, body) if body.startswith("so-") else tuple(unit)
    return own, str(parsed.year)


def _units_above(unit: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(len(unit) - 1, 0, -1):
        yield unit[:length]


def _words(title: str, unit: tuple[str, ...]) -> frozenset[str]:
    said = written_out(without_places(title, unit))
    words = (fold(word.strip(".,;:()")) for word in said.split())
    return frozenset(w for w in words if w and not w.isdigit()) - _general_words()


@cache
def _general_words() -> frozenset[str]:
    """Words of every plan's title, which say nothing of its subject."""
    path = Path(__file__).parent / "general_title_words.csv"
    return frozenset(fold(word) for word in path.read_text(encoding="utf-8").split()[1:])


def _fits(child: _Plan, parent: _Plan) -> bool:
    lower = parent.order < child.order and parent.document != child.document
    return lower and _likeness(child.words, parent.words) >= _ALIKE


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _why(alike: float) -> str:
    return (
        f"Cùng năm, đơn vị cấp trên trực tiếp, tên giống nhau {alike:.0%} không kể địa danh; "
        f"văn bản không nêu. / Same year, the unit above, titles {alike:.0%} alike but for places; "
        "the text does not say so."
    )
