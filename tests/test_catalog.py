"""The heads of the .rq files: grammar, errors, and what every query of the catalogue promises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from cancu.ingest.turtle import PREFIXES
from cancu.ontology.terms import CC, ELI
from cancu.queries.catalog import CatalogError, Parameter, Query, Text, catalog, read_query
from cancu.queries.run import label

HEAD = """\
#+ summary:
#+   vi: Câu hỏi
#+   en: A question
#+ parameters:
#+   document:
#+     type: document
#+     vi: Văn bản
#+     en: Document
#+   level:
#+     type: literal
#+     default: commune
#+     vi: Cấp
#+     en: Level
#+ example: cancu query some-name --param document=1/KH
#+ severity: high
"""
BODY = "SELECT ?o WHERE { ?document ?level ?o }\n"
QUERIES = list(catalog().values())


def write(folder: Path, text: str) -> Path:
    path = folder / "some_name.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_head_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + BODY)
    assert read_query(path) == Query(
        name="some-name",
        path=path,
        text=HEAD + BODY,
        summary=Text("Câu hỏi", "A question"),
        parameters=(
            Parameter("document", "document", Text("Văn bản", "Document")),
            Parameter("level", "literal", Text("Cấp", "Level"), default="commune"),
        ),
        example="cancu query some-name --param document=1/KH",
        extra={"severity": "high"},
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (BODY, "1: 'summary' must say"),
        ("#+ summary: one line\n" + BODY, "1: 'summary' must say"),
        (HEAD.replace("#+   vi: Câu hỏi\n", "") + BODY, "1: 'summary' must say"),
        (HEAD.replace("type: document", "type: number") + BODY, "5: .*has type 'number'"),
        (HEAD.replace("#+     en: Document\n", "") + BODY, "5: 'document' must say"),
        (HEAD + "#+ no colon\n" + BODY, "16: '#\\+ no colon'"),
        (HEAD + "#+    three: spaces\n" + BODY, "16: "),
        (HEAD + "#+     too: deep\n" + BODY, "16: "),
        (HEAD + "#+ severity: low\n" + BODY, "16: 'severity' stands twice"),
        (HEAD + "SELECT ?o WHERE { ?document ?p ?o } # ?level\n", "9: .*'level' is not used"),
        (HEAD.replace("#+ parameters:", "#+ parameters: none") + BODY, "nested by two|expected"),
    ],
)  # fmt: skip
def test_a_wrong_head_names_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CatalogError, match=f"some_name.rq:.*{complaint}"):
        read_query(path)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_standard_sparql(query: Query) -> None:
    parseQuery(query.text)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_example_can_be_typed(query: Query) -> None:
    words = shlex.split(query.example or "")
    assert words[:3] == ["cancu", "query", query.name]
    given = {word.partition("=")[0] for word in words[4::2]}
    known = {parameter.name for parameter in query.parameters}
    needed = {p.name for p in query.parameters if not p.optional and p.default is None}
    assert needed <= given <= known


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_uses_known_prefixes_terms_and_labels(query: Query) -> None:
    declared = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", query.text))
    assert declared.items() <= PREFIXES.items()
    for vocabulary, prefix in ((CC, "cc"), (ELI, "eli")):
        for name in re.findall(rf"(?<!\w){prefix}:(\w+)", query.text):
            assert vocabulary[name]
    selected = query.text.partition("SELECT")[2].partition("WHERE")[0]
    for variable in re.findall(r"\?(\w+)(?!\w*\))", re.sub(r"\([^?]*\(.*?AS", "", selected)):
        assert label("column", variable) != variable, f"labels.csv has no heading for ?{variable}"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_query_is_slow_by_form(query: Query) -> None:
    """What was measured to be slow on Oxigraph: NOT EXISTS, "?" in paths, OPTIONAL in GRAPH."""
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
    assert "NOT EXISTS" not in body
    assert not re.search(r"[\w)]\?(?=[\s/|])", body)
    assert not re.search(r"GRAPH \?\w+ \{[^{}]*OPTIONAL", body)
