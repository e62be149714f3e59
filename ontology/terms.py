"""The terms of cancu.ttl and the part of ELI in it, for Python; a misspelt term fails at once."""

# ruff: noqa: N815 — terms keep the spelling of the vocabulary

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class CC(DefinedNamespace):
    """Own terms."""

    _NS = Namespace("http://cancu.internal/ns#")
    _fail = True

    Addressee: URIRef
    AdministrativeUnit: URIRef
    BodyClass: URIRef
    Change: URIRef
    Decision: URIRef
    Finding: URIRef
    Mention: URIRef
    Obligation: URIRef
    RelationStatement: URIRef
    Target: URIRef
    abrogatedBy: URIRef
    abrogates: URIRef
    alsoFamily: URIRef
    bodyKind: URIRef
    candidate: URIRef
    carriesOut: URIRef
    changedBy: URIRef
    changedProvisions: URIRef
    changes: URIRef
    chosen: URIRef
    citedByName: URIRef
    citedDate: URIRef
    citedIssuer: URIRef
    comparator: URIRef
    confidence: URIRef
    coordinating: URIRef
    coordinatingAddressee: URIRef
    coordinatingBody: URIRef
    deadline: URIRef
    deadlineDay: URIRef
    deadlineKind: URIRef
    deadlineText: URIRef
    deliverable: URIRef
    denotes: URIRef
    documentsUnder: URIRef
    doubtfulFrom: URIRef
    due: URIRef
    effectiveFrom: URIRef
    end: URIRef
    endedHow: URIRef
    evidence: URIRef
    family: URIRef
    guidedBy: URIRef
    guidedByNumber: URIRef
    guides: URIRef
    imposedBy: URIRef
    issuedWith: URIRef
    lead: URIRef
    leadAddressee: URIRef
    legalForce: URIRef
    level: URIRef
    message: URIRef
    metric: URIRef
    note: URIRef
    number: URIRef
    numberBlank: URIRef
    order: URIRef
    ordinal: URIRef
    origin: URIRef
    otherSymbol: URIRef
    page: URIRef
    parentUnit: URIRef
    pinpoint: URIRef
    proposed: URIRef
    proposedParent: URIRef
    referenceNumber: URIRef
    replacedBy: URIRef
    replacedByNumber: URIRef
    replaces: URIRef
    role: URIRef
    rule: URIRef
    section: URIRef
    selfReference: URIRef
    sentence: URIRef
    settles: URIRef
    severity: URIRef
    sha256: URIRef
    signer: URIRef
    signerTitle: URIRef
    start: URIRef
    stated: URIRef
    status: URIRef
    succeededBy: URIRef
    suggestion: URIRef
    surface: URIRef
    surelyFrom: URIRef
    surelyTo: URIRef
    symbol: URIRef
    tableCell: URIRef
    task: URIRef
    uncertain: URIRef
    under: URIRef
    underReference: URIRef
    unit: URIRef
    unitCode: URIRef
    validFrom: URIRef
    validTo: URIRef
    value: URIRef
    verified: URIRef
    why: URIRef
    withoutRowIn: URIRef
    year: URIRef
    yearOfPlan: URIRef


class ELI(DefinedNamespace):
    """The part of the European Legislation Identifier ontology 1.5 that is used."""

    _NS = Namespace("http://data.europa.eu/eli/ontology#")
    _fail = True

    AdministrativeArea: URIRef
    LegalResource: URIRef
    LegalResourceSubdivision: URIRef
    amended_by: URIRef
    amends: URIRef
    based_on: URIRef
    basis_for: URIRef
    cited_by: URIRef
    cites: URIRef
    consolidated_by: URIRef
    consolidates: URIRef
    corrected_by: URIRef
    corrects: URIRef
    date_document: URIRef
    date_no_longer_in_force: URIRef
    date_publication: URIRef
    ensures_implementation_of: URIRef
    first_date_entry_in_force: URIRef
    has_part: URIRef
    id_local: URIRef
    implementation_ensured_by: URIRef
    in_force: URIRef
    is_part_of: URIRef
    jurisdiction: URIRef
    number: URIRef
    passed_by: URIRef
    related_to: URIRef
    relevant_for: URIRef
    repealed_by: URIRef
    repeals: URIRef
    title: URIRef
    title_alternative: URIRef
    title_short: URIRef
    type_document: URIRef


PREFIXES = {
    "cc": "http://cancu.internal/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "family": "http://cancu.internal/ns/family/",
    "level": "http://cancu.internal/ns/level/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": "http://cancu.internal/ns/type/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes in which the program writes Turtle and JSON-LD, and that queries may use."""

LEVEL = Namespace("http://cancu.internal/ns/level/")
TYPE = Namespace("http://cancu.internal/ns/type/")
FAMILY = Namespace("http://cancu.internal/ns/family/")
