"""The command line: what each command is called, and nothing of what it does.

Exit codes: 0 good, 1 findings or files that could not be read, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from difflib import get_close_matches

import click

from cancu import __version__
from cancu.commands.options import Said
from cancu.wrong_usage import said

COMMANDS = {
    "cite": "tìm mọi viện dẫn trong tài liệu / find citations",
    "ingest": "đọc tài liệu vào kho / read documents into the store",
    "link": "nối nhiệm vụ cấp dưới với cấp trên / link duties across levels",
    "forget": "bỏ một tài liệu khỏi kho / take a document out",
    "query": "hỏi một câu có sẵn / ask a prepared question",
    "sparql": "hỏi bằng SPARQL / ask in SPARQL",
    "trace": "lần theo chuỗi văn bản / follow the chain of documents",
    "network": "văn bản được dựa vào nhiều nhất; chuỗi nối hai văn bản / the whole graph",
    "obligations": "ai phải làm gì, bao giờ / who owes what, by when",
    "status": "văn bản còn hiệu lực không / whether a document holds on a day",
    "explain": "vì sao viện dẫn được hiểu như vậy / why a citation means what it does",
    "settle": "xác định viện dẫn chưa phân định / decide what an open citation means",
    "register": "nhập, xem sổ văn bản / import or show the register of documents",
    "audit": "rà soát những chỗ không khớp / find what is inconsistent",
    "check": "kiểm tra dự thảo trước khi ký / check a draft before signature",
    "view": "vẽ đồ thị thành một trang / write the graph as a page",
    "export": "xuất kho ra tệp / write the store to a file",
    "demo": "chạy thử trên tài liệu mẫu / run all of it on the samples",
}
"""Each command's module in ``cancu.commands``, loaded when the command runs."""


class LazyGroup(click.Group):
    """Loads a command's module only when it is asked for, so that `cancu --help` is at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"cancu.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; raises :class:`click.UsageError`."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" ({near[0]}?)" if near else ""
            raise click.UsageError(f"{args[0]}: không có lệnh này{hint} / no such command", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Lệnh (commands)"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cancu")
@click.option("-q", "--quiet", is_flag=True, help="Không hiện tiến độ / no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Hiện nhiều hơn / say more.")
@click.pass_context
def cli(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Căn Cứ: căn cứ pháp lý của kế hoạch và quyết định hành chính.

    Đọc văn bản hành chính và trả lời văn bản ấy đứng trên những văn bản nào. / Reads Vietnamese
    administrative documents and answers what they stand on.

    \b
    cancu demo                     xem thử trên tài liệu mẫu / try it on the samples
    cancu cite ke-hoach.docx       tìm mọi viện dẫn / find every citation
    cancu ingest thu-muc/          đọc vào kho / read a folder into the store
    cancu trace 08/KH-UBND         lần theo chuỗi văn bản / follow the chain
    """
    ctx.obj = Said(quiet, verbose)


def main() -> None:
    """Run the command line with UTF-8 output, whatever the console is set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # Out of standalone mode click returns the code of ctx.exit() instead of raising it.
        if code := cli(standalone_mode=False):
            sys.exit(code)
    except click.Abort:
        click.echo("Đã dừng; kho vẫn dùng được. / Stopped; the store is usable.", err=True)
        sys.exit(130)
    except click.UsageError as error:
        click.secho(said(error), fg="red", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.secho(error.format_message(), fg="red", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read the output has read enough; nothing is left to say, nor to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        click.secho(_not_possible(error), fg="red", err=True)
        sys.exit(2)
    except Exception as error:
        # The rooms' own errors are one clear line; what is no such line is a fault to report.
        if not isinstance(error, _own_errors()):
            raise
        click.secho(str(error), fg="red", err=True)
        sys.exit(2)


def _not_possible(error: OSError) -> str:
    """Return one line for a file or folder that the system does not let us use."""
    place = error.filename if error.filename is not None else "cancu"
    return (
        f"{place}: không đọc hoặc không ghi được; hãy kiểm tra đường dẫn, quyền và chỗ trống trên "
        f"đĩa / cannot be read or written ({error.strerror or error}); check path, permissions "
        "and free space"
    )


def _own_errors() -> tuple[type[Exception], ...]:
    from cancu.ingest.read import ReadError
    from cancu.queries.catalog import CatalogError
    from cancu.queries.store import StoreError

    return ReadError, CatalogError, StoreError


if __name__ == "__main__":
    main()
