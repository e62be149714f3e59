"""Propose the plan above for a plan that names none: same subject, same time, a unit above.

A proposal is never a statement: it stands in the graph of links as ``cc:proposedParent`` with its
reason. None is made where a plan says it carries out a document of that unit, or cites a plan,
programme or decision of it on its own subject. What is most alike is proposed, of the equally alike
that for the very same months and then the nearest; a plan made later is nobody's parent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from cancu.ontology.iris import parse_document_iri
from cancu.ontology.namesakes import body_path, without_code
from cancu.queries.plan_period import Months
from cancu.queries.plan_subject import Subject, likeness, speaks_of, subject_of
from cancu.queries.store import Store

_SUREST = 0.95
"""How sure a proposal is at most: titles that are alike are no statement."""
_MOST = 3
"""Proposals for one plan, at most; more than one only where they fit equally well."""
_SPEAKS_FOR_ITS_UNIT = ("ubnd", "chu-tich-ubnd", "hdnd", "ban-chi-dao")
_ISSUES_A_PLAN = re.compile(r"kế\s+hoạch|chương\s+trình|đề\s+án", re.I)
_DESCRIBES = re.compile(
    r"(?:\bvề\b|\bv/v\b|\bban\s+hành\b|\bphê\s+duyệt\b|\btriển\s+khai\b|\bthực\s+hiện\b"
    r"|\bgiao\b|\bcông\s+bố\b|\bquy\s+định\b|[“\"«])[^;]*",
    re.I,
)

_Unit = tuple[str, ...]
_ByUnit = Mapping[_Unit, Mapping[int, Mapping[Subject, list["_Plan"]]]]
"""Plans by unit, by each year that they are for, by subject."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``parent`` may be what ``child`` carries out (IRIs), because of ``why``."""

    child: str
    parent: str
    why: str
    confidence: float


@dataclass(slots=True)
class _Plan:
    """A plan with what decides whose child or parent it may be.

    ``day`` is as far as it is known ("2024-01"); ``named`` are the units of which it names a
    parent, with () for a citation that stayed open.
    """

    document: str
    unit: _Unit
    day: str
    subject: Subject
    months: Months
    named: set[_Unit] = field(default_factory=set)


def proposed_parents(store: Store) -> Iterator[Proposal]:
    """Yield the proposals of a store, in the order of the plans' IRIs, the best of each first."""
    plans = _plans(store)
    by_unit = _by_unit(plans)
    for child in plans:
        for parent, alike in _best(child, by_unit):
            sure = round(min(alike, _SUREST), 2)
            yield Proposal(child.document, parent.document, _why(alike), sure)


def orphans(store: Store) -> Mapping[str, str]:
    """Return the plans that name no parent at all although one may be proposed, and the best."""
    plans = _plans(store)
    by_unit = _by_unit(plans)
    best = ((child, _best(child, by_unit)) for child in plans if not child.named)
    return {child.document: found[0][0].document for child, found in best if found}


def _plans(store: Store) -> list[_Plan]:
    plans: dict[str, _Plan] = {}
    for row in _rows(store, "link_plans"):
        document, title = row["plan"], row["title"]
        parsed = parse_document_iri(document)
        unit = _unit(document)
        if document in plans or parsed is None or not unit:
            continue
        if parsed.type_slug == "quyet-dinh" and not _ISSUES_A_PLAN.search(title):
            continue
        places = tuple(without_code("/".join(unit)).split("/"))
        subject, months = subject_of(title, places, parsed.year)
        day = row["day"] or str(parsed.year)
        plans[document] = _Plan(document, unit, day, subject, months)
    for row in chain(_rows(store, "link_named_parents"), _rows(store, "link_open_parents")):
        plan = plans.get(row["plan"])
        if plan is not None and _names(plan.subject, row):
            plan.named.add(_unit(row.get("cited", "")))
    return list(plans.values())


def _rows(store: Store, name: str) -> Iterator[dict[str, str]]:
    query = (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")
    for row in store.query(query).records():
        yield {key: value or "" for key, value in row.items()}


def _unit(document: str) -> _Unit:
    """Return the path of the issuer, the province first: ("tinh-thai-binh", "so-noi-vu").

    Who speaks for a unit has the unit's own path; () for a document of no place. A province has one
    path in all years, another than its namesake of before.
    """
    parsed = parse_document_iri(document)
    body, _, path = body_path(parsed).partition("/") if parsed else ("", "", "")
    unit = tuple(path.split("/")) if path else ()
    return unit if not unit or body.startswith(_SPEAKS_FOR_ITS_UNIT) else (*unit, body)


def _names(subject: Subject, row: Mapping[str, str]) -> bool:
    """Tell whether a citation names a parent of a plan on this subject.

    So it does where the plan carries it out, or is of the same subject; a budget decision among the
    bases is none. A bare number may be anything, so nothing is proposed beside it.
    """
    if row["role"] == "implements":
        return True
    if row.get("title"):
        return speaks_of(row["title"], subject)
    _, _, after = row["sentence"].partition(row["surface"])
    said = _DESCRIBES.search(after)
    return said is None or speaks_of(said.group(), subject)


def _by_unit(plans: Iterable[_Plan]) -> _ByUnit:
    found: dict[_Unit, dict[int, dict[Subject, list[_Plan]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for plan in plans:
        for year in plan.months.years():
            found[plan.unit][year][plan.subject].append(plan)
    return found


def _best(child: _Plan, by_unit: _ByUnit) -> list[tuple[_Plan, float]]:
    """Return the plans that fit a plan best as its parent, all equally well, and how well."""
    fits: dict[tuple[float, bool, int], list[_Plan]] = defaultdict(list)
    for unit in _units_above(child):
        of_the_time = by_unit.get(unit, {}).get(child.months.first // 12, {})
        for subject, plans in of_the_time.items():
            alike = likeness(child.subject, subject)
            for plan in plans if alike else ():
                if child.months.within(plan.months) and _not_later(plan.day, child.day):
                    fits[alike, plan.months == child.months, len(unit)].append(plan)
    if not fits:
        return []
    best = max(fits)
    latest = sorted(fits[best], key=lambda plan: plan.day, reverse=True)
    return [(plan, best[0]) for plan in latest[:_MOST]]


def _units_above(child: _Plan) -> Iterator[_Unit]:
    """Yield the units above a plan's, the nearest first, up to one of which it names a parent."""
    for length in range(len(child.unit) - 1, 0, -1):
        if child.unit[:length] in child.named:
            return
        yield child.unit[:length]


def _not_later(one: str, other: str) -> bool:
    """Whether a day is not after another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] <= other[:known]


def _why(alike: float) -> str:
    return (
        f"Cùng nội dung (tên giống nhau {alike:.0%} không kể địa danh), cùng thời kỳ, của đơn vị "
        "cấp trên, không ban hành sau; văn bản không nêu. / Same subject (titles "
        f"{alike:.0%} alike but for places), same time, a unit above, not issued later; "
        "the text does not say so."
    )
