"""Readings made by hand, for the tests of what shows them."""

from __future__ import annotations

from typing import Any

from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Relation
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ingest.roles import Role
from cancu.ingest.structure import Header
from cancu.ingest.targets import Target
from cancu.ingest.text import Cell, SourceText, Table

BODY = (
    "KẾ HOẠCH\nSố: 20/KH-UBND\n\nCăn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018;\n"
    "thực hiện khoản 2 Điều 17 Nghị định số 61/2018/NĐ-CP và Kế hoạch số 15/KH-UBND.\n\n"
)
ROWS = (("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát Quyết định 766/QĐ-TTg", "Sở <Nội> vụ"))
TAIL = "\nĐạt 95% hồ sơ đúng hạn theo Chỉ thị 9.\n"


def mention(start: int, end: int, text: str, **given: object) -> Mention:
    """A mention of ``text[start:end]`` with the fields in ``given`` and nothing else known."""
    fields: dict[str, object] = {
        "start": start,
        "end": end,
        "surface": text[start:end],
        "kind": "numbered",
        "type": None,
        "number": None,
        "date": None,
        "year": None,
        "issuer": None,
        "pinpoint": None,
        "role": "mentions",
        "rule": "test",
        "confidence": 1.0,
    }
    return Mention(**(fields | given))  # type: ignore[arg-type]


def found(text: str, surface: str, nth: int = 0, **given: object) -> Mention:
    """A mention of the ``nth`` occurrence of ``surface``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return mention(start, start + len(surface), text, **given)


def reading_of(
    source: SourceText,
    mentions: tuple[Mention, ...] = (),
    resolutions: tuple[Resolution, ...] = (),
    *,
    relations: tuple[Relation, ...] = (),
    obligations: tuple[Obligation, ...] = (),
    targets: tuple[Target, ...] = (),
    header: Header | None = None,
) -> Reading:
    unknown = tuple(Unresolved("chưa rõ") for _ in mentions)
    return Reading(
        source=source,
        header=header or Header(),
        document="http://cancu.internal/vn/x",
        mentions=mentions,
        resolutions=resolutions or unknown,
        relations=relations,
        obligations=obligations,
        targets=targets,
    )


def table_at(start: int, rows: tuple[tuple[str, ...], ...]) -> tuple[str, Table]:
    """The text of a table, cells apart by a tab and rows by a line feed, and its cells."""
    text = ""
    cells = []
    for r, row in enumerate(rows):
        for c, content in enumerate(row):
            begin = start + len(text)
            cells.append(Cell(r, c, 1, 1, begin, begin + len(content)))
            text += content + ("\t" if c + 1 < len(row) else "\n")
    return text, Table(start, start + len(text), len(rows), len(rows[0]), tuple(cells))


def plan() -> Reading:
    """A small plan with a table, one citation of each status, an obligation and a target."""
    table_text, table = table_at(len(BODY), ROWS)
    text = BODY + table_text + TAIL
    decree: dict[str, Any] = {"type": "Nghị định", "number": "61/2018/NĐ-CP", "issuer": "Chính phủ"}
    basis: Role = "basis"
    mentions = (
        found(text, "20/KH-UBND", number="20/KH-UBND", type="Kế hoạch", self_reference=True),
        found(text, "Nghị định số 61/2018/NĐ-CP", date="2018-04-23", role=basis, **decree),
        found(text, "Nghị định số 61/2018/NĐ-CP", 1, pinpoint="khoản 2 Điều 17", **decree),
        found(text, "Kế hoạch số 15/KH-UBND", type="Kế hoạch", number="15/KH-UBND"),
        found(text, "Quyết định 766/QĐ-TTg", type="Quyết định", number="766/QĐ-TTg"),
        found(text, "Chỉ thị 9", type="Chỉ thị", number="9"),
    )
    iri = "http://cancu.internal/vn/chinh-phu/nghi-dinh/2018/61-2018-nd-cp"
    resolutions: tuple[Resolution, ...] = (
        Resolved("http://cancu.internal/vn/x", "số của chính văn bản"),
        Resolved(iri, "số có năm"),
        Resolved(iri, "số có năm"),
        Unresolved("không rõ cơ quan ban hành"),
        Ambiguous(("http://cancu.internal/vn/a", "http://cancu.internal/vn/b"), "hai năm"),
        Unresolved("thiếu năm"),
    )
    row = text.index("Rà soát")
    obligation = Obligation(
        origin="table",
        section=None,
        ordinal="1",
        task="Rà soát Quyết định 766/QĐ-TTg",
        lead="Sở <Nội> vụ",
        coordinating=None,
        deadline="Quý II",
        deadline_kind="quarter",
        deadline_iso="2022-Q2",
        deliverable="Báo cáo",
        note=None,
        cites=("766/QĐ-TTg",),
        start=row,
        end=row + 30,
    )
    start = text.index("95%")
    return reading_of(
        SourceText("plan.docx", "0" * 64, "docx", text, tables=(table,)),
        mentions,
        resolutions,
        relations=(Relation(None, "implements", 3, 0, 8),),
        obligations=(obligation,),
        targets=(Target("hồ sơ đúng hạn", ">=", 95.0, "%", "2022", start, start + 3),),
        header=Header(type="Kế hoạch", number="20/KH-UBND", level="province", date="2022-01-24"),
    )
