"""The mentions of one document, numbered, with what each was resolved to: to explain and settle.

All are numbered in reading order, references and the document's own number too, so that every
command counts alike.

From a file they are read; from a store they are found again in the text that it keeps, and what
they mean is taken from its annotations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from pyoxigraph import NamedNode

from cancu.ingest.mentions import Mention, find_mentions
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ingest.roles import Role
from cancu.ingest.steps import find_all
from cancu.ingest.structure import Header, read_header
from cancu.ingest.text import SourceText
from cancu.ingest.turtle import collapsed
from cancu.ontology.iris import number_slug
from cancu.queries.sources import Source, source_text
from cancu.queries.store import Store, StoreError

_ANNOTATIONS = """\
PREFIX cc: <http://cancu.internal/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?start ?end ?status ?why ?document ?candidate ?date ?issuer ?pinpoint ?role ?wording
  ?page ?cell ?self
WHERE {
  GRAPH ?graph {
    ?mention a cc:Mention ; cc:start ?start ; cc:end ?end ; cc:status ?status ; cc:why ?why ;
      cc:role ?role ; cc:sentence ?wording .
    OPTIONAL { ?mention oa:hasBody ?document }
    OPTIONAL { ?mention cc:candidate ?candidate }
    OPTIONAL { ?mention cc:citedDate ?date }
    OPTIONAL { ?mention cc:citedIssuer ?issuer }
    OPTIONAL { ?mention cc:pinpoint ?pinpoint }
    OPTIONAL { ?mention cc:page ?page }
    OPTIONAL { ?mention cc:tableCell ?cell }
    OPTIONAL { ?mention cc:selfReference ?self }
  }
}
ORDER BY ?start ?end ?candidate
"""
_Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Explained:
    """One mention of ``document``.

    ``ordinal`` counts them from 1 in reading order; ``sentence`` stands on one line; ``cell`` is
    "table:row,column", from 1. ``choices`` are the IRIs among which a person may choose, as far as
    they were looked for (`cancu.queries.settle_choices`).
    """

    ordinal: int
    document: str
    text: str
    mention: Mention
    resolution: Resolution
    sentence: str
    page: int | None = None
    cell: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[str, ...]:
        """The IRIs among which a person may choose; the one meant where it is resolved."""
        if self.choices:
            return self.choices
        if isinstance(self.resolution, Resolved):
            return (self.resolution.document,)
        return self.resolution.candidates if isinstance(self.resolution, Ambiguous) else ()


def of_reading(reading: Reading) -> list[Explained]:
    """Return the numbered mentions of a document that was just read."""
    source = reading.source
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    return [
        Explained(
            ordinal,
            reading.document,
            source.text,
            mention,
            found,
            collapsed(source.text[slice(*mention.sentence)]),
            source.page_at(mention.start),
            source.cell_name(mention.start),
        )
        for ordinal, (mention, found) in enumerate(pairs, 1)
    ]


def of_source(store: Store, source: Source) -> list[Explained]:
    """Return the numbered mentions of a file that a store holds."""
    text = source_text(store, source.graph) or ""
    read = SourceText(source.location or source.graph, source.sha256, "txt", text)
    found = {(m.start, m.end): m for m in find_all(read, read_header(read))}
    explained = []
    for ordinal, (place, rows) in enumerate(_annotations(store, source.graph), 1):
        row = rows[0]
        mention = replace(
            found.get(place) or _by_itself(text, *place),
            date=row["date"],
            issuer=row["issuer"],
            pinpoint=row["pinpoint"],
            role=cast("Role", row["role"]),
            self_reference=row["self"] is not None,
        )
        page = int(row["page"]) if row["page"] else None
        explained.append(
            Explained(
                ordinal, source.document, text, mention, _resolution(rows), row["wording"] or "",
                page, row["cell"],
            )
        )  # fmt: skip
    return explained


def _by_itself(text: str, start: int, end: int) -> Mention:
    """Read a mention from its own words: another version of the program found it there."""
    surface = text[start:end]
    alone = find_mentions(SourceText("", "", "txt", surface), Header())
    if alone:
        return replace(alone[0], start=start, end=end, surface=surface, sentence=(start, end))
    return Mention(
        start=start, end=end, surface=surface, kind="relative", type=None, number=None, date=None,
        year=None, issuer=None, pinpoint=None, role="mentions", rule="stored", confidence=0.5,
        sentence=(start, end),
    )  # fmt: skip


def _annotations(store: Store, graph: str) -> list[tuple[tuple[int, int], list[_Row]]]:
    """The rows of each mention, a row a candidate, by its place in the text."""
    rows: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in store.query(_ANNOTATIONS, {"graph": NamedNode(graph)}).records():
        rows[int(row["start"] or 0), int(row["end"] or 0)].append(row)
    return sorted(rows.items())


def _resolution(rows: list[_Row]) -> Resolution:
    status, why = rows[0]["status"], rows[0]["why"] or ""
    if status == "resolved":
        return Resolved(rows[0]["document"] or "", why)
    if status == "ambiguous":
        return Ambiguous(tuple(row["candidate"] for row in rows if row["candidate"]), why)
    return Unresolved(why)


def pick(explained: Iterable[Explained], wanted: str) -> list[Explained]:
    """Return the mentions that ``wanted`` means: "3" the third, "@120" the one at this offset
    (also "120" where there are not so many), else those written with this number or name.

    What leans on a number ("Quyết định nêu trên") is meant by its own words only. Raises
    StoreError where there is none.
    """
    known = list(explained)
    digits = wanted.lstrip("#@")
    if digits.isdecimal():
        number = int(digits)
        if not wanted.startswith("@") and 1 <= number <= len(known):
            return [known[number - 1]]
        chosen = [e for e in known if e.mention.start <= number < e.mention.end]
    else:
        folded = number_slug(wanted)
        chosen = [e for e in known if folded and folded in _names(e.mention)]
    if not chosen:
        raise StoreError(
            f"{wanted}: văn bản không có viện dẫn này; không nêu VIỆN DẪN thì liệt kê cả "
            f"{len(known)} viện dẫn (no such mention here: leave MENTION out to list all)"
        )
    return chosen


def _names(mention: Mention) -> set[str]:
    leans = mention.kind in ("relative", "programme")
    stated = () if leans else (mention.number, mention.name)
    return {number_slug(name) for name in (*stated, mention.surface) if name}
