"""The only place that mints and parses IRIs of documents, provisions, bodies and sources."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DEFAULT_BASE = "http://cancu.internal"

_LOOKALIKE_D = str.maketrans("đĐÐð", "dddd")  # U+0111, U+0110, and Eth typed in their place
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Fold a name or number to its ASCII part of an IRI: ``"61/2018/NĐ-CP"`` → ``"61-2018-nd-cp"``.

    NFC, NFD, Đ, Ð and D of one text give one slug.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOKALIKE_D).lower())
    ascii_text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", ascii_text).strip("-")
