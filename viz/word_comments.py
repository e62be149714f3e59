"""A copy of a Word draft with a comment at each finding and a closing table of its citations.

The original is never written to. Comments are anchored on the very words where the run holds
nothing but text, else on the run; a finding in a header, footer or note, where Word allows no
comment, is told at the beginning of the body.
"""

from __future__ import annotations

import copy
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cancu.ingest.text import SourceText
from cancu.queries.check_draft import Checked
from cancu.queries.checked_citations import STATE_MARKS, STATE_WORDS, CheckedCitation
from cancu.queries.findings import Finding, Severity
from cancu.queries.rules import catalogue

AUTHOR = "Căn Cứ"
_INITIALS = "CC"
_SEVERITY: dict[Severity, str] = {"high": "NẶNG", "medium": "VỪA", "low": "NHẸ"}
_AHEAD = 60
"""How many paragraphs of the file may be passed over to find the next one of the text."""
_TABLE_HEAD = ("TT", "Viện dẫn", "Ngày ghi", "Số lần", "Trạng thái", "Viện dẫn đúng thể thức")
_COLUMN_SHARES = (0.06, 0.17, 0.16, 0.07, 0.25, 0.29)
"""The third holds "08/06/2010" on one line of a page with the usual margins."""


def commented_copy(original: Path, checked: Checked, target: Path) -> None:
    """Write the commented copy of ``original`` to ``target``.

    Raises ValueError where the two are one file: a draft is never overwritten.
    """
    if target.resolve() == original.resolve():
        raise ValueError(
            f"{target}: không ghi đè bản gốc; chọn tên khác bằng -o "
            "(never overwrites the draft: choose another name with -o)"
        )
    target.write_bytes(commented(original.read_bytes(), checked))


def commented(data: bytes, checked: Checked) -> bytes:
    """Return the bytes of a .docx with the comments and the closing table added."""
    document = Document(io.BytesIO(data))
    body = [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]
    places = _Places(checked.reading.source, body)
    for finding in checked.findings:
        if finding.dismissed is None:
            runs = places.runs(finding.start, finding.end)
            if runs:
                document.add_comment(runs, _words(finding), author=AUTHOR, initials=_INITIALS)
    _closing_table(document, checked.citations)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(finding: Finding) -> str:
    rule = catalogue()[finding.rule]
    lines = [f"[{_SEVERITY[finding.severity]} · {finding.rule} {rule.name_vi}] {finding.message}"]
    if finding.suggestion:
        lines.append(f"Đề nghị: {finding.suggestion}")
    lines += [f"Bằng chứng: {one.text}" for one in finding.evidence[:5] if one.text]
    lines.append(f"Vì sao: {rule.why_vi}")
    return "\n".join(_printable(line) for line in lines)


