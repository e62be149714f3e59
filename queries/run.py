"""Run a query: take its values as a person wrote them, and give the answer as a person reads it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from cancu.ingest.dates import typed_day
from cancu.ingest.turtle import PREFIXES
from cancu.queries.catalog import Parameter, Query, catalog
from cancu.queries.documents import find_document
from cancu.queries.sources import path_of
from cancu.queries.store import Result, Store, StoreError, Term

Language = OneOf["vi", "en"]

_DATE = NamedNode(PREFIXES["xsd"] + "date")
_NUMERIC = re.compile(re.escape(PREFIXES["xsd"]) + r"(integer|decimal|double|float|int|long)")


class ParameterError(StoreError):
    """A query's parameter is missing, unknown, or has a value that it cannot have."""


def query_named(name: str) -> Query:
    """Return a query of the catalogue; raises :class:`StoreError` naming those there are."""
    known = catalog()
    found = known.get(name.replace("_", "-"))
    if found is None:
        raise StoreError(
            f"{name}: không có câu hỏi này (no such query); có / there are: {', '.join(known)}"
        )
    return found


def run_query(store: Store, query: Query, given: Mapping[str, str] | None = None) -> Result:
    """Answer a query of the catalogue with the values ``given`` (name → as typed).

    Raises :class:`ParameterError`, and what :func:`find_document` raises.
    """
    return store.query(query.text, values_of(store, query, given or {}))


def run_sparql(store: Store, text: str) -> Result:
    """Answer a query that a person typed; raises :class:`RejectedQueryError`."""
    from cancu.queries.untrusted import checked  # loads a parser that nothing else needs

    return store.query(checked(text))


def values_of(store: Store, query: Query, given: Mapping[str, str]) -> dict[str, Term]:
    """Return the term for each parameter; one that is optional and not given is left out."""
    if unknown := given.keys() - {parameter.name for parameter in query.parameters}:
        names = ", ".join(p.name for p in query.parameters) or "—"
        raise ParameterError(
            f"{query.name}: không có tham số {', '.join(sorted(unknown))}; có / it takes: {names}"
        )
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = _term(store, query, parameter, value)
        elif not parameter.optional:
            raise ParameterError(
                f"{query.name}: thiếu --param {parameter.name}=… ({parameter.description.vi} / "
                f"missing: {parameter.description.en}); {query.example or ''}"
            )
    return terms


def _term(store: Store, query: Query, parameter: Parameter, value: str) -> Term:
    try:
        if parameter.type == "document":
            return NamedNode(find_document(store, value))
        if parameter.type == "iri":
            return NamedNode(value)
        if parameter.type == "integer":
            return Literal(int(value))
        if parameter.type == "date":
            return Literal(_day(value).isoformat(), datatype=_DATE)
    except ValueError as error:
        raise ParameterError(
            f"{query.name}: {parameter.name}={value!r} không phải {parameter.type} "
            f"(is no {parameter.type}): {error}"
        ) from error
    return Literal(value)


def _day(value: str) -> datetime.date:
    day = typed_day(value)
    if day is None:
        raise ValueError("viết là 2022-04-05 hoặc 5/4/2022 (write 2022-04-05 or 5/4/2022)")
    return day


def plain_rows(result: Result) -> Iterator[dict[str, str | int | float | bool | None]]:
    """Yield each row as variable → plain value: numbers and booleans as such, files as paths."""
    for row in result.rows:
        yield {name: _plain(term) for name, term in zip(result.variables, row, strict=True)}


def _plain(term: Term | None) -> str | int | float | bool | None:
    if term is None:
        return None
    if isinstance(term, NamedNode) and term.value.startswith("file:"):
        return path_of(term.value)
    if isinstance(term, Literal):
        kind = term.datatype.value
        if kind == PREFIXES["xsd"] + "boolean":
            return term.value in {"true", "1"}
        if match := _NUMERIC.fullmatch(kind):
            return int(term.value) if match[1] in {"integer", "int", "long"} else float(term.value)
    return term.value


def as_json(result: Result) -> str:
    """Return the rows as a JSON array of objects."""
    return json.dumps(list(plain_rows(result)), ensure_ascii=False, indent=2)


def as_jsonl(result: Result) -> str:
    """Return the rows as JSON objects, one a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain_rows(result))


def as_csv(result: Result) -> str:
    """Return the rows as CSV (RFC 4180) under the names of the variables."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(result.variables)
    for row in plain_rows(result):
        writer.writerow("" if value is None else value for value in row.values())
    return out.getvalue()


def as_table(result: Result, language: Language = "vi") -> tuple[list[str], list[list[str]]]:
    """Return headings and cells in a language; codes of levels, roles and so on are spelt out."""
    words = _labels()[language]
    headings = [words.get(("column", name), name) for name in result.variables]
    cells = [
        [_cell(name, value, words) for name, value in row.items()] for row in plain_rows(result)
    ]
    return headings, cells


def label(column: str, code: str, language: Language = "vi") -> str:
    """Return the words for a code such as ("level", "province")."""
    return _labels()[language].get((column, code), code)


def _cell(name: str, value: object, words: Mapping[tuple[str, str], str]) -> str:
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return words.get((name, text), text)


@cache
def _labels() -> dict[Language, dict[tuple[str, str], str]]:
    """(column, code) → words, from labels.csv; the column of headings is "column"."""
    path = Path(__file__).with_name("labels.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        "vi": {(row["column"], row["code"]): row["vi"] for row in rows},
        "en": {(row["column"], row["code"]): row["en"] for row in rows},
    }


def how_sure(verified: str) -> str:
    """Say in Vietnamese how far a row was checked: "web; effective: memory"."""
    whole, *parts = (part.strip() for part in verified.split(";"))
    said = [label("verified", whole.partition(",")[0].strip())]
    for part in parts:
        names, _, how = part.partition(":")
        named = ", ".join(label("verified_part", name.strip()) for name in names.split(","))
        said.append(
            f"{named}: {label('verified', how.strip())}" if how else label("verified", part)
        )
    return "; ".join(said)


_COUNTED = re.compile(r"(?P<source>citations[^()]*?) \((?P<times>\d+)(?: documents)?\)")
"""A register's source that counts the documents: "citations (3 documents)"."""


def named_source(source: str) -> str:
    """Say in Vietnamese what a register's row rests on; pages and files are left as they are."""
    return " ; ".join(map(_named_part, source.split(" ; ")))


def _named_part(part: str) -> str:
    counted = _COUNTED.fullmatch(part)
    named = label("source", counted["source"] if counted else part)
    return f"{named} ({counted['times']})" if counted else named
