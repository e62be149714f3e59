"""What a text states between documents: "107/2021 sửa đổi 61/2018", "Quyết định này bãi bỏ …".

Three forms: active ("X sửa đổi, bổ sung một số điều của Y"), passive ("Y được thay thế bằng X"),
and the document of itself ("Quyết định này thay thế Y", "Điều 1. Bãi bỏ Y", its own title). A task
to amend something ("nghiên cứu sửa đổi Y") states no relation. What undoes or replaces only a part
of a document amends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from cancu.ingest.context import after
from cancu.ingest.mentions import Mention
from cancu.ingest.roles import role_words
from cancu.ingest.text import SourceText
from cancu.ingest.view import View, view
from cancu.ontology.load import document_types

Predicate = Literal[
    "amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"
]


@dataclass(frozen=True, slots=True)
class Relation:
    """``subject`` and ``object`` are indices into the document's mentions.

    ``subject`` is None where the document itself is the subject ("Quyết định này thay thế …").
    ``start`` and ``end`` span the words that state it.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    end: int


_LEANING = ("relative", "programme")
_REACH = 300
_OBJECT = r"[^;.:()|]{0,160}?"
_PARTS = (
    r"(?:\s+(?:toàn\s+bộ|một\s+phần|một\s+số|các|những|nội\s+dung|quy\s+định|điều|khoản|điểm|mục"
    r"|và|biện\s+pháp|thi\s+hành|thực\s+hiện|hướng\s+dẫn|để\s+tổ\s+chức|phụ\s+lục|chương|nghị\s+định"
    r"|quyết\s+định|thông\s+tư|nghị\s+quyết|văn\s+bản|luật|của|tại|trong|số|gồm|sau|\d+[a-zđ]?"
    r"|[a-zđ]|[ivx]+|,))*"
)
_WISH = re.compile(
    r"(?:đề\s+nghị|đề\s+xuất|kiến\s+nghị|yêu\s+cầu|cần|phải|để|nhằm|nghiên\s+cứu|xem\s+xét|tham\s+mưu"
    r"|trình|dự\s+thảo|xây\s+dựng|rà\s+soát|tiếp\s+tục|kịp\s+thời|khẩn\s+trương|chủ\s+động|theo"
    r"|việc\s+nghiên\s+cứu|văn\s+bản|công\s+tác|sẽ|không|chưa|đang)\s+\Z"
)
_MARKER = r"(?:(?:\d+|[a-zđ])\s*[.)]|[-+])?"
_LISTED = r"[^;.]{0,260}?[:\n]\W*(?:1|a)\s*[.)]"
_NEW_CLAUSE = re.compile(r";|\.\s|\|\s*\||căn\s+cứ")
_TITLE = re.compile(
    r"\s*,?\s*(?:về|quy\s+đ[iị]nh|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|v/v|công\s+bố|thông\s+qua|của|và)\s"
)
_SELF = re.compile(
    r"(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|kế\s+hoạch|luật|chỉ\s+thị|quy\s+định"
    r"|quy\s+chế|văn\s+bản|hướng\s+dẫn|chương\s+trình|pháp\s+lệnh)(?:\s+liên\s+tịch)?\s+(?:này|có\s+hiệu\s+lực)"
    r"(?:(?!\.\s).)*\Z",
    re.DOTALL,
)
_OPENING = re.compile(r"(?:[.:]|\*)\s+\W*(?:\d+\s*[.)]\W*)?\Z")
_IN_FORCE = re.compile(r"có\s+hiệu\s+lực|điều\s+\d+\s*\W")
_ARTICLE = re.compile(r"(?:\n|\A)\W*điều\s+\d+\s*\W*(?:\d+\s*[.)]\s*)?\Z")
_HEADING = re.compile(
    r"(?:\n|\A|ban\s+hành\s)\W*(?:quyết\s+định|nghị\s+định|thông\s+tư|nghị\s+quyết|luật|chỉ\s+thị|pháp\s+lệnh)"
    r"(?:\s+liên\s+tịch)?\W+(?:về\s+việc\s+|v/v\s+|quy\s+định\s+)?\Z"
)
_HEADING_ENDS = 6000
_NEXT = re.compile(r"\s*(?:,|và|,\s*và|hoặc|\)\s*,)?\s*(?:và\s+)?(?:các\s+|của\s+)?(?:số\s*:?\s*)?")
_RULE = re.compile(r"(?<!kèm )(?<!hành )theo\s")
_SOME = re.compile(r"một\s+số|một\s+phần|cụm\s+từ|phụ\s+lục|danh\s+mục|mẫu|khoản|điều\s")
_OTHER_SUBJECT = re.compile(
    r"(?:liên\s+quan|trong\s+việc|tình\s+hình|kết\s+quả|khó\s+khăn|vướng\s+mắc|quá\s+trình|ban\s+chỉ\s+đạo)"
    r"|\bvà\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|nghị\s+quyết)"
)
_PROCEDURES = re.compile(r"công\s+bố|danh\s+mục")
_NEXT_AFTER_TITLE = re.compile(r"[^;.]{1,260}\svà\s+")
_ITEM = re.compile(r"\n\W*(?:\d{1,3}|[a-zđ])\s*[.)]\W*\Z")
_ARTICLE_BEGINS = re.compile(r"\n\W*điều\s+\d+")
_PREDICATES = frozenset(
    {"amends", "replaces", "repeals", "guides", "implements", "corrects", "issued_with"}
)
_PARTIAL = frozenset({"replaces", "repeals"})


