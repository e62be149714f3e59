"""Short names that a text gives to documents: "sau đây gọi là Đề án một cửa", and then "Đề án"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cancu.ingest.mentions import Mention
from cancu.ingest.phrases import Phrases
from cancu.ingest.typewords import type_named
from cancu.ingest.view import View
from cancu.ontology.load import document_types

_CALLED = re.compile(
    r"sau\s+đây\s+(?:được\s+)?(?:viết|gọi)\s+(?:tắt|gọn|chung)?\s*là\s*:?\s*[\"“]?\s*"
    r"(?P<name>[^\d\W_][^)\"”;.\n]{2,80}?)\s*[\"”)]"
)
_GOES_ON = re.compile(r"\s+(?:số(?![^\W_])|\d|này(?![^\W_])|nêu(?![^\W_])|[A-ZĐÀ-Ỹ])|[^\W_]")
"""What makes more of a bare type word than a short name: "Đề án 06", "Đề án này"."""
_NUMBERED = re.compile(r"\d\s?/")
_BESIDE = 80
"""So long are date and issuer between a number and the short name given right after it."""
_NEXT_ITEM = re.compile(r";\s*\n|\n\s*\n")
_NEAR = 400
"""How far before its definition a short name's document may stand, in characters."""


def short_named(
    seen: View, mentions: Sequence[Mention], own_type: str | None, itself: Mention
) -> Iterator[tuple[int, int, Mention]]:
    """Yield where the text uses the short names that it gave, and which document each means.

    ``own_type`` is this document's type, ``itself`` a reference to it.
    """
    called = _short_names(seen, mentions, own_type, itself)
    yield from _again(seen, {name: rest for name, *rest in called})


def _again(seen: View, called: Mapping[str, Sequence[Any]]) -> Iterator[tuple[int, int, Mention]]:
    """Yield where the text uses again the short names that it gave; it is gone through once."""
    if not called:
        return
    names = Phrases((name.lower(), name) for name in called)
    firsts = {name.split()[0] for name in called}
    opening = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(firsts)))})(?![^\W_])")
    for match in opening.finditer(seen.text):
        found = names.longest_at(seen.lower, match.start())
        if found is None or found.start != match.start():
            continue
        defined, mention = called[found.value]
        said = " ".join(seen.text[found.start : found.end].split())
        bare = " " not in found.value or type_named(found.value.lower()) is not None
        if found.start < defined or said != " ".join(found.value.split()):
            continue
        if not (bare and _GOES_ON.match(seen.text, found.end)):
            yield found.start, found.end, mention


def _type_of_name(name: str) -> str | None:
    """Return the type that begins a short name ("Đề án", "Đề án một cửa"); a body's has none."""
    lower = f"{name.lower()} "
    kinds = [k.name for k in document_types() if lower.startswith(f"{k.name.lower()} ")]
    return max(kinds, key=len, default=None)


def _short_names(
    seen: View, mentions: Sequence[Mention], own_type: str | None, itself: Mention
) -> Iterator[tuple[str, int, Mention]]:
    """Yield the short names that the text gives to documents, and where each is given.

    The document is the one cited before in the same sentence, if it is of the type that the name
    tells or what was said of it since names that type: "phê duyệt đề án … (sau đây gọi là Đề án)".
    Else the name of the own type is this document's: "ban hành Kế hoạch thi hành Luật … (sau đây
    gọi là Kế hoạch)".
    """
    named = [mention for mention in mentions if not mention.self_reference]
    ends = [mention.end for mention in named]
    for match in _CALLED.finditer(seen.lower):
        start, end = match.span("name")
        name = seen.text[start:end]
        kind = _type_of_name(name)
        if not name[0].isupper() or kind is None or _NUMBERED.search(name):
            continue
        place = seen.span(start, end)[0]
        last = bisect_right(ends, place) - 1
        cited = named[last] if last >= 0 and place < named[last].sentence[1] else None
        if cited is not None and _fits(cited, kind, seen.original[cited.end : place]):
            called = name if cited.kind != "named" else cited.name
            yield name, end, replace(
                cited, kind="programme", rule="short-name", name=called, pinpoint=None
            )  # fmt: skip
        elif kind == own_type and name.lower() == kind.lower():
            yield name, end, replace(itself, rule="short-name")


def _fits(cited: Mention, kind: str, since: str) -> bool:
    """Whether a short name of this type may be that of a document cited before."""
    if len(since) > _NEAR or _NEXT_ITEM.search(since):
        return False
    words = " ".join(since.lower().split())
    beside = cited.kind != "named" and len(words) <= _BESIDE
    return cited.type == kind or beside or kind.lower() in words
