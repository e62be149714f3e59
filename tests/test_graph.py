"""A reading as RDF: the golden graph, and what holds for every reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

from cancu import __version__
from cancu.ingest.duties import last_day
from cancu.ingest.graph import document_graph
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Predicate, Relation
from cancu.ingest.resolve import Resolved
from cancu.ingest.roles import Role
from cancu.ingest.text import Cell, SourceText, Table
from cancu.ingest.turtle import PREFIXES, dated, literal
from cancu.ontology.iris import mention_iri, part_iri, source_iri
from cancu.ontology.terms import CC, ELI
from tests.chain import (
    AMENDING,
    BASE,
    COMMUNE,
    DECREE,
    PROVINCE,
    Cite,
    header,
    named,
    of,
    reading,
    world,
)

GOLDEN = Path(__file__).parent / "data" / "graph_programme.trig"


def quads(read: Reading) -> set[Quad]:
    return set(document_graph(read, BASE).quads())


def values(read: Reading, subject: str, predicate: str) -> set[str]:
    return {value for about, value in edges(read, predicate) if about == subject}


def edges(read: Reading, predicate: str) -> set[tuple[str, str]]:
    return {
        (quad.subject.value, quad.object.value)
        for quad in quads(read)
        if quad.predicate == NamedNode(predicate)
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
    }


def test_golden_graph() -> None:
    """The graph of the programme of the world equals the one kept as a file, by isomorphism."""
    read = named(
        of("http://cancu.test/vn/thu-tuong-chinh-phu/quyet-dinh/2022/468-qd-ttg"), "/a.txt"
    )
    golden = GOLDEN.read_text(encoding="utf-8").replace("VERSION", __version__)
    made, kept = Dataset(quads(read)), Dataset(pyoxigraph.parse(golden, RdfFormat.TRIG))
    for dataset in (made, kept):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert set(made) == set(kept)


@pytest.mark.parametrize("read", world(), ids=lambda read: read.source.name)
def test_the_bytes_alone_decide(read: Reading) -> None:
    """The file's own graph is the same wherever the file lies; no node is blank."""
    here, there = document_graph(read, BASE), document_graph(named(read, "elsewhere/b.txt"), BASE)
    assert here.triples[here.graph] == there.triples[there.graph]
    assert here.graph == source_iri(BASE, read.source.sha256)
    assert not any(isinstance(quad.subject, pyoxigraph.BlankNode) for quad in quads(read))


@pytest.mark.parametrize("read", world(), ids=lambda read: read.source.name)
def test_only_known_terms(read: Reading) -> None:
    """Every term of cc: and eli: that is written exists in the vocabulary."""
    for quad in quads(read):
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                for vocabulary in (CC, ELI):
                    space = str(vocabulary._NS)
                    if term.value.startswith(space):
                        assert vocabulary[term.value.removeprefix(space)]
    spaces = {str(n) for n in (DCTERMS, OWL, PROV, RDF, RDFS, SKOS)}
    assert spaces <= set(PREFIXES.values())


def test_mention_stands_where_it_stood() -> None:
    """Offsets, quote and sentence of each annotation are those of the text."""
    read = of(PROVINCE)
    source = source_iri(BASE, read.source.sha256)
    for mention in read.mentions:
        iri = mention_iri(source, mention.start, mention.end)
        (place,) = values(read, iri, "http://www.w3.org/ns/oa#hasTarget")
        (selector,) = values(read, place, "http://www.w3.org/ns/oa#hasSelector")
        start, end, exact, prefix, suffix = (
            next(iter(values(read, selector, f"http://www.w3.org/ns/oa#{name}")))
            for name in ("start", "end", "exact", "prefix", "suffix")
        )
        text = read.source.text
        assert text[int(start) : int(end)] == exact == mention.surface
        assert text[: int(start)].endswith(prefix)
        assert text[int(end) :].startswith(suffix)
        assert exact in next(iter(values(read, iri, str(CC.sentence))))


