"""One store, two places for it: a directory on this machine or a SPARQL 1.1 server.

Terms are those of pyoxigraph in both, whose own readers parse a server's answers, so that one
query gives one result wherever it runs. The default graph of a query is always the union of all
named graphs; Oxigraph does not drop repeated triples from that union, so queries say DISTINCT.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self
from typing import Literal as OneOf

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
)

if TYPE_CHECKING:
    from rdflib import Dataset

Term = NamedNode | BlankNode | Literal
DumpFormat = OneOf["turtle", "trig", "nquads", "jsonld"]


class StoreError(Exception):
    """The store cannot do what was asked; the message says where, why, and what to do next."""


class StoreLockedError(StoreError):
    """Another process holds the directory."""


@dataclass(frozen=True, slots=True)
class Result:
    """A table of terms; ``None`` where a variable is unbound.

    An ASK gives one row of ``result``; CONSTRUCT and DESCRIBE give ``subject``, ``predicate`` and
    ``object``.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @classmethod
    def read(cls, answer: QuerySolutions | QueryBoolean | QueryTriples) -> Self:
        """Take everything out of an answer of Oxigraph's or of its readers of SPARQL results."""
        if isinstance(answer, QueryBoolean):
            return cls(("result",), ((Literal(bool(answer)),),))
        if isinstance(answer, QueryTriples):
            return cls(
                ("subject", "predicate", "object"),
                tuple((t.subject, t.predicate, t.object) for t in answer),
            )
        return cls(tuple(v.value for v in answer.variables), tuple(map(tuple, answer)))

    def records(self) -> Iterator[dict[str, str | None]]:
        """Yield each row as variable → lexical form."""
        for row in self.rows:
            yield {
                name: None if term is None else term.value
                for name, term in zip(self.variables, row, strict=True)
            }


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction: graphs dropped, triples deleted, triples inserted, in that order.

    ``delete`` and ``insert`` map the IRI of a graph to Turtle that SPARQL shares: BASE and PREFIX
    lines stand in ``prologue``.
    """

    prologue: str = ""
    drop: tuple[str, ...] = ()
    delete: Mapping[str, str] = field(default_factory=dict)
    insert: Mapping[str, str] = field(default_factory=dict)

    def as_update(self) -> str:
        """Return the change as one SPARQL 1.1 update."""
        steps = [f"DROP SILENT GRAPH {NamedNode(graph)}" for graph in self.drop]
        for verb, blocks in (("DELETE DATA", self.delete), ("INSERT DATA", self.insert)):
            if blocks:
                steps.append(f"{verb} {{\n{_graph_blocks(blocks)}}}")
        return self.prologue + " ;\n".join(steps)

    def inserted_trig(self) -> str:
        """Return what is inserted as TriG."""
        return self.prologue + _graph_blocks(self.insert)


def _graph_blocks(blocks: Mapping[str, str]) -> str:
    return "".join(f"GRAPH {NamedNode(g)} {{\n{body}}}\n" for g, body in blocks.items())


class Store(Protocol):
    """What every room may ask of a store. All methods raise :class:`StoreError`."""

    @property
    def location(self) -> str:
        """The directory or URL."""
        ...

    @property
    def base(self) -> str:
        """The base of every IRI minted for this store, without a slash at its end."""
        ...

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """Answer a SPARQL query in which the variables named in ``bindings`` have those values."""
        ...

    def update(self, text: str) -> None:
        """Run a SPARQL update as one transaction."""
        ...

    def apply(self, change: Change) -> None:
        """Make one change, whole or not at all."""
        ...

    def load(self, changes: Iterable[Change]) -> None:
        """Make many changes that only insert, at the speed of a bulk load."""
        ...

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        """Put these triples, whatever graph they name, in place of what ``graph`` held."""
        ...

    def remove_graph(self, graph: str) -> None:
        """Drop a graph; nothing happens if there is none."""
        ...

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        ...

    def size(self) -> int:
        """Return the number of quads."""
        ...

    def dump(self, form: DumpFormat, graph: str | None = None) -> bytes:
        """Return one graph, or everything, in a serialisation (UTF-8).

        Turtle holds no graph names: without ``graph`` it is the union of all.
        """
        ...

    def dataset(self) -> Dataset:
        """Return the store as an rdflib dataset whose default graph is the union."""
        ...

    def close(self) -> None:
        """Let go of the store; using it afterwards is an error."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def default_directory(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """Return where a user's store lies when nobody says otherwise.

    ``%LOCALAPPDATA%\\cancu\\store`` on Windows, ``~/Library/Application Support/cancu/store`` on
    macOS, else ``$XDG_DATA_HOME/cancu/store`` (by default under ``~/.local/share``).
    """
    known = os.environ if environment is None else environment
    home = Path.home()
    if platform == "win32":
        data = Path(known.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = Path(known.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "cancu" / "store"


def is_url(location: str) -> bool:
    """Tell whether a store's location is a server."""
    return location.startswith(("http://", "https://"))
