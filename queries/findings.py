"""What an audit says: one finding a place, with what it rests on and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]
Scope = Literal["document", "across"]

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""From the gravest to the least."""

_NEAR = 5
"""Words on either side by which a place is known again."""

SEVERITY_WORDS: Mapping[Severity, tuple[str, str]] = {
    "high": ("nặng", "high"),
    "medium": ("vừa", "medium"),
    "low": ("nhẹ", "low"),
}
"""In Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on: another place of the text, of another document, or of the register.

    ``text`` says all of it to a person. ``start`` and ``end`` are offsets into the text of
    ``file``, where there is none into that of the finding's own file. ``document`` is the IRI of
    another document, with its number and title; ``quoted`` the words that stand there. ``source``
    is an address.
    """

    text: str
    start: int | None = None
    end: int | None = None
    document: str | None = None
    source: str | None = None
    number: str | None = None
    title: str | None = None
    quoted: str | None = None
    file: str | None = None
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found in one document; ``severity`` only where it differs from the rule's."""

    start: int
    end: int
    vi: str
    en: str
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the rule that found it and the place where a person looks for it.

    ``start`` and ``end`` are offsets into the text of ``file``; ``document`` is its IRI.
    ``cell`` is "table:row,column", each from 1; ``excerpt`` the words around, the marked ones
    between ``⟦`` and ``⟧``. ``issuer`` issued the document. ``dismissed`` is the reason for which
    somebody (``dismissed_by``) set it aside, on an ISO date.
    """

    rule: str
    severity: Severity
    message: str
    message_en: str
    document: str
    file: str
    start: int
    end: int
    evidence: tuple[Evidence, ...] = ()
    suggestion: str | None = None
    page: int | None = None
    cell: str | None = None
    excerpt: str = ""
    dismissed: str | None = None
    dismissed_by: str | None = None
    dismissed_on: str | None = None
    issuer: str | None = None

    def around(self) -> tuple[str, str, str]:
        """Return some words before the marked ones, these (the offset without any), some after."""
        before, _, rest = self.excerpt.partition("⟦")
        marked, _, after = rest.partition("⟧")
        near = " ".join(before.split()[-_NEAR:]), " ".join(after.split()[:_NEAR])
        return near[0], marked or str(self.start), near[1]

    def about(self) -> str | None:
        """Return what stands in the other document on which the finding rests, None without."""
        others = [one for one in self.evidence if one.document not in (None, self.document)]
        return f"{others[0].document} {others[0].quoted or ''}".strip() if others else None

    def same_place(self) -> tuple[object, ...]:
        """Return what two findings that say the same have in common.

        One place may lack several things: then the evidence tells them apart.
        """
        return self.rule, self.start, self.about() if self.rule.startswith("H") else None

    def key(self) -> str:
        """Return what names this finding when the file is audited again after small changes."""
        before, marked, after = self.around()
        return "|".join((self.rule, self.document, marked, before, after, self.about() or ""))


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity that is not dismissed, None where nothing is left."""
    found = {finding.severity for finding in findings if finding.dismissed is None}
    return next((severity for severity in SEVERITIES if severity in found), None)


def at_least(severity: Severity, floor: Severity) -> bool:
    """Tell whether ``severity`` is as grave as ``floor`` or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(floor)


def excerpt(text: str, start: int, end: int, *, around: int = 90) -> str:
    """Return the words around a place on one line, the place itself between ``⟦`` and ``⟧``."""
    before = " ".join(text[max(0, start - around) : start].split())
    marked = " ".join(text[start : min(end, start + 300)].split())
    after = " ".join(text[end : end + around].split())
    left = "…" if start > around else ""
    right = "…" if end + around < len(text) else ""
    return f"{left}{before} ⟦{marked}⟧ {after}{right}".strip()