@pytest.mark.parametrize(
    ("number", "status", "body", "candidates"),
    [
        ("27/KH-UBND", "resolved", 1, 0),
        ("15/KH-UBND", "ambiguous", 0, 2),
        ("3/CTr", "unresolved", 0, 0),
    ],
)
def test_every_mention_has_one_status(number: str, status: str, body: int, candidates: int) -> None:
    read = of(COMMUNE)
    mention = next(m for m in read.mentions if m.number == number)
    iri = mention_iri(source_iri(BASE, read.source.sha256), mention.start, mention.end)
    assert values(read, iri, str(CC.status)) == {status}
    assert len(values(read, iri, "http://www.w3.org/ns/oa#hasBody")) == body
    assert len(values(read, iri, str(CC.candidate))) == candidates
    assert values(read, iri, str(CC.why))


@pytest.mark.parametrize(
    ("role", "predicates"),
    [
        ("basis", {ELI.based_on}),
        ("implements", {ELI.ensures_implementation_of}),
        ("under", {CC.under}),
        # whose words these are only a stated relation tells
        ("amends", set()),
        ("repeals", set()),
        ("issued_with", {CC.issuedWith}),
        ("mentions", set()),
    ],
)
def test_role_becomes_relation(role: Role, predicates: set[str]) -> None:
    read = reading(COMMUNE, of(COMMUNE).header, (Cite("61/2018/NĐ-CP", DECREE, role),))
    said = {
        quad.predicate.value
        for quad in quads(read)
        if quad.subject == NamedNode(COMMUNE) and quad.object == NamedNode(DECREE)
    }
    assert said == {str(ELI.cites)} | {str(p) for p in predicates}


@pytest.mark.parametrize(
    ("predicate", "predicates"),
    [
        ("amends", {ELI.amends}),
        ("replaces", {CC.replaces, ELI.repeals}),
        ("repeals", {CC.abrogates, ELI.repeals}),
        ("guides", {CC.guides}),
    ],
)
def test_what_a_document_states_of_itself_becomes_relation(
    predicate: Predicate, predicates: set[str]
) -> None:
    read = reading(COMMUNE, of(COMMUNE).header, (Cite("61/2018/NĐ-CP", DECREE, predicate),))
    read = replace(read, relations=(Relation(None, predicate, 0, 0, 9),))
    said = {
        quad.predicate.value
        for quad in quads(read)
        if quad.subject == NamedNode(COMMUNE) and quad.object == NamedNode(DECREE)
    }
    assert said == {str(ELI.cites)} | {str(p) for p in predicates}


def test_self_reference_cites_nothing() -> None:
    assert (PROVINCE, PROVINCE) not in edges(of(PROVINCE), str(ELI.cites))
    assert edges(of(PROVINCE), str(CC.issuedWith)) == set()


def test_relation_between_two_cited_documents() -> None:
    """The province's plan says that 107/2021 amends 61/2018; it does not amend 61/2018 itself."""
    read = of(PROVINCE)
    assert edges(read, str(ELI.amends)) == {(AMENDING, DECREE)}
    statement = part_iri(source_iri(BASE, read.source.sha256), "statement", 1)
    assert values(read, statement, str(RDF.subject)) == {AMENDING}
    assert values(read, statement, str(CC.stated)) == {"true"}


def test_role_that_belongs_to_another_document_is_not_the_citing_ones() -> None:
    read = reading(
        COMMUNE,
        of(COMMUNE).header,
        (Cite("107/2021/NĐ-CP", AMENDING), Cite("61/2018/NĐ-CP", DECREE, "amends")),
        relations=((0, "amends", 1),),
    )
    assert edges(read, str(ELI.amends)) == {(AMENDING, DECREE)}


def test_pinpoint_is_a_subdivision() -> None:
    read = of(COMMUNE)
    assert (f"{DECREE}/dieu-14", DECREE) in edges(read, str(ELI.is_part_of))


def test_obligations_know_what_they_stand_under() -> None:
    read = of(PROVINCE)
    iri = part_iri(source_iri(BASE, read.source.sha256), "obligation", 1)
    assert values(read, iri, str(CC.underReference)) == {DECREE}
    assert values(read, iri, str(CC.deadlineDay)) == {"2022-06-30"}
    assert values(read, iri, str(CC.imposedBy)) == {PROVINCE}


