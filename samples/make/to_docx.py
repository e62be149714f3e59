"""Render a sample as .docx, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I prescribes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from cancu.samples.make.source import (
    Annex,
    Grid,
    Paragraph,
    Run,
    Sample,
    Signature,
    Style,
)

FONT = "Times New Roman"
CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LONG_SIDE, SHORT_SIDE = Mm(297), Mm(210)
LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
EPOCH = datetime(2025, 1, 1)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

# style → alignment, first line indent in mm, bold, italic
FORM: dict[Style, tuple[Any, float, bool, bool]] = {
    "basis": (BOTH, 10, False, True),
    "part": (BOTH, 10, True, False),
    "section": (BOTH, 10, True, False),
    "heading": (CENTRE, 0, True, False),
    "caption": (CENTRE, 0, False, True),
    "centred": (CENTRE, 0, False, False),
    "body": (BOTH, 10, False, False),
}


def render(sample: Sample) -> bytes:
    """Return the bytes of the .docx; the same sample always gives the same bytes."""
    document = Document()
    _page(document, sample)
    _head(document, sample)
    for block in sample.blocks:
        match block:
            case Paragraph():
                _paragraph(document, block)
            case Grid():
                _grid(document, block)
            case Signature():
                _signature(document, sample)
            case Annex(wide):
                _annex(document, wide=wide)
    if sample.notes:
        _footnotes(document, sample.notes)
    core = document.core_properties
    core.author, core.title, core.comments = "Căn Cứ", sample.title, sample.mark
    core.created = core.modified = EPOCH
    raw = io.BytesIO()
    document.save(raw)
    return _timeless(raw.getvalue())


def _timeless(data: bytes) -> bytes:
    """Zip again with one fixed time, so that two runs give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _page(document: Any, sample: Sample) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = SHORT_SIDE, LONG_SIDE
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.alignment = CENTRE
        _run(line, Run(sample.mark, italic=True), 9)


def _head(document: Any, sample: Sample) -> None:
    """Write the issuer and the national heading side by side, then the kind and the title."""
    *above, own = sample.issuer
    left = [(line, False, 13) for line in above] + [(own, True, 13)]
    right = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 13),
        ("Độc lập - Tự do - Hạnh phúc", True, 14),
    ]
    table = _borderless(document, (62, 110))
    _stack(table.cell(0, 0), left)
    _stack(table.cell(0, 1), right)
    _rule(table.cell(0, 0), 22, 22)
    _rule(table.cell(0, 1), 24, 24)
    low = table.add_row().cells
    number = [(f"Số: {sample.symbol}", False, 13)]
    if not sample.kind:
        number.append((sample.title, False, 12))
    _stack(low[0], number)
    _stack(low[1], [(sample.dateline, False, 14)], italic=True)
    if sample.kind:
        _centred(document, sample.kind, 14, before=14)
        _centred(document, sample.title, 14)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _centred(document: Any, text: str, size: int, before: int = 0) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, Run(text, bold=True), size)


def _borderless(document: Any, widths_mm: tuple[int, ...]) -> Any:
    table = document.add_table(rows=1, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _stack(cell: Any, lines: Iterable[tuple[str, bool, int]], *, italic: bool = False) -> None:
    for i, (text, bold, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, Run(text, bold=bold, italic=italic), size)


def _rule(cell: Any, left_mm: int, right_mm: int) -> None:
    """Draw the short line that Phụ lục I puts under the motto and under the issuer."""
    line = cell.add_paragraph()
    line.paragraph_format.left_indent = Mm(left_mm)
    line.paragraph_format.right_indent = Mm(right_mm)
    line.paragraph_format.space_after = Pt(4)
    line.paragraph_format.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _paragraph(document: Any, block: Paragraph) -> None:
    alignment, indent, bold, italic = FORM[block.style]
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.first_line_indent = Mm(indent)
    paragraph.paragraph_format.keep_with_next = block.style in ("part", "section", "heading")
    for run in block.runs:
        _run(paragraph, Run(run.text, bold or run.bold, italic or run.italic, run.note), 13)


def _run(paragraph: WordParagraph, run: Run, size: float) -> None:
    if run.note is not None:
        _footnote_mark(paragraph, run.note)
        return
    word = paragraph.add_run(run.text)
    word.bold, word.italic = run.bold or None, run.italic or None
    word.font.name, word.font.size = FONT, Pt(size)


def _grid(document: Any, grid: Grid) -> None:
    section = document.sections[-1]
    line = section.page_width - section.left_margin - section.right_margin
    table = document.add_table(rows=grid.rows, cols=len(grid.widths))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    total = sum(grid.widths)
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = line * share // total
        for cell in column.cells:
            cell.width = column.width
    for cell in grid.cells:
        target = table.cell(cell.row, cell.column)
        if (cell.row_span, cell.column_span) != (1, 1):
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            target = target.merge(last)
        group = cell.column_span > 1 or _is_group(grid, cell.row)
        _cell(target, cell.lines, bold=cell.row < grid.head or group, centre=cell.row < grid.head)
    for row in table.rows[: grid.head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _is_group(grid: Grid, row: int) -> bool:
    return any(cell.row == row and cell.column_span > 1 for cell in grid.cells)


def _cell(cell: Any, lines: tuple[str, ...], *, bold: bool, centre: bool) -> None:
    for i, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = CENTRE if centre or len(text) < 5 else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_after = Pt(2)
        _run(paragraph, Run(text, bold=bold), 12)


def _signature(document: Any, sample: Sample) -> None:
    table = _borderless(document, (80, 85))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.cell(0, 0), table.cell(0, 1)
    first = left.paragraphs[0]
    first.paragraph_format.space_after = Pt(0)
    _run(first, Run("Nơi nhận:", bold=True, italic=True), 12)
    for recipient in sample.recipients:
        line = left.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        _run(line, Run(f"- {recipient}"), 11)
    _stack(right, [(line, True, 14) for line in sample.signature])
    for _ in range(3):
        right.add_paragraph().paragraph_format.space_after = Pt(0)
    if sample.signer:
        name = right.add_paragraph()
        name.alignment = CENTRE
        _run(name, Run(sample.signer, bold=True), 14)


def _annex(document: Any, *, wide: bool) -> None:
    section = document.add_section()
    section.different_first_page_header_footer = False
    sides = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    if wide:
        section.left_margin = section.right_margin = Mm(20)


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, code), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), str(kind))
        run._r.append(element)


def _footnote_mark(paragraph: Any, note: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(note))
    run._r.append(reference)


def _footnotes(document: Any, notes: dict[int, tuple[Run, ...]]) -> None:
    """Add the part that python-docx has no interface for: word/footnotes.xml."""
    style = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = document.styles["Normal"], Pt(10)
    text = "".join(_note_xml(number, runs, style.style_id) for number, runs in notes.items())
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for i, kind, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:footnotes {nsdecls('w')}>{rules}{text}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note_xml(number: int, runs: tuple[Run, ...], style_id: str) -> str:
    text = escape("".join(run.text for run in runs))
    properties = f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    mark = (
        f'{properties}<w:sz w:val="20"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
    )
    body = f'{properties}<w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {text}</w:t>'
    form = f'<w:pPr><w:pStyle w:val="{style_id}"/><w:spacing w:after="0"/></w:pPr>'
    return (
        f'<w:footnote w:id="{number}"><w:p>{form}'
        f"<w:r>{mark}</w:r><w:r>{body}</w:r></w:p></w:footnote>"
    )
