"""An office's own bodies and units: imported whole or not at all, shown, and used in resolving."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import RDF

from cancu.cli import cli
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ingest.steps import bare, read_through
from cancu.ontology import units
from cancu.ontology.iris import number_slug
from cancu.ontology.load import ORG, issuers, shipped_issuers
from cancu.ontology.overlay import NOTHING, lay, lift, overlay
from cancu.ontology.register_faults import RegisterError
from cancu.ontology.terms import CC, ELI
from cancu.queries.opening import open_store
from cancu.queries.own_file import import_file
from cancu.queries.own_graph import overlay_of, own_graph, own_triples
from cancu.queries.own_import import Imported
from cancu.queries.store import Store, StoreError
from tests.commands import run as run_command

BODIES = "Tên cơ quan;Ký hiệu;Tên khác;Cấp;Thuộc;Từ ngày;Đến ngày;Trở thành\n"
CENTRE = "Trung tâm ABC tỉnh Hà Tĩnh;ABCX;TT ABC Hà Tĩnh;sở;UBND tỉnh Hà Tĩnh;1/1/2020;;\n"
NAMESAKE = "Trung tâm ABC tỉnh Nghệ An;ABCX;;;;;;\n"
MARKET = "Ban Quản lý Chợ Tình;BQLCT;;;UBND xã Cẩm Bình, tỉnh Hà Tĩnh;1/8/2025;;\n"
INSTITUTE = "Viện Nghiên cứu Dữ liệu Mở;VNCDLM;;trung ương;;;1/5/2025;Bộ Nội vụ\n"
MINISTRY = "Bộ Nội vụ;BNVX;Bộ Nội vụ mới;;;;;\n"
UNITS = "Loại;Tên;Thuộc;Mã;Từ ngày;Đến ngày;Trở thành\n"
NEW = "xã;Mới Toanh;tỉnh Hà Tĩnh;;1/9/2026;;\n"
ENDED = 'xã;Lê Lợi;tỉnh Hưng Yên;;;31/8/2026;"xã Mới Nhất, tỉnh Hưng Yên"\n'
NEWEST = "xã;Mới Nhất;tỉnh Hưng Yên;;2026-09-01;;\n"


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    lay(NOTHING, "")


def table(folder: Path, head: str, *rows: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(head + "".join(rows), encoding="utf-8")
    return path


def take(store: Store, path: Path, **how: bool) -> tuple[int, int, int, int, int]:
    (done,) = import_file(store, path, **how)
    return counts(done)


def counts(done: Imported[object]) -> tuple[int, int, int, int, int]:
    return (len(done.added), len(done.changed), len(done.unchanged), len(done.rejected),
            len(done.removed))  # fmt: skip


def cited(text: str, place: str = "tỉnh Hà Tĩnh") -> Resolution:
    """What the first citation of a plan of this place means."""
    plan = (
        f"ỦY BAN NHÂN DÂN\n{place.upper()}\nSố: 15/KH-UBND\nngày 05 tháng 10 năm 2026\n\n"
        f"KẾ HOẠCH\nRà soát thủ tục hành chính\n\nCăn cứ {text};\n"
    )
    reading = read_through(bare(plan), duties=False)
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    return next(meaning for mention, meaning in pairs if not mention.self_reference)


def meant(found: Resolution) -> list[str]:
    documents = (
        [found.document] if isinstance(found, Resolved)
        else list(found.candidates) if isinstance(found, Ambiguous) else []
    )  # fmt: skip
    return [document.partition("/vn/")[2] for document in documents]


CITATIONS = [
    ("Quyết định số 5/QĐ-ABCX ngày 02/3/2023 của Trung tâm ABC tỉnh Hà Tĩnh", "tỉnh Cà Mau",
     ["trung-tam-abc/tinh-ha-tinh/quyet-dinh/2023/05-qd-abcx"]),
    ("Quyết định số 5/QĐ-ABCX ngày 02/3/2023 của TT ABC Hà Tĩnh", "tỉnh Cà Mau",
     ["trung-tam-abc/tinh-ha-tinh/quyet-dinh/2023/05-qd-abcx"]),
    ("Quyết định số 5/QĐ-ABCX ngày 02/3/2023", "tỉnh Nghệ An",
     ["trung-tam-abc/tinh-nghe-an/quyet-dinh/2023/05-qd-abcx"]),
    # two bodies bear the symbol, and nothing tells which
    ("Quyết định số 5/QĐ-ABCX ngày 02/3/2023", "tỉnh Cà Mau",
     ["trung-tam-abc/tinh-ha-tinh/quyet-dinh/2023/05-qd-abcx",
      "trung-tam-abc/tinh-nghe-an/quyet-dinh/2023/05-qd-abcx"]),
    ("Thông báo số 11/TB-BQLCT ngày 03/9/2025", "tỉnh Cà Mau",
     ["ban-quan-ly-cho-tinh/tinh-ha-tinh/xa-cam-binh/thong-bao/2025/11-tb-bqlct"]),
    ("Thông báo số 9/TB-VNCDLM ngày 03/10/2024", "tỉnh Cà Mau",
     ["vien-nghien-cuu-du-lieu-mo/thong-bao/2024/09-tb-vncdlm"]),
    ("Thông báo số 9/TB-BNVX ngày 03/10/2025", "tỉnh Cà Mau",
     ["bo-noi-vu/thong-bao/2025/09-tb-bnvx"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "expected"), CITATIONS)
def test_imported_bodies_are_resolved(
    store: Store, tmp_path: Path, text: str, place: str, expected: list[str]
) -> None:
    import_file(store, table(tmp_path, BODIES, CENTRE, NAMESAKE, MARKET, INSTITUTE, MINISTRY))
    assert meant(cited(text, place)) == expected


def test_an_imported_unit_is_a_place(store: Store, tmp_path: Path) -> None:
    """A commune that no list has lies where the office says, also in a plan of another place."""
    text = "Quyết định số 7/QĐ-UBND ngày 03/9/2026 của Ủy ban nhân dân xã Mới Toanh"
    before = meant(cited(text, "tỉnh Cà Mau"))
    import_file(store, table(tmp_path, UNITS, NEW))
    assert meant(cited(text, "tỉnh Cà Mau")) == [
        "ubnd/tinh-ha-tinh/xa-moi-toanh/quyet-dinh/2026/07-qd-ubnd"
    ]
    lift(store.location)
    assert meant(cited(text, "tỉnh Cà Mau")) == before


def test_what_a_known_unit_became(store: Store, tmp_path: Path) -> None:
    assert take(store, table(tmp_path, UNITS, ENDED, NEWEST)) == (2, 0, 0, 0, 0)
    (old,) = units.find("xã Lê Lợi", on=date(2026, 8, 31), within="33-2025") or units.find(
        "xã Lê Lợi, tỉnh Hưng Yên", on=date(2026, 8, 31)
    )
    assert old.valid_from == date(2025, 7, 1)
    (new,) = units.became(old, date(2026, 9, 1))
    assert units.in_full(new) == "xã Mới Nhất, tỉnh Hưng Yên"
    assert take(store, table(tmp_path, UNITS, ENDED, NEWEST)) == (0, 0, 2, 0, 0)


def test_only_the_open_store_counts(tmp_path: Path) -> None:
    known = len(issuers())
    with open_store(str(tmp_path / "one")) as first:
        import_file(first, table(tmp_path, BODIES, CENTRE))
        assert len(issuers()) == known + 1
    assert overlay() == NOTHING
    assert issuers() == shipped_issuers()
    with open_store(str(tmp_path / "two")):
        assert len(issuers()) == known
        assert meant(cited("Quyết định số 5/QĐ-ABCX ngày 02/3/2023")) == []
    with open_store(str(tmp_path / "one")):
        assert len(issuers()) == known + 1


def test_an_imported_symbol_changes_no_iri(store: Store, tmp_path: Path) -> None:
    before = number_slug("12/TB-TTYT")
    import_file(store, table(tmp_path, BODIES, "Trạm TTYT tỉnh Hà Tĩnh;TTYT;;;;;;\n"))
    assert number_slug("12/TB-TTYT") == before


def test_added_unchanged_changed_removed(store: Store, tmp_path: Path) -> None:
    both = table(tmp_path, BODIES, CENTRE, MINISTRY)
    assert take(store, both) == (2, 0, 0, 0, 0)
    assert take(store, both) == (0, 0, 2, 0, 0)
    import_file(store, table(tmp_path, UNITS, NEW, name="units.csv"))
    changed = table(tmp_path, BODIES, CENTRE.replace("ABCX", "ABCX, ABCY"))
    assert take(store, changed, replace_all=True) == (0, 1, 0, 0, 1)
    own = overlay_of(store)
    assert [(body.name, body.symbols) for body in own.issuers] == [
        ("Trung tâm ABC tỉnh Hà Tĩnh", ("ABCX", "ABCY"))
    ]
    assert [unit.name for unit in own.units] == ["Mới Toanh"]
    assert take(store, table(tmp_path, UNITS), replace_all=True) == (0, 0, 0, 0, 1)
    assert overlay_of(store).units == ()


def test_a_known_body_needs_no_symbol_where_it_has_none(store: Store, tmp_path: Path) -> None:
    """A regional branch numbers by a symbol of its own, the kind of body by none."""
    row = "Kho bạc Nhà nước khu vực;;KBNN miền thử;;;;;\n"
    path = table(tmp_path, BODIES, row)
    assert take(store, path) == (1, 0, 0, 0, 0)
    assert [(body.symbols, body.aliases) for body in overlay_of(store).issuers] == [
        ((), ("KBNN miền thử",))
    ]
    assert take(store, path) == (0, 0, 1, 0, 0)


UNREADABLE = [
    # a body without a symbol, a unit without its code, a document whose day is none
    ("vn/ban-la", str(RDF.type), ORG + "FormalOrganization"),
    ("unit/x", str(RDF.type), str(CC.AdministrativeUnit)),
    ("vn/khong-co", str(RDF.type), str(ELI.LegalResource)),
]


@pytest.mark.parametrize(("subject", "term", "value"), UNREADABLE)
def test_a_row_that_cannot_be_read_is_left_out_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, subject: str, term: str, value: str
) -> None:
    at = str(tmp_path / "store")
    with open_store(at) as opened:
        import_file(opened, table(tmp_path, BODIES, CENTRE))
        graph = own_graph(opened.base)
        held = [
            Quad(one.subject, one.predicate, one.object, NamedNode(graph))
            for one in own_triples(opened)
        ]
        bad = Quad(
            NamedNode(f"{opened.base}/{subject}"),
            NamedNode(term), NamedNode(value), NamedNode(graph),
        )  # fmt: skip
        opened.replace_graph(graph, [*held, bad])
    with open_store(at) as opened:
        assert [body.symbols for body in overlay_of(opened).issuers] == [("ABCX",)]
        assert take(opened, table(tmp_path, BODIES, CENTRE, MARKET)) == (1, 0, 1, 0, 0)
    assert subject in caplog.text


FAULTS = [
    (BODIES, "Trung tâm X;X1;;sở;UBND huyện Không Có;;;\n", [("Thuộc", "UBND huyện Không Có")]),
    (BODIES, "Trung tâm X;X1;;;;;;\n", [("Cấp", "")]),
    (BODIES, "Trung tâm X;12/;;phòng;;;;\n", [("Ký hiệu", "12/"), ("Cấp", "phòng")]),
    (BODIES, "Trung tâm X;XX;;sở;;31/2/2024;;Bộ Lạ\n",
     [("Từ ngày", "31/2/2024"), ("Trở thành", "Bộ Lạ")]),
    (BODIES, "Trung tâm X;XX;;sở;;2/2/2024;1/2/2024;\n", [("Đến ngày", "1/2/2024")]),
    (BODIES, "Trạm Y tế xã Lê Lợi;TYTLL;;;;;;\n", [("Tên cơ quan", "Trạm Y tế xã Lê Lợi")]),
    (UNITS, "xóm;A;tỉnh Hà Tĩnh;;;;\n", [("Loại", "xóm")]),
    (UNITS, "xã;A;;;;;\n", [("Thuộc", "")]),
    (UNITS, "tỉnh;A;tỉnh Hà Tĩnh;;;;\n", [("Thuộc", "tỉnh Hà Tĩnh")]),
    (UNITS, "xã;A;tỉnh Không Có;12;;;\n", [("Thuộc", "tỉnh Không Có"), ("Mã", "12")]),
    (UNITS, "xã;A;tỉnh Hà Tĩnh;;;1/9/2026;xã Lê Lợi\n", [("Trở thành", "xã Lê Lợi")]),
    (UNITS, "xã;;tỉnh Hà Tĩnh;;;;\n", [("Tên", "")]),
    # days that are none, and the day that other programs write for "never"
    (BODIES, "Trung tâm X;XX;;sở;;;;Bộ Nội vụ (2025-13-01)\n",
     [("Trở thành", "Bộ Nội vụ (2025-13-01)")]),
    (BODIES, "Trung tâm X;XX;;sở;;;31/12/9999;\n", [("Đến ngày", "31/12/9999")]),
    (UNITS, "xã;A;tỉnh Hà Tĩnh;;;31/12/9999;\n", [("Đến ngày", "31/12/9999")]),
    (UNITS, 'xã;A;tỉnh Hà Tĩnh;;;;"xã Yết Kiêu, thành phố Hải Phòng (2025-02-30)"\n',
     [("Trở thành", "xã Yết Kiêu, thành phố Hải Phòng (2025-02-30)")]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "row", "places"), FAULTS)
def test_a_fault_takes_nothing_in(
    store: Store, tmp_path: Path, head: str, row: str, places: list[tuple[str, str]]
) -> None:
    good = CENTRE if head == BODIES else NEW
    with pytest.raises(RegisterError) as caught:
        import_file(store, table(tmp_path, head, good, row))
    faults = caught.value.faults
    assert sorted((fault.column, fault.value) for fault in faults) == sorted(places)
    assert {fault.row for fault in faults} == {3}
    assert overlay_of(store) == NOTHING


CONFLICTS = [
    (BODIES, "Bộ Nội vụ;BNV;;;;1/1/2003;;\n", "valid_from", "2002-08-05"),
    (BODIES, "Bộ Nội vụ;BNV;;trung ương;;;;\n", "level", "ministry"),
    (UNITS, "xã;Lê Lợi;tỉnh Hưng Yên;;2/7/2025;;\n", "valid_from", "2025-07-01"),
]


@pytest.mark.parametrize(("head", "row", "column", "shipped"), CONFLICTS)
def test_what_comes_along_is_not_overruled(
    store: Store, tmp_path: Path, head: str, row: str, column: str, shipped: str
) -> None:
    (done,) = import_file(store, table(tmp_path, head, row))
    assert counts(done) == (0, 0, 0, 1, 0)
    assert [(c.column, c.shipped_value) for c in done.conflicts] == [(column, shipped)]
    assert overlay_of(store) == NOTHING
    assert take(store, table(tmp_path, head, row), prefer_own=True) == (1, 0, 0, 0, 0)


def test_turtle_of_the_graph_comes_back(store: Store, tmp_path: Path) -> None:
    import_file(store, table(tmp_path, BODIES, CENTRE, MARKET, INSTITUTE))
    import_file(store, table(tmp_path, UNITS, ENDED, NEWEST))
    held = overlay_of(store)
    path = tmp_path / "own.ttl"
    quads = parse(store.dump("nquads", f"{store.base}/register/own"), RdfFormat.N_QUADS)
    triples = [Triple(q.subject, q.predicate, q.object) for q in quads]
    serialize(triples, str(path), format=RdfFormat.TURTLE)
    store.remove_graph(f"{store.base}/register/own")
    assert [counts(done)[0] for done in import_file(store, path)] == [3, 2]
    assert overlay_of(store) == held


PREFIXES = (
    "@prefix org: <http://www.w3.org/ns/org#> ."
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    "@prefix cc: <http://cancu.internal/ns#> . @prefix b: <http://cancu.internal/vn/> ."
    "@prefix u: <http://cancu.internal/unit/> .\n"
)
TURTLE = [
    ("b:x skos:prefLabel 'X'@vi .", "org:FormalOrganization"),
    ("b:x a org:FormalOrganization ; skos:prefLabel 'X'@vi .", "cc:symbol"),
    ("b:x a org:Organization ; cc:symbol 'X' .", "skos:prefLabel"),
    ("b:x a org:Organization ; cc:symbol 'X' ; skos:prefLabel 'X'@vi ; cc:level b:x .", "cc:level"),
    ("<http://x/y> a org:Organization ; skos:prefLabel 'X'@vi .", "IRI"),
    ("u:x a cc:AdministrativeUnit ; skos:prefLabel 'xã X'@vi .", "unitCode"),
    ("u:x a cc:AdministrativeUnit ; skos:prefLabel 'xã X'@vi ; cc:unitCode '99999' .",
     "parentUnit"),
    ("u:x a cc:AdministrativeUnit ; skos:prefLabel 'xã X'@vi ; cc:unitCode '99999' ; "
     "cc:parentUnit u:98 .", "98"),
    ("u:x a cc:AdministrativeUnit ; skos:prefLabel 'xã X'@vi ; cc:unitCode '99999' ; "
     "cc:parentUnit u:33 ; cc:validTo '9999-12-31' .", "cc:validTo 9999-12-31"),
    ("u:99999 a cc:AdministrativeUnit ; skos:prefLabel 'xã X'@vi ; cc:unitCode '99999' ; "
     "cc:parentUnit u:99999 .", "parentUnit 99999"),
    ("b:x a org:Organization ; cc:symbol 'X' ; skos:prefLabel 'X'@vi ; "
     "cc:validTo '9999-12-31' .", "cc:validTo"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), TURTLE)
def test_turtle_that_brings_nothing_says_so(
    store: Store, tmp_path: Path, content: str, said: str
) -> None:
    with pytest.raises(RegisterError, match=said):
        import_file(store, table(tmp_path, PREFIXES, content, name="own.ttl"))


CIRCLE = (
    "xã;Đi;tỉnh Hưng Yên;;1/8/2025;31/5/2026;xã Về\n",
    "xã;Về;tỉnh Hưng Yên;;1/6/2026;31/8/2026;xã Đi\n",
)


def test_units_that_became_each_other_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"Đi.*dòng 2.*Về.*dòng 3") as caught:
        import_file(store, table(tmp_path, UNITS, *CIRCLE))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "Trở thành")]
    assert overlay_of(store) == NOTHING
    import_file(store, table(tmp_path, UNITS, CIRCLE[0].replace("xã Về", ""), CIRCLE[1]))
    first = CIRCLE[0].replace("xã Về", '"xã Về, tỉnh Hưng Yên"')
    with pytest.raises(RegisterError, match="vòng tròn"):
        import_file(store, table(tmp_path, UNITS, first))


def test_headings_of_no_register(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"loại, số, cơ quan.*tên cơ quan, ký hiệu.*thuộc"):
        import_file(store, table(tmp_path, "a;b\n", "1;2\n"))


run = partial(run_command, "register")


def shown(*words: str | Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(run("show", *words, "--format", "json").stdout_bytes)
    return rows


@pytest.mark.parametrize("words", ["Bộ Nội vụ", "BNV", "bnv"])
def test_a_body_is_shown(words: str) -> None:
    (row,) = shown(words)
    assert (row["body"], row["symbols"]) == ("Bộ Nội vụ", "BNV; NV")
    assert "Bộ Lao động - Thương binh và Xã hội (2025-03-01)" in row["predecessors"]
    assert row["licence"]
    assert row["as_of"]
    (before,) = shown("Bộ Lao động - Thương binh và Xã hội")
    assert before["successors"].startswith("Bộ Nội vụ (2025-03-01)")


def test_units_are_shown() -> None:
    assert [row["parents"] for row in shown("tỉnh Bắc Giang")] == [None]
    rows = shown("--kind", "units", "xã Lê Lợi")
    assert len(rows) > 8
    assert {row["administrative_unit"] for row in rows} == {"xã Lê Lợi"}
    (row,) = shown("xã Lê Lợi, huyện Gia Lộc, tỉnh Hải Dương")
    assert row["parents"] == "huyện Gia Lộc, tỉnh Hải Dương"
    assert "xã Yết Kiêu, thành phố Hải Phòng (2025-07-01)" in row["successors"]
    told = run("show", "tỉnh Bắc Giang").output
    assert "tỉnh Bắc Ninh" in told
    assert "giấy phép / licence: MIT" in told


def test_nothing_to_show_is_said() -> None:
    for words in (["Xyzzy"], ["Bộ Nội vụ", "--kind", "units"]):
        with pytest.raises(StoreError, match="sổ không có"):
            run("show", *words)


def test_from_the_command_line(tmp_path: Path) -> None:
    at = ("--store", tmp_path / "store")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["name", "symbol", "level", "valid from"])
    sheet.append(["Viện Nghiên cứu Dữ liệu Mở", "VNCDLM", "central", date(2020, 1, 2)])
    path = tmp_path / "own.xlsx"
    book.save(path)
    told = run("import", path, *at).output
    assert "1 thêm / added" in told
    assert "cancu ingest" in told
    run("import", table(tmp_path, UNITS, NEW), *at)
    (row,) = shown("VNCDLM", *at)
    assert (row["file"], row["valid_from"]) == ("own.xlsx", "2020-01-02")
    assert not row["licence"]
    assert row["imported"]
    found = run("show", "--own", "--format", "csv", *at).stdout_bytes.decode()
    assert [row["register"] for row in csv.DictReader(io.StringIO(found))] == ["issuers", "units"]
    plan = tmp_path / "plan.txt"
    plan.write_text("Căn cứ Thông báo số 9/TB-VNCDLM ngày 03/10/2024;\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["cite", str(plan), "--format", "json", *map(str, at)])
    (reading,) = json.loads(result.stdout_bytes)
    assert [one["document"] for one in reading["citations"]] == [
        "http://cancu.internal/vn/vien-nghien-cuu-du-lieu-mo/thong-bao/2024/09-tb-vncdlm"
    ]
    empty = tmp_path / "empty.ttl"
    empty.write_text("<http://x/a> <http://x/b> <http://x/c> .", encoding="utf-8")
    assert "eli:LegalResource" in run("import", empty, *at, code=1).output
