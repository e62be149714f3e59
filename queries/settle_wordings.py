"""Which of the mentions that a person's words fit is meant to be settled.

"06/QĐ-UBND" stands in a plan with a date and, further down, without one. They are two questions: a
decision is about one wording, so where several fit and the choice does not tell which, all are
listed with their ordinals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cancu.ingest.resolve import Resolved
from cancu.queries.mentions import Explained
from cancu.queries.run import label
from cancu.queries.settle import Decision, Key, key_of, keys_of
from cancu.queries.store import StoreError


@dataclass(frozen=True, slots=True)
class Wording:
    """The mentions of one document that are written alike."""

    key: Key
    mentions: tuple[Explained, ...]

    @property
    def first(self) -> Explained:
        """The first of them in reading order."""
        return self.mentions[0]

    @property
    def choices(self) -> tuple[str, ...]:
        """The documents among which a person chooses; () where resolving found just one."""
        found = self.first.candidates
        one_only = isinstance(self.first.resolution, Resolved) and len(found) == 1
        return () if one_only else found

    def __str__(self) -> str:
        ordinals = ", ".join(str(one.ordinal) for one in self.mentions)
        mention = self.first.mention
        beside = [
            "/".join(reversed(mention.date.split("-"))) if mention.date else "không ghi ngày",
            mention.issuer or "",
        ]
        status = label("status", type(self.first.resolution).__name__.lower())
        number = f", {len(self.choices)} khả năng / candidates" if self.choices else ""
        said = ", ".join(filter(None, (" ".join(mention.surface.split()), *beside)))
        return f"{ordinals}. {said}: {status}{number}"


def wordings(told: Iterable[Explained], decided: Iterable[Decision] = ()) -> list[Wording]:
    """Group mentions by the decision that holds for them, else by how they are written."""
    kept = {decision.key for decision in decided}
    groups: dict[Key, list[Explained]] = {}
    for one in told:
        place = one.document, one.mention, one.text
        key = next((key for key in keys_of(*place) if key in kept), key_of(*place))
        groups.setdefault(key, []).append(one)
    return [Wording(key, tuple(mentions)) for key, mentions in groups.items()]


def to_settle(found: Sequence[Wording], chosen: str) -> list[Wording]:
    """Return the wordings that are settled by choosing ``chosen``, an ordinal or an IRI.

    Those for which it is a choice; where several have other choices, or none has it and several
    are written, :class:`StoreError` lists them.
    """
    if len(found) == 1:
        return list(found)
    fitting = [one for one in found if _is_choice(chosen, one.choices)]
    if not fitting or len({one.choices for one in fitting}) > 1:
        raise several(found)
    return fitting


def _is_choice(chosen: str, choices: tuple[str, ...]) -> bool:
    return bool(choices) if chosen.isdecimal() else chosen in choices


def to_take_back(found: Sequence[Wording], decided: Iterable[Decision]) -> list[Wording]:
    """Return the one wording that was settled, or all where none was or there is just one.

    :class:`StoreError` lists them where several were.
    """
    keys = {decision.key for decision in decided}
    settled = [one for one in found if one.key in keys]
    if len(settled) > 1:
        raise several(settled)
    return settled or list(found)


def several(found: Sequence[Wording]) -> StoreError:
    """Return the error that lists wordings by their ordinals."""
    lines = "".join(f"\n  {one}" for one in found)
    return StoreError(
        f"có {len(found)} cách viết khác nhau cùng khớp; hãy nêu số thứ tự của viện dẫn thay cho "
        f"số hiệu ({len(found)} different wordings fit: give the ordinal of the mention instead)"
        f"{lines}"
    )
