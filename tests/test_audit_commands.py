"""`cancu audit` and `cancu check` as a person runs them: forms, files, settings, dismissals."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cancu import samples
from cancu.cli import cli, main
from tests.commands import run

DRAFT = next((Path(samples.__file__).parent / "drafts").iterdir())
COMMUNE = "08/KH-UBND"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample documents."""
    place = tmp_path_factory.mktemp("audit") / "store"
    run("ingest", *samples.documents(), "--store", place)
    return place


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own, in whose folder commands run."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(made, tmp_path / "store"))


def found(*words: str | Path) -> list[dict[str, Any]]:
    result = CliRunner().invoke(cli, ["audit", *map(str, words), "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    read: list[dict[str, Any]] = json.loads(result.stdout_bytes)
    return read


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.table", b"\n15-du-thao"), ("x.txt", b"\n15-du-thao"), ("x.json", b"["),
        ("x.csv", b"\xef\xbb\xbfrule,"), ("x.sarif", b"{"), ("x.xlsx", b"PK"),
        ("x.html", b"<!doctype html>"), ("X.HTML", b"<!doctype html>"),
    ],
)  # fmt: skip
def test_the_name_of_the_file_tells_the_form(tmp_path: Path, name: str, begins: bytes) -> None:
    target = tmp_path / name
    run("audit", DRAFT, "-o", target, code=1)
    assert target.read_bytes().startswith(begins)


def test_a_form_that_is_asked_for_counts_more_than_the_name(tmp_path: Path) -> None:
    target = tmp_path / "x.bao-cao"
    run("audit", DRAFT, "--format", "json", "-o", target, code=1)
    assert json.loads(target.read_bytes())


def test_the_written_table_is_the_printed_one(tmp_path: Path) -> None:
    target = tmp_path / "x.table"
    run("audit", DRAFT, "-o", target, code=1)
    assert target.read_text(encoding="utf-8") == run("audit", DRAFT, code=1).stdout


def _told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path
) -> str:
    """Run the program as the console script does; it must end with 2 and say why."""
    monkeypatch.setattr("sys.argv", ["cancu", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("audit", "khong-co.docx"), "khong-co.docx: không có tệp hay thư mục này"),
        (("audit", "thu-muc/"), "thu-muc/: không có tệp hay thư mục này"),
        (("audit", "./khong-co"), "./khong-co: không có tệp hay thư mục này"),
        (("audit", "trong"), "trong: không có tài liệu nào trong thư mục này"),
        (("audit", "store"), "store: đây là kho; ghi --store store"),
        (("audit", "trong", COMMUNE), "không có tài liệu nào"),
        (("audit", "ghi.txt", COMMUNE), "08/KH-UBND: không phải tệp"),
        (("audit", "ghi.txt", "-o", "x.tabel"), "x.tabel: không rõ dạng tệp; đặt đuôi .table, "),
        (("audit", "ghi.txt", "--dismiss", "C05", "--reason", "x"), "C05: không có phát hiện"),
        (("audit", COMMUNE, "--dismiss", "C05", "--reason", "x"), "C05: không có phát hiện"),
        (("audit", COMMUNE, "--dismiss", "H03"), "cần --reason"),
        (("audit", COMMUNE, "--undismiss", "H03"), "H03: không có phát hiện đã bỏ qua nào"),
        (("audit", "ghi.txt", "--format", "xlsx"), "--format xlsx cần -o"),
    ],
)
def test_what_has_no_effect_is_said(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], says: str,
) -> None:  # fmt: skip
    Path("trong").mkdir()
    Path("ghi.txt").write_text("Không có gì.\n", encoding="utf-8")
    monkeypatch.setenv("CANCU_STORE", str(store))
    assert says in _told(monkeypatch, capsys, *words)


