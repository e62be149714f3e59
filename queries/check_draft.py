"""Check a draft before it is signed: citations verified, rules applied, nothing stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cancu.ingest.read import read
from cancu.ingest.reading import Reading
from cancu.ingest.steps import read_through
from cancu.ontology.iris import DEFAULT_BASE
from cancu.ontology.register import Register, register
from cancu.queries.audit import audit_reading, in_order
from cancu.queries.checked_citations import CheckedCitation, checked_citations
from cancu.queries.dismissals import set_aside
from cancu.queries.draft_chain import along_chain
from cancu.queries.finding_formats import as_dict
from cancu.queries.findings import Finding
from cancu.queries.kept import dismissals
from cancu.queries.known import Known
from cancu.queries.rules import Rules
from cancu.queries.store import Store


@dataclass(frozen=True)
class Checked:
    """What a check found in one file."""

    reading: Reading
    findings: tuple[Finding, ...]
    registers: Register

    @cached_property
    def citations(self) -> tuple[CheckedCitation, ...]:
        """Every document that the draft cites, with its state by these findings."""
        return checked_citations(self.reading, self.findings, self.registers)

    def as_dict(self) -> dict[str, Any]:
        """Return the shape of ``cancu check --format json``."""
        return {
            "findings": [as_dict(finding) for finding in self.findings],
            "citations": [asdict(citation) for citation in self.citations],
        }


def check(
    path: Path,
    *,
    store: Store | None = None,
    rules: Rules | None = None,
    max_bytes: int = 200_000_000,
) -> Checked:
    """Check one file against the registers and, where there is one, a store.

    Raises :class:`cancu.ingest.read.ReadError` and :class:`StoreError`.
    """
    source = read(path, max_bytes=max_bytes)
    base = store.base if store else DEFAULT_BASE
    reading = read_through(source, base=base, known=Known(store) if store else None)
    registers = register()
    findings = audit_reading(reading, rules, registers)
    if store is not None:
        findings = in_order((*findings, *along_chain(store, reading, rules)))
        findings = set_aside(findings, dismissals(store))
    return Checked(reading, findings, registers)
