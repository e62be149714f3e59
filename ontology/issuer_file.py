"""Read the bodies of an office's own register from the rows of tables.

A body with its place ("Trung tâm Xúc tiến đầu tư tỉnh Hà Tĩnh") is that one body, wherever it is
cited; the place may also be its parent's. A name that the registers have adds to that body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cancu.ontology import units
from cancu.ontology.body_paths import is_body_path
from cancu.ontology.iris import slug
from cancu.ontology.issuer_names import body_named, issuer_paths, placed_name
from cancu.ontology.load import Issuer, Level, issuers
from cancu.ontology.register_cells import UNKNOWN_BODY, CellReader
from cancu.ontology.register_faults import Reading
from cancu.ontology.register_table import Table
from cancu.ontology.units import Unit

OWN = "own"
"""The kind of a body that only an office's own register has."""
_SYMBOL = re.compile(r"[^\W\d_][^\W_]*(?:[-&][^\W_]+)*")
_LEVELS: dict[str, Level] = {
    "central": "central", "trung-uong": "central",
    "ministry": "ministry", "bo": "ministry", "bo-nganh": "ministry",
    "province": "province", "tinh": "province", "cap-tinh": "province",
    "department": "department", "so": "department", "so-ban-nganh": "department",
    "so-ban-nganh-cap-tinh": "department",
    "district": "district", "huyen": "district", "cap-huyen": "district",
    "commune": "commune", "xa": "commune", "cap-xa": "commune",
}  # fmt: skip


def issuers_of_tables(tables: Sequence[Table]) -> Reading[Issuer]:
    """The bodies of tables, with what is wrong with them."""
    readers = [_Row(table, row, cells) for table in tables for row, cells in table.rows]
    bodies = [reader.issuer() for reader in readers]
    named = {slug(name): body for body in reversed(bodies) for name in (*body.aliases, body.name)}
    reading: Reading[Issuer] = Reading()
    for reader, body in zip(readers, bodies, strict=True):
        whole = replace(body, successors=reader.successors(named))
        reading.rows.append(reader.placed(whole))
        reading.faults += reader.faults
        reading.notices += reader.notices
    return reading


class _Row(CellReader):
    """Reads one row as a body."""

    def issuer(self) -> Issuer:
        """The row without its successors; not to be used where ``faults`` is not empty."""
        name = self.cells.get("name", "")
        first, last = self.life()
        day = first or last
        known = self._of_iri() or body_named(name)
        head, places = (name, ()) if known else placed_name(name, day)
        parent = self.body("parent", day) if self.cells.get("parent") else None
        if not (known or places) and parent and "/" in parent:
            places = placed_name(self.cells["parent"], day)[1]
            name = f"{name} {units.in_full(places[0])}" if len(places) == 1 else name
        place = self._one("name", places)
        pattern = body_named(head)
        own = f"{pattern.path if pattern else slug(head)}/{units.slug(place)}" if place else None
        path = known.slug if known else self._path() or own or slug(name)
        if not path:
            self.fault("name", "không phải tên cơ quan (is no name of a body)")
        return Issuer(
            slug=path,
            name=name,
            name_en=self.cells.get("name_en", name),
            symbols=self._symbols(known),
            level=self._level(known, place),
            kind=known.kind if known else OWN,
            aliases=_listed(self.cells.get("aliases", "")),
            valid_from=first,
            valid_to=last,
            successors=(),
            path=known.path if known else path,
            parent=parent,
        )

    def _path(self) -> str:
        """The path of the body's IRI, where a row of `cancu register show` comes back."""
        return self.cells.get("iri", "").partition("/vn/")[2]

    def _of_iri(self) -> Issuer | None:
        path = self._path()
        return next((body for body in issuers() if body.slug == path), None) if path else None

    def _one(self, column: str, places: tuple[Unit, ...]) -> Unit | None:
        paths = {units.slug(place): place for place in places}
        if len(paths) > 1:
            self.several(column, list(paths))
        return next(iter(paths.values()), None)

    def _symbols(self, known: Issuer | None) -> tuple[str, ...]:
        written = self.cells.get("symbols", "").strip(" ;,")
        if known and (not written or written == "; ".join(known.symbols)):
            return known.symbols
        symbols = tuple(re.split(r"\s*[;,]\s*|\s+", written))
        if not all(map(_SYMBOL.fullmatch, symbols)):
            self.fault(
                "symbols",
                'không phải ký hiệu, như "SNV; STP" (is no symbol of a body in numbers)',
            )
        return symbols

    def _level(self, known: Issuer | None, place: Unit | None) -> Level | None:
        written = self.cells.get("level", "")
        level = _LEVELS.get(slug(written))
        if level is None and written:
            self.fault(
                "level",
                "phải là trung ương, bộ, tỉnh, sở, huyện hoặc xã (must be central, ministry, "
                "province, department, district or commune)",
            )
        if level is None and known is not None:
            return known.level
        if level is None and place is not None:
            return "department" if place.level == "province" else place.level
        if level is None and not written:
            self.fault(
                "level",
                "cần có khi tên không có địa phương (is needed where the name has no place)",
            )
        return level

    def successors(self, beside: dict[str, Issuer]) -> tuple[str, ...]:
        """What the body became; ``beside`` are the bodies of the file by the slugs of names."""
        found: list[str] = []
        for words in _listed(self.cells.get("successors", "")):
            name, _ = self.dated("successors", words)
            body = beside.get(slug(name)) or body_named(name)
            paths = (body.slug,) if body else issuer_paths(name)
            if not paths and is_body_path(name):
                paths = (name,)
            if len(paths) != 1:
                self.fault("successors", UNKNOWN_BODY)
            found += paths[:1]
        return tuple(found)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(";"))))
