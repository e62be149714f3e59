"""Pinpoints before and after a document, lists and ranges among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.provisions import parts, pinpoint_after, pinpoint_before

BEFORE = [
    ("quy định tại khoản 2 Điều 32 ", "khoản 2 Điều 32"),
    ("theo Điều 11 ", "Điều 11"),
    ("Chương VII ", "Chương VII"),
    ("tại điểm a, b khoản 2 và khoản 3 Điều 5 của ", "điểm a, b khoản 2 và khoản 3 Điều 5"),
    ("tại các Điều 28, 30 và 32 ", "Điều 28, 30 và 32"),
    ("Điều\n6 đến Điều 9 ", "Điều 6 đến Điều 9"),
    ("khoản 1 Điều 42 và các Điều 48, Điều 49 ", "khoản 1 Điều 42 và các Điều 48, Điều 49"),
    ("mục\n1, Phần III ", "mục 1, Phần III"),
    ("mục 2 Phụ lục ", "mục 2 Phụ lục"),
    ("Phụ lục II kèm theo ", "Phụ lục II"),
    ("Mẫu số 02 - Phụ lục số 02 ", "Phụ lục số 02"),
    ("theo Mẫu số 05 tại Phụ lục kèm theo ", "Phụ lục"),
    ("Phụ lục IV kèm ", "Phụ lục IV"),
    ("Mục II Phần B Phụ lục V.1 tại ", "Mục II Phần B Phụ lục V.1"),
    ("bổ sung khoản 8 Điều 7 vào ", "khoản 8 Điều 7"),
    ("Phụ lục danh mục của ", None),
    ("một số điều của ", None),
    ("có hiệu lực theo ", None),
    ("Điều này và ", None),
]


@pytest.mark.parametrize(("text", "pinpoint"), BEFORE)
def test_before(text: str, pinpoint: str | None) -> None:
    whole = text + "Nghị định số 61/2018/NĐ-CP"
    found = pinpoint_before(whole, whole.lower(), len(text))
    assert (found.surface if found else None) == pinpoint


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [(" (Điều 5)", "Điều 5"), (", tại khoản 1 Điều 2.", "khoản 1 Điều 2"), (" về Điều 5", None)],
)
def test_after(text: str, pinpoint: str | None) -> None:
    found = pinpoint_after(text, text.lower(), 0)
    assert (found.surface if found else None) == pinpoint


def test_parts_go_from_the_largest_to_the_smallest() -> None:
    assert parts("điểm a, b khoản 2 Điều 5") == (("điều", "5"), ("khoản", "2"), ("điểm", "a"))
    assert parts("mục 2 Phụ lục") == (("phụ lục", ""), ("mục", "2"))


@given(st.text(alphabet="Điềukhoảnmục 0123456789,abvà;", max_size=60))
def test_what_is_found_slices_back(text: str) -> None:
    found = pinpoint_before(text, text.lower(), len(text))
    if found:
        assert " ".join(text[found.start : found.end].split()) == found.surface
