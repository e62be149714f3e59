"""Open a store, and see to it that it holds the vocabulary and the registers of this version."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cancu import ontology
from cancu.ingest.turtle import PREFIXES
from cancu.ontology.iris import DEFAULT_BASE, graph_iri
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.own_overlay import lay_own
from cancu.queries.store import Store, StoreError, default_directory, is_url

_BASE_FILE = "cancu-base.txt"
_HAS_VERSION = NamedNode(PREFIXES["dcterms"] + "hasVersion")
_MARKS = f"SELECT ?store WHERE {{ GRAPH ?store {{ ?store {_HAS_VERSION} ?version }} }}"
_HELD = f"SELECT ?version WHERE {{ GRAPH ?store {{ ?store {_HAS_VERSION} ?version }} }}"


def open_store(
    location: str | None = None, *, base: str | None = None, create: bool = True
) -> Store:
    """Open the store at a directory or URL.

    Without ``location`` it is ``CANCU_STORE``, else the user's own directory (see
    :func:`cancu.queries.store.default_directory`). Until it is closed, or another is opened, the
    registers have the bodies and units of the office that it holds. ``base`` is the base of the
    IRIs of a store that is made now (by default ``CANCU_BASE`` or ``http://cancu.internal``); one
    that exists keeps its own. With ``create=False`` a directory without a store is an error.

    Raises :class:`StoreError` when the store cannot be opened or has another base than ``base``.
    """
    place = location or os.environ.get("CANCU_STORE") or str(default_directory())
    wanted = base or os.environ.get("CANCU_BASE") or DEFAULT_BASE
    store: Store
    if is_url(place):
        from cancu.queries.remote import RemoteStore

        store = RemoteStore(place, _base_of_server(place, base, wanted))
    else:
        directory = Path(place).expanduser()
        store = EmbeddedStore(directory, _base_of(directory, base, wanted, create=create))
    try:
        _load_registers(store)
        lay_own(store, tell=True)
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def open_store_if_there(location: str | None = None) -> Iterator[Store | None]:
    """Yield the store, or None where nobody named one and the user's own was never made.

    For questions that the registers of the program answer by themselves. Raises
    :class:`StoreError` as :func:`open_store` does.
    """
    named = location or os.environ.get("CANCU_STORE")
    if not named and not (default_directory() / _BASE_FILE).exists():
        yield None
        return
    with open_store(location, create=False) as store:
        yield store


def is_store(directory: Path) -> bool:
    """Tell whether a directory is a store and no folder of documents."""
    return (directory / _BASE_FILE).exists() or (directory / "CURRENT").exists()


def _base_of(directory: Path, asked: str | None, wanted: str, *, create: bool) -> str:
    """Read the base that a directory's store was made with, or note it down."""
    note = directory / _BASE_FILE
    if note.exists():
        kept = note.read_text(encoding="utf-8").strip()
        if asked and asked.rstrip("/") != kept:
            raise StoreError(
                f"{directory}: kho này dùng gốc IRI {kept}, không phải {asked}; hãy lập kho mới "
                f"(this store has the base {kept}, not {asked}: make another store for that)"
            )
        return kept
    if not create:
        raise StoreError(
            f"{directory}: chưa có kho ở đây; hãy chạy 'cancu ingest' trước "
            "(there is no store here: run 'cancu ingest' first)"
        )
    if directory.is_dir() and any(directory.iterdir()) and not (directory / "CURRENT").exists():
        raise StoreError(
            f"{directory}: thư mục có tệp khác, không phải kho; hãy chọn thư mục trống "
            "(this directory holds other files and no store: choose an empty one)"
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        note.write_text(wanted.rstrip("/") + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{directory}: không ghi được ({error}); chọn thư mục khác bằng --store "
            "(cannot write here: choose another directory with --store)"
        ) from error
    return wanted.rstrip("/")


def _base_of_server(url: str, asked: str | None, wanted: str) -> str:
    """Ask a server for the base that its store was made with."""
    from cancu.queries.remote import RemoteStore

    rows = RemoteStore(url, wanted).query(_MARKS).rows
    kept = {row[0].value.removesuffix("/store") for row in rows if row[0] is not None}
    if not kept or (asked or wanted).rstrip("/") in kept:
        return wanted.rstrip("/")
    if asked or len(kept) > 1:
        raise StoreError(
            f"{url}: máy chủ dùng gốc IRI {', '.join(sorted(kept))}; đặt CANCU_BASE cho khớp "
            f"(this server's stores have other bases than {wanted}: set CANCU_BASE to one of them)"
        )
    return kept.pop()


def _load_registers(store: Store) -> None:
    """Put vocabulary and registers into the store unless it holds those of this version."""
    mark = NamedNode(graph_iri(store.base, "store"))
    version = Literal(_version())
    held = store.query(_HELD, {"store": mark})
    if any(row[0] == version for row in held.rows):
        return
    from cancu.ontology.register_graph import register_graph

    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in register_graph(store.base):
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name.value].append(quad)
    for graph, quads in graphs.items():
        store.replace_graph(graph, quads)
    store.replace_graph(mark.value, [Quad(mark, _HAS_VERSION, version, mark)])


@cache
def _version() -> str:
    """A hash of the files that vocabulary and registers are made of, and of what makes them."""
    folder = Path(ontology.__file__).parent
    files = (f for f in folder.rglob("*") if f.suffix in {".ttl", ".csv", ".py"})
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]
