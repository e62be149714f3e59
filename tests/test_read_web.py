"""Web pages and Markdown: layout to lines, tables, notes; the Markdown file itself untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.read import read_bytes
from cancu.ingest.text import SourceText


def page(body: str) -> SourceText:
    return read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode(), "a.html")


def markdown(text: str) -> SourceText:
    return read_bytes(text.encode(), "a.md")


def grid(source: SourceText, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (c.row, c.column, c.row_span, c.column_span, source.text[c.start : c.end])
        for c in source.tables[table].cells
    ]


def rows(source: SourceText, table: int = 0) -> list[list[str]]:
    found = source.tables[table]
    by_row: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in found.cells:
        by_row[cell.row].append(source.text[cell.start : cell.end])
    return by_row


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Nghị\n  định <b>số</b> 61</p>", "Nghị định số 61"),
        ("<p>a</p><p>b</p><div>c<div>d</div>e</div>", "a\nb\nc\nd\ne"),
        ("a<br>b<br/><br/>c", "a\nb\n\nc"),
        ("<p>x</p><script>no()</script><style>p{}</style><p>y</p>", "x\ny"),
        ("<p>thấy</p><p style='display: none'>ẩn</p><p hidden>ẩn</p>", "thấy"),
        ("61&#47;2018&amp;&nbsp;N&#272;", "61/2018&\xa0NĐ"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>100 m<sup>2</sup></p>", "100 m²"),
        ("<ul><li>một</li><li>hai</li></ul>", "một\nhai"),
        ("<p>C&eacute;ng hoµ x· héi chñ nghÜa ViÖt Nam</p>", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_a_page_is_laid_out_as_lines(body: str, expected: str) -> None:
    assert page(body).text.strip("\n") == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_the_stated_or_found_encoding_is_used(encoding: str) -> None:
    html = f'<html><head><meta charset="{encoding}"></head><body>Trung uong</body></html>'
    assert read_bytes(html.encode(encoding), "a.html").text.strip() == "Trung uong"


def test_spans_of_cells_shift_the_cells_after_them() -> None:
    source = page(
        "<table><thead><tr><th rowspan=2>TT</th><th colspan='2'>Phân công</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr></thead>"
        "<tr><td>1</td><td><p>Sở A</p><p>Sở B</p></td><td></td></tr></table>"
    )
    assert grid(source) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Phân công"),
        (1, 1, 1, 1, "Chủ trì"),
        (1, 2, 1, 1, "Phối hợp"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "Sở A\nSở B"),
        (2, 2, 1, 1, ""),
    ]
    assert source.text == "TT\tPhân công\nChủ trì\tPhối hợp\n1\tSở A\nSở B\t\n"


def test_a_table_that_holds_tables_only_lays_out_the_page() -> None:
    source = page(
        "<table><tr><td>trái<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    )
    assert [rows(source, index) for index in range(len(source.tables))] == [[["a", "b"]]]


def test_notes_are_told_by_their_links() -> None:
    source = page(
        '<p>Kế hoạch số 402/KH-UBND<sup><a href="#_ftn2" name="_ref">[2]</a></sup>, trọng tâm</p>'
        '<div id="_ftn2"><p><a href="#_ref">[2]</a> Ngày 21/8/2021</p></div>'
    )
    (note,) = source.notes
    assert source.text.startswith("Kế hoạch số 402/KH-UBND, trọng tâm\n")
    assert source.text[: note.anchor].endswith("KH-UBND")
    assert source.text[note.start : note.end] == "Ngày 21/8/2021"


cells = st.lists(st.text("abđ ", max_size=5).map(str.strip), min_size=1, max_size=4)


@given(st.lists(cells, min_size=1, max_size=5))
def test_every_cell_of_a_page_is_a_slice_of_its_text(drawn: list[list[str]]) -> None:
    source = page(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in drawn)
        + "</table>."
    )
    assert rows(source) == [[" ".join(cell.split()) for cell in row] for row in drawn]
    ends = [source.tables[0].start] + [cell.end for cell in source.tables[0].cells]
    starts = [cell.start for cell in source.tables[0].cells] + [source.tables[0].end]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))


@given(st.text().filter(lambda text: text.strip() and "\0" not in text))
def test_markdown_is_returned_as_the_file_holds_it(text: str) -> None:
    assert markdown("# Đ" + text).text == "# Đ" + text


def test_pipe_tables_are_tables() -> None:
    source = markdown(
        "Trước\n\n| TT | Việc |\n|---|:---:|\n| 1 | **Rà soát** |\n| 2 | |\n\nsau | x\n"
    )
    assert rows(source) == [["TT", "Việc"], ["1", "**Rà soát**"], ["2", ""]]


def lone_pipes(*drawn: list[str]) -> str:
    """Write rows as converted web pages do: a pipe before each row and after each cell."""
    return "".join("|\n" + "".join(f"{c}\n|\n" if c else "|\n" for c in row) for row in drawn)


LETTERHEAD = lone_pipes(
    ["**ỦY BAN NHÂN DÂN**", "**CỘNG HÒA XÃ HỘI**\nĐộc lập - Tự do"], ["Số: 15/KH-UBND", "*ngày 1*"]
)
SIGNATURE = lone_pipes(["Nơi nhận:\n- Như trên;", "**CHỦ TỊCH**"])
DUTIES = [
    ["**TT**", "**Nhiệm vụ**", "**Chủ trì**", "**Thời hạn**"],
    ["**I**", "**Chỉ đạo**"],
    ["1", "Ban hành\nkế hoạch", "Văn phòng", "Quý I"],
    ["2", "Rà soát", "", ""],
    ["3", "Kiểm tra", "Sở Nội vụ", ""],
    ["4", "Báo cáo", "Sở Tư pháp", "Quý IV"],
]


@pytest.mark.parametrize("gap", ["\n\n", ""], ids=["blank lines kept", "blank lines lost"])
def test_tables_of_lone_pipes_are_tables_and_letterheads_are_not(gap: str) -> None:
    source = markdown(
        f"{LETTERHEAD}{gap}**KẾ HOẠCH**\nCăn cứ Luật số 1;{gap}\n{SIGNATURE}{gap}**PHỤ LỤC**\n"
        f"{lone_pipes(*DUTIES)}{gap}Ghi chú: hết.\n"
    )
    assert [rows(source, index) for index in range(len(source.tables))] == [DUTIES]
    headings = [cell for cell in source.tables[0].cells if cell.row == 1]
    assert [cell.column_span for cell in headings] == [1, 3]


ordinals = st.integers(1, 30).map(str)
words = st.sampled_from(["rà soát", "Sở Tư pháp", "Quý I", "báo cáo", ""])


@given(
    st.integers(3, 6).flatmap(
        lambda width: st.lists(
            st.tuples(ordinals, *[words] * (width - 1)).filter(lambda row: row[1] != ""),
            min_size=1, max_size=8,
        ).map(lambda body: [("TT", *(f"Cột {i}" for i in range(1, width))), *body])
    )
)  # fmt: skip
def test_rows_of_lone_pipes_are_found_whatever_cells_are_empty(
    drawn: list[tuple[str, ...]],
) -> None:
    source = markdown("Mở đầu\n\n" + lone_pipes(*(list(row) for row in drawn)) + "\n\nHết\n")
    assert rows(source) == [list(row) for row in drawn]


def test_an_endless_run_of_cells_is_no_table_and_costs_no_time() -> None:
    assert markdown("Đ\n\n" + "|\na\n" * 20_000).tables == ()
