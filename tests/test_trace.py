"""The chain of obligation: order, wording, cycles and what cannot be followed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.queries import trace as trace_module
from cancu.queries.embedded import EmbeddedStore
from cancu.queries.sources import put
from cancu.queries.store import Store
from cancu.queries.trace import Step, describe, excerpt, render, trace
from tests.chain import (
    AMENDING,
    BASE,
    COMMUNE,
    DECREE,
    DISTRICT,
    OTHER_DISTRICT,
    PROGRAMME,
    PROVINCE,
    Cite,
    of,
    reading,
)
from tests.stores import fill, propose

WHY = "cùng chủ đề, cùng năm"


@pytest.fixture
def proposing(plans: Store) -> Store:
    """Return the small world, in which the province's plan is proposed to the other district's."""
    propose(plans, OTHER_DISTRICT, PROVINCE)
    return plans


def steps(step: Step) -> Iterator[Step]:
    yield step
    for branch in step.branches:
        yield from steps(branch)


def documents(step: Step) -> list[str]:
    return [one.facts.document for one in steps(step) if one.facts]


def test_the_chain_of_plans_comes_first(plans: Store) -> None:
    """Commune, district, province, Government: each the first branch of the one before."""
    step = trace(plans, COMMUNE).root
    chain = [step]
    while step.branches and step.branches[0].facts:
        step = step.branches[0]
        chain.append(step)
    assert [one.facts.document for one in chain if one.facts] == [
        COMMUNE, DISTRICT, PROVINCE, PROGRAMME, DECREE,
    ]  # fmt: skip
    assert [one.facts.level for one in chain if one.facts] == [
        "commune", "district", "province", "central", "central",
    ]  # fmt: skip
    assert [one.relation for one in chain] == [
        None,
        "implements",
        "implements",
        "implements",
        "basis",
    ]
    for one in chain[1:]:
        assert one.facts
        assert one.facts.number
        assert one.facts.number in (one.wording or "")


def test_what_cannot_be_followed_is_shown(plans: Store) -> None:
    root = trace(plans, COMMUNE).root
    open_ends = [branch for branch in root.branches if branch.facts is None]
    assert [(one.state, one.surface) for one in open_ends] == [
        ("ambiguous", "Kế hoạch số 15/KH-UBND"),
        ("unresolved", "Chương trình số 3/CTr"),
    ]
    assert all(one.why and one.wording for one in open_ends)
    states = {one.facts.document: one.state for one in steps(root) if one.facts}
    assert states[DECREE] == "not_read"


def test_branches_are_shown_once(plans: Store) -> None:
    root = trace(plans, COMMUNE).root
    again = [one for one in steps(root) if one.state == "seen"]
    assert [one.facts.document for one in again if one.facts] == [PROGRAMME]
    assert not any(one.branches for one in again)


def test_down_is_up_backwards(plans: Store) -> None:
    root = trace(plans, DECREE, "down").root
    assert set(documents(root)) == {DECREE, PROGRAMME, PROVINCE, DISTRICT, OTHER_DISTRICT, COMMUNE}
    assert trace(plans, COMMUNE, "down").root.branches == ()
    assert DECREE not in {
        one.facts.document for one in steps(root) if one.facts and one is not root
    }
    assert AMENDING not in documents(root)


def test_a_cycle_is_marked_and_ends(plans: Store) -> None:
    """The province's plan, read again, says that it carries out the commune's."""
    cite = Cite("9/KH-UBND", COMMUNE, "implements", "Kế hoạch")
    put(plans, document_graph(reading(PROVINCE, of(PROVINCE).header, (cite,)), BASE))
    for start in (COMMUNE, DISTRICT, PROVINCE):
        cycles = [one for one in steps(trace(plans, start).root) if one.state == "cycle"]
        assert [one.facts.document for one in cycles if one.facts] == [start]


def test_a_proposal_is_marked_and_all_beyond_it(proposing: Store) -> None:
    root = trace(proposing, OTHER_DISTRICT).root
    assert [one.standing for one in root.branches] == ["stated", "proposed"]
    proposed = root.branches[1]
    assert (documents(proposed)[0], proposed.relation, proposed.wording) == (
        PROVINCE, "proposed", WHY
    )  # fmt: skip
    assert documents(proposed)[1:3] == [PROGRAMME, DECREE]
    assert {one.standing for one in steps(proposed)} == {"proposed"}
    shown = render(trace(proposing, OTHER_DISTRICT))
    assert "\n    (gợi ý) thực hiện: Quyết định 468/QĐ-TTg" in shown


def test_a_proposal_is_shown_from_above(proposing: Store) -> None:
    for start in (PROVINCE, PROGRAMME):
        found = {
            one.facts.document: one.standing
            for one in steps(trace(proposing, start, "down").root)
            if one.facts
        }
        assert found[OTHER_DISTRICT] == "proposed"
        assert found[DISTRICT] == found[COMMUNE] == "stated"


def test_what_texts_state_is_shown_as_stated_too(proposing: Store) -> None:
    """The commune's plan leads to the programme through a proposal, and by its own words later."""
    cites = (
        Cite("15/KH-UBND", OTHER_DISTRICT, "implements", "Kế hoạch"),
        Cite("468/QĐ-TTg", PROGRAMME, "under", "Quyết định"),
    )
    put(proposing, document_graph(reading(COMMUNE, of(COMMUNE).header, cites), BASE))
    found = [one for one in steps(trace(proposing, COMMUNE).root) if one.facts]
    told = [one for one in found if one.facts and one.facts.document == PROGRAMME]
    states = [(one.standing, one.state, len(one.branches)) for one in told]
    assert ("proposed", "read", 1) in states
    assert ("stated", "read", 1) in states


def test_a_tree_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_module, "MOST_NODES", 3)
    with EmbeddedStore(tmp_path / "store", BASE) as store:
        fill(store)
        found = trace(store, COMMUNE)
    assert found.cut
    assert render(found).splitlines()[-1].startswith("…")


def test_a_document_that_nothing_is_known_of(plans: Store) -> None:
    lonely = f"{BASE}/vn/chinh-phu/nghi-dinh/1999/01-1999-nd-cp"
    found = trace(plans, lonely)
    assert found.root.state == "not_read"
    assert render(found) == f"{lonely} [chưa có trong kho]"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "    thực hiện: Kế hoạch 15/KH-UBND (2022-04-05, Tỉnh)"),
        ("en", "    implements: Kế hoạch 15/KH-UBND (2022-04-05, Province)"),
    ],
)
def test_text_of_a_tree(plans: Store, language: str, line: str) -> None:
    found = trace(plans, COMMUNE)
    lines = render(found, language).splitlines()  # type: ignore[arg-type]
    assert line in lines
    assert lines[0] == describe(found.root, language)  # type: ignore[arg-type]
    bare = render(found, language, wording=False).splitlines()  # type: ignore[arg-type]
    assert bare == [one for one in lines if "“" not in one]


@pytest.mark.parametrize(
    ("wording", "around", "shown"),
    [
        ("một hai ba", "hai", "một hai ba"),
        ("một hai ba bốn năm sáu bảy", None, "một hai ba …"),
        ("một hai ba bốn năm sáu bảy", "bảy", "… năm sáu bảy"),
        ("một hai ba bốn năm sáu bảy", "bốn", "… ba bốn …"),
        ("một hai ba bốn năm sáu bảy", "chín", "một hai ba …"),
    ],
)
def test_long_wording_is_cut_around_the_number(
    wording: str, around: str | None, shown: str
) -> None:
    assert excerpt(wording, around, 16) == shown
    assert len(shown) <= 16
