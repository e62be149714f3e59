"""Documents written for this project, in the form of Nghị định 30/2020/NĐ-CP, and their answers."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

__all__ = ["answers", "documents", "drafts", "same_text"]

FORMATS = frozenset({".docx", ".pdf", ".html", ".txt"})


def documents() -> tuple[Path, ...]:
    """Return the documents of the sample chain, from the decree down, each in one format."""
    return _folder("documents")


def drafts() -> tuple[Path, ...]:
    """Return the drafts before signature that are there to be checked."""
    return _folder("drafts")


def same_text() -> tuple[Path, ...]:
    """Return one document of the chain in every format (.docx, .html, .pdf, .txt)."""
    return _folder("formats")


def answers() -> dict[str, Any]:
    """Return what a careful reader finds in the samples (answers.json, keyed by file name)."""
    text = resources.files(__name__).joinpath("answers.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _folder(name: str) -> tuple[Path, ...]:
    folder = Path(str(resources.files(__name__).joinpath(name)))
    return tuple(sorted(p for p in folder.iterdir() if p.suffix in FORMATS))
