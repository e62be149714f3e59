"""Mentions as Web Annotations: the place in the text, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cancu.ingest.mentions import Mention
from cancu.ingest.provisions import parts
from cancu.ingest.reading import Reading
from cancu.ingest.resolve import Ambiguous, Resolution, Resolved
from cancu.ingest.text import SourceText
from cancu.ingest.turtle import collapsed, decimal, described, literal
from cancu.ontology.iris import provision_iri, slug

_CONTEXT = 32
"""Characters of text kept before and after a mention (``oa:prefix``, ``oa:suffix``)."""
_LONGEST_SENTENCE = 600
"""Characters of a sentence kept as wording; longer ones are cut around the mention."""


def mention_turtle(reading: Reading) -> Iterator[str]:
    """Yield the annotation of each mention and the provision it means."""
    for mention, resolution in zip(reading.mentions, reading.resolutions, strict=True):
        yield _annotation(reading.source, mention, resolution)
        if isinstance(resolution, Resolved) and mention.pinpoint:
            yield _provision(resolution.document, mention.pinpoint)[1]


def _annotation(source: SourceText, mention: Mention, resolution: Resolution) -> str:
    start, end = mention.start, mention.end
    text = source.text
    optional = _meaning(mention, resolution)
    if source.pages:
        optional += f" ; cc:page {source.page_at(start)}"
    if cell := source.cell_name(start):
        optional += f" ; cc:tableCell {literal(cell)}"
    wording = literal(_wording(text, mention))
    surface = literal(mention.surface)
    return (
        f"<#char={start},{end}> a oa:Annotation, cc:Mention ; oa:hasTarget <#place={start},{end}>"
        f" ; cc:start {start} ; cc:end {end} ; cc:surface {surface}"
        f" ; cc:sentence {wording} ; cc:role {literal(mention.role)}"
        f" ; cc:confidence {decimal(mention.confidence)} ; cc:why {literal(resolution.why)}@vi"
        f" ; prov:wasGeneratedBy <#rule={rule_slug(mention.rule)}>{optional} .\n"
        f"<#place={start},{end}> a oa:SpecificResource ; oa:hasSource <#text>"
        f" ; oa:hasSelector <#at={start},{end}> .\n"
        f"<#at={start},{end}> a oa:TextPositionSelector, oa:TextQuoteSelector"
        f" ; oa:start {start} ; oa:end {end} ; oa:exact {literal(text[start:end])}"
        f" ; oa:prefix {literal(text[max(0, start - _CONTEXT) : start])}"
        f" ; oa:suffix {literal(text[end : end + _CONTEXT])} .\n"
    )


def _meaning(mention: Mention, resolution: Resolution) -> str:
    said = ""
    if mention.pinpoint:
        said += f" ; cc:pinpoint {literal(mention.pinpoint)}"
    if mention.date:
        said += f" ; cc:citedDate {literal(mention.date)}"
    if mention.issuer:
        said += f" ; cc:citedIssuer {literal(mention.issuer)}"
    if mention.self_reference:
        said += " ; cc:selfReference true"
    if isinstance(resolution, Resolved):
        said += f' ; cc:status "resolved" ; oa:hasBody <{resolution.document}>'
        if mention.pinpoint and (iri := _provision(resolution.document, mention.pinpoint)[0]):
            said += f" ; dcterms:references <{iri}>"
    elif isinstance(resolution, Ambiguous):
        candidates = ", ".join(f"<{iri}>" for iri in resolution.candidates)
        said += ' ; cc:status "ambiguous"' + (f" ; cc:candidate {candidates}" if candidates else "")
    else:
        said += ' ; cc:status "unresolved"'
    return said


def _wording(text: str, mention: Mention) -> str:
    """The sentence around a mention; without one, what stands next to it."""
    start, end = mention.sentence
    if not start <= mention.start < mention.end <= end:
        start, end = mention.start - _CONTEXT, mention.end + _CONTEXT
    room = _LONGEST_SENTENCE // 2
    near = max(start, mention.start - room, 0), min(end, mention.end + room)
    wording = collapsed(text[near[0] : near[1]])
    if near[0] > max(start, 0):
        wording = f"… {wording.partition(' ')[2]}"
    if near[1] < min(end, len(text)):
        wording = f"{wording.rpartition(' ')[0]} …"
    return wording


@lru_cache(maxsize=65536)
def _provision(document: str, pinpoint: str) -> tuple[str | None, str]:
    """Return the IRI of the first provision a pinpoint names, and its description."""
    named = parts(pinpoint)
    if not named:
        return None, ""
    iri = provision_iri(document, named)
    label = ", ".join(" ".join(pair).strip() for pair in reversed(named))
    return iri, described(
        f"<{iri}>",
        ("a", "eli:LegalResourceSubdivision"),
        ("eli:is_part_of", f"<{document}>"),
        ("rdfs:label", f"{literal(label)}@vi"),
    )


def rule_slug(rule: str) -> str:
    """Return a rule's name as part of an IRI."""
    return slug(rule)
