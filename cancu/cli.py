"""The command line: what each command is called, and nothing of what it does.

Exit codes: 0 good, 1 findings or files that could not be read, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import io
import sys

import click

from cancu import __version__
from cancu.commands.options import Said

COMMANDS = {
    "cite": "find the citations of documents",
    "ingest": "read documents into the store",
    "link": "find which duty carries out which",
    "forget": "take a document out of the store",
    "query": "ask a prepared question",
    "sparql": "ask in SPARQL",
    "trace": "follow the chain of documents",
    "network": "what is relied on most, the chain between two",
    "obligations": "who owes what, by when",
    "status": "tell whether a document holds on a day",
    "explain": "tell why a citation means what it does",
    "settle": "decide what an open citation means",
    "register": "import or show the register of documents",
    "audit": "find what is inconsistent",
    "check": "check a draft before signature",
    "view": "write a page to look at",
    "export": "write the graph to a file",
    "demo": "run all of it on the sample documents",
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

    Reads Vietnamese administrative documents and answers what they stand on.

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
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:
        # The rooms' own errors are one clear line; what is no such line is a fault to report.
        if not isinstance(error, _own_errors()):
            raise
        click.secho(str(error), fg="red", err=True)
        sys.exit(2)


def _own_errors() -> tuple[type[Exception], ...]:
    from cancu.ingest.read import ReadError
    from cancu.queries.catalog import CatalogError
    from cancu.queries.store import StoreError

    return ReadError, CatalogError, StoreError


if __name__ == "__main__":
    main()
