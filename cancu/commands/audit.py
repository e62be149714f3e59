"""`cancu audit`: what is wrong in documents, and what does not fit together across them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
from click.core import ParameterSource
from rich.table import Table

from cancu.commands.dismissing import bring_back, every, print_dismissed, set_aside_here
from cancu.commands.findings_out import FORMS, form_of, print_findings
from cancu.commands.options import STORE, Said, files_read, said
from cancu.ingest.read.files import walk
from cancu.ingest.steps import read_through
from cancu.printing import out
from cancu.queries.audit import audit_reading
from cancu.queries.audit_store import audit_store, documents_below
from cancu.queries.configuration import Configuration, configuration
from cancu.queries.dismissals import set_aside
from cancu.queries.documents import find_document
from cancu.queries.findings import SEVERITY_WORDS, Finding, Severity, at_least, gravest
from cancu.queries.links import link
from cancu.queries.opening import is_store, open_store, open_store_if_there
from cancu.queries.rules import Rules, RulesError, catalogue
from cancu.queries.store import Store

SEVERITY = click.Choice(get_args(Severity))
_DOCUMENTS = (".docx", ".doc", ".pdf", ".html", ".htm", ".md", ".txt", ".odt", ".rtf")


@click.command(name="audit")
@click.argument("what", nargs=-1)
@STORE
@click.option("--below", is_flag=True, help="Cả văn bản cấp dưới / the documents below it too.")
@click.option("--format", "form", type=click.Choice(FORMS),
              help="Dạng kết quả; mặc định theo đuôi tệp -o, không thì bảng / the form of the "
              "output; by default that of the file's name, else the table.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Ghi vào tệp / write to a file.")  # fmt: skip
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="cancu.toml: quy tắc, điều đã bỏ qua / rules and dismissals.")  # fmt: skip
@click.option("--fail-on", type=SEVERITY, default="high", show_default=True,
              help="Mã thoát 1 từ mức này / exit code 1 from this severity on.")  # fmt: skip
@click.option("--severity", type=SEVERITY, default="low", show_default=True,
              help="Chỉ hiện từ mức này / show from this severity on.")  # fmt: skip
@click.option("--dismiss", "rule", metavar="RULE",
              help="Bỏ qua phát hiện của quy tắc / set findings of this rule aside.")  # fmt: skip
@click.option("--undismiss", "back", metavar="RULE|ID",
              help="Lấy lại điều đã bỏ qua / take a dismissal back.")  # fmt: skip
@click.option("--at", type=int,
              help="Chỉ phát hiện bắt đầu ở đây / only the one that starts here.")  # fmt: skip
@click.option("--reason", help="Lý do bỏ qua / why it is set aside.")
@click.option("--by", help="Ai bỏ qua / who sets it aside.", metavar="WHO")
@click.option("--dismissed", "listing", is_flag=True,
              help="Liệt kê điều đã bỏ qua / list what was set aside.")  # fmt: skip
@click.option("--rules", "listed", is_flag=True, help="Liệt kê quy tắc / list the rules.")
@click.pass_context
def command(
    ctx: click.Context,
    what: tuple[str, ...],
    store: str | None,
    below: bool,
    form: str | None,
    output: Path | None,
    config: Path | None,
    fail_on: Severity,
    severity: Severity,
    rule: str | None,
    back: str | None,
    at: int | None,
    reason: str | None,
    by: str | None,
    listing: bool,
    listed: bool,
) -> None:
    """Rà soát văn bản / find what is wrong and what does not fit together.

    WHAT: tệp, thư mục, số hiệu hoặc IRI; không ghi gì là cả kho / files, folders, a number or an
    IRI; nothing means the whole store. Điều bỏ qua được ghi vào kho, của tệp chưa vào kho thì vào
    cancu.toml. / What is dismissed is kept in the store, for files in no store in cancu.toml.

    \b
    cancu audit
    cancu audit 08/KH-UBND
    cancu audit 41/KH-UBND --below -o bao-cao.html
    cancu audit du-thao/ --fail-on medium --format sarif
    cancu audit 08/KH-UBND --dismiss C08 --at 3218 --reason "đã thống nhất" --by "Nguyễn Văn An"
    cancu audit 08/KH-UBND --undismiss C08
    cancu audit --dismissed
    """
    settings = settings_of(config)
    if listed:
        print_rules(settings.rules)
        return
    if listing:
        with open_store_if_there(store) as held:
            print_dismissed(every(held, settings), form, held)
        return
    wanted = form_of(form, output)
    files = documents_of(what)
    if files and ctx.get_parameter_source("store") is ParameterSource.COMMANDLINE:
        raise click.UsageError(
            "--store: tệp được rà khi chưa vào kho; cancu check --store so một tệp với kho / files "
            "are examined outside any store; cancu check --store holds one against it"
        )
    failed: list[Path] = []

    def found(opened: Store | None) -> tuple[Finding, ...]:
        if opened is not None:
            return set_aside(
                of_store(opened, what, settings.rules, below=below), settings.dismissed
            )
        findings, failed[:] = of_files(files, settings.rules, said(ctx))
        return set_aside(findings, settings.dismissed)

    def answered(opened: Store | None) -> tuple[Finding, ...]:
        nonlocal settings
        findings = found(opened)
        if rule is not None:
            set_aside_here(findings, rule, at, reason, by, store=opened, file=settings.file)
        if back is not None:
            bring_back(findings, back, at, opened, settings)
        if rule is None and back is None:
            return findings
        settings = settings_of(config)
        return found(opened)

    if files:
        findings = answered(None)
    else:
        with open_store(store, create=False) as opened:
            link(opened)
            findings = answered(opened)
    shown = tuple(f for f in findings if at_least(f.severity, severity))
    print_findings(shown, wanted, output)
    worst = gravest(findings)
    if failed or (worst is not None and at_least(worst, fail_on)):
        ctx.exit(1)


def settings_of(config: Path | None) -> Configuration:
    """Return the settings of a cancu.toml; what is wrong in it is wrong usage."""
    try:
        return configuration(config)
    except RulesError as error:
        raise click.UsageError(str(error)) from error


def documents_of(what: tuple[str, ...]) -> list[Path]:
    """Return the files and folders among what is asked for; [] where documents of a store are.

    Raises :class:`click.UsageError` for a file that is not there, a folder without documents, and
    a store in place of documents.
    """
    paths = [Path(one) for one in what if Path(one).exists()]
    for one in what:
        if not Path(one).exists() and _is_path(one):
            raise click.UsageError(f"{one}: không có tệp hay thư mục này / no such file or folder")
    for path in paths:
        if is_store(path):
            raise click.UsageError(
                f"{path}: đây là kho; ghi --store {path} / this is a store: give it as --store"
            )
        if path.is_dir() and next(iter(walk([path], lambda _: None)), None) is None:
            raise click.UsageError(
                f"{path}: không có tài liệu nào trong thư mục này ({' '.join(_DOCUMENTS)}) / "
                "no documents in this folder"
            )
    if paths and len(paths) < len(what):
        others = ", ".join(one for one in what if not Path(one).exists())
        raise click.UsageError(
            f"{others}: không phải tệp; hỏi tệp và văn bản trong kho riêng từng lần / no file: ask "
            "for files and for documents of the store one after the other"
        )
    return paths


def _is_path(one: str) -> bool:
    """Tell what reads as a place on the disk from a number ("08/KH-UBND") or an IRI."""
    if "://" in one:
        return False
    return one.lower().endswith((*_DOCUMENTS, "/", "\\")) or one.startswith((".", "/", "~", "\\"))


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
