"""Units before the mergers of 2019 to 2021: found on their days, and no other taken for them."""

from __future__ import annotations

import datetime

import pytest

from cancu.ingest.home import NOWHERE, Home
from cancu.ingest.issuer_days import why_ended
from cancu.ingest.issuing_body import Body, Level
from cancu.ingest.own_unit import unit_of
from cancu.ingest.seat import ended_before, seat
from cancu.ontology import units
from cancu.ontology.unit_states import state_on

LATER = datetime.date(2024, 1, 2)


@pytest.mark.parametrize(
    ("name", "on", "within", "paths"),
    [
        # a commune merged away, and a namesake elsewhere that stayed
        ("xã Song Lộc", "2018-05-04", None, ["tinh-ha-tinh/huyen-can-loc/xa-song-loc",
                                             "tinh-tra-vinh/huyen-chau-thanh/xa-song-loc"]),
        ("xã Song Lộc", "2018-05-04", "42", ["tinh-ha-tinh/huyen-can-loc/xa-song-loc"]),
        ("xã Song Lộc", "2024-01-02", None, ["tinh-tra-vinh/huyen-chau-thanh/xa-song-loc"]),
        ("xã Kim Song Trường", "2018-05-04", None, []),
        ("xã Kim Song Trường", "2021-01-04", None,
         ["tinh-ha-tinh/huyen-can-loc/xa-kim-song-truong"]),
        # the day is not known: both are possible
        ("xã Kim Song Trường", "2020-02-03", None,
         ["tinh-ha-tinh/huyen-can-loc/xa-kim-song-truong"]),
        ("xã Song Lộc", "2020-02-03", "443", ["tinh-ha-tinh/huyen-can-loc/xa-song-loc"]),
        # a district merged away, to the day
        ("huyện Kỳ Sơn", "2019-12-31", None,
         ["tinh-hoa-binh/huyen-ky-son", "tinh-nghe-an/huyen-ky-son"]),
        ("huyện Kỳ Sơn", "2020-01-01", None, ["tinh-nghe-an/huyen-ky-son"]),
        ("huyện Hoành Bồ", "2019-06-01", None, ["tinh-quang-ninh/huyen-hoanh-bo"]),
        ("huyện Hoành Bồ", "2020-06-01", None, []),
        ("huyện Quảng Hòa", "2020-02-29", None, []),
        ("huyện Quảng Hòa", "2020-03-01", None, ["tinh-cao-bang/huyen-quang-hoa"]),
        ("huyện Phục Hòa", "2020-02-29", None, ["tinh-cao-bang/huyen-phuc-hoa"]),
        ("quận 9", "2020-12-31", None, ["thanh-pho-ho-chi-minh/quan-9"]),
        ("quận 9", "2021-01-01", None, []),
        ("thành phố Thủ Đức", "2020-12-31", None, []),
        ("quận Thủ Đức", "2020-12-31", None, ["thanh-pho-ho-chi-minh/quan-thu-duc"]),
        # of another kind, and the communes below with it
        ("huyện Sa Pa", "2018-03-01", None, ["tinh-lao-cai/huyen-sa-pa"]),
        ("thị xã Sa Pa", "2018-03-01", None, []),
        ("thị xã Sa Pa", "2022-03-01", None, ["tinh-lao-cai/thi-xa-sa-pa"]),
        ("thị xã Dĩ An", "2020-01-31", None, ["tinh-binh-duong/thi-xa-di-an"]),
        ("thành phố Dĩ An", "2020-02-01", None, ["tinh-binh-duong/thanh-pho-di-an"]),
        ("huyện Quế Võ", "2023-04-09", None, ["tinh-bac-ninh/huyen-que-vo"]),
        ("thị xã Quế Võ", "2023-04-10", None, ["tinh-bac-ninh/thi-xa-que-vo"]),
        ("xã Hoài Châu", "2018-03-01", None, ["tinh-binh-dinh/huyen-hoai-nhon/xa-hoai-chau"]),
        ("xã Hoài Châu", "2021-03-01", None, ["tinh-binh-dinh/thi-xa-hoai-nhon/xa-hoai-chau"]),
        ("xã Hoài Thanh", "2018-03-01", None, ["tinh-binh-dinh/huyen-hoai-nhon/xa-hoai-thanh"]),
        ("xã Hoài Thanh", "2021-03-01", None, []),
        # of another name
        ("huyện Tĩnh Gia", "2020-05-31", None, ["tinh-thanh-hoa/huyen-tinh-gia"]),
        ("thị xã Nghi Sơn", "2020-06-01", None, ["tinh-thanh-hoa/thi-xa-nghi-son"]),
        # another spelling is no other unit
        ("TP. Qui Nhơn", "2018-03-01", None, ["tinh-binh-dinh/thanh-pho-quy-nhon"]),
        # merged, and the name went on under another code
        ("thị trấn Yến Lạc", "2018-03-01", None, ["tinh-bac-kan/huyen-na-ri/thi-tran-yen-lac"]),
        ("thị trấn Yến Lạc", "2020-02-01", None, ["tinh-bac-kan/huyen-na-ri/thi-tran-yen-lac"]),
    ],
)  # fmt: skip
def test_find(name: str, on: str, within: str | None, paths: list[str]) -> None:
    day = datetime.date.fromisoformat(on)
    found = dict.fromkeys(units.slug(unit) for unit in units.find(name, on=day, within=within))
    assert sorted(found) == sorted(paths)


