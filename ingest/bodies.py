"""Read the name of a body that issued something: "của Chủ tịch UBND tỉnh", "của Bộ Tài chính".

Names of standing bodies come from the ontology's issuers; local bodies are a head word and a
place; other bodies ("Ban Pháp chế Hội đồng nhân dân tỉnh") are read word by word until a word that
cannot belong to a name. The head, office, place and stop words are data (ontology/body_words.csv).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from cancu.ingest.named_places import place_at, place_name_at, province_at
from cancu.ingest.phrases import Found, Phrases
from cancu.ingest.places import bare_name_at, is_province, is_province_or_district
from cancu.ingest.view import BLANK_LINE
from cancu.ontology.load import Issuer, body_words, issuers

_WORD = re.compile(r"[^\W_]+(?:[&/][^\W_]+)*")
_GAP = re.compile(r"[\s,]*")
_DIGITS = re.compile(r"\s*:?\s*[\d.…]")
_SPACE = re.compile(r"\s+")
_NAMES = r"[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ]\w*){0,3}"
_REGION = re.compile(
    rf"\s+[Kk]hu\s+vực\s+(?P<number>(?:[IVX]{{1,5}}|\d{{1,2}})(?!\w)|{_NAMES}(?:\s*[-–]\s*{_NAMES})+)"
)
_KIND = r"(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn)(?!\w)"
_SEVERAL = re.compile(
    rf"\s+(?:các|mỗi|từng)\s+{_KIND}(?:(?:\s*[,/]|\s+và)\s*(?:các\s+)?{_KIND})*(?!\w)"
)
_TO_NAME = re.compile(r"[ \t\u00a0]+(?:\n[ \t\u00a0]*)?|\n[ \t\u00a0]*")
_BRANCH = re.compile(r"(?:\s*[-,]\s*|\s+)chi\s+nhánh(?=\s)")
_BRANCH_OF = re.compile(r"(?:chi\s+nhánh|phòng\s+giao\s+dịch)\s+(?=\S)")
_AND = re.compile(r"\s+và\s+|\s*[-–&]\s*")
_ABOUT = re.compile(
    r"(?:(?!(?:ban\s+hành|về\s+việc|v/v|phê\s+duyệt|quy\s+định|ngày|số\s*:?\s*\d)(?!\w))[^.;:()\d]){2,150}?"
    r"\s(?P<place>tỉnh|thành\s+phố|quốc\s+gia|huyện|quận|thị\s+xã|xã|phường|trung\s+ương|chính\s+phủ)"
    r"(?![^\W_])"
)
"""What a committee is about, which is part of its name up to whose it is: the verbs in it
("xây dựng", "thực hiện") end no name."""
_STEERING = ("Ban Chỉ đạo", "Ban chỉ đạo", "Ban Quản lý", "Ban QLDA", "Tổ công tác", "Tổ Công tác",
             "Tổ giúp việc", "Hội đồng", "Cơ quan Thường trực", "Cơ quan thường trực")  # fmt: skip
_MAX_WORDS = 16
_BRANCHED = ("Cục ", "Kho bạc", "Bảo hiểm xã hội", "Tòa án", "Viện kiểm sát", "Ngân hàng")
"""Central bodies whose branch in a province bears its bare name: "Kho bạc Nhà nước Hà Tĩnh"."""
_COMMITTEES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_NAMED_ALONE = (*_COMMITTEES, "Công an", "Thuế", "Kho bạc Nhà nước", "Bảo hiểm xã hội")
_OFFICE = re.compile(r"^(?:Phó )?(?:(?:Tổng )?[Cc]ục trưởng|(?:Tổng )?[Gg]iám đốc|Chánh án"
                     r"|Viện trưởng|Chủ tịch)\s+")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a text names it.

    ``name`` is official in form, with the place as far as stated: "Ủy ban nhân dân tỉnh",
    "Ủy ban nhân dân tỉnh Hà Tĩnh", "Sở Tài chính". ``office`` is who acts for it ("Chủ tịch").
    ``place_kind`` and ``place`` are "tỉnh" and "Hà Tĩnh"; ``issuer`` the register's entry.
    """

    name: str
    start: int
    end: int
    office: str | None = None
    place_kind: str | None = None
    place: str | None = None
    issuer: Issuer | None = None

    @property
    def full_name(self) -> str:
        """The name with its office where the office is an issuer of its own."""
        own = self.office in ("Chủ tịch", "Ban Thường vụ")
        return f"{self.office} {self.name}" if own else self.name


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a name or its first words are: a known body, an office, a local body, a head word."""

    role: str
    meaning: str
    issuer: Issuer | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    begins: Phrases[_Entry]
    local: Phrases[str]
    stops: Phrases[bool]


@cache
def _words() -> _Words:
    rows = body_words()
    known = [
        (name, _Entry("known", issuer.name, issuer))
        for issuer in issuers()
        if not issuer.is_pattern or issuer.kind == "department-pattern"
        for name in (issuer.name, *issuer.aliases)
        if " " in name and name.split()[-1] not in ("tỉnh", "phố", "huyện", "xã")
    ]
    other = [
        (row.word, _Entry(row.role, row.meaning))
        for role in ("office", "local", "head")
        for row in rows
        if row.role == role
    ]
    return _Words(
        Phrases([*known, *other]),
        Phrases((row.word, row.meaning) for row in rows if row.role == "local"),
        Phrases((row.word, True) for row in rows if row.role == "stop"),
    )


def body_at(text: str, lower: str, start: int) -> Body | None:
    """Return the body whose name begins at ``start`` (after white space and commas)."""
    begin = _skip(text, start)
    branch = _BRANCH_OF.match(lower, begin) if lower[begin : begin + 1] in "cp" else None
    first = _words().begins.longest_at(lower, branch.end() if branch else begin)
    if branch is not None and first is not None and _is_bank(first):
        return _body(text, lower, begin, first, None)
    if first is None or first.start != begin:
        return None
    if first.value.role != "office":
        return _body(text, lower, begin, first, None)
    at = _skip(text, first.end)
    inner = _words().begins.longest_at(lower, at)
    if inner is None or inner.start != at or inner.value.role == "office":
        return None
    return _body(text, lower, begin, inner, first.value.meaning)


def _is_bank(found: Found[_Entry]) -> bool:
    return found.value.role in ("known", "local") and found.value.meaning.startswith("Ngân hàng")


def _body(
    text: str, lower: str, begin: int, found: Found[_Entry], office: str | None
) -> Body | None:
    entry = found.value
    if entry.issuer is not None:
        body = Body(entry.meaning, begin, found.end, issuer=entry.issuer)
        if entry.issuer.is_pattern:
            return _with_place(text, lower, body)
        return _branch(text, lower, body)
    if entry.role == "local":
        named = Body(entry.meaning, begin, found.end, office)
        bank = entry.meaning.startswith("Ngân hàng")
        return _branch(text, lower, named) if bank else _with_place(text, lower, named)
    if text[found.start].isupper():
        return _free(text, lower, begin, found.start, office)
    return None


def _skip(text: str, start: int) -> int:
    match = _GAP.match(text, start)
    return match.end() if match else start


def _with_place(text: str, lower: str, body: Body) -> Body:
    """Extend a body by the place that follows: "UBND" + "tỉnh Bắc Giang"."""
    several = _SEVERAL.match(lower, body.end)
    if several is not None:
        all_of_them = f"{body.name} {_collapse(several.group())}"
        return Body(all_of_them, body.start, several.end(), body.office)
    found = place_at(text, lower, body.end)
    if found is None:
        return _bare_place(text, lower, body) or _of_region(text, body)
    kind, name, end = found
    stated = f"{body.name} {kind} {name}" if name else f"{body.name} {kind}"
    return Body(stated, body.start, end, body.office, kind, name, body.issuer)


def _branch(text: str, lower: str, body: Body) -> Body:
    """Return the branch of a central body in the place that follows, else the body itself.

    "Cục Thuế tỉnh" is a province's, as is "Kho bạc Nhà nước Hà Tĩnh"; "Kho bạc Nhà nước khu vực IV"
    serves several.
    """
    branch = _BRANCH.match(lower, body.end)
    at = branch.end() if branch else body.end
    of = branch is not None or _BRANCH_OF.match(lower, body.start) is not None
    region = _REGION.match(text, at)
    if region is not None:
        full = f"{_short_of(body)} khu vực {region['number']}"
        return Body(full, body.start, region.end(), body.office)
    found: tuple[str, str | None, int] | None = place_at(text, lower, at)
    if found is None and (of or body.name.startswith(_BRANCHED)):
        found = province_at(text, lower, at)
    if found is None:
        return body
    kind, name, end = found
    printed = _OFFICE.sub("", _collapse(text[body.start : body.end]))
    if of or any(word.isupper() and len(word) > 2 for word in printed.split()):
        printed = _short_of(body)
    full = f"{printed} {kind} {name}" if name else f"{printed} {kind}"
    return Body(full, body.start, end, body.office, kind, name)


def _short_of(body: Body) -> str:
    """Return what a branch bears of a central body's name: "Bảo hiểm xã hội", "Ngân hàng …"."""
    return body.name.removesuffix(" Việt Nam")


