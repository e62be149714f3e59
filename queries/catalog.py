"""The queries that lie beside this file, each with what a person must know of it in its head.

A query is a ``.rq`` file; its name is the file's, with hyphens. Its head is the lines that begin
with ``#+``: keys and values, nested by two spaces::

    #+ summary:
    #+   vi: Văn bản nào viện dẫn văn bản này
    #+   en: Which documents cite this one
    #+ parameters:
    #+   document:
    #+     type: document
    #+     vi: Số hiệu hoặc IRI
    #+     en: Number or IRI
    #+ example: cancu query who-cites --param document=61/2018/NĐ-CP

``summary`` and each parameter say ``vi`` and ``en``. The type of a parameter is document, iri,
literal, integer or date. A parameter may have a ``default``; with ``optional: true`` it may be
left out and then restricts nothing. Audit rules add keys of their own, kept in ``extra``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal as OneOf
from typing import cast, get_args

from cancu.queries.tokens import TOKEN

ParameterType = OneOf["document", "iri", "literal", "integer", "date"]
Head = dict[str, "str | Head"]

_HERE = Path(__file__).parent
_LINE = re.compile(r"#\+ (?P<indent> *)(?P<key>[\w-]+):(?: +(?P<value>.*\S))?\s*")
_KEYS = frozenset({"summary", "parameters", "example"})


class CatalogError(Exception):
    """A .rq file's head is wrong; the message names the file, the line and what stands there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for."""

    name: str
    type: ParameterType
    description: Text
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One query: ``text`` is the whole file."""

    name: str
    path: Path
    text: str
    summary: Text
    parameters: tuple[Parameter, ...]
    example: str | None
    extra: Mapping[str, str | Head] = field(default_factory=dict)


@cache
def catalog(folder: str = "explore") -> Mapping[str, Query]:
    """Return name → query for a folder of this package, "explore" or "audit", by name."""
    return {query.name: query for query in read_folder(_HERE / folder)}


def read_folder(folder: Path) -> Iterable[Query]:
    """Yield the queries of a folder by name; raises :class:`CatalogError`."""
    for path in sorted(folder.glob("*.rq")):
        yield read_query(path)


def read_query(path: Path) -> Query:
    """Read one .rq file; raises :class:`CatalogError`."""
    text = path.read_text(encoding="utf-8")
    head = _head(path, text)
    parameters = head.get("parameters", {})
    if isinstance(parameters, str):
        raise CatalogError(f"{path}: parameters: {parameters!r} is no list; nest it by two spaces")
    example = head.get("example")
    return Query(
        name=path.stem.replace("_", "-"),
        path=path,
        text=text,
        summary=_text(path, "summary", head.get("summary")),
        parameters=tuple(_parameter(path, text, *item) for item in parameters.items()),
        example=example if isinstance(example, str) else None,
        extra={key: value for key, value in head.items() if key not in _KEYS},
    )


def _head(path: Path, text: str) -> Head:
    root: Head = {}
    open_heads = [root]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        match = _LINE.fullmatch(line)
        depth = len(match["indent"]) // 2 if match else 0
        if match is None or len(match["indent"]) % 2 or depth >= len(open_heads):
            raise CatalogError(
                f"{path}:{number}: {line!r}: expected '#+ key: value', nested by two spaces"
            )
        del open_heads[depth + 1 :]
        if match["key"] in open_heads[depth]:
            raise CatalogError(f"{path}:{number}: {match['key']!r} stands twice")
        if match["value"] is None:
            nested: Head = {}
            open_heads[depth][match["key"]] = nested
            open_heads.append(nested)
        else:
            open_heads[depth][match["key"]] = match["value"]
    return root


def _text(path: Path, key: str, value: str | Head | None) -> Text:
    if not isinstance(value, dict) or not {"vi", "en"} <= value.keys():
        raise CatalogError(f"{path}:{_line_of(path, key)}: {key!r} must say 'vi:' and 'en:'")
    return Text(str(value["vi"]), str(value["en"]))


def _parameter(path: Path, text: str, name: str, value: str | Head) -> Parameter:
    where = f"{path}:{_line_of(path, name)}"
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in get_args(ParameterType):
        raise CatalogError(
            f"{where}: parameter {name!r} has type {kind!r}, "
            f"which is none of {', '.join(get_args(ParameterType))}"
        )
    if not {f"?{name}", f"${name}"} & {token[0] for token in TOKEN.finditer(text)}:
        raise CatalogError(f"{where}: parameter {name!r} is not used: ?{name} stands nowhere")
    default = value.get("default")
    return Parameter(
        name=name,
        type=cast("ParameterType", kind),
        description=_text(path, name, value),
        default=default if isinstance(default, str) else None,
        optional=value.get("optional") == "true",
    )


def _line_of(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (n for n, line in enumerate(lines, 1) if re.match(rf"#\+ +{re.escape(key)}:", line))
    return next(found, 1)
