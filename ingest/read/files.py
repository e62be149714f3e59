"""From paths to texts: one file, or every file of folders, a bad one never stopping the rest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cancu.ingest.read.detect import detect
from cancu.ingest.read.errors import Empty, Missing, ReadError, TooLarge, UnknownFormat
from cancu.ingest.read.txt import decode
from cancu.ingest.text import Format, SourceText

MAX_BYTES = 200 * 1024 * 1024
"""The largest file that is read unless the caller sets another limit."""

_SUFFIXES = {
    ".txt", ".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".html", ".htm", ".md", ".markdown",
}  # fmt: skip
_SIGNS = (b"<!DOCTYPE", b"%PDF-", b"PK\x03\x04", b"<html", b"<!doctype")
"""How a document begins whatever its name; the longest stands first."""
_LOCK_FILES = ("~$", ".~lock.")


def read(path: str | Path, *, max_bytes: int = MAX_BYTES, ocr: bool = True) -> SourceText:
    """Read one file.

    ``max_bytes`` bounds the file and what a .docx unpacks to; ``ocr`` lets pages without text go
    through tesseract when it is installed. Raises :class:`ReadError`.
    """
    name = str(path)
    data = _load(Path(path), name, max_bytes)
    return read_bytes(data, name, max_bytes=max_bytes, ocr=ocr)


def read_bytes(
    data: bytes, name: str, *, max_bytes: int = MAX_BYTES, ocr: bool = True
) -> SourceText:
    """Read a file already in memory, ``name`` being what errors and the result call it."""
    if not data.strip():
        raise Empty(
            name,
            "tệp rỗng; hãy kiểm tra lại tệp gốc",
            "the file is empty; check the original",
        )
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    source = _dispatch(data, name, max_bytes=max_bytes, ocr=ocr)
    if not source.text.strip():
        raise Empty(
            name,
            "tệp không có chữ nào; hãy kiểm tra lại tệp gốc",
            "the file holds no text; check the original",
        )
    return replace(source, sha256=hashlib.sha256(data).hexdigest())


def read_many(
    paths: Iterable[str | Path],
    *,
    max_bytes: int = MAX_BYTES,
    ocr: bool = True,
    seen: Callable[[Path], object] | None = None,
) -> Iterator[SourceText | tuple[Path, ReadError]]:
    """Read files and the documents inside folders, in a fixed order.

    Yields a text, or the path with its error, for every file; ``seen`` is called with each path
    before it is read. Hidden files and lock files are skipped; so are, inside folders, files that
    neither by their name nor by how they begin are documents.
    """
    for path in walk(paths):
        if seen is not None:
            seen(path)
        try:
            yield read(path, max_bytes=max_bytes, ocr=ocr)
        except ReadError as error:
            yield path, error


def walk(
    paths: Iterable[str | Path], passed: Callable[[Path], object] | None = None
) -> Iterator[Path]:
    """Yield the files to read: paths in the order given, inside a folder by name.

    ``passed`` is called with each file of a folder that is passed by as no document.
    """
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            yield path
            continue
        for inside in _files_of(path):
            if inside.suffix.lower() in _SUFFIXES or _begins_as_document(inside):
                yield inside
            elif passed is not None:
                passed(inside)


def _files_of(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", *_LOCK_FILES)):
                yield Path(root, name)


def _begins_as_document(path: Path) -> bool:
    """Whether a file with a strange name holds a PDF, a Word file or a page all the same."""
    try:
        with path.open("rb") as file:
            if not file.read(len(_SIGNS[0])).startswith(_SIGNS):
                return False
            file.seek(0)
            return detect(file.read(MAX_BYTES), path.name) in {"pdf", "docx", "html"}
    except (OSError, ReadError):
        return False


def _load(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise Missing(name, "là thư mục, không phải tệp", "a folder where a file is expected")
        size = path.stat().st_size
        if size > max_bytes:
            raise _too_large(name, size, max_bytes)
        return path.read_bytes()
    except OSError as error:
        raise Missing(
            name,
            "không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc",
            f"cannot open the file ({error.strerror}); check the path and its permissions",
        ) from error


def _too_large(name: str, size: int, max_bytes: int) -> TooLarge:
    megabytes, limit = size / 2**20, max_bytes / 2**20
    return TooLarge(
        name,
        f"tệp {megabytes:.1f} MB, quá giới hạn {limit:.1f} MB; hãy nâng giới hạn hoặc tách tệp",
        f"{megabytes:.1f} MB is over the limit of {limit:.1f} MB; raise the limit or split it",
    )


def _dispatch(data: bytes, name: str, *, max_bytes: int, ocr: bool) -> SourceText:
    # Each reader is imported when its format turns up: the libraries they need load slowly.
    kind = detect(data, name)
    if kind == "pdf":
        from cancu.ingest.read.pdf import read_pdf

        return read_pdf(data, name, ocr=ocr)
    if kind == "docx":
        from cancu.ingest.read.docx import read_docx

        return read_docx(data, name, max_bytes=max_bytes)
    if kind == "html":
        from cancu.ingest.read.html import read_html

        return read_html(data, name)
    if kind == "md":
        from cancu.ingest.read.markdown import read_markdown

        return read_markdown(_decoded(data, name), name)
    return _plain(_decoded(data, name), name, "txt")


def _plain(text: str, name: str, form: Format) -> SourceText:
    return SourceText(name=name, sha256="", format=form, text=text)


def _decoded(data: bytes, name: str) -> str:
    text = decode(data)
    if text is None:
        raise UnknownFormat(
            name,
            "không nhận ra định dạng hay bảng mã; hãy lưu thành .docx, .pdf hoặc .txt (UTF-8)",
            "neither a known format nor a known encoding; save it as .docx, .pdf or .txt (UTF-8)",
        )
    return text
