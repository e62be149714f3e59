"""`cancu audit`: what is wrong in documents, and what does not fit together across them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
from rich.markup import escape
from rich.table import Table

from cancu.commands.options import STORE, Said, files_read, said
from cancu.ingest.steps import read_through
from cancu.printing import err, out, write
from cancu.queries.audit import audit_reading
from cancu.queries.audit_store import audit_store, documents_below
from cancu.queries.documents import find_document
from cancu.queries.finding_formats import as_csv, as_json
from cancu.queries.findings import SEVERITY_WORDS, Finding, Severity, at_least, gravest
from cancu.queries.kept import dismiss
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.rules import Rules, RulesError, catalogue, configured
from cancu.queries.sarif import as_sarif
from cancu.queries.store import Store, StoreError

SEVERITY = click.Choice(get_args(Severity))
_FORMS = ("table", "json", "csv", "sarif", "xlsx", "html")
_EVIDENCE = 2
"""Pieces of evidence shown of a finding in the terminal; the other forms give all."""
_COLOURS: dict[Severity, str] = {"high": "red", "medium": "yellow", "low": "dim"}


@click.command(name="audit")
@click.argument("what", nargs=-1)
@STORE
@click.option("--below", is_flag=True, help="Cả văn bản cấp dưới / the documents below it too.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True,
              help="Dạng kết quả / the form of the output.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Ghi vào tệp / write to a file.")  # fmt: skip
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="cancu.toml với [audit.rules] / with the rules switched on or off.")  # fmt: skip
@click.option("--fail-on", type=SEVERITY, default="high", show_default=True,
              help="Mã thoát 1 từ mức này / exit code 1 from this severity on.")  # fmt: skip
@click.option("--severity", type=SEVERITY, default="low", show_default=True,
              help="Chỉ hiện từ mức này / show from this severity on.")  # fmt: skip
@click.option("--dismiss", "rule", metavar="RULE",
              help="Bỏ qua phát hiện của quy tắc / set findings of this rule aside.")  # fmt: skip
@click.option("--at", type=int,
              help="Chỉ phát hiện bắt đầu ở đây / only the one that starts here.")  # fmt: skip
@click.option("--reason", help="Lý do bỏ qua / why it is set aside.")
@click.option("--rules", "listed", is_flag=True, help="Liệt kê quy tắc / list the rules.")
@click.pass_context
def command(
    ctx: click.Context,
    what: tuple[str, ...],
    store: str | None,
    below: bool,
    form: str,
    output: Path | None,
    config: Path | None,
    fail_on: Severity,
    severity: Severity,
    rule: str | None,
    at: int | None,
    reason: str | None,
    listed: bool,
) -> None:
    """Rà soát văn bản / find what is wrong and what does not fit together.

    WHAT: tệp, thư mục, số hiệu hoặc IRI; không ghi gì là cả kho / files, folders, a number or an
    IRI; nothing means the whole store.

    \b
    cancu audit
    cancu audit 08/KH-UBND
    cancu audit 41/KH-UBND --below --format html -o bao-cao.html
    cancu audit du-thao/ --fail-on medium --format sarif
    cancu audit 08/KH-UBND --dismiss R04 --at 3218 --reason "đã thống nhất"
    """
    try:
        rules = configured(config)
    except RulesError as error:
        raise click.ClickException(str(error)) from error
    if listed:
        print_rules(rules)
        return
    failed: list[Path] = []
    if what and all(Path(one).exists() for one in what):
        findings, failed = of_files([Path(one) for one in what], rules, said(ctx))
    else:
        with open_store(store, create=False) as opened:
            link(opened)
            findings = of_store(opened, what, rules, below=below)
            if rule is not None:
                set_aside(opened, findings, rule, at, reason)
                findings = of_store(opened, what, rules, below=below)
    shown = tuple(f for f in findings if at_least(f.severity, severity))
    print_findings(shown, form, output)
    worst = gravest(findings)
    if failed or (worst is not None and at_least(worst, fail_on)):
        ctx.exit(1)


def of_files(paths: list[Path], rules: Rules, how: Said) -> tuple[tuple[Finding, ...], list[Path]]:
    """Return the findings of files that are in no store, and the files that cannot be read."""
    texts, failed = files_read(paths, how)
    found = [one for text in texts for one in audit_reading(read_through(text), rules)]
    return tuple(found), failed


def of_store(
    store: Store, what: tuple[str, ...], rules: Rules, *, below: bool = False
) -> tuple[Finding, ...]:
    """Return the findings of a store, of some of its documents, or of all that stand on them."""
    if not what:
        return audit_store(store, rules)
    documents: set[str] = set()
    for one in what:
        document = find_document(store, one)
        documents |= documents_below(store, document) if below else {document}
    return audit_store(store, rules, documents)


def set_aside(
    store: Store, findings: tuple[Finding, ...], rule: str, at: int | None, reason: str | None
) -> None:
    """Dismiss the findings of a rule, or the one of them that starts at ``at``."""
    if not (reason or "").strip():
        raise click.UsageError("--dismiss cần --reason (needs --reason)")
    chosen = [f for f in findings if f.rule == rule.upper() and at in (None, f.start)]
    if not chosen:
        raise StoreError(
            f"{rule}: không có phát hiện nào của quy tắc này ở đây "
            "(no finding of this rule here; see --rules)"
        )
    for finding in chosen:
        dismiss(store, finding, reason or "")


def print_findings(findings: tuple[Finding, ...], form: str, output: Path | None) -> None:
    """Print findings in one of the formats, or write them to a file."""
    if form == "xlsx":
        if output is None:
            raise click.UsageError("--format xlsx cần -o (needs -o)")
        from cancu.queries.findings_workbook import as_xlsx

        output.write_bytes(as_xlsx(findings))
    elif form == "table" and output is None:
        _print_table(findings)
        return
    else:
        text = _as_text(findings, form)
        if output is None:
            write(text, end="")
            return
        output.write_text(text, encoding="utf-8", newline="")
    err.print(f"đã ghi / wrote {output}", markup=False)


def _as_text(findings: tuple[Finding, ...], form: str) -> str:
    if form == "html":
        from cancu.viz.report import report_html

        return report_html(findings)
    made = {"json": as_json, "csv": as_csv, "sarif": as_sarif}
    return made.get(form, as_csv)(findings)


def _print_table(findings: tuple[Finding, ...]) -> None:
    """Print the findings by document, the gravest first."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file or finding.document, []).append(finding)
    for name, found in by_file.items():
        out.print(f"\n[bold]{escape(Path(name).name)}[/]")
        for severity, (word, _) in SEVERITY_WORDS.items():
            for one in (f for f in found if f.severity == severity):
                colour = _COLOURS[severity]
                aside = f" (bỏ qua: {escape(one.dismissed)})" if one.dismissed else ""
                place = f"trang {one.page}, " if one.page else ""
                place += f"ô {one.cell}, " if one.cell else ""
                out.print(
                    f"  [{colour}]{word:5}[/] [bold]{one.rule}[/] {escape(one.message)}{aside}"
                )
                out.print(f"        [dim]{place}{one.start}: {escape(one.excerpt)}[/]")
                out.print(f"        [dim]vì sao: {escape(catalogue()[one.rule].why_vi)}[/]")
                for evidence in one.evidence[:_EVIDENCE]:
                    source = f" ({escape(evidence.source)})" if evidence.source else ""
                    out.print(f"        [dim]bằng chứng: {escape(evidence.text)}{source}[/]")
                if one.suggestion:
                    out.print(f"        → {escape(one.suggestion)}")
    open_ = [f for f in findings if f.dismissed is None]
    counts = ", ".join(
        f"{sum(f.severity == severity for f in open_)} {vi} / {en}"
        for severity, (vi, en) in SEVERITY_WORDS.items()
    )
    out.print(f"\n{len(open_)} phát hiện / findings: {counts}")


def print_rules(rules: Rules) -> None:
    """Print the catalogue: what each rule checks, how grave it is, whether it is on."""
    table = Table("", "Quy tắc / rule", "Mức", "Bật", "Độ chính xác", box=None)
    for one in rules.values():
        changed = "*" if one != catalogue()[one.id] else ""
        precision = f"{one.precision:.2f}" if one.precision is not None else "–"
        table.add_row(
            f"{one.id}{changed}", f"{one.name_vi} [dim]{one.name}[/]",
            SEVERITY_WORDS[one.severity][0], "có" if one.on else "không", precision,
        )  # fmt: skip
    out.print(table)
