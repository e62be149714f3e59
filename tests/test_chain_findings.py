"""A plan of a commune held against its province's: what is missing, late, weaker, circular."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cancu.ingest.graph import document_graph
from cancu.ingest.read import read_bytes
from cancu.ingest.steps import read_through
from cancu.queries.audit_store import audit_store
from cancu.queries.findings import Finding
from cancu.queries.known import Known
from cancu.queries.links import link
from cancu.queries.opening import open_store
from cancu.queries.sources import put

PROVINCE, COMMUNE = "tỉnh Nghệ An", "xã Yên Thành"
SUBJECT = "Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông"
HEAD = "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |\n|---|---|---|---|---|---|\n"
ASKED = (
    "Ban hành Quy chế sử dụng chữ ký số | UBND các xã, phường | Sở KHCN | Trước 30/4/2026 | ",
    "Tập huấn kỹ năng số cho tổ công nghệ số cộng đồng | UBND các xã, phường | Sở KHCN "
    "| Quý II/2026 | Lớp tập huấn",
    "Xây dựng nền tảng phân tích dữ liệu dùng chung | Sở KHCN | Các sở | Quý IV/2026 | Nền tảng",
    "Kiểm tra mức độ bảo đảm an toàn thông tin | UBND các xã, phường | | Quý III/2026 | Biên bản",
)
DONE = (
    "Ban hành Quy chế sử dụng chữ ký số của xã | Văn phòng | Phòng Kinh tế | Trước 30/3/2026 | ",
    "Tổ chức tập huấn kỹ năng số cho tổ công nghệ số cộng đồng các xóm | Phòng Văn hóa - Xã hội | "
    "Phòng Kinh tế | Tháng 5/2026 | Lớp tập huấn",
    "Kiểm tra mức độ bảo đảm an toàn thông tin | Văn phòng | | Quý III/2026 | Biên bản",
)
PHONES = "Tỷ lệ hộ gia đình chưa có điện thoại thông minh giảm xuống dưới {}%."
UPWARD = (
    "Thực hiện Kế hoạch số 25/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Nghệ An;"
)
DOWNWARD = "Kế hoạch số 12/KH-UBND ngày 19 tháng 01 năm 2026 của Ủy ban nhân dân xã Yên Thành"
REPORT = "Ủy ban nhân dân các xã, phường báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026."
OUR_REPORT = "Phòng Văn hóa - Xã hội tham mưu báo cáo Ủy ban nhân dân tỉnh trước ngày {}/12/2026."


def plan(
    unit: str, number: str, day: str, rows: Sequence[str], *,
    basis: str = "", target: str = "", report: str = "", body: str = "",
) -> tuple[str, bytes]:  # fmt: skip
    place = unit.partition(" ")[2]
    table = HEAD + "".join(f"| {n} | {row} |\n" for n, row in enumerate(rows, 1))
    text = f"""ỦY BAN NHÂN DÂN

{unit.upper()}

Số: {number}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

{place}, ngày {day} tháng 01 năm 2026

# KẾ HOẠCH

{SUBJECT} năm 2026 trên địa bàn {unit}

Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;

{basis}

Ủy ban nhân dân {unit} ban hành Kế hoạch như sau:

# I. MỤC TIÊU

1. {target}

{body}

# II. TỔ CHỨC THỰC HIỆN

1. {report}

Nơi nhận:

- UBND tỉnh Nghệ An (để báo cáo);

- Lưu: VT.

# PHỤ LỤC

(Kèm theo Kế hoạch số {number}/KH-UBND ngày {day}/01/2026)

