"""SPARQL that a person typed: only questions, and only about this store.

The text is parsed: an update is not a query to the grammar, and SERVICE is a node of its tree,
however it is written. Its tokens are looked at as well, because the parser is not the one that
runs the query, and what two readers both let pass is safer. SPARQL 1.1 has no other construct by
which a query reaches out; LOAD is an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from cancu.ingest.turtle import PREFIXES, PROLOGUE
from cancu.queries.store import StoreError
from cancu.queries.tokens import TOKEN

_WORD = re.compile(r"(?<![\w:?$.-])service(?![\w:.-])", re.IGNORECASE)


class RejectedQueryError(StoreError):
    """The text is no query, or asks for more than this store."""


def checked(text: str) -> str:
    """Return the query with the usual prefixes declared before it (a later PREFIX overrides them).

    Raises :class:`RejectedQueryError` for what SPARQL 1.1 cannot read, for updates (LOAD
    included) and for SERVICE.
    """
    words = _words(text)
    if not words.strip():
        raise RejectedQueryError("dòng 1: không có câu hỏi (line 1: there is no query)")
    if _WORD.search(words):
        raise _no_service()
    whole = PROLOGUE + text
    try:
        tree = parseQuery(whole)
    except ParseBaseException as error:
        if _is_update(whole):
            raise RejectedQueryError(
                "lệnh này thay đổi kho; 'cancu sparql' chỉ nhận câu hỏi "
                "(this is an update; 'cancu sparql' takes queries only)"
            ) from error
        line = error.lineno - len(PREFIXES)
        raise RejectedQueryError(
            f"dòng {line}, cột {error.column}: không phải SPARQL 1.1 "
            f"(line {line}, column {error.column}: not SPARQL 1.1): {error.msg}"
        ) from error
    if "ServiceGraphPattern" in set(_names(tree)):
        raise _no_service()
    return whole


def _no_service() -> RejectedQueryError:
    return RejectedQueryError(
        "SERVICE hỏi máy chủ khác nên không được phép "
        "(SERVICE asks another server, which is not allowed)"
    )


def _words(text: str) -> str:
    """The text without comments, strings and IRIs (an escape outside them is kept as it is)."""
    return TOKEN.sub(lambda token: " " if token.lastgroup else token[0], text)


def _is_update(text: str) -> bool:
    try:
        parseUpdate(text)
    except ParseBaseException:
        return False
    return True


def _names(node: object) -> Iterator[str]:
    if isinstance(node, CompValue):
        yield str(node.name)
        for value in node.values():
            yield from _names(value)
    elif isinstance(node, list | tuple | ParseResults):
        for value in node:
            yield from _names(value)
