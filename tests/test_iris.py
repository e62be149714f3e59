"""IRIs: the same document from every spelling, and back again."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.ontology.iris import (
    DEFAULT_BASE,
    blank_number_iri,
    body_iri,
    document_iri,
    mention_iri,
    number_slug,
    parse_document_iri,
    provision_iri,
    slug,
    source_iri,
)
from cancu.ontology.load import document_types, issuers

BASE = DEFAULT_BASE
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: list[Form] = ["NFC", "NFD", "NFKC", "NFKD"]

DOCUMENTS = [
    (
        "chinh-phu", "nghi-dinh", 2018, "61/2018/NĐ-CP",
        "vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp",
    ),
    (
        "ubnd/tinh-bac-giang", "ke-hoach", 2022, "5392/KH-UBND",
        "vn/ubnd/tinh-bac-giang/ke-hoach/2022/5392-kh-ubnd",
    ),
    (
        "thu-tuong-chinh-phu", "quyet-dinh", 2022, "766/QĐ-TTg",
        "vn/thu-tuong-chinh-phu/quyet-dinh/2022/766-qd-ttg",
    ),
    (
        "trung-uong-dang", "nghi-quyet", 2024, "57-NQ/TW",
        "vn/trung-uong-dang/nghi-quyet/2024/57-nq-tw",
    ),
    ("chinh-phu", "nghi-quyet", 2011, "30c/NQ-CP", "vn/chinh-phu/nghi-quyet/2011/30c-nq-cp"),
    (
        "chinh-phu", "nghi-quyet", 2025, "66.7/2025/NQ-CP",
        "vn/chinh-phu/nghi-quyet/2025/66-7-2025-nq-cp",
    ),
    (
        "quoc-hoi", "luat", 2015, "Luật Tổ chức chính quyền địa phương",
        "vn/quoc-hoi/luat/2015/luat-to-chuc-chinh-quyen-dia-phuong",
    ),
]  # fmt: skip

SAME_NUMBER = [
    ("61/2018/NĐ-CP", "61/2018/NĐCP"),
    ("61/2018/NĐ-CP", "61/2018/ND-CP"),
    ("61/2018/NĐ-CP", "61/2018/NÐ-CP"),
    ("61/2018/NĐ-CP", " 61 / 2018 / NĐ – CP"),
    ("240/QĐ-TTg", "240/QDTTG"),
    ("01/NQ-CP", "1/NQ-CP"),
    ("595/NQ-UBTVQH15", "595/NQUBTVQH15"),
    ("77/2015/QH13", "77/2015/Qh13"),
    ("02/2017/TT-VPCP", "02/2017/TTVPCP"),
]

PROVISIONS = [
    ([("Điều", "11"), ("khoản", "2"), ("điểm", "a")], "/dieu-11/khoan-2/diem-a"),
    ([("điểm", "a"), ("khoản", "2"), ("Điều", "11")], "/dieu-11/khoan-2/diem-a"),
    ([("điểm", "đ"), ("khoản", "1"), ("điều", "3")], "/dieu-3/khoan-1/diem-dd"),
    ([("Điều", "5"), ("Chương", "II")], "/dieu-5"),
    ([("Phụ lục", "I"), ("Mục", "3")], "/phu-luc-i/muc-3"),
    ([("Phụ lục", "")], "/phu-luc"),
    ([("Phụ lục", "II"), ("Chương", "I"), ("Điều", "2")], "/phu-luc-ii/chuong-i/dieu-2"),
    ([], ""),
]


@pytest.mark.parametrize(("issuer", "kind", "year", "number", "path"), DOCUMENTS)
def test_document_iri_is_the_one_of_the_design(
    issuer: str, kind: str, year: int, number: str, path: str
) -> None:
    iri = document_iri(BASE, issuer, kind, year, number)
    assert iri == f"{BASE}/{path}"
    parsed = parse_document_iri(iri)
    assert parsed is not None
    assert (parsed.issuer_path, parsed.type_slug, parsed.year) == (issuer, kind, year)
    assert str(parsed) == iri
    assert iri.startswith(body_iri(BASE, issuer) + "/")


@pytest.mark.parametrize(("one", "other"), SAME_NUMBER)
def test_spellings_of_one_number_share_a_slug(one: str, other: str) -> None:
    assert number_slug(one) == number_slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15/KH-UBND", "15/QĐ-UBND"),
        ("30/NQ-CP", "30c/NQ-CP"),
        ("66/NQ-CP", "66.7/2025/NQ-CP"),
        ("12/QĐ-UBND", "12/QĐ-CTUBND"),
        ("1/2018/NĐ-CP", "12/018/NĐ-CP"),
    ],
)
def test_different_numbers_keep_apart(one: str, other: str) -> None:
    assert number_slug(one) != number_slug(other)


@pytest.mark.parametrize(("parts", "path"), PROVISIONS)
def test_provisions_follow_the_document(parts: list[tuple[str, str]], path: str) -> None:
    document = document_iri(BASE, "chinh-phu", "nghi-dinh", 2018, "61/2018/NĐ-CP")
    iri = provision_iri(document, parts)
    assert iri == document + path
    parsed = parse_document_iri(iri)
    assert parsed is not None
    assert "".join("/" + step for step in parsed.provision) == path


@pytest.mark.parametrize(
    "arguments",
    [
        ("", "nghi-dinh", 2018, "61/2018/NĐ-CP"),
        ("chinh-phu", "nghi-dinh", 18, "61/NĐ-CP"),
        ("chinh-phu", "nghi-dinh", 2018, "…"),
    ],
)
def test_an_incomplete_identity_is_refused(arguments: tuple[str, str, int, str]) -> None:
    with pytest.raises(ValueError, match="all four are needed"):
        document_iri(BASE, *arguments)


def test_an_unknown_provision_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="dong"):
        provision_iri("d", [("dòng", "3")])


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}/source/{'a' * 64}",
        f"{BASE}/vn/chinh-phu",
        f"{BASE}/vn/chinh-phu/nghi-dinh/2018",
        f"{BASE}/vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp/trang-3",
        "urn:x",
        "",
    ],
)
def test_other_iris_are_no_documents(iri: str) -> None:
    assert parse_document_iri(iri) is None


def test_hashes_are_checked() -> None:
    digest = "0" * 64
    assert source_iri(BASE, digest).endswith("/source/" + digest)
    assert blank_number_iri(BASE, digest) != source_iri(BASE, digest)
    assert mention_iri(source_iri(BASE, digest), 3, 9).endswith("#char=3,9")
    with pytest.raises(ValueError, match="SHA-256"):
        source_iri(BASE, "ABC")


_SYMBOLS = [
    f"{kind.symbols[0]}-{body.symbols[0]}"
    for kind in document_types()
    if kind.symbols
    for body in issuers()
    if body.symbols and not slug(kind.symbols[0] + body.symbols[0]).isdigit()
]
numbers = st.builds(
    lambda ordinal, year, symbol: f"{ordinal:02d}/{year}/{symbol}",
    st.integers(1, 9999),
    st.integers(1976, 2035),
    st.sampled_from(_SYMBOLS),
)


@given(numbers, st.sampled_from(FORMS), st.sampled_from("ĐÐD"))
def test_every_encoding_of_a_number_is_one_document(number: str, form: Form, d: str) -> None:
    written = unicodedata.normalize(form, number.replace("Đ", d))
    assert number_slug(written) == number_slug(number)
    assert number_slug(number_slug(number)) == number_slug(number)


@given(numbers, st.integers(1945, 2035), st.sampled_from([k.slug for k in document_types()]))
def test_parsing_inverts_minting(number: str, year: int, kind: str) -> None:
    iri = document_iri(BASE, "ubnd/tinh-ha-tinh", kind, year, number)
    parsed = parse_document_iri(iri)
    assert parsed is not None
    assert str(parsed) == iri
    assert (parsed.year, parsed.type_slug) == (year, kind)


@given(st.text())
def test_a_slug_is_ascii_and_stable(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert slug(text).isascii()
    assert slug(unicodedata.normalize("NFC", text)) == slug(unicodedata.normalize("NFD", text))
