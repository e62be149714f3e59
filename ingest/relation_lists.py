"""How a relation stated of one document goes on to the next ones of its list.

"Thay thế X, Y và Z" within a sentence; "X về …; Y về …" with titles between them; numbered lines
below "Bãi bỏ các văn bản sau:".
"""

from __future__ import annotations

import re
from dataclasses import replace

from cancu.ingest.relation_forms import PART, PARTS, WITHIN, Predicate
from cancu.ingest.relation_text import PARTIAL, UNDONE, RelationText, Stated, rank, younger

_ARTICLE = 3000
"""How many letters an article may go on after the document last undone in it."""
_NEXT = re.compile(
    r"\s*(?:,|và|,\s*và|hoặc|cùng\s+với|\)\s*,)?\s*(?:và\s+)?(?:các\s+|của\s+)?(?:số\s*:?\s*)?"
)
_NEXT_LAW = re.compile(r"\s*;\s*")
_LAW_ENDS = re.compile(r"\s*(?:và\s|[;,)])")
_NEXT_AFTER_TITLE = re.compile(
    r"(?:[^;.:|]{0,400}?(?:(?P<new>;)|,|\bvà\b|\bcùng\s+với\b)|(?P<far>[^.:|]{0,600};))"
    rf"(?:\s*(?:và|cùng\s+với)\b)?\W*(?P<part>{PART}{WITHIN})?(?P<pieces>{PARTS})\s*"
)
"""From one document of a list to the next, titles and all: "… về phí; Điều 3 Quyết định"."""
_AMENDING_TITLE = re.compile(r"(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ)\s")
_PIECES = re.compile(r"nội\s+dung|một\s+số|điều|khoản")
"""What a title amends: "sửa đổi tiêu đề và một số nội dung của" goes on to no other document."""
_NEXT_CLAUSE = re.compile(r";\s*(?:(?:và|đồng\s+thời)\s+)*\Z")
_BREAKS = re.compile(r"\.[\s*_]|căn\s+cứ|\n\W*điều\s+\d|\||như\s+sau")
"""Where a sentence of a document about itself is over."""
_HOLDS_ON = re.compile(r"[^;.|]{0,300}?\s(?:tiếp\s+tục|vẫn|còn\s+hiệu\s+lực)\s")
_EXCEPTED = re.compile(r"(?<![^\W_])trừ(?![^\W_])")


def goes_on(text: RelationText, own: Stated, cue: int) -> bool:
    """Whether the words at ``cue`` are the next clause of what the document undoes.

    "Quyết định này thay thế X …; bãi bỏ Y", or a line of the same article: "3. Bãi bỏ Y".
    """
    lower, since = text.lower, text.ends[own.object]
    if _NEXT_CLAUSE.search(lower, since, cue):
        return _BREAKS.search(lower, since, cue) is None
    line = text.text[cue].isupper() and _MARK.search(lower, max(since, cue - 20), cue)
    if not line or cue - since > _ARTICLE or text.article(since, cue):
        return False
    return text.article(max(0, since - _ARTICLE), since)


_MARK = re.compile(r"\n\W*(?:\d{1,3}|[a-zđ])\s*[.)]\W*\Z")


def listed(text: RelationText, index: int, own: Stated) -> Stated | None:
    """Carry "Bãi bỏ các văn bản sau: 1. …" on to a numbered line of the same article."""
    item = text.item(index)
    if item is None or not own.undoes or _HOLDS_ON.match(text.lower, text.stop(index)):
        return None
    first = text.item(own.object)
    if first is None or bool(first["number"]) != bool(item["number"]):
        return None
    if text.article(text.ends[own.object], text.starts[index]):
        return None
    return _next_undone(text, index, own, part=bool(item["part"]), new=True)


def continued(text: RelationText, index: int, last: Stated) -> Stated | None:
    """Carry a relation on to the next mention of a sentence: "sửa đổi X, Y và Z"."""
    between = text.lower[text.stop(index - 1) : text.starts[index]]
    if last.subject is not None and last.predicate in UNDONE:
        first, second = (index, last.object) if last.passive else (last.subject, index)
        if younger(text.mentions[second], text.mentions[first]):
            return None
    if last.predicate in ("issued_with", "implements"):
        return None
    if last.passive and _next_amending_law(text, index, last, between):
        return replace(last, subject=index)
    if len(between) >= 40 or _NEXT.fullmatch(between) is None or not _alike(text, index, last):
        return None
    if last.subject is None and last.predicate in UNDONE:
        return _next_undone(text, index, last, part=False, new=False)
    if last.passive:
        return replace(last, subject=index)
    return replace(last, object=index)


def _alike(text: RelationText, index: int, last: Stated) -> bool:
    """Whether a mention is of the type of the one before it, or of less force and undone, too."""
    this, before = text.mentions[index], text.mentions[index - 1]
    if this.type == before.type:
        return True
    own = last.subject is None and last.predicate in UNDONE
    return own and this.number is not None and rank(before) < rank(this) < 99


def _next_amending_law(text: RelationText, index: int, last: Stated, between: str) -> bool:
    """Whether a list of amending laws goes on over a semicolon: "bởi Luật số A; Luật số B và …".

    A law that is a ground of its own has its name between "Luật" and "số".
    """
    this = text.mentions[index]
    undone = text.mentions[last.object]
    if _NEXT_LAW.fullmatch(between) is None or this.type != "Luật" or this.name is not None:
        return False
    return younger(this, undone) and _LAW_ENDS.match(text.lower, text.stop(index)) is not None


def joined(text: RelationText, index: int, own: Stated) -> Stated | None:
    """Carry what the document undoes on: "thay thế X về …; Y về …", with titles between them.

    A citation within a title ("X sửa đổi Y và Z") leaves open to what "và" adds, unless only
    the document undone and the next one are of one kind and symbol.
    """
    lower, start = text.lower, text.starts[index]
    if start - text.ends[own.object] > _ARTICLE or not text.one_kind(index, own.object):
        return None
    if _BREAKS.search(lower, text.stop(own.object), start):
        return None
    after_title = _NEXT_AFTER_TITLE.fullmatch(lower, text.stop(index - 1), start)
    if after_title is None or _HOLDS_ON.match(lower, text.stop(index)):
        return None
    if _EXCEPTED.search(after_title.group()):
        return None
    new = bool(after_title["new"] or after_title["far"])
    if not new and _in_title(text, index, own, after_title):
        return None
    return _next_undone(text, index, own, part=bool(after_title["part"]), new=new)


def _in_title(text: RelationText, index: int, own: Stated, between: re.Match[str]) -> bool:
    """Whether a mention may belong to the title of what was undone before it."""
    if own.object == index - 1:
        amends = _AMENDING_TITLE.search(between.group()) and _PIECES.search(between["pieces"])
        return bool(amends)
    this, undone = text.mentions[index], text.mentions[own.object]
    return text.one_kind(index - 1, own.object) and not younger(this, undone)


def _next_undone(text: RelationText, index: int, own: Stated, *, part: bool, new: bool) -> Stated:
    """Carry what undoes one document on to the next, whole or a part of it.

    A ``new`` item is whole unless it names a part; in "khoản 2 Điều 3 X và Y" both are parts.
    """
    said = own.said or own.predicate
    part = part or own.parts or text.mentions[index].pinpoint is not None
    part = part or (not new and own.predicate == "amends")
    predicate: Predicate = "amends" if part and said in PARTIAL else said
    return replace(own, object=index, predicate=predicate)
