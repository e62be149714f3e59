"""C07: the subject quoted with a citation is not the title in the register."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.mentions import Mention
from cancu.ontology.iris import slug
from cancu.ontology.load import CentralDocument
from cancu.ontology.units import fold
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import as_evidence, rows_of
from cancu.queries.citation_form import full_citation
from cancu.queries.findings import Problem

_BESIDE = re.compile(
    r"(?:[\s,(]*(?:ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|tháng\s+\d{1,2}\s+năm\s+)\d{4}"
    r"|năm\s+\d{4}"
    r"|của\s+(?:Bộ\s+trưởng,?\s+|Chủ\s+nhiệm\s+)*(?:Chính\s+phủ|Thủ\s+tướng(?:\s+Chính\s+phủ)?"
    r"|Quốc\s+hội|Văn\s+phòng\s+Chính\s+phủ|Bộ\s+[^\s,;]+(?:\s+(?:và\s+)?[^\s,;]+){0,5}?)"
    r"(?=\s+(?:về|quy|hướng|sửa|phê|ban|ngày|của))))*[\s,)]*",
)
_TITLE = re.compile(
    r"(?:về(?:\s+việc)?|quy\s+định|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|ban\s+hành)[\s,][^;.]{12,420}"
)
_SHORT = {
    "tthc": "thủ tục hành chính",
    "cchc": "cải cách hành chính",
    "ubnd": "ủy ban nhân dân",
    "qppl": "quy phạm pháp luật",
    "nsnn": "ngân sách nhà nước",
    "dvc": "dịch vụ công",
    "cntt": "công nghệ thông tin",
    "mtqg": "mục tiêu quốc gia",
    "cbccvc": "cán bộ công chức viên chức",
}
_TONED = re.compile("[oụuọ][àáảãạèéẻẽẹỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y")
_IDLE = {
    "về",
    "việc",
    "của",
    "các",
    "và",
    "trong",
    "một",
    "số",
    "điều",
    "năm",
    "uỷ",
    "ủy",
    "cho",
    "đối",
    "với",
}


_COMMON = _IDLE | {"quy", "định", "chi", "tiết", "quản", "lý", "biện", "pháp", "thi", "hành"}
_ENOUGH = 5
"""Words of a subject, without those that many titles have, that make it another subject."""


def wrong_title(examined: Examined) -> Iterator[Problem]:
    """Yield each quoted subject that drops or changes words inside the registered title."""
    told: set[str] = set()
    for mention in examined.mentions:
        rows = rows_of(examined, mention)
        if mention.number in told or len(rows) != 1 or not rows[0].title or mention.rule == "list":
            continue
        quoted = _quoted(examined, mention)
        if quoted is None:
            continue
        place, words = quoted
        if misnumbered(examined, mention):
            told.add(rows[0].number)
            yield _other_document(rows[0], mention, words)
            continue
        lost = _lost(words, rows[0].title)
        if lost:
            told.add(rows[0].number)
            yield _problem(rows[0], place, words, lost)


def misnumbered(examined: Examined, mention: Mention) -> bool:
    """Whether the subject quoted has nothing in common with the title that the number has.

    Behind a pinpoint the words tell of the article, not of the document; with another date it may
    be another document of that number, which the register lacks (secret ones are numbered apart).
    """
    rows = rows_of(examined, mention)
    if len(rows) != 1 or not rows[0].title or mention.pinpoint or mention.role != "basis":
        return False
    if rows[0].date is None or mention.date != rows[0].date.isoformat():
        return False
    quoted = _quoted(examined, mention)
    if quoted is None:
        return False
    said, known = ({w for w in _words(t) if w not in _COMMON} for t in (quoted[1], rows[0].title))
    return len(said) >= _ENOUGH and len(known) >= 2 and not said & known


def _quoted(examined: Examined, mention: Mention) -> tuple[tuple[int, int], str] | None:
    """Return where a subject stands right after the citation, and its words."""
    beside = _BESIDE.match(examined.text, mention.end)
    found = _TITLE.match(examined.text, beside.end() if beside else mention.end)
    if found is None:
        return None
    stop = found.end()
    for other in examined.mentions:
        if found.start() < other.start < stop and not _amends(found.group()):
            stop = other.start
    words = " ".join(examined.text[found.start() : stop].split()).rstrip(" ,(")
    return (found.start(), stop), words


def _amends(words: str) -> bool:
    return " ".join(words.split()).startswith("sửa đổi")


def _one_tone(lower: str) -> str:
    """Put the tone mark of "oa, oe, uy" where one spelling has it."""
    return re.sub(
        r"\S+",
        lambda found: fold(found.group()) if _TONED.search(found.group()) else found.group(),
        lower,
    )


def _words(text: str) -> list[str]:
    lower = text.lower()
    for short, full in _SHORT.items():
        lower = re.sub(rf"\b{short}\b", full, lower)
    return [
        re.sub(r"^0+(?=\d)", "", word) for word in re.findall(r"\w+(?:/[\w-]+)*", _one_tone(lower))
    ]


def _lost(quoted: str, title: str) -> list[str]:
    """Return the words of the title that are missing between words that were quoted.

    A title cut short at its end is usual, and words after its end are no longer of the title. An
    amendment is described by what it amends, so there the documents named are compared.
    """
    said, known = _words(quoted), _words(title)
    if _amends(quoted) and known[:2] == ["sửa", "đổi"]:
        return _other_object(said, known)
    matcher = difflib.SequenceMatcher(None, said, known, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    matched = sum(block.size for block in blocks)
    if matched < 6 or matched < 0.6 * len(known) or matched < 0.7 * len(said):
        return []
    lost: list[str] = []
    for one, two in pairwise(blocks):
        gap = known[one.b + one.size : two.b]
        added = said[one.a + one.size : two.a]
        respelt = {slug(word) for word in added}
        gap = [word for word in gap if slug(word) not in respelt]
        if set(gap) - _IDLE and len(gap) <= 4 and len(added) <= 4:
            lost += gap
    return lost


def _other_object(said: list[str], known: list[str]) -> list[str]:
    """Tell whether one decree is named where the title speaks of several."""
    numbers = [word for word in said if "/" in word]
    several = "các" in known[:9] and not any("/" in word for word in known)
    if several and len(numbers) == 1 and "các" not in said[:9]:
        return known
    return []


def _other_document(row: CentralDocument, mention: Mention, words: str) -> Problem:
    return Problem(
        mention.start,
        mention.end,
        f"{row.number} là «{row.title}», không phải «{words[:120]}»: có thể sai số hiệu",
        f"{row.number} has another subject; the number may be wrong",
        "Kiểm tra lại số, ký hiệu của văn bản có trích yếu này",
        (as_evidence(row),),
    )


def _problem(row: CentralDocument, place: tuple[int, int], words: str, lost: list[str]) -> Problem:
    what = " ".join(lost[:12])
    return Problem(
        *place,
        f"Trích yếu của {row.number} ghi khác sổ đăng ký («{what}»): «{words[:120]}»",
        f"The subject quoted for {row.number} differs from its title; missing: {what}",
        full_citation(row),
        (as_evidence(row),),
    )
