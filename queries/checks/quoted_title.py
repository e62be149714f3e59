"""C07: the subject quoted with a citation is not the title in the register."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import pairwise

from cancu.ingest.law_names import is_amending, laws_of_name
from cancu.ingest.mentions import Mention
from cancu.ontology.iris import slug
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import status_on
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.quotation import (
    COMMON,
    IDLE,
    amends,
    pairs_of,
    quoted_subject,
    same_spelling,
    words_of,
)
from cancu.queries.checks.register_rows import as_evidence, row_of, rows_of
from cancu.queries.citation_form import full_citation, is_law, name_of
from cancu.queries.findings import Problem

_ENOUGH = 5
"""Words of a subject, without those that many titles have, that make it another subject."""
_ALIKE = 0.85
"""How much of a title and of the words quoted must agree to be the same title."""
_LEADS = (["quy", "định"], ["hướng", "dẫn"])
"""How a title begins, which is often left out."""
_YEARS = range(1945, 2100)


def wrong_title(examined: Examined) -> Iterator[Problem]:
    """Yield each quoted subject that drops or changes words inside the registered title."""
    told: set[str] = set()
    for mention in examined.mentions:
        rows = rows_of(examined, mention)
        if len(rows) != 1 or not rows[0].title or mention.rule == "list":
            continue
        row, title, known = rows[0], rows[0].title, name_of(rows[0])
        if known in told:
            continue
        if misnamed(examined, mention):
            told.add(known)
            yield _other_law(examined, row, mention)
            continue
        quoted = None if is_law(row) else quoted_subject(examined, mention)
        if quoted is None:
            continue
        (_, stop), words = quoted
        if misnumbered(examined, mention):
            told.add(known)
            yield _other_document(row, mention, stop, words)
        elif years := _other_years(words, title):
            told.add(known)
            yield _other_period(row, mention, stop, years)
        elif lost := _lost(words, title):
            told.add(known)
            yield _problem(row, mention, stop, words, lost)


def misnamed(examined: Examined, mention: Mention) -> bool:
    """Whether a law is cited by a name and by the number of another law.

    Only a name that the register knows for other laws counts: names are often shortened.
    """
    if mention.name is None or mention.number is None or is_amending(mention.name):
        return False
    rows = rows_of(examined, mention)
    if len(rows) != 1 or not is_law(rows[0]):
        return False
    name = slug(mention.name)
    own = (slug(rows[0].title or ""), *map(slug, rows[0].aliases))
    if any(name in one or one in name for one in own if one):
        return False
    return bool(laws_of_name(mention.name))


def misnumbered(examined: Examined, mention: Mention) -> bool:
    """Whether the subject quoted has nothing in common with the title that the number has.

    Behind a pinpoint the words tell of the article, not of the document; with another date it may
    be another document of that number, which the register lacks (secret ones are numbered apart).
    """
    if mention.number is None or mention.pinpoint or mention.role != "basis":
        return False
    row = row_of(examined, mention)
    if row is None or not row.title or row.date is None or mention.date != row.date.isoformat():
        return False
    quoted = quoted_subject(examined, mention)
    return quoted is not None and another_subject(quoted[1], row.title)


def another_subject(one: str, other: str, *, enough: int = _ENOUGH) -> bool:
    """Whether two subjects speak of different things; short ones are not compared.

    One pair of words may be common to both ("… điện tử"), two tell of the same subject.
    """
    said, known = ([w for w in words_of(text) if w not in COMMON] for text in (one, other))
    if len(said) >= enough and len(known) >= 2 and not set(said) & set(known):
        return True
    pairs = (pairs_of(one), pairs_of(other))
    return all(len(some) >= enough for some in pairs) and len(pairs[0] & pairs[1]) <= 1


def same_title(quoted: str, title: str) -> bool:
    """Whether the words quoted are a title, or its beginning, almost word by word."""
    said, known = ([w for w in words_of(t) if w not in IDLE] for t in (quoted, title))
    if len(known) < _ENOUGH or len(said) < _ENOUGH:
        return False
    said = said[: len(known) + 2]
    matcher = difflib.SequenceMatcher(None, said, known, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return matched >= _ALIKE * len(known) and matched >= _ALIKE * len(said)


def agrees(quoted: str, title: str) -> bool:
    """Whether the words quoted say the title: whole, or all of it but how it begins."""
    said, known = ([w for w in words_of(t) if w not in IDLE] for t in (quoted, title))
    for lead in _LEADS:
        said = said[len(lead) :] if said[: len(lead)] == lead else said
        known = known[len(lead) :] if known[: len(lead)] == lead else known
    return (bool(known) and said[: len(known)] == known) or same_title(quoted, title)


def _other_years(quoted: str, title: str) -> tuple[str, str] | None:
    """Return the years quoted and those of the title where they differ at the same words."""
    said, known = words_of(quoted), words_of(title)
    matcher = difflib.SequenceMatcher(None, said, known, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < max(6, 0.6 * len(known)):
        return None
    wrong: list[str] = []
    right: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        ours, theirs = said[a:b], known[c:d]
        if tag == "replace" and _is_year(ours[0]) and _is_year(theirs[0]):
            first = [len([*_years(one)]) for one in (ours, theirs)]
            if first[0] == first[1] and ours[: first[0]] != theirs[: first[1]]:
                wrong += ours[: first[0]]
                right += theirs[: first[1]]
    return (", ".join(wrong), ", ".join(right)) if wrong else None


def _years(words: list[str]) -> Iterator[str]:
    for word in words:
        if not _is_year(word):
            return
        yield word


def _is_year(word: str) -> bool:
    return word.isdigit() and int(word) in _YEARS


def _lost(quoted: str, title: str) -> list[str]:
    """Return the words of the title that are missing between words that were quoted.

    A title cut short at its end is usual, and words after its end are no longer of the title. An
    amendment is described by what it amends, so there the documents named are compared.
    """
    said, known = words_of(quoted), words_of(title)
    if amends(quoted) and known[:2] == ["sửa", "đổi"]:
        return _other_object(said, known)
    matcher = difflib.SequenceMatcher(None, said, known, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    matched = sum(block.size for block in blocks)
    if matched < 6 or matched < 0.6 * len(known) or matched < 0.7 * len(said):
        return []
    lost: list[str] = []
    for one, two in pairwise(blocks):
        gap = known[one.b + one.size : two.b]
        added = said[one.a + one.size : two.a]
        gap = [word for word in gap if not any(same_spelling(word, other) for other in added)]
        if set(gap) - IDLE and len(gap) <= 4 and len(added) <= 4:
            lost += gap
    return lost


def _other_object(said: list[str], known: list[str]) -> list[str]:
    """Tell whether one decree is named where the title speaks of several."""
    numbers = [word for word in said if "/" in word]
    several = "các" in known[:9] and not any("/" in word for word in known)
    if several and len(numbers) == 1 and "các" not in said[:9]:
        return known
    return []


def _other_law(examined: Examined, row: CentralDocument, mention: Mention) -> Problem:
    named = laws_of_name(mention.name or "")
    dated = [law for law in named if law.date and law.date.isoformat() == mention.date]
    day = examined.day
    held = [law for law in named if day and status_on(law, day).kind in ("in_force", "amended")]
    meant = dated or held
    own = f"; {name_of(meant[0])}" if len(meant) == 1 else ""
    return Problem(
        mention.start,
        mention.end,
        f"Số {row.number} là của {row.title}, không phải của {mention.name}{own}",
        f"{row.number} is the number of another law than the one named",
        full_citation(meant[0] if len(meant) == 1 else row),
        (as_evidence(row), *(as_evidence(law) for law in meant[:3])),
        severity="high",
    )


def _other_document(row: CentralDocument, mention: Mention, stop: int, words: str) -> Problem:
    return Problem(
        mention.start,
        stop,
        f"{name_of(row)} là «{row.title}», không phải «{words[:120]}»: có thể sai số hiệu",
        f"{row.number} has another subject; the number may be wrong",
        "Kiểm tra lại số, ký hiệu của văn bản có trích yếu này; nếu đúng là văn bản này thì ghi: "
        + full_citation(row),
        (as_evidence(row),),
    )


def _other_period(
    row: CentralDocument, mention: Mention, stop: int, years: tuple[str, str]
) -> Problem:
    wrong, right = years
    return Problem(
        mention.start,
        stop,
        f"Trích yếu của {name_of(row)} ghi năm {wrong}; sổ đăng ký ghi {right}",
        f"The subject quoted for {row.number} has the years {wrong}; its title has {right}",
        full_citation(row),
        (as_evidence(row),),
    )


def _problem(
    row: CentralDocument, mention: Mention, stop: int, words: str, lost: list[str]
) -> Problem:
    what = " ".join(lost[:12])
    return Problem(
        mention.start,
        stop,
        f"Trích yếu của {name_of(row)} ghi khác sổ đăng ký («{what}»): «{words[:120]}»",
        f"The subject quoted for {row.number} differs from its title; missing: {what}",
        full_citation(row),
        (as_evidence(row),),
    )
