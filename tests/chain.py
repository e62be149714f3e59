"""A small world of readings made by hand: a decree, its amendment, and a chain of plans below.

``reading`` writes the text around the citations it is given, so that offsets are true.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from cancu.ingest.mentions import Mention
from cancu.ingest.obligations import Obligation
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Predicate, Relation
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved, Unresolved
from cancu.ingest.roles import Role
from cancu.ingest.structure import Header, Level
from cancu.ingest.targets import Target
from cancu.ingest.text import SourceText
from cancu.ontology.iris import document_iri

BASE = "http://cancu.test"


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation to write into a text; ``to`` is an IRI, several, or None."""

    number: str
    to: str | tuple[str, ...] | None
    role: Role = "mentions"
    type: str = "Nghị định"
    pinpoint: str | None = None
    date: str | None = None
    self_reference: bool = False
    issuer: str | None = None


def resolution(cite: Cite) -> Resolution:
    if isinstance(cite.to, str):
        return Resolved(cite.to, "số, ký hiệu và năm khớp")
    if cite.to:
        return Ambiguous(cite.to, "nhiều cơ quan cùng dùng số này")
    return Unresolved("không rõ cơ quan ban hành")


def _mention(cite: Cite, sentence_start: int, sentence: str) -> Mention:
    surface = f"{cite.type} số {cite.number}"
    start = sentence_start + sentence.index(surface)
    return Mention(
        start=start,
        end=start + len(surface),
        surface=surface,
        kind="numbered",
        type=cite.type,
        number=cite.number,
        date=cite.date,
        year=None,
        issuer=cite.issuer,
        pinpoint=cite.pinpoint,
        role=cite.role,
        rule="numbered",
        confidence=0.99,
        self_reference=cite.self_reference,
        sentence=(sentence_start, sentence_start + len(sentence)),
    )


def _obligation(task: str, start: int, ordinal: int, number: str | None) -> Obligation:
    return Obligation(
        origin="table",
        section="II",
        ordinal=str(ordinal),
        task=task,
        lead="Văn phòng Ủy ban nhân dân",
        coordinating="Các phòng, ban",
        deadline="Quý II/2022",
        deadline_kind="quarter",
        deadline_iso="2022-Q2",
        deliverable="Báo cáo",
        note=None,
        cites=(number,) if number else (),
        start=start,
        end=start + len(task),
    )


def reading(
    document: str,
    header: Header,
    cites: tuple[Cite, ...] = (),
    relations: tuple[tuple[int | None, Predicate, int], ...] = (),
    tasks: tuple[str, ...] = (),
) -> Reading:
    """Return the reading of a text with one sentence a citation, then one a task."""
    text = f"{header.type} số {header.number}\n{header.title}\n"
    mentions, duties, targets = [], [], []
    for cite in cites:
        sentence = f"Căn cứ {cite.type} số {cite.number} của cấp trên, thực hiện theo quy định;"
        mentions.append(_mention(cite, len(text), sentence))
        text += f"{sentence}\n"
    for ordinal, task in enumerate(tasks, 1):
        duties.append(_obligation(task, len(text), ordinal, cites[0].number if cites else None))
        text += f"{task}\n"
    if tasks:
        metric = "Tỷ lệ hồ sơ trực tuyến"
        targets.append(Target(metric, ">=", 80.0, "%", "2022", len(text), len(text) + len(metric)))
        text += f"{metric} từ 80% trở lên\n"
    return Reading(
        source=SourceText(
            name="-".join(document.split("/")[-4:]) + ".txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            format="txt",
            text=text,
        ),
        header=header,
        document=document,
        mentions=tuple(mentions),
        resolutions=tuple(map(resolution, cites)),
        relations=tuple(
            Relation(s, p, o, mentions[o].start, mentions[o].end) for s, p, o in relations
        ),
        obligations=tuple(duties),
        targets=tuple(targets),
    )


def _plan(path: str, number: str) -> str:
    return document_iri(BASE, path, "ke-hoach", 2022, number)


