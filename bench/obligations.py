#!/usr/bin/env python3
"""Every figure of reading duties and targets in one table.

Rows, cells and targets are counted as the measuring material counts; kinds of deadlines against
its answers (a second reading that it allows is right too); duties in prose against
tests/data/prose_duties.csv, where a duty is found when its span overlaps by 0.8 and right when
its owner agrees as well.

usage: python bench/obligations.py
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import ROOT, SHARED, counted, predict, require_shared
from cancu.ingest.obligations import Obligation, find_obligations
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText

STEMS = ("000", "004")
PROSE = ROOT / "tests" / "data" / "prose_duties.csv"
_CELLS = ("lead", "coordinating", "deadline", "deliverable")
_LEAST = {
    "docx": {"rows F1": 0.99, "cells": 0.99, "whole rows": 0.97},
    "pdf": {"rows F1": 0.98, "cells": 0.98, "whole rows": 0.95},
    "txt": {"rows F1": 0.95, "cells": 0.92, "whole rows": 0.85},
}
_OVERLAP = 0.8
_PAGES = 300
_PAGE = 1500
"""Letters on a page of an annex in landscape, as the measured plans have them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and its bound; ``most`` where less is better."""

    set: str
    name: str
    value: float
    bound: float
    most: bool = False

    @property
    def reached(self) -> bool:
        """Whether the figure holds."""
        return self.value <= self.bound if self.most else self.value >= self.bound


def figures() -> Iterator[Figure]:
    """Yield every figure."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("docx", "pdf", "txt"):
            work = Path(folder) / suffix
            places = SHARED / "corpus" if suffix == "txt" else SHARED / "corpus" / "office"
            predict([(places / f"{stem}.{suffix}", None) for stem in STEMS], work)
            yield from _tables(suffix, work)
    for part in ("tune", "held"):
        yield from _prose(part)
    yield _speed()


def _tables(suffix: str, work: Path) -> Iterator[Figure]:
    said = counted("score_obligations.py", SHARED / "gold", work)
    least = _LEAST[suffix]
    name = f"000, 004 as {suffix}"
    rates = dict(re.findall(r"(\w+) \d+/\d+ = ([\d.]+)", said))
    whole = re.search(r"whole rows right (\d+)/(\d+)", said)
    rows = re.search(r"rows P [\d.]+ R [\d.]+ F1 ([\d.]+)", said)
    assert whole is not None, said
    assert rows is not None, said
    cells = sum(float(rates[cell]) for cell in _CELLS) / len(_CELLS)
    yield Figure(name, "rows F1", float(rows[1]), least["rows F1"])
    yield Figure(name, "cells", cells, least["cells"])
    yield Figure(name, "whole rows", int(whole[1]) / int(whole[2]), least["whole rows"])
    yield Figure(name, "deadline_iso", float(rates["deadline_iso"]), 0.97)
    yield Figure(name, "deadline_kind", _kinds(work), 0.97)
    if suffix == "txt":
        targets = re.search(r"targets P [\d.]+ R [\d.]+ F1 ([\d.]+)", said)
        assert targets is not None, said
        yield Figure(name, "targets F1", float(targets[1]), 0.95)


def _kinds(work: Path) -> float:
    """Return how often the kind of a deadline is right, over the rows whose deadline was read."""
    right = total = 0
    for stem in STEMS:
        gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        found = json.loads((work / f"{stem}.json").read_text(encoding="utf-8"))["obligations"]
        kinds: dict[str, set[str]] = {}
        for row in found:
            kinds.setdefault(_folded(row["deadline"]), set()).add(row["deadline_kind"])
        for row in gold["obligations"]:
            read_as = kinds.get(_folded(row["deadline"]))
            if read_as:
                total += 1
                right += bool(read_as & {row["deadline_kind"], row.get("deadline_kind_alt")})
    return right / total


def _prose(part: str) -> Iterator[Figure]:
    with PROSE.open(encoding="utf-8", newline="") as lines:
        answers = [row for row in csv.DictReader(lines) if row["set"] == part]
    right = found = dated = dates = 0
    for file in dict.fromkeys(row["file"] for row in answers):
        source = read(SHARED / "benchmarks" / "real-documents" / f"{file}.md")
        duties = [d for d in find_obligations(source, (), Header()) if d.origin == "prose"]
        found += len(duties)
        for row in (row for row in answers if row["file"] == file):
            duty = next((d for d in duties if _overlap(d, row) >= _OVERLAP), None)
            right += duty is not None and _agree(duty.lead, row["owner"])
            dates += bool(row["deadline"])
            dated += bool(row["deadline"] and duty and _agree(duty.deadline, row["deadline"]))
    precision, recall = right / found, right / len(answers)
    name = f"prose, {part} ({len(answers)} duties)"
    yield Figure(name, "owner and span F1", 2 * precision * recall / (precision + recall), 0.9)
    yield Figure(name, "deadline", dated / dates, 0.85)


def _overlap(duty: Obligation, row: dict[str, Any]) -> float:
    start, end = int(row["start"]), int(row["end"])
    shared = min(end, duty.end) - max(start, duty.start)
    return max(0, shared) / (max(end, duty.end) - min(start, duty.start))


def _agree(found: str | None, answer: str) -> bool:
    """Two names agree when one begins with the other or they are nearly the same."""
    a, b = _folded(found), _folded(answer)
    near = SequenceMatcher(None, a, b).ratio() >= _OVERLAP
    return bool(a and b) and (a.startswith(b) or b.startswith(a) or near)


def _folded(text: str | None) -> str:
    composed = unicodedata.normalize("NFC", text or "").lower()
    return re.sub(r"[\s.,;:*]+", " ", composed).strip()


def _speed() -> Figure:
    """Time a flattened annex of ``_PAGES`` pages: the annex of 004, again and again."""
    text = (SHARED / "corpus" / "004.txt").read_text(encoding="utf-8")
    annex = text[text.index("Stt Nội dung") :]
    times = _PAGES * _PAGE // len(annex) + 1
    source = SourceText("annex", "0" * 64, "txt", (annex + "\n") * times)
    begin = time.process_time()
    read_through(source)
    return Figure(f"annex of {_PAGES} pages", "seconds", time.process_time() - begin, 60, most=True)


def main() -> int:
    """Print the table; return 1 when a figure falls short."""
    require_shared()
    short = 0
    print(f"{'set':28} {'figure':20} {'value':>8} {'bound':>8}")
    for figure in figures():
        short += not figure.reached
        mark = "" if figure.reached else "  FALLS SHORT"
        print(f"{figure.set:28} {figure.name:20} {figure.value:8.4f} {figure.bound:8.2f}{mark}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
