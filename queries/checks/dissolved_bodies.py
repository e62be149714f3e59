"""R17: a body or a unit that did not exist on the day of issue, or on that of a cited document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cancu.ingest.cited_numbers import day_of_mention
from cancu.ingest.issuer_days import out_of_time
from cancu.ingest.mentions import Mention
from cancu.ontology.load import Issuer, issuers
from cancu.ontology.units import fold
from cancu.queries.checks.cited_words import cited
from cancu.queries.checks.ended_units import bodies_of_ended_units, problem
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.register_rows import rows_of
from cancu.queries.findings import Evidence, Problem

_KINDS = ("ministry", "agency", "department-pattern", "general-department", "party-agency")
_DIVISIONS_ENDED = datetime.date(2025, 6, 30)
"""With the districts: their divisions are told by the names of the districts."""
_SAID = re.compile(r"trước\s+đây|\bcũ\b|nay\s+là|tiền\s+thân|hợp\s+nhất|sáp\s+nhập|trước\s+khi")
_FORMERLY = re.compile(r"[^.;]{0,150}\((?:cũ|trước\s+đây)")
_LIST_OF_NAMES = re.compile(
    r"(?:[,\s]|và|Chủ\s+tịch|UBND|HĐND|[A-ZĐÀ-Ỹ][\wỹ]*|[ỦU][ỷy]\s+ban\s+nhân\s+dân|tỉnh|thành\s+phố)*"
)
"""Names up to "(trước đây)" are all former ones."""
_THEIR_DOCUMENTS = re.compile(
    r"(?:[Qq]uyết\s+định|[Nn]ghị\s+quyết|[Vv]ăn\s+bản|[Kk]ế\s+hoạch|[Cc]hỉ\s+thị)\s+(?:của|do)\s+"
    r"(?:Chủ\s+tịch\s+)?$"
)
_DONE = re.compile(
    r"[^.;]{0,140}(?:được\s+ký|đã\s+ký|đã\s+ban\s+hành|ký\s+kết)[^.;]{0,80}?(\d{1,2}/\d{1,2}/\d{4}|năm\s+\d{4})"
)
_FORMER = re.compile(
    r"(?:số\s*\S*\d\S*|ngày[\s\d/]+|tháng\s+\d+\s+năm\s+\d{4}|\d{4})\s*(?:\)\s*)?(?:của\s+)?"
    r"(?:Bộ\s+trưởng\s+|Giám\s+đốc\s+|Chủ\s+nhiệm\s+|Liên\s+)?$"
)
_NOT_YET_MERGED = ("ban-dan-toc", "cuc-thue-tinh", "cuc-thong-ke-tinh")


@dataclass(frozen=True, slots=True)
class _Former:
    pattern: re.Pattern[str]
    body: Issuer
    successors: tuple[str, ...]


@cache
def _former() -> tuple[_Former, ...]:
    """The bodies that ended, each as it is spelt: "và" and the comma may be missing."""
    by_slug = {issuer.slug: issuer.name for issuer in issuers()}
    found = []
    for body in issuers():
        division = body.kind == "office-pattern" and (body.valid_to or _DIVISIONS_ENDED)
        known = body.kind in _KINDS or (division and division < _DIVISIONS_ENDED)
        if body.valid_to and known and body.slug not in _NOT_YET_MERGED:
            short = (
                alias
                for alias in body.aliases
                if alias.startswith(("Sở", "Bộ", "Phòng")) and "trưởng" not in alias
            )
            names = (body.name, *(n for n in short if not _begins_another(n, body.slug)))
            spelt = "|".join(map(_spelt, names))
            later = tuple(by_slug[slug] for slug in body.successors if slug in by_slug)
            found.append(
                _Former(
                    re.compile(rf"(?:{spelt})(?!\w|\s+(?:và|miền))", re.IGNORECASE), body, later
                )
            )
    return tuple(found)


def _begins_another(name: str, slug: str) -> bool:
    """Whether a short name is only the beginning of another body's: "Bộ Nông nghiệp"."""
    return any(other.slug != slug and other.name.startswith(name) for other in issuers())


def _spelt(name: str) -> str:
    words = [re.escape(word.rstrip(",")) for word in name.split() if word not in ("và", "-")]
    return r"(?:\s*[,–-])?\s+(?:và\s+|[–-]\s+|&\s+)?".join(words)


