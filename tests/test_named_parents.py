"""Which of several plans is proposed, and which citations name a parent so that none is."""

from __future__ import annotations

from datetime import date

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit_store import audit_store
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.proposed_parents import proposed_parents
from cancu.queries.sources import put
from cancu.queries.store import Store
from tests.parent_pairs import plan_text

DIGITAL = "Chuyển đổi số {unit} năm 2024"
PROVINCE = ("province", "2024-01-15", DIGITAL)
DISTRICT = ("district", "2024-02-01", DIGITAL)
COMMUNE = ("commune", "2024-02-20", DIGITAL)
FIVE_YEARS = ("district", "2021-02-01", "Chuyển đổi số {unit} giai đoạn 2021 - 2025")
TELLING = ("district", "2024-02-02", "Tuyên truyền chuyển đổi số {unit} năm 2024")
AND_MORE = ("district", "2024-02-03", "Chuyển đổi số, bảo đảm an toàn thông tin mạng năm 2024")
LATER = ("district", "2024-10-01", DIGITAL)
AGAIN = ("district", "2024-02-10", DIGITAL)

Plan = tuple[str, str, str]
"""Level, day and title; the number is the place among the plans, from 1."""


BEST: list[tuple[list[Plan], list[str]]] = [
    ([COMMUNE, DISTRICT, PROVINCE], ["2"]),
    ([COMMUNE, PROVINCE, DISTRICT], ["3"]),
    ([COMMUNE, TELLING, PROVINCE], ["3"]),
    ([COMMUNE, AND_MORE, PROVINCE], ["3"]),
    ([COMMUNE, AND_MORE], ["2"]),
    ([COMMUNE, LATER, PROVINCE], ["3"]),
    ([COMMUNE, DISTRICT, LATER], ["2"]),
    ([COMMUNE, DISTRICT, AGAIN, PROVINCE], ["3", "2"]),
    ([COMMUNE, FIVE_YEARS, PROVINCE], ["3"]),
    ([COMMUNE, FIVE_YEARS, DISTRICT], ["3"]),
    ([COMMUNE, FIVE_YEARS], ["2"]),
]
GROUNDS: list[tuple[str, str, list[str], bool]] = [
    ("nothing", "Căn cứ tình hình thực tế;", ["2"], True),
    ("a budget", "Căn cứ Quyết định số 100/QĐ-UBND ngày 05/01/2024 của UBND {district} về việc "
     "giao dự toán ngân sách năm 2024;", ["2"], True),
    ("another plan", "Căn cứ Kế hoạch số 44/KH-UBND ngày 05/01/2024 của UBND {district} về phòng, "
     "chống thiên tai năm 2024;", ["2"], True),
    ("its subject", "Căn cứ Kế hoạch số 44/KH-UBND ngày 05/01/2024 của UBND {district} về chuyển "
     "đổi số năm 2024;",
     [], False),
    ("a programme", "Căn cứ Quyết định số 45/QĐ-UBND ngày 05/01/2024 của UBND {district} phê duyệt "
     "Chương trình chuyển đổi số;", [], False),
    ("no subject", "Căn cứ Kế hoạch số 44/KH-UBND ngày 05/01/2024 của UBND {district};", [], False),
    ("carried out", "Thực hiện Kế hoạch số 44/KH-UBND ngày 05/01/2024 của UBND {district} về cải "
     "cách hành chính;", [], False),
    ("the province's", "Thực hiện Kế hoạch số 3/KH-UBND ngày 15 tháng 01 năm 2024 của Ủy ban nhân "
     "dân {province} về chuyển đổi số;", ["2"], False),
    ("an open one", "Thực hiện Kế hoạch số 44/KH-UBND về chuyển đổi số;", ["2"], False),
]  # fmt: skip


CASES: list[tuple[str | None, list[Plan]]] = [
    *((None, plans) for plans, _ in BEST),
    *((ground, [COMMUNE, DISTRICT, PROVINCE]) for _, ground, _, _ in GROUNDS),
]
"""What the first plan stands on, and the plans; every case is in a province of its own."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[str], bool]]:
    """Return of each case the numbers proposed for its first plan, and whether it is an orphan."""
    folder = tmp_path_factory.mktemp("named")
    with open_store(str(folder / "store")) as store:
        first = []
        for line, (ground, plans) in enumerate(CASES):
            iris = [
                put_in(store, one, number, line, ground if number == 1 else None)
                for number, one in enumerate(plans, 1)
            ]
            first.append(iris[0])
        proposals: dict[str, list[str]] = {iri: [] for iri in first}
        for one in proposed_parents(store):
            proposals.setdefault(one.child, []).append(number_of(one.parent))
        link(store)
        faulty = {one.file for one in audit_store(store) if one.rule == "H01"}
    orphans = [any(one.endswith(f"/{line}-1.txt") for one in faulty) for line in range(len(CASES))]
    return [(proposals[iri], orphan) for iri, orphan in zip(first, orphans, strict=True)]


def put_in(store: Store, one: Plan, number: int, line: int, ground: str | None) -> str:
    level, day, title = one
    text = plan_text(level, date.fromisoformat(day), title, number, line=line, ground=ground)
    reading = read_through(read_bytes(text.encode(), f"{line}-{number}.txt"))
    put(store, document_graph(reading, store.base))
    return reading.document


def number_of(document: str) -> str:
    return document.rpartition("/")[2].partition("-")[0].lstrip("0")


@pytest.mark.parametrize("case", range(len(BEST)))
def test_the_best_is_proposed(found: list[tuple[list[str], bool]], case: int) -> None:
    assert found[case] == (BEST[case][1], True)


@pytest.mark.parametrize("case", range(len(GROUNDS)), ids=[one[0] for one in GROUNDS])
def test_what_names_a_parent(found: list[tuple[list[str], bool]], case: int) -> None:
    _, _, expected, orphan = GROUNDS[case]
    assert found[len(BEST) + case] == (expected, orphan)
