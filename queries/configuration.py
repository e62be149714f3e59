"""An office's own settings: ``cancu.toml``, which rules it wants and what it set aside.

::

    [audit.rules]
    R09 = true                      # on or off
    R04 = "medium"                  # on, with another severity

    [[dismissed]]
    rule = "R04"
    document = "08/KH-UBND"         # number or IRI; or file = "du-thao.docx"
    words = "30/4/2026"             # the marked words; left out, all findings of the rule there
    reason = "đã thống nhất với huyện"
    by = "Nguyễn Văn An"
    date = 2026-01-20
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from cancu.ontology.iris import parse_document_iri
from cancu.queries.dismissals import Dismissal
from cancu.queries.rules import CONFIGURATION, Rules, RulesError, catalogue, changed, rule_named

_TABLES = ("audit", "dismissed")
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("rule", "reason", "document", "file", "words", "before", "after"), str),
    **dict.fromkeys(("about", "by", "date"), str),
    "nth": int,
    "alone": bool,
}
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_HEADING = re.compile(r"^[ \t]*\[\[\s*dismissed\s*\]\]", re.MULTILINE)
_ANY_HEADING = re.compile(r"^(?=[ \t]*\[)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Configuration:
    """``file`` is where it stands, or would stand."""

    rules: Rules
    dismissed: tuple[Dismissal, ...]
    file: Path


def configuration(path: Path | None = None) -> Configuration:
    """Return the settings of a cancu.toml, by default that of the current directory, if any.

    Rules are named by id or name. Raises :class:`RulesError`, which names file, line and value.
    """
    file = path or Path(CONFIGURATION)
    if path is None and not file.exists():
        return Configuration(catalogue(), (), file)
    text = _text(file)
    data = _parsed(file, text)
    for key in data:
        if key not in _TABLES:
            raise RulesError(
                f"{file}:{_line(text, key)}: {key!r}: không có mục này; có [audit.rules] và "
                "[[dismissed]] (no such table: there are [audit.rules] and [[dismissed]])"
            )
    return Configuration(_rules(file, text, data), tuple(_dismissed(file, text, data)), file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise RulesError(f"{file}: không đọc được (cannot be read): {error}") from error


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        at = _AT_LINE.search(said)
        line = int(at[1]) if at else text.count("\n") + 1
        shown = "".join(text.splitlines()[line - 1 : line]).strip()
        raise RulesError(
            f"{file}:{line}: {shown!r}: không đúng TOML (no TOML): {_AT_LINE.sub('', said)}"
        ) from error


def _line(text: str, key: str, start: int = 0) -> int:
    """Return the line, from 1, on which a key or heading first stands."""
    form = re.compile(
        rf"^[ \t]*(?:\[+[ \t]*(?:audit\.)?)?[\"']?{re.escape(key)}[\"']?(?=[ \t]*[=\].])",
        re.MULTILINE,
    )
    found = form.search(text, start)
    return text.count("\n", 0, found.start() if found else start) + 1


def _rules(file: Path, text: str, data: Mapping[str, Any]) -> Rules:
    audit = data.get("audit", {})
    unknown = [key for key in audit if key != "rules"] if isinstance(audit, dict) else ["audit"]
    if unknown:
        raise RulesError(
            f"{file}:{_line(text, unknown[0])}: [audit] {unknown[0]!r}: chỉ có [audit.rules] "
            "(there is only [audit.rules])"
        )
    changes = audit.get("rules", {})
    if not isinstance(changes, dict):
        line = _line(text, "rules")
        raise RulesError(f"{file}:{line}: [audit.rules] phải là bảng (must be a table)")
    rules = dict(catalogue())
    for name, value in changes.items():
        where = f"{file}:{_line(text, name)}: [audit.rules]"
        rule = rule_named(name, where)
        rules[rule.id] = changed(rule, value, where)
    return rules


def _dismissed(file: Path, text: str, data: Mapping[str, Any]) -> list[Dismissal]:
    given = data.get("dismissed", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        line = _line(text, "dismissed")
        raise RulesError(f"{file}:{line}: viết [[dismissed]] (write it as [[dismissed]])")
    starts = [found.start() for found in _HEADING.finditer(text)]
    starts += [0] * (len(given) - len(starts))
    return [_one(file, text, start, one) for start, one in zip(starts, given, strict=False)]


def _one(file: Path, text: str, start: int, given: Mapping[str, Any]) -> Dismissal:
    def wrong(key: str, what: str) -> RulesError:
        value = f" = {given[key]!r}" if key in given else ""
        return RulesError(f"{file}:{_line(text, key, start)}: [[dismissed]] {key}{value}: {what}")

    values: dict[str, Any] = {
        key: value.isoformat() if isinstance(value, datetime.date) else value
        for key, value in given.items()
    }
    for key, value in values.items():
        if key not in _KINDS:
            raise wrong(key, f"không có mục này; có (no such key; there are) {', '.join(_KINDS)}")
        if type(value) is not _KINDS[key]:
            raise wrong(key, f"phải là (must be) {_KINDS[key].__name__}")
    for key in ("rule", "reason"):
        if not str(values.get(key, "")).strip():
            raise wrong(key, "thiếu (is missing)")
    if not values.get("document") and not values.get("file"):
        raise wrong("document", "thiếu document hoặc file (give document or file)")
    where = f"{file}:{_line(text, 'rule', start)}: [[dismissed]] rule"
    rule = rule_named(str(values["rule"]), where)
    return Dismissal(**{**values, "rule": rule.id, "kept_in": str(file)})


def keep(file: Path, one: Dismissal) -> None:
    """Write a dismissal into a cancu.toml, which is made where there is none."""
    if parse_document_iri(one.document or "") is None:
        named = {"file": one.file or one.document}
    else:
        named = {"document": one.document}
    said = {field.name: getattr(one, field.name) for field in fields(one)}
    said |= {"document": None, "file": None, "nth": one.nth or None, "alone": one.alone or None}
    lines = ["[[dismissed]]"]
    for key in _KINDS:
        value = (said | named)[key]
        if value is not None:
            lines.append(f"{key} = {_string(value)}")
    held = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    gap = "\n" if held.strip() else ""
    held += "" if not held or held.endswith("\n") else "\n"
    file.write_text(f"{held}{gap}" + "\n".join(lines) + "\n", encoding="utf-8", newline="")


def _string(value: object) -> str:
    """Write a TOML value; JSON's differs in DEL alone, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def take_back(file: Path, one: Dismissal) -> None:
    """Take a dismissal out of a cancu.toml; the rest of the file stays as it is."""
    text = file.read_text(encoding="utf-8-sig")
    parts = _ANY_HEADING.split(text)
    left = [part for part in parts if not _is_of(file, part, one)]
    file.write_text("".join(left).rstrip("\n") + "\n", encoding="utf-8", newline="")


def _is_of(file: Path, part: str, one: Dismissal) -> bool:
    if not _HEADING.match(part):
        return False
    try:
        return any(held.id == one.id for held in _dismissed(file, part, tomllib.loads(part)))
    except (tomllib.TOMLDecodeError, RulesError):
        return False
