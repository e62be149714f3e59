"""Audit: the rules over one reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cancu.ingest.reading import Reading
from cancu.ontology.register import Register, register
from cancu.queries.checks import CHECKS, Examined
from cancu.queries.findings import SEVERITIES, Finding, Problem, excerpt
from cancu.queries.rules import Rule, Rules, catalogue


def audit_reading(
    reading: Reading, rules: Rules | None = None, registers: Register | None = None
) -> tuple[Finding, ...]:
    """Return what the rules of one document find, in the order of the text.

    ``registers`` are those by which citations are judged, the program's own by default. Two rules
    may find the same place; one rule finds a place once.
    """
    chosen = catalogue() if rules is None else rules
    examined = Examined(reading, registers or register())
    found: dict[tuple[str, int, int], Finding] = {}
    for rule_id, check in CHECKS.items():
        rule = chosen[rule_id]
        if rule.on:
            for problem in check(examined):
                finding = as_finding(reading, rule, problem)
                found.setdefault((rule_id, finding.start, finding.end), finding)
    return in_order(found.values())


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of the text, one of a rule at a place."""
    once = {(*one.same_place(), one.end): one for one in reversed(tuple(findings))}
    return tuple(sorted(once.values(), key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, SEVERITIES.index(finding.severity), finding.rule


def as_finding(reading: Reading, rule: Rule, problem: Problem) -> Finding:
    """Put a problem at its place in the file; the office's severity wins over the check's."""
    changed = rule.severity != catalogue()[rule.id].severity
    severity = rule.severity if changed else problem.severity or rule.severity
    finding = Finding(
        rule=rule.id,
        severity=severity,
        message=problem.vi,
        message_en=problem.en,
        document=reading.document,
        file=reading.source.name,
        start=problem.start,
        end=problem.end,
        evidence=problem.evidence,
        suggestion=problem.suggestion,
        issuer=reading.header.issuer,
    )
    return placed(finding, reading)


def placed(finding: Finding, reading: Reading) -> Finding:
    """Add the page, the cell and the words around to a finding in this file."""
    source, start = reading.source, finding.start
    return replace(
        finding,
        page=source.page_at(start),
        cell=source.cell_name(start),
        excerpt=excerpt(source.text, start, finding.end),
    )
