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
from cancu.queries.checked_citations import checked_citations
from cancu.queries.findings import Finding
from cancu.viz.report import report_html
from cancu.viz.word_comments import AUTHOR, commented, commented_copy
from tests.browser import open_chromium, open_page
from tests.plans import HEAD

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


def test_the_table_shows_every_citation(checked: Checked, tmp_path: Path) -> None:
    """The filter hides findings, never rows of the table."""
    with open_chromium() as driver:
        open_page(driver, report_html(checked.findings, citations=checked.citations), tmp_path)
        rows = driver.find_elements("css selector", ".cited tbody tr")
        assert len([row for row in rows if row.is_displayed()]) == len(checked.citations)
        shown = driver.find_element("css selector", "#shown").text
        assert shown.endswith(f"/ {len(checked.findings)}")


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


STATES = [
    # everything stated agrees, and it is in force
    ("Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;", ["right"]),
    ("Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện thủ tục hành "
     "chính trên môi trường điện tử;", ["right"]),
    # a finding stands on it
    ("Căn cứ Luật Giao dịch điện tử ngày 29 tháng 11 năm 2005;", ["finding"]),
    ("Căn cứ Luật Lưu trữ ngày 11 tháng 12 năm 2011;", ["finding"]),
    ("Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2025 của UBND tỉnh Thái Bình về chuyển đổi số; theo "
     "Kế hoạch số 9/KH-UBND ngày 04/01/2025 của UBND tỉnh Thái Bình.", ["finding"]),
    ("Căn cứ Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2022 của Thủ tướng Chính phủ phê duyệt "
     "Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục "
     "hành chính;", ["finding"]),
    # nobody can say
    ("Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2025 của UBND tỉnh Thái Bình về chuyển đổi số;",
     ["unverified"]),
    ("Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về giao dịch điện tử;",
     ["unverified"]),
    ("Tổng kết Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ.", ["unverified"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "states"), STATES)
def test_a_citation_is_right_has_a_finding_or_is_not_verified(
    body: str, states: list[str], tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(HEAD + body, encoding="utf-8")
    found = check(draft)
    assert [one.state for one in found.citations] == states
    for one in found.citations:
        assert bool(one.rules) is (one.state == "finding")
        assert one.state != "right" or one.form


def test_a_title_that_names_another_document_is_not_its_fault(tmp_path: Path) -> None:
    """Of a title and the document in it, a finding is about the one whose title it is."""
    draft = tmp_path / "draft.txt"
    said = "Quyết định số 766/QĐ-TTg về việc sửa đổi Nghị định số 118/2025/NĐ-CP"
    draft.write_text(f"{HEAD}Căn cứ {said};\n", encoding="utf-8")
    reading = check(draft).reading
    start = reading.source.text.index(said)
    told = Finding("C07", "high", "m", "m", "", str(draft), start, start + len(said))
    rules = {one.number: one.rules for one in checked_citations(reading, [told])}
    assert rules == {"766/QĐ-TTg": ("C07",), "118/2025/NĐ-CP": ()}


def test_a_day_that_is_blank_is_not_made_up(checked: Checked) -> None:
    (ended,) = [one.message for one in checked.findings if one.rule == "C05"]
    assert ended.endswith("văn bản này tháng 01/2026")


def test_every_finding_on_a_citation_shows_in_the_table(checked: Checked) -> None:
    about = {finding.rule for finding in checked.findings if finding.rule.startswith("C")}
    assert about == {rule for one in checked.citations for rule in one.rules}


def test_json_has_the_citations_beside_the_findings(checked: Checked) -> None:
    shape = checked.as_dict()
    assert [one["rule"] for one in shape["findings"]] == [one.rule for one in checked.findings]
    states = [(one["cited"], one["state"]) for one in shape["citations"]]
    assert states == [(one.cited, one.state) for one in checked.citations]


def test_a_date_has_room_on_one_line(copy: bytes) -> None:
    """Ten figures of 10 point are 1.8 cm wide, and a cell has margins of 0.4 cm."""
    table = docx.Document(io.BytesIO(copy)).tables[-1]
    width = table.columns[2].width
    assert width is not None
    assert width.cm >= 2.3
