"""How findings are printed: a table for people, or a file for programs and offices."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

import click
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from cancu.printing import err, out, write
from cancu.queries.finding_formats import as_csv, as_json
from cancu.queries.findings import SEVERITY_WORDS, Finding, Severity
from cancu.queries.rules import catalogue
from cancu.queries.sarif import as_sarif

Form = Literal["table", "json", "csv", "sarif", "xlsx", "html"]
FORMS: tuple[Form, ...] = get_args(Form)

_SUFFIXES: dict[str, Form] = {
    ".table": "table", ".txt": "table", ".json": "json", ".csv": "csv", ".sarif": "sarif",
    ".xlsx": "xlsx", ".html": "html", ".htm": "html",
}  # fmt: skip
_EVIDENCE = 2
"""Pieces of evidence shown of a finding in the terminal; the other forms give all."""
_COLOURS: dict[Severity, str] = {"high": "red", "medium": "yellow", "low": "dim"}
_FILE_WIDTH = 120
_HANGING = 8


def form_of(form: str | None, output: Path | None) -> Form:
    """Return the form that is asked for, else that of the file's name, else the table.

    Raises :class:`click.UsageError` for a name that tells of no form.
    """
    asked = cast("Form | None", form)
    if asked is not None:
        if asked == "xlsx" and output is None:
            raise click.UsageError("--format xlsx cần -o (needs -o)")
        return asked
    if output is None:
        return "table"
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        known = ", ".join(_SUFFIXES)
        raise click.UsageError(
            f"{output}: không rõ dạng tệp; đặt đuôi {known}, hoặc ghi --format / the form of the "
            f"file is not clear: end its name with one of these, or give --format"
        )
    return found


def print_findings(findings: tuple[Finding, ...], form: Form, output: Path | None) -> None:
    """Print findings in one of the forms, or write them to a file."""
    if output is None:
        if form == "table":
            _print_table(out, findings)
        else:
            write(_as_text(findings, form), end="")
        return
    if form == "xlsx":
        from cancu.queries.findings_workbook import as_xlsx

        output.write_bytes(as_xlsx(findings))
    elif form == "table":
        with output.open("w", encoding="utf-8", newline="") as file:
            _print_table(Console(file=file, width=_FILE_WIDTH, highlight=False), findings)
    else:
        output.write_text(_as_text(findings, form), encoding="utf-8", newline="")
    err.print(f"đã ghi / wrote {output}", markup=False)


def _as_text(findings: tuple[Finding, ...], form: Form) -> str:
    if form == "html":
        from cancu.viz.report import report_html

        return report_html(findings)
    if form == "csv":
        return as_csv(findings)
    return as_sarif(findings) if form == "sarif" else as_json(findings)


def _print_table(console: Console, findings: tuple[Finding, ...]) -> None:
    """Print the findings by document, the gravest first."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or finding.document, []).append(finding)
    for name, found in by_file.items():
        console.print(f"\n[bold]{escape(Path(name).name)}[/]")
        for severity in SEVERITY_WORDS:
            for one in (f for f in found if f.severity == severity):
                _print_one(console, one)
    open_ = [f for f in findings if f.dismissed is None]
    counts = ", ".join(
        f"{sum(f.severity == severity for f in open_)} {vi} / {en}"
        for severity, (vi, en) in SEVERITY_WORDS.items()
    )
    aside = len(findings) - len(open_)
    more = f"; {aside} đã bỏ qua / dismissed" if aside else ""
    console.print(f"\n{len(open_)} phát hiện / findings: {counts}{more}")


def _print_one(console: Console, one: Finding) -> None:
    colour, word = _COLOURS[one.severity], SEVERITY_WORDS[one.severity][0]
    place = f"trang {one.page}, " if one.page else ""
    place += f"ô {one.cell}, " if one.cell else ""
    said = f"[{colour}]{word:5}[/] [bold]{one.rule}[/] {escape(one.message)}{_aside(one)}"
    _print_hanging(console, said, first=2)
    _print_hanging(console, f"[dim]{place}{one.start}: {escape(one.excerpt)}[/]")
    _print_hanging(console, f"[dim]vì sao: {escape(catalogue()[one.rule].why_vi)}[/]")
    for evidence in one.evidence[:_EVIDENCE]:
        source = f" ({escape(evidence.source)})" if evidence.source else ""
        _print_hanging(console, f"[dim]bằng chứng: {escape(evidence.text)}{source}[/]")
    if one.suggestion:
        _print_hanging(console, f"→ {escape(one.suggestion)}")


def _print_hanging(console: Console, markup: str, *, first: int = _HANGING) -> None:
    """Print one paragraph whose further lines stand below each other, under the finding."""
    lines = Text.from_markup(markup).wrap(console, console.width - _HANGING)
    for number, line in enumerate(lines):
        line.rstrip()
        line.pad_left(_HANGING if number else first)
        console.print(line)


def _aside(one: Finding) -> str:
    if one.dismissed is None:
        return ""
    who = ", ".join(part for part in (one.dismissed_by, one.dismissed_on) if part)
    return escape(f" (bỏ qua: {one.dismissed}{f' – {who}' if who else ''})")
