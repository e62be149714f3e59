"""Relations between documents: what the document is to those it cites, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cancu.ingest.in_force import find_in_force
from cancu.ingest.reading import Reading
from cancu.ingest.relations import Relation
from cancu.ingest.resolve import Resolved
from cancu.ingest.roles import Role
from cancu.ingest.sentences import Sentences
from cancu.ingest.turtle import collapsed, dated, literal

BY_ROLE: dict[Role, tuple[str, ...]] = {
    "basis": ("eli:based_on",),
    "implements": ("eli:ensures_implementation_of",),
    "under": ("cc:under",),
    "amends": ("eli:amends",),
    "replaces": ("cc:replaces", "eli:repeals"),
    "repeals": ("cc:abrogates", "eli:repeals"),
    "guides": ("cc:guides",),
    "corrects": ("eli:corrects",),
    "issued_with": ("cc:issuedWith",),
    "mentions": (),
}
"""What one document is to another, by a mention's role or a relation's predicate.

``eli:cites`` always comes with a role.
"""

_OF_ITSELF: frozenset[Role] = frozenset(("basis", "implements", "under", "issued_with"))
"""Roles that are always of the citing document."""


def role_turtle(reading: Reading) -> Iterator[str]:
    """Yield the relations of the document to those it cites, each once.

    That it amends or guides one is said by `statement_turtle`, where its text states so: the words
    before a citation may speak of another document ("Nghị định A⁵ … ⁵ sửa đổi Nghị định B").
    """
    edges: dict[tuple[str, str], None] = {}
    for index, document in enumerate(_documents(reading)):
        mention = reading.mentions[index]
        if document is None or mention.self_reference or document == reading.document:
            continue
        edges["eli:cites", document] = None
        if mention.role in _OF_ITSELF:
            edges.update(dict.fromkeys((verb, document) for verb in BY_ROLE[mention.role]))
    for verb, document in edges:
        yield f"<{reading.document}> {verb} <{document}> .\n"


def statement_turtle(reading: Reading) -> Iterator[str]:
    """Yield each relation that the text states: the edge, and who says so where."""
    documents, sentences = _documents(reading), Sentences(reading.source.text)
    for ordinal, relation in enumerate(reading.relations, 1):
        subject = reading.document if relation.subject is None else documents[relation.subject]
        ends = subject, documents[relation.object]
        yield _statement(reading, relation, ordinal, ends, sentences)


def in_force_turtle(reading: Reading) -> str:
    """Return the first day in force as the text states it: the day, and the clause that says so."""
    header = reading.header
    made = header.date if header.date and len(header.date) == 10 else None
    found = find_in_force(
        reading.source.text, header.type or "Văn bản", date.fromisoformat(made) if made else None
    )
    if found is None:
        return ""
    day, document = dated(found.day.isoformat()), f"<{reading.document}>"
    wording = literal(collapsed(reading.source.text[found.start : found.end]))
    return (
        f"{document} eli:first_date_entry_in_force {day} .\n"
        f"<#in-force> a rdf:Statement ; rdf:subject {document} ; rdf:object {day}"
        f" ; rdf:predicate eli:first_date_entry_in_force ; cc:sentence {wording}"
        f" ; cc:start {found.start} ; cc:end {found.end} .\n"
    )


def _statement(
    reading: Reading,
    relation: Relation,
    ordinal: int,
    documents: tuple[str | None, str | None],
    sentences: Sentences,
) -> str:
    subject, object_ = documents
    verbs = BY_ROLE[relation.predicate]
    ends = [relation.object] if relation.subject is None else [relation.subject, relation.object]
    mentions = ", ".join(
        f"<#char={reading.mentions[i].start},{reading.mentions[i].end}>" for i in ends
    )
    wording = literal(collapsed(_wording(reading, relation, sentences)))
    said = (
        f"<#statement-{ordinal}> a cc:RelationStatement ; rdf:predicate {verbs[0]} ; cc:stated true"
        f" ; cc:sentence {wording} ; dcterms:references {mentions}"
        f" ; cc:start {relation.start} ; cc:end {relation.end}"
        " ; prov:wasGeneratedBy <#rule=relations>"
    )
    if subject:
        said += f" ; rdf:subject <{subject}>"
    if object_:
        said += f" ; rdf:object <{object_}>"
    said += " .\n"
    if subject and object_ and subject != object_:
        said += "".join(f"<{subject}> {verb} <{object_}> .\n" for verb in verbs)
    return said


def _wording(reading: Reading, relation: Relation, sentences: Sentences) -> str:
    """The sentence that states a relation; of a long list its head and the item.

    Fifty decisions repealed by one clause do not each repeat the clause with all before it.
    """
    text = reading.source.text
    ends = [relation.object] if relation.subject is None else [relation.subject, relation.object]
    around = [reading.mentions[i].sentence for i in ends]
    whole = [span for span in around if span[0] <= relation.start and relation.end <= span[1]]
    if whole:
        return text[slice(*min(whole, key=lambda span: span[1] - span[0]))]
    begin, stop = around[-1]
    head = sentences.around(relation.start, relation.start)
    if head[1] >= begin:
        return text[min(head[0], begin) : max(stop, relation.end)]
    return f"{text[slice(*head)]} … {text[begin : max(stop, relation.end)]}"


def _documents(reading: Reading) -> list[str | None]:
    """The document that each mention means, a self reference the document itself."""
    return [
        reading.document
        if mention.self_reference
        else resolution.document
        if isinstance(resolution, Resolved)
        else None
        for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True)
    ]
