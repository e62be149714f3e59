"""The signature: whose name stands under the document, and by what right.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7: "TM.", "KT.", "TL.", "TUQ.", "Q." before the title,
the name below; "Nơi nhận" stands beside it, so in files before, after or among its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

_TITLE = re.compile(
    r"^(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\.?\s.*"
    r"|(?:QUYỀN )?(?:PHÓ )?(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG"
    r"|CHÁNH THANH TRA|BÍ THƯ|CHI CỤC TRƯỞNG|(?:TỔNG )?CỤC TRƯỞNG|VỤ TRƯỞNG|THỦ TƯỚNG|THỐNG ĐỐC"
    r"|CHỦ NHIỆM|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHÁNH ÁN|TỔNG THANH TRA)(?: .*)?"
    r"|BỘ TRƯỞNG.*|THỨ TRƯỞNG.*|THƯỜNG TRỰC.*|ỦY VIÊN.*)$"
)
_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã k[ýí]|daky|ký tên|signed)[^)\]]{0,20}[)\]]?\s*", re.IGNORECASE
)
_RANK = re.compile(
    r"^(?:(?:PGS|GS|TS|ThS|BS|KS|CN|LS|CKII|CKI|(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy))\.?\s*)+"
)
_RANKS = frozenset({"Đại", "Thượng", "Trung", "Thiếu"})
_WORD = r"[A-ZĐÀ-ÝĂĨŨƠƯẠ-Ỹ][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf"^{_WORD}(?:\s{_WORD}){{0,5}}$")
_RECIPIENT = re.compile(r"^[-+*•–]|;$|^(?:Nơi nhận|Như|Lưu)")
_LABEL = re.compile(r"Người ký:\**\s*\|?\s*([^|\n]{4,40}?)\s*(?:\||\n)")
_GAP = re.compile(r"\s{3,}")
_ANCHOR = re.compile(r"(?:KT|TM|TL|TUQ)\.\s?[A-ZĐỦ]|T/M\s[A-ZĐỦ]")
_BESIDE = "Nơi nhận"
_REACH = 1300


@dataclass(frozen=True, slots=True)
class Signature:
    """``title`` holds the lines above the name without "TM.": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"."""

    name: str | None
    title: str | None


def read_signature(text: str, body: int = 0) -> Signature:
    """Read the signature of the document whose body begins at ``body``.

    Looks around the first "Nơi nhận" of the body, at the first "TM.", "KT.", and at the end.
    Publishing sites that cut the signature off state it as "Người ký:" above the letterhead,
    which is the last resort.
    """
    for start, end in _places(text, body):
        found = _signed_in(normalize("NFC", text[start:end].replace("*", "")))
        if found.name:
            return found
    label = _LABEL.search(text, 0, min(body, 2500))
    return Signature(" ".join(label.group(1).split()) if label else None, None)


def _places(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Yield where to look, the likeliest place first."""
    beside = text.find(_BESIDE, body)
    if beside >= 0:
        yield beside, beside + _REACH
        yield beside, beside + 2 * _REACH
        yield max(body, beside - 500), beside
    if anchor := _ANCHOR.search(text, body):
        yield anchor.start(), anchor.start() + 700
    yield max(body, len(text) - 3000), len(text)


def _signed_in(text: str) -> Signature:
    """Return the first run of titles that a name follows."""
    titles: list[str] = []
    cells = list(_cells(text))
    for index, cell in enumerate(cells):
        signed = _SIGNED.match(cell)
        line = cell[signed.end() :] if signed else cell
        if not line:
            continue
        below = cells[index + 1] if index + 1 < len(cells) else ""
        wrapped = f"{line} {below}" if below.isupper() else line
        if line.isupper() and len(line) < 80 and (titles or _TITLE.match(wrapped)):
            titles.append(line)
            continue
        title, name = _beside(line)
        if title:
            titles.append(title)
            line = name
        if titles or signed:
            signer = _name_at(cells, index, line)
            if signer:
                return Signature(signer, _joined(titles))
            if not _RECIPIENT.search(line):
                titles = []
    return Signature(None, None)


def _beside(line: str) -> tuple[str, str]:
    """Split "PHÓ CHỦ TỊCH Vương Quốc Nam", as flattened text has it; no title where it is none."""
    words = line.split()
    count = next((n for n, word in enumerate(words) if not word.isupper()), 0)
    title, name = " ".join(words[:count]), " ".join(words[count:])
    return (title, name) if _TITLE.match(title) and _NAME.match(name) else ("", line)


def _cells(text: str) -> Iterator[str]:
    """Yield lines and cells; an empty one wherever more than a line end lies between two."""
    for line in text.replace("|", "\n\n").replace("\t", "\n\n").split("\n"):
        bare = line.strip(" _-\r\xa0")
        if "   " in bare:
            for piece in _GAP.split(bare):
                yield piece
                yield ""
        else:
            yield bare


def _name_at(cells: list[str], index: int, line: str) -> str | None:
    """Return the name that begins in a cell, with what a line wrap cut off from it."""
    if line in _RANKS and index + 1 < len(cells):
        index += 1
        line = f"{line} {cells[index]}"
    name = _RANK.sub("", line)
    if not name or not _NAME.match(name) or name.isupper():
        return None
    for rest in cells[index + 1 : index + 4]:
        longer = f"{name} {rest}"
        if not _NAME.match(rest) or rest.isupper() or len(longer.split()) > 5:
            break
        name = longer
    return " ".join(name.split()) if " " in name else None


def _joined(titles: list[str]) -> str | None:
    own = [title for title in titles if not title.startswith(("TM", "T/M"))]
    return " ".join(own) or None
