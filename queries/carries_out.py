"""Which row carries out which: the duties of a document against those of the documents above it.

A row below carries out a row above when both speak of the same subject, cite no different
documents, and the row above addresses the body below, by name or as one of a class, or gives the
work to the body's counterpart (Sở Nội vụ above, Phòng Nội vụ huyện below) or, in nearly the same
words, to a body whose field is that of the one below (Phòng Tư pháp, Công chức Tư pháp - Hộ tịch).
A link is *stated* only when the row itself cites the document above; every other is *proposed* and
says why. Where two rows above fit equally well there is none. The nearest level is asked first:
what a commune owes the province through its district hangs on the district's row.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from cancu.queries.addressees import Address, counterparts, names
from cancu.queries.checks.likeness import containment, content_words
from cancu.queries.competences import shares_field
from cancu.queries.duty_rows import Above, Child, DutyRow, children, duty_rows
from cancu.queries.laid_on import LaidOn, addresses
from cancu.queries.reports import reports_to
from cancu.queries.same_objects import Objects
from cancu.queries.store import Store
from cancu.queries.subject import Subjects

Standing = Literal["stated", "proposed"]

_Place = tuple[str, str, int]
"""A document, one of its files, and where in it a row begins."""
_SAME = 0.62
"""From which likeness on two tasks are one subject; below it the sample chains have false pairs."""
_SAME_IN_PROSE = 0.8
_SAME_WHEN_CITED = 0.4
_SAME_IN_A_FIELD = 0.8
_SAME_WITHOUT_LEAD = 0.9
_APART = 0.08
"""How much more like the best row must be than the next best one."""
_PROSE_AFTER_TABLE = 0.85
_REPORT = 0.75
_ISSUE_A_PLAN = re.compile(r"(?:ban hành|xây dựng|lập)\b.{0,40}\b(?:kế hoạch|chương trình)", re.I)
_ITEM = re.compile(
    r"\b(?:mục|số thứ tự|stt|tt|dòng|nhiệm vụ)\s+(?:số\s+)?(?P<ordinal>[\w.]+)", re.I
)


@dataclass(frozen=True, slots=True)
class Link:
    """``below`` carries out ``above``, both IRIs of obligations; ``confidence`` is 0..1."""

    below: str
    above: str
    standing: Standing
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Missing:
    """An obligation laid on a document's body for which the document has no row."""

    obligation: str
    document: str


def carries_out(store: Store) -> Iterator[Link | Missing]:
    """Yield every link between rows of the store's documents, and the rows that lack one below."""
    duties = duty_rows(store)
    for child in children(store):
        own = duties.get(child.document, [])
        links = list(_of_child(child, own, duties)) if own else []
        yield from links
        yield from _missing(child, own, links, duties)


def _of_child(
    child: Child, own: Sequence[DutyRow], duties: Mapping[str, Sequence[DutyRow]]
) -> Iterator[Link]:
    levels: list[list[tuple[DutyRow, Address | None]]] = [
        [(row, _address(row, child)) for one in above for row in duties.get(one.document, [])]
        for _, above in groupby(child.parents, key=lambda one: one.order)
    ]
    subjects = Subjects([*own, *(row for rows in levels for row, _ in rows)])
    proposed = {one.document for one in child.parents if one.relation == "proposed"}
    for row in own:
        for rows in levels:
            found = _best(row, rows, subjects)
            if found:
                yield from _told(found, rows, proposed)
                break


def _told(
    links: Iterable[Link], rows: Iterable[tuple[DutyRow, Address | None]], proposed: Collection[str]
) -> Iterator[Link]:
    """Say of links to documents that are only proposed as the ones above that they are so."""
    unsure = {row.obligation for row, _ in rows if row.document in proposed}
    for link in links:
        chain = f"; {' / '.join(_reasons()['chain'])}" if link.above in unsure else ""
        yield replace(link, why=link.why + chain)


def _best(
    row: DutyRow, rows: Iterable[tuple[DutyRow, Address | None]], subjects: Subjects
) -> list[Link]:
    """Return the links to the row above that fits best, () where two fit alike.

    A row with steps is several obligations, and a document read from two files has every row twice.
    """
    fits: dict[_Place, list[Link]] = defaultdict(list)
    for upper, address in rows:
        link = _link(row, upper, address, subjects)
        if link is not None:
            fits[upper.document, upper.file, upper.start].append(link)
    ranked = sorted(fits, key=lambda place: -fits[place][0].confidence)
    if not ranked:
        return []
    best = ranked[0]
    document, file, _ = best
    near = [p for p in ranked if fits[best][0].confidence - fits[p][0].confidence < _APART]
    if any(place != best and (place[0] != document or place[1] == file) for place in near):
        return []
    copies = {place[1]: place for place in reversed(near)}
    return [link for place in copies.values() for link in fits[place]]


def _link(row: DutyRow, upper: DutyRow, address: Address | None, subjects: Subjects) -> Link | None:
    if upper.document in row.references:
        return _stated(row, upper, subjects.likeness(row, upper))
    shared = row.references.keys() & upper.references.keys()
    if row.references and upper.references and not shared:
        return None
    if _joins(row, upper, address):
        return Link(row.obligation, upper.obligation, "proposed", _why("joins", row, upper), 0.75)
    if address is not None and reports_to(row, upper):
        sure = _REPORT if upper.origin == "prose" else _REPORT - 0.1
        return Link(row.obligation, upper.obligation, "proposed", _why("reports", row, upper), sure)
    basis = _basis(row, upper, address)
    if basis is None:
        return None
    alike = subjects.likeness(row, upper)
    if alike < _needed(row, upper, basis):
        return None
    why = _why(basis, row, upper) + (f"; {_why('reference', row, upper)}" if shared else "")
    sure = min(0.99, 0.9 * alike + (0.09 if shared else 0.0))
    if upper.origin == "prose":
        sure *= _PROSE_AFTER_TABLE
    return Link(row.obligation, upper.obligation, "proposed", why, sure)


