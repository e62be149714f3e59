"""Packing what was read into the bytes of a spaCy document, and making it again.

``doc.to_bytes()``, ``DocBin(store_user_data=True)`` and ``nlp.pipe(texts, n_process=2)`` pack what
hangs on a document with msgpack, which knows no dataclasses. srsly, which spaCy packs with, asks
its registered encoders for what it does not know. Only the classes registered here are packed, and
bytes from elsewhere can make no others.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import srsly

_MARK = "cancu"
_classes: dict[str, type[Any]] = {}


def packable(*classes: type[Any]) -> None:
    """Let objects of these dataclasses travel in the bytes of a document."""
    _classes.update((one.__name__, one) for one in classes)


def pack(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Return a registered dataclass as a mapping; ``chain`` is asked about everything else."""
    name = type(value).__name__
    if _classes.get(name) is type(value):
        fields = dataclasses.fields(value)
        return {_MARK: name, "fields": {f.name: getattr(value, f.name) for f in fields}}
    return value if chain is None else chain(value)


def unpack(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Return the dataclass that :func:`pack` made a mapping of; ``chain`` is asked otherwise.

    msgpack gives lists for tuples; the fields get their tuples back.
    """
    made = _classes.get(value[_MARK]) if value.keys() == {_MARK, "fields"} else None
    if made is not None:
        return made(**{name: _tuples(one) for name, one in value["fields"].items()})
    return value if chain is None else chain(value)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


srsly.msgpack_encoders("cancu", func=pack)
srsly.msgpack_decoders("cancu", func=unpack)
