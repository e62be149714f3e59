"""The commands as a person runs them: what they print, what they write, how they fail."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from cancu import samples
from cancu.cli import COMMANDS, cli

COMMUNE = next(p for p in samples.documents() if p.name.startswith("08-"))
KEYS = {
    "header": {"type", "number", "issuer", "level", "date", "title", "signer", "year_of_plan"},
    "citations": {"start", "end", "surface", "type", "number", "date", "year", "issuer", "pinpoint",
                  "role", "status", "document", "candidates", "self", "confidence"},
    "relations": {"subject", "predicate", "object", "start", "end"},
    "obligations": {"origin", "section", "ordinal", "task", "lead", "coordinating", "deadline",
                    "deadline_kind", "deadline_iso", "deliverable", "note", "cites", "start"},
    "targets": {"metric", "comparator", "value", "unit", "due", "start"},
}  # fmt: skip


def run(*words: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample documents."""
    place = tmp_path_factory.mktemp("cli") / "store"
    run("ingest", *samples.documents(), "--store", place)
    return place


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str) -> None:
    assert f"cancu {name}" in run(name, "--help").output


def test_the_contract_of_cite() -> None:
    lines = (
        run("cite", *samples.documents(), "--format", "jsonl").stdout_bytes.decode().splitlines()
    )
    assert len(lines) == len(samples.documents())
    for line in lines:
        one: dict[str, Any] = json.loads(line)
        assert len(one["sha256"]) == 64
        assert one["header"].keys() >= KEYS["header"]
        for part in ("citations", "relations", "obligations", "targets"):
            for item in one[part]:
                assert item.keys() >= KEYS[part]


def test_offsets_point_into_the_text_that_cite_prints() -> None:
    text = run("cite", COMMUNE, "--text").stdout_bytes.decode()
    (one,) = json.loads(run("cite", COMMUNE, "--format", "json").stdout_bytes)
    assert one["citations"]
    for citation in one["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["surface"]


def test_cite_as_csv_and_html(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(
        run("cite", COMMUNE, "--format", "csv").stdout_bytes.decode())))  # fmt: skip
    assert "17/KH-UBND" in {row["number"] for row in rows}
    page = tmp_path / "page.html"
    run("cite", COMMUNE, "--format", "html", "-o", page)
    assert "17/KH-UBND" in page.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "rong.docx"
    empty.write_bytes(b"")
    result = run("cite", empty, COMMUNE, "--format", "jsonl", code=1)
    assert "rong.docx" in result.stderr
    assert len(result.stdout_bytes.decode().splitlines()) == 1


def test_reading_again_changes_nothing(store: Path) -> None:
    before = run("export", store.parent / "a.nq", "--store", store)
    result = run("ingest", COMMUNE, "--store", store)
    assert "1 không đổi" in result.output
    run("export", store.parent / "b.nq", "--store", store)
    lines = [(store.parent / name).read_text("utf-8").splitlines() for name in ("a.nq", "b.nq")]
    assert sorted(lines[0]) == sorted(lines[1])
    assert before.exit_code == 0


def test_a_forgotten_file_is_gone(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "store"
    shutil.copytree(store, own)
    run("forget", COMMUNE, "--store", own)
    rows = json.loads(run("query", "documents", "--format", "json", "--store", own).stdout_bytes)
    assert "08/KH-UBND" not in {row["number"] for row in rows}


def test_trace_reaches_the_government_through_province_and_district(store: Path) -> None:
    found = json.loads(
        run("trace", "08/KH-UBND", "--store", store, "--format", "json").stdout_bytes
    )
    step, chain = found["root"], []
    while step["branches"]:
        step = step["branches"][0]
        chain.append((step["facts"]["number"], step["facts"]["level"]))
        assert step["relation"] == "implements" or step["facts"]["level"] == "central"
        if step["facts"]["level"] == "central":
            break
    assert chain == [("17/KH-UBND", "district"), ("41/KH-UBND", "province"),
                     ("766/QĐ-TTg", "central")]  # fmt: skip


def test_each_step_of_a_trace_has_its_wording(store: Path) -> None:
    found = json.loads(
        run("trace", "08/KH-UBND", "--store", store, "--format", "json").stdout_bytes
    )
    for step in found["root"]["branches"]:
        assert step["wording"], step["facts"] or step["surface"]


def test_view_writes_a_page(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    run("view", "17/KH-UBND", "-o", page, "--store", store)
    assert "17/KH-UBND" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld", "graphml", "csv", "xlsx"])
def test_export(store: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out.{suffix}"
    run("export", target, "--store", store)
    assert target.stat().st_size > 1000


def _fails(*words: str | Path) -> str:
    """Return the message of the error with which a command ends."""
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exception is not None
    if isinstance(result.exception, SystemExit):
        assert result.exit_code == 2
        return result.output
    assert not isinstance(result.exception, click.Abort)
    return str(result.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("query", "no-such-query"), "who-cites"),
        (("query", "who-cites", "--param", "document"), "tên=giá trị"),
        (("trace", "999/KH-UBND"), "999/KH-UBND"),
        (("sparql", "DELETE WHERE { ?s ?p ?o }"), ""),
        (("sparql", "SELECT * WHERE { SERVICE <http://x> { ?s ?p ?o } }"), "SERVICE"),
        (("export", "out.unknown"), "unknown format"),
    ],
)
def test_errors_say_what_to_do(store: Path, words: tuple[str, ...], says: str) -> None:
    message = _fails(*words, "--store", store)
    assert says in message
    assert "Traceback" not in message


def test_demo(tmp_path: Path) -> None:
    result = run("demo", "-o", tmp_path / "demo")
    assert "08/KH-UBND" in result.output
    assert (tmp_path / "demo" / "graph.html").stat().st_size > 100_000
