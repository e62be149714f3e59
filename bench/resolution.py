#!/usr/bin/env python3
"""Every figure of resolving in one table: right documents, wrong links, issuers, stated relations.

usage: python bench/resolution.py

A gold document is its canonical number, issuer and year. A link is counted as wrong when a mention
got the IRI of another gold document, or two gold documents share one. The counting script cannot
know that a text names one document in two ways; tests/data/one_document.csv lists where that was
read, and both figures are printed.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import ANSWERS, BLIND, ROOT, SHARED, answered_documents, counted, predict
from cancu import samples
from cancu.ingest.contract import as_json
from cancu.ingest.home import home
from cancu.ingest.mentions import find_mentions
from cancu.ingest.phrases import fold
from cancu.ingest.read import read
from cancu.ingest.relations import find_relations
from cancu.ingest.resolve import resolve
from cancu.ingest.steps import read_through
from cancu.ingest.structure import read_header
from cancu.ingest.view import view

_STATUS = re.compile(
    r"(PASS|FALLS SHORT) resolved ([\d.]+), wrong links ([\d.]+) of (\d+), issuer ([\d.]+)"
)
_JUDGED = re.compile(r"\('(?P<number>.+?)', '.+?', '\d{4}'\) \S+?/(?P<document>vn/\S+)\Z")
_ONE_DOCUMENT = ROOT / "tests" / "data" / "one_document.csv"
_FOLDERS = {
    "corpus": SHARED / "corpus",
    "decisions-2025": SHARED / "benchmarks" / "decisions-2025" / "docs",
    "real-documents": SHARED / "benchmarks" / "real-documents",
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of relations, and what follows from them."""

    right: int
    extra: int
    missed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed or 1)


@dataclass(frozen=True, slots=True)
class Identity:
    """What score_identity.py counts on one set; ``wrong`` is a share of ``links``.

    ``judged`` holds the lines in which it names each link that it counts as wrong.
    """

    name: str
    resolved: float
    wrong: float
    links: int
    issuer: float
    judged: tuple[str, ...] = ()

    @property
    def named_twice(self) -> int:
        """How many of the links counted as wrong are of a document that texts name in two ways."""
        found = [_JUDGED.search(line) for line in self.judged]
        return sum((m["number"], m["document"]) in _named_twice() for m in found if m)

    @property
    def wrong_as_read(self) -> float:
        """The share of wrong links without these."""
        return self.wrong - self.named_twice / self.links


@cache
def _named_twice() -> frozenset[tuple[str, str]]:
    with _ONE_DOCUMENT.open(encoding="utf-8", newline="") as file:
        return frozenset((row["number"], row["document"]) for row in csv.DictReader(file))


