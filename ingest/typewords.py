"""The type word of a numbered document: "Nghị định số" before "61/2018/NĐ-CP".

Words and symbols come from the ontology's document types; between the type and the number may
stand "số", an issuer ("Nghị định của Chính phủ số …"), a qualifier ("Báo cáo giải trình, tiếp thu
số …"), line and page breaks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from cancu.ingest.phrases import alternatives, fold
from cancu.ingest.symbols import is_issuer_symbol
from cancu.ingest.view import BLANK_LINE
from cancu.ontology.load import DocumentType, document_types, not_documents

_NUMBER_SIGN = r"(?:s[ốôóo](?![^\W\d])\s*[:.]?\s*)"
_PAGE = r"(?:\n\s*\d{1,3}\s*\n\s*)"
_DIRECT = rf"\s*{_PAGE}?{_NUMBER_SIGN}?{_PAGE}?"
_DATED = rf"\s+(?:đề\s+)?(?P<date>ngày\s+\d[\d/.\sthángăm-]{{3,22}}\d{{4}})\s+{_NUMBER_SIGN}"
"""A date between type and number: "Nghị định ngày 23/4/2018 số …"."""
_QUALIFIED = rf"\s+(?P<between>[^\d.;:()\"“”/]{{2,70}}?)\s*{_NUMBER_SIGN}"
_NEAR, _FAR = 48, 120
_HEAD = re.compile(r"(?<![^\W_])các\s+(?P<words>[^.;:()\d]{3,120}?)\s*:\s*(?:số\s*:?\s*)?\Z")
_SIGN = re.compile(r"\ss[oóòỏõọôốồổỗộ]\Z|(?<=[^\W\d_])s[ốồổỗộô]\Z")
_TORN = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]+)\s+số\s*:?\s*\Z")


@dataclass(frozen=True, slots=True)
class TypeWord:
    """``text[start:end]`` is the type word; ``between`` what stands between it and the number."""

    type: DocumentType
    start: int
    end: int
    between: str


_BEFORE_WORD = "([{\"'“‘«/*_-–•"


@dataclass(frozen=True, slots=True)
class _Words:
    by_word: dict[str, DocumentType]
    by_symbol: dict[str, tuple[DocumentType, ...]]
    tails: dict[str, tuple[DocumentType, ...]]
    letters: tuple[DocumentType, ...]
    direct: re.Pattern[str]
    qualified: re.Pattern[str]
    other: re.Pattern[str]


@cache
def _words() -> _Words:
    by_word: dict[str, DocumentType] = {}
    by_symbol: dict[str, tuple[DocumentType, ...]] = {}
    for kind in document_types():
        for word in (kind.name, *kind.aliases):
            by_word.setdefault(_key(word), kind)
        for symbol in kind.symbols:
            by_symbol[symbol] = (*by_symbol.get(symbol, ()), kind)
    for symbol, kinds in by_symbol.items():
        if len(symbol) > 1:
            by_word.setdefault(_key(symbol), kinds[0])
    tails: dict[str, tuple[DocumentType, ...]] = {}
    for kind in document_types():
        last = fold(kind.name.split()[-1])
        tails[last] = (*tails.get(last, ()), kind)
    words = alternatives(by_word)
    others = alternatives(not_documents())
    return _Words(
        by_word,
        by_symbol,
        tails,
        tuple(kind for kind in document_types() if kind.name in ("Công văn", "Văn bản")),
        re.compile(rf"(?<![^\W_])(?P<type>{words})(?P<link>{_DIRECT}|{_DATED})\Z"),
        re.compile(rf"(?<![^\W_])(?P<type>{words}){_QUALIFIED}\Z"),
        re.compile(rf"(?<![^\W_])(?:{others})\s*:?\s*\Z"),
    )


def _key(word: str) -> str:
    return " ".join(fold(word).split())


@cache
def last_words() -> frozenset[str]:
    """Return the last words of the types' names and other words, folded."""
    return frozenset(word.split()[-1] for word in _words().by_word)


