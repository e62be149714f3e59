"""What an office adds to the registers, for as long as its store is open.

`cancu.ontology.load.issuers`, `cancu.ontology.units` and `cancu.ontology.register.register` have
the office's rows over those that come with the program. What was made of the registers before
(tables, patterns) is forgotten when the office's rows change, and made anew on its next use; where
an office has no rows nothing happens.
One store counts at a time, the one opened last.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cancu.ontology.load import CentralDocument, Issuer
    from cancu.ontology.units import Unit


@dataclass(frozen=True, slots=True)
class Overlay:
    """An office's own rows; bodies and units stand in place of shipped ones of their identity.

    ``replaced`` are the shipped documents in whose place rows of ``documents`` stand.
    """

    issuers: tuple[Issuer, ...] = ()
    units: tuple[Unit, ...] = ()
    documents: tuple[CentralDocument, ...] = ()
    replaced: tuple[CentralDocument, ...] = ()


NOTHING = Overlay()


@dataclass(slots=True)
class _Current:
    overlay: Overlay
    store: str


_current = _Current(NOTHING, "")


def overlay() -> Overlay:
    """Return what the open store adds to the registers."""
    return _current.overlay


def lay(added: Overlay, store: str) -> None:
    """Let the registers have the rows of the store at this location, and of no other."""
    changed = added != _current.overlay
    _current.overlay, _current.store = added, store
    if changed:
        _forget_tables()


def lift(store: str) -> None:
    """Take the rows of a store out of the registers where they are its own."""
    if _current.store == store:
        lay(NOTHING, "")


def _forget_tables() -> None:
    """Empty the caches of the whole program: nearly all of them are made of the registers."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "cancu":
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