def test_place_in_page_and_table() -> None:
    read = of(COMMUNE)
    first = read.mentions[0]
    cell = Cell(2, 1, 1, 1, first.start - 3, first.end + 3)
    table = Table(first.start - 3, first.end + 3, 3, 2, (cell,), page=2)
    source = SourceText(
        "a.pdf", read.source.sha256, "pdf", read.source.text, (0, first.start - 5), tables=(table,)
    )
    placed = replace(read, source=source)
    iri = mention_iri(source_iri(BASE, source.sha256), first.start, first.end)
    assert values(placed, iri, str(CC.page)) == {"2"}
    assert values(placed, iri, str(CC.tableCell)) == {"1:3,2"}


def test_blank_number() -> None:
    blank = f"{BASE}/document/{'0' * 64}"
    head = replace(
        header("Kế hoạch", "/KH-UBND", "UBND xã A", "commune", "2024-01"), number_blank=True
    )
    read = reading(blank, head)
    assert values(read, blank, str(ELI.id_local)) == set()
    assert values(read, blank, str(ELI.type_document)) == {PREFIXES["type"] + "ke-hoach"}
    assert values(read, blank, str(CC.numberBlank)) == {"true"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    """Literals round-trip, and stay data inside an update too."""
    (triple,) = pyoxigraph.parse(f"<a:s> <a:p> {literal(text)} .", RdfFormat.TURTLE)
    assert triple.object == Literal(text)
    store = pyoxigraph.Store()
    store.update(f"INSERT DATA {{ <a:s> <a:p> {literal(text)} }}")
    assert next(iter(store)).object == Literal(text)


@given(st.lists(st.tuples(st.integers(1, 999), st.sampled_from(["basis", "under", "mentions"]))))
def test_deterministic_and_idempotent(cites: list[tuple[int, Role]]) -> None:
    read = reading(
        COMMUNE,
        of(COMMUNE).header,
        tuple(
            Cite(f"{n}/2018/NĐ-CP", f"{BASE}/vn/chinh-phu/nghi-dinh/2018/{n}", r) for n, r in cites
        ),
    )
    once, again = document_graph(read, BASE), document_graph(read, BASE)
    assert once == again
    store = pyoxigraph.Store()
    for graph in (once, again):
        store.extend(graph.quads())
    assert len(store) == len(set(once.quads()))
    resolved = {r.document for r in read.resolutions if isinstance(r, Resolved)}
    assert {to for _, to in edges(read, str(ELI.cites))} == resolved


def test_a_long_sentence_is_cut_around_its_mention() -> None:
    read = of(COMMUNE)
    first = read.mentions[0]
    long = read.source.text[: first.start] + "dài " * 200 + read.source.text[first.start :]
    start, end = first.start + 800, first.end + 800
    mention = replace(first, start=start, end=end, sentence=(0, len(long)))
    source = replace(read.source, text=long + "dài " * 200)
    cut = replace(read, source=source, mentions=(mention,), resolutions=read.resolutions[:1])
    iri = mention_iri(source_iri(BASE, source.sha256), start, end)
    (wording,) = values(cut, iri, str(CC.sentence))
    assert wording.startswith("… dài")
    assert mention.surface in wording
    assert len(wording) <= 640


@pytest.mark.parametrize(
    ("iso", "last"),
    [
        ("2025-03-05", "2025-03-05"),
        ("2024-02", "2024-02-29"),
        ("2025-Q2", "2025-06-30"),
        ("2025", "2025-12-31"),
        ("2025-13", None),
        ("quý II", None),
    ],
)
def test_last_day(iso: str, last: str | None) -> None:
    assert last_day(iso) == last


@pytest.mark.parametrize(
    ("iso", "turtle"),
    [
        ("2025-03-05", '"2025-03-05"^^xsd:date'),
        ("2025-03", '"2025-03"^^xsd:gYearMonth'),
        ("2025", '"2025"^^xsd:gYear'),
        ("2025-Q2", '"2025-Q2"'),
    ],
)
def test_dates_are_typed(iso: str, turtle: str) -> None:
    assert dated(iso) == turtle


def test_title_keeps_quotes_and_backslashes() -> None:
    title = 'Đề án "số hoá" C:\\ke hoach'
    read = reading(COMMUNE, replace(of(COMMUNE).header, title=title))
    assert values(read, COMMUNE, str(ELI.title)) == {title}
