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
from cancu.queries.documents import find_documents
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
    assert kept["cited issuer"] == "Thủ tướng Chính phủ"
    shown = run("settle", "--list", *at).stdout_bytes.decode()
    assert "Kế hoạch 27/KH-UBND (2022), Ủy ban nhân dân huyện Nghi Xuân" in shown
    (told,) = json.loads(
        run("explain", "27/KH-UBND", "99/QĐ-TTg", "--format", "json", *at).stdout_bytes
    )
    assert told["status"] == "resolved"
    assert WHO in told["why"]
    run("settle", "27/KH-UBND", "99/QĐ-TTg", "--undo", *at)
    assert json.loads(run("settle", "--list", "--format", "json", *at).stdout_bytes) == []


FORM = "Nghị quyết số 76/NQ-CP của Chính phủ"
OTHER = "vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp"
UNFIT = [
    (f"Thực hiện {FORM};", OTHER, ["loại", "số"]),
    (f"Thực hiện {FORM};", "vn/chinh-phu/nghi-quyet/2021/77-nq-cp", ["số"]),
    (f"Thực hiện {FORM};", "vn/chinh-phu/nghi-quyet/2099/76-nq-cp", ["sau"]),
    (f"Thực hiện {FORM};", "vn/chinh-phu/nghi-quyet/2020/76-nq-cp", []),
    (made.LOST, DECISION, []),
    (made.LOST.replace("99/QĐ-TTg", "99/QĐ-TTg năm 2020"), DECISION, ["năm"]),
    (made.OPEN, "vn/ubnd/tinh-nghe-an/ke-hoach/2022/15-kh-ubnd", ["cơ quan"]),
    (made.OPEN, "vn/ubnd/tinh-ha-tinh/ke-hoach/2021/15-kh-ubnd", []),
    (made.OPEN, "vn/ubnd/tinh-ha-tinh/ke-hoach/2023/15-kh-ubnd", ["sau"]),
    ("Căn cứ Luật Đất đai;", "vn/quoc-hoi/luat/2012/10-2012-qh13", ["tên"]),
    ("Căn cứ Luật Đất đai;", "vn/quoc-hoi/luat/2013/45-2013-qh13", []),
]


@pytest.mark.parametrize(("line", "to", "differs"), UNFIT)
def test_what_does_not_fit_is_refused(
    store: Store, tmp_path: Path, line: str, to: str, differs: list[str]
) -> None:
    place = made.district(tmp_path, line)
    ingest(store, (place,), QUIET)
    if differs:
        with pytest.raises(StoreError, match=".*".join(differs)):
            settle(store, place, "2", to)
        assert decisions(store) == []
    told = pick(mentions_of(store, document(store, place)), "2")
    settled(store, told, f"{store.base}/{to}", WHO, force=bool(differs))
    assert meant(store, place, "2")[0].document == f"{store.base}/{to}"


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_a_document_keeps_its_own_number(store: Store, tmp_path: Path, gone: bool) -> None:
    """Though another was settled to it, and what leans on that follows; undo leaves nothing."""
    lines = (f"Thực hiện khoản 2 Điều 3 {FORM};", "Theo Nghị quyết nêu trên.", made.OPEN)
    place = made.district(tmp_path, *lines)
    ingest(store, (place,), QUIET)
    before = graph_of(store, place)
    if gone:
        place.unlink()
    told = pick(mentions_of(store, document(store, place)), "2")
    settled(store, told, f"{store.base}/{OTHER}", WHO, force=True)
    assert "76/NQ-CP" not in {one.number for one in find_documents(store, f"{store.base}/{OTHER}")}
    told = pick(mentions_of(store, document(store, place)), "4")
    settled(store, told, f"{store.base}/vn/so-tu-phap/tinh-ha-tinh/bao-cao/2021/9-bc-stp", WHO,
            force=True)  # fmt: skip
    labels = [triple for triple in graph_of(store, place) if "rdf-schema#label>" in triple]
    assert not any("/so-tu-phap/" in triple and "nhân dân" in triple for triple in labels)
    for mention in ("2", "4"):
        undone(store, pick(mentions_of(store, document(store, place)), mention))
    assert graph_of(store, place) == before


