"""The catalogue of audit rules (rules.csv), and how an office may change one."""

from __future__ import annotations

import csv
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


def rule_named(name: str, where: str) -> Rule:
    """Return a rule by id or name; raises :class:`RulesError` that begins with ``where``."""
    for rule in catalogue().values():
        if name.upper() == rule.id or name == rule.name:
            return rule
    raise RulesError(
        f"{where} {name!r}: không có quy tắc này; xem 'cancu audit --rules' (no such rule)"
    )


def changed(rule: Rule, value: object, where: str) -> Rule:
    """Return a rule switched on or off or with another severity; raises :class:`RulesError`."""
    if isinstance(value, bool):
        return replace(rule, on=value)
    severity = next((one for one in SEVERITIES if one == value), None)
    if severity is not None:
        return replace(rule, on=True, severity=severity)
    raise RulesError(
        f"{where} {rule.id} = {value!r}: ghi (write) true, false, "
        f"{', '.join(map(repr, SEVERITIES))}"
    )


def all_on() -> Rules:
    """Return the catalogue with every rule switched on."""
    return {rule.id: replace(rule, on=True) for rule in catalogue().values()}
