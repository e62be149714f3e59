"""What the queries of the catalogue answer, on both stores; documents found; answers shaped."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal

from cancu.queries.catalog import catalog
from cancu.queries.documents import (
    AmbiguousDocumentError,
    UnknownDocumentError,
    find_document,
    find_documents,
)
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.export import TABLES, csv_bytes, export_store, format_of, table, write_export
from cancu.queries.remote import RemoteStore
from cancu.queries.run import (
    ParameterError,
    as_csv,
    as_json,
    as_jsonl,
    as_table,
    plain_rows,
    query_named,
    run_query,
    run_sparql,
)
from cancu.queries.store import Result, Store, StoreError
from cancu.queries.untrusted import RejectedQueryError, checked
from tests.chain import (
    AMENDING,
    BASE,
    COMMUNE,
    DECREE,
    DISTRICT,
    LOST,
    OTHER_DISTRICT,
    PROGRAMME,
    PROVINCE,
    world,
)
from tests.stores import fill

GIVEN = {
    "document": DISTRICT,
    "under": DECREE,
    "body": "văn phòng",
    "metric": "trực tuyến",
    "from": "2022-01-01",
    "to": "2022-12-31",
    "of": "commune",
    "only": "commune",
}
"""A value for each parameter of the catalogue."""


@pytest.fixture(scope="module")
def world_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = EmbeddedStore(tmp_path_factory.mktemp("world") / "store", BASE)
    fill(opened)
    return opened


def column(store: Store, query: str, name: str, **given: str) -> list[object]:
    return [row[name] for row in plain_rows(run_query(store, query_named(query), given))]


@pytest.mark.parametrize(
    ("query", "given", "name", "expected"),
    [
        ("who-cites", {"document": DECREE}, "citing",
         [AMENDING, PROGRAMME, PROVINCE, OTHER_DISTRICT, COMMUNE]),
        ("who-cites", {"document": DECREE}, "pinpoint",
         [None, "khoản 2 Điều 11", None, "Điều 14", "Điều 14"]),
        ("who-cites", {"document": PROVINCE}, "citing", [DISTRICT]),
        ("stands-on", {"document": DISTRICT}, "cited", [PROVINCE, PROGRAMME]),
        ("stands-on", {"document": DISTRICT}, "relation", ["implements", "under"]),
        ("stands-on", {"document": COMMUNE}, "read", [True, False]),
        ("documents", {}, "document",
         [AMENDING, PROGRAMME, PROVINCE, DISTRICT, OTHER_DISTRICT, COMMUNE]),
        ("documents", {"only": "district"}, "document", [DISTRICT, OTHER_DISTRICT]),
        ("missing", {}, "document", [DECREE]),
        ("missing", {}, "timesCited", [5]),
        ("most-cited", {}, "document", [DECREE, PROGRAMME, AMENDING, DISTRICT, PROVINCE]),
        ("documents-of-body", {"body": "thủ tướng"}, "document", [PROGRAMME]),
        ("documents-of-body", {"body": "Chính phủ"}, "read", [False, True, True]),
        ("plans-without-parent", {"of": "district"}, "document", [OTHER_DISTRICT]),
        ("plans-without-parent", {"of": "province"}, "document", []),
        ("plans-without-parent", {}, "document", []),
        ("siblings", {"document": DISTRICT}, "sibling", []),
        ("siblings", {"document": PROGRAMME}, "sibling", []),
        ("amendments", {"document": DECREE}, "other", [AMENDING]),
        ("amendments", {"document": DECREE}, "direction", ["by"]),
        ("amendments", {"document": AMENDING}, "direction", ["to"]),
        ("unresolved", {}, "surface", ["Chương trình số 3/CTr"]),
        ("unresolved", {"document": DISTRICT}, "surface", []),
        ("ambiguous", {}, "in", [COMMUNE]),
        ("obligations-of-body", {"body": "VĂN PHÒNG"}, "part", ["lead"] * 3),
        ("obligations-of-body", {"body": "phòng, ban"}, "part", ["coordinating"] * 3),
        ("obligations-due", {"from": "2022-06-30", "to": "2022-06-30"}, "due", ["2022-06-30"] * 3),
        ("obligations-due", {"from": "2022-07-01", "to": "2022-12-31"}, "due", []),
        ("obligations-under", {"under": "61/2018/NĐ-CP"}, "document",
         [PROVINCE, PROVINCE, DISTRICT]),
        ("obligations-under", {"under": PROVINCE}, "document", [DISTRICT]),
        ("children-without-row", {"document": PROVINCE}, "child", []),
        ("targets-by-metric", {"metric": "TRỰC TUYẾN"}, "value", [80, 80]),
        ("trace-open", {"document": COMMUNE}, "status", ["ambiguous", "unresolved"]),
        ("document", {"document": DECREE}, "read", [False]),
        ("citations-of", {"document": PROVINCE}, "cited", [DECREE, AMENDING, PROGRAMME]),
        ("relations", {}, "proposed", [None] * 10),
    ],
)  # fmt: skip
def test_answers(
    world_store: Store, query: str, given: dict[str, str], name: str, expected: list[object]
) -> None:
    found = column(world_store, query, name, **given)
    if query in {"most-cited"}:
        assert found[:2] == expected[:2]
        assert sorted(map(str, found)) == sorted(map(str, expected))
    else:
        assert found == expected


def test_candidates_are_listed(world_store: Store) -> None:
    (candidates,) = column(world_store, "ambiguous", "candidates")
    assert set(str(candidates).split()) == {PROVINCE, LOST}


@pytest.mark.parametrize("query", list(catalog().values()), ids=lambda query: query.name)
def test_both_stores_answer_alike(world_store: Store, remote_world: Store, query: object) -> None:
    from cancu.queries.catalog import Query

    assert isinstance(query, Query)
    given = {p.name: GIVEN.get(p.name, DISTRICT) for p in query.parameters}
    for document in (DISTRICT, DECREE, COMMUNE) if "document" in given else (DISTRICT,):
        if "document" in given:
            given["document"] = document
        assert run_query(world_store, query, given) == run_query(remote_world, query, given)


@pytest.fixture(scope="module")
def remote_world(server: str) -> Store:
    opened = RemoteStore(server, BASE)
    opened.update("DROP ALL")
    fill(opened)
    return opened


@pytest.mark.parametrize(
    ("wanted", "document"),
    [
        (DECREE, DECREE),
        (DECREE.partition("/vn/")[2], DECREE),
        ("61/2018/NĐ-CP", DECREE),
        ("61/2018/ND-CP", DECREE),
        ("61/2018/NĐCP", DECREE),
        ("Nghị định số 61/2018/NĐ-CP", DECREE),
        ("nghị định 61/2018/NĐ-CP", DECREE),
        ("9/KH-UBND", COMMUNE),
        ("09/KH-UBND", COMMUNE),
        ("số 9/KH-UBND", COMMUNE),
        ("Điều 14 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", DECREE),
    ],
)
def test_a_document_is_found(world_store: Store, wanted: str, document: str) -> None:
    assert find_document(world_store, wanted) == document


@pytest.mark.parametrize(
    "wanted", ["Quyết định 61/2018/NĐ-CP", "1/KH-UBND", "http://t/x", "?", "", "Luật Đất đai"]
)
def test_no_document_is_found(world_store: Store, wanted: str) -> None:
    with pytest.raises(UnknownDocumentError):
        find_document(world_store, wanted)


def test_a_shared_number_lists_its_documents(world_store: Store) -> None:
    with pytest.raises(AmbiguousDocumentError) as caught:
        run_query(world_store, query_named("who-cites"), {"document": "15/KH-UBND"})
    assert {found.document for found in caught.value.candidates} == {PROVINCE, OTHER_DISTRICT}
    assert PROVINCE in str(caught.value)
    assert [found.read for found in find_documents(world_store, "15/KH-UBND")] == [True, True]


@pytest.mark.parametrize(
    ("query", "given", "complaint"),
    [
        ("who-cites", {}, "--param document"),
        ("who-cites", {"document": DECREE, "year": "2018"}, "year"),
        ("obligations-due", {"from": "1/1/22", "to": "2022-01-01"}, "from='1/1/22'"),
    ],
)
def test_wrong_parameters(
    world_store: Store, query: str, given: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ParameterError, match=complaint):
        run_query(world_store, query_named(query), given)


def test_an_unknown_query_names_the_known() -> None:
    with pytest.raises(StoreError, match="who-cites"):
        query_named("who-sites")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(?m) AS ?n) WHERE { ?m a cc:Mention }",
        "# SERVICE in a comment\nSELECT ('SERVICE <http://x>' AS ?n) WHERE { }",
        "PREFIX service: <http://t/> SELECT * WHERE { ?s service:service ?service }",
        "ASK { ?s ?p <http://t/SERVICE> }",
        "DESCRIBE <http://t/x>",
    ],
)
def test_questions_pass(world_store: Store, text: str) -> None:
    run_sparql(world_store, text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "update"),
        ("LOAD <http://x>", "update"),
        ("DROP ALL", "update"),
        ("SELECT * WHERE { ?s ?p ?o } ; DROP ALL", "line 1"),
        ("SELECT * WHERE { SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { { SELECT * WHERE { sErViCe silent ?x { ?s ?p ?o } } } }", "SERVICE"),
        ("SELECT * WHERE { ?s ?p <http://a#b> . SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { ?s ?p '#' . SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { ?s ?p cc: SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
        ("ASK { FILTER EXISTS { SERVICE <http://x> { ?s ?p ?o } } }", "SERVICE"),
        (r"SELECT * WHERE { S\u0045RVICE <http://x> { ?s ?p ?o } }", "SERVICE|line 1"),
        ("SELECT * WHERE {\n ?s ?p }", "line 2"),
        ("", "line 1"),
    ],
)
def test_anything_else_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(RejectedQueryError, match=complaint):
        checked(text)


def test_answers_as_text(world_store: Store) -> None:
    result = run_query(world_store, query_named("stands-on"), {"document": COMMUNE})
    rows = json.loads(as_json(result))
    assert [row["read"] for row in rows] == [True, False]
    assert [json.loads(line) for line in as_jsonl(result).splitlines()] == rows
    assert [row["cited"] for row in csv.DictReader(io.StringIO(as_csv(result)))] == [
        row["cited"] for row in rows
    ]
    headings, cells = as_table(result)
    assert headings[0] == "Quan hệ"
    assert [row[0] for row in cells] == ["thực hiện", "căn cứ"]
    assert as_table(result, "en")[1][0][0] == "implements"


def test_values_become_plain() -> None:
    integer = Literal(3)
    date = Literal("2025-03-05")
    assert list(plain_rows(Result(("a", "b", "c"), ((integer, date, None),)))) == [
        {"a": 3, "b": "2025-03-05", "c": None}
    ]


def test_workbook(world_store: Store) -> None:
    book = load_workbook(io.BytesIO(export_store(world_store, "xlsx")))
    assert tuple(book.sheetnames) == TABLES
    sheet = book["obligations"]
    heads = [cell.value for cell in sheet[1]]
    tasks = [row[heads.index("Nhiệm vụ")].value for row in sheet.iter_rows(min_row=2)]
    assert sorted(map(str, tasks)) == sorted(d.task for r in world() for d in r.obligations)


def test_a_cell_is_never_a_formula() -> None:
    from cancu.queries.export import workbook

    result = Result(("task",), ((Literal('=HYPERLINK("http://x")'),), (Literal("a\x00b"),)))
    sheet = load_workbook(io.BytesIO(workbook({"t": result})))["t"]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", '=HYPERLINK("http://x")')
    assert sheet["A3"].value == "a b"


def test_csv_opens_in_a_spreadsheet(world_store: Store) -> None:
    content = csv_bytes(table(world_store, "targets"))
    assert content.decode("utf-8-sig").splitlines()[0].startswith("document,number,name")
    with pytest.raises(StoreError, match="citations"):
        table(world_store, "letters")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("a.ttl", b"cc:Mention"),
        ("a.TRIG", b"cc:Mention"),
        ("a.nq", b"<http://cancu.internal/ns#Mention>"),
        ("a.jsonld", b"cc:Mention"),
        ("a.graphml", b"<graphml"),
        ("a.csv", b"implements"),
        ("a.xlsx", b"PK"),
    ],
)
def test_export_by_suffix(world_store: Store, tmp_path: Path, name: str, sign: bytes) -> None:
    write_export(world_store, tmp_path / name)
    assert sign in (tmp_path / name).read_bytes()


def test_an_unknown_suffix_names_the_known() -> None:
    with pytest.raises(StoreError, match=r"\.graphml"):
        format_of(Path("a.doc"))
