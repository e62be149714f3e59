"""A person settles a mention: kept with who and when, applied at once and at each reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, RdfFormat, parse

from cancu.cli import cli
from cancu.commands.explain import mentions_of
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.commands.settle import chosen_document, settled, undone
from cancu.ingest.resolve import Resolved, Unresolved
from cancu.queries.mentions import pick
from cancu.queries.settle import decisions
from cancu.queries.sources import forget, sources
from cancu.queries.store import Store, StoreError
from tests import plans as made

QUIET = Said(quiet=True)
DECISION = "vn/thu-tuong-chinh-phu/quyet-dinh/2021/99-qd-ttg"
WHO = "Nguyễn Văn An"
RELATIVE = "Các nhiệm vụ tại Quyết định nêu trên hoàn thành trước ngày 30/6/2022."
AMENDED = "Kế hoạch này thay thế Kế hoạch số 33/KH-UBND của UBND huyện Nghi Xuân."


def graph_of(store: Store, place: Path) -> set[str]:
    """The triples of a file's graph and of the descriptions of documents."""
    graph = next(s.graph for s in sources(store) if s.location == str(place))
    found = set()
    for name in (graph, f"{store.base}/documents"):
        found |= {str(q.triple) for q in parse(store.dump("nquads", name), RdfFormat.N_QUADS)}
    return found


def settle(store: Store, place: Path, mention: str = "99/QĐ-TTg", to: str = DECISION) -> None:
    told = pick(mentions_of(store, document(store, place)), mention)
    settled(store, told, f"{store.base}/{to}", WHO, "theo công văn trả lời")


def document(store: Store, place: Path) -> str:
    return next(s.document for s in sources(store) if s.location == str(place))


def meant(store: Store, place: Path, mention: str = "99/QĐ-TTg") -> list[Any]:
    return [one.resolution for one in pick(mentions_of(store, document(store, place)), mention)]


def test_settled_at_once_with_who_and_when(store: Store, tmp_path: Path) -> None:
    place = made.district(tmp_path, made.LOST, made.LOST, RELATIVE)
    ingest(store, (place,), QUIET)
    assert [type(found) for found in meant(store, place)] == [Unresolved, Unresolved]
    settle(store, place, "2")
    found = meant(store, place)
    assert {one.document for one in found} == {f"{store.base}/{DECISION}"}
    assert all(WHO in one.why for one in found)
    assert isinstance(meant(store, place, "4")[0], Resolved)  # "nêu trên" follows
    (kept,) = decisions(store)
    assert (kept.who, kept.note, kept.when.tzinfo is not None) == (
        WHO, "theo công văn trả lời", True
    )  # fmt: skip


def test_survives_reading_again(store: Store, tmp_path: Path) -> None:
    """With other bytes and offsets, in another format, and after the file was forgotten."""
    place = made.district(tmp_path, made.LOST)
    ingest(store, (place,), QUIET)
    settle(store, place)
    made.district(tmp_path, "Một dòng mới ở trên.", made.LOST)
    ingest(store, (place,), QUIET)
    assert isinstance(meant(store, place)[0], Resolved)
    forget(store, str(place))
    page = tmp_path / "c.html"
    lines = "".join(f"<p>{line}</p>" for line in place.read_text("utf-8").splitlines())
    page.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")
    ingest(store, (page,), QUIET)
    assert isinstance(meant(store, page)[0], Resolved)


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_the_graph_is_that_of_a_fresh_reading(store: Store, tmp_path: Path, gone: bool) -> None:
    """Settling changes the stored graph into what reading the file with the decision gives."""
    lines = (made.LOST, made.OPEN, AMENDED, RELATIVE)
    place = made.district(tmp_path, *lines)
    text = place.read_text(encoding="utf-8")
    ingest(store, (place,), QUIET)
    before = graph_of(store, place)
    if gone:
        place.unlink()
    settle(store, place)
    settle(
        store, place, "33/KH-UBND", "vn/ubnd/tinh-ha-tinh/huyen-nghi-xuan/ke-hoach/2021/33-kh-ubnd"
    )
    patched = graph_of(store, place)
    assert patched != before
    assert any("#replaces" in triple for triple in patched)
    place.write_text(text, encoding="utf-8")
    forget(store, str(place))
    ingest(store, (place,), QUIET)
    fresh = graph_of(store, place)
    if gone:  # what leans on a settled mention follows when the file is read again
        patched, fresh = ({t for t in g if "#char=" not in t} for g in (patched, fresh))
    assert patched == fresh


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_taken_back(store: Store, tmp_path: Path, gone: bool) -> None:
    place = made.district(tmp_path, made.LOST, made.OPEN)
    ingest(store, (place,), QUIET)
    before = graph_of(store, place)
    if gone:
        place.unlink()
    settle(store, place)
    undone(store, pick(mentions_of(store, document(store, place)), "99/QĐ-TTg"))
    assert decisions(store) == []
    assert graph_of(store, place) == before
    with pytest.raises(StoreError, match="nobody settled"):
        undone(store, pick(mentions_of(store, document(store, place)), "99/QĐ-TTg"))


