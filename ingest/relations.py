"""What a text states between documents: "107/2021 sửa đổi 61/2018", "Quyết định này bãi bỏ …".

Three forms: active ("X sửa đổi, bổ sung một số điều của Y"), passive ("Y được thay thế bằng X"),
and the document of itself ("Quyết định này thay thế Y", "Điều 1. Bãi bỏ Y", its own title). A task
to amend something ("nghiên cứu sửa đổi Y") states no relation. What undoes or replaces only a part
of a document amends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cancu.ingest.mentions import Mention
from cancu.ingest.notes import note_at
from cancu.ingest.relation_conditions import (
    Quotations,
    conditional,
    of_an_unnamed,
    only_a_part,
    wished,
)
from cancu.ingest.relation_forms import (
    TITLE,
    Predicate,
    broken,
    far_object,
    forms,
    of_parts,
    predicate_of,
)
from cancu.ingest.relation_lapses import lapsed
from cancu.ingest.relation_lists import continued, joined, listed
from cancu.ingest.relation_subjects import in_heading, of_itself
from cancu.ingest.relation_text import PARTIAL, UNDONE, RelationText, Stated, may_undo
from cancu.ingest.text import Note, SourceText
from cancu.ingest.view import View, view

__all__ = ["Predicate", "Relation", "find_relations"]


@dataclass(frozen=True, slots=True)
class Relation:
    """``subject`` and ``object`` are indices into the document's mentions.

    ``subject`` is None where the document itself is the subject ("Quyết định này thay thế …").
    ``start`` and ``end`` span the words that state it.
    """

    subject: int | None
    predicate: Predicate
    object: int
    start: int
    end: int


_LEANING = ("relative", "programme")
_NEW_CLAUSE = re.compile(r";|\.\s|\|\s*\||căn\s+cứ")
_OTHER_SUBJECT = re.compile(
    r"(?:liên\s+quan|trong\s+việc|tình\s+hình|kết\s+quả|khó\s+khăn|vướng\s+mắc|quá\s+trình|ban\s+chỉ\s+đạo)"
    r"|\bvà\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|nghị\s+quyết)"
)
_PROCEDURES = re.compile(r"công\s+bố|danh\s+mục")
_BUT_ONLY = re.compile(r"[\s,]*mà\s+(?:chỉ\s+)?\Z")


def find_relations(source: SourceText, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the stated relations in the order in which their words stand."""
    places = [i for i, one in enumerate(mentions) if one.kind not in _LEANING and not one.framed]
    reader = _Reader(view(source.text), [mentions[index] for index in places], source.notes)
    return tuple(
        replace(
            found,
            subject=None if found.subject is None else places[found.subject],
            object=places[found.object],
        )
        for found in reader.relations()
    )


