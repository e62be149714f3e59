"""The mistakes put into the samples on purpose are found, by rule and place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from cancu.cli import cli
from cancu.ingest.graph import document_graph
from cancu.ingest.read import read
from cancu.ingest.steps import read_through
from cancu.queries.audit import audit_reading
from cancu.queries.audit_store import audit_store, documents_below
from cancu.queries.configuration import configuration
from cancu.queries.finding_formats import as_csv, as_json
from cancu.queries.findings import Finding, gravest
from cancu.queries.findings_workbook import as_xlsx
from cancu.queries.kept import dismiss, with_findings
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.rules import RulesError, catalogue
from cancu.queries.sarif import as_sarif
from cancu.queries.sources import put_all
from cancu.queries.store import Store
from cancu.viz.report import report_html

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ANSWERS = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))["documents"]
DRAFT = SAMPLES / "drafts" / "15-du-thao-ke-hoach-xa-2026.docx"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("audit") / "store")) as store:
        readings = [
            read_through(read(path), base=store.base)
            for path in sorted((SAMPLES / "documents").iterdir())
        ]
        list(put_all(store, (with_findings(document_graph(r, store.base), r) for r in readings)))
        link(store)
        yield store


@pytest.fixture(scope="module")
def found(chain: Store) -> tuple[Finding, ...]:
    return audit_store(chain)


def _cases() -> Iterator[tuple[str, str, str | None]]:
    for name, answer in ANSWERS.items():
        for finding in answer.get("findings", ()):
            yield name, finding["rule"], finding["at"]


@pytest.mark.parametrize(("name", "rule", "at"), [c for c in _cases() if not c[0].startswith("15")])
def test_planted_mistakes_are_found(
    found: tuple[Finding, ...], name: str, rule: str, at: str | None
) -> None:
    hits = [f for f in found if Path(f.file).stem == name and f.rule == rule]
    assert hits
    if at is not None and "/" in at:
        assert any(at in f.excerpt for f in hits)


@pytest.mark.parametrize(("rule", "at"), [c[1:] for c in _cases() if c[0].startswith("15")])
def test_planted_mistakes_of_the_draft_are_found(rule: str, at: str | None) -> None:
    reading = read_through(read(DRAFT))
    hits = [f for f in audit_reading(reading) if f.rule == rule]
    assert hits
    if at is not None and re.search(r"\d/", at) and rule != "R15":
        assert any(at in f.excerpt for f in hits)


def test_other_samples_have_no_grave_finding(found: tuple[Finding, ...]) -> None:
    planted = {name for name, answer in ANSWERS.items() if answer.get("findings")}
    grave = [f for f in found if f.severity == "high" and Path(f.file).stem not in planted]
    assert grave == []


def test_a_proposed_link_is_called_so(found: tuple[Finding, ...]) -> None:
    (later,) = [f for f in found if f.rule == "H04"]
    assert "đề xuất" in later.message
    assert "proposed" in later.message_en


def test_a_subtree_holds_what_stands_on_a_document(chain: Store) -> None:
    province = ANSWERS["05-ke-hoach-tinh-thai-binh"]["document"]
    below = documents_below(chain, province)
    assert {ANSWERS[name]["document"] for name in (
        "06-ke-hoach-so-tu-phap", "07-ke-hoach-huyen-vu-thu", "08-ke-hoach-xa-minh-lang",
    )} <= below  # fmt: skip
    assert ANSWERS["13-ke-hoach-xa-thu-tri"]["document"] not in below
    assert {f.document for f in audit_store(chain, None, below)} <= below


def test_a_dismissed_finding_keeps_its_reason(chain: Store, found: tuple[Finding, ...]) -> None:
    (orphan,) = [f for f in found if f.rule == "H01"]
    with pytest.raises(ValueError, match="lý do"):
        dismiss(chain, orphan, "  ")
    dismiss(chain, orphan, 'huyện đồng ý "miệng"')
    (again,) = [f for f in audit_store(chain) if f.rule == "H01"]
    assert again.dismissed == 'huyện đồng ý "miệng"'
    assert gravest([again]) is None


def test_rules_can_be_changed(chain: Store, tmp_path: Path) -> None:
    file = tmp_path / "cancu.toml"
    file.write_text('[audit.rules]\nC03 = false\nwrong-date = "low"\n', encoding="utf-8")
    found = audit_store(chain, configuration(file).rules)
    assert not [f for f in found if f.rule == "C03"]
    assert {f.severity for f in found if f.rule == "C01"} == {"low"}


@pytest.mark.parametrize(
    "text", ["[audit.rules]\nX99 = true\n", '[audit.rules]\nC01 = "bad"\n', "[audit.rules\n"]
)
def test_a_wrong_configuration_names_the_file_and_the_value(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cancu.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=r"cancu\.toml"):
        configuration(file)


def test_the_table_says_why_a_finding_matters() -> None:
    shown = CliRunner().invoke(cli, ["audit", str(DRAFT)])
    lines = shown.output.splitlines()
    why = {rule.why_vi for rule in catalogue().values()}
    told = [line.partition("vì sao: ")[2].strip() for line in lines if "vì sao: " in line]
    assert told
    assert set(told) <= why


def test_json_has_the_shape_of_the_contract(found: tuple[Finding, ...]) -> None:
    read_back = json.loads(as_json(found))
    assert len(read_back) == len(found)
    for one in read_back:
        assert {"rule", "severity", "message", "document", "file", "start", "end",
                "evidence", "suggestion"} <= one.keys()  # fmt: skip
        assert one["severity"] in ("high", "medium", "low")


def test_csv_and_xlsx_hold_every_finding_and_no_formula(found: tuple[Finding, ...]) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(found).removeprefix("\ufeff"))))
    assert len(rows) == len(found) + 1
    sheet = load_workbook(io.BytesIO(as_xlsx(found))).active
    assert sheet is not None
    assert sheet.max_row == len(found) + 1
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_sarif_names_rule_level_and_place(found: tuple[Finding, ...]) -> None:
    log = json.loads(as_sarif(found))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] in ("error", "warning", "note")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("file:")


def test_the_report_stands_alone_and_escapes(found: tuple[Finding, ...]) -> None:
    page = report_html(found)
    assert not re.search(r"(?:src|href)=[\"']https?:", page)
    assert page.count('class="finding ') == len(found)
    evil = Finding("C01", "high", "<script>x</script>", "y", "urn:x", "a.txt", 0, 1)
    assert "<script>x" not in report_html([evil])


def test_all_rules_across_have_a_query() -> None:
    from cancu.queries.catalog import catalog

    across = {rule.id for rule in catalogue().values() if rule.scope == "across"}
    assert across <= {str(query.extra["id"]) for query in catalog("audit").values()}


def test_a_document_of_several_files_is_found_fault_with_at_the_places_of_one(
    tmp_path: Path,
) -> None:
    files = [
        *(p for p in (SAMPLES / "documents").iterdir() if not p.name.startswith("08-")),
        *(SAMPLES / "formats").iterdir(),
    ]
    with open_store(str(tmp_path / "store")) as store:
        readings = [read_through(read(path), base=store.base) for path in sorted(files)]
        list(put_all(store, (with_findings(document_graph(r, store.base), r) for r in readings)))
        link(store)
        found = [f for f in audit_store(store) if f.document.endswith("/08-kh-ubnd")]
    said = [(f.rule, f.message) for f in found if f.rule in {"C02", "H03", "H04", "H05"}]
    assert sorted(rule for rule, _ in said) == ["C02", "H03", "H04", "H05"]
    (late,) = [f for f in found if f.rule == "C02"]
    assert "⟦Quyết định số 766/QĐ-TTg⟧" in " ".join(late.excerpt.split())
