"""`cancu forget`: take a document out of the store."""

from __future__ import annotations

import click

from cancu.commands.options import STORE
from cancu.printing import out
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.sources import forget


@click.command(name="forget")
@click.argument("what")
@STORE
def command(what: str, store: str | None) -> None:
    """Bỏ một tệp hoặc văn bản khỏi kho / take a file or a document out of the store.

    \b
    cancu forget ke-hoach.docx
    cancu forget http://cancu.internal/vn/ubnd/…/08-kh-ubnd
    """
    with open_store(store, create=False) as opened:
        for source in forget(opened, what):
            out.print(f"đã bỏ / forgot {source.location or source.graph}", markup=False)
        link(opened)
