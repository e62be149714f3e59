"""Plans of two levels in many layouts: what is put into a table comes out of it.

The words are made up; headers, order of columns and group rows are drawn. A true table and one
whose cells tabs mark come back whole; of a table that lost its lines nine cells in ten do.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.ingest.obligations import Obligation, find_obligations
from cancu.ingest.structure import Header
from cancu.ingest.text import Cell, SourceText, Table

PLAN = Header(type="Kế hoạch", year_of_plan=2025)
CELLS = ("task", "lead", "coordinating", "deadline", "deliverable")
NAMES: Mapping[str, tuple[str, ...]] = {
    "ordinal": ("TT", "STT", "Số TT"),
    "task": ("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ"),
    "lead": ("Cơ quan, đơn vị chủ trì", "Cơ quan chủ trì", "Đơn vị chủ trì"),
    "coordinating": ("Cơ quan, đơn vị phối hợp", "Cơ quan phối hợp", "Đơn vị phối hợp"),
    "deadline": ("Thời gian hoàn thành", "Thời hạn hoàn thành", "Thời gian thực hiện"),
    "deliverable": ("Sản phẩm", "Dự kiến sản phẩm", "Kết quả, sản phẩm"),
}
WIDTHS = {
    "ordinal": 4,
    "task": 40,
    "lead": 20,
    "coordinating": 22,
    "deadline": 16,
    "deliverable": 24,
}
GROUPS = ("Công tác chỉ đạo, điều hành", "Cải cách thủ tục hành chính tại xã, phường, đặc khu")
Row = tuple[str, str, str, str, str]
ROWS: tuple[Row, ...] = (
    ("Ban hành quy chế làm việc của bộ phận một cửa sau khi sắp xếp đơn vị hành chính",
     "Sở Nội vụ", "UBND xã, phường, đặc khu", "Tháng 12/2025", "Quyết định ban hành quy chế"),
    ("Bàn giao hồ sơ đang giải quyết của cấp huyện cho cấp xã theo mô hình hai cấp",
     "Văn phòng UBND tỉnh", "Sở Tư pháp; UBND xã, phường", "Trước 30/11/2025",
     "Biên bản bàn giao"),
    ("Tập huấn kỹ năng số cho công chức tiếp nhận hồ sơ", "Sở Khoa học và Công nghệ",
     "Các sở, ban, ngành", "Quý IV/2025", "Hội nghị tập huấn"),
    ("Theo dõi tiến độ xử lý hồ sơ trễ hẹn trên hệ thống dùng chung của tỉnh",
     "UBND xã, phường, đặc khu", "Văn phòng UBND tỉnh", "Thường xuyên", "Báo cáo hằng tuần"),
    ("Đánh giá mức độ hài lòng của người dân đối với việc giải quyết hồ sơ đất đai",
     "Thanh tra tỉnh", "Sở Nông nghiệp và Môi trường", "Hàng năm", "Báo cáo đánh giá"),
    ("Hoàn thiện danh mục dữ liệu dùng chung", "Sở Khoa học và Công nghệ", "Công an tỉnh",
     "Sau khi có hướng dẫn của Bộ Công an", "Danh mục được phê duyệt"),
)  # fmt: skip
ORDERS = tuple(permutations(CELLS[1:]))
KINDS = {
    "Tháng 12/2025": ("month", "2025-12"),
    "Trước 30/11/2025": ("before_date", "2025-11-30"),
    "Quý IV/2025": ("quarter", "2025-Q4"),
    "Thường xuyên": ("continuous", None),
    "Hàng năm": ("periodic", None),
    "Sau khi có hướng dẫn của Bộ Công an": ("on_event", None),
}


def grid(columns: Sequence[str], rows: Sequence[Row], names: int) -> list[list[str]]:
    """Return header, two group rows (number and title alone) and numbered rows."""
    lines = [[NAMES[column][names] for column in columns]]
    half = len(rows) // 2
    for roman, title, part in (("I", GROUPS[0], rows[:half]), ("II", GROUPS[1], rows[half:])):
        held = {"ordinal": roman, "task": title}
        lines.append([held.get(column, "") for column in columns])
        for number, row in enumerate(part, 1):
            filled = {"ordinal": str(number), **dict(zip(CELLS, row, strict=True))}
            lines.append([filled[column] for column in columns])
    return lines


def true_table(lines: Sequence[Sequence[str]]) -> SourceText:
    text = ""
    cells: list[Cell] = []
    for r, line in enumerate(lines):
        for c, content in enumerate(line):
            cells.append(Cell(r, c, 1, 1, len(text), len(text) + len(content)))
            text += content + "\n"
    table = Table(0, len(text), len(lines), len(lines[0]), tuple(cells))
    return SourceText("plan.docx", "0" * 64, "docx", text, tables=(table,))


def tabbed(lines: Sequence[Sequence[str]]) -> SourceText:
    """Mark every cell by a tab, end every row by a blank line; a group row has two cells."""
    kept = ([cell for cell in line if cell] for line in lines)
    text = "Phụ lục\n\n" + "\n\n".join("\t" + "\n\t".join(line) for line in kept) + "\n"
    return SourceText("plan.txt", "0" * 64, "txt", text)


def flattened(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> SourceText:
    """Lose the lines: cells one after the other, centred in their row."""
    out = "Phụ lục\n\n"
    for r, line in enumerate(lines):
        pairs = zip(columns, line, strict=True)
        wrapped = [textwrap.wrap(c, 999 if r == 0 else WIDTHS[n]) for n, c in pairs if c]
        for own, following in zip(wrapped, [*wrapped[1:], []], strict=True):
            out += " \n\n".join(own)
            step = len(own) + len(following)
            out += (" " if step == 2 else " \n" if step == 3 else " \n\n") if following else " \n\n"
    return SourceText("plan.txt", "0" * 64, "txt", out)


def read(source: SourceText) -> list[Obligation]:
    return [o for o in find_obligations(source, (), PLAN) if o.origin == "table"]


def cells_of(duty: Obligation) -> tuple[str | None, ...]:
    return (duty.task, duty.lead, duty.coordinating, duty.deadline, duty.deliverable)


@settings(deadline=None, max_examples=40)
@given(st.permutations(CELLS), st.permutations(ROWS), st.integers(0, 2))
def test_a_true_table_comes_back_in_every_order(
    order: list[str], rows: list[Row], names: int
) -> None:
    duties = read(true_table(grid(["ordinal", *order], rows, names)))
    assert [cells_of(duty) for duty in duties] == rows
    assert [(d.deadline_kind, d.deadline_iso) for d in duties] == [KINDS[row[3]] for row in rows]
    assert {(d.section or "").split(" | ")[0] for d in duties} == {"I", "II"}


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(ORDERS), st.permutations(ROWS), st.integers(0, 2))
def test_a_tabbed_table_comes_back(order: tuple[str, ...], rows: list[Row], names: int) -> None:
    duties = read(tabbed(grid(["ordinal", "task", *order], rows, names)))
    assert [cells_of(duty) for duty in duties] == rows


@pytest.mark.parametrize("order", ORDERS)
def test_a_flattened_table_comes_back(order: tuple[str, ...]) -> None:
    columns = ["ordinal", "task", *order]
    duties = read(flattened(columns, grid(columns, ROWS, 0)))
    assert [duty.task for duty in duties] == [row[0] for row in ROWS]
    pairs = zip(duties, ROWS, strict=True)
    right = sum(a == b for d, row in pairs for a, b in zip(cells_of(d), row, strict=True))
    assert right >= 0.9 * len(ROWS) * len(CELLS)


def test_one_owner_column_and_rows_of_one_line() -> None:
    columns = ["ordinal", "task", "deadline", "lead", "deliverable"]
    lines = [[NAMES[column][0] for column in columns]]
    for number in range(1, 9):
        task = f"Nâng cấp phân hệ số {number} của cổng dịch vụ"
        cells = ("Năm 2025-2026", "Sở Khoa học và Công nghệ", "Hoàn thành")
        lines.append([str(number), task, *cells])
    text = "Phụ lục\n\n" + " \n\n".join(" ".join(line) for line in lines) + " \n"
    duties = read(SourceText("plan.txt", "0" * 64, "txt", text))
    assert [duty.ordinal for duty in duties] == [str(number) for number in range(1, 9)]
    assert {duty.lead for duty in duties} == {"Sở Khoa học và Công nghệ"}


def test_the_name_of_the_first_column_parted_by_its_width() -> None:
    columns = ["ordinal", "task", "lead", "coordinating", "deadline", "deliverable"]
    source = flattened(columns, grid(columns, ROWS, 1))
    parted = source.text.replace("STT ", "ST \n\nT \n\n", 1)
    duties = read(SourceText("plan.txt", "0" * 64, "txt", parted))
    assert [duty.task for duty in duties] == [row[0] for row in ROWS]


def test_a_group_title_merged_beside_a_label_is_no_row() -> None:
    lines = grid(["ordinal", *CELLS], ROWS, 0)
    text = ""
    cells: list[Cell] = []
    for r, line in enumerate(lines):
        wide = r in (1, 5)
        for c, content in enumerate(("Nhóm", line[1]) if wide else line):
            span = len(CELLS) if wide and c else 1
            cells.append(Cell(r, c, 1, span, len(text), len(text) + len(content)))
            text += content + "\n"
    table = Table(0, len(text), len(lines), len(lines[0]), tuple(cells))
    duties = read(SourceText("plan.docx", "0" * 64, "docx", text, tables=(table,)))
    assert [duty.task for duty in duties] == [row[0] for row in ROWS]