def types_of_symbol(symbol: str) -> tuple[DocumentType, ...]:
    """Return the document types that use this symbol ("QĐ": Quyết định, Quy định)."""
    return _words().by_symbol.get(symbol, ())


def is_typed(segments: tuple[str, ...]) -> bool:
    """Whether a symbol begins with a type's and goes on with a body's: ("NĐ", "CP")."""
    return len(segments) > 1 and bool(types_of_symbol(segments[0]))


def is_type_alone(segments: tuple[str, ...]) -> bool:
    """Whether a symbol is a type's and no more: "09/2022/TT" has lost whose it is."""
    return len(segments) == 1 and bool(types_of_symbol(segments[0]))


def type_before(lower: str, number_start: int, floor: int, symbol: str) -> TypeWord | None:
    """Return the type word that the number at ``number_start`` belongs to.

    ``lower`` is a view in lower case, ``floor`` where the mention before ends, ``symbol`` the
    first segment of the number's symbol: a type word set apart by other words counts only when it
    agrees with the symbol.
    """
    words = _words()
    near = max(floor, number_start - _NEAR)
    plain = _plain_type(lower, near, number_start, words)
    if plain is not None:
        return plain
    match = words.direct.search(lower, near, number_start)
    if match is not None:
        kind = words.by_word[_key(match["type"])]
        return TypeWord(kind, match.start(), match.end("type"), match["date"] or "")
    if not lower[near:number_start].rstrip(" \n\t\r:.").endswith("số"):
        return _misspelt(lower, near, number_start, symbol)
    far = max(floor, number_start - _FAR)
    agreeing = words.by_symbol.get(symbol, ())
    of_assembly = symbol.startswith(("QH", "UBTVQH"))
    kinds = {kind.name for kind in agreeing or document_types() if agreeing or is_letter(kind)}
    best: TypeWord | None = None
    for match in _nested(words.qualified, lower, far, number_start):
        kind = words.by_word[_key(match["type"])]
        fits = match["between"].startswith("của ") if of_assembly else kind.name in kinds
        if fits and BLANK_LINE.search(match["between"]) is None:
            best = TypeWord(kind, match.start(), match.end("type"), match["between"])
    return best or _misspelt(lower, near, number_start, symbol)


def _misspelt(lower: str, near: int, number_start: int, symbol: str) -> TypeWord | None:
    """Return the type word before a number whose marks or spaces are wrong: "Quyêt đ ịnh số".

    Only where the symbol says the same.
    """
    end = near + len(lower[near:number_start].rstrip(" \n\t\r\u00a0:."))
    if not lower[end - 1 : end].isalpha():
        return None
    sign = _SIGN.search(lower, max(near, end - 4), end)
    end = sign.start() if sign else end
    words = _words()
    kinds = words.by_symbol.get(symbol) or words.letters
    for kind in kinds:
        start = _spelt_back(lower, near, end, _bare_letters(kind.name))
        if start is not None and not lower[start - 1 : start].isalnum():
            return TypeWord(kind, start, end, "")
    return None


def _spelt_back(lower: str, near: int, end: int, letters: str) -> int | None:
    """Return where the letters begin that end at ``end``, marks and spaces left out."""
    at = end
    for letter in reversed(letters):
        at -= 1
        while at >= near and lower[at].isspace() and at + 1 < end:
            at -= 1
        if at < near or _bare_letter(lower[at]) != letter:
            return None
    return at


@lru_cache(maxsize=512)
def _bare_letter(letter: str) -> str:
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


@lru_cache(maxsize=256)
def _bare_letters(name: str) -> str:
    return "".join(_bare_letter(letter) for letter in name.lower() if letter.isalpha())


