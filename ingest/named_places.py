"""Read the unit that is named at a place in a text: "tỉnh Hà Tĩnh", "TP.HCM", "Nghệ An" alone.

The words for the kinds of units are data (ontology/body_words.csv), names of provinces and
districts a closed list.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ingest.phrases import Phrases
from cancu.ingest.places import is_closed, place_names
from cancu.ingest.view import BLANK_LINE
from cancu.ontology import units
from cancu.ontology.load import body_words

_WORD = re.compile(r"[^\W_]+(?:[&/][^\W_]+)*")
_GOES_ON = re.compile(r"\s+[^\W\d_](?<=[a-zđà-ỹ])")
_DOTTED_KIND = re.compile(r"t\.\s?(?P<letter>[pxt])(?![^\W_])\.?")
_DOTTED = {"p": "thành phố", "x": "thị xã", "t": "thị trấn"}


@cache
def _kinds() -> Phrases[str]:
    return Phrases((row.word, row.meaning) for row in body_words() if row.role == "place")


def province_at(text: str, lower: str, start: int) -> tuple[str, str, int] | None:
    """Return the province whose bare name follows ("Sở Y tế Hà Nội"): kind, name, end."""
    begin = _skip_space(text, start)
    known = place_names(None).longest_at(lower, begin, 60) if begin > start else None
    if known is None or known.start != begin or text[begin] == lower[begin]:
        return None
    states = [unit for unit in units.find(known.value) if unit.level == "province"]
    kinds = {unit.kind for unit in states}
    return (states[-1].kind, known.value, known.end) if len(kinds) == 1 else None


_PLACE_LETTERS = frozenset("thqxpđ")
"""How the kinds of places begin; most names are followed by another word."""


def place_at(text: str, lower: str, start: int) -> tuple[str, str | None, int] | None:
    """Return the unit that is named right after ``start``: (kind, name or None, end)."""
    begin = _skip_space(text, start)
    if lower[begin : begin + 1] not in _PLACE_LETTERS:
        return None
    dotted = _DOTTED_KIND.match(lower, begin) if begin > start else None
    if dotted is not None:
        spelt = _DOTTED[dotted["letter"]]
        after_it = place_name_at(text, lower, dotted.end(), spelt, glued=True)
        return (spelt, *after_it) if after_it else (spelt, None, dotted.end())
    kind = _kinds().longest_at(lower, begin)
    if kind is None or kind.start != begin or begin == start:
        return None
    short = kind.end - kind.start < len(kind.value)
    dot = 1 if short and text[kind.end : kind.end + 1] == "." else 0
    if kind.end - kind.start == 1 and not dot:
        return None
    named = place_name_at(text, lower, kind.end + dot, kind.value, glued=dot == 1)
    if named is None:
        return kind.value, None, kind.end
    return kind.value, named[0], named[1]


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def place_name_at(
    text: str, lower: str, start: int, kind: str | None, *, glued: bool = False
) -> tuple[str, int] | None:
    """Return the place name right after ``start``, the longest that the registers know.

    An unknown name is taken as the capitalised words there, four at the most, where not all names
    are known; in a line all in capitals it cannot be told from what follows, so nothing is
    returned. A single word before one in small letters begins something else ("xã Quy định").
    ``glued`` allows no space before it ("TP.Vinh"). A new paragraph begins none that is unknown.
    """
    begin = _skip_space(text, start)
    if (begin == start and not glued) or not text[begin : begin + 1].isalnum():
        return None
    known = place_names(kind).longest_at(lower, begin, 60)
    if known is not None and known.start == begin and text[begin] != lower[begin]:
        return known.value, known.end
    if is_closed(kind) or BLANK_LINE.search(text, start, begin):
        return None
    words: list[str] = []
    end = begin
    for match in _WORD.finditer(text, begin, begin + 40):
        word = match.group()
        apart = text[end : match.start()]
        if (apart.strip() if words else apart) or not _capital(word) or len(words) == 4:
            break
        if word.isupper() and len(word) > 1:
            return None
        words.append(word)
        end = match.end()
    begun = len(words) == 1 and not words[0].isdigit() and _GOES_ON.match(text, end) is not None
    return (" ".join(words), end) if words and not begun else None


def _capital(word: str) -> bool:
    return word[0].isupper() or word.isdigit()
