"""PDFs: lines in reading order, ruled tables over pages, footnotes, page numbers, turned pages."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.read import Encrypted, read_bytes
from cancu.ingest.read.pdf_grid import grids_of
from cancu.ingest.read.pdf_rules import Rule, join_rules
from cancu.ingest.text import SourceText
from tests.sheets import HEIGHT, WIDTH, Sheets, needs_font

XS = [60, 90, 260, 400, 530]
HEADER = ["TT", "Nội dung", "Chủ trì", "Thời gian"]
FOOT = 60


def read(sheets: Sheets) -> SourceText:
    return read_bytes(sheets.data(), "a.pdf", ocr=False)


def rows(source: SourceText, table: int = 0) -> list[list[str]]:
    found = source.tables[table]
    by_row: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in found.cells:
        by_row[cell.row].append(source.text[cell.start : cell.end])
    return by_row


@needs_font
def test_lines_follow_their_place_and_not_the_order_of_the_file() -> None:
    sheets = Sheets()
    sheets.words(60, 700, "dòng hai")
    at = {"Ngh": 60.0, "ị": 0.0, " đ": 0.0, "ịnh số 61": 0.0}
    place = 60.0
    for piece in at:
        at[piece] = place
        place += sheets.canvas.stringWidth(piece, "Words", 12)
    for piece in ("Ngh", " đ", "ịnh số 61", "ị"):
        sheets.words(at[piece], 720, piece)
    assert read(sheets).text == "Nghị định số 61\ndòng hai\n"


@needs_font
def test_side_by_side_blocks_come_one_after_the_other() -> None:
    sheets = Sheets()
    sheets.lines(60, 780, ["ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 15/KH-UBND"])
    sheets.lines(330, 780, ["CỘNG HÒA", "Độc lập - Tự do", "ngày 12 tháng 01"])
    sheets.lines(60, 700, ["Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"])
    assert read(sheets).text.splitlines() == [
        "ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 15/KH-UBND",
        "CỘNG HÒA", "Độc lập - Tự do", "ngày 12 tháng 01",
        "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ",
    ]  # fmt: skip


@needs_font
def test_a_table_stands_between_the_text_above_and_below() -> None:
    sheets = Sheets()
    sheets.words(60, 760, "Phụ lục")
    sheets.table(XS, [740, 715, 680], [HEADER, ["1", "Rà soát", "Sở Nội\nvụ", "Quý I"]])
    sheets.words(60, 640, "Ghi chú cuối")
    source = read(sheets)
    assert source.text == (
        "Phụ lục\nTT\tNội dung\tChủ trì\tThời gian\n1\tRà soát\tSở Nội\nvụ\tQuý I\nGhi chú cuối\n"
    )
    assert rows(source) == [HEADER, ["1", "Rà soát", "Sở Nội\nvụ", "Quý I"]]
    assert source.tables[0].page == 1


@needs_font
def test_merged_cells_stand_once_with_their_spans() -> None:
    sheets = Sheets()
    for y, left in ((740, 60), (715, 90), (690, 60)):
        sheets.canvas.line(left, y, 400, y)
    for x, top in ((60, 740), (90, 740), (260, 715), (400, 740)):
        sheets.canvas.line(x, top, x, 690)
    sheets.words(64, 720, "TT")
    sheets.words(95, 722, "Phân công")
    sheets.words(95, 698, "Chủ trì")
    sheets.words(265, 698, "Phối hợp")
    (table,) = read(sheets).tables
    spans = [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def table_over_pages(*parts: list[list[str]], heights: float = 56) -> SourceText:
    """Read a table whose parts each end at the foot of a page and begin at the top of one."""
    sheets = Sheets()
    for index, part in enumerate(parts):
        if index:
            sheets.next_page()
        top = FOOT + heights * len(part)
        ys = [top - heights * row for row in range(len(part) + 1)]
        sheets.table(XS, ys, part)
    return read(sheets)


@needs_font
def test_repeated_headers_are_dropped_and_the_table_is_one() -> None:
    source = table_over_pages([HEADER, ["1", "a", "b", "c"]], [HEADER, ["2", "d", "e", "f"]])
    assert rows(source) == [HEADER, ["1", "a", "b", "c"], ["2", "d", "e", "f"]]
    assert source.page_at(source.tables[0].cells[-1].start) == 2
    assert source.tables[0].page == 1


FULL = "Rà soát quy định\nvề thủ tục hành\nchính trong lĩnh"


@needs_font
@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        pytest.param(FULL, "vực tư pháp", True, id="small letter"),
        pytest.param("Rà soát quy định", "vực tư pháp", False, id="words above end early"),
        pytest.param("\n\nQuyết định số 240/QĐ-", "TTg ngày 04/02/2025", True, id="number cut"),
        pytest.param("\n\nrà soát.", "CÔNG TÁC TUYÊN TRUYỀN", False, id="heading in capitals"),
        pytest.param("\n\nrà soát", "Công khai thủ tục", False, id="heading: there was room"),
        pytest.param(
            "\n\nrà soát các quy định của", "Ủyviênthườngtrực tỉnh", True, id="no room for the word"
        ),
        pytest.param(
            "\n\nrà soát các quy định của;", "Ủyviênthườngtrực tỉnh", False, id="sentence ended"
        ),
    ],
)
def test_a_row_goes_on_over_the_page_only_where_it_is_clear(
    above: str, below: str, joined: bool
) -> None:
    source = table_over_pages(
        [HEADER, ["1", above, "Sở Nội vụ", "Quý I"]],
        [["", below, "", ""], ["2", "b", "Sở Y tế", "Quý II"]],
    )
    (table,) = source.tables
    assert table.rows == (3 if joined else 4)
    if joined:
        assert rows(source)[1][1].split("\n")[-1] == below
        assert rows(source)[1][2:] == ["Sở Nội vụ", "Quý I"]


@needs_font
def test_a_row_with_an_ordinal_never_joins_the_row_before() -> None:
    source = table_over_pages(
        [HEADER, ["1", FULL, "Sở A", "Quý I"]], [["2", "vực tư pháp", "", ""], ["3", "x", "", ""]]
    )
    assert source.tables[0].rows == 4


@needs_font
def test_tables_of_other_columns_stay_apart() -> None:
    sheets = Sheets()
    sheets.table(XS, [120, 90, 60], [HEADER, ["1", "a", "b", "c"]])
    sheets.next_page()
    sheets.table([60, 200, 530], [760, 730, 700], [["Chỉ tiêu", "Giá trị"], ["x", "y"]])
    assert [(t.rows, t.columns) for t in read(sheets).tables] == [(2, 4), (2, 2)]


@needs_font
def test_footnotes_leave_the_text_and_keep_their_anchor() -> None:
    sheets = Sheets()
    sheets.words(60, 700, "Kế hoạch số 402/KH-UBND")
    end = 60 + sheets.canvas.stringWidth("Kế hoạch số 402/KH-UBND", "Words", 12)
    sheets.words(end, 705, "2", 7)
    sheets.words(end + 8, 700, "trên 100 m")
    unit = end + 8 + sheets.canvas.stringWidth("trên 100 m", "Words", 12)
    sheets.words(unit, 705, "2", 7)
    sheets.canvas.line(60, 110, 200, 110)
    sheets.words(60, 98, "2", 6)
    sheets.words(66, 94, "Ngày 21/8/2021 của Chủ tịch", 9)
    sheets.words(60, 82, "UBND tỉnh.", 9)
    source = read(sheets)
    (note,) = source.notes
    assert source.text.startswith("Kế hoạch số 402/KH-UBND trên 100 m²\n")
    assert source.text[: note.anchor].endswith("402/KH-UBND")
    assert source.text[note.start : note.end] == "Ngày 21/8/2021 của Chủ tịch\nUBND tỉnh."


@needs_font
def test_page_numbers_go_and_running_titles_stand_once() -> None:
    sheets = Sheets()
    for number in range(1, 5):
        if number > 1:
            sheets.words(WIDTH / 2, 810, str(number))
        sheets.words(60, 700, f"Trang này nói điều thứ {number}0.")
        sheets.words(60, 30, "CÔNG BÁO")
        sheets.next_page()
    assert read(sheets).text == (
        "Trang này nói điều thứ 10.\nCÔNG BÁO\nTrang này nói điều thứ 20.\n"
        "Trang này nói điều thứ 30.\nTrang này nói điều thứ 40.\n"
    )


@needs_font
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_on_their_side_read_the_same(degrees: int) -> None:
    upright = Sheets()
    turned = Sheets(size=(HEIGHT, WIDTH) if degrees != 180 else (WIDTH, HEIGHT))
    shift = {90: (0, -HEIGHT), 180: (-WIDTH, -HEIGHT), 270: (-WIDTH, 0)}[degrees]
    turned.canvas.rotate(degrees)
    turned.canvas.translate(*shift)
    for sheets in (upright, turned):
        sheets.words(60, 760, "Phụ lục kèm theo Kế hoạch số 15/KH-UBND")
        sheets.table(XS, [740, 700, 660], [HEADER, ["1", "Rà soát", "Sở Tư\npháp", "Quý I"]])
    expected = read(upright)
    found = read(turned)
    assert found.text == expected.text
    assert found.tables == expected.tables


@needs_font
def test_text_in_legacy_fonts_comes_out_in_unicode() -> None:
    sheets = Sheets()
    sheets.words(60, 700, "Céng hoµ x· héi chñ nghÜa ViÖt Nam, NghÞ ®Þnh sè 61/2018")
    assert read(sheets).text == "Cộng hoà xã hội chủ nghĩa Việt Nam, Nghị định số 61/2018\n"


@needs_font
def test_a_password_is_an_error_with_its_remedy() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    raw = io.BytesIO()
    canvas = Canvas(raw, encrypt=StandardEncryption("user", ownerPassword="owner"))
    canvas.drawString(60, 700, "x")
    canvas.save()
    with pytest.raises(Encrypted, match="remove it"):
        read_bytes(raw.getvalue(), "a.pdf")


@st.composite
def partitions(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Draw a grid cut into boxes (row, column, spans) by splitting it again and again."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    boxes = [(0, 0, rows, columns)]
    for _ in range(draw(st.integers(1, 12))):
        row, column, down, across = boxes.pop(draw(st.integers(0, len(boxes) - 1)))
        if down > 1 and draw(st.booleans()):
            cut = draw(st.integers(1, down - 1))
            boxes += [(row, column, cut, across), (row + cut, column, down - cut, across)]
        elif across > 1:
            cut = draw(st.integers(1, across - 1))
            boxes += [(row, column, down, cut), (row, column + cut, down, across - cut)]
        else:
            boxes.append((row, column, down, across))
    return rows, columns, sorted(boxes)


@given(partitions())
def test_any_grid_of_boxes_is_found_from_its_borders(
    partition: tuple[int, int, list[tuple[int, int, int, int]]],
) -> None:
    _, _, boxes = partition
    level, upright = [], []
    for row, column, down, across in boxes:
        left, right = 50.0 * column, 50.0 * (column + across)
        top, bottom = -20.0 * row, -20.0 * (row + down)
        level += [Rule(top, left, right), Rule(bottom, left, right)]
        upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
    grids = grids_of(join_rules(level), join_rules(upright))
    if len(boxes) == 1:
        assert grids == []
        return
    (grid,) = grids
    found = [
        (round(c.left / 50), round(-c.top / 20), round(c.right / 50), round(-c.bottom / 20))
        for c in grid.cells
    ]
    expected = [(c, r, c + across, r + down) for r, c, down, across in boxes]
    assert sorted(found) == sorted(expected)


texts = st.text("abcđẩ ", min_size=1, max_size=8).map(str.strip)


@needs_font
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=2, max_size=5))
def test_every_cell_is_a_slice_of_the_text_and_no_two_overlap(
    drawn: list[tuple[str, str, str, str]],
) -> None:
    if not any(text for row in drawn for text in row):
        return
    sheets = Sheets()
    wide = [60, 180, 300, 420, 540]
    sheets.table(wide, [740 - 25 * row for row in range(len(drawn) + 1)], drawn)
    source = read(sheets)
    (table,) = source.tables
    assert rows(source) == [[" ".join(text.split()) for text in row] for row in drawn]
    ends = [table.start] + [cell.end for cell in table.cells]
    starts = [cell.start for cell in table.cells] + [table.end]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