@pytest.mark.parametrize(
    ("name", "on", "after"),
    [
        ("huyện Kỳ Sơn", "17", {"thành phố Hòa Bình"}),
        ("huyện Hoành Bồ", "22", {"thành phố Hạ Long"}),
        ("huyện Trà Lĩnh", "04", {"huyện Trùng Khánh", "huyện Quảng Hòa"}),
        ("huyện Quảng Uyên", "04", {"huyện Quảng Hòa"}),
        ("huyện Phục Hòa", "04", {"huyện Quảng Hòa"}),
        ("huyện Tây Trà", "51", {"huyện Trà Bồng"}),
        ("quận 2", "79", {"thành phố Thủ Đức"}),
        ("quận Thủ Đức", "79", {"thành phố Thủ Đức"}),
        ("thị xã Phổ Yên", "19", {"thành phố Phổ Yên"}),
        # not known of most communes that were merged away
        ("xã Kim Lộc", "42", set()),
    ],
)
def test_became(name: str, on: str, after: set[str]) -> None:
    before = units.find(name, on=datetime.date(2019, 1, 2), within=on)
    assert len(before) == 1
    assert {unit.full_name for unit in units.became(before[0], LATER)} == after


@pytest.mark.parametrize(
    ("code", "on", "was"),
    [
        ("543", "2018-01-02", "huyện Hoài Nhơn"),
        ("407", "2018-01-02", "huyện Tĩnh Gia"),
        ("21649", "2018-01-02", "xã Hoài Châu"),
        # made of several: the one of its name
        ("769", "2018-01-02", "quận Thủ Đức"),
        # made of several of other names, or perhaps of several
        ("049", "2018-01-02", None),
        ("18436", "2018-01-02", None),
    ],
)
def test_state_on_a_day_before(code: str, on: str, was: str | None) -> None:
    state = state_on(units.get(code), datetime.date.fromisoformat(on))
    assert (state.full_name if state else None) == was


