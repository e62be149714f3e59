"""The heat map of an audit: how often each unit has each rule, and below it its documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cancu.ontology.iris import parse_document_iri
from cancu.queries.findings import Finding
from cancu.queries.rules import Rule, catalogue

_SHADES = 5
_UNKNOWN = "Không rõ cơ quan ban hành"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How often a rule was found, and how dark that is, 0 to 5."""

    rule: Rule
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit or, below it, one of its files; ``anchor`` is the file's place in the page."""

    name: str
    cells: tuple[HeatCell, ...]
    total: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class HeatUnit:
    """An issuing body with its files, those with most findings first."""

    row: HeatRow
    files: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The map: its columns, each with its total, and its units, the worst first."""

    rules: tuple[HeatCell, ...]
    units: tuple[HeatUnit, ...]


@dataclass(frozen=True, slots=True)
class File:
    """What the page shows of one file: its name, its place in the page, its findings."""

    name: str
    anchor: str
    findings: tuple[Finding, ...]


def heat_of(files: Sequence[File]) -> Heat | None:
    """Return the map of what is not set aside; None for one file, whose findings come at once."""
    if len(files) < 2:
        return None
    counts = {file.anchor: _counted(file.findings) for file in files}
    totals = sum(counts.values(), Counter[str]())
    rules = [rule for rule in catalogue().values() if totals[rule.id]]
    by_unit: dict[str, list[File]] = defaultdict(list)
    for file in files:
        by_unit[_unit(file)].append(file)
    names = _names(by_unit)
    of_unit = {
        unit: sum((counts[file.anchor] for file in its), Counter[str]())
        for unit, its in by_unit.items()
    }
    largest = max((n for one in of_unit.values() for n in one.values()), default=1)
    units = [
        HeatUnit(
            _row(names[unit], rules, of_unit[unit], largest),
            tuple(
                sorted(
                    (_row(f.name, rules, counts[f.anchor], largest, f.anchor) for f in its),
                    key=lambda row: (-row.total, row.name),
                )
            ),
        )
        for unit, its in by_unit.items()
    ]
    return Heat(
        tuple(HeatCell(rule, totals[rule.id], 0) for rule in rules),
        tuple(sorted(units, key=lambda unit: (-unit.row.total, unit.row.name))),
    )


def _counted(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(one.rule for one in findings if one.dismissed is None)


def _row(
    name: str, rules: Iterable[Rule], counts: Counter[str], largest: int, anchor: str = ""
) -> HeatRow:
    cells = tuple(
        HeatCell(rule, counts[rule.id], -(-counts[rule.id] * _SHADES // largest)) for rule in rules
    )
    return HeatRow(name, cells, counts.total(), anchor)


def _unit(file: File) -> str:
    """Return what names the issuing body: its part of the IRI, else its name."""
    first = file.findings[0]
    parsed = parse_document_iri(first.document)
    return parsed.issuer_path if parsed else first.issuer or ""


def _names(by_unit: dict[str, list[File]]) -> dict[str, str]:
    """Return how each unit is called; namesakes with the place that parts them."""
    names: dict[str, str] = {}
    for unit, files in by_unit.items():
        said = Counter(one.issuer for file in files for one in file.findings if one.issuer)
        names[unit] = said.most_common(1)[0][0] if said else unit or _UNKNOWN
    again = Counter(names.values())
    return {
        unit: f"{name} ({unit.rpartition('/')[0]})" if again[name] > 1 and "/" in unit else name
        for unit, name in names.items()
    }
