"""Lay the rows of an office over the registers of the program, while its store is open."""

from __future__ import annotations

import logging

from cancu.ontology import units
from cancu.ontology.overlay import Overlay, lay
from cancu.ontology.register_faults import Fault
from cancu.queries.own_graph import overlay_of
from cancu.queries.own_register import laid_over
from cancu.queries.own_successors import without_circles
from cancu.queries.store import Store

_log = logging.getLogger(__name__)
_LEFT_OUT = (
    "%s: một hàng của sổ cơ quan không đọc được, bỏ qua; hãy nhập lại hàng ấy (a row of the "
    "office's register cannot be read and is left out: import it again): %s"
)


def lay_own(store: Store, *, tell: bool = False) -> Overlay:
    """Let the registers of the program have the office's rows; return its bodies and units.

    A unit whose parent a later version of the program no longer knows is nowhere and left out.
    So are units that became each other, and a row that cannot be read, of which ``tell`` warns.
    """
    left_out: list[Fault] = []
    own = overlay_of(store, left_out)
    following = without_circles(own.units)
    codes = {unit.code for unit in following}
    placed = tuple(
        unit
        for unit in following
        if unit.parent is None or unit.parent in codes or units.shipped(unit.parent)
    )
    documents, replaced = laid_over(store, left_out)
    if tell:
        for fault in left_out:
            _log.warning(_LEFT_OUT, store.location, fault)
    lay(Overlay(own.issuers, placed, documents, replaced), store.location)
    return own