@pytest.mark.parametrize(
    ("place", "level", "on", "text", "path"),
    [
        ("xã Song Lộc", "commune", "2018-05-04", "UBND xã Song Lộc, huyện Can Lộc, tỉnh Hà Tĩnh",
         "tinh-ha-tinh/huyen-can-loc/xa-song-loc"),
        ("xã Song Lộc", "commune", "2018-05-04", "theo Kế hoạch của UBND huyện Can Lộc",
         "tinh-ha-tinh/huyen-can-loc/xa-song-loc"),
        ("xã Song Lộc", "commune", "2020-02-03", "UBND huyện Can Lộc",
         "tinh-ha-tinh/huyen-can-loc/xa-song-loc"),
        ("xã Song Lộc", "commune", "2018-05-04", "UBND huyện", None),
        # unique on the day, but what is said to lie above is not above it
        ("xã Song Lộc", "commune", "2024-05-04", "xã Song Lộc, huyện Can Lộc và huyện Châu Thành",
         None),
        ("xã Song Lộc", "commune", "2024-05-04", "xã Song Lộc thuộc tỉnh Hà Tĩnh", None),
        ("xã Song Lộc", "commune", "2024-05-04", "UBND huyện Can Lộc", None),
        ("huyện Kỳ Sơn", "district", "2022-05-04", "UBND tỉnh Hòa Bình", None),
        ("thị xã Nghi Sơn", "district", "2018-05-04", "UBND tỉnh Thanh Hóa", None),
        # unique on the day, and nothing or the right thing said
        ("xã Song Lộc", "commune", "2024-05-04", "UBND huyện",
         "tinh-tra-vinh/huyen-chau-thanh/xa-song-loc"),
        ("xã Song Lộc", "commune", "2024-05-04", "UBND huyện Châu Thành, thành phố Hồ Chí Minh",
         "tinh-tra-vinh/huyen-chau-thanh/xa-song-loc"),
        ("huyện Kỳ Sơn", "district", "2022-05-04", "UBND tỉnh Nghệ An",
         "tinh-nghe-an/huyen-ky-son"),
        ("huyện Kỳ Sơn", "district", "2019-05-04", "UBND tỉnh Hòa Bình",
         "tinh-hoa-binh/huyen-ky-son"),
        ("huyện Kỳ Sơn", "district", "2019-05-04", "UBND tỉnh", None),
        # two states of one path on a day that is not known
        ("thị trấn Yến Lạc", "commune", "2020-02-03", "UBND huyện Na Rì",
         "tinh-bac-kan/huyen-na-ri/thi-tran-yen-lac"),
        # others beside it, not above it
        ("tỉnh Hà Tĩnh", "province", "2018-05-04", "tỉnh Hà Tĩnh, tỉnh Nghệ An", "tinh-ha-tinh"),
        ("huyện Đức Thọ", "district", "2024-05-04", "huyện Đức Thọ, huyện Can Lộc, tỉnh Hà Tĩnh",
         "tinh-ha-tinh/huyen-duc-tho"),
        ("huyện Đức Thọ", "district", "2024-05-04", "huyện Đức Thọ, thành phố Vinh",
         "tinh-ha-tinh/huyen-duc-tho"),
    ],
)  # fmt: skip
def test_the_unit_of_a_body(place: str, level: Level, on: str, text: str, path: str | None) -> None:
    kind = next(kind for kind in ("xã", "huyện", "thị xã", "thị trấn", "tỉnh")
                if place.startswith(f"{kind} ") and place[len(kind) + 1].isupper())  # fmt: skip
    body = Body(f"Ủy ban nhân dân {place}", level, kind, place[len(kind) + 1 :])
    unit = unit_of(body, datetime.date.fromisoformat(on), text)
    assert (units.slug(unit) if unit else None) == path


@pytest.mark.parametrize(
    ("issuer", "on", "path"),
    [
        ("UBND xã Song Lộc, huyện Can Lộc, tỉnh Hà Tĩnh", "2018-05-04",
         "tinh-ha-tinh/huyen-can-loc/xa-song-loc"),
        # cited as it was called before
        ("UBND xã Độc Lập, huyện Kỳ Sơn, tỉnh Hòa Bình", "2021-05-04",
         "tinh-hoa-binh/thanh-pho-hoa-binh/xa-doc-lap"),
        # the register has no such commune there on that day, nor before
        ("UBND xã Song Lộc, huyện Đức Thọ, tỉnh Hà Tĩnh", "2024-05-04",
         "tinh-ha-tinh/huyen-duc-tho/xa-song-loc"),
        ("UBND huyện Kỳ Sơn, tỉnh Hòa Bình", "2019-05-04", "tinh-hoa-binh/huyen-ky-son"),
        # before the lists a district may be one that they do not have
        ("UBND huyện Kỳ Sơn, tỉnh Lào Cai", "2018-05-04", "tinh-lao-cai/huyen-ky-son"),
        ("UBND tỉnh Hà Tây", "2006-05-04", "tinh-ha-tay"),
        # the sources spell its first word in three ways
        ("UBND huyện Đắk Đoa, tỉnh Gia Lai", "2024-08-02", "tinh-gia-lai/huyen-dak-doa"),
        ("UBND huyện Tĩnh Gia", "2018-05-04", "tinh-thanh-hoa/huyen-tinh-gia"),
    ],
)  # fmt: skip
def test_where_a_cited_body_stands(issuer: str, on: str, path: str) -> None:
    day = datetime.date.fromisoformat(on)
    name = issuer.replace("UBND", "Ủy ban nhân dân").replace(",", "")
    home: Home = NOWHERE
    assert seat(name, ("KH", "UBND"), day, home).paths == (f"ubnd/{path}",)


