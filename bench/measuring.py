"""Where the measuring material lies, running its own counting scripts, and taking time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from cancu.ingest.contract import as_json
from cancu.ingest.read import read
from cancu.ingest.steps import read_through

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
ANSWERS = ROOT / "tests" / "data" / "citations"
BLIND = ROOT / "tests" / "data" / "citations_blind"
"""Answers that were written before the finder had seen the documents."""


def require_shared() -> Path:
    """Return the folder, or stop with a reason."""
    if not SHARED.exists():
        sys.exit(f"measuring material is not here: {SHARED}")
    return SHARED


def predict(paths: Iterable[tuple[Path, int | None]], folder: Path) -> None:
    """Write the contract of each document, named by its stem; nothing after ``until`` counts."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, until in paths:
        contract = as_json(read_through(read(path)))
        if until is not None:
            found = contract["citations"]
            contract["citations"] = [one for one in found if one["start"] < until]
        target = folder / f"{path.stem}.json"
        target.write_text(json.dumps(contract, ensure_ascii=False), encoding="utf-8")


def counted(script: str, *arguments: str | Path) -> str:
    """Run one of the counting scripts and return what it prints."""
    command = [sys.executable, str(SHARED / "measure" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def answered_documents(answers: Path = ANSWERS) -> list[tuple[Path, int | None]]:
    """Return the documents that a folder of answers is about, and how far it read each."""
    places = {"corpus": "corpus", "real-documents": "benchmarks/real-documents"}
    documents = []
    for answer in sorted(answers.glob("*.json")):
        gold: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        documents.append((SHARED / places[gold["set"]] / gold["file"], gold.get("until")))
    return documents


def least_seconds(run: Callable[[], object], rounds: int = 3) -> float:
    """Return the least processor time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)
