"""Register files as offices have them: sheets, titles, headings, days; and what comes back."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cancu.ontology import units
from cancu.ontology.overlay import NOTHING, lay
from cancu.ontology.register_faults import RegisterError
from cancu.queries.own_file import import_file
from cancu.queries.own_graph import overlay_of
from cancu.queries.own_register import own_rows
from cancu.queries.store import Store, StoreError
from tests.commands import run as run_command

run = partial(run_command, "register")
DOCUMENTS = "loại;số;ngày ban hành;cơ quan;trích yếu;ngày hiệu lực;ngày hết hiệu lực\n"
PLAN = "Kế hoạch;15/KH-UBND;5/4/2022;UBND tỉnh Hà Tĩnh;Rà soát thủ tục;;\n"
BODIES = "tên cơ quan;ký hiệu;thuộc\n"
UNITS = "loại;tên;thuộc;từ ngày;đến ngày\n"


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    lay(NOTHING, "")


def written(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = folder / "own.xlsx"
    book.save(path)
    return path


HEADS = ["Loại", "Số ký hiệu", "Ngày ban hành", "Cơ quan ban hành"]
DECISION = ["Quyết định", "3/QĐ-TTABC", 45363, "Trung tâm ABC tỉnh Hà Tĩnh"]


def test_every_sheet_is_read_and_the_others_are_named(store: Store, tmp_path: Path) -> None:
    """Also a document of a body, and a body of a unit, that only another sheet has."""
    path = workbook(
        tmp_path,
        {
            "Bìa": [["Sổ của cơ quan"]],
            "Trống": [],
            "Văn bản": [["SỔ VĂN BẢN ĐI"], [], HEADS, DECISION],
            "Cơ quan": [
                ["STT", "Tên cơ quan", "Kí hiệu", "Trực thuộc", "Điện thoại"],
                [1, "Trung tâm ABC tỉnh Hà Tĩnh", "TTABC", "UBND tỉnh Hà Tĩnh", "0239"],
                [2, "Ban Chợ", "BCH", "UBND xã Mới Toanh, tỉnh Hà Tĩnh"],
            ],
            "Đơn vị": [["Loại", "Tên", "Thuộc", "Từ ngày"],
                       ["xã", "Mới Toanh", "tỉnh Hà Tĩnh", date(2026, 9, 1)]],
        },
    )  # fmt: skip
    done = import_file(store, path)
    assert [(one.kind, len(one.added)) for one in done] == [
        ("documents", 1), ("issuers", 2), ("units", 1)
    ]  # fmt: skip
    (row,) = own_rows(store)
    assert (row.document.date, row.document.issuer) == (
        date(2024, 3, 12), "trung-tam-abc/tinh-ha-tinh"
    )  # fmt: skip
    notices = [(one.place.sheet, one.row, one.column, one.value) for one in done[0].notices]
    assert sorted(notices, key=str) == sorted(
        [
            ("Bìa", None, "", ""),
            ("Trống", None, "", ""),
            ("Văn bản", None, "", ""),
            ("Văn bản", 4, "Ngày ban hành", "45363"),
            ("Cơ quan", 1, "Điện thoại", "Điện thoại"),
        ],
        key=str,
    )
    assert [len(one.unchanged) for one in import_file(store, path)] == [1, 2, 1]


READ_OTHERWISE = [
    # (file, columns or values that are told about)
    ("loại;số;ngày;cơ quan;người ký\nKế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh;A\n",
     ["người ký"]),
    ("loại;số;ngày;cơ quan;hiệu lực từ;nguồn gốc\n"
     "Kế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh;2/2/2024;sổ\n", []),
    ("loại;số;ngày;cơ quan;tên;trích yếu\nKế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh;A;B\n",
     ["trích yếu"]),
    ("loại;số;ngày;cơ quan;\nKế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh;A\n", ["thứ 5"]),
    ("SỔ VĂN BẢN, NĂM 2024\nloại;số;ngày;cơ quan\nKế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh\n",
     [""]),
    (DOCUMENTS + PLAN + PLAN, [""]),
    (DOCUMENTS + "Nghị định;1/2025/NĐ-CP;2/1/2025;Chính phủ;A;1/1/2020;\n", ["ngày hiệu lực"]),
    (UNITS + "huyện;Mới;tỉnh Thái Bình;1/1/2020;\n", ["đến ngày"]),
    ('loại;số;ngày;cơ quan;tên\nKế hoạch;1/KH-UBND;1/2/2024;UBND tỉnh Hà Tĩnh;"hai\ndòng"\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), READ_OTHERWISE)
def test_what_is_left_unread_or_odd_is_told(
    store: Store, tmp_path: Path, text: str, told: list[str]
) -> None:
    path = written(tmp_path, text)
    (done,) = import_file(store, path)
    assert len(done.added) == 1
    assert [one.column for one in done.notices] == told
    (again,) = import_file(store, path)
    assert (again.added, again.changed) == ([], [])


def test_a_cell_of_two_lines_keeps_its_words(store: Store, tmp_path: Path) -> None:
    import_file(store, written(tmp_path, READ_OTHERWISE[-1][0]))
    assert [row.document.title for row in own_rows(store)] == ["hai dòng"]


REFUSED = [
    # (file, row, column, words of the message)
    (DOCUMENTS + "Nghị định;1/2025/NĐ-CP;1/2/2024;Chính phủ;;;\n", 2, "ngày ban hành", "năm 2025"),
    (DOCUMENTS + "Nghị định;1/2025/NĐ-CP;1/2/2025;Chính phủ;;1/1/2020;1/1/2019\n",
     2, "ngày hết hiệu lực", "trước ngày ban hành"),
    (DOCUMENTS + PLAN + PLAN.replace("5/4", "6/4"), 3, "ngày ban hành", "dòng 2"),
    (DOCUMENTS + PLAN.replace(";;", ";;;x"), 2, "sau cột ngày hết hiệu lực", "ngoặc kép"),
    (BODIES + "Trung tâm A tỉnh Hà Tĩnh;TTA;\nTrung tâm A tỉnh Hà Tĩnh;TTB;\n",
     3, "ký hiệu", "dòng 2"),
    (BODIES + "Trung tâm A xã Lê Lợi;TTA;\n", 2, "tên cơ quan", "xã Lê Lợi, huyện Thạch An, tỉnh"),
    (UNITS + "xã;Mới;tỉnh Hưng Yên;1/6/2026;\nxã;Mới;tỉnh Hưng Yên;2/6/2026;\n",
     3, "từ ngày", "dòng 2"),
    (UNITS.replace("thuộc", "thuộc;surely to") + "xã;Mới;tỉnh Hưng Yên;2/6/2027;;1/6/2027\n",
     2, "surely to", "ngày cuối"),
    (UNITS + "huyện;Mới;tỉnh Hưng Yên;1/1/2026;\n", 2, "từ ngày", "1/7/2025"),
    (UNITS + "thị trấn;Mới;tỉnh Hưng Yên;1/1/2026;\n", 2, "từ ngày", "1/7/2025"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "row", "column", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_its_cell(
    store: Store, tmp_path: Path, text: str, row: int, column: str, words: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        import_file(store, written(tmp_path, text))
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (row, column)
    assert words in fault.message
    assert own_rows(store) == []
    assert overlay_of(store) == NOTHING


def test_states_that_follow_each_other_are_two_units(store: Store, tmp_path: Path) -> None:
    rows = "xã;Mới;tỉnh Hưng Yên;1/8/2025;31/5/2026\nxã;Mới;tỉnh Hưng Yên;1/6/2026;\n"
    path = written(tmp_path, UNITS + rows)
    assert len(import_file(store, path)[0].added) == 2
    assert len(import_file(store, path)[0].unchanged) == 2


NO_TABLE = [
    ("", "is empty"),
    ("a;b\n1;2\n", "10 dòng đầu"),
    ("loại;tên;xyz\nxã;Mới;tỉnh Hưng Yên\n", "có 'loại', 'tên', thiếu cột .* 'thuộc'"),
]


@pytest.mark.parametrize(("text", "words"), NO_TABLE)
def test_a_file_without_headings(store: Store, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RegisterError, match=words):
        import_file(store, written(tmp_path, text))


def test_a_title_in_other_words_does_not_lose_the_row(store: Store, tmp_path: Path) -> None:
    row = "Nghị định;61/2018/NĐ-CP;23/4/2018;Chính phủ;Về đất đai;21/6/2018;\n"
    path = written(tmp_path, DOCUMENTS + row)
    (done,) = import_file(store, path)
    assert (len(done.added), done.rejected) == (1, [])
    assert [(one.column, one.heading, one.place.row) for one in done.kept] == [
        ("title", "trích yếu", 2)
    ]
    (own,) = own_rows(store)
    assert (own.document.title, own.document.effective) == (None, date(2018, 6, 21))
    assert len(import_file(store, path)[0].unchanged) == 1
    (done,) = import_file(store, path, prefer_own=True)
    assert own_rows(store)[0].document.title == "Về đất đai"


TURTLE = (
    "@prefix eli: <http://data.europa.eu/eli/ontology#> ."
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
)
FAULTY_TURTLE = [
    ("chinh-phu/nghi-dinh/2024/19-2024-nd-cp", '"19/2024/NĐ-CP" ; eli:date_document "16/12/2024"',
     "eli:date_document", "16/12/2024"),
    ("chinh-phu/nghi-dinh/2024/19-2024-nd-cp", '"19/2024/NĐ-CP" ; eli:date_document "2023-12-16"',
     "eli:date_document", "2023-12-16"),
    ("bo-khong-co/nghi-dinh/2024/19-2024-nd-cp", '"19/2024/NĐ-CP"', "IRI", "bo-khong-co"),
    ("chinh-phu/nghi-dinh/2024/19-2024-nd-cp", '"8/2024/NĐ-CP"', "eli:id_local", "8/2024/NĐ-CP"),
]  # fmt: skip


@pytest.mark.parametrize(("iri", "said", "column", "value"), FAULTY_TURTLE)
def test_turtle_names_subject_property_and_value(
    store: Store, tmp_path: Path, iri: str, said: str, column: str, value: str
) -> None:
    text = f"{TURTLE} <{store.base}/vn/{iri}> a eli:LegalResource ; eli:id_local {said} ."
    with pytest.raises(RegisterError) as caught:
        import_file(store, written(tmp_path, text, "own.ttl"))
    (fault,) = caught.value.faults
    assert (fault.column, fault.value) == (column, value)
    assert fault.place.subject == f"{store.base}/vn/{iri}"


def test_rows_are_chosen(tmp_path: Path) -> None:
    at = ("--store", tmp_path / "store")
    other = "Quyết định;9/QĐ-SNV;5/4/2024;Sở Nội vụ tỉnh Nghệ An;Công bố danh mục thử;1/5/2024;\n"
    run("import", written(tmp_path, DOCUMENTS + PLAN + other), *at)

    def numbers(*words: str) -> list[str]:
        told = run("show", *words, "--own", "--format", "csv", *at).stdout_bytes.decode()
        return [row["number"] for row in csv.DictReader(told.splitlines())]

    assert numbers("công bố danh mục") == ["9/QĐ-SNV"]
    assert numbers("cong bo danh muc") == ["9/QĐ-SNV"]
    assert numbers("thủ tục rà soát") == ["15/KH-UBND"]
    assert numbers("--issuer", "UBND tỉnh Hà Tĩnh") == ["15/KH-UBND"]
    assert numbers("--issuer", "SNV") == ["9/QĐ-SNV"]
    assert numbers("--unit", "tỉnh Nghệ An") == ["9/QĐ-SNV"]
    assert numbers("--on", "30/4/2024") == ["15/KH-UBND"]
    assert sorted(numbers("--on", "2024-05-01")) == ["15/KH-UBND", "9/QĐ-SNV"]
    told = run("show", "--own", *at).output
    assert "own.csv" in told
    assert "giấy phép" not in told
    with pytest.raises(StoreError, match="không rõ cơ quan"):
        run("show", "--issuer", "Bộ Không Có", *at)
    assert len(run("show", "--kind", "units", "xã Lê Lợi", "--on", "1/8/2025", *at).output) < len(
        run("show", "--kind", "units", "xã Lê Lợi", *at).output
    )


@pytest.mark.parametrize("option", ["--issuer", "--unit"])
@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_choice_is_no_choice_of_everything(option: str, blank: str) -> None:
    assert option in run("show", option, blank, code=2).output


def test_one_graph_is_exported_or_refused(tmp_path: Path) -> None:
    at = ("--store", tmp_path / "store")
    run("import", written(tmp_path, DOCUMENTS + PLAN), *at)
    out = tmp_path / "out.ttl"
    run_command("export", out, "--graph", "register/own", *at)
    assert "15/KH-UBND" in out.read_text("utf-8")
    for name, graph in (("no.ttl", "register/khong-co"), ("no.csv", "register/own")):
        with pytest.raises(StoreError, match=r"register/own|cả kho"):
            run_command("export", tmp_path / name, "--graph", graph, *at)
        assert not (tmp_path / name).exists()


def test_what_is_unknown_stays_so_when_it_comes_back(tmp_path: Path) -> None:
    """Days between which a change lies, and other names: an export taken in changes nothing."""
    at = ("--store", tmp_path / "store")
    place, law = ("--kind", "units", "00250"), ("--kind", "documents", "Luật Đất đai")
    for words in (place, law):
        back = tmp_path / "back.csv"
        back.write_bytes(run("show", *words, "--format", "csv").stdout_bytes)
        before = rows_of(back.read_bytes())
        run("import", back, *at)
        assert "sửa /" not in run("import", back, *at).output
        after = rows_of(run("show", *words, "--own", "--format", "csv", *at).stdout_bytes)
        if words is place:
            days = ("valid_from", "valid_to", "surely_from", "surely_to")
            assert [[row[day] for day in days] for row in after] == [
                [row[day] for day in days] for row in before
            ]
            assert before[0]["surely_to"]


UNIT_DAYS = "loại;tên;thuộc;mã;đến ngày;chắc chắn còn đến ngày\n"
SPANS = [
    # (last day, surely until) of a state of which only lists tell, and the last day that is known
    ("", "", "2019-10-05", "2020-05-31"),
    ("31/5/2020", "", "2019-10-05", "2020-05-31"),
    ("31/5/2020", "1/1/2020", "2020-01-01", "2020-05-31"),
    ("31/5/2020", "31/5/2020", "2020-05-31", "2020-05-31"),
    ("1/3/2020", "", "2020-03-01", "2020-03-01"),
]


@pytest.mark.parametrize(("last", "surely", "first_of", "last_of"), SPANS)
def test_days_of_units_are_between_others_or_exact(
    store: Store, tmp_path: Path, last: str, surely: str, first_of: str, last_of: str
) -> None:
    known = units.get("00250")
    row = f"{known.kind};{known.name};{known.parent};00250;{last};{surely}\n"
    (done,) = import_file(store, written(tmp_path, UNIT_DAYS + row))
    assert done.rejected == []
    (held,) = overlay_of(store).units
    assert held.last_days == units.Span(date.fromisoformat(first_of), date.fromisoformat(last_of))


words = st.lists(
    st.sampled_from(["rà soát", "=A1", "mức 1, 2", '"trích"', "Đề án", "+ thêm", "của tỉnh"]),
    min_size=1, max_size=3,
).map(" ".join)  # fmt: skip
days = st.dates(date(2021, 1, 1), date(2025, 6, 1))
documents = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Kế hoạch", "Quyết định"]),
        "number": st.integers(1, 99).map(lambda n: f"{n}/QĐ-UBND"),
        "date": days.map(str),
        "issuer": st.sampled_from(["UBND tỉnh Hà Tĩnh", "UBND tỉnh Nghệ An"]),
        "title": words,
        "aliases": st.sampled_from(["", "Đề án thử", "Đề án thử; Chương trình thử"]),
        "amended_by": st.sampled_from(["", "8/QĐ-UBND Điều 2 (1/5/2026)", "9/QĐ-UBND"]),
        "replaced_by": st.sampled_from(["", "8/QĐ-UBND; 9/QĐ-UBND"]),
        "ended": st.sampled_from(["", "1/6/2026"]),
        "note": words,
    }
)
bodies = st.fixed_dictionaries(
    {
        "tên cơ quan": st.sampled_from(["Trung tâm ABC", "Ban Chợ", "Trạm XYZ"]),
        "ký hiệu": st.sampled_from(["TTX", "TTX; TTY"]),
        "tên khác": st.sampled_from(["", "TT X"]),
        "thuộc": st.sampled_from(["UBND tỉnh Hà Tĩnh", "UBND xã Cẩm Bình, tỉnh Hà Tĩnh"]),
        "cấp": st.sampled_from(["", "sở", "xã"]),
        "từ ngày": st.sampled_from(["1/8/2025", "2025-09-01"]),
        "trở thành": st.sampled_from(["", "Bộ Nội vụ", "Sở Nội vụ tỉnh Hà Tĩnh"]),
    }
)
places = st.fixed_dictionaries(
    {
        "loại": st.sampled_from(["xã", "phường"]),
        "tên": st.sampled_from(["Mới Toanh", "Mới Nhất", "Lê Lợi"]),
        "thuộc": st.sampled_from(["tỉnh Hưng Yên", "tỉnh Lai Châu"]),
        "đến ngày": st.sampled_from(["", "31/8/2026"]),
        "trở thành": st.sampled_from(["", "xã Yết Kiêu, thành phố Hải Phòng"]),
    }
)


def table(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def unique(
    rows: st.SearchStrategy[dict[str, str]], key: str
) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows about different things."""
    return st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row[key])


