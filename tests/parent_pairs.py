"""Pairs of titles, one of them perhaps the plan above: each pair in a province of its own.

``parent_pairs.csv`` says which plan should be proposed as the other's parent. ``{unit}`` in a title
is the plan's own unit ("xã Kim Liên"), ``{full}`` the unit with those above it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.ontology.units import Unit, ancestors, units
from cancu.queries.opening import open_store
from cancu.queries.proposed_parents import proposed_parents
from cancu.queries.sources import put

_AT_ONCE = 35
"""Pairs in one store: so many provinces there are at least of which a line below is taken."""
_TEXT = """ỦY BAN NHÂN DÂN{above}
{body}

Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, ngày {day:%d} tháng {day:%m} năm {day:%Y}

KẾ HOẠCH
{title}

{ground}

I. MỤC ĐÍCH

Nơi nhận:
- {copy} (để báo cáo);
- Lưu: VT.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """``expected`` tells whether ``upper`` should be proposed as what ``lower`` carries out."""

    expected: bool
    lower: tuple[str, date, str]
    upper: tuple[str, date, str]


def pairs(path: Path) -> list[Pair]:
    """Return the pairs of a table: level, day and title of each plan."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="|"))[1:]
    return [
        Pair(
            row[0] == "yes",
            (row[1], date.fromisoformat(row[2]), row[3]),
            (row[4], date.fromisoformat(row[5]), row[6]),
        )
        for row in rows
    ]


def proposed(some: list[Pair], folder: Path) -> list[bool]:
    """Return of each pair whether its upper plan is proposed as the parent of its lower one."""
    found: list[bool] = []
    for first in range(0, len(some), _AT_ONCE):
        batch = some[first : first + _AT_ONCE]
        with open_store(str(folder / str(first))) as store:
            iris: list[tuple[str, str]] = []
            for place, pair in enumerate(batch):
                names: list[str] = []
                for number, (level, day, title) in enumerate((pair.lower, pair.upper), 1):
                    text = plan_text(level, day, title, 10 * place + number, line=place)
                    reading = read_through(read_bytes(text.encode(), f"{place}-{number}.txt"))
                    put(store, document_graph(reading, store.base))
                    names.append(reading.document)
                iris.append((names[0], names[1]))
            links = {(one.child, one.parent) for one in proposed_parents(store)}
        found += [pair in links for pair in iris]
    return found


@cache
def _lines() -> tuple[tuple[Unit, Unit, Unit], ...]:
    """Return of each province a commune, its district and itself, as they were in 2024."""
    return tuple(islice(_first_of_each_province(), _AT_ONCE))


def _first_of_each_province() -> Iterator[tuple[Unit, Unit, Unit]]:
    """Yield a commune of each province, where it and its district share their names with none."""
    standing = [one for level in ("commune", "district") for one in units(level) if _stood(one)]
    names = Counter(one.name for one in standing)
    seen: set[str] = set()
    for commune in filter(_stood, units("commune")):
        line = ancestors(commune)
        kinds = (commune.kind, *(one.kind for one in line))
        if kinds != ("xã", "huyện", "tỉnh") or line[1].code in seen:
            continue
        if names[commune.name] == names[line[0].name] == 1:
            seen.add(line[1].code)
            yield commune, line[0], line[1]


def _stood(unit: Unit) -> bool:
    """Whether a unit stood until the reform of June 2025."""
    return unit.valid_to is not None and unit.valid_to >= date(2025, 6, 1)


def plan_text(
    level: str,
    day: date,
    title: str,
    number: int,
    *,
    line: int = 0,
    ground: str | None = None,
) -> str:
    """Return a plan of the commune, district or province of a line, or of a department there.

    Title and ``ground`` may name the units: ``{district}``, ``{province}``.
    """
    return _TEXT.format(
        **_fields(level, day, title, _lines()[line], number),
        ground=(ground or "Căn cứ tình hình thực tế của địa phương;").format(
            district=_lines()[line][1].full_name, province=_lines()[line][2].full_name
        ),
    )


def _fields(
    level: str, day: date, title: str, line: tuple[Unit, Unit, Unit], number: int
) -> dict[str, object]:
    place = {"commune": 0, "district": 1}.get(level, 2)
    unit = line[place]
    full = ", ".join(one.full_name for one in line[place:])
    of_a_body = level.startswith("Sở ")
    return {
        "above": f" {unit.full_name.upper()}" if of_a_body else "",
        "body": level.upper() if of_a_body else unit.full_name.upper(),
        "number": f"{number}/KH-{_symbol(level)}" if of_a_body else f"{number}/KH-UBND",
        "place": unit.name,
        "day": day,
        "title": title.format(
            unit=unit.full_name, full=full, province=line[2].full_name, UNIT=unit.full_name.upper()
        ),
        "copy": ", ".join(["UBND " + one.full_name for one in line[place + 1 :]]) or "Các sở",
    }


def _symbol(body: str) -> str:
    return "".join(word[0] for word in body.split() if word not in ("và", "-")).upper()
