"""Parents are proposed only where none is named, and are never stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.proposed_parents import proposed_parents
from cancu.queries.sources import put
from cancu.queries.store import Store
from cancu.queries.trace import trace

TITLE = "Kiểm soát thủ tục hành chính và cơ chế một cửa năm 2025 trên địa bàn {}"
HEAD = (
    "ỦY BAN NHÂN DÂN\n{body}\n\nSố: {number}\n\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "{place}, ngày {day} tháng 01 năm 2025\n\nKẾ HOẠCH\n{title}\n\n{ground}\n\nI. MỤC ĐÍCH\n"
)
DISTRICT = {"body": "HUYỆN VŨ THƯ", "number": "17/KH-UBND", "place": "Vũ Thư", "day": "22",
            "title": TITLE.format("huyện Vũ Thư"),
            "ground": "Căn cứ Nghị định số 61/2018/NĐ-CP của Chính phủ;"}  # fmt: skip
PROVINCE = {"body": "TỈNH THÁI BÌNH", "number": "41/KH-UBND", "place": "Thái Bình", "day": "10",
            "title": TITLE.format("tỉnh Thái Bình"), "ground": DISTRICT["ground"]}  # fmt: skip
OTHER = PROVINCE | {"number": "77/KH-UBND", "title": "Phòng, chống thiên tai năm 2025"}
NAMED = DISTRICT | {"ground": "Thực hiện Kế hoạch số 41/KH-UBND ngày 10/01/2025 của UBND tỉnh "
                              "Thái Bình;"}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"))


def fill(store: Store, folder: Path, *documents: dict[str, str]) -> dict[str, str]:
    """Put documents in and return their IRIs by number."""
    iris = {}
    for number, fields in enumerate(documents):
        path = folder / f"{number}.txt"
        path.write_text(HEAD.format(**fields), encoding="utf-8")
        reading = read_through(read(path))
        put(store, document_graph(reading, store.base))
        iris[fields["number"]] = reading.document
    return iris


def test_the_plan_of_the_unit_above_is_proposed(store: Store, tmp_path: Path) -> None:
    iris = fill(store, tmp_path, DISTRICT, PROVINCE, OTHER)
    assert link(store).parents == 1
    root = trace(store, iris["17/KH-UBND"]).root
    proposed = [s for s in root.branches if s.standing == "proposed" and s.facts]
    assert [s.facts.document for s in proposed if s.facts] == [iris["41/KH-UBND"]]
    assert all("không nêu" in (s.wording or "") for s in proposed)


def test_a_plan_that_names_its_parent_gets_no_proposal(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path, NAMED, PROVINCE)
    assert list(proposed_parents(store)) == []


def test_linking_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path, DISTRICT, PROVINCE)
    assert link(store) == link(store)
