"""Căn Cứ: the legal references of Vietnamese administrative documents as a knowledge graph.

The names here are the public ones; each is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from cancu.ingest.contract import as_json
    from cancu.ingest.graph import document_graph
    from cancu.ingest.pipeline import pipeline
    from cancu.ingest.read import read, read_many
    from cancu.ingest.reading import Reading
    from cancu.ingest.steps import read_through
    from cancu.queries.opening import open_store

_HOMES = {
    "Reading": "cancu.ingest.reading",
    "as_json": "cancu.ingest.contract",
    "document_graph": "cancu.ingest.graph",
    "open_store": "cancu.queries.opening",
    "pipeline": "cancu.ingest.pipeline",
    "read": "cancu.ingest.read",
    "read_many": "cancu.ingest.read",
    "read_through": "cancu.ingest.steps",
}

__all__ = [
    "Reading",
    "as_json",
    "document_graph",
    "open_store",
    "pipeline",
    "read",
    "read_many",
    "read_through",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cancu' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
