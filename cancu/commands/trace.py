"""`cancu trace`: follow the chain of documents up to the Government or down to the communes."""

from __future__ import annotations

import dataclasses
import json

import click
from rich.markup import escape
from rich.tree import Tree

from cancu.commands.options import STORE
from cancu.printing import out, write
from cancu.queries.documents import find_document
from cancu.queries.obligation_chain import render_obligation, trace_obligation
from cancu.queries.obligations import obligation as find_obligation
from cancu.queries.opening import open_store
from cancu.queries.run import label
from cancu.queries.trace import Direction, Step, Trace, describe, trace


@click.command(name="trace")
@click.argument("document")
@click.option(
    "--up",
    "direction",
    flag_value="up",
    default="up",
    help="Lên văn bản cấp trên / up, what it stands on (default).",
)
@click.option(
    "--down",
    "direction",
    flag_value="down",
    help="Xuống văn bản thực hiện / down, what stands on it.",
)
@click.option(
    "--obligation",
    is_flag=True,
    help="Lần theo một nhiệm vụ, viết là SỐ-HIỆU#TT / follow one duty, given as NUMBER#ROW.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "json"]),
    default="tree",
    show_default=True,
    help="Dạng kết quả / the form of the output.",
)
@STORE
def command(
    document: str, direction: Direction, obligation: bool, form: str, store: str | None
) -> None:
    """Lần theo chuỗi văn bản / follow the chain of documents.

    Mỗi bậc nêu quan hệ và câu chữ; vòng lặp, văn bản chưa đọc, viện dẫn chưa xác định đều hiện ra.
    / Each step says how it is linked and in which words; a cycle, a document that was not read and
    a citation without a document are shown too.

    \b
    cancu trace 08/KH-UBND
    cancu trace 61/2018/NĐ-CP --down
    cancu trace --obligation 08/KH-UBND#2
    """
    if obligation:
        follow_obligation(document, form, store)
        return
    with open_store(store, create=False) as opened:
        found = trace(opened, find_document(opened, document), direction)
    if form == "json":
        write(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1))
    else:
        print_trace(found)


def follow_obligation(wanted: str, form: str, store: str | None) -> None:
    """Print one duty's chain, from what it stands on down to the last row."""
    with open_store(store, create=False) as opened:
        found = trace_obligation(opened, find_obligation(opened, wanted))
    if form == "json":
        shown = dataclasses.asdict(found)
        write(json.dumps(shown, ensure_ascii=False, indent=1, default=str))
    else:
        out.print(render_obligation(found), markup=False, soft_wrap=True)


def print_trace(found: Trace) -> None:
    """Print a chain as a tree."""
    out.print(tree_of(found))


def tree_of(found: Trace) -> Tree:
    """Return a chain as a tree for the terminal: a line a document, its wording below it."""
    tree = Tree(_line(found.root), guide_style="dim")
    for branch in found.root.branches:
        _grow(tree, branch)
    if found.cut:
        tree.add(f"[yellow]{label('state', 'cut')}[/]")
    return tree


def _grow(tree: Tree, step: Step) -> None:
    node = tree.add(_line(step))
    for branch in step.branches:
        _grow(node, branch)


def _line(step: Step) -> str:
    """Return one step in the console's markup; what is open or inferred stands out."""
    style = "bold" if step.state == "read" else "yellow" if step.facts is None else "default"
    if step.standing == "proposed":
        style = "magenta"
    text = f"[{style}]{escape(describe(step))}[/]"
    if step.wording and step.facts is not None:
        text += f"\n[dim]“{escape(shortened(step.wording))}”[/]"
    return text


def shortened(wording: str, most: int = 160) -> str:
    """Return a sentence on one line, cut in the middle when it is long."""
    line = " ".join(wording.split())
    return line if len(line) <= most else f"{line[: most - 50]} … {line[-47:]}"
