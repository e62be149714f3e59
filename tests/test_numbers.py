"""Numbers: every form is found whole, canonical, at its place; nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ingest.numbers import canonical, numbers
from cancu.ingest.view import view

FORMS = [
    ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
    ("766/QĐ-TTg", "766/QĐ-TTg"),
    ("5990/VPCP-KSTT", "5990/VPCP-KSTT"),
    ("16/KH-SKHCN", "16/KH-SKHCN"),
    ("15/QĐ-UBND-HC", "15/QĐ-UBND-HC"),
    ("163/2025/QĐ-CTUBND", "163/2025/QĐ-CTUBND"),
    ("77/2015/QH13", "77/2015/QH13"),
    ("595/NQ-UBTVQH15", "595/NQ-UBTVQH15"),
    ("10/2014/TTLT-BYT-BTC", "10/2014/TTLT-BYT-BTC"),
    ("103/2008/TTLT/BTC-BGTVT", "103/2008/TTLT/BTC-BGTVT"),
    ("30c/NQ-CP", "30c/NQ-CP"),
    ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
    ("06/HĐND/BCTT-PC", "06/HĐND/BCTT-PC"),
    ("57-NQ/TW", "57-NQ/TW"),
    ("05-CT/TU", "05-CT/TU"),
    ("02-KH/BCĐTW", "02-KH/BCĐTW"),
    ("919-CV/VPTW/nb", "919-CV/VPTW/nb"),
    ("12/CP", "12/CP"),
    ("84 TC/CĐKT", "84TC/CĐKT"),
    ("9086/BNV-CTTN&BĐG", "9086/BNV-CTTN&BĐG"),
    ("11554/VPCP-V.I", "11554/VPCP-V.I"),
    ("0204/KH-UBND", "0204/KH-UBND"),
    ("421/BC-UBPLTP15", "421/BC-UBPLTP15"),
    ("1025/PLYK/2025", "1025/PLYK/2025"),
    # noise
    ("61/2018/NĐCP", "61/2018/NĐ-CP"),
    ("240/QD-TTg", "240/QĐ-TTg"),
    ("43/QÐ-UBND", "43/QĐ-UBND"),
    ("27/CT-TTG", "27/CT-TTg"),
    ("27/CTTg", "27/CT-TTg"),
    ("37/2025/TTBNNMT", "37/2025/TT-BNNMT"),
    ("36/2009TT-BCT", "36/2009/TT-BCT"),
    ("02/2017/TT-\n\nVPCP", "02/2017/TT-VPCP"),
    ("61 / 2018 / NĐ-CP", "61/2018/NĐ-CP"),
    ("57- NQ/TW", "57-NQ/TW"),
    ("78/2021/NĐ -CP", "78/2021/NĐ-CP"),
    ("127/TTr - HĐQT", "127/TTr-HĐQT"),
    ("409\n/TTr-SVHTTDL", "409/TTr-SVHTTDL"),
    ("18/2008/NQ-QH 12", "18/2008/NQ-QH12"),
    ("63/2010/OH15", "63/2010/QH15"),
    ("6l/2018/NĐ-CP", "61/2018/NĐ-CP"),
    ("02/2017/T\nT- VPCP", "02/2017/TT-VPCP"),
    ("5990/VPC\nP-KSTT", "5990/VPCP-KSTT"),
    ("1O7/2021/NĐ-CP", "107/2021/NĐ-CP"),
    ("61/2018/NĐ–CP", "61/2018/NĐ-CP"),
    ("**61**/2018/NĐ-CP", "61/2018/NĐ-CP"),
    ("02 / 2017 / TT - VPCP", "02/2017/TT-VPCP"),
    ("240/QĐ — TTg", "240/QĐ-TTg"),
    ("61/2018/NĐ CP", "61/2018/NĐ-CP"),
    ("1025/\nPLYK/\n2025", "1025/PLYK/2025"),
    ("61/2018/NĐ.CP", "61/2018/NĐ-CP"),
    ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
    ("l2/QĐ-TTg", "12/QĐ-TTg"),
    # a year that lost a digit stays as it is printed
    ("22/201 /QĐ-UBND", "22/201/QĐ-UBND"),
    # symbols that differ by the stroke of Đ alone
    ("12/2025/HĐ-TV", "12/2025/HĐ-TV"),
    ("106/BC-BĐT", "106/BC-BĐT"),
]
OTHERS = [
    "ngày 24/02/2025 tại",
    "đạt 90/100 hồ sơ",
    "QCVN 01:2025/BQP",
    "120 m3/ngày",
    "Thông tư số /2025/TT-BKHCN",
    "và/hoặc",
    "3.500đ/người/ngày",
    "https://dichvucong.gov.vn/p/home",
    "trực 24/24/7",
    "đạt 12/15 UBND xã",
]


@pytest.mark.parametrize(("written", "number"), FORMS, ids=[form for form, _ in FORMS])
def test_form_is_found_whole(written: str, number: str) -> None:
    text = f"theo văn bản số {written} ngày 01/01/2020"
    seen = view(text)
    found = list(numbers(seen.text))
    assert [str(hit.number) for hit in found] == [number]
    start, end = seen.span(found[0].start, found[0].end)
    assert text[start:end].strip("*") in (written, written.strip("*"))


@pytest.mark.parametrize("text", OTHERS)
def test_other_things_are_no_numbers(text: str) -> None:
    assert [hit for hit in numbers(view(text).text) if hit.sure] == []


@pytest.mark.parametrize(
    ("text", "number", "mark"),
    [
        ("Kế hoạch số 402/KH-UBND2, trọng tâm", "402/KH-UBND", "2"),
        ("Kế hoạch số 15/KH-UBND¹ và", "15/KH-UBND", "1"),
        ("Nghị quyết số 595/NQ-UBTVQH15 ngày", "595/NQ-UBTVQH15", ""),
    ],
)
def test_a_glued_footnote_mark_is_not_the_numbers(text: str, number: str, mark: str) -> None:
    hit = next(numbers(text))
    assert (str(hit.number), hit.mark) == (number, mark)
    assert text[hit.start : hit.end] == number


_symbols = st.sampled_from(["NĐ-CP", "QĐ-TTg", "TT-BTC", "KH-UBND", "NQ-HĐND", "TTr-STC", "QH15"])


@given(st.integers(1, 99999), st.integers(1945, 2099), _symbols)
def test_canonical_is_the_identity_on_canonical_numbers(n: int, year: int, symbol: str) -> None:
    number = f"{n}/{year}/{symbol}"
    assert canonical(number) == number


@given(st.text(alphabet="0123456789/-. \nQĐNTgCPUBKHố", max_size=80))
def test_hits_slice_and_never_overlap(text: str) -> None:
    last = 0
    for hit in numbers(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
