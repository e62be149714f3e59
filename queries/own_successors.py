"""Units that became each other: no unit can follow, over others, what it went before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cancu.ontology import units
from cancu.ontology.register_faults import Fault, Placed
from cancu.ontology.units import Unit
from cancu.queries.own_bodies import unit_named, unit_over

_CIRCLE = (
    "trở thành lẫn nhau, vòng tròn: {others}; sửa một dòng (became each other, in a circle: "
    "correct one of the rows)"
)


def circular(rows: Iterable[Placed[Unit]], held: Iterable[Unit]) -> list[Fault]:
    """What refuses rows that, with those that a store holds, make units become each other."""
    placed = {one.row.code: one for one in rows}
    known = {unit.code: unit for unit in (*held, *(one.row for one in placed.values()))}
    faults = []
    for circle in circles(placed, _following(known)):
        of_file = [placed[code] for code in circle if code in placed]
        first = of_file[0]
        others = "; ".join(
            f"{unit_named(known.get(code) or units.get(code))}"
            + (f" ({placed[code].place})" if code in placed else "")
            for code in circle
        )
        column = first.heads.get("successors") or first.heads.get("successor_codes")
        value = "; ".join(first.row.successors)
        message = _CIRCLE.format(others=others)
        faults.append(Fault(first.place, column or "cc:succeededBy", value, message))
    return faults


def without_circles(held: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units of a store but for those that became each other."""
    known = {unit.code: unit for unit in held}
    wrong = {code for circle in circles(known, _following(known)) for code in circle}
    return tuple(unit for unit in held if unit.code not in wrong)


def circles(codes: Iterable[str], after: Callable[[str], tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the ways from a code to itself that lead through what ``after`` gives for each."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in codes:
        path, waiting = [start], [iter(after(start))]
        on = {start}
        while waiting and start not in done:
            code = next(waiting[-1], None)
            if code is None:
                waiting.pop()
                gone = path.pop()
                done.add(gone)
                on.discard(gone)
            elif code in on:
                found.append(tuple(path[path.index(code) :]))
            elif code not in done:
                path.append(code)
                on.add(code)
                waiting.append(iter(after(code)))
    return found


def _following(known: Mapping[str, Unit]) -> Callable[[str], tuple[str, ...]]:
    """What a unit became, by the office's row over the program's."""

    def after(code: str) -> tuple[str, ...]:
        shipped = units.shipped(code)
        own = known.get(code)
        return unit_over(own, shipped).successors if own else shipped.successors if shipped else ()

    return after