{table}
"""
    return f"{number}.md", text.encode()


def above(**more: str) -> tuple[str, bytes]:
    return plan(PROVINCE, "25", "08", ASKED, target=PHONES.format(5), report=REPORT, **more)


def below(
    rows: Sequence[str] = DONE, *, basis: str = UPWARD, phones: int = 5, day: int = 4
) -> tuple[str, bytes]:
    report = OUR_REPORT.format(f"{day:02d}")
    return plan(COMMUNE, "12", "19", rows, basis=basis, target=PHONES.format(phones), report=report)


def audited(folder: Path, *plans: tuple[str, bytes]) -> list[Finding]:
    with open_store(str(folder / "store")) as store:
        for name, data in plans:
            source = read_bytes(data, str(folder / name))
            reading = read_through(source, base=store.base, known=Known(store))
            put(store, document_graph(reading, store.base))
        link(store)
        return [one for one in audit_store(store) if one.rule.startswith("H")]


def changed(row: int, old: str, new: str) -> tuple[str, ...]:
    assert old in DONE[row]
    return tuple(r.replace(old, new) if n == row else r for n, r in enumerate(DONE))


TRAINING = "Tổ chức tập huấn kỹ năng số cho tổ công nghệ số cộng đồng"
PARAPHRASE = "Mở lớp bồi dưỡng kỹ năng số cho thành viên tổ công nghệ số cộng đồng"
CASES = [
    ("nothing", below(), []),
    ("H03: a row gone", below(DONE[:1] + DONE[2:]), ["H03"]),
    ("H03: two rows gone, at one place", below(DONE[:1]), ["H03", "H03"]),
    ("H03: the same objects in other words",
     below(changed(1, TRAINING, PARAPHRASE)), []),
    ("H04: a later quarter", below(changed(1, "Tháng 5/2026", "Quý III/2026")), ["H04"]),
    ("H04: an earlier month", below(changed(1, "Tháng 5/2026", "Tháng 4/2026")), []),
    ("H04: a later report in prose", below(day=18), ["H04"]),
    ("H05: a higher ceiling", below(phones=8), ["H05"]),
    ("H05: a lower ceiling", below(phones=3), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "rules"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
@pytest.mark.parametrize("stated", [True, False], ids=["stated", "proposed"])
def test_a_commune_against_its_province(
    tmp_path: Path, draft: tuple[str, bytes], rules: list[str], stated: bool
) -> None:
    name, data = draft
    if not stated:
        data = data.replace(UPWARD.encode(), "Xét tình hình địa phương;".encode())
    found = audited(tmp_path, above(), (name, data))
    assert sorted(one.rule for one in found) == sorted(rules if stated else ["H01", *rules])
    for one in found:
        assert ("quan hệ giữa hai văn bản do chương trình đề xuất" in one.message) is not stated
        assert one.file.endswith("12.md")
        (proof,) = one.evidence
        assert proof.text.startswith(
            "25/KH-UBND ngày 08/01/2026 của Ủy ban nhân dân tỉnh Nghệ An «"
        )
        assert proof.file is not None
        assert proof.file.endswith("25.md")
        assert "http" not in proof.text
        if one.rule != "H01":
            assert proof.quoted
            text = above()[1].decode()
            assert proof.quoted.split(" – ")[0].split()[0] in text[proof.start : proof.end] or (
                one.rule == "H05"
            )


@pytest.mark.parametrize(
    ("more", "circle"),
    [
        ({"basis": f"Căn cứ {DOWNWARD};"}, True),
        ({"basis": f"Thực hiện {DOWNWARD};"}, True),
        ({"body": f"2. Biểu dương kết quả thực hiện {DOWNWARD}."}, False),
        ({"body": f"2. Nhân rộng cách làm tại {DOWNWARD}."}, False),
    ],
)
def test_a_circle_is_of_bases_only(tmp_path: Path, more: dict[str, str], circle: bool) -> None:
    found = [one for one in audited(tmp_path, above(**more), below()) if one.rule == "H06"]
    assert [Path(one.file).name for one in found] == (["12.md", "25.md"] if circle else [])
    for one, other, cited in zip(found, ("25", "12"), ("25/KH-UBND", "12/KH-UBND"), strict=False):
        assert cited in one.excerpt.partition("⟦")[2].partition("⟧")[0]
        (proof,) = one.evidence
        assert proof.number == f"{other}/KH-UBND"
        assert proof.start is not None
        assert one.suggestion is not None
        assert "viện dẫn 12/KH-UBND" in one.suggestion