class _Reader:
    def __init__(self, seen: View, mentions: Sequence[Mention], notes: Sequence[Note] = ()) -> None:
        self.text = RelationText(seen, mentions, notes)
        self.quotations = Quotations(seen.lower)
        self.subject_of: dict[int, int] = {}

    def relations(self) -> Iterator[Relation]:
        last: Stated | None = None
        own: Stated | None = None
        mentions = self.text.mentions
        for index in range(len(mentions)):
            last = self._read(index, own, last)
            if last is None:
                continue
            if last.subject is None and self.quotations.holds(self.text.starts[index]):
                last = None
                continue
            if last.subject is None and last.predicate in UNDONE:
                own = last
            if last.subject is not None and not last.passive:
                self.subject_of[last.object] = last.subject
            if self.text.is_self(last.subject) and self.text.is_self(last.object):
                continue
            start = self.text.seen.span(last.start, last.start + 1)[0]
            predicate = last.predicate
            if predicate in PARTIAL and only_a_part(self.text, index):
                predicate = "amends"
            yield Relation(last.subject, predicate, last.object, start, mentions[index].end)

    def _read(self, index: int, own: Stated | None, last: Stated | None) -> Stated | None:
        """Read one mention: words of its own, those after it, or those of the list it is in."""
        return (
            self._stated(index, own)
            or lapsed(self.text, index)
            or (listed(self.text, index, own) if own else None)
            or (continued(self.text, index, last) if last else None)
            or (joined(self.text, index, own) if own else None)
        )

    def _stated(self, index: int, own: Stated | None) -> Stated | None:
        """Read the words before a mention, back to the mention before it."""
        start = self.text.starts[index]
        low = self.text.floor(index)
        lower = self.text.lower
        begins = [
            at.start()
            for at in forms().starts.finditer(lower, low, start)
            if at.start() == 0 or not lower[at.start() - 1].isalnum()
        ]
        if not begins:
            return None
        follows = index > 0 and low == self.text.ends[index - 1]
        found = self._passive(index, begins) if follows else None
        return found or self._active(index, low, begins, own, follows=follows)

    def _first(
        self,
        form: re.Pattern[str],
        begins: Sequence[int],
        index: int,
        but: Callable[[re.Match[str]], bool] = lambda _: False,
    ) -> re.Match[str] | None:
        """Return the first match of a form that reaches the mention at ``index``."""
        matches = (form.match(self.text.lower, at, self.text.starts[index]) for at in begins)
        return next((match for match in matches if match and not but(match)), None)

    def _passive(self, index: int, begins: Sequence[int]) -> Stated | None:
        """ "Y … được sửa đổi, bổ sung bởi X": the mention at ``index`` is X."""
        match = self._first(forms().passive, begins, index)
        listed_below = match is not None and match.group().rstrip().endswith(":")
        if match is None or not (listed_below or self.text.one_sentence(index)):
            return None
        between = self.text.lower[self.text.stop(index - 1) : match.start()].rstrip()
        between = between.removesuffix("đã").rstrip()
        attached = not between or between.endswith((",", "(", ";"))
        if not attached and (match["short"] or (match["rest"] or "").strip()):
            return None
        if not attached and not (TITLE.match(between) and not _PROCEDURES.search(between)):
            return None
        if _NEW_CLAUSE.search(between[:-1]):
            return None
        predicate = predicate_of(match["cue"] or match["short"])
        if predicate in ("guides", "implements", "issued_with"):
            return None
        undone = self._undone(index)
        if undone is None or conditional(self.text, undone):
            return None
        return Stated(index, predicate, undone, self.text.starts[undone], passive=True)

    def _undone(self, index: int) -> int | None:
        """Return the mention that the one at ``index`` can undo; a decree amends no law.

        In "Nghị định A hướng dẫn Luật B được sửa đổi bởi Nghị định C" that is A.
        """
        if may_undo(self.text.mentions[index], self.text.mentions[index - 1]):
            return index - 1
        return self.subject_of.get(index - 1)

    def _active(
        self, index: int, low: int, begins: Sequence[int], own: Stated | None, *, follows: bool
    ) -> Stated | None:
        match = self._first(forms().active, begins, index, far_object)
        if match is None or match["passive"] or broken(match):
            return None
        cue = match.start()
        if wished(self.text, cue, low):
            return None
        predicate = said = predicate_of(match["cue"])
        parts = of_parts(match)
        if predicate in PARTIAL and (parts or self.text.mentions[index].pinpoint):
            predicate = "amends"
        titled = in_heading(self.text, cue)
        if not titled and predicate in UNDONE and of_an_unnamed(self.text, cue, low):
            return None
        if predicate != "implements" and (titled or of_itself(self.text, cue, low, own)):
            return Stated(None, predicate, index, cue, said=said, parts=parts)
        carrier = self._carrier(index, cue)
        if carrier is not None and not match["list"]:
            return Stated(carrier, predicate, index, cue)
        subject = None if match["list"] or not follows else self._subject(index, cue, predicate)
        if subject is None or conditional(self.text, subject):
            return None
        return Stated(subject, predicate, index, self.text.starts[subject])

    def _carrier(self, index: int, cue: int) -> int | None:
        """Return the mention whose footnote says what stands at ``cue``: "107/2021/NĐ-CP⁵"."""
        text = self.text
        mention = text.mentions[index]
        note = next((one for one in text.notes if one.start <= mention.start < one.end), None)
        if note is None:
            return None
        begins = note_at(text.text, text.lower, text.seen.offset(note.start)).end
        between = text.lower[begins:cue]
        if begins > cue or (between.strip(" \n,") and not TITLE.match(between)):
            return None
        near = (i for i, one in enumerate(text.mentions) if 0 <= note.anchor - one.end <= 3)
        return next(near, None)

    def _subject(self, index: int, cue: int, predicate: Predicate) -> int | None:
        """Return the mention whose date, issuer and title alone part it from the words at
        ``cue``."""
        text = self.text
        subject = index - 1
        between = text.lower[text.stop(subject) : cue]
        if _NEW_CLAUSE.search(between) or not text.one_sentence(index):
            return None
        bare = not between.strip(" \n\r\t,()")
        if predicate == "issued_with":
            return subject if bare and "(" not in between else None
        if predicate in UNDONE and subject and (bare or _BUT_ONLY.fullmatch(between)):
            subject = self._acting(index, between)
        if predicate in UNDONE and not may_undo(text.mentions[subject], text.mentions[index]):
            return None
        if predicate == "implements":
            return subject if self._implements(subject, between, bare=bare) else None
        stands_alone = bare or subject != index - 1 or TITLE.match(between) is not None
        return subject if stands_alone and not text.same(index) else None

    def _implements(self, subject: int, between: str, *, bare: bool) -> bool:
        """Whether a title says what a document carries out: "của UBND tỉnh thực hiện …"."""
        if bare:
            return "," not in between and self.text.stop(subject) - self.text.ends[subject] > 16
        titled = "," not in between and TITLE.match(between) is not None
        return titled and _OTHER_SUBJECT.search(between) is None

    def _acting(self, index: int, between: str) -> int:
        """Return who acts after a comma: "Công văn A đề nghị thực hiện Nghị định B, thay thế C".

        Where C is of the kind of A and not of B, A does; "A không bãi bỏ B mà chỉ thay thế C".
        """
        text = self.text
        first = index - 2
        if first < 0 or text.mentions[first].start < text.mentions[index].sentence[0]:
            return index - 1
        if _BUT_ONLY.fullmatch(between):
            return first
        other = text.one_kind(first, index) and not text.one_kind(index - 1, index)
        return first if "," in between and other else index - 1
