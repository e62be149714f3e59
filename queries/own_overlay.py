"""Lay the rows of an office over the registers of the program, while its store is open."""

from __future__ import annotations

from cancu.ontology import units
from cancu.ontology.overlay import Overlay, lay
from cancu.queries.own_graph import overlay_of
from cancu.queries.own_register import laid_over
from cancu.queries.store import Store


def lay_own(store: Store) -> Overlay:
    """Let the registers of the program have the office's rows; return its bodies and units.

    A unit whose parent a later version of the program no longer knows is nowhere and left out.
    """
    own = overlay_of(store)
    codes = {unit.code for unit in own.units}
    placed = tuple(
        unit
        for unit in own.units
        if unit.parent is None or unit.parent in codes or units.shipped(unit.parent)
    )
    documents, replaced = laid_over(store)
    lay(Overlay(own.issuers, placed, documents, replaced), store.location)
    return own
