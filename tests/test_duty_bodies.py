"""On which bodies of the register a duty is laid, seen from the document's home."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat

from cancu import __version__
from cancu.ingest.addressees import Register
from cancu.ingest.body_list import pieces
from cancu.ingest.contract import as_json
from cancu.ingest.graph import document_graph
from cancu.ingest.home import home
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.steps import read_through
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.view import view
from cancu.ontology import units
from cancu.ontology.body_classes import classes_of, level_of_body
from cancu.ontology.terms import CC
from tests.chain import BASE, PROVINCE
from tests.readings import reading_of

GOLDEN = Path(__file__).parent / "data" / "graph_bodies.trig"
_OLD, _NEW = "2025-01-10", "2025-09-05"


def _unit(name: str, on: str, within: str | None = None) -> str:
    return units.find(name, on=datetime.date.fromisoformat(on), within=within)[0].code


@cache
def _register(key: str) -> Register:
    """The register as a document of the place sees it; the key says place and time."""
    province = _unit("tỉnh Thái Bình", _OLD)
    district = _unit("huyện Vũ Thư", _OLD, province)
    header = {
        "tỉnh": Header(level="province", issuer="Ủy ban nhân dân tỉnh Thái Bình",
                       date=_OLD, issuer_unit=province),
        "sở": Header(level="department", issuer="Sở Tư pháp tỉnh Thái Bình",
                     date=_OLD, issuer_unit=province),
        "huyện": Header(level="district", issuer="Ủy ban nhân dân huyện Vũ Thư",
                        date=_OLD, issuer_unit=district),
        "xã": Header(level="commune", issuer="Ủy ban nhân dân xã Minh Lãng", date=_OLD,
                     issuer_unit=_unit("xã Minh Lãng", _OLD, district)),
        "tỉnh mới": Header(level="province", issuer="Ủy ban nhân dân tỉnh Hưng Yên",
                           date=_NEW, issuer_unit=_unit("tỉnh Hưng Yên", _NEW)),
        "phường mới": Header(level="commune", issuer="Ủy ban nhân dân phường Trà Lý", date=_NEW,
                             issuer_unit=_unit("phường Trà Lý", _NEW)),
        "thành phố": Header(level="province", issuer="Ủy ban nhân dân thành phố Hà Nội",
                            date=_NEW, issuer_unit=_unit("thành phố Hà Nội", _NEW)),
        "bộ": Header(level="ministry", issuer="Bộ Nội vụ", date=_NEW),
    }[key]  # fmt: skip
    return Register(header, home(view(""), header), f"{BASE}/document/0", BASE)


def told(key: str, wording: str) -> list[str]:
    """The bodies of a lead cell, their IRIs without the base; "?" and the reason where open."""
    found = _register(key).named("lead", wording)
    return [
        one.body.removeprefix(f"{BASE}/") if one.body else f"?{one.why.partition(' / ')[0]}"
        for one in found
    ]


TB, VT = "tinh-thai-binh", "tinh-thai-binh/huyen-vu-thu"


@pytest.mark.parametrize(
    ("key", "wording", "expected"),
    [
        ("tỉnh", "Văn phòng UBND tỉnh", [f"vn/van-phong-ubnd/{TB}"]),
        ("tỉnh", "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH", [f"vn/van-phong-ubnd/{TB}"]),
        ("tỉnh", "Giám đốc Sở Nội vụ", [f"vn/so-noi-vu/{TB}"]),
        ("tỉnh", "Sở VHTTDL; Công an tỉnh",
         [f"vn/so-van-hoa-the-thao-va-du-lich/{TB}", f"vn/cong-an-tinh/{TB}"]),
        ("tỉnh", "- Sở Tư pháp - Sở Nội vụ", [f"vn/so-tu-phap/{TB}", f"vn/so-noi-vu/{TB}"]),
        ("tỉnh", "Các sở, ban, ngành; UBND huyện, TP",
         [f"bodies/so-ban-nganh/{TB}", f"bodies/ubnd-cap-huyen/{TB}"]),
        ("tỉnh", "Chủ tịch UBND các xã, phường, thị trấn", [f"bodies/ubnd-cap-xa/{TB}"]),
        ("tỉnh", "UBND cấp huyện, cấp xã",
         [f"bodies/ubnd-cap-huyen/{TB}", f"bodies/ubnd-cap-xa/{TB}"]),
        ("tỉnh", "Văn phòng UBND tỉnh; UBND xã, phường, thị trấn",
         [f"vn/van-phong-ubnd/{TB}", f"bodies/ubnd-cap-xa/{TB}"]),
        ("tỉnh", "UBND huyện Vũ Thư", [f"vn/ubnd/{VT}"]),
        ("tỉnh", "Sở Tài chính và các đơn vị có liên quan",
         [f"vn/so-tai-chinh/{TB}", f"bodies/co-quan/{TB}"]),
        ("tỉnh", "Sở Xây dựng chủ trì", [f"vn/so-xay-dung/{TB}"]),
        ("tỉnh", "Bộ Nội vụ", ["vn/bo-noi-vu"]),
        ("tỉnh", "các địa phương", [f"bodies/dia-phuong-cap-huyen/{TB}"]),
        ("tỉnh mới", "các địa phương", ["bodies/dia-phuong-cap-xa/tinh-hung-yen"]),
        ("tỉnh mới", "UBND xã, phường", ["bodies/ubnd-cap-xa/tinh-hung-yen"]),
        ("tỉnh mới", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ["vn/uy-ban-mttq/tinh-hung-yen"]),
        ("thành phố", "UBND Thành phố", ["vn/ubnd/thanh-pho-ha-noi"]),
        ("thành phố", "Các Sở, ngành Thành phố", ["bodies/so-ban-nganh/thanh-pho-ha-noi"]),
        ("sở", "Các phòng và đơn vị trực thuộc", [f"bodies/phong-don-vi/so-tu-phap/{TB}"]),
        ("sở", "Văn phòng Sở", [f"vn/van-phong-so/so-tu-phap/{TB}"]),
        ("sở", "Trưởng Phòng Hành chính tư pháp", [f"vn/phong-hanh-chinh-tu-phap/so-tu-phap/{TB}"]),
        ("huyện", "Phòng Nội vụ", [f"vn/phong-noi-vu/{VT}"]),
        ("huyện", "Các phòng, ban chuyên môn; UBND các xã",
         [f"bodies/chuyen-mon/{VT}", f"bodies/ubnd-cap-xa/{VT}"]),
        ("xã", "UBND xã", [f"vn/ubnd/{VT}/xa-minh-lang"]),
        ("xã", "UBND huyện", [f"vn/ubnd/{VT}"]),
        ("xã", "Các ngành chuyên môn", [f"bodies/chuyen-mon/{VT}/xa-minh-lang"]),
        ("phường mới", "Văn phòng HĐND và UBND",
         ["vn/van-phong-ubnd/tinh-hung-yen/phuong-tra-ly"]),
        ("bộ", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
         ["bodies/ubnd-cap-tinh"]),
        ("bộ", "Các bộ, ngành, địa phương", ["bodies/bo-nganh", "bodies/dia-phuong-cap-tinh"]),
        ("bộ", "Sở Nội vụ", ["bodies/so-noi-vu"]),
        ("bộ", "UBND tỉnh", ["bodies/ubnd-cap-tinh"]),
    ],
)  # fmt: skip
def test_tied(key: str, wording: str, expected: list[str]) -> None:
    assert told(key, wording) == expected


@pytest.mark.parametrize(
    ("key", "wording", "why"),
    [
        ("tỉnh", "Ủy ban nhân dân", "không nêu địa bàn"),
        ("tỉnh", "UBND thành phố", "không nêu địa bàn"),
        ("tỉnh", "Các phòng và đơn vị trực thuộc", "không nêu địa bàn"),
        ("tỉnh", "Ban Chỉ đạo", "một địa phương có nhiều tổ chức loại này"),
        ("tỉnh", "Cục Thuế", "có thể là cơ quan ở địa phương"),
        ("tỉnh", "Hội Nông dân Việt Nam", "có thể là cơ quan ở địa phương"),
        ("tỉnh", "Sở Tài chính và Giá cả", "danh mục cơ quan không có tên này"),
        ("tỉnh", "Sở Tư pháp kiểu mẫu", "danh mục cơ quan không có tên này"),
        ("tỉnh", "Tổ chức, cá nhân", "danh mục cơ quan không có tên này"),
        ("tỉnh", "Phòng Hành chính", "danh mục cơ quan không có tên này"),
        ("tỉnh", "UBND các tỉnh từ Nghệ An trở ra", "danh mục cơ quan không có tên này"),
        ("tỉnh", "Cơ quan, tổ chức, cá nhân", "danh mục cơ quan không có tên này"),
        ("tỉnh", "Hội đồng thi đua các cơ quan, địa phương", "danh mục cơ quan không có tên này"),
        ("xã", "Văn phòng HĐND&UBND", "nhiều cơ quan cùng tên"),
        ("tỉnh", "Các phòng, ban", "nhiều cơ quan cùng tên"),
        ("xã", "Các phòng, ban", "nhiều cơ quan cùng tên"),
        ("xã", "các địa phương", "không nêu địa bàn"),
        ("bộ", "Ủy ban nhân dân", "không nêu địa bàn"),
    ],
)
def test_left_open(key: str, wording: str, why: str) -> None:
    """What the words and the document do not tell is not guessed, and says why."""
    assert told(key, wording) == [f"?{why}"]


@pytest.mark.parametrize(
    ("path", "level", "expected"),
    [
        (f"so-tu-phap/{TB}", "department", {"so-ban-nganh", f"so-ban-nganh/{TB}", "so-tu-phap"}),
        (f"ubnd/{VT}/xa-minh-lang", "commune",
         {"ubnd-cap-xa", f"ubnd-cap-xa/{TB}", f"ubnd-cap-xa/{VT}", "dia-phuong-cap-xa",
          f"dia-phuong-cap-xa/{TB}", f"dia-phuong-cap-xa/{VT}"}),
        (f"van-phong-ubnd/{TB}", "department",
         {"van-phong-ubnd-cap-tinh", "so-ban-nganh", f"so-ban-nganh/{TB}"}),
        (f"van-phong-ubnd/{VT}", "district",
         {"van-phong-ubnd-cap-huyen", f"van-phong-ubnd-cap-huyen/{TB}", f"chuyen-mon/{VT}"}),
        ("bo-noi-vu", "ministry", {"bo-nganh"}),
        ("chinh-phu", "central", set()),
        (f"van-phong-so/so-tu-phap/{TB}", "province", {f"phong-don-vi/so-tu-phap/{TB}"}),
    ],
)  # fmt: skip
def test_classes_of_a_body(path: str, level: str, expected: set[str]) -> None:
    assert level_of_body(path) == level
    assert set(classes_of(path)) == expected


@given(st.text(alphabet="SởbanngàhUBNDxãvàcác,;/-–& ()\n.", max_size=60))
def test_pieces_of_any_wording(wording: str) -> None:
    """Every piece has words of the wording, in its order."""
    flat = " ".join(wording.split())
    at = 0
    for piece in pieces(wording):
        at = flat.find(piece.surface, at)
        assert at >= 0


def _plan() -> Reading:
    """A plan of the province with a duty on a department, a class and what nothing tells apart."""
    task = "Rà soát việc niêm yết thủ tục"
    duty = Obligation(
        origin="table", section=None, ordinal="1", task=task, lead="Sở Tư pháp",
        coordinating="Các sở, ban, ngành; Ban Chỉ đạo", deadline=None, deadline_kind="unspecified",
        deadline_iso=None, deliverable=None, note=None, cites=(), start=0, end=len(task),
    )  # fmt: skip
    again = replace(duty, ordinal="2", coordinating=None)
    source = SourceText("/plan.txt", "a" * 64, "txt", task)
    read = reading_of(source, obligations=(duty, again))
    register = _register("tỉnh")
    told = (register.addressees(duty), register.addressees(again))
    return replace(read, document=PROVINCE, addressees=told)


def test_golden_graph() -> None:
    """The graph equals the one kept as a file, by isomorphism."""
    golden = GOLDEN.read_text(encoding="utf-8").replace("VERSION", __version__)
    made = Dataset(document_graph(_plan(), BASE).quads())
    kept = Dataset(pyoxigraph.parse(golden, RdfFormat.TRIG))
    for dataset in (made, kept):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert set(made) == set(kept)


def test_each_wording_once() -> None:
    """A body that leads many rows is one node of the graph."""
    quads = list(document_graph(_plan(), BASE).quads())
    nodes = [quad for quad in quads if quad.object == NamedNode(CC.Addressee)]
    assert len(nodes) == 3


def test_the_contract_has_the_bodies() -> None:
    first, second = as_json(_plan())["obligations"]
    assert [one["part"] for one in first["bodies"]] == ["lead", "coordinating", "coordinating"]
    assert first["bodies"][1]["class"] is True
    assert first["bodies"][2]["body"] is None
    assert second["bodies"] == first["bodies"][:1]


def test_the_pipeline_tells_bodies_for_every_duty() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH THÁI BÌNH\nSố: 77/KH-UBND\n"
        "Thái Bình, ngày 15 tháng 01 năm 2025\n\nKẾ HOẠCH\nRà soát thủ tục năm 2025\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp: Tổng hợp kết quả trước ngày 30/6/2025.\n"
    )
    read = read_through(SourceText("plan.txt", "c" * 64, "txt", text), base=BASE)
    assert read.obligations
    assert [[one.body for one in bodies] for _, bodies in read.duties()] == [
        [f"{BASE}/vn/so-tu-phap/{TB}"]
    ]
