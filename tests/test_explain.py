"""Why a mention means what it does: the same from a file as from the store that has read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cancu import samples
from cancu.cli import cli
from cancu.commands.explain import mentions_of
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.mentions import Explained, of_reading, pick
from cancu.queries.settle import key_of
from cancu.queries.store import StoreError
from tests import plans as made

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
    assert [one.resolution for one in held] == [one.resolution for one in of_reading(reading)]


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