def _stated(row: DutyRow, upper: DutyRow, alike: float) -> Link | None:
    """Return the link of a row that itself cites the document above, or its very item."""
    if _cites_item(row, upper):
        why = _why("cites_item", row, upper)
        return Link(row.obligation, upper.obligation, "stated", why, 0.8 + alike / 5)
    if alike < _SAME_WHEN_CITED:
        return None
    why = _why("cites", row, upper)
    return Link(row.obligation, upper.obligation, "stated", why, (1 + alike) / 2)


def _cites_item(row: DutyRow, upper: DutyRow) -> bool:
    items = [_ITEM.search(provision) for provision in row.references[upper.document]]
    ordinals = {item["ordinal"].rstrip(".").lower() for item in items if item}
    return upper.origin == "table" and (upper.ordinal or "").rstrip(".").lower() in ordinals


def _address(upper: DutyRow, child: Child) -> Address | None:
    """Return how the row above addresses the issuer of the document below."""
    if not child.issuer:
        return None
    whom = upper.bodies if upper.origin == "table" else _lead(upper)
    return addresses(whom, child.issuer, child.level, child.path)


def _lead(row: DutyRow) -> list[LaidOn]:
    return [one for one in row.bodies if one.part == "lead"]


def _basis(row: DutyRow, upper: DutyRow, address: Address | None) -> str | None:
    """Return why the row above may be the business of the body below; a key of link_reasons.csv.

    What a plan's prose says of its own body ("Văn phòng theo dõi, đôn đốc") every plan repeats at
    its level, so counterparts count in tables only.
    """
    if address is not None:
        return address
    if row.origin == upper.origin == "table":
        if counterparts(row.lead, upper.lead):
            return "counterpart"
        if shares_field(row.lead, upper.lead):
            return "competence"
        if not upper.lead and not upper.coordinating:
            return "no_lead"
    return None


def _needed(row: DutyRow, upper: DutyRow, basis: str) -> float:
    if basis == "no_lead":
        return _SAME_WITHOUT_LEAD
    if basis == "competence":
        return _SAME_IN_A_FIELD
    return _SAME_IN_PROSE if "prose" in (row.origin, upper.origin) else _SAME


def _joins(row: DutyRow, upper: DutyRow, address: Address | None) -> bool:
    """Tell whether a row takes part in the work above: it names the lead there, and size or date.

    "Tham gia Đoàn kiểm tra của Văn phòng UBND tỉnh tại 03 huyện" shares few words with "Kiểm tra
    công tác … tại ít nhất 03 huyện", whose lead it names and by which its body is named.
    """
    if address != "name" or not upper.lead or not names(row.task, upper.lead):
        return False
    in_common = (row.words & upper.words) - content_words(upper.lead)
    measured = bool(row.quantities & upper.quantities) or (
        row.due is not None and row.due == upper.due
    )
    return measured and len(in_common) >= 2


def _missing(
    child: Child,
    own: Sequence[DutyRow],
    links: Sequence[Link],
    duties: Mapping[str, Sequence[DutyRow]],
) -> Iterator[Missing]:
    """Yield the rows that lay a duty on the issuer of a document and that no row of it takes up.

    Only the nearest documents that it says it carries out, or may carry out, count, and only their
    tables: a row farther up is taken up through them. That a plan be issued is done by the plan
    itself, and what may be the same work in other words is not missing.
    """
    rows_of = {above.document: _rows(duties.get(above.document, [])) for above in child.parents}
    nearest = _nearest([above for above in child.parents if rows_of[above.document]])
    if not child.issuer or not nearest or not _rows(own):
        return
    taken_up = {link.above for link in links}
    taken = {link.below for link in links}
    objects = Objects([*own, *(row for above in nearest for row in rows_of[above.document])])
    for above in nearest:
        for upper in rows_of[above.document]:
            owed = addresses(_lead(upper), child.issuer, child.level, child.path)
            if not owed or upper.obligation in taken_up or _is_the_plan(upper, child):
                continue
            if not objects.may_be_done(upper, own, taken):
                yield Missing(upper.obligation, child.document)


def _nearest(above: Sequence[Above]) -> list[Above]:
    """Return the nearest documents that one carries out, and what is proposed still nearer."""
    stated = [one for one in above if one.relation == "implements"]
    level = max((one.order for one in stated), default=0)
    proposed = [one for one in above if one.relation == "proposed" and one.order > level]
    closest = max((one.order for one in proposed), default=0)
    return [
        *(one for one in stated if one.order == level),
        *(one for one in proposed if one.order == closest),
    ]


def _rows(duties: Iterable[DutyRow]) -> list[DutyRow]:
    return [duty for duty in duties if duty.origin == "table"]


def _is_the_plan(upper: DutyRow, child: Child) -> bool:
    asked = _ISSUE_A_PLAN.search(upper.task)
    return bool(asked) and containment(_ISSUE_A_PLAN.sub(" ", upper.task), child.title) >= _SAME


def _why(key: str, row: DutyRow, upper: DutyRow) -> str:
    """Return a reason of link_reasons.csv: Vietnamese, then English after " / "."""
    given = {"lead": row.lead, "upper_lead": upper.lead, "ordinal": upper.ordinal}
    return " / ".join(text.format_map(given) for text in _reasons()[key])


@cache
def _reasons() -> dict[str, tuple[str, str]]:
    path = Path(__file__).with_name("link_reasons.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["vi"], row["en"]) for row in csv.DictReader(file)}
