"""One reader a format, each from a file to :class:`cancu.ingest.text.SourceText`."""

from cancu.ingest.read.errors import (
    Corrupt,
    Empty,
    Encrypted,
    Missing,
    NoText,
    ReadError,
    TooLarge,
    UnknownFormat,
)
from cancu.ingest.read.files import MAX_BYTES, read, read_bytes, read_many

__all__ = [
    "MAX_BYTES",
    "Corrupt",
    "Empty",
    "Encrypted",
    "Missing",
    "NoText",
    "ReadError",
    "TooLarge",
    "UnknownFormat",
    "read",
    "read_bytes",
    "read_many",
]
