"""C08: a first mention that lacks what Nghị định 30/2020/NĐ-CP demands.

A number that comes again every year needs its date in any document. What else the form demands,
the date also of a number with a year, the issuer and the subject, is asked of plans and decisions;
legal documents themselves cite by number and title only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cancu.ingest.mentions import Mention
from cancu.ontology.load import CentralDocument
from cancu.ontology.register import number_year
from cancu.queries.checks.cited_words import in_a_title
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.malformed_symbol import dashed
from cancu.queries.checks.quotation import beside_end, quoted_subject
from cancu.queries.checks.register_rows import rows_of
from cancu.queries.citation_form import full_citation, is_law
from cancu.queries.findings import Evidence, Problem

_TYPES = frozenset(
    [
        "Nghị quyết",
        "Quyết định",
        "Chỉ thị",
        "Kế hoạch",
        "Chương trình",
        "Kết luận",
        "Công điện",
        "Đề án",
    ]
)
_ALL = _TYPES | {"Nghị định", "Thông tư", "Hướng dẫn"}
_FORMAL = ("Kế hoạch", "Chương trình", "Phương án", "Chỉ thị")
_STOOD_ON = ("basis", "implements", "under")
_ENGLISH = {"ngày, tháng, năm": "date", "cơ quan ban hành": "issuer", "trích yếu": "subject"}
_END = re.compile(r"[\s*_)]*(?:[;.]|\n\s*\n|\Z)|[\s*_),]*\n\s*(?:Căn cứ|Theo|Thực hiện|Xét)\b")
"""The end of the clause, where the subject should stand."""
_NEXT = re.compile(r"[\s*_),;]*(?:và|cùng)?[\s*_]*(?:các\s+)?")
_DATED_BEFORE = re.compile(
    r"ngày\s+\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*\d{4}[^.;]{0,60}?"
    r"(?:\bcó|ban\s+hành|\bký)\s*$",
    re.IGNORECASE,
)
"""The date of a letter told before it: "Ngày 01/7/2025, Cục Thuế đã có công điện số 102/CĐ-CT"."""
_DATED_BEHIND = re.compile(r"[^.;|]{0,300}?\(\s*ngày\s+\d{1,2}\s*[/.-]")
_TOGETHER = re.compile(r"[\s,;*]*(?:và|,|;)?[\s*]*(?:số\s*)?$")


def _dated_with_next(examined: Examined, at: int) -> bool:
    """Whether the next citation gives the date of both: "số 363 … và Đề án số 364 … ngày …"."""
    mentions = examined.mentions
    if at + 1 >= len(mentions) or not mentions[at + 1].date:
        return False
    between = examined.text[mentions[at].end : mentions[at + 1].start]
    return len(between) < 20 and bool(_TOGETHER.match(between))


def _dated_apart(examined: Examined, mention: Mention) -> bool:
    """Whether its date stands before it, or in brackets behind its subject."""
    before = examined.text[max(0, mention.start - 110) : mention.start]
    return bool(_DATED_BEFORE.search(before) or _DATED_BEHIND.match(examined.text, mention.end))


def incomplete_first_mention(examined: Examined) -> Iterator[Problem]:
    """Yield each first mention that lacks its date, its issuer or its subject."""
    told: set[str] = set()
    for at, mention in enumerate(examined.mentions):
        number = mention.number
        if number is None or number in told or "/" not in number:
            continue
        told.add(number)
        if number.startswith("/") or mention.type not in _ALL or dashed(examined, mention):
            continue
        if in_a_title(examined, mention.start) or _named_otherwise(examined, mention):
            continue
        missing = _missing(examined, at, mention)
        if missing:
            yield _problem(examined, mention, missing)


def _named_otherwise(examined: Examined, mention: Mention) -> bool:
    """Whether the subject of the document itself names it, or a programme's name stands for it."""
    named = (mention.number or "") in (examined.reading.header.title or "")
    return named or mention.kind != "numbered"


def _missing(examined: Examined, at: int, mention: Mention) -> list[str]:
    """Return what a mention lacks, in Vietnamese."""
    undated = not mention.date and not (mention.year and number_year(mention.number or "") is None)
    undated = undated and not _dated_with_next(examined, at) and not _dated_apart(examined, mention)
    missing = ["ngày, tháng, năm"] if undated else []
    if number_year(mention.number or "") is None and undated:
        return missing + ([] if mention.issuer_stated else ["cơ quan ban hành"])
    if not _formal(examined, mention):
        return []
    shared = _shared_with_next(examined, at)
    if not mention.issuer_stated and not shared and (undated or _of_any_committee(mention)):
        missing.append("cơ quan ban hành")
    untold = undated and quoted_subject(examined, mention) is None
    if not shared and (untold or _ends(examined, mention)):
        missing.append("trích yếu")
    return missing


def _formal(examined: Examined, mention: Mention) -> bool:
    """Whether the form is asked of this document, at this place.

    Of plans wherever they stand on a document, of single decisions in their grounds.
    """
    header = examined.reading.header
    single = header.type == "Quyết định" and number_year(header.number or "") is None
    roles = _STOOD_ON if header.type in _FORMAL else _STOOD_ON[:2] if single else ()
    written = mention.surface.lower().startswith((mention.type or "").lower())
    in_body = mention.start < examined.annex and not mention.pinpoint
    return mention.role in roles and written and in_body


def _shared_with_next(examined: Examined, at: int) -> bool:
    """Whether another citation follows at once, with which it may share issuer and subject."""
    mentions = examined.mentions
    end = beside_end(examined, mentions[at])
    return at + 1 < len(mentions) and bool(
        _NEXT.fullmatch(examined.text[end : max(end, mentions[at + 1].start)])
    )


def _of_any_committee(mention: Mention) -> bool:
    return (mention.number or "").endswith(("UBND", "HĐND"))


def _ends(examined: Examined, mention: Mention) -> bool:
    """Whether the clause ends where the subject should stand."""
    end = _END.match(examined.text, beside_end(examined, mention))
    return mention.role == "basis" and end is not None


def _problem(examined: Examined, mention: Mention, missing: list[str]) -> Problem:
    number = mention.number or ""
    later = next((m for m in examined.mentions if m.number == number and m.date), None)
    rows = rows_of(examined, mention)
    if mention.year and len(rows) > 1:
        rows = tuple(row for row in rows if row.year == mention.year)
    return Problem(
        mention.start,
        mention.end,
        f"Lần đầu viện dẫn {mention.type} {number} không có {' và '.join(missing)}",
        f"First mention of {number} without its {', '.join(_ENGLISH[one] for one in missing)}",
        _in_full(rows[0], missing)
        if len(rows) == 1
        else "Ghi đủ số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
        (Evidence(examined.quote(*later.sentence), later.start, later.end),)
        if later and later is not mention
        else (),
        severity="low" if mention.role == "under" and number_year(number) else None,
    )


def _in_full(row: CentralDocument, missing: list[str]) -> str:
    """Return the citation of the register, and what even that does not know."""
    text = full_citation(row)
    known = {
        "ngày, tháng, năm": row.date is not None,
        "cơ quan ban hành": " của " in text.partition(" ngày ")[2] or is_law(row),
        "trích yếu": bool(row.title),
    }
    unknown = [one for one in missing if not known[one]]
    return f"{text} (bổ sung {', '.join(unknown)})" if unknown else text