@pytest.mark.parametrize("command", ["audit", "check"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[audit.rules]\nC01 = tru\n", "cancu.toml:2: 'C01 = tru'"),
        ("# a\n\n[audit.rules]\nX99 = true\n", "cancu.toml:4: [audit.rules] 'X99'"),
        ("[audit.rules]\nC02 = true\nC01 = \"bad\"\n", "cancu.toml:3: [audit.rules] C01 = 'bad'"),
        ("[audit.rule]\nC01 = true\n", "cancu.toml:1: [audit] 'rule'"),
        ("\n[audits]\n", "cancu.toml:2: 'audits'"),
        ("[[dismissed]]\nrule = \"R04\"\nfile = \"a\"\n", "cancu.toml:1: [[dismissed]] reason"),
        (
            '[[dismissed]]\nrule = "R04"\nfile = "a"\nreason = "x"\n\n'
            '[[dismissed]]\nrule = "Z1"\nfile = "a"\nreason = "x"\n',
            "cancu.toml:7: [[dismissed]] rule 'Z1'",
        ),
        ('[[dismissed]]\nrule = "R04"\nreason = "x"\n', "thiếu document hoặc file"),
        ('[[dismissed]]\nrule = "R04"\nwhy = "x"\n', "cancu.toml:3: [[dismissed]] why = 'x'"),
        ('[[dismissed]]\nrule = 4\nfile = "a"\n', "cancu.toml:2: [[dismissed]] rule = 4"),
        ("[dismissed]\nrule = \"R04\"\n", "cancu.toml:1: viết [[dismissed]]"),
    ],
)  # fmt: skip
def test_wrong_settings_name_file_line_and_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    command: str, text: str, says: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("cancu.toml").write_text(text, encoding="utf-8")
    assert says in _told(monkeypatch, capsys, command, DRAFT)


def test_dismissed_in_the_store_and_taken_back(store: Path) -> None:
    here = (COMMUNE, "--store", store)
    before = [one for one in found(*here) if one["rule"] == "H03"]
    assert [one["dismissed"] for one in before] == [None]
    run("audit", *here, "--dismiss", "h03", "--reason", "huyện làm thay", "--by", "Nguyễn Văn An",
        code=1)  # fmt: skip
    (aside,) = [one for one in found(*here) if one["rule"] == "H03"]
    assert (aside["dismissed"], aside["dismissed_by"]) == ("huyện làm thay", "Nguyễn Văn An")
    assert len(aside["dismissed_on"]) == 10
    run("ingest", *samples.documents(), "--store", store)
    assert [one["dismissed"] for one in found(*here) if one["rule"] == "H03"] == ["huyện làm thay"]
    listed = run("audit", "--dismissed", "--store", store).stdout
    assert "H03" in listed
    assert "huyện làm thay (Nguyễn Văn An, " in listed
    (held,) = json.loads(run("audit", "--dismissed", "--format", "json", "--store", store).stdout)
    assert held["document"] == COMMUNE
    run("audit", *here, "--undismiss", held["id"], code=1)
    assert [one["dismissed"] for one in found(*here) if one["rule"] == "H03"] == [None]
    assert "chưa bỏ qua" in run("audit", "--dismissed", "--store", store).stdout


def test_dismissed_of_a_file_is_kept_in_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CANCU_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    Path("cancu.toml").write_text("[audit.rules]\nR09 = false  # của chúng tôi\n", encoding="utf-8")
    rule, start = next((one["rule"], one["start"]) for one in found(DRAFT))
    run("audit", DRAFT, "--dismiss", rule, "--at", str(start), "--reason", 'đã "duyệt"', code=1)
    (aside,) = [one for one in found(DRAFT) if one["dismissed"]]
    assert (aside["rule"], aside["start"], aside["dismissed"]) == (rule, start, 'đã "duyệt"')
    kept = Path("cancu.toml").read_text(encoding="utf-8")
    assert kept.startswith("[audit.rules]\nR09 = false  # của chúng tôi\n\n[[dismissed]]\n")
    checked = CliRunner().invoke(cli, ["check", str(DRAFT), "--format", "json"])
    told = json.loads(checked.stdout_bytes)["findings"]
    assert [one["start"] for one in told if one["dismissed"]] == [start]
    assert rule in run("audit", "--dismissed").stdout
    run("audit", DRAFT, "--undismiss", rule, code=1)
    assert Path("cancu.toml").read_text(encoding="utf-8") == (
        "[audit.rules]\nR09 = false  # của chúng tôi\n"
    )
    assert not [one for one in found(DRAFT) if one["dismissed"]]


