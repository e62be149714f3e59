"""The title (trích yếu) below the name of the type, and the heading that names who decides.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5: the title stands under the type, then in decisions
the issuer's name in capitals, then the legal bases. Files wrap all three over lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise

_BASIS = re.compile(
    r"(?:(?:Căn\s+cứ|Kính\s+gửi|Xét|Theo\s+đề\s+nghị)(?!\w)|(?:Điều|Chương|Phần|Mục)\s+[\dIVXT]"
    r"|I\s|[IVX]{1,4}[.)]|1\.\s|[\[(]?(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s|Ngày\s+\d)"
)
_RULE = re.compile(r"[-_=–—]{3,}")
_DECIDES = re.compile(
    r"(?:QUYỀN\s)?(?:(?:PHÓ\s)?CHỦ\sTỊCH|(?:TỔNG\s)?GIÁM\sĐỐC|BỘ\sTRƯỞNG|CHỦ\sNHIỆM|THỐNG\sĐỐC"
    r"|TỔNG\sTHANH\sTRA|(?:TỔNG\s|CHI\s)?CỤC\sTRƯỞNG|VỤ\sTRƯỞNG|CHÁNH\s|VIỆN\sTRƯỞNG"
    r"|TRƯỞNG\s(?:BAN|PHÒNG|THUẾ)|HIỆU\sTRƯỞNG|TƯ\sLỆNH|TỔNG\sKIỂM\sTOÁN|[ỦU][YỶ]\sBAN\s|UBND\s"
    r"|HỘI\sĐỒNG\s|HĐND\s|CHÍNH\sPHỦ"
    r"|THỦ\sTƯỚNG|QUỐC\sHỘI|BAN\s|ĐẢNG\s|TỈNH\s[UỦ]|THÀNH\s[UỦ])"
)
_UNFINISHED = re.compile(
    r"(?:,|(?<!\w)(?:CỦA|DO|VÀ|BỞI|TẠI|CHO|THUỘC|VỚI|TRÊN|CHỦ TỊCH|SỐ|CHO|HOẶC|GIỮA|PHÓ|LÝ))$"
)


_SETS_OUT = re.compile(
    r"(?:Thực\s+hiện|Triển\s+khai|Để|Nhằm|Theo|Trên\s+cơ\s+sở|Tiếp\s+tục|Trong|Năm|Hưởng\s+ứng"
    r"|Chấp\s+hành|Quán\s+triệt|Sau\s+khi|Qua|Ủy\s+ban|UBND|Sở|Ban|Phòng|Văn\s+phòng)(?!\w)"
)
_GLUED = re.compile(
    r"\s(?=(?:Căn\s+cứ|Thực\s+hiện|Triển\s+khai|Thi\s+hành)\s+(?:các\s+)?"
    r"(?:Luật|Nghị\s|Quyết\s|Thông\s|Chỉ\s|Kế\s|Chương\s|Công\s|Văn\s)\w*\s*số\s)"
)
_SENTENCE = re.compile(r"như\s+sau|;|[.:]$|\.\s+[A-ZĐ]")
_MOST_LINES = 25
_LONGEST = 250
"""Characters; a title on one line is shorter, the paragraph after it mostly is not."""


@dataclass(frozen=True, slots=True)
class Title:
    """``heading`` is the line in capitals between title and legal bases, if any."""

    title: str | None
    heading: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    blanks_before: int


def read_title(below: str) -> Title:
    """Read the title at the beginning of ``below``, the text under the name of the type."""
    lines, on_basis = _lines(below)
    if not lines:
        return Title(None, None)
    own = [lines[0]]
    for index, line in enumerate(lines[1:], start=1):
        if not _continues(own, line) or _begins_the_body(lines[index:]):
            break
        own.append(line)
    cut = _heading_in(own) if on_basis and len(own) == len(lines) else len(own)
    title = _without_body(" ".join(line.text for line in own[:cut]))
    heading = " ".join(line.text for line in own[cut:])
    if not heading and on_basis:
        following = lines[len(own) : len(own) + 2]
        if following and following[0].text.isupper() and _DECIDES.match(following[0].text):
            heading = " ".join(line.text for line in following if line.text.isupper())
    return Title(title or None, heading or None)


def _lines(below: str) -> tuple[list[_Line], bool]:
    """Return the lines up to the first legal basis, chapter or addressee, and whether one came."""
    lines: list[_Line] = []
    blanks = 0
    bare = (" ".join(raw.strip(" \t|#>_=~\r\x0b\x0c\xa0").split()) for raw in below.split("\n"))
    for text, following in pairwise(chain(bare, [""])):
        if not text or _RULE.fullmatch(text):
            blanks += 1
            continue
        # "Căn / cứ": a narrow column may break even between these two.
        if _BASIS.match(f"{text} {following}"):
            return lines, True
        if len(lines) > _MOST_LINES:
            break
        lines.append(_Line(text, blanks))
        blanks = 0
    return lines, False


def _continues(own: list[_Line], line: _Line) -> bool:
    """Whether ``line`` goes on with the title (or with the heading in capitals below it)."""
    if own[0].text.isupper():
        return line.text.isupper()
    if line.text[0].islower() or line.text[0].isdigit():
        return True
    if line.text.isupper():
        return False
    return line.blanks_before == 0 and len(own[-1].text) > 40


def _begins_the_body(lines: list[_Line]) -> bool:
    """Whether a paragraph of the body begins here: it sets out like one and ends as a sentence."""
    first = lines[0].text
    if first.isupper() or not first[0].isupper():
        return False
    if len(first) > _LONGEST:
        return True
    paragraph = [first]
    for line in lines[1:12]:
        if line.blanks_before:
            break
        paragraph.append(line.text)
    return bool(_SETS_OUT.match(first) and _SENTENCE.search(" ".join(paragraph)))


def _without_body(title: str) -> str:
    """Cut off the first paragraph of the body where the file has it on the title's own line."""
    glued = _GLUED.search(title, 10)
    if glued and _SENTENCE.search(title, glued.end()):
        return title[: glued.start()]
    return title


def _heading_in(own: list[_Line]) -> int:
    """Return the index of the line that begins the heading; the number of lines without one."""
    for index in range(len(own) - 1, 0, -1):
        if not own[index].text.isupper():
            break
        heading = " ".join(line.text for line in own[index:])
        if _DECIDES.match(heading) and not _UNFINISHED.search(own[index - 1].text):
            return index
    return len(own)
