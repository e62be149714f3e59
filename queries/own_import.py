"""Take a file of rows into an office's own registers, whole and in one transaction.

The same for documents, bodies and units: what the program's registers have verified is not
overruled unless the office prefers its own, importing again changes nothing, and a file with a
fault changes nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from pyoxigraph import Quad

from cancu.ontology.load import RegisterKind
from cancu.ontology.register_faults import NOWHERE, Fault, Place, Placed, RegisterError
from cancu.ontology.register_table import heading
from cancu.queries.own_graph import write
from cancu.queries.store import Store

Row = TypeVar("Row")
_TWICE = (
    "khác với {place} ({values}) về cùng một {kind}, {named}: giữ một hàng (two rows that differ "
    "about this: keep one)"
)
_AGAIN = "giống hệt {place}: tính một lần (is the same as that row: counted once)"
_NAMELESS = "thiếu năm hoặc cơ quan: không nhận (year or issuer is missing: rejected)"
_THINGS: dict[RegisterKind, str] = {
    "documents": "văn bản", "issuers": "cơ quan", "units": "đơn vị hành chính",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict(Generic[Row]):
    """A field in which an imported row and one of the program's registers disagree.

    ``verified`` is how far the program's own row is checked there; False where it is from memory.
    ``place`` and ``heading`` tell where the file has it.
    """

    own: Row
    shipped: Row
    column: str
    value: str
    shipped_value: str
    verified: bool
    place: Place = NOWHERE
    heading: str = ""


@dataclass(slots=True)
class Imported(Generic[Row]):
    """What an import did; ``rejected`` rows were left out because of their conflicts.

    ``kept`` are the conflicts in which the rest of the row was taken and the program's value stays.
    ``notices`` say what of the file was left unread, or read otherwise than it stands there.
    """

    kind: RegisterKind
    added: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    conflicts: list[Conflict[Row]] = field(default_factory=list)
    kept: list[Conflict[Row]] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules(Generic[Row]):
    """How rows of one register are told apart, compared and written.

    ``iri`` is None for a row that has none; ``quads`` writes rows, given the rows held before.
    ``without`` blanks the cells of a row that need not agree with the program's; the columns that
    it can blank are ``tolerated``.
    """

    kind: RegisterKind
    iri: Callable[[Row, str], str | None]
    named: Callable[[Row], str]
    held: Callable[[Store], dict[str, Row]]
    conflicts: Callable[[Row], list[Conflict[Row]]]
    alike: Callable[[Row, Row, Path], bool]
    quads: Callable[[Mapping[str, Row], Mapping[str, Row], str], dict[str, list[Quad]]]
    tolerated: frozenset[str] = frozenset()
    without: Callable[[Row, frozenset[str]], Row] = lambda row, _: row


def take_in(
    store: Store,
    path: Path,
    rows: Sequence[Placed[Row]],
    rules: Rules[Row],
    *,
    prefer_own: bool,
    replace_all: bool,
) -> Imported[Row]:
    """Take rows of one register in.

    Rows that are there already are replaced; with ``replace_all`` those of this register that the
    file does not have go. Raises RegisterError for rows that differ about one thing.
    """
    done: Imported[Row] = Imported(rules.kind)
    held = rules.held(store)
    new: dict[str, Row] = {}
    single = _single(path, rows, rules, store.base, done)
    for iri, placed in single.items():
        row = _settled(placed, rules, done, prefer_own=prefer_own)
        if row is None:
            continue
        if iri in held and rules.alike(held[iri], row, path):
            done.unchanged.append(row)
        else:
            (done.changed if iri in held else done.added).append(row)
            new[iri] = row
    gone = sorted(iri for iri in held if iri not in single) if replace_all else []
    done.removed = [held[iri] for iri in gone]
    if new or gone:
        write(store, rules.quads(new, held, store.base), gone, path)
    return done


def refuse_twins(path: Path, rows: Sequence[Placed[Row]], rules: Rules[Row], base: str) -> None:
    """Raise RegisterError for rows that differ about one thing, before anything is written."""
    _single(path, rows, rules, base, Imported(rules.kind))


def _single(
    path: Path, rows: Sequence[Placed[Row]], rules: Rules[Row], base: str, done: Imported[Row]
) -> dict[str, Placed[Row]]:
    """The rows by their IRIs, each once."""
    single: dict[str, Placed[Row]] = {}
    faults: list[Fault] = []
    for placed in rows:
        iri = rules.iri(placed.row, base)
        if iri is None:
            done.rejected.append(placed.row)
            done.notices.append(Fault(placed.place, "", rules.named(placed.row), _NAMELESS))
        elif iri not in single:
            single[iri] = placed
        elif rules.alike(single[iri].row, placed.row, path):
            again = _AGAIN.format(place=single[iri].place)
            done.notices.append(Fault(placed.place, "", rules.named(placed.row), again))
        else:
            faults.append(_differing(single[iri], placed, rules))
    if faults:
        raise RegisterError(path, tuple(faults))
    return single


def _differing(first: Placed[Row], second: Placed[Row], rules: Rules[Row]) -> Fault:
    """Say in which column a row differs from one before it about the same thing."""
    one, other = _fields(first.row), _fields(second.row)
    columns = [name for name in one if _said(one[name]) != _said(other[name])]
    heads = [second.heads.get(name) or heading(rules.kind, name) for name in columns]
    message = _TWICE.format(
        place=first.place,
        values="; ".join(f"{h}: {_said(one[n])!r}" for h, n in zip(heads, columns, strict=True)),
        kind=_THINGS[rules.kind],
        named=rules.named(second.row),
    )
    values = "; ".join(_said(other[name]) for name in columns)
    return Fault(second.place, ", ".join(heads), values, message)


def _fields(row: object) -> dict[str, object]:
    if not is_dataclass(row):
        return {}
    return {one.name: getattr(row, one.name) for one in fields(row)}


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(sorted(map(_said, value)))
    return "" if value is None else str(getattr(value, "number", value))


def _settled(
    placed: Placed[Row], rules: Rules[Row], done: Imported[Row], *, prefer_own: bool
) -> Row | None:
    """The row as it is taken in, None where what the program has verified speaks against it."""
    found = [
        replace(
            one,
            place=placed.place,
            heading=placed.heads.get(one.column) or heading(rules.kind, one.column),
        )
        for one in rules.conflicts(placed.row)
    ]
    done.conflicts += found
    against = [] if prefer_own else [one for one in found if one.verified]
    if not against:
        return placed.row
    if all(one.column in rules.tolerated for one in against):
        done.kept += against
        return rules.without(placed.row, frozenset(one.column for one in against))
    done.rejected.append(placed.row)
    return None
