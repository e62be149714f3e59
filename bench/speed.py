#!/usr/bin/env python3
"""How fast a text becomes mentions, and a file triples; beside eyecite on English, in one run.

usage: python bench/speed.py

Seconds are processor time of one core, the best of several rounds. eyecite reads an English text
written here, of one citation every 1,000 characters; the Vietnamese text is the real documents of
the measuring material, at one citation every 670.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import least_seconds, require_shared
from cancu.ingest.graph import document_graph
from cancu.ingest.mentions import find_mentions
from cancu.ingest.read import read
from cancu.ingest.steps import load_registers, read_through
from cancu.ingest.structure import read_header
from cancu.ontology.iris import DEFAULT_BASE

ENGLISH = (
    "The district court held that the statute did not reach the conduct alleged, and the court of "
    "appeals affirmed. We granted review to settle a conflict among the circuits. As we explained "
    "in Norton v. Shelby County, 118 U.S. 425, 442 (1886), an act that is void confers no rights "
    "and imposes no duties. The parties agree that the notice was served in time; they differ on "
    "what it had to say. Nothing in the record suggests that the clerk was misled, and the motion "
    "to dismiss was denied after argument. See also Smith v. Jones, 12 F.3d 45 (2d Cir. 1999). "
    "The remaining claims concern the costs of the proceeding, which the court below apportioned "
    "equally. We see no abuse of discretion in that, since each side prevailed in part, and since "
    "the expense of preparing the exhibits fell on both. The judgment is therefore affirmed in "
    "all respects but one, and the case is remanded so that the interest may be computed anew from "
    "the day on which the award became final. Each party is to bear its own costs in this court. "
)


def citation_speed(folder: Path) -> float:
    """Return MB of UTF-8 a second from text to mentions."""
    sources = [read(path) for path in sorted(folder.glob("*.md"))]
    load_registers()
    headed = [(source, read_header(source)) for source in sources]
    size = sum(len(source.text.encode()) for source in sources)
    return size / 1e6 / least_seconds(lambda: [find_mentions(*pair) for pair in headed])


def documents_a_second(folder: Path, *, obligations: bool) -> tuple[float, int]:
    """Return documents a second from a .txt file to triples, and their mean size in bytes."""
    chosen = [p for p in sorted(folder.glob("*.md")) if 12_000 < p.stat().st_size < 32_000]
    with tempfile.TemporaryDirectory() as work:
        paths = [Path(work) / f"{path.stem}.txt" for path in chosen]
        for path, copy in zip(chosen, paths, strict=True):
            copy.write_bytes(path.read_bytes())

        def run() -> None:
            for path in paths:
                document_graph(read_through(read(path), duties=obligations), DEFAULT_BASE)

        run()
        mean = sum(path.stat().st_size for path in paths) // len(paths)
        return len(paths) / least_seconds(run), mean


def eyecite_speed() -> float:
    """Return MB a second of eyecite on English."""
    from eyecite import get_citations

    logging.getLogger("eyecite").setLevel(logging.ERROR)
    text = ENGLISH * 40
    get_citations(text)
    return len(text) / 1e6 / least_seconds(lambda: get_citations(text))


def main() -> None:
    """Print the figures."""
    folder = require_shared() / "benchmarks" / "real-documents"
    ours, english = citation_speed(folder), eyecite_speed()
    print(f"text to mentions       {ours:8.2f} MB/s a core   (least 10)")
    print(f"eyecite on English     {english:8.3f} MB/s a core")
    print(f"ratio                  {ours / english:8.1f}             (least 15)")
    speed, mean = documents_a_second(folder, obligations=False)
    print(f"citations to triples   {speed:8.1f} documents/s of {mean} bytes a core   (least 200)")
    speed, mean = documents_a_second(folder, obligations=True)
    print(f"with duties, targets   {speed:8.1f} documents/s of {mean} bytes a core")


if __name__ == "__main__":
    main()
