"""Stores for tests: the embedded one, and a real SPARQL server on this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from cancu.ingest.graph import document_graph
from cancu.ingest.turtle import PROLOGUE
from cancu.ontology.iris import graph_iri
from cancu.ontology.register_graph import register_graph
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.remote import RemoteStore
from cancu.queries.sources import put_all
from cancu.queries.store import Change, Store
from tests.chain import BASE, world

_START_SECONDS = 20


def oxigraph() -> str | None:
    """Return the server's program, from the environment of these tests or the path."""
    beside = Path(sys.executable).parent
    return shutil.which("oxigraph", path=str(beside)) or shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/query?query=ASK%7B%7D", timeout=1):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the URL of an Oxigraph server that lives as long as the tests."""
    program = oxigraph()
    if program is None:
        pytest.skip("the oxigraph server is not installed (pip install oxigraph)")
    address = f"127.0.0.1:{free_port()}"
    place = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [program, "serve", "--location", str(place), "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + _START_SECONDS
        while not _answers(f"http://{address}"):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail("oxigraph serve did not start")
            time.sleep(0.05)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Yield an empty store of either kind."""
    opened: Store
    if request.param == "embedded":
        opened = EmbeddedStore(tmp_path / "store", BASE)
    else:
        opened = RemoteStore(request.getfixturevalue("server"), BASE)
        opened.update("DROP ALL")
    with opened:
        yield opened


@pytest.fixture
def plans(store: Store) -> Store:
    """Return a store of either kind that holds the small world and the labels of types."""
    fill(store)
    return store


def fill(store: Store) -> None:
    """Put the small world and the vocabulary into a store."""
    vocabulary = NamedNode(graph_iri(BASE, "ontology"))
    labels = (quad for quad in register_graph(BASE) if quad.graph_name == vocabulary)
    store.replace_graph(vocabulary.value, labels)
    for _ in put_all(store, (document_graph(read, BASE) for read in world())):
        pass


def propose(store: Store, child: str, parent: str, why: str = "cùng chủ đề, cùng năm") -> None:
    """Propose a parent for a plan, in place of all other proposals."""
    graph = graph_iri(BASE, "links")
    turtle = (
        f"<{child}> cc:proposedParent <{parent}> .\n"
        f"<#1> a rdf:Statement ; rdf:subject <{child}> ; rdf:object <{parent}> ;"
        f' rdf:predicate cc:proposedParent ; cc:proposed true ; cc:why "{why}" .\n'
    )
    prologue = f"BASE <{graph}>\n{PROLOGUE}"
    store.apply(Change(prologue=prologue, drop=(graph,), insert={graph: turtle}))
