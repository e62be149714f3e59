"""The samples hold what their answers say, in every format, and are what their source renders."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html

from cancu.samples import answers, documents, drafts, same_text
from cancu.samples.make import to_docx, to_html, to_txt
from cancu.samples.make.source import read

ANSWERS: dict[str, dict[str, Any]] = answers()["documents"]
CHAINS: list[list[dict[str, str]]] = answers()["chains"]
ROOT = documents()[0].parents[1]
FILES = [
    pytest.param(ROOT / name, answer, id=name)
    for answer in ANSWERS.values()
    for name in answer["files"]
]
TABLED = [file for file in FILES if str(file.id).endswith((".docx", ".pdf"))]
# A number, without the mark of a footnote that a PDF glues to it.
NUMBER = re.compile(
    r"(\d*\.*/(?:\d{4}/)?[A-ZĐ][A-ZĐa-z]+(?:\d\d)?(?:-[A-ZĐ][A-ZĐa-z]*)?)\d?\b(?!/)"
)
CELLS = ("ordinal", "task", "lead", "coordinating", "deadline", "deliverable")
CONTENT = sorted((ROOT / "content").glob("*.md"))


def squeezed(text: str) -> str:
    """Drop all white space: where a line breaks is the format's affair."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@cache
def text_of(path: Path) -> str:
    match path.suffix:
        case ".docx":
            return docx_text(path)
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                return "\n".join(page.get_textpage().get_text_range() for page in pdf)
        case ".html":
            body = html.document_fromstring(path.read_bytes()).find("body")
            assert body is not None
            return "\n".join(map(str, body.itertext()))
        case _:
            return path.read_text(encoding="utf-8")


def docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        names = ("word/document.xml", "word/footnotes.xml", "word/footer1.xml", "word/footer2.xml")
        parts = [package.read(name) for name in names if name in package.namelist()]
    paragraphs = [p for part in parts for p in etree.fromstring(part).iter(qn("w:p"))]
    return "\n".join("".join(map(str, p.itertext(qn("w:t")))) for p in paragraphs)


def rows_of(path: Path) -> list[list[str]]:
    """Rows of the ruled tables, cells left to right; a merged cell stands once."""
    if path.suffix == ".docx":
        tables = [t for t in Document(str(path)).tables if t.style and t.style.name == "Table Grid"]
        return [[squeezed(c.text) for c in row.cells] for table in tables for row in table.rows]
    with pdfplumber.open(path) as pdf:
        ruled = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    return [[squeezed(cell or "") for cell in row] for row in ruled]


def test_there_are_the_documents_of_one_chain() -> None:
    names = [path.stem for path in documents()]
    assert names == [stem for stem, a in ANSWERS.items() if a["files"][0].startswith("documents/")]
    assert {p.suffix for p in documents()} == {".docx", ".pdf", ".html", ".txt"}
    assert [path.name for path in drafts()] == ["15-du-thao-ke-hoach-xa-2026.docx"]
    assert {p.suffix for p in same_text()} == {".docx", ".pdf", ".html", ".txt"}
    levels = [a["header"]["level"] for a in ANSWERS.values()]
    assert set(levels) == {"central", "ministry", "province", "department", "district", "commune"}


@pytest.mark.parametrize(("path", "answer"), FILES)
def test_citations_stand_in_the_text(path: Path, answer: dict[str, Any]) -> None:
    text = squeezed(text_of(path))
    for surface in {c["surface"] for c in answer["citations"]}:
        printed = sum(surface in c["surface"] for c in answer["citations"])
        found = text.count(squeezed(surface))
        assert found >= printed, f"{surface}: {found} in {path.name}, {printed} in the answers"


