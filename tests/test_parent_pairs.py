"""Which of two plans is proposed as the other's parent: a table of pairs, right and absurd."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.queries.plan_period import period
from cancu.queries.plan_subject import likeness, subject_of
from tests.parent_pairs import Pair, pairs, proposed

TABLE = Path(__file__).with_name("parent_pairs.csv")
PAIRS = pairs(TABLE)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[bool]:
    return proposed(PAIRS, tmp_path_factory.mktemp("pairs"))


@pytest.mark.parametrize(
    ("place", "pair"), list(enumerate(PAIRS)), ids=[f"{p.lower[2]} < {p.upper[2]}" for p in PAIRS]
)
def test_a_parent_is_proposed(found: list[bool], place: int, pair: Pair) -> None:
    assert found[place] is pair.expected


@pytest.mark.parametrize(
    ("title", "first", "last", "left"),
    [
        ("Chuyển đổi số năm 2024", "2024-01", "2024-12", "chuyển đổi số"),
        ("Chuyển đổi số giai đoạn 2021 – 2025", "2021-01", "2025-12", "chuyển đổi số"),
        ("Giảm nghèo giai đoạn 2021-2025, định hướng đến năm 2030", "2021-01", "2025-12",
         "giảm nghèo"),
        ("Giảm nghèo giai đoạn 2021 - 2025 trong năm 2023", "2023-01", "2023-12",
         "giảm nghèo trong"),
        ("Phát triển hạ tầng số đến năm 2030", "2024-01", "2030-12", "phát triển hạ tầng số"),
        ("Kiểm tra công vụ quý III/2024", "2024-07", "2024-09", "kiểm tra công vụ"),
        ("Kiểm tra công vụ quý 2 năm 2025", "2025-04", "2025-06", "kiểm tra công vụ"),
        ("Cơ chế một cửa 6 tháng cuối năm 2024", "2024-07", "2024-12", "cơ chế một cửa"),
        ("Cơ chế một cửa 9 tháng đầu năm 2023", "2023-01", "2023-09", "cơ chế một cửa"),
        ("Nhiệm vụ năm học 2024 - 2025", "2024-08", "2025-07", "nhiệm vụ"),
        ("Tuyên truyền tháng 5/2024", "2024-05", "2024-05", "tuyên truyền"),
        ("Ngân sách 03 năm 2026 - 2028", "2026-01", "2028-12", "ngân sách"),
        ("Thực hiện Chỉ thị số 32/CT-TTg ngày 21/10/2025", "2024-01", "2024-12",
         "thực hiện chỉ thị số 32/ct-ttg"),
        ("Phòng, chống thiên tai", "2024-01", "2024-12", "phòng, chống thiên tai"),
    ],
)  # fmt: skip
def test_the_months_of_a_title(title: str, first: str, last: str, left: str) -> None:
    months, rest = period(title, 2024)
    said = [f"{month // 12}-{month % 12 + 1:02d}" for month in (months.first, months.last)]
    assert said == [first, last]
    assert " ".join(rest.split()) == left


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Quản lý, bảo vệ rừng", "Quản lý, sử dụng đất rừng", False),
        ("Kiểm tra, rà soát văn bản", "Rà soát văn bản", True),
        ("Cải cách hành chính, kiểm tra công vụ", "Cải cách hành chính", True),
        ("Chuyển đổi số và cải cách hành chính", "Cải cách hành chính", False),
        ("Phát triển kinh tế số", "Phát triển kinh tế", False),
        ("Phát triển kinh tế - xã hội", "Phát triển kinh tế, xã hội", True),
        ("Thực hiện các nhiệm vụ trọng tâm", "Triển khai nhiệm vụ trọng tâm", False),
        ("Bầu cử đại biểu Quốc hội khóa XV", "Bầu cử đại biểu Quốc hội khóa XVI", False),
        ("Bảo đảm an toàn giao thông", "Bảo đảm an toàn giao thông", True),
        ("Uỷ ban nhân dân kiểm soát TTHC", "Kiểm soát thủ tục hành chính", True),
    ],
)
def test_titles_are_of_one_subject(one: str, other: str, alike: bool) -> None:
    (left, _), (right, _) = (subject_of(title, (), 2024) for title in (one, other))
    assert (likeness(left, right) > 0) is alike
    assert likeness(left, right) == likeness(right, left)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Chuyển đổi số của Sở Nội vụ", "so-noi-vu"),
        ("Chuyển đổi số ngành Y tế", "so-y-te"),
        ("Chuyển đổi số của Sở Lao động - Thương binh và Xã hội năm 2024",
         "so-lao-dong-thuong-binh-va-xa-hoi"),
    ],
)  # fmt: skip
def test_a_body_does_not_name_itself(title: str, body: str) -> None:
    (own, _), (above, _) = (
        subject_of(one, unit, 2024)
        for one, unit in ((title, ("tinh-son-la", body)), ("Chuyển đổi số", ("tinh-son-la",)))
    )
    assert likeness(own, above) == 1
