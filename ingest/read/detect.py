"""Finding the format of a file by what it holds; the name only tells .md from .txt."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from cancu.ingest.read.errors import Corrupt, Encrypted, UnknownFormat

Kind = Literal["txt", "docx", "pdf", "html", "md"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|article|section|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_PIPE_TABLE = re.compile(rb"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$", re.MULTILINE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_OTHER_TEXT = {
    b'progid="Word.Document"': "Word 2003 XML (.xml)",
    b"Content-Type: multipart/related": "MHTML (.mht)",
}
_HEAD = 4096
_REMEDY = 'soffice --headless --convert-to docx "{}"'


def detect(data: bytes, name: str) -> Kind:
    """Return the format of ``data``.

    Raises :class:`UnknownFormat`, :class:`Encrypted` or :class:`Corrupt` where no reader fits.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _detect_zip(data, name)
    _refuse_binary(data, name)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head
    if _HTML.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe") if wide else head):
        return "html"
    suffix = PurePath(name).suffix.lower()
    if suffix in {".md", ".markdown"} or (suffix != ".txt" and _PIPE_TABLE.search(data)):
        return "md"
    return "txt"


def _detect_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
        raise Corrupt(
            name,
            "tệp nén bị hỏng hoặc tải chưa đủ; hãy tải lại hoặc mở bằng Word rồi lưu lại",
            "broken or truncated archive; fetch it again, or open it in Word and save it again",
        ) from broken
    if "word/document.xml" in members or any(m.startswith("word/document") for m in members):
        return "docx"
    if "content.xml" in members and "mimetype" in members:
        raise _old_format(name, "OpenDocument (.odt)")
    raise UnknownFormat(
        name,
        "tệp nén không phải văn bản Word (.docx); hãy lưu lại thành .docx",
        "an archive that is not a .docx; save the document as .docx",
    )


def _refuse_binary(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise Encrypted(
                name,
                "tệp Word có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại",
                "the Word file has a password; open it, remove the password and save it again",
            )
        raise _old_format(name, "Word 97–2003 (.doc)")
    if data.startswith(b"{\\rtf"):
        raise _old_format(name, "RTF (.rtf)")
    for sign, kind in _OTHER_TEXT.items():
        if sign in data[:_HEAD]:
            raise _old_format(name, kind)
    if data.startswith(_PICTURES):
        raise UnknownFormat(
            name,
            "là tệp ảnh; hãy gộp các trang ảnh thành một tệp .pdf rồi đọc lại",
            "a picture; put the page images into one .pdf and read that",
        )


def _old_format(name: str, kind: str) -> UnknownFormat:
    command = _REMEDY.format(PurePath(name).name)
    return UnknownFormat(
        name,
        f"định dạng {kind} không đọc trực tiếp được; hãy lưu thành .docx bằng LibreOffice: "
        f"{command}",
        f"{kind} is not read; save it as .docx with LibreOffice: {command}",
    )
