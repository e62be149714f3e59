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
from click.testing import CliRunner

from cancu import samples
from cancu.cli import COMMANDS, cli, main
from cancu.queries.store import StoreError
from tests.commands import run

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


def test_cite_of_one_file_marks_the_text_and_lists_the_citations() -> None:
    shown = run("cite", COMMUNE).output
    assert "Căn cứ" in shown
    assert "kết quả" in shown
    assert "Luật Luật" not in shown


def test_cite_never_writes_over_what_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "ke-hoach.html"
    page.write_text("<p>Căn cứ Nghị định số 61/2018/NĐ-CP;</p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("cite", page, "--format", "html")
    assert page.read_text(encoding="utf-8").startswith("<p>Căn cứ")
    assert (tmp_path / "ke-hoach-vien-dan.html").exists()
    assert "không ghi đè" in run("cite", page, "--format", "html", "-o", page, code=2).stderr


@pytest.mark.parametrize("empty", [False, True], ids=["no folder", "an empty folder"])
@pytest.mark.parametrize("asked", ["cite", "explain", "check"])
def test_the_store_of_the_environment_is_asked_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, empty: bool
) -> None:
    place = tmp_path / "chưa-có"
    if empty:
        place.mkdir()
    monkeypatch.setenv("CANCU_STORE", str(place))
    found = CliRunner().invoke(cli, [asked, str(COMMUNE)])
    assert found.exit_code in (0, 1), found.output  # 1 where check finds something grave
    assert not isinstance(found.exception, StoreError)
    with pytest.raises(StoreError, match="chưa có kho"):
        run(asked, COMMUNE, "--store", tmp_path / "không-có")


def test_cite_tells_paragraph_and_cell() -> None:
    (one,) = json.loads(run("cite", COMMUNE, "--format", "json").stdout_bytes)
    assert all(citation["paragraph"] > 0 for citation in one["citations"])
    numbers = [citation["paragraph"] for citation in one["citations"]]
    assert numbers == sorted(numbers)


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


def test_links_follow_what_is_read_and_forgotten(tmp_path: Path) -> None:
    """Who reads documents finds their duties linked; without --link only after 'cancu link'."""
    ask = "SELECT ?below WHERE { ?below <http://cancu.internal/ns#carriesOut> ?above }"
    here = ("--store", tmp_path / "store")

    def links() -> int:
        return len(json.loads(run("sparql", ask, "--format", "json", *here).stdout_bytes))

    plans = {path.stem[:2]: path for path in samples.documents()}
    assert "nhiệm vụ nối với cấp trên" in run("ingest", plans["05"], plans["07"], *here).output
    linked = links()
    assert linked > 0
    run("forget", plans["07"], *here)
    assert links() == 0
    assert "cancu link" in run("ingest", plans["07"], "--no-link", *here).output
    assert links() == 0
    run("link", *here)
    assert links() == linked


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


def _said_by_main(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    """Run the program as the console script does; return its exit code."""
    monkeypatch.setattr("sys.argv", ["cancu", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ingets", "x"), "cancu: ingets: không có lệnh này (ingest?)"),
        (("ingest",), "cancu ingest: thiếu PATHS"),
        (("ingest", "khong-co.txt"), "cancu ingest: khong-co.txt: không có tệp hay thư mục này"),
        (("trace", "--dow", "1"), "không có lựa chọn --dow (--down?)"),
        (("view", "--hops", "x"), "'--hops': giá trị chưa đúng"),
        (("sparql", "khong-co.rq"), "khong-co.rq: không đọc hoặc không ghi được"),
        (("export", "khong-co/a.ttl"), "không đọc hoặc không ghi được"),
        (("view", "-o", "tep/a.html"), "tep: không đọc hoặc không ghi được"),
    ],
)
def test_what_cannot_be_done_is_said_in_vietnamese_first(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tep").write_text("một tệp")
    monkeypatch.setenv("CANCU_STORE", str(store))
    assert _said_by_main(monkeypatch, *words) == 2
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told


def test_inside_a_folder_content_counts_more_than_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "Kế hoạch xã"
    folder.mkdir()
    shutil.copy(COMMUNE, folder / "không đuôi")
    (folder / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("cite", folder, "--format", "jsonl")
    assert [json.loads(line)["header"]["number"] for line in result.stdout.splitlines()] == [
        "08/KH-UBND"
    ]
    assert "bỏ qua 1 tệp" in result.stderr
    (folder / "không đuôi").unlink()
    assert "không thấy tài liệu nào" in run("cite", folder, "--format", "jsonl").stderr


def test_the_text_of_many_files_and_of_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("một\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    assert run("cite", tmp_path, "--text", code=1).stdout == "một\n"


@pytest.mark.parametrize(
    ("query", "param"),
    [("who-cites", "document=61/2018/NĐ-CP"), ("obligations", "document=08/KH-UBND")],
)
def test_a_wide_answer_fits_the_page(store: Path, query: str, param: str) -> None:
    result = run("query", query, "--param", param, "--store", store)
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= 120
    assert "http://" not in result.output
    # A number is never broken over two lines, and a long text stands below its row.
    assert any(line.startswith(" 08/KH-UBND ") for line in lines)
    assert any(line.startswith("     ") and "…" not in line and len(line) > 60 for line in lines)


def test_an_answer_without_rows_says_so(store: Path) -> None:
    result = run("query", "who-cites", "--param", "document=11/KH-UBND", "--store", store)
    assert "Không có dòng nào" in result.output


def test_a_chain_names_its_relations(store: Path) -> None:
    result = run("network", "08/KH-UBND", "61/2018/NĐ-CP", "--store", store)
    assert "căn cứ" in result.output
    assert "based_on" not in result.output


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_demo_prints_what_the_readme_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Path(page).read_text(encoding="utf-8")
    (shown,) = [block for block in told.split("```") if "1. Đọc tài liệu mẫu" in block]
    monkeypatch.chdir(tmp_path)
    printed = {line.strip() for line in run("demo").output.splitlines()}
    lines = [line.strip() for line in shown.splitlines()]
    seconds = [line for line in lines if line.endswith("giây / seconds")]  # differ at every run
    assert len(seconds) == 1
    assert {*lines} - printed - {"…", "", *seconds} == set()
    assert (tmp_path / "cancu-demo" / "graph.html").stat().st_size > 100_000
