"""A title without the places in it: "Cải cách hành chính huyện Nam Đàn năm 2023" is of one subject
with "Cải cách hành chính tỉnh Nghệ An năm 2023".

Left out are the units that a kind announces ("huyện Nam Đàn") and, kind or not, the unit of the
plan and those above it ("trên địa bàn Nghệ An"). A name alone must be written as a name: "an toàn"
has nothing of Nghệ An.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cancu.ontology.iris import slug

_KINDS = (
    "thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã", "tp",
)  # fmt: skip
_SLUGS = tuple(tuple(slug(kind).split("-")) for kind in _KINDS)
_LONGEST = 5
"""Syllables of a unit's name, at most: "Bà Rịa - Vũng Tàu" with its hyphen."""
_ENDS = tuple(",;:.()")


def without_places(title: str, unit: Iterable[str]) -> str:
    """Return a title without names of places.

    ``unit`` is the path of the plan's unit, slug by slug: ("tinh-nghe-an", "huyen-nam-dan").
    """
    words = title.split()
    names = sorted((name for one in unit if (name := _name(one))), key=len, reverse=True)
    kept: list[str] = []
    place = 0
    while place < len(words):
        kind = _kind(words, place)
        after = place + kind
        length = _own(words, after, names, bare=not kind)
        if kind and not length and not title.isupper():
            length = _capitals(words, after)
        if length:
            place = after + length
        else:
            kept.append(words[place])
            place += 1
    return " ".join(kept)


def _name(unit: str) -> tuple[str, ...] | None:
    """Return the syllables of a unit's name: ("nam", "dan"); None of a body ("so-noi-vu")."""
    said = tuple(unit.split("-"))
    kind = next((kind for kind in _SLUGS if said[: len(kind)] == kind), None)
    return said[len(kind) :] or None if kind else None


def _kind(words: Sequence[str], place: int) -> int:
    """Return how many words at a place name a kind of unit."""
    here = tuple(slug(word) for word in words[place : place + 2])
    return next((len(kind) for kind in _SLUGS if here[: len(kind)] == kind), 0)


def _own(words: Sequence[str], place: int, names: Iterable[tuple[str, ...]], *, bare: bool) -> int:
    """Return how many words at a place are the name of one of the plan's units."""
    for name in names:
        length, rest = 0, name
        while rest and place + length < len(words):
            said = tuple(part for part in slug(words[place + length]).split("-") if part)
            if said != rest[: len(said)]:
                break
            length, rest = length + 1, rest[len(said) :]
        found = words[place : place + length]
        named = not bare or (place > 0 and all(_is_name(word) for word in found))
        if not rest and named:
            return length
    return 0


def _capitals(words: Sequence[str], place: int) -> int:
    """Return how many words at a place are written as a name: "Nam Đàn", "phường 5"."""
    length = 0
    while length < _LONGEST and place + length < len(words):
        word = words[place + length]
        if not (_is_name(word) or (length and word in "-–")):
            break
        length += 1
        if word.endswith(_ENDS):
            break
    return length


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1] in "-–" or (word.strip("".join(_ENDS)).isdigit())
