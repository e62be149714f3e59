"""What a plan's title says it is about, and whether two titles say the same.

A title is read as topics: "Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa năm 2025" has
two. Of each the words count, and what the plan does with them: who checks a reform ("Kiểm tra cải
cách hành chính") carries out another plan than who reforms. Left out are places, the body's own
name, the years, and the words that open every title (``title_frames.csv``); what the plan does is
in ``plan_actions.csv``, other ways to say a subject are in ``title_spellings.csv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.ingest.phrases import alternatives, fold
from cancu.ontology.iris import slug
from cancu.queries.plan_period import Months, period
from cancu.queries.title_places import without_places

_ALIKE = 0.8
"""Two topics are one when they have a greater share of words than this in common (Jaccard).

It lets one word in six differ: "Phát triển kinh tế số" is not "Phát triển kinh tế".
"""
_MORE_THAN = 0.5
_LEAST_IN_PART = 0.65
"""The likeness of two titles with one topic in common, and the rest of the shorter one's."""
_OTHER_ACTIONS = 0.9
_BREAK = re.compile(
    r"\s*[,;:()\[\]“”\"]\s*|\s+[-–—]\s+|\s+(?:và|gắn với|gắn liền với|kết hợp|cùng với)\s+|[.]\s"
)
_NUMBERED = re.compile(
    r"\b(?:số|đề án|khóa|lần thứ|thứ|đợt|dự án|tiểu dự án)\s+(?P<roman>[ivx]{1,6})\b"
    r"|\b(?:số\s+)?(?P<number>\d+)[\w/&-]*"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a plan is about: what it does, and the words of what it does it with.

    ``head`` is the first of the words; that of "Trực Tết Nguyên đán" is what is done, though no
    list has it.
    """

    actions: frozenset[str]
    words: frozenset[str]
    head: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The topics of a title, the first of them leading, and the numbers it names ("Đề án 06")."""

    topics: tuple[Topic, ...]
    numbers: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The words of all topics."""
        return frozenset().union(*(topic.words for topic in self.topics))

    @property
    def actions(self) -> frozenset[str]:
        """What is done, in all topics."""
        return frozenset().union(*(topic.actions for topic in self.topics))


@lru_cache(maxsize=1 << 16)
def subject_of(title: str, unit: tuple[str, ...], year: int) -> tuple[Subject, Months]:
    """Return what a plan is about and for which months.

    ``unit`` is the path of its issuer, slug by slug, the province first and a body of it last
    ("tinh-nghe-an", "so-noi-vu"); ``year`` is that of issue.
    """
    plain = " ".join(unicodedata.normalize("NFC", title).split())
    months, rest = period(without_places(plain, unit), year)
    return _subject(_without_body(rest, unit)), months


@lru_cache(maxsize=1 << 16)
def likeness(one: Subject, other: Subject) -> float:
    """Return how far two titles are about the same, 0 to 1; 0 where a difference is certain."""
    if not one.topics or not other.topics or not _numbers_agree(one, other):
        return 0.0
    lead = _same(one.topics[0], other.topics[0])
    shared = _share(one.words, other.words)
    alike = 0.0
    if (shared == 1 and _agree(one.actions, other.actions)) or (lead and shared > _ALIKE):
        alike = shared
    elif lead and _covered(*sorted((one.topics, other.topics), key=len)):
        alike = _LEAST_IN_PART + 0.3 * shared
    return alike if one.actions == other.actions else alike * _OTHER_ACTIONS


def speaks_of(text: str, subject: Subject) -> bool:
    """Tell whether a text has most words of the first topic of a subject."""
    words = frozenset(_WORD.findall(_respelt(fold(unicodedata.normalize("NFC", text)))))
    lead = subject.topics[0] if subject.topics else None
    wanted = lead.words | {w for one in lead.actions for w in one.split()} if lead else frozenset()
    return len(wanted & words) > _MORE_THAN * len(wanted)


def _same(one: Topic, other: Topic) -> bool:
    heads = one.head in other.words and other.head in one.words
    return heads and _agree(one.actions, other.actions) and _share(one.words, other.words) > _ALIKE


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether what is done agrees: both nothing in particular, or one a part of the other."""
    return bool(one) == bool(other) and (one <= other or other <= one)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _covered(fewer: Sequence[Topic], more: Sequence[Topic]) -> bool:
    """Whether more than half of the fewer topics, and a lone one, are among the others."""
    found = sum(any(_same(one, other) for other in more) for one in fewer)
    return found > _MORE_THAN * len(fewer)


def _numbers_agree(one: Subject, other: Subject) -> bool:
    if not one.numbers or not other.numbers:
        return True
    return one.numbers <= other.numbers or other.numbers <= one.numbers


def _without_body(title: str, unit: Sequence[str]) -> str:
    """Leave out the issuer's own name: "của Sở Y tế", "ngành Y tế"."""
    words = title.split()
    kind, _, field = (unit[-1] if unit else "").partition("-")
    if kind not in ("so", "phong", "ban", "chi", "van", "cong"):
        return title
    for name in (f"{kind}-{field}", f"nganh-{field}"):
        place = _named(words, tuple(name.split("-")))
        if place:
            words[place[0] : place[1]] = []
    return " ".join(words)


def _named(words: Sequence[str], name: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where a name of slugs stands among words, from and to; a hyphen between them is none:
    "Lao động - Thương binh" is "lao-dong-thuong-binh"."""
    slugs = [(part, at) for at, word in enumerate(words) for part in slug(word).split("-") if part]
    size = len(name)
    for start in range(len(slugs) - size + 1):
        here = slugs[start : start + size]
        if tuple(part for part, _ in here) == name:
            return here[0][1], here[-1][1] + 1
    return None


def _subject(title: str) -> Subject:
    """Read a title without places and years."""
    spelt = _respelt(fold(title))
    numbers = frozenset(
        found["roman"] or str(int(found["number"])) for found in _NUMBERED.finditer(spelt)
    )
    framed = _frames().sub(" ", _NUMBERED.sub(" ", spelt))
    return Subject(tuple(_topics(_BREAK.split(framed))), numbers)


def _topics(parts: Iterable[str]) -> Iterator[Topic]:
    """Yield the topics of a title's parts; a part that is but a verb belongs to the next one.

    "Kiểm tra, rà soát văn bản" is one topic, as is "Quản lý, bảo vệ rừng".
    """
    actions: set[str] = set()
    words: list[str] = []
    for part in parts:
        actions.update(filter(None, (_actions()[said] for said in _verbs().findall(part))))
        rest = _verbs().sub(lambda said: "" if _actions()[said.group()] else said.group(), part)
        words += _WORD.findall(rest)
        if words and len(_WORD.findall(_verbs().sub(" ", part))) > 1:
            yield Topic(frozenset(actions), frozenset(words), words[0])
            actions, words = set(), []
    if words:
        yield Topic(frozenset(actions), frozenset(words), words[0])


def _respelt(title: str) -> str:
    written = _written()
    return _spellings().sub(lambda said: written[_one_space(said.group())], title)


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).with_name(name)).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _written() -> dict[str, str]:
    return {fold(row["said"]): fold(row["written"]) for row in _rows("title_spellings.csv")}


@cache
def _spellings() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_written())})(?!\w)")


@cache
def _frames() -> re.Pattern[str]:
    phrases = [row["phrase"] for row in _rows("title_frames.csv")]
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)")


@cache
def _actions() -> dict[str, str]:
    return {fold(row["word"]): row["action"] for row in _rows("plan_actions.csv")}


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_actions())})(?!\w)")
