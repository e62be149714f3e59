"""What a document leaves open another settles, in whatever order they were read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from cancu.commands.explain import mentions_of
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.ingest.resolve import Ambiguous, Resolved, Unresolved
from cancu.ingest.turtle import PROLOGUE
from cancu.ontology.iris import DEFAULT_BASE, graph_iri
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.links import link
from cancu.queries.mentions import Explained
from cancu.queries.own_file import import_file
from cancu.queries.sources import forget
from cancu.queries.store import Store
from cancu.queries.trace import trace
from tests import plans as made

QUIET = Said(quiet=True)
DAYS = ["5/4/2022", "20/12/2021", "5/4/2021", "9/5/2022"]
"""When the province may have issued a plan 15: this year, lately, long ago, too late."""
LINES = [
    made.OPEN,
    made.LOST,
    made.OPEN.replace("15/KH", "16/KH"),
    made.OPEN.replace("của", "năm 2022 của"),
]


def plans(folder: Path, days: list[str], *lines: str) -> list[Path]:
    """A plan 15 of the province for each day, and a plan of a district that cites it."""
    made_there = []
    for day in days:
        below = Path(tempfile.mkdtemp(dir=folder))
        made_there.append(made.province(below, day))
    return [*made_there, made.district(folder, *lines)]


def cited(store: Store, document: str) -> list[Explained]:
    """The mentions of other documents."""
    return [one for one in mentions_of(store, document) if not one.mention.self_reference]


def told(store: Store) -> list[str]:
    """All that a store says but where files lie."""
    quads = store.query("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return sorted(" ".join(map(str, row)) for row in quads.rows if "/files>" not in str(row[3]))


@given(
    days=st.lists(st.sampled_from(DAYS), max_size=3, unique=True),
    lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True),
    data=st.data(),
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_the_order_of_reading_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, days: list[str], lines: list[str], data: st.DataObject
) -> None:
    paths = plans(tmp_path_factory.mktemp("plans"), days, *lines)
    together: set[int] = data.draw(st.sets(st.integers(0, len(paths) - 1)))
    orders = [paths, data.draw(st.permutations(paths))]
    said = []
    for order in orders:
        store = EmbeddedStore(tmp_path_factory.mktemp("store"), DEFAULT_BASE)
        at_once = tuple(p for i, p in enumerate(order) if i in together)
        for batch in (at_once, *((p,) for i, p in enumerate(order) if i not in together)):
            ingest(store, batch, QUIET)
        before = told(store)
        link(store)
        after = told(store)
        link(store)
        assert told(store) == after
        said.append((before, after))
    assert said[0] == said[1]


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_a_plan_read_before_the_plan_it_cites(store: Store, tmp_path: Path, gone: bool) -> None:
    above, below = plans(tmp_path, ["5/4/2022"], made.OPEN)
    ingest(store, (below,), QUIET)
    document = mentions_of(store, str(below))[0].document
    assert isinstance(cited(store, document)[0].resolution, Unresolved)
    if gone:
        below.unlink()
    ingest(store, (above,), QUIET)
    (one,) = cited(store, document)
    assert isinstance(one.resolution, Resolved)
    assert "trong kho" in one.resolution.why
    assert one.resolution.document.endswith("tinh-ha-tinh/ke-hoach/2022/15-kh-ubnd")
    (parent,) = trace(store, document, "up").root.branches
    assert parent.facts is not None
    assert parent.facts.document == one.resolution.document
    recorded = store.query(
        PROLOGUE + "SELECT ?why ?meant WHERE { GRAPH ?record {"
        " ?s rdf:predicate oa:hasBody ; rdf:object ?meant ; cc:stated true ; cc:why ?why } }",
        {"record": NamedNode(graph_iri(store.base, "links/citations"))},
    )
    assert recorded.rows == (
        (Literal(one.resolution.why, language="vi"), NamedNode(parent.facts.document)),
    )


def test_another_of_that_number_opens_it_again(store: Store, tmp_path: Path) -> None:
    this_year, before, below = plans(tmp_path, ["5/4/2022", "20/12/2021"], made.OPEN)
    ingest(store, (below, this_year), QUIET)
    ingest(store, (before,), QUIET)
    (one,) = cited(store, mentions_of(store, str(below))[0].document)
    assert isinstance(one.resolution, Ambiguous)
    assert len(one.candidates) == 2
    forget(store, str(before))
    assert link(store).citations == 1
    (one,) = cited(store, one.document)
    assert isinstance(one.resolution, Resolved)


def test_a_register_taken_up_later_is_asked(store: Store, tmp_path: Path) -> None:
    below = made.district(tmp_path, made.OPEN)
    ingest(store, (below,), QUIET)
    table = tmp_path / "own.csv"
    table.write_text(
        "Loại;Số;Ngày;Cơ quan\nKế hoạch;15/KH-UBND;5/4/2022;UBND tỉnh Hà Tĩnh\n", encoding="utf-8"
    )
    import_file(store, table)
    assert link(store).citations == 1
