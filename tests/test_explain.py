"""Why a mention means what it does: the same from a file as from the store that has read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancu import samples
from cancu.cli import cli
from cancu.commands.cite import citation_rows
from cancu.commands.explain import mentions_of
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.ingest.contract import as_json
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.queries.audit import audit_reading
from cancu.queries.audit_store import audit_store
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.mentions import Explained, of_reading, pick
from cancu.queries.settle import key_of
from cancu.queries.store import StoreError
from tests import plans as made
from tests.commands import run

SAMPLES = [path for path in samples.documents() if path.suffix != ".pdf"]


def told(one: Explained) -> tuple[object, ...]:
    mention = one.mention
    return (
        one.ordinal, mention.start, mention.end, mention.type, mention.number, mention.name,
        mention.date, mention.issuer, mention.pinpoint, mention.role, one.page, one.cell,
        key_of(one.document, mention, one.text).digest,
    )  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_store_tells_what_the_file_tells(tmp_path: Path, path: Path) -> None:
    """Also of mentions in tables and footnotes, though the store keeps only the text."""
    with EmbeddedStore(tmp_path / "store", "http://cancu.internal") as store:
        ingest(store, (path,), Said(quiet=True))
        reading = read_through(read(path))
        held = mentions_of(store, reading.document)
    assert [told(one) for one in held] == [told(one) for one in of_reading(reading)]
    assert [one.choices for one in held] == [one.choices for one in mentions_of(None, str(path))]
    assert [one.resolution for one in held] == [one.resolution for one in of_reading(reading)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_all_commands_count_alike(path: Path) -> None:
    """The numbers of the JSON, and of the table as far as it goes, are those of explain."""
    reading = read_through(read(path))
    contract = as_json(reading)
    cited = [*contract["citations"], *contract["references"]]
    counted = {one["ordinal"]: (one["start"], one["surface"]) for one in cited}
    known = mentions_of(None, str(path))
    assert counted == {one.ordinal: (one.mention.start, one.mention.surface) for one in known}
    assert [one.ordinal for one in known] == list(range(1, len(known) + 1))
    assert all(counted[row["ordinal"]][0] == row["start"] for row in citation_rows([reading]))


LINES = (made.OPEN, made.LOST, "Theo Luật Đầu tư số 61/2020/QH14 và Quyết định nêu trên.")
PICKED = [
    ("1", ["27/KH-UBND"]),  # the document's own number counts too
    ("2", ["15/KH-UBND"]),
    ("#3", ["99/QĐ-TTg"]),
    ("15/KH-UBND", ["15/KH-UBND"]),
    ("015/KH-UBNĐ", ["15/KH-UBND"]),
    ("99/QD-TTg", ["99/QĐ-TTg"]),  # not what leans on it
    ("Quyết định số 99/QĐ-TTg", ["99/QĐ-TTg"]),
    ("61/2020/QH14", ["61/2020/QH14"]),
    ("Quyết định nêu trên", ["99/QĐ-TTg"]),
]


@pytest.fixture
def known(tmp_path: Path) -> list[Explained]:
    return of_reading(read_through(read(made.district(tmp_path, *LINES))))


@pytest.mark.parametrize(("wanted", "numbers"), PICKED)
def test_picking(known: list[Explained], wanted: str, numbers: list[str | None]) -> None:
    assert [one.mention.number for one in pick(known, wanted)] == numbers


def test_picking_by_offset(known: list[Explained]) -> None:
    for one in known:
        for wanted in (f"@{one.mention.start}", f"@{one.mention.end - 1}", str(one.mention.start)):
            assert pick(known, wanted) == [one]


def test_what_speaks_of_the_document_itself(known: list[Explained]) -> None:
    first = known[0]
    assert first.mention.self_reference
    assert pick(known, f"@{first.mention.start}") == [first]
    shown = CliRunner().invoke(cli, ["explain", str(SAMPLES[-1]), "1"]).stdout_bytes.decode()
    assert "chính văn bản này / resolved" in shown


FORM = "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ;"


def test_the_finding_names_what_explain_numbers(tmp_path: Path) -> None:
    """Also what resolving guessed by the subject, in the same order."""
    path = made.district(tmp_path, FORM)
    (one,) = pick(mentions_of(None, str(path)), "76/NQ-CP")
    (finding,) = [f for f in audit_reading(read_through(read(path))) if f.rule == "C10"]
    years = [iri.split("/")[-2] for iri in one.candidates]
    assert years == ["2021", "2013"]
    assert all(y in said.text for y, said in zip(years, finding.evidence, strict=True))


def test_the_finding_of_a_store_names_what_settle_takes(tmp_path: Path) -> None:
    """Of a number that the bodies of the chain have, each as the store knows it."""
    basis = "Căn cứ Luật Đầu tư số 61/2020/QH14;"
    for name, body, day in (("a", made.PROVINCE, "2/1/2022"), ("c", made.DISTRICT, "3/2/2022")):
        text = made.plan("5/KH-UBND", *body, day, basis)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    below = made.district(tmp_path, "Các phòng báo cáo theo Kế hoạch số 5/KH-UBND.")
    with EmbeddedStore(tmp_path / "store", "http://cancu.internal") as store:
        ingest(store, (tmp_path,), Said(quiet=True))
        document = read_through(read(below)).document
        (one,) = pick(mentions_of(store, document), "5/KH-UBND")
        (finding,) = [f for f in audit_store(store, documents=[document]) if f.rule == "C10"]
    bodies = ["Ủy ban nhân dân huyện Nghi Xuân", "Ủy ban nhân dân tỉnh Hà Tĩnh"]
    assert ["huyen-nghi-xuan" in iri for iri in one.candidates] == [True, False]
    assert [finding.message.index(body) for body in bodies] == sorted(
        finding.message.index(body) for body in bodies
    )


@pytest.mark.parametrize("wanted", ["@0", "0", "99999", "1/QĐ-TTg", "", "@", "#"])
def test_what_is_no_mention(known: list[Explained], wanted: str) -> None:
    with pytest.raises(StoreError, match="no such mention"):
        pick(known, wanted)


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("CANCU_STORE", raising=False)
    path = made.district(tmp_path, "Căn cứ Nghị định số 61/2018/NĐ-CP;", made.LOST)

    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, ["explain", str(path), *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    (decree,) = json.loads(run("2", "--format", "json"))
    assert decree["document"].endswith("/61-2018-nd-cp")
    assert "Nghị định 61/2018/NĐ-CP, 23/04/2018" in decree["register"][0]
    shown = run("99/QĐ-TTg")
    assert "Không ghi ngày hoặc năm" in shown
    assert "cancu settle" in shown
    assert "61/2018" in run()
    monkeypatch.setenv("CANCU_STORE", str(tmp_path / "not-yet"))
    assert "61/2018" in run()


def test_a_body_of_the_office_is_named(tmp_path: Path) -> None:
    """The office's register counts until the last line is printed."""
    bodies = tmp_path / "bodies.csv"
    bodies.write_text("Tên cơ quan;Ký hiệu;Thuộc\nTrung tâm Xúc tiến đầu tư tỉnh Hà Tĩnh;TTXTĐT;"
                      "UBND tỉnh Hà Tĩnh\n", encoding="utf-8")  # fmt: skip
    plan = tmp_path / "plan.txt"
    plan.write_text("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 41/KH-UBND\nHà Tĩnh, ngày 10 tháng 3 năm "
                    "2025\n\nKẾ HOẠCH\nXúc tiến đầu tư\n\nTheo Tờ trình số 12/TTr-TTXTĐT ngày "
                    "05/3/2025 của Trung tâm Xúc tiến đầu tư tỉnh.", encoding="utf-8")  # fmt: skip
    store = tmp_path / "store"
    run("register", "import", bodies, "--store", store)
    shown = run("explain", plan, "12/TTr-TTXTĐT", "--store", store, "--format", "json")
    (one,) = json.loads(shown.output)
    assert one["issued_by"] == "Trung tâm Xúc tiến đầu tư tỉnh Hà Tĩnh"
