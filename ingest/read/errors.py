"""What can go wrong when a file is read: one line each, Vietnamese first, with the remedy."""

# ruff: noqa: N818 - each name says what the file is; ReadError says that it is an error.
from __future__ import annotations


class ReadError(ValueError):
    """A file that could not be read.

    ``str(error)`` is one line: the file, what is wrong and what to do, in Vietnamese and then in
    English. ``name`` is the path as the user gave it.
    """

    def __init__(self, name: str, vietnamese: str, english: str) -> None:
        super().__init__(f"{name}: {vietnamese} / {english}")
        self.name = name
        self.vietnamese = vietnamese
        self.english = english


class Missing(ReadError):
    """The path does not exist, is not a file, or may not be opened."""


class Empty(ReadError):
    """The file holds no bytes, or no text at all."""


class TooLarge(ReadError):
    """The file, or what it unpacks to, is over the limit."""


class Encrypted(ReadError):
    """The file asks for a password."""


class Corrupt(ReadError):
    """The file is of a known format but broken."""


class NoText(ReadError):
    """A scan whose text nobody recognised."""


class UnknownFormat(ReadError):
    """The content is of no format that is read."""
