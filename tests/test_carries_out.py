"""Which row carries out which, in plans made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from cancu.ingest.graph import document_graph
from cancu.ingest.reading import Reading
from cancu.ingest.structure import Header, Level
from cancu.ontology.iris import document_iri, graph_iri
from cancu.ontology.register_graph import register_graph
from cancu.queries.carries_out import Link, Missing, carries_out
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.links import link
from cancu.queries.run import plain_rows, query_named, run_query
from cancu.queries.sources import forget, put
from cancu.queries.store import Store
from tests.chain import BASE, DECREE, Cite, reading
from tests.stores import server, store

__all__ = ["server", "store"]


def _plan(path: str, number: str) -> str:
    return document_iri(BASE, path, "ke-hoach", 2025, number)


PROVINCE = _plan("ubnd/tinh-ha-tinh", "1/KH-UBND")
DISTRICT = _plan("ubnd/tinh-ha-tinh/huyen-nghi-xuan", "2/KH-UBND")
DEPARTMENT = _plan("so-noi-vu/tinh-ha-tinh", "3/KH-SNV")
SURVEY = "Rà soát, đánh giá thủ tục hành chính nội bộ"
TRAINING = "Tập huấn kỹ năng số cho công chức bộ phận một cửa"
DISTRICTS = "UBND huyện, thị xã"


@dataclass(frozen=True, slots=True)
class Row:
    task: str
    lead: str | None = DISTRICTS
    coordinating: str | None = None
    cites: tuple[str, ...] = ()
    deadline: str | None = None
    origin: str = "table"


def plan(
    document: str, number: str, issuer: str, level: Level, rows: Sequence[Row],
    cites: tuple[Cite, ...] = (), title: str = "Cải cách hành chính năm 2025",
) -> Reading:  # fmt: skip
    """A plan with rows; a row that cites is given a mention of its own by ``cites``."""
    head = Header(type="Kế hoạch", number=number, issuer=issuer, level=level, date="2025-01-10",
                  title=title, year_of_plan=2025)  # fmt: skip
    made = reading(document, head, cites, tasks=tuple(row.task for row in rows))
    duties = []
    for duty, row in zip(made.obligations, rows, strict=True):
        duties.append(
            replace(
                duty,
                origin="table" if row.origin == "table" else "prose",
                lead=row.lead,
                coordinating=row.coordinating,
                deadline=row.deadline,
                deadline_kind="unspecified",
                deadline_iso=None,
                deliverable=None,
                cites=row.cites,
            )
        )
    return replace(made, obligations=tuple(duties), targets=())


def province(*rows: Row, cites: tuple[Cite, ...] = ()) -> Reading:
    return plan(PROVINCE, "1/KH-UBND", "Ủy ban nhân dân tỉnh Hà Tĩnh", "province", rows, cites)


def district(*rows: Row, cites: tuple[Cite, ...] = ()) -> Reading:
    above = Cite("1/KH-UBND", PROVINCE, "implements", "Kế hoạch")
    issuer = "Ủy ban nhân dân huyện Nghi Xuân"
    return plan(DISTRICT, "2/KH-UBND", issuer, "district", rows, (above, *cites))


@cache
def vocabulary() -> tuple[Quad, ...]:
    """The vocabulary, whose levels have an order."""
    graph = NamedNode(graph_iri(BASE, "ontology"))
    return tuple(quad for quad in register_graph(BASE) if quad.graph_name == graph)


@pytest.fixture
def words(store: Store) -> Store:
    """A store of either kind that holds the vocabulary only."""
    store.replace_graph(graph_iri(BASE, "ontology"), vocabulary())
    return store


@pytest.fixture(name="own")
def own_store(tmp_path: Path) -> Store:
    """An embedded store that holds the vocabulary only."""
    opened = EmbeddedStore(tmp_path / "own", BASE)
    opened.replace_graph(graph_iri(BASE, "ontology"), vocabulary())
    return opened


def pairs(store: Store, *readings: Reading) -> list[tuple[str, str, str]]:
    """The tasks linked, below and above, and their standing."""
    task = {}
    for one in readings:
        graph = document_graph(one, BASE)
        put(store, graph)
        for number, duty in enumerate(one.obligations, 1):
            task[f"{graph.graph}#obligation-{number}"] = duty.task
    return [
        (task[found.below], task[found.above], found.standing)
        for found in carries_out(store)
        if isinstance(found, Link) and found.below in task
    ]


OFFICE = "Văn phòng HĐND và UBND huyện"


@pytest.mark.parametrize(
    ("upper", "lower", "linked"),
    [
        (Row(SURVEY), Row(SURVEY, OFFICE), True),
        (Row(SURVEY), Row(f"{SURVEY} thuộc thẩm quyền cấp xã", OFFICE), True),
        (Row(SURVEY.upper()), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, "Sở Nội vụ", DISTRICTS), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, "UBND huyện Nghi Xuân"), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, "Văn phòng UBND tỉnh"), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, None), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, "Sở Nội vụ"), Row(SURVEY, OFFICE), False),
        (Row(SURVEY, "Sở Tài chính"), Row(SURVEY, "Phòng Tài chính - Kế hoạch huyện"), True),
        (
            Row(SURVEY, "Sở Văn hóa, Thể thao và Du lịch"),
            Row(SURVEY, "Phòng Văn hóa và Thông tin"),
            True,
        ),
        (Row(SURVEY, "Sở Y tế"), Row(SURVEY, "Phòng Văn hóa và Thông tin"), False),
        (
            Row(SURVEY, "Sở Tài chính"),
            Row("Rà soát, đánh giá thủ tục hành chính đất đai", "Phòng Tài chính - Kế hoạch"),
            False,
        ),
        (Row(SURVEY, "UBND huyện Thạch Hà"), Row(SURVEY, OFFICE), False),
        (Row(SURVEY, "UBND xã, phường"), Row(SURVEY, OFFICE), False),
        (Row(TRAINING), Row(SURVEY, OFFICE), False),
        (Row("Báo cáo"), Row("Báo cáo kết quả kiểm tra công vụ hằng năm", OFFICE), False),
        (Row(SURVEY, "Văn phòng UBND tỉnh", origin="prose"), Row(SURVEY, OFFICE), False),
        (Row(SURVEY, cites=("61/2018/NĐ-CP",)), Row(SURVEY, OFFICE), True),
        (Row(SURVEY, cites=("61/2018/NĐ-CP",)), Row(SURVEY, OFFICE, cites=("5/QĐ-TTg",)), False),
        (Row(SURVEY, cites=("5/QĐ-TTg",)), Row(SURVEY, OFFICE, cites=("5/QĐ-TTg",)), True),
    ],
)
def test_one_row_against_one(own: Store, upper: Row, lower: Row, linked: bool) -> None:
    decision = document_iri(BASE, "thu-tuong-chinh-phu", "quyet-dinh", 2024, "5/QĐ-TTg")
    cites = (Cite("61/2018/NĐ-CP", DECREE), Cite("5/QĐ-TTg", decision, type="Quyết định"))
    found = pairs(own, province(upper, cites=cites), district(lower, cites=cites))
    assert found == ([(lower.task, upper.task, "proposed")] if linked else [])


def test_an_official_of_a_commune_works_in_the_field_of_a_division(own: Store) -> None:
    commune = _plan("ubnd/tinh-ha-tinh/huyen-nghi-xuan/xa-xuan-my", "4/KH-UBND")
    above = Cite("2/KH-UBND", DISTRICT, "implements", "Kế hoạch")
    rows = (Row(SURVEY, "Công chức Tư pháp - Hộ tịch"), Row(TRAINING, "Công chức Địa chính"))
    below = plan(commune, "4/KH-UBND", "Ủy ban nhân dân xã Xuân Mỹ", "commune", rows, (above,))
    upper = district(Row(SURVEY, "Phòng Tư pháp"), Row(TRAINING, "Phòng Tư pháp"))
    assert pairs(own, upper, below) == [(SURVEY, SURVEY, "proposed")]


def test_two_rows_that_fit_alike_give_none(own: Store) -> None:
    twice = province(Row(SURVEY), Row(TRAINING), Row(SURVEY))
    assert pairs(own, twice, district(Row(SURVEY, OFFICE))) == []


def test_a_document_read_twice_is_not_two_rows(own: Store) -> None:
    """The copies of twice_read differ in their text, as those of two formats do."""
    upper = province(Row(SURVEY), Row(TRAINING))
    copy = replace(upper.source, name="copy.docx", sha256="f" * 64)
    twice_read = replace(upper, source=copy)
    assert len(pairs(own, upper, twice_read, district(Row(SURVEY, OFFICE)))) == 2


def test_a_table_comes_before_the_prose_that_repeats_it(own: Store) -> None:
    upper = province(Row(SURVEY, origin="prose"), Row(SURVEY), Row(TRAINING))
    assert len(pairs(own, upper, district(Row(SURVEY, OFFICE)))) == 1


def test_a_row_that_cites_the_document_above_states_it(own: Store) -> None:
    lower = Row(SURVEY, OFFICE, cites=("1/KH-UBND",))
    found = pairs(own, province(Row(SURVEY, "Sở Y tế")), district(lower))
    assert found == [(SURVEY, SURVEY, "stated")]


def test_taking_part_in_the_work_of_the_lead_above(own: Store) -> None:
    upper = Row(
        "Kiểm tra công vụ tại ít nhất 03 huyện và 06 xã", "Văn phòng UBND tỉnh", "Sở Nội vụ"
    )
    lower = Row("Tham gia Đoàn kiểm tra của Văn phòng UBND tỉnh tại 03 huyện và 06 xã", "Thanh tra")
    other = Row("Kiểm tra trang phục của Văn phòng UBND tỉnh", "Thanh tra")
    above = Cite("1/KH-UBND", PROVINCE, "implements", "Kế hoạch")
    issuer = "Sở Nội vụ tỉnh Hà Tĩnh"
    below = plan(DEPARTMENT, "3/KH-SNV", issuer, "department", (lower, other), (above,))
    assert pairs(own, province(upper), below) == [(lower.task, upper.task, "proposed")]


def test_rows_of_one_level_are_not_linked(own: Store) -> None:
    above = Cite("1/KH-UBND", PROVINCE, "implements", "Kế hoạch")
    issuer = "Ủy ban nhân dân tỉnh Hà Tĩnh"
    same = plan(DISTRICT, "2/KH-UBND", issuer, "province", (Row(SURVEY),), (above,))
    same = replace(same, document=_plan("ubnd/tinh-ha-tinh", "9/KH-UBND"))
    assert pairs(own, province(Row(SURVEY, "UBND tỉnh")), same) == []


def test_the_nearest_level_is_asked_first(own: Store) -> None:
    commune = _plan("ubnd/tinh-ha-tinh/huyen-nghi-xuan/xa-xuan-my", "4/KH-UBND")
    cites = (
        Cite("1/KH-UBND", PROVINCE, "implements", "Kế hoạch"),
        Cite("2/KH-UBND", DISTRICT, "implements", "Kế hoạch"),
    )
    below = plan(commune, "4/KH-UBND", "Ủy ban nhân dân xã Xuân Mỹ", "commune",
                 (Row(SURVEY, "Công chức"), Row(TRAINING, "Công chức")), cites)  # fmt: skip
    everyone = "UBND huyện, thị xã; UBND xã, phường"
    top = province(Row(SURVEY, everyone), Row(TRAINING, everyone))
    middle = district(Row(SURVEY, "UBND xã, thị trấn"))
    for one in (top, middle, below):
        put(own, document_graph(one, BASE))
    graphs = {name: document_graph(one, BASE).graph for name, one in
              (("top", top), ("middle", middle), ("below", below))}  # fmt: skip
    links = {(f.below, f.above) for f in carries_out(own) if isinstance(f, Link)}
    assert links == {
        (f"{graphs['middle']}#obligation-1", f"{graphs['top']}#obligation-1"),
        (f"{graphs['below']}#obligation-1", f"{graphs['middle']}#obligation-1"),
        (f"{graphs['below']}#obligation-2", f"{graphs['top']}#obligation-2"),
    }


def test_what_the_body_below_owes_without_a_row(own: Store) -> None:
    upper = province(
        Row(SURVEY),
        Row(TRAINING),
        Row("Ban hành kế hoạch cải cách hành chính năm 2025 của cấp mình"),
        Row("Công bố danh mục", "Sở Nội vụ", DISTRICTS),
    )
    lower = district(Row(SURVEY, OFFICE))
    for one in (upper, lower):
        put(own, document_graph(one, BASE))
    missing = [found for found in carries_out(own) if isinstance(found, Missing)]
    graph = document_graph(upper, BASE).graph
    assert missing == [Missing(f"{graph}#obligation-2", DISTRICT)]


def test_linking_again_changes_nothing_and_follows_the_store(words: Store) -> None:
    for one in (province(Row(SURVEY), Row(TRAINING)), district(Row(SURVEY, OFFICE))):
        put(words, document_graph(one, BASE))
    links = graph_iri(BASE, "links")
    first = link(words)
    held = words.dump("nquads", links)
    assert (first.proposed, first.missing) == (1, 1)
    assert link(words) == first
    assert words.dump("nquads", links) == held
    rows = list(plain_rows(run_query(words, query_named("children-without-row"))))
    assert [row["task"] for row in rows] == [TRAINING]
    forget(words, DISTRICT)
    again = link(words)
    assert (again.stated, again.proposed, again.missing) == (0, 0, 0)
    assert links not in words.graphs()
