"""What SARIF 2.1.0 asks of a log, and that places are URIs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cancu.queries.findings import Evidence, Finding
from cancu.queries.sarif import as_sarif

# The required and enumerated properties of the schema sarif-schema-2.1.0.json that we write.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "sarifLog": ("version", "runs"),
    "run": ("tool",),
    "tool": ("driver",),
    "toolComponent": ("name",),
    "reportingDescriptor": ("id",),
    "result": ("message",),
    "message": ("text",),
    "multiformatMessageString": ("text",),
    "location": (),
    "physicalLocation": ("artifactLocation",),
    "artifactLocation": ("uri",),
    "region": (),
    "logicalLocation": (),
    "suppression": ("kind",),
    "reportingConfiguration": (),
}
INSIDE: Mapping[str, Mapping[str, str]] = {
    "sarifLog": {"runs": "run"},
    "run": {"tool": "tool", "results": "result"},
    "tool": {"driver": "toolComponent"},
    "toolComponent": {"rules": "reportingDescriptor"},
    "reportingDescriptor": {
        "shortDescription": "multiformatMessageString",
        "fullDescription": "multiformatMessageString",
        "help": "multiformatMessageString",
        "defaultConfiguration": "reportingConfiguration",
    },
    "result": {
        "message": "message", "locations": "location", "relatedLocations": "location",
        "suppressions": "suppression",
    },
    "location": {
        "physicalLocation": "physicalLocation", "logicalLocations": "logicalLocation",
        "message": "message",
    },
    "physicalLocation": {"artifactLocation": "artifactLocation", "region": "region"},
}  # fmt: skip
KNOWN: Mapping[str, frozenset[str]] = {
    "result": frozenset(
        ("ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations",
         "partialFingerprints", "suppressions", "properties")
    ),
    "location": frozenset(("id", "physicalLocation", "logicalLocations", "message")),
    "logicalLocation": frozenset(("name", "fullyQualifiedName", "kind")),
    "region": frozenset(("charOffset", "charLength")),
    "suppression": frozenset(("kind", "status", "justification")),
}  # fmt: skip
VALUES: Mapping[tuple[str, str], tuple[Any, ...]] = {
    ("sarifLog", "version"): ("2.1.0",),
    ("run", "columnKind"): ("utf16CodeUnits", "unicodeCodePoints"),
    ("result", "level"): ("none", "note", "warning", "error"),
    ("reportingConfiguration", "level"): ("none", "note", "warning", "error"),
    ("suppression", "kind"): ("inSource", "external"),
    ("suppression", "status"): ("accepted", "underReview", "rejected"),
}
URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def faults(kind: str, thing: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Yield where a log is not as the schema asks."""
    yield from (f"{at}: no {name}" for name in REQUIRED[kind] if name not in thing)
    known = KNOWN.get(kind)
    yield from (f"{at}.{name}: unknown" for name in thing if known and name not in known)
    for (of, name), allowed in VALUES.items():
        if of == kind and name in thing and thing[name] not in allowed:
            yield f"{at}.{name}: {thing[name]!r}"
    if kind == "artifactLocation" and not URI.fullmatch(thing["uri"]):
        yield f"{at}.uri: {thing['uri']!r}"
    if kind == "message" and not thing.get("text"):
        yield f"{at}: empty message"
    for name, inner in INSIDE.get(kind, {}).items():
        for place, one in enumerate(_list(thing.get(name))):
            yield from faults(inner, one, f"{at}.{name}[{place}]")


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


PLAIN = Finding("C01", "high", "sai ngày", "wrong date", "urn:x", "a.txt", 3, 9, excerpt="a ⟦b⟧ c")
CASES = [
    PLAIN,
    Finding("R04", "low", "m", "m", "urn:x", "/tmp/Kế hoạch số 1 (bản 2)#.docx", 0, 5, page=2),
    Finding("R04", "low", "m", "m", "urn:x", "thư mục/kế hoạch%.md", 0, 5, cell="1:2,3"),
    Finding("R04", "low", "m", "m", "urn:x", "", 0, 0),
    Finding(
        "H05", "high", "m", "m", "urn:x", "a.txt", 3, 9, dismissed="đã bàn",
        dismissed_by="An", dismissed_on="2026-01-20",
        evidence=(
            Evidence("25/KH-UBND: “…”", 7, 12, "urn:up", number="25/KH-UBND",
                     file="/tmp/cấp trên.txt", page=3, cell="1:2,2"),
            Evidence("khác", 1, 2),
            Evidence("sổ đăng ký", source="https://example.org"),
            Evidence("không tệp", document="urn:up"),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize("finding", CASES)
def test_a_log_has_what_the_schema_requires(finding: Finding) -> None:
    log = json.loads(as_sarif([finding]))
    assert list(faults("sarifLog", log)) == []


def test_evidence_in_another_file_is_a_related_location_there() -> None:
    (result,) = json.loads(as_sarif([CASES[-1]]))["runs"][0]["results"]
    above, here, register, unread = result["relatedLocations"]
    assert above["physicalLocation"] == {
        "artifactLocation": {"uri": "file:///tmp/c%E1%BA%A5p%20tr%C3%AAn.txt"},
        "region": {"charOffset": 7, "charLength": 5},
    }
    assert above["logicalLocations"] == [
        {"name": "25/KH-UBND", "fullyQualifiedName": "urn:up", "kind": "resource"},
        {"name": "trang 3, ô 1:2,2", "kind": "element"},
    ]
    assert here["physicalLocation"]["artifactLocation"] == {"uri": "a.txt"}
    assert "physicalLocation" not in register
    assert "physicalLocation" not in unread
    assert [one["id"] for one in result["relatedLocations"]] == [1, 2, 3, 4]
    assert result["suppressions"][0]["justification"] == "đã bàn (An, 2026-01-20)"