@pytest.mark.parametrize(
    ("issuer", "on", "said"),
    [
        ("UBND huyện Kỳ Sơn, tỉnh Lào Cai", "2022-05-04",
         "không có huyện Kỳ Sơn, tỉnh Lào Cai vào ngày 4/5/2022; tên gần giống: huyện Kỳ Sơn, tỉnh "
         "Nghệ An"),
        ("UBND huyện Việt Yên, tỉnh Nghệ An", "2024-08-02",
         "không có huyện Việt Yên, tỉnh Nghệ An vào ngày 2/8/2024; tên gần giống: "),
        ("UBND tỉnh Hà Tây", "2022-05-04", "không có tỉnh Hà Tây vào ngày 4/5/2022. /"),
        ("UBND xã Không Đâu", "2025-08-02", "không có xã Không Đâu vào ngày 2/8/2025. /"),
        ("UBND xã Hồng Thử", "2025-08-02",
         "không có xã Hồng Thử vào ngày 2/8/2025; tên gần giống: xã Hồng Thu, tỉnh Lai Châu. /"),
        ("UBND xã Ea Hleo, tỉnh Đắk Lắk", "2025-08-02",
         "vào ngày 2/8/2025; tên gần giống: xã Ea H'Leo, tỉnh Đắk Lắk. /"),
        ("UBND phường Mường Toong, tỉnh Điện Biên", "2025-08-02",
         "không có phường Mường Toong, tỉnh Điện Biên vào ngày 2/8/2025; tên gần giống: xã Mường "
         "Toong, tỉnh Điện Biên"),
    ],
)  # fmt: skip
def test_a_unit_that_the_register_would_have_is_none(issuer: str, on: str, said: str) -> None:
    name = issuer.replace("UBND", "Ủy ban nhân dân").replace(",", "")
    found = seat(name, ("KH", "UBND"), datetime.date.fromisoformat(on), NOWHERE)
    assert not found.paths
    assert found.why is not None and said in found.why


@pytest.mark.parametrize(
    ("issuer", "on"),
    [
        # wards formed with a city of 2026, of which no list was at hand
        ("UBND phường Không Đâu, thành phố Đồng Nai", "2026-08-02"),
        # what lay below the districts is known in part
        ("UBND xã Không Đâu, huyện Yên Thành, tỉnh Nghệ An", "2024-08-02"),
    ],
)
def test_a_unit_that_the_register_may_lack_has_the_path_of_its_words(issuer: str, on: str) -> None:
    name = issuer.replace("UBND", "Ủy ban nhân dân").replace(",", "")
    (path,) = seat(name, ("KH", "UBND"), datetime.date.fromisoformat(on), NOWHERE).paths
    assert path.endswith("-khong-dau")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("358", "huyện Mỹ Lộc chỉ tồn tại đến hết 31/8/2024"),
        # of the mergers in Hải Dương the day is not known
        ("10522", "phường Phạm Ngũ Lão thôi tồn tại trong khoảng từ 10/4/2023 đến 1/3/2025"),
    ],
)
def test_when_a_unit_ended_is_told_as_far_as_known(code: str, said: str) -> None:
    assert said in why_ended(units.get(code))


def test_a_day_between_the_last_days_is_not_called_impossible() -> None:
    day = datetime.date(2025, 1, 15)
    name = "Ủy ban nhân dân phường Phạm Ngũ Lão thành phố Hải Dương tỉnh Hải Dương"
    assert ended_before(name, day, NOWHERE) is None
    assert ended_before(name, datetime.date(2025, 3, 15), NOWHERE) == units.get("10522")
