"""A checked draft: the copy has a comment at each finding, and the original stays as it was."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from cancu.ingest.read import read
from cancu.queries.check_draft import Checked, check
from cancu.viz.report import report_html
from cancu.viz.word_comments import AUTHOR, commented, commented_copy

DRAFT = Path(__file__).resolve().parents[1] / "samples/drafts/15-du-thao-ke-hoach-xa-2026.docx"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(DRAFT)


@pytest.fixture(scope="module")
def copy(checked: Checked) -> bytes:
    return commented(DRAFT.read_bytes(), checked)


def _anchored(data: bytes) -> dict[str, str]:
    """Map each comment to the words it is anchored on."""
    document = docx.Document(io.BytesIO(data))
    words: dict[str, str] = {}
    open_: list[str] = []
    for element in document.part.element.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_.append(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            open_.remove(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            for name in open_:
                words[name] = words.get(name, "") + (element.text or "")
    texts = {str(c.comment_id): c.text for c in document.comments}
    return {texts[name]: found for name, found in words.items()}


def test_there_is_a_comment_at_each_finding(checked: Checked, copy: bytes) -> None:
    comments = list(docx.Document(io.BytesIO(copy)).comments)
    assert len(comments) == len(checked.findings)
    assert {comment.author for comment in comments} == {AUTHOR}


def test_comments_stand_on_the_words_they_speak_of(checked: Checked, copy: bytes) -> None:
    anchored = _anchored(copy)
    text = checked.reading.source.text
    for finding in checked.findings:
        marked = "".join(text[finding.start : finding.end].split())
        here = [words for said, words in anchored.items() if finding.message in said]
        assert any(marked in "".join(words.split()) for words in here), finding


def test_the_text_itself_is_unchanged(checked: Checked, copy: bytes, tmp_path: Path) -> None:
    target = tmp_path / "copy.docx"
    target.write_bytes(copy)
    footer = "VĂN BẢN MẪU"
    body = checked.reading.source.text.partition(footer)[0]
    assert read(target).text.startswith(body.rstrip())


def test_the_closing_table_lists_every_citation(checked: Checked, copy: bytes) -> None:
    table = docx.Document(io.BytesIO(copy)).tables[-1]
    assert [row.cells[1].text for row in table.rows[1:]] == [c.cited for c in checked.citations]
    assert any("thay thế bởi 118/2025/NĐ-CP" in row.cells[4].text for row in table.rows)


def test_the_original_is_never_touched(checked: Checked, tmp_path: Path) -> None:
    mine = tmp_path / "draft.docx"
    shutil.copy(DRAFT, mine)
    before = hashlib.sha256(mine.read_bytes()).hexdigest()
    with pytest.raises(ValueError, match="bản gốc"):
        commented_copy(mine, checked, mine)
    commented_copy(mine, checked, tmp_path / "copy.docx")
    assert hashlib.sha256(mine.read_bytes()).hexdigest() == before


def test_the_report_shows_the_citations(checked: Checked) -> None:
    page = report_html(checked.findings, citations=checked.citations)
    assert "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ" in page


@pytest.mark.slow
def test_the_copy_opens_in_libreoffice(copy: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    (tmp_path / "copy.docx").write_bytes(copy)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "odt",
         "--outdir", str(tmp_path), str(tmp_path / "copy.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "copy.odt") as odt:
        content = odt.read("content.xml").decode()
    assert content.count("<office:annotation ") == len(
        list(docx.Document(io.BytesIO(copy)).comments)
    )
