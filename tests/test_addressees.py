"""Whom the wording of a cell addresses."""

from __future__ import annotations

import pytest

from cancu.queries.addressees import (
    addressed,
    classes,
    counterparts,
    level_of,
    names,
    near_names,
    place_slug,
)


@pytest.mark.parametrize(
    ("wording", "levels"),
    [
        ("Các sở, ban, ngành; UBND huyện, thành phố", {"department", "district"}),
        ("Các sở, ban, ngành, UBND huyện, TP", {"department", "district"}),
        ("Các Sở, ngành, UBND huyện, thành phố (TP)", {"department", "district"}),
        ("Giám đốc các sở, Thủ trưởng các ban, ngành", {"department"}),
        ("UBND xã, phường, thị trấn", {"commune"}),
        ("Uỷ ban nhân dân các xã, phường", {"commune"}),
        ("UBND các huyện, thị xã, thành phố", {"district"}),
        ("Chủ tịch UBND huyện, thành phố", {"district"}),
        ("Ủy ban nhân dân cấp tỉnh, cấp huyện, cấp xã", {"province", "district", "commune"}),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", {"province"}),
        ("Các bộ, ngành, địa phương", {"ministry", "province"}),
        ("Các phòng và đơn vị trực thuộc", {"unit"}),
        ("UBND đặc khu, xã, phường", {"commune"}),
        ("UBND xã Minh Lãng", set()),
        ("UBND thành phố Thủ Đức", set()),
        ("Văn phòng UBND tỉnh", set()),
        ("Văn phòng HĐND và UBND huyện", set()),
        ("Sở Tư pháp", set()),
        ("Công chức Văn phòng - Thống kê", set()),
        ("", set()),
    ],
)
def test_classes(wording: str, levels: set[str]) -> None:
    assert classes(wording) == levels


@pytest.mark.parametrize(
    ("wording", "body", "expected"),
    [
        ("Văn phòng UBND tỉnh", "văn phòng ủy ban nhân dân tỉnh", True),
        ("VĂN PHÒNG UỶ BAN NHÂN DÂN TỈNH", "Văn phòng UBND tỉnh", True),
        ("Văn phòng Ủy ban nhân dân (UBND) tỉnh", "Văn phòng UBND tỉnh", True),
        ("VP. UBND tỉnh; Sở Nội vụ", "Văn phòng UBND tỉnh", True),
        ("- Sở Nội vụ - Văn phòng UBND tỉnh", "Sở Nội vụ", True),
        ("Sở Nội vụ và UBND tỉnh", "UBND tỉnh", True),
        ("Chủ tịch UBND tỉnh", "UBND tỉnh", True),
        ("UBND xã Minh Lãng", "Chủ tịch Ủy ban nhân dân xã Minh Lãng", True),
        ("Văn phòng UBND tỉnh", "UBND tỉnh", False),
        ("Văn phòng HĐND và UBND huyện", "UBND huyện", False),
        ("Sở Nội vụ", "Sở Nội", True),
        ("Sở Nội vụ", "Sở Nộ", False),
        ("Thanh tra Sở", "Thanh tra Sở Y tế", False),
        ("", "Sở Y tế", False),
    ],
)
def test_names(wording: str, body: str, expected: bool) -> None:
    assert names(wording, body) is expected


@pytest.mark.parametrize(
    ("body", "near", "level", "place"),
    [
        ("Sở Tư pháp tỉnh Thái Bình", ("sở tư pháp",), "department", "tinh-thai-binh"),
        ("Văn phòng UBND tỉnh Thái Bình", ("văn phòng ubnd tỉnh",), None, "tinh-thai-binh"),
        ("Ủy ban nhân dân xã Minh Lãng", (), "commune", "xa-minh-lang"),
        ("Chủ tịch UBND huyện Vũ Thư", (), "district", "huyen-vu-thu"),
        ("Bộ Nội vụ", (), "ministry", None),
        ("Phòng Tư pháp huyện", (), "unit", None),
        ("Sở Tài chính", (), "department", None),
    ],
)
def test_a_body_by_its_name(
    body: str, near: tuple[str, ...], level: str | None, place: str | None
) -> None:
    assert (near_names(body), level_of(body), place_slug(body)) == (near, level, place)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Văn phòng HĐND và UBND huyện", "Văn phòng UBND tỉnh", True),
        ("Phòng Nội vụ huyện", "Sở Nội vụ", True),
        ("Công an xã", "Công an huyện", True),
        ("Phòng Tư pháp huyện", "Sở Nội vụ", False),
        ("Sở Nội vụ", "Sở Nội vụ", False),
        ("UBND xã", "UBND huyện", False),
        ("Phòng Nội vụ; Phòng Tư pháp", "Sở Nội vụ; Sở Tư pháp", False),
        (None, "Sở Nội vụ", False),
    ],
)
def test_counterparts(one: str | None, other: str | None, expected: bool) -> None:
    assert counterparts(one, other) is expected


def test_a_name_comes_before_a_class() -> None:
    body = "Sở Tư pháp tỉnh Thái Bình"
    assert addressed("Sở Tư pháp; các sở, ban, ngành", body, "department") == "name"
    assert addressed("Các sở, ban, ngành", body, "department") == "class"
    assert addressed("UBND huyện, thành phố", body, "department") is None
    assert addressed(None, body, "department") is None
