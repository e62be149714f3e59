"""Plain text: encodings, legacy fonts, formats by content, errors, folders."""

from __future__ import annotations

import codecs
import hashlib
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.read import (
    Corrupt,
    Empty,
    Encrypted,
    Missing,
    ReadError,
    TooLarge,
    UnknownFormat,
    read,
    read_bytes,
    read_many,
)
from cancu.ingest.read.detect import detect
from cancu.ingest.read.legacy import TCVN3, from_legacy, from_tcvn3, from_vni, vni_sequences
from cancu.ingest.read.txt import decode
from cancu.ingest.text import SourceText

PLAN = (
    "KẾ HOẠCH\r\nThực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ\n"
    "về cơ chế một cửa; Ủy ban nhân dân huyện yêu cầu các phòng, ban tổ chức thực hiện.\n"
)
VNI_OF = {letter: code for code, letter in vni_sequences().items() if code.islower()}
TCVN3_OF = {letter: code for code, letter in TCVN3.items()}
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
words = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1).map(" ".join)


def windows_1258(text: str) -> bytes:
    """Encode as Windows-1258 does: tones apart, the other marks in the letter."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    pieces = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in tones)
        rest = "".join(mark for mark in marks if mark not in tones)
        pieces.append(unicodedata.normalize("NFC", rest) + tone)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAN.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + PLAN.encode(), id="UTF-8 with mark"),
        pytest.param(PLAN.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"), id="UTF-16 BE with mark"),
        pytest.param(PLAN.encode("utf-16-le"), id="UTF-16 LE"),
        pytest.param(PLAN.encode("utf-16-be"), id="UTF-16 BE"),
        pytest.param(PLAN.encode("utf-32"), id="UTF-32 with mark"),
    ],
)
def test_unicode_comes_back_code_point_for_code_point(data: bytes) -> None:
    assert decode(data) == PLAN


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text[0] != "\ufeff"))
def test_any_utf8_text_is_returned_as_it_is_unless_it_is_legacy(text: str) -> None:
    assert decode(text.encode()) in {text, from_legacy(text)}


def test_windows_1258_keeps_its_combining_marks() -> None:
    decoded = decode(windows_1258(PLAN))
    assert decoded is not None
    assert decoded != PLAN
    assert unicodedata.normalize("NFC", decoded) == PLAN


def test_single_broken_bytes_do_not_spoil_a_utf8_file() -> None:
    data = (PLAN * 20).encode()
    decoded = decode(data[:100] + b"\xff" + data[100:])
    assert decoded is not None
    assert decoded.count("\ufffd") <= 4
    assert decoded.endswith(PLAN)


@given(words)
def test_tcvn3_round_trip(text: str) -> None:
    assert from_tcvn3("".join(TCVN3_OF.get(letter, letter) for letter in text)) == text


@given(words)
def test_vni_round_trip(text: str) -> None:
    assert from_vni("".join(VNI_OF.get(letter, letter) for letter in text)) == text


@pytest.mark.parametrize(
    ("legacy", "expected"),
    [
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam. C¨n cø NghÞ ®Þnh sè 61/2018/N§-CP",
            "Cộng hoà xã hội chủ nghĩa Việt Nam. Căn cứ Nghị định số 61/2018/NĐ-CP",
        ),
        (
            "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM. Caên cöù Nghò ñònh soá 61/2018/NÑ-CP",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM. Căn cứ Nghị định số 61/2018/NĐ-CP",
        ),
    ],
)
def test_legacy_text_is_recognised_in_unicode_and_in_bytes(legacy: str, expected: str) -> None:
    assert decode(legacy.encode()) == expected
    assert decode(legacy.encode("latin-1")) == expected


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        unicodedata.normalize("NFD", PLAN),
        "Les élèves français étaient très fâchés à l'école, où la fenêtre était fermée.",
        "Báo cáo tháng hai, quý hai, bà Hà và bà Mùi, xã Hà, cô Lê.",
        "Plain English text about decrees.",
    ],
)
def test_other_text_is_never_taken_for_legacy(text: str) -> None:
    assert from_legacy(text) is text


def zipped(**parts: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (zipped(**{"word/document.xml": b""}), "a.pdf", "docx"),
        (b"  <!DOCTYPE html><html></html>", "a.txt", "html"),
        (b"<?xml version='1.0'?>\n<!-- x --><html></html>", "a", "html"),
        ("<html><p>Điều 1".encode("utf-16"), "a.doc", "html"),
        (b"| a | b |\n|---|---|\n| 1 | 2 |\n", "a", "md"),
        (b"| a | b |\n|---|---|\n| 1 | 2 |\n", "a.txt", "txt"),
        (b"# A", "a.md", "md"),
        (PLAN.encode("utf-16-le"), "a.md", "md"),
        (PLAN.encode(), "a.bin", "txt"),
    ],
)
def test_the_format_is_found_by_content(data: bytes, name: str, kind: str) -> None:
    assert detect(data, name) == kind


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "error", "remedy"),
    [
        (b"", Empty, "check the original"),
        (b"  \n\t ", Empty, "check the original"),
        (OLE + b"\0" * 600, UnknownFormat, "soffice --headless --convert-to docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "remove the password"),
        (b"{\\rtf1 x}", UnknownFormat, "soffice --headless --convert-to docx"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
            UnknownFormat,
            "soffice",
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", UnknownFormat, "soffice"),
        (b"plain\0binary", UnknownFormat, "UTF-8"),
        (zipped(**{"mimetype": b"", "content.xml": b""}), UnknownFormat, "soffice"),
        (zipped(**{"xl/workbook.xml": b""}), UnknownFormat, "save the document as .docx"),
        (zipped(**{"word/document.xml": b"<broken"}), Corrupt, "open it in Word"),
        (zipped(**{"word/document.xml": b"<a/>"}), Corrupt, "open it in Word"),
        (b"PK\x03\x04" + b"\0" * 50, Corrupt, "fetch it again"),
        (b"%PDF-1.4\n%broken", Corrupt, "fetch it again"),
        (b"\x89PNG\r\n\x1a\n", UnknownFormat, "one .pdf"),
        (bytes(range(256)) * 8, UnknownFormat, "UTF-8"),
    ],
)
def test_an_unreadable_file_is_one_line_with_file_and_remedy(
    data: bytes, error: type[ReadError], remedy: str
) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, "thư mục/tệp lạ.doc")
    line = str(caught.value)
    assert line.startswith("thư mục/tệp lạ.doc: ")
    assert "\n" not in line
    assert remedy in line.split(" / ")[-1]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2048)
    with pytest.raises(TooLarge, match="raise the limit"):
        read(path, max_bytes=1024)


def test_a_docx_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    with pytest.raises(TooLarge, match="safe limit"):
        read_bytes(raw.getvalue(), "bomb.docx", max_bytes=1_000_000)


def test_read_keeps_name_hash_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(b"a\r\nb\rc\n")
    source = read(path)
    assert source.name == str(path)
    assert source.text == "a\r\nb\rc\n"
    assert source.sha256 == hashlib.sha256(b"a\r\nb\rc\n").hexdigest()


def test_missing_and_folder_are_errors_of_their_own(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Missing):
            read(path)


def test_read_many_goes_on_past_bad_files_in_a_fixed_order(tmp_path: Path) -> None:
    names = ["b.txt", "a/c.txt", "a/bad.docx", "~$b.docx", ".hidden/x.txt", ".y.txt", "n.xlsx"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK\x03\x04" if name.endswith("docx") else b"text")
    outcomes = [
        (Path(item.name).name, "read") if isinstance(item, SourceText) else (item[0].name, "error")
        for item in read_many([tmp_path])
    ]
    assert outcomes == [("b.txt", "read"), ("bad.docx", "error"), ("c.txt", "read")]
