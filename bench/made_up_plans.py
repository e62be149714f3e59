"""Plans made up for measuring: a province's, its districts', their communes', rows and all.

Every plan cites registered documents and the plan above, sets targets, gives out work in a table
and in prose. What is drawn differs from plan to plan, and so do the mistakes: a wrong date, a
deadline later than the one above, a weaker target, a row left out, a slip of the pen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from cancu.ontology.units import Unit, ancestors, units

YEARS = (2023, 2024, 2025)

_BASES = (
    ("Nghị định", "61/2018/NĐ-CP", "23 tháng 4 năm 2018", "Chính phủ"),
    ("Nghị định", "107/2021/NĐ-CP", "06 tháng 12 năm 2021", "Chính phủ"),
    ("Nghị định", "63/2010/NĐ-CP", "08 tháng 6 năm 2010", "Chính phủ"),
    ("Nghị định", "92/2017/NĐ-CP", "07 tháng 8 năm 2017", "Chính phủ"),
    ("Nghị định", "45/2020/NĐ-CP", "08 tháng 4 năm 2020", "Chính phủ"),
    ("Nghị định", "30/2020/NĐ-CP", "05 tháng 3 năm 2020", "Chính phủ"),
    ("Quyết định", "766/QĐ-TTg", "23 tháng 6 năm 2022", "Thủ tướng Chính phủ"),
    ("Quyết định", "468/QĐ-TTg", "27 tháng 3 năm 2021", "Thủ tướng Chính phủ"),
    ("Quyết định", "06/QĐ-TTg", "06 tháng 01 năm 2022", "Thủ tướng Chính phủ"),
    ("Thông tư", "02/2017/TT-VPCP", "31 tháng 10 năm 2017", "Văn phòng Chính phủ"),
    ("Thông tư", "01/2023/TT-VPCP", "05 tháng 4 năm 2023", "Văn phòng Chính phủ"),
    ("Luật", "77/2015/QH13", "19 tháng 6 năm 2015", "Quốc hội"),
)
_SUBJECTS = (
    "Kiểm soát thủ tục hành chính",
    "Cải cách hành chính",
    "Chuyển đổi số",
    "Phổ biến, giáo dục pháp luật",
    "Thực hành tiết kiệm, chống lãng phí",
    "Công tác văn thư, lưu trữ",
    "Tiếp công dân, giải quyết khiếu nại",
    "Xây dựng nông thôn mới",
)
_WORK = (
    ("Rà soát danh mục {of} thuộc thẩm quyền", "Danh mục được duyệt"),
    ("Niêm yết công khai quy định về {of} tại trụ sở", "Biên bản niêm yết"),
    ("Số hóa hồ sơ, kết quả về {of} còn hiệu lực", "Kho dữ liệu được cập nhật"),
    ("Tập huấn nghiệp vụ {of} cho công chức", "Lớp tập huấn"),
    ("Kiểm tra việc thực hiện {of} tại ít nhất {few:02d} đơn vị", "Báo cáo kiểm tra"),
    ("Tuyên truyền {of} trên đài truyền thanh và trang thông tin", "Tin, bài"),
    ("Đánh giá mức độ hài lòng của người dân về {of}", "Phiếu khảo sát"),
    ("Trả lời phản ánh, kiến nghị liên quan đến {of}", "Văn bản trả lời"),
    ("Bố trí kinh phí cho {of} trong dự toán năm", "Dự toán được giao"),
    ("Sơ kết, tổng kết {of} và đề xuất khen thưởng", "Hội nghị tổng kết"),
    ("Xây dựng quy trình nội bộ về {of}", "Quyết định ban hành quy trình"),
    ("Báo cáo kết quả thực hiện {of}", "Báo cáo"),
)
_TARGETS = (
    "Hồ sơ được giải quyết đúng hạn và trước hạn",
    "Mức độ hài lòng của người dân, doanh nghiệp",
    "Hồ sơ nộp trực tuyến",
    "Hồ sơ được số hóa kết quả",
    "Công chức được tập huấn nghiệp vụ",
)
_OFFICES = {
    "province": ("Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Tư pháp", "UBND huyện, thành phố"),
    "district": ("Văn phòng HĐND và UBND huyện", "Phòng Nội vụ", "Phòng Tư pháp",
                 "UBND xã, phường, thị trấn"),
    "commune": ("Công chức Văn phòng - Thống kê", "Công chức Tư pháp - Hộ tịch",
                "Công chức Văn hóa - Xã hội", "Trưởng các thôn"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one plan says; ``work`` are places in ``_WORK`` with month and day, ``targets`` in %."""

    unit: Unit
    level: str
    number: int
    year: int
    subject: str
    day: int
    work: tuple[tuple[int, int, int], ...]
    targets: tuple[int, ...]


