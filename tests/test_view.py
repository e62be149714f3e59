"""The view finds in one spelling and answers in the original offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.view import view

TEXTS = st.text(
    alphabet=st.sampled_from([*"Nghị định số 61/2018ĐÐd*-–\u00ad\u200b\u0323\u0301\u0302\n", "ệ"]),
    max_size=60,
)


@pytest.mark.parametrize(
    ("original", "seen"),
    [
        ("Nghị định", "Nghị định"),
        (unicodedata.normalize("NFD", "Nghị định số"), "Nghị định số"),
        ("QÐ–UBND", "QĐ-UBND"),
        ("số **61**/2018", "số 61/2018"),
        ("Quy\u00adết", "Quyết"),
        ("NGHIÊP\u0323", "NGHIỆP"),
        ("Quyêt\u0301 định, Luâ\u1e6d", "Quyết định, Luật"),
        ("NĐ\\-CP &#272;, &amp; a<br>b", "NĐ-CP Đ, & a\nb"),
        ("NĐ-\u0421\u0420", "NĐ-CP"),
    ],
)
def test_spelling(original: str, seen: str) -> None:
    assert view(original).text == seen


@given(TEXTS)
def test_spans_map_back_in_order(original: str) -> None:
    seen = view(original)
    assert len(seen.lower) == len(seen.text)
    last = 0
    for i in range(len(seen.text)):
        start, end = seen.span(i, i + 1)
        assert last <= start < end <= len(original)
        last = start


@given(TEXTS)
def test_a_span_normalises_to_what_was_seen(original: str) -> None:
    seen = view(original)
    for i in range(0, len(seen.text), 3):
        for j in (i + 1, min(i + 7, len(seen.text))):
            if i < j <= len(seen.text):
                start, end = seen.span(i, j)
                assert view(original[start:end]).text == seen.text[i:j]


@given(TEXTS)
def test_offset_is_the_inverse_of_span(original: str) -> None:
    seen = view(original)
    for i in range(len(seen.text)):
        assert seen.offset(seen.span(i, i + 1)[0]) == i
