"""Parents are proposed only where none is named, and are never stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.queries.links import link
from cancu.queries.open_places import open_parents
from cancu.queries.opening import open_store
from cancu.queries.proposed_parents import proposed_parents
from cancu.queries.run import plain_rows, query_named, run_query
from cancu.queries.sources import put
from cancu.queries.store import Store
from cancu.queries.title_places import without_places
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
SHORT = "Cải cách hành chính {} năm 2025"
TABLE = (
    "II. NHIỆM VỤ\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |\n|---|---|---|---|\n"
    "| 1 | Rà soát, đơn giản hóa thủ tục hành chính nội bộ | {} | Quý III/2025 |\n"
)
OTHER = PROVINCE | {"number": "77/KH-UBND", "title": "Phòng, chống thiên tai năm 2025"}
NAMED = DISTRICT | {"ground": "Thực hiện Kế hoạch số 41/KH-UBND ngày 10/01/2025 của UBND tỉnh "
                              "Thái Bình;"}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"))


def fill(store: Store, folder: Path, *documents: dict[str, str]) -> dict[str, str]:
    """Put documents in, with a table for a ``lead``, and return their IRIs by number."""
    iris = {}
    for number, fields in enumerate(documents):
        path = folder / f"{number}.txt"
        table = TABLE.format(fields["lead"]) if "lead" in fields else ""
        path.write_text(HEAD.format(**fields) + table, encoding="utf-8")
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


@pytest.mark.parametrize("turned", [False, True])
def test_each_level_has_its_own_place_in_the_title(
    store: Store, tmp_path: Path, turned: bool
) -> None:
    """Of a short title the places are the larger part; rows go with the proposed parent."""
    lower = DISTRICT | {"title": SHORT.format("huyện Vũ Thư"), "lead": "Phòng Tư pháp"}
    upper = PROVINCE | {"title": SHORT.format("tỉnh Thái Bình"), "lead": "Sở Tư pháp"}
    both = (upper, lower) if turned else (lower, upper)
    iris = fill(store, tmp_path, *both, OTHER)
    linked = link(store)
    assert (linked.parents, linked.stated, linked.proposed) == (1, 0, 1)
    (proposal,) = proposed_parents(store)
    assert (proposal.child, proposal.parent) == (iris["17/KH-UBND"], iris["41/KH-UBND"])
    assert proposal.confidence < 1
    asked = query_named("plans-without-parent")
    rows = list(plain_rows(run_query(store, asked, {"of": "district"})))
    assert [row["proposed"] for row in rows] == [iris["41/KH-UBND"]]


CHAU_THANH = DISTRICT | {"body": "HUYỆN CHÂU THÀNH", "place": "Châu Thành", "lead": "UBND xã",
                         "ground": "Căn cứ tình hình thực tế;"}  # fmt: skip
OF_BEN_TRE = {"body": "XÃ AN HIỆP", "number": "9/KH-UBND", "place": "An Hiệp", "day": "28",
              "title": SHORT.format("xã An Hiệp"), "lead": "Công chức Tư pháp - Hộ tịch",
              "ground": "Thực hiện Kế hoạch số 17/KH-UBND ngày 22/01/2025 của UBND huyện Châu "
                        "Thành, tỉnh Bến Tre về cải cách hành chính;"}  # fmt: skip
OF_LONG_AN = OF_BEN_TRE | {
    "number": "10/KH-UBND",
    "ground": OF_BEN_TRE["ground"].replace("Bến Tre", "Long An"),
}


@pytest.mark.parametrize("turned", [False, True])
def test_a_parent_read_without_its_place_is_proposed(
    store: Store, tmp_path: Path, turned: bool
) -> None:
    both = (OF_BEN_TRE, CHAU_THANH) if turned else (CHAU_THANH, OF_BEN_TRE)
    iris = fill(store, tmp_path, *both)
    linked = link(store)
    assert (linked.parents, linked.stated, linked.proposed) == (1, 0, 1)
    (found,) = open_parents(store)
    assert (found.child, found.parent) == (iris["9/KH-UBND"], iris["17/KH-UBND"])


def test_a_place_that_two_citations_give_differently_stays_open(
    store: Store, tmp_path: Path
) -> None:
    fill(store, tmp_path, CHAU_THANH, OF_BEN_TRE, OF_LONG_AN)
    assert list(open_parents(store)) == []


@pytest.mark.parametrize(
    ("title", "unit", "left"),
    [
        ("Cải cách hành chính xã Kim Liên, huyện Nam Đàn năm 2023", (), ""),
        ("Cải cách hành chính Nghệ An năm 2023", ("tinh-nghe-an",), ""),
        ("Cải cách hành chính tỉnh Bà Rịa - Vũng Tàu năm 2023", ("tinh-ba-ria-vung-tau",), ""),
        ("CẢI CÁCH HÀNH CHÍNH HUYỆN NAM ĐÀN NĂM 2023", ("tinh-nghe-an", "huyen-nam-dan"), ""),
        ("Cải cách hành chính phường 5 năm 2023", (), ""),
        ("Bảo đảm an toàn xã hội năm 2023", ("tinh-nghe-an",), "Bảo đảm an toàn xã hội năm 2023"),
        ("Chuyển đổi số của thành phố năm 2023", (), "Chuyển đổi số của thành phố năm 2023"),
        ("Giáo dục và đào tạo năm 2023", ("tinh-nghe-an", "so-giao-duc"),
         "Giáo dục và đào tạo năm 2023"),
    ],
)  # fmt: skip
def test_places_of_a_title(title: str, unit: tuple[str, ...], left: str) -> None:
    assert without_places(title, unit).lower() == (left or "Cải cách hành chính năm 2023").lower()