def _of_region(text: str, body: Body) -> Body:
    """Extend "Chi cục Thuế" by the region it serves: "khu vực V"."""
    region = _REGION.match(text, body.end)
    if region is None:
        return body
    name = f"{body.name} khu vực {region['number']}"
    return Body(name, body.start, region.end(), body.office, issuer=body.issuer)


def _bare_place(text: str, lower: str, body: Body) -> Body | None:
    """Extend "Tỉnh ủy" by a name alone: "Tỉnh ủy Nghệ An"; "Đảng ủy" by the body it serves."""
    if not body.name.endswith("ủy"):
        return _named_alone(text, lower, body)
    served = _words().local.longest_at(lower, body.end)
    if served is not None and not text[body.end : served.start].strip():
        inner = _with_place(text, lower, Body(served.value, served.start, served.end))
        name = f"{body.name} {inner.name}"
        return Body(name, body.start, inner.end, body.office, inner.place_kind, inner.place)
    named = place_name_at(text, lower, body.end, None)
    if named is None:
        return None
    name, end = named
    kind = "tỉnh" if body.name == "Tỉnh ủy" else None
    return Body(f"{body.name} {name}", body.start, end, body.office, kind, name)


def _named_alone(text: str, lower: str, body: Body) -> Body | None:
    """Extend a body by a name without its kind: "Sở Y tế Hà Nội", "UBND Can Lộc".

    A name that is a province's alone gets its kind; which unit another one is, the home and the
    day of the citing document tell (``place_meant``).
    """
    department = body.issuer is not None and body.issuer.kind == "department-pattern"
    if not (department or body.name in _NAMED_ALONE):
        return None
    province = province_at(text, lower, body.end)
    gap = _TO_NAME.match(text, body.end)
    alone = bare_name_at(text, gap.end()) if gap else None
    if department and alone is not None and not is_province(alone[0]):
        alone = None
    if province is not None and (alone is None or alone[1] <= province[2]):
        of, place, stop = province
        return Body(f"{body.name} {of} {place}", body.start, stop, body.office, of, place,
                    body.issuer)  # fmt: skip
    if gap is None or alone is None or not _may_be_a_place(text, lower, body, gap.end(), alone[0]):
        return None
    return Body(f"{body.name} {alone[0]}", body.start, alone[1], body.office, None, alone[0])


