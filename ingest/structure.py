"""The header and the parts of a document, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["central", "ministry", "province", "department", "district", "commune"]


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself.

    ``number`` is canonical; with a blank number it is "/KH-UBND" and ``number_blank`` is true.
    ``date`` is ISO, "YYYY-MM" where the day is blank. ``issuer`` is the official name with its
    place ("Ủy ban nhân dân tỉnh Hà Tĩnh"). None where the document does not say.
    """

    type: str | None = None
    number: str | None = None
    number_blank: bool = False
    issuer: str | None = None
    level: Level | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    year_of_plan: int | None = None
    number_span: tuple[int, int] | None = None
    """Where the document's own number stands."""
    issuer_unit: str | None = None
    """Code of the administrative unit whose body issued it (ontology/units)."""