def test_settings_may_dismiss_what_stands_in_a_store(store: Path) -> None:
    Path("cancu.toml").write_text(
        '[[dismissed]]\nrule = "later-than-parent"\ndocument = "08/KH-UBND"\n'
        'words = "28/11/2025"\nreason = "đã thống nhất"\nby = "An"\ndate = 2026-01-20\n',
        encoding="utf-8",
    )
    (late,) = [one for one in found(COMMUNE, "--store", store) if one["rule"] == "H04"]
    assert (late["dismissed"], late["dismissed_by"], late["dismissed_on"]) == (
        "đã thống nhất", "An", "2026-01-20",
    )  # fmt: skip


ACROSS = ("H01", "H03", "H04", "H05")


def test_evidence_is_told_in_every_form(store: Path) -> None:
    every = found("--store", store)
    lines = {
        "table": run("audit", "--store", store, code=1).stdout.replace("\n", ""),
        "csv": run("audit", "--store", store, "--format", "csv", code=1).stdout_bytes.decode(),
    }
    run("audit", "--store", store, "-o", "x.html", code=1)
    run("audit", "--store", store, "-o", "x.sarif", code=1)
    lines["html"] = Path("x.html").read_text(encoding="utf-8")
    log = json.loads(Path("x.sarif").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(lines["csv"].removeprefix("\ufeff"))))
    related = [one.get("relatedLocations", []) for one in log["runs"][0]["results"]]
    assert {one["rule"] for one in every} >= set(ACROSS)
    for place, one in enumerate(every):
        if one["rule"] not in ACROSS:
            continue
        (proof,) = one["evidence"]
        assert proof["number"] == "17/KH-UBND"
        assert proof["title"] in proof["text"]
        assert "http" not in proof["text"]
        assert Path(proof["file"]).name.startswith("07-")
        assert proof["text"] == rows[place]["evidence"]
        assert proof["text"] in lines["html"]
        assert proof["text"].replace(" ", "")[:60] in lines["table"].replace(" ", "")
        (location,) = related[place]
        assert location["message"]["text"] == proof["text"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].endswith(".pdf")
        if one["rule"] != "H01":
            assert proof["quoted"] in proof["text"]
            assert f"ký tự {proof['start']}–{proof['end']}" in proof["text"]
            assert f"trang {proof['page']}" in proof["text"]


def test_a_dismissal_of_odd_letters_leaves_a_readable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TOML wants DEL escaped; a file from Notepad begins with a byte order mark."""
    monkeypatch.chdir(tmp_path)
    Path("cancu.toml").write_text("[audit.rules]\nR09 = false\n", encoding="utf-8-sig")
    plan = Path("a.txt")
    plan.write_text(
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n\nSố: 41/KH-UBND\n\nHà Tĩnh, ngày 01 tháng 02 năm 2024\n\n"
        "KẾ HOẠCH\nCải cách\n\nCăn cứ Nghị định số 61/2018/NĐ-CP\x7f của Chính phủ;\n",
        encoding="utf-8",
    )
    rule = next(one["rule"] for one in found(plan))
    run("audit", plan, "--dismiss", rule, "--reason", "đã\x7fduyệt")
    assert [one["dismissed"] for one in found(plan) if one["rule"] == rule] == ["đã\x7fduyệt"]


def test_files_are_not_held_against_a_store(tmp_path: Path) -> None:
    assert "cancu check" in run("audit", DRAFT, "--store", str(tmp_path), code=2).stderr
