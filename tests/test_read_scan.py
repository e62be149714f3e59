"""Scanned pages: recognised with tesseract where it is installed, else refused with a remedy."""

from __future__ import annotations

import io
import logging
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cancu.ingest.read import NoText, ocr, read_bytes
from tests.sheets import HEIGHT, WIDTH, Sheets, needs_font

needs_tesseract = pytest.mark.skipif(
    not ocr.is_available(), reason=f"tesseract is not installed; apt-get install {ocr.PACKAGES}"
)
XS = [60, 110, 320, 530]
ROWS = [
    ["TT", "Nội dung công việc", "Cơ quan chủ trì"],
    ["1", "Thực hiện Nghị định số\n61/2018/NĐ-CP", "Văn phòng Ủy ban\nnhân dân tỉnh"],
    ["2", "Rà soát thủ tục hành\nchính", "Sở Tư pháp"],
]


def printed() -> bytes:
    sheets = Sheets()
    sheets.lines(
        60, 790, ["Kế hoạch kiểm soát thủ tục hành chính", "Căn cứ Luật Tổ chức chính phủ"]
    )
    sheets.table(XS, [740, 710, 660, 610], ROWS)
    return sheets.data()


def scanned(*, degrees: float = 0, dpi: int = 200, with_text: bool = False) -> bytes:
    """Return a PDF whose page is a picture of the printed one, turned clockwise."""
    page: Any = pypdfium2.PdfDocument(printed())[0]
    image = page.render(scale=dpi / 72).to_pil().convert("L")
    quarter = degrees % 90 == 0
    image = image.rotate(-degrees, expand=quarter, fillcolor=255, resample=Image.Resampling.BICUBIC)
    width, height = (HEIGHT, WIDTH) if quarter and degrees % 180 else (WIDTH, HEIGHT)
    raw = io.BytesIO()
    canvas = Canvas(raw, pagesize=(width, height))
    canvas.drawImage(ImageReader(image), 0, 0, width, height)
    if with_text:
        canvas.showPage()
        canvas.drawString(60, 700, "Trang sau co chu")
    canvas.save()
    return raw.getvalue()


@needs_font
@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0, 0.8, 90])
def test_a_scan_gives_text_and_its_ruled_table(degrees: float) -> None:
    source = read_bytes(scanned(degrees=degrees), "quét.pdf")
    assert source.ocr_pages == (1,)
    assert source.text.startswith("Kế hoạch kiểm soát thủ tục hành chính\nCăn cứ Luật")
    assert "61/2018/NĐ-CP" in source.text
    (table,) = source.tables
    assert (table.rows, table.columns) == (3, 3)
    first = [source.text[c.start : c.end] for c in table.cells if not c.column]
    assert first == ["TT", "1", "2"]


@needs_font
@pytest.mark.parametrize("allowed", [True, False], ids=["not installed", "not wanted"])
def test_a_scan_that_nothing_recognises_names_the_packages(
    monkeypatch: pytest.MonkeyPatch, allowed: bool
) -> None:
    monkeypatch.setattr("cancu.ingest.read.pdf.is_available", lambda: False)
    with pytest.raises(NoText, match="tesseract-ocr tesseract-ocr-vie"):
        read_bytes(scanned(), "quét.pdf", ocr=allowed)


@needs_font
def test_scans_among_pages_with_text_are_reported_and_the_rest_is_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        source = read_bytes(scanned(with_text=True), "quét.pdf", ocr=False)
    assert source.text == "Trang sau co chu\n"
    assert source.pages == (0, 0)
    assert "pages 1 (of 2)" in caplog.text
