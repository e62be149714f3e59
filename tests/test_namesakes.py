"""Two provinces of one name are two bodies, and their documents of one number two documents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.home import home
from cancu.ingest.mentions import find_mentions
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved, document_iri_of, resolve
from cancu.ingest.structure import Header
from cancu.ingest.text import SourceText
from cancu.ingest.view import view
from cancu.ontology import units
from cancu.ontology.iris import DEFAULT_BASE, document_iri, parse_document_iri
from cancu.ontology.issuer_names import issuer_paths
from cancu.ontology.namesakes import body_path, path_in, without_code
from cancu.ontology.units import Unit

MERGED = date(2025, 7, 1)
EVE = MERGED - timedelta(days=1)
PROVINCES = units.units("province")
STATES = [*PROVINCES, *units.units("district"), *units.units("commune")]
FORMER = [
    unit for unit in PROVINCES
    if unit.valid_to == EVE and any(units.get(c).name == unit.name for c in unit.successors)
]  # fmt: skip

any_state = st.sampled_from(STATES)
any_former = st.sampled_from(FORMER)
any_year = st.integers(1990, 2040)
days_of_2025 = st.dates(date(2025, 1, 1), date(2025, 12, 1))


def lives_in(unit: Unit, year: int) -> bool:
    return not (
        (unit.valid_from and unit.valid_from.year > year)
        or (unit.valid_to and unit.valid_to.year < year)
    )


def test_there_are_twenty_three() -> None:
    assert len(FORMER) == 23


@given(any_year)
def test_no_two_provinces_of_a_year_share_a_path(year: int) -> None:
    living = [unit for unit in PROVINCES if lives_in(unit, year)]
    assert len({path_in(unit, year) for unit in living}) == len(living)


def test_no_unit_shares_a_path_with_one_that_followed_in_2025() -> None:
    both = [unit for unit in STATES if unit.exists_on(EVE) or unit.exists_on(MERGED)]
    assert len({path_in(unit, 2025) for unit in both}) == len(both)


@given(any_state, any_year)
def test_the_path_is_that_of_the_names_but_in_the_year_of_change(unit: Unit, year: int) -> None:
    path = path_in(unit, year)
    assert without_code(path) == units.slug(unit)
    if year != 2025:
        assert path == units.slug(unit)


def body_in(unit: Unit, year: int) -> str:
    iri = document_iri(DEFAULT_BASE, f"ubnd/{path_in(unit, year)}", "ke-hoach", year, "1/KH-UBND")
    parsed = parse_document_iri(iri)
    assert parsed is not None
    return body_path(parsed)


@given(any_former, st.integers(2000, 2025), st.integers(2025, 2040))
def test_a_body_is_the_same_in_every_year_and_shared_by_none(
    former: Unit, before: int, after: int
) -> None:
    (later,) = (units.get(code) for code in former.successors)
    assert body_in(former, before) == body_in(former, 2025) == f"ubnd/{path_in(former, 2025)}"
    assert body_in(later, after) == body_in(later, 2025) == f"ubnd/{units.slug(later)}"
    assert body_in(former, before) != body_in(later, after)


def cited(text: str, unit: Unit, day: date) -> list[Resolution]:
    """What the citations of a plan of ``unit`` mean."""
    issuer = f"Ủy ban nhân dân {unit.full_name}"
    header = Header(type="Kế hoạch", number="99/KH-UBND", level="province", date=day.isoformat(),
                    issuer=issuer, issuer_unit=unit.code)  # fmt: skip
    mentions = find_mentions(SourceText("x.txt", "0" * 64, "txt", text), header)
    return list(resolve(mentions, header, home(view(text), header), text=text))


def plan(unit: Unit, day: date) -> str | None:
    """The IRI of plan 15 of a province."""
    header = Header(type="Kế hoạch", number="15/KH-UBND", level="province", date=day.isoformat(),
                    issuer=f"Ủy ban nhân dân {unit.full_name}", issuer_unit=unit.code)  # fmt: skip
    return document_iri_of(header, "0" * 64)


def merged_with(former: Unit) -> list[Unit]:
    """The other provinces of this kind of which the province of today was made."""
    of = former.successors
    return [one for one in units.units("province")
            if one.successors == of and one.kind == former.kind and one != former]  # fmt: skip


@given(any_former, days_of_2025, st.sampled_from(["", "named"]))
def test_the_day_tells_which_is_cited(former: Unit, day: date, how: str) -> None:
    later = next(units.get(c) for c in former.successors)
    named = former.full_name if how else former.kind
    text = f"Theo Kế hoạch số 15/KH-UBND ngày {day.day}/{day.month}/2025 của UBND {named}."
    (found,) = cited(text, later, date(2025, 12, 20))
    wanted = plan(former if day < MERGED else later, day)
    if how or day >= MERGED or not merged_with(former):
        assert isinstance(found, Resolved)
        assert found.document == wanted
        marked = f"{former.code}/ke-hoach/2025/15-kh-ubnd" in found.document
        assert marked == (day < MERGED)
    else:  # each of the merged provinces had a "UBND tỉnh"
        assert isinstance(found, Ambiguous)
        assert found.candidates[0] == wanted
        assert {*found.candidates} == {wanted, *(plan(one, day) for one in merged_with(former))}


@given(any_former, st.sampled_from(["", "named"]))
def test_without_a_day_both_may_be_meant(former: Unit, how: str) -> None:
    later = next(units.get(c) for c in former.successors)
    text = (
        f"Theo Kế hoạch số 15/KH-UBND năm 2025 của UBND {former.full_name if how else former.kind}."
    )
    (found,) = cited(text, later, date(2025, 12, 20))
    assert isinstance(found, Ambiguous)
    both = {plan(former, EVE), plan(later, MERGED)}
    others = set() if how else {plan(one, EVE) for one in merged_with(former)}
    assert {*found.candidates} == both | others
    assert ("các đơn vị được sáp nhập" if others else "trước và sau khi sắp xếp") in found.why


@given(any_former, days_of_2025)
def test_a_day_elsewhere_in_the_text_settles_it(former: Unit, day: date) -> None:
    later = next(units.get(c) for c in former.successors)
    when = f"ngày {day.day}/{day.month}/2025"
    text = (f"Căn cứ Kế hoạch số 15/KH-UBND {when} của UBND {former.full_name};\n"
            f"Theo Kế hoạch số 15/KH-UBND năm 2025 của UBND {former.kind}.")  # fmt: skip
    first, second = cited(text, later, date(2025, 12, 20))
    assert isinstance(second, Resolved)
    assert isinstance(first, Resolved)
    assert second.document == first.document


@given(any_former)
def test_before_the_merger_there_was_but_one(former: Unit) -> None:
    text = f"Theo Kế hoạch số 15/KH-UBND năm 2025 của UBND {former.kind}."
    (found,) = cited(text, former, date(2025, 5, 20))
    assert isinstance(found, Resolved)
    assert found.document == plan(former, EVE)


@pytest.mark.parametrize(
    ("day", "paths"),
    [
        (date(2025, 3, 1), ("ubnd/tinh-an-giang-89",)),
        (date(2025, 8, 1), ("ubnd/tinh-an-giang",)),
        (date(2024, 8, 1), ("ubnd/tinh-an-giang",)),
        (2024, ("ubnd/tinh-an-giang",)),
        (2026, ("ubnd/tinh-an-giang",)),
        (2025, ("ubnd/tinh-an-giang-89", "ubnd/tinh-an-giang")),
        (None, ("ubnd/tinh-an-giang",)),
    ],
)
def test_the_register_of_an_office_names_bodies_so_too(
    day: date | int | None, paths: tuple[str, ...]
) -> None:
    year, on = (day, None) if isinstance(day, int) else (None, day)
    assert issuer_paths("UBND tỉnh An Giang", on, year) == paths
