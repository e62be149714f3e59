"""Recognising the words of a page image with tesseract (Vietnamese), when it is installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PACKAGES = "tesseract-ocr tesseract-ocr-vie"
"""The Debian packages that bring the program and its Vietnamese model."""

_LANGUAGE = "vie"
_SECONDS_A_PAGE = 180
_TRUSTED = 60.0
_DOUBTFUL = 30.0
_SPECK = 0.45
_DASH = re.compile(r"[-–—+]")
_LONG_WORD = 3
_SIDEWAYS = {90, 180, 270}


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its box in pixels from the upper left corner, and its line.

    ``confidence`` runs from 0 to 100; words of one line share ``line``.
    """

    text: str
    left: int
    top: int
    width: int
    height: int
    line: tuple[str, str, str]
    confidence: float


@cache
def is_available() -> bool:
    """Tell whether tesseract and its Vietnamese model are installed."""
    if shutil.which("tesseract") is None:
        return False
    listed = _run(["--list-langs"], b"")
    return _LANGUAGE in listed.split()


def words_of(image: Image, dpi: int) -> tuple[list[Word], int]:
    """Return the words of a page image, and the degrees it had to be turned clockwise.

    An image whose words are doubtful is turned the way tesseract judges it to lie, and kept so
    when that reads better.
    """
    words = _recognise(image, dpi)
    if _confidence(words) >= _TRUSTED and not _stands(words):
        return words, 0
    turn = _orientation(image, dpi)
    if turn not in _SIDEWAYS:
        return words, 0
    turned = _recognise(image.rotate(-turn, expand=True), dpi)
    better = _stands(words) or _confidence(turned) > _confidence(words)
    return (turned, turn) if better else (words, 0)


def column_words(image: Image, dpi: int) -> list[Word]:
    """Return the words of an image that holds one column of short lines."""
    return _recognise(image, dpi, layout="6")


def _recognise(image: Image, dpi: int, layout: str = "3") -> list[Word]:
    how = ["-", "-", "-l", _LANGUAGE, "--psm", layout, "--dpi", str(dpi), "tsv"]
    table = _run(how, _bytes(image))
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [word for row in rows if (word := _word(row)) is not None]
    heights = sorted(word.height for word in words)
    usual = heights[len(heights) // 2] if heights else 0
    return [word for word in words if not _is_speck(word, usual)]


def _is_speck(word: Word, usual: int) -> bool:
    """Tell dirt, and marks torn off their letters, from words, given the usual height."""
    if word.text.isalnum():
        return word.height < _SPECK * usual
    small = word.height < _SPECK * usual and not _DASH.fullmatch(word.text)
    return small or word.confidence < _DOUBTFUL


def _word(row: dict[str, str]) -> Word | None:
    text = (row.get("text") or "").strip()
    if row.get("level") != "5" or not text:
        return None
    return Word(
        text=text,
        left=int(row["left"]),
        top=int(row["top"]),
        width=int(row["width"]),
        height=int(row["height"]),
        line=(row["block_num"], row["par_num"], row["line_num"]),
        confidence=float(row["conf"]),
    )


def _confidence(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    if not letters:
        return 0.0
    return sum(word.confidence * len(word.text) for word in words) / letters


def _stands(words: Sequence[Word]) -> bool:
    """Tell whether most words run up or down the image, which tesseract reads too."""
    long = [word for word in words if len(word.text) >= _LONG_WORD]
    return 2 * sum(word.height > word.width for word in long) > len(long)


def _orientation(image: Image, dpi: int) -> int:
    report = _run(["-", "-", "--psm", "0", "--dpi", str(dpi)], _bytes(image))
    for line in report.splitlines():
        key, _, value = line.partition(":")
        if key == "Rotate" and value.strip().isdecimal():
            return int(value)
    return 0


def _bytes(image: Image) -> bytes:
    out = io.BytesIO()
    image.convert("L").save(out, "PPM")
    return out.getvalue()


def _run(arguments: list[str], data: bytes) -> str:
    # Pages run beside one another; more threads inside each would only slow them down.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            ["tesseract", *arguments],
            input=data,
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
