#!/usr/bin/env python3
"""Every figure of citation finding in one table, counted as the measuring material counts.

usage: python bench/citations.py
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import (
    ANSWERS,
    BLIND,
    SHARED,
    answered_documents,
    counted,
    predict,
    require_shared,
)
from cancu.ingest.contract import as_json
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.ingest.text import SourceText


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and the least it may be."""

    set: str
    name: str
    value: float
    least: float

    @property
    def reached(self) -> bool:
        """Whether the figure holds."""
        return self.value >= self.least


_RATE = re.compile(r"(exact span|type|date|issuer|pinpoint) \d+/\d+ = ([\d.]+)")
_F1 = re.compile(r"mentions P ([\d.]+) R ([\d.]+) F1 ([\d.]+)")
_LEAST = {
    "gold 000, 004": {"mention F1": 0.995, "exact span": 0.99, "type": 0.99, "date": 0.99,
                      "pinpoint": 0.99},
    "decisions-2025": {"mention F1": 0.98, "date": 0.98},
    "30 documents read by hand": {"mention F1": 0.98, "exact span": 0.98, "date": 0.98,
                                  "pinpoint": 0.97},
    "40 documents read blind": {"mention F1": 0.99, "exact span": 0.99, "type": 0.99,
                                "date": 0.99, "pinpoint": 0.98},
}  # fmt: skip


def figures() -> Iterator[Figure]:
    """Yield every figure."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus = SHARED / "corpus"
        yield from _answered(
            "gold 000, 004", [(corpus / f"{n}.txt", None) for n in ("000", "004")],
            SHARED / "gold", work / "gold",
        )  # fmt: skip
        decisions = SHARED / "benchmarks" / "decisions-2025"
        yield from _answered(
            "decisions-2025", [(path, None) for path in sorted((decisions / "docs").glob("*.txt"))],
            decisions / "gold", work / "decisions",
        )  # fmt: skip
        yield from _answered("30 documents read by hand", answered_documents(), ANSWERS,
                             work / "read")  # fmt: skip
        yield from _answered("40 documents read blind", answered_documents(BLIND), BLIND,
                             work / "blind")  # fmt: skip
        yield from _vnlegaltext(work / "vnlegaltext")
        yield from _office()


def _answered(
    name: str, documents: list[tuple[Path, int | None]], gold: Path, work: Path
) -> Iterator[Figure]:
    predict(documents, work)
    said = counted("score_citations.py", gold, work)
    least = _LEAST[name]
    f1 = _F1.search(said)
    assert f1 is not None, said
    yield Figure(name, "mention F1", float(f1[3]), least["mention F1"])
    for rate, value in _RATE.findall(said):
        if rate in least:
            yield Figure(name, rate, float(value), least[rate])


def _vnlegaltext(work: Path) -> Iterator[Figure]:
    name = "vnlegaltext-val"
    counted("vnlegaltext.py", "export", SHARED / "benchmarks" / "vnlegaltext-val.conll", work)
    lines = []
    for path in sorted(work.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        reading = read_through(SourceText(path.name, "0" * 64, "txt", text))
        lines.append(json.dumps({"file": path.name, "citations": as_json(reading)["citations"]}))
    predicted = work / "predicted.jsonl"
    predicted.write_text("\n".join(lines), encoding="utf-8")
    said = counted("vnlegaltext.py", "score", work, predicted)
    match = re.search(r"VNLegalText P ([\d.]+) R ([\d.]+)", said)
    assert match is not None, said
    yield Figure(name, "recall", float(match[2]), 0.98)
    yield Figure(name, "precision", float(match[1]), 0.97)


def _office() -> Iterator[Figure]:
    """Compare what is found in the same plan in other formats with what stands in the file."""
    office = SHARED / "corpus" / "office"
    for stem in ("000", "004"):
        gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        answered = _numbers(gold["citations"])
        # The DOCX of 004 is shorter than the text that was answered: count what stands in it.
        stands = _standing(office / f"{stem}.docx", answered)
        for suffix in (".docx", ".pdf"):
            found = _numbers(as_json(read_through(read(office / (stem + suffix))))["citations"])
            hit = sum(min(n, found.get(number, 0)) for number, n in stands.items())
            extra = sum(max(0, n - stands.get(number, 0)) for number, n in found.items())
            name = f"{stem}{suffix}"
            yield Figure(name, "numbered, recall", hit / sum(stands.values()), 0.99)
            yield Figure(name, "numbered, precision", 1 - extra / sum(found.values()), 0.99)
    if shutil.which("tesseract"):
        found = _numbers(as_json(read_through(read(office / "000-scan.pdf")))["citations"])
        gold = json.loads((SHARED / "gold" / "000.json").read_text(encoding="utf-8"))
        want = _numbers(gold["citations"])
        hit = sum(min(n, found.get(number, 0)) for number, n in want.items())
        yield Figure("000-scan.pdf", "numbered, recall", hit / sum(want.values()), 0.95)


def _standing(path: Path, numbers: dict[str, int]) -> dict[str, int]:
    """Count how often each number stands in a .docx, by nothing but its letters."""
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    letters = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "|")))
    letters = letters.replace("QD-TTg", "QĐ-TTg")
    counts = {
        number: len(re.findall(rf"(?<!\d){re.escape(number)}(?![A-ZĐ])", letters))
        for number in numbers
    }
    return {number: count for number, count in counts.items() if count}


def _numbers(citations: list[dict[str, object]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for citation in citations:
        number = citation["number"]
        if isinstance(number, str) and not citation.get("self"):
            counts[number] = counts.get(number, 0) + 1
    return counts


def main() -> int:
    """Print the table; return 1 when a figure falls short."""
    require_shared()
    short = 0
    print(f"{'set':28} {'figure':30} {'value':>7} {'least':>7}")
    for figure in figures():
        short += not figure.reached
        mark = "" if figure.reached else "  FALLS SHORT"
        print(f"{figure.set:28} {figure.name:30} {figure.value:7.4f} {figure.least:7.3f}{mark}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
