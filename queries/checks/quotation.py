"""What stands behind a citation: where date and issuer end, and the subject quoted after them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from cancu.ingest.context import Context, after
from cancu.ingest.mentions import Mention
from cancu.ingest.view import View, view
from cancu.ontology.iris import slug
from cancu.ontology.units import fold
from cancu.queries.checks.examined import Examined

_BESIDE = re.compile(
    r"(?:[\s,(]*(?:ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|tháng\s+\d{1,2}\s+năm\s+)\d{4}"
    r"|năm\s+\d{4}"
    r"|của\s+(?:Bộ\s+trưởng,?\s+|Chủ\s+nhiệm\s+)*(?:Chính\s+phủ|Thủ\s+tướng(?:\s+Chính\s+phủ)?"
    r"|Quốc\s+hội|Văn\s+phòng\s+Chính\s+phủ|Bộ\s+[^\s,;]+(?:\s+(?:và\s+)?[^\s,;]+){0,5}?)"
    r"(?=\s+(?:về|quy|hướng|sửa|phê|ban|ngày|của))))*[\s,)]*",
)
_SUBJECT = re.compile(
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
    "hđnd": "hội đồng nhân dân",
    "đvhc": "đơn vị hành chính",
    "ktxh": "kinh tế xã hội",
    "kt xh": "kinh tế xã hội",
    "kt-xh": "kinh tế xã hội",
    "pccc": "phòng cháy chữa cháy",
    "bvmt": "bảo vệ môi trường",
    "gdđt": "giáo dục đào tạo",
    "btxh": "bảo trợ xã hội",
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "đvsn": "đơn vị sự nghiệp",
    "cđs": "chuyển đổi số",
}
_TONED = re.compile("[oụuọ][àáảãạèéẻẽẹỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y")
_PHRASES = re.compile(
    r"\b(?:một số điều|quy định|chi tiết|thi hành|ban hành|phê duyệt|triển khai|thực hiện"
    r"|kế hoạch|chương trình"
    r"|đề án|giai đoạn|hướng dẫn|sửa đổi|bổ sung|tăng cường|công tác|nhiệm vụ|giải pháp|quản lý"
    r"|nghị quyết|quyết định|chỉ thị|trên địa bàn|tỉnh|thành phố|huyện|xã|năm)\b"
)
"""Phrases that titles of any subject have."""
_SMALL = frozenset(("về", "việc", "của", "các", "và", "trong", "cho", "đối", "với", "theo", "tại"))
_WORD = re.compile(r"\w+(?:/[\w-]+)*")
IDLE = frozenset((
    "về", "việc", "của", "các", "và", "trong", "một", "số", "điều", "năm", "uỷ", "ủy", "cho",
    "đối", "với",
))  # fmt: skip
"""Words that tell nothing of a subject."""
COMMON = IDLE | frozenset((
    "quy", "định", "chi", "tiết", "quản", "lý", "biện", "pháp", "thi", "hành", "ban", "phê",
    "duyệt", "triển", "khai", "thực", "hiện", "kế", "hoạch", "chương", "trình", "đề", "án",
    "giai", "đoạn", "đến", "theo", "trên", "tại", "từ", "là", "có", "được", "để", "hướng", "dẫn",
    "sửa", "đổi", "bổ", "sung", "tăng", "cường", "công", "tác", "tỉnh", "huyện", "xã", "thành",
    "phố", "địa", "bàn", "nhiệm", "vụ", "giải", "nghị", "quyết", "thông", "tư", "luật",
))  # fmt: skip
"""Words that titles of any subject have."""


def beside_end(examined: Examined, mention: Mention) -> int:
    """Return where the date and the issuer behind a citation end, in the text."""
    seen = view(examined.text)
    end = _beside(seen, mention).end
    reached = seen.span(end - 1, end)[1] if end > seen.offset(mention.end) else mention.end
    plain = _BESIDE.match(examined.text, mention.end)
    return max(reached, plain.end() if plain else 0)


def stated_body(examined: Examined, mention: Mention) -> str | None:
    """Return the body printed behind a citation, with its place as far as that is printed."""
    if not mention.issuer_stated:
        return None
    beside = _beside(view(examined.text), mention).body
    return beside.name if beside else mention.issuer


def _beside(seen: View, mention: Mention) -> Context:
    at = seen.offset(mention.end)
    return after(seen.text, seen.lower, at, law=mention.kind == "named")


def quoted_subject(examined: Examined, mention: Mention) -> tuple[tuple[int, int], str] | None:
    """Return where a subject stands right behind a citation, and its words on one line."""
    at = beside_end(examined, mention)
    while at < len(examined.text) and examined.text[at] in " \n\r\t,)":
        at += 1
    found = _SUBJECT.match(examined.text, at)
    if found is None:
        return None
    stop = found.end() if amends(found.group()) else _next(examined, *found.span())
    words = " ".join(examined.text[found.start() : stop].split()).rstrip(" ,(")
    return (found.start(), stop), words


def _next(examined: Examined, start: int, stop: int) -> int:
    """Return where the first citation after ``start`` begins, ``stop`` where none does before."""
    mentions = examined.mentions
    at = bisect_right(mentions, start, key=lambda one: one.start)
    while at < len(mentions) and mentions[at].start < stop:
        if mentions[at].kind != "programme":
            return mentions[at].start
        at += 1
    return stop


def amends(words: str) -> bool:
    """Whether a subject tells what a document amends."""
    return " ".join(words.split()).startswith("sửa đổi")


def words_of(text: str) -> list[str]:
    """Return the words of a subject in one spelling, abbreviations written out."""
    lower = text.lower()
    for short, full in _SHORT.items():
        lower = re.sub(rf"\b{short}\b", full, lower)
    return [re.sub(r"^0+(?=\d)", "", word) for word in _WORD.findall(_one_tone(lower))]


def same_spelling(one: str, other: str) -> bool:
    """Whether two words differ in accents only."""
    return slug(one) == slug(other)


def telling_words(text: str) -> set[str]:
    """Return the words of a subject without set phrases, small words and figures."""
    lower = _PHRASES.sub(" ", " ".join(words_of(text)))
    return {word for word in lower.split() if word.isalpha() and word not in _SMALL}


def pairs_of(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring words that tell of a subject, without set phrases."""
    lower = " ".join(words_of(text))
    return {
        pair
        for part in _PHRASES.sub("|", lower).split("|")
        for pair in pairwise(word for word in part.split() if word not in IDLE)
        if not all(word.isdigit() for word in pair)
    }


def _one_tone(lower: str) -> str:
    """Put the tone mark of "oa, oe, uy" where one spelling has it."""
    return re.sub(
        r"\S+",
        lambda found: fold(found.group()) if _TONED.search(found.group()) else found.group(),
        lower,
    )
