"""What an audit says: one finding a place, with what it rests on and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]
Scope = Literal["document", "across"]

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""From the gravest to the least."""

SEVERITY_WORDS: Mapping[Severity, tuple[str, str]] = {
    "high": ("nặng", "high"),
    "medium": ("vừa", "medium"),
    "low": ("nhẹ", "low"),
}
"""In Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on: another place of the text, or a row of the register.

    ``start`` and ``end`` are offsets into the text of the file of the finding, None where the
    evidence lies elsewhere; ``document`` is then the IRI of where. ``source`` is an address.
    """

    text: str
    start: int | None = None
    end: int | None = None
    document: str | None = None
    source: str | None = None


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
    between ``⟦`` and ``⟧``. ``dismissed`` is the reason for which somebody set it aside.
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

    def key(self) -> str:
        """Return what names this finding when the file is audited again after small changes."""
        marked = self.excerpt.partition("⟦")[2].partition("⟧")[0]
        return "|".join((self.rule, self.document, marked or str(self.start)))


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