@dataclass(frozen=True, slots=True)
class _Forms:
    active: re.Pattern[str]
    passive: re.Pattern[str]
    starts: re.Pattern[str]
    """The words that begin a form; scanning for them is far faster than trying the forms."""
    predicates: dict[str, Predicate]


@cache
def _forms() -> _Forms:
    predicates: dict[str, Predicate] = {
        word: cast("Predicate", role) for word, role in role_words().items() if role in _PREDICATES
    }
    words = "|".join(
        r",?\s+".join(map(re.escape, word.split()))
        for word in sorted(predicates, key=len, reverse=True)
    )
    cue = rf"(?<![^\W_])(?P<cue>{words})(?![^\W_])"
    by = r"(?:bởi|tại|theo|bằng|trong)"
    passive = (
        rf"(?:(?:được|bị)\s+{cue}(?P<rest>(?:\s*,?\s*(?:{words}))?{_OBJECT})(?:\s{by}(?P<part>{_PARTS}))?"
        rf"|{cue.replace('cue', 'short')}\s+(?:bởi|tại|theo){_PARTS})\W*\Z"
    )
    of = r"(?:của|tại|ban\s+hành\s+theo|kèm\s+theo|trong)"
    active = (
        rf"(?P<passive>(?:được|bị)\s+)?{cue}(?:(?P<rest>\s*\(?{_PARTS})|(?P<object>{_OBJECT})\s{of}{_PARTS}"
        rf"|(?P<list>{_LISTED}))[\s:]*{_MARKER}\W*\Z"
    )
    firsts = sorted({word.split()[0] for word in predicates} | {"được", "bị"})
    starts = re.compile(rf"(?:{'|'.join(firsts)})\s")
    return _Forms(re.compile(active), re.compile(passive), starts, predicates)


@cache
def _ranks() -> dict[str, int]:
    return {kind.name: kind.rank for kind in document_types()}


def _rank(mention: Mention) -> int:
    """Return the legal force of what a mention's type is, 1 the highest; 99 where unknown."""
    if mention.kind == "named" and mention.type != "Hiến pháp":
        return _ranks()["Luật"]
    return _ranks().get(mention.type or "", 99)


