"""Administrative units as RDF: each state with its parent, its life, and what it became."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import RDF, SKOS, XSD

from cancu.ontology import units
from cancu.ontology.iris import graph_iri, unit_iri
from cancu.ontology.terms import CC, LEVEL
from cancu.ontology.units import Unit, UnitLevel

_A = ox.NamedNode(str(RDF.type))
_UNIT = ox.NamedNode(str(CC.AdministrativeUnit))
_NAME = ox.NamedNode(str(SKOS.prefLabel))
_CODE = ox.NamedNode(str(CC.unitCode))
_LEVEL = ox.NamedNode(str(CC.level))
_PARENT = ox.NamedNode(str(CC.parentUnit))
_SUCCESSOR = ox.NamedNode(str(CC.succeededBy))
_FROM = ox.NamedNode(str(CC.validFrom))
_TO = ox.NamedNode(str(CC.validTo))
_DATE = ox.NamedNode(str(XSD.date))
_LEVELS: tuple[UnitLevel, ...] = ("province", "district", "commune")


def unit_quads(base: str) -> Iterator[ox.Quad]:
    """Every state of every unit, in the graph ``{base}/register/units``."""
    graph = ox.NamedNode(graph_iri(base, "register/units"))
    for level in _LEVELS:
        above = ox.NamedNode(LEVEL[level])
        for unit in units.units(level):
            node = ox.NamedNode(unit_iri(base, unit.code))
            yield ox.Quad(node, _A, _UNIT, graph)
            yield ox.Quad(node, _LEVEL, above, graph)
            for predicate, value in _properties(unit, base):
                yield ox.Quad(node, predicate, value, graph)


def _properties(unit: Unit, base: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _CODE, ox.Literal(unit.code)
    yield _NAME, ox.Literal(unit.full_name, language="vi")
    if unit.parent:
        yield _PARENT, ox.NamedNode(unit_iri(base, unit.parent))
    for code in unit.successors:
        yield _SUCCESSOR, ox.NamedNode(unit_iri(base, code))
    if unit.valid_from:
        yield _FROM, ox.Literal(unit.valid_from.isoformat(), datatype=_DATE)
    if unit.valid_to:
        yield _TO, ox.Literal(unit.valid_to.isoformat(), datatype=_DATE)
