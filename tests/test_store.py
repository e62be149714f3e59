"""One suite over the embedded store and a real server; then what only one of them has."""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import URIRef

from cancu.ingest.graph import SourceGraph, document_graph
from cancu.ingest.structure import Header
from cancu.ontology.iris import graph_iri, source_iri
from cancu.queries.bind import bind
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.opening import open_store
from cancu.queries.remote import RemoteStore, endpoints
from cancu.queries.sources import forget, holds, put, put_all, source_text, sources
from cancu.queries.store import (
    Change,
    Store,
    StoreError,
    StoreLockedError,
    Term,
    default_directory,
)
from tests.chain import (
    BASE,
    COMMUNE,
    DECREE,
    DISTRICT,
    PROGRAMME,
    PROVINCE,
    Cite,
    named,
    of,
    reading,
    world,
)
from tests.stores import fill

G1, G2 = NamedNode("http://t/1"), NamedNode("http://t/2")
BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
S, P = NamedNode("http://t/s"), NamedNode("http://t/p")


def quad(value: str, graph: NamedNode = G1) -> Quad:
    return Quad(S, P, Literal(value), graph)


def values(store: Store, graph: NamedNode) -> set[str]:
    rows = store.query("SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } }", {"g": graph}).rows
    return {row[0].value for row in rows if row[0] is not None}


# Both stores


def test_graphs_are_replaced_whole(store: Store) -> None:
    store.replace_graph(G1.value, [quad("a"), quad("b")])
    store.replace_graph(G2.value, [quad("c", G2)])
    store.replace_graph(G1.value, [quad("d", G2)])
    assert values(store, G1) == {"d"}
    assert values(store, G2) == {"c"}
    assert store.graphs() == [G1.value, G2.value]
    assert store.size() == 2
    store.remove_graph(G1.value)
    store.remove_graph("http://t/none")
    assert store.graphs() == [G2.value]


def test_default_graph_is_the_union(store: Store) -> None:
    store.replace_graph(G1.value, [quad("a")])
    store.replace_graph(G2.value, [quad("b", G2)])
    rows = store.query("SELECT DISTINCT ?o WHERE { ?s ?p ?o } ORDER BY ?o").rows
    assert rows == ((Literal("a"),), (Literal("b"),))


def test_forms_of_answers(store: Store) -> None:
    store.replace_graph(G1.value, [quad("a")])
    assert store.query("ASK { ?s ?p 'a' }").rows == ((Literal("true", datatype=BOOLEAN),),)
    built = store.query("CONSTRUCT { ?s <http://t/q> ?o } WHERE { ?s ?p ?o }")
    assert built.variables == ("subject", "predicate", "object")
    assert built.rows == ((S, NamedNode("http://t/q"), Literal("a")),)
    selected = store.query("SELECT ?o ?none WHERE { ?s ?p ?o }")
    assert list(selected.records()) == [{"o": "a", "none": None}]


