"""An office's own register: imported whole or not at all, shown with where each row is from."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyoxigraph import RdfFormat, Triple, parse, serialize

from cancu.ingest.contract import as_json
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.ontology.load import CentralDocument, Change
from cancu.ontology.register import find, register
from cancu.ontology.register_faults import RegisterError
from cancu.queries.own_file import import_file
from cancu.queries.own_import import Imported
from cancu.queries.own_register import conflicts, counterpart, over, own_rows
from cancu.queries.store import Store
from tests.commands import run as run_command

HEAD = "Loại văn bản;Số, ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu;Sửa đổi bởi\n"
PLAN = "Kế hoạch;15/KH-UBND;5/4/2022;UBND tỉnh Hà Tĩnh;Rà soát thủ tục hành chính;\n"
DECISION = "Quyết định;7/QĐ-UBND;1/2/2023;UBND tỉnh Hà Tĩnh;;8/QĐ-UBND Điều 2 (2023-05-01)\n"
DECREE = "Nghị định;61/2018/NĐ-CP;24/4/2018;Chính phủ;;\n"


def table(folder: Path, *rows: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def import_register(store: Store, path: Path, **how: bool) -> Imported[CentralDocument]:
    (done,) = import_file(store, path, **how)
    return done


def counts(done: Imported[CentralDocument]) -> tuple[int, int, int, int, int]:
    return (len(done.added), len(done.changed), len(done.unchanged), len(done.rejected),
            len(done.removed))  # fmt: skip


def own_graph(store: Store) -> bytes:
    return b"\n".join(sorted(store.dump("nquads", f"{store.base}/register/own").splitlines()))


def test_added_unchanged_changed_removed(store: Store, tmp_path: Path) -> None:
    assert counts(import_register(store, table(tmp_path, PLAN, DECISION))) == (2, 0, 0, 0, 0)
    held = own_graph(store)
    assert counts(import_register(store, table(tmp_path, DECISION, PLAN))) == (0, 0, 2, 0, 0)
    assert own_graph(store) == held
    changed = PLAN.replace("Rà soát", "Kiểm soát")
    assert counts(import_register(store, table(tmp_path, changed, name="b.csv"))) == (0, 1, 0, 0, 0)
    rows = {row.document.number: row for row in own_rows(store)}
    assert rows["15/KH-UBND"].document.title == "Kiểm soát thủ tục hành chính"
    assert (rows["15/KH-UBND"].file, rows["7/QĐ-UBND"].file) == ("b.csv", "own.csv")
    assert rows["7/QĐ-UBND"].document.amended_by == (
        Change("8/QĐ-UBND", date(2023, 5, 1), "Điều 2"),
    )
    done = import_register(store, table(tmp_path, changed), replace_all=True)
    assert counts(done) == (0, 0, 1, 0, 1)
    assert [row.document.number for row in own_rows(store)] == ["15/KH-UBND"]


def test_a_law_of_the_office_is_meant_by_its_name(store: Store, tmp_path: Path) -> None:
    plan = ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố:      /KH-UBND\n"
            "Hà Tĩnh, ngày 15 tháng 10 năm 2026\n\nKẾ HOẠCH\nThử nghiệm\n\n"
            "Căn cứ Luật Dầu khí; Luật Thử nghiệm.\n")  # fmt: skip
    path = tmp_path / "plan.txt"
    path.write_text(plan, encoding="utf-8")
    laws = ("Luật;901/2026/QH16;23/4/2026;Quốc hội;Luật Dầu khí;\n"
            "Luật;902/2026/QH16;24/4/2026;Quốc hội;Luật Thử nghiệm;\n")  # fmt: skip

    def meant() -> list[str | None]:
        contract = as_json(read_through(read(path)))
        return [one["document"] and one["document"].rpartition("/")[2]
                for one in contract["citations"]]  # fmt: skip

    assert meant() == ["12-2022-qh15", None]
    import_register(store, table(tmp_path, laws))
    assert register().find("902/2026/QH16")
    assert meant()[1] == "902-2026-qh16"
    import_register(store, table(tmp_path, PLAN), replace_all=True)
    assert meant() == ["12-2022-qh15", None]


def test_a_fault_takes_nothing_in(store: Store, tmp_path: Path) -> None:
    import_register(store, table(tmp_path, PLAN))
    held = own_graph(store)
    faulty = table(tmp_path, DECISION, "Kế hoạc;1/KH-UBND;31/2/2024;UBND tỉnh Hà Tĩnh;;\n")
    with pytest.raises(RegisterError) as caught:
        import_register(store, faulty)
    places = [(fault.row, fault.column) for fault in caught.value.faults]
    assert places == [(3, "Loại văn bản"), (3, "Ngày ban hành")]
    assert own_graph(store) == held


def test_two_rows_of_one_document_must_agree(store: Store, tmp_path: Path) -> None:
    assert counts(import_register(store, table(tmp_path, PLAN, PLAN))) == (1, 0, 0, 0, 0)
    other = DECISION.replace("1/2/2023", "2/2/2023")
    with pytest.raises(RegisterError, match="two rows"):
        import_register(store, table(tmp_path, DECISION, other))


def test_what_is_verified_is_not_overruled(store: Store, tmp_path: Path) -> None:
    done = import_register(store, table(tmp_path, DECREE, PLAN))
    assert counts(done) == (1, 0, 0, 1, 0)
    (conflict,) = done.conflicts
    assert (conflict.column, conflict.value, conflict.shipped_value, conflict.verified) == (
        "date", "2018-04-24", "2018-04-23", True
    )  # fmt: skip
    assert register().find("61/2018/NĐ-CP")[0].date == date(2018, 4, 23)
    done = import_register(store, table(tmp_path, DECREE), prefer_own=True)
    assert counts(done) == (1, 0, 0, 0, 0)
    (row,) = register().find("61/2018/NĐ-CP")
    assert row.date == date(2018, 4, 24)
    assert row.effective == date(2018, 6, 21)  # a blank cell says nothing
    assert "own.csv" in row.source
    assert len(row.source) > len("own.csv")


def own(**given: object) -> CentralDocument:
    fields: dict[str, object] = {
        "type": "Nghị định", "number": "61/2018/NĐ-CP", "year": 2018, "date": None,
        "issuer": "chinh-phu", "title": None, "effective": None, "amended_by": (), "ended": None,
        "ended_how": None, "replaced_by": (), "guided_by": (), "source": "own.csv",
        "verified": "own register",
    }  # fmt: skip
    return CentralDocument(**(fields | given))  # type: ignore[arg-type]


CONFLICTS = [
    ({}, []),
    ({"date": date(2018, 4, 23)}, []),
    ({"date": date(2018, 4, 24)}, [("date", True)]),
    ({"title": "về thực hiện cơ chế một cửa, một cửa liên thông"}, []),
    ({"title": "Về đất đai"}, [("title", True)]),
    ({"effective": date(2018, 7, 1)}, [("effective", True)]),
    # the day of its end is from memory ("replacement: memory"): no verified fact
    ({"ended": date(2025, 8, 1), "ended_how": "expired"}, [("ended", False)]),
    ({"ended": date(2025, 7, 1), "ended_how": "expired"}, []),
    ({"amended_by": (Change("107/2021/ND-CP", date(2022, 1, 1), None),)}, [("amended_by", True)]),
    ({"amended_by": (Change("107/2021/NĐ-CP", None, "Điều 1"),)}, []),
    ({"amended_by": (Change("9/2024/NĐ-CP", date(2024, 1, 1), None),)}, []),
]


@pytest.mark.parametrize(("given", "expected"), CONFLICTS)
def test_conflicts(given: dict[str, object], expected: list[tuple[str, bool]]) -> None:
    assert [(c.column, c.verified) for c in conflicts(own(**given))] == expected


def test_lists_come_together() -> None:
    mine = own(amended_by=(Change("9/2024/NĐ-CP", date(2024, 1, 1), None),))
    (shipped,) = find("61/2018/NĐ-CP")
    assert counterpart(mine) == shipped
    merged = over(mine, shipped)
    assert [change.number for change in merged.amended_by] == ["107/2021/NĐ-CP", "9/2024/NĐ-CP"]
    assert merged.replaced_by == shipped.replaced_by


def test_turtle_of_the_graph_comes_back(store: Store, tmp_path: Path) -> None:
    import_register(store, table(tmp_path, PLAN, DECISION))
    path = tmp_path / "own.ttl"
    quads = parse(store.dump("nquads", f"{store.base}/register/own"), RdfFormat.N_QUADS)
    triples = [Triple(q.subject, q.predicate, q.object) for q in quads]
    serialize(triples, str(path), format=RdfFormat.TURTLE)
    assert counts(import_register(store, path)) == (0, 0, 2, 0, 0)


run = partial(run_command, "register")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", HEAD + 'Kế hoạch;"' + "x" * 200_000),
        ("a.ttl", '@prefix eli: <http://data.europa.eu/eli/ontology#> .\n'
         "<http://cancu.internal/vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp> a eli:LegalResource ; "
         'eli:id_local "61/2018/NĐ-CP" ; eli:date_document "hôm qua" .'),
        ("a.ttl", "<a> <b>"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_named(store: Store, tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError, match=name):
        import_register(store, path)
    assert own_rows(store) == []


def test_from_the_command_line(tmp_path: Path) -> None:
    at = ("--store", tmp_path / "store")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Loại", "Số", "Ngày", "Cơ quan"])
    sheet.append(["Kế hoạch", "15/KH-UBND", "5/4/2022", "UBND tỉnh Hà Tĩnh"])
    path = tmp_path / "own.xlsx"
    book.save(path)
    assert "1 thêm / added" in run("import", path, *at).output
    assert "1 không đổi / unchanged" in run("import", path, *at).output
    assert "--prefer-own" in run("import", table(tmp_path, DECREE), *at, code=1).output
    faulty = run("import", table(tmp_path, DECREE.replace("24/4", "31/4")), *at, code=1).output
    assert "dòng 2, cột 'Ngày ban hành'" in faulty
    (row,) = json.loads(run("show", "15/KH-UBND", "--format", "json", *at).stdout_bytes)
    assert (row["file"], row["verified"]) == ("own.xlsx", "own register")
    assert row["imported"]
    shown = run("show", "--own", "--format", "csv", *at).stdout_bytes.decode()
    assert [row["number"] for row in csv.DictReader(io.StringIO(shown))] == ["15/KH-UBND"]
    (law,) = json.loads(run("show", "92/2015/QH13", "--format", "json", *at).stdout_bytes)
    assert law["title"] == "Bộ luật Tố tụng dân sự"
    assert len(run("show", "--format", "jsonl", *at).stdout_bytes.splitlines()) > 4000
