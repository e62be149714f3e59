"""The register of units: its rows hold together, names are found or stay ambiguous."""

from __future__ import annotations

import datetime
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ontology import units
from cancu.ontology.units import Unit

MERGED = datetime.date(2025, 7, 1)
BEFORE = datetime.date(2025, 6, 30)
LISTED_2019 = datetime.date(2019, 10, 5)
LAST_OF_2023 = datetime.date(2023, 4, 9)
"""The day before the list of 2023, whose communes cannot be told from those before on any day."""
ALL = tuple(unit for level in ("province", "district", "commune") for unit in units.units(level))
any_unit = st.sampled_from(ALL)


@pytest.mark.parametrize(
    ("level", "day", "count"),
    [
        ("province", BEFORE, 63),
        ("district", BEFORE, 696),
        ("commune", BEFORE, 10035),
        ("province", LISTED_2019, 63),
        ("district", LISTED_2019, 713),
        ("commune", LISTED_2019, 11160),
        ("province", LAST_OF_2023, 63),
        ("district", LAST_OF_2023, 705),
        ("province", MERGED, 34),
        ("district", MERGED, 0),
        ("commune", MERGED, 3321),
        ("province", datetime.date(2026, 11, 1), 34),
        ("commune", datetime.date(2026, 11, 1), 3321),
    ],
)
def test_count(level: units.UnitLevel, day: datetime.date, count: int) -> None:
    assert sum(unit.exists_on(day) for unit in units.units(level)) == count


def test_windows_lie_around_the_days() -> None:
    for unit in ALL:
        first, last = unit.first_days, unit.last_days
        assert first is None or first.first <= first.last, unit
        assert last is None or last.first <= last.last, unit
        assert not unit.surely_from or unit.valid_from != unit.surely_from, unit
        assert not unit.surely_to or unit.valid_to != unit.surely_to, unit


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("358", None, "2024-08-31"),  # huyện Mỹ Lộc, Nghị quyết 1104/NQ-UBTVQH15
        ("721", "2024-05-01", "2025-06-30"),  # thành phố Bến Cát, Nghị quyết 1012/NQ-UBTVQH15
        ("721-2023", None, "2024-04-30"),
        ("222", "2024-02-01", "2025-06-30"),  # thị xã Việt Yên, Nghị quyết 938/NQ-UBTVQH15
        ("413", None, "2024-11-30"),  # thị xã Cửa Lò, Nghị quyết 1243/NQ-UBTVQH15
        ("754", "2025-03-01", "2025-06-30"),  # thành phố Phú Mỹ, Nghị quyết 1365/NQ-UBTVQH15
        ("00181-2023", None, "2024-12-31"),  # phường Văn Miếu, merged and renamed
        # only the lists before and after tell: a xã that became a phường of thành phố Hà Tĩnh
        ("18100", "2023-04-10 2025-03-01", "2025-06-30"),
        ("18100-2023", None, "2023-04-09 2025-02-28"),
    ],
)
def test_first_and_last_days(code: str, first: str | None, last: str) -> None:
    def told(days: units.Span | None) -> str | None:
        return " ".join(dict.fromkeys((str(days.first), str(days.last)))) if days else None

    unit = units.get(code)
    assert (told(unit.first_days), told(unit.last_days)) == (first, last), unit


def test_the_days_of_districts_are_known_since_2019() -> None:
    assert not [u for u in ALL if u.level == "district" and (u.surely_from or u.surely_to)]


def test_every_parent_was_there_when_the_child_began() -> None:
    for unit in ALL:
        if unit.parent is None:
            assert unit.level == "province"
            continue
        parent = units.get(unit.parent)
        assert parent.valid_from is None or (
            unit.valid_from is not None and parent.exists_on(unit.valid_from)
        ), unit


def test_every_successor_is_in_the_register_and_came_later() -> None:
    for unit in ALL:
        for code in unit.successors:
            later = units.get(code)
            assert unit.valid_to is not None, unit
            assert later.valid_to is None or later.valid_to > unit.valid_to, unit


def test_all_but_the_oldest_are_known_to_have_become_something() -> None:
    for unit in ALL:
        if unit.valid_to == BEFORE:
            assert units.became(unit, MERGED), unit


def test_keys_of_the_tables_are_those_of_looking_up() -> None:
    for unit in ALL:
        assert unit in units.find(unit.name), unit


def test_paths_are_unique_on_any_day() -> None:
    for day in (LISTED_2019, BEFORE, MERGED, datetime.date(2026, 11, 1)):
        living = [unit for unit in ALL if unit.exists_on(day)]
        assert len({units.slug(unit) for unit in living}) == len(living)


