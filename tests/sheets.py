"""Drawing small PDFs for the tests of the readers: words and ruled lines at stated places."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
)
FONT = next((path for path in FONTS if path.exists()), None)
needs_font = pytest.mark.skipif(
    FONT is None, reason="no font with Vietnamese letters; apt-get install fonts-dejavu-core"
)
WIDTH, HEIGHT = 595, 842


class Sheets:
    """A PDF drawn page by page; lengths in points, y upwards from the foot of the page."""

    def __init__(self, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        if "Words" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("Words", str(FONT)))
        self._raw = io.BytesIO()
        self.canvas = Canvas(self._raw, pagesize=size)

    def words(self, x: float, y: float, text: str, size: float = 12) -> None:
        self.canvas.setFont("Words", size)
        self.canvas.drawString(x, y, text)

    def lines(self, x: float, top: float, lines: Sequence[str], size: float = 12) -> None:
        for index, line in enumerate(lines):
            self.words(x, top - index * size * 1.3, line, size)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Rule a full grid; ``ys`` descend."""
        for y in ys:
            self.canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.canvas.line(x, ys[0], x, ys[-1])

    def table(
        self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """Rule a grid and fill it; a cell's lines are parted by line breaks."""
        self.grid(xs, ys)
        for top, row in zip(ys, rows, strict=False):
            for left, text in zip(xs, row, strict=False):
                self.lines(left + 4, top - 13, text.split("\n") if text else [])

    def next_page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self._raw.getvalue()
