"""Word documents: paragraphs, tables, notes, tracked changes, numbering, legacy fonts."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.read import read_bytes
from cancu.ingest.text import SourceText, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'


def docx(body: str, **parts: str) -> SourceText:
    """Read a package of ``body`` and further parts such as ``footnotes`` or ``header1``."""
    raw = io.BytesIO()
    links = "".join(
        f'<Relationship Id="{name}" Type="{KIND}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    )
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{links}</Relationships>",
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return read_bytes(raw.getvalue(), "a.docx")


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(source: SourceText, table: Table) -> dict[tuple[int, int, int, int], str]:
    return {
        (c.row, c.column, c.row_span, c.column_span): source.text[c.start : c.end]
        for c in table.cells
    }


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r("Nghị ") + r("định"), "Nghị định"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", "a\nb\tc"),
        ("<w:r><w:t>61/2018/NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t></w:r>", "61/2018/NĐ‑CP"),
        ("<w:r><w:t>Nghị</w:t><w:softHyphen/><w:t> định</w:t></w:r>", "Nghị định"),
        (f"<w:ins>{r('thêm')}</w:ins><w:del>{r('bớt')}</w:del>", "thêm"),
        (f"<w:moveFrom>{r('cũ')}</w:moveFrom><w:moveTo>{r('mới')}</w:moveTo>", "mới"),
        (r("hiện") + r("ẩn", "<w:vanish/>") + r("!", '<w:vanish w:val="0"/>'), "hiện!"),
        (f'<w:hyperlink r:id="x">{r("liên kết")}</w:hyperlink>', "liên kết"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("3"), "3"),
        (r("100 m") + r("2", '<w:vertAlign w:val="superscript"/>'), "100 m²"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + r(" a"), "• a"),
        (f"<w:sdt><w:sdtContent>{r('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
    ],
)
def test_runs_give_the_text_as_printed(content: str, expected: str) -> None:
    assert docx(p(content)).text == f"{expected}\n"


def test_paragraph_offsets_point_at_their_paragraphs() -> None:
    source = docx(p(r("một")) + p("") + tbl(tr(tc(p(r("hai")) + p(r("ba"))))) + p(r("bốn")))
    starts = [source.text[offset:].split("\n")[0] for offset in source.paragraphs]
    assert starts == ["một", "", "hai", "ba", "bốn"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    source = docx(p(r("Nghị định số "), "<w:rPr><w:del/></w:rPr>") + p(r("61/2018/NĐ-CP")))
    assert source.text == "Nghị định số 61/2018/NĐ-CP\n"


def test_merged_cells_stand_once_with_their_spans() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    source = docx(
        tbl(
            tr(tc(p(r("TT")), down), tc(p(r("Phân công")), wide), tc(p(r("Hạn")), down)),
            tr(tc(p(""), on), tc(p(r("Chủ trì"))), tc(p(r("Phối hợp"))), tc(p(""), on)),
            tr(tc(p(r("1"))), tc(p(r("Sở A"))), tc(p(r("Sở B"))), tc(p(r("Quý I")))),
        )
    )
    (table,) = source.tables
    assert (table.rows, table.columns) == (3, 4)
    assert texts(source, table) == {
        (0, 0, 2, 1): "TT",
        (0, 1, 1, 2): "Phân công",
        (0, 3, 2, 1): "Hạn",
        (1, 1, 1, 1): "Chủ trì",
        (1, 2, 1, 1): "Phối hợp",
        (2, 0, 1, 1): "1",
        (2, 1, 1, 1): "Sở A",
        (2, 2, 1, 1): "Sở B",
        (2, 3, 1, 1): "Quý I",
    }


def test_a_table_inside_a_cell_is_part_of_the_cell() -> None:
    inner = tbl(tr(tc(p(r("x"))), tc(p(r("y")))))
    source = docx(tbl(tr(tc(p(r("a")) + inner + p("")), tc(p(r("b"))))))
    (table,) = source.tables
    assert texts(source, table) == {(0, 0, 1, 1): "a\nx\ny\n", (0, 1, 1, 1): "b"}


def test_rows_deleted_under_tracked_changes_are_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('cũ')))}</w:tr>"
    source = docx(tbl(tr(tc(p(r("giữ")))), gone))
    assert source.tables[0].rows == 1
    assert "cũ" not in source.text


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_at_the_end_and_their_marks_are_no_text(kind: str) -> None:
    reference = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    notes = f'<w:{kind}s {NAMES}><w:{kind} w:id="2">{p(r("Ngày 21/8/2021"))}</w:{kind}></w:{kind}s>'
    source = docx(
        p(r("Kế hoạch số 402/KH-UBND") + reference + r(", trọng tâm")), **{f"{kind}s": notes}
    )
    (note,) = source.notes
    assert source.text.startswith("Kế hoạch số 402/KH-UBND, trọng tâm\n")
    assert source.text[: note.anchor].endswith("KH-UBND")
    assert source.text[note.start : note.end] == "Ngày 21/8/2021"
    assert note.mark == ("1" if kind == "footnote" else "i")


def test_headers_stand_once_and_page_numbers_not_at_all() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:titlePg/></w:sectPr>'
    )
    source = docx(
        p(r("thân")) + section,
        header1=f"<w:hdr {NAMES}>{p(r('Trang sau'))}</w:hdr>",
        header2=f"<w:hdr {NAMES}>{p(r('DỰ THẢO'))}</w:hdr>",
        footer1=f"<w:ftr {NAMES}>{p(r('- 3 -'))}</w:ftr>",
    )
    assert source.text == "DỰ THẢO\nthân\nTrang sau\n"


def test_text_boxes_follow_their_paragraph_and_fallbacks_are_not_read_twice() -> None:
    box = f"<w:txbxContent>{p(r('MẬT'))}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert docx(p(r("Kế hoạch") + drawing)).text == "Kế hoạch\nMẬT\n\n"


@pytest.mark.parametrize(
    ("font", "typed", "expected"),
    [
        (".VnTime", "NghÞ ®Þnh", "Nghị định"),
        (".VnTimeH", "nghÞ ®Þnh", "NGHỊ ĐỊNH"),
        ("VNI-Times", "Nghò ñònh", "Nghị định"),
        ("Times New Roman", "Nghị định", "Nghị định"),
    ],
)
def test_legacy_fonts_are_converted(font: str, typed: str, expected: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert docx(p(r(typed, fonts))).text == f"{expected}\n"
    style = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f"<w:rPr>{fonts}</w:rPr></w:style></w:styles>"
    )
    assert docx(p(r(typed)), styles=style).text == f"{expected}\n"


def test_a_vni_letter_may_be_cut_by_runs() -> None:
    fonts = '<w:rFonts w:ascii="VNI-Times"/>'
    assert docx(p(r("soa", fonts) + r("ù", fonts))).text == "soá\n"


def test_automatic_numbers_are_printed() -> None:
    def level(depth: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:suff w:val="space"/></w:lvl>'
        )

    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="7">'
        f"{level(0, 'decimal', 'Điều %1.')}{level(1, 'lowerLetter', '%2)')}"
        f"{level(2, 'upperRoman', '%1.%3')}</w:abstractNum>"
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def item(depth: int, text: str) -> str:
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr>'
        return p(r(text), place)

    items = [item(0, "x"), item(1, "y"), item(1, "y"), item(0, "x"), item(1, "y"), item(2, "z")]
    assert docx("".join(items), numbering=numbering).text.splitlines() == [
        "Điều 1. x", "a) y", "b) y", "Điều 2. x", "a) y", "2.I z",
    ]  # fmt: skip


cells = st.lists(st.text("abcđ \n", max_size=6), min_size=1, max_size=4)


@given(st.lists(cells, min_size=1, max_size=5))
def test_every_cell_is_a_slice_of_the_text_and_no_two_overlap(rows: list[list[str]]) -> None:
    def paragraphs(text: str) -> str:
        return "".join(p(r(line)) for line in text.split("\n"))

    source = docx(p(r("trước")) + tbl(*(tr(*(tc(paragraphs(c)) for c in row)) for row in rows)))
    (table,) = source.tables
    found = [source.text[cell.start : cell.end] for cell in table.cells]
    assert found == [text for row in rows for text in row]
    ends = [table.start] + [cell.end for cell in table.cells]
    starts = [cell.start for cell in table.cells] + [table.end]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
