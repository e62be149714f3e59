"""The catalogue of audit rules (rules.csv) and what an office changed of it (cancu.toml)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from cancu.queries.findings import SEVERITIES, Scope, Severity

CONFIGURATION = "cancu.toml"


class RulesError(ValueError):
    """A configuration names a rule or a value that there is not; the message says where."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``precision`` is measured (bench/audit.py), None where there was nothing to count.

    ``scope`` "document" is checked on one reading, "across" on a store.
    """

    id: str
    name: str
    name_vi: str
    severity: Severity
    scope: Scope
    on: bool
    why_vi: str
    why_en: str
    do_vi: str
    do_en: str
    precision: float | None


Rules = Mapping[str, Rule]


@cache
def catalogue() -> Rules:
    """Return the rules as they come with the program, by id."""
    with Path(__file__).with_name("rules.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["id"]: Rule(
                id=row["id"],
                name=row["name"],
                name_vi=row["name_vi"],
                severity=cast("Severity", row["severity"]),
                scope=cast("Scope", row["scope"]),
                on=row["on"] == "1",
                why_vi=row["why_vi"],
                why_en=row["why_en"],
                do_vi=row["do_vi"],
                do_en=row["do_en"],
                precision=float(row["precision"]) if row["precision"] else None,
            )
            for row in csv.DictReader(rows)
        }


def configured(path: Path | None = None) -> Rules:
    """Return the rules with the changes of a cancu.toml::

        [audit.rules]
        R09 = true          # on or off
        R04 = "medium"      # on, with another severity

    Without ``path`` the file of the current directory counts, if there is one. Rules are named by
    id or name. Raises :class:`RulesError`.
    """
    file = path or Path(CONFIGURATION)
    if path is None and not file.exists():
        return catalogue()
    try:
        audit = tomllib.loads(file.read_text(encoding="utf-8")).get("audit", {})
    except (OSError, ValueError) as error:
        raise RulesError(f"{file}: không đọc được (cannot be read): {error}") from error
    changes = audit.get("rules", {}) if isinstance(audit, dict) else None
    if not isinstance(changes, dict):
        raise RulesError(f"{file}: [audit.rules] phải là bảng (must be a table)")
    rules = dict(catalogue())
    for name, value in changes.items():
        rule = _named(name, file)
        rules[rule.id] = _changed(rule, value, file)
    return rules


def _named(name: str, file: Path) -> Rule:
    for rule in catalogue().values():
        if name.upper() == rule.id or name == rule.name:
            return rule
    raise RulesError(f"{file}: [audit.rules] {name!r}: không có quy tắc này (no such rule)")


def _changed(rule: Rule, value: object, file: Path) -> Rule:
    if isinstance(value, bool):
        return replace(rule, on=value)
    severity = next((one for one in SEVERITIES if one == value), None)
    if severity is not None:
        return replace(rule, on=True, severity=severity)
    raise RulesError(
        f"{file}: [audit.rules] {rule.id} = {value!r}: "
        f"ghi true, false, {', '.join(map(repr, SEVERITIES))}"
    )


def all_on() -> Rules:
    """Return the catalogue with every rule switched on."""
    return {rule.id: replace(rule, on=True) for rule in catalogue().values()}
