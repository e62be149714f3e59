"""C03: a number that is not written as its form demands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cancu.queries.checks.examined import Examined
from cancu.queries.findings import Problem

_NUMBER = re.compile(r"\d[^\s]*(?:\s*[-/–]\s*[^\s]+)*$")
_ENGLISH = re.compile(r"\b(?:Nos?\.?|and|or)\s*$")
_WHY = (
    ("D", "Đ", "chữ «D» thay cho «Đ»", "D for Đ"),
    ("Ð", "Đ", "ký tự «Ð» (Eth) thay cho «Đ»", "the letter Eth for Đ"),
    ("O", "0", "chữ «O» thay cho số 0", "the letter O for nought"),
)


def malformed_symbol(examined: Examined) -> Iterator[Problem]:
    """Yield each citation whose printed number had to be mended to be read."""
    yield from _without_symbol(examined)
    for mention in examined.mentions:
        number = mention.number
        if number is None or "/" not in number:
            continue
        if _ENGLISH.search(examined.text[max(0, mention.start - 8) : mention.start]):
            continue
        printed = _printed(mention.surface)
        if printed is None or printed == number:
            continue
        vi, en = _difference(printed, number)
        if vi:
            yield Problem(
                mention.start,
                mention.end,
                f"Ký hiệu viết sai «{printed}»: {vi}",
                f"Malformed number “{printed}”: {en}",
                f"{mention.type} số {number}" if mention.type else number,
            )


def _without_symbol(examined: Examined) -> Iterator[Problem]:
    """Yield "Quyết định số 766" where nothing has told which Decision 766 it is."""
    told = {m.number.partition("/")[0].lstrip("0") for m in examined.mentions if m.number
            and "/" in m.number}  # fmt: skip
    for mention in examined.mentions:
        number = (mention.number or "").lstrip("0")
        bare = mention.kind == "short" and number.isdigit() and " số " in _one_line(mention.surface)
        if not bare or number in told or mention.date or mention.issuer_stated:
            continue
        told.add(number)
        yield Problem(
            mention.start,
            mention.end,
            f"«{_one_line(mention.surface)}» thiếu ký hiệu, ngày và cơ quan ban hành",
            f"“{_one_line(mention.surface)}” lacks its symbol, date and issuer",
            "Ghi đủ số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
        )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _printed(surface: str) -> str | None:
    """Return the number as printed, without the white space that a line break puts into it."""
    found = _NUMBER.search(surface.strip())
    return re.sub(r"\s+", "", found.group()) if found else None


def _difference(printed: str, number: str) -> tuple[str, str]:
    """Say what is wrong; nothing where only dashes, noughts or capitals were made equal."""
    if unicodedata.normalize("NFC", printed) == number:
        return "dấu tách rời khỏi chữ (Unicode tổ hợp)", "decomposed Unicode"
    for wrong, right, vi, en in _WHY:
        if printed.replace(wrong, right) == number.replace(wrong, right) and wrong in printed:
            return vi, en
    bare, wanted = (re.sub(r"[-–/]", "", text) for text in (printed, number))
    if bare == wanted and printed.count("-") + printed.count("–") < number.count("-"):
        return "thiếu dấu gạch nối", "a hyphen is missing"
    return "", ""
