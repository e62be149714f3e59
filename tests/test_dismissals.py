"""A dismissal holds for one place, survives edits elsewhere, and hides nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancu.queries.dismissals import Dismissal, dismissal, matched, set_aside
from cancu.queries.findings import Evidence, Finding, excerpt

DOCUMENT = "http://cancu.internal/vn/ubnd/tinh-nghe-an/ke-hoach/2026/25-kh-ubnd"
BLANK = "http://cancu.internal/vn/document/abc"
TEXT = (
    "1. Ban hành Quy chế sử dụng chữ ký số của cơ quan trước ngày 30/4/2026 theo quy định chung.\n"
    "2. Tập huấn kỹ năng số cho tổ công nghệ số cộng đồng trước ngày 30/4/2026 tại các xã.\n"
)


def found(text: str, document: str = DOCUMENT, file: str = "a.txt") -> list[Finding]:
    places, at = [], text.find("30/4/2026")
    while at >= 0:
        places.append(at)
        at = text.find("30/4/2026", at + 1)
    return [
        Finding(
            "R04", "low", "m", "m", document, file, at, at + 9, excerpt=excerpt(text, at, at + 9)
        )
        for at in places
    ]


def aside(findings: list[Finding], which: int) -> Dismissal:
    return dismissal(findings[which], findings, "đã thống nhất", "An", "2026-01-20")


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        "Thêm một đoạn dài ở đầu, có 31/12/2026.\n\n" + TEXT,
        TEXT + "\nThêm ở cuối.",
        TEXT.replace("tại các xã", "tại 03 xã").replace("theo quy định chung", "như đã bàn"),
    ],
)
def test_one_of_two_places_with_the_same_words(which: int, edited: str) -> None:
    one = aside(found(TEXT), which)
    after = set_aside(found(edited), [one])
    assert [finding.dismissed for finding in after] == [
        "đã thống nhất" if place == which else None for place in range(2)
    ]
    assert (after[which].dismissed_by, after[which].dismissed_on) == ("An", "2026-01-20")


def test_what_is_gone_takes_nothing_else_along() -> None:
    one = aside(found(TEXT), 0)
    second = TEXT.splitlines()[1]
    assert [finding.dismissed for finding in set_aside(found(second), [one])] == [None]


def test_the_only_place_of_its_words_may_have_other_words_around() -> None:
    line = TEXT.splitlines()[0]
    one = aside(found(line), 0)
    rewritten = "Hoàn thành Quy chế, muộn nhất 30/4/2026; giao Văn phòng."
    assert [f.dismissed for f in set_aside(found(rewritten), [one])] == ["đã thống nhất"]


def test_places_alike_in_every_word_are_counted() -> None:
    text = "Hạn: ngày 30/4/2026 là chót nhé.\n" * 40
    findings = found(text)[5:-5]
    same = [f for f in findings if f.key() == findings[0].key()]
    assert len(same) == len(findings)
    chosen = matched(findings, [aside(findings, 3)])
    assert [i for i, one in enumerate(chosen) if one] == [3]


def test_two_duties_that_one_place_lacks_are_two() -> None:
    base = found(TEXT)[0]
    one, other = (
        replace(base, rule="H03", evidence=(Evidence("e", document="urn:up", quoted=words),))
        for words in ("Tập huấn", "Báo cáo")
    )
    assert one.same_place() != other.same_place()
    assert (
        matched([one, other], [dismissal(other, [one, other], "x", None, "2026-01-20")])[0] is None
    )


@pytest.mark.parametrize(
    ("one", "holds"),
    [
        (Dismissal("R04", "vì", document="25/KH-UBND"), [True, True]),
        (Dismissal("R04", "vì", document=DOCUMENT, words="30/4/2026"), [True, True]),
        (Dismissal("R04", "vì", document="25/kh-ubnd", words="30/4"), [True, True]),
        (Dismissal("R04", "vì", file="a.txt"), [True, True]),
        (Dismissal("R04", "vì", file="b.txt"), [False, False]),
        (Dismissal("R04", "vì", document="26/KH-UBND"), [False, False]),
        (Dismissal("C01", "vì", document="25/KH-UBND"), [False, False]),
        (Dismissal("R04", "vì", document="25/KH-UBND", words="31/12/2026"), [False, False]),
    ],
)
def test_what_a_person_writes(one: Dismissal, holds: list[bool]) -> None:
    assert [f.dismissed is not None for f in set_aside(found(TEXT), [one])] == holds


def test_a_draft_without_a_number_is_known_by_its_file() -> None:
    one = aside(found(TEXT, BLANK, "du-thao.docx"), 1)
    later = found(TEXT + "thêm", BLANK + "d", "/tmp/x/du-thao.docx")
    assert [f.dismissed is not None for f in set_aside(later, [one])] == [False, True]
    other = found(TEXT, BLANK + "d", "khac.docx")
    assert not any(f.dismissed for f in set_aside(other, [one]))


def test_a_reason_is_needed() -> None:
    with pytest.raises(ValueError, match="lý do"):
        dismissal(found(TEXT)[0], found(TEXT), " ", None, "2026-01-20")
