"""Read the documents of an office's own register from the rows of tables.

A file is read whole or refused whole, with every fault named by row and column.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

from cancu.ontology.iris import slug
from cancu.ontology.load import (
    CentralDocument,
    Change,
    document_types,
    read_changes,
    read_list,
)
from cancu.ontology.register import number_year
from cancu.ontology.register_cells import CellReader
from cancu.ontology.register_doubts import document_doubts
from cancu.ontology.register_faults import Reading
from cancu.ontology.register_table import Table

_HAS_SYMBOL = re.compile(r"\d+[^/\s]*\s*[/-]\s*\S*[^\W\d_]")
_DAY_FIRST = re.compile(r"\((\d\d?)/(\d\d?)/(\d{4})\)")
_UNWRITABLE = (
    "hàng của sổ kèm chương trình thiếu năm hoặc cơ quan, không nhập lại được: bỏ qua (a row of "
    "the program's without year or issuer cannot be taken in: left out)"
)
_ENDED_HOW = {
    "replaced": "replaced",
    "thay-the": "replaced",
    "repealed": "repealed",
    "bai-bo": "repealed",
    "expired": "expired",
    "het-thoi-han": "expired",
}


def documents_of_tables(tables: Sequence[Table]) -> Reading[CentralDocument]:
    """The documents of tables, with what is wrong with them."""
    reading: Reading[CentralDocument] = Reading()
    for table in tables:
        for row, cells in table.rows:
            reader = _Row(table, row, cells)
            if reader.is_unwritable():
                reader.notice("number", _UNWRITABLE)
            else:
                document = reader.document(default_source=table.path.name)
                reader.doubt(document)
                reading.rows.append(reader.placed(document))
            reading.faults += reader.faults
            reading.notices += reader.notices
    return reading


class _Row(CellReader):
    """Reads one row as a document."""

    def is_unwritable(self) -> bool:
        """Whether `cancu register show` wrote a row of the program's that no register can hold."""
        return not self.cells.get("iri") and self.cells.get("shipped") is not None

    def document(self, default_source: str) -> CentralDocument:
        """The row as a document; not to be used where ``faults`` is not empty afterwards."""
        kind, number, day = self._type(), self._number(), self.day("date")
        written = self._year() or number_year(number)
        ended = self.day("ended")
        replaced_by = read_list(self.cells.get("replaced_by", ""))
        how = self._ended_how() or ("replaced" if replaced_by else "expired")
        if written is None and not self.cells.get("date"):
            self.fault(
                "date",
                "cần có khi số không ghi năm: năm nào cũng có thể có 15/KH-UBND "
                "(is needed where the number has no year: 15/KH-UBND has one a year)",
            )
        return CentralDocument(
            type=kind,
            number=number,
            year=written or (day.year if day else None),
            date=day,
            issuer=self.body("issuer", day, written),
            title=self.cells.get("title"),
            effective=self.day("effective"),
            amended_by=self._changes(),
            ended=ended,
            ended_how=how if ended else None,
            replaced_by=replaced_by,
            guided_by=read_list(self.cells.get("guided_by", "")),
            source=self.cells.get("source", default_source),
            verified=self.cells.get("verified", "own register"),
            note=self.cells.get("note"),
            aliases=read_list(self.cells.get("aliases", "")),
        )

    def doubt(self, document: CentralDocument) -> None:
        """Say what in the document's days cannot be, or is odd."""
        if self.faults:
            return
        for doubt in document_doubts(document, datetime.date.today()):
            (self.fault if doubt.refused else self.notice)(doubt.column, doubt.message)

    def _type(self) -> str:
        written = self.cells.get("type", "")
        name = _type_names().get(slug(written))
        if name is None:
            self.fault(
                "type",
                'không phải loại văn bản: viết đủ, như "Quyết định" '
                "(is no type of document: write it in full)",
            )
        return name or written

    def _number(self) -> str:
        number = re.sub(r"\s+", "", self.cells.get("number", ""))
        if not number and self.cells.get("iri") and self.cells.get("title"):
            return ""  # a law whose number nobody knows goes by its name
        if not _HAS_SYMBOL.match(number):
            self.fault(
                "number",
                'không phải số và ký hiệu, như "61/2018/NĐ-CP" (is no number with a symbol)',
            )
        return number

    def _year(self) -> int | None:
        year = self.cells.get("year", "")
        if year and not re.fullmatch(r"(?:19|20)\d\d(?:\.0)?", year):
            self.fault("year", "không phải năm bốn chữ số (is no year of four digits)")
            return None
        return int(year[:4]) if year else None

    def _ended_how(self) -> str | None:
        written = self.cells.get("ended_how", "")
        if written and slug(written) not in _ENDED_HOW:
            self.fault(
                "ended_how", 'phải là "thay thế", "bãi bỏ" hoặc "hết thời hạn" (is none of these)'
            )
        return _ENDED_HOW.get(slug(written))

    def _changes(self) -> tuple[Change, ...]:
        written = _DAY_FIRST.sub(
            lambda day: f"({day[3]}-{int(day[2]):02}-{int(day[1]):02})",
            self.cells.get("amended_by", ""),
        )
        try:
            return read_changes(written)
        except ValueError:
            self.fault(
                "amended_by",
                'phải viết như "107/2021/NĐ-CP (6/12/2021); …" (is not written like this)',
            )
            return ()


@cache
def _type_names() -> dict[str, str]:
    return {
        slug(name): kind.name for kind in document_types() for name in (kind.name, *kind.aliases)
    }