def dissolved_body(examined: Examined) -> Iterator[Problem]:
    """Yield each place at which a body is named as acting that was gone on the day of issue."""
    day = examined.day
    if day is None:
        return
    for former in _former():
        ended = former.body.valid_to
        if ended is None or ended >= day or (day - ended).days > 365 * 4:
            continue
        for found in former.pattern.finditer(examined.text):
            if not _historic(examined, *found.span()):
                yield _problem(found, former, ended)
    for gone in bodies_of_ended_units(examined, day):
        if not _historic(examined, gone.start, gone.end):
            yield problem(examined, gone)
    yield from _issuers_out_of_time(examined)


def _issuers_out_of_time(examined: Examined) -> Iterator[Problem]:
    """Yield each citation of a number whose body was none on the day written beside it."""
    for mention in examined.mentions:
        day = day_of_mention(mention)
        if mention.number is None or mention.issuer is None or day is None:
            continue
        body = _central().get(fold(mention.issuer))
        if body is None or out_of_time(body.path, day) is None:
            continue
        if not any(row.year == day.year for row in rows_of(examined, mention)):
            yield _undatable(mention, body, day)


@cache
def _central() -> dict[str, Issuer]:
    return {fold(body.name): body for body in issuers() if not body.is_pattern}


def _undatable(mention: Mention, body: Issuer, day: datetime.date) -> Problem:
    ended = body.valid_to is not None and body.valid_to < day
    last, first = body.valid_to, body.valid_from
    vi = f"chỉ tồn tại đến hết {last:%d/%m/%Y}" if ended else f"chỉ có từ {first:%d/%m/%Y}"
    en = f"ended on {last}" if ended else f"was formed on {first}"
    return Problem(
        mention.start,
        mention.end,
        f"{mention.number} ghi ngày {day:%d/%m/%Y} nhưng {body.name} {vi}",
        f"{mention.number} is dated {day}, but {body.name_en} {en}",
        "Kiểm tra lại ngày và ký hiệu theo bản gốc",
        (Evidence(f"Danh mục cơ quan: {body.name} {vi}"),),
        "medium",
    )


def _historic(examined: Examined, start: int, end: int) -> bool:
    """Whether the body is named as the author of an old document, or as a former one."""
    before = examined.text[max(0, start - 60) : start]
    after = examined.text[end : end + 130]
    if _FORMER.search(before) or _SAID.search(after[:40]) or _SAID.search(before[-25:]):
        return True
    if _replaced(examined, start) or _THEIR_DOCUMENTS.search(before):
        return True
    named = _FORMERLY.match(examined.text, end)
    if named and _LIST_OF_NAMES.fullmatch(named.group().rpartition("(")[0]):
        return True
    done = _DONE.match(examined.text, end)
    if done and examined.day and int(done[1][-4:]) < examined.day.year:
        return True
    return _quoted(before) or "trước 01/7/2025" in after or cited(examined, start)


def _replaced(examined: Examined, start: int) -> bool:
    """Whether the sentence repeals or replaces an old document, whose title names the body."""
    sentence = re.split(r"[.]\s+[A-ZĐ]|\n\s*\n", examined.text[max(0, start - 500) : start])[-1]
    return bool(re.search(r"(?:thay\s+thế|[Bb]ãi\s+bỏ)\s+(?:\w+\s+){1,3}số\s+\d", sentence))


def _quoted(before: str) -> bool:
    """Whether a quotation was opened and not closed: words that a text replaces are no body."""
    return before.rfind("“") > before.rfind("”") or before.rstrip()[-1:] in '"«'


def _problem(found: re.Match[str], former: _Former, ended: datetime.date) -> Problem:
    later = ", ".join(former.successors)
    gone = ended + datetime.timedelta(days=1)
    return Problem(
        *found.span(),
        f"{former.body.name} không còn từ {gone:%d/%m/%Y}" + (f"; nay là {later}" if later else ""),
        f"{former.body.name_en} ended on {ended}" + (f"; now {later}" if later else ""),
        later or None,
        (Evidence(f"Danh mục cơ quan: {former.body.name} đến {ended:%d/%m/%Y}"),),
    )
