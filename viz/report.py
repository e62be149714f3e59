"""The report of an audit: one page that opens offline, with summary, heat map and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cancu.queries.checked_citations import STATE_MARKS, STATE_WORDS, CheckedCitation
from cancu.queries.findings import SEVERITIES, SEVERITY_WORDS, Finding, Severity
from cancu.queries.rules import Rule, catalogue
from cancu.viz.heat import File, heat_of
from cancu.viz.page import asset, render_page

_MARK = ("⟦", "⟧")


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding as the page shows it: the excerpt in three pieces, the marked one in the middle."""

    finding: Finding
    rule: Rule
    before: str
    marked: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of one file, the gravest first."""

    name: str
    path: str
    number: int
    lines: tuple[_Line, ...]
    counts: dict[Severity, int]


def report_html(
    findings: Sequence[Finding],
    *,
    title: str = "Rà soát văn bản",
    citations: Sequence[CheckedCitation] = (),
) -> str:
    """Return the report as one self-contained page.

    Findings that were set aside come last in their file, with the reason. ``citations`` add the
    table of everything a draft cites.
    """
    groups = _groups(findings)
    open_ = [finding for finding in findings if finding.dismissed is None]
    return render_page(
        "audit.html",
        styles=[asset("base.css"), asset("audit.css")],
        scripts=[asset("audit.js")],
        title=title,
        groups=groups,
        counts=_counts(open_),
        dismissed=len(findings) - len(open_),
        heat=heat_of([_file(group) for group in groups]),
        severities=SEVERITIES,
        words=SEVERITY_WORDS,
        citations=citations,
        states=[
            (words, sum(one.state == state for one in citations))
            for state, words in STATE_WORDS.items()
        ],
        marks=STATE_MARKS,
    )


def _counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}


def _groups(findings: Sequence[Finding]) -> list[_Group]:
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or finding.document, []).append(finding)
    groups = []
    for number, (path, found) in enumerate(sorted(by_file.items()), 1):
        found.sort(key=lambda f: (f.dismissed is not None, SEVERITIES.index(f.severity), f.start))
        open_ = [finding for finding in found if finding.dismissed is None]
        lines = tuple(map(_line, found))
        groups.append(_Group(PurePath(path).name, path, number, lines, _counts(open_)))
    return groups


def _line(finding: Finding) -> _Line:
    before, _, rest = finding.excerpt.partition(_MARK[0])
    marked, _, after = rest.partition(_MARK[1])
    return _Line(finding, catalogue()[finding.rule], before, marked, after, _place(finding))


def _place(finding: Finding) -> str:
    page = f"trang {finding.page}" if finding.page else ""
    cell = ""
    if finding.cell:
        table, _, at = finding.cell.partition(":")
        row, _, column = at.partition(",")
        cell = f"bảng {table}, dòng {row}, cột {column}"
    return " · ".join(part for part in (page, cell, f"ký tự {finding.start}") if part)


def _file(group: _Group) -> File:
    return File(group.name, f"f{group.number}", tuple(line.finding for line in group.lines))
