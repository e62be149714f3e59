"""`cancu check`: verify a draft before it is signed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from cancu.commands.audit import SEVERITY, settings_of
from cancu.commands.findings_out import form_of, print_findings
from cancu.commands.options import STORE, only_meant
from cancu.ingest.read import ReadError
from cancu.printing import err, out, write
from cancu.queries.check_draft import Checked, check
from cancu.queries.checked_citations import STATE_MARKS, STATE_WORDS, State
from cancu.queries.dismissals import set_aside
from cancu.queries.findings import Severity, at_least, gravest
from cancu.queries.opening import open_store
from cancu.queries.store import StoreError

_COLOURS: dict[State, str] = {"right": "green", "finding": "red", "unverified": "yellow"}


@click.command(name="check")
@click.argument("draft", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STORE
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Bản Word có bình luận / the Word copy with comments.")  # fmt: skip
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path),
              help="Báo cáo HTML / the report as HTML.")  # fmt: skip
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="cancu.toml: quy tắc, điều đã bỏ qua / rules and dismissals.")  # fmt: skip
@click.option("--fail-on", type=SEVERITY, default="high", show_default=True,
              help="Mã thoát 1 từ mức này / exit code 1 from this severity on.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json", "sarif"]), default="table",
              show_default=True, help="Dạng kết quả / the form of the output.")  # fmt: skip
@click.option("--max-mb", default=200, show_default=True,
              help="Cỡ tệp lớn nhất, MB / the largest file, MB.")  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    draft: Path,
    store: str | None,
    output: Path | None,
    html: Path | None,
    config: Path | None,
    fail_on: Severity,
    form: str,
    max_mb: int,
) -> None:
    """Kiểm tra dự thảo trước khi ký / check a draft before it is signed.

    Dự thảo không được lưu vào kho và không bị sửa; không có kho thì đối chiếu với sổ đăng ký. / The
    draft is not stored and never changed; without a store the registers alone are asked.

    \b
    cancu check du-thao.docx -o du-thao-binh-luan.docx
    cancu check du-thao.docx --html bao-cao.html --fail-on medium
    cancu check du-thao.pdf --html bao-cao.html
    cancu check du-thao.docx --format json   # {"findings": […], "citations": […]}
    """
    if output is not None and draft.suffix.lower() != ".docx":
        raise click.UsageError(
            f"{draft}: chỉ bản .docx mới có bình luận; dùng --html "
            "(only a .docx can hold comments: use --html)"
        )
    settings = settings_of(config)
    try:
        place = None if store is not None and only_meant(ctx, store) else store
        found = _checked(draft, place, rules=settings.rules, max_bytes=max_mb << 20)
        found = replace(found, findings=set_aside(found.findings, settings.dismissed))
        if output is not None:
            from cancu.viz.word_comments import commented_copy

            commented_copy(draft, found, output)
    except (ReadError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if output is not None:
        err.print(f"đã ghi / wrote {output}", markup=False)
    if html is not None:
        from cancu.viz.report import report_html

        page = report_html(
            found.findings, title=f"Kiểm tra {draft.name}", citations=found.citations
        )
        html.write_text(page, encoding="utf-8", newline="")
        err.print(f"đã ghi / wrote {html}", markup=False)
    if form == "json":
        write(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        print_findings(found.findings, form_of(form, None), None)
    if form == "table":
        print_citations(found)
    worst = gravest(found.findings)
    if worst is not None and at_least(worst, fail_on):
        ctx.exit(1)


def _checked(draft: Path, location: str | None, **how: Any) -> Checked:
    """Check against the store where there is one, else against the registers alone."""
    try:
        opened = open_store(location, create=False)
    except StoreError:
        if location is not None:
            raise
        return check(draft, **how)
    with opened:
        return check(draft, store=opened, **how)


def print_citations(found: Checked) -> None:
    """Print every document cited with its state."""
    counts = Counter(one.state for one in found.citations)
    said = ", ".join(f"{counts[state]} {vi} / {en}" for state, (vi, en) in STATE_WORDS.items())
    out.print(f"\n{len(found.citations)} văn bản được viện dẫn / documents cited: {said}")
    for one in found.citations:
        mark = f"[{_COLOURS[one.state]}]{STATE_MARKS[one.state]}[/]"
        when = f" ({one.date})" if one.date else ""
        out.print(f"  {mark} {escape(one.cited)}{when}: {escape(one.words)}")
