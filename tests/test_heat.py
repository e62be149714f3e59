"""The heat map: rules by unit, the documents below, and how it is read on a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cancu.queries.findings import Finding
from cancu.viz.heat import File, heat_of
from cancu.viz.report import report_html
from tests.browser import complaints, open_chromium, open_page, requests

BASE = "http://cancu.internal/vn/ubnd/tinh-nghe-an"


def finding(
    rule: str, unit: str, number: int, issuer: str | None = None, *, aside: bool = False
) -> Finding:
    document = f"{BASE}/{unit}/ke-hoach/2026/{number:02d}-kh-ubnd"
    return Finding(
        rule, "high", "m", "m", document, f"/x/{unit}-{number}.txt", 3, 9,
        issuer=issuer, dismissed="đã bàn" if aside else None,
    )  # fmt: skip


YEN, MINH = "Ủy ban nhân dân xã Yên Thành", "Ủy ban nhân dân xã Minh Lãng"
ALL = [
    *(finding("R04", "xa-yen-thanh", 1, YEN) for _ in range(5)),
    finding("C05", "xa-yen-thanh", 2, YEN),
    finding("C05", "xa-minh-lang", 3, MINH),
    finding("R23", "xa-minh-lang", 3, MINH, aside=True),
]


def files(findings: list[Finding]) -> list[File]:
    held: dict[str, list[Finding]] = {}
    for one in findings:
        held.setdefault(one.file, []).append(one)
    return [
        File(Path(name).name, f"f{number}", tuple(its))
        for number, (name, its) in enumerate(held.items(), 1)
    ]


def test_units_hold_their_documents_and_the_worst_comes_first() -> None:
    heat = heat_of(files(ALL))
    assert heat is not None
    assert [(cell.rule.id, cell.count) for cell in heat.rules] == [("C05", 2), ("R04", 5)]
    told = [
        (unit.row.name, unit.row.total, [(row.name, row.total) for row in unit.files])
        for unit in heat.units
    ]
    assert told == [
        (YEN, 6, [("xa-yen-thanh-1.txt", 5), ("xa-yen-thanh-2.txt", 1)]),
        (MINH, 1, [("xa-minh-lang-3.txt", 1)]),
    ]
    assert [(cell.count, cell.shade) for cell in heat.units[0].row.cells] == [(1, 1), (5, 5)]


def test_one_file_needs_no_map() -> None:
    assert heat_of(files(ALL[:5])) is None


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (
            finding("C05", "huyen-vu-thu/xa-minh-lang", 1, MINH),
            finding("C05", "huyen-khac/xa-minh-lang", 2, MINH),
            {f"{MINH} (ubnd/tinh-nghe-an/huyen-vu-thu)", f"{MINH} (ubnd/tinh-nghe-an/huyen-khac)"},
        ),
        (
            Finding("C05", "high", "m", "m", "urn:a", "a.txt", 0, 1, issuer="Sở Y tế"),
            Finding("C05", "high", "m", "m", "urn:b", "b.txt", 0, 1),
            {"Sở Y tế", "Không rõ cơ quan ban hành"},
        ),
    ],
)
def test_how_units_are_called(one: Finding, other: Finding, names: set[str]) -> None:
    heat = heat_of(files([one, other]))
    assert heat is not None
    assert {unit.row.name for unit in heat.units} == names


def test_names_are_escaped() -> None:
    evil = [finding("C05", f"xa-{n}", n, "<b>x</b>") for n in (1, 2)]
    page = report_html(evil)
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def _many() -> list[Finding]:
    rules = ("C01", "C05", "C06", "H03", "H05", "R01", "R03", "R04", "R05", "R07", "R14", "R23")
    return [
        finding(rule, f"huyen-{n % 9}/xa-{n % 60}", n, f"Ủy ban nhân dân xã số {n % 60}")
        for n in range(226)
        for rule in rules[: 1 + n % len(rules)]
    ]


@pytest.mark.parametrize("width", [420, 1280])
def test_the_map_is_read_on_narrow_and_wide_screens(tmp_path: Path, width: int) -> None:
    with open_chromium() as driver:
        _at_width(driver, width)
        open_page(driver, report_html(_many()), tmp_path)
        assert complaints(driver) == []
        assert requests(driver) == []
        wide = "return document.documentElement.scrollWidth - window.innerWidth"
        assert driver.execute_script(wide) <= 0
        folds = driver.find_elements("css selector", ".heat .fold")
        assert folds
        shown = (
            "return [...document.querySelectorAll('.heat .files')].filter(b => !b.hidden).length"
        )
        assert driver.execute_script(shown) == 0
        folds[0].click()
        assert folds[0].get_attribute("aria-expanded") == "true"
        assert driver.execute_script(shown) == 1
        size = "return parseFloat(getComputedStyle(document.querySelector('.heat td')).fontSize)"
        assert driver.execute_script(size) >= 12


def _at_width(driver: Any, width: int) -> None:
    """Lay pages out as a screen of this width does; a window has a least width of its own."""
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
