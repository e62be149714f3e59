"""Take a file of rows into an office's own registers, whole and in one transaction.

The same for documents, bodies and units: what the program's registers have verified is not
overruled unless the office prefers its own, importing again changes nothing, and a file with a
fault changes nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pyoxigraph import Quad

from cancu.ontology.load import RegisterKind
from cancu.ontology.register_table import RegisterError
from cancu.queries.own_graph import write
from cancu.queries.store import Store

Row = TypeVar("Row")
_TWICE = "hai hàng khác nhau về {row}: giữ một hàng (two rows that differ about this: keep one)"


@dataclass(frozen=True, slots=True)
class Conflict(Generic[Row]):
    """A field in which an imported row and one of the program's registers disagree.

    ``verified`` is how far the program's own row is checked there; False where it is from memory.
    """

    own: Row
    shipped: Row
    column: str
    value: str
    shipped_value: str
    verified: bool


@dataclass(slots=True)
class Imported(Generic[Row]):
    """What an import did; ``rejected`` rows were left out because of their conflicts."""

    kind: RegisterKind
    added: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    conflicts: list[Conflict[Row]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules(Generic[Row]):
    """How rows of one register are told apart, compared and written.

    ``iri`` is None for a row that has none; ``quads`` writes rows, given the rows held before.
    """

    kind: RegisterKind
    iri: Callable[[Row, str], str | None]
    named: Callable[[Row], str]
    held: Callable[[Store], dict[str, Row]]
    conflicts: Callable[[Row], list[Conflict[Row]]]
    alike: Callable[[Row, Row, Path], bool]
    quads: Callable[[Mapping[str, Row], Mapping[str, Row], str], dict[str, list[Quad]]]


def take_in(
    store: Store,
    path: Path,
    rows: Sequence[Row],
    rules: Rules[Row],
    *,
    prefer_own: bool,
    replace_all: bool,
) -> Imported[Row]:
    """Take rows of one register in.

    Rows that are there already are replaced; with ``replace_all`` those of this register that the
    file does not have go. Raises RegisterError for two rows that differ about one thing.
    """
    done: Imported[Row] = Imported(rules.kind)
    held = rules.held(store)
    new: dict[str, Row] = {}
    for row in rows:
        iri = rules.iri(row, store.base)
        found = rules.conflicts(row)
        done.conflicts += found
        if iri is None or (not prefer_own and any(one.verified for one in found)):
            done.rejected.append(row)
        elif iri in new:
            if not rules.alike(new[iri], row, path):
                twice = _TWICE.format(row=f"{rules.named(row)} <{iri}>")
                raise RegisterError(path, (), twice)
        elif iri in held and rules.alike(held[iri], row, path):
            done.unchanged.append(row)
        else:
            (done.changed if iri in held else done.added).append(row)
            new[iri] = row
    gone = _gone(store, rows, rules, held) if replace_all else []
    done.removed = [held[iri] for iri in gone]
    if new or gone:
        write(store, rules.quads(new, held, store.base), gone, path)
    return done


def _gone(
    store: Store, rows: Iterable[Row], rules: Rules[Row], held: Mapping[str, Row]
) -> list[str]:
    named = {rules.iri(row, store.base) for row in rows}
    return sorted(iri for iri in held if iri not in named)
