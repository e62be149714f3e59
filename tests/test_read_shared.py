"""The readers on the real plans of the measuring material, against their answers."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from cancu.ingest.read import ocr, read
from cancu.ingest.text import SourceText
from tests.shared import shared

pytestmark = pytest.mark.shared

# Rows and columns of the annex tables as the Word files hold them.
SHAPES = {"000": (55, 6), "004": (117, 7)}


def canonical(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).upper()


def missing(source: SourceText, plan: str) -> set[str]:
    """Return the numbers of the answers that the text does not hold."""
    answers = json.loads(shared("gold", f"{plan}.json").read_text(encoding="utf-8"))
    wanted = {canonical(c["number"]) for c in answers["citations"] if c["number"]}
    text = canonical(source.text)
    return {number for number in wanted if number not in text}


def rows(source: SourceText) -> list[list[str]]:
    (table,) = source.tables
    by_row: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        by_row[cell.row].append(canonical(source.text[cell.start : cell.end]))
    return by_row


@pytest.mark.parametrize("plan", SHAPES)
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_the_annex_table_is_whole_and_every_number_is_in_the_text(plan: str, suffix: str) -> None:
    source = read(shared("corpus", "office", plan + suffix))
    (table,) = source.tables
    assert (table.rows, table.columns) == SHAPES[plan]
    # The Word file of 004 ends before the paragraph that cites this letter.
    assert missing(source, plan) <= {"476/VPCP-KSTT"}


@pytest.mark.parametrize("plan", SHAPES)
def test_the_pdf_gives_the_cells_of_the_word_file(plan: str) -> None:
    folder = shared("corpus", "office")
    assert rows(read(folder / f"{plan}.pdf")) == rows(read(folder / f"{plan}.docx"))


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_available(), reason=f"apt-get install {ocr.PACKAGES}")
def test_the_scan_gives_the_numbers_and_the_table() -> None:
    source = read(shared("corpus", "office", "000-scan.pdf"))
    assert missing(source, "000") == set()
    assert (source.tables[0].rows, source.tables[0].columns) == SHAPES["000"]
    assert len(source.ocr_pages) == len(source.pages) == 20


def texts(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in shared(folder).rglob("*.[tm][xd]*"))


def test_txt_and_markdown_are_the_file_code_point_for_code_point() -> None:
    for path in texts("corpus", "benchmarks"):
        source = read(path)
        assert source.text == path.read_bytes().decode("utf-8").removeprefix("\ufeff"), path.name
        for table in source.tables:
            last = table.start
            for cell in table.cells:
                assert last <= cell.start <= cell.end <= table.end
                last = cell.end
