"""Where a document is at home: what "tỉnh", "huyện" and "thành phố" mean in it."""

from __future__ import annotations

import pytest

from cancu.ingest.bodies import body_at
from cancu.ingest.home import NOWHERE, Home, at_home, home
from cancu.ingest.places import place_names
from cancu.ingest.structure import Header
from cancu.ingest.view import view


def of(issuer: str, level: str, day: str, unit: str | None = None, text: str = "") -> Home:
    header = Header(issuer=issuer, level=level, date=day, issuer_unit=unit)  # type: ignore[arg-type]
    return home(view(text), header)


MEANT = [
    # the district that the commune lay in on that day
    (of("Ủy ban nhân dân xã Thạch Châu", "commune", "2023-03-10", "18583-2023"), "huyện",
     ("huyện", "Lộc Hà")),
    (of("Ủy ban nhân dân xã Thạch Châu", "commune", "2023-03-10", "18583-2023"), "tỉnh",
     ("tỉnh", "Hà Tĩnh")),
    # a city that was a province of another name
    (of("Ủy ban nhân dân thành phố Huế", "province", "2025-11-18", "46"), "tỉnh",
     ("tỉnh", "Thừa Thiên Huế")),
    (of("Ủy ban nhân dân thành phố Huế", "province", "2025-11-18", "46"), "thành phố",
     ("thành phố", "Huế")),
    # what was made of one province and a city
    (of("Ủy ban nhân dân thành phố Đà Nẵng", "province", "2025-11-18", "48-2025"), "tỉnh",
     ("tỉnh", "Quảng Nam")),
    # made of two provinces: not decided
    (of("Ủy ban nhân dân thành phố Cần Thơ", "province", "2025-11-18", "92-2025"), "tỉnh", None),
    (of("Ủy ban nhân dân tỉnh An Giang", "province", "2025-03-05", "89"), "huyện", None),
    # no unit in the register: the text decides where it names one place only
    (of("Sở Tài chính", "department", "2024-01-02", None, "UBND tỉnh Lai Châu giao Sở Tài chính"),
     "tỉnh", ("tỉnh", "Lai Châu")),
    (of("Sở Tài chính", "department", "2024-01-02", None, "tỉnh Lai Châu và tỉnh Sơn La"), "tỉnh",
     None),
    # a commune of today cites the district that the communes it was made of lay in
    (of("Ủy ban nhân dân xã Hương Sơn", "commune", "2025-11-20", "18133-2025"), "huyện",
     ("huyện", "Hương Sơn")),
    (of("Ủy ban nhân dân phường Bắc Hồng Lĩnh", "commune", "2025-11-20", "18115-2025"), "huyện",
     None),
    (NOWHERE, "tỉnh", None),
]  # fmt: skip


@pytest.mark.parametrize(("at", "kind", "wanted"), MEANT)
def test_a_kind_of_place_means_the_own_one(
    at: Home, kind: str, wanted: tuple[str, str] | None
) -> None:
    assert at.named(kind) == wanted


@pytest.mark.parametrize(("stated", "wanted"), [
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh An Giang"),
    ("UBND tỉnh Kế hoạch ban hành", "Ủy ban nhân dân tỉnh An Giang"),
    ("UBND tỉnh Bà Rịa - Vũng Tàu", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"),
    ("UBND tỉnh Hà Tây", "Ủy ban nhân dân tỉnh Hà Tây"),
    ("UBND tỉnh Đăk Lăk", "Ủy ban nhân dân tỉnh Đắk Lắk"),
    ("UBND thành phố Quy định về", "Ủy ban nhân dân thành phố"),
    ("Tỉnh ủy", "Tỉnh ủy An Giang"),
])  # fmt: skip
def test_a_body_is_named_in_full(stated: str, wanted: str) -> None:
    body = body_at(stated, stated.lower(), 0)
    assert body is not None
    assert (
        at_home(body, of("Ủy ban nhân dân tỉnh An Giang", "province", "2025-03-05", "89")) == wanted
    )


def test_names_of_provinces_are_of_all_times() -> None:
    names = place_names("tỉnh")
    for name in ("bắc giang", "hà tây", "thừa thiên huế", "đắc lắc"):
        assert names.longest_at(name, 0) is not None
    assert names.longest_at("kế hoạch", 0) is None