def plans(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and Markdown of ``count`` plans: of provinces, districts and communes.

    The same count gives the same plans. Each plan of a province is followed by those below it.
    """
    chance = random.Random(6)
    written = 0
    below = _below()
    while True:
        for province in (unit for unit in units("province") if unit.code in below):
            for year in YEARS:
                for subject in _SUBJECTS:
                    for plan, above in _chain(province, year, subject, below, chance):
                        if written == count:
                            return
                        written += 1
                        yield f"{plan.unit.code}-{written}.md", _markdown(plan, above, chance)


def _below() -> dict[str, list[Unit]]:
    """Map the code of a unit to those directly below it, as they were until June 2025."""
    found: dict[str, list[Unit]] = {}
    for level in ("district", "commune"):
        for unit in units(level):
            line = ancestors(unit)
            if unit.valid_to and len(line) == (1 if level == "district" else 2):
                found.setdefault(line[0].code, []).append(unit)
    return found


def _chain(
    province: Unit, year: int, subject: str, below: dict[str, list[Unit]], chance: random.Random
) -> Iterator[tuple[_Plan, _Plan | None]]:
    """Yield a province's plan and those of some districts and communes, each with the one above."""
    top = _drawn(province, "province", year, subject, None, chance)
    yield top, None
    districts = below[province.code]
    for district in chance.sample(districts, min(3, len(districts))):
        middle = _drawn(district, "district", year, subject, top, chance)
        yield middle, top
        communes = below.get(district.code, [])
        for commune in chance.sample(communes, min(6, len(communes))):
            yield _drawn(commune, "commune", year, subject, middle, chance), middle


def _drawn(
    unit: Unit, level: str, year: int, subject: str, above: _Plan | None, chance: random.Random
) -> _Plan:
    if above is None:
        chosen = sorted(chance.sample(range(len(_WORK)), 8))
        work = [(one, chance.randint(4, 11), chance.randint(5, 27)) for one in chosen]
        targets = [chance.randrange(70, 100, 5) for _ in _TARGETS]
    else:
        work = [
            (one, month + chance.choice((-1, -1, 0, 0, 0, 1)), day)
            for one, month, day in above.work
            if chance.random() < 0.85
        ]
        targets = [target + chance.choice((-5, 0, 0, 0, 0, 5)) for target in above.targets]
    month_day = {"province": 10, "district": 20, "commune": 27}[level]
    return _Plan(
        unit, level, chance.randint(2, 240), year, subject, month_day, tuple(work), tuple(targets)
    )


def _markdown(plan: _Plan, above: _Plan | None, chance: random.Random) -> bytes:
    of = plan.subject[0].lower() + plan.subject[1:]
    offices = _OFFICES[plan.level]
    bases = "\n\n".join(_bases(above, of, chance))
    targets = "\n\n".join(
        f"{n}. {name} về {of} đạt tối thiểu {value}%."
        for n, (name, value) in enumerate(zip(_TARGETS, plan.targets, strict=True), 1)
    )
    rows = "\n".join(
        f"| {n} | {_WORK[one][0].format(of=of, few=one % 4 + 2)} | {offices[one % 4]} "
        f"| {offices[(one + 1) % 4]} | Trước {day:02d}/{month:02d}/{plan.year} | {_WORK[one][1]} |"
        for n, (one, month, day) in enumerate(plan.work, 1)
    )
    slip = "thưc hiện" if chance.random() < 0.1 else "thực hiện"
    return f"""ỦY BAN NHÂN DÂN

{plan.unit.full_name.upper()}

Số: {plan.number:02d}/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

{plan.unit.name}, ngày {plan.day:02d} tháng 01 năm {plan.year}

# KẾ HOẠCH

{plan.subject} năm {plan.year} trên địa bàn {plan.unit.full_name}

{bases}

Ủy ban nhân dân {plan.unit.full_name} ban hành Kế hoạch như sau:

# I. CHỈ TIÊU

{targets}

# II. NHIỆM VỤ

1. {offices[0]} theo dõi, đôn đốc việc {slip} Kế hoạch này, báo cáo trước ngày 15/12/{plan.year}.

2. {offices[2]} tuyên truyền, phổ biến nội dung của Kế hoạch đến toàn thể người dân.

3. Kinh phí thực hiện bố trí trong dự toán ngân sách năm {plan.year}.

# PHỤ LỤC

(Kèm theo Kế hoạch số {plan.number:02d}/KH-UBND ngày {plan.day:02d}/01/{plan.year})

| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |
| --- | --- | --- | --- | --- | --- |
{rows}

Nơi nhận:

- Như trên;

- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Nguyễn Văn An
""".encode()


def _bases(above: _Plan | None, of: str, chance: random.Random) -> Iterator[str]:
    for kind, number, date, issuer in sorted(chance.sample(_BASES, 5)):
        stated = f"0{chance.randint(1, 9)}{date[2:]}" if chance.random() < 0.02 else date
        yield f"Căn cứ {kind} số {number} ngày {stated} của {issuer};"
    if above is not None and chance.random() < 0.95:
        yield (
            f"Thực hiện Kế hoạch số {above.number:02d}/KH-UBND ngày {above.day:02d} tháng 01 năm "
            f"{above.year} của Ủy ban nhân dân {above.unit.full_name} về {of} năm {above.year};"
        )
