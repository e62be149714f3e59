"""Render a sample as a PDF with ruled tables, page numbers and notes at the foot of the page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import Paragraph as Text

from cancu.samples.make.source import Annex, Grid, Paragraph, Run, Sample, Signature, Style

FAMILY = "LiberationSerif"
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
FONT_FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/liberation-serif")
NOTES_HEIGHT = 16 * mm

BODY = ParagraphStyle(
    "body", fontName=FAMILY, fontSize=13, leading=17, alignment=TA_JUSTIFY,
    firstLineIndent=10 * mm, spaceAfter=6,
)  # fmt: skip
CENTRED = ParagraphStyle("centred", BODY, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=2)
CELL = ParagraphStyle("cell", BODY, fontSize=12, leading=14, alignment=TA_LEFT, firstLineIndent=0)
CELL.spaceAfter = 0
SMALL = ParagraphStyle("small", CELL, fontSize=11, leading=13)
FOOT = ParagraphStyle("foot", CELL, fontSize=10, leading=12)

FORM: dict[Style, tuple[ParagraphStyle, str]] = {
    "basis": (BODY, "<i>{}</i>"),
    "part": (BODY, "<b>{}</b>"),
    "section": (BODY, "<b>{}</b>"),
    "heading": (CENTRED, "<b>{}</b>"),
    "caption": (CENTRED, "<i>{}</i>"),
    "centred": (CENTRED, "{}"),
    "body": (BODY, "{}"),
}


def load_fonts(folder: Path | None) -> None:
    """Register Liberation Serif 2, the first of that name with the Vietnamese letters.

    Raises FileNotFoundError naming the folders looked in, ValueError where letters are missing.
    """
    folders = [folder] if folder else [Path(name) for name in FONT_FOLDERS]
    found = next((f for f in folders if (f / f"{FAMILY}-Regular.ttf").exists()), None)
    if found is None:
        looked = ", ".join(map(str, folders))
        raise FileNotFoundError(f"{FAMILY}-Regular.ttf not in {looked}; name its folder: --fonts")
    for suffix, face in FACES.items():
        font = TTFont(FAMILY + suffix, str(found / f"{FAMILY}-{face}.ttf"))
        if missing := [letter for letter in "ựếỦƯĐ" if ord(letter) not in font.face.charToGlyph]:
            raise ValueError(f"{found}/{FAMILY}-{face}.ttf lacks {missing}; take Liberation 2.x")
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        FAMILY, FAMILY, f"{FAMILY}-Bold", f"{FAMILY}-Italic", f"{FAMILY}-BoldItalic"
    )


class NotedText(Text):
    """A paragraph whose footnotes are put down on the page it is drawn on."""

    def __init__(
        self, text: str, style: ParagraphStyle, notes: list[str], on_page: list[str]
    ) -> None:
        super().__init__(text, style)
        self.notes = notes
        self.on_page = on_page

    def draw(self) -> None:
        self.on_page.extend(self.notes)
        super().draw()


def render(sample: Sample) -> bytes:
    """Return the bytes of the PDF; needs :func:`load_fonts` first."""
    raw = io.BytesIO()
    document = BaseDocTemplate(raw, invariant=1, title=sample.title, author="Căn Cứ",
                               subject=sample.mark, lang="vi")  # fmt: skip
    on_page: list[str] = []
    foot = 20 * mm + (NOTES_HEIGHT if sample.notes else 0)
    tall = _template("tall", A4, (30, 15), foot, sample.mark, on_page)
    wide = _template("wide", landscape(A4), (20, 20), 20 * mm, sample.mark, on_page)
    document.addPageTemplates([tall, wide])
    document.build(_head(sample) + _flow(sample, on_page))
    return raw.getvalue()


def _flow(sample: Sample, on_page: list[str]) -> list[Flowable]:
    flow: list[Flowable] = []
    width = A4[0] - 45 * mm
    titles: list[Flowable] = []
    for block in sample.blocks:
        match block:
            case Paragraph():
                titles.append(_paragraph(block, sample, on_page))
                if block.style not in ("part", "section"):
                    flow.append(KeepTogether(titles))
                    titles = []
            case Grid():
                flow += [*titles, _grid(block, width), Spacer(0, 8)]
                titles = []
            case Signature():
                flow += [Spacer(0, 8), _signature(sample)]
            case Annex(wide):
                width = A4[1] - 40 * mm if wide else A4[0] - 45 * mm
                flow += [NextPageTemplate("wide" if wide else "tall"), PageBreak()]
    return flow


def _template(
    name: str,
    size: tuple[float, float],
    sides: tuple[int, int],
    foot: float,
    mark: str,
    on_page: list[str],
) -> PageTemplate:
    left, right = sides[0] * mm, sides[1] * mm
    frame = Frame(left, foot, size[0] - left - right, size[1] - foot - 20 * mm,
                  leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)  # fmt: skip

    def finish(canvas: Canvas, _: BaseDocTemplate) -> None:
        if canvas.getPageNumber() > 1:
            canvas.setFont(FAMILY, 13)
            canvas.drawCentredString(size[0] / 2, size[1] - 13 * mm, str(canvas.getPageNumber()))
        canvas.setFont(f"{FAMILY}-Italic", 9)
        canvas.drawCentredString(size[0] / 2, 9 * mm, mark)
        _put_notes(canvas, on_page, left, size[0] - left - right, foot)
        on_page.clear()

    return PageTemplate(name, [frame], onPageEnd=finish, pagesize=size)


def _put_notes(canvas: Canvas, notes: list[str], left: float, width: float, top: float) -> None:
    if notes:
        canvas.line(left, top - 4, left + 50 * mm, top - 4)
    for note in notes:
        text = Text(note, FOOT)
        _, height = text.wrap(width, top)
        top -= height
        text.drawOn(canvas, left, top - 6)


def _head(sample: Sample) -> list[Flowable]:
    *above, own = sample.issuer
    left = [*above, f"<b>{own}</b>"]
    number = [f"Số: {sample.symbol}"]
    if not sample.kind:
        number.append(f'<font size="12">{escape(sample.title)}</font>')
    heading = ParagraphStyle("head", CENTRED, fontSize=13, leading=16, spaceAfter=0)
    right = ["<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", "<b>Độc lập - Tự do - Hạnh phúc</b>"]
    cells: list[list[Any]] = [
        [[Text(t, heading) for t in left] + [_rule("25%")],
         [Text(t, heading) for t in right] + [_rule("58%")]],
        [[Text(t, heading) for t in number], [Text(f"<i>{sample.dateline}</i>", heading)]],
    ]  # fmt: skip
    table = Table(cells, colWidths=[66 * mm, 99 * mm], style=[
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ])  # fmt: skip
    if not sample.kind:
        return [table, Spacer(0, 14)]
    title = [Text(f"<b>{escape(text)}</b>", CENTRED) for text in (sample.kind, sample.title)]
    return [table, Spacer(0, 14), *title, Spacer(0, 10)]


def _rule(width: str) -> HRFlowable:
    """The short line under the motto and under the issuer."""
    return HRFlowable(width=width, thickness=0.7, color=colors.black, spaceBefore=2, spaceAfter=4)


def _paragraph(block: Paragraph, sample: Sample, on_page: list[str]) -> Text:
    style, form = FORM[block.style]
    notes = [
        f"<super>{run.note}</super> {_inline(sample.notes[run.note])}"
        for run in block.runs
        if run.note is not None
    ]
    return NotedText(form.format(_inline(block.runs)), style, notes, on_page)


def _inline(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.note is not None:
        return f'<super size="9">{text}</super>'
    if run.bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.italic else text


def _grid(grid: Grid, width: float) -> Table:
    cells: list[list[Any]] = [["" for _ in grid.widths] for _ in range(grid.rows)]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    groups = {cell.row for cell in grid.cells if cell.column_span > 1}
    for cell in grid.cells:
        bold = cell.row < grid.head or cell.row in groups
        centre = cell.row < grid.head or all(len(line) < 5 for line in cell.lines)
        paragraph = ParagraphStyle("in cell", CELL, alignment=TA_CENTER if centre else TA_LEFT)
        text = "<br/>".join(map(escape, cell.lines))
        cells[cell.row][cell.column] = Text(f"<b>{text}</b>" if bold else text, paragraph)
        last = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        if last != (cell.column, cell.row):
            style.append(("SPAN", (cell.column, cell.row), last))
    total = sum(grid.widths)
    columns = [width * share / total for share in grid.widths]
    return Table(cells, colWidths=columns, repeatRows=grid.head, style=style)


def _signature(sample: Sample) -> Flowable:
    recipients = [Text("<b><i>Nơi nhận:</i></b>", CELL)]
    recipients += [Text(f"- {escape(line)}", SMALL) for line in sample.recipients]
    signed: list[Flowable] = [Text(f"<b>{line}</b>", CENTRED) for line in sample.signature]
    signed.append(Spacer(0, 20 * mm))
    if sample.signer:
        signed.append(Text(f"<b>{sample.signer}</b>", CENTRED))
    table = Table([[recipients, signed]], colWidths=[80 * mm, 85 * mm],
                  style=[("VALIGN", (0, 0), (-1, -1), "TOP"),
                         ("LEFTPADDING", (0, 0), (0, 0), 0)])  # fmt: skip
    return KeepTogether([table])
