"""Which of several plans is proposed, and which citations name a parent so that none is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit_store import audit_store
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.proposed_parents import proposed_parents
from cancu.queries.sources import put
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


def read_in(folder: Path, ground: str | None, plans: Sequence[Plan]) -> tuple[list[str], list[str]]:
    """Return the plans proposed for the first of some plans, and the rules that find fault."""
    with open_store(str(folder / "store")) as store:
        iris = []
        for number, (level, day, title) in enumerate(plans, 1):
            said = {"ground": ground} if ground and number == 1 else {}
            text = plan_text(level, date.fromisoformat(day), title, number, **said)
            reading = read_through(read_bytes(text.encode(), str(folder / f"{number}.txt")))
            put(store, document_graph(reading, store.base))
            iris.append(reading.document)
        found = [one for one in proposed_parents(store) if one.child == iris[0]]
        link(store)
        rules = [
            one.rule
            for one in audit_store(store)
            if one.rule == "H01" and one.file.endswith("/1.txt")
        ]
    numbers = [one.parent.rpartition("/")[2].partition("-")[0].lstrip("0") for one in found]
    return numbers, rules


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
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
    ],
)
def test_the_best_is_proposed(tmp_path: Path, plans: list[Plan], expected: list[str]) -> None:
    assert read_in(tmp_path, None, plans)[0] == expected


OF_DISTRICT = "ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân huyện Bắc Mê"
GROUNDS = [
    ("nothing", "Căn cứ tình hình thực tế;", ["2"], True),
    ("a budget", f"Căn cứ Quyết định số 100/QĐ-UBND {OF_DISTRICT} về việc giao dự toán ngân sách "
     "năm 2024;", ["2"], True),
    ("another plan", f"Căn cứ Kế hoạch số 44/KH-UBND {OF_DISTRICT} về phòng, chống thiên tai năm "
     "2024;", ["2"], True),
    ("its subject", f"Căn cứ Kế hoạch số 44/KH-UBND {OF_DISTRICT} về chuyển đổi số năm 2024;",
     [], False),
    ("a programme", f"Căn cứ Quyết định số 45/QĐ-UBND {OF_DISTRICT} phê duyệt Chương trình chuyển "
     "đổi số;", [], False),
    ("no subject", f"Căn cứ Kế hoạch số 44/KH-UBND {OF_DISTRICT};", [], False),
    ("carried out", f"Thực hiện Kế hoạch số 44/KH-UBND {OF_DISTRICT} về cải cách hành chính năm "
     "2024;", [], False),
    ("the province's", "Thực hiện Kế hoạch số 3/KH-UBND ngày 15 tháng 01 năm 2024 của Ủy ban nhân "
     "dân tỉnh Hà Giang về chuyển đổi số;", ["2"], False),
    ("an open one", "Thực hiện Kế hoạch số 44/KH-UBND về chuyển đổi số;", ["2"], False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "expected", "orphan"), [one[1:] for one in GROUNDS], ids=[one[0] for one in GROUNDS]
)
def test_what_names_a_parent(
    tmp_path: Path, ground: str, expected: list[str], orphan: bool
) -> None:
    found, rules = read_in(tmp_path, ground, [COMMUNE, DISTRICT, PROVINCE])
    assert found == expected
    assert rules == (["H01"] if orphan else [])