def _may_be_a_place(text: str, lower: str, body: Body, at: int, name: str) -> bool:
    """Whether capitalised words after a body are a place: other bodies and verbs are none."""
    if is_province_or_district(name):
        return True
    if body.name not in _COMMITTEES or "\n" in text[body.end : at]:
        return False
    other = _words().begins.longest_at(lower, at)
    return other is None and not _stops(lower, at)


def _free(text: str, lower: str, begin: int, at: int, office: str | None) -> Body | None:
    """Read a body word by word; it ends before a stop word in small letters or a sentence mark."""
    words = _words()
    if _stops(lower, at):  # "BAN HÀNH" in a title is no committee
        return None
    end = at
    count = 0
    for match in _WORD.finditer(text, at, min(len(text), at + 160)):
        between = text[end : match.start()]
        if count and between.strip(" \n\r\t\u00a0,-"):
            break
        word = match.group()
        if count and "\n" in between and _begins_anew(text, lower, end, match.start()):
            break
        if count and word.islower() and _stops(lower, match.start()):
            if _collapse(text[at:end]).startswith(_STEERING):
                return _steering(text, lower, at, match.start(), Body("", begin, end, office))
            break
        if count == _MAX_WORDS:
            break
        inner = words.local.longest_at(lower, match.start()) if count else None
        if inner is not None and inner.start == match.start():
            if "," in between:
                break
            local = _with_place(text, lower, _joined(text, lower, inner))
            name = f"{_collapse(text[at:end])} {local.name}"
            return Body(name, begin, local.end, office, local.place_kind, local.place)
        end = match.end()
        count += 1
    name = _collapse(text[at:end])
    if count < 2:
        return None
    return _placed(Body(name, begin, end, office))


