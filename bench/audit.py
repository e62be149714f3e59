"""Measure the audit: rule by rule on the answered plans, on the samples, and its speed.

usage: python bench/audit.py [--plans N] [--shared DIR]

Precision and recall are counted as ``../shared/measure/score_audit.py`` counts: a finding meets an
answer of its rule whose offset is within 150 characters, so precision is a lower bound. The speed
is that of a store of N plans made up for it (10,000 by default; 0 leaves it out).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.made_up_plans import plans
from bench.measuring import ROOT, SHARED
from cancu.ingest.graph import SourceGraph, document_graph
from cancu.ingest.read import read, read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit import audit_reading
from cancu.queries.audit_store import audit_store
from cancu.queries.check_draft import check
from cancu.queries.findings import Finding
from cancu.queries.kept import with_findings
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.rules import all_on, catalogue
from cancu.queries.sources import put_all

NEAR = 150
ANSWERED = ("000", "004")
OTHERS = ("001", "002", "003")
_READ_BY_US = ROOT / "tests" / "data" / "oddities.csv"
"""What we marked in the other plans before any rule was run on them."""
_AS_ANSWERED = {
    "C01": "R10", "C02": "R10", "C03": "R11", "C08": "R11",
    "C05": "R12", "C06": "R12", "C07": "R12",
}  # fmt: skip


@dataclass(slots=True)
class Score:
    """Counts over the answered plans, by rule as the answers name it or by rule of ours."""

    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    high: list[bool] = field(default_factory=list)
    high_found: int = 0
    high_right: int = 0


def score(shared: Path, *, default_only: bool = False) -> Score:
    """Audit the answered plans and compare with the answers."""
    total = Score()
    for name in ANSWERED:
        rules = catalogue() if default_only else all_on()
        reading = read_through(read(shared / "corpus" / f"{name}.txt"))
        found = audit_reading(reading, rules)
        gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        _count(total, found, gold["oddities"])
    return total


def score_others(shared: Path) -> Score:
    """Audit the plans without answers and compare with what a reading by eye marked in them."""
    total = Score()
    with _READ_BY_US.open(encoding="utf-8", newline="") as rows:
        marked = list(csv.DictReader(rows))
    for name in OTHERS:
        reading = read_through(read(shared / "corpus" / f"{name}.txt"))
        _count(total, audit_reading(reading), [row for row in marked if row["plan"] == name])
    return total


def _count(total: Score, found: tuple[Finding, ...], oddities: list[dict[str, Any]]) -> None:
    for finding in found:
        right = any(meets(finding, oddity) for oddity in oddities)
        total.found[finding.rule] += 1
        total.right[finding.rule] += right
        total.high_found += finding.severity == "high"
        total.high_right += right and finding.severity == "high"
    for oddity in oddities:
        met = any(meets(finding, oddity) for finding in found)
        total.wanted[oddity["rule"]] += 1
        total.met[oddity["rule"]] += met
        if oddity["severity"] == "high":
            total.high.append(met)


def meets(finding: Finding, oddity: dict[str, Any]) -> bool:
    """Tell whether a finding is what an answer names."""
    same = _AS_ANSWERED.get(finding.rule, finding.rule) == oddity["rule"]
    return same and abs(finding.start - int(oddity["start"])) <= NEAR


def print_score(total: Score) -> None:
    """Print precision and recall."""
    print("rule      right/found   (precision, lower bound)")
    for rule in sorted(total.found):
        print(f"{rule:8}  {total.right[rule]}/{total.found[rule]}")
    print("answers   met/wanted    (recall)")
    for rule in sorted(total.wanted):
        print(f"{rule:8}  {total.met[rule]}/{total.wanted[rule]}")
    found, right = total.found.total(), total.right.total()
    met, wanted = total.met.total(), total.wanted.total()
    print(f"precision {right}/{found} = {right / found:.3f}")
    print(f"recall {met}/{wanted} = {met / wanted:.3f}")
    print(
        f"high severity: precision {total.high_right}/{total.high_found} = "
        f"{total.high_right / total.high_found:.3f}; "
        f"recall {sum(total.high)}/{len(total.high)} = {sum(total.high) / len(total.high):.3f}"
    )


def speed(count: int) -> None:
    """Make a store of plans and print how long reading, linking and auditing it take."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/store") as store:
        begin = time.perf_counter()

        def graphs() -> Iterator[SourceGraph]:
            for name, data in plans(count):
                reading = read_through(read_bytes(data, name), base=store.base)
                yield with_findings(document_graph(reading, store.base), reading)

        written = sum(1 for _ in put_all(store, graphs()))
        read_in = time.perf_counter()
        link(store)
        linked, used = time.perf_counter(), time.process_time()
        found = audit_store(store)
        audited, used = time.perf_counter(), time.process_time() - used
        print(f"{written} plans: read and stored in {read_in - begin:.1f} s, "
              f"linked in {linked - read_in:.1f} s, "
              f"audited in {audited - linked:.1f} s, of which {used:.1f} s on a processor "
              f"({len(found)} findings)")  # fmt: skip


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args()
    if asked.shared.is_dir():
        total = score(asked.shared)
        print_score(total)
        begin = time.perf_counter()
        check(asked.shared / "corpus" / "004.txt")
        print(f"check of 004: {time.perf_counter() - begin:.2f} s")
        print(f"\n{', '.join(OTHERS)}, against our own marks:")
        print_score(score_others(asked.shared))
    if asked.plans:
        speed(asked.plans)


if __name__ == "__main__":
    main()