@settings(max_examples=3, deadline=None, suppress_health_check=(HealthCheck.too_slow,))
@given(unique(documents, "number"), unique(bodies, "tên cơ quan"), unique(places, "tên"))
def test_what_show_writes_comes_back(
    of_documents: list[dict[str, str]],
    of_bodies: list[dict[str, str]],
    of_places: list[dict[str, str]],
) -> None:
    """One file of all three registers: the same rows in an empty store, unchanged in their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = ("--store", folder / "one"), ("--store", folder / "two")
        files = {"d.csv": of_documents, "b.csv": of_bodies, "u.csv": of_places}
        for file, rows in files.items():
            told = run("import", table(folder, file, rows), *first).output
            assert "không nhận" not in told
        shown = run("show", "--own", "--format", "csv", *first).stdout_bytes
        back = folder / "back.csv"
        back.write_bytes(shown)
        again = run("import", back, *first).output
        assert "không đổi" in again
        for word in ("thêm /", "sửa /", "không nhận"):
            assert word not in again
        run("import", back, *second)
        back_again = run("show", "--own", "--format", "csv", *second).stdout_bytes
        assert rows_of(back_again) == rows_of(shown)


def rows_of(shown: bytes) -> list[dict[str, str]]:
    """The rows as they were written, without the import that brought them."""
    rows = list(csv.DictReader(shown.decode().splitlines()))
    left = ("imported", "file")
    kept = [{key: cell for key, cell in row.items() if key not in left} for row in rows]
    return sorted(kept, key=str)
