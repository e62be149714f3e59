"""Registers: who a number or a name means, and what had become of it on a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cancu.ontology.iris import parse_document_iri
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.load import CentralDocument, central_documents, document_types, issuers, laws
from cancu.ontology.register import (
    STATUS_WORDS,
    Register,
    find,
    laws_named,
    number_year,
    register,
    register_iri,
    status_on,
)
from cancu.ontology.register_faults import RegisterError
from cancu.ontology.register_file import documents_of_tables
from cancu.ontology.register_graph import document_quads, documents_of_triples, register_graph
from cancu.ontology.register_table import open_tables

FOUND = [
    ("61/2018/NĐ-CP", {}, [2018]),
    ("61/2018/NDCP", {}, [2018]),
    ("766/QD-TTg", {}, [2022]),
    ("76/NQ-CP", {}, [2013, 2021]),
    ("76/NQ-CP", {"year": 2013}, [2013]),
    ("76/NQ-CP", {"date": date(2021, 7, 15)}, [2021]),
    ("76/NQ-CP", {"date": date(2021, 1, 1)}, [2021]),
    ("76/NQ-CP", {"date": date(1999, 1, 1)}, []),
    ("23/CT-TTg", {"date": date(2025, 8, 26)}, []),
    ("61/2018/NĐ-CP", {"date": date(2019, 4, 23)}, [2018]),
    ("766/QĐ-TTg", {"date": date(2022, 6, 24)}, [2022]),
    ("30c/NQ-CP", {}, [2011]),
    ("30/NQ-CP", {}, []),
    ("57-NQ/TW", {}, [2024]),
    ("66.7/2025/NQ-CP", {}, [2025]),
    ("63/2025/QH15", {"type": "Luật"}, [2025]),
    ("91/2015/QH13", {"type": "Luật"}, [2015]),
    ("61/2018/NĐ-CP", {"type": "Thông tư"}, []),
    ("61/2018/NĐ-CP", {"issuer": "bo-noi-vu"}, []),
    ("15/KH-UBND", {}, []),
]

NAMED = [
    ("Luật Tổ chức chính quyền địa phương", {}, ["72/2025/QH15", "65/2025/QH15", "77/2015/QH13"]),
    (
        "LUẬT TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG ngày 19 tháng 6 năm 2015",
        {"on": date(2020, 1, 1)},
        ["77/2015/QH13"],
    ),
    ("luật  đất\nđai năm 2013", {"year": 2013}, ["45/2013/QH13"]),
    ("Luật Đầu tư công; Luật Đầu tư", {}, ["58/2024/QH15", "39/2019/QH14", "49/2014/QH13"]),
    ("Bộ luật hình sự", {"year": 2015}, ["100/2015/QH13"]),
    ("Luật Chất lượng sản phẩm, hàng hoá", {}, ["05/2007/QH12"]),
    ("Luật Ban hành VBQPPL", {"year": 2015}, ["80/2015/QH13"]),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền "
        "địa phương ngày 22 tháng 11 năm 2019",
        {},
        ["47/2019/QH14"],
    ),
    ("Luật Không có thật", {}, []),
    ("Luật", {}, []),
]

STATUS = [
    ("61/2018/NĐ-CP", date(2018, 6, 20), "not_yet", []),
    ("61/2018/NĐ-CP", date(2018, 6, 21), "in_force", []),
    ("61/2018/NĐ-CP", date(2021, 12, 6), "amended", ["107/2021/NĐ-CP"]),
    ("61/2018/NĐ-CP", date(2025, 6, 30), "amended", ["107/2021/NĐ-CP"]),
    ("61/2018/NĐ-CP", date(2025, 7, 1), "replaced", ["118/2025/NĐ-CP"]),
    ("77/2015/QH13", date(2024, 1, 1), "amended", ["47/2019/QH14"]),
    ("77/2015/QH13", date(2025, 3, 1), "replaced", ["65/2025/QH15"]),
    ("65/2025/QH15", date(2025, 7, 1), "replaced", ["72/2025/QH15"]),
    ("47/2019/QH14", date(2025, 3, 1), "expired", []),
    ("50/2014/QH13", date(2026, 6, 30), "amended", ["35/2018/QH14", "62/2020/QH14"]),
    ("50/2014/QH13", date(2026, 7, 1), "replaced", ["135/2025/QH15"]),
    ("135/2025/QH15", date(2026, 6, 30), "not_yet", []),
    ("135/2025/QH15", date(2026, 9, 15), "in_force", []),
    ("61/2020/QH14", date(2026, 3, 1), "replaced", ["143/2025/QH15"]),
    ("143/2025/QH15", date(2026, 2, 1), "not_yet", []),
    ("08/2007/QH12", date(2026, 9, 15), "replaced",
     ["100/2025/QH15", "101/2025/QH15", "102/2025/QH15", "103/2025/QH15"]),
    ("45/2013/QH13", date(2020, 1, 1), "amended", ["35/2018/QH14"]),
    ("02/2026/QH16", date(2026, 9, 15), "unknown", []),
    ("131/NQ-CP", date(2023, 1, 1), "unknown", []),
    ("131/NQ-CP", date(2022, 10, 5), "not_yet", []),
]  # fmt: skip


@pytest.mark.parametrize(("number", "evidence", "years"), FOUND)
def test_a_number_finds_its_candidates(
    number: str, evidence: dict[str, object], years: list[int]
) -> None:
    assert sorted(d.year or 0 for d in find(number, **evidence)) == years  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "evidence", "numbers"), NAMED)
def test_a_name_finds_its_laws(text: str, evidence: dict[str, object], numbers: list[str]) -> None:
    assert [d.number for d in laws_named(text, **evidence)] == numbers  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "day", "kind", "others"), STATUS)
def test_status_on_a_day(number: str, day: date, kind: str, others: list[str]) -> None:
    (document,) = find(number)
    status = status_on(document, day)
    assert status.kind == kind
    assert [*(c.number for c in status.by), *status.successors] == others
    assert status.document is document
    assert all(STATUS_WORDS[status.kind])


def test_a_constitution_is_told_by_its_year() -> None:
    (document,) = laws_named("Hiến pháp năm 2013")
    assert document.date == date(2013, 11, 28)
    assert status_on(document, date(2026, 1, 1)).by[0].number == "203/2025/QH15"


def test_the_timeline_runs_both_ways() -> None:
    (amended,) = find("63/2010/NĐ-CP")
    (amending,) = find("48/2013/NĐ-CP")
    (successor,) = find("118/2025/NĐ-CP")
    lines = {
        d.number: [(e.kind, e.other) for e in register().timeline(d)]
        for d in (amended, amending, successor)
    }
    assert ("amended_by", "48/2013/NĐ-CP") in lines["63/2010/NĐ-CP"]
    assert ("amends", "63/2010/NĐ-CP") in lines["48/2013/NĐ-CP"]
    assert ("replaces", "61/2018/NĐ-CP") in lines["118/2025/NĐ-CP"]
    days = [e.day for e in register().timeline(amended) if e.day]
    assert days == sorted(days)


def test_two_documents_of_one_number_do_not_share_what_they_amend() -> None:
    earlier, later = sorted(find("76/NQ-CP"), key=lambda d: d.year or 0)
    assert ("amends", "30c/NQ-CP") in [(e.kind, e.other) for e in register().timeline(earlier)]
    assert not [e for e in register().timeline(later) if e.kind == "amends"]


def test_rows_are_consistent() -> None:
    types = {kind.name for kind in document_types()}
    paths = {body.path for body in issuers()}
    for document in register().documents:
        where = f"{document.number} {document.year}"
        assert document.type in types, where
        assert document.issuer is None or document.issuer in paths, where
        assert document.source, where
        assert document.verified, where
        written = number_year(document.number)
        if written and document.date:
            assert document.date.year == written, where
        if document.date and document.ended:
            assert document.date < document.ended, where
        for change in document.amended_by:
            assert change.number != document.number, where


def test_every_document_has_an_iri_of_its_own() -> None:
    iris = [register_iri(document, "http://x") for document in register().documents]
    known = [iri for iri in iris if iri]
    assert len(known) == len(set(known))
    assert len(iris) - len(known) <= 5
    assert all(parse_document_iri(iri) for iri in known)


def test_the_registers_are_as_large_as_the_facts() -> None:
    assert len(laws()) >= 490
    assert len(central_documents()) >= 3400
    assert sum(law.date is not None for law in laws()) >= 0.9 * len(laws())


def test_replaced_laws_name_laws_of_the_register() -> None:
    for law in laws():
        for number in law.replaced_by:
            assert find(number), f"{law.name}: {number}"


@pytest.mark.parametrize("number", range(62, 151))
def test_every_law_of_the_year_2025_stands_in_the_register(number: int) -> None:
    (law,) = find(f"{number}/2025/QH15", type="Luật")
    assert law.title
    assert law.year == 2025


def test_a_law_that_replaces_takes_effect_when_the_other_ends() -> None:
    for law in laws():
        for number in law.replaced_by:
            for new in find(number, type=law.type):
                if law.ended and new.effective and new.effective.year >= 2026:
                    assert new.effective == law.ended, f"{law.number}: {number}"


OWN = """\ufeffLoại văn bản;Số, ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu;Ngày hết hiệu lực;\
Được thay thế bởi
Kế hoạch;15/KH-UBND;05/3/2025;Ủy ban nhân dân tỉnh Hà Tĩnh;về chuyển đổi số;;
;;;;;;
Quyết định;02/2019/QĐ-UBND;2019-01-15;Uỷ ban nhân dân tỉnh Hà Tĩnh;quy chế một cửa;1.7.2025;\
44/2025/QĐ-UBND
"""


def _own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def read_register(path: Path) -> tuple[CentralDocument, ...]:
    if path.suffix == ".ttl":
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        return documents_of_triples(triples, path)
    reading = documents_of_tables(open_tables(path).tables)
    if reading.faults:
        raise RegisterError(path, tuple(reading.faults))
    return tuple(placed.row for placed in reading.rows)


def test_no_law_has_another_name_twice() -> None:
    """A graph holds it once, so that an export taken in again would never be unchanged."""
    assert not [law.name for law in laws() if len(set(law.aliases)) < len(law.aliases)]


def test_an_office_reads_its_own_register(tmp_path: Path) -> None:
    plan, decision = read_register(_own(tmp_path))
    assert register_iri(plan, "b") == "b/vn/ubnd/tinh-ha-tinh/ke-hoach/2025/15-kh-ubnd"
    assert (plan.date, plan.verified, plan.source) == (date(2025, 3, 5), "own register", "own.csv")
    assert status_on(decision, date(2025, 7, 1)).successors == ("44/2025/QĐ-UBND",)
    both = register().with_documents((plan, decision))
    assert both.find("15/KH-UBND") == (plan,)
    assert len(both.documents) == len(register().documents) + 2
    assert len(both.with_documents((plan,)).documents) == len(both.documents)


def test_a_workbook_reads_like_a_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Type", "Number", "Date", "Issuer", "Year"])
    sheet.append(["Quyết định", "12/QĐ-UBND", datetime(2024, 2, 1), "UBND tỉnh Hà Tĩnh", 2024])
    path = tmp_path / "own.xlsx"
    book.save(path)
    (document,) = read_register(path)
    assert (document.number, document.year, document.date) == ("12/QĐ-UBND", 2024, date(2024, 2, 1))


def test_turtle_whose_iri_and_number_disagree_is_refused(tmp_path: Path) -> None:
    (document,) = find("61/2018/NĐ-CP")
    quads = document_quads([document], "urn:g")
    triples = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    path = tmp_path / "own.ttl"
    ox.serialize(triples, str(path), format=ox.RdfFormat.TURTLE)
    path.write_text(path.read_text("utf-8").replace('"61/2018/NĐ-CP"', '"62/2018/NĐ-CP"'), "utf-8")
    with pytest.raises(RegisterError, match="61-2018-nd-cp"):
        read_register(path)


def test_turtle_gives_back_what_was_written(tmp_path: Path) -> None:
    documents = tuple(d for d in register().documents if register_iri(d, "http://x"))[:200]
    quads = document_quads(documents, "http://x/register/own", "http://x")
    path = tmp_path / "own.ttl"
    triples = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    ox.serialize(triples, str(path), format=ox.RdfFormat.TURTLE)
    assert set(read_register(path)) == set(documents)


FAULTY = [
    ("Kế hoạc;1/KH-UBND;1/1/2025;UBND tỉnh Hà Tĩnh", ["row 2", "Loại văn bản", "no type"]),
    ("Kế hoạch;15;1/1/2025;UBND tỉnh Hà Tĩnh", ["'15'", "no number"]),
    ("Kế hoạch;1/KH-UBND;31/02/2025;UBND tỉnh Hà Tĩnh", ["Ngày ban hành", "'31/02/2025'"]),
    ("Kế hoạch;1/KH-UBND;;UBND tỉnh Hà Tĩnh", ["is needed where the number has no year"]),
    ("Kế hoạch;1/KH-UBND;1/1/2025;UBND", ["Cơ quan ban hành", "no known body"]),
    ("Kế hoạch;1/KH-UBND;1/1/2024;UBND xã Lê Lợi", ["may be one of 8", "và 2 nơi khác"]),
]


@pytest.mark.parametrize(("row", "messages"), FAULTY)
def test_a_fault_names_its_cell(tmp_path: Path, row: str, messages: list[str]) -> None:
    path = tmp_path / "faulty.csv"
    head = "Loại văn bản;Số, ký hiệu;Ngày ban hành;Cơ quan ban hành\n"
    path.write_text(head + row, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    assert len(caught.value.faults) == 1
    for message in [*messages, "faulty.csv"]:
        assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "Số;Ngày\n1/QĐ-TTg;1/1/2020".encode(), "lacks the headings"),
        ("a.csv", "Loại;Số".encode("utf-16"), "lacks the headings"),
        ("a.csv", b"Lo\xf4i;S\xf4", "UTF-8"),
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"PK not a book", "no .xlsx workbook"),
        ("a.pdf", b"%PDF", ".csv, .xlsx or .ttl"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=message):
        read_register(path)


@pytest.mark.parametrize(
    ("name", "day", "paths"),
    [
        ("Chính phủ", None, ["chinh-phu"]),
        ("Bộ trưởng Bộ Nội vụ", None, ["bo-noi-vu"]),
        ("Bộ Chính trị", None, ["trung-uong-dang"]),
        ("Chủ tịch UBND TP. Hà Nội", None, ["ubnd/thanh-pho-ha-noi"]),
        ("Uỷ ban Nhân dân tỉnh Hà Tĩnh", None, ["ubnd/tinh-ha-tinh"]),
        ("Sở Tư pháp tỉnh Hà Tĩnh", None, ["so-tu-phap/tinh-ha-tinh"]),
        ("Tỉnh ủy Hà Tĩnh", None, ["tinh-uy/tinh-ha-tinh"]),
        ("Công an tỉnh Hà Tĩnh", None, ["cong-an-tinh/tinh-ha-tinh"]),
        (
            "Ủy ban nhân dân xã Lê Lợi, huyện Thạch An, tỉnh Cao Bằng",
            date(2024, 1, 1),
            ["ubnd/tinh-cao-bang/huyen-thach-an/xa-le-loi"],
        ),
        ("UBND xã Lê Lợi, tỉnh Hưng Yên", date(2025, 8, 1), ["ubnd/tinh-hung-yen/xa-le-loi"]),
        ("Hội đồng nhân dân tỉnh", None, []),
        ("Chính phủ tỉnh Hà Tĩnh", None, []),
        ("Công ty A", None, []),
        ("", None, []),
    ],
)
def test_a_name_of_a_body_gives_its_path(name: str, day: date | None, paths: list[str]) -> None:
    assert list(issuer_paths(name, day)) == paths


def test_a_commune_of_many_stays_ambiguous() -> None:
    assert len(issuer_paths("UBND xã Lê Lợi", date(2024, 1, 1))) > 1


def test_the_graphs_of_the_registers() -> None:
    quads = list(register_graph("https://van-ban.example"))
    graphs = {str(q.graph_name) for q in quads}
    assert graphs == {
        f"<https://van-ban.example/{name}>"
        for name in (
            "ontology", "register/issuers", "register/laws", "register/central", "register/units"
        )
    }  # fmt: skip
    assert not [q for q in quads if "cancu.internal/vn" in str(q)]
    store = ox.Store()
    store.bulk_extend(quads)
    query = """
        PREFIX eli: <http://data.europa.eu/eli/ontology#>
        PREFIX cc: <http://cancu.internal/ns#>
        SELECT ?by WHERE { GRAPH ?g {
            ?d eli:id_local "61/2018/NĐ-CP" ; cc:replacedBy ?new . ?new eli:id_local ?by } }
    """
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["by"].value for row in rows] == ["118/2025/NĐ-CP"]
    became = """
        PREFIX cc: <http://cancu.internal/ns#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name WHERE { GRAPH ?g {
            ?old skos:prefLabel "tỉnh Bắc Giang"@vi ; cc:succeededBy ?new .
            ?new skos:prefLabel ?name } }
    """
    rows = store.query(became)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["name"].value for row in rows] == ["tỉnh Bắc Ninh"]


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    assert isinstance(find(text), tuple)
    assert isinstance(laws_named(text), tuple)
    assert isinstance(issuer_paths(text), tuple)


@given(st.sampled_from(register().documents))
def test_a_document_finds_itself(document: CentralDocument) -> None:
    assert document in find(
        document.number or "x", type=document.type, year=document.year, date=document.date
    ) or (not document.number and document in laws_named(document.title or ""))


def test_an_empty_register_finds_nothing() -> None:
    assert Register(()).find("61/2018/NĐ-CP") == ()
    assert Register(()).named("Luật Đất đai") == ()


def _row(number: str, day: str, **more: object) -> CentralDocument:
    made = date.fromisoformat(day)
    row = CentralDocument(
        "Nghị định", number, made.year, made, "chinh-phu", None, made, (), None, None, (), (),
        "none", "memory",
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


def test_a_row_that_only_names_its_successor_ended_when_that_began() -> None:
    later = date(2022, 8, 15)
    known = Register(
        [
            _row("43/2011/NĐ-CP", "2011-06-13", replaced_by=("42/2022/NĐ-CP",)),
            _row("42/2022/NĐ-CP", "2022-06-24", effective=later),
            _row("1/2000/NĐ-CP", "2000-01-01", replaced_by=("2/2001/NĐ-CP",)),
        ]
    )
    (old,), (other,) = known.find("43/2011/NĐ-CP"), known.find("1/2000/NĐ-CP")
    assert (old.ended, old.ended_how) == (later, "replaced")
    assert status_on(old, date(2022, 8, 14)).kind == "in_force"
    assert status_on(old, later).kind == "replaced"
    assert other.ended is None  # nothing is known of what replaced it


def test_what_stands_in_the_place_of_a_document_is_followed_to_the_day() -> None:
    (law,) = find("77/2015/QH13")
    for day, number in ((date(2025, 4, 1), "65/2025/QH15"), (date(2026, 1, 19), "72/2025/QH15")):
        assert [row.number for row in register().successors(law, day)] == [number]


def test_a_document_is_found_by_its_iri() -> None:
    for number in ("61/2018/NĐ-CP", "77/2015/QH13"):
        (row,) = find(number)
        iri = register_iri(row, "http://cancu.internal")
        assert iri is not None
        assert register().of_iri(iri) == row
    assert register().of_iri("http://cancu.internal/vn/chinh-phu/nghi-dinh/1999/1-nd-cp") is None


SOURCE = re.compile(
    r"codification(?: \(as an amendment\))?|citations(?: \(\d+ documents\))?|authors"
    r"|citations in the codification \(\d+\)|https?://\S+"
)


def test_every_row_says_where_it_comes_from() -> None:
    for row in register().documents:
        first = row.source.split(" ; ")[0]
        how = row.verified.partition(";")[0].partition(",")[0]
        told = (row.number or row.title, row.source, row.verified)
        assert SOURCE.fullmatch(first), told
        assert how in {"codification", "web", "cited", "memory"}, told
        sourced = first != "authors"
        assert sourced or how == "memory", told
        assert not sourced or how != "memory" or ": web" in row.verified, told


AMENDING = [
    ("48/2013/NĐ-CP", ["20/2008/NĐ-CP", "63/2010/NĐ-CP", "55/2011/NĐ-CP", "36/2012/NĐ-CP"]),
    ("92/2017/NĐ-CP", ["20/2008/NĐ-CP", "63/2010/NĐ-CP", "48/2013/NĐ-CP", "24/2014/NĐ-CP",
                       "37/2014/NĐ-CP", "34/2016/NĐ-CP"]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "amended"), AMENDING)
def test_what_a_decree_amends(number: str, amended: list[str]) -> None:
    (row,) = find(number)
    told = [event.other for event in register().timeline(row) if event.kind == "amends"]
    assert sorted(filter(None, told)) == sorted(amended)


DOUBTFUL = [
    (number, day, kind)
    for number, day in [("01/2018/TT-VPCP", date(2025, 7, 1)), ("468/QĐ-TTg", date(2025, 7, 1))]
    for day, kind in [(day - timedelta(1), "in_force"), (day, "unknown")]
]


@pytest.mark.parametrize(("number", "day", "kind"), DOUBTFUL)
def test_a_doubtful_end_is_unknown(number: str, day: date, kind: str) -> None:
    (row,) = find(number)
    assert status_on(row, day).kind == kind
