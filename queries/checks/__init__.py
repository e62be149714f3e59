"""The checks that read one document; a rule's name leads to its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cancu.queries.checks.agency_names import agency_naming
from cancu.queries.checks.ambiguous_citation import ambiguous_citation
from cancu.queries.checks.authority import authority_mismatch
from cancu.queries.checks.basis_rank import lower_as_basis
from cancu.queries.checks.blanks import blank_field
from cancu.queries.checks.broken_cells import broken_cell
from cancu.queries.checks.conflicting_deadlines import conflicting_deadlines
from cancu.queries.checks.conflicting_targets import conflicting_targets
from cancu.queries.checks.deadline_years import deadline_year, stale_year
from cancu.queries.checks.dissolved_bodies import dissolved_body
from cancu.queries.checks.duplicate_tasks import duplicate_task
from cancu.queries.checks.examined import Examined
from cancu.queries.checks.first_mention import incomplete_first_mention
from cancu.queries.checks.in_force import amended_since, not_in_force
from cancu.queries.checks.internal_references import broken_reference
from cancu.queries.checks.malformed_symbol import malformed_symbol
from cancu.queries.checks.numbering import numbering
from cancu.queries.checks.orphan_duties import orphan_duty
from cancu.queries.checks.outdated_terms import outdated_term
from cancu.queries.checks.owners import no_owner, scope_mismatch
from cancu.queries.checks.past_deadlines import past_deadline
from cancu.queries.checks.product import product_mismatch
from cancu.queries.checks.quoted_title import wrong_title
from cancu.queries.checks.spelling import spelling
from cancu.queries.checks.two_dates import two_dates
from cancu.queries.checks.type_and_issuer import type_and_issuer
from cancu.queries.checks.unverifiable_deadlines import unverifiable_deadline
from cancu.queries.checks.working_days import non_working_day
from cancu.queries.checks.wrong_date import wrong_date
from cancu.queries.checks.wrong_tier import wrong_tier
from cancu.queries.findings import Problem

__all__ = ["CHECKS", "Check", "Examined"]

Check = Callable[[Examined], Iterator[Problem]]

CHECKS: Mapping[str, Check] = {
    "C01": wrong_date,
    "C02": two_dates,
    "C03": malformed_symbol,
    "C04": type_and_issuer,
    "C05": not_in_force,
    "C06": amended_since,
    "C07": wrong_title,
    "C08": incomplete_first_mention,
    "C09": lower_as_basis,
    "C10": ambiguous_citation,
    "R01": deadline_year,
    "R02": stale_year,
    "R03": past_deadline,
    "R04": non_working_day,
    "R05": conflicting_deadlines,
    "R06": unverifiable_deadline,
    "R07": conflicting_targets,
    "R08": product_mismatch,
    "R09": orphan_duty,
    "R12": outdated_term,
    "R13": broken_reference,
    "R14": numbering,
    "R15": blank_field,
    "R16": agency_naming,
    "R17": dissolved_body,
    "R18": no_owner,
    "R19": wrong_tier,
    "R20": authority_mismatch,
    "R21": duplicate_task,
    "R22": broken_cell,
    "R23": spelling,
    "R24": scope_mismatch,
}