DATED = "Thực hiện Quyết định số 06/QĐ-UBND ngày 07/01/2022;"
BARE = "Theo Quyết định số 06/QĐ-UBND."


def test_words_that_fit_two_wordings(store: Store, tmp_path: Path) -> None:
    """An ordinal means the one that has candidates, an IRI the one that it is a candidate of."""
    place = made.district(tmp_path, DATED, BARE)
    ingest(store, (place,), QUIET)
    known = mentions_of(store, document(store, place))
    dated, bare = pick(known, "06/QĐ-UBND")
    assert (len(dated.candidates), len(bare.candidates)) == (2, 0)
    for chosen in ("2", dated.candidates[1]):
        (one,) = settled(store, [dated, bare], chosen, WHO)
        assert one.chosen == dated.candidates[1]
    elsewhere = f"{store.base}/vn/ubnd/tinh-nghe-an/quyet-dinh/2022/06-qd-ubnd"
    with pytest.raises(StoreError, match=r"(?s)different wordings.*2\. .*07/01/2022.*\n  3\. "):
        settled(store, [dated, bare], elsewhere, WHO)
    (one,) = undone(store, [dated, bare])
    assert one.key.date == "2022-01-07"


def test_choosing_again_by_the_same_ordinals(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "xa.txt"
    lines = f"{DATED.replace('2022', '2025')}\nThực hiện {FORM};\n"
    place.write_text(made.HEAD + lines, encoding="utf-8")
    ingest(store, (place,), QUIET)
    for mention in ("2", "3"):
        (before,) = pick(mentions_of(store, document(store, place)), mention)
        assert len(before.candidates) == {"2": 3, "3": 2}[mention]
        for ordinal in ("2", "1", "2"):
            told = pick(mentions_of(store, document(store, place)), mention)
            assert told[0].candidates == before.candidates
            settled(store, told, ordinal, WHO)
            (found,) = meant(store, place, mention)
            assert found.document == before.candidates[int(ordinal) - 1]


ABOVE = "vn/ubnd/tinh-ha-tinh/ke-hoach/2022/27-kh-ubnd"


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_what_was_taken_for_the_document_itself(
    store: Store, tmp_path: Path, gone: bool
) -> None:  # fmt: skip
    """At its very place only: the head's own number and "Kế hoạch này" stay what they are."""
    lines = ("Theo Kế hoạch số 27/KH-UBND, các phòng báo cáo.", "Kế hoạch này thay Kế hoạch cũ.")
    place = made.district(tmp_path, *lines)
    ingest(store, (place,), QUIET)
    before = graph_of(store, place)
    own = [one.mention.self_reference for one in mentions_of(store, document(store, place))]
    assert own == [True, True, True]
    if gone:
        place.unlink()
    settle(store, place, "2", ABOVE)
    told = mentions_of(store, document(store, place))
    assert [one.mention.self_reference for one in told] == [True, False, True]
    assert any("#cites" in t and f"{ABOVE}>" in t for t in graph_of(store, place))
    assert told[1].candidates == (document(store, place), f"{store.base}/{ABOVE}")
    undone(store, [told[1]])
    assert graph_of(store, place) == before


def test_the_path_of_a_document_will_do_for_its_iri(store: Store, tmp_path: Path) -> None:
    place = made.district(tmp_path, made.LOST)
    ingest(store, (place,), QUIET)
    (one,) = pick(mentions_of(store, str(place)), "99/QĐ-TTg")
    path = "thu-tuong-chinh-phu/quyet-dinh/2022/99-qd-ttg"
    for written in (path, f"vn/{path}", f"{store.base}/vn/{path}"):
        assert chosen_document(store, one, written) == f"{store.base}/vn/{path}"
