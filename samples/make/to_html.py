"""Render a sample as one HTML page, the way the portals of offices publish documents."""

from __future__ import annotations

from html import escape

from cancu.samples.make.source import Annex, Grid, Paragraph, Run, Sample, Signature, Style

CSS = """
body { font: 14pt/1.4 "Times New Roman", "Liberation Serif", serif; max-width: 46rem;
       margin: 2rem auto; padding: 0 1rem; }
p { margin: .4em 0; text-align: justify; text-indent: 2.5em; }
.centre, .head p, .signed p { text-align: center; text-indent: 0; }
.head, .signed { width: 100%; } .head td, .signed td { vertical-align: top; width: 50%; }
.to p { text-align: left; text-indent: 0; font-size: 11pt; }
.rows { border-collapse: collapse; width: 100%; font-size: 12pt; }
.rows td, .rows th { border: 1px solid #000; padding: .2em .4em; vertical-align: top; }
.notes, footer { font-size: 10pt; } footer { font-style: italic; text-align: center; }
"""
TAGS: dict[Style, tuple[str, str]] = {
    "basis": ("<p><i>", "</i></p>"),
    "part": ("<p><b>", "</b></p>"),
    "section": ("<p><b>", "</b></p>"),
    "heading": ('<p class="centre"><b>', "</b></p>"),
    "caption": ('<p class="centre"><i>', "</i></p>"),
    "centred": ('<p class="centre">', "</p>"),
    "body": ("<p>", "</p>"),
}


def render(sample: Sample) -> bytes:
    """Return the page as UTF-8."""
    parts = [_head(sample)]
    for block in sample.blocks:
        match block:
            case Paragraph():
                opening, closing = TAGS[block.style]
                parts.append(opening + _inline(block.runs) + closing)
            case Grid():
                parts.append(_grid(block))
            case Signature():
                parts.append(_signature(sample))
            case Annex():
                parts.append("<hr>")
    if sample.notes:
        parts.append(_notes(sample))
    parts.append(f"<footer>{escape(sample.mark)}</footer>")
    name = f"{sample.kind} {sample.symbol}".strip()
    page = (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(name)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
    )
    return (page + "\n".join(parts) + "\n</body>\n</html>\n").encode()


def _head(sample: Sample) -> str:
    *above, own = sample.issuer
    left = [escape(line) for line in above] + [f"<b>{escape(own)}</b>"]
    number = [f"Số: {escape(sample.symbol)}"]
    if not sample.kind:
        number.append(escape(sample.title))
    right = ["<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", "<b>Độc lập - Tự do - Hạnh phúc</b>"]
    table = (
        f'<table class="head">\n<tr><td>{_lines(left)}</td>\n<td>{_lines(right)}</td></tr>\n'
        f"<tr><td>{_lines(number)}</td>\n<td>{_lines([f'<i>{sample.dateline}</i>'])}</td></tr>\n"
        "</table>"
    )
    if not sample.kind:
        return table
    title = f"<b>{escape(sample.kind)}</b>", f"<b>{escape(sample.title)}</b>"
    return "\n".join([table, *(f'<p class="centre">{line}</p>' for line in title)])


def _lines(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _inline(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.note is not None:
        return f'<sup><a href="#ghi-chu-{run.note}">{run.note}</a></sup>'
    text = escape(run.text)
    if run.bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.italic else text


def _grid(grid: Grid) -> str:
    lines: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        tag = "th" if cell.row < grid.head else "td"
        spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        spans += f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        text = "<br>".join(map(escape, cell.lines))
        lines[cell.row].append(f"<{tag}{spans}>{text}</{tag}>")
    rows = "\n".join("<tr>" + "".join(cells) + "</tr>" for cells in lines)
    return f'<table class="rows">\n{rows}\n</table>'


def _signature(sample: Sample) -> str:
    recipients = ["<b><i>Nơi nhận:</i></b>", *(f"- {escape(r)}" for r in sample.recipients)]
    signed = [f"<b>{escape(line)}</b>" for line in sample.signature]
    if sample.signer:
        signed += ["&nbsp;", f"<b>{escape(sample.signer)}</b>"]
    return (
        f'<table class="signed">\n<tr><td class="to">{_lines(recipients)}</td>\n'
        f"<td>{_lines(signed)}</td></tr>\n</table>"
    )


def _notes(sample: Sample) -> str:
    notes = (
        f'<p id="ghi-chu-{number}"><sup>{number}</sup> {_inline(runs)}</p>'
        for number, runs in sorted(sample.notes.items())
    )
    return '<div class="notes">' + "\n".join(notes) + "</div>"
