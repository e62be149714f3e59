"""Propose a parent that was read without its place for the citation that gives the place.

A plan headed "UBND huyện Châu Thành" alone may be of ten districts, so its IRI is that of its file;
"Kế hoạch số 20/KH-UBND của UBND huyện Châu Thành, tỉnh Bến Tre" is cited by the IRI of that place.
Where type, number, year and name fit, and no other document read or cited fits as well, the one
read is proposed; that its place is the cited one, no text states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cancu.ontology.iris import document_iri, parse_document_iri
from cancu.ontology.issuer_names import issuer_paths
from cancu.queries.proposed_parents import Proposal
from cancu.queries.store import Store

_CONFIDENCE = 0.7
_WHY = (
    "Cùng loại, số, năm và tên cơ quan; văn bản đã đọc không nêu thuộc tỉnh nào. / "
    "Same type, number, year and name of the issuer; the document read does not say of which "
    "province it is."
)


def open_parents(store: Store) -> Iterator[Proposal]:
    """Yield the proposals of a store, in the order of the citing documents' IRIs."""
    children: dict[str, list[str]] = defaultdict(list)
    fitting: dict[str, set[str]] = defaultdict(set)
    text = (Path(__file__).parent / "link_open_places.rq").read_text(encoding="utf-8")
    for row in store.query(text).records():
        if row["cited"]:
            children[row["cited"]].append(row["child"] or "")
        elif row["read"]:
            for iri in _possible(store.base, row):
                fitting[iri].add(row["read"])
    meant = {cited: fitting[cited] for cited in children if fitting[cited]}
    for cited, read in meant.items():
        rivals = [one for one, others in meant.items() if one != cited and others & read]
        if len(read) == 1 and not rivals:
            for child in children[cited]:
                yield Proposal(child, next(iter(read)), _WHY, _CONFIDENCE)


def _possible(base: str, row: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the IRIs that a document whose place is open may have; none if it is not open."""
    if parse_document_iri(row["read"] or "") is not None:
        return
    try:
        day = date.fromisoformat(row["date"] or "")
    except ValueError:
        return
    for path in issuer_paths(row["issuer"] or "", day):
        yield document_iri(base, path, row["type"] or "", day.year, row["number"] or "")
