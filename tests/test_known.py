"""Resolving with a store at hand: its documents by number, asked when all files were read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.ingest.read import read
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ingest.steps import read_through
from cancu.queries.known import Known
from cancu.queries.known_bodies import body_in_words
from cancu.queries.own_file import import_file
from cancu.queries.store import Store
from tests import plans as made

QUIET = Said(quiet=True)


def first(store: Store, path: Path) -> Resolution:
    reading = read_through(read(path), base=store.base, known=Known(store))
    pairs = zip(reading.mentions, reading.resolutions, strict=True)
    return next(found for mention, found in pairs if not mention.self_reference)


@pytest.mark.parametrize(
    ("issued", "cited", "meant"),
    [
        ("5/4/2022", "4/5/2022", Resolved),  # the same year
        ("20/12/2021", "4/5/2022", Resolved),  # the months before
        ("5/4/2021", "4/5/2022", Ambiguous),  # last year's: this year's may exist too
        ("5/4/2022", "4/3/2022", Unresolved),  # later than what cites it
    ],
)
def test_a_number_without_a_year(
    store: Store, tmp_path: Path, issued: str, cited: str, meant: type
) -> None:
    ingest(store, (made.province(tmp_path, issued),), QUIET)
    found = first(store, made.district(tmp_path, made.OPEN, day=cited))
    assert isinstance(found, meant), found
    if isinstance(found, Resolved):
        year = issued.rpartition("/")[2]
        assert found.document == f"{store.base}/vn/ubnd/tinh-ha-tinh/ke-hoach/{year}/15-kh-ubnd"
        assert "trong kho" in found.why


@pytest.mark.parametrize("number", ["15/KH-UBND", "015/KH-UBND"])
def test_however_the_number_is_spelt(store: Store, tmp_path: Path, number: str) -> None:
    ingest(store, (made.province(tmp_path, number=number),), QUIET)
    assert len(Known(store).documents("15/KH-UBND")) == 1


def test_of_another_issuer_is_not_meant(store: Store, tmp_path: Path) -> None:
    ingest(store, (made.province(tmp_path),), QUIET)
    line = made.OPEN.replace("Hà Tĩnh", "Nghệ An")
    assert isinstance(first(store, made.district(tmp_path, line)), Unresolved)


def test_two_of_one_number_stay_open(store: Store, tmp_path: Path) -> None:
    """Of 2021 and of 2022: both are candidates."""
    folders = [Path(tempfile.mkdtemp(dir=tmp_path)) for _ in range(2)]
    days = ("20/12/2021", "5/4/2022")
    paths = tuple(made.province(f, day) for f, day in zip(folders, days, strict=True))
    ingest(store, paths, QUIET)
    found = first(store, made.district(tmp_path, made.OPEN))
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) == 2


def test_documents_of_one_ingest_know_each_other(store: Store, tmp_path: Path) -> None:
    made.province(tmp_path)
    made.district(tmp_path, made.OPEN)
    summary = ingest(store, (tmp_path,), QUIET)
    assert (summary.found["resolved"], summary.found["unresolved"], summary.by_store) == (1, 1, 1)


def test_the_offices_own_register_is_asked(store: Store, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "Loại;Số;Ngày;Cơ quan\nKế hoạch;15/KH-UBND;5/4/2022;UBND tỉnh Hà Tĩnh\n", encoding="utf-8"
    )
    import_file(store, table)
    assert isinstance(first(store, made.district(tmp_path, made.OPEN)), Resolved)


BODIES = [
    ("ubnd/tinh-bac-ninh-27/quyet-dinh/2025/761-qd-ubnd",
     "Ủy ban nhân dân tỉnh Bắc Ninh, đến 30/6/2025"),
    ("ubnd/tinh-bac-ninh/quyet-dinh/2025/761-qd-ubnd",
     "Ủy ban nhân dân tỉnh Bắc Ninh, từ 1/7/2025, đến 19/9/2026"),
    ("ubnd/tinh-bac-ninh/quyet-dinh/2023/761-qd-ubnd",
     "Ủy ban nhân dân tỉnh Bắc Ninh, đến 30/6/2025"),
    ("ubnd/tinh-ha-tinh/ke-hoach/2024/15-kh-ubnd", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
    ("ubnd/tinh-ha-tinh/huyen-nghi-xuan/ke-hoach/2022/27-kh-ubnd",
     "Ủy ban nhân dân huyện Nghi Xuân, tỉnh Hà Tĩnh, đến 30/6/2025"),
    ("tinh-uy/tinh-ha-tinh/ke-hoach/2020/01-kh-tu", "Tỉnh ủy Hà Tĩnh"),
    ("cong-an-tinh/tinh-ha-tinh/ke-hoach/2020/01-kh-ca", "Công an tỉnh Hà Tĩnh"),
    ("chinh-phu/nghi-quyet/2013/76-nq-cp", "Chính phủ"),
    ("bo-thong-tin-va-truyen-thong/thong-tu/2020/12-2020-tt-btttt",
     "Bộ Thông tin và Truyền thông, đến 28/2/2025"),
    ("ubnd/tinh-khong-co/ke-hoach/2020/01-kh-ubnd", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "words"), BODIES)
def test_who_issued_a_document_in_words(path: str, words: str | None) -> None:
    """With the time of the body where it has ended, or another of its name came before."""
    assert body_in_words(f"http://cancu.internal/vn/{path}") == words