def identities() -> Iterator[Identity]:
    """Yield the figures of each answered set."""
    decisions = SHARED / "benchmarks" / "decisions-2025"
    plans = [(SHARED / "corpus" / f"{stem}.txt", None) for stem in ("000", "004")]
    texts = [(path, None) for path in sorted((decisions / "docs").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, documents, gold in (
            ("gold 000, 004", plans, SHARED / "gold"),
            ("decisions-2025", texts, decisions / "gold"),
            (
                "30 documents read by hand",
                answered_documents(),
                _with_surfaces(ANSWERS, work / "30"),
            ),
            (
                "40 documents read blind",
                answered_documents(BLIND),
                _with_surfaces(BLIND, work / "40"),
            ),
        ):
            predict(documents, work / name)
            printed = counted("score_identity.py", gold, work / name)
            said = _STATUS.search(printed)
            assert said is not None
            wrong = tuple(line for line in printed.splitlines() if line.startswith("WRONG"))
            yield Identity(
                name, float(said[2]), float(said[3]), int(said[4]), float(said[5]), wrong
            )


def _with_surfaces(answers: Path, folder: Path) -> Path:
    """Write the answers with an empty ``surface``, which the counting script prints."""
    folder.mkdir()
    for path in answers.glob("*.json"):
        answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        answer["citations"] = [{"surface": "", **one} for one in answer["citations"]]
        (folder / path.name).write_text(json.dumps(answer), encoding="utf-8")
    return folder


def sample_counts() -> tuple[int, int]:
    """Return how many citations of the samples mean what their answers say, and how many there are.

    The answers leave open what the samples leave open on purpose: a link there would be wrong.
    """
    answered = samples.answers()["documents"]
    right = total = 0
    for path in (*samples.documents(), *samples.drafts()):
        contract = as_json(read_through(read(path)))
        found = {(one["number"], one["document"]) for one in contract["citations"]}
        citations = answered[path.stem]["citations"]
        right += sum((one["number"], one["document"]) in found for one in citations)
        total += len(citations)
    return right, total


def relation_rates(answers: Iterable[dict[str, Any]]) -> Rates:
    """Compare the relations of answered documents, each once a document, with what is read."""
    right = extra = missed = 0
    for answer in answers:
        reading = read_through(read(_FOLDERS[answer["set"]] / answer["file"]))

        def name(index: int | None, mentions: tuple[Any, ...] = reading.mentions) -> str | None:
            if index is None or mentions[index].self_reference:
                return None
            one = mentions[index]
            return fold(one.number or one.name or "")

        found = {(name(r.subject), r.predicate, name(r.object)) for r in reading.relations}
        wanted = {(s and fold(s), p, fold(o)) for s, p, o in answer["relations"]}
        right += len(found & wanted)
        extra += len(found - wanted)
        missed += len(wanted - found)
    return Rates(right, extra, missed)


def statuses() -> Counter[str]:
    """Count what becomes of every citation of the real documents, its own numbers left out."""
    counts: Counter[str] = Counter()
    for path in sorted(_FOLDERS["real-documents"].glob("*.md")):
        reading = read_through(read(path))
        for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True):
            if not mention.self_reference and mention.kind not in ("relative", "programme"):
                counts[type(resolution).__name__] += 1
    return counts


def milliseconds() -> tuple[float, float, float]:
    """Return milliseconds of finding, resolving and reading relations for 60 citations."""
    spent = [0.0, 0.0, 0.0]
    citations = 0
    for timed in (False, True):
        for path in sorted(_FOLDERS["real-documents"].glob("*.md")):
            source = read(path)
            header = read_header(source)
            at = home(view(source.text[:9000]), header)
            marks = [time.process_time()]
            found = find_mentions(source, header)
            marks.append(time.process_time())
            resolve(found, header, at, text=source.text)
            marks.append(time.process_time())
            find_relations(source, found)
            marks.append(time.process_time())
            if timed:
                citations += len(found)
                for step in range(3):
                    spent[step] += marks[step + 1] - marks[step]
    sixty = 60e3 / citations
    return spent[0] * sixty, spent[1] * sixty, spent[2] * sixty


def main() -> None:
    """Print the table."""
    for one in identities():
        print(f"{one.name}: resolved {one.resolved:.3f}, wrong links {one.wrong:.4f} of "
              f"{one.links}, issuer {one.issuer:.3f}")  # fmt: skip
        for line in one.judged:
            print(f"  {line}")
        if one.named_twice:
            print(f"  {one.named_twice} of these are of a document named in two ways; "
                  f"wrong links as read {abs(one.wrong_as_read):.4f}")  # fmt: skip
    right, total = sample_counts()
    print(f"the samples: {right} of {total} citations are of the document answered, or as open")
    answers = json.loads((ROOT / "tests" / "data" / "relations.json").read_text(encoding="utf-8"))
    rates = relation_rates(answers)
    print(f"stated relations of {len(answers)} documents: F1 {rates.f1:.3f} "
          f"(right {rates.right}, extra {rates.extra}, missed {rates.missed})")  # fmt: skip
    counts = statuses()
    total = counts.total()
    shares = ", ".join(f"{name} {n} ({n / total:.3f})" for name, n in counts.most_common())
    print(f"real documents, {total} citations: {shares}")
    finding, resolving, relating = milliseconds()
    print(f"60 citations, processor ms: find {finding:.2f}, resolve {resolving:.2f}, "
          f"relations {relating:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
