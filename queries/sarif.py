"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of a file.

Regions of text files are given as characters (``charOffset``); of other formats only the page or
cell is known to the reader, so the words themselves stand in the message and the snippet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cancu import __version__
from cancu.queries.findings import Evidence, Finding, Severity
from cancu.queries.rules import Rule, catalogue

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "note"}


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return one SARIF log with one run."""
    used = sorted({finding.rule for finding in findings})
    rules = [_rule(catalogue()[name]) for name in used]
    driver = {
        "name": "cancu",
        "version": __version__,
        "semanticVersion": f"{__version__}",
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, used.index(finding.rule)) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.name_vi} ({rule.name})"},
        "fullDescription": {"text": f"{rule.why_vi} / {rule.why_en}"},
        "help": {"text": f"{rule.do_vi} / {rule.do_en}"},
        "defaultConfiguration": {"enabled": rule.on, "level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding)],
        "partialFingerprints": {"cancuFinding/v1": finding.key()},
        "properties": {"document": finding.document, "excerpt": finding.excerpt},
    }
    related = [_related(finding, one, n) for n, one in enumerate(finding.evidence, 1)]
    if related:
        result["relatedLocations"] = related
    if finding.dismissed:
        result["suppressions"] = [{
            "kind": "external", "status": "accepted", "justification": _justified(finding),
        }]  # fmt: skip
    return result


def _justified(finding: Finding) -> str:
    who = ", ".join(part for part in (finding.dismissed_by, finding.dismissed_on) if part)
    return f"{finding.dismissed} ({who})" if who else finding.dismissed or ""


def _message(finding: Finding) -> str:
    suggestion = f" → {finding.suggestion}" if finding.suggestion else ""
    return f"{finding.message}{suggestion} / {finding.message_en}"


def _artifact(name: str) -> dict[str, str]:
    """Return where a file is, percent-encoded as a URI must be."""
    path = Path(name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _location(finding: Finding) -> dict[str, Any]:
    return _placed(finding.file, finding.start, finding.end, _place(finding.page, finding.cell))


def _placed(file: str, start: int | None, end: int | None, place: str) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if file:
        physical: dict[str, Any] = {"artifactLocation": _artifact(file)}
        if start is not None and end is not None and file.endswith((".txt", ".md")):
            physical["region"] = {"charOffset": start, "charLength": max(0, end - start)}
        location["physicalLocation"] = physical
    if place:
        location["logicalLocations"] = [{"name": place, "kind": "element"}]
    return location


def _place(page: int | None, cell: str | None) -> str:
    said = (f"trang {page}" if page else "", f"ô {cell}" if cell else "")
    return ", ".join(part for part in said if part)


def _related(finding: Finding, evidence: Evidence, number: int) -> dict[str, Any]:
    """Return a piece of evidence; of the register it has no place."""
    here = evidence.document in (None, finding.document) and evidence.start is not None
    file = evidence.file or (finding.file if here else "")
    place = _place(evidence.page, evidence.cell)
    location = _placed(file, evidence.start, evidence.end, place)
    if evidence.document not in (None, finding.document):
        name = evidence.number or evidence.title or evidence.document
        document = {
            "name": name, "fullyQualifiedName": evidence.document, "kind": "resource",
        }  # fmt: skip
        location["logicalLocations"] = [document, *location.get("logicalLocations", [])]
    return {"id": number, **location, "message": {"text": evidence.text or "–"}}
