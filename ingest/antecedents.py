"""What a document says elsewhere in full: the antecedents of its short and unfinished citations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from cancu.ingest.designation import parts_of, type_slug
from cancu.ingest.mentions import Mention
from cancu.ontology.iris import number_slug

_Key = tuple[str | None, str]


def _found() -> defaultdict[_Key, dict[str, int]]:
    return defaultdict(dict)


@dataclass(slots=True)
class Antecedents:
    """Documents that mentions of one text were resolved to, by what other mentions may repeat."""

    documents: set[str] = field(default_factory=set)
    _by_number: defaultdict[_Key, dict[str, int]] = field(default_factory=_found)
    _by_serial: defaultdict[_Key, dict[str, int]] = field(default_factory=_found)

    def add(self, mention: Mention, document: str) -> None:
        """Remember that ``mention`` means ``document``; mentions come in reading order."""
        self.documents.add(document)
        parts = parts_of(mention.number) if mention.number else None
        if parts is None or mention.number is None:
            return
        kind = type_slug(mention.type, parts.segments)
        self._by_number[kind, number_slug(mention.number)].setdefault(document, mention.start)
        self._by_serial[kind, parts.serial].setdefault(document, mention.start)

    def of_number(self, kind: str | None, number: str) -> tuple[str, ...]:
        """Return the documents of this type and canonical number."""
        return tuple(self._by_number.get((kind, number_slug(number)), ()))

    def of_serial(self, kind: str | None, serial: str) -> tuple[str, ...]:
        """Return the documents of this type whose number begins with this serial ("61")."""
        return tuple(self._by_serial.get((kind, serial.lstrip("0").lower()), ()))
