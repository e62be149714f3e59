"""Duties from tables: true ones, marked ones, and ones whose lines were lost."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.columns import columns_of, holds_duties, holds_targets
from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation, find_obligations
from cancu.ingest.structure import Header
from cancu.ingest.text import Cell, SourceText, Table
from tests.shared import shared

PLAN = Header(type="Kế hoạch", year_of_plan=2025)
HEAD = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")


def document(text: str, tables: tuple[Table, ...] = (), pages: tuple[int, ...] = ()) -> SourceText:
    return SourceText("test.txt", "0" * 64, "txt", text, tables=tables, pages=pages)


def true_table(
    rows: Sequence[Sequence[str | None]], wide: Sequence[int] = (), breaks: Sequence[int] = ()
) -> SourceText:
    """A table; None repeats the cell above, rows in ``wide`` hold one cell over all columns.

    A new page begins before each row in ``breaks``.
    """
    text = ""
    cells: list[Cell] = []
    pages = [0]
    above: dict[int, int] = {}
    for r, row in enumerate(rows):
        if r in breaks:
            pages.append(len(text))
        for c, content in enumerate(row):
            if content is None:
                cells[above[c]] = replace(cells[above[c]], row_span=r - cells[above[c]].row + 1)
                continue
            span = len(rows[0]) if r in wide else 1
            above[c] = len(cells)
            cells.append(Cell(r, c, 1, span, len(text), len(text) + len(content)))
            text += content + "\n"
    table = Table(0, len(text), len(rows), len(rows[0]), tuple(cells))
    return document(text, (table,), tuple(pages) if breaks else ())


def rows_of(source: SourceText) -> list[Obligation]:
    return [o for o in find_obligations(source, (), PLAN) if o.origin == "table"]


COLUMNS = [
    ("STT|Nhiệm vụ|Đơn vị thực hiện|Tiến độ|Ghi chú", "ordinal task lead deadline note"),
    ("Số TT|Hoạt động|Công chức tham mưu|Sản phẩm dự kiến hoàn thành|Thời hạn hoàn thành",
     "ordinal task lead deliverable deadline"),
    ("Stt|Stt2|Nội dung|Chủ trì|Phối hợp|Thời gian bắt đầu|Thời gian hoàn thành",
     "ordinal ordinal task lead coordinating other deadline"),
    ("TT|Nhiệm vụ|Văn bản giao nhiệm vụ|Cơ quan chủ trì thực hiện|Tình trạng hoàn thành|Thời hạn",
     "ordinal task reference lead other deadline"),
    ("TT|Lĩnh vực|Thời gian hoàn thành", "ordinal task deadline"),
    ("STT|Tên nhiệm vụ|Đơn vị chủ trì|Thời hạn|Kết quả thực hiện|Tiến độ",
     "ordinal task lead deadline deliverable other"),
    ("TT|Nội dung|Cơ quan chủ trì, phối hợp|Nguồn kinh phí", "ordinal task lead other"),
]  # fmt: skip
NO_DUTIES = [
    "Bước thực hiện|Nội dung công việc|Đơn vị thực hiện|Thời gian thực hiện",
    "STT|Mã TTHC|Tên TTHC|Thời hạn giải quyết|Cơ quan thực hiện",
    "STT|Nội dung|Đơn vị tính|Năm 2026|Năm 2027",
    "TT|Họ và tên|Chức vụ",
    "STT|Tên thông tin|Thời gian công bố|Đơn vị chịu trách nhiệm",
    "STT|Tên nhóm thủ tục liên thông|Lĩnh vực|Cơ quan thực hiện",
    "TT|Đơn vị|Khu vực hoạt động|Thời gian",
    "STT|Danh mục|Thời gian tính hao mòn (năm)|Tỷ lệ hao mòn",
    "Tên đơn vị|Thời gian giao nhận hồ sơ|Kết quả giải quyết hồ sơ|Ghi chú",
]


@pytest.mark.parametrize(("headers", "meanings"), COLUMNS)
def test_columns_are_known_by_their_words(headers: str, meanings: str) -> None:
    columns = columns_of(headers.split("|"))
    assert [str(column) for column in columns] == meanings.split()
    assert holds_duties(columns)


@pytest.mark.parametrize("headers", NO_DUTIES)
def test_tables_of_data_and_steps_hold_no_duties(headers: str) -> None:
    assert not holds_duties(columns_of(headers.split("|")))


def test_a_table_of_figures_holds_targets_only() -> None:
    columns = columns_of(["TT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2025", "Cơ quan chủ trì"])
    assert holds_targets(columns)
    assert not holds_duties(columns)


def test_merged_owner_headings_and_blank_cells() -> None:
    duties = rows_of(
        true_table(
            [
                HEAD,
                ("I. CÔNG TÁC CHỈ ĐẠO",) + (None,) * 0,
                ("1", "Ban hành quy chế", "Sở Nội vụ", "Các sở", "Quý II/2025", "Quy chế"),
                ("2", "Rà soát hồ sơ", None, "", "Thường xuyên", ""),
            ],
            wide=(1,),
        )
    )
    assert [d.lead for d in duties] == ["Sở Nội vụ", "Sở Nội vụ"]
    assert duties[0].section == "I | CÔNG TÁC CHỈ ĐẠO"
    assert (duties[0].deadline_kind, duties[0].deadline_iso) == ("quarter", "2025-Q2")
    assert (duties[1].coordinating, duties[1].deliverable) == (None, None)


def test_header_again_and_row_cut_by_a_page_and_column_numbers() -> None:
    duties = rows_of(
        true_table(
            [
                HEAD,
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
                ("1", "Kiểm tra việc", "Thanh tra tỉnh", "", "Tháng 6", "Kết luận"),
                HEAD,
                ("", "chấp hành quy định", "", "", "", "kiểm tra"),
                ("2", "Tập huấn", "Sở Nội vụ", "", "Tháng 7", "Hội nghị"),
            ],
            breaks=(3,),
        )
    )
    assert [d.task for d in duties] == ["Kiểm tra việc chấp hành quy định", "Tập huấn"]
    assert duties[0].deliverable == "Kết luận kiểm tra"
    assert duties[0].deadline_iso == "2025-06"


def test_header_of_two_lines() -> None:
    text = ["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời hạn", "Chủ trì", "Phối hợp",
            "1", "Số hóa hồ sơ", "Sở Y tế", "Sở Nội vụ", "Tháng 9/2025"]  # fmt: skip
    places = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1), (1, 2, 1, 1), (1, 3, 1, 1),
              *((2, c, 1, 1) for c in range(5))]  # fmt: skip
    cells, at = [], 0
    for words, place in zip(text, places, strict=True):
        cells.append(Cell(*place, at, at + len(words)))
        at += len(words) + 1
    source = document("\n".join(text), (Table(0, at, 3, 5, tuple(cells)),))
    (duty,) = rows_of(source)
    assert (duty.lead, duty.coordinating) == ("Sở Y tế", "Sở Nội vụ")


def test_a_row_with_a_date_for_each_step_is_a_duty_a_step() -> None:
    deadline = "Trong tháng 4, hoàn thành rà soát; Trong tháng 6, hoàn thành công bố"
    duties = rows_of(true_table([HEAD, ("1", "Rà soát", "Sở Y tế", "", deadline, "Báo cáo")]))
    assert [d.deadline_iso for d in duties] == ["2025-04", "2025-06"]
    assert {d.task for d in duties} == {"Rà soát"}


def test_numbers_in_the_row_are_cited() -> None:
    source = true_table([HEAD, ("1", "Theo Nghị định số 9/2025/NĐ-CP", "Sở Y tế", "", "", "")])
    at = source.text.index("Nghị định")
    mention = Mention(
        at, at + 24, source.text[at : at + 24], "numbered", "Nghị định", "9/2025/NĐ-CP", None,
        2025, None, None, "under", "test", 1.0,
    )  # fmt: skip
    (duty,) = find_obligations(source, (mention,), PLAN)
    assert duty.cites == ("9/2025/NĐ-CP",)


BARS = """\
|
**TT**
|
**Nhiệm vụ**
|
**Cơ quan chủ trì**
|
**Cơ quan phối hợp**
|
**Thời gian**
|
|
**I**
|
**XÂY DỰNG THỂ CHẾ**
|
|
1
|
Xây dựng quy chế
làm việc
|
Sở Nội vụ
|
Các sở, ban, ngành
|
Quý I/2025
|
|
Ban hành hướng dẫn
|
Sở Tư pháp
|
|
2
|
Tổ chức tập huấn
|
Sở Nội vụ
|
|
Tháng 5/2025
|
"""
TABS = (
    "\tTT\n\tNội dung\n\tCơ quan\n\nchủ trì\n\tSản phẩm\n\tThời gian thực hiện\n\n"
    "\tI\n\tChỉ đạo điều hành\n\n"
    "\t1\n\tBan hành kế hoạch\n\tVăn phòng\n\tKế hoạch\n\tQuý I\n\nnăm 2025\n\n"
    "\t2\n\tKiểm tra\n\tThanh tra\n\tKết luận \n\n\tKhi có yêu cầu\n\n"
)


def test_bars_with_merged_and_empty_cells() -> None:
    duties = rows_of(document(BARS))
    assert [(d.ordinal, d.task, d.lead) for d in duties] == [
        ("1", "Xây dựng quy chế làm việc", "Sở Nội vụ"),
        ("1", "Ban hành hướng dẫn", "Sở Tư pháp"),
        ("2", "Tổ chức tập huấn", "Sở Nội vụ"),
    ]
    assert duties[1].deadline == "Quý I/2025"  # merged down
    assert (duties[2].coordinating, duties[2].deadline) == (None, "Tháng 5/2025")


def test_tabs_with_blank_lines_in_cells() -> None:
    duties = rows_of(document(TABS))
    assert [(d.task, d.lead, d.deliverable, d.deadline) for d in duties] == [
        ("Ban hành kế hoạch", "Văn phòng", "Kế hoạch", "Quý I năm 2025"),
        ("Kiểm tra", "Thanh tra", "Kết luận", "Khi có yêu cầu"),
    ]


ROWS = [
    ("1", "Xây dựng kế hoạch cải cách hành chính của cơ quan, đơn vị trong năm", "Sở Nội vụ",
     "Các sở, ban, ngành", "Trước ngày 20/01/2025", "Kế hoạch được ban hành"),
    ("2", "Rà soát, cập nhật quy trình nội bộ giải quyết hồ sơ của công dân", "Văn phòng UBND tỉnh",
     "Các sở, ban, ngành", "Thường xuyên", "Quyết định phê duyệt quy trình"),
    ("3", "Kiểm tra việc chấp hành giờ làm việc tại bộ phận tiếp nhận hồ sơ", "Thanh tra tỉnh",
     "Sở Nội vụ", "Tháng 6/2025", "Kết luận kiểm tra"),
    ("4", "Tổ chức tập huấn nghiệp vụ cho công chức làm công tác văn thư", "Sở Nội vụ",
     "Các sở, ban, ngành", "Quý III năm 2025", "Hội nghị tập huấn"),
    ("5", "Theo dõi, đôn đốc và tổng hợp kết quả thực hiện các nhiệm vụ", "Văn phòng UBND tỉnh",
     "Các sở, ban, ngành", "Hằng tháng", "Báo cáo tổng hợp"),
]  # fmt: skip
BARE_DATES = ("31/05/2025", "Nhiệm vụ thường xuyên", "06/2025", "30/9/2025", "Năm 2025-2026")
WIDTHS = (3, 34, 20, 18, 14, 20)


def flattened(rows: Sequence[Sequence[str]], *, spaced: bool) -> str:
    """Lose the lines of a table: cells centred in their rows, line by line, cell by cell."""
    end = " \n\n" if spaced else "\n"
    out = "Phụ lục\n\n" + " ".join(HEAD) + end
    for row in rows:
        wrapped = [textwrap.wrap(c, w) for c, w in zip(row, WIDTHS, strict=True)]
        for lines, following in zip(wrapped, [*wrapped[1:], []], strict=True):
            out += end.join(lines)
            step = len(lines) + len(following)
            if spaced and following:
                out += " " if step == 2 else " \n" if step == 3 else " \n\n"
            else:
                out += " \n\n"
    return out


@pytest.mark.parametrize("spaced", [True, False])
def test_flattened_rows_come_back(spaced: bool) -> None:
    duties = rows_of(document(flattened(ROWS, spaced=spaced)))
    found = [(d.ordinal, d.task, d.lead, d.coordinating, d.deadline, d.deliverable) for d in duties]
    assert found == ROWS


@pytest.mark.parametrize("spaced", [True, False])
def test_flattened_dates_without_words_and_roman_parts(spaced: bool) -> None:
    rows = [
        (row[0], row[1], row[2], row[3], date, row[5])
        for row, date in zip(ROWS, BARE_DATES, strict=True)
    ]
    end = " \n\n" if spaced else "\n"
    text = flattened(rows, spaced=spaced)
    place = text.index(f"{rows[2][0]} Kiểm tra" if f"{rows[2][0]} Kiểm tra" in text else "3 \n")
    text = f"{text[:place]}I Công tác chỉ đạo{end}I.1 Công tác tiếp nhận hồ sơ{end}{text[place:]}"
    duties = rows_of(document(text))
    assert [d.deadline for d in duties] == list(BARE_DATES)
    assert [d.lead for d in duties] == [row[2] for row in rows]
    assert [d.deliverable for d in duties] == [row[5] for row in rows]
    assert (duties[2].section or "").startswith("I |")


@settings(deadline=None, max_examples=25)
@given(st.permutations([row[1:] for row in ROWS]), st.booleans())
def test_flattened_rows_come_back_in_any_order(rows: list[tuple[str, ...]], spaced: bool) -> None:
    numbered = [(str(i), *row) for i, row in enumerate(rows, 1)]
    duties = rows_of(document(flattened(numbered, spaced=spaced)))
    assert [d.task for d in duties] == [row[1] for row in numbered]
    right = sum(d.lead == row[2] for d, row in zip(duties, numbered, strict=True))
    assert right >= len(numbered) - 1


_PIECES = st.lists(
    st.sampled_from(
        ["TT Nội dung Cơ quan chủ trì Thời hạn", "\n", "\n\n", "|", "\n|\n", "\t", "1", "I", "1.1 ",
         "Sở Nội vụ", "Thường xuyên", "Rà soát", "  ", "\f", "2.\n", "(", "Giao Sở Y tế chủ trì",
         "- Cơ quan chủ trì: ", "**", "100%", "tối thiểu 3 lớp"]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(_PIECES)
def test_no_text_breaks_the_reading(pieces: list[str]) -> None:
    text = "".join(pieces)
    for duty in find_obligations(document(text), (), PLAN):
        assert 0 <= duty.start <= duty.end <= len(text)
        assert duty.task


@pytest.mark.shared
@pytest.mark.slow
def test_figures_of_reading_duties() -> None:
    shared("measure")
    from bench.obligations import figures

    short = [f"{f.set}: {f.name} {f.value:.4f}" for f in figures() if not f.reached]
    assert short == []
