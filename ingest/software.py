"""The name under which this version of the program stands in the graphs that it makes."""

from __future__ import annotations

from cancu import __version__
from cancu.ontology.iris import graph_iri


def software_iri(base: str) -> str:
    """Return the IRI of this version of the software."""
    return graph_iri(base, f"software/{__version__}")