def test_a_path_is_shared_only_with_what_one_became() -> None:
    for day in (datetime.date(2020, 3, 15), LAST_OF_2023):
        by_path: dict[str, list[Unit]] = {}
        for unit in ALL:
            if unit.exists_on(day):
                by_path.setdefault(units.slug(unit), []).append(unit)
        for states in by_path.values():
            for one, other in combinations(states, 2):
                assert one.code in other.successors or other.code in one.successors, states


def test_no_day_is_left_between_two_states_of_a_code() -> None:
    for unit in ALL:
        for code in unit.successors:
            later = units.get(code)
            if later.code.partition("-")[0] == unit.code.partition("-")[0] and later.valid_from:
                assert unit.valid_to is not None
                assert later.valid_from <= unit.valid_to + datetime.timedelta(days=1), unit


@given(any_unit)
def test_found_by_name_kind_and_parent(unit: Unit) -> None:
    assert unit in units.find(unit.name, unit.kind, within=unit.parent)
    assert unit in units.find(unit.full_name, on=unit.valid_from or unit.valid_to)


@given(any_unit, st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_spelling_does_not_matter(unit: Unit, form: str, upper: bool) -> None:
    name = unicodedata.normalize(form, unit.name.upper() if upper else unit.name)  # type: ignore[arg-type]
    assert units.find(name, unit.kind) == units.find(unit.name, unit.kind)


@pytest.mark.parametrize(
    ("name", "on", "within", "paths"),
    [
        ("huyện Gia Lộc", None, None, ["tinh-hai-duong/huyen-gia-loc"]),
        ("TP. Hồ Chí Minh", BEFORE, None, ["thanh-pho-ho-chi-minh"]),
        ("TP.HCM", MERGED, None, ["thanh-pho-ho-chi-minh"]),
        ("tỉnh THUẬN HOÁ", None, None, []),
        ("quận Thuận Hoá", BEFORE, None, ["thanh-pho-hue/quan-thuan-hoa"]),
        ("Q.1", None, None, ["thanh-pho-ho-chi-minh/quan-1"]),
        ("Bà Rịa Vũng Tàu", None, None, ["tinh-ba-ria-vung-tau"]),
        ("xã Lê Lợi", MERGED, None, ["tinh-lai-chau/xa-le-loi", "tinh-hung-yen/xa-le-loi"]),
        ("xã Lê Lợi", BEFORE, "297", ["tinh-hai-duong/huyen-gia-loc/xa-le-loi"]),
        ("xã Văn Lang", MERGED, "19-2025", ["tinh-thai-nguyen/xa-van-lang-02143"]),
        ("Xa Van Lang", MERGED, "19-2025",
         ["tinh-thai-nguyen/xa-van-lang-02143", "tinh-thai-nguyen/xa-van-lang-05665"]),
        ("tỉnh Đồng Nai", datetime.date(2026, 5, 1), None, []),
        ("thành phố Đồng Nai", datetime.date(2026, 5, 1), None, ["thanh-pho-dong-nai"]),
        ("Atlantis", None, None, []),
    ],
)  # fmt: skip
def test_find(name: str, on: datetime.date | None, within: str | None, paths: list[str]) -> None:
    # States of one unit may answer together where no day is given.
    found = dict.fromkeys(units.slug(unit) for unit in units.find(name, on=on, within=within))
    assert list(found) == paths


@pytest.mark.parametrize(
    ("code", "day", "after"),
    [
        ("24", MERGED, {"tỉnh Bắc Ninh"}),
        ("24", datetime.date(2026, 10, 1), {"thành phố Bắc Ninh"}),
        ("46-2023", MERGED, {"thành phố Huế"}),
        ("11041", MERGED, {"xã Gia Lộc", "xã Yết Kiêu"}),
        ("01", MERGED, {"thành phố Hà Nội"}),
        ("221", datetime.date(2025, 5, 1), {"thành phố Bắc Giang"}),
        ("471", MERGED, {"đặc khu Cồn Cỏ"}),
    ],
)
def test_became(code: str, day: datetime.date, after: set[str]) -> None:
    assert {unit.full_name for unit in units.became(units.get(code), day)} == after


def test_ancestors_follow_the_day() -> None:
    commune = units.find("xã Long Phước", on=MERGED, within="75-2025")[0]
    assert [u.full_name for u in units.ancestors(commune)] == ["tỉnh Đồng Nai"]
    later = datetime.date(2026, 6, 1)
    assert units.province_of(commune, later).full_name == "thành phố Đồng Nai"


def test_unknown_code_says_so() -> None:
    with pytest.raises(KeyError, match="99999"):
        units.get("99999")
