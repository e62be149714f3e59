"""Options that several commands share, and reading files with progress and one line an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from cancu.ingest.read import ReadError, read_many
from cancu.ingest.read.files import walk
from cancu.ingest.text import SourceText
from cancu.printing import FORMATS, err

Command = TypeVar("Command", bound=Callable[..., Any])


class Given(click.Path):
    """A file or folder that is there; whether it can be read is for the reader to say."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; a usage error where nothing is there."""
        path = Path(value)
        if not path.exists():
            raise click.UsageError(
                f"{value}: không có tệp hay thư mục này / no such file or folder", ctx
            )
        return path


PATHS = click.argument("paths", nargs=-1, required=True, type=Given(path_type=Path))
MAX_MB = click.option(
    "--max-mb", default=200, show_default=True,
    help="Cỡ tệp lớn nhất, MB / the largest file, MB.",
)  # fmt: skip
OCR = click.option(
    "--ocr/--no-ocr", default=True,
    help="Nhận dạng trang ảnh bằng tesseract / recognise scanned pages with tesseract.",
)  # fmt: skip
STORE = click.option(
    "--store", envvar="CANCU_STORE", metavar="DIR|URL",
    help="Kho: thư mục hoặc địa chỉ SPARQL / the store: a directory or a SPARQL server.",
)  # fmt: skip


def only_meant(ctx: click.Context, store: str) -> bool:
    """Whether the environment names a store that nobody has made yet: some questions need none."""
    from cancu.queries.opening import is_store  # loads what many commands do without
    from cancu.queries.store import is_url

    from_environment = ctx.get_parameter_source("store") is ParameterSource.ENVIRONMENT
    return from_environment and not is_url(store) and not is_store(Path(store).expanduser())


def FORMAT(extra: Sequence[str] = (), default: str = "table") -> Callable[[Command], Command]:  # noqa: N802
    """Return the option --format with the formats that every command has and ``extra`` ones."""
    return click.option(
        "--format", "form", type=click.Choice([*FORMATS, *extra]), default=default,
        show_default=True, help="Dạng kết quả / the form of the output.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """How much a command says besides its result."""

    quiet: bool = False
    verbose: bool = False


def said(ctx: click.Context) -> Said:
    """Return the group's options."""
    found = ctx.obj
    return found if isinstance(found, Said) else Said()


def files_read(
    paths: Sequence[Path], how: Said, *, max_mb: int = 200, ocr: bool = True
) -> tuple[Iterator[SourceText], list[Path]]:
    """Return the texts of files and folders, and a list that fills with what could not be read.

    A progress bar goes to standard error unless it is quiet or no terminal, an error always.
    """
    failures: list[Path] = []
    passed: list[Path] = []
    total = sum(1 for _ in walk(paths, passed.append))
    say_passed(passed, total, how)
    bar = Progress(
        TextColumn("đọc / reading {task.description}"), BarColumn(), MofNCompleteColumn(),
        TimeRemainingColumn(), console=err, transient=True, disable=how.quiet or total < 2,
    )  # fmt: skip
    task = bar.add_task("", total=total)

    def seen(path: Path) -> None:
        if how.verbose:
            err.print(f"đọc / reading {path}", markup=False, soft_wrap=True)
        bar.update(task, description=path.name)

    def texts() -> Iterator[SourceText]:
        with bar:
            for found in read_many(paths, max_bytes=max_mb << 20, ocr=ocr, seen=seen):
                bar.advance(task)
                if isinstance(found, SourceText):
                    yield found
                else:
                    failures.append(found[0])
                    say_failure(found[1])

    return texts(), failures


def say_passed(passed: Sequence[Path], total: int, how: Said) -> None:
    """Print how many files of folders are passed by; each of them where much is to be said."""
    if not total and not how.quiet:
        err.print(
            "không thấy tài liệu nào (.docx .pdf .html .md .txt) / no documents found",
            style="yellow",
        )
    if passed and not how.quiet:
        err.print(f"bỏ qua {len(passed)} tệp loại khác / files of other kinds passed by")
        for path in passed if how.verbose else ():
            err.print(f"  {path}", markup=False, soft_wrap=True)


def say_failure(error: ReadError) -> None:
    """Print one line for a file that could not be read."""
    click.secho(str(error), fg="red", err=True)
