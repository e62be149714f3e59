"""Cases of citations: a text, and what is to be found in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from cancu.ingest.mentions import Mention, find_mentions
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText


@dataclass(frozen=True)
class Case:
    """``found`` lists surface (white space collapsed), then what is expected of it."""

    text: str
    found: list[tuple[str, dict[str, object]]]


def case(text: str, *found: tuple[str, dict[str, object]]) -> object:
    return pytest.param(Case(text, list(found)), id=text[:60].replace("\n", " "))


def mentions_in(text: str, header: Header) -> tuple[Mention, ...]:
    return find_mentions(SourceText("x.txt", "0" * 64, "txt", text), header)


def assert_found(one: Case, header: Header) -> None:
    found = mentions_in(one.text, header)
    assert [" ".join(m.surface.split()) for m in found] == [s for s, _ in one.found]
    for mention, (_, expected) in zip(found, one.found, strict=True):
        assert one.text[mention.start : mention.end] == mention.surface
        assert {key: getattr(mention, key) for key in expected} == expected


def assert_linear(find: Callable[[int], object], size: int, *, tries: int) -> None:
    """Find in a text of ``size`` and of eight times that: eight times the time is allowed.

    Quadratic would cost sixty-four times the time.
    """

    def seconds(of: int) -> float:
        best = float("inf")
        for _ in range(tries):
            start = time.process_time()
            find(of)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(size), seconds(8 * size)
    assert large < 24 * max(small, 0.02)
