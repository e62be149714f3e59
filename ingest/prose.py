"""Duties in running text: who is told to do what, in a sentence, under a heading, by a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cancu.ingest.cell_fit import begins
from cancu.ingest.prose_blocks import Block, blocks_of
from cancu.ingest.prose_formulas import charges_nobody

_PREFIX = re.compile(
    r"(?:(?:và\s+)?(?:giao|đề nghị|yêu cầu|phân công|trách nhiệm của)"
    r"(?:\s+(?:cho|nhiệm vụ cho))?\s*:?\s+)+",
    re.IGNORECASE,
)
_PREFIX_LETTERS = "vVgGđĐyYpPtT"
_CLAUSE_LETTERS = "cCtTđĐnNsS"
_CLAUSE = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|để|nhằm|trong phạm vi|đối với|sau khi)\s[^.;:]{3,260}?,\s+"
    r"(?=(?-i:các |những |thủ trưởng |[A-ZĐÂÔƠƯỦỨ]))",
    re.IGNORECASE,
)
_CHARGED = re.compile(r"\s+(?:có|chịu) trách nhiệm\b")
_LEADS = (
    "chủ trì|chủ động|căn cứ|theo (?:chức năng|thẩm quyền|nhiệm vụ|lĩnh vực)|trong phạm vi"
    "|phối hợp|tham mưu|trên cơ sở"
)
_VERBS = (
    f"{_LEADS}|khẩn trương|tiếp tục|tăng cường|kịp thời|thường xuyên|tập trung|đẩy mạnh|rà soát"
    "|tổ chức(?! chính| xã| tín| đoàn| có| kinh| liên| cá| thành|,|;)|triển khai|thực hiện"
    "|hướng dẫn|chỉ đạo|kiểm tra|theo dõi|đôn đốc|tổng hợp|báo cáo|gửi|bố trí|cân đối|thẩm định"
    "|hỗ trợ|cung cấp|nghiên cứu|đề xuất|ban hành|lập|tuyên truyền|đăng tải|kiện toàn|nâng cao"
    "|quán triệt|cập nhật|tiến hành|trình|giúp|ưu tiên|đưa|làm|phát huy|quan tâm|dành|định hướng"
    "|tham gia|là cơ quan|là đầu mối|vận động|xem xét|sử dụng|khai thác|công khai|niêm yết|số hóa"
    "|bảo đảm|đảm bảo|đánh giá|quản lý|giám sát|thanh tra|xử lý|tiếp nhận|nắm|phổ biến|hoàn thành"
    "|hoàn thiện|xây dựng|xác định|hưởng ứng"
)
_ACTS = re.compile(rf",?\s+(?:{_VERBS})(?!\w)")
"""What a body is told to do; its own name has these words with capitals ("Ban Quản lý")."""
_BODY = r"(?:cơ quan|đơn vị)"
_LABEL = re.compile(
    rf"(?P<what>{_BODY}(?:,? {_BODY})?(?: chủ trì)?(?: tham mưu)?(?: thực hiện)?|chủ trì"
    rf"|{_BODY}? ?phối hợp(?: thực hiện)?|thời (?:gian|hạn)(?: [^\W\d]+){{0,2}}|tiến độ"
    r"|kết quả|sản phẩm(?: dự kiến)?|nội dung(?: thực hiện)?|nhiệm vụ)\s*:\s*",
    re.IGNORECASE,
)
_NO_DUTIES = re.compile(
    r"mục đích|yêu cầu|quan điểm|mục tiêu|nguyên tắc|thực trạng|đánh giá|kết quả đạt|phạm vi"
    r"|đối tượng|căn cứ|tình hình|quy định chung",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:hoàn thành |xong )?(?:trước|chậm nhất|muộn nhất|đến hết|trong|vào)"
    r"(?: là| vào| đến| trước| hết)*(?: ngày| tháng| quý)? "
    r"(?:\d{1,2}(?:/\d{1,2}(?!\d)(?:/\d{4})?| tháng \d{1,2}(?: năm \d{4})?|(?:/| năm )\d{4})"
    r"|[IV]+(?:/| năm )\d{4}|\d{1,2}(?= (?:hằng|hàng) tháng))"
    r"(?:(?:,| và) (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?)*(?: (?:hằng|hàng) (?:năm|quý|tháng))?",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"phối hợp(?: chặt chẽ)? với (?P<who>.{4,200}?)(?=" + _ACTS.pattern + r"| để |[.;:]|$)"
)
_DUTY_WORD = re.compile(
    r"trách\s+nhiệm|chủ\s+trì|giao|yêu\s+cầu|đề\s+nghị|phối\s+hợp|thực\s+hiện|báo\s+cáo"
    r"|triển\s+khai|hoàn\s+thành",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:như sau|yêu cầu|nội dung sau)\s*:\s*$")
_SIGNATURE = ("nơi nhận", "tm. ", "kt. ", "tl. ", "tuq. ")
_LABEL_REACH = 60
_LONGEST_OWNER = 700
_LONGEST_HEADING = 400


@dataclass(frozen=True, slots=True)
class ProseDuty:
    """A duty in running text; ``text`` is its words, ``section`` the owner heading it is under."""

    start: int
    end: int
    text: str
    ordinal: str | None
    owner: str | None
    coordinating: str | None
    deadline: str | None
    section: str | None = None
    labelled: bool = False


def prose_duties(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[ProseDuty, ...]:
    """Find the duties outside the spans ``skip`` (tables). Linear in the text."""
    if not _DUTY_WORD.search(text):
        return ()
    reading = _Reading()
    for block in blocks_of(text, skip):
        reading.read(block)
    return tuple(_completed(duty) for duty in reading.duties if duty.owner)


def _completed(duty: ProseDuty) -> ProseDuty:
    """Read date and helpers from the words of a duty where no label gave them."""
    date = None if duty.deadline else _DATE.search(duty.text)
    who = None if duty.coordinating else _WITH.search(duty.text)
    return replace(
        duty,
        deadline=date.group() if date else duty.deadline,
        coordinating=who["who"].strip(" ,") if who else duty.coordinating,
    )


@dataclass(slots=True)
class _Reading:
    """The duties found so far, the owners that are open, and the items that wait for a label."""

    duties: list[ProseDuty] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    heading: Block | None = None
    sibling: int = -1
    """The level at which the last heading named an owner."""
    silent: bool = True
    """Whether this part of the document holds no duties."""
    asked: bool = False
    """Whether the last label named a content or an owner that follows in items of its own."""
    in_group: bool = False

    def read(self, block: Block) -> None:
        """Read one item in its context."""
        lower = block.text.lower()
        if self._turns(block, lower):
            return
        label = _LABEL.match(block.text) if ":" in block.text[:_LABEL_REACH] else None
        if label:
            self._label(block, label["what"].lower(), block.text[label.end() :])
            return
        if self.in_group and not self.asked:
            self.waiting, self.in_group = [], False
        self.owners = [o for o in self.owners if o[0] < block.level]
        if self.silent or not block.text or charges_nobody(lower):
            return
        prefix = _prefix_end(block.text)
        owner = heading_owner(block.text[prefix:]) if block.level < 9 or block.bold else None
        if not owner and block.level == self.sibling:
            owner = _like_its_siblings(block.text)
        if owner:
            level = block.level if block.level < 9 else 8
            self.sibling = level
            self.owners.append((level, owner))
            self._head(block)
            return
        named, task_at = named_owner(block.text)
        if named and block.text.rstrip().endswith(":"):
            self.owners.append((min(block.level, 5), named))
            self._head(block)
            return
        if self.asked and named and self._owns_the_waiting(named, block.text[task_at:]):
            return
        inherited = self.owners[-1][1] if self.owners else None
        if block.text.isupper() or (not named and not inherited and _is_title(block)):
            self._head(block)
            return
        told = named and (prefix or _CHARGED.match(block.text, task_at) or not inherited)
        self._add(block, named if told else inherited)

    def _turns(self, block: Block, lower: str) -> bool:
        """Follow the parts of the document: which of them hold duties."""
        if lower.startswith(_SIGNATURE):
            self.silent, self.owners, self.waiting = True, [], []
            return True
        if block.level == 0 or (block.text.isupper() and block.level == 9):
            self.owners, self.waiting, self.in_group = [], [], False
            self.silent = _NO_DUTIES.search(lower) is not None and block.level == 0
            if block.mark.lower().startswith("điều"):
                self.silent = False
                return False
            self.heading = block
            return True
        if block.level == 9 and _OPENING.search(lower[-30:]):
            self.silent = False
            return named_owner(block.text)[0] is None
        if block.level == 1 and block.bold and _NO_DUTIES.match(lower) and len(lower) < 60:
            self.silent = True
            return True
        return False

    def _head(self, block: Block) -> None:
        self.heading, self.waiting, self.in_group, self.asked = block, [], False, False

    def _add(self, block: Block, owner: str | None) -> None:
        self.waiting.append(len(self.duties))
        self.duties.append(
            ProseDuty(
                block.start,
                block.end,
                block.text.rstrip(" ./"),
                block.mark.strip(" .)-+•–") or None,
                owner,
                None,
                None,
                self.heading.text if self.heading else None,
            )
        )

    def _label(self, block: Block, what: str, value: str) -> None:
        """Use "Cơ quan chủ trì: …" and its like on the items above, or on the heading alone."""
        if what.startswith(("nội dung", "nhiệm vụ")):
            self.waiting, self.in_group = [], False
            self.asked = True
            if value.strip(" :"):
                shift = block.text.index(value) if value else 0
                self._add(replace(block, start=block.start + shift, text=value), None)
            return
        if self.silent:
            return
        self.in_group = True
        if not self.waiting and self.heading:
            self._add(self.heading, None)
        if "phối hợp" in what and "chủ trì" not in what:
            self._set(coordinating=value.rstrip(" .") or None)
        elif what.startswith(("thời", "tiến")):
            self._set(deadline=value.rstrip(" .") or None)
            self.asked = not value.strip()
        elif what.startswith(("cơ quan", "đơn vị", "chủ trì")):
            self.asked = not value.strip()
            if value.strip():
                named, _ = named_owner(value)
                self._set(owner=named or value.rstrip(" ."))

    def _owns_the_waiting(self, named: str, rest: str) -> bool:
        """After "Cơ quan thực hiện:", "+ Sở A chủ trì, phối hợp với …" only names the owner."""
        bare = re.match(r",?\s*chủ trì,? phối hợp với [^.;]*$", rest.strip(" ."))
        if not (self.in_group and bare):
            return False
        self._set(owner=named)
        return True

    def _set(
        self,
        owner: str | None = None,
        coordinating: str | None = None,
        deadline: str | None = None,
    ) -> None:
        """Give the items that wait for it what a label says."""
        for index in self.waiting:
            duty = self.duties[index]
            self.duties[index] = replace(
                duty,
                owner=owner or duty.owner,
                coordinating=coordinating or duty.coordinating,
                deadline=deadline or duty.deadline,
                labelled=True,
            )


def _prefix_end(text: str) -> int:
    match = _PREFIX.match(text) if text[:1] in _PREFIX_LETTERS else None
    return match.end() if match else 0


def heading_owner(text: str) -> str | None:
    """Return the owner when ``text`` is nothing but the name of bodies, as in "7. Sở A:"."""
    if len(text) > _LONGEST_HEADING + 100 or not begins("body", text[:40].lower()):
        return None
    bare = re.sub(r"\s*\([^()]*\)\s*:?\s*$", "", text.strip()).strip(" .:;,")
    bare = _CHARGED.split(bare)[0] if _CHARGED.search(bare[-24:]) else bare
    if len(bare) > _LONGEST_HEADING:
        return None
    if re.search(r"[.;:]\s", bare) or _ACTS.search(bare) or _CHARGED.search(bare):
        return None
    return bare


def named_owner(text: str) -> tuple[str | None, int]:
    """Return the bodies a sentence tells to act, and where the act begins; (None, 0) if none."""
    at = 0
    for _ in range(3):
        prefix = _PREFIX.match(text, at) if text[at : at + 1] in _PREFIX_LETTERS else None
        clause = _CLAUSE.match(text, at) if text[at : at + 1] in _CLAUSE_LETTERS else None
        if prefix:
            at = prefix.end()
        elif clause and not begins("body", text[at:].lower()):
            at = clause.end()
        else:
            break
    rest = text[at:]
    if not begins("body", rest[:40].lower()):
        return None, 0
    colon = re.match(r"[^.;:]{3,120}:\s+(?=[^\W\d_])", rest)
    charged = _CHARGED.search(rest[:_LONGEST_OWNER])
    acts = _ACTS.search(rest[:_LONGEST_OWNER])
    found = [m for m in (charged, acts) if m]
    if colon and heading_owner(colon.group()):
        return heading_owner(colon.group()), at + colon.end()
    if not found:
        return None, 0
    first = charged or min(found, key=lambda m: m.start())
    if charged and acts and acts.start() < charged.start():
        told = re.match(rf",?\s+(?:{_LEADS})", acts.group())
        assigned = re.search(r"được\s(?:phân công|giao)[^,]*$", rest[: acts.start()])
        if (told and not assigned) or re.search(r"[.;]\s", rest[: charged.start()]):
            first = acts
    owner = rest[: first.start()].strip(" ,")
    if re.search(r"[.;:]\s[A-ZĐ]", owner) or len(owner) < 3:
        return None, 0
    return owner, at + first.start()


def _like_its_siblings(text: str) -> str | None:
    """Read a heading among owner headings as an owner too, though its words name no body."""
    bare = re.sub(r"\s*\([^()]*\)\s*:?\s*$", "", text).strip(" .:")
    people = re.match(r"(?:các|những|hộ|người|chủ|nhân dân|doanh nghiệp)\s", bare.lower())
    if not people or len(bare) > _LONGEST_HEADING // 2 or _CHARGED.search(bare[:-24]):
        return None
    charged = _CHARGED.search(bare[-24:])
    bare = _CHARGED.split(bare)[0]
    acts = not charged and begins("body", bare.lower()) and _ACTS.search(bare)
    return None if acts or re.search(r"[.;:]\s", bare) else bare


def _is_title(block: Block) -> bool:
    return block.bold or (block.level <= 2 and len(block.text) < 200)
