"""The parts of a .docx package, parsed within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from lxml import etree

from cancu.ingest.read.docx_styles import Styles
from cancu.ingest.read.errors import Corrupt, Encrypted, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

NoteKind = Literal["footnote", "endnote"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A part that unpacks to more than this many times its size, and to more than the floor, is a bomb.
_RATIO_LIMIT = 300
_RATIO_FLOOR = 50 * 1024 * 1024


def q(tag: str) -> str:
    """Return the WordprocessingML name ``tag`` with its namespace."""
    return _W + tag


class Package:
    """A .docx held in memory. Raises ``Corrupt``, ``Encrypted`` or ``TooLarge`` when opened."""

    def __init__(self, data: bytes, name: str, max_bytes: int) -> None:
        self.name = name
        self._max_bytes = max_bytes
        self._left = max_bytes
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._members = set(self._archive.namelist())
        self._main = self._find_main()
        self._relations = dict(self._read_relations())
        document = self._parse(self._main)
        body = document.find(q("body")) if document is not None else None
        if body is None:
            raise self._corrupt("thiếu phần thân văn bản", "no document body")
        self.body: Element = body
        self.styles = Styles(self._related("styles"))
        self.numbering = self._related("numbering")

    def note(self, kind: NoteKind, identifier: str) -> Element | None:
        """Return the body of a footnote or endnote."""
        return self._notes[kind].get(identifier)

    def headers_and_footers(self) -> tuple[list[Element], list[Element]]:
        """Return the header of the first page, and every other header and footer with words.

        Parts of equal text count once; those without a letter (page numbers) not at all.
        """
        seen: set[str] = set()
        first: list[Element] = []
        others: list[Element] = []
        opening = self._opening_header()
        for identifier in ([opening] if opening else []) + self._references():
            part = self._part_by_id(identifier)
            words = " ".join("".join(t.text or "" for t in part.iter(q("t"))).split())
            if words in seen or not any(letter.isalpha() for letter in words):
                continue
            seen.add(words)
            (first if identifier == opening else others).append(part)
        return first, others

    @cached_property
    def _notes(self) -> dict[NoteKind, dict[str, Element]]:
        return {
            "footnote": self._notes_of("footnotes", "footnote"),
            "endnote": self._notes_of("endnotes", "endnote"),
        }

    def _notes_of(self, part: str, tag: str) -> dict[str, Element]:
        root = self._related(part)
        if root is None:
            return {}
        return {note.get(q("id"), ""): note for note in root.iter(q(tag))}

    def _references(self) -> list[str]:
        found = self.body.iter(q("headerReference"), q("footerReference"))
        return [reference.get(f"{_R}id", "") for reference in found]

    def _opening_header(self) -> str | None:
        """Return the relation of the header that the first page shows."""
        section = next(self.body.iter(q("sectPr")), None)
        if section is None:
            return None
        wanted = "default" if section.find(q("titlePg")) is None else "first"
        for reference in section.iter(q("headerReference")):
            if reference.get(q("type"), "default") == wanted:
                return reference.get(f"{_R}id")
        return None

    def _part_by_id(self, identifier: str) -> Element:
        target = self._relations.get(identifier, ("", ""))[1]
        part = self._parse(target) if target in self._members else None
        return etree.Element("missing") if part is None else part

    def _related(self, kind: str) -> Element | None:
        for relation, target in self._relations.values():
            if relation.endswith(f"/{kind}") and target in self._members:
                return self._parse(target)
        return None

    def _find_main(self) -> str:
        if "word/document.xml" in self._members:
            return "word/document.xml"
        return min(m for m in self._members if m.startswith("word/document"))

    def _read_relations(self) -> Iterator[tuple[str, tuple[str, str]]]:
        folder, file = posixpath.split(self._main)
        part = f"{folder}/_rels/{file}.rels"
        root = self._parse(part) if part in self._members else None
        for relation in () if root is None else root.iter(_RELATION):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
            yield relation.get("Id", ""), (relation.get("Type", ""), target.lstrip("/"))

    def _parse(self, part: str) -> Element | None:
        content = self._unpack(part)
        if _STRICT in content[:8192]:
            content = content.replace(_STRICT, _W[1:-1].encode())
            content = content.replace(_STRICT_RELATIONS, _R[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._corrupt(
                f"phần {part} bị hỏng (dòng {error.lineno})",
                f"part {part} is broken (line {error.lineno})",
            ) from error

    def _unpack(self, part: str) -> bytes:
        info = self._archive.getinfo(part)
        if info.flag_bits & 1:
            raise Encrypted(
                self.name,
                "tệp nén có mật khẩu; hãy bỏ mật khẩu rồi lưu lại",
                "the archive has a password; remove it and save the file again",
            )
        bomb = info.file_size > max(_RATIO_FLOOR, info.compress_size * _RATIO_LIMIT)
        if bomb or info.file_size > self._left:
            raise self._too_large(info.file_size)
        try:
            content = self._archive.read(part)
        except Exception as error:
            # The decompressors behind zipfile raise errors that share no base.
            raise self._corrupt(f"phần {part} bị hỏng", f"part {part} is broken") from error
        self._left -= len(content)
        return content

    def _too_large(self, size: int) -> TooLarge:
        return TooLarge(
            self.name,
            f"nội dung bung ra {size / 2**20:.0f} MB, quá giới hạn an toàn; hãy kiểm tra tệp gốc",
            f"unpacks to {size / 2**20:.0f} MB, over the safe limit; check where it came from",
        )

    def _corrupt(self, vietnamese: str, english: str) -> Corrupt:
        return Corrupt(
            self.name,
            f"tệp Word hỏng: {vietnamese}; hãy mở bằng Word rồi lưu lại",
            f"broken Word file: {english}; open it in Word and save it again",
        )
