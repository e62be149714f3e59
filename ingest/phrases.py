"""Longest-match lookup of multi-word names, blind to case, line wraps and the place of tone marks.

Names of laws and bodies wrap over lines, lose commas and are spelt "Uỷ ban" or "Ủy ban". A trie
over folded words finds the longest known name at a place in time independent of how many names
there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_JOINT = " \n\t-,\u00a0"
_OLD_TONE = {
    old: new
    for vowels, bare in (("àáảãạ", "a"), ("èéẻẽẹ", "e"), ("ỳýỷỹỵ", "y"))
    for first, firsts in (("o", "òóỏõọ"), ("u", "ùúủũụ"))
    if (first, bare) in {("o", "a"), ("o", "e"), ("u", "y")}
    for old, new in zip(
        (first + toned for toned in vowels), (toned + bare for toned in firsts), strict=True
    )
}
_OLD_TONE_AT = re.compile("|".join(_OLD_TONE))
_NEW_TONE = {new: old for old, new in _OLD_TONE.items()}
_NEW_TONE_AT = re.compile("|".join(_NEW_TONE))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Fold one word or phrase: lower case, tone marks in the new places ("uỷ" → "ủy")."""
    return _OLD_TONE_AT.sub(lambda m: _OLD_TONE[m.group()], word.lower())


def spellings(phrase: str) -> frozenset[str]:
    """Return the spellings of a phrase in lower case, with tone marks in old and new places."""
    new = fold(" ".join(phrase.split()))
    old = _NEW_TONE_AT.sub(lambda m: _NEW_TONE[m.group()], new)
    return frozenset((phrase.lower(), new, old))


def alternatives(phrases: Iterable[str]) -> str:
    """Return a regular expression of phrases in all spellings, the longest first."""
    spelt = {spelling for phrase in phrases for spelling in spellings(phrase)}
    ordered = sorted(spelt, key=lambda one: (-len(one), one))
    return "|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered)


@dataclass(slots=True)
class _Node(Generic[Value]):
    children: dict[str, _Node[Value]] = field(default_factory=dict)
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A name found: ``text[start:end]`` is its spelling there."""

    value: Value
    start: int
    end: int


class Phrases(Generic[Value]):
    """A set of names, each with a value; ``slashed`` ones may hold slashes ("Đề án 06/CP")."""

    def __init__(self, names: Iterable[tuple[str, Value]], *, slashed: bool = False) -> None:
        self._root: _Node[Value] = _Node()
        self._joint = f"{_JOINT}/" if slashed else _JOINT
        for name, value in names:
            node = self._root
            for word in _WORD.findall(fold(name)):
                node = node.children.setdefault(word, _Node())
            if node is not self._root and node.value is None:
                node.value = value

    def longest_at(self, lower: str, start: int, reach: int = 240) -> Found[Value] | None:
        """Return the longest name that begins at the first word from ``start`` on.

        ``lower`` is the text in lower case; words may be apart by spaces, line ends, commas and
        hyphens, never by a sentence's end. At most ``reach`` characters are read.
        """
        node = self._root
        value: Value | None = None
        first = last = end = -1
        for match in _WORD.finditer(lower, start, start + reach):
            if last >= 0 and not self._joins(lower, last, match.start()):
                break
            child = node.children.get(fold(match.group()))
            if child is None:
                break
            node = child
            first = match.start() if first < 0 else first
            last = match.end()
            if node.value is not None:
                value, end = node.value, last
        return None if value is None else Found(value, first, end)

    def _joins(self, text: str, end: int, start: int) -> bool:
        """Whether what lies between two words may stand inside a name."""
        if start - end == 1:
            return text[end] in self._joint
        between = text[end:start]
        return not between.strip(" \t\r\n\u00a0,-") and between.count("\n") <= 3