@pytest.mark.parametrize(
    "term",
    [
        Literal('he said "no" } ; DROP ALL #'),
        Literal("a\nb\\n\tc"),
        Literal("Kế hoạch", language="vi"),
        Literal(3),
        Literal("2025-03-05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        NamedNode("http://t/x"),
    ],
    ids=str,
)
def test_values_are_bound(store: Store, term: Term) -> None:
    store.replace_graph(G1.value, [Quad(S, P, term, G1), quad("other")])
    text = "SELECT ?s ?x WHERE { { ?s ?p ?x } UNION { ?s ?p ?o . FILTER(?o = ?x && false) } }"
    assert store.query(text, {"x": term}).rows == ((S, term),)
    assert store.size() == 2


def test_values_reach_a_subquery(store: Store) -> None:
    store.replace_graph(G1.value, [quad("a"), quad("b")])
    text = "SELECT ?n WHERE { { SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?x } } }"
    assert store.query(text, {"x": Literal("a")}).rows == ((Literal(1),),)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_literal_goes_in_and_comes_out(store: Store, text: str) -> None:
    store.replace_graph(G1.value, [quad(text)])
    assert store.query("SELECT ?o WHERE { ?s ?p ?o }").rows == ((Literal(text),),)
    bound = store.query("SELECT ?s WHERE { ?s ?p ?o }", {"o": Literal(text)})
    assert bound.rows == ((S,),)


def test_a_change_is_whole_or_nothing(store: Store) -> None:
    store.replace_graph(G1.value, [quad("kept")])
    broken = Change(drop=(G1.value,), insert={G2.value: f"{S} {P} nonsense .\n"})
    with pytest.raises(StoreError):
        store.apply(broken)
    assert values(store, G1) == {"kept"}
    assert store.graphs() == [G1.value]


def test_a_wrong_query_is_one_error(store: Store) -> None:
    with pytest.raises(StoreError, match=r"\S+: "):
        store.query("SELECT nothing")


def test_reading_again_changes_nothing(plans: Store) -> None:
    before = plans.dump("nquads")
    size = plans.size()
    for read in world():
        put(plans, document_graph(read, BASE))
    written = list(put_all(plans, (document_graph(read, BASE) for read in world())))
    assert len(written) == len(world())
    assert plans.size() == size
    assert sorted(plans.dump("nquads").splitlines()) == sorted(before.splitlines())


def test_a_changed_file_replaces_its_graph(plans: Store) -> None:
    old = of(COMMUNE)
    new = named(
        reading(COMMUNE, replace(old.header, title="Tên mới"), (Cite("27/KH-UBND", DISTRICT),)),
        old.source.name,
    )
    put(plans, document_graph(new, BASE))
    assert source_iri(BASE, old.source.sha256) not in plans.graphs()
    assert holds(plans, new.source.sha256, new.source.name)
    assert not holds(plans, old.source.sha256, old.source.name)
    assert len(sources(plans)) == len(world())


def test_another_version_reads_again(plans: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    source = of(COMMUNE).source
    assert holds(plans, source.sha256, source.name)
    monkeypatch.setattr("cancu.ingest.software.__version__", "99")
    assert not holds(plans, source.sha256, source.name)


def test_changes_in_one_batch_follow_each_other(store: Store) -> None:
    """Two versions of one file, and one file under two names, in a single load."""
    old = of(COMMUNE)
    new = named(reading(COMMUNE, Header(type="Kế hoạch", number="9/KH-UBND")), old.source.name)
    batch = [old, named(old, "copy.txt"), new, of(PROVINCE)]
    list(put_all(store, (document_graph(read, BASE) for read in batch)))
    held = {(Path(s.location or "").name, s.sha256) for s in sources(store)}
    assert held == {
        ("copy.txt", old.source.sha256),
        (new.source.name, new.source.sha256),
        (of(PROVINCE).source.name, of(PROVINCE).source.sha256),
    }


def test_one_file_in_two_places_goes_with_the_last(store: Store) -> None:
    read = of(COMMUNE)
    for name in ("one.txt", "two.txt"):
        put(store, document_graph(named(read, name), BASE))
    assert len(sources(store)) == 2
    forget(store, "one.txt")
    (left,) = sources(store)
    assert left.location == str(Path("two.txt").absolute())
    assert source_text(store, left.graph) == read.source.text
    forget(store, "two.txt")
    assert sources(store) == []
    assert store.graphs() == [graph_iri(BASE, "documents")]  # names of bodies stay


def test_forget_leaves_what_others_cite(plans: Store) -> None:
    (gone,) = forget(plans, PROGRAMME)
    assert gone.document == PROGRAMME
    assert gone.graph not in plans.graphs()
    described = (
        "SELECT ?n WHERE { GRAPH ?g { ?d <http://data.europa.eu/eli/ontology#id_local> ?n } }"
    )
    documents = {"g": NamedNode(graph_iri(BASE, "documents"))}
    assert plans.query(described, {"d": NamedNode(PROGRAMME), **documents}).rows
    forget(plans, "9/KH-UBND")
    assert not plans.query(described, {"d": NamedNode(COMMUNE), **documents}).rows
    assert plans.query(described, {"d": NamedNode(DECREE), **documents}).rows


@pytest.mark.parametrize("what", ["nowhere.txt", "99/QĐ-TTg", "http://cancu.test/vn/none"])
def test_forgetting_what_is_not_there(plans: Store, what: str) -> None:
    with pytest.raises(StoreError, match="documents"):
        forget(plans, what)


def test_a_number_of_two_documents_is_not_forgotten(plans: Store) -> None:
    with pytest.raises(StoreError, match="huyen-thach-ha"):
        forget(plans, "15/KH-UBND")
    assert len(sources(plans)) == len(world())


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld"])
def test_dumps_hold_every_triple(plans: Store, form: str) -> None:
    graph = source_iri(BASE, of(PROVINCE).source.sha256)
    quads = document_graph(of(PROVINCE), BASE).quads()
    expected = {quad.triple for quad in quads if quad.graph_name == NamedNode(graph)}
    formats = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
    dumped = plans.dump(form, graph)  # type: ignore[arg-type]
    read = parse(dumped, formats.get(form, RdfFormat.JSON_LD))
    assert {q.triple for q in read} == expected
    assert DECREE.encode() in plans.dump(form)  # type: ignore[arg-type]


def test_rdflib_sees_the_same_store(plans: Store) -> None:
    dataset = plans.dataset()
    cites = URIRef("http://data.europa.eu/eli/ontology#cites")
    assert URIRef(DECREE) in set(dataset.objects(URIRef(COMMUNE), cites))


# One of them


def test_both_answer_alike(server: str, tmp_path: Path) -> None:
    """Every triple pattern question gives the same rows, whichever store answers."""
    remote = RemoteStore(server, BASE)
    remote.update("DROP ALL")
    with EmbeddedStore(tmp_path / "store", BASE) as embedded:
        for one in (embedded, remote):
            fill(one)
        text = "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
        assert embedded.query(text) == remote.query(text)


def test_the_directory_has_one_holder(tmp_path: Path) -> None:
    with (
        EmbeddedStore(tmp_path / "store", BASE),
        pytest.raises(StoreLockedError, match="--store"),
    ):
        EmbeddedStore(tmp_path / "store", BASE)
    with EmbeddedStore(tmp_path / "store", BASE) as again:
        assert again.size() == 0


def test_what_was_read_before_an_interrupt_is_kept(tmp_path: Path) -> None:
    def graphs() -> Iterator[SourceGraph]:
        yield from (document_graph(read, BASE) for read in world()[:3])
        raise KeyboardInterrupt

    with EmbeddedStore(tmp_path / "store", BASE) as store:
        with pytest.raises(KeyboardInterrupt):
            list(put_all(store, graphs()))
        assert len(sources(store)) == 3


def test_a_store_that_may_only_be_read_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedStore(tmp_path / "store", BASE) as store:
        store.replace_graph(G1.value, [quad("một")])
    monkeypatch.setattr("os.access", lambda *_: False)
    with EmbeddedStore(tmp_path / "store", BASE) as store:
        assert store.size() == 1
        with pytest.raises(StoreError, match="không ghi được"):
            store.update("DELETE WHERE { ?s ?p ?o }")


def test_an_interrupt_leaves_a_usable_store(tmp_path: Path) -> None:
    """A process stopped while it writes leaves whole files, and the store opens again."""
    script = textwrap.dedent("""
        import itertools, sys
        from pathlib import Path
        from cancu.ingest.graph import document_graph
        from cancu.queries.embedded import EmbeddedStore
        from cancu.queries.sources import put_all
        from tests.chain import BASE, COMMUNE, Cite, DECREE, of, reading
        def graphs():
            for n in itertools.count():
                yield document_graph(
                    reading(f"{BASE}/vn/x/ke-hoach/2022/{n}", of(COMMUNE).header,
                            tuple(Cite(f"{n}-{k}", DECREE, "basis") for k in range(40))), BASE)
        store = EmbeddedStore(Path(sys.argv[1]), BASE)
        for written in put_all(store, graphs()):
            print(written.graph, flush=True)
    """)
    place = tmp_path / "store"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(place)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    written = [first, *process.stdout.read().split()]
    assert process.wait(timeout=30) != 0
    with EmbeddedStore(place, BASE) as store:
        held = {source.graph for source in sources(store)}
        assert set(written) <= held
        sizes = store.query(
            "SELECT ?g (COUNT(*) AS ?n)"
            " WHERE { GRAPH ?g { ?m a <http://cancu.internal/ns#Mention> } } GROUP BY ?g"
        )
        assert {row[1] for row in sizes.rows} == {Literal(40)}


@pytest.fixture
def small_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a new store take one triple for its vocabulary and registers."""

    def one(base: str) -> list[Quad]:
        return [quad("register", NamedNode(f"{base}/ontology"))]

    monkeypatch.setattr("cancu.ontology.register_graph.register_graph", one)


@pytest.mark.usefixtures("small_register")
def test_open_store_keeps_its_base_and_registers(tmp_path: Path) -> None:
    place = str(tmp_path / "store")
    with pytest.raises(StoreError, match="cancu ingest"):
        open_store(place, create=False)
    with open_store(place, base="http://x.test/") as made:
        assert made.base == "http://x.test"
        assert "http://x.test/ontology" in made.graphs()
        size = made.size()
    with open_store(place) as again:
        assert (again.base, again.size()) == ("http://x.test", size)
    with pytest.raises(StoreError, match="//x"):
        open_store(place, base="http://y.test")


def test_a_directory_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match="other files"):
        open_store(str(tmp_path))


@pytest.mark.usefixtures("small_register")
def test_a_server_keeps_its_base(server: str) -> None:
    RemoteStore(server, BASE).update("DROP ALL")
    with open_store(server, base=BASE) as made:
        size = made.size()
    with open_store(server) as again:
        assert (again.base, again.size()) == (BASE, size)
    with pytest.raises(StoreError, match="CANCU_BASE"):
        open_store(server, base="http://y.test")


class _Listener(BaseHTTPRequestHandler):
    """A server that notes who asks and knows nothing."""

    heard: ClassVar[list[tuple[str, str | None]]] = []

    def do_POST(self) -> None:
        self.heard.append((self.path.partition("?")[0], self.headers["Authorization"]))
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        body = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST  # noqa: N815 — the base's form

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base's name
        """Say nothing."""


def test_credentials_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_USER", "an")
    monkeypatch.setenv("CANCU_PASSWORD", "mật khẩu")
    with HTTPServer(("127.0.0.1", 0), _Listener) as listener:
        Thread(target=listener.serve_forever, daemon=True).start()
        store = RemoteStore(f"http://127.0.0.1:{listener.server_port}/ds", BASE)
        store.query("SELECT ?s WHERE { ?s ?p ?o }")
        store.update("DROP ALL")
        store.replace_graph("http://t/1", [])
        listener.shutdown()
    wanted = f"Basic {base64.b64encode('an:mật khẩu'.encode()).decode()}"
    assert {path for path, _ in _Listener.heard} == {"/ds/query", "/ds/update", "/ds/data"}
    assert {who for _, who in _Listener.heard} == {wanted}


def test_no_server_is_one_clear_error() -> None:
    with pytest.raises(StoreError, match="CANCU_USER"):
        open_store("http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("location", "environment", "expected"),
    [
        (
            "http://h:7878",
            {},
            ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ),
        (
            "http://h:7878/",
            {},
            ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ),
        ("http://h/ds", {}, ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data")),
        (
            "http://h/repositories/x",
            {},
            (
                "http://h/repositories/x",
                "http://h/repositories/x/statements",
                "http://h/repositories/x/rdf-graphs/service",
            ),
        ),
        (
            "http://h/sparql",
            {},
            ("http://h/sparql", "http://h/sparql", "http://h/sparql-graph-crud-auth"),
        ),
        (
            "http://h:7878",
            {"CANCU_UPDATE_URL": "http://h/u"},
            ("http://h:7878/query", "http://h/u", "http://h:7878/store"),
        ),
    ],
)
def test_endpoints(location: str, environment: dict[str, str], expected: tuple[str, ...]) -> None:
    found = endpoints(location, environment)
    assert (found.query, found.update, found.graphs) == expected


@pytest.mark.parametrize(
    ("platform", "environment", "ending"),
    [
        ("win32", {"LOCALAPPDATA": "C:/Users/a/AppData/Local"}, "AppData/Local/cancu/store"),
        ("darwin", {}, "Library/Application Support/cancu/store"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/cancu/store"),
        ("linux", {}, ".local/share/cancu/store"),
    ],
)
def test_default_directory(platform: str, environment: dict[str, str], ending: str) -> None:
    assert default_directory(environment, platform).as_posix().endswith(ending)


def test_a_blank_node_is_no_value() -> None:
    with pytest.raises(StoreError, match="x=_:b"):
        bind("SELECT * WHERE { ?x ?p ?o }", {"x": BlankNode("b")})


def test_values_go_where_a_variable_may_be_used_and_nowhere_else() -> None:
    text = """# WHERE { in a comment
    SELECT ?x WHERE { { ?x <http://t/{> "WHERE {" } UNION { ?y ?p ?x } MINUS { ?a ?b ?x }
      VALUES ?z { 1 } GRAPH ?g { ?x ?p ?o } }"""
    bound = bind(text, {"x": S})
    assert bound.count("VALUES (?x)") == 3
    assert bound.startswith("# WHERE { in a comment\n")
    assert "MINUS { ?a ?b ?x }" in bound
    assert "VALUES ?z { 1 }" in bound


def test_a_graph_that_is_bound_takes_its_name_in() -> None:
    """Else its OPTIONAL would be looked for in every graph of the store."""
    bound = bind("SELECT ?x WHERE { GRAPH ?g { ?x ?p ?o OPTIONAL { ?x ?q ?z } } }", {"g": S})
    inner = bound.partition("GRAPH ?g {")[2]
    assert inner.lstrip().startswith(f"VALUES (?g) {{ ({S}) }}")
    assert bound.count("VALUES") == 2