DECREE = document_iri(BASE, "chinh-phu", "nghi-dinh", 2018, "61/2018/NĐ-CP")
AMENDING = document_iri(BASE, "chinh-phu", "nghi-dinh", 2021, "107/2021/NĐ-CP")
PROGRAMME = document_iri(BASE, "thu-tuong-chinh-phu", "quyet-dinh", 2022, "468/QĐ-TTg")
PROVINCE = _plan("ubnd/tinh-ha-tinh", "15/KH-UBND")
DISTRICT = _plan("ubnd/huyen-nghi-xuan", "27/KH-UBND")
OTHER_DISTRICT = _plan("ubnd/huyen-thach-ha", "15/KH-UBND")
COMMUNE = _plan("ubnd/xa-xuan-my", "9/KH-UBND")
LOST = _plan("ubnd/tinh-nghe-an", "15/KH-UBND")


def header(type_: str, number: str, issuer: str, level: Level, date: str) -> Header:
    return Header(
        type=type_,
        number=number,
        issuer=issuer,
        level=level,
        date=date,
        title="Cải cách thủ tục hành chính năm 2022",
        signer="Nguyễn Văn An",
        year_of_plan=2022 if type_ == "Kế hoạch" else None,
    )


def _plan_header(number: str, place: str, level: Level, date: str) -> Header:
    return header("Kế hoạch", number, f"Ủy ban nhân dân {place}", level, date)


def world() -> tuple[Reading, ...]:
    """Return the readings; the decree of the chain and ``LOST`` are cited but not read."""
    return (
        reading(
            AMENDING,
            header("Nghị định", "107/2021/NĐ-CP", "Chính phủ", "central", "2021-12-06"),
            (Cite("61/2018/NĐ-CP", DECREE, "amends"),),
            relations=((None, "amends", 0),),
        ),
        reading(
            PROGRAMME,
            header("Quyết định", "468/QĐ-TTg", "Thủ tướng Chính phủ", "central", "2022-03-27"),
            (Cite("61/2018/NĐ-CP", DECREE, "basis", pinpoint="khoản 2 Điều 11"),),
        ),
        reading(
            PROVINCE,
            _plan_header("15/KH-UBND", "tỉnh Hà Tĩnh", "province", "2022-04-05"),
            (
                Cite("61/2018/NĐ-CP", DECREE, "basis", date="2018-04-23"),
                Cite("107/2021/NĐ-CP", AMENDING, "basis"),
                Cite("468/QĐ-TTg", PROGRAMME, "implements", "Quyết định"),
                Cite("15/KH-UBND", PROVINCE, "issued_with", "Kế hoạch", self_reference=True),
            ),
            relations=((1, "amends", 0),),
            tasks=("Rà soát thủ tục hành chính", "Báo cáo kết quả"),
        ),
        reading(
            DISTRICT,
            _plan_header("27/KH-UBND", "huyện Nghi Xuân", "district", "2022-05-04"),
            (
                Cite("15/KH-UBND", PROVINCE, "implements", "Kế hoạch"),
                Cite("468/QĐ-TTg", PROGRAMME, "under", "Quyết định"),
            ),
            tasks=("Rà soát thủ tục hành chính cấp huyện",),
        ),
        reading(
            OTHER_DISTRICT,
            _plan_header("15/KH-UBND", "huyện Thạch Hà", "district", "2022-05-09"),
            (Cite("61/2018/NĐ-CP", DECREE, "under", pinpoint="Điều 14"),),
        ),
        reading(
            COMMUNE,
            _plan_header("9/KH-UBND", "xã Xuân Mỹ", "commune", "2022-06-01"),
            (
                Cite("27/KH-UBND", DISTRICT, "implements", "Kế hoạch"),
                Cite("61/2018/NĐ-CP", DECREE, "basis", pinpoint="Điều 14"),
                Cite("15/KH-UBND", (PROVINCE, LOST), "implements", "Kế hoạch"),
                Cite("3/CTr", None, "implements", "Chương trình"),
            ),
        ),
    )


def of(document: str) -> Reading:
    """Return the reading of one document of the world."""
    return next(r for r in world() if r.document == document)


def named(read: Reading, name: str) -> Reading:
    """Return the same bytes under another name."""
    return replace(read, source=replace(read.source, name=name))
