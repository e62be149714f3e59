"""The signature: whose name stands under the document, and by what right.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7: "TM.", "KT.", "TL.", "TUQ.", "Q." before the title,
the name below; "Nơi nhận" stands beside it, so in files before, after or among its lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cancu.ingest.view import view

_TITLE = re.compile(
    r"^(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\.?\s.*"
    r"|(?:QUYỀN )?(?:PHÓ )?(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG"
    r"|CHÁNH THANH TRA|BÍ THƯ|CHI CỤC TRƯỞNG|(?:TỔNG )?CỤC TRƯỞNG|VỤ TRƯỞNG|THỦ TƯỚNG|THỐNG ĐỐC"
    r"|CHỦ NHIỆM|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHÁNH ÁN|TỔNG THANH TRA)(?: .*)?"
    r"|BỘ TRƯỞNG.*|THỨ TRƯỞNG.*|THƯỜNG TRỰC.*|ỦY VIÊN.*)$"
)
_SIGNED = re.compile(r"^[\[(]?\s*(?:đã ký|daky|đã kí|ký tên|signed)", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:PGS|GS|TS|ThS|BS|KS|CN|LS|CKII|CKI|(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy))\.?\s*)+"
)
_WORD = r"[A-ZĐÀ-ÝĂĨŨƠƯẠ-Ỹ][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf"^{_WORD}(?:\s{_WORD}){{1,5}}$")
_LAST_NAME = re.compile(rf"[.;,]\s*({_WORD}(?:\s{_WORD}){{1,4}})$")
_RECIPIENT = re.compile(r"^[-+*•–]|;$|^(?:Nơi nhận|Như|Lưu)")
_LABEL = re.compile(r"Người ký:\**\s*\|?\s*([^|\n]{4,40}?)\s*(?:\||\n)")
_CELL = re.compile(r"[\n|\t]|\s{3,}")
_BESIDE = "Nơi nhận"
_REACH = 2600


@dataclass(frozen=True, slots=True)
class Signature:
    """``title`` holds the lines above the name without "TM.": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"."""

    name: str | None
    title: str | None


def read_signature(text: str, body: int = 0) -> Signature:
    """Read the signature of the document whose body begins at ``body``.

    Looks around the first "Nơi nhận" of the body, else at the end; publishing sites that cut the
    signature off state it as "Người ký:" above the letterhead, which is the last resort.
    """
    beside = _find(text, _BESIDE, body)
    if beside < 0:
        places = [(max(body, len(text) - 3000), len(text))]
    else:
        places = [(beside, beside + _REACH), (max(body, beside - 500), beside)]
    for start, end in places:
        found = _signed_in(view(text[start:end]).text)
        if found.name:
            return found
    label = _LABEL.search(view(text[: min(body, 2500)]).text) if body else None
    return Signature(" ".join(label.group(1).split()) if label else None, None)


def _signed_in(text: str) -> Signature:
    """Return the first run of titles that a name follows."""
    titles: list[str] = []
    for line in (" ".join(cell.strip(" _-*").split()) for cell in _CELL.split(text)):
        if not line or _SIGNED.match(line):
            continue
        upper = line.upper()
        if line == upper and _TITLE.match(upper) and len(line) < 80:
            titles.append(line)
        elif titles:
            name = _RANK.sub("", line)
            if _NAME.match(name) and not name.isupper():
                return Signature(name, _joined(titles))
            if line.isupper() and len(line) < 40:
                titles.append(line)
            elif not _RECIPIENT.search(line):
                titles = []
    return Signature(None, None)


def _joined(titles: list[str]) -> str | None:
    own = [title for title in titles if not title.startswith(("TM", "T/M"))]
    return " ".join(own) or None


def _find(text: str, word: str, start: int) -> int:
    """Find a word whether the text is composed, decomposed, or typed letter by letter."""
    for form in (word, unicodedata.normalize("NFD", word)):
        found = text.find(form, start)
        if found >= 0:
            return found
    return -1
