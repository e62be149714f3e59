"""What a text states between documents: who amends, replaces, repeals, guides what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.resolution import relation_rates
from cancu.ingest.mentions import find_mentions
from cancu.ingest.relations import find_relations
from cancu.ingest.structure import Header
from cancu.ingest.text import Note, SourceText
from tests.shared import shared

DECISION = Header(
    type="Quyết định", number="84/2025/QĐ-UBND", level="province", date="2025-12-02",
    issuer="Ủy ban nhân dân tỉnh Hà Tĩnh", issuer_unit="42",
)  # fmt: skip
A, B, C = "Nghị định số 107/2021/NĐ-CP", "Nghị định số 61/2018/NĐ-CP", "Nghị định số 45/2020/NĐ-CP"
X, Y = "Quyết định số 10/2016/QĐ-UBND", "Quyết định số 14/2022/QĐ-UBND"
Z = "Quyết định số 9/2020/QĐ-UBND"
IN_FORCE = "Quyết định này có hiệu lực từ ngày 01/01/2026"


def stated(text: str) -> list[tuple[str | None, str, str | None]]:
    """The relations of a text, by number or name; None is the document itself."""
    source = SourceText("x.txt", "0" * 64, "txt", text)
    mentions = find_mentions(source, DECISION)

    def name(index: int) -> str | None:
        one = mentions[index]
        return (one.number or one.name or "").removeprefix("Luật ")

    return [
        (None if one.subject is None else name(one.subject), one.predicate, name(one.object))
        for one in find_relations(source, mentions)
    ]


ACTIVE = [
    (f"Căn cứ {A} ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của {B};",
     [("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP")]),
    (f"{A} ngày 06/12/2021 sửa đổi {B} và {C}",
     [("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP"),
      ("107/2021/NĐ-CP", "amends", "45/2020/NĐ-CP")]),
    ("Thông tư số 01/2018/TT-VPCP của Văn phòng Chính phủ hướng dẫn thi hành một số quy định của "
     f"{B}", [("01/2018/TT-VPCP", "guides", "61/2018/NĐ-CP")]),
    ("Nghị định số 102/2024/NĐ-CP của Chính phủ quy định chi tiết thi hành một số điều của Luật Đất"
     " đai", [("102/2024/NĐ-CP", "guides", "Đất đai")]),
    ("Quyết định số 403/QĐ-UBND ngày 07/3/2022 của UBND tỉnh ban hành kế hoạch triển khai thực hiện"
     f" {A}", [("403/QĐ-UBND", "implements", "107/2021/NĐ-CP")]),
]  # fmt: skip
ACTIVE += [
    # the decree carried out is not what replaces a letter; what is denied is not undone
    ("Công văn số 150/BTP-KSTT ngày 10/3/2025 đề nghị các tỉnh thực hiện Nghị định số "
     "61/2018/NĐ-CP, thay thế Công văn số 80/BTP-KSTT ngày 05/01/2024",
     [("150/BTP-KSTT", "replaces", "80/BTP-KSTT")]),
    (f"{A} không bãi bỏ {C} mà chỉ thay thế {B}",
     [("107/2021/NĐ-CP", "replaces", "61/2018/NĐ-CP")]),
    ("Theo Kế hoạch số 24/KH-UBND ngày 14/8/2025 của UBND tỉnh thực hiện Nghị quyết số 66-NQ/TW",
     [("24/KH-UBND", "implements", "66-NQ/TW")]),
]  # fmt: skip
PASSIVE = [
    (f"{B} ngày 23/4/2018 của Chính phủ được sửa đổi, bổ sung bởi {A}",
     [("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP")]),
    (f"{B} (đã được sửa đổi, bổ sung một số điều tại {A} và {C})",
     [("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP"), ("45/2020/NĐ-CP", "amends", "61/2018/NĐ-CP")]),
    (f"{B} (sửa đổi, bổ sung tại {A})", [("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP")]),
    (f"{X} được thay thế bằng {Y}", [("14/2022/QĐ-UBND", "replaces", "10/2016/QĐ-UBND")]),
    # a decree amends no law: the decree that guides the law is meant
    ("Nghị định số 78/2025/NĐ-CP quy định chi tiết một số điều của Luật Ban hành văn bản quy phạm "
     "pháp luật được sửa đổi, bổ sung bởi Nghị định số 187/2025/NĐ-CP",
     [("78/2025/NĐ-CP", "guides", "Ban hành văn bản quy phạm pháp luật"),
      ("187/2025/NĐ-CP", "amends", "78/2025/NĐ-CP")]),
]  # fmt: skip
PASSIVE += [
    # a law of such a list has no name of its own
    ("Căn cứ Luật Sở hữu trí tuệ số 50/2005/QH11 được sửa đổi, bổ sung theo Luật số 36/2009/QH12; "
     "Luật số 42/2019/QH14 và Luật số 07/2022/QH15; Luật Đất đai số 31/2024/QH15;",
     [("36/2009/QH12", "amends", "50/2005/QH11"), ("42/2019/QH14", "amends", "50/2005/QH11"),
      ("07/2022/QH15", "amends", "50/2005/QH11")]),
]  # fmt: skip
OF_ITSELF = [
    (f"Quyết định này có hiệu lực kể từ ngày ký; bãi bỏ {X}.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
    (f"Quyết định này có hiệu lực từ ngày ký. Thay thế {X}.",
     [(None, "replaces", "10/2016/QĐ-UBND")]),
    (f"QUYẾT ĐỊNH\nBÃI BỎ TOÀN BỘ {X.upper()}\n", [(None, "repeals", "10/2016/QĐ-UBND")]),
    (f"\nĐiều 1. Sửa đổi, bổ sung một số điều của {X}.", [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"Điều 1. Bãi bỏ các văn bản sau:\n1. {X} về phí.\n2. {Y} về giá.\nĐiều 2. Hiệu lực\n1. {C}",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    # what ceases to hold with the document is undone by it
    (f"Điều 3. Hiệu lực\n1. Quyết định này có hiệu lực từ ngày 10/12/2025.\n2. {X} ngày 5/4/2016 "
     "của Ủy ban nhân dân tỉnh về phí hết hiệu lực thi hành kể từ ngày Quyết định này có hiệu lực.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
    (f"Quyết định này có hiệu lực từ ngày ký. {X} về phí hết hiệu lực.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
    # several parts, each of another document
    (f"Quyết định này có hiệu lực từ ngày ký và thay thế:\nĐiều 14, 18 {X} ngày 5/4/2016 về phí; "
     f"Điều 3 {Y} về giá; khoản 1, 2 Điều 8 Quyết định số 9/2020/QĐ-UBND.",
     [(None, "amends", "10/2016/QĐ-UBND"), (None, "amends", "14/2022/QĐ-UBND"),
      (None, "amends", "9/2020/QĐ-UBND")]),
    # a part of a document that no longer holds leaves the document standing
    (f"Quyết định này bãi bỏ khoản 2 Điều 3 {X}.", [(None, "amends", "10/2016/QĐ-UBND")]),
]  # fmt: skip
OF_ITSELF += [
    # what is excepted still holds
    (f"{IN_FORCE}. {X} về phí hết hiệu lực kể từ ngày Quyết định này có hiệu lực, trừ Điều 12.",
     [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}.\n2. Trừ Điều 5, {X} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
     [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"Quyết định này thay thế {X} ngày 5/4/2016, trừ trường hợp nêu tại Điều 3.",
     [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"Quyết định này thay thế {X} ngày 5/4/2016, trừ {Y}.",
     [(None, "replaces", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}. {X} bị bãi bỏ kể từ ngày Quyết định này có hiệu lực.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}.\n2. Các Điều 3, 4, 5 {X} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
     [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}.\n2. Quy chế ban hành kèm theo {X} hết hiệu lực kể từ ngày Quyết định này có hiệu"
     " lực.", [(None, "repeals", "10/2016/QĐ-UBND")]),
    (f"\nĐiều 1. Bổ sung Điều 5a vào sau Điều 5 {X}.", [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"\nĐiều 1. Công bố hết hiệu lực toàn bộ {X}.", [(None, "repeals", "10/2016/QĐ-UBND")]),
    ("\nKẾ HOẠCH\nSửa đổi, bổ sung Kế hoạch số 45/KH-UBND ngày 10/02/2025",
     [(None, "amends", "45/KH-UBND")]),
    # the enacting formula below the grounds
    ("\nTheo đề nghị của Giám đốc Sở Nội vụ;\nỦy ban nhân dân tỉnh ban hành Quyết định bãi bỏ "
     f"{X}.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
]  # fmt: skip
LISTS = [
    # what ceases to hold, named before or after the words that say so
    (f"Điều 3. Hiệu lực\n1. {IN_FORCE}.\n2. Các Quyết định sau đây hết hiệu lực kể từ ngày Quyết "
     f"định này có hiệu lực:\na) {X} ngày 5/4/2016 về phí;\nb) {Y} sửa đổi, bổ sung {X};\n"
     f"3. {Z} tiếp tục có hiệu lực.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND"),
      ("14/2022/QĐ-UBND", "amends", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}.\nCác Quyết định của Ủy ban nhân dân tỉnh sau hết hiệu lực thi hành từ ngày "
     "Quyết định này có hiệu lực: số 10/2016/QĐ-UBND ngày 5/4/2016 về phí; số 14/2022/QĐ-UBND.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"Các văn bản sau đây bị bãi bỏ:\n1. {X};\n2. {Y}.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"{IN_FORCE}. {X} về phí theo {C} và {Y} về giá hết hiệu lực toàn bộ kể từ ngày Quyết định "
     "này có hiệu lực.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"{IN_FORCE}. {X} về phí hết hiệu lực một phần.", [(None, "amends", "10/2016/QĐ-UBND")]),
    (f"{IN_FORCE}.\nCác thủ tục công bố tại {X} hết hiệu lực khi Quyết định này có hiệu lực.",
     [(None, "amends", "10/2016/QĐ-UBND")]),
    # titles, dates and issuers between the documents of a list
    (f"Quyết định này thay thế {X} ngày 5/4/2016 về phí, {Y} ngày 1/1/2022 về giá cùng với {Z}.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "replaces", "14/2022/QĐ-UBND"),
      (None, "replaces", "9/2020/QĐ-UBND")]),
    (f"Quyết định này thay thế các quyết định: {X} ngày 5/4/2016 của UBND tỉnh về phí, {Z} về giá "
     f"và {Y} sửa đổi, bổ sung {X}.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "replaces", "9/2020/QĐ-UBND"),
      (None, "replaces", "14/2022/QĐ-UBND"), ("14/2022/QĐ-UBND", "amends", "10/2016/QĐ-UBND")]),
    ("Nghị quyết này sửa đổi, bổ sung một số điều của Nghị quyết số 5/2020/NQ-HĐND ngày 5/4/2020 "
     "quy định mức chi và Nghị quyết số 6/2021/NQ-HĐND ngày 1/2/2021.",
     [(None, "amends", "5/2020/NQ-HĐND"), (None, "amends", "6/2021/NQ-HĐND")]),
    ("\nĐiều 2. Bãi bỏ các Quyết định: số 10/2016/QĐ-UBND ngày 5/4/2016; số 14/2022/QĐ-UBND.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    ("\nĐiều 2. Bãi bỏ các Quyết định số 10/QĐ-UBND ngày 5/4/2016, số 11/QĐ-UBND ngày 6/4/2016.",
     [(None, "repeals", "10/QĐ-UBND"), (None, "repeals", "11/QĐ-UBND")]),
    # clauses and lines after the first
    (f"{IN_FORCE}; thay thế {X} ngày 5/4/2016 của UBND tỉnh về phí; bãi bỏ {Y} về giá.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"Điều 3. Hiệu lực thi hành\n1. {IN_FORCE}.\n2. Thay thế {X} về phí.\n3. Bãi bỏ {Y} về giá.\n"
     f"4. Bãi bỏ khoản 2 Điều 3 {Z}.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND"),
      (None, "amends", "9/2020/QĐ-UBND")]),
    (f"\nĐiều 1. Bãi bỏ toàn bộ văn bản\nBãi bỏ toàn bộ {X} về phí.",
     [(None, "repeals", "10/2016/QĐ-UBND")]),
    # parts, of all or of one
    (f"Quyết định này thay thế {X} về phí và khoản 2 Điều 3 {Y}.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "amends", "14/2022/QĐ-UBND")]),
    (f"Quyết định này bãi bỏ khoản 2 Điều 3 {X} về phí; {Y} về giá.",
     [(None, "amends", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"{IN_FORCE}. Bãi bỏ: 06 thủ tục có số thứ tự: 1, 2 mục A.1 (cấp tỉnh) tại {X} về phí và thủ "
     f"tục có số thứ tự 5 tại {Y}.",
     [(None, "amends", "10/2016/QĐ-UBND"), (None, "amends", "14/2022/QĐ-UBND")]),
    (f"Điều 2. {IN_FORCE}.\n2. Bãi bỏ:\na) Khoản 2, khoản 3 Điều 2 {X} về phí.\nb) Điều 5 {Y}.",
     [(None, "amends", "10/2016/QĐ-UBND"), (None, "amends", "14/2022/QĐ-UBND")]),
    (f"\nĐiều 1. Bãi bỏ các thủ tục công bố tại các quyết định sau:\n1. {X} về xe.\n2. {Y}.",
     [(None, "amends", "10/2016/QĐ-UBND"), (None, "amends", "14/2022/QĐ-UBND")]),
]  # fmt: skip
LISTS += [
    (f"Quyết định này bãi bỏ, thay thế các Quyết định sau:\na) {X};\nb) {Y}.",
     [(None, "repeals", "10/2016/QĐ-UBND"), (None, "repeals", "14/2022/QĐ-UBND")]),
    (f"Quyết định này thay thế {X}, {Y} của UBND tỉnh và Chỉ thị số 05/CT-UBND ngày 20/6/2019.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "replaces", "14/2022/QĐ-UBND"),
      (None, "replaces", "05/CT-UBND")]),
    # a title may have semicolons of its own
    (f"Quyết định này thay thế {X} về phí; lệ phí; giá dịch vụ; {Y} về giá.",
     [(None, "replaces", "10/2016/QĐ-UBND"), (None, "replaces", "14/2022/QĐ-UBND")]),
]  # fmt: skip
CITED_IN_TITLES = [
    f"Quyết định này thay thế {X} quy định phí theo {Z} và Quyết định số 11/2016/QĐ-UBND.",
    f"Quyết định này thay thế {X} sửa đổi tiêu đề và một số nội dung {Z}.",
    f"Quyết định này thay thế {X} ban hành quy chế theo {C} và Luật Đất đai.",
    f"Quyết định này thay thế {X} về phí; {Y} tiếp tục có hiệu lực.",
    f"Quyết định này thay thế {X} về phí; đề nghị Sở Tài chính bãi bỏ {Y}.",
    f"Quyết định này thay thế {X} về phí; nghiên cứu sửa đổi {Y}.",
    f"Quyết định này thay thế {X}. Giao Sở Tài chính:\n1. Sửa đổi {Y}.\n2. Rà soát {Z}",
    f"Điều 4. Hiệu lực\nQuyết định này thay thế {X} về phí.\nSở Y tế rà soát:\n1. {Y};\n2. {Z}.",
]
NOTHING = [
    # a submission asks for an amendment and makes none
    f"Theo đề nghị của Sở Nội vụ tại Tờ trình số 64/TTr-SNV về sửa đổi, bổ sung {X}",
    f"Căn cứ {A}; {B}",
    f"Nghiên cứu sửa đổi, bổ sung {B}",
    f"Thực hiện theo hướng dẫn tại {A}",
    f"Thay thế cụm từ “{B}” bằng cụm từ khác",
    f"{A} ngày 06/12/2021 của Chính phủ sửa đổi các nghị định về thủ tục hành chính; {B}",
    f"Quyết định này có hiệu lực từ ngày ký. Phụ lục kèm theo\n{X} hết hiệu lực.",
    f"Quyết định này có hiệu lực từ ngày ký. Mức chi theo {X} của tỉnh về phí hết hiệu lực.",
    f"Quy định về phí. {X} về phí hết hiệu lực.",
    f"{IN_FORCE}. Các thủ tục công bố tại {X} chưa hết hiệu lực.",
    f"\nĐiều 4. Thẩm quyền\n1. Bổ sung máy móc ngoài các loại đã quy định tại khoản 1 Điều 4 {X}.",
    f"{A} công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực đất đai theo {B}",
]
TASKS = [
    # who is to issue a document without a number that replaces X has not replaced it
    f"Điều 3. Giao Sở Tư pháp tham mưu ban hành Quyết định thay thế {X}.",
    f"1. Ban hành Quyết định bãi bỏ {X} trong quý II.",
    f"Sau khi Chính phủ ban hành Nghị định thay thế {B}, các xã lập danh sách.",
    f"UBND tỉnh đã ban hành Quyết định thay thế {X}.",
    f"UBND tỉnh ban hành Quyết định\nthay thế {X}.",
    f"Khi {A} thay thế {B} có hiệu lực, các xã lập danh sách.",
    # "Kế hoạch này" is not what acts
    "Căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị thay thế Kế hoạch số 45/KH-SNV.",
    f"Kế hoạch này và việc sửa đổi {X} do Sở Nội vụ theo dõi.",
    "Các nội dung tại Kế hoạch này nếu trùng thì thay thế Kế hoạch số 45/KH-UBND.",
    f"Quyết định này không thay thế {X}.",
    # so does a quoted new wording
    f"Sửa đổi Điều 3 như sau:\n“Điều 3. Quyết định này thay thế {X}.”",
    f'Sửa đổi Điều 3 như sau:\n"Điều 3. Quyết định này thay thế {X}."',
]


def test_a_mark_left_open_quotes_no_article_that_follows() -> None:
    text = (
        f"\nĐiều 1. Sửa đổi Điều 3 {Y} như sau:\n“1. Mức chi như cũ.\n"
        f"\nĐiều 2. Bãi bỏ {X}.\nĐiều 3. Bỏ từ “phí”, từ huyện”.\n"
    )
    assert (None, "repeals", "10/2016/QĐ-UBND") in stated(text)


@pytest.mark.parametrize("text", TASKS)
def test_a_task_a_condition_and_a_quotation_undo_nothing(text: str) -> None:
    assert stated(text) == []


def test_a_footnote_speaks_of_what_bears_its_mark() -> None:
    body = f"căn cứ {C}, {A} và Thông tư số 01/2018/TT-VPCP, lập kế hoạch."
    note = f"Ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của {B}."
    anchor, start = body.index(A) + len(A), len(body) + 1
    notes = (Note("5", anchor, start, start + len(note)),)
    source = SourceText("x.docx", "0" * 64, "docx", f"{body}\n{note}", notes=notes)
    mentions = find_mentions(source, DECISION)
    (one,) = find_relations(source, mentions)
    assert one.subject is not None
    assert mentions[one.subject].number == "107/2021/NĐ-CP"
    assert (one.predicate, mentions[one.object].number) == ("amends", "61/2018/NĐ-CP")


@pytest.mark.parametrize(("text", "wanted"), [*ACTIVE, *PASSIVE, *OF_ITSELF, *LISTS])
def test_a_stated_relation_is_read(
    text: str, wanted: list[tuple[str | None, str, str | None]]
) -> None:
    assert stated(text) == wanted


@pytest.mark.parametrize("text", CITED_IN_TITLES)
def test_only_what_is_named_to_be_undone_is(text: str) -> None:
    relations = [one for one in stated(text) if one[0] is None]
    assert relations == [(None, "replaces", "10/2016/QĐ-UBND")]


def test_a_later_document_is_not_amended_by_an_earlier_one() -> None:
    text = f"Quyết định này bãi bỏ {X} về phí, {Z} sửa đổi {X} và {Y} sửa đổi {X}."
    assert ("9/2020/QĐ-UBND", "amends", "14/2022/QĐ-UBND") not in stated(text)
    assert (None, "repeals", "14/2022/QĐ-UBND") in stated(text)


@pytest.mark.parametrize("text", NOTHING)
def test_no_relation_is_read_where_none_is_stated(text: str) -> None:
    assert stated(text) == []


def test_the_span_holds_the_words_that_state_it() -> None:
    text = f"Căn cứ {A} ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của {B};"
    source = SourceText("x.txt", "0" * 64, "txt", text)
    (found,) = find_relations(source, find_mentions(source, DECISION))
    words = text[found.start : found.end]
    assert words.startswith(A)
    assert words.endswith(B)
    assert "sửa đổi, bổ sung" in words


@pytest.mark.shared
@pytest.mark.slow
def test_relations_of_answered_documents() -> None:
    shared("benchmarks")
    answers = json.loads((Path(__file__).parent / "data" / "relations.json").read_text("utf-8"))
    rates = relation_rates(answers)
    assert rates.f1 >= 0.95, rates