def _begins_anew(text: str, lower: str, end: int, at: int) -> bool:
    """Whether a line goes on with something else: a new paragraph, a verb with a capital.

    A name all in capitals may be torn apart.
    """
    if not text[at].isupper() or text[end - 1].isupper():
        return False
    return BLANK_LINE.search(text, end, at) is not None or _stops(lower, at)


def _steering(text: str, lower: str, at: int, stop: int, body: Body) -> Body | None:
    """Read on past a verb, which may be of what a committee is about, up to whose it is."""
    about = _ABOUT.match(lower, stop)
    if about is None:
        name = _collapse(text[at : body.end])
        return _placed(replace(body, name=name)) if " " in name else None
    if place_at(text, lower, about.end()) is not None:  # "mục tiêu quốc gia tỉnh"
        end = about.end()
    elif place_at(text, lower, about.start("place") - 1) is not None:
        end = about.start("place") - 1
    else:
        return replace(body, name=_collapse(text[at : about.end()]), end=about.end())
    return _with_place(text, lower, replace(body, name=_collapse(text[at:end]), end=end))


def _joined(text: str, lower: str, inner: Found[str]) -> Body:
    """Return a local body, or the two whose office it is: "HĐND và UBND"."""
    gap = _AND.match(text, inner.end)
    other = _words().local.longest_at(lower, gap.end()) if gap else None
    if gap is None or other is None or other.start != gap.end() or other.value == inner.value:
        return Body(inner.value, inner.start, inner.end)
    return Body(f"{inner.value} và {other.value}", inner.start, other.end)


def _stops(lower: str, start: int) -> bool:
    """Whether a word ends a name; "số" does before digits only ("chuyển đổi số")."""
    found = _words().stops.longest_at(lower, start)
    if found is None or found.start != start:
        return False
    return lower[start : found.end] != "số" or _DIGITS.match(lower, found.end) is not None


def _placed(body: Body) -> Body:
    """Note the place that a name read word by word ends with."""
    match = re.search(r"\s(tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s(.+)\Z", body.name)
    if match is None:
        return body
    return Body(body.name, body.start, body.end, body.office, match[1].lower(), match[2])


def _collapse(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
