"""Find the header rows of tables whose lines were lost: a run of words that name columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from cancu.ingest.columns import Meaning, columns_of, holds_duties, holds_targets, meaning_of

_FIRST = re.compile(
    r"^[ \t]*(?=(?:số\s*tt|s\.?t\.?t\.?|tt|s\s*ố?\s*t\s+t|nội\s+dung|nhiệm\s+vụ"
    r"|công\s+việc|hoạt\s+động)\d?(?:\s|$))",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"\S+")
_SPLIT_NUMBER = re.compile(r"s\s*ố?\s*t\s+t(?=\s)", re.IGNORECASE)
"""The name of the column of numbers, its letters parted because the column is narrow."""
_ROW_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]+)(?:\.\d{0,2})*\.?")
_NUMBER_DIGITS = "0123456789IVX"
_NUMBER_COLUMN = re.compile(r"s?tt\d?|s\.t\.t\.?")
_REACH = 500
"""A header is no longer than this many characters."""
_NAME_WORDS = 9
_COLUMNS = (3, 11)
_AGAIN: dict[Meaning | None, float] = {"deadline": 2.2}
"""The price of a second column of one meaning: term and progress do stand side by side."""


@dataclass(frozen=True, slots=True)
class FlatHeader:
    """A header found in running text: its span, the names as printed, what they mean."""

    start: int
    end: int
    names: tuple[str, ...]
    columns: tuple[Meaning | None, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    lower: str
    start: int
    end: int
    opens_line: bool


def find_headers(text: str) -> tuple[FlatHeader, ...]:
    """Find every header, repeated ones too, in reading order. Linear in the text."""
    found: list[FlatHeader] = []
    for match in _FIRST.finditer(text):
        if found and match.end() < found[-1].end:
            continue
        words = _words(text, match.end())
        header = _known(words, found) or _read(words)
        if header:
            found.append(header)
    return tuple(found)


def _words(text: str, start: int) -> list[_Word]:
    """Return the words from ``start`` on, up to a row's number."""
    words: list[_Word] = []
    if split := _SPLIT_NUMBER.match(text, start):
        words.append(_Word("STT", "stt", *split.span(), opens_line=True))
        start = split.end()
    for match in _WORD.finditer(text, start, min(len(text), start + _REACH)):
        gap = text[words[-1].end : match.start()] if words else "\n"
        word = match.group()
        lower = word.lower()
        if words and word[0] in _NUMBER_DIGITS and _ROW_NUMBER.fullmatch(word):
            break
        if len(words) > _COLUMNS[0] and lower[0] in "st" and _NUMBER_COLUMN.fullmatch(lower):
            break
        words.append(_Word(word, lower, *match.span(), "\n" in gap))
    return words


def _known(words: Sequence[_Word], found: Sequence[FlatHeader]) -> FlatHeader | None:
    """Match a header seen before, word for word: what follows it may look like a name too."""
    for header in {h.names: h for h in found}.values():
        known = " ".join(header.names).lower().split()
        if [w.lower for w in words[: len(known)]] == known:
            return FlatHeader(
                words[0].start, words[len(known) - 1].end, header.names, header.columns
            )
    return None


@cache
def _lexicon(kind: str) -> frozenset[str]:
    with (files(__package__) / "header_words.csv").open(encoding="utf-8") as rows:
        entries = [row["word"] for row in csv.DictReader(rows) if row["kind"] == kind]
    if kind == "start":
        return frozenset(entries)
    return frozenset(word for entry in entries for word in entry.split())


_State = tuple[float, tuple[int, ...], frozenset[Meaning | None]]


def _read(words: Sequence[_Word]) -> FlatHeader | None:
    """Cut the words into column names so that most of them mean something."""
    capitals = sum(word.text.isupper() for word in words[:8]) > 4
    states: dict[int, list[_State]] = {0: [(0.0, (0,), frozenset())]}
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for at in range(len(words)):
        for score, cuts, used in states.get(at, []):
            for end, gain, meaning in _names(words, at, used, capitals=capitals):
                state = (score + gain, (*cuts, end), used | {meaning})
                kept = states.setdefault(end, [])
                kept.append(state)
                kept.sort(key=lambda s: -s[0])
                del kept[3:]
                if state[0] > best[0] and len(cuts) + 1 > _COLUMNS[0]:
                    best = (state[0], state[1])
    cuts = best[1]
    names = tuple(" ".join(w.text for w in words[a:b]) for a, b in pairwise(cuts))
    columns = columns_of(names) if names else ()
    if not _COLUMNS[0] <= len(columns) <= _COLUMNS[1] or not _is_table(columns):
        return None
    if "ordinal" not in columns:  # a title says such words too, but not one to a line
        opened = sum(words[cut].opens_line for cut in cuts[:-1])
        if "lead" not in columns or opened * 2 < len(names):
            return None
    return FlatHeader(words[0].start, words[cuts[-1] - 1].end, names, columns)


def _is_table(columns: Sequence[Meaning | None]) -> bool:
    return (
        holds_duties(columns)
        or holds_targets(columns)
        or bool({"step", "procedure"} & set(columns))
    )


def _opens(words: Sequence[_Word]) -> bool:
    """Tell whether these words begin the name of a column."""
    phrase = " ".join(word.lower.strip(",.:/()") for word in words)
    return phrase in _lexicon("start") or re.fullmatch(r"s?tt\d|s\.t\.t", phrase) is not None


def _names(
    words: Sequence[_Word], at: int, used: frozenset[Meaning | None], *, capitals: bool
) -> Iterator[tuple[int, float, Meaning | None]]:
    """Yield the names that may begin at ``at``: where they end, their score, their meaning."""
    least = next((n for n in (1, 2, 3) if _opens(words[at : at + n])), 0)
    if not least:
        return
    opening = 0.3 if words[at].text[0].isupper() else -2.5
    if capitals:
        opening = 0.0
    if words[at].opens_line:
        opening += 0.5
    strange = 0.0
    for end in range(at + least, min(at + _NAME_WORDS, len(words)) + 1):
        word = words[end - 1]
        if end > at + least:
            for part in re.split(r"[,/()\-:;.]+", word.lower):
                if part and part not in _lexicon("inside") and not re.fullmatch(r"20\d\d", part):
                    strange += 1.2
            if word.text[0].isupper() and not capitals:
                strange += 0.8
        if strange > 3:
            return
        meaning = meaning_of(" ".join(w.text for w in words[at:end]))
        gain = opening - strange + (2.0 if meaning else -1.0)
        if meaning in used and meaning not in ("ordinal", "other"):
            gain -= _AGAIN.get(meaning, 3.0)
        if meaning == "other":
            gain -= 0.5
        yield end, gain + 0.05 * (end - at), meaning
