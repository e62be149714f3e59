"""The vocabularies: whole, well described, and the same in Turtle and in Python."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef

from cancu.ontology import load
from cancu.ontology.force import legal_force, level_of
from cancu.ontology.iris import parse_document_iri, slug
from cancu.ontology.terms import CC, ELI

ONTOLOGY = Path(load.__file__).parent
VOCABULARIES = sorted(ONTOLOGY.glob("*.ttl"))
ADMINISTRATIVE = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr",
    "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC",
    "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công văn": None, "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB", "Thư công": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ONTOLOGY / "cancu.ttl")


def _terms(graph: Graph, namespace: str) -> set[str]:
    return {
        str(s).removeprefix(namespace)
        for s in graph.subjects(RDF.type, unique=True)
        if isinstance(s, URIRef) and str(s).startswith(namespace)
    }


@pytest.mark.parametrize("terms", [CC, ELI], ids=["cc", "eli"])
def test_python_terms_equal_the_turtle(vocabulary: Graph, terms: type[CC | ELI]) -> None:
    assert _terms(vocabulary, str(terms._NS)) == set(terms.__annotations__)


def test_a_misspelt_term_fails() -> None:
    with pytest.raises(AttributeError):
        getattr(CC, "deadlin")  # noqa: B009 (a term that no stub knows)


def test_own_terms_are_described_in_both_languages(vocabulary: Graph) -> None:
    for name in CC.__annotations__:
        for predicate in (RDFS.label, RDFS.comment):
            texts = vocabulary.objects(URIRef(f"{CC._NS}{name}"), predicate)
            languages = {text.language for text in texts if isinstance(text, Literal)}
            assert languages == {"vi", "en"}, f"cc:{name} {predicate}"


def _names(graph: Graph, namespace: str) -> set[str]:
    """The terms of a namespace that stand anywhere in a graph."""
    nodes = {str(node) for triple in graph for node in triple}
    return {node.removeprefix(namespace) for node in nodes if node.startswith(namespace)}


def test_no_term_is_used_that_is_not_declared(vocabulary: Graph) -> None:
    """Own terms in any Turtle file of the folder, and ELI terms in cancu.ttl."""
    for path in VOCABULARIES:
        assert _names(Graph().parse(path), str(CC._NS)) <= set(CC.__annotations__), path.name
    assert _names(vocabulary, str(ELI._NS)) <= set(ELI.__annotations__)


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda p: p.name)
def test_turtle_parses(path: Path) -> None:
    assert len(Graph().parse(path)) > 0


def test_the_29_administrative_types_with_their_abbreviations() -> None:
    types = {kind.name: kind for kind in load.document_types()}
    assert len(ADMINISTRATIVE) == 29
    for name, symbol in ADMINISTRATIVE.items():
        if symbol:
            assert types[name].symbols[0] == symbol
        else:
            assert name in types


def test_slugs_name_one_thing_each() -> None:
    types, bodies = load.document_types(), load.issuers()
    assert len({kind.slug for kind in types}) == len(types)
    assert len({body.slug for body in bodies}) == len(bodies)
    assert all(kind.slug == slug(kind.name) for kind in types)


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("Hiến pháp", "Luật"),
        ("Luật", "Pháp lệnh"),
        ("Pháp lệnh", "Nghị định"),
        ("Nghị định", "Quyết định"),
        ("Quyết định", "Thông tư"),
        ("Thông tư", "Kế hoạch"),
    ],
)
def test_legal_force_follows_the_law_on_documents(higher: str, lower: str) -> None:
    rank = {kind.name: kind.rank for kind in load.document_types()}
    assert rank[higher] < rank[lower]


ORDER = [
    "quoc-hoi/hien-phap/2013/hien-phap",
    "quoc-hoi/luat/2025/72-2025-qh15",
    "uy-ban-thuong-vu-quoc-hoi/phap-lenh/2020/02-2020-ubtvqh14",
    "chu-tich-nuoc/lenh/2016/01-2016-l-ctn",
    "chinh-phu/nghi-quyet/2021/76-nq-cp",
    "thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg",
    "van-phong-chinh-phu/thong-tu/2017/02-2017-tt-vpcp",
    "hdnd/tinh-ha-tinh/nghi-quyet/2024/10-2024-nq-hdnd",
    "ubnd/thanh-pho-ha-noi/quyet-dinh/2024/10-2024-qd-ubnd",
    "ubnd/tinh-ha-tinh/thanh-pho-ha-tinh/quyet-dinh/2024/10-qd-ubnd",
    "hdnd/tinh-phu-tho/xa-tu-vu/nghi-quyet/2025/10-nq-hdnd",
    "ubnd/tinh-phu-tho/xa-tu-vu/quyet-dinh/2025/10-qd-ubnd",
]


def test_documents_stand_in_the_order_of_their_force() -> None:
    parsed = [parse_document_iri(f"http://x/vn/{path}") for path in ORDER]
    forces = [legal_force(document) if document else None for document in parsed]
    assert None not in forces
    assert forces == sorted(set(forces), key=lambda force: force or 0)


@pytest.mark.parametrize(
    "path",
    ["ubnd/tinh-ha-tinh/ke-hoach/2025/15-kh-ubnd", "trung-uong-dang/nghi-quyet/2024/57-nq-tw"],
)
def test_plans_and_party_documents_stand_outside_the_order(path: str) -> None:
    document = parse_document_iri(f"http://x/vn/{path}")
    assert document is not None
    assert legal_force(document) is None


def test_the_order_names_types_and_bodies_that_exist() -> None:
    types = {kind.slug for kind in load.document_types()}
    paths = {body.path for body in load.issuers()} | {""}
    for row in load.force_rows():
        assert row.type in types
        assert row.issuer in paths


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("chinh-phu", "central"),
        ("bo-noi-vu", "ministry"),
        ("ubnd/tinh-ha-tinh", "province"),
        ("ubnd/thanh-pho-ha-noi", "province"),
        ("so-tu-phap/tinh-ha-tinh", "department"),
        ("ubnd/tinh-ha-tinh/thanh-pho-ha-tinh", "district"),
        ("ubnd/tinh-phu-tho/xa-tu-vu", "commune"),
        ("ubnd", None),
    ],
)
def test_a_path_tells_its_level(path: str, level: str | None) -> None:
    assert level_of(path) == level


def test_only_laws_are_cited_by_name() -> None:
    by_name = {kind.name for kind in load.document_types() if kind.by_name}
    assert by_name == {"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"}


@pytest.mark.parametrize(
    ("slug", "first", "last", "successors"),
    [
        ("bao-hiem-xa-hoi-viet-nam", "1995-02-16", None, ()),
        ("bao-hiem-xa-hoi-tinh", None, None, ()),
        ("cuc-thue-tinh", None, "2025-02-28", ("chi-cuc-thue-khu-vuc",)),
        ("chi-cuc-thue-khu-vuc", "2025-03-01", "2025-06-30", ("thue-tinh",)),
        ("thue-tinh", "2025-07-01", None, ()),
        ("cuc-thong-ke-tinh", None, "2025-02-28", ("chi-cuc-thong-ke-tinh",)),
        ("thong-ke-tinh", "2025-07-01", None, ()),
        ("cuc-thi-hanh-an-dan-su-tinh", None, "2025-06-30", ("thi-hanh-an-dan-su-tinh",)),
        ("cong-an-huyen", None, "2025-02-28", ()),
    ],
)
def test_the_life_of_a_body(
    slug: str, first: str | None, last: str | None, successors: tuple[str, ...]
) -> None:
    (body,) = (one for one in load.issuers() if one.slug == slug)
    days = tuple(day and day.isoformat() for day in (body.valid_from, body.valid_to))
    assert (*days, body.successors) == (first, last, successors)


@pytest.mark.parametrize(
    ("symbol", "slugs"),
    [
        ("CP", {"chinh-phu", "hoi-dong-chinh-phu"}),
        ("TTg", {"thu-tuong-chinh-phu"}),
        ("BNNMT", {"bo-nong-nghiep-va-moi-truong"}),
        ("SKH&CN", {"so-khoa-hoc-va-cong-nghe"}),
        ("BPC", {"ban-phap-che"}),
        ("TTPVHCC", {"trung-tam-phuc-vu-hanh-chinh-cong"}),
    ],
)
def test_a_symbol_names_its_bodies(symbol: str, slugs: set[str]) -> None:
    assert {body.slug for body in load.issuers() if symbol in body.symbols} == slugs


@pytest.mark.parametrize(
    ("slug_", "last", "successor"),
    [
        ("bo-ke-hoach-va-dau-tu", date(2025, 2, 28), "bo-tai-chinh"),
        ("bo-giao-thong-van-tai", date(2025, 2, 28), "bo-xay-dung"),
        ("bo-thong-tin-va-truyen-thong", date(2025, 2, 28), "bo-khoa-hoc-va-cong-nghe"),
        ("bo-lao-dong-thuong-binh-va-xa-hoi", date(2025, 2, 28), "bo-noi-vu"),
        ("uy-ban-dan-toc", date(2025, 2, 28), "bo-dan-toc-va-ton-giao"),
        ("bo-buu-chinh-vien-thong", date(2007, 7, 30), "bo-thong-tin-va-truyen-thong"),
        ("so-thong-tin-va-truyen-thong", date(2025, 2, 28), "so-khoa-hoc-va-cong-nghe"),
    ],
)
def test_dissolved_bodies_have_a_last_day_and_a_successor(
    slug_: str, last: date, successor: str
) -> None:
    body = next(b for b in load.issuers() if b.slug == slug_)
    assert body.valid_to == last
    assert successor in body.successors
    assert body.exists_on(last)
    assert not body.exists_on(date(last.year + 1, 1, 1))


def test_successors_exist_and_come_later() -> None:
    bodies = {body.slug: body for body in load.issuers()}
    for body in bodies.values():
        for successor in body.successors:
            heir = bodies[successor]
            assert body.valid_to is not None, body.slug
            assert heir.valid_to is None or heir.valid_to > body.valid_to, body.slug


def test_chairman_and_committee_are_two_bodies_with_one_series() -> None:
    bodies = {body.slug: body for body in load.issuers()}
    assert bodies["chu-tich-ubnd"].path == bodies["ubnd"].path == "ubnd"
    assert bodies["chu-tich-ubnd"].name != bodies["ubnd"].name
    assert {bodies[s].path for s in ("bo-chinh-tri", "ban-bi-thu")} == {"trung-uong-dang"}


def test_loading_is_quick_in_a_new_process() -> None:
    """Measured near 0.06 s; the bound leaves room for a loaded machine."""
    code = (
        "import time; start = time.process_time()\n"
        "from cancu.ontology import load\n"
        "load.document_types(), load.issuers(), load.laws(), load.central_documents()\n"
        "print(time.process_time() - start)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 0.5
