"""References that lean on something: "Kế hoạch này", "Nghị định nêu trên", "Đề án 06".

They are not citations of their own, but they say which document is meant: this one, one cited
before, one that the text gave a short name ("sau đây gọi là Đề án …"), or a programme that the
register ties to a number. What leans on nothing is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from cancu.ingest.confidence import confidence
from cancu.ingest.mentions import Mention
from cancu.ingest.phrases import Phrases
from cancu.ingest.sentences import Sentences
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.typewords import type_before
from cancu.ingest.view import View, view
from cancu.ontology.load import Programme, document_types, programmes

_THIS = re.compile(r"này(?![^\W_])")
_ABOVE = re.compile(r"(?:nêu|nói)\s+trên(?![^\W_])")
_CALLED = re.compile(
    r"sau\s+đây\s+(?:được\s+)?(?:viết|gọi)\s+(?:tắt|gọn|chung)?\s*là\s*:?\s*[\"“]?\s*"
    r"(?P<name>[^\d\W_][^)\"”;.\n]{2,80}?)\s*[\"”)]"
)
_NEAR = 400
"""How far before its definition a short name's document may stand, in characters."""


def find_references(
    source: SourceText, mentions: Sequence[Mention], header: Header
) -> tuple[Mention, ...]:
    """Return the references of a text in reading order; none overlaps a mention."""
    seen = view(source.text)
    taken = sorted((m.start, m.end) for m in mentions)
    sentences = Sentences(seen.text)
    found = sorted(_found(seen, mentions, header), key=lambda one: one[0])
    references: list[Mention] = []
    last = 0
    for start, end, kind_of in found:
        if start < last:
            continue
        first, stop = seen.span(start, end)
        if any(a < stop and b > first for a, b in taken):
            continue
        last = end
        around = seen.span(*sentences.around(start, end))
        references.append(
            replace(
                kind_of,
                start=first,
                end=stop,
                surface=source.text[first:stop],
                pinpoint=None,
                role="mentions",
                sentence=around,
                nested=(),
                confidence=confidence(kind_of.rule),
            )
        )
    return tuple(references)


_Place = tuple[int, int, Mention]


def _found(seen: View, mentions: Sequence[Mention], header: Header) -> Iterator[_Place]:
    yield from _pointing(seen, mentions, header)
    yield from _programmes(seen)
    for name, defined, mention in _short_names(seen, mentions):
        again = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])")
        for match in again.finditer(seen.text, defined):
            yield match.start(), match.end(), mention


def _pointing(seen: View, mentions: Sequence[Mention], header: Header) -> Iterator[_Place]:
    """Type words that point: "Kế hoạch này" at this document, "nêu trên" at one cited before."""
    lower = seen.lower
    for pattern, here in ((_THIS, True), (_ABOVE, False)):
        for match in pattern.finditer(lower):
            word = type_before(lower, match.start(), max(0, match.start() - 40), "")
            if word is None or lower[word.end : match.start()].strip():
                continue
            if word.type.by_name and not seen.text[word.start].isupper():
                continue
            if here and word.type.name == header.type:
                yield word.start, match.end(), _itself(header)
            elif not here:
                earlier = _last_of_type(
                    mentions, word.type.name, seen.span(word.start, match.end())[0]
                )
                if earlier is not None:
                    pointed = replace(earlier, kind="relative", rule="above")
                    yield word.start, match.end(), pointed


def _itself(header: Header) -> Mention:
    return Mention(
        start=0, end=0, surface="", kind="relative", type=header.type, number=header.number,
        date=header.date if header.date and len(header.date) == 10 else None,
        year=int(header.date[:4]) if header.date else None, issuer=header.issuer, pinpoint=None,
        role="mentions", rule="this", confidence=0.5, self_reference=True,
    )  # fmt: skip


def _last_of_type(mentions: Sequence[Mention], kind: str, before: int) -> Mention | None:
    earlier = [m for m in mentions if m.end <= before and m.type == kind and not m.self_reference]
    return earlier[-1] if earlier else None


@cache
def _known_programmes() -> Phrases[Programme]:
    return Phrases((one.name, one) for one in programmes())


@cache
def _programme_starts() -> tuple[re.Pattern[str], ...]:
    """Return a pattern a pair of first words; one by one they are searched as literals."""
    pairs = {tuple(one.name.lower().split()[:2]) for one in programmes()}
    return tuple(re.compile(r"\s+".join(map(re.escape, pair))) for pair in sorted(pairs))


def _programmes(seen: View) -> Iterator[_Place]:
    for match in chain.from_iterable(one.finditer(seen.lower) for one in _programme_starts()):
        found = _known_programmes().longest_at(seen.lower, match.start())
        if found is not None and found.start == match.start():
            one = found.value
            yield found.start, found.end, Mention(
                start=0, end=0, surface="", kind="programme", type=one.type, number=one.number,
                date=one.date.isoformat(), year=one.date.year, issuer=one.issuer, pinpoint=None,
                role="mentions", rule="programme", confidence=0.5, name=one.name,
            )  # fmt: skip


def _of_a_document(name: str) -> bool:
    """Whether a short name is a document's: a type word and more ("Đề án 06"), not a body's."""
    lower = name.lower()
    return any(lower.startswith(f"{kind.name.lower()} ") for kind in document_types())


def _short_names(seen: View, mentions: Sequence[Mention]) -> Iterator[tuple[str, int, Mention]]:
    """Yield the short names that the text gives to documents it cites, and where each is given."""
    for match in _CALLED.finditer(seen.lower):
        start, end = match.span("name")
        name = seen.text[start:end]
        if not name[0].isupper() or not _of_a_document(name):
            continue
        place = seen.span(start, end)[0]
        near = [m for m in mentions if place - _NEAR < m.end <= place and not m.self_reference]
        if near:
            rule = "short-name"
            called = replace(near[-1], kind="programme", rule=rule, name=name)
            yield name, end, called
