"""References that lean on something: "Kế hoạch này", "Nghị định nêu trên", "Đề án 06".

They are not citations of their own, but they say which document is meant: this one, one cited
before, one that the text gave a short name ("sau đây gọi là Đề án …"), or a programme that the
register ties to a number. What leans on nothing is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from cancu.ingest.confidence import confidence
from cancu.ingest.context import after
from cancu.ingest.mentions import Mention
from cancu.ingest.page_frame import page_frame
from cancu.ingest.phrases import fold
from cancu.ingest.programmes import programmes_named
from cancu.ingest.provisions import pinpoint_before
from cancu.ingest.quoted import Quoted, quoted
from cancu.ingest.sentences import Sentences
from cancu.ingest.short_names import short_named
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.typewords import TypeWord, last_words, type_before, type_named
from cancu.ingest.view import View, view
from cancu.ontology.load import Programme, document_types

_THIS = re.compile(r"này(?![^\W_])")
_ON = re.compile(r"trên(?![^\W_])")
_SAID_BEFORE = re.compile(r"(?:nêu|nói|dẫn)\s+\Z")
_ALREADY = re.compile(r"đã\s+(?:dẫn|nêu)(?![^\W_])")
_ABOVE = re.compile(r"(?:nêu|nói|dẫn)\s+trên(?![^\W_])|trên(?=\s*(?:[,.;:)]|\Z))")
_SEVERAL = re.compile(r"(?<![^\W_])(?:các|những|hai|ba|bốn|cả)\s+\Z")
"""What tells that more than one document is pointed at."""
_POINT = r"(?:điểm|tiết)\s+[a-zđ\d](?:\s*,\s*[a-zđ\d])*(?:\s+và\s+[a-zđ\d])?"
_CLAUSE = r"khoản\s+\d{1,3}(?:\s*,\s*\d{1,3})*(?:\s+và\s+(?:khoản\s+)?\d{1,3})?"
_THIS_ARTICLE = re.compile(
    rf"(?<![^\W_])(?:(?:{_POINT}\s+)?{_CLAUSE}\s+điều\s+này|{_POINT}\s+(?:khoản|điều)\s+này"
    r"|(?<=tại\s)(?:điều|khoản|phụ\s+lục|chương)\s+này|(?<=của\s)(?:điều|khoản|phụ\s+lục|chương)\s+này"
    r"|(?<=theo\s)(?:điều|khoản|phụ\s+lục|chương)\s+này)\Z"
)
"""A provision of this document; "Điều này cho thấy" and "thời điểm này" speak of none."""
_PROVISIONS = frozenset(map(fold, ("điều", "khoản", "lục", "chương")))
_PROVISION_REACH = 70
_BARE_AFTER = re.compile(r"\s*(?:[,.;:)]|\Z|\n|(?:và|thì|được|phải|có|để|quy\s+định)(?![^\W_]))")
_SPOKEN_OF = 900
"""How far before "Nghị định này" the one decree may stand of which a plan speaks."""
_PARTY = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Đảng ủy")
_OPENS_QUOTE = 200
"""How far before a quotation the document may be cited whose words it repeats."""
_HOLDS_PROVISIONS = ("normative", "legislative")


def find_references(
    source: SourceText, mentions: Sequence[Mention], header: Header
) -> tuple[Mention, ...]:
    """Return the references of a text in reading order; none overlaps a mention."""
    seen = view(source.text)
    frame = page_frame(seen, header)
    taken = sorted((m.start, m.end) for m in mentions)
    firsts = [start for start, _ in taken]
    sentences = Sentences(seen.text)
    found = sorted(_found(seen, mentions, header), key=lambda one: one[0])
    references: list[Mention] = []
    last = 0
    for start, end, kind_of in found:
        if start < last or frame.holds(start):
            continue
        first, stop = seen.span(start, end)
        near = bisect_right(firsts, stop - 1)
        if any(b > first for _, b in taken[max(0, near - 2) : near]):
            continue
        last = end
        around = seen.span(*sentences.around(start, end))
        references.append(
            replace(
                kind_of,
                start=first,
                end=stop,
                surface=source.text[first:stop],
                pinpoint=kind_of.pinpoint,
                role="mentions",
                sentence=around,
                nested=(),
                confidence=confidence(kind_of.rule),
            )
        )
    return tuple(references)


_Place = tuple[int, int, Mention]


def _found(seen: View, mentions: Sequence[Mention], header: Header) -> Iterator[_Place]:
    cited = _Cited(seen, mentions)
    yield from _pointing(seen, cited, header)
    yield from _after_provisions(seen, cited, header)
    yield from _programmes(seen)
    yield from short_named(seen, mentions, header.type, _itself(header))


class _Cited:
    """The documents cited before a place, by type; mentions stand in reading order."""

    def __init__(self, seen: View, mentions: Sequence[Mention]) -> None:
        self._seen = seen
        self._all = [mention for mention in mentions if not mention.self_reference]
        self._by_type: dict[str | None, list[Mention]] = defaultdict(list)
        for mention in self._all:
            self._by_type[mention.type].append(mention)
        self._all_ends = [mention.end for mention in self._all]
        self._ends = {kind: [m.end for m in found] for kind, found in self._by_type.items()}

    def last(self, kind: str, before: int) -> Mention | None:
        """Return the last full citation of this type before an offset of the view.

        A short form there ("Nghị định 61") leaves open which full one it stands for.
        """
        count = self._count(kind, before)
        found = self._by_type[kind][count - 1] if count else None
        return None if found is None or found.kind == "short" else found

    def _count(self, kind: str, before: int) -> int:
        return bisect_right(self._ends.get(kind, ()), self._seen.span(before, before + 1)[0])

    def beside(self, before: int) -> Mention | None:
        """Return the last citation of any type that ends right before an offset of the view."""
        place = self._seen.span(before, before + 1)[0]
        last = bisect_right(self._all_ends, place) - 1
        near = last >= 0 and self._all_ends[last] >= place - _OPENS_QUOTE
        return self._all[last] if near else None

    def only(self, kind: str, before: int) -> Mention | None:
        """Return the last citation before an offset where all of its type are of one document."""
        last, count = self.last(kind, before), self._count(kind, before)
        same = {(m.number, m.name) for m in self._by_type[kind][max(0, count - _COMPARED) : count]}
        return last if len(same) == 1 else None


_COMPARED = 20
"""So many citations are compared to tell whether a text speaks of one document."""


def _pointing(seen: View, cited: _Cited, header: Header) -> Iterator[_Place]:
    """Words that point: "Kế hoạch này" at this document, "nêu trên" at one cited before."""
    lower = seen.lower
    quotes: Quoted | None = None
    for match in _THIS.finditer(lower):
        word = _word_before(lower, match.start())
        if word not in _PROVISIONS and word not in last_words():
            continue
        quotes = quotes or quoted(lower)
        quote = quotes.around(match.start())
        if word in _PROVISIONS:
            yield from _this_article(seen, match.end(), cited, header, quote)
        else:
            yield from _this_type(seen, match, cited, header, quote)
    for match in _words_above(lower):
        if _word_before(lower, match.start()) not in last_words():
            continue
        word_there = _type_word(seen, match.start())
        earlier = cited.last(word_there.type.name, word_there.start) if word_there else None
        if word_there and earlier:
            yield (word_there.start, match.end(),
                   _pointed(seen, word_there.start, earlier, "above"))  # fmt: skip


def _words_above(lower: str) -> Iterator[re.Match[str]]:
    """Yield "nêu trên", "trên" and "đã dẫn"; single words are found far faster than one of many."""
    for on in _ON.finditer(lower):
        said = _SAID_BEFORE.search(lower, max(0, on.start() - 8), on.start())
        match = _ABOVE.match(lower, said.start() if said else on.start())
        if match is not None:
            yield match
    yield from _ALREADY.finditer(lower)


def _word_before(lower: str, at: int) -> str:
    pieces = lower[max(0, at - 14) : at].split()
    return fold(pieces[-1]) if pieces else ""


def _type_word(seen: View, at: int) -> TypeWord | None:
    """Return the type word right before an offset; None for several or for a law in passing."""
    word = type_before(seen.lower, at, max(0, at - 40), "")
    if word is None or seen.lower[word.end : at].strip():
        return None
    if word.type.by_name and not seen.text[word.start].isupper():
        return None
    several = _SEVERAL.search(seen.lower, max(0, word.start - 8), word.start)
    return None if several else word


def _this_type(
    seen: View, this: re.Match[str], cited: _Cited, header: Header, quote: tuple[int, int] | None
) -> Iterator[_Place]:
    """ "Kế hoạch này" in a plan; "Nghị định này" in a plan that speaks of one decree.

    In the words of another document it is that one, where it is cited right before them.
    """
    word = _type_word(seen, this.start())
    if word is None:
        return
    kind = word.type.name
    if quote is not None:
        quoted_from = cited.beside(quote[0])
        if quoted_from is not None and quoted_from.type == kind:
            yield word.start, this.end(), _pointed(seen, word.start, quoted_from, "above")
            return
    if kind == header.type:
        if quote is None:
            pin = pinpoint_before(seen.text, seen.lower, word.start)
            yield word.start, this.end(), _itself(header, pin.surface if pin else None)
        return
    earlier = cited.last(kind, word.start)
    if earlier and earlier.end >= seen.span(word.start, this.end())[0] - _SPOKEN_OF:
        only = cited.only(kind, word.start)
        pointed = _pointed(seen, word.start, only or earlier, "above")
        yield word.start, this.end(), pointed if only else _of_several(pointed)


def _of_several(pointed: Mention) -> Mention:
    """Leave open which of the documents cited before is meant."""
    return replace(pointed, number=None, name=None, date=None, year=None, issuer=None,
                   issuer_stated=False, issuer_within=None)  # fmt: skip


def _pointed(seen: View, start: int, earlier: Mention, rule: str) -> Mention:
    pin = pinpoint_before(seen.text, seen.lower, start)
    return replace(earlier, kind="relative", rule=rule, pinpoint=pin.surface if pin else None)


def _this_article(
    seen: View, end: int, cited: _Cited, header: Header, quote: tuple[int, int] | None
) -> Iterator[_Place]:
    """ "khoản 1 Điều này": a provision of this document, or of the one whose words are quoted."""
    low = max(0, end - _PROVISION_REACH)
    match = _THIS_ARTICLE.search(seen.lower, low, end) if header.type else None
    if match is None:
        return
    surface = " ".join(seen.text[slice(*match.span())].split())
    if quote is None:
        yield *match.span(), replace(_itself(header, surface), rule="this-article")
    elif (quoted_from := cited.beside(quote[0])) is not None:
        there = replace(quoted_from, kind="relative", rule="this-article", pinpoint=surface)
        yield *match.span(), there


def _after_provisions(seen: View, cited: _Cited, header: Header) -> Iterator[_Place]:
    """ "theo Điều 7, 8 Nghị định, …" where a text speaks of one decree."""
    lower = seen.lower
    for match in _provided_types().finditer(lower):
        kind = type_named(match["type"])
        if kind is None or kind == header.type or not _BARE_AFTER.match(lower, match.end()):
            continue
        start = match.start("type")
        earlier = cited.only(kind, start)
        if earlier is not None:
            yield start, match.end(), _pointed(seen, start, earlier, "after-provision")


@cache
def _provided_types() -> re.Pattern[str]:
    """Return the pattern of a provision and the bare type word that follows it."""
    words = "|".join(
        r"\s+".join(map(re.escape, kind.name.lower().split()))
        for kind in document_types()
        if kind.family in _HOLDS_PROVISIONS
    )
    return re.compile(
        rf"(?:điều|khoản|chương|mục|phụ\s+lục)\s+[\divxlc]{{1,5}}[a-zđ]?"
        rf"(?:\s*(?:,|và)\s*\d{{1,4}}){{0,8}}\s+(?:của\s+)?(?P<type>{words})(?![^\W_])"
    )


def _itself(header: Header, pinpoint: str | None = None) -> Mention:
    return Mention(
        start=0, end=0, surface="", kind="relative", type=header.type, number=header.number,
        date=header.date if header.date and len(header.date) == 10 else None,
        year=int(header.date[:4]) if header.date else None, issuer=header.issuer,
        pinpoint=pinpoint, role="mentions", rule="this", confidence=0.5, self_reference=True,
    )  # fmt: skip


def _programmes(seen: View) -> Iterator[_Place]:
    for found in programmes_named(seen.lower):
        one = found.value
        if _of_another(seen, found.end, one):
            continue
        yield found.start, found.end, Mention(
            start=0, end=0, surface="", kind="programme", type=one.type, number=one.number,
            date=one.date.isoformat(), year=one.date.year, issuer=one.issuer, pinpoint=None,
            role="mentions", rule="programme", confidence=0.5, name=one.name,
        )  # fmt: skip


def _of_another(seen: View, end: int, programme: Programme) -> bool:
    """Whether another day or a Party committee follows: a place's own scheme has the same name."""
    beside = after(seen.text, seen.lower, end)
    day = beside.date.day if beside.date else None
    of_the_party = beside.body is not None and beside.body.name.startswith(_PARTY)
    return of_the_party or day not in (None, programme.date.isoformat())
