"""The rows of ontology/units/*.csv while they are made, and how names of two lists compare."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, field, replace

KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")

OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
NEW_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    kind: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = field(default=())
    slug: str = ""
    surely_from: str = ""
    surely_to: str = ""

    @property
    def gso(self) -> str:
        return self.code.partition("-")[0]


Units = dict[str, Row]

Window = tuple[str, str]
"""First day on which the new state may have existed, last day on which the old one may have."""


def ending(row: Row, window: Window) -> Row:
    """Let a state end within a window; the first day on which it may have ended is told too."""
    first, last = window
    return replace(row, valid_to=last, surely_to=day_before(first) if first <= last else "")


def beginning(row: Row, window: Window) -> Row:
    """Let a state begin within a window."""
    first, last = window
    return replace(row, valid_from=first, surely_from=day_after(last) if first <= last else "")


def on_day(day: str) -> Window:
    return day, day_before(day)


def day_before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def split_kind(full: str) -> tuple[str, str]:
    """ "Xã Lê Lợi" → ("xã", "Lê Lợi"), one spelling of spaces, apostrophes and composition."""
    text = " ".join(unicodedata.normalize("NFC", full).replace("’", "'").split())
    text = re.sub(r"' (?=\w)", "'", text)
    kind = next(kind for kind in KINDS if text.lower().startswith(kind + " "))
    name = text[len(kind) + 1 :]
    return kind, re.sub(r"^0+(?=\d)", "", name)


def spelling(name: str) -> str:
    """Fold what is spelling only: the place of the tone mark, case, hyphens, blanks, Đăk."""
    lower = unicodedata.normalize("NFC", name).lower()
    for old, new in zip(OLD_TONES.split(), NEW_TONES.split(), strict=True):
        lower = lower.replace(old, new)
    return re.sub(r"[^\w]+", " ", re.sub(r"\bđ[aăắ]k\b", "đăk", lower)).strip()


def slug(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def province_of(code: str, units: Units) -> str:
    while units[code].parent:
        code = units[code].parent
    return code


def path_of(code: str, units: Units) -> tuple[str, ...]:
    row = units[code]
    own = slug(f"{row.kind} {row.name}")
    return (*path_of(row.parent, units), own) if row.parent else (own,)