def find_relations(source: SourceText, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the stated relations in the order in which their words stand."""
    places = [index for index, one in enumerate(mentions) if one.kind not in _LEANING]
    reader = _Reader(view(source.text), [mentions[index] for index in places])
    return tuple(
        replace(
            found,
            subject=None if found.subject is None else places[found.subject],
            object=places[found.object],
        )
        for found in reader.relations()
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """A relation read before one mention, from which the rest of a list goes on.

    ``start`` is where its words begin in the view.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    passive: bool = False


class _Reader:
    def __init__(self, seen: View, mentions: Sequence[Mention]) -> None:
        self.seen = seen
        self.mentions = mentions
        self.starts = [seen.offset(mention.start) for mention in mentions]
        self.ends = [seen.offset(mention.end) for mention in mentions]
        self.subject_of: dict[int, int] = {}

    def relations(self) -> Iterator[Relation]:
        last: _Stated | None = None
        listed: _Stated | None = None
        for index, mention in enumerate(self.mentions):
            last = (
                self._stated(index)
                or (self._listed(index, listed) if listed else None)
                or (self._continued(index, last) if last else None)
            )
            if last is None:
                continue
            if last.subject is None and last.predicate in _PARTIAL:
                listed = last
            if last.subject is not None and not last.passive:
                self.subject_of[last.object] = last.subject
            start = self.seen.span(last.start, last.start + 1)[0]
            yield Relation(last.subject, last.predicate, last.object, start, mention.end)

    def _stated(self, index: int) -> _Stated | None:
        """Read the words before a mention, back to the mention before it."""
        start = self.starts[index]
        floor = self.ends[index - 1] if index else 0
        low = max(floor, start - _REACH)
        lower = self.seen.lower
        begins = [
            at.start()
            for at in _forms().starts.finditer(lower, low, start)
            if at.start() == 0 or not lower[at.start() - 1].isalnum()
        ]
        if not begins:
            return None
        follows = index > 0 and low == floor
        found = self._passive(index, begins) if follows else None
        return found or self._active(index, low, begins, follows=follows)

    def _first(
        self, form: re.Pattern[str], begins: Sequence[int], index: int
    ) -> re.Match[str] | None:
        """Return the first match of a form that reaches the mention at ``index``."""
        matches = (form.match(self.seen.lower, at, self.starts[index]) for at in begins)
        return next((match for match in matches if match), None)

    def _passive(self, index: int, begins: Sequence[int]) -> _Stated | None:
        """ "Y … được sửa đổi, bổ sung bởi X": the mention at ``index`` is X."""
        match = self._first(_forms().passive, begins, index)
        if match is None or not self._one_sentence(index):
            return None
        between = self.seen.lower[self._stop(index - 1) : match.start()].rstrip()
        between = between.removesuffix("đã").rstrip()
        attached = not between or between.endswith((",", "(", ";"))
        if not attached and (match["short"] or (match["rest"] or "").strip()):
            return None
        if not attached and not (_TITLE.match(between) and not _PROCEDURES.search(between)):
            return None
        if _NEW_CLAUSE.search(between[:-1]):
            return None
        predicate = self._predicate(match["cue"] or match["short"])
        if predicate in ("guides", "implements", "issued_with"):
            return None
        undone = self._undone(index)
        if undone is None:
            return None
        return _Stated(index, predicate, undone, self.starts[undone], passive=True)

    def _undone(self, index: int) -> int | None:
        """Return the mention that the one at ``index`` can undo; a decree amends no law.

        In "Nghị định A hướng dẫn Luật B được sửa đổi bởi Nghị định C" that is A.
        """
        this, before = self.mentions[index], self.mentions[index - 1]
        assembly = this.number is not None and "QH" in this.number
        if assembly or _rank(this) <= _rank(before):
            return index - 1
        return self.subject_of.get(index - 1)

    def _one_sentence(self, index: int) -> bool:
        """Whether a mention stands in one sentence with the one before it."""
        return self.mentions[index - 1].start >= self.mentions[index].sentence[0]

    def _active(
        self, index: int, low: int, begins: Sequence[int], *, follows: bool
    ) -> _Stated | None:
        lower = self.seen.lower
        match = self._first(_forms().active, begins, index)
        if match is None or match["passive"]:
            return None
        said = match["object"] or match["list"] or match["rest"]
        quoted = said.count("“") != said.count("”") or said.count('"') % 2
        if quoted or (match["object"] and _RULE.search(match["object"])):
            return None
        if _WISH.search(lower, max(low, match.start() - 40), match.start()):
            return None
        predicate = self._predicate(match["cue"])
        partial = self.mentions[index].pinpoint or "cụm từ" in said or match["object"]
        whole = "kèm theo" in match.group() and not _SOME.search(said)
        if partial and predicate in _PARTIAL and not whole:
            predicate = "amends"
        if predicate != "implements" and self._of_itself(match.start(), low):
            return _Stated(None, predicate, index, match.start())
        if match["list"] or not follows or not self._is_subject(index, match.start(), predicate):
            return None
        return _Stated(index - 1, predicate, index, self.starts[index - 1])

    def _is_subject(self, index: int, cue: int, predicate: Predicate) -> bool:
        """Whether only date, issuer and title part the mention before from the words at ``cue``."""
        between = self.seen.lower[self._stop(index - 1) : cue]
        if _NEW_CLAUSE.search(between) or not self._one_sentence(index):
            return False
        bare = not between.strip(" \n\r\t,()")
        if predicate == "issued_with":
            return bare and "(" not in between
        if predicate == "implements":
            titled = "," not in between and not bare and _TITLE.match(between) is not None
            return titled and _OTHER_SUBJECT.search(between) is None
        return (bare or _TITLE.match(between) is not None) and not self._same(index)

    def _same(self, index: int) -> bool:
        """Whether a mention repeats the one before it."""
        this, before = self.mentions[index], self.mentions[index - 1]
        return (this.number, this.name) == (before.number, before.name)

    def _of_itself(self, cue: int, low: int) -> bool:
        """Whether the citing document is the subject of the words at ``cue``."""
        lower = self.seen.lower
        if _SELF.search(lower, max(low, cue - 260), cue):
            return True
        if self.seen.text[cue].isupper() and _OPENING.search(lower, max(0, cue - 12), cue):
            return _IN_FORCE.search(lower, max(0, cue - 300), cue) is not None
        opening = lower[max(0, cue - 60) : cue]
        heading = cue < _HEADING_ENDS and _HEADING.search(opening) is not None
        return heading or _ARTICLE.search(opening) is not None

    def _listed(self, index: int, last: _Stated) -> _Stated | None:
        """Carry "Bãi bỏ các văn bản sau: 1. …" on to a numbered line of the same article."""
        lower, start = self.seen.lower, self.starts[index]
        if _ITEM.search(lower, max(0, start - 20), start) is None:
            return None
        if _ARTICLE_BEGINS.search(lower, self.ends[last.object], start):
            return None
        return replace(last, object=index, start=start)

    def _continued(self, index: int, last: _Stated) -> _Stated | None:
        """Carry a relation on to the next mention of a sentence: "sửa đổi X, Y và Z"."""
        between = self.seen.lower[self._stop(index - 1) : self.starts[index]]
        alike = self.mentions[index].type == self.mentions[index - 1].type
        single = last.predicate in ("issued_with", "implements")
        joined = len(between) < 40 and _NEXT.fullmatch(between) is not None
        undone = last.subject is None and last.predicate in _PARTIAL
        joined = joined or (undone and _NEXT_AFTER_TITLE.fullmatch(between) is not None)
        if single or not alike or not joined:
            return None
        if last.passive:
            return replace(last, subject=index)
        return replace(last, object=index)

    def _predicate(self, cue: str) -> Predicate:
        return _forms().predicates[" ".join(cue.replace(",", " ").split())]

    def _stop(self, index: int) -> int:
        """Return where the date and issuer of a mention end, in the view."""
        law = self.mentions[index].kind == "named"
        return after(self.seen.text, self.seen.lower, self.ends[index], law=law).end
