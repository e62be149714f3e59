"""The SHACL shapes accept what the program writes and name what it must never write."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from cancu.ontology import load
from cancu.ontology.register_graph import document_quads
from cancu.ontology.terms import PREFIXES

ONTOLOGY = Path(load.__file__).parent
PROLOGUE = "BASE <http://x/source/1>\n" + "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()
)
VALID = """
<http://x/d> a eli:LegalResource ; eli:id_local "61/2018/NĐ-CP" ; eli:type_document type:nghi-dinh ;
    eli:date_document "2018-04-23"^^xsd:date ; eli:passed_by <http://x/vn/chinh-phu> .
<http://x/d/dieu-1> a eli:LegalResourceSubdivision ; eli:is_part_of <http://x/d> .
<#char=1,9> a cc:Mention ; oa:hasTarget <#place> ; oa:hasBody <http://x/d> ; cc:status "resolved" ;
    cc:start 1 ; cc:end 9 ; cc:surface "Nghị định" ; cc:role "basis" ; cc:why "số đầy đủ"@vi ;
    cc:confidence 0.9 ; prov:wasGeneratedBy <#rule> .
<#char=20,30> a cc:Mention ; oa:hasTarget <#place> ; cc:status "ambiguous" ;
    cc:candidate <http://x/d>, <http://x/e> ;
    cc:start 20 ; cc:end 30 ; cc:surface "76/NQ-CP" ; cc:role "mentions" ; cc:why "hai năm"@vi ;
    cc:confidence 1.0 ; prov:wasGeneratedBy <#rule> .
<#obligation-1> a cc:Obligation ; cc:imposedBy <http://x/d> ; cc:task "Rà soát" ;
    cc:deadlineKind "quarter" ; cc:deadlineDay "2025-03-31"^^xsd:date ; cc:origin "table" ;
    cc:start 1 ; cc:end 2 ; prov:wasGeneratedBy <#rule> .
<#target-1> a cc:Target ; cc:imposedBy <http://x/d> ; cc:metric "hồ sơ" ; cc:comparator ">=" ;
    cc:value "95"^^xsd:double ; cc:start 1 ; cc:end 2 ; prov:wasGeneratedBy <#rule> .
<#statement-1> a cc:RelationStatement ; rdf:predicate eli:amends ; cc:sentence "sửa đổi" ;
    cc:start 1 ; cc:end 2 ; prov:wasGeneratedBy <#rule> .
<#finding-1> a cc:Finding ; cc:rule "C01" ; cc:severity "high" ; cc:message "sai ngày"@vi .
"""
INVALID = [
    ("two numbers", '<http://x/d> eli:id_local "61/2018/ND-CP" .', "eli:id_local"),
    ("a date in words", '<http://x/d> eli:date_document "23/4/2018" .', "eli:date_document"),
    ("a homeless provision", "<http://x/p> a eli:LegalResourceSubdivision .", "eli:is_part_of"),
    ("resolved to two", "<#char=1,9> oa:hasBody <http://x/e> .", None),
    ("resolved and open", '<#char=1,9> cc:status "unresolved" .', None),
    ("ambiguous and resolved", "<#char=20,30> oa:hasBody <http://x/d> .", None),
    ("an unknown role", '<#char=20,30> cc:role "basic" .', "cc:role"),
    ("an end before the start", "<#char=1,9> cc:start 12 .", "cc:start"),
    ("too sure", "<#char=1,9> cc:confidence 1.5 .", "cc:confidence"),
    ("two masters", "<#obligation-1> cc:imposedBy <http://x/e> .", "cc:imposedBy"),
    ("an unknown deadline", '<#obligation-1> cc:deadlineKind "soon" .', "cc:deadlineKind"),
    ("an unknown comparison", '<#target-1> cc:comparator "≥" .', "cc:comparator"),
    ("a value in words", '<#target-1> cc:value "95 %" .', "cc:value"),
    ("an unknown relation", "<#statement-1> rdf:predicate eli:cites .", "rdf:predicate"),
    ("an unknown rule", '<#finding-1> cc:rule "X1" .', "cc:rule"),
    ("an unknown severity", '<#finding-1> cc:severity "grave" .', "cc:severity"),
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


def _results(data: Graph, shapes: Graph) -> Graph:
    """The validation report of a graph."""
    report = validate(data, shacl_graph=shapes, allow_warnings=True)[1]
    assert isinstance(report, Graph)
    return report


def _paths(report: Graph) -> set[str]:
    graph = Graph()
    for name, iri in PREFIXES.items():
        graph.bind(name, iri)
    return {graph.qname(str(path)) for path in report.objects(None, SH.resultPath)}


def test_what_the_program_writes_conforms(shapes: Graph) -> None:
    report = _results(Graph().parse(data=PROLOGUE + VALID, format="turtle"), shapes)
    assert not list(report.subjects(RDF.type, SH.ValidationResult)), report.serialize()


@pytest.mark.parametrize(("fault", "triples", "path"), INVALID, ids=[case[0] for case in INVALID])
def test_a_fault_is_named(shapes: Graph, fault: str, triples: str, path: str | None) -> None:
    report = _results(Graph().parse(data=PROLOGUE + VALID + triples, format="turtle"), shapes)
    assert list(report.subjects(RDF.type, SH.ValidationResult))
    if path:
        assert path in _paths(report)


def test_the_registers_conform(shapes: Graph) -> None:
    data = Graph().parse(ONTOLOGY / "issuers.ttl")
    documents = load.central_documents()[::20]
    triples = (
        f"{q.subject} {q.predicate} {q.object} ." for q in document_quads(documents, "urn:g")
    )
    data.parse(data="\n".join(triples), format="ntriples")
    report = _results(data, shapes)
    assert not list(report.subjects(RDF.type, SH.ValidationResult)), report.serialize()


def test_messages_are_in_both_languages(shapes: Graph) -> None:
    messages: dict[str, set[str | None]] = {}
    for shape, message in shapes.subject_objects(SH.message):
        messages.setdefault(str(shape), set()).add(getattr(message, "language", None))
    assert messages
    assert all(languages == {"vi", "en"} for languages in messages.values())
