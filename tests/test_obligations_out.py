"""The duties of the sample chain: linked, chosen, traced, taken away as calendar and workbook."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from openpyxl import load_workbook

from cancu.commands import obligations as obligations_command
from cancu.commands import trace as trace_command
from cancu.commands.ingest import ingest
from cancu.commands.options import Said
from cancu.queries.calendar import calendar
from cancu.queries.duty_rows import duty_rows
from cancu.queries.links import Linked
from cancu.queries.obligation_chain import DutyStep, render_obligation, trace_obligation
from cancu.queries.obligations import Duty, Wanted, obligation, obligations, overdue, quarter
from cancu.queries.opening import open_store
from cancu.queries.run import plain_rows, query_named, run_query
from cancu.queries.store import Store, StoreError
from cancu.queries.workbook import COLUMNS, workbook

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ANSWERS: dict[str, Any] = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))
STAMP = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples") / "store"


@pytest.fixture(scope="module")
def linked(directory: Path) -> Linked:
    """The links that reading leaves; nothing else makes them here."""
    with open_store(str(directory)) as store:
        summary = ingest(store, (SAMPLES / "documents",), Said(quiet=True))
        assert summary.linked is not None
        return summary.linked


@pytest.fixture
def store(directory: Path, linked: Linked) -> Iterator[Store]:
    with open_store(str(directory), create=False) as opened:
        yield opened


def by_row(store: Store) -> dict[str, str]:
    """Obligation → "05-ke-hoach-tinh-thai-binh#3" for the rows of the documents in the answers."""
    names = {answer["document"]: name for name, answer in ANSWERS["documents"].items()}
    return {
        row.obligation: f"{names[document]}#{row.ordinal}"
        for document, rows in duty_rows(store).items()
        for row in rows
        if row.origin == "table" and document in names
    }


def test_every_row_that_carries_out_another_is_linked_and_none_else(store: Store) -> None:
    row = by_row(store)
    text = "SELECT ?below ?above WHERE { ?below <http://cancu.internal/ns#carriesOut> ?above }"
    found = [(b.value, a.value) for b, a in store.query(text).rows if a and b]
    assert sorted((row[b], row[a]) for b, a in found if b in row and a in row) == sorted(
        map(tuple, ANSWERS["carries_out"])
    )


def test_every_link_says_why(store: Store, linked: Linked) -> None:
    text = """
      PREFIX cc: <http://cancu.internal/ns#>
      PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
      SELECT ?why ?confidence WHERE {
        ?below cc:carriesOut ?above .
        ?said rdf:subject ?below ; rdf:object ?above ; cc:why ?why ; cc:confidence ?confidence .
        { ?said cc:stated true } UNION { ?said cc:proposed true }
      }"""
    rows = list(store.query(text).records())
    assert len(rows) == linked.stated + linked.proposed
    assert all(" / " in (row["why"] or "") for row in rows)
    assert all(0 < float(row["confidence"] or 0) <= 1 for row in rows)


def test_the_row_that_a_commune_left_out(store: Store) -> None:
    rows = list(plain_rows(run_query(store, query_named("children-without-row"))))
    wanted = [
        f"{answer['header']['number']} {finding['at'].partition('#')[2]}"
        for answer in ANSWERS["documents"].values()
        for finding in answer["findings"]
        if finding["rule"] == "H03"
    ]
    assert [f"{r['number']} {r['ordinal']}" for r in rows] == wanted


def said(duties: list[Duty]) -> list[str]:
    return [
        f"{duty.number} {duty.ordinal} {duty.part}" for duty in duties if duty.origin == "table"
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (
            Wanted(body="văn phòng uỷ ban nhân dân TỈNH", document="41/KH-UBND"),
            ["41/KH-UBND 3 coordinating", "41/KH-UBND 2 lead", "41/KH-UBND 5 coordinating",
             "41/KH-UBND 8 lead"],
        ),
        (Wanted(body="Sở Tư pháp"), ["41/KH-UBND 3 lead", "41/KH-UBND 2 coordinating"]),
        (Wanted(body="Sở Tư pháp", classes=True),
         ["41/KH-UBND 3 lead", "41/KH-UBND 2 coordinating", "41/KH-UBND 8 class"]),
        (Wanted(body="Sở Tư pháp tỉnh Thái Bình"),
         ["41/KH-UBND 3 lead", "41/KH-UBND 2 coordinating"]),
        (Wanted(body="Sở Tư pháp tỉnh Hưng Yên"), []),
        (Wanted(body="Văn phòng Ủy ban nhân dân tỉnh Thái Bình", document="1527/QĐ-UBND"), []),
        (Wanted(laid_on="district", document="41/KH-UBND", before=datetime.date(2025, 2, 28)),
         ["41/KH-UBND 1 None"]),
        (Wanted(body="UBND xã Thư Trì", classes=True, before=datetime.date(2025, 10, 31)),
         ["1527/QĐ-UBND 1 class", "1527/QĐ-UBND 3 class", "1527/QĐ-UBND 2 class"]),
        (Wanted(level="commune", overdue_on=datetime.date(2025, 9, 25)),
         ["11/KH-UBND 3 None", "11/KH-UBND 2 None"]),
        (Wanted(level="commune", overdue_on=datetime.date(2025, 9, 26)),
         ["11/KH-UBND 3 None", "11/KH-UBND 2 None", "23/KH-UBND 1 None"]),
        (Wanted(document="17/KH-UBND", after=datetime.date(2025, 7, 1)),
         ["17/KH-UBND 6 None", "17/KH-UBND 4 None"]),
    ],
)  # fmt: skip
def test_choosing(store: Store, wanted: Wanted, expected: list[str]) -> None:
    assert said(obligations(store, wanted)) == expected


def test_what_is_owed_because_of_a_document(store: Store) -> None:
    found = obligations(store, Wanted(under="107/2021/NĐ-CP", level="commune"))
    why = {f"{duty.number} {duty.ordinal}": duty.through for duty in found}
    assert why["08/KH-UBND 4"] == "3-document"
    cites = [d for d in found if "107/2021/NĐ-CP" in d.cites]
    assert [(d.number, d.ordinal, d.through) for d in cites] == [("08/KH-UBND", "2", "1-row")]
    below = obligations(store, Wanted(under="17/KH-UBND", level="commune"))
    assert {d.through for d in below if d.number == "08/KH-UBND" and d.origin == "table"} == {
        "2-above"
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("Q1/2024", "2024-01-01", "2024-03-31"),
    ],
)
def test_quarter(text: str, first: str, last: str) -> None:
    assert quarter(text) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2025", "Q5/2025", "2025-Q0", "quý 3", ""])
def test_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="2025-Q3"):
        quarter(text)


def chain(step: DutyStep) -> list[str]:
    found = [f"{step.duty.number} {step.duty.ordinal}"]
    for branch in step.branches:
        found += chain(branch)
    return found


def test_one_duty_from_the_decree_to_the_commune(store: Store) -> None:
    found = trace_obligation(store, obligation(store, "08/KH-UBND#2"))
    (top,) = found.tops
    assert chain(top) == ["41/KH-UBND 5", "17/KH-UBND 4", "08/KH-UBND 2"]
    (ground,) = top.grounds
    assert (ground.facts.number, ground.pinpoint, ground.relation) == (
        "107/2021/NĐ-CP", "khoản 2 Điều 1", "row",
    )  # fmt: skip
    assert top.standing is None
    assert top.branches[0].standing == "proposed"
    assert "→ Kế hoạch 08/KH-UBND, 2" in render_obligation(found)


def by_ordinal(store: Store, wanted: str) -> str:
    return next(iri for iri, name in by_row(store).items() if name == wanted)


def test_a_duty_without_links_is_its_own_chain(store: Store) -> None:
    found = trace_obligation(store, by_ordinal(store, "13-ke-hoach-xa-thu-tri#4"))
    assert [chain(top) for top in found.tops] == [["23/KH-UBND 4"]]
    assert "implements" in {ground.relation for ground in found.tops[0].grounds}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("08/KH-UBND", "08/KH-UBND#3"), ("08/KH-UBND#77", "0 nhiệm vụ"), ("99/X#1", "99/X")],
)
def test_a_duty_that_is_not_there(store: Store, wanted: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        obligation(store, wanted)


def test_calendar_can_be_read_again(store: Store) -> None:
    duties = obligations(store, Wanted(document="17/KH-UBND"))
    made = calendar(duties, STAMP)
    read = Calendar.from_ical(made.content)
    events: list[Any] = [part for part in read.walk() if part.name == "VEVENT"]
    assert made.entries == len(events)
    assert made.entries + made.undated == len(duties)
    days = {event["summary"]: event["dtstart"].dt for event in events}
    task = "Số hóa hồ sơ, kết quả giải quyết TTHC còn hiệu lực theo khoản 2 Điều 1"
    (day,) = (day for summary, day in days.items() if task in summary)
    assert day == datetime.date(2025, 9, 30)
    rules = [event["rrule"] for event in events if "rrule" in event]
    assert {rule["FREQ"][0] for rule in rules} == {"MONTHLY", "YEARLY"}
    assert len({event["uid"] for event in events}) == len(events)
    assert all(len(line) <= 75 for line in made.content.split(b"\r\n"))
    assert made == calendar(duties, STAMP)


def test_workbook_can_be_worked_with(store: Store) -> None:
    duties = obligations(store, Wanted(document="41/KH-UBND"))
    sheet = load_workbook(io.BytesIO(workbook(duties)))["Nhiệm vụ"]
    head = [cell.value for cell in sheet[1]]
    assert head == [column.heading for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:Q{len(duties) + 1}"
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    assert [row["Nhiệm vụ"] for row in rows] == [duty.task for duty in duties]
    last = sheet.cell(2, head.index("Hạn cuối") + 1)
    assert (last.value, last.number_format) == (datetime.datetime(2025, 1, 24), "dd/mm/yyyy")
    assert sheet.cell(2, head.index("Nhiệm vụ") + 1).alignment.wrap_text


def test_a_row_is_named_by_the_headings_above_it(store: Store) -> None:
    wanted = obligation(store, "41/KH-UBND#III.6")
    assert wanted == obligation(store, "41/KH-UBND#6")
    duty = obligations(store, Wanted(document="41/KH-UBND"))[0]
    assert replace(duty, section="10.II | Việc khác > Báo cáo", ordinal="5").row == "10.II.5"
    assert replace(duty, section="Tổ chức thực hiện", ordinal="5").row == "5"


def test_a_document_without_a_number_is_called_by_its_issuer(store: Store) -> None:
    duty = obligations(store, Wanted(document="41/KH-UBND"))[0]
    assert duty.called == "Kế hoạch 41/KH-UBND"
    assert replace(duty, number=None).called == "Kế hoạch Ủy ban nhân dân tỉnh Thái Bình"


def test_a_day_before_the_documents_year_is_not_overdue(store: Store) -> None:
    duty = replace(obligations(store, Wanted(document="41/KH-UBND"))[0], kind="before_date")
    day = datetime.date(2025, 12, 31)
    assert overdue(replace(duty, due=datetime.date(2025, 1, 2)), day)
    assert not overdue(replace(duty, due=datetime.date(2004, 7, 1)), day)
    assert not overdue(replace(duty, due=day), day)
    assert not overdue(replace(duty, due=None), day)


def test_workbook_runs_nothing(store: Store) -> None:
    duty = obligations(store, Wanted(document="41/KH-UBND"))[0]
    task = '=HYPERLINK("http://x","y")\x07'
    changed = replace(duty, task=task)
    sheet = load_workbook(io.BytesIO(workbook([changed])))["Nhiệm vụ"]
    cell = sheet.cell(2, [c.heading for c in COLUMNS].index("Nhiệm vụ") + 1)
    assert (cell.data_type, cell.value) == ("s", task.replace("\x07", " "))


def run(directory: Path, *args: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        obligations_command.command, [*args, "--store", str(directory)], catch_exceptions=False
    )
    return result.exit_code, result.output


def test_command_json(directory: Path, linked: Linked) -> None:
    code, text = run(directory, "--body", "Sở Tư pháp", "--quarter", "2025-Q3", "--format",
                     "json")  # fmt: skip
    (found,) = json.loads(text)
    assert (code, found["due"], found["part"]) == (0, "2025-09-30", "coordinating")


def test_command_csv(directory: Path, linked: Linked) -> None:
    _, text = run(directory, "-d", "41/KH-UBND", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["cites"] for row in rows if row["ordinal"] == "6"] == ["766/QĐ-TTg"]


def test_command_table(directory: Path, linked: Linked) -> None:
    _, text = run(directory, "--overdue", "1/3/2025", "--level", "district")
    assert "12/02/2025" in text


@pytest.mark.parametrize("suffix", ["xlsx", "ics"])
def test_command_file(directory: Path, linked: Linked, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"a.{suffix}"
    assert run(directory, "-o", str(target))[0] == 0
    assert target.read_bytes()[:2] in (b"PK", b"BE")


@pytest.mark.parametrize(
    "args", [("-o", "a.pdf"), ("--overdue", "31/2/2025"), ("--quarter", "III")]
)
def test_command_usage(directory: Path, linked: Linked, args: tuple[str, ...]) -> None:
    assert run(directory, *args)[0] == 2


def test_command_trace(directory: Path, linked: Linked) -> None:
    args = ["--obligation", "08/KH-UBND#2", "--format", "json", "--store", str(directory)]
    result = CliRunner().invoke(trace_command.command, args, catch_exceptions=False)
    (top,) = json.loads(result.output)["tops"]
    assert (top["duty"]["number"], top["grounds"][0]["pinpoint"]) == (
        "41/KH-UBND",
        "khoản 2 Điều 1",
    )