@pytest.mark.parametrize(("path", "answer"), FILES)
def test_no_number_is_missing_from_the_answers(path: Path, answer: dict[str, Any]) -> None:
    text = re.sub(r"(?<=[-/])\s+", "", text_of(path))
    known = {c.get("as_printed") or c["number"] for c in answer["citations"] if c["number"]}
    known.add(answer["header"]["number"])
    found = {number.lstrip(".") for number in NUMBER.findall(text)}
    assert len(found) > 1
    assert found <= known


@pytest.mark.parametrize(("path", "answer"), FILES)
def test_form_and_mark(path: Path, answer: dict[str, Any]) -> None:
    text = squeezed(text_of(path))
    header = answer["header"]
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:",
        header["title"],
        header["number"],
        "Nơi nhận:",
        header["signer"] or "",
        "VĂN BẢN MẪU – không có giá trị pháp lý",
    ):
        assert squeezed(part) in text, f"{path.name} lacks {part!r}"


@pytest.mark.parametrize(("path", "answer"), TABLED)
def test_tables_hold_the_obligations(path: Path, answer: dict[str, Any]) -> None:
    rows = rows_of(path)
    for duty in answer["obligations"]:
        if duty["origin"] == "prose":
            continue
        wanted = sorted(squeezed(duty[cell] or "") for cell in CELLS)
        assert any(sorted(row) == wanted for row in rows), f"{path.name}: {duty}"


@pytest.mark.parametrize(("path", "answer"), FILES)
def test_prose_and_targets_stand_in_the_text(path: Path, answer: dict[str, Any]) -> None:
    text = squeezed(text_of(path))
    for duty in answer["obligations"]:
        if duty["origin"] == "prose":
            for part in (duty["task_has"], duty["lead"], duty["deadline"]):
                assert squeezed(part or "") in text, f"{path.name}: {part}"
    for target in answer["targets"]:
        assert squeezed(target["metric"]) in text
        assert f"ốithiểu{target['value']:.0f}" in text


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain[0]["document"])
def test_each_step_of_a_chain_is_cited(chain: list[dict[str, str]]) -> None:
    for below, above in pairwise(chain):
        cited = [
            c["document"]
            for c in ANSWERS[below["document"]]["citations"]
            if c["role"] == {"based_on": "basis"}.get(above["by"], above["by"])
        ]
        assert ANSWERS[above["document"]]["document"] in cited


def test_rows_carry_out_rows() -> None:
    ordinals = {
        f"{stem}#{duty['ordinal']}"
        for stem, answer in ANSWERS.items()
        for duty in answer["obligations"]
        if duty["origin"] == "table"
    }
    for below, above in answers()["carries_out"]:
        assert {below, above} <= ordinals


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_findings_point_into_the_text(answer: dict[str, Any]) -> None:
    text = squeezed(text_of(ROOT / answer["files"][0]))
    for finding in answer["findings"]:
        at = finding["at"]
        assert at is None or "#" in at or squeezed(at) in text, finding


@pytest.mark.parametrize("source", CONTENT, ids=lambda path: path.stem)
def test_files_are_what_their_source_renders(source: Path) -> None:
    sample = read(source)
    for name in ANSWERS[source.stem]["files"]:
        committed = (ROOT / name).read_bytes()
        match Path(name).suffix:
            case ".docx":
                assert body_of(to_docx.render(sample)) == body_of(committed)
            case ".html":
                assert to_html.render(sample) == committed
            case ".txt":
                assert to_txt.render(sample) == committed


def body_of(package: bytes) -> bytes:
    """The text of a .docx: its other parts come from python-docx and change with it."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read("word/document.xml")


def test_rendering_again_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="only those who change the samples need reportlab")
    from cancu.samples.make.__main__ import make

    try:
        first, second = make(tmp_path / "a"), make(tmp_path / "b")
    except (FileNotFoundError, ValueError) as missing:
        pytest.skip(f"fonts for the samples: {missing}")
    assert [a.read_bytes() for a in first] == [b.read_bytes() for b in second]
    assert sum(path.stat().st_size for path in first) < 1_500_000
