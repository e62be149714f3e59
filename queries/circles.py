"""Documents that are based on each other (H06).

That a text names a document is no basis: "Biểu dương kết quả thực hiện Kế hoạch số 12/KH-UBND" is
praise. An edge is what a document gives as its basis ("Căn cứ …"), and what it says that it carries
out: in a clause that begins so ("Thực hiện …", "Để triển khai …"), or in what it issues for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from cancu.queries.sources import source_text
from cancu.queries.store import Store
from cancu.queries.witnesses import Facts

_GROUNDS = """
PREFIX cc: <http://cancu.internal/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?source ?mention ?other ?role ?sentence ?start ?end
WHERE {
  VALUES ?role { "basis" "implements" }
  ?source dcterms:isFormatOf ?document .
  GRAPH ?source {
    ?mention a cc:Mention ; cc:role ?role ; oa:hasBody ?other ;
      cc:start ?start ; cc:end ?end ; cc:sentence ?sentence .
  }
}
ORDER BY ?source ?start
"""
_CLAUSE = re.compile(
    r"[;:.!?](?=\s)|\n\s*\n|\n\s*(?:[-+•*–]|\d{1,2}(?:\.\d+)*[.)]|[IVX]+\.|[a-zđ]\))\s"
)
_VERBS = r"(?:triển\s+khai|thực\s+hiện|thi\s+hành|chấp\s+hành|quán\s+triệt|cụ\s+thể\s+hóa|căn\s+cứ)"
_BEGINS = re.compile(
    rf"\W*(?:(?:để|nhằm|tiếp\s+tục|đồng\s+thời|tổ\s+chức|nghiêm\s+túc|về\s+việc|v/v|và)\s+)*{_VERBS}\b",
    re.IGNORECASE,
)
_ISSUED_FOR = re.compile(
    rf"(?:ban\s+hành|xây\s+dựng|lập)\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định)\s+"
    rf"(?:(?:để|nhằm|tổ\s+chức)\s+)*{_VERBS}[^.;]{{0,60}}\Z",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\b(?:đã|kết\s+quả|biểu\s+dương|đạt\s+được|sơ\s+kết|tổng\s+kết)\b", re.IGNORECASE
)
_FIRST_HEADING = re.compile(r"\n\s*(?:#+\s*)?(?:I|1|A|Phần\s+(?:I|thứ)|Điều\s+1)\b", re.IGNORECASE)
_LONGEST_CLAUSE = 600


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document says that it is based on or carries out, and where it says so."""

    mention: str
    other: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Circle:
    """A shortest circle through ``document``: it stands on the next of ``ring``, and so on.

    ``ground`` is its own citation in the circle, ``next_ground`` that of the document it cites.
    """

    document: str
    ring: tuple[str, ...]
    ground: Ground
    next_ground: Ground


def circles(store: Store, edges: Sequence[tuple[str, str]]) -> Iterator[Circle]:
    """Yield, for each document of a circle, the shortest circle through it.

    ``edges`` are pairs of documents of which one may be based on the other; their texts are read
    only where they make a circle.
    """
    import networkx as nx

    suspects = nx.DiGraph(edges)
    graph: nx.DiGraph[str] = nx.DiGraph()
    grounds: dict[tuple[str, str], Ground] = {}
    for members in nx.strongly_connected_components(suspects):
        if len(members) > 1:
            for document in sorted(members):
                for ground in _grounds(store, document):
                    if ground.other in members and ground.other != document:
                        grounds.setdefault((document, ground.other), ground)
    graph.add_edges_from(grounds)
    for members in nx.strongly_connected_components(graph):
        inside = graph.subgraph(members)
        for document in sorted(members) if len(members) > 1 else ():
            ring = _shortest(nx, inside, document)
            after = (*ring, ring[0])[2]
            yield Circle(document, ring, grounds[document, ring[1]], grounds[ring[1], after])


def _shortest(nx: object, graph: object, document: str) -> tuple[str, ...]:
    """Return the shortest way from a document back to it, without its end."""
    ways = (
        nx.shortest_path(graph, other, document)  # type: ignore[attr-defined]
        for other in sorted(graph.successors(document))  # type: ignore[attr-defined]
    )
    way = min(ways, key=len)
    return (document, *way[:-1])


def _grounds(store: Store, document: str) -> Iterator[Ground]:
    """Yield the citations by which a document stands on another."""
    texts: dict[str, str] = {}
    for row in store.query(_GROUNDS, {"document": NamedNode(document)}).records():
        source, start, end = row["source"] or "", int(row["start"] or 0), int(row["end"] or 0)
        if source not in texts:
            texts[source] = source_text(store, source) or ""
        if row["role"] == "basis" or carries_out_here(texts[source], start, end):
            yield Ground(
                row["mention"] or "", row["other"] or "", row["sentence"] or "", start, end
            )


def carries_out_here(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around a citation says that the document carries it out."""
    before = text[max(0, start - _LONGEST_CLAUSE) : start]
    begin = max((cut.end() for cut in _CLAUSE.finditer(before)), default=0)
    clause = before[begin:]
    if not _BEGINS.match(clause) and not _ISSUED_FOR.search(clause):
        return False
    heading = _FIRST_HEADING.search(text)
    if heading is None or start < heading.start():
        return True
    rest = _CLAUSE.split(text[end : end + _LONGEST_CLAUSE], maxsplit=1)[0]
    return _LOOKS_BACK.search(clause + rest) is None


def backward(one: str, other: str, facts: Mapping[str, Facts]) -> bool | None:
    """Tell whether ``one`` stands on a later or lower document; None where nothing tells."""
    here, there = facts.get(one), facts.get(other)
    if here is None or there is None:
        return None
    if here.order and there.order and here.order != there.order:
        return here.order < there.order
    if here.date and there.date and here.date != there.date:
        return here.date < there.date
    return None