def _printable(text: str) -> str:
    """Drop the control characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


class _Places:
    """Which paragraph of the file holds an offset of the text that was read from it."""

    def __init__(self, source: SourceText, body: Sequence[Paragraph]) -> None:
        self._source = source
        self._starts = list(source.paragraphs)
        self._body = list(body)
        self._paragraph_of = dict(self._aligned())
        self._fallback = next((p for p in body if p.runs and p.text.strip()), None)

    def _aligned(self) -> Iterator[tuple[int, Paragraph]]:
        """Pair the paragraphs of the text with those of the file, both in reading order.

        The text also holds headers, notes and numbers that the file keeps elsewhere, so a
        paragraph fits where its words end with the file's.
        """
        at = 0
        for index, start in enumerate(self._starts):
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            words = _folded(self._text[start:end])
            if not words:
                continue
            for ahead in range(at, min(at + _AHEAD, len(self._body))):
                own = _folded(self._body[ahead].text)
                if own and (words.endswith(own) or words.startswith(own)):
                    yield index, self._body[ahead]
                    at = ahead + 1
                    break

    @property
    def _text(self) -> str:
        return self._source.text

    def runs(self, start: int, end: int) -> list[Run]:
        """Return the runs on which the comment for a stretch of the text is anchored."""
        index = bisect_right(self._starts, start) - 1
        paragraph = self._paragraph_of.get(index)
        if paragraph is None:
            return self._fallback.runs[:1] if self._fallback else []
        stop = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        marked = _folded(self._text[start : min(end, stop)])
        before = _folded(self._text[self._starts[index] : start])
        return _marked_runs(paragraph, marked, len(before)) or paragraph.runs[:1]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _marked_runs(paragraph: Paragraph, marked: str, before: int) -> list[Run]:
    """Return the runs that hold ``marked``, cut so that they hold little else.

    ``before`` is how many letters of the text come first; a number that Word makes by itself is
    among them, so the nearest occurrence counts.
    """
    letters = [
        (run, at) for run in paragraph.runs for at, c in enumerate(run.text) if not c.isspace()
    ]
    whole = "".join(run.text[at] for run, at in letters)
    found = [m.start() for m in re.finditer(re.escape(marked), whole)] if marked else []
    if not found:
        return []
    first = min(found, key=lambda at: abs(at - before))
    last = first + len(marked) - 1
    one, from_ = letters[first]
    other, to = letters[last]
    return _cut(paragraph, one, from_, other, to + 1)


def _cut(paragraph: Paragraph, first: Run, start: int, last: Run, end: int) -> list[Run]:
    """Cut the first and the last run at the marked letters and return all runs between."""
    if last._r is first._r:
        last = first = _split(first, start, end)
    else:
        first = _split(first, start, len(first.text))
        last = _split(last, 0, end)
    between: list[Run] = []
    inside = False
    for run in paragraph.runs:
        inside = inside or run._r is first._r
        if inside:
            between.append(run)
        if run._r is last._r:
            break
    return between


def _split(run: Run, start: int, end: int) -> Run:
    """Return a run of its own for ``run.text[start:end]``; the same run where it holds more."""
    children = [child for child in run._r if child.tag != qn("w:rPr")]
    if len(children) != 1 or children[0].tag != qn("w:t"):
        return run
    text = run.text
    for stretch, before in ((text[:start], True), (text[end:], False)):
        if stretch:
            twin = copy.deepcopy(run._r)
            _write(twin, stretch)
            if before:
                run._r.addprevious(twin)
            else:
                run._r.addnext(twin)
    _write(run._r, text[start:end])
    return run


def _write(element: Any, text: str) -> None:
    held = element.find(qn("w:t"))
    held.text = text
    held.set(qn("xml:space"), "preserve")


def _closing_table(document: Any, citations: Sequence[CheckedCitation]) -> None:
    """Append the table of all citations behind the last paragraph of the body."""
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    run = title.add_run("BẢNG KIỂM TRA VIỆN DẪN")
    run.bold = True
    note = document.add_paragraph()
    note.add_run(
        "Do phần mềm Căn Cứ lập từ bản dự thảo; xóa trang này và các bình luận trước khi ký."
    ).italic = True
    counts = Counter(citation.state for citation in citations)
    said = ", ".join(f"{counts[state]} {vi}" for state, (vi, _) in STATE_WORDS.items())
    document.add_paragraph(f"{len(citations)} văn bản được viện dẫn: {said}.")
    table = document.add_table(rows=1, cols=len(_TABLE_HEAD))
    _borders(table)
    for cell, words in zip(table.rows[0].cells, _TABLE_HEAD, strict=True):
        _fill(cell, words, bold=True)
    for number, citation in enumerate(citations, 1):
        values = (
            str(number),
            citation.cited,
            citation.date or "",
            str(citation.times),
            f"{STATE_MARKS[citation.state]} {citation.words}",
            citation.form or "",
        )
        cells = table.add_row().cells
        for cell, words in zip(cells, values, strict=True):
            _fill(cell, words)
    _share_width(document, table)


def _share_width(document: Any, table: Any) -> None:
    """Give the columns of words the room that those of figures do not need."""
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    table.autofit = False
    for column, share in zip(table.columns, _COLUMN_SHARES, strict=True):
        width = round(room * share)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _fill(cell: Any, words: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(_printable(words))
    run.bold = bold
    run.font.size = Pt(10)


def _borders(table: Any) -> None:
    """Rule all lines: the draft's template need not have a table style."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
