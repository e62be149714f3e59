"""What has become of a document on a day: by the registers, and by what documents state."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cancu.cli import cli
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.commands.status import day_of, described, status_words
from cancu.ontology.iris import graph_iri
from cancu.ontology.register import STATUS_WORDS, find
from cancu.ontology.register_graph import document_quads
from cancu.queries.documents import UnknownDocumentError
from cancu.queries.own_file import import_file
from cancu.queries.status import Standing, standings
from cancu.queries.store import Store
from tests import plans as made

QUIET = Said(quiet=True)


def one(store: Store | None, wanted: str, day: str) -> Standing:
    (found,) = standings(store, wanted, date.fromisoformat(day))
    return found


BY_REGISTER = [
    ("61/2018/NĐ-CP", "2018-05-01", "not_yet", []),
    ("61/2018/NĐ-CP", "2020-01-01", "in_force", []),
    ("Nghị định 61/2018/ND-CP", "2022-04-05", "amended", ["107/2021/NĐ-CP"]),
    ("61/2018/NĐ-CP", "2025-06-30", "amended", ["107/2021/NĐ-CP"]),
    ("61/2018/NĐ-CP", "2025-07-01", "replaced", ["118/2025/NĐ-CP"]),
    ("http://cancu.internal/vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp", "2025-07-01", "replaced",
     ["118/2025/NĐ-CP"]),
    ("77/2015/QH13", "2021-01-01", "amended", ["47/2019/QH14"]),
    ("77/2015/QH13", "2025-03-01", "replaced", ["65/2025/QH15"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "day", "kind", "by"), BY_REGISTER)
def test_the_registers_alone(wanted: str, day: str, kind: str, by: list[str]) -> None:
    found = one(None, wanted, day)
    assert (found.kind, [point.other for point in found.by]) == (kind, by)
    assert found.source
    assert found.verified


def test_the_chain_of_what_replaced_what() -> None:
    found = one(None, "61/2018/NĐ-CP", "2025-07-01")
    assert found.chain == ("09/2015/QĐ-TTg", "61/2018/NĐ-CP", "118/2025/NĐ-CP")
    days = [point.day for point in found.timeline if point.day]
    assert days == sorted(days)


def test_each_document_of_a_number_is_answered_for() -> None:
    years = {s.row.year for s in standings(None, "76/NQ-CP", date(2022, 1, 1))}
    assert years == {2013, 2021}


def test_a_law_by_its_name() -> None:
    kinds = {
        s.row.number: s.kind
        for s in standings(None, "Luật Tổ chức chính quyền địa phương", date(2025, 4, 1))
    }
    assert kinds == {
        "77/2015/QH13": "replaced", "65/2025/QH15": "in_force", "72/2025/QH15": "not_yet"
    }  # fmt: skip


CITED = [
    # what a person types, and the numbers or names of the documents that it means
    ("Luật Đất đai năm 1993", ["Luật Đất đai"]),
    ("Luật Đất đai 2013", ["45/2013/QH13"]),
    ("luật đất đai số 45/2013/QH13", ["45/2013/QH13"]),
    ("Luật Đất đai ngày 29/11/2013", ["45/2013/QH13"]),
    ("Luật Đất đai (sửa đổi) 2024", ["31/2024/QH15"]),
    ("hiến pháp năm 2013", ["Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"]),
    ("BLDS 2015", ["91/2015/QH13"]),
    ("số 61/2018/NĐ-CP", ["61/2018/NĐ-CP"]),
    ("Điều 3 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", ["61/2018/NĐ-CP"]),
    ("NĐ 61/2018/ND-CP", ["61/2018/NĐ-CP"]),
    ("Nghị quyết số 76/NQ-CP ngày 15/7/2021", ["76/NQ-CP"]),
    ("Nghị quyết 76/NQ-CP", ["76/NQ-CP", "76/NQ-CP"]),
    ("Quyết định 61/2018/NĐ-CP", []),
    ("báo cáo về Nghị định 61/2018/NĐ-CP", []),
    ("1993", []),
]


@pytest.mark.parametrize(("wanted", "numbers"), CITED)
def test_a_citation_is_understood(store: Store, wanted: str, numbers: list[str]) -> None:
    for known in (None, store):
        try:
            found = standings(known, wanted, date(2026, 1, 1))
        except UnknownDocumentError:
            found = []
        assert [one.row.number or one.row.title for one in found] == numbers


def test_nothing_known_is_said(store: Store) -> None:
    for known in (None, store):
        with pytest.raises(UnknownDocumentError, match="999/2031"):
            standings(known, "999/2031/NĐ-CP", date(2032, 1, 1))


STATED = [
    # what a later plan states, and what it makes of the one before
    ("Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 05/4/2022 của UBND tỉnh Hà Tĩnh.",
     "replaced"),
    ("Kế hoạch này bãi bỏ Kế hoạch số 15/KH-UBND ngày 05/4/2022 của UBND tỉnh Hà Tĩnh.",
     "repealed"),
    ("Kế hoạch này sửa đổi, bổ sung Kế hoạch số 15/KH-UBND ngày 05/4/2022 của UBND tỉnh Hà Tĩnh.",
     "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind"), STATED)
def test_what_a_document_of_the_store_states(
    store: Store, tmp_path: Path, sentence: str, kind: str
) -> None:
    """Local plans stand in no register: only what other plans state is known of them."""
    later = tmp_path / "later.txt"
    later.write_text(made.plan("80/KH-UBND", *made.PROVINCE, "1/9/2022", sentence), "utf-8")
    ingest(store, (made.province(tmp_path), later), QUIET)
    assert one(store, "15/KH-UBND", "2022-04-01").kind == "not_yet"
    before = one(store, "15/KH-UBND", "2022-08-31")
    assert (before.kind, before.verified) == ("unknown", "read")
    assert before.source == str(tmp_path / "a-tinh.txt")
    found = one(store, "15/KH-UBND", "2022-09-01")
    assert found.kind == kind
    assert [point.other for point in found.by] == ["80/KH-UBND"]
    (point,) = found.by
    assert (point.day, point.verified, point.source) == (date(2022, 9, 1), "stated", str(later))
    (wording,) = point.wordings
    assert wording.endswith(sentence)
    back = one(store, "80/KH-UBND", "2022-09-01")
    assert "15/KH-UBND" in [point.other for point in back.timeline]


ARTICLES = [
    # what a decision states of another, which articles it changes, and how many sentences say so
    ("Điều 1. Sửa đổi Điều 3 của Quyết định số 5/QĐ-UBND ngày 01/02/2020 của UBND tỉnh Hà Tĩnh.\n"
     "Điều 2. Bãi bỏ khoản 3 Điều 4 Quyết định số 5/QĐ-UBND ngày 01/02/2020 của UBND tỉnh Hà Tĩnh.",
     ("Điều 3", "khoản 3 Điều 4"), 2),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND ngày 01/02/2020 của UBND "
     "tỉnh Hà Tĩnh.\nĐiều 2. Bãi bỏ Điều 6 Quyết định số 5/QĐ-UBND ngày 01/02/2020 của UBND tỉnh "
     "Hà Tĩnh.", ("Điều 6",), 2),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 5/QĐ-UBND ngày 01/02/2020 của UBND "
     "tỉnh Hà Tĩnh.", (), 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "changed", "sentences"), ARTICLES)
def test_all_articles_that_are_changed(
    store: Store, tmp_path: Path, text: str, changed: tuple[str, ...], sentences: int
) -> None:
    path = tmp_path / "decision.txt"
    text = made.plan("9/QĐ-UBND", *made.PROVINCE, "10/6/2024", text)
    path.write_text(text.replace("KẾ HOẠCH", "QUYẾT ĐỊNH"), encoding="utf-8")
    ingest(store, (path,), QUIET)
    found = one(store, "5/QĐ-UBND", "2025-01-01")
    (point,) = found.by
    assert (point.kind, point.changed, point.changing) == ("amended_by", changed, ())
    assert len(point.wordings) == sentences
    if changed:
        assert changed[0] in point.wordings[0]
        assert f"(sửa đổi {'; '.join(changed)})" in described(point, found.row)


def test_the_register_names_the_article_that_changes() -> None:
    found = one(None, "63/2010/NĐ-CP", "2026-01-01")
    (point,) = [point for point in found.by if point.other == "78/2025/NĐ-CP"]
    assert (point.changed, point.changing) == ((), ("khoản 3 Điều 78",))
    assert "(theo khoản 3 Điều 78 của 78/2025/NĐ-CP)" in described(point, found.row)


CERTAIN = [
    # a document, a day, its status then, and whether that was checked
    ("766/QĐ-TTg", "2023-01-01", "in_force", False),  # its first day is from memory
    ("63/2010/NĐ-CP", "2012-01-01", "in_force", True),
    ("63/2010/NĐ-CP", "2026-01-01", "amended", True),
    ("61/2018/NĐ-CP", "2020-01-01", "in_force", True),
    ("61/2018/NĐ-CP", "2025-07-01", "replaced", False),
    ("01/2018/TT-VPCP", "2019-01-05", "not_yet", True),
    ("01/2018/TT-VPCP", "2025-06-30", "in_force", True),
    ("01/2018/TT-VPCP", "2025-07-01", "unknown", True),
    ("468/QĐ-TTg", "2026-11-30", "unknown", True),
    ("72/2025/QH15", "2026-01-01", "in_force", True),
    ("75/2012/NĐ-CP", "2021-01-01", "replaced", False),
    ("36/2012/NĐ-CP", "2026-01-01", "unknown", True),
]


@pytest.mark.parametrize(("wanted", "day", "kind", "certain"), CERTAIN)
def test_what_was_not_checked_is_only_possible(
    wanted: str, day: str, kind: str, certain: bool
) -> None:
    found = one(None, wanted, day)
    assert (found.kind, found.certain) == (kind, certain)
    assert status_words(found)[0].startswith("có thể") is not certain


def test_a_document_of_the_store_makes_it_certain(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "later.txt"
    clause = "Nghị định này có hiệu lực từ ngày 01/7/2025 và thay thế Nghị định số 61/2018/NĐ-CP."
    path.write_text(
        "CHÍNH PHỦ\nSố: 118/2025/NĐ-CP\nHà Nội, ngày 09 tháng 6 năm 2025\nNGHỊ ĐỊNH\nVề một cửa\n"
        f"Điều 1. Hiệu lực\n{clause}\n",
        encoding="utf-8",
    )
    ingest(store, (path,), QUIET)
    found = one(store, "61/2018/NĐ-CP", "2025-07-01")
    assert (found.kind, found.certain, found.source) == ("replaced", True, str(path))
    (point,) = found.by
    assert point.wordings[0].endswith(clause)


def test_a_plan_amends_no_decree(store: Store, tmp_path: Path) -> None:
    """A sentence that reads so was misread: the order of legal force forbids it."""
    sentence = "Kế hoạch này thay thế Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ."
    path = made.district(tmp_path, sentence)
    ingest(store, (path,), QUIET)
    assert one(store, "61/2018/NĐ-CP", "2023-01-01").kind == "amended"


def test_the_offices_row_speaks(store: Store, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "Loại;Số;Ngày;Cơ quan;Ngày hiệu lực;Ngày hết hiệu lực;Thay thế bởi\n"
        "Quyết định;5/QĐ-UBND;1/2/2020;UBND tỉnh Hà Tĩnh;10/2/2020;1/1/2023;9/QĐ-UBND\n",
        encoding="utf-8",
    )
    import_file(store, table)
    kinds = [
        one(store, "05/QĐ-UBND", day).kind for day in ("2020-02-05", "2021-01-01", "2023-01-01")
    ]
    assert kinds == ["not_yet", "in_force", "replaced"]
    assert one(store, "5/QĐ-UBND", "2021-01-01").source == "own.csv"


OWN_HEAD = "loại;số;năm;cơ quan;ngày hiệu lực;nguồn\n"
OWN_ROWS = [
    # (row, certain, how the row and its first day are checked, what it rests on)
    ("Luật;22/2008/QH12;2008;Quốc hội;;\n", False, "memory", "authors ; own.csv"),
    ("Luật;22/2008/QH12;2008;Quốc hội;1/1/2010;Công báo\n", True,
     "memory; effective: own register", "authors ; Công báo"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "certain", "verified", "source"), OWN_ROWS)
def test_an_own_row_checks_only_what_it_gives(
    store: Store, tmp_path: Path, row: str, certain: bool, verified: str, source: str
) -> None:
    table = tmp_path / "own.csv"
    table.write_text(OWN_HEAD + row, encoding="utf-8")
    assert not one(store, "22/2008/QH12", "2015-01-01").certain
    import_file(store, table)
    found = one(store, "22/2008/QH12", "2015-01-01")
    assert (found.kind, found.certain) == ("in_force", certain)
    assert (found.verified, found.source) == (verified, source)


def test_registers_in_the_store_change_no_answer(store: Store) -> None:
    numbers = {wanted.rpartition(" ")[2] for wanted, *_ in BY_REGISTER}
    rows = [row for number in numbers for row in find(number)]
    graph = graph_iri(store.base, "register/central")
    store.replace_graph(graph, document_quads(rows, graph, store.base))
    for wanted, day, kind, by in BY_REGISTER:
        found = one(store, wanted.replace("http://cancu.internal", store.base), day)
        assert (found.kind, [point.other for point in found.by]) == (kind, by)


@pytest.mark.parametrize(
    "written",
    ["2022-04-05", "5/4/2022", "05.04.2022", "2022/4/5", "05-4-2022", "ngày 05 tháng 4 năm 2022"],
)
def test_days(written: str) -> None:
    assert day_of(written) == date(2022, 4, 5)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "5/4",
        "31/2/2022",
        "x",
        "2022-04",
        "1/2/3/4",
        "31/7/24",
        "24-7-31",
        "5/4/0024",
        "2022",
        "tháng 4 năm 2022",
        "5/4/2022 x",
    ],
)
def test_no_days(written: str) -> None:
    with pytest.raises(click.UsageError, match="2022-04-05"):
        day_of(written)


def test_from_the_command_line(tmp_path: Path) -> None:
    def run(*words: str | Path) -> bytes:
        result = CliRunner().invoke(cli, ["status", *map(str, words)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes

    place = tmp_path / "store"
    CliRunner().invoke(cli, ["ingest", str(made.province(tmp_path)), "--store", str(place)])
    words = ("61/2018/NĐ-CP", "--on", "5/4/2022", "--store", place)
    (told,) = json.loads(run(*words, "--format", "json"))
    assert (told["status"], told["since"], told["by"]) == (
        "amended", "2021-12-06", ["107/2021/NĐ-CP"]
    )  # fmt: skip
    assert {"issued", "effective", "amended_by", "replaced_by"} <= {
        p["kind"] for p in told["timeline"]
    }
    (row,) = csv.DictReader(io.StringIO(run(*words, "--format", "csv").decode()))
    assert row["by"] == "107/2021/NĐ-CP"
    shown = run(*words).decode()
    assert STATUS_WORDS["amended"][0] in shown
    assert "nguồn / source: http" in shown


IN_FORCE = [
    # what a decision says of itself, and what had become of it and of the one before on days
    ("Quyết định này có hiệu lực thi hành kể từ ngày 20/6/2024 và thay thế Quyết định số 5/QĐ-UBND "
     "ngày 01/02/2020 của Ủy ban nhân dân tỉnh Hà Tĩnh.", "2024-06-20"),
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký và thay thế Quyết định số 5/QĐ-UBND "
     "ngày 01/02/2020 của Ủy ban nhân dân tỉnh Hà Tĩnh.", "2024-06-20"),
    ("Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 5/QĐ-UBND "
     "ngày 01/02/2020 của Ủy ban nhân dân tỉnh Hà Tĩnh.", "2024-06-10"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "day"), IN_FORCE)
def test_what_a_document_states_of_itself(
    store: Store, tmp_path: Path, clause: str, day: str
) -> None:
    """Its first day is the stated one, and so is the end of what it replaces."""
    path = tmp_path / "decision.txt"
    text = made.plan("9/QĐ-UBND", *made.PROVINCE, "10/6/2024", f"Điều 2. {clause}")
    path.write_text(text.replace("KẾ HOẠCH", "QUYẾT ĐỊNH"), encoding="utf-8")
    ingest(store, (path,), QUIET)
    first = date.fromisoformat(day)
    eve = (first - timedelta(1)).isoformat()
    assert one(store, "9/QĐ-UBND", eve).kind == "not_yet"
    now = one(store, "9/QĐ-UBND", day)
    assert (now.kind, now.since, now.source, now.verified) == (
        "in_force", first, str(path), "stated"
    )  # fmt: skip
    (point,) = [point for point in now.timeline if point.kind == "effective"]
    assert point.wordings[0].startswith("Quyết định này có hiệu lực")
    assert one(store, "5/QĐ-UBND", eve).kind == "unknown"
    before = one(store, "5/QĐ-UBND", day)
    assert (before.kind, before.since) == ("replaced", first)


WORDED = [
    (
        "31/2024/QH15",
        "2024-07-01",
        "force (not checked); có hiệu lực từ / in force from 01/08/2024",
    ),
    ("Luật Thương mại", "2024-07-01", "nguồn / source: người lập sổ ghi (chưa kiểm chứng)"),
    ("15/2012/QH13", "2024-07-01", "nguồn / source: viện dẫn trong Bộ pháp điển (48) ("),
    ("01/2018/TT-VPCP", "2026-07-01", "ghi chú / note: có lẽ hết hiệu lực cùng 61/2018/NĐ-CP"),
    ("72/2025/QH15", "2026-07-01", "còn hiệu lực / in force, từ"),
    ("13/2003/QH11", "2024-07-01", "thay thế Luật Đất đai năm 1993"),
    ("13/2003/QH11", "2024-07-01", "Luật Đất đai năm 1993 → 13/2003/QH11 → 45/2013/QH13"),
    ("Luật Thương mại", "2024-07-01", "\nLuật Thương mại (10/05/1997)"),
    ("61/2018/NĐ-CP", "2022-04-05", "amended, từ / since 06/12/2021"),
]


@pytest.mark.parametrize(("wanted", "day", "words"), WORDED)
def test_in_words(wanted: str, day: str, words: str) -> None:
    shown = CliRunner().invoke(cli, ["status", wanted, "--on", day])
    assert words in shown.output
