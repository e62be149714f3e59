from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.mentions import Mention
from cancu.ingest.text import Cell, SourceText, Table
from cancu.viz.citations import cited_documents
from cancu.viz.highlight import highlight_html, highlight_terminal, terminal_legend
from cancu.viz.marked_text import marked_text
from cancu.viz.segments import segments
from tests.browser import complaints, open_chromium, open_page, requests
from tests.readings import mention, plan, reading_of

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

NASTY = ("<script>alert(1)</script>", "</article>", '" onclick="x', "&amp;", "\u2028", "'", "<!--")


def stripped(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def body(page: str) -> str:
    found = re.search(r'<article id="text"[^>]*>(.*?)</article>', page, re.DOTALL)
    assert found is not None
    return found[1]


class _Nesting(HTMLParser):
    """Raises where an element is closed that is not the innermost open one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def well_formed(markup: str) -> bool:
    parser = _Nesting()
    parser.feed(markup)
    parser.close()
    return not parser.open


spans = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=12)
texts = st.text(st.sampled_from("aĐ <>&\"'\n\r\t/\u2028é"), max_size=40)


@given(spans, st.integers(0, 40), st.lists(st.integers(-2, 45), max_size=6))
def test_segments_partition_the_text(
    given_spans: list[tuple[int, int]], length: int, cuts: list[int]
) -> None:
    made = segments(given_spans, length, cuts)
    assert [place for segment in made for place in range(segment.start, segment.end)] == list(
        range(length)
    )
    for segment in made:
        over = {i for i, (a, b) in enumerate(given_spans) if a <= segment.start < b}
        assert set(segment.marks) == over
        assert all(not (segment.start < cut < segment.end) for cut in cuts)


@given(texts, spans)
def test_overlapping_marks_leave_the_text_as_it_was(
    text: str, given_spans: list[tuple[int, int]]
) -> None:
    source = SourceText("x.txt", "", "txt", text)
    marked = str(marked_text(source, given_spans, lambda _: {"class": "resolved", "title": text}))
    assert stripped(marked) == text
    assert well_formed(marked)


@st.composite
def texts_with_a_table(draw: st.DrawFn) -> SourceText:
    """A text and a grid over it whose cells may be empty, merged, missing or far apart."""
    text = draw(texts)
    borders = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=14)))
    inner = borders[1:-1]
    columns = draw(st.integers(1, 3))
    cells = tuple(
        Cell(i // columns, i % columns, draw(st.integers(1, 2)), draw(st.integers(1, 2)), a, b)
        for i, (a, b) in enumerate(zip(inner[::2], inner[1::2], strict=False))
        if draw(st.booleans()) or i == 0
    )
    table = Table(borders[0], borders[-1], len(cells), columns, cells)
    return SourceText("x.docx", "", "docx", text, pages=(0, len(text) // 2), tables=(table,) * 2)


@given(texts_with_a_table(), spans)
def test_tables_leave_the_text_as_it_was(
    source: SourceText, given_spans: list[tuple[int, int]]
) -> None:
    marked = str(marked_text(source, given_spans, lambda _: {"class": "resolved"}))
    assert stripped(marked) == source.text
    assert well_formed(marked)
    assert marked.count("<table>") == int(source.tables[0].start < source.tables[0].end)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((), id="no cells"),
        pytest.param((Cell(0, 0, 1, 1, 4, 6), Cell(0, 1, 1, 1, 1, 3)), id="out of order"),
        pytest.param((Cell(0, 0, 1, 1, 1, 5), Cell(0, 1, 1, 1, 3, 7)), id="overlapping"),
        pytest.param((Cell(0, 0, 1, 1, 1, 50),), id="beyond the table"),
    ],
)
def test_a_table_that_does_not_fit_its_text_is_shown_as_text(cells: tuple[Cell, ...]) -> None:
    source = SourceText("x.pdf", "", "pdf", "0123456789", tables=(Table(0, 9, 1, 2, cells),))
    marked = str(marked_text(source, [(2, 4)], lambda _: {"class": "self"}))
    assert "<table>" not in marked
    assert stripped(marked) == source.text


def test_grid_positions_without_a_cell_stay_empty() -> None:
    cells = (Cell(0, 0, 2, 1, 0, 1), Cell(0, 2, 1, 1, 1, 2), Cell(1, 1, 1, 1, 2, 3))
    source = SourceText("x.pdf", "", "pdf", "abc", tables=(Table(0, 3, 2, 3, cells),))
    assert str(marked_text(source, [], lambda _: {})) == (
        '<table><tr><td rowspan="2">a</td><td></td><td>b</td></tr><tr><td>c</td></tr></table>'
    )


def test_a_plan_shows_its_citations_by_status() -> None:
    reading = plan()
    page = highlight_html(reading)
    assert stripped(body(page)) == reading.source.text
    for status, count in {"resolved": 2, "ambiguous": 1, "unresolved": 2, "self": 1}.items():
        assert len(re.findall(rf'<mark class="{status}[ "]', page)) == count
    assert "<td>Sở &lt;Nội&gt; vụ</td>" in body(page)
    assert 'title="Nghị định 61/2018/NĐ-CP · 2018-04-23 · Chính phủ' in page
    assert '<a href="#o0">Rà soát Quyết định 766/QĐ-TTg</a>' in page
    assert 'id="o0"' in body(page)
    assert "≥ 95 %" in page


def test_documents_are_grouped_by_what_they_were_resolved_to() -> None:
    assert [(d.name, d.status, d.mentions) for d in cited_documents(plan())] == [
        ("Nghị định 61/2018/NĐ-CP", "resolved", (1, 2)),
        ("Kế hoạch 15/KH-UBND", "unresolved", (3,)),
        ("Quyết định 766/QĐ-TTg", "ambiguous", (4,)),
        ("Chỉ thị 9", "unresolved", (5,)),
        ("Kế hoạch 20/KH-UBND", "self", (0,)),
    ]


@pytest.mark.parametrize("nasty", NASTY)
def test_text_of_a_document_is_never_markup(nasty: str) -> None:
    text = f"Theo {nasty} này"
    cited = mention(5, 5 + len(nasty), text, type=nasty, number=nasty, issuer=nasty, pinpoint=nasty)
    reading = reading_of(SourceText(f"{nasty}.txt", "", "txt", text), (cited,))
    reading = replace(reading, header=replace(reading.header, title=nasty, signer=nasty))
    page = highlight_html(reading)
    plain = highlight_html(reading_of(SourceText("a.txt", "", "txt", "Theo a này")))
    assert stripped(body(page)) == text
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")
    assert 'onclick="x' not in page
    assert page.count("</article>") == 1
    assert page.count("<!--") == plain.count("<!--")


def test_terminal_text_keeps_offsets_and_styles() -> None:
    reading = plan()
    text = highlight_terminal(reading)
    assert text.plain == reading.source.text
    assert [(span.start, span.end) for span in text.spans] == [
        (m.start, m.end) for m in reading.mentions
    ]
    assert len({str(span.style) for span in text.spans}) == 4
    assert "Đã xác định" in terminal_legend().plain


@given(st.text(st.sampled_from("a\n\t\x1b\x07\r\x0c\x0b\x9b[31mĐ"), max_size=30))
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    source = SourceText("x.txt", "", "txt", text)
    plain = highlight_terminal(reading_of(source)).plain
    assert len(plain) == len(text)
    assert not set(plain) & set("\x1b\x07\r\x0c\x0b\x9b")


@given(texts, spans)
def test_any_overlap_can_be_shown_in_the_terminal(
    text: str, given_spans: list[tuple[int, int]]
) -> None:
    mentions: tuple[Mention, ...] = tuple(
        mention(max(a, 0), min(b, len(text)), text) for a, b in given_spans
    )
    shown = highlight_terminal(reading_of(SourceText("x.txt", "", "txt", text), mentions))
    assert len(shown.plain) == len(text)


@pytest.fixture(scope="module")
def chromium() -> Iterator[WebDriver]:
    with open_chromium() as driver:
        yield driver


@pytest.mark.browser
def test_page_in_chromium(chromium: WebDriver, tmp_path: Path) -> None:
    reading = plan()
    open_page(chromium, highlight_html(reading), tmp_path)
    run = chromium.execute_script
    shown = run("return document.getElementById('text').textContent")
    assert shown == reading.source.text
    run("document.querySelectorAll('mark')[4].click()")
    card = run("return document.getElementById('card').textContent")
    assert "Quyết định 766/QĐ-TTg" in card
    assert "http://cancu.internal/vn/b" in card
    run("document.querySelector('#chosen .resolved').click()")
    assert run("return document.querySelectorAll('#cited .resolved')[0].offsetHeight") == 0
    run("const f = document.getElementById('find'); f.value = 'quyet dinh 766';"
        "f.dispatchEvent(new Event('input'))")  # fmt: skip
    listed = run("return [...document.querySelectorAll('#cited li:not([hidden]) b')]"
                 ".filter((b) => b.offsetHeight).map((b) => b.textContent)")  # fmt: skip
    assert listed == ["Quyết định 766/QĐ-TTg"]
    assert requests(chromium) == []
    assert complaints(chromium) == []


@pytest.mark.browser
def test_a_policy_keeps_a_smuggled_script_from_running(chromium: WebDriver, tmp_path: Path) -> None:
    smuggled = highlight_html(plan()).replace(
        "</article>", "<img src=http://a.invalid/x onerror='document.title=1'></article>"
    )
    open_page(chromium, smuggled, tmp_path)
    assert requests(chromium) == []
    assert chromium.title != "1"
