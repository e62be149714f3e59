"""Findings that somebody set aside: which one is meant, who says so, when and why.

A dismissal holds for a place, known by what stands there: the rule, the document, the marked words
and the words around, and for a rule across documents what stands in the other one. So it survives
edits elsewhere in the file, and does not hide the same words at another place. Offsets are not
kept: they move.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath

from cancu.ontology.iris import number_slug, parse_document_iri
from cancu.queries.findings import Finding

_Key = tuple[str, str, str]
"""A rule, and the kind and the value of what names a document."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """``rule`` and ``reason`` are always given, and ``document`` (IRI or number) or ``file``.

    ``words`` are the marked ones; None means every finding of the rule in the document. ``before``
    and ``after`` are the words around, None where they do not count; ``about`` what stands in the
    other document. ``nth`` counts, from 0, what is alike in all of that; ``alone`` tells that no
    other finding had the words, so that the words around may change. ``kept_in`` is the
    cancu.toml, None for the store.
    """

    rule: str
    reason: str
    document: str | None = None
    file: str | None = None
    words: str | None = None
    before: str | None = None
    after: str | None = None
    about: str | None = None
    nth: int = 0
    alone: bool = False
    by: str | None = None
    date: str | None = None
    kept_in: str | None = None

    @property
    def id(self) -> str:
        """A short name by which a person takes it back."""
        place = replace(self, reason="", by=None, date=None, kept_in=None)
        return hashlib.sha256(repr(asdict(place)).encode()).hexdigest()[:8]


def dismissal(
    finding: Finding, among: Sequence[Finding], reason: str, by: str | None, date: str
) -> Dismissal:
    """Return what sets one of the findings ``among`` aside.

    Raises ValueError for a blank reason: whoever comes later must be able to judge it.
    """
    if not reason.strip():
        raise ValueError(
            f"{finding.rule} {finding.start}: nêu lý do bỏ qua (say why the finding is dismissed)"
        )
    before, words, after = finding.around()
    alike = [one for one in among if _same_words(one, finding)]
    same = [one for one in alike if one.key() == finding.key()]
    return Dismissal(
        rule=finding.rule,
        reason=reason.strip(),
        document=finding.document,
        file=PurePath(finding.file).name or None,
        words=words,
        before=before,
        after=after,
        about=finding.about(),
        nth=sum(one.start < finding.start for one in same),
        alone=len(alike) <= 1,
        by=by,
        date=date,
    )


def _same_words(one: Finding, other: Finding) -> bool:
    """Tell whether two findings differ in nothing but the words around them."""
    return (one.rule, one.document, one.around()[1], one.about()) == (
        other.rule, other.document, other.around()[1], other.about(),
    )  # fmt: skip


def matched(findings: Sequence[Finding], dismissals: Iterable[Dismissal]) -> list[Dismissal | None]:
    """Return for each finding the dismissal that sets it aside, None where none does.

    Places whose words around are unchanged come first, then those where one side is, then the
    only place that is left of the words.
    """
    by_place: dict[_Key, list[int]] = {}
    for index, finding in enumerate(findings):
        for key in _places_of(finding):
            by_place.setdefault(key, []).append(index)
    found: list[Dismissal | None] = [None] * len(findings)
    nths = _nths(findings)
    waiting = [(one, _places_meant(one)) for one in dismissals]
    for fits in (_exactly, _nearly, _as_the_only_one):
        left = []
        for one, keys in waiting:
            near = sorted({i for key in keys for i in by_place.get(key, ())})
            fitting = [i for i in near if _speaks_of(one, findings[i])]
            free = [i for i in fitting if found[i] is None]
            chosen = [i for i in free if fits(one, findings[i], nths[i], len(fitting))]
            if one.before is not None and one.after is not None:
                chosen = chosen[:1]
            for i in chosen:
                found[i] = one
            if not chosen:
                left.append((one, keys))
        waiting = left
    return found


def _places_of(finding: Finding) -> Iterator[_Key]:
    """Yield by what a dismissal may name the rule and the document of a finding."""
    yield finding.rule, "document", finding.document
    parsed = parse_document_iri(finding.document)
    if parsed is not None:
        yield finding.rule, "number", number_slug(parsed.number)
    yield finding.rule, "file", PurePath(finding.file).name


def _places_meant(one: Dismissal) -> tuple[_Key, ...]:
    named = one.document or ""
    file = PurePath(one.file).name if one.file else ""
    return (
        (one.rule, "document", named),
        (one.rule, "number", number_slug(named)),
        (one.rule, "file", file),
    )


def _nths(findings: Sequence[Finding]) -> list[int]:
    """Return for each finding how many with the same key stand before it."""
    seen: Counter[str] = Counter()
    nths = [0] * len(findings)
    for i in sorted(range(len(findings)), key=lambda i: findings[i].start):
        key = findings[i].key()
        nths[i] = seen[key]
        seen[key] += 1
    return nths


def _speaks_of(one: Dismissal, finding: Finding) -> bool:
    """Tell whether a dismissal is of the document, the words and the evidence of a finding."""
    if not _is_document(one, finding):
        return False
    if one.about is not None and one.about != finding.about():
        return False
    words = finding.around()[1]
    exact = one.before is not None or one.after is not None
    return one.words is None or one.words == words or (not exact and one.words in words)


def _is_document(one: Dismissal, finding: Finding) -> bool:
    parsed = parse_document_iri(finding.document)
    if one.document is not None and parsed is not None:
        if one.document == finding.document:
            return True
        given = parse_document_iri(one.document)
        return given is None and number_slug(one.document) == number_slug(parsed.number)
    name = PurePath(one.file).name if one.file else None
    return one.document == finding.document or (
        name is not None and name == PurePath(finding.file).name
    )


def _exactly(one: Dismissal, finding: Finding, nth: int, _: int) -> bool:
    before, _words, after = finding.around()
    if one.before is None and one.after is None:
        return True
    return one.before in (None, before) and one.after in (None, after) and one.nth == nth


def _nearly(one: Dismissal, finding: Finding, _: int, __: int) -> bool:
    before, _words, after = finding.around()
    return bool((one.before and one.before == before) or (one.after and one.after == after))


def _as_the_only_one(one: Dismissal, _: Finding, __: int, fitting: int) -> bool:
    return one.alone and fitting == 1


def set_aside(findings: Iterable[Finding], dismissals: Iterable[Dismissal]) -> tuple[Finding, ...]:
    """Return the findings, each that was set aside with the reason, by whom and when."""
    every = tuple(findings)
    chosen = matched(every, dismissals)
    return tuple(
        replace(finding, dismissed=one.reason, dismissed_by=one.by, dismissed_on=one.date)
        if one is not None and finding.dismissed is None
        else finding
        for finding, one in zip(every, chosen, strict=True)
    )