def test_another_wording_is_another_question(store: Store, tmp_path: Path) -> None:
    """The same number with another date beside it is not settled with it."""
    dated = made.LOST.replace("99/QĐ-TTg", "99/QĐ-TTg ngày 12/3/2020")
    place = made.district(tmp_path, made.LOST, dated)
    ingest(store, (place,), QUIET)
    settle(store, place, "2")
    assert [one.document.split("/")[-2] for one in meant(store, place)] == ["2021", "2020"]


def test_a_later_decision_takes_the_place_of_an_earlier(store: Store, tmp_path: Path) -> None:
    place = made.district(tmp_path, made.LOST)
    ingest(store, (place,), QUIET)
    settle(store, place)
    settle(store, place, to=DECISION.replace("2021", "2020"))
    (kept,) = decisions(store)
    assert "/2020/" in kept.chosen
    graph = next(s.graph for s in sources(store))
    ask = "SELECT ?b WHERE { GRAPH ?g { ?m <http://www.w3.org/ns/oa#hasBody> ?b } }"
    rows = store.query(ask, {"g": NamedNode(graph)}).rows
    bodies = {row[0].value for row in rows if row[0] is not None}
    assert f"{store.base}/{DECISION}" not in bodies


def test_names_cannot_become_turtle(store: Store, tmp_path: Path) -> None:
    place = made.district(tmp_path, made.LOST)
    ingest(store, (place,), QUIET)
    told = pick(mentions_of(store, document(store, place)), "99/QĐ-TTg")
    who = 'A" . <urn:x> <urn:y> "\\ \n } DROP ALL #'
    settled(store, told, f"{store.base}/{DECISION}", who)
    assert decisions(store)[0].who == who


def run(*words: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit | StoreError):
        raise result.exception
    assert (result.exit_code != 0) == (code != 0), result.output
    return result


def test_from_the_command_line(tmp_path: Path) -> None:
    at = ("--store", tmp_path / "store")
    place = made.district(tmp_path, made.LOST)
    run("ingest", place, *at)
    run("settle", "27/KH-UBND", "99/QĐ-TTg", f"http://cancu.internal/{DECISION}", *at, code=2)
    run("settle", "27/KH-UBND", "99/QĐ-TTg", "urn:x", "--by", WHO, *at, code=2)
    run("settle", "27/KH-UBND", "99/QĐ-TTg", "1", "--by", WHO, *at, code=2)
    run("settle", "27/KH-UBND", "99/QĐ-TTg", f"http://cancu.internal/{DECISION}", "--by", WHO, *at)
    (kept,) = json.loads(run("settle", "--list", "--format", "json", *at).stdout_bytes)
    assert (kept["who"], kept["surface"]) == (WHO, "Quyết định số 99/QĐ-TTg")
    (told,) = json.loads(
        run("explain", "27/KH-UBND", "99/QĐ-TTg", "--format", "json", *at).stdout_bytes
    )
    assert told["status"] == "resolved"
    assert WHO in told["why"]
    run("settle", "27/KH-UBND", "99/QĐ-TTg", "--undo", *at)
    assert json.loads(run("settle", "--list", "--format", "json", *at).stdout_bytes) == []


def test_the_path_of_a_document_will_do_for_its_iri(store: Store, tmp_path: Path) -> None:
    place = made.district(tmp_path, made.LOST)
    ingest(store, (place,), QUIET)
    (one,) = pick(mentions_of(store, str(place)), "99/QĐ-TTg")
    path = "thu-tuong-chinh-phu/quyet-dinh/2022/99-qd-ttg"
    for written in (path, f"vn/{path}", f"{store.base}/vn/{path}"):
        assert chosen_document(store, one, written) == f"{store.base}/vn/{path}"
