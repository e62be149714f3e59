"""Render a sample as UTF-8 text, flat as text taken out of a printed page is."""

from __future__ import annotations

import textwrap

from cancu.samples.make.source import Annex, Grid, Paragraph, Run, Sample, Signature

WIDTH = 78


def render(sample: Sample) -> bytes:
    """Return the text: lines of at most 78 characters, a table cell a paragraph."""
    parts = ["\n".join(sample.issuer), f"Số: {sample.symbol}"]
    if not sample.kind:
        parts.append(sample.title)
    parts += [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        sample.dateline,
    ]
    if sample.kind:
        parts += [sample.kind, _wrap(sample.title)]
    for block in sample.blocks:
        match block:
            case Paragraph():
                parts.append(_wrap(_plain(block.runs)))
            case Grid():
                parts += _rows(block)
            case Signature():
                parts += _signature(sample)
            case Annex():
                continue
    parts += [_wrap(f"{number} {_plain(runs)}") for number, runs in sorted(sample.notes.items())]
    parts.append(sample.mark)
    return ("\n\n".join(parts) + "\n").encode()


def _plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _wrap(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _rows(grid: Grid) -> list[str]:
    """Return the cells row by row, each wrapped to its column's share of the line."""
    total = sum(grid.widths)
    cells = []
    for cell in grid.cells:
        across = sum(grid.widths[cell.column : cell.column + cell.column_span])
        width = max(8, WIDTH * across // total)
        wrapped = [
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
            for line in cell.lines
            if line
        ]
        if wrapped:
            cells.append("\n".join(wrapped))
    return cells


def _signature(sample: Sample) -> list[str]:
    recipients = "\n".join(["Nơi nhận:", *(f"- {line}" for line in sample.recipients)])
    return [recipients, "\n".join(sample.signature), *filter(None, [sample.signer])]
