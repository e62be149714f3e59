"""Audit: the rules over one reading."""

from __future__ import annotations

from cancu.ingest.reading import Reading
from cancu.queries.checks import CHECKS, Examined
from cancu.queries.findings import SEVERITIES, Finding, Problem, excerpt
from cancu.queries.rules import Rule, Rules, catalogue


def audit_reading(reading: Reading, rules: Rules | None = None) -> tuple[Finding, ...]:
    """Return what the rules of one document find, in the order of the text.

    Two rules may find the same place; one rule finds a place once.
    """
    chosen = catalogue() if rules is None else rules
    examined = Examined(reading)
    found: dict[tuple[str, int, int], Finding] = {}
    for rule_id, check in CHECKS.items():
        rule = chosen[rule_id]
        if rule.on:
            for problem in check(examined):
                finding = as_finding(reading, rule, problem)
                found.setdefault((rule_id, finding.start, finding.end), finding)
    return tuple(sorted(found.values(), key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, SEVERITIES.index(finding.severity), finding.rule


def as_finding(reading: Reading, rule: Rule, problem: Problem) -> Finding:
    """Put a problem at its place in the file; the office's severity wins over the check's."""
    source = reading.source
    changed = rule.severity != catalogue()[rule.id].severity
    severity = rule.severity if changed else problem.severity or rule.severity
    return Finding(
        rule=rule.id,
        severity=severity,
        message=problem.vi,
        message_en=problem.en,
        document=reading.document,
        file=source.name,
        start=problem.start,
        end=problem.end,
        evidence=problem.evidence,
        suggestion=problem.suggestion,
        page=source.page_at(problem.start),
        cell=_cell(reading, problem.start),
        excerpt=excerpt(source.text, problem.start, problem.end),
    )


def _cell(reading: Reading, start: int) -> str | None:
    held = reading.source.cell_at(start)
    if held is None:
        return None
    table, cell = held
    return f"{reading.source.tables.index(table) + 1}:{cell.row + 1},{cell.column + 1}"
