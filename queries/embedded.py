"""The store in a directory of this machine: Oxigraph, and rdflib's dataset over the same store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from cancu.ontology.overlay import lift
from cancu.queries.bind import bind
from cancu.queries.ordered import without_order
from cancu.queries.serialise import dump_dataset, ntriples
from cancu.queries.store import (
    Change,
    DumpFormat,
    Result,
    StoreError,
    StoreLockedError,
    Term,
)

if TYPE_CHECKING:
    from rdflib import Dataset

_BULK_BYTES = 32_000_000
"""Size of one bulk load: larger ones gain nothing and hold more memory."""
_MUCH_BYTES = 20_000_000
"""TriG loaded in bulk after which the files are merged: answers come up to four times faster."""


class EmbeddedStore:
    """Oxigraph on disk, held by one process at a time.

    Every method that writes is one transaction of the database, so an interrupt leaves the state
    before or the state after. (A bulk load is one for each 32 MB of TriG.)
    """

    def __init__(self, directory: Path | None, base: str) -> None:
        """Open ``directory``, making it if it does not exist; None is a store in memory.

        A store that may only be read, on a shared disk for example, answers questions all the same.
        Raises :class:`StoreLockedError` while another process holds it and :class:`StoreError`
        when it is not a store or cannot be written.
        """
        self._directory = directory
        self._base = base
        self._loaded = 0
        self._writable = True
        try:
            # A shared disk may let us read a store that it does not let us write.
            made = directory is not None and (directory / "CURRENT").exists()
            if directory is None or not made or os.access(directory, os.W_OK):
                self._store = pyoxigraph.Store(directory)
            else:
                self._store = pyoxigraph.Store.read_only(str(directory))
                self._writable = False
        except OSError as error:
            raise _opening_error(directory or Path(), error) from error

    @property
    def location(self) -> str:
        """The directory; "" in memory."""
        return str(self._directory or "")

    @property
    def base(self) -> str:
        """The base of every IRI minted for this store."""
        return self._base

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """Answer a SPARQL query; see :meth:`cancu.queries.store.Store.query`."""
        # Oxigraph substitutes only variables that a query selects, so values come in as VALUES.
        try:
            bound = bind(text, bindings or {})
            return self._sorted_here(bound) or Result.read(self._answer(bound))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise StoreError(
                f"{self.location}: câu truy vấn lỗi (query failed): {error}"
            ) from error

    def _answer(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        return self._store.query(text, use_default_graph_as_union=True)

    def _sorted_here(self, text: str) -> Result | None:
        """Answer without the ORDER BY and sort then; None where only the database can sort."""
        plain = without_order(text)
        if plain is None:
            return None
        unsorted, order = plain
        answer = self._answer(unsorted)
        if not isinstance(answer, QuerySolutions):
            return None
        names = tuple(variable.value for variable in answer.variables)
        if not order.within(names):
            return None
        return Result(names, order.sort(names, tuple(map(tuple, answer))))

    def update(self, text: str) -> None:
        """Run a SPARQL update as one transaction."""
        try:
            self._store.update(text)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise StoreError(f"{self.location}: không ghi được (update failed): {error}") from error

    def apply(self, change: Change) -> None:
        """Make one change, whole or not at all."""
        if change.drop or change.delete:
            self.update(change.as_update())
        elif change.insert:
            self._store.load(change.inserted_trig(), RdfFormat.TRIG)

    def load(self, changes: Iterable[Change]) -> None:
        """Make many changes that only insert, at the speed of a bulk load."""
        waiting: list[str] = []
        size = 0
        for change in changes:
            if change.drop or change.delete:
                raise ValueError("a bulk load only inserts; apply() changes that drop or delete")
            waiting.append(change.inserted_trig())
            size += len(waiting[-1])
            if size >= _BULK_BYTES:
                self._bulk_load(waiting)
                waiting, size = [], 0
        self._bulk_load(waiting)

    def _bulk_load(self, trig: list[str]) -> None:
        if trig:
            text = "".join(trig)
            self._store.bulk_load(text, RdfFormat.TRIG)
            self._loaded += len(text)

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        """Put these triples in place of what ``graph`` held, in one transaction."""
        name = NamedNode(graph)
        if self._store.contains_named_graph(name):
            self.apply(Change(drop=(graph,), insert={graph: ntriples(quads)}))
        else:
            self._store.bulk_extend(Quad(q.subject, q.predicate, q.object, name) for q in quads)

    def remove_graph(self, graph: str) -> None:
        """Drop a graph; nothing happens if there is none."""
        self.apply(Change(drop=(graph,)))

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        known = (graph for graph in self._store.named_graphs() if isinstance(graph, NamedNode))
        return sorted(graph.value for graph in known if self._has_quads(graph))

    def _has_quads(self, graph: NamedNode) -> bool:
        return next(self._store.quads_for_pattern(None, None, None, graph), None) is not None

    def size(self) -> int:
        """Return the number of quads."""
        return len(self._store)

    def dump(self, form: DumpFormat, graph: str | None = None) -> bytes:
        """Return one graph, or everything, in a serialisation (UTF-8)."""
        name = None if graph is None else NamedNode(graph)
        quads = self._store.quads_for_pattern(None, None, None, name)
        return dump_dataset(quads, form, in_one_graph=graph is not None)

    def dataset(self) -> Dataset:
        """Return the store as an rdflib dataset whose default graph is the union."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self._store), default_union=True)

    def close(self) -> None:
        """Let go of the directory; after much was loaded it is set in order first."""
        if hasattr(self, "_store"):
            lift(self.location)
            if self._loaded > _MUCH_BYTES:
                self._store.optimize()
            if self._writable:
                self._store.flush()
            del self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _opening_error(directory: Path, error: OSError) -> StoreError:
    if "lock" in str(error).lower():
        return StoreLockedError(
            f"{directory}: kho đang do một tiến trình khác giữ; đóng tiến trình ấy, hoặc dùng "
            "--store URL của máy chủ (another process holds this store: close it, or point "
            "--store at the server's URL)"
        )
    return StoreError(
        f"{directory}: không mở được kho ({error}); chọn thư mục khác bằng --store "
        "(cannot open a store here: choose another directory with --store)"
    )
