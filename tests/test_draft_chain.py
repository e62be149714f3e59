"""A draft checked along its chain: what a store would say of it, without putting it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read, read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit_store import audit_store
from cancu.queries.check_draft import check
from cancu.queries.draft_chain import along_chain
from cancu.queries.findings import Finding
from cancu.queries.known import Known
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.own_file import import_file
from cancu.queries.sources import put
from cancu.queries.store import Store

SAMPLES = Path(__file__).resolve().parents[1] / "samples/documents"
ACROSS = {"C02", "C10", "H01", "H02", "H03", "H04", "H05", "H06", "R05", "R07"}


@dataclass(frozen=True)
class Plan:
    """A made-up plan of 2025: who issues it, its number, what it stands on, its lines."""

    unit: str
    number: str
    basis: str = ""
    lines: str = ""
    subject: str = "Kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa liên thông"

    def text(self) -> bytes:
        place = self.unit.partition(" ")[2]
        return f"""ỦY BAN NHÂN DÂN
{self.unit.upper()}

Số: {self.number}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
{self.subject} năm 2025 trên địa bàn {self.unit}

{self.basis}
UBND {self.unit} ban hành Kế hoạch như sau:

I. CHỈ TIÊU
{self.lines}

Nơi nhận:
- Lưu: VT.
""".encode()


ON_PROVINCE = "Thực hiện Kế hoạch số 41/KH-UBND ngày 10/02/2025 của UBND tỉnh Thái Bình;"
ON_DISTRICT = "Thực hiện Kế hoạch số 17/KH-UBND ngày 10/02/2025 của UBND huyện Vũ Thư;"
COMMUNE = "xã Minh Lãng"


def _satisfied(percent: int) -> str:
    return f"1. Mức độ hài lòng của người dân đạt tối thiểu {percent}%."


PROVINCE = Plan("tỉnh Thái Bình", "41", lines=_satisfied(92))
DISTRICT = Plan("huyện Vũ Thư", "17", ON_PROVINCE, _satisfied(95))
CASES = [
    ("H05", Plan(COMMUNE, "8", ON_DISTRICT, _satisfied(90)), True),
    ("H05", Plan(COMMUNE, "8", ON_DISTRICT, _satisfied(95)), False),
    ("H01", Plan(COMMUNE, "8"), True),
    ("H01", Plan(COMMUNE, "8", ON_DISTRICT), False),
    # a sibling of another commune may set itself more or less than this one
    ("R07", Plan("xã Song Lãng", "9", ON_DISTRICT, _satisfied(97)), False),
    # one body, one year, one metric, two values
    ("R07", Plan("huyện Vũ Thư", "18", ON_PROVINCE, _satisfied(93), "Cải cách hành chính"), True),
]  # fmt: skip


def _put(store: Store, plan: Plan) -> None:
    name = f"{plan.number}.txt"
    reading = read_through(read_bytes(plan.text(), name), base=store.base, known=Known(store))
    put(store, document_graph(reading, store.base))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("chain") / "store")) as store:
        for plan in (PROVINCE, DISTRICT):
            _put(store, plan)
        _put(store, Plan(COMMUNE, "5", ON_DISTRICT, "1. Mức độ hài lòng đạt 96%.", "Chuyển đổi số"))
        link(store)
        yield store


def _checked(store: Store, plan: Plan) -> tuple[Finding, ...]:
    reading = read_through(
        read_bytes(plan.text(), "du-thao.txt"), base=store.base, known=Known(store)
    )
    return along_chain(store, reading)


@pytest.mark.parametrize(("rule", "draft", "found"), CASES)
def test_a_draft_is_held_against_its_chain(
    chain: Store, rule: str, draft: Plan, found: bool
) -> None:
    size = chain.size()
    findings = _checked(chain, draft)
    assert (rule in {finding.rule for finding in findings}) is found
    assert chain.size() == size


def test_a_chain_that_no_text_states_is_said_to_be_proposed(chain: Store) -> None:
    draft = Plan(COMMUNE, "8", lines=_satisfied(80))
    (finding,) = [f for f in _checked(chain, draft) if f.rule == "H05"]
    assert "đề xuất" in finding.message
    stated = _checked(chain, Plan(COMMUNE, "8", ON_DISTRICT, _satisfied(80)))
    assert all("đề xuất" not in f.message for f in stated if f.rule == "H05")


def test_a_finding_of_the_chain_stands_in_the_draft(chain: Store) -> None:
    draft = Plan(COMMUNE, "8", ON_DISTRICT, _satisfied(90))
    (finding,) = [f for f in _checked(chain, draft) if f.rule == "H05"]
    assert finding.file == "du-thao.txt"
    assert draft.text().decode()[finding.start : finding.end] in finding.excerpt
    assert finding.evidence[0].document is not None
    assert "17" in finding.message


def test_a_circle_that_a_draft_would_close_names_both_plans(tmp_path: Path) -> None:
    on_the_draft = "Thực hiện Kế hoạch số 8/KH-UBND ngày 10/02/2025 của UBND xã Minh Lãng;"
    with open_store(str(tmp_path / "store")) as store:
        _put(store, Plan("huyện Vũ Thư", "17", on_the_draft))
        link(store)
        (finding,) = [
            f for f in _checked(store, Plan(COMMUNE, "8", ON_DISTRICT)) if f.rule == "H06"
        ]
    assert finding.severity == "high"
    assert finding.message.startswith("Vòng căn cứ: ")
    assert finding.message_en.startswith("A cycle of bases: ")
    for message in (finding.message, finding.message_en):
        ring = message.partition(": ")[2].split(" → ")
        assert ring[0] == ring[-1]
        assert set(ring) == {"8/KH-UBND", "17/KH-UBND"}
    assert finding.suggestion == (
        "Bỏ một chiều viện dẫn căn cứ: viện dẫn 8/KH-UBND ở 17/KH-UBND là chiều ngược"
    )


@pytest.mark.parametrize("name", ["08-ke-hoach-xa-minh-lang.docx", "09-ke-hoach-xa-song-lang.txt"])
def test_a_draft_gets_what_it_would_get_in_the_store(tmp_path: Path, name: str) -> None:
    others = [path for path in sorted(SAMPLES.iterdir()) if path.name != name]
    with open_store(str(tmp_path / "store")) as store:
        for path in others:
            reading = read_through(read(path), base=store.base, known=Known(store))
            put(store, document_graph(reading, store.base))
        found = {
            (one.rule, one.start)
            for one in check(SAMPLES / name, store=store).findings
            if one.rule.startswith("H")
        }
        draft = read_through(read(SAMPLES / name), base=store.base, known=Known(store))
        put(store, document_graph(draft, store.base))
        link(store)
        whole = audit_store(store, documents={draft.document})
    assert found == {(one.rule, one.start) for one in whole if one.rule.startswith("H")}
    assert found


def test_a_draft_is_judged_by_the_office_s_own_register(tmp_path: Path) -> None:
    own = tmp_path / "so.csv"
    own.write_text(
        "Loại văn bản;Số, ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu\n"
        "Kế hoạch;17/KH-UBND;22/01/2025;UBND huyện Vũ Thư, tỉnh Thái Bình;Kiểm soát thủ tục\n",
        encoding="utf-8",
    )
    draft = tmp_path / "du-thao.txt"
    basis = "Thực hiện Kế hoạch số 17/KH-UBND ngày 20/01/2025 của UBND huyện Vũ Thư;"
    draft.write_bytes(Plan(COMMUNE, "8", basis).text())
    with open_store(str(tmp_path / "store")) as store:
        assert "C01" not in {one.rule for one in check(draft, store=store).findings}
        (done,) = import_file(store, own)
        assert done.added
        checked = check(draft, store=store)
    (finding,) = [one for one in checked.findings if one.rule == "C01"]
    assert "22/01/2025" in finding.message
    assert "sai ngày" in checked.citations[0].status
