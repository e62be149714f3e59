"""The documents among which a person chooses what a citation means, in one order for all.

C10 names them, `cancu explain` numbers them, and `cancu settle` takes the number.
"""

from __future__ import annotations

from cancu.ingest.mentions import Mention
from cancu.ingest.resolve import Ambiguous, Resolution
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import number_year, register_iri
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.quotation import quoted_subject


def choices(examined: Examined, mention: Mention, meant: Resolution) -> tuple[str, ...]:
    """Return the IRIs of the documents that a citation may be: the newest row first, then others.

    Of a number without a year resolving may have taken one by its subject: the others of that
    number are choices too. () where nothing is to be chosen.
    """
    left = meant.candidates if isinstance(meant, Ambiguous) else ()
    found = tuple(dict.fromkeys((*guessed_among(examined, mention), *left)))
    return found if left or len(found) > 1 else ()


def guessed_among(examined: Examined, mention: Mention) -> dict[str, CentralDocument]:
    """Return the rows of a number without a year, of which one was taken by its subject only.

    By their IRIs, the newest first. What another place of the text dates, or whose subject is
    quoted, is no guess.
    """
    number = mention.number
    if mention.kind != "numbered" or number is None or "/" not in number or number_year(number):
        return {}
    if mention.year or mention.date or quoted_subject(examined, mention):
        return {}
    if any(other.number == number and other.year for other in examined.mentions):
        return {}
    day = examined.day
    found = examined.registers.find(number, type=mention.type)
    rows = [row for row in found if row.date and (day is None or row.date <= day)]
    rows.sort(key=lambda row: str(row.date), reverse=True)
    base = _base(examined.reading.document)
    return {iri: row for row in rows if (iri := register_iri(row, base))}


def _base(document: str) -> str:
    """Return the base of a document's IRI, also where its number is blank."""
    return document.partition("/vn/")[0].partition("/document/")[0]
