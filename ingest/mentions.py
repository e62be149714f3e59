"""Find every mention of a document: what was written, and exactly where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["numbered", "named", "short", "relative", "programme"]
Role = Literal[
    "basis",  # Căn cứ
    "implements",  # Thực hiện, triển khai
    "under",  # theo, quy định tại
    "amends",
    "replaces",
    "repeals",
    "guides",
    "issued_with",  # ban hành kèm theo
    "mentions",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that denotes a document.

    The span runs from the type word to the end of the number (a law by name: the whole name);
    date and issuer lie outside it. ``type`` is the official Vietnamese name ("Nghị định"),
    ``number`` canonical ("61/2018/NĐ-CP"), ``date`` ISO, ``issuer`` as stated or as the symbol
    implies it, ``pinpoint`` as written with white space collapsed ("khoản 2 Điều 32").
    ``self_reference`` marks the document's own number and "Kế hoạch này".
    ``sentence`` is the span of the sentence or cell it stands in.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    type: str | None
    number: str | None
    date: str | None
    year: int | None
    issuer: str | None
    pinpoint: str | None
    role: Role
    rule: str
    confidence: float
    self_reference: bool = False
    name: str | None = None
    """A law's or a programme's name, white space collapsed ("Luật Đầu tư")."""
    issuer_stated: bool = False
    """Whether the issuer was written beside the number (else the symbol implies it)."""
    sentence: tuple[int, int] = (0, 0)
    nested: tuple[tuple[int, int], ...] = ()
    """Names inside an amending law's name."""
