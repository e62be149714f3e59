"""Resolve a number without a year, or a bare serial, by what registers and stores have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from datetime import timedelta
from functools import cache

from cancu.ingest.cited_laws import register_iris
from cancu.ingest.cited_numbers import day_of_mention, seat_of
from cancu.ingest.citing import Citing
from cancu.ingest.designation import Parts, parts_of, type_slug
from cancu.ingest.mentions import Mention
from cancu.ingest.reasons import reason
from cancu.ingest.resolution import Ambiguous, KnownDocument, Lookup, Resolution, Resolved
from cancu.ingest.topic import likeness, pairs
from cancu.ontology.iris import parse_document_iri
from cancu.ontology.load import CentralDocument
from cancu.ontology.namesakes import without_code
from cancu.ontology.register import register

_ALIKE = 0.35
"""Likeness of a title to the sentence from which on it counts as said there."""
_ALIKE_IN_ALL = 0.5
"""The same for the whole text. Measured on 311 documents: of chance pairs 3 in 100 reach it."""
_CLEARLY = 1.6
_LATELY = timedelta(days=183)
"""How far back a number without a year reaches into the year before: it comes again every year."""
_MOST = 8
_NUMBER = re.compile(r"\d+\w?/[\w/-]+")


@cache
def _by_serial() -> dict[tuple[str | None, str], tuple[CentralDocument, ...]]:
    found: dict[tuple[str | None, str], list[CentralDocument]] = defaultdict(list)
    for document in register().documents:
        parts = parts_of(document.number)
        if parts is not None:
            found[type_slug(document.type, parts.segments), parts.serial].append(document)
    return {key: tuple(rows) for key, rows in found.items()}


def of_serial(mention: Mention, citing: Citing) -> list[CentralDocument]:
    """Return the central documents that a short form ("Nghị định 61") may mean."""
    serial = (mention.number or "").lstrip("0").lower()
    rows = _by_serial().get((type_slug(mention.type, ()), serial), ())
    return [row for row in rows if citing.could_cite(row.date)]


def of_number(mention: Mention, parts: Parts, citing: Citing) -> list[CentralDocument]:
    """Return the central documents of a number that is given without a year."""
    if not seat_of(mention, parts, citing).central:
        return []
    rows = register().find(mention.number or "", type=mention.type)
    return [row for row in rows if citing.could_cite(row.date)]


def likeliest(mention: Mention, rows: list[CentralDocument], citing: Citing) -> Resolution | None:
    """Choose by what the sentence, or else the whole text, shares with the titles of the register.

    A bare serial is decided only where the issuer is named too: every body has a document of
    every serial. None where no row can have an IRI.
    """
    sentence = citing.text[mention.sentence[0] : mention.sentence[1]]
    near = _ordered(rows, pairs(sentence), sentence)
    ordered = near if near[0][0] >= _ALIKE else _ordered(rows, citing.pairs, citing.text)
    iris = register_iris([row for _, row in ordered[:_MOST]], citing.base)
    if not iris:
        return None
    best, row = ordered[0]
    alike = best >= (_ALIKE if ordered is near else _ALIKE_IN_ALL)
    clear = len(ordered) == 1 or best > _CLEARLY * ordered[1][0]
    certain = mention.kind != "short" or (len(rows) == 1 and mention.issuer_stated)
    chosen = register_iris([row], citing.base)
    if alike and clear and certain and chosen:
        return Resolved(chosen[0], reason("alike", title=row.title or ""))
    return Ambiguous(iris, reason("register_one" if len(iris) == 1 else "register_many"))


def _ordered(
    rows: list[CentralDocument], said: Set[str], text: str
) -> list[tuple[float, CentralDocument]]:
    """Order rows by what their titles share with a text of which ``said`` are the pairs.

    A title that names another document by number ("sửa đổi … của Nghị quyết số 30c/NQ-CP") is told
    by that number: the words around it stand in every amending document's.
    """
    scored = []
    for row in rows:
        title = row.title or ""
        named = _NUMBER.findall(title)
        told = not named or any(number in text for number in named)
        scored.append((likeness(title, said) if told else 0.0, row))
    return sorted(scored, key=lambda one: -one[0])


def in_store(
    mention: Mention, parts: Parts, candidates: tuple[str, ...], citing: Citing, known: Lookup
) -> Resolution | None:
    """Choose among what a store has of a number.

    The same day settles it; so does being the only one of the one body that fits, and of late.
    What else fits is proposed. ``candidates`` are the IRIs that fit already, empty where the year
    is missing.
    """
    day = day_of_mention(mention)
    kind = type_slug(mention.type, parts.segments)
    paths = seat_of(mention, parts, citing).paths
    plain = {without_code(path) for path in paths}
    fitting = []
    for one in known.documents(mention.number or ""):
        place = parse_document_iri(one.iri)
        if place is None or place.type_slug != kind:
            continue
        if not citing.could_cite(one.date) and (day is None or one.date != day):
            continue
        if one.iri in candidates or (not candidates and without_code(place.issuer_path) in plain):
            fitting.append(one)
    exact = [one for one in fitting if day is not None and one.date == day]
    if len(exact) == 1:
        later = not citing.could_cite(day)
        return Resolved(exact[0].iri, reason("store_later" if later else "store_date"))
    if len(fitting) == len(paths) == 1 and day is None and _of_late(fitting[0], citing):
        return Resolved(fitting[0].iri, reason("store_one"))
    if fitting and not candidates:
        return Ambiguous(tuple(one.iri for one in fitting[:_MOST]), reason("store"))
    return None


def _of_late(one: KnownDocument, citing: Citing) -> bool:
    """Whether a document is of the citing one's year, or of the months before it."""
    place = parse_document_iri(one.iri)
    if citing.day is None or place is None:
        return False
    lately = one.date is not None and citing.day - one.date <= _LATELY
    return place.year == citing.day.year or lately