def _plain_type(lower: str, near: int, number_start: int, words: _Words) -> TypeWord | None:
    """Look up the words right before a number, "số" left out.

    Most type words stand there plainly; looking words up is far faster than a search. None leaves
    the question open.
    """
    before = lower[near:number_start].rstrip(" \n\t\r\u00a0:")
    if before.endswith((" số", "\nsố")):
        before = before[:-3].rstrip(" \n\t\r\u00a0")
    pieces = before.rsplit(None, 4)[-4:]
    count = _type_at_end(" ".join(pieces))
    if not count:
        return None
    first = pieces[-count].lstrip(_BEFORE_WORD)
    kind = words.by_word[fold(" ".join((first, *pieces[len(pieces) - count + 1 :])))]
    start = len(before) - sum(map(len, pieces[-count:])) + len(pieces[-count])
    return TypeWord(kind, near + before.rfind(first, 0, start), near + len(before), "")


@lru_cache(maxsize=1 << 14)
def _type_at_end(phrase: str) -> int:
    """Return how many words at the end of a phrase are a type's name; 0 when none are.

    A bracket or a quotation mark may stand before the first of them: "(Sắc lệnh số …".
    """
    pieces = phrase.split(" ")
    by_word = _words().by_word
    for count in range(len(pieces), 0, -1):
        first, *rest = pieces[-count:]
        if fold(" ".join((first.lstrip(_BEFORE_WORD), *rest))) in by_word:
            return count
    return 0


def is_letter(kind: DocumentType) -> bool:
    """Whether a type's numbers carry the issuer's symbol instead of the type's."""
    return kind.family == "letter"


def _nested(pattern: re.Pattern[str], lower: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the matches that reach ``end``, the nearest type word last."""
    found = []
    while (match := pattern.search(lower, start, end)) is not None:
        found.append(match)
        start = match.start() + 1
    return found


def split_type(lower: str, number_start: int, symbol: str) -> DocumentType | None:
    """Return the type whose last word alone stands before "số": "văn | bản số 5990/VPCP-KSTT".

    A page break or a repeated table header has torn the words apart.
    """
    match = _TORN.search(lower, max(0, number_start - 24), number_start)
    if match is None:
        return None
    words = _words()
    kinds = words.tails.get(fold(match["word"]), ())
    agreeing = [kind for kind in kinds if symbol in kind.symbols]
    general = [kind for kind in kinds if is_letter(kind) and not words.by_symbol.get(symbol)]
    return next(iter(agreeing + general), None)


def is_letter_symbol(segments: tuple[str, ...]) -> bool:
    """Whether a symbol is a letter's: issuer and unit ("VPCP-KSTT"), no type.

    "CT" is Chỉ thị in "21/CT-TTg" and Cục Thuế in "5106/CT-CS": what follows decides.
    """
    if not types_of_symbol(segments[0]):
        return True
    return len(segments) > 1 and is_issuer_symbol(segments[0]) and not is_issuer_symbol(segments[1])


def list_head(lower: str, number_start: int, floor: int) -> DocumentType | None:
    """Return the type that is given once for a list: "các Nghị quyết của Quốc hội: số …; số …".

    The generic "các văn bản" tells nothing of its members.
    """
    if ":" not in lower[max(0, number_start - 12) : number_start]:
        return None
    match = _HEAD.search(lower, max(floor, number_start - 160), number_start)
    pieces = match["words"].split()[:4] if match else []
    for count in range(len(pieces), 0, -1):
        kind = _words().by_word.get(fold(" ".join(pieces[:count])))
        if kind is not None:
            return None if is_letter(kind) else kind
    return None


def is_other(lower: str, number_start: int) -> bool:
    """Whether the words before say that the number is a form's, a standard's, an account's."""
    return _words().other.search(lower, max(0, number_start - 28), number_start) is not None


@cache
def type_named(words: str) -> str | None:
    """Return the official name of the type that lower-case words are."""
    plain = " ".join(words.split())
    return next((kind.name for kind in document_types() if kind.name.lower() == plain), None)
